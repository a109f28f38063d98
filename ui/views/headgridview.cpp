// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headgridview.h"

#include "app/selection.h"
#include "ui/models/wordtext.h"
#include "ui/views/colourlegend.h"
#include "ui/views/flowlayout.h"
#include "ui/views/gridview.h"
#include "ui/views/look.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace headscope::ui {

namespace {

constexpr int typingPause = 200; // ms
constexpr int mostCell = 10'000; // pixels; a bound, not a zoom

// In the order of HeadGridLook's Rows, Order and Shade.
constexpr std::array rowsNames{"all", "legible", "repeating"};
constexpr std::array orderNames{"head", "repeating", "legibility"};
constexpr std::array shadeNames{"legibility", "size"};

/// Words are to be read on the colours, so that these are paler.
ColourLegend::Map legendMap(bool words)
{
    return words ? ColourLegend::Map::Tint : ColourLegend::Map::Score;
}

QWidget* labelled(QWidget* parent, const QString& text, QWidget* widget)
{
    auto* group = new QWidget(parent);
    auto* layout = new QHBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    auto* label = new QLabel(text, group);
    label->setProperty("quiet", true);
    label->setBuddy(widget);
    layout->addWidget(label);
    layout->addWidget(widget);
    return group;
}

} // namespace

HeadGridView::HeadGridView(Kind kind, app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_kind(kind),
      m_model(new HeadGridModel(kind, this)),
      m_grid(new GridView(this)),
      m_filter(new QLineEdit(this)),
      m_threshold(new QDoubleSpinBox(this)),
      m_repeats(new QPushButton(tr("mark repeats"), this)),
      m_rows(new QComboBox(this)),
      m_order(new QComboBox(this)),
      m_shade(new QComboBox(this)),
      m_lookAt(new QComboBox(this)),
      m_legend(new ColourLegend(ColourLegend::Map::Tint, this)),
      m_none(new QLabel(this))
{
    const bool patterns = kind == Kind::Patterns;
    setObjectName(patterns ? QStringLiteral("patternsView") : QStringLiteral("messagesView"));
    setAccessibleName(patterns ? tr("Patterns of all heads") : tr("Messages of all heads"));
    m_grid->setAxes(tr("head ↓"), tr("context token →"));
    m_grid->setModel(m_model);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setProperty("quiet", true);
    m_none->hide();
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(9);
    auto* bar = new QWidget(content);
    auto* line = new FlowLayout(7, bar);
    line->setContentsMargins(0, 0, 0, 0);
    buildControls();
    line->addWidget(m_lookAt);
    line->addWidget(m_filter);
    line->addWidget(labelled(bar, tr("Legibility ≥"), m_threshold));
    line->addWidget(m_repeats);
    line->addWidget(m_rows);
    line->addWidget(m_order);
    line->addWidget(labelled(bar, tr("Colour"), m_shade));
    layout->addWidget(bar);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_none, 1);
    setContent(content);
    m_legend->setFixedWidth(150);
    controls()->addWidget(m_legend);

    connect(m_grid, &GridView::currentChanged, this,
            [this](int row, int column) { select(row, column, false); });
    connect(m_grid, &GridView::activated, this,
            [this](int row, int column) { select(row, column, true); });
    connect(m_grid, &GridView::zoomed, this, &HeadGridView::showLegend);
    connect(selection, &app::Selection::changed, this, &HeadGridView::follow);
    refreshHeader();
}

HeadGridView::~HeadGridView() = default;

void HeadGridView::buildControls()
{
    m_filter->setObjectName(QStringLiteral("rowFilter"));
    m_filter->setPlaceholderText(tr("Filter: 5, 5.2, 3-5, a label or a word"));
    m_filter->setToolTip(tr("Rows of a layer (5), a head (5.2), a range (3-5, 3.1-4.2), with a "
                            "label, or with a word in some cell; a number in quotes is a word."));
    m_filter->setAccessibleName(tr("Filter rows by layer, head, label or word"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setProperty("field", true);
    m_filter->setMinimumWidth(
        QFontMetrics(m_filter->font()).horizontalAdvance(m_filter->placeholderText()) + 40);
    m_threshold->setObjectName(QStringLiteral("legibility"));
    m_threshold->setRange(0, 99);
    m_threshold->setDecimals(1);
    m_threshold->setSingleStep(0.5);
    m_threshold->setSuffix(tr(" σ"));
    m_threshold->setSpecialValueText(tr("any"));
    m_threshold->setAccessibleName(tr("Least legibility"));
    m_threshold->setToolTip(tr("Cells whose best word stands out less from the scores of all words "
                               "are faded."));
    m_repeats->setObjectName(QStringLiteral("markRepeats"));
    m_repeats->setProperty("chip", true);
    m_repeats->setCheckable(true);
    m_repeats->setToolTip(tr("Mark cells that share their words with other cells of their row: the "
                             "best word, or at least 3 of those shown"));
    m_rows->setObjectName(QStringLiteral("rowsShown"));
    m_rows->addItems({tr("all heads"), tr("with legible cells"), tr("with repeats")});
    m_rows->setAccessibleName(tr("Which rows are shown"));
    m_order->setObjectName(QStringLiteral("rowOrder"));
    m_order->addItems(
        {tr("by layer and head"), tr("most repeats first"), tr("most legible first")});
    m_order->setAccessibleName(tr("Order of the rows"));
    m_order->setToolTip(tr("Rows are put in order once the words of all heads are there."));
    m_shade->setObjectName(QStringLiteral("shadeBy"));
    m_shade->addItems({tr("legibility"), tr("size")});
    m_shade->setAccessibleName(tr("What the colour of a cell means"));
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &HeadGridView::applyLook);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, &HeadGridView::applyLook);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, [this] { m_typing.start(); });
    connect(m_repeats, &QPushButton::toggled, this, &HeadGridView::applyLook);
    m_lookAt->setObjectName(QStringLiteral("lookAt"));
    m_lookAt->addItems(
        {tr("heads on the decoder's tokens"), tr("cross heads on the encoder's tokens")});
    m_lookAt->setAccessibleName(tr("Whose tokens the heads look at"));
    m_lookAt->setToolTip(tr("A decoder has heads that look at its own tokens, and cross heads that "
                            "look at what the encoder has made of its tokens: one column for each "
                            "of those."));
    m_lookAt->hide();
    for (QComboBox* box : {m_rows, m_order, m_shade, m_lookAt})
        connect(box, &QComboBox::currentIndexChanged, this, &HeadGridView::applyLook);
}

void HeadGridView::setGrid(HeadGridPtr grid)
{
    m_model->setGrid(std::move(grid));
    showSwitches();
    sayWhatIsMissing();
    follow();
    if (m_model->heads() == 0)
        return;
    if (const auto cross = std::exchange(m_crossWanted, std::nullopt); cross && m_model->hasCross())
        m_lookAt->setCurrentIndex(*cross ? 1 : 0); // applies it
}

QVariantMap HeadGridView::look() const
{
    const HeadGridLook& look = m_model->look();
    QVariantMap all{
        {QStringLiteral("filter"), look.filter},
        {QStringLiteral("legibility"), look.threshold},
        {QStringLiteral("mark_repeats"), look.markRepeats},
        {QStringLiteral("rows"), nameOfChoice(rowsNames, static_cast<int>(look.rows))},
        {QStringLiteral("order"), nameOfChoice(orderNames, static_cast<int>(look.order))},
        {QStringLiteral("colour"), nameOfChoice(shadeNames, static_cast<int>(look.shade))}};
    if (m_crossWanted.value_or(look.cross))
        all.insert(QStringLiteral("cross"), true);
    if (!m_grid->fits())
        all.insert(QStringLiteral("cell_width"), m_grid->geometryOfCells().cellSize.width());
    return all;
}

void HeadGridView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    m_filter->setText(from.text("filter"));
    m_threshold->setValue(from.number("legibility", 0, m_threshold->maximum(), 0));
    m_repeats->setChecked(from.flag("mark_repeats"));
    m_rows->setCurrentIndex(from.choice("rows", rowsNames));
    m_order->setCurrentIndex(from.choice("order", orderNames));
    m_shade->setCurrentIndex(from.choice("colour", shadeNames));
    m_crossWanted = from.flag("cross");
    if (from.has("cell_width")) {
        const int width = from.integer("cell_width", 2, mostCell, 2);
        m_grid->setCellSize({width, width});
    } else {
        m_grid->zoomToFit();
    }
    applyLook();
}

void HeadGridView::showSwitches()
{
    const bool cross = m_model->hasCross();
    if (!cross) {
        m_followsCross = false;
        m_lookAt->setCurrentIndex(0); // applies it, where it was not so
    }
    m_lookAt->setVisible(cross);
}

void HeadGridView::setLabels(const QStringList& labels)
{
    m_model->setLabels(labels);
    sayWhatIsMissing();
}

void HeadGridView::setShowSpaces(bool show)
{
    m_model->setShowSpaces(show);
}

void HeadGridView::applyLook()
{
    m_typing.stop();
    HeadGridLook look;
    look.filter = m_filter->text().trimmed();
    look.threshold = m_threshold->value();
    look.markRepeats = m_repeats->isChecked();
    look.rows = static_cast<HeadGridLook::Rows>(m_rows->currentIndex());
    look.order = static_cast<HeadGridLook::Order>(m_order->currentIndex());
    look.shade = static_cast<HeadGridLook::Shade>(m_shade->currentIndex());
    look.cross = m_lookAt->currentIndex() == 1;
    m_model->setLook(look);
    m_grid->setAxes(tr("head ↓"), look.cross ? tr("encoder token →") : tr("context token →"));
    sayWhatIsMissing();
    follow();
}

void HeadGridView::sayWhatIsMissing()
{
    const bool none = m_model->heads() > 0 && m_model->rowCount() == 0;
    const bool pending = m_model->headsFound() < m_model->heads();
    m_none->setText(pending ? tr("No head that has been looked up so far fits the filter.")
                            : tr("No head fits the filter. Empty the box, or show all heads."));
    m_none->setVisible(none);
    m_grid->setVisible(!none);
    showLegend();
    refreshHeader();
}

void HeadGridView::showLegend()
{
    const bool size = m_model->look().shade == HeadGridLook::Shade::Size;
    const QString low = numberText(m_model->shadeLow(), size ? 0 : 1);
    const QString high = numberText(m_model->shadeHigh(), 1);
    m_legend->setVisible(m_model->headsFound() > 0);
    m_legend->setMap(legendMap(m_grid->showsWords()));
    if (size)
        m_legend->setRange(tr("size %1").arg(low), high);
    else
        m_legend->setRange(tr("legibility %1").arg(low), tr("%1 σ").arg(high));
}

void HeadGridView::select(int row, int column, bool open)
{
    app::Selection::Place place = selection()->place();
    place.layer = m_model->layerOf(row);
    place.head = m_model->headOf(row);
    place.context = core::Position(column);
    place.focus = m_kind == Kind::Patterns ? app::Selection::Focus::Pattern
                                           : app::Selection::Focus::Message;
    if (open)
        place.view = app::Selection::View::Head;
    m_selecting = true;
    selection()->setPlace(place);
    m_selecting = false;
    m_followsCross = m_model->look().cross;
}

void HeadGridView::follow()
{
    if (m_selecting)
        return;
    // Who comes from a cross head elsewhere wants to see it here; who switches here need not leave
    // the head.
    const bool cross = m_model->hasCross() && selection()->isCross(selection()->head());
    if (cross != m_followsCross) {
        m_followsCross = cross;
        m_lookAt->setCurrentIndex(cross ? 1 : 0); // applies it, and comes back here
    }
    const int row = m_model->rowOf(selection()->layer(), selection()->head());
    m_grid->setCurrent(row < 0 ? GridView::Cell()
                               : GridView::Cell{row, selection()->context().value});
}

// ---- What the window asks -----------------------------------------------------------------------

QString HeadGridView::title() const
{
    return m_kind == Kind::Patterns ? tr("<b>Patterns</b>") : tr("<b>Messages</b>");
}

QString HeadGridView::facts() const
{
    const QLocale locale;
    const int all = m_model->heads();
    if (all == 0)
        return {};
    QStringList facts;
    const core::HeadGrid& grid = *m_model->grid();
    const core::HeadTableOptions& options = grid.options;
    const bool cross = m_model->look().cross;
    if (m_kind == Kind::Patterns)
        facts.append(cross ? tr("what the encoder's tokens offer")
                     : options.side == core::PatternSide::Query ? tr("what tokens look for")
                                                                : tr("what tokens offer"));
    else if (cross)
        facts.append(tr("of the encoder's tokens"));
    if (m_kind == Kind::Patterns && grid.byDistance)
        facts.append(tr("at distance %1").arg(locale.toString(options.distance.fixed.value_or(1))));
    if (m_kind == Kind::Patterns ? options.centredPatterns : options.centredMessages)
        facts.append(tr("centred"));
    const int shown = m_model->rowCount();
    facts.append(shown < all
                     ? tr("%1 of %2 heads").arg(locale.toString(shown), locale.toString(all))
                 : all == 1 ? tr("1 head")
                            : tr("%1 heads").arg(locale.toString(all)));
    if (!grid.tied)
        facts.append(m_kind == Kind::Patterns ? tr("compared with the input embedding")
                                              : tr("compared with the output embedding"));
    if (m_model->headsFound() < all)
        facts.append(tr("words of %1 of %2 heads")
                         .arg(locale.toString(m_model->headsFound()), locale.toString(all)));
    return facts.join(QStringLiteral("  ·  "));
}

QString HeadGridView::factsTip() const
{
    return tr("Legibility: how far the best word stands out from the scores of all words. The "
              "colour begins where the best of so many scores lies by chance. Zoomed out, grey "
              "cells have nothing to show: their words are hidden, faded or still looked up.");
}

QString HeadGridView::selectedText() const
{
    return m_grid->selectedText();
}

bool HeadGridView::find(const QString& text, bool backwards)
{
    return m_grid->find(text, backwards);
}

Figure HeadGridView::figure(FigurePart part, int maxWidth) const
{
    return m_grid->figure(part, maxWidth);
}

Figure HeadGridView::legend(FigurePart part, int maxWidth) const
{
    if (m_legend->isHidden())
        return {};
    // A page may have no room for the words that are on the screen.
    return ColourLegend::figure(legendMap(m_grid->showsWords(part, maxWidth)), m_legend->low(),
                                m_legend->high(), legendWidth);
}

QWidget* HeadGridView::focusTarget()
{
    return m_grid;
}

} // namespace headscope::ui
