// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lens.h"
#include "core/model/model.h"

#include <functional>
#include <memory>
#include <vector>

namespace headscope::tests {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

/// What one attention sub-layer of a layer computes. K: the tokens that it looks at.
struct NaiveAttention {
    std::vector<Rows> queries;   ///< H of (T, d), biases and norms included, not turned
    std::vector<Rows> keys;      ///< H of (K, d), likewise; those of the head's group
    std::vector<Rows> attention; ///< H of (T, K)
    std::vector<Rows> messages;  ///< H of (K, D)
    Rows written;                ///< (T, D): by all heads, with b_O, before any norm
};

/// The equations of the model written out in float64 with plain loops and nothing shared with the
/// core: what the fast code is compared with. Everything that layers.h knows, as the model says.
struct NaiveRun {
    std::vector<Rows> states;                 ///< L + 1 of (T, D)
    std::vector<std::vector<Rows>> attention; ///< L, H of (T, T)
    /// L, H of (T, D): (n W_K + b_K) W_Q^T; empty where latents or norms are on the way.
    std::vector<std::vector<Rows>> patterns;
    std::vector<std::vector<Rows>> queryPatterns; ///< L, H of (T, D): (n W_Q + b_Q) W_K^T, likewise
    std::vector<std::vector<Row>> shifts;         ///< L, H of (T), likewise
    std::vector<std::vector<Rows>> messages;      ///< L, H of (T, D)
    std::vector<Rows> inputs;                     ///< L of (T, D)
    std::vector<Rows> middles;                    ///< L of (T, D): behind attention
    std::vector<Rows> crossed;                    ///< L of (T, D): behind cross-attention
    std::vector<Rows> neuronInputs;               ///< L of (T, D): what neurons read, normalised
    std::vector<Rows> routing;                    ///< L of (T, E); empty without experts
    std::vector<Rows> activations;                ///< L of (T, F)
    std::vector<Rows> neuronsWritten;             ///< L of (T, D): with b_out, before any norm
    std::vector<NaiveAttention> own;              ///< L
    std::vector<NaiveAttention> cross;            ///< L, of decoders
    std::shared_ptr<const NaiveRun> encoder;      ///< of decoders
    Rows logits;                                  ///< (T, V)
};

/// One head as it is being computed. K: the tokens that it looks at.
struct NaiveHead {
    const core::Attention& attention;
    int layer;
    int head;           ///< in its layer: those of cross-attention behind the layer's own
    int within;         ///< among those of the attention
    const Rows& n;      ///< (T, D): what queries are made of
    const Rows& source; ///< (K, D): what keys and values are made of
    Rows queries;       ///< (T, d), not turned
    Rows keys;          ///< (K, d), likewise
    Rows messages;      ///< (K, D)
    Rows scores;        ///< (T, K): with scale and all terms
    Rows weights;       ///< (T, K): the softmax of those that are seen, 0 for the others
    Rows output;        ///< (T, D): sum over j of weights_ij m_j
};
/// What a test changes in a run, after each step.
struct NaiveEdits {
    using Edit = std::function<void(NaiveHead&)>;
    Edit projected = {}; ///< queries, keys, messages
    Edit weighed = {};   ///< scores, weights
    Edit written = {};   ///< output
};
/// The edits are those of a model's own layers, not of its encoder's.
NaiveRun naiveRun(const core::Model& model, const core::PromptIds& prompt,
                  const NaiveEdits& edits = {});

/// A query or key turned to its position.
Row naiveTurned(const core::Rotary& rotary, Row x, std::size_t position);
/// Whether query i sees key j.
bool naiveSees(const core::Attention& a, std::size_t i, std::size_t j);
/// The number of the bucket that the distance belongs to: exact up to half of the buckets (of one
/// direction), then by the logarithm of the distance.
double naiveBias(const core::RelativeBias& bias, int h, std::size_t i, std::size_t j);

/// (D): the sum that stands before the first layer, before the norm that some models have there.
Row naiveEmbedding(const core::Model& model, core::TokenId id, int position);
/// (D): what words are read from, the final norm of the (transformed) state.
Row naiveRead(const core::Model& model, const Row& state);
/// (V): the logits of a state.
Row naiveLogits(const core::Model& model, const Row& state);
double naiveAct(core::Activation activation, double x);
/// x (in) times columns first .. first + count - 1 of w, plus the bias.
Row naiveTimes(const Row& x, const core::Weight& w, int first, int count,
               const core::Vector* bias = nullptr);
/// Row t of w.
Row naiveRow(const core::Weight& w, int t);
Row toRow(const core::Vector& v);

Row naiveNorm(const core::Norm& norm, const Row& x);

/// The words of one vector by brute force over the whole vocabulary, straight from the table of
/// spaces.
struct NaiveCell {
    Row scores;                     ///< (V), all words; probabilities in the logit space
    Row raw;                        ///< (V), before the softmax where there is one
    std::vector<core::TokenId> ids; ///< the best, filters applied
    double bias = 0;
    double rho = 0;
    double legibility = 0;
};
NaiveCell naiveLens(const core::Model& model, const Row& vector, const core::LensTarget& target,
                    const core::LensOptions& options);
Row naiveWordBias(const core::Model& model);

Row toRow(const core::Matrix& m, Eigen::Index row);
/// sqrt of the sum of squares.
double length(const Row& x);
/// The largest distance of two rows, relative to the size of the second.
double relativeDifference(const core::Matrix& a, const Rows& b);
/// Bounds are for float32 sums of a few dozen products behind norms, and for the softmax of scores
/// of up to thirty. Scores that are not divided by the root of the head size are that much larger,
/// their roundings likewise, and they grow from layer to layer: by so much are bounds wider.
double widerFor(const core::Model& model);

} // namespace headscope::tests
