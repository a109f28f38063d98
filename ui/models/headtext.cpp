// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headtext.h"

#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::HeadText)
};

QString whole(int number)
{
    return QLocale().toString(number);
}

/// "shares keys and values with heads 5, 6, 7 (messages alike: 0.12, 0.98, 0.30)"
QString groupOf(const core::HeadTable& table)
{
    QStringList heads;
    QStringList alike;
    for (std::size_t k = 0; k < table.groupHeads.size(); ++k) {
        const int head = table.groupHeads[k];
        if (head == table.head.value)
            continue;
        heads.append(whole(table.cross ? head - table.ownHeads : head));
        if (k < table.groupAlike.size())
            alike.append(numberText(static_cast<double>(table.groupAlike[k])));
    }
    if (heads.isEmpty())
        return {};
    return (heads.size() == 1 ? Text::tr("shares keys and values with head %1 (messages alike: %2)")
                              : Text::tr("shares keys and values with heads %1 (messages alike: "
                                         "%2)"))
        .arg(heads.join(QStringLiteral(", ")), alike.join(QStringLiteral(", ")));
}

QString latentOf(const core::HeadTable& table)
{
    return table.latentSize > 0 ? Text::tr("keys and values from a latent of rank %1; head size %2")
                                      .arg(whole(table.latentSize), whole(table.headSize))
                                : QString();
}

QString sightOf(const core::HeadTable& table)
{
    if (table.cross)
        return {}; // its name says it
    if (table.window > 0)
        return Text::tr("sees a window of %1 tokens").arg(whole(table.window));
    return table.causal ? QString() : Text::tr("sees tokens on both sides");
}

/// The token that makes a pair with each row, where there is one.
QString otherToken(const core::HeadTable& table)
{
    const auto at = static_cast<std::size_t>(table.options.distance.other->value);
    const auto& tokens = table.inputTokens;
    if (at >= tokens.size())
        return whole(static_cast<int>(at));
    return tokenLabels({tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1},
                       false)
        .back()
        .whole();
}

} // namespace

QString contextName(const core::HeadTable& table)
{
    return table.cross ? Text::tr("encoder token") : Text::tr("context token");
}

QString inputName(const core::HeadTable& table)
{
    return table.cross ? Text::tr("decoder token") : Text::tr("input token");
}

QString unseenSentence(const core::HeadTable& table, int input, int context, const QString& from,
                       const QString& to)
{
    if (table.causal && context > input)
        return Text::tr("<b>%1</b> comes before <b>%2</b> and cannot attend to it").arg(from, to);
    return Text::tr("<b>%2</b> is out of sight for <b>%1</b>, which sees a window of %3 tokens")
        .arg(from, to, whole(table.window));
}

QString natureOf(const core::HeadTable& table)
{
    QStringList parts{groupOf(table), latentOf(table), sightOf(table)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("  ·  "));
}

QString natureTip(const core::HeadTable& table)
{
    QStringList parts;
    if (!groupOf(table).isEmpty())
        parts.append(Text::tr(
            "The heads of a group share the key and value vectors of every token. What they make "
            "of them is each head's own: W_Q turns keys into patterns, W_O turns values into "
            "messages. Messages alike: the cosine of this head's messages and the other's, the "
            "mean over all context tokens; 1 would be the same direction."));
    if (table.latentSize > 0)
        parts.append(Text::tr("Keys and values of all heads of the layer are made of one narrow "
                              "vector per token, its latent: patterns and messages say of a token "
                              "what fits into %1 numbers.")
                         .arg(whole(table.latentSize)));
    if (!table.cross && table.window > 0)
        parts.append(Text::tr("A token attends to itself and to the tokens before it, %1 in all.")
                         .arg(whole(table.window)));
    else if (!table.cross && !table.causal)
        parts.append(Text::tr("A token attends to all tokens, also to those after it."));
    return parts.join(QStringLiteral("\n\n"));
}

QString distanceTitle(const core::HeadTable& table)
{
    if (!table.byDistance)
        return {};
    const core::PatternDistance& distance = table.options.distance;
    if (!distance.fixed && distance.other)
        return Text::tr("distance to “%1”").arg(otherToken(table));
    return Text::tr("distance %1").arg(whole(distance.fixed.value_or(1)));
}

QString distanceOfPattern(const core::HeadTable& table, int context)
{
    if (!table.byDistance)
        return {};
    const core::PatternDistance& distance = table.options.distance;
    const QString number = whole(table.distanceOf(context));
    if (distance.fixed || !distance.other)
        return Text::tr("at distance %1").arg(number);
    const bool query = table.options.side == core::PatternSide::Query;
    const bool pair = query ? context >= distance.other->value : distance.other->value >= context;
    if (!pair)
        return (query ? Text::tr("at distance %1: “%2” comes later, so that there is no pair")
                      : Text::tr("at distance %1: “%2” comes before, so that there is no pair"))
            .arg(number, otherToken(table));
    return (query ? Text::tr("at distance %1, when it looks at “%2”")
                  : Text::tr("at distance %1, when “%2” looks at it"))
        .arg(number, otherToken(table));
}

} // namespace headscope::ui
