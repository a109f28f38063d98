// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/streammodel.h"

#include "ui/models/headname.h"
#include "ui/models/roles.h"
#include "ui/models/streamtext.h"

#include <QLocale>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string_view>

namespace headscope::ui {

namespace {

using PartKind = core::StreamPart::Kind;

bool isNumber(int column)
{
    return column >= StreamModel::Weight && column <= StreamModel::Effect;
}

/// Greater for a greater value, the same for both zeros; not for NaN.
std::uint32_t ordered(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F);
    return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}

QString signedPercent(double share)
{
    const QString text = streamValueText(share, StreamLength::Share);
    return share > 0 ? QLatin1Char('+') + text : text;
}

} // namespace

StreamModel::StreamModel(QObject* parent) : QAbstractTableModel(parent) {}

void StreamModel::setStream(TokenStreamPtr stream)
{
    beginResetModel();
    m_stream = std::move(stream);
    m_labels.clear();
    m_memoryLabels.clear();
    m_word.clear();
    if (m_stream) {
        m_labels = tokenLabels(m_stream->tokens, m_showSpaces);
        m_memoryLabels = tokenLabels(m_stream->memory, m_showSpaces);
        m_word = shownWord(m_stream->words->word(m_stream->word), m_showSpaces);
    }
    makeOrder();
    endResetModel();
}

bool StreamModel::setWords(std::shared_ptr<const core::HeadGrid> grid,
                           std::shared_ptr<const core::NeuronWords> neurons)
{
    if (grid == m_grid && neurons == m_neurons)
        return false;
    m_grid = std::move(grid);
    m_neurons = std::move(neurons);
    if (!m_look.text.isEmpty() || m_look.column == Input || m_look.column == Output)
        reorder();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Input), index(rowCount() - 1, Output));
    return true;
}

void StreamModel::setShowSpaces(bool show)
{
    m_showSpaces = show;
    setStream(m_stream);
}

void StreamModel::setLook(const Look& look)
{
    if (look == m_look)
        return;
    m_look = look;
    reorder();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void StreamModel::sortBy(int column)
{
    Look look = m_look;
    const bool magnitude = isNumber(column) && column != Size;
    if (look.column != column)
        look.order = isNumber(column) ? Order::LargestFirst : Order::SmallestFirst;
    else if (look.order == Order::LargestFirst)
        look.order = isNumber(column) ? Order::SmallestFirst : Order::AsAdded;
    else if (look.order == Order::SmallestFirst)
        look.order = !isNumber(column) ? Order::LargestFirst
                     : magnitude       ? Order::Magnitude
                                       : Order::AsAdded;
    else
        look.order = look.order == Order::Magnitude ? Order::AsAdded : Order::LargestFirst;
    look.column = column;
    setLook(look);
}

void StreamModel::reorder()
{
    beginResetModel();
    makeOrder();
    endResetModel();
}

StreamPlace StreamModel::placeOf(int part) const
{
    const core::StreamPart p = m_stream->part(part);
    switch (p.kind) {
    case PartKind::Message: {
        StreamPlace place = StreamPlace::attention(p.layer.value, p.head.value);
        place.context = p.context.value;
        return place;
    }
    case PartKind::AttentionBias:
    case PartKind::CrossBias:
        return StreamPlace::attention(p.layer.value);
    case PartKind::Neuron:
        return StreamPlace::neurons(p.layer.value, p.neuron.value);
    case PartKind::NeuronBias:
        return StreamPlace::neurons(p.layer.value);
    case PartKind::Embedding:
    case PartKind::Place:
        break;
    }
    return {0};
}

const TokenLabel& StreamModel::labelOf(const core::StreamPart& message) const
{
    const auto& labels = message.head.value < m_stream->heads ? m_labels : m_memoryLabels;
    return labels[static_cast<std::size_t>(message.context.value)];
}

int StreamModel::rowOf(int part) const
{
    return part >= 0 && static_cast<std::size_t>(part) < m_rows.size()
               ? m_rows[static_cast<std::size_t>(part)]
               : -1;
}

void StreamModel::makeOrder()
{
    m_order.clear();
    m_rows.clear();
    if (!m_stream)
        return;
    for (int p = 0; p < m_stream->count(); ++p) {
        const PartKind kind = m_stream->part(p).kind;
        const bool message = kind == PartKind::Message;
        const bool neuron = kind == PartKind::Neuron;
        // A bias or a position that the model does not have is no part.
        if (!message && !neuron && m_stream->sizes[static_cast<std::size_t>(p)] == 0.0F)
            continue;
        if ((m_look.kinds == Kinds::Messages && !message)
            || (m_look.kinds == Kinds::Neurons && !neuron)
            || (m_look.kinds == Kinds::Others && (message || neuron)))
            continue;
        if (!m_look.place.isValid() || m_look.place.holds(placeOf(p)))
            m_order.push_back(p);
    }
    filterText(m_order);
    sortRows(m_order);
    m_rows.assign(static_cast<std::size_t>(m_stream->count()), -1);
    for (std::size_t row = 0; row < m_order.size(); ++row)
        m_rows[static_cast<std::size_t>(m_order[row])] = static_cast<int>(row);
}

/// Leaves the parts whose place, token or shown words have the text. Words are looked for in the
/// vocabulary, once each, not in every row.
void StreamModel::filterText(std::vector<int>& rows) const
{
    const QString text = m_look.text.trimmed();
    if (text.isEmpty())
        return;
    std::vector<char> wanted(static_cast<std::size_t>(m_stream->words->size()));
    for (std::size_t id = 0; id < wanted.size(); ++id)
        wanted[id] = shownWord(m_stream->words->word(static_cast<core::TokenId>(id)), m_showSpaces)
                         .contains(text, Qt::CaseInsensitive);
    const auto has = [&](int p) {
        const core::StreamPart part = m_stream->part(p);
        if (part.kind == PartKind::Message
            && labelOf(part).text.contains(text, Qt::CaseInsensitive))
            return true;
        for (const bool output : {false, true}) {
            const core::LensCell* words = cell(part, output);
            if (words != nullptr && !hidden(part, *words)
                && std::any_of(words->ids.begin(), words->ids.end(), [&](core::TokenId id) {
                       return wanted[static_cast<std::size_t>(id)] != 0;
                   }))
                return true;
        }
        return whereText(part) == text
               || kindText(part.kind).compare(text, Qt::CaseInsensitive) == 0;
    };
    rows.erase(std::remove_if(rows.begin(), rows.end(), [&](int p) { return !has(p); }),
               rows.end());
}

void StreamModel::sortRows(std::vector<int>& rows) const
{
    if (m_look.order == Order::AsAdded)
        return;
    const bool down = m_look.order != Order::SmallestFirst;
    if (isNumber(m_look.column)) {
        const std::vector<float>* const numbers[] = {&m_stream->weights, &m_stream->sizes,
                                                     &m_stream->shares, &m_stream->effects};
        const std::vector<float>& values = *numbers[m_look.column - Weight];
        // Key and place in one number: ten thousands of rows are sorted with every token.
        std::vector<std::uint64_t> keyed;
        keyed.reserve(rows.size());
        for (const int p : rows) {
            float key = values[static_cast<std::size_t>(p)];
            if (m_look.order == Order::Magnitude)
                key = std::abs(key);
            if (down)
                key = -key;
            if (std::isnan(key)) // parts without a weight come last
                key = std::numeric_limits<float>::infinity();
            keyed.push_back(std::uint64_t(ordered(key)) << 32U | static_cast<std::uint32_t>(p));
        }
        std::sort(keyed.begin(), keyed.end());
        for (std::size_t row = 0; row < rows.size(); ++row)
            rows[row] = static_cast<int>(keyed[row] & 0xFFFFFFFFU);
        return;
    }
    if (m_look.column == Where) { // which is the order of the sum
        if (down)
            std::reverse(rows.begin(), rows.end());
        return;
    }
    const auto text = [&](int p) -> std::string_view {
        const core::StreamPart part = m_stream->part(p);
        if (m_look.column == Token)
            return part.kind == PartKind::Message
                       ? std::string_view(m_stream->contextToken(part.head, part.context).text)
                       : std::string_view();
        const core::LensCell* words = cell(part, m_look.column == Output);
        return words == nullptr || words->ids.empty() || hidden(part, *words)
                   ? std::string_view()
                   : m_stream->words->word(words->ids.front());
    };
    const auto kind = [&](int p) { return static_cast<int>(m_stream->part(p).kind); };
    std::stable_sort(rows.begin(), rows.end(), [&](int first, int second) {
        const int a = down ? second : first;
        const int b = down ? first : second;
        if (m_look.column == Kind)
            return kind(a) < kind(b);
        const std::string_view x = text(a);
        const std::string_view y = text(b);
        if (x.empty() != y.empty()) // rows without words come last, either way
            return down ? x.empty() : y.empty();
        return x < y;
    });
}

int StreamModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int StreamModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const core::LensCell* StreamModel::cell(const core::StreamPart& part, bool output) const
{
    const auto l = static_cast<std::size_t>(part.layer.value);
    if (part.kind == PartKind::Message && m_grid && part.layer.value < m_grid->layers
        && part.head.value < m_grid->headsPerLayer) {
        const core::HeadWords* words = m_grid->of(part.layer, part.head);
        const auto j = static_cast<std::size_t>(part.context.value);
        if (words != nullptr && j < words->patterns.size())
            return output ? &words->messages[j] : &words->patterns[j];
    }
    if (part.kind == PartKind::Neuron && m_neurons && l < m_neurons->in.size()) {
        const auto& cells = output ? m_neurons->out[l] : m_neurons->in[l];
        const auto k = static_cast<std::size_t>(part.neuron.value);
        if (k < cells.size())
            return &cells[k];
    }
    return nullptr;
}

bool StreamModel::hasWords(const core::StreamPart& part) const
{
    return part.kind == PartKind::Message || part.kind == PartKind::Neuron;
}

bool StreamModel::hidden(const core::StreamPart& part, const core::LensCell& cell) const
{
    return cell.highBias
           && (part.kind == PartKind::Message ? m_grid->options.lens.hideHighBias
                                              : m_neurons->options.hideHighBias);
}

QStringList StreamModel::words(int part, bool output) const
{
    const core::StreamPart p = m_stream->part(part);
    const core::LensCell* found = cell(p, output);
    if (found == nullptr || hidden(p, *found))
        return {};
    return shownWords(*m_stream->words, found->ids, m_showSpaces);
}

QString StreamModel::kindText(PartKind kind) const
{
    switch (kind) {
    case PartKind::Embedding:
        return tr("embedding");
    case PartKind::Place:
        return streamAddedText(*m_stream);
    case PartKind::Message:
        return tr("message");
    case PartKind::Neuron:
        return tr("neuron");
    case PartKind::AttentionBias:
        return tr("bias b_O");
    case PartKind::CrossBias:
        return tr("bias b_O, cross");
    case PartKind::NeuronBias:
        return tr("bias b_out");
    }
    return {};
}

QString StreamModel::whereText(const core::StreamPart& part) const
{
    switch (part.kind) {
    case PartKind::Message:
        return headNumber(part.layer, part.head, m_stream->heads);
    case PartKind::Neuron:
        return QStringLiteral("%1-%2").arg(part.layer.value).arg(part.neuron.value);
    case PartKind::AttentionBias:
    case PartKind::CrossBias:
        return tr("%1 attention").arg(part.layer.value);
    case PartKind::NeuronBias:
        return tr("%1 FFN").arg(part.layer.value);
    case PartKind::Embedding:
    case PartKind::Place:
        break;
    }
    return {};
}

bool StreamModel::rowHas(int row, const QString& text) const
{
    const int p = partOf(row);
    const core::StreamPart part = m_stream->part(p);
    const auto in = [&](const QStringList& words) {
        return std::any_of(words.begin(), words.end(), [&](const QString& word) {
            return word.contains(text, Qt::CaseInsensitive);
        });
    };
    return whereText(part) == text
           || (part.kind == PartKind::Message
               && labelOf(part).text.contains(text, Qt::CaseInsensitive))
           || in(words(p, false)) || in(words(p, true));
}

QVariant StreamModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int p = partOf(index.row());
    const int column = index.column();
    if (isNumber(column))
        return numberData(p, column, role);
    const core::StreamPart part = m_stream->part(p);
    if (column == Input || column == Output)
        return wordData(part, column == Output, role);
    const bool message = part.kind == PartKind::Message;
    if (role == Qt::ToolTipRole && column == Token && message)
        return labelOf(part).tip;
    if (role == PartRole && column == Token && message)
        return labelOf(part).part;
    if (role != Qt::DisplayRole && role != ExportRole && role != Qt::AccessibleTextRole)
        return {};
    if (column == Kind)
        return kindText(part.kind);
    if (column == Where)
        return whereText(part);
    if (!message)
        return QString();
    const TokenLabel& label = labelOf(part);
    return role == Qt::DisplayRole ? label.text : label.whole();
}

QVariant StreamModel::numberData(int part, int column, int role) const
{
    const auto p = static_cast<std::size_t>(part);
    const std::vector<float>* const numbers[] = {&m_stream->weights, &m_stream->sizes,
                                                 &m_stream->shares, &m_stream->effects};
    const double value = static_cast<double>((*numbers[column - Weight])[p]);
    if (std::isnan(value))
        return role == Qt::DisplayRole || role == ExportRole ? QVariant(QString()) : QVariant();
    switch (role) {
    case ValueRole:
        return value;
    case Qt::DisplayRole:
        if (column == Share)
            return signedPercent(value);
        return (column == Effect && value > 0 ? QStringLiteral("+") : QString())
               + numberText(value, column == Size || std::abs(value) >= 10 ? 2 : 3);
    case ExportRole:
        return numberText(value, 6);
    case Qt::ToolTipRole:
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal, SubtitleRole).toString(),
                                numberText(value, 6));
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

QVariant StreamModel::wordData(const core::StreamPart& part, bool output, int role) const
{
    const core::LensCell* found = cell(part, output);
    const bool missing = found == nullptr && hasWords(part);
    const bool dark = found != nullptr && hidden(part, *found);
    const auto list = [&] {
        return found != nullptr ? shownWords(*m_stream->words, found->ids, m_showSpaces)
               : missing        ? QStringList(QStringLiteral("…"))
                                : QStringList();
    };
    switch (role) {
    case WordsRole:
        return list();
    case HiddenRole:
        return dark;
    case Qt::DisplayRole:
        return dark ? tr("(high bias)") : list().join(QLatin1Char(' '));
    case ExportRole:
    case Qt::AccessibleTextRole:
        return dark ? tr("(high bias)") : list().join(QStringLiteral(" | "));
    case Qt::ToolTipRole:
        if (missing)
            return tr("These words are being looked up.");
        if (found == nullptr)
            return {};
        return gateWords(part).isEmpty() || output
                   ? list().join(QStringLiteral(", "))
                   : tr("%1 (its gate: %2)")
                         .arg(list().join(QStringLiteral(", ")),
                              gateWords(part).join(QStringLiteral(", ")));
    }
    return {};
}

QStringList StreamModel::gateWords(const core::StreamPart& part) const
{
    const auto l = static_cast<std::size_t>(part.layer.value);
    const auto k = static_cast<std::size_t>(part.neuron.value);
    if (part.kind != PartKind::Neuron || !m_neurons || l >= m_neurons->gate.size()
        || k >= m_neurons->gate[l].size() || hidden(part, m_neurons->gate[l][k]))
        return {};
    return shownWords(*m_stream->words, m_neurons->gate[l][k].ids, m_showSpaces);
}

QVariant StreamModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto title = [&]() -> QString {
        switch (section) {
        case Kind:
            return tr("kind");
        case Where:
            return tr("where");
        case Token:
            return tr("token");
        case Weight:
            return tr("weight");
        case Size:
            return tr("size");
        case Share:
            return tr("share");
        case Effect:
            return m_word.isEmpty() ? tr("effect") : tr("effect on “%1”").arg(m_word);
        case Input:
            return tr("pattern / input words");
        default:
            return tr("message / output words");
        }
    };
    const auto meaning = [&]() -> QString {
        switch (section) {
        case Kind:
            return tr("of the part");
        case Where:
            return tr("head or neuron");
        case Token:
            return tr("that sent it");
        case Weight:
            return tr("a or f");
        case Size:
            return tr("|contribution|");
        case Share:
            return tr("of the state");
        case Effect:
            return tr("on the logit");
        case Input:
            return tr("who reads it / what it reads");
        default:
            return tr("what it writes");
        }
    };
    if (role == SubtitleRole)
        return meaning();
    if (role == Qt::ToolTipRole)
        return tr("%1: %2. Click to order the rows by it.").arg(title(), meaning());
    if (role != Qt::DisplayRole)
        return {};
    if (section != m_look.column || m_look.order == Order::AsAdded)
        return title();
    return m_look.order == Order::Magnitude      ? tr("|%1| ↓").arg(title())
           : m_look.order == Order::LargestFirst ? tr("%1 ↓").arg(title())
                                                 : tr("%1 ↑").arg(title());
}

} // namespace headscope::ui
