// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/evolutionview.h"

#include "app/selection.h"
#include "ui/delegates/textdelegate.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/barlist.h"
#include "ui/views/colourlegend.h"
#include "ui/views/gridview.h"
#include "ui/views/lineplot.h"
#include "ui/views/look.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace headscope::ui {

namespace {

constexpr int narrowCell = 76; ///< of words, in rows of 26 pixels
constexpr int wideCell = 150;
constexpr int leastLower = 190;
constexpr int mostPictureHeight = 20000;
constexpr int mostCell = 10'000; // pixels; a bound, not a zoom

/// A caption over a widget.
QWidget* panel(QLabel* caption, QWidget* content, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    caption->setParent(box);
    caption->setTextFormat(Qt::PlainText);
    caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* frame = new QFrame(box);
    frame->setFrameShape(QFrame::StyledPanel);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(content);
    layout->addWidget(caption);
    layout->addWidget(frame, 1);
    return box;
}

} // namespace

EvolutionView::EvolutionView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_lower(new QSplitter(Qt::Horizontal)),
      m_grid(new GridView),
      m_plot(new LinePlot),
      m_printout(new PaneTable),
      m_printoutCells(new TextDelegate(this)),
      m_printoutTitle(new QLabel),
      m_wordsTitle(new QLabel),
      m_words(new BarList(0.4))
{
    m_grid->setModel(&m_model);
    m_grid->setMap(GridPainter::Map::Tint);
    m_grid->setAxes(tr("state"), tr("position in the prompt"));
    m_printout->setModel(&m_printoutModel);
    m_printout->setItemDelegate(m_printoutCells);
    m_printout->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_printout->setAccessibleName(tr("Printout: prompt so far and the word predicted after it"));
    m_printout->setMouseTracking(true);
    m_printout->installEventFilter(this);
    m_printout->viewport()->installEventFilter(this);
    m_printoutCells->setColumnOfEnds(PrintoutModel::Prompt);
    QHeaderView* header = m_printout->horizontalHeader();
    header->setSectionsClickable(false);
    header->setSectionResizeMode(PrintoutModel::Prompt, QHeaderView::Stretch);
    m_words->setBars(&m_wordsModel);
    m_words->setAccessibleName(tr("Words of the selected state"));

    m_lower->addWidget(m_plot);
    m_lower->addWidget(panel(m_printoutTitle, m_printout, m_lower));
    m_lower->addWidget(panel(m_wordsTitle, m_words, m_lower));
    m_lower->setChildrenCollapsible(false);
    m_lower->setHandleWidth(10);
    m_splitter->addWidget(m_grid);
    m_splitter->addWidget(m_lower);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(10);
    setContent(m_splitter);

    m_splitter->setObjectName(QStringLiteral("evolutionSplitter"));
    m_lower->setObjectName(QStringLiteral("evolutionLowerSplitter"));
    for (QSplitter* splitter : {m_splitter, m_lower})
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_partsFit = false; });
    connect(m_grid, &GridView::zoomed, this, [this] { m_cellsFit = m_cellsFit && m_fitting; });
    connect(m_grid, &GridView::currentChanged, this, &EvolutionView::cellChosen);
    connect(m_grid, &GridView::activated, this, &EvolutionView::cellActivated);
    connect(m_plot, &LinePlot::picked, this, [this](int state) {
        this->selection()->setState(core::LayerIndex(state), this->selection()->query());
    });
    connect(m_printout, &PaneTable::chosen, this, [this](const QModelIndex& current) {
        this->selection()->setQuery(core::Position(current.row()));
    });
    connect(m_printout, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.data(LinkRole).toBool())
            append(index.row());
    });
    connect(selection, &app::Selection::tokenChanged, this, &EvolutionView::follow);
    connect(selection, &app::Selection::stateChanged, this, &EvolutionView::follow);
    setEvolution(nullptr);
}

EvolutionView::~EvolutionView()
{
    m_grid->setModel(nullptr);
}

void EvolutionView::setEvolution(EvolutionPtr evolution)
{
    if (evolution != this->evolution())
        m_detail.reset(); // of another run
    m_model.setEvolution(std::move(evolution), m_hideFragments, m_showSpaces);
    refresh();
}

void EvolutionView::setDetail(StateDetailPtr detail)
{
    m_detail = std::move(detail);
    refreshWords();
}

void EvolutionView::setHideFragments(bool hide)
{
    if (hide == m_hideFragments)
        return;
    m_hideFragments = hide;
    setEvolution(evolution());
}

void EvolutionView::setShowSpaces(bool show)
{
    if (show == m_showSpaces)
        return;
    m_showSpaces = show;
    setEvolution(evolution());
}

core::StatePlace EvolutionView::wantedState() const
{
    return {selection()->state(), selection()->query()};
}

void EvolutionView::refresh()
{
    const EvolutionPtr& shown = evolution();
    setState(shown ? State::Ready : State::Empty,
             tr("Run a prompt to see what the model thinks after each layer."));
    m_printoutModel.setEvolution(shown, m_showSpaces);
    auto ranks = std::make_shared<std::vector<float>>();
    m_worstRank = 1;
    if (shown) {
        const int tokens = static_cast<int>(shown->tokens.size());
        const int targets = shown->causal ? tokens - 1 : tokens;
        for (int token = 0; token < targets; ++token) {
            for (int state = 0; state <= shown->layers; ++state) {
                const int rank = shown->of(core::LayerIndex(state), core::Position(token)).nextRank;
                ranks->push_back(static_cast<float>(rank));
                m_worstRank = std::max(m_worstRank, static_cast<double>(rank));
            }
        }
        m_printoutTitle->setText(
            targets > 0 ? tr("Predictions: %1 of %2 right")
                              .arg(QLocale().toString(shown->right), QLocale().toString(targets))
                        : tr("Predictions"));
        fitPrintout();
    }
    m_ranks = std::move(ranks);
    refreshHeader();
    fit();
    follow();
}

void EvolutionView::fitPrintout()
{
    QHeaderView* header = m_printout->horizontalHeader();
    const QFontMetrics metrics(Theme::font(0, true));
    const auto width = [&](const QString& text) { return metrics.horizontalAdvance(text) + 20; };
    header->resizeSection(PrintoutModel::Sign, width(QStringLiteral("✓")));
    header->resizeSection(PrintoutModel::Predicted, width(QStringLiteral("something")));
    header->resizeSection(
        PrintoutModel::Probability,
        width(m_printoutModel.headerData(PrintoutModel::Probability, Qt::Horizontal).toString()));
    header->resizeSection(
        PrintoutModel::Rank,
        width(m_printoutModel.headerData(PrintoutModel::Rank, Qt::Horizontal).toString()));
    // One line of small letters.
    m_printout->titles()->setFixedHeight(QFontMetrics(Theme::font(-1)).height() + 8);
    m_printout->verticalHeader()->setDefaultSectionSize(metrics.height() + 8);
}

void EvolutionView::refreshPlot()
{
    const EvolutionPtr& shown = evolution();
    LinePlotData lines;
    lines.xTitle = tr("after layer");
    lines.ranks = true;
    lines.numbers = true;
    lines.worst = m_worstRank;
    if (shown) {
        const int token = selection()->query().value;
        for (int state = 0; state <= shown->layers; ++state)
            lines.xLabels << (state == 0 ? tr("emb.") : QString::number(state - 1));
        lines.strong.assign(static_cast<std::size_t>(shown->layers) + 1,
                            std::numeric_limits<float>::quiet_NaN());
        lines.faint = m_ranks;
        if (shown->hasTarget(core::Position(token))) {
            const auto size = lines.strong.size();
            const auto from = m_ranks->begin()
                              + static_cast<std::ptrdiff_t>(size * static_cast<std::size_t>(token));
            std::copy(from, from + static_cast<std::ptrdiff_t>(size), lines.strong.begin());
            const auto& labels = m_model.labels();
            const QString own = labels[static_cast<std::size_t>(token)].whole();
            lines.title = shown->causal
                              ? tr("Rank of the true next token “%1” after “%2”")
                                    .arg(labels[static_cast<std::size_t>(token) + 1].whole(), own)
                              : tr("Rank of “%1” at its own place").arg(own);
            lines.strongName = tr("Rank");
        } else {
            lines.title = tr("Ranks of the true next tokens; nothing follows the last one");
        }
    }
    m_plot->setData(std::move(lines));
    m_plot->setCurrent(shown ? selection()->state().value : -1);
}

void EvolutionView::refreshWords()
{
    const EvolutionPtr& shown = evolution();
    const core::StatePlace place = wantedState();
    if (!shown || place.token.value >= static_cast<int>(shown->tokens.size())
        || place.state.value > shown->layers) {
        m_wordsModel.setBars({});
        m_wordsTitle->setText({});
        return;
    }
    // Ten words are there at once; the others come when they have been asked for.
    const bool detailed = m_detail && m_detail->place == place;
    const core::StateReading& reading = detailed ? m_detail->reading
                                                 : shown->of(place.state, place.token);
    m_wordsModel.setBars(stateBars(reading.shown(m_hideFragments), *shown->words, m_showSpaces));
    m_wordsTitle->setText(
        tr("What “%1” says (%2)")
            .arg(m_model.labels()[static_cast<std::size_t>(place.token.value)].whole(),
                 EvolutionModel::stateName(place.state)));
}

/// Everything that shows the selected token and state.
void EvolutionView::follow()
{
    const EvolutionPtr& shown = evolution();
    if (shown) {
        const int tokens = static_cast<int>(shown->tokens.size());
        const int column = std::min(selection()->query().value, tokens - 1);
        int row = m_grid->current().row;
        if (row < 0 || m_model.stateOfRow(row) != selection()->state())
            row = EvolutionModel::rowOfState(selection()->state());
        m_grid->setCurrent({row, column});
        if (m_printout->currentIndex().row() != column) {
            const QModelIndex line = m_printoutModel.index(column, PrintoutModel::Predicted);
            m_printout->moveTo(line);
            m_printout->scrollTo(line);
        }
        m_printoutCells->setMarkedRow(column);
        m_printout->viewport()->update();
    }
    refreshPlot();
    refreshWords();
    Q_EMIT wanted();
}

void EvolutionView::cellChosen(int row, int column)
{
    selection()->setState(m_model.stateOfRow(row), core::Position(column));
}

void EvolutionView::cellActivated(int row, int column)
{
    if (row == m_model.predictedRow()) {
        append(column);
        return;
    }
    selection()->setState(m_model.stateOfRow(row), core::Position(column));
    selection()->setView(app::Selection::View::Stream);
}

void EvolutionView::append(int token)
{
    if (const QString text = m_printoutModel.appendable(token); !text.isEmpty())
        Q_EMIT appendRequested(text);
}

bool EvolutionView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_printout && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            append(m_printout->currentIndex().row());
            return true;
        }
    }
    if (watched == m_printout->viewport() && event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const bool link = m_printout->indexAt(mouse->pos()).data(LinkRole).toBool();
        m_printout->viewport()->setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    return View::eventFilter(watched, event);
}

/// Cells as wide as fit and are read well; the grid as high as its rows, the rest below it.
void EvolutionView::fit()
{
    if (!evolution() || m_splitter->height() <= 0)
        return;
    const int rowHeight = m_grid->rowHeight();
    if (m_cellsFit) {
        m_fitting = true;
        const int columns = std::max(1, m_model.columnCount());
        const int room = m_grid->viewport()->width() - m_grid->geometryOfCells().header.width();
        const int width = std::clamp(room / columns,
                                     GridGeometry::wordsWidth(narrowCell, rowHeight),
                                     GridGeometry::wordsWidth(wideCell, rowHeight));
        m_grid->setCellSize({width, rowHeight});
        m_fitting = false;
    }
    if (m_partsFit) {
        const int whole = m_splitter->height() - m_splitter->handleWidth();
        const int needed = m_grid->geometryOfCells().header.height()
                           + m_model.rowCount() * rowHeight + 2 * m_grid->frameWidth() + 14;
        const int grid = std::min(needed, std::max(whole / 2, whole - leastLower));
        m_splitter->setSizes({grid, whole - grid});
        const int across = m_lower->width() - 2 * m_lower->handleWidth();
        m_lower->setSizes({across * 31 / 100, across * 46 / 100, across * 23 / 100});
    }
    // The prompt is what the printout is read by; the numbers are in tooltips too.
    const int room = m_printout->viewport()->width();
    m_printout->setColumnHidden(PrintoutModel::Rank, room < 18 * rowHeight);
    m_printout->setColumnHidden(PrintoutModel::Probability, room < 14 * rowHeight);
}

void EvolutionView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    // After the layout has given the parts their sizes.
    QMetaObject::invokeMethod(this, &EvolutionView::fit, Qt::QueuedConnection);
}

QString EvolutionView::title() const
{
    return tr("<b>Evolution</b>");
}

QString EvolutionView::facts() const
{
    const EvolutionPtr& shown = evolution();
    if (!shown)
        return {};
    const auto tokens = static_cast<int>(shown->tokens.size());
    if (!shown->causal)
        return tr("%1 of %2 tokens predicted at their own places  ·  a bar marks states that say "
                  "the token")
            .arg(QLocale().toString(shown->right), QLocale().toString(tokens));
    return tokens > 1
               ? tr("%1 of %2 next tokens predicted right  ·  a bar marks states that say the "
                    "true next token")
                     .arg(QLocale().toString(shown->right), QLocale().toString(tokens - 1))
               : tr("one token: nothing follows that could be predicted right");
}

QString EvolutionView::factsTip() const
{
    return tr("Each state is decoded as if it were the last: final norm, then the product with "
              "every word of the vocabulary, then the softmax. Cells are shaded by the probability "
              "of their best word.");
}

QString EvolutionView::wordsTitle() const
{
    return m_wordsTitle->text();
}

QString EvolutionView::selectedText() const
{
    if (m_printout->hasFocus())
        return m_printout->selectedText();
    if (m_words->hasFocus()) {
        QStringList lines;
        for (const Bar& bar : m_wordsModel.bars())
            lines << bar.label + QLatin1Char('\t') + QString::number(bar.value, 'g', 7);
        return lines.join(QLatin1Char('\n'));
    }
    return m_grid->selectedText();
}

bool EvolutionView::find(const QString& text, bool backwards)
{
    return m_grid->find(text, backwards);
}

QWidget* EvolutionView::focusTarget()
{
    return m_grid;
}

QVariantMap EvolutionView::look() const
{
    if (m_cellsFit)
        return {};
    return {{QStringLiteral("cell_width"), m_grid->geometryOfCells().cellSize.width()}};
}

void EvolutionView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    m_partsFit = true;
    m_cellsFit = !from.has("cell_width");
    if (!m_cellsFit) {
        const int width = from.integer("cell_width", 2, mostCell, 2);
        m_grid->setCellSize({width, width});
    }
    fit();
}

Figure EvolutionView::legend(FigurePart part, int maxWidth) const
{
    const bool words = m_grid->showsWords(part, maxWidth);
    return ColourLegend::figure(words ? ColourLegend::Map::Tint : ColourLegend::Map::Score,
                                tr("probability 0"), tr("1"), legendWidth);
}

Figure EvolutionView::figure(FigurePart part, int maxWidth) const
{
    if (!evolution())
        return {};
    constexpr int gap = 16;
    const Figure grid = m_grid->figure(part, maxWidth);
    const QSize plot(std::min(std::max(grid.size.width(), 480), 640), 260);
    const int lineHeight = m_printout->verticalHeader()->defaultSectionSize();
    const int width = std::max({grid.size.width(), plot.width(), std::min(maxWidth, 760)});
    const int plotTop = grid.size.height() + gap;
    int height = plotTop + plot.height();
    const int lines = m_printoutModel.rowCount() + 1;
    const bool printout = part == FigurePart::Whole
                          && height + gap + lines * lineHeight <= mostPictureHeight;
    const QRect printed(8, height + gap, width - 16, lines * lineHeight);
    if (printout)
        height = printed.bottom() + 1;
    return {QSize(width, height), [=, this](QPainter& painter) {
                painter.fillRect(QRect(0, 0, width, height), Theme::instance().colours().surface);
                grid.paint(painter);
                m_plot->paintInto(painter, QRect(QPoint(0, plotTop), plot));
                if (printout)
                    paintPrintout(painter, printed);
            }};
}

/// All lines of the printout: prompt so far | predicted.
void EvolutionView::paintPrintout(QPainter& painter, const QRect& area) const
{
    const Colours& colours = Theme::instance().colours();
    const QFontMetrics metrics(Theme::font());
    const int lines = m_printoutModel.rowCount();
    const int lineHeight = area.height() / (lines + 1);
    const auto text = [this](int row, int column) {
        return m_printoutModel.index(row, column).data().toString();
    };
    const auto end = [&](int row) {
        return tr("| %1 (%2) %3")
            .arg(text(row, PrintoutModel::Predicted), text(row, PrintoutModel::Probability),
                 text(row, PrintoutModel::Sign));
    };
    int prompt = 0;
    int predicted = 0;
    for (int row = 0; row < lines; ++row) {
        prompt = std::max(prompt, metrics.horizontalAdvance(text(row, PrintoutModel::Prompt)));
        predicted = std::max(predicted, metrics.horizontalAdvance(end(row)));
    }
    prompt = std::min(prompt + 12, area.width() - predicted);
    painter.setFont(Theme::font(0, true));
    painter.setPen(colours.text);
    painter.drawText(QRect(area.topLeft(), QSize(area.width(), lineHeight)), Qt::AlignVCenter,
                     m_printoutTitle->text());
    painter.setFont(Theme::font());
    for (int row = 0; row < lines; ++row) {
        const int y = area.top() + (row + 1) * lineHeight;
        painter.drawText(
            QRect(area.left(), y, prompt, lineHeight), Qt::AlignVCenter,
            metrics.elidedText(text(row, PrintoutModel::Prompt), Qt::ElideLeft, prompt));
        painter.drawText(QRect(area.left() + prompt, y, predicted, lineHeight), Qt::AlignVCenter,
                         end(row));
    }
}

} // namespace headscope::ui
