// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/singulardirections.h"

#include "core/analysis/headvectors.h"
#include "core/base/error.h"

#include <Eigen/SVD>

#include <utility>

namespace headscope::core {

namespace {

using MatrixD = Eigen::MatrixXd;

/// One side of all directions: where they lie, and as what they are looked up.
struct Side {
    MatrixD basis; ///< (D, r), orthonormal
    MatrixD turn;  ///< (r, n): directions are basis * turn
    LensTarget target;
    bool folded = false; ///< the norm's gain is in the factor
};

/// Both sides, and the values.
struct Decomposition {
    Eigen::VectorXd values; ///< (n)
    Side left;
    Side right;
};

Decomposition decompose(const Model& model, const DirectionOptions& options, const HeadPlace& place)
{
    const HeadFactors f = headFactors(place.attention, place.head, options.fold);
    const bool pattern = options.matrix == HeadMatrix::Pattern;
    const MatrixD& a = pattern ? f.k : f.v;
    const MatrixD& b = pattern ? f.q : f.o;
    const MatrixD core = triangleOf(a) * triangleOf(b).transpose();
    const Eigen::BDCSVD<MatrixD> svd(core, Eigen::ComputeThinU | Eigen::ComputeThinV);
    Decomposition result;
    result.values = svd.singularValues();
    const bool cross = place.attention.cross;
    // Keys and values are made of what the head looks for; queries read what patterns are made for.
    result.left = {basisOf(a), svd.matrixU(),
                   patternTarget(model, options.layer, options.head, PatternSide::Query),
                   options.fold && !cross};
    result.right = {basisOf(b), svd.matrixV(),
                    pattern ? patternTarget(model, options.layer, options.head, PatternSide::Key)
                            : messageTarget(model, options.layer, options.head),
                    options.fold && pattern};
    // Of the two signs, one that does not depend on how the decomposition went about it.
    const MatrixD left = result.left.basis * result.left.turn;
    for (Eigen::Index i = 0; i < left.cols(); ++i) {
        Eigen::Index at = 0;
        left.col(i).cwiseAbs().maxCoeff(&at);
        if (left(at, i) >= 0.0)
            continue;
        result.left.turn.col(i) *= -1.0;
        result.right.turn.col(i) *= -1.0;
    }
    return result;
}

Matrix directionsOf(const Side& side)
{
    return (side.basis * side.turn).transpose().cast<float>();
}

/// The directions as they are looked up, + ends before - ends. (2 n, D)
LensBatch batchOf(const Side& side, const Attention& attention)
{
    MatrixD basis = side.basis;
    if (side.folded) {
        // What comes out of the norm is n = x gain + bias of what is in front of its gain: n reads
        // by u / gain what x reads by u. Where the gain lets nothing through, nothing is read.
        const Eigen::VectorXd gain = attention.norm.gains().cast<double>();
        for (Eigen::Index k = 0; k < basis.rows(); ++k)
            basis.row(k) *= gain[k] == 0.0 ? 0.0 : 1.0 / gain[k];
    }
    const Matrix plus = (basis * side.turn).transpose().cast<float>();
    LensBatch batch{side.target, Matrix(2 * plus.rows(), plus.cols())};
    batch.vectors << plus, -plus;
    const auto span = std::make_shared<const Matrix>(basis.cast<float>());
    batch.span = {span->data(), span->rows(), span->cols(), span->cols(), false};
    batch.made = {span};
    return batch;
}

double relativeGap(double from, double to, double of)
{
    return of > 0.0 ? (from - to) / of : 0.0;
}

void takeValues(std::vector<SingularDirection>& all, const Eigen::VectorXd& values)
{
    const auto n = static_cast<int>(values.size());
    for (int i = 0; i < n; ++i) {
        SingularDirection& direction = all.emplace_back();
        direction.value = values[i];
        if (i > 0)
            direction.gapBefore = relativeGap(values[i - 1], values[i], values[i]);
        direction.gapAfter = relativeGap(values[i], i + 1 < n ? values[i + 1] : 0.0, values[i]);
    }
    // A run of values each of which is close to the next.
    for (int first = 0; first < n;) {
        int last = first;
        while (last + 1 < n && all[static_cast<std::size_t>(last)].gapAfter < closeGap)
            ++last;
        for (int i = first; i <= last; ++i) {
            all[static_cast<std::size_t>(i)].firstAlike = first;
            all[static_cast<std::size_t>(i)].lastAlike = last;
        }
        first = last + 1;
    }
}

} // namespace

std::optional<SingularDirections> singularDirections(const Model& model, const Lens& lens,
                                                     const DirectionOptions& options,
                                                     const RunControl& control)
{
    if (options.matrix != HeadMatrix::Pattern && options.matrix != HeadMatrix::Message)
        throw Error(ErrorKind::BadArgument,
                    std::string("the directions of W^P and W^M have words, not those of ")
                        + letterOf(options.matrix));
    const HeadPlace place = headPlace(model, options.layer, options.head);
    const Decomposition found = decompose(model, options, place);
    SingularDirections result;
    result.options = options;
    result.words = model.words;
    result.left = directionsOf(found.left);
    result.right = directionsOf(found.right);
    takeValues(result.all, found.values);
    if (control.stopped())
        return std::nullopt;
    if (!model.info.hasWords())
        return result;
    std::vector<LensBatch> batches;
    batches.push_back(batchOf(found.left, place.attention));
    batches.push_back(batchOf(found.right, place.attention));
    auto cells = lens.search(std::move(batches), options.lens, control);
    if (!cells)
        return std::nullopt;
    const std::size_t n = result.all.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (const std::size_t end : {0, 1}) {
            result.all[i].left[end] = std::move((*cells)[0][end * n + i]);
            result.all[i].right[end] = std::move((*cells)[1][end * n + i]);
        }
    }
    result.hasWords = true;
    return result;
}

} // namespace headscope::core
