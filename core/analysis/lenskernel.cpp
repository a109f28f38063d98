// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lenskernel.h"

#include "core/base/clones.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headscope::core {

namespace {

constexpr float lowest = -std::numeric_limits<float>::infinity();
constexpr int chunk = 256; // words looked at together: one comparison decides whether any of them
                           // is wanted

struct ChunkSums {
    float squares;
    float largest;      ///< of all
    float largestShown; ///< of those that are not hidden
};

/// Scores of up to `chunk` words into `out`, hidden ones as -infinity. Reads and writes no further
/// than n.
HEADSCOPE_CLONES ChunkSums scoreChunk(const float* x, const float* scale, const float* offset,
                                      float constant, const float* hidden, int n, float mean,
                                      float* out)
{
    float squares = 0.0F;
    float largest = lowest;
    float largestShown = lowest;
#pragma omp simd reduction(+ : squares) reduction(max : largest, largestShown)
    for (int t = 0; t < n; ++t) {
        const float score = x[t] * scale[t] + constant * offset[t];
        const float deviation = score - mean;
        const float shown = score + hidden[t];
        squares += deviation * deviation;
        largest = largest > score ? largest : score;
        largestShown = largestShown > shown ? largestShown : shown;
        out[t] = shown;
    }
    return {squares, largest, largestShown};
}

} // namespace

ScoreKeeper::ScoreKeeper(int top, float mean)
    : m_top(static_cast<std::size_t>(top)),
      m_mean(mean),
      m_threshold(lowest),
      m_largest(lowest),
      m_exponentialShift(lowest)
{
    m_best.reserve(m_top + 1);
}

void ScoreKeeper::insert(float score, TokenId id)
{
    // Ids come in order, so a new word goes behind all that score the same.
    const auto place = std::upper_bound(
        m_best.begin(), m_best.end(), score,
        [](float value, const Found& found) { return value > found.score; });
    m_best.insert(place, {score, id});
    if (m_best.size() > m_top)
        m_best.pop_back();
    if (m_best.size() == m_top)
        m_threshold = m_best.back().score;
}

/// The sums are kept relative to the largest score so far, so that no exponential overflows.
void ScoreKeeper::shiftExponentials(float largest)
{
    if (!(largest > m_exponentialShift))
        return;
    const double smaller = std::exp(static_cast<double>(m_exponentialShift)
                                    - static_cast<double>(largest));
    m_exponentials *= smaller;
    m_exponentialSquares *= smaller * smaller;
    m_exponentialBias *= smaller;
    m_exponentialShift = largest;
}

void ScoreKeeper::addExponentials(const float* x, const float* scale, const float* offset,
                                  float constant, const float* bias, int n)
{
    shiftExponentials(m_largest);
    for (int t = 0; t < n; ++t) {
        const float score = x[t] * scale[t] + constant * offset[t];
        const auto e = static_cast<double>(std::exp(score - m_exponentialShift));
        m_exponentials += e;
        m_exponentialSquares += e * e;
        m_exponentialBias += e * static_cast<double>(bias[t]);
    }
}

void ScoreKeeper::take(const float* x, const float* scale, const float* offset, float constant,
                       const float* hidden, const float* bias, int n, TokenId firstId,
                       float* scratch)
{
    for (int start = 0; start < n; start += chunk) {
        const int count = std::min(chunk, n - start);
        float* out = scratch + start;
        const ChunkSums sums = scoreChunk(x + start, scale + start, offset + start, constant,
                                          hidden + start, count, m_mean, out);
        m_squares += static_cast<double>(sums.squares);
        m_largest = std::max(m_largest, sums.largest);
        if (bias != nullptr)
            addExponentials(x + start, scale + start, offset + start, constant, bias + start,
                            count);
        if (!(sums.largestShown > m_threshold))
            continue;
        for (int t = 0; t < count; ++t)
            if (out[t] > m_threshold)
                insert(out[t], firstId + start + t);
    }
}

void ScoreKeeper::merge(const ScoreKeeper& later)
{
    for (const Found& found : later.m_best) {
        if (m_best.size() == m_top && !(found.score > m_threshold))
            break;
        insert(found.score, found.id);
    }
    m_squares += later.m_squares;
    m_largest = std::max(m_largest, later.m_largest);
    shiftExponentials(m_largest);
    // Where no softmax was wanted, all of these sums are 0 and the factor is not looked at.
    if (later.m_exponentials > 0.0) {
        const double factor = std::exp(static_cast<double>(later.m_exponentialShift)
                                       - static_cast<double>(m_exponentialShift));
        m_exponentials += factor * later.m_exponentials;
        m_exponentialSquares += factor * factor * later.m_exponentialSquares;
        m_exponentialBias += factor * later.m_exponentialBias;
    }
}

double ScoreKeeper::probability(float score) const
{
    return std::exp(static_cast<double>(score) - static_cast<double>(m_exponentialShift))
           / m_exponentials;
}

double ScoreKeeper::probabilitySquares() const
{
    return m_exponentialSquares / (m_exponentials * m_exponentials);
}

double ScoreKeeper::probabilityBias() const
{
    return m_exponentialBias / m_exponentials;
}

} // namespace headscope::core
