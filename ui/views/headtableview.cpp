// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headtableview.h"

#include "app/selection.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/delegates/scoredelegate.h"
#include "ui/models/headscoresmodel.h"
#include "ui/models/headwordsmodel.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QPainter>
#include <QScrollBar>

#include <utility>

namespace headscope::ui {

HeadTableView::HeadTableView(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_wordsModel(new HeadWordsModel(this)),
      m_scoresModel(new HeadScoresModel(this)),
      m_words(new PaneTable(this)),
      m_scores(new PaneTable(this)),
      m_scoreDelegate(new ScoreDelegate(m_scores))
{
    auto* token = new TokenDelegate(m_words);
    auto* words = new WordsDelegate(m_words);
    m_wordDelegates = {token, words};
    m_words->setObjectName(QStringLiteral("wordsPane"));
    m_words->setModel(m_wordsModel);
    m_words->setItemDelegate(words);
    m_words->setItemDelegateForColumn(HeadWordsModel::Token, token);
    m_words->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_words->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_words->setAccessibleName(tr("Words of patterns and messages, a row per context token"));
    m_scores->setObjectName(QStringLiteral("scoresPane"));
    m_scores->setModel(m_scoresModel);
    m_scores->setItemDelegate(m_scoreDelegate);
    m_scores->setAccessibleName(tr("Attention in percent, a column per input token"));
    m_scores->titles()->setAxis(inputAxis());
    connectPanes();
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_words->viewport()->update();
        m_scores->viewport()->update();
        update();
    });
}

void HeadTableView::connectPanes()
{
    QScrollBar* left = m_words->verticalScrollBar();
    QScrollBar* right = m_scores->verticalScrollBar();
    joinPanes(m_words, m_scores);
    connect(m_words, &PaneTable::chosen, this, &HeadTableView::wordsChosen);
    connect(m_scores, &PaneTable::chosen, this, &HeadTableView::scoresChosen);
    connect(m_scores->titles(), &QHeaderView::sectionClicked, this,
            [this](int section) { m_selection->setQuery(core::Position(section)); });
    connect(m_selection, &app::Selection::tokenChanged, this, [this] {
        m_following = true;
        mark();
    });
    for (const QScrollBar* bar : {left, right, m_scores->horizontalScrollBar()})
        connect(bar, &QAbstractSlider::actionTriggered, this, [this] { m_following = false; });
}

namespace {

/// As where somebody goes from one input token to the next.
bool differInDistanceAlone(const core::HeadTable& a, const core::HeadTable& b)
{
    core::HeadTableOptions options = a.options;
    options.distance = b.options.distance;
    return haveSamePlaces(a, b) && options == b.options;
}

} // namespace

void HeadTableView::setTable(HeadTablePtr table, RowSort sort, bool showSpaces)
{
    const HeadTablePtr before = std::exchange(m_table, std::move(table));
    const auto order = m_table ? rowOrder(*m_table, sort, m_selection->query().value)
                               : std::vector<int>();
    const bool stays = before && m_table && differInDistanceAlone(*before, *m_table);
    const auto inputs = m_table ? m_table->inputTokens.size() : 0;
    if (m_scoresModel->columnCount() != static_cast<int>(inputs))
        m_following = true;
    m_scores->titles()->setAxis(inputAxis());
    const int down = m_scores->verticalScrollBar()->value();
    const int across = m_scores->horizontalScrollBar()->value();
    m_wordsModel->setTable(m_table, order, showSpaces);
    m_scoresModel->setTable(m_table, order, showSpaces);
    const int words = m_geometry.wordsWidth;
    measure();
    if (stays) // columns that jump with every step could not be read
        m_geometry.wordsWidth = qMax(m_geometry.wordsWidth, words);
    place();
    m_scores->verticalScrollBar()->setValue(down);
    m_scores->horizontalScrollBar()->setValue(across);
    mark();
}

std::vector<int> HeadTableView::tokensOnScreen() const
{
    std::vector<int> tokens;
    const int first = m_words->rowAt(0);
    const int last = m_words->rowAt(m_words->viewport()->height() - 1);
    const int end = last < 0 ? m_wordsModel->rowCount() : last + 1;
    for (int row = first; row >= 0 && row < end; ++row)
        tokens.push_back(m_wordsModel->tokenOf(row));
    return tokens;
}

QRect HeadTableView::cellsInSight() const
{
    return m_scores->cellsInSight();
}

void HeadTableView::keepCells(const QRect& cells)
{
    m_words->keepRows(cells.top(), cells.bottom());
    m_scores->keepRows(cells.top(), cells.bottom());
    m_scores->keepColumns(cells.left(), cells.right());
    m_geometry.rows = cells.height();
    m_geometry.columns = cells.width();
    place();
}

QString HeadTableView::inputAxis() const
{
    return m_table && m_table->cross ? tr("decoder token (attends) →")
                                     : tr("input token (attends) →");
}

void HeadTableView::measure()
{
    const int rows = m_wordsModel->rowCount();
    const QStyleOptionViewItem option;
    const auto titled = [this](int role) {
        return m_wordsModel->headerData(HeadWordsModel::Token, Qt::Horizontal, role).toString();
    };
    int token = QFontMetrics(Theme::font(-1)).horizontalAdvance(titled(SubtitleRole)) + 22;
    const QString title = titled(Qt::DisplayRole);
    token = qMax(token, QFontMetrics(Theme::font(0, true)).horizontalAdvance(title) + 22);
    int words = 150;
    // Long prompts repeat their words; the first rows are enough to judge.
    for (int row = 0; row < qMin(rows, 96); ++row) {
        token = qMax(token,
                     m_wordDelegates[0]->sizeHint(option, m_wordsModel->index(row, 0)).width());
        for (const int column : {HeadWordsModel::Pattern, HeadWordsModel::Message})
            words = qMax(
                words,
                m_wordDelegates[1]->sizeHint(option, m_wordsModel->index(row, column)).width());
    }
    m_geometry.rows = rows;
    m_geometry.columns = m_scoresModel->columnCount();
    m_geometry.tokenWidth = qMin(token, 170);
    m_geometry.wordsWidth = qMin(words, 560);
    m_geometry.rowHeight = QFontMetrics(Theme::font()).height() + 10;
    m_geometry.headerHeight = qMax(m_words->titles()->neededHeight(),
                                   m_scores->titles()->neededHeight());
    m_geometry.minScores = QFontMetrics(Theme::font(-1)).horizontalAdvance(inputAxis()) + 14;
    // Not the style's general width: the style sheet has its own.
    m_geometry.scrollBar = m_scores->horizontalScrollBar()->sizeHint().height();
}

void HeadTableView::place()
{
    const auto parts = m_geometry.share(width() - 2, height() - 2);
    for (PaneTable* pane : {m_words, m_scores}) {
        pane->titles()->setFixedHeight(m_geometry.headerHeight);
        pane->verticalHeader()->setDefaultSectionSize(m_geometry.rowHeight);
    }
    m_words->setColumnWidth(HeadWordsModel::Token, parts.token);
    m_words->setColumnWidth(HeadWordsModel::Pattern, parts.words);
    m_words->setColumnWidth(HeadWordsModel::Message, parts.words);
    m_scores->titles()->setDefaultSectionSize(qMax(1, parts.cell));
    m_scores->setHorizontalScrollBarPolicy(parts.horizontalBar ? Qt::ScrollBarAlwaysOn
                                                               : Qt::ScrollBarAlwaysOff);
    m_scores->setVerticalScrollBarPolicy(parts.verticalBar ? Qt::ScrollBarAlwaysOn
                                                           : Qt::ScrollBarAlwaysOff);
    const int bar = parts.horizontalBar ? m_geometry.scrollBar : 0;
    const int whole = qMin(height() - 2, m_geometry.contentHeight(parts.horizontalBar));
    m_words->setGeometry(1, 1, parts.left(), whole - bar);
    m_scores->setGeometry(1 + parts.left(), 1,
                          parts.scores + (parts.verticalBar ? m_geometry.scrollBar : 0), whole);
    const int content = m_geometry.contentHeight(parts.horizontalBar) + 2;
    if (content != m_contentHeight) {
        m_contentHeight = content;
        Q_EMIT contentHeightChanged();
    }
    update();
}

int HeadTableView::contentHeight() const
{
    return m_contentHeight;
}

int HeadTableView::heightOf(int rows) const
{
    return m_geometry.headerHeight + rows * m_geometry.rowHeight + m_geometry.scrollBar + 2;
}

int HeadTableView::usefulHeight() const
{
    // With a bar, whether there is one now or not: it must not come and go with the room it is
    // given.
    return qMin(m_geometry.contentHeight(true) + 2, heightOf(usefulRows));
}

void HeadTableView::reveal()
{
    if (!m_following || m_revealing)
        return;
    m_revealing = true;
    // After the layouts and scroll bars that the same change has moved.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_revealing = false;
            const int row = m_wordsModel->rowOf(m_selection->context().value);
            if (row < 0 || !m_marksShown)
                return;
            // Both, or the one that lags behind holds the other back.
            m_words->settle();
            m_scores->settle();
            m_scores->scrollTo(m_scoresModel->index(row, m_selection->query().value));
        },
        Qt::QueuedConnection);
}

QSize HeadTableView::wholeSize(int maxWordsWidth) const
{
    const int words = qMin(maxWordsWidth, m_geometry.wordsWidth);
    return {m_geometry.tokenWidth + 2 * words
                + qMax(m_geometry.minScores, m_geometry.columns * HeadTableGeometry::minCell) + 3,
            m_geometry.contentHeight(false) + 2};
}

void HeadTableView::resizeEvent(QResizeEvent*)
{
    place();
    reveal();
}

void HeadTableView::paintEvent(QPaintEvent*)
{
    if (!m_table)
        return;
    QPainter painter(this);
    const Colours& colours = Theme::instance().colours();
    const QRect inner = m_words->geometry() | m_scores->geometry();
    painter.fillRect(inner.adjusted(-1, -1, 1, 1), colours.border);
    painter.fillRect(inner, colours.surface);
}

void HeadTableView::wordsChosen(const QModelIndex& index)
{
    const core::Position token(m_wordsModel->tokenOf(index.row()));
    if (index.column() == HeadWordsModel::Token)
        m_selection->setContext(token, m_selection->focus());
    else
        m_selection->setContext(token, index.column() == HeadWordsModel::Message
                                           ? app::Selection::Focus::Message
                                           : app::Selection::Focus::Pattern);
}

void HeadTableView::scoresChosen(const QModelIndex& index)
{
    m_selection->setCell(core::Position(m_scoresModel->tokenOf(index.row())),
                         core::Position(index.column()));
}

void HeadTableView::mark()
{
    const int row = m_marksShown ? m_wordsModel->rowOf(m_selection->context().value) : -1;
    const int query = m_marksShown ? m_selection->query().value : -1;
    for (RowDelegate* delegate : m_wordDelegates)
        delegate->setMarkedRow(row);
    m_scoreDelegate->setMarkedRow(row);
    m_scoreDelegate->setMarkedColumn(query);
    m_scores->titles()->setMarked(query);
    if (row >= 0) {
        // The pane without the focus follows, so that the keyboard goes on from the marked cell.
        const bool message = m_selection->focus() == app::Selection::Focus::Message;
        const QModelIndex words = m_words->currentIndex();
        if (!m_words->hasFocus() || words.row() != row)
            m_words->moveUnselected(m_wordsModel->index(row, m_words->hasFocus() && words.isValid()
                                                                 ? words.column()
                                                             : message ? HeadWordsModel::Message
                                                                       : HeadWordsModel::Pattern));
        const QModelIndex score = m_scoresModel->index(row, query);
        if (m_scores->currentIndex() != score)
            m_scores->moveUnselected(score);
    }
    m_words->viewport()->update();
    m_scores->viewport()->update();
    reveal();
}

void HeadTableView::setMarksShown(bool shown)
{
    m_marksShown = shown;
    mark();
}

QString HeadTableView::selectedText() const
{
    const PaneTable* first = m_scores->hasFocus() ? m_scores : m_words;
    const PaneTable* other = first == m_scores ? m_words : m_scores;
    const QString text = first->selectedText();
    return text.isEmpty() ? other->selectedText() : text;
}

} // namespace headscope::ui
