// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/neurontable.h"

#include "ui/delegates/activationdelegate.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/models/neuronactivationsmodel.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/panetable.h"
#include "ui/views/tableheader.h"

#include <QPainter>
#include <QScrollBar>

namespace headscope::ui {

NeuronTable::NeuronTable(QWidget* parent)
    : QWidget(parent),
      m_wordsModel(new NeuronWordsModel(this)),
      m_valuesModel(new NeuronActivationsModel(this)),
      m_words(new PaneTable(this)),
      m_values(new PaneTable(this)),
      m_valueDelegate(new ActivationDelegate(m_values))
{
    auto* name = new TokenDelegate(m_words);
    auto* words = new WordsDelegate(m_words);
    auto* number = new NumberDelegate(m_words);
    m_delegates = {name, words, number};
    m_words->setObjectName(QStringLiteral("neuronWordsPane"));
    m_words->setModel(m_wordsModel);
    m_words->setItemDelegate(words);
    m_words->setItemDelegateForColumn(NeuronWordsModel::Neuron, name);
    m_words->setItemDelegateForColumn(NeuronWordsModel::Largest, number);
    m_words->setItemDelegateForColumn(NeuronWordsModel::Written, number);
    m_words->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_words->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_words->setAccessibleName(tr("Words of input and output weights, a row per neuron"));
    m_values->setObjectName(QStringLiteral("activationsPane"));
    m_values->setModel(m_valuesModel);
    m_values->setItemDelegate(m_valueDelegate);
    m_values->setAccessibleName(tr("Activations, a column per token"));
    m_values->titles()->setAxis(activationAxis());
    connectPanes();
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_words->viewport()->update();
        m_values->viewport()->update();
        update();
    });
}

QString NeuronTable::activationAxis()
{
    return tr("activation on each token →");
}

void NeuronTable::connectPanes()
{
    joinPanes(m_words, m_values);
    const auto chose = [this](const QModelIndex& index) {
        const bool value = index.model() == m_valuesModel;
        Q_EMIT chosen(m_wordsModel->placeOf(index.row()), value ? index.column() : -1);
    };
    connect(m_words, &PaneTable::chosen, this, chose);
    connect(m_values, &PaneTable::chosen, this, chose);
    connect(m_values->titles(), &QHeaderView::sectionClicked, this,
            [this](int token) { Q_EMIT sortWanted(NeuronSort::Key::Activation, token); });
    connect(m_words->titles(), &QHeaderView::sectionClicked, this, [this](int column) {
        if (column == NeuronWordsModel::Neuron)
            Q_EMIT sortWanted(NeuronSort::Key::Place, -1);
        else if (column == NeuronWordsModel::Largest)
            Q_EMIT sortWanted(NeuronSort::Key::Largest, -1);
        else if (column == NeuronWordsModel::Written)
            Q_EMIT sortWanted(NeuronSort::Key::Written, -1);
    });
}

void NeuronTable::setRows(const NeuronActivityPtr& activity, const NeuronWordsPtr& words,
                          std::vector<int> rows, int token, const NeuronSort& sort, bool showSpaces)
{
    m_valuesModel->setRows(activity, rows, showSpaces);
    m_wordsModel->setRows(activity, words, std::move(rows), token, showSpaces);
    m_valuesModel->setSorted(sort.key == NeuronSort::Key::Activation ? token : -1, sort.descending);
    m_wordsModel->setSorted(sort.key == NeuronSort::Key::Place     ? NeuronWordsModel::Neuron
                            : sort.key == NeuronSort::Key::Largest ? NeuronWordsModel::Largest
                            : sort.key == NeuronSort::Key::Written ? NeuronWordsModel::Written
                                                                   : -1,
                            sort.descending);
    m_geometry.wordColumns = activity && activity->hasGates() ? 3 : 2;
    m_experts = activity && activity->hasExperts();
    measure();
    place();
}

void NeuronTable::setWords(const NeuronWordsPtr& words)
{
    m_wordsModel->setWords(words);
}

void NeuronTable::measure()
{
    const QFontMetrics bold(Theme::font(0, true));
    const QFontMetrics metrics(Theme::font());
    m_geometry.rows = m_wordsModel->rowCount();
    m_geometry.tokens = m_valuesModel->columnCount();
    m_geometry.nameWidth = bold.horizontalAdvance(m_experts ? QStringLiteral("00.0000 e000")
                                                            : QStringLiteral("00.0000"))
                           + 22;
    m_geometry.numberWidth = qMax(metrics.horizontalAdvance(QStringLiteral("000.00")),
                                  bold.horizontalAdvance(tr("writes") + QStringLiteral(" ▾")))
                             + 18;
    m_geometry.cellWidth = ActivationDelegate::neededWidth();
    m_geometry.rowHeight = metrics.height() + 10;
    m_geometry.headerHeight = qMax(m_words->titles()->neededHeight(),
                                   m_values->titles()->neededHeight());
    m_geometry.axisWidth = QFontMetrics(Theme::font(-1)).horizontalAdvance(activationAxis()) + 14;
    m_geometry.scrollBar = m_values->horizontalScrollBar()->sizeHint().height();
}

void NeuronTable::place()
{
    const auto parts = m_geometry.share(width() - 2, height() - 2);
    for (PaneTable* pane : {m_words, m_values}) {
        pane->titles()->setFixedHeight(m_geometry.headerHeight);
        pane->verticalHeader()->setDefaultSectionSize(m_geometry.rowHeight);
    }
    m_words->setColumnWidth(NeuronWordsModel::Neuron, parts.name);
    m_words->setColumnWidth(NeuronWordsModel::Input, parts.words);
    m_words->setColumnHidden(NeuronWordsModel::Gate, m_geometry.wordColumns < 3);
    m_words->setColumnWidth(NeuronWordsModel::Gate, parts.words);
    m_words->setColumnWidth(NeuronWordsModel::Output, parts.words);
    for (const int column : {NeuronWordsModel::Largest, NeuronWordsModel::Written}) {
        m_words->setColumnHidden(column, parts.number == 0);
        if (parts.number > 0)
            m_words->setColumnWidth(column, parts.number);
    }
    m_values->titles()->setDefaultSectionSize(m_geometry.cellWidth);
    m_values->setHorizontalScrollBarPolicy(parts.horizontalBar ? Qt::ScrollBarAlwaysOn
                                                               : Qt::ScrollBarAlwaysOff);
    m_values->setVerticalScrollBarPolicy(parts.verticalBar ? Qt::ScrollBarAlwaysOn
                                                           : Qt::ScrollBarAlwaysOff);
    const int bar = parts.horizontalBar ? m_geometry.scrollBar : 0;
    const int whole = qMin(height() - 2, m_geometry.contentHeight(parts.horizontalBar));
    m_words->setGeometry(1, 1, parts.left(), whole - bar);
    m_values->setGeometry(1 + parts.left(), 1,
                          parts.values + (parts.verticalBar ? m_geometry.scrollBar : 0), whole);
    update();
}

void NeuronTable::mark(int place, int token)
{
    const int row = m_wordsModel->rowOf(place);
    for (RowDelegate* delegate : m_delegates)
        delegate->setMarkedRow(row);
    m_valueDelegate->setMarkedRow(row);
    m_valueDelegate->setMarkedColumn(token);
    m_values->titles()->setMarked(token);
    if (row >= 0 && token >= 0) {
        // The pane without the focus follows, so that the keyboard goes on from the marked cell.
        const QModelIndex words = m_words->currentIndex();
        if (!m_words->hasFocus() || words.row() != row)
            m_words->moveUnselected(m_wordsModel->index(
                row, words.isValid() ? words.column() : NeuronWordsModel::Input));
        const QModelIndex value = m_valuesModel->index(row, token);
        if (m_values->currentIndex() != value)
            m_values->moveUnselected(value);
    }
    m_words->viewport()->update();
    m_values->viewport()->update();
}

void NeuronTable::reveal(int place, int token)
{
    const int row = m_wordsModel->rowOf(place);
    if (row < 0)
        return;
    m_words->settle();
    m_values->settle();
    m_values->scrollTo(m_valuesModel->index(row, qMax(0, token)));
}

void NeuronTable::scrollToTop()
{
    m_values->verticalScrollBar()->setValue(0);
}

QRect NeuronTable::cellsInSight() const
{
    return m_values->cellsInSight();
}

void NeuronTable::keepTokens(int first, int last)
{
    m_values->keepColumns(first, last);
    m_geometry.tokens = last - first + 1;
    place();
}

QString NeuronTable::selectedText() const
{
    const PaneTable* first = m_values->hasFocus() ? m_values : m_words;
    const PaneTable* other = first == m_values ? m_words : m_values;
    const QString text = first->selectedText();
    return text.isEmpty() ? other->selectedText() : text;
}

QSize NeuronTable::wholeSize(int maxWidth) const
{
    const int fixed = m_geometry.nameWidth + 2 * m_geometry.numberWidth
                      + qMax(m_geometry.allValues(), m_geometry.axisWidth);
    const int columns = m_geometry.wordColumns;
    const int words = qBound(NeuronTableGeometry::goodWords, (maxWidth - 2 - fixed) / columns,
                             m_geometry.wordsWidth);
    return {fixed + columns * words + 2, m_geometry.contentHeight(false) + 2};
}

void NeuronTable::resizeEvent(QResizeEvent*)
{
    place();
}

void NeuronTable::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = Theme::instance().colours();
    const QRect inner = m_words->geometry() | m_values->geometry();
    painter.fillRect(inner.adjusted(-1, -1, 1, 1), colours.border);
    painter.fillRect(inner, colours.surface);
}

} // namespace headscope::ui
