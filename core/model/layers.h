// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/model/rotary.h"
#include "core/tensor/matrix.h"
#include "core/tensor/weight.h"

#include <memory>
#include <optional>
#include <vector>

namespace headscope::core {

// The parts that every model is made of. A family says which of them there are and how they are
// set; nothing else knows families.

/// A normalisation: gain * (x - mean) / sqrt(var + epsilon) + bias, without mean and bias (RMS), or
/// none at all.
struct Norm {
    /// What it does to a row.
    enum class Kind {
        Layer, ///< takes the mean away
        Rms,   ///< does not, and has no bias
        None   ///< leaves it as it is
    };
    Kind kind = Kind::Layer;     ///< Rms also where the gain is 1 + weight: that is in `gain`
    const float* gain = nullptr; ///< (D); ones where there is no norm
    const float* bias = nullptr; ///< (D), or none
    int width = 0;               ///< D, or of what else it is of: r, d
    float epsilon = 1e-5F;       ///< added to the variance

    /// out (n, D) = norm of every row of in (n, D); variance in two passes; in and out may be the
    /// same.
    void apply(const ConstMatrixView& in, MatrixView out) const;
    /// What a row of `in` is multiplied by, before the gain: 1 / sqrt(var + epsilon), or 1.
    double factor(const Eigen::VectorXd& row) const;
    bool centres() const { return kind == Kind::Layer; }    ///< takes the mean away
    ConstVectorView gains() const { return {gain, width}; } ///< a view, (width)
    Vector biases() const;                                  ///< zeros where there is none
};

/// What neurons do to the sum that they read.
enum class Activation {
    Gelu,     ///< by erf, BERT's
    GeluTanh, ///< its approximation, GPT-2's
    Relu,     ///< max(x, 0)
    Silu      ///< x / (1 + exp(-x)); of gates
};
/// x becomes act(x), elementwise. GeluTanh: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))); Gelu:
/// x/2 (1 + erf(x / sqrt 2)).
void activate(Activation activation, MatrixView x);

/// A narrow vector that a projection goes through: c = norm(n down). DeepSeek-AI 2024,
/// DeepSeek-V2: multi-head latent attention.
struct Latent {
    Weight down;                                            ///< (D, r)
    Norm norm;                                              ///< (r)
    int size() const { return static_cast<int>(down.out); } ///< r
    /// (D, w.out): down diag(gain) w, what the projection is but for the norm's factor.
    Matrix through(const Weight& w) const;
};

/// A number added to the score of every pair, by their distance (Raffel et al. 2020, T5): distances
/// share buckets, which are exact up to half of them and logarithmic from there to maxDistance.
struct RelativeBias {
    Weight table;          ///< (buckets, H)
    int maxDistance = 128; ///< from here on all are in the last bucket
    bool bothWays = false; ///< half of the buckets are for keys behind the query

    int bucket(int query, int key) const;               ///< the row of `table`, by two positions
    float at(HeadIndex head, int query, int key) const; ///< for the score of the pair
};

/// Keys first .. end - 1: those that a query sees.
struct KeyRange {
    Eigen::Index first = 0;                                                ///< 0 without a window
    Eigen::Index end = 0;                                                  ///< one behind the last
    Eigen::Index count() const { return end - first; }                     ///< never 0 in a model
    bool has(Eigen::Index key) const { return key >= first && key < end; } ///< whether it is seen
};

/// One head as the equations have it: every matrix is what the head does to n, but for the factors
/// of norms on the way (of a latent, or of queries and keys), whose gains are in here.
struct Head {
    Weight wq;          ///< (D, d)
    Weight wk;          ///< (D, d)
    Weight wv;          ///< (D, dv)
    Weight wo;          ///< (dv, D)
    Vector bq;          ///< (d), zeros where the model has none
    Vector bk;          ///< (d)
    Vector bv;          ///< (dv)
    int group = 0;      ///< which key and value vectors it shares
    float scale = 1.0F; ///< scores are multiplied by this: 1 / sqrt(d)
    /// The floats of those matrices that the model does not have as they stand here.
    std::vector<std::shared_ptr<const Matrix>> made;
};

/// The attention sub-layer. Columns of query and rows of output are head after head; of key and
/// value, group after group. It reads n = norm(x) (in cross-attention: keys and values read the
/// encoder's output) and writes x + outputNorm(a), or sumNorm(x + a).
struct Attention {
    Norm norm; ///< of what is read; Kind::None in post-norm blocks
    /// What a word goes through to look like what the heads read, where that is not `norm`: the
    /// norm behind the sub-layer before, in post-norm blocks; with the embedding's scale in its
    /// epsilon.
    std::optional<Norm> readsWordsBy;
    std::optional<Norm> outputNorm;    ///< of what is written, before it is added
    std::optional<Norm> sumNorm;       ///< of the sum, in post-norm blocks
    std::optional<Latent> queryLatent; ///< of queries
    std::optional<Latent> latent;      ///< of keys and values
    Weight query;                      ///< (D, H d); behind queryLatent: (r, H d)
    Weight key;                        ///< (D, G dk); behind latent: (r, G dk)
    Weight sharedKey;                  ///< (D, d - dk): the end of all keys; empty where dk = d
    Weight value;                      ///< (D, G dv); behind latent: (r, G dv)
    Weight output;                     ///< (H dv, D)
    Vector queryBias;                  ///< (H d), zeros where there is none
    Vector keyBias;                    ///< (G d)
    Vector valueBias;                  ///< (G dv)
    Vector outputBias;                 ///< (D); added once per layer, by no head
    std::optional<Norm> queryNorm;     ///< (d), of every head's query by itself
    std::optional<Norm> keyNorm;       ///< (d)
    Rotary rotary;                     ///< of queries and keys, after their norms
    std::optional<RelativeBias> relativeBias; ///< added to scores after their scale
    int heads = 0;                            ///< H
    int groups = 0;                           ///< G, a divisor of H
    int headSize = 0;                         ///< d, of queries and keys
    int valueSize = 0;                        ///< dv, of values
    float scale = 1.0F;                       ///< of scores, mostly 1 / sqrt(d)
    int window = 0;     ///< how many keys a query sees, itself included; 0: all
    bool causal = true; ///< queries see no key behind them
    bool cross = false; ///< keys and values are the encoder's

    /// Cut out of the matrices above; copies only where latents and norms of vectors are in
    /// between.
    Head head(HeadIndex h) const;
    int groupOf(HeadIndex h) const { return h.value / (heads / groups); } ///< 0 .. G - 1
    /// By which words are compared with reading vectors: the space `layer` of the lens.
    const Norm& wordNorm() const { return readsWordsBy ? *readsWordsBy : norm; }
    /// The keys that query i sees, of `keys` there are.
    KeyRange seen(Eigen::Index i, Eigen::Index keys) const;
    /// Whether scores depend on the distance of query and key through their vectors, so that a
    /// pattern has a distance.
    bool dependsOnDistance() const { return rotary.turns(); }
};

/// Which neurons run for a token (Shazeer et al. 2017; DeepSeek-AI 2024, DeepSeek-V3): sigmoid(n
/// router) of every expert; groups of experts are chosen by the sum of their two best, experts of
/// these groups by the best, both with a bias that the weights do not have.
struct Experts {
    Weight router;          ///< (D, E)
    Vector bias;            ///< (E)
    int count = 0;          ///< E
    int chosen = 0;         ///< how many run for a token, besides the shared
    int groups = 1;         ///< of count / groups experts each
    int chosenGroups = 1;   ///< how many of them experts are chosen from
    bool normalised = true; ///< the weights of the chosen ones are divided by their sum
    float scale = 1.0F;     ///< then multiplied by this
    int shared = 0;         ///< the first neurons of the layer, which run for every token
    int neurons = 0;        ///< of one expert

    /// (T, E): the weight of every expert for every row of n (T, D); 0 for those that do not run.
    Matrix route(const ConstMatrixView& n) const;
    /// The expert that a neuron belongs to; -1 for the shared ones.
    int expertOf(NeuronIndex neuron) const
    {
        return neuron.value < shared ? -1 : (neuron.value - shared) / neurons;
    }
};

/// The FFN: act(n in + inBias) out + outBias of n = norm(x), or, with a gate, act(n gate +
/// gateBias) (n in + inBias). Activations of an expert's neurons have the expert's weight for the
/// token as a factor, and are 0 where it does not run.
struct FeedForward {
    Norm norm;                        ///< of what is read; Kind::None in post-norm blocks
    std::optional<Norm> readsWordsBy; ///< as Attention's
    std::optional<Norm> outputNorm;   ///< as Attention's
    std::optional<Norm> sumNorm;      ///< as Attention's
    Weight in;                        ///< (D, F); "up" where there is a gate
    Weight gate;                      ///< (D, F); empty where there is none
    Weight out;                       ///< (F, D)
    Vector inBias;                    ///< (F)
    Vector gateBias;                  ///< (F) where there is a gate
    Vector outBias;                   ///< (D)
    Activation activation = Activation::GeluTanh; ///< of the gate where there is one
    int neurons = 0;                ///< F; with experts: the shared, then expert after expert
    std::optional<Experts> experts; ///< without, all neurons run for every token

    bool gated() const { return !gate.empty(); } ///< then act(gate) times in
    const Norm& wordNorm() const { return readsWordsBy ? *readsWordsBy : norm; } ///< as Attention's
};

/// One block: its parts add to the state one after the other, or, where parallel, side by side.
struct Layer {
    Attention attention;            ///< among the layer's own tokens
    std::optional<Attention> cross; ///< after `attention`, of decoders
    FeedForward feedForward;        ///< reads the state behind attention, unless parallel
    bool parallel = false;          ///< the FFN reads the same state as attention
};

/// What states go through before the final norm in some models: act(x weight + bias).
struct Transform {
    Weight weight;                            ///< (D, D)
    Vector bias;                              ///< (D)
    Activation activation = Activation::Gelu; ///< of the sum, bias included
};

} // namespace headscope::core
