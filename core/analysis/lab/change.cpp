// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/change.h"

#include "core/base/error.h"

#include <algorithm>
#include <sstream>
#include <string>

namespace headscope::core {

namespace {

[[noreturn]] void refuse(const std::string& sentence)
{
    throw Error(ErrorKind::BadArgument, sentence);
}

std::string count(int n, const char* one, const char* many)
{
    return std::to_string(n) + ' ' + (n == 1 ? one : many);
}

/// As a person would write it.
std::string text(double number)
{
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << number;
    return out.str();
}

void checkScope(const ModelInfo& info, const ChangeScope& scope)
{
    const bool layerIs = !scope.layer
                         || (scope.layer->value >= 0 && scope.layer->value < info.layers);
    const bool headIs = !scope.head
                        || (scope.head->value >= 0 && scope.head->value < info.headsPerLayer());
    if (layerIs && headIs)
        return;
    const std::string has = info.name + " has " + count(info.layers, "layer", "layers") + " of "
                            + count(info.headsPerLayer(), "head", "heads");
    if (!scope.head)
        refuse("there is no layer " + std::to_string(scope.layer->value) + ": " + has);
    refuse("there is no head "
           + (scope.layer ? std::to_string(scope.layer->value) + '.' : std::string())
           + std::to_string(scope.head->value) + (scope.layer ? "" : " in any layer") + ": " + has);
}

void checkThreshold(const char* what, double threshold, double least, double most)
{
    if (threshold >= least && threshold <= most)
        return; // NaN is neither
    refuse(std::string(what) + " of " + text(threshold) + ": it must be a number "
           + (most < 1e300 ? "from " + text(least) + " to " + text(most)
                           : "of at least " + text(least)));
}

/// d or dv, the smallest of the heads that the scope covers.
int largestRank(const Model& model, const ChangeScope& scope, HeadMatrix matrix)
{
    int most = model.info.width;
    for (int l = 0; l < model.info.layers; ++l) {
        const Layer& layer = model.layers[static_cast<std::size_t>(l)];
        for (int h = 0; h < model.info.headsPerLayer(); ++h) {
            if (!scope.covers(LayerIndex(l), HeadIndex(h)))
                continue;
            const Attention& a = h < layer.attention.heads ? layer.attention : *layer.cross;
            most = std::min(most, matrix == HeadMatrix::Pattern ? a.headSize : a.valueSize);
        }
    }
    return most;
}

/// Of each kind of intervention; the scope is checked.
struct Checker {
    const Model& model;
    const ChangeScope& scope;

    void operator()(const HeadOff& /*off*/) const {}
    void operator()(const GateScores& /*gate*/) const {}
    void operator()(const RankCut& cut) const
    {
        const int most = largestRank(model, scope, cut.matrix);
        if (cut.rank < 1 || cut.rank > most)
            refuse("a rank of " + std::to_string(cut.rank) + " for "
                   + (cut.matrix == HeadMatrix::Pattern ? "W^P" : "W^M") + ": it must be from 1 to "
                   + std::to_string(most) + ", the size of the heads of " + model.info.name);
    }
    void operator()(const DropMessages& drop) const
    {
        if (drop.rule == DropMessages::Rule::Small)
            checkThreshold("a share of the median", drop.threshold, 0.0, 1e300);
        else
            checkThreshold("a bias |rho|", drop.threshold, 0.0, 1.0);
    }
    void operator()(const RouteQueries& route) const
    {
        checkThreshold("a cosine", route.threshold, -1.0, 1.0);
    }
};

} // namespace

void checkChange(const Model& model, const Change& change)
{
    for (const Intervention& intervention : change.interventions) {
        checkScope(model.info, intervention.scope);
        std::visit(Checker{model, intervention.scope}, intervention.what);
    }
}

} // namespace headscope::core
