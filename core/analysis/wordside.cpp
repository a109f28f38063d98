// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wordside.h"

#include "core/base/threads.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace headscope::core {

namespace {

constexpr Eigen::Index tile = 512; // words at a time: few enough for float32 partial sums

/// 1 / x; a word without length is like no vector, so its score is made 0.
float inverseOrZero(float x)
{
    return x > 0.0F ? 1.0F / x : 0.0F;
}

/// What all norms need of the words, side by side: |(e - mean) g / sigma + b|^2 is
///     sum (e - mean)^2 g^2 / sigma^2 + 2 sum (e - mean) g b / sigma + sum b^2.
struct NormTerms {
    Matrix squaredGains; ///< (N, D): g^2
    Matrix gainBiases;   ///< (N, D): g b
    Vector biasSquares;  ///< (N): sum of b^2
};

NormTerms termsOf(std::span<const Norm* const> norms, Eigen::Index width)
{
    const auto N = static_cast<Eigen::Index>(norms.size());
    NormTerms terms{Matrix::Zero(N, width), Matrix::Zero(N, width), Vector::Zero(N)};
    for (Eigen::Index k = 0; k < N; ++k) {
        const Norm* norm = norms[static_cast<std::size_t>(k)];
        if (norm == nullptr) {
            terms.squaredGains.row(k).setOnes();
            continue;
        }
        const auto g = norm->gains().transpose();
        const Vector b = norm->biases();
        terms.squaredGains.row(k) = g.cwiseAbs2();
        terms.gainBiases.row(k) = g.cwiseProduct(b.transpose());
        terms.biasSquares[k] = b.squaredNorm();
    }
    return terms;
}

/// Makes the sides of a range of words; each thread has one of its own.
class SideMaker
{
public:
    SideMaker(std::vector<WordSide>& sides, std::span<const Norm* const> norms,
              const NormTerms& terms, bool normed, const Vector& bias)
        : m_sides(sides), m_norms(norms), m_terms(terms), m_normed(normed), m_bias(bias)
    {
        const Eigen::Index D = sides.front().rows.out;
        const auto N = static_cast<Eigen::Index>(norms.size());
        m_sums = WideMatrix::Zero(2 * N, D);
        m_offsetSums = Eigen::MatrixX2d::Zero(N, 2);
    }

    void take(Eigen::Index first, Eigen::Index n)
    {
        const Weight& rows = m_sides.front().rows;
        const ConstMatrixView words(rows.data + first * rows.stride, n, rows.out,
                                    Eigen::OuterStride<>(rows.stride));
        scales(words, first);
        moments(words, first);
    }

    /// Adds this range's sums to the sides' moments.
    void addTo(std::vector<WordSide>& sides) const
    {
        const auto N = static_cast<Eigen::Index>(sides.size());
        for (Eigen::Index k = 0; k < N; ++k) {
            WordSide& side = sides[static_cast<std::size_t>(k)];
            side.meanRow += m_sums.row(k).transpose();
            side.biasRow += m_sums.row(N + k).transpose();
            side.meanOffset += m_offsetSums(k, 0);
            side.biasOffset += m_offsetSums(k, 1);
        }
    }

private:
    /// scale_t and offset_t of every norm.
    void scales(const ConstMatrixView& words, Eigen::Index first)
    {
        for (const auto kind : {Norm::Kind::Layer, Norm::Kind::Rms}) {
            // Words as they are have no mean taken away, as under RMS norms.
            const auto ofKind = [kind](const Norm* norm) {
                return (norm != nullptr && norm->centres()) == (kind == Norm::Kind::Layer);
            };
            if (std::none_of(m_norms.begin(), m_norms.end(), ofKind))
                continue;
            m_centred = words;
            if (kind == Norm::Kind::Layer)
                m_centred.colwise() -= m_centred.rowwise().mean().eval();
            const auto N = static_cast<Eigen::Index>(m_norms.size());
            m_linear.resize(words.rows(), N);
            m_squares.resize(words.rows(), N);
            if (m_normed)
                multiplyRows(constView(m_centred), constView(m_terms.gainBiases), view(m_linear));
            m_centred = m_centred.cwiseAbs2().eval();
            if (m_normed)
                multiplyRows(constView(m_centred), constView(m_terms.squaredGains),
                             view(m_squares));
            const Vector variances = m_centred.rowwise().mean();
            for (Eigen::Index k = 0; k < N; ++k)
                if (ofKind(m_norms[static_cast<std::size_t>(k)]))
                    fill(k, first, variances);
        }
    }

    void fill(Eigen::Index k, Eigen::Index first, const Vector& variances)
    {
        const Norm* norm = m_norms[static_cast<std::size_t>(k)];
        const bool scales = norm != nullptr && norm->kind != Norm::Kind::None;
        WordSide& side = m_sides[static_cast<std::size_t>(k)];
        for (Eigen::Index t = 0; t < variances.size(); ++t) {
            const float inverse = scales ? 1.0F / std::sqrt(variances[t] + norm->epsilon) : 1.0F;
            float length = 1.0F;
            if (m_normed) {
                const float square = inverse * inverse * m_squares(t, k)
                                     + 2.0F * inverse * m_linear(t, k) + m_terms.biasSquares[k];
                length = inverseOrZero(std::sqrt(std::max(square, 0.0F)));
            }
            const auto word = static_cast<std::size_t>(first + t);
            side.scale[word] = inverse * length;
            side.offset[word] = norm != nullptr ? length : 0.0F;
        }
    }

    /// Sums of scale_t row_t and b_t scale_t row_t over these words.
    void moments(const ConstMatrixView& words, Eigen::Index first)
    {
        const Eigen::Index n = words.rows();
        const auto N = static_cast<Eigen::Index>(m_sides.size());
        const auto bias = m_bias.segment(first, n).transpose();
        m_factors.resize(2 * N, n);
        for (Eigen::Index k = 0; k < N; ++k) {
            const WordSide& side = m_sides[static_cast<std::size_t>(k)];
            const ConstVectorView scale(side.scale.data() + first, n);
            const ConstVectorView offset(side.offset.data() + first, n);
            m_factors.row(k) = scale.transpose();
            m_factors.row(N + k) = scale.transpose().cwiseProduct(bias);
            m_offsetSums(k, 0) += offset.cast<double>().sum();
            m_offsetSums(k, 1) += static_cast<double>(offset.dot(bias.transpose()));
        }
        m_products.resize(2 * N, words.cols());
        multiply(constView(m_factors), words, view(m_products));
        m_sums += m_products.cast<double>();
    }

    std::vector<WordSide>& m_sides;
    std::span<const Norm* const> m_norms;
    const NormTerms& m_terms;
    bool m_normed;
    const Vector& m_bias;
    Matrix m_centred;              ///< (tile, D): e - mean, then its squares
    Matrix m_linear;               ///< (tile, N)
    Matrix m_squares;              ///< (tile, N)
    Matrix m_factors;              ///< (2 N, tile)
    Matrix m_products;             ///< (2 N, D)
    WideMatrix m_sums;             ///< (2 N, D)
    Eigen::MatrixX2d m_offsetSums; ///< (N, 2)
};

} // namespace

std::optional<std::vector<WordSide>> makeWordSides(const Weight& rows,
                                                   std::span<const Norm* const> norms, bool normed,
                                                   const Vector& bias, const RunControl& control)
{
    assert(!rows.transposed && !norms.empty());
    const Eigen::Index V = rows.in;
    std::vector<WordSide> sides(norms.size());
    for (WordSide& side : sides) {
        side.rows = rows;
        side.scale.resize(static_cast<std::size_t>(V));
        side.offset.resize(static_cast<std::size_t>(V));
        side.meanRow = Eigen::VectorXd::Zero(rows.out);
        side.biasRow = Eigen::VectorXd::Zero(rows.out);
    }
    const NormTerms terms = termsOf(norms, rows.out);
    // Ranges of words, one a thread, so that the sums do not depend on who is faster.
    const int workers = threadCount();
    std::vector<SideMaker> makers(static_cast<std::size_t>(workers),
                                  SideMaker(sides, norms, terms, normed, bias));
    const Eigen::Index tiles = (V + tile - 1) / tile;
    onThreads(workers, [&](int worker) {
        for (Eigen::Index k = tiles * worker / workers; k < tiles * (worker + 1) / workers; ++k) {
            if (control.stopped())
                return;
            makers[static_cast<std::size_t>(worker)].take(k * tile, std::min(tile, V - k * tile));
        }
    });
    if (control.stopped())
        return std::nullopt;
    for (const SideMaker& maker : makers)
        maker.addTo(sides);
    const auto n = static_cast<double>(V);
    for (WordSide& side : sides) {
        side.meanRow /= n;
        side.biasRow /= n;
        side.meanOffset /= n;
        side.biasOffset /= n;
    }
    return sides;
}

} // namespace headscope::core
