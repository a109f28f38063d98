// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/positionsview.h"

#include "app/selection.h"
#include "ui/models/headname.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"
#include "ui/views/lineplot.h"
#include "ui/views/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headscope::ui {

namespace {

constexpr int fewestPositions = 32;
constexpr int mostPositions = 4096;
constexpr int leastPlot = 220;
constexpr int largestCell = 40;
constexpr int mostCell = 10'000; // pixels; a bound, not a zoom

// In the order of PositionsModel::Measure.
constexpr std::array measureNames{"excess", "score", "attention"};

} // namespace

PositionsView::PositionsView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_measures(new QComboBox),
      m_count(new QSpinBox),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_plots(new QSplitter(Qt::Vertical)),
      m_grid(new GridView),
      m_legend(new ColourLegend(ColourLegend::Map::Diverging)),
      m_pair(new QLabel),
      m_pull(new LinePlot),
      m_distance(new LinePlot)
{
    using Measure = PositionsModel::Measure;
    m_measures->addItem(tr("Score above the query's mean"), QVariant::fromValue(Measure::Excess));
    m_measures->addItem(tr("Score"), QVariant::fromValue(Measure::Score));
    m_measures->addItem(tr("Attention"), QVariant::fromValue(Measure::Attention));
    m_measures->setAccessibleName(tr("What the cells show"));
    m_measures->setToolTip(tr("A query's attention depends only on how its scores differ from each "
                              "other: the score above the query's mean is what attention sees."));
    m_measures->setMinimumWidth(110); // rather than take the room from the panels beside it
    m_count->setRange(1, mostPositions);
    m_count->setValue(fewestPositions);
    m_count->setSuffix(tr(" positions"));
    m_count->setKeyboardTracking(false);
    m_count->setAccessibleName(tr("How many positions"));
    controls()->addWidget(m_measures);
    controls()->addWidget(m_count);

    m_grid->setModel(&m_model);
    m_grid->setSquare(true);
    m_grid->setAxes(tr("key (is read)"), tr("query position (attends)"));
    m_pair->setWordWrap(true);
    m_pair->setTextFormat(Qt::PlainText);
    auto* left = new QWidget;
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_legend);
    layout->addWidget(m_pair);
    m_plots->addWidget(m_pull);
    m_plots->addWidget(m_distance);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_plots);
    m_splitter->setObjectName(QStringLiteral("positionsSplitter"));
    m_plots->setObjectName(QStringLiteral("positionsPlotsSplitter"));
    for (QSplitter* splitter : {m_splitter, m_plots}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(10);
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_partsFit = false; });
    }
    setContent(m_splitter);

    connect(m_measures, &QComboBox::currentIndexChanged, this,
            [this] { setMeasure(m_measures->currentData().value<Measure>()); });
    connect(m_count, &QSpinBox::valueChanged, this, [this] {
        m_countChosen = true;
        Q_EMIT wanted();
    });
    connect(m_grid, &GridView::zoomed, this, [this] { m_cellsFit = m_cellsFit && m_fitting; });
    connect(m_grid, &GridView::currentChanged, this, &PositionsView::chosen);
    connect(m_grid, &GridView::activated, this, [this](int key, int query) {
        chosen(key, query);
        if (std::max(key, query) < this->selection()->tokens())
            this->selection()->setView(app::Selection::View::Head);
    });
    connect(m_pull, &LinePlot::picked, this, [this](int query) {
        m_grid->setCurrent({0, query});
        chosen(0, query);
    });
    connect(m_distance, &LinePlot::picked, this, [this](int index) {
        // Of the chosen query, or of the nearest that has a key so far away.
        const int distance = index + firstDistance();
        const int last = patterns()->count() - 1;
        const int query = std::clamp(m_grid->current().column, std::max(distance, 0),
                                     std::min(last, last + distance));
        m_grid->setCurrent({query - distance, query});
        chosen(query - distance, query);
    });
    connect(selection, &app::Selection::headChanged, this, [this] {
        refreshHeader();
        Q_EMIT wanted();
    });
    connect(selection, &app::Selection::tokenChanged, this, &PositionsView::follow);
    setPatterns(nullptr);
}

PositionsView::~PositionsView()
{
    m_grid->setModel(nullptr);
}

void PositionsView::setPatterns(PositionPatternsPtr patterns)
{
    m_model.setPatterns(std::move(patterns), m_model.measure());
    refresh();
    if (this->patterns() && m_cellWanted) {
        m_grid->setCurrent(*std::exchange(m_cellWanted, std::nullopt));
        showPair();
    }
}

void PositionsView::setMeasure(PositionsModel::Measure measure)
{
    m_measures->setCurrentIndex(m_measures->findData(QVariant::fromValue(measure)));
    if (measure == m_model.measure())
        return;
    m_model.setPatterns(m_model.patterns(), measure);
    refresh();
}

void PositionsView::setTokens(int tokens)
{
    if (m_countChosen)
        return;
    const QSignalBlocker quiet(m_count);
    m_count->setValue(std::max(tokens, fewestPositions));
    Q_EMIT wanted();
}

core::PositionOptions PositionsView::wantedOptions() const
{
    return {selection()->layer(), selection()->head(), m_count->value()};
}

void PositionsView::refresh()
{
    const PositionPatternsPtr& shown = patterns();
    const bool learned = shown && shown->count() > 0;
    if (!shown)
        setState(State::Empty, tr("Run a prompt to see what a head does with positions alone."));
    else if (!learned)
        setState(State::Empty,
                 shown->most > 0
                     ? tr("This head looks at the encoder's tokens, wherever they stand: positions "
                          "by themselves do nothing to its scores.")
                     : tr("This model knows no positions, so there is nothing to compare."));
    else
        setState(State::Ready);
    if (learned) {
        const QSignalBlocker quiet(m_count);
        m_count->setMaximum(shown->most); // a result of fewer may be one that was asked for before
    }
    m_count->setEnabled(learned);
    m_measures->setEnabled(learned);
    const bool attention = m_model.measure() == PositionsModel::Measure::Attention;
    m_grid->setMap(attention ? GridPainter::Map::Score : GridPainter::Map::Diverging);
    m_legend->setMap(attention ? ColourLegend::Map::Score : ColourLegend::Map::Diverging);
    const double most = m_model.largest();
    m_legend->setRange(attention ? percentText(0) : numberText(-most),
                       attention ? percentText(1) : numberText(most));
    refreshPlots();
    refreshHeader();
    fit();
    follow();
    showPair();
}

void PositionsView::refreshPlots()
{
    const PositionPatternsPtr& shown = patterns();
    const bool there = shown && shown->count() > 0;
    m_pull->setData(there ? pullData() : LinePlotData());
    m_distance->setData(there ? distanceData() : LinePlotData());
}

LinePlotData PositionsView::pullData() const
{
    const core::PositionPatterns& shown = *patterns();
    LinePlotData pull;
    pull.xTitle = tr("query position");
    if (m_model.measure() == PositionsModel::Measure::Attention) {
        pull.title = tr("Attention on position 0");
        pull.strongName = pull.title;
        pull.strong = shown.attentionOnFirst;
        pull.decimals = 3;
    } else {
        pull.title = tr("Pull of position 0: score above the others");
        pull.strongName = tr("Score on position 0 above the mean of the others");
        pull.strong = shown.pull;
    }
    return pull;
}

LinePlotData PositionsView::distanceData() const
{
    const core::PositionPatterns& shown = *patterns();
    const bool score = m_model.measure() == PositionsModel::Measure::Score;
    LinePlotData distance;
    distance.title = !score ? tr("Score above the query's mean against distance")
                     : shown.kind == core::PositionKind::Bias
                         ? tr("Number added to scores, against distance")
                     : shown.kind == core::PositionKind::Rotary
                         ? tr("Score against distance")
                         : tr("Score against distance, mean over queries");
    distance.strongName = score ? tr("Mean score") : tr("Mean score above the query's mean");
    distance.xTitle = firstDistance() < 0 ? tr("distance (below 0: the key comes after the query)")
                                          : tr("distance");
    distance.first = firstDistance();
    const auto& behind = score ? shown.behindByDistance : shown.behindExcessByDistance;
    if (!behind.empty()) // as far as the largest, without distance 0
        distance.strong.assign(behind.rbegin(), behind.rend() - 1);
    const auto& before = score ? shown.byDistance : shown.excessByDistance;
    distance.strong.insert(distance.strong.end(), before.begin(), before.end());
    return distance;
}

int PositionsView::firstDistance() const
{
    const PositionPatternsPtr& shown = patterns();
    return shown && !shown->behindByDistance.empty() ? 1 - shown->count() : 0;
}

/// The selected pair of tokens, where the positions reach so far.
void PositionsView::follow()
{
    const PositionPatternsPtr& shown = patterns();
    const int query = selection()->query().value;
    const int key = selection()->context().value;
    if (!shown || query >= shown->count() || key >= shown->count())
        return;
    m_grid->setCurrent({key, query});
    showPair();
}

void PositionsView::chosen(int key, int query)
{
    // Positions beyond the prompt are no tokens.
    if (std::max(key, query) < selection()->tokens())
        selection()->setCell(core::Position(key), core::Position(query));
    showPair();
}

void PositionsView::showPair()
{
    const PositionPatternsPtr& shown = patterns();
    const GridView::Cell cell = m_grid->current();
    const bool there = shown && cell.row >= 0 && cell.column >= 0
                       && std::max(cell.row, cell.column) < shown->count();
    m_pair->setText(there ? pairSentence(*shown, cell.column, cell.row)
                          : tr("Choose a cell to read its numbers."));
    m_pull->setCurrent(there ? cell.column : -1);
    m_distance->setCurrent(there && shown->sees(cell.column, cell.row)
                               ? cell.column - cell.row - firstDistance()
                               : -1);
}

QString PositionsView::pairText() const
{
    return m_pair->text();
}

/// The plots beside the map where there is room, under it where not; cells as large as the map has
/// room for all of them.
void PositionsView::fit()
{
    const PositionPatternsPtr& shown = patterns();
    if (!shown || shown->count() == 0 || m_splitter->width() <= 0)
        return;
    if (m_partsFit) {
        const bool wide = m_splitter->width() * 10 >= m_splitter->height() * 11;
        m_splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
        m_plots->setOrientation(wide ? Qt::Vertical : Qt::Horizontal);
        const int whole = (wide ? m_splitter->width() : m_splitter->height())
                          - m_splitter->handleWidth();
        const int plots = std::max(leastPlot, whole * (wide ? 42 : 36) / 100);
        m_splitter->setSizes({whole - plots, plots});
    }
    if (!m_cellsFit)
        return;
    m_fitting = true;
    // Headers are higher above small cells, so they are measured with them.
    for (int pass = 0; pass < 2; ++pass) {
        const QSize room = m_grid->maximumViewportSize() - m_grid->geometryOfCells().header;
        const int size = std::min(room.width(), room.height()) / shown->count();
        const int cell = std::clamp(size, 1, largestCell);
        m_grid->setCellSize({cell, cell});
    }
    m_fitting = false;
}

void PositionsView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    // After the layout has given the parts their sizes.
    QMetaObject::invokeMethod(this, &PositionsView::fit, Qt::QueuedConnection);
}

QString PositionsView::title() const
{
    return tr("<b>Positions</b> of head %1")
        .arg(headNumber(selection()->layer(), selection()->head(), selection()->ownHeads()));
}

QString PositionsView::facts() const
{
    const PositionPatternsPtr& shown = patterns();
    if (!shown || shown->count() < 2)
        return {};
    const int last = shown->count() - 1;
    return tr("query %1 pays %2 to position 0 and %3 to the position before it")
        .arg(last)
        .arg(percentText(static_cast<double>(shown->attention(last, 0))),
             percentText(static_cast<double>(shown->attention(last, last - 1))));
}

QString PositionsView::nature() const
{
    const PositionPatternsPtr& shown = patterns();
    if (!shown || std::isnan(shown->meanOnPrevious) || shown->count() < 2)
        return {};
    return tr("On average, positions 1 to %1 pay %2 to the position before them.")
        .arg(shown->count() - 1)
        .arg(percentText(static_cast<double>(shown->meanOnPrevious)));
}

QString PositionsView::factsTip() const
{
    const PositionPatternsPtr& shown = patterns();
    if (shown && shown->kind == core::PositionKind::Rotary)
        return tr(
            "Queries and keys are turned by their positions, so that a score depends on the "
            "distance. The mean query and the mean key of the prompt's tokens (but the first) "
            "are held at every distance: score = q · R(j − i) k · scale.");
    if (shown && shown->kind == core::PositionKind::Bias)
        return tr("A number is added to the score of every pair of tokens: each head has a table "
                  "of them by distance, near ones by themselves, far ones in ever wider steps.");
    return tr("Nothing but position vectors goes into the head: n_i = LN(position i), score = (n_i "
              "· p_j + c_j) · scale. In later layers this is what the head would do if the layers "
              "before it had added nothing.");
}

QString PositionsView::selectedText() const
{
    return m_grid->selectedText();
}

bool PositionsView::find(const QString& text, bool backwards)
{
    return m_grid->find(text, backwards);
}

QWidget* PositionsView::focusTarget()
{
    return m_grid;
}

QString PositionsView::pictureNote() const
{
    return tr("Colours of the map: “%1”.").arg(m_measures->currentText());
}

QVariantMap PositionsView::look() const
{
    QVariantMap all{{QStringLiteral("measure"),
                     nameOfChoice(measureNames, static_cast<int>(m_model.measure()))}};
    if (m_countChosen)
        all.insert(QStringLiteral("positions"), m_count->value());
    if (!m_cellsFit)
        all.insert(QStringLiteral("cell_width"), m_grid->geometryOfCells().cellSize.width());
    // Positions behind the prompt's last one are no tokens that could be selected.
    const GridView::Cell cell = m_cellWanted.value_or(m_grid->current());
    if (std::max(cell.row, cell.column) >= selection()->tokens() && selection()->tokens() > 0) {
        all.insert(QStringLiteral("key"), cell.row);
        all.insert(QStringLiteral("query"), cell.column);
    }
    return all;
}

void PositionsView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    m_partsFit = true;
    m_cellsFit = !from.has("cell_width");
    m_countChosen = from.has("positions");
    {
        const QSignalBlocker quiet(m_count);
        m_count->setMaximum(mostPositions); // of another model; its own comes with its patterns
        m_count->setValue(m_countChosen ? from.integer("positions", 1, mostPositions, 1)
                                        : std::max(selection()->tokens(), fewestPositions));
    }
    setMeasure(static_cast<PositionsModel::Measure>(from.choice("measure", measureNames)));
    m_cellWanted.reset();
    if (from.has("key") && from.has("query"))
        m_cellWanted = GridView::Cell{from.integer("key", 0, mostPositions, 0),
                                      from.integer("query", 0, mostPositions, 0)};
    if (!m_cellsFit) {
        const int width = from.integer("cell_width", 1, mostCell, 1);
        m_grid->setCellSize({width, width});
    }
    fit();
    Q_EMIT wanted();
}

Figure PositionsView::legend(FigurePart, int) const
{
    return m_legend->figure(legendWidth);
}

Figure PositionsView::figure(FigurePart part, int maxWidth) const
{
    const PositionPatternsPtr& shown = patterns();
    if (!shown || shown->count() == 0)
        return {};
    constexpr int gap = 16;
    const Figure grid = m_grid->figure(part, maxWidth);
    const int width = std::max(grid.size.width(), std::min(maxWidth, 480));
    const QSize plot(width, 220);
    const int pull = grid.size.height() + gap;
    const int distance = pull + plot.height() + gap;
    return {QSize(width, distance + plot.height()), [=, this](QPainter& painter) {
                painter.fillRect(QRect(0, 0, width, distance + plot.height()),
                                 Theme::instance().colours().surface);
                grid.paint(painter);
                m_pull->paintInto(painter, QRect(QPoint(0, pull), plot));
                m_distance->paintInto(painter, QRect(QPoint(0, distance), plot));
            }};
}

} // namespace headscope::ui
