// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

class LensWords;

/// How a vector and the words are made comparable (spec of the vocabulary lens).
enum class Space {
    Layer, ///< v against LN_l(e_t), what the word looks like to the reader
    Final, ///< (v - mean(v)) * g_f against u_t, what it does to the output
    Raw,   ///< v against e_t (reading) or u_t (writing)
    Draft, ///< LN_f(v) against u_t
    Logit, ///< LN_f(v) . u_t, then softmax: the logit lens
};
/// What the score of a vector and a word is, once both are in the space.
enum class Metric {
    Cosine, ///< -1 .. 1; not in Space::Logit
    Dot,    ///< in the vector's own units
};
/// When a cell has high bias.
enum class BiasRule {
    Rho,   ///< |correlation of the vector's scores with the word bias| >= threshold (default 0.5)
    Posts, ///< mean |b_t| of the words shown >= threshold (default 2.0)
};

/// What kind of vector is looked up; decides the default space and which embedding.
struct LensTarget {
    /// What the vector does, and in which sub-layer.
    enum class Kind {
        Pattern,       ///< reads: patterns of the layer's heads
        NeuronIn,      ///< reads: input weights of the layer's neurons
        Message,       ///< writes: messages and outputs of the layer's heads
        NeuronOut,     ///< writes: output weights of the layer's neurons
        State,         ///< the residual stream before a layer, 0 .. L
        CrossPattern,  ///< reads: patterns that a decoder's cross-attention offers to its queries
        MemoryPattern, ///< reads the encoder's output: what queries of cross-attention look for
        CrossMessage,  ///< writes: messages and outputs of cross-attention
    };
    Kind kind = Kind::State; ///< what it is
    LayerIndex layer;        ///< of the sub-layer; of a State the one that comes next

    /// Of either side, where tokens look at each other.
    static LensTarget pattern(LayerIndex layer) { return {Kind::Pattern, layer}; }
    /// Also for the weights of gates.
    static LensTarget neuronIn(LayerIndex layer) { return {Kind::NeuronIn, layer}; }
    /// Also for the output of a head.
    static LensTarget message(LayerIndex layer) { return {Kind::Message, layer}; }
    /// Also for what all neurons of the layer write together.
    static LensTarget neuronOut(LayerIndex layer) { return {Kind::NeuronOut, layer}; }
    /// Before the layer; L for the last.
    static LensTarget state(LayerIndex layer) { return {Kind::State, layer}; }
    /// Read by queries of the decoder.
    static LensTarget crossPattern(LayerIndex layer) { return {Kind::CrossPattern, layer}; }
    /// Read in the encoder's output.
    static LensTarget memoryPattern(LayerIndex layer) { return {Kind::MemoryPattern, layer}; }
    /// Also for the output of a head of cross-attention.
    static LensTarget crossMessage(LayerIndex layer) { return {Kind::CrossMessage, layer}; }

    /// Whether a sub-layer reads along the vector; false for what writes and for states.
    bool reads() const
    {
        return kind == Kind::Pattern || kind == Kind::NeuronIn || kind == Kind::CrossPattern
               || kind == Kind::MemoryPattern;
    }
};

/// How words are looked up, and which are shown.
struct LensOptions {
    std::optional<Space> space = std::nullopt;   ///< default: Layer for readers, Final for writers,
                                                 ///< Logit for states
    std::optional<Metric> metric = std::nullopt; ///< default: Cosine; Dot for states
                                                 ///< and in Space::Logit
    int top = 10;                                ///< words per vector, 1 .. 50
    bool hideFragments = true;                   ///< leave fragments out
    bool hideHighBias = true;                    ///< flagged cells come without words
    BiasRule biasRule = BiasRule::Rho;           ///< what makes a cell high bias
    std::optional<double> biasThreshold = std::nullopt; ///< default 0.5 (Rho), 2.0 (Posts)

    /// Field by field: a default that is spelled out is not equal to none.
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

/// How the scores of a batch are computed. All ways find the same words.
enum class LensPath {
    FewestOperations, ///< the cheaper of the two; Direct without a span
    Direct,           ///< every vector times every word: R V D
    LowRank,          ///< words projected on the span once, vectors compared there: V D r + R V r
};

/// Vectors of one kind that are looked up together with other batches, so that all share a few
/// large products.
struct LensBatch {
    LensTarget target; ///< what all of the vectors are
    Matrix vectors;    ///< (R, D)
    /// (D, r): every vector is a combination of its columns; empty where nothing of the kind is
    /// known. Patterns of a head are combinations of the columns of W_Q (query-side ones of W_K),
    /// messages of the rows of W_O, and so are their differences to a mean.
    Weight span = {};
    LensPath path = LensPath::FewestOperations; ///< LowRank needs a span
    /// The floats of `span` where no model owns them.
    std::vector<std::shared_ptr<const Matrix>> made = {};
};

/// One search under way; from Lens::start(). Belongs to one thread at a time, and uses all of the
/// core's threads itself. Holds what it needs of the lens.
class LensSearch
{
public:
    LensSearch(LensSearch&&) noexcept;            ///< leaves nothing that could advance()
    LensSearch& operator=(LensSearch&&) noexcept; ///< ends the search that was here
    ~LensSearch();

    /// Goes on until all words are looked at (true) or `control` asks to stop (false). Nothing is
    /// lost by stopping: the next call goes on where this one ended. Reports blocks of words.
    bool advance(const RunControl& control = {});
    /// One list of cells per batch, a cell per vector; only once advance() returned true. Cells
    /// always hold their words; `highBias` says whether options hide them.
    std::vector<std::vector<LensCell>> take();

private:
    friend class Lens;
    struct Impl;
    explicit LensSearch(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Exact search for the nearest vocabulary words. Holds per-word norms and first moments, built
/// when first needed and kept; thread-safe. Never an array of rows x V: products are made in blocks
/// that stay in the cache.
class Lens
{
public:
    /// Reads no weights yet.
    explicit Lens(std::shared_ptr<const Model> model);
    ~Lens();

    /// Everything of a search but the search: checks and prepares the vectors, which it takes over.
    /// nullopt when stopped. Throws Error{BadArgument} for a top outside 1 .. 50, the cosine in
    /// Space::Logit, a target the model lacks, or vectors that are no combinations of their
    /// batch's span.
    std::optional<LensSearch> start(std::vector<LensBatch> batches, const LensOptions& options = {},
                                    const RunControl& control = {}) const;

    /// start() and advance() in one: the cells of each batch. nullopt when stopped.
    std::optional<std::vector<std::vector<LensCell>>> search(std::vector<LensBatch> batches,
                                                             const LensOptions& options = {},
                                                             const RunControl& control = {}) const;
    /// One cell per row of `vectors` (R, D).
    std::optional<std::vector<LensCell>> search(const ConstMatrixView& vectors,
                                                const LensTarget& target,
                                                const LensOptions& options = {},
                                                const RunControl& control = {}) const;

    /// b_t (V): the word bias, centred, divided by its standard deviation; zeros where all are
    /// equal.
    const Vector& wordBias() const;

private:
    std::shared_ptr<LensWords> m_words;
};

} // namespace headscope::core
