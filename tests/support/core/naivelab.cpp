// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/naivelab.h"

#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <complex>
#include <map>
#include <numeric>
#include <tuple>

namespace headscope::tests {

using namespace core;

namespace {

double dot(const Row& a, const Row& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Row timesMatrix(const Row& x, const Eigen::MatrixXd& m)
{
    Row result(static_cast<std::size_t>(m.cols()), 0.0);
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t o = 0; o < result.size(); ++o)
            result[o] += x[i] * m(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(o));
    return result;
}

Eigen::MatrixXd wide(const Weight& w)
{
    return w.dense().cast<double>();
}

/// A vector of a key as a query at distance 1 meets it.
Row turnedBack(const Rotary& rotary, Row x)
{
    const std::size_t n = rotary.frequencies.size();
    for (std::size_t p = 0; p < n; ++p) {
        const auto first = static_cast<std::size_t>(rotary.first);
        double& a = x[first + (rotary.interleaved ? 2 * p : p)];
        double& b = x[first + (rotary.interleaved ? 2 * p + 1 : p + n)];
        const auto z = std::complex(a, b)
                       * std::polar(rotary.scale * rotary.scale, -rotary.frequencies[p]);
        a = z.real();
        b = z.imag();
    }
    return x;
}

/// What all interventions that cover a head say of it.
struct Wanted {
    std::vector<DropMessages> drops;
    std::vector<double> routes;
    bool gate = false;
    bool zero = false;
    bool mean = false;
    int rankP = 0; ///< 0: not cut
    int rankM = 0;
};

Wanted wantedOf(const Change& change, const NaiveHead& head)
{
    Wanted wanted;
    for (const Intervention& i : change.interventions) {
        const auto& [layer, number] = i.scope;
        if ((layer && layer->value != head.layer) || (number && number->value != head.head))
            continue;
        if (const auto* drop = std::get_if<DropMessages>(&i.what))
            wanted.drops.push_back(*drop);
        if (const auto* route = std::get_if<RouteQueries>(&i.what))
            wanted.routes.push_back(route->threshold);
        if (std::get_if<GateScores>(&i.what) != nullptr)
            wanted.gate = true;
        if (const auto* off = std::get_if<HeadOff>(&i.what))
            (off->mode == HeadOff::Mode::Zero ? wanted.zero : wanted.mean) = true;
        if (const auto* cut = std::get_if<RankCut>(&i.what)) {
            int& rank = cut->matrix == HeadMatrix::Pattern ? wanted.rankP : wanted.rankM;
            rank = rank == 0 ? cut->rank : std::min(rank, cut->rank);
        }
    }
    return wanted;
}

class NaiveChange
{
public:
    NaiveChange(const Model& model, Change change, NaiveMargin& margin)
        : m_model(model), m_change(std::move(change)), m_margin(margin)
    {}

    void project(NaiveHead& head)
    {
        const Wanted wanted = wantedOf(m_change, head);
        if (wanted.rankP > 0)
            for (std::size_t i = 0; i < head.queries.size(); ++i)
                head.queries[i] = queryOf(head, head.n[i],
                                          projector(head, HeadMatrix::Pattern, wanted.rankP));
        if (wanted.rankM > 0)
            for (Row& message : head.messages)
                message = timesMatrix(message, projector(head, HeadMatrix::Message, wanted.rankM));
    }

    void weigh(NaiveHead& head)
    {
        const Wanted wanted = wantedOf(m_change, head);
        const std::size_t K = head.messages.size();
        std::vector<bool> masked(K, false);
        std::vector<bool> silenced(K, false);
        for (const DropMessages& drop : wanted.drops) {
            const auto empty = emptyOf(head, drop, wanted.rankM);
            auto& flags = drop.mode == DropMessages::Mode::Silence ? silenced : masked;
            for (std::size_t j = 0; j < K; ++j)
                flags[j] = flags[j] || empty[j];
        }
        for (std::size_t i = 0; i < head.n.size(); ++i) {
            double sum = 0.0;
            double keys = 0.0;
            double largest = -1e300;
            Row& weights = head.weights[i];
            const auto left = [&](std::size_t j) {
                return naiveSees(head.attention, i, j) && !masked[j];
            };
            for (std::size_t j = 0; j < K; ++j)
                if (left(j))
                    largest = std::max(largest, head.scores[i][j]);
            for (std::size_t j = 0; j < K; ++j) {
                weights[j] = 0.0;
                if (!left(j))
                    continue;
                const double score = head.scores[i][j];
                weights[j] = wanted.gate ? 1.0 / (1.0 + std::exp(-score))
                                         : std::exp(score - largest);
                sum += weights[j];
                keys += 1.0;
            }
            for (std::size_t j = 0; j < K; ++j) {
                if (weights[j] != 0.0)
                    weights[j] /= wanted.gate ? keys : sum;
                if (silenced[j])
                    weights[j] = 0.0;
            }
        }
        for (std::size_t j = 0; j < K; ++j)
            m_margin.dropped += masked[j] || silenced[j] ? 1 : 0;
    }

    void write(NaiveHead& head)
    {
        const Wanted wanted = wantedOf(m_change, head);
        Rows& output = head.output;
        for (std::size_t i = 0; i < output.size() && !wanted.routes.empty(); ++i) {
            const double cosine = centroidCosine(head, head.n[i], wanted.rankP);
            bool away = false;
            for (const double threshold : wanted.routes) {
                m_margin.least = std::min(m_margin.least, std::abs(cosine - threshold));
                away = away || cosine < threshold;
            }
            m_margin.routed += away ? 1 : 0;
            if (away)
                output[i].assign(output[i].size(), 0.0);
        }
        Row mean(output.front().size(), 0.0);
        for (const Row& row : output)
            for (std::size_t e = 0; e < mean.size(); ++e)
                mean[e] += row[e] / static_cast<double>(output.size());
        if (wanted.zero)
            mean.assign(mean.size(), 0.0);
        if (wanted.zero || wanted.mean)
            output.assign(output.size(), mean);
    }

private:
    /// (D, D): on the first right singular vectors of a matrix of the original model.
    const Eigen::MatrixXd& projector(const NaiveHead& head, HeadMatrix matrix, int rank)
    {
        const auto key = std::tuple(head.layer, head.head, matrix, rank);
        if (const auto found = m_projectors.find(key); found != m_projectors.end())
            return found->second;
        const Eigen::MatrixXd v = firstSingular(wholeMatrix(m_model, LayerIndex(head.layer),
                                                            HeadIndex(head.head), matrix),
                                                rank)
                                      .v;
        return m_projectors[key] = v * v.transpose();
    }

    /// The query of n, whose matrix reads n times the projector.
    Row queryOf(const NaiveHead& head, const Row& n, const Eigen::MatrixXd& projector)
    {
        const Attention& a = head.attention;
        const int d = a.headSize;
        Row row = timesMatrix(n, projector);
        if (a.queryLatent) {
            // With the factor that the latent's norm has on all of n.
            const Latent& latent = *a.queryLatent;
            const Row narrow = naiveTimes(n, latent.down, 0, latent.size());
            const double square = dot(narrow, narrow) / static_cast<double>(narrow.size());
            const double factor = 1.0
                                  / std::sqrt(square + static_cast<double>(latent.norm.epsilon));
            row = naiveTimes(row, latent.down, 0, latent.size());
            for (std::size_t k = 0; k < row.size(); ++k)
                row[k] *= factor * static_cast<double>(latent.norm.gain[k]);
        }
        Row query = naiveTimes(row, a.query, head.within * d, d, &a.queryBias);
        return a.queryNorm ? naiveNorm(*a.queryNorm, query) : query;
    }

    std::vector<bool> emptyOf(const NaiveHead& head, const DropMessages& drop, int /*rank*/)
    {
        const bool small = drop.rule == DropMessages::Rule::Small;
        Row measured;
        for (const Row& message : head.messages)
            measured.push_back(small ? length(message) : std::abs(rhoOf(head, message)));
        double bound = drop.threshold;
        if (small) {
            Row sorted = measured;
            std::sort(sorted.begin(), sorted.end());
            const std::size_t n = sorted.size();
            bound *= (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
        }
        std::vector<bool> empty;
        for (const double number : measured) {
            m_margin.least = std::min(
                m_margin.least, std::abs(number - bound) / (small ? std::max(bound, 1e-300) : 1.0));
            empty.push_back(small ? number < bound : number >= bound);
        }
        return empty;
    }

    double rhoOf(const NaiveHead& head, const Row& message) const
    {
        const LayerIndex layer(head.layer);
        return naiveLens(m_model, message,
                         head.attention.cross ? LensTarget::crossMessage(layer)
                                              : LensTarget::message(layer),
                         {.space = Space::Final, .metric = Metric::Cosine})
            .rho;
    }

    /// Of n with the mean of the patterns, all but the first's, of a head whose W_Q may be cut.
    double centroidCosine(const NaiveHead& head, const Row& n, int rank)
    {
        const Eigen::MatrixXd wq = wide(head.attention.head(HeadIndex(head.within)).wq);
        Rows patterns;
        for (const Row& key : head.keys) {
            Row pattern = timesMatrix(turnedBack(head.attention.rotary, key), wq.transpose());
            if (rank > 0)
                pattern = timesMatrix(pattern, projector(head, HeadMatrix::Pattern, rank));
            patterns.push_back(pattern);
        }
        Row centroid(n.size(), 0.0);
        for (std::size_t j = patterns.size() > 2 ? 1 : 0; j < patterns.size(); ++j)
            for (std::size_t e = 0; e < n.size(); ++e)
                centroid[e] += patterns[j][e];
        return dot(n, centroid) / (length(n) * length(centroid));
    }

    const Model& m_model;
    Change m_change;
    NaiveMargin& m_margin;
    std::map<std::tuple<int, int, HeadMatrix, int>, Eigen::MatrixXd> m_projectors;
};

} // namespace

Eigen::MatrixXd wholeMatrix(const Model& model, LayerIndex layer, HeadIndex head, HeadMatrix matrix)
{
    const Layer& part = model.layers[static_cast<std::size_t>(layer.value)];
    const int own = part.attention.heads;
    const Head h = head.value < own ? part.attention.head(head)
                                    : part.cross->head(HeadIndex(head.value - own));
    return matrix == HeadMatrix::Pattern ? Eigen::MatrixXd(wide(h.wk) * wide(h.wq).transpose())
                                         : Eigen::MatrixXd(wide(h.wv) * wide(h.wo));
}

FirstSingular firstSingular(const Eigen::MatrixXd& whole, int rank)
{
    constexpr Eigen::Index quick = 100;
    const auto first = [rank](const auto& svd) {
        return FirstSingular{svd.matrixU().leftCols(rank), svd.singularValues().head(rank),
                             svd.matrixV().leftCols(rank)};
    };
    constexpr auto both = Eigen::ComputeThinU | Eigen::ComputeThinV;
    return whole.rows() > quick ? first(Eigen::BDCSVD<Eigen::MatrixXd>(whole, both))
                                : first(Eigen::JacobiSVD<Eigen::MatrixXd>(whole, both));
}

NaiveEdits naiveChange(const Model& model, const Change& change, NaiveMargin& margin)
{
    const auto made = std::make_shared<NaiveChange>(model, change, margin);
    return {[made](NaiveHead& head) { made->project(head); },
            [made](NaiveHead& head) { made->weigh(head); },
            [made](NaiveHead& head) { made->write(head); }};
}

} // namespace headscope::tests
