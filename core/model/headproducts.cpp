// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/headproducts.h"

#include "core/tensor/panels.h"

#include <new>
#include <utility>
#include <vector>

namespace headscope::core {

namespace {

/// The blocks of one head, turned by `step` times the distances where positions turn.
Matrix turned(const Attention& a, const ConstMatrixView& vectors, std::span<const int> distances,
              int step)
{
    Matrix result = vectors;
    if (!a.dependsOnDistance() || distances.empty())
        return result;
    std::vector<int> positions(distances.begin(), distances.end());
    for (int& position : positions)
        position *= step;
    // Queries and keys are both scaled where they turn.
    a.rotary.turn(view(result), positions, vectors.rows(), a.rotary.scale * a.rotary.scale);
    return result;
}

/// `w` without the norms on its way: columns of a latent's projection, or of the stream's.
void multiplyBack(const ConstMatrixView& vectors, const Weight& w,
                  const std::optional<Latent>& latent, double factor, MatrixView out)
{
    if (!latent) {
        multiplyTransposedPrecisely(vectors, w, out);
        return;
    }
    Matrix narrow(vectors.rows(), w.in);
    multiplyTransposedPrecisely(vectors, w, view(narrow));
    narrow.array().rowwise() *= latent->norm.gains().transpose().array()
                                * static_cast<float>(factor);
    multiplyTransposedPrecisely(constView(narrow), latent->down, out);
}

} // namespace

Matrix keysAtDistance(const Attention& a, HeadIndex head, const Matrix& keys,
                      std::span<const int> distances)
{
    return turned(a, columns(keys, a.groupOf(head) * a.headSize, a.headSize), distances, -1);
}

void keyPatterns(const Attention& a, HeadIndex head, const Matrix& keys,
                 std::span<const int> distances, MatrixView out)
{
    const Eigen::Index d = a.headSize;
    Matrix met;
    ConstMatrixView k = columns(keys, a.groupOf(head) * d, d);
    if (a.queryNorm || (a.dependsOnDistance() && !distances.empty())) {
        met = keysAtDistance(a, head, keys, distances);
        if (a.queryNorm)
            met.array().rowwise() *= a.queryNorm->gains().transpose().array();
        new (&k) ConstMatrixView(view(std::as_const(met)));
    }
    multiplyBack(k, a.query.outputs(head.value * d, d), a.queryLatent, 1.0, out);
}

void queryPatterns(const Attention& a, HeadIndex head, const Matrix& queries,
                   std::span<const int> distances, double keyFactor, MatrixView out)
{
    const Eigen::Index d = a.headSize;
    const Eigen::Index shared = a.sharedKey.out;
    Matrix q = turned(a, columns(queries, head.value * d, d), distances, 1);
    if (a.keyNorm)
        q.array().rowwise() *= a.keyNorm->gains().transpose().array();
    const Eigen::Index own = d - shared;
    multiplyBack(columns(std::as_const(q), 0, own), a.key.outputs(a.groupOf(head) * own, own),
                 a.latent, keyFactor, out);
    if (shared == 0)
        return;
    Matrix rest(out.rows(), out.cols());
    multiplyTransposedPrecisely(columns(std::as_const(q), own, shared), a.sharedKey, view(rest));
    out += rest;
}

void headMessages(const Attention& a, HeadIndex head, const Matrix& values, MatrixView out)
{
    const Eigen::Index d = a.valueSize;
    multiply(columns(values, a.groupOf(head) * d, d), a.output.inputs(head.value * d, d), out);
}

} // namespace headscope::core
