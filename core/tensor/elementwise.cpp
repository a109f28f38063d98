// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/elementwise.h"

#include "core/base/clones.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace headscope::core {

namespace {

/// exp(x) = 2^k exp(r) with k the whole number next to x / log 2 and r = x - k log 2, |r| <=
/// log(2)/2. Taylor's sum of exp(r) to r^7/7! leaves at most r^8/8! = 5e-9. log 2 is subtracted in
/// two parts, of which k times the first is exact (Cody and Waite 1980, Software Manual for the
/// Elementary Functions). No branch, so that loops vectorise.
HEADSCOPE_INLINE float exponential(float x)
{
    constexpr float smallest = -87.33654F; // log of the smallest normal float
    constexpr float largest = 88.0F;       // keeps 2^k finite
    constexpr float log2e = 1.44269504F;
    constexpr float log2High = 0.693359375F; // 355 / 512
    constexpr float log2Low = -2.12194440e-4F;
    // Adding 1.5 * 2^23 rounds to a whole number and leaves it in the lowest bits.
    constexpr float rounder = 12582912.0F;
    constexpr std::uint32_t exponentBias = 127;
    constexpr std::uint32_t mantissaBits = 23;
    float bounded = x > smallest ? x : smallest;
    bounded = bounded < largest ? bounded : largest;
    const float shifted = bounded * log2e + rounder;
    const float k = shifted - rounder;
    const float r = (bounded - k * log2High) - k * log2Low;
    float sum = 1.0F / 5040.0F;
    sum = sum * r + 1.0F / 720.0F;
    sum = sum * r + 1.0F / 120.0F;
    sum = sum * r + 1.0F / 24.0F;
    sum = sum * r + 1.0F / 6.0F;
    sum = sum * r + 0.5F;
    sum = (sum * r) * r + r;
    const auto power = std::bit_cast<float>((std::bit_cast<std::uint32_t>(shifted) + exponentBias)
                                            << mantissaBits);
    const float result = power + power * sum;
    return x < smallest ? 0.0F : result;
}

/// log(x) for normal x > 0: x = 2^k m with m around 1, and log m = 2 (s + s^3/3 + s^5/5 + ...) with
/// s = (m - 1) / (m + 1) (Abramowitz and Stegun 4.1.27); |s| <= 0.172, so that terms from s^11 on
/// are below 1e-9.
HEADSCOPE_INLINE float logarithm(float x)
{
    constexpr float log2 = 0.693147181F;
    constexpr std::uint32_t mantissaBits = 23;
    constexpr std::uint32_t rootOfHalf = 0x3F3504F3; // bits of sqrt(1/2), where m begins
    const std::uint32_t above = std::bit_cast<std::uint32_t>(x) - rootOfHalf;
    const auto k = static_cast<float>(static_cast<std::int32_t>(above) >> mantissaBits);
    constexpr std::uint32_t mantissa = (1U << mantissaBits) - 1U;
    const auto m = std::bit_cast<float>((above & mantissa) + rootOfHalf);
    const float s = (m - 1.0F) / (m + 1.0F);
    const float square = s * s;
    float sum = 1.0F / 9.0F;
    sum = sum * square + 1.0F / 7.0F;
    sum = sum * square + 1.0F / 5.0F;
    sum = sum * square + 1.0F / 3.0F;
    return k * log2 + (2.0F * s + 2.0F * s * square * sum);
}

} // namespace

HEADSCOPE_CLONES void exponentials(const float* in, float* out, std::size_t n)
{
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j)
        out[j] = exponential(in[j]);
}

// (1 + tanh(u)) / 2 = 1 / (1 + exp(-2u)): nothing cancels, however negative u is.
HEADSCOPE_CLONES void geluTanh(float* x, std::size_t n)
{
    constexpr float twiceRootOfTwoOverPi = 1.5957691216057308F;
    constexpr float cubic = 0.044715F;
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) {
        const float v = x[j];
        const float u2 = twiceRootOfTwoOverPi * (v + cubic * v * v * v);
        x[j] = v / (1.0F + exponential(-u2));
    }
}

HEADSCOPE_CLONES void silu(float* x, std::size_t n)
{
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j)
        x[j] = x[j] / (1.0F + exponential(-x[j]));
}

HEADSCOPE_CLONES void softmax(const double* scores, double scale, float* out, std::size_t n)
{
    double largest = scores[0];
#pragma omp simd reduction(max : largest)
    for (std::size_t j = 0; j < n; ++j)
        largest = largest > scores[j] ? largest : scores[j];
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j)
        out[j] = static_cast<float>((scores[j] - largest) * scale);
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (std::size_t j = 0; j < n; ++j) {
        out[j] = exponential(out[j]);
        sum += out[j];
    }
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j)
        out[j] /= sum;
}

HEADSCOPE_CLONES double entropy(const float* p, std::size_t n)
{
    constexpr float smallest = 1.17549435e-38F; // the smallest normal float: p log p of less is 0
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (std::size_t j = 0; j < n; ++j)
        sum -= p[j] * logarithm(p[j] > smallest ? p[j] : smallest);
    return static_cast<double>(sum);
}

HEADSCOPE_CLONES void normalise(const NormRow& norm, const float* in, float* out, std::size_t n)
{
    const auto count = static_cast<float>(n);
    float mean = 0.0F;
    if (norm.centred) {
#pragma omp simd reduction(+ : mean)
        for (std::size_t j = 0; j < n; ++j)
            mean += in[j];
        mean /= count;
    }
    float squares = 0.0F;
#pragma omp simd reduction(+ : squares)
    for (std::size_t j = 0; j < n; ++j)
        squares += (in[j] - mean) * (in[j] - mean);
    const float inverse = 1.0F / std::sqrt(squares / count + norm.epsilon);
    const float* const gain = norm.gain;
    const float* const bias = norm.bias;
    if (bias == nullptr) {
#pragma omp simd
        for (std::size_t j = 0; j < n; ++j)
            out[j] = (in[j] - mean) * inverse * gain[j];
    } else {
#pragma omp simd
        for (std::size_t j = 0; j < n; ++j)
            out[j] = (in[j] - mean) * inverse * gain[j] + bias[j];
    }
}

} // namespace headscope::core
