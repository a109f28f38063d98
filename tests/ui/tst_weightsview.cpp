// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Weights view of the real window: of the embedded model, and of a folder that has the
// attention alone.
#include "tests/support/app/modelfolders.h"
#include "tests/support/core/tensornames.h"
#include "tests/support/places.h"
#include "tests/support/ui/realwindow.h"
#include "ui/mainwindow/exporting.h"
#include "ui/models/roles.h"
#include "ui/views/banner.h"
#include "ui/views/filterbar.h"
#include "ui/views/gridview.h"
#include "ui/views/headmappanel.h"
#include "ui/views/positionsview.h"
#include "ui/views/promptbar.h"
#include "ui/views/spectrumplot.h"
#include "ui/views/tableheader.h"
#include "ui/views/weightsview.h"
#include "ui/views/weighttables.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace headscope;
using namespace headscope::ui;

namespace {

using Kind = RealWindow::Kind;
using Page = WeightsView::Page;

const QString missing = QStringLiteral(
    "This model has no token embedding, no feed-forward weights, no final norm, no tokenizer: only "
    "Weights and Positions can be shown.");

} // namespace

class TestWeightsView : public QObject
{
    Q_OBJECT

private:
    RealWindow m_real;

    WeightsView* view() const { return m_real.views()->weights(); }
    void showPage(Page page) const
    {
        view()->setPage(page);
        m_real.settle();
    }
    /// A small GPT-2 without anything but its attention.
    QString attentionFolder() const
    {
        const QString folder = m_real.path(QStringLiteral("attention"));
        tests::putModel(folder);
        const QString file = folder + QStringLiteral("/model.safetensors");
        tests::putFile(file, QByteArray::fromStdString(
                                 tests::renamed(tests::contentOf(file).toStdString(),
                                                tests::without(tests::allButAttention))));
        return folder;
    }

private Q_SLOTS:
    void init()
    {
        m_real.forgetSettings();
        m_real.open(QStringLiteral("The captain of the ship"));
    }
    void cleanup() { m_real.close(); }

    void listOfAllHeads();
    void aHeadIsChosenInTheListAndElsewhere();
    void spectrum();
    void directionsAndTheirWords();
    void unstableDirectionsSaySo();
    void composition();
    void switches();
    void exportsWhatThePageShows();
    void keepsItsLook();
    void pictures();
    void theAttentionAlone();
    void backFromTheAttentionAlone();
    void modelsAreModels();
};

void TestWeightsView::listOfAllHeads()
{
    m_real.show(Kind::Weights);
    m_real.check(Kind::Weights);
    WeightsModel* model = view()->ranksModel();
    // Falling first for numbers, then the other way round.
    TableHeader* titles = view()->ranks()->titles();
    const auto clickTitle = [titles](int column) {
        const QPoint at(titles->sectionViewportPosition(column) + 8, titles->height() - 6);
        QTest::mouseClick(titles->viewport(), Qt::LeftButton, {}, at);
    };
    clickTitle(WeightsModel::firstMatrix + 1);
    for (int row = 1; row < model->rowCount(); ++row)
        QVERIFY(model->value(row - 1, WeightsModel::firstMatrix + 1)
                >= model->value(row, WeightsModel::firstMatrix + 1));
    clickTitle(WeightsModel::firstMatrix + 1);
    QVERIFY(model->value(0, WeightsModel::firstMatrix + 1)
            <= model->value(model->rowCount() - 1, WeightsModel::firstMatrix + 1));
    // The selected head is the current row wherever it has gone.
    QCOMPARE(view()->ranks()->currentIndex().row(),
             model->rowOf(m_real.selection()->layer(), m_real.selection()->head()));
    clickTitle(WeightsModel::headColumn);
    QCOMPARE(model->layerOf(0).value, 0);
    QVERIFY(model->index(0, 1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("99.9 %")));
}

void TestWeightsView::aHeadIsChosenInTheListAndElsewhere()
{
    m_real.show(Kind::Weights);
    RanksTable* list = view()->ranks();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(view()->ranksModel()->index(3, 0)).center());
    QCOMPARE(m_real.selection()->head().value, 3);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(m_real.selection()->head().value, 4);
    m_real.selection()->setHead(core::LayerIndex(2), core::HeadIndex(1));
    QCOMPARE(list->currentIndex().row(), 2 * 6 + 1);
    m_real.check(Kind::Weights);
    QVERIFY(view()->titleText().contains(QStringLiteral("2.1")));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_real.selection()->view(), Kind::Head);
}

void TestWeightsView::spectrum()
{
    m_real.show(Kind::Weights);
    SpectrumPlot* plot = view()->plot();
    const auto& head = m_real.session()->spectra()->at(m_real.selection()->layer(),
                                                       m_real.selection()->head());
    const Eigen::VectorXd& s = head.of(core::HeadMatrix::Pattern, false).values;
    const auto near = [](double a, double b) { return std::abs(a - b) <= 1e-9 * std::abs(b); };
    QVERIFY(near(plot->shown(0, 5), s[5]));
    view()->setScale(SpectrumScale::Relative);
    QVERIFY(near(plot->shown(0, 5), s[5] / s[0]));
    view()->setScale(SpectrumScale::Share);
    QVERIFY(near(plot->shown(0, 5), s.head(6).squaredNorm() / s.squaredNorm()));
    QVERIFY(near(plot->shown(0, int(s.size()) - 1), 1.0));
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Home);
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(plot->current(), 1);
    QVERIFY(plot->pointText(1).contains(QString::fromUtf8("Wᴾ")));
    QVERIFY(plot->pointText(1).contains(QStringLiteral("W_O")));
    QCOMPARE(plot->accessibleDescription(), plot->pointText(1));
}

void TestWeightsView::directionsAndTheirWords()
{
    m_real.show(Kind::Weights);
    showPage(Page::Directions);
    const DirectionsModel& model = *view()->directionsModel();
    const auto directions = m_real.session()->directions();
    QCOMPARE(model.rowCount(), int(directions->all.size()) * 2);
    QVERIFY(directions->hasWords);
    const auto head = m_real.views()->filters();
    QVERIFY(head->isVisible());
    // + ends before - ends, and a number for both.
    QCOMPARE(model.index(0, DirectionsModel::End).data().toString(), QStringLiteral("1 +"));
    QCOMPARE(model.index(1, DirectionsModel::End).data().toString(), QString::fromUtf8("1 −"));
    int shown = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, DirectionsModel::Left);
        const auto& cell = directions->all[std::size_t(row / 2)].left[std::size_t(row % 2)];
        QCOMPARE(index.data(HiddenRole).toBool(), cell.highBias);
        shown += cell.highBias ? 0 : 1;
        QCOMPARE(index.data(WordsRole).toStringList().size(),
                 cell.highBias ? qsizetype(0) : qsizetype(cell.ids.size()));
    }
    QVERIFY(shown > model.rowCount() / 2);
    // A direction that is chosen here is marked in the spectrum.
    DirectionsTable* table = view()->directionsTable();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(model.index(4, DirectionsModel::Left)).center());
    QCOMPARE(view()->plot()->current(), 2);
    // Another head, another matrix: other directions.
    m_real.selection()->setHead(core::LayerIndex(5), core::HeadIndex(2));
    m_real.settle();
    view()->setMatrix(core::HeadMatrix::Message);
    m_real.settle();
    const auto other = model.directions()->options;
    QVERIFY(other.layer.value == 5 && other.head.value == 2);
    QVERIFY(other.matrix == core::HeadMatrix::Message);
    QVERIFY(view()->pageNote().contains(QStringLiteral("5.2")));
    const QString word =
        model.index(0, DirectionsModel::Right).data(WordsRole).toStringList().value(0);
    if (!word.isEmpty())
        QVERIFY(view()->find(word, false));
}

void TestWeightsView::unstableDirectionsSaySo()
{
    m_real.show(Kind::Weights);
    showPage(Page::Directions);
    const DirectionsModel& model = *view()->directionsModel();
    const auto directions = m_real.session()->directions();
    int mixed = 0;
    for (std::size_t i = 0; i < directions->all.size(); ++i) {
        const QModelIndex index = model.index(int(i) * 2, DirectionsModel::Gap);
        const bool alone = directions->all[i].standsApart();
        mixed += alone ? 0 : 1;
        QCOMPARE(index.data().toString().contains(QStringLiteral("mixed with")), !alone);
        QCOMPARE(index.data(WarningRole).toBool(), !alone);
        QCOMPARE(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("span together")),
                 !alone);
    }
    QVERIFY(mixed > 0);
}

void TestWeightsView::composition()
{
    m_real.show(Kind::Weights);
    showPage(Page::Composition);
    const CompositionModel& model = *view()->compositionModel();
    const auto composition = m_real.session()->composition();
    QCOMPARE(model.rowCount(), 48);
    QVERIFY(!m_real.views()->filters()->isVisible());
    QCOMPARE(model.shade(3, 20), double(composition->at(core::Composition::Key, 3, 20))
                                     / double(composition->largest[1]));
    QVERIFY(std::isnan(model.shade(20, 3)));
    QVERIFY(model.pairSentence(20, 3).contains(QStringLiteral("comes before")));
    RealWindow::click(view()->grid(), 3, 20);
    QCOMPARE(m_real.selection()->layer().value, 20 / 6);
    QCOMPARE(m_real.selection()->head().value, 20 % 6);
    QVERIFY(view()->pageNote().contains(QStringLiteral("0.3")));
    QVERIFY(view()->pageNote().contains(QString::fromUtf8("×")));
    view()->setKind(core::Composition::Value);
    QCOMPARE(model.shade(3, 20), double(composition->at(core::Composition::Value, 3, 20))
                                     / double(composition->largest[2]));
    // A head that is chosen elsewhere is looked at in one of its pairs.
    m_real.selection()->setHead(core::LayerIndex(6), core::HeadIndex(0));
    const GridView::Cell cell = view()->grid()->current();
    QVERIFY(cell.row == 36 || cell.column == 36);
}

void TestWeightsView::switches()
{
    m_real.show(Kind::Weights);
    view()->setFold(true);
    m_real.check(Kind::Weights);
    for (int i = 0; i < rankMeasureCount; ++i) {
        view()->setMeasure(static_cast<RankMeasure>(i));
        m_real.check(Kind::Weights);
    }
    showPage(Page::Composition);
    QVERIFY(m_real.session()->composition()->options.fold);
    view()->setFold(false);
    QTRY_VERIFY_WITH_TIMEOUT(!m_real.session()->composition()->options.fold, RealWindow::patience);
}

void TestWeightsView::exportsWhatThePageShows()
{
    m_real.show(Kind::Weights);
    const auto header = [this](Page page) {
        showPage(page);
        const QString file = m_real.path(QStringLiteral("table%1.csv").arg(int(page)));
        return RealWindow::saveTable(m_real.window(), file)
                   ? tests::contentOf(file).split('\n').front().trimmed()
                   : QByteArray();
    };
    const QByteArray spectrum = header(Page::Spectrum);
    QVERIFY2(spectrum.startsWith("layer,head,fold,matrix,s1"), spectrum.constData());
    QVERIFY(header(Page::Directions).startsWith("layer,head,matrix,fold,index,s,gap"));
    QVERIFY(header(Page::Composition).startsWith("layer,head,to_layer,to_head,kind"));
    showPage(Page::Spectrum);
    view()->ranks()->selectAll();
    QCOMPARE(view()->selectedText().split(u'\n').size(), 48);
}

void TestWeightsView::keepsItsLook()
{
    m_real.show(Kind::Weights);
    view()->setPage(Page::Directions);
    view()->setFold(true);
    view()->setMatrix(core::HeadMatrix::Message);
    view()->setKind(core::Composition::Query);
    view()->setMeasure(RankMeasure::Stable);
    view()->setScale(SpectrumScale::Share);
    view()->ranksModel()->sort(2, Qt::DescendingOrder);
    const QVariantMap look = view()->look();
    view()->setLook({});
    QCOMPARE(view()->page(), Page::Spectrum);
    QVERIFY(!view()->fold());
    QCOMPARE(view()->ranksModel()->sortColumn(), 0);
    view()->setLook(look);
    QCOMPARE(view()->look(), look);
    // What no version has written.
    view()->setLook({{QStringLiteral("page"), 7}, {QStringLiteral("sort"), -3}});
    QCOMPARE(view()->page(), Page::Spectrum);
}

void TestWeightsView::pictures()
{
    m_real.show(Kind::Weights);
    for (const Page page : {Page::Spectrum, Page::Directions, Page::Composition}) {
        showPage(page);
        const QImage picture = view()->picture(900);
        QVERIFY(!picture.isNull());
        QVERIFY(picture.width() > 300 && picture.height() > 200);
        QCOMPARE(view()->legend(FigurePart::Whole, 900).isNull(), page != Page::Composition);
        // The whole table, not what the window has room for.
        if (page == Page::Directions)
            QVERIFY(picture.height() > 128 * 15);
        QVERIFY(!view()->figure(FigurePart::Visible, 900).isNull());
    }
}

void TestWeightsView::theAttentionAlone()
{
    m_real.close();
    m_real.open(QStringLiteral("The captain"), attentionFolder());
    app::Session* session = m_real.session();
    QTRY_VERIFY_WITH_TIMEOUT(session->model() && session->spectra(), RealWindow::patience);
    QVERIFY(!session->model()->info.canRun());
    // What can be shown is in front; what is missing is said.
    QCOMPARE(m_real.selection()->view(), Kind::Weights);
    QTRY_COMPARE_WITH_TIMEOUT(view()->state(), View::State::Ready, RealWindow::patience);
    m_real.check(Kind::Weights);
    QCOMPARE(m_real.window()->banner()->text(), missing);
    auto* edit = m_real.window()->findChild<QPlainTextEdit*>(QStringLiteral("promptEdit"));
    QVERIFY(!edit->isEnabled());
    QCOMPARE(edit->toolTip(), missing);
    for (const Page page : {Page::Directions, Page::Composition}) {
        view()->setPage(page);
        QTRY_VERIFY_WITH_TIMEOUT(m_real.fresh(), RealWindow::patience);
    }
    view()->setPage(Page::Directions);
    QTRY_VERIFY_WITH_TIMEOUT(m_real.fresh(), RealWindow::patience);
    QVERIFY(view()->pageNote().contains(QStringLiteral("no words")));
    // Positions need no prompt either.
    m_real.selection()->setView(Kind::Positions);
    QTRY_VERIFY_WITH_TIMEOUT(m_real.views()->positions()->patterns(), RealWindow::patience);
    QCOMPARE(m_real.views()->positions()->state(), View::State::Ready);
    QVERIFY(m_real.views()->positions()->natureText().contains(
        QStringLiteral("to the position before them")));
    // Everything else says why there is nothing.
    for (int i = 0; i < app::Selection::viewCount; ++i) {
        const auto kind = static_cast<Kind>(i);
        if (kind == Kind::Weights || kind == Kind::Positions)
            continue;
        m_real.selection()->setView(kind);
        QTest::qWait(60);
        QCOMPARE(m_real.views()->view(kind)->sentence(), missing);
    }
    // The head map has the ranks.
    QTRY_VERIFY_WITH_TIMEOUT(!session->busy(), RealWindow::patience);
    const HeadMapPanel* panel = m_real.window()->headMapPanel();
    QVERIFY(panel->measure() == Measure::PatternRank || panel->measure() == Measure::MessageRank);
    QSignalSpy failures(m_real.window(), &MainWindow::failed);
    session->run(QStringLiteral("1 2"), false);
    QCOMPARE(failures.size(), 1);
    QVERIFY(failures[0][0].toString().contains(QStringLiteral("no token embedding")));
}

void TestWeightsView::backFromTheAttentionAlone()
{
    m_real.close();
    m_real.open(QStringLiteral("The captain"), attentionFolder());
    app::Session* session = m_real.session();
    QTRY_VERIFY_WITH_TIMEOUT(session->spectra(), RealWindow::patience);
    const auto before = session->spectra();
    m_real.window()->openModel(tests::qModelsPath("/bookshelf-20m"));
    QTRY_VERIFY_WITH_TIMEOUT(session->prompt(), RealWindow::patience);
    m_real.settle();
    QVERIFY(session->spectra() != before);
    m_real.check(Kind::Weights);
    auto* edit = m_real.window()->findChild<QPlainTextEdit*>(QStringLiteral("promptEdit"));
    QVERIFY(edit->isEnabled());
    m_real.show(Kind::Head);
    m_real.check(Kind::Head);
}

void TestWeightsView::modelsAreModels()
{
    WeightsModel ranks;
    DirectionsModel directions;
    CompositionModel composition;
    const QAbstractItemModelTester one(&ranks);
    const QAbstractItemModelTester two(&directions);
    const QAbstractItemModelTester three(&composition);
    m_real.show(Kind::Weights);
    showPage(Page::Directions);
    ranks.setSpectra(m_real.session()->spectra(), RankMeasure::Entropy, true);
    ranks.sort(3, Qt::DescendingOrder);
    directions.setDirections(m_real.session()->directions(), true);
    showPage(Page::Composition);
    composition.setComposition(m_real.session()->composition(), core::Composition::Query);
    QCOMPARE(composition.rowCount(), 48);
    ranks.setSpectra(nullptr, RankMeasure::Largest, false);
    directions.setDirections(nullptr, false);
    composition.setComposition(nullptr, core::Composition::Key);
    QCOMPARE(ranks.rowCount() + directions.rowCount() + composition.rowCount(), 0);
}

QTEST_MAIN(TestWeightsView)
#include "tst_weightsview.moc"
