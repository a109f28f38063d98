// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stateinspection.h"

#include "core/base/wordlist.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::StateInspection)
};

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
    result.message.title = Text::tr("What it says comes next");
    result.message.words = stateBars(reading.shown(hideFragments), *evolution.words, showSpaces);
    const core::TokenId predicted = evolution.predicted(place.token);
    result.message.facts = {
        {Text::tr("predicted at the end"),
         Text::tr("%1 (%2)").arg(
             shownWord(evolution.words->word(predicted), showSpaces),
             probabilityText(static_cast<double>(evolution.predictedProbability(place.token))))}};
    if (reading.nextRank > 0) {
        const QString next = labels[token + 1].whole();
        result.message.facts.push_back({Text::tr("true next token"), next});
        result.message.facts.push_back(
            {Text::tr("its rank here"), QLocale().toString(reading.nextRank)});
        result.scoreTitle =
            reading.nextRank == 1
                ? Text::tr("It says the true next token, <b>%1</b>").arg(next.toHtmlEscaped())
                : Text::tr("The true next token, <b>%1</b>, has rank %2")
                      .arg(next.toHtmlEscaped(), QLocale().toString(reading.nextRank));
    } else {
        result.scoreTitle = Text::tr("Nothing follows in the prompt");
    }
    result.formula = QStringList{Text::tr("s_t = LN_f(x) · u_t"), Text::tr("p_t = softmax of s_t")}
                         .join(QLatin1Char('\n'));
    result.formulaNote = Text::tr(
        "x is the state, decoded as if it were the last one: LN_f is the final norm, u_t the "
        "output embedding of word t, and the softmax goes over the whole vocabulary.");
    return result;
}

Inspection inspectPositions(const core::PositionPatterns& patterns, int query, int key)
{
    Inspection result;
    result.title = Text::tr("Positions at %1.%2")
                       .arg(patterns.options.layer.value)
                       .arg(patterns.options.head.value);
    if (key > query) {
        result.scoreTitle =
            Text::tr("Position %1 comes before %2 and cannot attend to it").arg(query).arg(key);
        return result;
    }
    const auto i = static_cast<std::size_t>(query);
    const auto number = [](float x) { return numberText(static_cast<double>(x), 3); };
    result.scoreTitle = Text::tr("Position <b>%1</b> attends %2 to position <b>%3</b>")
                            .arg(query)
                            .arg(percentText(static_cast<double>(patterns.attention(query, key))))
                            .arg(key);
    result.formula =
        QStringList{
            Text::tr("n_i = LN1(position i)"),
            Text::tr("s_ij = (n_i·p_j + c_j) / √d = %1").arg(number(patterns.scores(query, key))),
            Text::tr("a_ij = softmax over j ≤ i = %1")
                .arg(percentText(static_cast<double>(patterns.attention(query, key))))}
            .join(QLatin1Char('\n'));
    result.formulaNote = Text::tr("i is position %1, j is position %2. Nothing but the position "
                                  "vectors goes into the head.")
                             .arg(query)
                             .arg(key);
    result.pattern.title = Text::tr("The pair");
    result.pattern.facts = {{Text::tr("distance"), QLocale().toString(query - key)},
                            {Text::tr("score"), number(patterns.scores(query, key))},
                            {Text::tr("mean score of the query"), number(patterns.means[i])},
                            {Text::tr("score above it"), number(patterns.excess(query, key))}};
    result.message.title = Text::tr("Position 0");
    result.message.facts = {
        {Text::tr("pull: score above the others"),
         query > 0 ? number(patterns.pull[i]) : Text::tr("nothing else to look at")},
        {Text::tr("attention"), percentText(static_cast<double>(patterns.attentionOnFirst[i]))}};
    return result;
}

} // namespace headscope::ui
