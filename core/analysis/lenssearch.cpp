// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lensstrip.h"
#include "core/analysis/lensvectors.h"
#include "core/analysis/lenswords.h"
#include "core/base/error.h"
#include "core/base/threads.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <utility>

namespace headscope::core {

namespace {

/// A batch with its vectors prepared, and their basis where they are to be compared in it.
struct PreparedBatch {
    LensTarget target;
    const Norm* reader = nullptr;
    const WordSide* side = nullptr;
    bool lowRank = false;
    std::vector<LensRow> rows;
    Matrix vectors; ///< (R, D), or the coordinates (R, r) in the basis
    Matrix basis;   ///< (r, D)
};

/// Whether projecting the words on the span first takes fewer operations: V D r for the words, R r
/// V for the vectors, and 4 D r^2 for the basis, against R D V.
bool lowRankIsCheaper(const LensBatch& batch, Eigen::Index vocabulary)
{
    const auto R = static_cast<double>(batch.vectors.rows());
    const auto D = static_cast<double>(batch.vectors.cols());
    const auto r = static_cast<double>(batch.span.out);
    const auto V = static_cast<double>(vocabulary);
    return V * D * r + R * r * V + 4.0 * D * r * r < R * D * V;
}

bool wantsLowRank(const LensBatch& batch, Eigen::Index vocabulary, bool linear)
{
    if (batch.path == LensPath::Direct || batch.span.empty() || !linear)
        return false;
    return batch.path == LensPath::LowRank || lowRankIsCheaper(batch, vocabulary);
}

/// The coordinates of prepared vectors in their basis. A vector that the basis cannot make would
/// find wrong words, so its length is compared.
Matrix coordinatesOf(const Matrix& vectors, const Matrix& basis)
{
    // Vectors may be differences of much longer ones; their rounding lies outside the span.
    constexpr float roundingShare = 1e-2F;
    Matrix coordinates(vectors.rows(), basis.rows());
    multiplyRows(constView(vectors), constView(basis), view(coordinates));
    for (Eigen::Index r = 0; r < vectors.rows(); ++r) {
        const float length = vectors.row(r).norm();
        if (coordinates.row(r).norm() < (1.0F - roundingShare) * length)
            throw Error(ErrorKind::BadArgument, "vector " + std::to_string(r)
                                                    + " of a search is no combination of the span "
                                                      "that it is said to lie in");
    }
    return coordinates;
}

} // namespace

struct LensSearch::Impl {
    /// Blocks of words of one strip that are taken in order.
    struct Part {
        LensStrip* strip = nullptr;
        int number = 0;
        Eigen::Index begin = 0; ///< words
        Eigen::Index next = 0;
        Eigen::Index end = 0;
        bool taken = false; ///< by a thread, now
    };

    std::shared_ptr<LensWords> words;
    LensOptions options;
    std::vector<std::vector<LensCell>> cells; ///< a list per batch
    std::vector<std::unique_ptr<LensStrip>> strips;
    std::vector<Part> parts;
    std::vector<LensScratch> scratch; ///< one a thread
    std::mutex partsMutex;
    std::atomic<int> blocksDone = 0;
    int blocksTotal = 0;

    PreparedBatch prepare(LensBatch batch, std::size_t index, const WordSide& side,
                          const Norm& reader, Space space, Metric metric) const;
    void addDirect(const std::vector<const PreparedBatch*>& batches);
    void addLowRank(std::vector<PreparedBatch*> batches);
    void cutStrips();
    Part* claim();
    void release(Part& part);
    LensCell cell(const LensRow& row, const ScoreKeeper& keeper) const;
};

PreparedBatch LensSearch::Impl::prepare(LensBatch batch, std::size_t index, const WordSide& side,
                                        const Norm& reader, Space space, Metric metric) const
{
    const Model& model = words->model();
    PreparedVectors p = prepareVectors(model, constView(batch.vectors), reader, space, metric);
    PreparedBatch result;
    result.side = &side;
    result.lowRank = wantsLowRank(batch, side.rows.in, isLinear(model, space));
    for (std::size_t k = 0; k < p.constants.size(); ++k) {
        const auto r = static_cast<Eigen::Index>(k);
        const auto constant = static_cast<double>(p.constants[k]);
        const Eigen::RowVectorXd vector = p.vectors.row(r).cast<double>();
        result.rows.push_back({&side, p.constants[k],
                               vector.dot(side.meanRow) + constant * side.meanOffset,
                               vector.dot(side.biasRow) + constant * side.biasOffset, p.zero[k],
                               space == Space::Logit, index, k});
    }
    result.vectors = std::move(p.vectors);
    if (result.lowRank) {
        result.basis = preparedBasis(model, batch.span, reader, space);
        result.vectors = coordinatesOf(result.vectors, result.basis);
    }
    return result;
}

/// Vectors of all batches, whatever their layer, in strips of about the same number of rows.
void LensSearch::Impl::addDirect(const std::vector<const PreparedBatch*>& batches)
{
    std::vector<LensRow> rows;
    for (const PreparedBatch* batch : batches)
        rows.insert(rows.end(), batch->rows.begin(), batch->rows.end());
    const auto total = static_cast<Eigen::Index>(rows.size());
    if (total == 0)
        return;
    const Weight& embedding = batches.front()->side->rows;
    const Eigen::Index count = (total + DirectStrip::mostRows - 1) / DirectStrip::mostRows;
    auto batch = batches.begin();
    Eigen::Index inBatch = 0;
    for (Eigen::Index strip = 0; strip < count; ++strip) {
        const Eigen::Index first = total * strip / count;
        const Eigen::Index n = total * (strip + 1) / count - first;
        Matrix vectors(n, embedding.out);
        for (Eigen::Index filled = 0; filled < n;) {
            const Eigen::Index some = std::min(n - filled, (*batch)->vectors.rows() - inBatch);
            vectors.middleRows(filled, some) = (*batch)->vectors.middleRows(inBatch, some);
            filled += some;
            inBatch += some;
            if (inBatch == (*batch)->vectors.rows()) {
                ++batch;
                inBatch = 0;
            }
        }
        strips.push_back(std::make_unique<DirectStrip>(
            embedding, std::vector<LensRow>(rows.begin() + first, rows.begin() + first + n),
            vectors));
    }
}

/// Batches in strips of a few bases each.
void LensSearch::Impl::addLowRank(std::vector<PreparedBatch*> batches)
{
    std::vector<LensRow> rows;
    std::vector<LowRankStrip::Group> groups;
    Eigen::Index columns = 0;
    for (PreparedBatch* batch : batches) {
        columns += batch->basis.rows();
        rows.insert(rows.end(), batch->rows.begin(), batch->rows.end());
        groups.push_back({std::move(batch->basis), std::move(batch->vectors)});
        if (columns < LowRankStrip::fewestColumns && batch != batches.back())
            continue;
        strips.push_back(std::make_unique<LowRankStrip>(batch->side->rows, std::exchange(rows, {}),
                                                        std::exchange(groups, {})));
        columns = 0;
    }
}

/// Few strips are cut into parts, so that all threads have work to the end.
void LensSearch::Impl::cutStrips()
{
    const int threads = threadCount();
    scratch.resize(static_cast<std::size_t>(threads));
    const int wanted = threads > 1 ? 2 * threads : 1;
    for (const auto& strip : strips) {
        const Eigen::Index V = words->model().info.vocab;
        const Eigen::Index blocks = (V + LensStrip::block - 1) / LensStrip::block;
        const auto count = static_cast<int>(strips.size());
        const int cuts = static_cast<int>(
            std::min<Eigen::Index>((wanted + count - 1) / count, blocks));
        strip->cut(cuts, options.top);
        for (int part = 0; part < cuts; ++part) {
            const Eigen::Index begin = blocks * part / cuts * LensStrip::block;
            const Eigen::Index end = blocks * (part + 1) / cuts * LensStrip::block;
            parts.push_back({strip.get(), part, begin, begin, std::min(end, V), false});
        }
        blocksTotal += static_cast<int>(blocks);
    }
}

/// The part that is furthest behind, so that strips go over the same words at about the same time,
/// while these are in the cache. nullptr when nothing is left to begin.
LensSearch::Impl::Part* LensSearch::Impl::claim()
{
    const std::lock_guard lock(partsMutex);
    Part* best = nullptr;
    for (Part& part : parts)
        if (!part.taken && part.next < part.end
            && (best == nullptr || part.next - part.begin < best->next - best->begin))
            best = &part;
    if (best != nullptr)
        best->taken = true;
    return best;
}

void LensSearch::Impl::release(Part& part)
{
    const std::lock_guard lock(partsMutex);
    part.next = std::min(part.next + LensStrip::block, part.end);
    part.taken = false;
    ++blocksDone;
}

LensCell LensSearch::Impl::cell(const LensRow& row, const ScoreKeeper& keeper) const
{
    const auto V = static_cast<double>(words->model().info.vocab);
    const double mean = row.probabilities ? 1.0 / V : row.mean;
    const double variance = row.probabilities
                                ? std::max(0.0, keeper.probabilitySquares() / V - mean * mean)
                                : keeper.squares() / V;
    const double largest = row.probabilities ? keeper.probability(keeper.largest())
                                             : static_cast<double>(keeper.largest());
    const double covariance = row.probabilities ? keeper.probabilityBias() / V : row.covariance;
    const Vector& bias = words->bias();
    LensCell cell;
    cell.ids.reserve(keeper.best().size());
    cell.scores.reserve(keeper.best().size());
    for (const ScoreKeeper::Found& found : keeper.best()) {
        cell.ids.push_back(found.id);
        cell.scores.push_back(
            row.probabilities ? static_cast<float>(keeper.probability(found.score)) : found.score);
        cell.bias += static_cast<double>(std::abs(bias[found.id]));
    }
    if (!cell.ids.empty())
        cell.bias /= static_cast<double>(cell.ids.size());
    if (const double deviation = std::sqrt(variance); deviation > 0.0) {
        cell.legibility = (largest - mean) / deviation;
        cell.rho = covariance / deviation;
    }
    const bool posts = options.biasRule == BiasRule::Posts;
    const double threshold = options.biasThreshold.value_or(posts ? 2.0 : 0.5);
    cell.highBias = posts ? cell.bias >= threshold : std::abs(cell.rho) >= threshold;
    return cell;
}

LensSearch::LensSearch(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
LensSearch::LensSearch(LensSearch&&) noexcept = default;
LensSearch& LensSearch::operator=(LensSearch&&) noexcept = default;
LensSearch::~LensSearch() = default;

bool LensSearch::advance(const RunControl& control)
{
    Impl& search = *m_impl;
    const float* hidden = search.words->hidden(search.options).data();
    const float* bias = search.words->bias().data();
    onThreads(static_cast<int>(search.scratch.size()), [&](int worker) {
        while (!control.stopped()) {
            Impl::Part* part = search.claim();
            if (part == nullptr)
                return;
            part->strip->take(part->number, part->next, hidden, bias,
                              search.scratch[static_cast<std::size_t>(worker)]);
            search.release(*part);
            if (worker == 0)
                control.report(search.blocksDone, search.blocksTotal);
        }
    });
    return search.blocksDone == search.blocksTotal;
}

std::vector<std::vector<LensCell>> LensSearch::take()
{
    Impl& search = *m_impl;
    for (const auto& strip : search.strips) {
        const std::vector<LensRow>& rows = strip->rows();
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (!rows[r].zero)
                search.cells[rows[r].batch][rows[r].index] = search.cell(rows[r], strip->found(r));
    }
    return std::move(search.cells);
}

std::optional<LensSearch> Lens::start(std::vector<LensBatch> batches, const LensOptions& options,
                                      const RunControl& control) const
{
    const Model& model = m_words->model();
    if (!model.info.hasWords())
        requireRunnable(model);
    auto impl = std::make_unique<LensSearch::Impl>();
    impl->words = m_words;
    impl->options = options;
    std::vector<std::function<PreparedBatch()>> preparations;
    for (std::size_t k = 0; k < batches.size(); ++k) {
        LensBatch& batch = batches[k];
        const Space space = spaceOf(batch.target, options);
        const Metric metric = metricOf(batch.target, options);
        checkOptions(options, space, metric);
        const Norm& reader = readerNorm(model, batch.target);
        const WordSide* side = m_words->side(batch.target, reader, space, metric, control);
        if (side == nullptr)
            return std::nullopt;
        impl->cells.emplace_back(static_cast<std::size_t>(batch.vectors.rows()));
        preparations.push_back([&batch, k, side, &reader, space, metric, &search = *impl] {
            return search.prepare(std::move(batch), k, *side, reader, space, metric);
        });
    }
    std::vector<PreparedBatch> prepared(batches.size());
    std::atomic<std::size_t> next = 0;
    onThreads(threadCount(), [&](int) {
        for (std::size_t k = next++; k < prepared.size() && !control.stopped(); k = next++)
            prepared[k] = preparations[k]();
    });
    if (control.stopped())
        return std::nullopt;

    // One product serves all batches that look at the same embedding.
    std::map<const float*, std::vector<const PreparedBatch*>> direct;
    std::map<const float*, std::vector<PreparedBatch*>> lowRank;
    for (PreparedBatch& batch : prepared) {
        if (batch.lowRank)
            lowRank[batch.side->rows.data].push_back(&batch);
        else
            direct[batch.side->rows.data].push_back(&batch);
    }
    for (const auto& [rows, some] : direct)
        impl->addDirect(some);
    for (const auto& [rows, some] : lowRank)
        impl->addLowRank(some);
    impl->cutStrips();
    return LensSearch(std::move(impl));
}

} // namespace headscope::core
