// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headview.h"

#include "app/selection.h"
#include "ui/models/headname.h"
#include "ui/models/headtext.h"
#include "ui/models/wordtext.h"
#include "ui/theme/theme.h"
#include "ui/views/attentionplot.h"
#include "ui/views/colourlegend.h"
#include "ui/views/filterbar.h"
#include "ui/views/headtableview.h"
#include "ui/views/look.h"
#include "ui/views/networkpanel.h"
#include "ui/views/panetable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {
constexpr int mostPlotHeight = 460; ///< of the attention at a glance, in pictures
constexpr int mostPlotWidth = 1300;
constexpr int networkWidth = 1300; ///< of a picture: its titles whole, and some words in each cell

// In the order of RowSort.
constexpr std::array rowNames{"prompt", "attention", "pattern_legibility", "message_size"};
} // namespace

HeadView::HeadView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_filters(new FilterBar(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)),
      m_tableView(new HeadTableView(selection, m_splitter)),
      m_plot(new AttentionPlot(selection, m_splitter)),
      m_network(new NetworkPanel(selection, this)),
      m_asNetwork(new QPushButton(tr("as a network"), this))
{
    m_splitter->setObjectName(QStringLiteral("headSplitter"));
    m_splitter->installEventFilter(this);
    m_splitter->setChildrenCollapsible(false);
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_plotHeight = m_splitter->sizes().value(1); });
    m_splitter->setHandleWidth(10);
    m_splitter->addWidget(m_tableView);
    m_splitter->addWidget(m_plot);
    // Takes what neither of the two can use.
    m_splitter->addWidget(new QWidget(m_splitter));
    m_splitter->handle(2)->setEnabled(false);

    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_network, 1);
    controls()->addWidget(m_asNetwork);
    setFilterBar(m_filters);
    setContent(content);

    m_asNetwork->setObjectName(QStringLiteral("asNetwork"));
    m_asNetwork->setCheckable(true);
    m_asNetwork->setProperty("chip", true);
    m_asNetwork->setToolTip(
        tr("The head as a two-layer network that grows with every token, beside "
           "the FFN of its layer: patterns are input weights, attention is the "
           "activation, messages are output weights"));
    connect(m_asNetwork, &QPushButton::toggled, this, [this](bool network) {
        showContent();
        if (network)
            m_network->setFocus(Qt::OtherFocusReason);
        else
            fitSplitter();
    });
    connect(m_filters, &FilterBar::rowSortChanged, this, &HeadView::refresh);
    connect(m_tableView, &HeadTableView::contentHeightChanged, this, &HeadView::fitSplitter);
    connect(selection, &app::Selection::headChanged, this, [this] { refreshHeader(); });
    connect(selection, &app::Selection::tokenChanged, this, &HeadView::followSelection);
    refresh();
}

HeadView::~HeadView() = default;

void HeadView::followSelection()
{
    // New rows for another input token alone: they take away what is selected, which a key that
    // moves to another row is about to set.
    if (m_table && m_filters->rowSort() == RowSort::Attention
        && selection()->query() != m_sortedFor)
        refresh();
    // Other views do not wait for new words of this one.
    if (isVisible())
        m_filters->setInputToken(selection()->query());
}

void HeadView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    m_filters->setInputToken(selection()->query());
}

std::unique_ptr<HeadTableView> HeadView::wholeTable(int maxWordsWidth) const
{
    if (!m_table)
        return nullptr;
    auto* selection = new app::Selection;
    auto whole = std::make_unique<HeadTableView>(selection);
    selection->setParent(whole.get());
    whole->setAttribute(Qt::WA_DontShowOnScreen);
    whole->setMarksShown(false);
    whole->setTable(m_table, m_filters->rowSort(), m_showSpaces);
    whole->resize(whole->wholeSize(maxWordsWidth));
    whole->ensurePolished();
    return whole;
}

void HeadView::setTable(HeadTablePtr table)
{
    m_table = std::move(table);
    if (m_table)
        m_filters->setByDistance(m_table->byDistance);
    refresh();
}

void HeadView::setFirstShare(std::optional<double> share)
{
    m_firstShare = share;
    refreshHeader();
}

void HeadView::setShowSpaces(bool show)
{
    m_showSpaces = show;
    refresh();
}

void HeadView::refresh()
{
    m_sortedFor = selection()->query();
    if (m_table)
        setState(State::Ready);
    else if (state() == State::Ready)
        setState(State::Empty);
    showContent();
    m_tableView->setTable(m_table, m_filters->rowSort(), m_showSpaces);
    m_plot->setTable(m_table, m_showSpaces);
    m_network->setTable(m_table, m_showSpaces);
    refreshHeader();
    fitSplitter();
}

bool HeadView::asNetwork() const
{
    return m_asNetwork->isChecked();
}

void HeadView::setAsNetwork(bool network)
{
    m_asNetwork->setChecked(network);
}

void HeadView::showContent()
{
    // What goes first, so that both are never there together and the window never grows.
    const bool network = asNetwork();
    (network ? static_cast<QWidget*>(m_splitter) : m_network)->hide();
    m_splitter->setVisible(m_table != nullptr && !network);
    m_network->setVisible(m_table != nullptr && network);
}

QString HeadView::labelOfHead() const
{
    return m_labels.value(qsizetype(selection()->layer().value) * selection()->heads()
                          + selection()->head().value);
}

QString HeadView::titleWith(const QString& label) const
{
    if (selection()->layers() == 0)
        return {};
    return QStringLiteral("<b>%1</b>")
               .arg(headTitle(selection()->layer(), selection()->head(), selection()->ownHeads()))
           + (label.isEmpty() ? QString() : QStringLiteral("&nbsp; ") + label.toHtmlEscaped());
}

QString HeadView::title() const
{
    return titleWith(
        QFontMetrics(Theme::font(4)).elidedText(labelOfHead(), Qt::ElideRight, longestLabel));
}

/// A page has room for all of it.
QString HeadView::pictureTitle() const
{
    return titleWith(labelOfHead());
}

void HeadView::setLabels(const QStringList& labels)
{
    m_labels = labels;
    refreshHeader();
}

QString HeadView::facts() const
{
    QStringList facts;
    if (m_firstShare)
        facts.append(tr("on the first token %1").arg(percentText(*m_firstShare)));
    if (const core::HeadTable* table = current()) {
        const auto words = shownWords(*table->words, table->alwaysWrites.ids, m_showSpaces);
        if (table->tokens.size() > 2 && !words.isEmpty()) {
            const QString line = words.mid(0, 6).join(QStringLiteral(", "));
            const bool bias = table->alwaysWrites.highBias;
            facts.append(
                (bias ? tr("always writes (high bias): %1") : tr("always writes: %1")).arg(line));
        }
    }
    return facts.join(QStringLiteral("  ·  "));
}

const core::HeadTable* HeadView::current() const
{
    const bool fits = m_table && m_table->layer == selection()->layer()
                      && m_table->head == selection()->head();
    return fits ? m_table.get() : nullptr;
}

QString HeadView::nature() const
{
    return current() ? natureOf(*current()) : QString();
}

QString HeadView::natureTip() const
{
    return current() ? ui::natureTip(*current()) : QString();
}

QString HeadView::factsTip() const
{
    return tr("Always writes: the words of the mean message, which the head adds whatever it "
              "attends to");
}

QString HeadView::selectedText() const
{
    return m_tableView->selectedText();
}

bool HeadView::find(const QString& text, bool backwards)
{
    if (!m_table || text.isEmpty())
        return false;
    // Three places a row: the token and its pattern, which are one selection, and its message.
    const auto labels = tokenLabels(m_table->tokens, m_showSpaces);
    const auto has = [&](int place) {
        const auto token = static_cast<std::size_t>(place / 2);
        const auto in = [&](const core::LensCell& cell) {
            const auto words = shownWords(*m_table->words, cell.ids, m_showSpaces);
            return std::any_of(words.begin(), words.end(), [&](const QString& word) {
                return word.contains(text, Qt::CaseInsensitive);
            });
        };
        if (place % 2 == 1)
            return in(m_table->messageCells[token]);
        return labels[token].whole().contains(text, Qt::CaseInsensitive)
               || in(m_table->patternCells[token]);
    };
    const int places = 2 * static_cast<int>(m_table->tokens.size());
    const bool message = selection()->focus() == app::Selection::Focus::Message;
    const int here = 2 * selection()->context().value + (message ? 1 : 0);
    for (int step = 1; step <= places; ++step) {
        const int place = (here + (backwards ? places - step : step)) % places;
        if (!has(place))
            continue;
        selection()->setContext(core::Position(place / 2), place % 2 == 1
                                                               ? app::Selection::Focus::Message
                                                               : app::Selection::Focus::Pattern);
        return true;
    }
    return false;
}

Figure HeadView::figure(FigurePart part, int maxWidth) const
{
    if (asNetwork())
        return m_network->figure(qMin(maxWidth, qMax(m_network->width(), networkWidth)));
    const int words = qBound(240, maxWidth / 3, 420);
    const std::shared_ptr<HeadTableView> table = wholeTable(words);
    if (!table)
        return {};
    if (part == FigurePart::Visible) {
        table->keepCells(m_tableView->cellsInSight());
        table->resize(table->wholeSize(words));
    }
    const auto plot = std::make_shared<AttentionPlot>(selection());
    plot->setAttribute(Qt::WA_DontShowOnScreen);
    plot->setMarksShown(false);
    plot->setTable(m_table, m_showSpaces);
    plot->resize(qBound(plot->minimumSizeHint().width(), table->width(), mostPlotWidth),
                 qMin(plot->mostHeight(), mostPlotHeight));
    plot->ensurePolished();
    constexpr int gap = 10;
    const QSize size(qMax(plot->width(), table->width()), table->height() + gap + plot->height());
    return {size, [table, plot](QPainter& painter) {
                table->render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
                painter.save();
                painter.translate(0, table->height() + gap);
                plot->render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
                painter.restore();
            }};
}

Figure HeadView::legend(FigurePart, int) const
{
    if (asNetwork())
        return {};
    return ColourLegend::figure(ColourLegend::Map::Score, tr("0 %"), tr("100 %"), legendWidth);
}

QString HeadView::pictureNote() const
{
    if (asNetwork())
        return {};
    return tr("Percent of each input token's attention; each column adds up to 100 %. The line "
              "under a message is its size.");
}

QWidget* HeadView::focusTarget()
{
    return asNetwork() ? static_cast<QWidget*>(m_network) : m_tableView->wordsPane();
}

QVariantMap HeadView::look() const
{
    return {
        {QStringLiteral("rows"), nameOfChoice(rowNames, static_cast<int>(m_filters->rowSort()))},
        {QStringLiteral("network"), asNetwork()},
        {QStringLiteral("network_evaluated"), m_network->step().evaluated}};
}

void HeadView::setLook(const QVariantMap& look)
{
    const LookReader from(look);
    m_plotHeight = 0;
    m_filters->setRowSort(static_cast<RowSort>(from.choice("rows", rowNames)));
    m_network->setEvaluated(from.flag("network_evaluated", true));
    setAsNetwork(from.flag("network"));
    refresh();
}

void HeadView::fitSplitter()
{
    if (m_fitting) {
        // The table needs another height in the one it is being given: once the splitter has
        // placed its parts. At once, the two could go on for ever.
        QMetaObject::invokeMethod(this, &HeadView::fitSplitter, Qt::QueuedConnection);
        return;
    }
    m_fitting = true;
    fitParts();
    m_fitting = false;
}

void HeadView::fitParts()
{
    if (!m_table || m_splitter->height() <= 0)
        return;
    // The table gets what it needs while the plot keeps a readable size; a short table leaves the
    // rest to the plot. Where there is no room for both, the plot goes.
    const int least = m_plot->minimumSizeHint().height();
    const int both = m_splitter->height() - 2 * m_splitter->handleWidth();
    const bool plotFits = m_tableView->usefulHeight() + least <= both;
    m_plot->setVisible(plotFits);
    m_tableView->setMinimumHeight(
        qMin(m_tableView->minimumSizeHint().height(), m_tableView->contentHeight()));
    m_tableView->setMaximumHeight(qMax(1, m_tableView->contentHeight()));
    if (!plotFits) {
        // One handle is left. Sizes that add up to more would all be made smaller.
        const int room = m_splitter->height() - m_splitter->handleWidth();
        const int table = qMin(m_tableView->contentHeight(), room);
        m_splitter->setSizes({table, 0, room - table});
        return;
    }
    const int whole = both;
    int plot = m_tableView->contentHeight() + least <= whole
                   ? least
                   : qMax(least, qMin(260, whole * 3 / 10));
    if (m_plotHeight > 0)
        plot = qBound(least, m_plotHeight, whole - m_tableView->usefulHeight());
    const int table = qMin(m_tableView->contentHeight(), whole - plot);
    m_plot->setMaximumHeight(m_plot->mostHeight());
    const int shown = qMin(m_plotHeight > 0 ? plot : whole - table, m_plot->mostHeight());
    m_splitter->setSizes({table, shown, whole - table - shown});
}

bool HeadView::eventFilter(QObject* watched, QEvent* event)
{
    // After the splitter has given its parts their own share.
    if (watched == m_splitter && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &HeadView::fitSplitter, Qt::QueuedConnection);
    return View::eventFilter(watched, event);
}

} // namespace headscope::ui
