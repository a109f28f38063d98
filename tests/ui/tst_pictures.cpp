// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Views as pictures: every one in every format, whole and in part, and what other programs make of
// them.
#include "tests/support/ui/realwindow.h"
#include "ui/export/askfile.h"
#include "ui/export/figurepage.h"
#include "ui/export/picturedialog.h"
#include "ui/mainwindow/centreviews.h"
#include "ui/mainwindow/exporting.h"
#include "ui/mainwindow/headlabelling.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/settingsmap.h"
#include "ui/theme/theme.h"
#include "ui/views/banner.h"
#include "ui/views/colourlegend.h"
#include "ui/views/headmappanel.h"
#include "ui/views/headview.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace headscope;
using namespace headscope::ui;

namespace {

QString text(const char* utf8)
{
    return RealWindow::text(utf8);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What an SVG file is made of.
struct Drawing {
    bool wellFormed = false;
    int texts = 0;
    int images = 0;
    QString words; ///< all text, a line each
    QString title;
};

Drawing drawingOf(const QByteArray& svg)
{
    Drawing drawing;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == QLatin1String("text")) {
            ++drawing.texts;
            drawing.words += reader.readElementText(QXmlStreamReader::IncludeChildElements)
                             + QLatin1Char('\n');
        } else if (reader.name() == QLatin1String("image")) {
            ++drawing.images;
        } else if (reader.name() == QLatin1String("title")) {
            drawing.title = reader.readElementText();
        }
    }
    drawing.wellFormed = !reader.hasError();
    return drawing;
}

/// Mean difference of two pictures, 0 .. 255 per channel; that of sizes that differ is the largest.
double difference(const QImage& a, const QImage& b)
{
    if (std::abs(a.width() - b.width()) > 1 || std::abs(a.height() - b.height()) > 1)
        return 255;
    const int width = qMin(a.width(), b.width());
    const int height = qMin(a.height(), b.height());
    double sum = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q))
                   + std::abs(qBlue(p) - qBlue(q));
        }
    }
    return sum / (3.0 * width * height);
}

} // namespace

class PicturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_real.close(); }
    void init();
    void everyViewInEveryFormat();
    void otherProgramsSeeTheSame_data();
    void otherProgramsSeeTheSame();
    void qpdfFindsNothingWrong();
    void theMapOfAllHeads();
    void everyLabelIsThere();
    void asManyPixelsAsAskedFor();
    void withoutBackground();
    void inTheOtherTheme();
    void withoutWordsAroundIt();
    void theNetworkIsThePictureWhereItIsShown();
    void dialogShowsAndSaves();
    void theNameFollowsTheKindOfFile();
    void copiesAnImageAndShapes();
    void saysWhatIsWrong();
    void withoutWordsWhereThereIsNoRoomForThem();
    void whatIsOnTheScreenAlone();

private:
    using Kind = RealWindow::Kind;
    View* show(Kind kind)
    {
        m_real.show(kind);
        m_real.settle();
        return m_real.views()->front();
    }
    QImage png(const PictureOptions& options)
    {
        const QString path = m_real.path(text("of-options.png"));
        const QString failure = savePicture(*m_real.views()->front(), text("caption"), options,
                                            path);
        return failure.isEmpty() ? QImage(path) : QImage();
    }
    RealWindow m_real;
};

void PicturesTest::initTestCase()
{
    m_real.open(text("The captain of the ship gave the order to lower the boats"));
}

void PicturesTest::init()
{
    m_real.window()->activateWindow(); // a dialog may have been there
    QVERIFY(QTest::qWaitForWindowActive(m_real.window()));
    storePicture(*m_real.settings(), {});
}

void PicturesTest::everyViewInEveryFormat()
{
    PictureOptions coarse; // the fewest pixels, as there are many pictures
    coarse.scale = 1;
    storePicture(*m_real.settings(), coarse);
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const View* view = show(static_cast<Kind>(i));
        const QString name = CentreViews::name(static_cast<Kind>(i));
        for (const char* ending : {"png", "svg", "pdf"}) {
            const QString path = m_real.path(name + text(".") + text(ending));
            const QString again = m_real.path(name + text("-again.") + text(ending));
            QVERIFY2(m_real.window()->savePicture(path), qPrintable(path));
            QVERIFY(!contentOf(path).isEmpty());
#if defined(HEADSCOPE_SANITIZED)
            continue; // once takes long enough
#endif
            QVERIFY2(m_real.window()->savePicture(again), qPrintable(again));
            QVERIFY2(contentOf(path) == contentOf(again), qPrintable(path));
        }
        const Drawing drawing = drawingOf(contentOf(m_real.path(name + text(".svg"))));
        QVERIFY2(drawing.wellFormed, qPrintable(name));
        QCOMPARE(drawing.images, 0);
        QVERIFY2(drawing.texts > 20, qPrintable(name));
        QVERIFY2(drawing.words.contains(text("bookshelf-20m")), qPrintable(drawing.words));
        // The picture of these says itself what its marks mean.
        const auto kind = static_cast<Kind>(i);
        const bool own = kind == Kind::Stream || kind == Kind::Weights;
        QVERIFY2(own || !view->legend(FigurePart::Whole, 2400).isNull(), qPrintable(name));
        const QByteArray pdf = contentOf(m_real.path(name + text(".pdf")));
        QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(!pdf.contains("CreationDate"));
        QVERIFY2(!pdf.contains("/Subtype /Image"), qPrintable(name));
        QVERIFY(pdf.contains("/ToUnicode"));
    }
    const Drawing head = drawingOf(contentOf(m_real.path(text("Head.svg"))));
    QVERIFY2(head.words.contains(text("captain")), qPrintable(head.words));
    QVERIFY(head.title.contains(text("Head")));
}

void PicturesTest::otherProgramsSeeTheSame_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments"); // % is the file, @ the PNG without ending
    QTest::newRow("rsvg-convert") << text("svg") << text("rsvg-convert")
                                  << QStringList{text("-o"), text("@.png"), text("%")};
    QTest::newRow("pdftoppm") << text("pdf") << text("pdftoppm")
                              << QStringList{text("-r"),          text("96"), text("-png"),
                                             text("-singlefile"), text("%"),  text("@")};
}

void PicturesTest::otherProgramsSeeTheSame()
{
    QFETCH(const QString, ending);
    QFETCH(const QString, program);
    QFETCH(QStringList, arguments);
#if defined(HEADSCOPE_SANITIZED)
    QSKIP("the same pictures are drawn by other tests under the sanitizers");
#endif
    const QString found = QStandardPaths::findExecutable(program);
    if (found.isEmpty())
        QSKIP(qPrintable(program + text(" is not installed")));
    PictureOptions options;
    options.scale = 1;
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const View* view = show(static_cast<Kind>(i));
        const QString path = m_real.path(text("seen.") + ending);
        const QString seen = m_real.path(text("seen-by-others"));
        QCOMPARE(savePicture(*view, text("caption"), options, path), QString());
        QStringList filled = arguments;
        filled.replaceInStrings(text("%"), path).replaceInStrings(text("@"), seen);
        QCOMPARE(QProcess::execute(found, filled), 0);
        const QImage other(seen + text(".png"));
        const QImage own = png(options);
        // Letters are drawn finer or bolder; a view that is not there, or in another place, differs
        // by more: the same picture moved by three pixels, by twice that.
        const double differs = difference(own, other);
        const QString name = CentreViews::name(static_cast<Kind>(i));
        QVERIFY2(differs < 6, qPrintable(text("%1: %2").arg(name).arg(differs)));
        const double moved = difference(own, other.copy(3, 3, other.width(), other.height()));
        QVERIFY2(moved > differs, qPrintable(text("%1: %2 %3").arg(name).arg(differs).arg(moved)));
    }
}

/// The table of a PDF's objects is ours (timelesspdf.h).
void PicturesTest::qpdfFindsNothingWrong()
{
    const QString found = QStandardPaths::findExecutable(text("qpdf"));
    if (found.isEmpty())
        QSKIP("qpdf is not installed");
    for (const Kind kind : {Kind::Head, Kind::Stream, Kind::Neurons}) {
        const QString path = m_real.path(text("checked.pdf"));
        QCOMPARE(savePicture(*show(kind), text("caption"), {}, path), QString());
        QProcess process;
        process.start(found, {text("--check"), path});
        QVERIFY(process.waitForFinished(RealWindow::patience));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
}

void PicturesTest::theMapOfAllHeads()
{
    HeadMapPanel* panel = m_real.window()->headMapPanel();
    panel->setMeasure(Measure::Previous);
    Exporting* exporting = m_real.window()->exporting();
    const auto drawn = [&] {
        const QString path = m_real.path(text("head-map.svg"));
        const QString failure = exporting->saveHeadMap(path);
        return failure.isEmpty() ? drawingOf(contentOf(path)) : Drawing();
    };
    const Drawing plain = drawn();
    QVERIFY(plain.wellFormed);
    QCOMPARE(plain.images, 0);
    for (const char* word : {"Heads by attention on previous token", "8 layers of 6 heads", "layer",
                             "head", "bookshelf-20m", "The captain"})
        QVERIFY2(plain.words.contains(text(word)), word);
    // Both ends of the colours.
    const HeadValues& values = panel->map()->values();
    QVERIFY(plain.words.contains(measureText(Measure::Previous, values.high)));
    // A head's name is in it, whole; neither it nor the colours depend on what is selected.
    const QString name = text(
        "a name that is too long for a list beside the map, to be sure of it");
    m_real.window()->labelling()->labels()->set(5, 2, name, {});
    QString words = drawn().words;
    QVERIFY2(words.contains(text("5.2")), qPrintable(words));
    QVERIFY2(words.replace(QLatin1Char('\n'), QLatin1Char(' ')).contains(name), qPrintable(words));
    const QByteArray before = contentOf(m_real.path(text("head-map.svg")));
    m_real.selection()->setHead(core::LayerIndex(7), core::HeadIndex(1));
    drawn();
    QVERIFY(contentOf(m_real.path(text("head-map.svg"))) == before);
    m_real.window()->labelling()->labels()->set(5, 2, {}, {});
    m_real.selection()->setHead(core::LayerIndex(0), core::HeadIndex(0));

    // It is a choice of the dialog, and on the map's own menu.
    exporting->copyHeadMap();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(drawingOf(data->data(text("image/svg+xml"))).words.contains(text("of 6 heads")));
    const auto actions = panel->map()->actions();
    QCOMPARE(actions.size(), 2);
    actions.last()->trigger();
    auto* dialog = m_real.window()->findChild<PictureDialog*>();
    QVERIFY(dialog);
    auto* of = dialog->findChild<QComboBox*>(text("pictureOf"));
    QCOMPARE(of->count(), 2);
    QCOMPARE(of->currentIndex(), 1);
    QTRY_VERIFY(!dialog->preview().isNull());
    const QImage map = dialog->preview().toImage();
    of->setCurrentIndex(0);
    QTRY_VERIFY(dialog->preview().toImage().size() != map.size());
    dialog->close();
}

void PicturesTest::everyLabelIsThere()
{
    PictureOptions options;
    const QString path = m_real.path(text("labels.svg"));
    QCOMPARE(savePicture(*show(Kind::Positions), {}, options, path), QString());
    // Of a row, of a column, and of two plots.
    const QStringList words = drawingOf(contentOf(path)).words.split(QLatin1Char('\n'));
    QCOMPARE(words.count(text("0")), words.count(text("2")));
}

void PicturesTest::withoutWordsWhereThereIsNoRoomForThem()
{
    m_real.run(text("one two three four five six seven eight nine ten ").repeated(5).trimmed(), 51);
    const auto whole = [this](Kind kind) {
        const View* view = show(kind);
        const QString path = m_real.path(text("whole.svg"));
        return savePicture(*view, {}, {}, path).isEmpty() ? drawingOf(contentOf(path)) : Drawing();
    };
    // The tokens are at the columns then, and the legend has the colours of cells without words.
    QVERIFY(whole(Kind::Evolution).words.contains(text("3  three")));
    QCOMPARE(m_real.views()->front()->legend(FigurePart::Whole, 2400).image(),
             ColourLegend::figure(ColourLegend::Map::Score, text("probability 0"), text("1"),
                                  PictureSource::legendWidth)
                 .image());
    show(Kind::Patterns);
    const View* patterns = m_real.views()->front();
    QVERIFY(patterns->legend(FigurePart::Whole, 2400).image()
            != patterns->legend(FigurePart::Visible, 2400).image());
}

void PicturesTest::whatIsOnTheScreenAlone()
{
    m_real.run(text("one two three four five six seven eight nine ten ").repeated(6).trimmed(), 61);
    m_real.window()->resize(1000, 640);
    for (const Kind kind :
         {Kind::Head, Kind::Patterns, Kind::Messages, Kind::Neurons, Kind::Evolution}) {
        const View* view = show(kind);
        QTRY_VERIFY_WITH_TIMEOUT(!view->figure(FigurePart::Whole, 4000).isNull(),
                                 RealWindow::patience);
        const QSize whole = view->figure(FigurePart::Whole, 100000).size;
        const Figure part = view->figure(FigurePart::Visible, 100000);
        const QString name = CentreViews::name(kind);
        QVERIFY2(!part.isNull(), qPrintable(name));
        QVERIFY2(part.size.height() < whole.height(), qPrintable(name));
        QVERIFY2(part.size.width() <= whole.width(), qPrintable(name));
        QVERIFY(!part.image().isNull());
        PictureOptions options;
        options.part = FigurePart::Visible;
        const QString path = m_real.path(text("part.svg"));
        QCOMPARE(savePicture(*view, {}, options, path), QString());
        const Drawing drawing = drawingOf(contentOf(path));
        QVERIFY(drawing.wellFormed && drawing.texts > 5);
    }
}

void PicturesTest::asManyPixelsAsAskedFor()
{
    const View* view = show(Kind::Head);
    const QSize size = figurePage(*view, text("caption"), {}).size;
    for (const double scale : {1.0, 1.5, 2.0, 4.0}) {
        PictureOptions options;
        options.scale = scale;
        QCOMPARE(png(options).size(), (QSizeF(size) * scale).toSize());
    }
}

void PicturesTest::withoutBackground()
{
    show(Kind::Stream);
    PictureOptions options;
    const QImage opaque = png(options);
    QCOMPARE(qAlpha(opaque.pixel(2, 2)), 255);
    options.transparent = true;
    const QImage clear = png(options);
    QCOMPARE(clear.size(), opaque.size());
    QCOMPARE(qAlpha(clear.pixel(2, 2)), 0);
    int drawn = 0;
    int blank = 0;
    for (int y = 0; y < clear.height(); ++y)
        for (int x = 0; x < clear.width(); ++x)
            ++(qAlpha(clear.pixel(x, y)) == 0 ? blank : drawn);
    QVERIFY(blank > drawn && drawn > 2000);
    // And the screen is as it was.
    QCOMPARE(Theme::instance().colours().window.alpha(), 255);
    QCOMPARE(png({}), opaque);
}

void PicturesTest::inTheOtherTheme()
{
    const bool dark = Theme::instance().dark();
    for (const Kind kind : {Kind::Head, Kind::Patterns, Kind::Neurons}) {
        show(kind);
        PictureOptions options;
        options.scale = 1;
        const QImage own = png(options);
        options.colours = dark ? PictureOptions::Colours::Light : PictureOptions::Colours::Dark;
        const QImage other = png(options);
        QCOMPARE(other.size(), own.size());
        QVERIFY(difference(own, other) > 60);
        QCOMPARE(Theme::instance().dark(), dark);
        options.colours = dark ? PictureOptions::Colours::Dark : PictureOptions::Colours::Light;
        QCOMPARE(png(options), own);
    }
}

void PicturesTest::withoutWordsAroundIt()
{
    const View* view = show(Kind::Patterns);
    const PictureOptions all;
    PictureOptions none;
    none.title = none.legend = none.caption = false;
    QCOMPARE(figurePage(*view, text("caption"), none).size,
             view->figure(FigurePart::Whole, 2400).size);
    const int whole = figurePage(*view, text("caption"), all).size.height();
    for (bool PictureOptions::*part :
         {&PictureOptions::title, &PictureOptions::legend, &PictureOptions::caption}) {
        PictureOptions options;
        options.*part = false;
        QVERIFY(figurePage(*view, text("caption"), options).size.height() < whole);
    }
}

void PicturesTest::theNetworkIsThePictureWhereItIsShown()
{
    show(Kind::Head);
    const QImage table = png({});
    m_real.window()->headView()->setAsNetwork(true);
    m_real.settle();
    const QString path = m_real.path(text("network.svg"));
    QVERIFY(m_real.window()->savePicture(path));
    const Drawing drawing = drawingOf(contentOf(path));
    QVERIFY2(drawing.words.contains(text("FFN 0")), qPrintable(drawing.words));
    QCOMPARE(drawing.images, 0);
    m_real.window()->headView()->setAsNetwork(false);
    m_real.settle();
    QCOMPARE(png({}), table);
}

void PicturesTest::dialogShowsAndSaves()
{
    View* view = show(Kind::Head);
    PictureDialog dialog({{view, text("Head"), m_real.path(text("figure"))}}, 0, text("caption"),
                         {});
    dialog.show();
    QTRY_VERIFY(!dialog.preview().isNull());
    const QPixmap light = dialog.preview();
    // All of it, smaller.
    const QImage whole = figurePage(*view, text("caption"), {}).image();
    QVERIFY(light.width() < whole.width());
    const QImage small = whole.scaled(light.size(), Qt::IgnoreAspectRatio,
                                      Qt::SmoothTransformation);
    const QImage shown = light.toImage();
    const double differs = difference(shown, small);
    const QImage corner = whole.copy(QRect(QPoint(), light.size()));
    QVERIFY2(differs < difference(shown, corner) / 2, qPrintable(QString::number(differs)));
    PictureOptions options;
    options.transparent = true;
    options.colours = Theme::instance().dark() ? PictureOptions::Colours::Light
                                               : PictureOptions::Colours::Dark;
    options.part = FigurePart::Visible;
    options.scale = 3;
    options.legend = false;
    dialog.setOptions(options);
    QVERIFY(dialog.options() == options);
    QTRY_VERIFY(dialog.preview().toImage() != light.toImage());
    const QString path = m_real.path(text("figure.pdf"));
    QCOMPARE(dialog.save(path), QString());
    QVERIFY(contentOf(path).startsWith("%PDF-"));
    QVERIFY(dialog.save(m_real.path(text("figure.gif"))).contains(text(".png, .svg or .pdf")));
    QVERIFY(!QFile::exists(m_real.path(text("figure.gif"))));
    const auto* said = dialog.findChild<QLabel*>(text("pictureFailure"));
    QVERIFY(said->isVisible() && said->text().contains(text("figure.gif")));
    storePicture(*m_real.settings(), options);
    QVERIFY(storedPicture(*m_real.settings()) == options);
}

void PicturesTest::theNameFollowsTheKindOfFile()
{
    QFileDialog dialog;
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    const FileKinds kinds{{text("PNG image (*.png)"), text("PDF document (*.pdf)")}, text("png")};
    askingForFile(dialog, text("Export"), m_real.path(text("Head-5.2")), kinds);
    QCOMPARE(dialog.selectedFiles(), QStringList{m_real.path(text("Head-5.2.png"))});
    QCOMPARE(dialog.defaultSuffix(), text("png"));
    Q_EMIT dialog.filterSelected(kinds.filters.last());
    QCOMPARE(dialog.selectedFiles(), QStringList{m_real.path(text("Head-5.2.pdf"))});
    QCOMPARE(dialog.defaultSuffix(), text("pdf")); // before it is asked whether one is replaced
    QVERIFY(!dialog.testOption(QFileDialog::DontConfirmOverwrite));
}

void PicturesTest::copiesAnImageAndShapes()
{
    show(Kind::Evolution);
    m_real.window()->exporting()->copyPicture();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QCOMPARE(qvariant_cast<QImage>(data->imageData()).size(),
             (QSizeF(figurePage(*m_real.views()->front(),
                                m_real.window()->caption(m_real.selection()->view()), {})
                         .size)
              * 2)
                 .toSize());
    QVERIFY(drawingOf(data->data(text("image/svg+xml"))).wellFormed);
    // Larger than what Qt reads from files, which is 128 MiB.
    const QSize size = figurePage(*m_real.views()->front(), QString(), {}).size;
    PictureOptions options;
    options.scale = std::ceil(std::sqrt(40e6 / (size.width() * size.height())));
    QCOMPARE(copyPicture(*m_real.views()->front(), QString(), options), QString());
    const auto large = qvariant_cast<QImage>(QGuiApplication::clipboard()->mimeData()->imageData());
    QVERIFY(qint64(large.width()) * large.height() > 34'000'000);
    options.scale = 4000;
    QVERIFY(copyPicture(*m_real.views()->front(), QString(), options).contains(text("too large")));
    QGuiApplication::clipboard()->clear();
}

void PicturesTest::saysWhatIsWrong()
{
    show(Kind::Head);
    QVERIFY(!m_real.window()->savePicture(text("/nowhere/at/all.svg")));
    QVERIFY(m_real.window()->banner()->isFailure());
    const View* view = m_real.views()->front();
    PictureOptions options;
    options.scale = 4000;
    const QString large = savePicture(*view, {}, options, m_real.path(text("large.png")));
    QVERIFY2(large.contains(text("too large")), qPrintable(large));
    QVERIFY(!QFile::exists(m_real.path(text("large.png"))));
}

QTEST_MAIN(PicturesTest)
#include "tst_pictures.moc"
