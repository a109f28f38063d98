// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/comparedpanes.h"

#include "ui/delegates/activationdelegate.h"
#include "ui/delegates/differencedelegate.h"
#include "ui/delegates/plaindelegate.h"
#include "ui/delegates/textdelegate.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace headscope::ui {

namespace {

constexpr int mostMeasured = 200; ///< names that are looked at for a column's width
constexpr int widestName = 190;
constexpr int widestToken = 120;
constexpr int wordsWidth = 210;
constexpr int textWidth = 120; ///< of one word
constexpr int padding = 22;

} // namespace

ComparedPanes::ComparedPanes(QWidget* parent)
    : QWidget(parent),
      m_namesModel(new ComparedTableModel(ComparedTableModel::Part::Names, this)),
      m_valuesModel(new ComparedTableModel(ComparedTableModel::Part::Values, this)),
      m_names(new PaneTable(this)),
      m_values(new PaneTable(this)),
      m_nameCells(new TokenDelegate(m_names)),
      m_tokenCells(new PlainDelegate(true, m_names)),
      m_wordCells(new WordsDelegate(m_values)),
      m_textCells(new TextDelegate(m_values)),
      m_numberCells(new NumberDelegate(m_values)),
      m_differenceCells(new DifferenceDelegate(m_values))
{
    m_names->setObjectName(QStringLiteral("comparedNames"));
    m_names->setModel(m_namesModel);
    m_names->setItemDelegate(m_tokenCells);
    m_names->setItemDelegateForColumn(ComparedTableModel::Name, m_nameCells);
    m_names->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_names->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_names->setAccessibleName(tr("What is compared, a row each"));
    m_values->setObjectName(QStringLiteral("comparedValues"));
    m_values->setModel(m_valuesModel);
    m_values->setItemDelegate(m_numberCells);
    m_values->setAccessibleName(tr("Values of A, of B, and what they differ by"));
    connectPanes();
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_names->viewport()->update();
        m_values->viewport()->update();
        update();
    });
}

void ComparedPanes::connectPanes()
{
    joinPanes(m_names, m_values);
    // A click on a title orders the rows; it selects no column, nor the row that is on top.
    for (PaneTable* pane : {m_names, m_values})
        for (const auto signal : {&QHeaderView::sectionPressed, &QHeaderView::sectionEntered})
            disconnect(pane->titles(), signal, pane, nullptr);
    connect(m_names, &PaneTable::chosen, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(m_namesModel->rowAt(index.row()), -1);
    });
    connect(m_values, &PaneTable::chosen, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(m_valuesModel->rowAt(index.row()),
                      m_valuesModel->columnAt(index.column()).column);
    });
    for (PaneTable* pane : {m_names, m_values})
        connect(pane, &PaneTable::opened, this, [this](const QModelIndex& index) {
            Q_EMIT opened(m_namesModel->rowAt(index.row()));
        });
    connect(m_names->titles(), &QHeaderView::sectionClicked, this,
            [this] { Q_EMIT sortWanted(-1, ComparedSide::Difference); });
    connect(m_values->titles(), &QHeaderView::sectionClicked, this, [this](int section) {
        const auto& column = m_valuesModel->columnAt(section);
        Q_EMIT sortWanted(column.column, column.side);
    });
}

void ComparedPanes::setRows(const ComparedRowsPtr& rows, std::vector<int> order,
                            const ComparedLabels& labels, const ComparedSort& sort, bool showSpaces)
{
    m_valuesModel->setRows(rows, order, labels, showSpaces);
    m_namesModel->setRows(rows, std::move(order), labels, showSpaces);
    for (ComparedTableModel* model : {m_namesModel, m_valuesModel})
        model->setSorted(sort);
    setWidths();
    place();
}

void ComparedPanes::setWidths()
{
    const QFontMetrics bold(Theme::font(0, true));
    const QFontMetrics metrics(Theme::font());
    m_rowHeight = metrics.height() + 9;
    for (int c = 0; c < m_namesModel->columnCount(); ++c) {
        int width = bold.horizontalAdvance(
            m_namesModel->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int r = 0; r < std::min(m_namesModel->rowCount(), mostMeasured); ++r)
            width = std::max(width,
                             bold.horizontalAdvance(m_namesModel->index(r, c).data().toString()));
        const int most = c == ComparedTableModel::Name ? widestName : widestToken;
        m_names->setColumnWidth(c, std::min(width + padding, most));
        const bool empty = c == ComparedTableModel::Name
                               ? m_namesModel->rowCount() > 0
                                     && m_namesModel->index(0, c).data().toString().isEmpty()
                               : !m_namesModel->hasTokens();
        m_names->setColumnHidden(c, empty);
    }
    const int number = metrics.horizontalAdvance(QStringLiteral("−0000.000")) + padding;
    for (int c = 0; c < m_valuesModel->columnCount(); ++c) {
        const bool words = m_valuesModel->isWords(c);
        const auto& column = m_valuesModel->columnAt(c);
        const bool text = !words
                          && !m_valuesModel->index(0, c).data(Qt::TextAlignmentRole).isValid();
        m_values->setItemDelegateForColumn(c, words  ? m_wordCells
                                              : text ? m_textCells
                                              : column.side == ComparedSide::Difference
                                                  ? m_differenceCells
                                                  : m_numberCells);
        m_values->setColumnWidth(c, words ? wordsWidth : text ? textWidth : number);
    }
    m_headerHeight = std::max(m_names->titles()->neededHeight(),
                              m_values->titles()->neededHeight());
}

int ComparedPanes::namesWidth() const
{
    int width = 0;
    for (int c = 0; c < m_namesModel->columnCount(); ++c)
        width += m_names->isColumnHidden(c) ? 0 : m_names->columnWidth(c);
    return width;
}

int ComparedPanes::valuesWidth() const
{
    int width = 0;
    for (int c = 0; c < m_valuesModel->columnCount(); ++c)
        width += m_values->isColumnHidden(c) ? 0 : m_values->columnWidth(c);
    return width;
}

int ComparedPanes::contentHeight() const
{
    return m_headerHeight + m_namesModel->rowCount() * m_rowHeight;
}

void ComparedPanes::place()
{
    for (PaneTable* pane : {m_names, m_values}) {
        pane->titles()->setFixedHeight(m_headerHeight);
        pane->verticalHeader()->setDefaultSectionSize(m_rowHeight);
    }
    const int bar = m_values->horizontalScrollBar()->sizeHint().height();
    const QSize inner(width() - 2, height() - 2);
    const int left = std::min(namesWidth(), inner.width() / 2);
    const bool vertical = contentHeight() > inner.height();
    const int room = inner.width() - left - (vertical ? bar : 0);
    const bool horizontal = valuesWidth() > room;
    const int whole = std::min(inner.height(), contentHeight() + (horizontal ? bar : 0));
    m_values->setHorizontalScrollBarPolicy(horizontal ? Qt::ScrollBarAlwaysOn
                                                      : Qt::ScrollBarAlwaysOff);
    m_values->setVerticalScrollBarPolicy(
        vertical || whole < contentHeight() ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    m_names->setGeometry(1, 1, left, whole - (horizontal ? bar : 0));
    m_values->setGeometry(1 + left, 1, std::min(valuesWidth(), room) + (vertical ? bar : 0), whole);
    update();
}

void ComparedPanes::mark(int row)
{
    const int at = m_namesModel->placeOf(row);
    for (RowDelegate* delegate :
         {m_nameCells, m_tokenCells, m_wordCells, m_textCells, m_numberCells, m_differenceCells})
        delegate->setMarkedRow(at);
    if (at >= 0 && m_names->currentIndex().row() != at) {
        m_names->settle();
        m_values->settle();
        const int column = std::max(0, m_values->currentIndex().column());
        if (!m_names->hasFocus())
            m_names->moveUnselected(m_namesModel->index(at, 0));
        if (!m_values->hasFocus()) {
            m_values->moveUnselected(m_valuesModel->index(at, column));
            m_values->scrollTo(m_valuesModel->index(at, column));
        }
    }
    m_names->viewport()->update();
    m_values->viewport()->update();
}

void ComparedPanes::scrollToTop()
{
    m_values->verticalScrollBar()->setValue(0);
}

QString ComparedPanes::selectedText() const
{
    const PaneTable* first = m_names->hasFocus() ? m_names : m_values;
    const PaneTable* other = first == m_names ? m_values : m_names;
    const QString text = first->selectedText();
    return text.isEmpty() ? other->selectedText() : text;
}

QRect ComparedPanes::cellsInSight() const
{
    return m_values->cellsInSight();
}

std::pair<int, int> ComparedPanes::columnsOf(const std::string& kind) const
{
    std::pair<int, int> found(-1, -1);
    for (int c = 0; c < m_valuesModel->columnCount(); ++c) {
        if (m_valuesModel->kindOf(c) != kind)
            continue;
        if (found.first < 0)
            found.first = c;
        found.second = c;
    }
    return found.first < 0 ? std::pair(0, m_valuesModel->columnCount() - 1) : found;
}

void ComparedPanes::keepColumns(int first, int last)
{
    m_values->keepColumns(first, last);
    place();
}

QSize ComparedPanes::wholeSize(int maxWidth) const
{
    return {std::min(maxWidth, namesWidth() + valuesWidth() + 2), contentHeight() + 2};
}

void ComparedPanes::resizeEvent(QResizeEvent*)
{
    place();
}

void ComparedPanes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = Theme::instance().colours();
    const QRect inner = m_names->geometry() | m_values->geometry();
    painter.fillRect(inner.adjusted(-1, -1, 1, 1), colours.border);
    painter.fillRect(inner, colours.surface);
}

} // namespace headscope::ui
