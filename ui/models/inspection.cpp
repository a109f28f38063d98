// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/inspection.h"

#include "core/base/wordlist.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Inspection)
};

/// The three tokens with the largest share, as "lower 13 %, boats 4 %".
QString largestShares(const std::vector<TokenLabel>& labels, const std::vector<double>& shares)
{
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
    QStringList parts;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i)
        if (shares[order[i]] >= 0.005)
            parts.append(Text::tr("%1 %2 %")
                             .arg(labels[order[i]].whole())
                             .arg(std::lround(shares[order[i]] * 100)));
    return parts.join(QStringLiteral(", "));
}

/// Whether anything was subtracted: there is no mean of later tokens in the shortest prompts.
bool isCentred(const core::HeadTable& table, bool option)
{
    return option && table.tokens.size() > 2;
}

Inspection::Vector patternPart(const core::HeadTable& table, std::size_t token, bool showSpaces)
{
    const core::LensCell& cell = table.patternCells[token];
    Inspection::Vector part;
    const bool query = table.options.side == core::PatternSide::Query;
    part.title = query ? Text::tr("Its pattern: what it looks for")
                       : Text::tr("Its pattern: who will read it");
    part.words = wordBars(*table.words, cell, showSpaces);
    if (!table.found.empty() && !table.found[token])
        part.note = Text::tr("Its words are being looked up.");
    else if (cell.highBias)
        part.note = Text::tr("High bias: points along word frequency, not at a meaning.");
    else if (query && table.options.centredPatterns)
        part.note = Text::tr(
            "Centring what tokens look for is a contrast: it would change attention.");
    const bool centred = isCentred(table, table.options.centredPatterns);
    const QString size = query ? (centred ? Text::tr("size |q − q̄|") : Text::tr("size |q|"))
                               : (centred ? Text::tr("size |p − p̄|") : Text::tr("size |p|"));
    part.facts = {{size, numberText(table.patternSizes[token])},
                  {Text::tr("shift c"), numberText(table.shifts[token])},
                  {Text::tr("legibility"), Text::tr("%1 σ").arg(numberText(cell.legibility, 1))},
                  {Text::tr("along frequency ρ"), numberText(cell.rho)},
                  {Text::tr("mean bias of words"), numberText(cell.bias, 1)}};
    return part;
}

Inspection::Vector messagePart(const core::HeadTable& table, const std::vector<TokenLabel>& labels,
                               std::size_t token, bool showSpaces)
{
    const core::LensCell& cell = table.messageCells[token];
    Inspection::Vector part;
    part.title = Text::tr("Its message: what they will read");
    part.words = wordBars(*table.words, cell, showSpaces);
    if (cell.highBias)
        part.note = Text::tr("High bias: points along word frequency, not at a meaning.");
    const auto count = static_cast<int>(labels.size());
    const auto context = static_cast<int>(token);
    std::vector<double> readers(labels.size(), 0.0);
    for (int i = context + 1; i < count; ++i)
        readers[static_cast<std::size_t>(i)] = table.attention(i, context);
    std::vector<double> reads(labels.size(), 0.0);
    for (int j = 0; j <= context; ++j)
        reads[static_cast<std::size_t>(j)] = table.attention(context, j);
    const QString by = largestShares(labels, readers);
    const bool centred = isCentred(table, table.options.centredMessages);
    part.facts = {{centred ? Text::tr("size |m − m̄|") : Text::tr("size |m|"),
                   numberText(table.messageSizes[token])},
                  {Text::tr("legibility"), Text::tr("%1 σ").arg(numberText(cell.legibility, 1))},
                  {Text::tr("along frequency ρ"), numberText(cell.rho)},
                  {Text::tr("read most by"), by.isEmpty() ? Text::tr("no later token") : by},
                  {Text::tr("itself reads"), largestShares(labels, reads)}};
    return part;
}

/// From the pattern to the attention, with the numbers of one cell. Every symbol is one of the
/// lines above it; n, W and b are the model's.
QString formulaOf(const core::HeadTable& table, int context, int query)
{
    QStringList lines{Text::tr("p_j = (n_j W_K + b_K) W_Qᵀ"), Text::tr("c_j = (n_j W_K + b_K)·b_Q"),
                      Text::tr("s_ij = (n_i·p_j + c_j) / √d")};
    if (context <= query) {
        // s = (n_i . p_j + c_j) / sqrt(d), so n_i . p_j is what the shift leaves of it.
        const double score = table.scores(query, context);
        const double shift = table.shifts[static_cast<std::size_t>(context)];
        const double dot = score * std::sqrt(static_cast<double>(table.headSize)) - shift;
        lines.append(Text::tr("     = (%1 %2 %3) / √%4")
                         .arg(numberText(dot),
                              shift < 0 ? QString(QChar(0x2212)) : QStringLiteral("+"),
                              numberText(std::abs(shift)))
                         .arg(table.headSize));
        lines.append(Text::tr("     = %1").arg(numberText(score)));
    }
    lines.append(Text::tr("a_ij = softmax over j ≤ i"));
    if (context <= query)
        lines.append(Text::tr("     = %1").arg(percentText(table.attention(query, context))));
    return lines.join(QLatin1Char('\n'));
}

/// What the letters stand for, and how the pattern that is shown differs from that of the formula.
QString formulaNoteOf(const core::HeadTable& table, const QString& reader, const QString& read)
{
    QString note = Text::tr("i is %1, the input token; j is %2, the context token. s is the score "
                            "before the softmax, a the attention that the table shows.")
                       .arg(reader, read);
    const bool centred = isCentred(table, table.options.centredPatterns);
    if (table.options.side == core::PatternSide::Query) {
        note += QLatin1Char(' ')
                + (centred ? Text::tr("The words are those of q_j − q̄, with q_j = (n_j W_Q + b_Q) "
                                      "W_Kᵀ, what %1 looks for, and q̄ their mean; the score is "
                                      "made of what is offered, p_j.")
                           : Text::tr("The words are those of q_j = (n_j W_Q + b_Q) W_Kᵀ, what %1 "
                                      "looks for; the score is made of what is offered, p_j."))
                      .arg(read);
    } else if (centred) {
        note += QLatin1Char(' ')
                + Text::tr("The words are those of p_j − p̄, with p̄ the mean over the tokens after "
                           "the first. The score has p_j itself: p̄ moves all scores of i alike, so "
                           "the attention is the same without it.");
    }
    return note;
}

} // namespace

std::vector<Bar> wordBars(const core::WordList& words, const core::LensCell& cell, bool showSpaces)
{
    std::vector<Bar> bars;
    const double best = cell.scores.empty() ? 0.0 : cell.scores.front();
    for (std::size_t i = 0; i < cell.ids.size(); ++i) {
        Bar bar;
        bar.label = shownWord(words.word(cell.ids[i]), showSpaces);
        bar.value = cell.scores[i];
        bar.valueText = numberText(bar.value, 3);
        bar.fraction = best > 0 ? std::clamp(bar.value / best, 0.0, 1.0) : 0.0;
        bar.key = cell.ids[i];
        bar.tip = Text::tr("“%1”, token %2: %3")
                      .arg(shownWord(words.word(cell.ids[i]), true))
                      .arg(cell.ids[i])
                      .arg(numberText(bar.value, 6));
        bars.push_back(std::move(bar));
    }
    return bars;
}

Inspection inspect(const core::HeadTable& table, int context, int query, bool messageFirst,
                   bool showSpaces)
{
    const auto labels = tokenLabels(table.tokens, showSpaces);
    const auto token = static_cast<std::size_t>(context);
    const QString name = labels[token].whole().toHtmlEscaped();
    const QString where = Text::tr("%1.%2").arg(table.layer.value).arg(table.head.value);

    Inspection result;
    result.title = (messageFirst ? Text::tr("Message of <b>%1</b> at %2")
                                 : Text::tr("Pattern of <b>%1</b> at %2"))
                       .arg(name, where);
    result.pattern = patternPart(table, token, showSpaces);
    result.message = messagePart(table, labels, token, showSpaces);

    const QString reader = labels[static_cast<std::size_t>(query)].whole();
    result.scoreTitle = context <= query
                            ? Text::tr("<b>%1</b> attends %2 to <b>%3</b>")
                                  .arg(reader.toHtmlEscaped(),
                                       percentText(table.attention(query, context)), name)
                            : Text::tr("<b>%1</b> comes before <b>%2</b> and cannot attend to it")
                                  .arg(reader.toHtmlEscaped(), name);
    result.formula = formulaOf(table, context, query);
    result.formulaNote = formulaNoteOf(table, reader, labels[token].whole());
    return result;
}

} // namespace headscope::ui
