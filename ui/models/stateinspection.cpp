// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stateinspection.h"

#include "core/base/wordlist.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::StateInspection)
};

/// How words are read from a state, as far as the model has it.
QString formulaOf(const core::StateOutput& output)
{
    QStringList lines;
    if (output.transformed)
        lines << Text::tr("y = act(x W + b)");
    QString score = output.transformed ? Text::tr("LN_f(y) · u_t") : Text::tr("LN_f(x) · u_t");
    if (output.scaled)
        score = Text::tr("scale (%1)").arg(score);
    if (output.biased)
        score = Text::tr("%1 + b_t").arg(score);
    lines << Text::tr("s_t = %1").arg(score) << Text::tr("p_t = softmax of s_t");
    return lines.join(QLatin1Char('\n'));
}

QString noteOf(const core::StateOutput& output)
{
    QString note = Text::tr(
        "x is the state, decoded as if it were the last one: LN_f is the final norm, u_t the "
        "output embedding of word t, and the softmax goes over the whole vocabulary.");
    if (output.transformed)
        note += QLatin1Char(' ')
                + Text::tr("act(x W + b) is the layer that the model has in front of its output.");
    if (output.biased)
        note += QLatin1Char(' ') + Text::tr("b_t is the bias of the word.");
    return note;
}

} // namespace

Inspection inspectState(const core::Evolution& evolution, const core::StatePlace& place,
                        const core::StateDetail* detail, bool hideFragments, bool showSpaces)
{
    const auto labels = tokenLabels(evolution.tokens, showSpaces);
    const auto token = static_cast<std::size_t>(place.token.value);
    const QString name = labels[token].whole();
    const bool detailed = detail != nullptr && detail->place == place;
    const core::StateReading& reading = detailed ? detail->reading
                                                 : evolution.of(place.state, place.token);
    Inspection result;
    result.title = Text::tr("State of <b>%1</b>, %2")
                       .arg(name.toHtmlEscaped(), EvolutionModel::stateName(place.state));
    result.message.title = evolution.causal ? Text::tr("What it says comes next")
                                            : Text::tr("What it says stands here");
    result.message.words = stateBars(reading.shown(hideFragments), *evolution.words, showSpaces);
    const core::TokenId predicted = evolution.predicted(place.token);
    result.message.facts = {
        {Text::tr("predicted at the end"),
         Text::tr("%1 (%2)").arg(
             shownWord(evolution.words->word(predicted), showSpaces),
             probabilityText(static_cast<double>(evolution.predictedProbability(place.token))))}};
    if (reading.nextRank > 0) {
        const QString next = labels[evolution.target(place.token)].whole();
        result.message.facts.push_back(
            {evolution.causal ? Text::tr("true next token") : Text::tr("token"), next});
        result.message.facts.push_back(
            {Text::tr("its rank here"), QLocale().toString(reading.nextRank)});
        result.scoreTitle =
            reading.nextRank != 1
                ? (evolution.causal ? Text::tr("The true next token, <b>%1</b>, has rank %2")
                                    : Text::tr("The token itself, <b>%1</b>, has rank %2"))
                      .arg(next.toHtmlEscaped(), QLocale().toString(reading.nextRank))
                : (evolution.causal ? Text::tr("It says the true next token, <b>%1</b>")
                                    : Text::tr("It says the token itself, <b>%1</b>"))
                      .arg(next.toHtmlEscaped());
    } else {
        result.scoreTitle = Text::tr("Nothing follows in the prompt");
    }
    result.formula = formulaOf(evolution.output);
    result.formulaNote = noteOf(evolution.output);
    return result;
}

namespace {

/// How the score of a pair of positions comes about.
struct PositionFormula {
    QString input;
    QString score; ///< %1: its number
    QString note;
};

PositionFormula formulaOf(core::PositionKind kind)
{
    switch (kind) {
    case core::PositionKind::Rotary:
        return {Text::tr("q, k: mean query and mean key of the prompt's tokens 1 …"),
                Text::tr("s_ij = q · R(j − i) k · scale = %1"),
                Text::tr("Queries and keys are turned by their positions: what is left is what the "
                         "distance does to tokens that are like all others.")};
    case core::PositionKind::Bias:
        return {Text::tr("b: the head's table of numbers by distance"),
                Text::tr("s_ij = b(i − j) = %1"),
                Text::tr("This number is added to the score of every pair that is so far apart.")};
    case core::PositionKind::Learned:
    case core::PositionKind::None:
        break;
    }
    return {Text::tr("n_i = LN1(position i)"), Text::tr("s_ij = (n_i·p_j + c_j) · scale = %1"),
            Text::tr("Nothing but the position vectors goes into the head.")};
}

} // namespace

Inspection inspectPositions(const core::PositionPatterns& patterns, int query, int key)
{
    Inspection result;
    result.title = Text::tr("Positions at %1.%2")
                       .arg(patterns.options.layer.value)
                       .arg(patterns.options.head.value);
    if (!patterns.sees(query, key)) {
        result.scoreTitle = (key > query ? Text::tr("Position %1 comes before %2 and cannot "
                                                    "attend to it")
                                         : Text::tr("Position %1 does not see %2"))
                                .arg(query)
                                .arg(key);
        return result;
    }
    const auto i = static_cast<std::size_t>(query);
    const auto number = [](float x) { return numberText(static_cast<double>(x), 3); };
    result.scoreTitle = Text::tr("Position <b>%1</b> attends %2 to position <b>%3</b>")
                            .arg(query)
                            .arg(percentText(static_cast<double>(patterns.attention(query, key))))
                            .arg(key);
    const PositionFormula formula = formulaOf(patterns.kind);
    result.formula =
        QStringList{formula.input, formula.score.arg(number(patterns.scores(query, key))),
                    Text::tr("a_ij = softmax over the j that i sees = %1")
                        .arg(percentText(static_cast<double>(patterns.attention(query, key))))}
            .join(QLatin1Char('\n'));
    result.formulaNote =
        Text::tr("i is position %1, j is position %2. %3").arg(query).arg(key).arg(formula.note);
    result.pattern.title = Text::tr("The pair");
    result.pattern.facts = {{Text::tr("distance"), QLocale().toString(query - key)},
                            {Text::tr("score"), number(patterns.scores(query, key))},
                            {Text::tr("mean score of the query"), number(patterns.means[i])},
                            {Text::tr("score above it"), number(patterns.excess(query, key))}};
    result.message.title = Text::tr("Position 0");
    result.message.facts = {
        {Text::tr("pull: score above the others"), query == 0 ? Text::tr("nothing else to look at")
                                                   : std::isnan(patterns.pull[i])
                                                       ? Text::tr("not both in sight")
                                                       : number(patterns.pull[i])},
        {Text::tr("attention"), percentText(static_cast<double>(patterns.attentionOnFirst[i]))}};
    return result;
}

} // namespace headscope::ui
