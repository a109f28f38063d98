// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/networkside.h"

#include "ui/models/headname.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::NetworkSide)
};

constexpr qsizetype wordsInSentence = 3;

/// Words of a cell, or why there are none.
struct Shown {
    QStringList words;
    QString note;
};

Shown shown(const core::LensCell& cell, const core::WordList& words, bool hideHighBias,
            bool showSpaces)
{
    if (cell.highBias && hideHighBias)
        return {{}, Text::tr("(high bias)")};
    if (cell.ids.empty())
        return {{}, Text::tr("(nothing)")};
    return {shownWords(words, cell.ids, showSpaces), {}};
}

Shown lookedUp()
{
    return {{}, QStringLiteral("…")};
}

QString quoted(const QString& word)
{
    return Text::tr("“%1”").arg(word);
}

/// The first words, as they stand in a sentence.
QString listed(const Shown& cell)
{
    return cell.words.isEmpty() ? cell.note
                                : cell.words.mid(0, wordsInSentence).join(Text::tr(", "));
}

QString rowTip(const QString& title, const std::vector<std::pair<QString, QString>>& facts)
{
    QString tip = Text::tr("<b>%1</b>").arg(title.toHtmlEscaped())
                  + QStringLiteral("<table cellspacing=\"0\">");
    for (const auto& [name, number] : facts)
        tip += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
                   .arg(name, number);
    return tip + QStringLiteral("</table>");
}

QString inputLabel(const core::HeadTable& table, int token, bool showSpaces)
{
    return tokenLabels(table.inputTokens, showSpaces)[static_cast<std::size_t>(token)].whole();
}

const core::KeyRange& seenBy(const core::HeadTable& table, int token)
{
    return table.seen[static_cast<std::size_t>(token)];
}

/// The context tokens that have a row, in prompt order: `token` itself, where it is one of them,
/// and of the others the ones it attends to most.
std::vector<int> drawnTokens(const core::HeadTable& table, int token, int limit)
{
    const core::KeyRange& seen = seenBy(table, token);
    std::vector<int> tokens(static_cast<std::size_t>(seen.count()));
    std::iota(tokens.begin(), tokens.end(), static_cast<int>(seen.first));
    if (static_cast<int>(tokens.size()) <= limit)
        return tokens;
    // One row is for the others.
    const auto kept = std::max(1, limit - 1);
    const int own = table.cross ? -1 : token;
    std::stable_sort(tokens.begin(), tokens.end(), [&](int a, int b) {
        if ((a == own) != (b == own))
            return a == own;
        return table.attention(token, a) > table.attention(token, b);
    });
    tokens.resize(static_cast<std::size_t>(kept));
    std::sort(tokens.begin(), tokens.end());
    return tokens;
}

/// "Head 1.2 · 7 neurons, one per token"
QString headSideTitle(const core::HeadTable& table, int neurons)
{
    const QString count = QLocale().toString(neurons);
    const QString what = table.cross
                             ? (neurons == 1 ? Text::tr("%1 neuron, one per encoder token")
                                             : Text::tr("%1 neurons, one per encoder token"))
                         : table.window > 0
                             ? (neurons == 1 ? Text::tr("%1 neuron, one per token in sight")
                                             : Text::tr("%1 neurons, one per token in sight"))
                             : (neurons == 1 ? Text::tr("%1 neuron, one per token")
                                             : Text::tr("%1 neurons, one per token"));
    return Text::tr("<b>Head %1</b> · %2")
        .arg(headNumber(table.layer, table.head, table.ownHeads), what.arg(count));
}

NetworkSide::Row headRow(const core::HeadTable& table, const core::HeadNetwork* network,
                         NetworkStep step, int j, const TokenLabel& label, bool showSpaces)
{
    const auto at = static_cast<std::size_t>(j);
    const bool hide = table.options.lens.hideHighBias;
    const bool found = table.found.empty() || table.found[at];
    NetworkSide::Row row;
    row.key = j;
    row.label = label.whole();
    const Shown in = found ? shown(table.patternCells[at], *table.words, hide, showSpaces)
                           : lookedUp();
    const Shown out = found ? shown(table.messageCells[at], *table.words, hide, showSpaces)
                            : lookedUp();
    row.inWords = in.words;
    row.inNote = in.note;
    row.outWords = out.words;
    row.outNote = out.note;
    row.isNew = j == step.token && !step.evaluated;
    if (!step.evaluated)
        return row;
    const double a = table.attention(step.token, j);
    row.score = numberText(table.scores(step.token, j));
    row.value = percentText(a);
    std::vector<std::pair<QString, QString>> facts{
        {Text::tr("score before the softmax"), numberText(table.scores(step.token, j), 4)},
        {Text::tr("activation a (attention)"), numberText(a, 6)}};
    if (network != nullptr) {
        const auto neuron = static_cast<std::size_t>(j - network->firstContext.value);
        facts.push_back(
            {Text::tr("size of its message |m|"), numberText(network->messageSizes[neuron], 4)});
        facts.push_back({Text::tr("it writes a |m|"), numberText(network->written[neuron], 4)});
    }
    row.tip = rowTip(row.label, facts);
    return row;
}

/// Lengths relative to the largest of the side.
void setFractions(std::vector<NetworkSide::Row>& rows, const std::vector<double>& values)
{
    double largest = 0.0;
    for (const double value : values)
        largest = std::max(largest, std::abs(value));
    for (std::size_t k = 0; k < values.size(); ++k) {
        rows[k].fraction = largest > 0 ? std::abs(values[k]) / largest : 0.0;
        rows[k].against = values[k] < 0;
    }
}

} // namespace

NetworkSide headSide(const core::HeadTable& table, const core::HeadNetwork* network,
                     NetworkStep step, int limit, bool showSpaces)
{
    const QLocale locale;
    const auto labels = tokenLabels(table.tokens, showSpaces);
    const int neurons = static_cast<int>(seenBy(table, step.token).count());
    NetworkSide side;
    side.title = headSideTitle(table, neurons);
    side.inTitle = table.options.side == core::PatternSide::Query
                       ? Text::tr("pattern (what it looks for)")
                       : Text::tr("pattern (input weights)");
    side.outTitle = Text::tr("message (output weights)");
    side.input = inputLabel(table, step.token, showSpaces);
    const auto tokens = drawnTokens(table, step.token, limit);
    std::vector<double> values;
    double drawn = 0.0;
    for (const int j : tokens) {
        side.rows.push_back(
            headRow(table, network, step, j, labels[static_cast<std::size_t>(j)], showSpaces));
        const double a = table.attention(step.token, j);
        drawn += a;
        values.push_back(step.evaluated ? a : 0.0);
    }
    const int others = neurons - static_cast<int>(tokens.size());
    if (others > 0) {
        NetworkSide::Row row;
        row.label = Text::tr("%1 others").arg(locale.toString(others));
        const double rest = std::max(0.0, 1.0 - drawn);
        row.value = step.evaluated ? percentText(rest) : QString();
        row.tip = Text::tr("All other context tokens together");
        side.rows.push_back(row);
        values.push_back(step.evaluated ? rest : 0.0);
    }
    setFractions(side.rows, values);
    side.outputTitle = Text::tr("the head writes");
    if (!step.evaluated)
        side.outputNote = Text::tr("not evaluated yet");
    else if (network == nullptr)
        side.outputNote = QStringLiteral("…");
    else {
        const Shown out = shown(network->output, *network->words,
                                network->options.lens.hideHighBias, showSpaces);
        side.output = out.words;
        side.outputNote = out.note;
    }
    return side;
}

NetworkSide feedForwardSide(const core::HeadTable& table, const core::HeadNetwork* network,
                            const core::NeuronWords* words, NetworkStep step, int limit,
                            bool showSpaces)
{
    const QLocale locale;
    NetworkSide side;
    side.inTitle = Text::tr("input weights");
    side.outTitle = Text::tr("output weights");
    side.input = inputLabel(table, step.token, showSpaces);
    side.outputTitle = Text::tr("the FFN writes");
    if (network == nullptr) {
        side.title = Text::tr("<b>FFN %1</b>").arg(table.layer.value);
        side.outputNote = QStringLiteral("…");
        return side;
    }
    side.title = Text::tr("<b>FFN %1</b> · %2 neurons, always the same")
                     .arg(table.layer.value)
                     .arg(locale.toString(network->neuronCount));
    const auto named = std::min(network->neurons.size(),
                                static_cast<std::size_t>(std::max(1, limit - 1)));
    const auto layer = static_cast<std::size_t>(table.layer.value);
    std::vector<double> values;
    double drawn = 0.0;
    double all = 0.0;
    for (const auto& neuron : network->neurons)
        all += static_cast<double>(neuron.written);
    all = network->neuronShare > 0 ? all / network->neuronShare : 0.0;
    for (std::size_t k = 0; k < named; ++k) {
        const auto& neuron = network->neurons[k];
        const auto at = static_cast<std::size_t>(neuron.neuron.value);
        NetworkSide::Row row;
        row.key = neuron.neuron.value;
        row.label = Text::tr("%1.%2").arg(table.layer.value).arg(neuron.neuron.value);
        const bool hide = words != nullptr && words->options.hideHighBias;
        const Shown in = words != nullptr
                             ? shown(words->in[layer][at], *network->words, hide, showSpaces)
                             : lookedUp();
        const Shown out = words != nullptr
                              ? shown(words->out[layer][at], *network->words, hide, showSpaces)
                              : lookedUp();
        row.inWords = in.words;
        row.inNote = in.note;
        row.outWords = out.words;
        row.outNote = out.note;
        if (step.evaluated) {
            row.value = numberText(neuron.activation);
            row.tip = rowTip(
                Text::tr("Neuron %1").arg(row.label),
                {{Text::tr("activation f"), numberText(neuron.activation, 6)},
                 {Text::tr("size of its output weights |w_out|"), numberText(neuron.outSize, 4)},
                 {Text::tr("it writes |f| |w_out|"), numberText(neuron.written, 4)}});
        }
        drawn += static_cast<double>(neuron.written);
        values.push_back(step.evaluated ? static_cast<double>(neuron.activation) : 0.0);
        side.rows.push_back(std::move(row));
    }
    const int others = network->neuronCount - static_cast<int>(named);
    if (others > 0) {
        NetworkSide::Row row;
        row.label = Text::tr("%1 others").arg(locale.toString(others));
        if (step.evaluated && all > 0) {
            row.outNote = Text::tr("write %1").arg(percentText(1.0 - drawn / all));
            row.tip = Text::tr("All other neurons together: their part of the sum of |f| |w_out| "
                               "over all neurons");
        }
        side.rows.push_back(row);
        values.push_back(0.0);
    }
    setFractions(side.rows, values);
    if (!step.evaluated) {
        side.outputNote = Text::tr("not evaluated yet");
    } else {
        const Shown out = shown(network->neuronOutput, *network->words,
                                network->options.lens.hideHighBias, showSpaces);
        side.output = out.words;
        side.outputNote = out.note;
    }
    return side;
}

namespace {

QString growSentence(const core::HeadTable& table, int token, bool showSpaces)
{
    const auto at = static_cast<std::size_t>(token);
    const auto labels = tokenLabels(table.tokens, showSpaces);
    const QString name = quoted(labels[at].whole());
    if (!table.found.empty() && !table.found[at])
        return Text::tr("Grow: the token %1 joins as a neuron; its words are being looked up.")
            .arg(name);
    const bool hide = table.options.lens.hideHighBias;
    const Shown pattern = shown(table.patternCells[at], *table.words, hide, showSpaces);
    const Shown message = shown(table.messageCells[at], *table.words, hide, showSpaces);
    const QString grow =
        (table.options.side == core::PatternSide::Query
             ? Text::tr("Grow: the token %1 joins as a neuron: it looks for %2; its message says "
                        "%3.")
             : Text::tr("Grow: the token %1 joins as a neuron: its pattern offers %2; its message "
                        "says %3."))
            .arg(name, listed(pattern), listed(message));
    const auto first = static_cast<std::size_t>(seenBy(table, token).first);
    if (first == 0)
        return grow;
    return Text::tr("%1 %2 goes out of sight.").arg(grow, quoted(labels[first - 1].whole()));
}

} // namespace

QString stepSentence(const core::HeadTable& table, const core::HeadNetwork* network,
                     NetworkStep step, bool showSpaces)
{
    if (!step.evaluated)
        return growSentence(table, step.token, showSpaces);
    const QString name = quoted(inputLabel(table, step.token, showSpaces));
    const auto labels = tokenLabels(table.tokens, showSpaces);
    const core::KeyRange& seen = seenBy(table, step.token);
    auto most = static_cast<int>(seen.first);
    for (int j = most; j < static_cast<int>(seen.end); ++j)
        if (table.attention(step.token, j) > table.attention(step.token, most))
            most = j;
    const QString reads = Text::tr("Evaluate: %1 is read by all neurons; %2 answers most, with %3")
                              .arg(name, quoted(labels[static_cast<std::size_t>(most)].whole()),
                                   percentText(table.attention(step.token, most)));
    if (network == nullptr)
        return Text::tr("%1.").arg(reads);
    const bool hide = network->options.lens.hideHighBias;
    const Shown head = shown(network->output, *network->words, hide, showSpaces);
    const Shown ffn = shown(network->neuronOutput, *network->words, hide, showSpaces);
    return Text::tr("%1. The head writes %2; the FFN %3.").arg(reads, listed(head), listed(ffn));
}

} // namespace headscope::ui
