// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/neuronwordsmodel.h"

#include "core/base/wordlist.h"
#include "ui/models/lenscelltip.h"
#include "ui/models/roles.h"

namespace headscope::ui {

NeuronWordsModel::NeuronWordsModel(QObject* parent) : QAbstractTableModel(parent) {}

void NeuronWordsModel::setRows(NeuronActivityPtr activity, NeuronWordsPtr words,
                               std::vector<int> rows, int token, bool showSpaces)
{
    beginResetModel();
    const bool newVocabulary = !m_activity || !activity || m_activity->words != activity->words
                               || m_showSpaces != showSpaces;
    m_activity = std::move(activity);
    m_words = std::move(words);
    m_rows = std::move(rows);
    m_token = token;
    m_showSpaces = showSpaces;
    m_rowOf.assign(m_activity ? static_cast<std::size_t>(m_activity->count()) : 0U, -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[static_cast<std::size_t>(m_rows[row])] = static_cast<int>(row);
    m_labels = m_activity ? tokenLabels(m_activity->tokens, showSpaces) : std::vector<TokenLabel>();
    if (newVocabulary) {
        m_vocabulary.assign(m_activity ? static_cast<std::size_t>(m_activity->words->size()) : 0U,
                            QString());
    }
    endResetModel();
}

void NeuronWordsModel::setWords(NeuronWordsPtr words)
{
    m_words = std::move(words);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Input), index(rowCount() - 1, Output));
}

int NeuronWordsModel::rowOf(int place) const
{
    return place >= 0 && place < static_cast<int>(m_rowOf.size())
               ? m_rowOf[static_cast<std::size_t>(place)]
               : -1;
}

void NeuronWordsModel::setSorted(int column, bool descending)
{
    m_sorted = column;
    m_descending = descending;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int NeuronWordsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NeuronWordsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NeuronWordsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int place = placeOf(index.row());
    switch (index.column()) {
    case Neuron:
        return placeData(place, role);
    case Input:
    case Gate:
    case Output:
        return cellData(place, index.column(), role);
    case Largest:
        return numberData(place, true, role);
    case Written:
        return numberData(place, false, role);
    }
    return {};
}

QString NeuronWordsModel::nameOf(int place) const
{
    const int expert = m_activity->expertOf(place);
    const QString name =
        tr("%1.%2").arg(m_activity->layerOf(place).value).arg(m_activity->neuronOf(place).value);
    return expert >= 0 ? tr("%1 e%2").arg(name).arg(expert) : name;
}

QVariant NeuronWordsModel::placeData(int place, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole:
        return nameOf(place);
    case Qt::AccessibleTextRole:
        return tr("Neuron %1 of layer %2")
            .arg(m_activity->neuronOf(place).value)
            .arg(m_activity->layerOf(place).value);
    case Qt::ToolTipRole: {
        const auto& s = m_activity->summary(place);
        QString tip = tr("<b>Neuron %1 of layer %2</b><br>size of its input weights %3<br>size of "
                         "its output weights %4")
                          .arg(m_activity->neuronOf(place).value)
                          .arg(m_activity->layerOf(place).value)
                          .arg(numberText(s.inSize, 4), numberText(s.outSize, 4));
        if (const int expert = m_activity->expertOf(place); expert >= 0)
            tip += tr("<br>of expert %1, which %2 for %3")
                       .arg(expert)
                       .arg(m_activity->ran(place, m_token) ? tr("ran") : tr("did not run"),
                            m_labels[static_cast<std::size_t>(m_token)].whole().toHtmlEscaped());
        else if (m_activity->hasExperts())
            tip += tr("<br>of no expert: it runs for every token");
        return tip;
    }
    }
    return {};
}

QStringList NeuronWordsModel::shown(const core::LensCell& cell) const
{
    QStringList list;
    list.reserve(static_cast<qsizetype>(cell.ids.size()));
    for (const core::TokenId id : cell.ids) {
        QString& word = m_vocabulary[static_cast<std::size_t>(id)];
        if (word.isNull())
            word = shownWord(m_activity->words->word(id), m_showSpaces);
        list.append(word);
    }
    return list;
}

const core::LensCell* NeuronWordsModel::cellOf(int place, int column) const
{
    const core::LayerIndex layer = m_activity->layerOf(place);
    const core::NeuronIndex neuron = m_activity->neuronOf(place);
    if (column == Gate)
        return m_words->gateOf(layer, neuron);
    const auto& cells = column == Input ? m_words->in : m_words->out;
    return &cells[static_cast<std::size_t>(layer.value)][static_cast<std::size_t>(neuron.value)];
}

QVariant NeuronWordsModel::cellData(int place, int column, int role) const
{
    if (!m_words) {
        switch (role) {
        case Qt::DisplayRole:
        case ExportRole:
            return QStringLiteral("…");
        case WordsRole:
            return QStringList(QStringLiteral("…"));
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole:
            return tr("These words are being looked up.");
        }
        return {};
    }
    const core::LensCell* const found = cellOf(place, column);
    if (found == nullptr)
        return {};
    const core::LensCell& cell = *found;
    const bool hidden = cell.highBias && m_words->options.hideHighBias;
    switch (role) {
    case WordsRole:
        return shown(cell);
    case HiddenRole:
        return hidden;
    case Qt::DisplayRole:
        return hidden ? tr("(high bias)") : shown(cell).join(QLatin1Char(' '));
    case ExportRole:
    case Qt::AccessibleTextRole:
        return hidden ? tr("(high bias)") : shown(cell).join(QStringLiteral(" | "));
    case Qt::ToolTipRole:
        return cellTip(cell, place, column);
    }
    return {};
}

QString NeuronWordsModel::cellTip(const core::LensCell& cell, int place, int column) const
{
    const QString tip = (column == Input  ? tr("<b>What neuron %1 looks for</b>")
                         : column == Gate ? tr("<b>What opens the gate of neuron %1</b>")
                                          : tr("<b>What neuron %1 writes</b>"))
                            .arg(nameOf(place));
    const auto& s = m_activity->summary(place);
    return lensCellTip(tip, cell, shown(cell),
                       column == Input  ? s.inSize
                       : column == Gate ? s.gateSize
                                        : s.outSize);
}

QVariant NeuronWordsModel::numberData(int place, bool largest, int role) const
{
    const auto& s = m_activity->summary(place);
    const double value = largest ? s.largest : writtenBy(*m_activity, place, m_token);
    switch (role) {
    case ValueRole:
        return value;
    case Qt::DisplayRole:
    case ValueTextRole:
        return numberText(value);
    case ExportRole:
        return QString::number(value, 'g', 7);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return largest ? tr("largest activation %1, on %2")
                             .arg(numberText(value, 4),
                                  m_labels[static_cast<std::size_t>(s.at)].whole())
                       : tr("on %1 it writes |f| |w_out| = %2 × %3 = %4")
                             .arg(m_labels[static_cast<std::size_t>(m_token)].whole(),
                                  numberText(std::abs(m_activity->activation(place, m_token)), 4),
                                  numberText(s.outSize, 4), numberText(value, 4));
    }
    return {};
}

QVariant NeuronWordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString arrow = section == m_sorted
                              ? (m_descending ? QStringLiteral(" ▾") : QStringLiteral(" ▴"))
                              : QString();
    const bool gated = m_activity && m_activity->hasGates();
    if (role == Qt::DisplayRole) {
        switch (section) {
        case Neuron:
            return tr("neuron") + arrow;
        case Input:
            return gated ? tr("up words") : tr("input words");
        case Gate:
            return tr("gate words");
        case Output:
            return tr("output words");
        case Largest:
            return tr("max") + arrow;
        case Written:
            return tr("writes") + arrow;
        }
    }
    if (role == SubtitleRole) {
        switch (section) {
        case Neuron:
            return tr("layer");
        case Input:
            return gated ? tr("what it multiplies") : tr("what it looks for");
        case Gate:
            return tr("what opens it");
        case Output:
            return tr("what it writes");
        case Largest:
            return tr("any token");
        case Written:
            return tr("|f| |w|");
        }
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Neuron:
            return tr("Layer and neuron. Click to order the rows by it.");
        case Input:
            return gated ? tr("The vocabulary words closest to the neuron's up weights: the "
                              "activation is act(gate) × up")
                         : tr("The vocabulary words closest to the neuron's input weights");
        case Gate:
            return tr("The vocabulary words closest to the weights of the neuron's gate: the "
                      "activation is act(gate) × up");
        case Output:
            return tr("The vocabulary words closest to the neuron's output weights");
        case Largest:
            return tr("The largest activation on any token of the prompt. Click to order the rows "
                      "by it.");
        case Written:
            return tr("How much the neuron writes on the selected token: |f| |w_out|. Click to "
                      "order the rows by it.");
        }
    }
    return {};
}

} // namespace headscope::ui
