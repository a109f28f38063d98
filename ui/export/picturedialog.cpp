// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picturedialog.h"

#include "ui/export/askfile.h"
#include "ui/export/figurepage.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Picture)
};

constexpr int square = 8; ///< of the pattern behind what is see-through
constexpr QSize leastPreview{280, 220};
constexpr QSize wantedSize{900, 560};

PictureText textOf(const PictureSource& source, const QString& caption)
{
    return {QTextDocumentFragment::fromHtml(source.pictureTitle()).toPlainText(), caption};
}

/// Squares, as everywhere where there is nothing, and a line around the page.
QPixmap onSquares(const QImage& image)
{
    QPixmap result = QPixmap::fromImage(image);
    const double ratio = result.devicePixelRatio();
    QPainter painter(&result);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationOver);
    const QSizeF size = QSizeF(result.size()) / ratio;
    for (int y = 0; y < size.height(); y += square)
        for (int x = 0; x < size.width(); x += square)
            painter.fillRect(x, y, square, square,
                             (x + y) / square % 2 == 0 ? QColor(0xff, 0xff, 0xff)
                                                       : QColor(0xdc, 0xdc, 0xdc));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setPen(Theme::instance().colours().border);
    painter.drawRect(QRectF(QPointF(0.5, 0.5) / ratio, size - QSizeF(1, 1) / ratio));
    return result;
}

} // namespace

QString savePicture(const PictureSource& source, const QString& caption,
                    const PictureOptions& options, const QString& path)
{
    const PictureTheme theme(options);
    const Figure page = figurePage(source, caption, options);
    if (page.isNull())
        return Text::tr("There is nothing to make a picture of yet.");
    return writePicture(page, path, options.scale, textOf(source, caption));
}

QString copyPicture(const PictureSource& source, const QString& caption,
                    const PictureOptions& options)
{
    const PictureTheme theme(options);
    const Figure page = figurePage(source, caption, options);
    if (page.isNull())
        return Text::tr("There is nothing to make a picture of yet.");
    const QImage image = pictureImage(page, options.scale);
    if (image.isNull())
        return Text::tr("A picture of %1 × %2 pixels is too large to be copied; take a smaller "
                        "scale, or save it as SVG or PDF.")
            .arg(std::lround(page.size.width() * options.scale))
            .arg(std::lround(page.size.height() * options.scale));
    const PictureText text = textOf(source, caption);
    auto* data = new QMimeData;
    data->setImageData(image);
    data->setData(QStringLiteral("image/svg+xml"), pictureBytes(page, PictureFormat::Svg, 1, text));
    QGuiApplication::clipboard()->setMimeData(data);
    return {};
}

PictureDialog::PictureDialog(std::vector<PictureChoice> choices, int first, const QString& caption,
                             const PictureOptions& options, QWidget* parent)
    : QDialog(parent),
      m_choices(std::move(choices)),
      m_caption(caption),
      m_preview(new QLabel(this)),
      m_size(new QLabel(this)),
      m_of(new QComboBox(this)),
      m_part(new QComboBox(this)),
      m_colours(new QComboBox(this)),
      m_background(new QComboBox(this)),
      m_scale(new QDoubleSpinBox(this)),
      m_title(new QCheckBox(tr("&Title"), this)),
      m_legend(new QCheckBox(tr("&Legend"), this)),
      m_captionShown(new QCheckBox(tr("&Model and prompt"), this)),
      m_failure(new QLabel(this))
{
    setWindowTitle(tr("Export picture"));
    build();
    m_of->setCurrentIndex(first);
    setOptions(options);
    m_changed.setSingleShot(true);
    m_changed.setInterval(60);
    connect(&m_changed, &QTimer::timeout, this, &PictureDialog::showPreview);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        if (isVisible())
            m_changed.start();
    });
    const auto changed = [this] { m_changed.start(); };
    for (QComboBox* box : {m_of, m_part, m_colours, m_background})
        connect(box, &QComboBox::currentIndexChanged, this, changed);
    connect(m_scale, &QDoubleSpinBox::valueChanged, this, changed);
    for (QCheckBox* box : {m_title, m_legend, m_captionShown})
        connect(box, &QCheckBox::toggled, this, changed);
}

void PictureDialog::build()
{
    for (const PictureChoice& choice : m_choices)
        m_of->addItem(choice.name);
    m_of->setObjectName(QStringLiteral("pictureOf"));
    m_part->addItems({tr("The whole view"), tr("What is on the screen")});
    m_colours->addItems({tr("As the window"), tr("Light, for paper"), tr("Dark")});
    m_background->addItems({tr("Of the theme"), tr("Transparent")});
    m_scale->setRange(1, PictureOptions::mostScale);
    m_scale->setSingleStep(0.5);
    m_scale->setDecimals(1);
    m_scale->setSuffix(tr(" ×"));
    m_scale->setToolTip(tr("Pixels of a PNG for each of the screen; SVG and PDF have none"));
    m_size->setProperty("quiet", true);
    m_failure->setWordWrap(true);
    m_failure->setObjectName(QStringLiteral("pictureFailure"));
    m_failure->hide();
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(leastPreview);
    m_preview->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_preview->setAccessibleName(tr("How the picture will look"));

    auto* form = new QFormLayout;
    form->addRow(tr("&Of:"), m_of);
    form->addRow(tr("&Part:"), m_part);
    form->addRow(tr("&Colours:"), m_colours);
    form->addRow(tr("&Background:"), m_background);
    form->addRow(tr("PNG sc&ale:"), m_scale);
    form->addRow(tr("With:"), m_title);
    form->addRow(QString(), m_captionShown);
    form->addRow(QString(), m_legend);
    form->addRow(QString(), m_size);
    auto* top = new QHBoxLayout;
    top->setSpacing(18);
    top->addWidget(m_preview, 1);
    top->addLayout(form);
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("&Save…"), QDialogButtonBox::AcceptRole);
    m_copy = buttons->addButton(tr("Cop&y"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close)->setIcon({});
    m_save->setDefault(true);
    // Saving leaves the dialog open: the same figure is often wanted in two formats.
    connect(m_save, &QPushButton::clicked, this, &PictureDialog::askSave);
    connect(m_copy, &QPushButton::clicked, this, &PictureDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top, 1);
    layout->addWidget(m_failure);
    layout->addWidget(buttons);
    const QWidget* window = parentWidget();
    resize(window ? wantedSize.boundedTo(window->size() - QSize(24, 24)) : wantedSize);
}

PictureOptions PictureDialog::options() const
{
    PictureOptions options;
    options.part = m_part->currentIndex() == 0 ? FigurePart::Whole : FigurePart::Visible;
    options.colours = static_cast<PictureOptions::Colours>(m_colours->currentIndex());
    options.transparent = m_background->currentIndex() == 1;
    options.scale = m_scale->value();
    options.title = m_title->isChecked();
    options.legend = m_legend->isChecked();
    options.caption = m_captionShown->isChecked();
    return options;
}

void PictureDialog::setOptions(const PictureOptions& options)
{
    m_part->setCurrentIndex(options.part == FigurePart::Whole ? 0 : 1);
    m_colours->setCurrentIndex(static_cast<int>(options.colours));
    m_background->setCurrentIndex(options.transparent ? 1 : 0);
    m_scale->setValue(options.scale);
    m_title->setChecked(options.title);
    m_legend->setChecked(options.legend);
    m_captionShown->setChecked(options.caption);
}

const PictureSource& PictureDialog::source() const
{
    return *m_choices[static_cast<std::size_t>(m_of->currentIndex())].source;
}

QPixmap PictureDialog::preview() const
{
    return m_preview->pixmap(Qt::ReturnByValue);
}

void PictureDialog::showPreview()
{
    const PictureOptions wanted = options();
    const PictureTheme theme(wanted);
    const Figure page = figurePage(source(), m_caption, wanted);
    m_save->setEnabled(!page.isNull());
    m_copy->setEnabled(!page.isNull());
    if (page.isNull()) {
        m_preview->setText(tr("There is nothing to make a picture of yet."));
        m_size->clear();
        return;
    }
    const QLocale locale;
    m_size->setText(tr("%1 × %2 pixels")
                        .arg(locale.toString(std::lround(page.size.width() * wanted.scale)),
                             locale.toString(std::lround(page.size.height() * wanted.scale))));
    const QSize room = m_preview->size().expandedTo(leastPreview);
    const double fit = std::min({1.0, static_cast<double>(room.width()) / page.size.width(),
                                 static_cast<double>(room.height()) / page.size.height()});
    const double ratio = devicePixelRatioF();
    QPixmap shown = onSquares(pictureImage(page, fit * ratio));
    shown.setDevicePixelRatio(ratio);
    m_preview->setPixmap(shown);
}

void PictureDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    m_changed.start();
}

void PictureDialog::askSave()
{
    const QString path = askFile(
        this, tr("Export picture"), m_choices[static_cast<std::size_t>(m_of->currentIndex())].path,
        {{tr("PNG image (*.png)"), tr("SVG drawing (*.svg)"), tr("PDF document (*.pdf)")},
         m_ending});
    if (!path.isEmpty())
        save(path);
}

QString PictureDialog::save(const QString& path)
{
    QString failure = savePicture(source(), m_caption, options(), path);
    m_failure->setVisible(true);
    m_failure->setText(failure.isEmpty() ? tr("Saved as %1.").arg(path) : failure);
    if (failure.isEmpty()) {
        const QFileInfo file(path);
        m_ending = file.suffix().toLower();
        for (PictureChoice& choice : m_choices)
            choice.path = file.dir().filePath(QFileInfo(choice.path).fileName());
        m_choices[static_cast<std::size_t>(m_of->currentIndex())].path = file.dir().filePath(
            file.completeBaseName());
        Q_EMIT saved(path);
    }
    return failure;
}

void PictureDialog::copy()
{
    const QString failure = copyPicture(source(), m_caption, options());
    m_failure->setVisible(true);
    m_failure->setText(failure.isEmpty() ? tr("Copied.") : failure);
}

} // namespace headscope::ui
