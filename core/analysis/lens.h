// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

/// How a vector and the words are made comparable (spec of the vocabulary lens).
enum class Space {
    Layer, ///< v against LN_l(e_t), what the word looks like to the reader
    Final, ///< (v - mean(v)) * g_f against u_t, what it does to the output
    Raw,   ///< v against e_t (reading) or u_t (writing)
    Draft, ///< LN_f(v) against u_t
    Logit, ///< LN_f(v) . u_t, then softmax: the logit lens
};
enum class Metric { Cosine, Dot };
enum class BiasRule {
    Rho,   ///< |correlation of the vector's scores with the word bias| >= threshold (default 0.5)
    Posts, ///< mean |b_t| of the words shown >= threshold (default 2.0)
};

/// What kind of vector is looked up; decides the default space and which embedding.
struct LensTarget {
    enum class Kind {
        Pattern,   ///< reads: patterns of the layer's heads
        NeuronIn,  ///< reads: input weights of the layer's neurons
        Message,   ///< writes: messages and outputs of the layer's heads
        NeuronOut, ///< writes: output weights of the layer's neurons
        State,     ///< the residual stream before a layer, 0 .. L
    };
    Kind kind = Kind::State;
    LayerIndex layer;

    static LensTarget pattern(LayerIndex layer) { return {Kind::Pattern, layer}; }
    static LensTarget neuronIn(LayerIndex layer) { return {Kind::NeuronIn, layer}; }
    static LensTarget message(LayerIndex layer) { return {Kind::Message, layer}; }
    static LensTarget neuronOut(LayerIndex layer) { return {Kind::NeuronOut, layer}; }
    static LensTarget state(LayerIndex layer) { return {Kind::State, layer}; }

    bool reads() const { return kind == Kind::Pattern || kind == Kind::NeuronIn; }
};

struct LensOptions {
    std::optional<Space> space = std::nullopt;   ///< default: Layer for readers, Final for writers,
                                                 ///< Logit for states
    std::optional<Metric> metric = std::nullopt; ///< default: Cosine; Dot for states
    int top = 10;                                ///< words per vector, 1 .. 50
    bool hideFragments = true;                   ///< leave fragments out
    bool hideHighBias = true;                    ///< flagged cells come without words
    BiasRule biasRule = BiasRule::Rho;
    std::optional<double> biasThreshold = std::nullopt; ///< default 0.5 (Rho), 2.0 (Posts)

    bool operator==(const LensOptions&) const = default;
};

/// The words of one vector.
struct LensCell {
    std::vector<TokenId> ids;  ///< best first, ties by id; none for a zero vector, which is like no
                               ///< word
    std::vector<float> scores; ///< probabilities in Space::Logit
    double bias = 0;           ///< mean |b_t| of the words
    double rho = 0;            ///< correlation of all scores with b
    double legibility = 0;     ///< (best - mean) / standard deviation of the scores of all words,
                               ///< hidden ones too; 0 for a zero vector
    bool highBias = false;     ///< the bias rule says: this points along word frequency, not at a
                               ///< meaning
};

/// Exact search for the nearest vocabulary words. Holds per-word norms and first moments, built
/// when first needed and kept; thread-safe. Never an array of rows x V: the product is made in
/// tiles.
class Lens
{
public:
    explicit Lens(std::shared_ptr<const Model> model);
    ~Lens();

    /// One cell per row of `vectors` (R, D). nullopt when stopped. Cells always hold their words;
    /// `highBias` says whether options hide them. Throws Error{BadArgument} for a top outside 1 ..
    /// 50 or a target the model lacks.
    std::optional<std::vector<LensCell>> search(const ConstMatrixView& vectors,
                                                const LensTarget& target,
                                                const LensOptions& options = {},
                                                const RunControl& control = {}) const;

    /// b_t (V): the word bias, centred, divided by its standard deviation; zeros where all are
    /// equal.
    const Vector& wordBias() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headscope::core
