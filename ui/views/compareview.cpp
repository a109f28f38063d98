// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compareview.h"

#include "app/selection.h"
#include "ui/models/comparedinspection.h"
#include "ui/models/headname.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/comparebar.h"
#include "ui/views/comparedpanes.h"
#include "ui/views/flowlayout.h"
#include "ui/views/gridview.h"
#include "ui/views/promptedit.h"
#include "ui/views/quietlabel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace headscope::ui {

namespace {

using core::ComparedTable;

constexpr int typingPause = 200; // ms

QWidget* named(QWidget* parent, const QString& text, QWidget* widget)
{
    auto* group = new QWidget(parent);
    auto* layout = new QHBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(quietLabel(text, widget, group));
    layout->addWidget(widget);
    return group;
}

/// A value can be chosen for the heatmap: numbers, words, and the best word of a state.
bool isChoice(const core::ComparedColumn& column)
{
    return column.isNumber() || column.isWords() || column.value.name == "word";
}

} // namespace

CompareView::CompareView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_bar(new CompareBar(this)),
      m_tables(new QComboBox(this)),
      m_values(new QComboBox(this)),
      m_shownBox(new QComboBox(this)),
      m_headsOfB(new QComboBox(this)),
      m_filter(new QLineEdit(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)),
      m_maps(new ComparedMaps(this)),
      m_legend(new ColourLegend(ColourLegend::Map::Diverging, this)),
      m_panes(new ComparedPanes(this))
{
    setObjectName(QStringLiteral("compareView"));
    auto* top = new QWidget(this);
    auto* lines = new QVBoxLayout(top);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    lines->addWidget(m_bar);
    lines->addWidget(makeControls());
    setTopBar(top);

    m_splitter->setObjectName(QStringLiteral("compareSplitter"));
    m_splitter->addWidget(m_maps);
    m_splitter->addWidget(m_panes);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(10);
    m_splitter->installEventFilter(this);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_sharedByHand = true; });
    setContent(m_splitter);
    m_legend->setFixedWidth(170);
    controls()->addWidget(m_legend);
    connect(m_maps, &ComparedMaps::chosen, this, &CompareView::choose);
    connect(m_maps, &ComparedMaps::opened, this, &CompareView::open);
    connect(m_panes, &ComparedPanes::chosen, this, &CompareView::choose);
    connect(m_panes, &ComparedPanes::opened, this, &CompareView::open);
    connect(m_panes, &ComparedPanes::sortWanted, this, [this](int column, ComparedSide side) {
        ComparedSort sort{column, side, true};
        if (column == m_sort.column && side == m_sort.side)
            sort.descending = !m_sort.descending;
        setSort(sort);
    });
    connect(selection, &app::Selection::changed, this, &CompareView::follow);
    showMaps();
    refresh();
}

CompareView::~CompareView() = default;

bool CompareView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_splitter && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        share();
    return View::eventFilter(watched, event);
}

/// Maps of few rows leave to the table what they do not fill, until the handle is moved by hand.
void CompareView::share()
{
    const int all = m_splitter->height() - m_splitter->handleWidth();
    if (m_sharedByHand || !m_rows || all <= 0)
        return;
    const int most = all * 3 / 5;
    m_splitter->setSizes({most, all - most});
    const int maps = std::min(m_maps->wholeHeight(), most);
    m_splitter->setSizes({maps, all - maps});
}

QWidget* CompareView::makeControls()
{
    auto* bar = new QWidget(this);
    m_tables->setObjectName(QStringLiteral("compareTable"));
    m_tables->setAccessibleName(tr("What is compared"));
    m_tables->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int i = 0; i < core::comparedTableCount; ++i)
        m_tables->addItem(comparedTableName(static_cast<ComparedTable>(i)));
    m_values->setObjectName(QStringLiteral("compareValue"));
    m_values->setAccessibleName(tr("The value that the heatmap shows"));
    m_values->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_shownBox->setObjectName(QStringLiteral("compareShown"));
    m_shownBox->setAccessibleName(tr("Which of the two the heatmap shows"));
    m_shownBox->addItems({tr("B − A"), tr("A"), tr("B"), tr("side by side")});
    m_headsOfB->setObjectName(QStringLiteral("compareHeadOfB"));
    m_headsOfB->setAccessibleName(tr("Head of B"));
    m_headsOfB->setToolTip(
        tr("Heads of two models have the same number by chance alone: choose the "
           "one of B that stands beside the selected head of A."));
    m_filter->setObjectName(QStringLiteral("compareFilter"));
    m_filter->setProperty("field", true);
    m_filter->setPlaceholderText(tr("rows with…"));
    m_filter->setAccessibleName(tr("Only rows that have this in a name, a token or a word"));
    m_filter->setToolTip(m_filter->accessibleName());
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(130);
    auto* line = new FlowLayout(7, bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(named(bar, tr("Compare"), m_tables));
    line->addWidget(named(bar, tr("Head of B"), m_headsOfB));
    line->addWidget(named(bar, tr("Heatmap"), m_values));
    line->addWidget(m_shownBox);
    line->addWidget(m_filter);

    connect(m_tables, &QComboBox::activated, this,
            [this](int index) { setTable(static_cast<ComparedTable>(index)); });
    connect(m_values, &QComboBox::activated, this,
            [this] { setValue(m_values->currentData().toString()); });
    connect(m_shownBox, &QComboBox::activated, this,
            [this](int index) { setShown(static_cast<ComparedMaps::Shown>(index)); });
    connect(m_headsOfB, &QComboBox::currentIndexChanged, this, &CompareView::wanted);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(&m_typing, &QTimer::timeout, this, &CompareView::refreshRows);
    return bar;
}

ComparedTable CompareView::table() const
{
    return m_table;
}

void CompareView::setTable(ComparedTable table)
{
    m_tables->setCurrentIndex(static_cast<int>(table));
    if (table == m_table)
        return;
    m_table = table;
    refreshHeader();
    showMaps();
    Q_EMIT tableChanged();
    Q_EMIT wanted();
}

std::optional<std::pair<core::LayerIndex, core::HeadIndex>> CompareView::otherHead() const
{
    const QVariant chosen = m_headsOfB->currentData();
    if (!chosen.isValid())
        return std::nullopt;
    const QPoint head = chosen.toPoint();
    return std::pair(core::LayerIndex(head.x()), core::HeadIndex(head.y()));
}

void CompareView::setHeadsOfB(int layers, int heads, int ownHeads)
{
    if (m_headsOfB->count() == layers * heads + 1)
        return;
    {
        const QSignalBlocker quiet(m_headsOfB);
        m_headsOfB->clear();
        m_headsOfB->addItem(tr("the same"));
        for (int l = 0; l < layers; ++l)
            for (int h = 0; h < heads; ++h)
                m_headsOfB->addItem(headNumber(core::LayerIndex(l), core::HeadIndex(h), ownHeads),
                                    QPoint(l, h));
    }
    if (m_headWanted)
        showHeadOfB();
    Q_EMIT wanted();
}

QString CompareView::defaultValue(ComparedTable table)
{
    switch (table) {
    case ComparedTable::Heads:
        return QStringLiteral("first");
    case ComparedTable::Head:
        return QStringLiteral("attention");
    case ComparedTable::Patterns:
    case ComparedTable::Messages:
        return QStringLiteral("words");
    case ComparedTable::Stream:
        return QStringLiteral("share");
    case ComparedTable::Neurons:
        return QStringLiteral("activation");
    case ComparedTable::Evolution:
        return QStringLiteral("word");
    case ComparedTable::Positions:
        return QStringLiteral("excess");
    }
    return {};
}

void CompareView::setRows(ComparedRowsPtr rows, ComparedTable ofTable, int ownHeads)
{
    if (rows == m_rows && ownHeads == m_ownHeads)
        return;
    m_rows = std::move(rows);
    m_ownHeads = ownHeads;
    if (ofTable != m_ofTable || !m_rows) {
        if (m_sortWanted.isEmpty())
            m_sort = {};
        m_row = -1;
        m_column = -1;
    }
    m_ofTable = ofTable;
    refresh();
}

void CompareView::setNames(const QString& a, const QString& b)
{
    m_maps->setNames(a, b);
}

void CompareView::setShowSpaces(bool show)
{
    m_showSpaces = show;
    refresh();
}

void CompareView::setShown(ComparedMaps::Shown shown)
{
    m_maps->setShown(shown);
    m_shownBox->setCurrentIndex(static_cast<int>(shown));
    showMaps();
}

void CompareView::setValue(const QString& kind)
{
    const int at = m_values->findData(kind);
    if (at < 0)
        return;
    m_values->setCurrentIndex(at);
    m_chosen[static_cast<std::size_t>(m_ofTable)] = kind;
    refresh();
}

QString CompareView::value() const
{
    return m_values->currentData().toString();
}

void CompareView::setSort(const ComparedSort& sort)
{
    m_sort = sort;
    refreshRows();
    m_panes->scrollToTop();
}

/// The values that can be chosen: each kind once, the default one where none has been chosen.
void CompareView::fillValues()
{
    const QSignalBlocker quiet(m_values);
    m_values->clear();
    if (!m_rows)
        return;
    for (const core::ComparedColumn& column : m_rows->columns) {
        const QString kind = QString::fromStdString(column.value.kind);
        if (isChoice(column) && m_values->findData(kind) < 0)
            m_values->addItem(comparedValueName(column.value), kind);
    }
    const QString& chosen = m_chosen[static_cast<std::size_t>(m_ofTable)];
    int at = m_values->findData(chosen.isEmpty() ? defaultValue(m_ofTable) : chosen);
    m_values->setCurrentIndex(std::max(at, 0));
}

int CompareView::valueColumn() const
{
    if (!m_rows)
        return -1;
    const std::string kind = value().toStdString();
    const auto at = std::find_if(m_rows->columns.begin(), m_rows->columns.end(),
                                 [&](const core::ComparedColumn& column) {
                                     return column.value.kind == kind && isChoice(column);
                                 });
    return at == m_rows->columns.end() ? -1 : static_cast<int>(at - m_rows->columns.begin());
}

void CompareView::refresh()
{
    m_labels = ComparedLabels(m_rows, m_ofTable, m_ownHeads, m_showSpaces);
    fillValues();
    findSort();
    const int column = valueColumn();
    m_maps->setRows(m_rows, column, m_labels, m_showSpaces);
    m_maps->setSquare(m_ofTable == ComparedTable::Head || m_ofTable == ComparedTable::Heads
                      || m_ofTable == ComparedTable::Positions);
    refreshRows();
    showMaps();
    share();
    if (m_rows)
        setState(State::Ready);
    refreshHeader();
    follow();
}

void CompareView::refreshRows()
{
    m_panes->setRows(m_rows,
                     m_rows
                         ? comparedRowOrder(*m_rows, m_labels, m_sort, m_filter->text().trimmed())
                         : std::vector<int>(),
                     m_labels, m_sort, m_showSpaces);
    m_panes->mark(m_row);
    refreshHeader();
}

void CompareView::showMaps()
{
    const bool ofHead = m_table == ComparedTable::Head || m_table == ComparedTable::Positions;
    m_headsOfB->parentWidget()->setVisible(ofHead);
    m_shownBox->setItemText(0, m_maps->model(ComparedSide::Difference)->isWords() ? tr("in both")
                                                                                  : tr("B − A"));
    const ComparedMaps::Scale scale = m_maps->scale();
    m_legend->setVisible(m_rows && scale.there);
    m_legend->setMap(scale.map);
    m_legend->setRange(scale.low, scale.high);
}

/// A row or a cell of the comparison becomes the current one, and the selection goes where it is of
/// A.
void CompareView::choose(int row, int column)
{
    if (!m_rows || row < 0)
        return;
    m_row = row;
    m_column = column >= 0 ? column : valueColumn();
    using core::About;
    const core::RowKey& key = m_rows->keys[static_cast<std::size_t>(row)];
    const auto number = [&key](About what) { return static_cast<int>(key.of(what)); };
    const auto positionOf = [this](std::int64_t place, bool context) -> std::optional<int> {
        const auto& alignment = context && m_rows->tokens.context ? *m_rows->tokens.context
                                                                  : *m_rows->tokens.tokens;
        if (place < 0 || place >= alignment.count())
            return std::nullopt;
        const auto& at = alignment.places()[static_cast<std::size_t>(place)].a;
        return at ? std::optional(at->value) : std::nullopt;
    };
    app::Selection::Place place = selection()->place();
    if (number(About::Layer) >= 0 && number(About::Head) >= 0) {
        place.layer = core::LayerIndex(number(About::Layer));
        place.head = core::HeadIndex(number(About::Head));
    }
    if (number(About::Neuron) >= 0) {
        place.layer = core::LayerIndex(number(About::Layer));
        place.neuron = core::NeuronIndex(number(About::Neuron));
        place.focus = app::Selection::Focus::Neuron;
    }
    const auto context = positionOf(key.of(About::Place), m_labels.isContext(key));
    const std::int64_t columnPlace =
        m_column >= 0 ? m_rows->columns[static_cast<std::size_t>(m_column)].value.place : -1;
    const auto query = positionOf(columnPlace, false);
    if (m_ofTable == ComparedTable::Evolution) {
        place.state = core::LayerIndex(std::max(0, number(About::Layer)));
        if (context)
            place.query = core::Position(*context);
    } else if (context) {
        place.context = core::Position(*context);
    }
    if (query)
        place.query = core::Position(*query);
    if (number(About::Query) >= 0
        && std::max(number(About::Query), number(About::Key)) < selection()->tokens()) {
        place.query = core::Position(number(About::Query));
        place.context = core::Position(number(About::Key));
    }
    m_choosing = true;
    selection()->setPlace(place);
    follow();
    m_choosing = false;
    Q_EMIT inspectionChanged();
}

/// The view of A that has the row.
void CompareView::open(int row)
{
    if (!m_rows || row < 0)
        return;
    choose(row, row == m_row ? m_column : -1);
    using Kind = app::Selection::View;
    switch (m_ofTable) {
    case ComparedTable::Stream:
        selection()->setView(Kind::Stream);
        break;
    case ComparedTable::Neurons:
        selection()->setView(Kind::Neurons);
        break;
    case ComparedTable::Evolution:
        selection()->setView(Kind::Evolution);
        break;
    case ComparedTable::Positions:
        selection()->setView(Kind::Positions);
        break;
    default:
        selection()->setView(Kind::Head);
    }
}

/// The first row that is about what is selected in A; as much of it as rows are about.
int CompareView::rowOfSelection() const
{
    using core::About;
    const auto& place = selection()->place();
    const auto placeOf = [this](core::Position position, bool context) {
        return std::int64_t(context && m_rows->tokens.context
                                ? m_rows->tokens.context->placeOfA(position.value)
                                : m_rows->tokens.tokens->placeOfA(position.value));
    };
    const bool evolution = m_ofTable == ComparedTable::Evolution;
    const auto fits = [&](const core::RowKey& key) {
        const auto is = [&key](About about, std::int64_t wanted) {
            return key.of(about) < 0 || key.of(about) == wanted;
        };
        const bool token = evolution
                               ? is(About::Place, placeOf(place.query, false))
                               : is(About::Place, placeOf(place.context, m_labels.isContext(key)));
        return is(About::Layer, evolution ? place.state.value : place.layer.value)
               && is(About::Head, place.head.value) && is(About::Neuron, place.neuron.value)
               && is(About::Query, place.query.value) && is(About::Key, place.context.value)
               && token && (key.of(About::Kind) < 0 || key.of(About::Head) >= 0);
    };
    const auto at = std::find_if(m_rows->keys.begin(), m_rows->keys.end(), fits);
    return at == m_rows->keys.end() ? -1 : static_cast<int>(at - m_rows->keys.begin());
}

/// The value that is current: of one of every token, that of the selected input token.
int CompareView::columnOfSelection() const
{
    const int first = valueColumn();
    if (first < 0 || m_rows->columns[static_cast<std::size_t>(first)].value.place < 0)
        return first;
    const std::string& kind = m_rows->columns[static_cast<std::size_t>(first)].value.kind;
    const int place = m_rows->tokens.tokens->placeOfA(selection()->query().value);
    for (std::size_t c = 0; c < m_rows->columns.size(); ++c)
        if (m_rows->columns[c].value.kind == kind && m_rows->columns[c].value.place == place)
            return static_cast<int>(c);
    return first;
}

/// What is selected in A is current here too, where there is a row of it.
void CompareView::follow()
{
    if (!m_rows)
        return;
    if (!m_choosing) {
        if (const int row = rowOfSelection();
            row >= 0 || m_row >= static_cast<int>(m_rows->count()))
            m_row = row;
        m_column = columnOfSelection();
    }
    m_maps->setCurrent({m_row, m_column});
    m_panes->mark(m_row);
}

QString CompareView::title() const
{
    return tr("<b>Compare</b>");
}

QString CompareView::facts() const
{
    if (!m_rows)
        return {};
    const QLocale locale;
    const core::TokenAlignment& tokens = *m_rows->tokens.tokens;
    QStringList facts{tr("%1 rows").arg(locale.toString(m_panes->names()->rowCount()))};
    if (tokens.same() == tokens.count())
        facts.append(tr("the same %1 tokens").arg(tokens.count()));
    else
        facts.append(
            tr("%1 of %2 places have the same token").arg(tokens.same()).arg(tokens.count()));
    const auto count = [&](const std::vector<bool>& has) {
        return std::count(has.begin(), has.end(), false);
    };
    if (const auto onlyB = count(m_rows->hasA); onlyB > 0)
        facts.append(tr("%1 only in B").arg(locale.toString(static_cast<qlonglong>(onlyB))));
    if (const auto onlyA = count(m_rows->hasB); onlyA > 0)
        facts.append(tr("%1 only in A").arg(locale.toString(static_cast<qlonglong>(onlyA))));
    return facts.join(QStringLiteral("  ·  "));
}

QString CompareView::factsTip() const
{
    return tr("Tokens that are the same in both prompts stand side by side, as many as there can "
              "be; between them the others are paired in order. What only one of the two has is "
              "there with nothing beside it.");
}

QString CompareView::selectedText() const
{
    const QString cells = m_maps->selectedText(true);
    const QString rows = cells.isEmpty() ? m_panes->selectedText() : cells;
    return rows.isEmpty() ? m_maps->selectedText(false) : rows;
}

bool CompareView::find(const QString& text, bool backwards)
{
    return m_maps->front()->find(text, backwards);
}

QWidget* CompareView::focusTarget()
{
    return m_rows ? static_cast<QWidget*>(m_maps->front()) : m_bar->edit();
}

std::optional<Inspection> CompareView::inspection() const
{
    if (!m_rows || m_row < 0 || m_row >= static_cast<int>(m_rows->count()))
        return std::nullopt;
    return inspectComparison(*m_rows, m_labels, {m_row, m_column}, valueColumn(), m_showSpaces);
}

} // namespace headscope::ui
