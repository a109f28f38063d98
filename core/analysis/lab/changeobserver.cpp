// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lab/changeobserver.h"

#include "core/base/threads.h"
#include "core/model/attention.h"
#include "core/model/headproducts.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace headscope::core {

namespace {

using Flags = std::vector<std::uint8_t>; ///< (K)

/// Half way between the two in the middle where their number is even.
double median(Eigen::VectorXd numbers)
{
    std::sort(numbers.begin(), numbers.end());
    const Eigen::Index n = numbers.size();
    return (numbers[(n - 1) / 2] + numbers[n / 2]) / 2.0;
}

/// Which messages of a head are to be dropped, and how.
struct Dropped {
    Flags masked;   ///< (K); empty: none
    Flags silenced; ///< (K), likewise
};

Dropped droppedBy(const HeadPlan& plan, const ConstMatrixView& values)
{
    Dropped dropped;
    for (const DropMessages& drop : plan.drops) {
        const bool small = drop.rule == DropMessages::Rule::Small;
        const Eigen::VectorXd measured = small ? plan.sizes->of(values) : plan.bias->of(values);
        const double bound = small ? drop.threshold * median(measured) : drop.threshold;
        Flags& flags = drop.mode == DropMessages::Mode::Renormalise ? dropped.masked
                                                                    : dropped.silenced;
        flags.resize(static_cast<std::size_t>(values.rows()));
        for (Eigen::Index j = 0; j < measured.size(); ++j)
            if (small ? measured[j] < bound : std::abs(measured[j]) >= bound)
                flags[static_cast<std::size_t>(j)] = 1;
    }
    for (Flags* flags : {&dropped.masked, &dropped.silenced})
        if (std::find(flags->begin(), flags->end(), std::uint8_t(1)) == flags->end())
            flags->clear();
    return dropped;
}

/// The attention of one head in a run, and what is done to it.
class HeadChange
{
public:
    HeadChange(const HeadPlan& plan, const Attention& a, HeadIndex head, AttentionRun& run,
               HeadEffect& effect)
        : m_plan(plan),
          m_attention(a),
          m_head(head),
          m_run(run),
          m_effect(effect),
          m_rows(rowsOf(run.attention, head.value * run.queries.rows(), run.queries.rows()))
    {}

    void apply()
    {
        drop();
        if (m_plan.route)
            route();
        if (m_plan.off == HeadOff::Mode::Zero)
            m_rows.setZero();
        else if (m_plan.off == HeadOff::Mode::Mean)
            takeMean();
    }

private:
    void drop()
    {
        const Eigen::Index dv = m_attention.valueSize;
        const Dropped dropped = droppedBy(
            m_plan, columns(std::as_const(m_run.values), m_attention.groupOf(m_head) * dv, dv));
        if (m_plan.gate || !dropped.masked.empty())
            attentionOfHead(m_attention, m_head, m_run.queries, m_run.keys, m_rows,
                            {m_plan.gate, dropped.masked});
        for (Eigen::Index j = 0; j < m_rows.cols(); ++j) {
            const auto k = static_cast<std::size_t>(j);
            const bool silenced = !dropped.silenced.empty() && dropped.silenced[k] != 0;
            const bool masked = !dropped.masked.empty() && dropped.masked[k] != 0;
            if (silenced)
                m_rows.col(j).setZero();
            m_effect.dropped += silenced || masked ? 1 : 0;
        }
        if (!dropped.masked.empty())
            countEmptied(dropped.masked);
    }

    void countEmptied(const Flags& masked)
    {
        for (Eigen::Index i = 0; i < m_rows.rows(); ++i) {
            const KeyRange seen = m_attention.seen(i, m_rows.cols());
            const bool none = std::find(masked.begin() + seen.first, masked.begin() + seen.end,
                                        std::uint8_t(0))
                              == masked.begin() + seen.end;
            m_effect.emptied += none ? 1 : 0;
        }
    }

    void route()
    {
        const Eigen::VectorXd cosines = centroidCosines(m_attention, m_head, m_run);
        for (Eigen::Index i = 0; i < cosines.size(); ++i) {
            if (!(cosines[i] < *m_plan.route))
                continue;
            m_rows.row(i).setZero();
            ++m_effect.routed;
        }
    }

    /// The mean of outputs is the output of the mean of weights, since sum_j a_ij m_j is linear in
    /// them; keys of later tokens have a part in it.
    void takeMean()
    {
        const Vector mean = m_rows.cast<double>().colwise().mean().transpose().cast<float>();
        m_rows.rowwise() = mean.transpose();
        if (!m_attention.cross)
            m_run.open[static_cast<std::size_t>(m_head.value)] = 1;
    }

    const HeadPlan& m_plan;
    const Attention& m_attention;
    HeadIndex m_head; ///< among those of the attention
    AttentionRun& m_run;
    HeadEffect& m_effect;
    MatrixView m_rows; ///< (T, K)
};

} // namespace

Eigen::VectorXd centroidCosines(const Attention& a, HeadIndex head, const AttentionRun& run)
{
    const Eigen::Index K = run.keys.rows();
    const Eigen::Index d = a.headSize;
    // The mean of patterns is the pattern of the mean key, for they are linear in it.
    const std::vector<int> apart(static_cast<std::size_t>(K), 1);
    const Matrix met = keysAtDistance(a, head, run.keys, apart);
    const Eigen::Index first = K > 2 ? 1 : 0;
    Matrix mean = Matrix::Zero(1, run.keys.cols());
    mean.middleCols(a.groupOf(head) * d,
                    d) = met.bottomRows(K - first).cast<double>().colwise().mean().cast<float>();
    Matrix centroid(1, run.input.cols());
    keyPatterns(a, head, mean, {}, view(centroid));
    const Eigen::VectorXd direction = centroid.row(0).transpose().cast<double>();
    const double length = direction.norm();
    Eigen::VectorXd cosines = run.input.cast<double>() * direction;
    for (Eigen::Index i = 0; i < cosines.size(); ++i) {
        const double both = length * run.input.row(i).cast<double>().norm();
        cosines[i] = both > 0.0 ? cosines[i] / both : 0.0;
    }
    return cosines;
}

void ChangeObserver::attended(LayerIndex layer, const Attention& a, AttentionRun& run)
{
    const int before = a.cross ? m_ownHeads : 0;
    const auto start = static_cast<std::size_t>(layer.value * m_headsPerLayer + before);
    m_effects.resize(start + static_cast<std::size_t>(a.heads));
    run.open.assign(static_cast<std::size_t>(a.cross ? 0 : a.heads), 0);
    sharePieces(a.heads, [&](std::ptrdiff_t h) {
        const auto k = start + static_cast<std::size_t>(h);
        HeadEffect& effect = m_effects[k];
        effect.layer = layer;
        effect.head = HeadIndex(before + static_cast<int>(h));
        effect.messages = static_cast<int>(run.keys.rows());
        effect.queries = static_cast<int>(run.queries.rows());
        if (m_plans[k].any())
            HeadChange(m_plans[k], a, HeadIndex(static_cast<int>(h)), run, effect).apply();
    });
}

} // namespace headscope::core
