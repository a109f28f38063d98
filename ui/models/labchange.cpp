// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labchange.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headscope::ui {

namespace {

using core::DropMessages;
using core::HeadMatrix;
using core::HeadOff;
using core::Intervention;

constexpr double firstShare = 0.1;
constexpr double firstBias = 0.5;
constexpr double firstCosine = 0.2;
constexpr int mostIndex = 1 << 20;    // a bound, not a layer
constexpr int mostEntries = 1000;     // of a list that a file holds
constexpr double mostShare = 1'000.0; // times the median

// In the order of LabKind.
constexpr std::array kindNames{"off",       "rank_p", "rank_m", "drop_empty",
                               "drop_bias", "route",  "gate"};

template<class What>
const What* partOf(const Intervention& intervention)
{
    return std::get_if<What>(&intervention.what);
}

/// The number of a map, where it is one within low .. high.
std::optional<double> number(const QVariantMap& map, const char* key, double low, double high)
{
    const QVariant value = map.value(QLatin1String(key));
    const int type = value.typeId();
    if (type != QMetaType::Double && type != QMetaType::LongLong && type != QMetaType::Int)
        return std::nullopt;
    const double read = value.toDouble();
    return read >= low && read <= high ? std::optional(read) : std::nullopt; // NaN is neither
}

std::optional<int> whole(const QVariantMap& map, const char* key, int low, int high)
{
    const auto read = number(map, key, low, high);
    return read && *read == std::floor(*read) ? std::optional(static_cast<int>(*read))
                                              : std::nullopt;
}

/// A word that is one of two: whether it is the second; nothing where it is neither.
std::optional<bool> second(const QVariantMap& map, const char* key, const char* first,
                           const char* other)
{
    const QVariant value = map.value(QLatin1String(key));
    if (value.typeId() != QMetaType::QString)
        return std::nullopt;
    const QString word = value.toString();
    if (word != QLatin1String(first) && word != QLatin1String(other))
        return std::nullopt;
    return word == QLatin1String(other);
}

void insertWhat(QVariantMap& map, const Intervention& intervention)
{
    if (const auto* off = partOf<HeadOff>(intervention)) {
        map[QStringLiteral("mode")] = off->mode == HeadOff::Mode::Zero ? QStringLiteral("zero")
                                                                       : QStringLiteral("mean");
    } else if (const auto* cut = partOf<core::RankCut>(intervention)) {
        map[QStringLiteral("rank")] = cut->rank;
    } else if (const auto* drop = partOf<DropMessages>(intervention)) {
        map[QStringLiteral("threshold")] = drop->threshold;
        map[QStringLiteral("mode")] = drop->mode == DropMessages::Mode::Renormalise
                                          ? QStringLiteral("rest")
                                          : QStringLiteral("silence");
    } else if (const auto* route = partOf<core::RouteQueries>(intervention)) {
        map[QStringLiteral("threshold")] = route->threshold;
    }
}

std::optional<Intervention::What> whatOf(const QVariantMap& map, LabKind kind)
{
    switch (kind) {
    case LabKind::HeadsOff:
        if (const auto mean = second(map, "mode", "zero", "mean"))
            return HeadOff{*mean ? HeadOff::Mode::Mean : HeadOff::Mode::Zero};
        break;
    case LabKind::PatternRank:
    case LabKind::MessageRank:
        if (const auto rank = whole(map, "rank", 1, mostIndex))
            return core::RankCut{
                kind == LabKind::PatternRank ? HeadMatrix::Pattern : HeadMatrix::Message, *rank};
        break;
    case LabKind::DropSmall:
    case LabKind::DropHighBias: {
        const bool small = kind == LabKind::DropSmall;
        const auto threshold = number(map, "threshold", 0.0, small ? mostShare : 1.0);
        const auto silence = second(map, "mode", "rest", "silence");
        if (threshold && silence)
            return DropMessages{
                small ? DropMessages::Rule::Small : DropMessages::Rule::HighBias, *threshold,
                *silence ? DropMessages::Mode::Silence : DropMessages::Mode::Renormalise};
        break;
    }
    case LabKind::RouteQueries:
        if (const auto threshold = number(map, "threshold", -1.0, 1.0))
            return core::RouteQueries{*threshold};
        break;
    case LabKind::GateScores:
        return core::GateScores{};
    }
    return std::nullopt;
}

std::optional<LabEntry> entryOf(const QVariant& value)
{
    if (value.typeId() != QMetaType::QVariantMap)
        return std::nullopt;
    const QVariantMap map = value.toMap();
    const QVariant on = map.value(QStringLiteral("on"));
    const QVariant kindName = map.value(QStringLiteral("kind"));
    const auto kind = std::find_if(kindNames.begin(), kindNames.end(), [&](const char* each) {
        return kindName.typeId() == QMetaType::QString
               && kindName.toString() == QLatin1String(each);
    });
    if (on.typeId() != QMetaType::Bool || kind == kindNames.end())
        return std::nullopt;
    LabEntry entry{{}, on.toBool()};
    for (const char* key : {"layer", "head"}) {
        if (!map.contains(QLatin1String(key)))
            continue;
        const auto index = whole(map, key, 0, mostIndex);
        if (!index)
            return std::nullopt;
        if (QLatin1String(key) == QLatin1String("layer"))
            entry.intervention.scope.layer = core::LayerIndex(*index);
        else
            entry.intervention.scope.head = core::HeadIndex(*index);
    }
    const auto what = whatOf(map, static_cast<LabKind>(kind - kindNames.begin()));
    if (!what)
        return std::nullopt;
    entry.intervention.what = *what;
    return entry;
}

} // namespace

LabKind kindOf(const Intervention& intervention)
{
    if (partOf<HeadOff>(intervention) != nullptr)
        return LabKind::HeadsOff;
    if (const auto* cut = partOf<core::RankCut>(intervention))
        return cut->matrix == HeadMatrix::Pattern ? LabKind::PatternRank : LabKind::MessageRank;
    if (const auto* drop = partOf<DropMessages>(intervention))
        return drop->rule == DropMessages::Rule::Small ? LabKind::DropSmall : LabKind::DropHighBias;
    return partOf<core::RouteQueries>(intervention) != nullptr ? LabKind::RouteQueries
                                                               : LabKind::GateScores;
}

int largestRank(const LabModelShape& shape, HeadMatrix matrix)
{
    return std::max(1, matrix == HeadMatrix::Pattern ? shape.headSize : shape.valueSize);
}

Intervention newIntervention(LabKind kind, const core::ChangeScope& place,
                             const LabModelShape& shape)
{
    return asKind({{}, kind == LabKind::HeadsOff ? place : core::ChangeScope()}, kind, shape);
}

Intervention asKind(const Intervention& intervention, LabKind kind, const LabModelShape& shape)
{
    Intervention made{{}, intervention.scope};
    const auto* drop = partOf<DropMessages>(intervention);
    const auto mode = drop != nullptr ? drop->mode : DropMessages::Mode::Renormalise;
    switch (kind) {
    case LabKind::HeadsOff:
        made.what = HeadOff{};
        break;
    case LabKind::PatternRank:
        made.what = core::RankCut{HeadMatrix::Pattern,
                                  std::max(1, largestRank(shape, HeadMatrix::Pattern) / 2)};
        break;
    case LabKind::MessageRank:
        made.what = core::RankCut{HeadMatrix::Message,
                                  std::max(1, largestRank(shape, HeadMatrix::Message) / 2)};
        break;
    case LabKind::DropSmall:
        made.what = DropMessages{DropMessages::Rule::Small, firstShare, mode};
        break;
    case LabKind::DropHighBias:
        made.what = DropMessages{DropMessages::Rule::HighBias, firstBias, mode};
        break;
    case LabKind::RouteQueries:
        made.what = core::RouteQueries{firstCosine};
        break;
    case LabKind::GateScores:
        made.what = core::GateScores{};
        break;
    }
    return made;
}

bool fits(const Intervention& intervention, const LabModelShape& shape)
{
    const core::ChangeScope& scope = intervention.scope;
    const auto within = [](double value, double low, double high) {
        return value >= low && value <= high; // NaN is not
    };
    if (scope.layer && !within(scope.layer->value, 0, shape.layers - 1))
        return false;
    if (scope.head && !within(scope.head->value, 0, shape.headsPerLayer - 1))
        return false;
    if (const auto* cut = partOf<core::RankCut>(intervention))
        return within(cut->rank, 1, largestRank(shape, cut->matrix));
    if (const auto* drop = partOf<DropMessages>(intervention))
        return within(drop->threshold, 0.0, drop->rule == DropMessages::Rule::Small ? 1e300 : 1.0);
    const auto* route = partOf<core::RouteQueries>(intervention);
    return route == nullptr || within(route->threshold, -1.0, 1.0);
}

core::Change changeOf(const LabEntries& entries)
{
    core::Change change;
    for (const LabEntry& entry : entries)
        if (entry.on)
            change.interventions.push_back(entry.intervention);
    return change;
}

LabEntries entriesOf(const core::Change& change)
{
    LabEntries entries;
    for (const Intervention& intervention : change.interventions)
        entries.push_back({intervention, true});
    return entries;
}

QVariantList lookOf(const LabEntries& entries)
{
    QVariantList list;
    for (const LabEntry& entry : entries) {
        const auto kind = static_cast<std::size_t>(kindOf(entry.intervention));
        QVariantMap map{{QStringLiteral("kind"), QString::fromLatin1(kindNames.at(kind))},
                        {QStringLiteral("on"), entry.on}};
        if (entry.intervention.scope.layer)
            map[QStringLiteral("layer")] = entry.intervention.scope.layer->value;
        if (entry.intervention.scope.head)
            map[QStringLiteral("head")] = entry.intervention.scope.head->value;
        insertWhat(map, entry.intervention);
        list.append(map);
    }
    return list;
}

LabEntries entriesOfLook(const QVariant& list)
{
    LabEntries entries;
    if (list.typeId() != QMetaType::QVariantList)
        return entries;
    for (const QVariant& value : list.toList())
        if (const auto entry = entryOf(value); entry && std::ssize(entries) < mostEntries)
            entries.push_back(*entry);
    return entries;
}

} // namespace headscope::ui
