// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/inspection.h"

#include "core/base/wordlist.h"
#include "ui/models/headname.h"
#include "ui/models/headtext.h"
#include "ui/models/scoreformula.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Inspection)
};

/// What the tokens of a table are called.
struct Names {
    std::vector<TokenLabel> contexts; ///< (K)
    std::vector<TokenLabel> inputs;   ///< (T)
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

QString patternTitle(const core::HeadTable& table)
{
    const QString title = table.options.side == core::PatternSide::Query
                              ? Text::tr("Its pattern: what it looks for")
                              : Text::tr("Its pattern: who will read it");
    return table.tied ? title : Text::tr("%1 (input embedding)").arg(title);
}

QString messageTitle(const core::HeadTable& table)
{
    const QString title = Text::tr("Its message: what they will read");
    return table.tied ? title : Text::tr("%1 (output embedding)").arg(title);
}

Inspection::Vector patternPart(const core::HeadTable& table, std::size_t token, bool showSpaces)
{
    const core::LensCell& cell = table.patternCells[token];
    Inspection::Vector part;
    const bool query = table.options.side == core::PatternSide::Query;
    part.title = patternTitle(table);
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
    if (table.byDistance)
        part.facts.insert(part.facts.begin(),
                          {Text::tr("distance δ"),
                           QLocale().toString(table.distanceOf(static_cast<int>(token)))});
    return part;
}

/// Who reads a context token, and what that token reads itself: nothing, where it is the encoder's.
std::vector<std::pair<QString, QString>> readingOf(const core::HeadTable& table, const Names& names,
                                                   int context)
{
    std::vector<double> readers(names.inputs.size(), 0.0);
    for (int i = 0; i < static_cast<int>(readers.size()); ++i)
        if (table.sees(i, context) && (table.cross || i != context))
            readers[static_cast<std::size_t>(i)] = table.attention(i, context);
    QString by = largestShares(names.inputs, readers);
    if (by.isEmpty())
        by = table.causal && !table.cross ? Text::tr("no later token") : Text::tr("no token");
    std::vector<std::pair<QString, QString>> facts{{Text::tr("read most by"), by}};
    if (table.cross)
        return facts;
    std::vector<double> reads(names.contexts.size(), 0.0);
    for (int j = 0; j < static_cast<int>(reads.size()); ++j)
        if (table.sees(context, j))
            reads[static_cast<std::size_t>(j)] = table.attention(context, j);
    facts.emplace_back(Text::tr("itself reads"), largestShares(names.contexts, reads));
    return facts;
}

Inspection::Vector messagePart(const core::HeadTable& table, const Names& names, std::size_t token,
                               bool showSpaces)
{
    const core::LensCell& cell = table.messageCells[token];
    Inspection::Vector part;
    part.title = messageTitle(table);
    part.words = wordBars(*table.words, cell, showSpaces);
    if (cell.highBias)
        part.note = Text::tr("High bias: points along word frequency, not at a meaning.");
    const bool centred = isCentred(table, table.options.centredMessages);
    part.facts = {{centred ? Text::tr("size |m − m̄|") : Text::tr("size |m|"),
                   numberText(table.messageSizes[token])},
                  {Text::tr("legibility"), Text::tr("%1 σ").arg(numberText(cell.legibility, 1))},
                  {Text::tr("along frequency ρ"), numberText(cell.rho)}};
    for (auto& fact : readingOf(table, names, static_cast<int>(token)))
        part.facts.push_back(std::move(fact));
    return part;
}

/// How the pattern that is shown differs from that of the formula.
QString shownPatternNote(const core::HeadTable& table, const QString& read)
{
    const bool centred = isCentred(table, table.options.centredPatterns);
    if (table.options.side == core::PatternSide::Query)
        return (centred ? Text::tr("The words are those of q_j − q̄, with q_j = (n_j W_Q + b_Q) "
                                   "W_Kᵀ, what %1 looks for, and q̄ their mean; the score is "
                                   "made of what is offered, p_j.")
                        : Text::tr("The words are those of q_j = (n_j W_Q + b_Q) W_Kᵀ, what %1 "
                                   "looks for; the score is made of what is offered, p_j."))
            .arg(read);
    if (centred)
        return Text::tr("The words are those of p_j − p̄, with p̄ the mean over the tokens after "
                        "the first. The score has p_j itself: p̄ moves all scores of i alike, so "
                        "the attention is the same without it.");
    return {};
}

QString formulaNoteOf(const core::HeadTable& table, int context, int query, const QString& reader,
                      const QString& read)
{
    QStringList notes{Text::tr("i is %1, the %2; j is %3, the %4. s is the score before the "
                               "softmax, a the attention that the table shows.")
                          .arg(reader, inputName(table), read, contextName(table))};
    notes.append(scoreLetters(table, context, query));
    notes.append(shownPatternNote(table, read));
    if (table.byDistance)
        notes.append(Text::tr("The words are those %1.").arg(distanceOfPattern(table, context)));
    notes.removeAll(QString());
    return notes.join(QLatin1Char(' '));
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
    const Names names{tokenLabels(table.tokens, showSpaces),
                      tokenLabels(table.inputTokens, showSpaces)};
    const auto token = static_cast<std::size_t>(context);
    const QString read = names.contexts[token].whole();
    const QString reader = names.inputs[static_cast<std::size_t>(query)].whole();
    const QString name = read.toHtmlEscaped();
    const QString where = headNumber(table.layer, table.head, table.ownHeads);

    Inspection result;
    result.title = (messageFirst ? Text::tr("Message of <b>%1</b> at %2")
                                 : Text::tr("Pattern of <b>%1</b> at %2"))
                       .arg(name, where);
    result.pattern = patternPart(table, token, showSpaces);
    result.message = messagePart(table, names, token, showSpaces);
    result.scoreTitle = table.sees(query, context)
                            ? Text::tr("<b>%1</b> attends %2 to <b>%3</b>")
                                  .arg(reader.toHtmlEscaped(),
                                       percentText(table.attention(query, context)), name)
                            : unseenSentence(table, query, context, reader.toHtmlEscaped(), name);
    result.formula = scoreFormula(table, context, query);
    result.formulaNote = formulaNoteOf(table, context, query, reader, read);
    return result;
}

} // namespace headscope::ui
