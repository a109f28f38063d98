// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <cstddef>
#include <vector>

namespace headscope::core {

/// What is kept of one vector's scores while the vocabulary goes by: the best few, and sums over
/// all words.
class ScoreKeeper
{
public:
    /// `top`: how many to keep; `mean`: of all scores, known beforehand, so that squares of
    /// deviations are summed.
    ScoreKeeper(int top, float mean);

    /// One of the best words.
    struct Found {
        float score = 0; ///< as take() makes it
        TokenId id = 0;  ///< smaller ones first where scores are equal
    };

    /// The next `n` words, in order of their ids from `firstId`. score_t = x_t scale_t + constant
    /// offset_t. `hidden` (n): 0 for words that count, -infinity for those that are not shown; sums
    /// take them all. `bias` (n): the words' b_t where the softmax's sums are wanted, else nullptr.
    /// `scratch` (n) is overwritten.
    void take(const float* x, const float* scale, const float* offset, float constant,
              const float* hidden, const float* bias, int n, TokenId firstId, float* scratch);
    /// Takes in what another keeper, of the same top and mean, found among later words.
    void merge(const ScoreKeeper& later);

    const std::vector<Found>& best() const { return m_best; } ///< best first, ties by id
    double squares() const { return m_squares; }              ///< sum of (score - mean)^2
    float largest() const { return m_largest; }               ///< of all scores, hidden ones too

    // Of the softmax over all words; only when take() was given the words' bias.
    double probability(float score) const; ///< of a word with this score, hidden or not
    double probabilitySquares() const;     ///< sum of p_t^2
    double probabilityBias() const;        ///< sum of p_t b_t

private:
    void insert(float score, TokenId id);
    void shiftExponentials(float largest);
    void addExponentials(const float* x, const float* scale, const float* offset, float constant,
                         const float* bias, int n);

    std::size_t m_top;
    float m_mean;
    float m_threshold;
    std::vector<Found> m_best;
    double m_squares = 0.0;
    float m_largest;
    float m_exponentialShift;
    double m_exponentials = 0.0;       ///< sum of e_t = exp(score_t - shift)
    double m_exponentialSquares = 0.0; ///< sum of e_t^2
    double m_exponentialBias = 0.0;    ///< sum of e_t b_t
};

} // namespace headscope::core
