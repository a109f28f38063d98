// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lens.h"

#include "core/analysis/lenskernel.h"
#include "core/analysis/wordside.h"
#include "core/base/error.h"
#include "core/model/forward.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <tuple>

namespace headscope::core {

namespace {

constexpr int mostWords = 50;
constexpr Eigen::Index wordTile = 2048; // words per product: with rowTile rows their scores stay in
                                        // the cache
constexpr Eigen::Index rowTile = 256;

Space spaceOf(const LensTarget& target, const LensOptions& options)
{
    if (options.space)
        return *options.space;
    if (target.kind == LensTarget::Kind::State)
        return Space::Logit;
    return target.reads() ? Space::Layer : Space::Final;
}

Metric metricOf(const LensTarget& target, const LensOptions& options)
{
    if (options.metric)
        return *options.metric;
    return target.kind == LensTarget::Kind::State || spaceOf(target, options) == Space::Logit
               ? Metric::Dot
               : Metric::Cosine;
}

/// The norm in front of what the target's sub-layer reads; the final one for the last state.
const Norm& readerNorm(const Model& model, const LensTarget& target)
{
    const int layer = target.layer.value;
    const bool last = target.kind == LensTarget::Kind::State && layer == model.info.layers;
    if (layer < 0 || layer >= model.info.layers + (last ? 1 : 0))
        throw Error(ErrorKind::BadArgument, "there is no layer " + std::to_string(layer) + ": "
                                                + model.info.name + " has layers 0 to "
                                                + std::to_string(model.info.layers - 1));
    if (last)
        return model.finalNorm;
    const Layer& l = model.layers[static_cast<std::size_t>(layer)];
    const bool neuron = target.kind == LensTarget::Kind::NeuronIn
                        || target.kind == LensTarget::Kind::NeuronOut;
    return neuron ? l.feedForward.norm : l.attention.norm;
}

/// Vectors made ready for a WordSide; see there.
struct Prepared {
    Matrix vectors;               ///< (R, D)
    std::vector<float> constants; ///< (R)
    std::vector<bool> zero;       ///< (R): nothing to compare
};

void centreRow(Eigen::Ref<Eigen::RowVectorXf> row)
{
    row.array() -= row.mean();
}

Prepared prepare(const Model& model, const ConstMatrixView& vectors, const Norm& reader,
                 Space space, Metric metric)
{
    Prepared p;
    p.vectors = vectors;
    const auto R = static_cast<std::size_t>(vectors.rows());
    p.constants.assign(R, 0.0F);
    p.zero.assign(R, false);
    if (space == Space::Draft || space == Space::Logit)
        model.finalNorm.apply(vectors, view(p.vectors));
    const Norm& f = model.finalNorm;
    const Vector readerBias = reader.biases();
    for (Eigen::Index r = 0; r < vectors.rows(); ++r) {
        auto row = p.vectors.row(r);
        float constant = 0.0F;
        float length = 0.0F;
        if (space == Space::Final) {
            if (f.kind == Norm::Kind::Layer)
                centreRow(row);
            row.array() *= f.gains().transpose().array();
            length = row.norm();
        } else if (space == Space::Layer) {
            length = row.norm();
            constant = row.dot(readerBias);
            row.array() *= reader.gains().transpose().array();
            if (reader.kind == Norm::Kind::Layer)
                centreRow(row);
        } else {
            length = row.norm();
        }
        const auto k = static_cast<std::size_t>(r);
        p.zero[k] = !(vectors.row(r).squaredNorm() > 0.0F) || !(length > 0.0F);
        if (metric == Metric::Cosine && !p.zero[k]) {
            row /= length;
            constant /= length;
        }
        p.constants[k] = constant;
    }
    return p;
}

void checkOptions(const LensOptions& options, Space space, Metric metric)
{
    if (options.top < 1 || options.top > mostWords)
        throw Error(ErrorKind::BadArgument, "the number of words is " + std::to_string(options.top)
                                                + ", it must be within 1 and "
                                                + std::to_string(mostWords));
    if (space == Space::Logit && metric == Metric::Cosine)
        throw Error(ErrorKind::BadArgument,
                    "the logit space has probabilities, so it goes with the dot metric only");
}

/// u_t . bias_f, or the logits after the first token alone where the final norm has no bias;
/// centred, unit deviation.
Vector makeWordBias(const Model& model)
{
    Vector b = Vector::Zero(model.unembedding.in);
    if (model.finalNorm.bias != nullptr) {
        const Matrix bias = model.finalNorm.biases().transpose();
        Matrix scores(1, b.size());
        multiplyTransposed(constView(bias), model.unembedding, view(scores));
        b = scores.row(0).transpose();
    } else if (model.info.firstToken) {
        struct LastState : ForwardObserver {
            Matrix state;
            void finished(Matrix& last) override { state = std::move(last); }
        } observer;
        forward(model, {*model.info.firstToken}, observer);
        b = logits(model, observer.state).row(0).transpose();
    }
    const Eigen::VectorXd centred = b.cast<double>().array() - b.cast<double>().mean();
    const double deviation = std::sqrt(centred.squaredNorm() / static_cast<double>(b.size()));
    if (!(deviation > 0.0))
        return Vector::Zero(b.size());
    return (centred / deviation).cast<float>();
}

/// What rho and legibility are made of: the scores of one vector over the whole vocabulary.
struct ScoreStatistics {
    double mean = 0.0;
    double variance = 0.0;
    double largest = 0.0;
    double covariance = 0.0; ///< with the word bias, which is centred and of unit deviation
};

ScoreStatistics scoreStatistics(const ScoreKeeper& keeper, const Prepared& p, Eigen::Index row,
                                double mean, const WordSide& side)
{
    const double constant = static_cast<double>(p.constants[static_cast<std::size_t>(row)]);
    return {mean, keeper.squares() / static_cast<double>(side.rows.in),
            static_cast<double>(keeper.largest()),
            p.vectors.row(row).cast<double>().dot(side.biasRow) + constant * side.biasOffset};
}

ScoreStatistics probabilityStatistics(const ScoreKeeper& keeper, Eigen::Index vocabulary)
{
    const auto n = static_cast<double>(vocabulary);
    return {1.0 / n, std::max(0.0, keeper.probabilitySquares() / n - 1.0 / (n * n)),
            keeper.probability(keeper.largest()), keeper.probabilityBias() / n};
}

} // namespace

struct Lens::Impl {
    std::shared_ptr<const Model> model;
    std::once_flag biasOnce;
    Vector bias;                        ///< (V)
    std::vector<float> fragmentsHidden; ///< (V): -infinity where hidden
    std::vector<float> nothingHidden;   ///< (V)

    using SideKey = std::tuple<const float*, const Norm*, Metric>;
    std::mutex sidesMutex;
    std::map<SideKey, std::unique_ptr<const WordSide>> sides;

    const Vector& wordBias()
    {
        std::call_once(biasOnce, [this] { bias = makeWordBias(*model); });
        return bias;
    }

    const WordSide& side(const LensTarget& target, const Norm& reader, Space space, Metric metric)
    {
        const bool input = space == Space::Layer || (space == Space::Raw && target.reads());
        const Weight& rows = input ? model->embedding : model->unembedding;
        const Norm* norm = space == Space::Layer ? &reader : nullptr;
        const Vector& b = wordBias();
        const std::lock_guard lock(sidesMutex);
        std::unique_ptr<const WordSide>& kept = sides[{rows.data, norm, metric}];
        if (!kept) {
            const bool normed = metric == Metric::Cosine;
            auto made = std::make_unique<WordSide>(norm ? wordsThroughNorm(rows, *norm, normed)
                                                        : plainWords(rows, normed));
            addMoments(*made, b);
            kept = std::move(made);
        }
        return *kept;
    }

    LensCell cell(const ScoreKeeper& keeper, const ScoreStatistics& scores,
                  const LensOptions& options, bool probabilities) const;
};

LensCell Lens::Impl::cell(const ScoreKeeper& keeper, const ScoreStatistics& scores,
                          const LensOptions& options, bool probabilities) const
{
    LensCell cell;
    for (const ScoreKeeper::Found& found : keeper.best()) {
        cell.ids.push_back(found.id);
        cell.scores.push_back(probabilities ? static_cast<float>(keeper.probability(found.score))
                                            : found.score);
        cell.bias += static_cast<double>(std::abs(bias[found.id]));
    }
    if (!cell.ids.empty())
        cell.bias /= static_cast<double>(cell.ids.size());
    const double deviation = std::sqrt(scores.variance);
    if (deviation > 0.0) {
        cell.legibility = (scores.largest - scores.mean) / deviation;
        cell.rho = scores.covariance / deviation;
    }
    const bool posts = options.biasRule == BiasRule::Posts;
    const double threshold = options.biasThreshold.value_or(posts ? 2.0 : 0.5);
    cell.highBias = posts ? cell.bias >= threshold : std::abs(cell.rho) >= threshold;
    return cell;
}

Lens::Lens(std::shared_ptr<const Model> model) : m_impl(std::make_unique<Impl>())
{
    const auto V = static_cast<std::size_t>(model->info.vocab);
    m_impl->nothingHidden.assign(V, 0.0F);
    m_impl->fragmentsHidden.assign(V, 0.0F);
    for (std::size_t t = 0; t < V; ++t)
        if (model->fragments[t] != 0)
            m_impl->fragmentsHidden[t] = -std::numeric_limits<float>::infinity();
    m_impl->model = std::move(model);
}

Lens::~Lens() = default;

const Vector& Lens::wordBias() const
{
    return m_impl->wordBias();
}

std::optional<std::vector<LensCell>> Lens::search(const ConstMatrixView& vectors,
                                                  const LensTarget& target,
                                                  const LensOptions& options,
                                                  const RunControl& control) const
{
    const Model& model = *m_impl->model;
    const Space space = spaceOf(target, options);
    const Metric metric = metricOf(target, options);
    checkOptions(options, space, metric);
    const Norm& reader = readerNorm(model, target);
    const WordSide& side = m_impl->side(target, reader, space, metric);
    const std::vector<float>& hidden = options.hideFragments ? m_impl->fragmentsHidden
                                                             : m_impl->nothingHidden;
    const bool probabilities = space == Space::Logit;

    std::vector<LensCell> cells(static_cast<std::size_t>(vectors.rows()));
    const Eigen::Index V = side.rows.in;
    const Eigen::Index D = side.rows.out;
    Matrix products;
    for (Eigen::Index firstRow = 0; firstRow < vectors.rows(); firstRow += rowTile) {
        const Eigen::Index R = std::min(rowTile, vectors.rows() - firstRow);
        const Prepared p = prepare(
            model,
            ConstMatrixView(vectors.data() + firstRow * vectors.outerStride(), R, D,
                            Eigen::OuterStride<>(vectors.outerStride())),
            reader, space, metric);
        std::vector<ScoreKeeper> keepers;
        std::vector<double> means;
        for (Eigen::Index r = 0; r < R; ++r) {
            const double constant = static_cast<double>(p.constants[static_cast<std::size_t>(r)]);
            means.push_back(p.vectors.row(r).cast<double>().dot(side.meanRow)
                            + constant * side.meanOffset);
            keepers.emplace_back(options.top, static_cast<float>(means.back()));
        }
        for (Eigen::Index firstWord = 0; firstWord < V; firstWord += wordTile) {
            if (control.stopped())
                return std::nullopt;
            const Eigen::Index n = std::min(wordTile, V - firstWord);
            products.resize(R, n);
            multiplyTransposed(constView(p.vectors), side.rows.inputs(firstWord, n),
                               view(products));
#pragma omp parallel for schedule(static) if (R > 16)
            for (Eigen::Index r = 0; r < R; ++r) {
                std::array<float, wordTile> scratch;
                keepers[static_cast<std::size_t>(r)].take(
                    products.row(r).data(), side.scale.data() + firstWord,
                    side.offset.data() + firstWord, p.constants[static_cast<std::size_t>(r)],
                    hidden.data() + firstWord,
                    probabilities ? m_impl->bias.data() + firstWord : nullptr, static_cast<int>(n),
                    static_cast<TokenId>(firstWord), scratch.data());
            }
        }
        for (Eigen::Index r = 0; r < R; ++r) {
            const auto k = static_cast<std::size_t>(r);
            if (p.zero[k])
                continue;
            const ScoreStatistics statistics = probabilities ? probabilityStatistics(keepers[k], V)
                                                             : scoreStatistics(keepers[k], p, r,
                                                                               means[k], side);
            cells[static_cast<std::size_t>(firstRow + r)] = m_impl->cell(keepers[k], statistics,
                                                                         options, probabilities);
        }
    }
    return cells;
}

} // namespace headscope::core
