// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labtext.h"

#include "ui/models/headname.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::LabText)
};

using core::DropMessages;
using core::HeadMatrix;
using core::HeadOff;

QString number(double value)
{
    QString text = QLocale().toString(value, 'g', 6);
    text.replace(QLatin1Char('-'), QChar(0x2212));
    return text;
}

QString shareText(double share)
{
    return Text::tr("%1 %").arg(number(share * 100.0));
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

bool isOneHead(const core::ChangeScope& scope)
{
    return scope.head.has_value();
}

/// Of each kind of intervention.
struct Writer {
    const core::ChangeScope& scope;
    int ownHeads;

    QString who() const { return scopeText(scope, ownHeads); }
    /// "All heads: …"
    QString ofWho(const QString& what) const
    {
        return Text::tr("%1: %2").arg(capital(who()), what);
    }
    QString operator()(const HeadOff& off) const
    {
        const bool layer = scope.layer && !scope.head;
        if (off.mode == HeadOff::Mode::Zero)
            return layer ? ofWho(Text::tr("heads off")) : capital(Text::tr("%1 off").arg(who()));
        if (layer)
            return ofWho(Text::tr("heads replaced by their mean"));
        return capital((isOneHead(scope) ? Text::tr("%1 replaced by its mean")
                                         : Text::tr("%1 replaced by their mean"))
                           .arg(who()));
    }
    QString operator()(const core::RankCut& cut) const
    {
        return (cut.matrix == HeadMatrix::Pattern ? Text::tr("Wᴾ of %1 cut to rank %2")
                                                  : Text::tr("Wᴹ of %1 cut to rank %2"))
            .arg(who(), QLocale().toString(cut.rank));
    }
    QString operator()(const DropMessages& drop) const
    {
        const QString which =
            drop.rule == DropMessages::Rule::Small
                ? Text::tr("messages below %1 of the median dropped").arg(shareText(drop.threshold))
                : Text::tr("messages with |ρ| of %1 and more dropped").arg(number(drop.threshold));
        return ofWho(drop.mode == DropMessages::Mode::Renormalise
                         ? Text::tr("%1, softmax over the rest").arg(which)
                         : Text::tr("%1, attention of the rest kept").arg(which));
    }
    QString operator()(const core::RouteQueries& route) const
    {
        return ofWho(Text::tr("queries below cosine %1 pass by").arg(number(route.threshold)));
    }
    QString operator()(const core::GateScores& /*gate*/) const
    {
        return ofWho(Text::tr("sigmoid gate"));
    }
};

} // namespace

QString scopeText(const core::ChangeScope& scope, int ownHeads)
{
    if (scope.layer && scope.head)
        return Text::tr("head %1").arg(headNumber(*scope.layer, *scope.head, ownHeads));
    if (scope.layer)
        return Text::tr("layer %1").arg(scope.layer->value);
    if (!scope.head)
        return Text::tr("all heads");
    return scope.head->value < ownHeads
               ? Text::tr("head %1 of every layer").arg(scope.head->value)
               : Text::tr("cross head %1 of every layer").arg(scope.head->value - ownHeads);
}

QString interventionText(const core::Intervention& intervention, int ownHeads)
{
    return std::visit(Writer{intervention.scope, ownHeads}, intervention.what);
}

QString kindName(LabKind kind)
{
    switch (kind) {
    case LabKind::HeadsOff:
        return Text::tr("Heads off");
    case LabKind::PatternRank:
        return Text::tr("Rank of Wᴾ cut");
    case LabKind::MessageRank:
        return Text::tr("Rank of Wᴹ cut");
    case LabKind::DropSmall:
        return Text::tr("Small messages dropped");
    case LabKind::DropHighBias:
        return Text::tr("High-bias messages dropped");
    case LabKind::RouteQueries:
        return Text::tr("Queries pass heads by");
    case LabKind::GateScores:
        return Text::tr("Sigmoid gate");
    }
    return {};
}

QString interventionTip(const core::Intervention& intervention)
{
    switch (kindOf(intervention)) {
    case LabKind::HeadsOff:
        return std::get<HeadOff>(intervention.what).mode == HeadOff::Mode::Zero
                   ? Text::tr("The heads write nothing.")
                   : Text::tr("The heads write the same for every token: the mean of what they "
                              "write over the prompt.");
    case LabKind::PatternRank:
        return Text::tr("Wᴾ = W_K W_Qᵀ becomes the best matrix of that rank. Its scores are made "
                        "of so many directions only.");
    case LabKind::MessageRank:
        return Text::tr("Wᴹ = W_V W_O becomes the best matrix of that rank. All messages of a "
                        "head lie in so many directions.");
    case LabKind::DropSmall:
        return Text::tr("Messages that are small beside the median of their head are left out of "
                        "the cache.");
    case LabKind::DropHighBias:
        return Text::tr("Messages that point along word frequency are left out of the cache: ρ is "
                        "the correlation of their words' scores with the word bias.");
    case LabKind::RouteQueries:
        return Text::tr("Tokens whose stream is too far from the mean of the head's patterns, by "
                        "the cosine, skip the head: it writes nothing for them.");
    case LabKind::GateScores:
        return Text::tr("Attention is sigmoid(score) divided by the number of tokens that are "
                        "seen, in place of the softmax.");
    }
    return {};
}

QString tokensText(std::int64_t tokens)
{
    return tokens == 1 ? Text::tr("1 token")
                       : Text::tr("%1 tokens").arg(QLocale().toString(qlonglong(tokens)));
}

QString promptsText(qsizetype prompts)
{
    return prompts == 1 ? Text::tr("1 prompt")
                        : Text::tr("%1 prompts").arg(QLocale().toString(prompts));
}

QString changesText(qsizetype changes)
{
    return changes == 1 ? Text::tr("1 change")
                        : Text::tr("%1 changes").arg(QLocale().toString(changes));
}

QString natsText(double value)
{
    const double size = std::abs(value);
    if (std::isnan(value))
        return Text::tr("–");
    if (size > 0 && size < 0.0005)
        return number(QLocale::c().toString(value, 'g', 2).toDouble());
    return numberText(value, size < 1 ? 4 : 3);
}

QString signedText(double value, int decimals)
{
    const QString text = numberText(value, decimals);
    return value > 0 ? QLatin1Char('+') + text : text;
}

QList<LabFigure> labFigures(const core::LabResult& result)
{
    const QLocale locale;
    QList<LabFigure> figures{
        {Text::tr("mean KL"), Text::tr("%1 nats").arg(natsText(result.meanKl)),
         Text::tr("KL(original || changed) of the words that come next, mean over all tokens")}};
    if (!std::isnan(result.meanDelta))
        figures.append({result.causal ? Text::tr("true next token") : Text::tr("true token"),
                        Text::tr("%1 nats").arg(signedText(result.meanDelta, 4)),
                        Text::tr("Mean change of the log-probability of the true next token; below "
                                 "0 it became less likely")});
    figures.append({Text::tr("same top word"), percentText(result.agreement),
                    Text::tr("Share of the tokens whose most likely word stayed")});
    // What the change has no part of says nothing.
    const auto has = [&result](auto fits) {
        const auto& all = result.change.interventions;
        return std::any_of(all.begin(), all.end(),
                           [&](const core::Intervention& one) { return fits(one); });
    };
    if (has([](const auto& one) { return std::holds_alternative<DropMessages>(one.what); }))
        figures.append({Text::tr("messages dropped"), percentText(result.dropped),
                        Text::tr("Share of all heads' messages that is not in the cache")});
    if (has([](const auto& one) { return std::holds_alternative<core::RouteQueries>(one.what); }))
        figures.append({Text::tr("queries past"), percentText(result.routed),
                        Text::tr("Share of all heads' queries that passed the head by")});
    if (has([](const auto& one) { return std::holds_alternative<core::RankCut>(one.what); }))
        figures.append(
            {Text::tr("parameters saved"), locale.toString(qlonglong(result.parametersSaved)),
             Text::tr("How many fewer numbers the heads with a cut rank need when stored "
                      "as two factors of that rank; below 0: more, since the factors that "
                      "they share were smaller")});
    return figures;
}

} // namespace headscope::ui
