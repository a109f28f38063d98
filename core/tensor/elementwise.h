// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace headscope::core {

// Loops over one row, in the caller's thread, vectorised for the machine's instruction set. They
// allocate nothing. Accuracies are relative, against the function of the float given, and tested.

/// out_j = exp(in_j), within 2e-7; 0 below the smallest normal float, at most exp(88). In place is
/// fine.
void exponentials(const float* in, float* out, std::size_t n);
/// x_j becomes x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), within 4e-7 of |x|. Hendrycks and
/// Gimpel 2016, Gaussian error linear units.
void geluTanh(float* x, std::size_t n);
/// x_j becomes x / (1 + exp(-x)), within 4e-7.
void silu(float* x, std::size_t n);
/// out_j = exp((scores_j - largest) * scale) / their sum. n > 0. Scores are wide because only their
/// differences matter, which may be small beside them.
void softmax(const double* scores, double scale, float* out, std::size_t n);
/// -sum p_j log p_j, within 1e-6 of the sum's terms; entries of 0 count nothing.
double entropy(const float* p, std::size_t n);

/// What a norm does to a row: out = gain (x - mean) / sqrt(variance + epsilon) + bias.
struct NormRow {
    const float* gain = nullptr; ///< (n)
    const float* bias = nullptr; ///< (n), or none
    float epsilon = 0.0F;        ///< keeps rows without variance finite
    bool centred = true;         ///< false: nothing is subtracted (RMS)
};
/// The mean first, then the squares of what is left, so that a large common part cancels exactly.
/// In place is fine.
void normalise(const NormRow& norm, const float* in, float* out, std::size_t n);

} // namespace headscope::core
