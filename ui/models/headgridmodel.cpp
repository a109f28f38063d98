// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headgridmodel.h"

#include "core/base/wordlist.h"
#include "ui/models/headname.h"
#include "ui/models/lenscelltip.h"
#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::ui {

namespace {

constexpr double largestShare = 0.98; ///< of the cells that are within the range of shades

bool haveSameIds(const std::vector<core::PromptToken>& a, const std::vector<core::PromptToken>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.id == y.id; });
}

} // namespace

HeadGridModel::HeadGridModel(Kind kind, QObject* parent) : GridModel(parent), m_kind(kind) {}

// ---- What is shown ------------------------------------------------------------------------------

void HeadGridModel::setGrid(HeadGridPtr grid)
{
    const bool sameWords = grid && m_grid && grid->words == m_grid->words;
    const bool sameTokens = grid && m_grid && tokensOf(*grid).size() == m_tokens.size();
    const std::size_t heads = grid ? grid->heads.size() : 0;
    if (!sameTokens || heads != m_facts.size() || !sameWords) {
        beginResetModel();
        m_facts.assign(heads, {});
        m_rows.clear();
        m_rowOf.assign(heads, -1);
        m_grid = grid;
        m_words.assign(grid ? static_cast<std::size_t>(grid->words->size()) : 0U, QString());
        m_tokens = grid ? tokenLabels(tokensOf(*grid), m_showSpaces) : std::vector<TokenLabel>();
        endResetModel();
    }
    // Pieces of one result have the same tokens.
    const bool relabel = sameTokens && !haveSameIds(tokensOf(*m_grid), tokensOf(*grid));
    m_grid = std::move(grid);
    parseFilter();
    if (relabel)
        m_tokens = tokenLabels(tokensOf(*m_grid), m_showSpaces);
    for (std::size_t head = 0; head < heads; ++head) {
        if (m_facts[head].words == m_grid->heads[head])
            continue;
        m_facts[head] = {};
        m_facts[head].words = m_grid->heads[head];
        if (m_facts[head].words)
            learn(m_facts[head]);
    }
    refresh();
    if (relabel && !m_rows.empty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void HeadGridModel::setLook(const HeadGridLook& look)
{
    if (look == m_look)
        return;
    const bool otherTokens = look.cross != m_look.cross;
    if (otherTokens)
        beginResetModel();
    m_look = look;
    parseFilter();
    if (otherTokens) {
        m_rows.clear();
        std::fill(m_rowOf.begin(), m_rowOf.end(), -1);
        m_tokens = m_grid ? tokenLabels(tokensOf(*m_grid), m_showSpaces)
                          : std::vector<TokenLabel>();
        endResetModel();
    }
    refresh();
}

void HeadGridModel::parseFilter()
{
    m_filter = m_grid ? RowFilter::parse(m_look.filter, ownHeads()) : RowFilter();
}

void HeadGridModel::setLabels(const QStringList& labels)
{
    m_labels = labels;
    refresh();
    if (!m_rows.empty())
        Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

void HeadGridModel::setShowSpaces(bool show)
{
    if (show == m_showSpaces)
        return;
    m_showSpaces = show;
    std::fill(m_words.begin(), m_words.end(), QString());
    if (m_grid)
        m_tokens = tokenLabels(tokensOf(*m_grid), show);
    refresh();
    if (!m_tokens.empty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void HeadGridModel::learn(Facts& facts)
{
    const auto& row = cells(facts);
    facts.repeating = static_cast<int>(
        std::count(repeats(facts).begin(), repeats(facts).end(), true));
    int counted = 0;
    for (const core::LensCell& cell : row) {
        if (hidden(cell))
            continue;
        facts.legibility += cell.legibility;
        ++counted;
    }
    facts.legibility /= std::max(counted, 1);
}

void HeadGridModel::measureShades()
{
    std::vector<double> values;
    for (int head = 0; head < static_cast<int>(m_facts.size()); ++head) {
        const Facts& facts = m_facts[static_cast<std::size_t>(head)];
        if (!facts.words || !looksHere(head))
            continue;
        for (std::size_t j = 0; j < m_tokens.size(); ++j)
            values.push_back(m_look.shade == HeadGridLook::Shade::Size
                                 ? static_cast<double>(sizes(facts)[j])
                                 : cells(facts)[j].legibility);
    }
    m_shadeLow = 0;
    m_shadeHigh = 1;
    if (values.empty())
        return;
    const auto place = static_cast<std::ptrdiff_t>(largestShare
                                                   * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    // The best of V scores without any meaning, which are normally distributed.
    if (m_look.shade == HeadGridLook::Shade::Legibility)
        m_shadeLow = std::sqrt(2.0 * std::log(std::max(m_grid->words->size(), 2)));
    m_shadeHigh = std::max(values[static_cast<std::size_t>(place)], m_shadeLow + 1e-9);
}

std::vector<bool> HeadGridModel::wordsMeant(const QString& text) const
{
    const int size = m_grid->words->size();
    std::vector<bool> equal(static_cast<std::size_t>(size));
    std::vector<bool> begins(equal.size());
    bool any = false;
    for (int id = 0; id < size; ++id) {
        const QString word = shownWord(m_grid->words->word(id), false);
        if (!word.startsWith(text, Qt::CaseInsensitive))
            continue;
        const auto at = static_cast<std::size_t>(id);
        begins[at] = true;
        equal[at] = word.size() == text.size();
        any = any || equal[at];
    }
    // The beginning of a word means all that begin so, until it is a word itself.
    return any ? equal : begins;
}

bool HeadGridModel::markCells(Facts& facts, const std::vector<bool>& wanted)
{
    bool found = false;
    facts.marks.assign(m_tokens.size(), 0);
    const auto& row = cells(facts);
    for (std::size_t j = 0; j < row.size(); ++j) {
        unsigned marks = 0;
        if (m_look.markRepeats && repeats(facts)[j])
            marks |= Repeats;
        if (row[j].legibility < m_look.threshold)
            marks |= Faded;
        const auto isWanted = [&wanted](core::TokenId id) {
            return wanted[static_cast<std::size_t>(id)];
        };
        if (!wanted.empty() && !hidden(row[j])
            && std::any_of(row[j].ids.begin(), row[j].ids.end(), isWanted)) {
            marks |= Matches;
            found = true;
        }
        facts.marks[j] = static_cast<unsigned char>(marks);
    }
    return found;
}

bool HeadGridModel::shows(int head, bool hasWord) const
{
    const Facts& facts = m_facts[static_cast<std::size_t>(head)];
    const core::LayerIndex layer(head / m_grid->headsPerLayer);
    if (!m_filter.has(layer, core::HeadIndex(head % m_grid->headsPerLayer)))
        return false;
    if (!m_filter.word.isEmpty() && !hasWord
        && !m_labels.value(head).contains(m_filter.word, Qt::CaseInsensitive))
        return false;
    if (!facts.words) // keeps its row until more is known
        return m_filter.word.isEmpty();
    if (m_look.rows == HeadGridLook::Rows::Repeating)
        return facts.repeating > 0;
    if (m_look.rows == HeadGridLook::Rows::Legible) {
        const auto& row = cells(facts);
        return std::any_of(row.begin(), row.end(), [this](const core::LensCell& cell) {
            return !hidden(cell) && cell.legibility >= m_look.threshold;
        });
    }
    return true;
}

std::vector<int> HeadGridModel::orderOf(std::vector<int> rows) const
{
    // Rows that move with every piece could not be read.
    if (m_look.order == HeadGridLook::Order::Head || !m_grid->complete())
        return rows;
    const auto worth = [this](int head) {
        const Facts& facts = m_facts[static_cast<std::size_t>(head)];
        return m_look.order == HeadGridLook::Order::Repeating ? facts.repeating : facts.legibility;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&worth](int a, int b) { return worth(a) > worth(b); });
    return rows;
}

void HeadGridModel::refresh()
{
    std::vector<int> rows;
    if (m_grid && !m_tokens.empty()) {
        measureShades();
        const std::vector<bool> wanted = m_filter.word.isEmpty() ? std::vector<bool>()
                                                                 : wordsMeant(m_filter.word);
        for (int head = 0; head < static_cast<int>(m_facts.size()); ++head) {
            if (!looksHere(head))
                continue;
            Facts& facts = m_facts[static_cast<std::size_t>(head)];
            const bool hasWord = facts.words && markCells(facts, wanted);
            if (shows(head, hasWord))
                rows.push_back(head);
        }
        rows = orderOf(std::move(rows));
    }
    if (rows == m_rows) {
        if (!rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    std::fill(m_rowOf.begin(), m_rowOf.end(), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[static_cast<std::size_t>(m_rows[row])] = static_cast<int>(row);
    endResetModel();
}

// ---- Heads and rows -----------------------------------------------------------------------------

int HeadGridModel::ownHeads() const
{
    return m_grid ? m_grid->ownHeads : 0;
}

bool HeadGridModel::looksHere(int head) const
{
    return m_grid->isCross(core::HeadIndex(head % m_grid->headsPerLayer)) == m_look.cross;
}

const std::vector<core::PromptToken>& HeadGridModel::tokensOf(const core::HeadGrid& grid) const
{
    return m_look.cross ? grid.memory : grid.tokens;
}

bool HeadGridModel::hasCross() const
{
    return m_grid && m_grid->headsPerLayer > m_grid->ownHeads;
}

int HeadGridModel::heads() const
{
    if (!m_grid)
        return 0;
    return m_grid->layers
           * (m_look.cross ? m_grid->headsPerLayer - m_grid->ownHeads : m_grid->ownHeads);
}

int HeadGridModel::headsFound() const
{
    int found = 0;
    for (int head = 0; head < static_cast<int>(m_facts.size()); ++head)
        if (m_facts[static_cast<std::size_t>(head)].words && looksHere(head))
            ++found;
    return found;
}

int HeadGridModel::rowOf(core::LayerIndex layer, core::HeadIndex head) const
{
    if (!m_grid || head.value >= m_grid->headsPerLayer || layer.value >= m_grid->layers)
        return -1;
    return m_rowOf[static_cast<std::size_t>(layer.value * m_grid->headsPerLayer + head.value)];
}

core::LayerIndex HeadGridModel::layerOf(int row) const
{
    return core::LayerIndex(m_rows[static_cast<std::size_t>(row)] / m_grid->headsPerLayer);
}

core::HeadIndex HeadGridModel::headOf(int row) const
{
    return core::HeadIndex(m_rows[static_cast<std::size_t>(row)] % m_grid->headsPerLayer);
}

int HeadGridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HeadGridModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tokens.size());
}

const std::vector<core::LensCell>& HeadGridModel::cells(const Facts& facts) const
{
    return m_kind == Kind::Patterns ? facts.words->patterns : facts.words->messages;
}

const std::vector<float>& HeadGridModel::sizes(const Facts& facts) const
{
    return m_kind == Kind::Patterns ? facts.words->patternSizes : facts.words->messageSizes;
}

const std::vector<bool>& HeadGridModel::repeats(const Facts& facts) const
{
    return m_kind == Kind::Patterns ? facts.words->patternRepeats : facts.words->messageRepeats;
}

const HeadGridModel::Facts& HeadGridModel::factsOf(int row) const
{
    return m_facts[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(row)])];
}

bool HeadGridModel::hidden(const core::LensCell& cell) const
{
    return cell.highBias && m_grid->options.lens.hideHighBias;
}

// ---- Cells --------------------------------------------------------------------------------------

double HeadGridModel::shade(int row, int column) const
{
    const Facts& facts = factsOf(row);
    const auto token = static_cast<std::size_t>(column);
    if (!facts.words || (facts.marks[token] & Faded) != 0)
        return std::numeric_limits<double>::quiet_NaN();
    const bool size = m_look.shade == HeadGridLook::Shade::Size;
    if (!size && hidden(cells(facts)[token]))
        return std::numeric_limits<double>::quiet_NaN();
    const double value = size ? static_cast<double>(sizes(facts)[token])
                              : cells(facts)[token].legibility;
    return std::clamp((value - m_shadeLow) / (m_shadeHigh - m_shadeLow), 0.0, 1.0);
}

unsigned HeadGridModel::marks(int row, int column) const
{
    const Facts& facts = factsOf(row);
    return facts.words ? facts.marks[static_cast<std::size_t>(column)] : 0U;
}

const QString& HeadGridModel::word(core::TokenId id) const
{
    QString& word = m_words[static_cast<std::size_t>(id)];
    if (word.isNull())
        word = shownWord(m_grid->words->word(id), m_showSpaces);
    return word;
}

QStringList HeadGridModel::shown(const core::LensCell& cell) const
{
    QStringList words;
    words.reserve(static_cast<qsizetype>(cell.ids.size()));
    for (const core::TokenId id : cell.ids)
        words.append(word(id));
    return words;
}

QVariant HeadGridModel::cellData(int row, int column, int role) const
{
    const Facts& facts = factsOf(row);
    if (!facts.words) {
        switch (role) {
        case Qt::DisplayRole:
        case ExportRole:
            return QStringLiteral("…");
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return tr("These words are being looked up.");
        }
        return {};
    }
    const core::LensCell& cell = cells(facts)[static_cast<std::size_t>(column)];
    switch (role) {
    case WordsRole:
        return shown(cell);
    case HiddenRole:
        return hidden(cell);
    case Qt::DisplayRole:
        return hidden(cell) ? tr("(high bias)") : shown(cell).join(QLatin1Char(' '));
    case ExportRole:
    case Qt::AccessibleTextRole:
        return hidden(cell) ? tr("(high bias)") : shown(cell).join(QStringLiteral(", "));
    case Qt::ToolTipRole:
        return tip(row, column);
    }
    return {};
}

QString HeadGridModel::number(int row) const
{
    return headNumber(layerOf(row), headOf(row), ownHeads());
}

QString HeadGridModel::tip(int row, int column) const
{
    const Facts& facts = factsOf(row);
    const auto token = static_cast<std::size_t>(column);
    const core::LensCell& cell = cells(facts)[token];
    const QString title = (m_kind == Kind::Patterns ? tr("<b>Head %1, pattern of %2</b>")
                                                    : tr("<b>Head %1, message of %2</b>"))
                              .arg(number(row), m_tokens[token].whole().toHtmlEscaped());
    QString tip = lensCellTip(title, cell, shown(cell), static_cast<double>(sizes(facts)[token]));
    if (repeats(facts)[token])
        tip += QStringLiteral("<br>") + tr("Shares its words with other cells of this row.");
    return tip;
}

QString HeadGridModel::rowTip(int row) const
{
    const Facts& facts = factsOf(row);
    const QLocale locale;
    QString tip = tr("<b>%1</b>").arg(headName(layerOf(row), headOf(row), ownHeads()));
    if (m_look.cross)
        tip += QStringLiteral("<br>")
               + tr("In files it is head %1.").arg(locale.toString(headOf(row).value));
    const QString label = m_labels.value(m_rows[static_cast<std::size_t>(row)]);
    if (!label.isEmpty())
        tip += QStringLiteral("<br>") + label.toHtmlEscaped();
    if (!facts.words)
        return tip + QStringLiteral("<br>") + tr("These words are being looked up.");
    tip += QStringLiteral("<br>")
           + tr("mean legibility %1 σ · %2 of %3 cells share their words with others of the row")
                 .arg(numberText(facts.legibility, 1), locale.toString(facts.repeating),
                      locale.toString(columnCount()));
    const core::LensCell& always = facts.words->alwaysWrites;
    if (m_kind == Kind::Messages && m_tokens.size() > 2 && !always.ids.empty())
        tip +=
            QStringLiteral("<br>")
            + tr("always writes: %1").arg(shown(always).join(QStringLiteral(", ")).toHtmlEscaped());
    return tip;
}

QVariant HeadGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    if (orientation == Qt::Horizontal) {
        const TokenLabel& label = m_tokens[static_cast<std::size_t>(section)];
        return role == Qt::DisplayRole   ? QVariant(label.whole())
               : role == Qt::ToolTipRole ? QVariant(label.tip)
                                         : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return number(section);
    case SubtitleRole:
        return m_labels.value(m_rows[static_cast<std::size_t>(section)]);
    case Qt::ToolTipRole:
        return rowTip(section);
    }
    return {};
}

} // namespace headscope::ui
