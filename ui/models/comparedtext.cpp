// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparedtext.h"

#include "ui/models/evolutionmodel.h"
#include "ui/models/headname.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Comparison)
};

QString none()
{
    return QStringLiteral("–");
}

/// By the names of columns in files.
const QHash<QString, QString>& valueNames()
{
    static const QHash<QString, QString> names{
        {QStringLiteral("first"), Text::tr("attention on first token")},
        {QStringLiteral("self"), Text::tr("attention on itself")},
        {QStringLiteral("previous"), Text::tr("attention on token before")},
        {QStringLiteral("duplicate"), Text::tr("attention on earlier copy")},
        {QStringLiteral("induction"), Text::tr("attention after a copy")},
        {QStringLiteral("entropy"), Text::tr("entropy of attention")},
        {QStringLiteral("message_size"), Text::tr("size of messages")},
        {QStringLiteral("pattern_legibility"), Text::tr("legibility of patterns")},
        {QStringLiteral("message_legibility"), Text::tr("legibility of messages")},
        {QStringLiteral("pattern"), Text::tr("pattern")},
        {QStringLiteral("message"), Text::tr("message")},
        {QStringLiteral("pattern_size"), Text::tr("size of the pattern")},
        {QStringLiteral("pattern_rho"), Text::tr("pattern along frequency ρ")},
        {QStringLiteral("message_rho"), Text::tr("message along frequency ρ")},
        {QStringLiteral("rho"), Text::tr("along frequency ρ")},
        {QStringLiteral("bias"), Text::tr("mean bias of words")},
        {QStringLiteral("shift"), Text::tr("shift c")},
        {QStringLiteral("words"), Text::tr("words")},
        {QStringLiteral("size"), Text::tr("size")},
        {QStringLiteral("legibility"), Text::tr("legibility")},
        {QStringLiteral("weight"), Text::tr("weight")},
        {QStringLiteral("share"), Text::tr("share of the state")},
        {QStringLiteral("effect"), Text::tr("effect on a word")},
        {QStringLiteral("input_words"), Text::tr("input words")},
        {QStringLiteral("gate_words"), Text::tr("gate words")},
        {QStringLiteral("output_words"), Text::tr("output words")},
        {QStringLiteral("out_size"), Text::tr("size of output weights")},
        {QStringLiteral("activation"), Text::tr("activation")},
        {QStringLiteral("attention"), Text::tr("attention")},
        {QStringLiteral("word"), Text::tr("best word")},
        {QStringLiteral("probability"), Text::tr("its probability")},
        {QStringLiteral("next_rank"), Text::tr("rank of the true next token")},
        {QStringLiteral("own_rank"), Text::tr("rank of the token itself")},
        {QStringLiteral("score"), Text::tr("score")},
        {QStringLiteral("excess"), Text::tr("score above the query's mean")},
    };
    return names;
}

/// "rank_p_e99": the effective ranks of the two matrices of a head.
QString rankName(const QString& name)
{
    const bool pattern = name.startsWith(QLatin1String("rank_p_"));
    if (!pattern && !name.startsWith(QLatin1String("rank_m_")))
        return name;
    const QString what = name.mid(7);
    const QString matrix = pattern ? QStringLiteral("W^P") : QStringLiteral("W^M");
    if (what == QLatin1String("entropy"))
        return Text::tr("rank of %1 by entropy").arg(matrix);
    if (what == QLatin1String("stable"))
        return Text::tr("stable rank of %1").arg(matrix);
    const QString share = what == QLatin1String("e90")   ? QStringLiteral("90")
                          : what == QLatin1String("e99") ? QStringLiteral("99")
                                                         : QLocale().toString(99.9, 'f', 1);
    return Text::tr("rank of %1 for %2 %").arg(matrix, share);
}

} // namespace

QString comparedTableName(core::ComparedTable table)
{
    switch (table) {
    case core::ComparedTable::Heads:
        return Text::tr("measures of all heads");
    case core::ComparedTable::Head:
        return Text::tr("the selected head");
    case core::ComparedTable::Patterns:
        return Text::tr("patterns");
    case core::ComparedTable::Messages:
        return Text::tr("messages");
    case core::ComparedTable::Stream:
        return Text::tr("stream of the token");
    case core::ComparedTable::Neurons:
        return Text::tr("neurons");
    case core::ComparedTable::Evolution:
        return Text::tr("evolution");
    case core::ComparedTable::Positions:
        return Text::tr("positions at the head");
    }
    return {};
}

QString comparedValueName(const core::ComparedValue& value)
{
    const QString kind = QString::fromStdString(value.kind);
    return valueNames().value(kind, rankName(kind));
}

QString comparedNumber(double value, core::Heat heat, bool difference)
{
    if (std::isnan(value))
        return none();
    const bool share = heat == core::Heat::Share;
    const double shown = share ? value * 100 : value;
    const double size = std::abs(shown);
    const bool whole = size < 1e9 && shown == std::floor(shown) && !share;
    const int decimals = whole ? 0 : share ? 1 : size < 0.1 ? 4 : size < 10 ? 3 : 2;
    const bool small = size < 0.5 * std::pow(10, -decimals);
    if (small && value != 0.0 && !share)
        return Text::tr("≈ 0");
    QString text = numberText(small ? 0.0 : shown, decimals);
    if (difference && value > 0 && !small)
        text.prepend(QLatin1Char('+'));
    return share ? Text::tr("%1 %").arg(text) : text;
}

QString comparedWord(const std::string& word, bool showSpaces)
{
    return shownWord(word, showSpaces);
}

QStringList comparedWords(const std::vector<std::string>& words, bool showSpaces)
{
    QStringList shown;
    shown.reserve(static_cast<qsizetype>(words.size()));
    for (const std::string& word : words)
        shown.append(shownWord(word, showSpaces));
    return shown;
}

std::vector<std::string> wordsInBoth(const std::vector<std::string>& a,
                                     const std::vector<std::string>& b)
{
    std::vector<std::string> both;
    std::copy_if(a.begin(), a.end(), std::back_inserter(both), [&](const std::string& word) {
        return std::find(b.begin(), b.end(), word) != b.end();
    });
    return both;
}

ComparedLabels::ComparedLabels(const ComparedRowsPtr& rows, core::ComparedTable table, int ownHeads,
                               bool showSpaces)
    : m_rows(rows), m_table(table), m_ownHeads(ownHeads)
{
    if (!rows)
        return;
    m_hasPlaces = rows->says(core::About::Place);
    m_tokensA = tokenLabels(rows->tokensA, showSpaces);
    m_tokensB = tokenLabels(rows->tokensB, showSpaces);
    m_contextA = tokenLabels(rows->contextA, showSpaces);
    m_contextB = tokenLabels(rows->contextB, showSpaces);
}

QString ComparedLabels::side(std::int64_t place, bool context, bool ofA) const
{
    if (!m_rows || place < 0)
        return {};
    const core::TokenAlignment& alignment = context && m_rows->tokens.context
                                                ? *m_rows->tokens.context
                                                : *m_rows->tokens.tokens;
    if (place >= alignment.count())
        return {};
    const core::AlignedPlace& at = alignment.places()[static_cast<std::size_t>(place)];
    const auto& position = ofA ? at.a : at.b;
    const auto& labels = context ? (ofA ? m_contextA : m_contextB) : (ofA ? m_tokensA : m_tokensB);
    if (!position || position->value >= static_cast<int>(labels.size()))
        return none();
    return labels[static_cast<std::size_t>(position->value)].whole();
}

QString ComparedLabels::place(std::int64_t place, bool context) const
{
    const QString a = side(place, context, true);
    const QString b = side(place, context, false);
    return a == b ? a : Text::tr("%1 / %2").arg(a, b);
}

QString ComparedLabels::placeTip(std::int64_t place, bool context) const
{
    return Text::tr("A: %1\nB: %2").arg(side(place, context, true), side(place, context, false));
}

QString ComparedLabels::tokenA(std::size_t row) const
{
    return side(m_rows->keys[row].of(core::About::Place), isContext(m_rows->keys[row]), true);
}

QString ComparedLabels::tokenB(std::size_t row) const
{
    return side(m_rows->keys[row].of(core::About::Place), isContext(m_rows->keys[row]), false);
}

bool ComparedLabels::isContext(const core::RowKey& key) const
{
    return m_rows->tokens.context
           && std::max<std::int64_t>(key.of(core::About::Head), 0) >= m_rows->tokens.contextFromA;
}

QString ComparedLabels::nameOf(const core::RowKey& key) const
{
    using core::About;
    const auto number = [&key](About what) { return static_cast<int>(key.of(what)); };
    const core::LayerIndex layer(number(About::Layer));
    if (number(About::Query) >= 0)
        return Text::tr("%1 on %2").arg(number(About::Query)).arg(number(About::Key));
    if (number(About::Key) >= 0)
        return QLocale().toString(number(About::Key));
    if (number(About::Head) >= 0)
        return headNumber(layer, core::HeadIndex(number(About::Head)), m_ownHeads);
    if (number(About::Neuron) >= 0)
        return QStringLiteral("%1-%2").arg(layer.value).arg(number(About::Neuron));
    if (number(About::Kind) >= 0) {
        const QString kinds[] = {Text::tr("embedding"),
                                 Text::tr("position"),
                                 QString(),
                                 QStringLiteral("b_O"),
                                 QString(),
                                 Text::tr("cross b_O"),
                                 QString(),
                                 QStringLiteral("b_out")};
        const int kind = std::clamp(number(About::Kind), 0, 7);
        return layer.value < 0 ? kinds[kind]
                               : Text::tr("%1 of layer %2").arg(kinds[kind]).arg(layer.value);
    }
    if (layer.value >= 0)
        return m_table == core::ComparedTable::Evolution ? EvolutionModel::stateName(layer)
                                                         : Text::tr("layer %1").arg(layer.value);
    return {};
}

QString ComparedLabels::whole(std::size_t row) const
{
    const core::RowKey& key = m_rows->keys[row];
    QStringList parts{nameOf(key)};
    if (key.of(core::About::Neuron) >= 0)
        parts[0] = Text::tr("Neuron %1").arg(parts[0]);
    else if (key.of(core::About::Head) >= 0)
        parts[0] = Text::tr("Head %1").arg(parts[0]);
    if (key.of(core::About::Place) >= 0)
        parts.append(place(key.of(core::About::Place), isContext(key)));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace headscope::ui
