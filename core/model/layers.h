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
    enum class Kind { Layer, Rms, None };
    Kind kind = Kind::Layer;
    const float* gain = nullptr; ///< (D); ones where there is no norm
    const float* bias = nullptr; ///< (D), or none
    int width = 0;
    float epsilon = 1e-5F;

    /// out (n, D) = norm of every row of in (n, D); variance in two passes; in and out may be the
    /// same.
    void apply(const ConstMatrixView& in, MatrixView out) const;
    /// What a row of `in` is multiplied by, before the gain: 1 / sqrt(var + epsilon), or 1.
    double factor(const Eigen::VectorXd& row) const;
    bool centres() const { return kind == Kind::Layer; }
    ConstVectorView gains() const { return {gain, width}; }
    Vector biases() const; ///< zeros where there is none
};

enum class Activation { Gelu, GeluTanh, Relu, Silu };
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
    Weight table; ///< (buckets, H)
    int maxDistance = 128;
    bool bothWays = false; ///< half of the buckets are for keys behind the query

    int bucket(int query, int key) const;
    float at(HeadIndex head, int query, int key) const;
};

/// Keys first .. end - 1: those that a query sees.
struct KeyRange {
    Eigen::Index first = 0;
    Eigen::Index end = 0;
    Eigen::Index count() const { return end - first; }
    bool has(Eigen::Index key) const { return key >= first && key < end; }
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
    Norm norm;
    /// What a word goes through to look like what the heads read, where that is not `norm`: the
    /// norm behind the sub-layer before, in post-norm blocks; with the embedding's scale in its
    /// epsilon.
    std::optional<Norm> readsWordsBy;
    std::optional<Norm> outputNorm; ///< of what is written, before it is added
    std::optional<Norm> sumNorm;    ///< of the sum, in post-norm blocks
    std::optional<Latent> queryLatent;
    std::optional<Latent> latent;  ///< of keys and values
    Weight query;                  ///< (D, H d); behind queryLatent: (r, H d)
    Weight key;                    ///< (D, G dk); behind latent: (r, G dk)
    Weight sharedKey;              ///< (D, d - dk): the end of all keys; empty where dk = d
    Weight value;                  ///< (D, G dv); behind latent: (r, G dv)
    Weight output;                 ///< (H dv, D)
    Vector queryBias;              ///< (H d), zeros where there is none
    Vector keyBias;                ///< (G d)
    Vector valueBias;              ///< (G dv)
    Vector outputBias;             ///< (D); added once per layer, by no head
    std::optional<Norm> queryNorm; ///< (d), of every head's query by itself
    std::optional<Norm> keyNorm;   ///< (d)
    Rotary rotary;                 ///< of queries and keys, after their norms
    std::optional<RelativeBias> relativeBias;
    int heads = 0;
    int groups = 0;
    int headSize = 0;  ///< d, of queries and keys
    int valueSize = 0; ///< dv, of values
    float scale = 1.0F;
    int window = 0;     ///< how many keys a query sees, itself included; 0: all
    bool causal = true; ///< queries see no key behind them
    bool cross = false; ///< keys and values are the encoder's

    Head head(HeadIndex h) const;
    int groupOf(HeadIndex h) const { return h.value / (heads / groups); }
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
    Weight router; ///< (D, E)
    Vector bias;   ///< (E)
    int count = 0; ///< E
    int chosen = 0;
    int groups = 1;
    int chosenGroups = 1;
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
    Norm norm;
    std::optional<Norm> readsWordsBy; ///< as Attention's
    std::optional<Norm> outputNorm;   ///< as Attention's
    std::optional<Norm> sumNorm;      ///< as Attention's
    Weight in;                        ///< (D, F); "up" where there is a gate
    Weight gate;                      ///< (D, F); empty where there is none
    Weight out;                       ///< (F, D)
    Vector inBias;                    ///< (F)
    Vector gateBias;                  ///< (F) where there is a gate
    Vector outBias;                   ///< (D)
    Activation activation = Activation::GeluTanh;
    int neurons = 0;
    std::optional<Experts> experts;

    bool gated() const { return !gate.empty(); }
    const Norm& wordNorm() const { return readsWordsBy ? *readsWordsBy : norm; }
};

struct Layer {
    Attention attention;
    std::optional<Attention> cross; ///< after `attention`, of decoders
    FeedForward feedForward;
    bool parallel = false; ///< the FFN reads the same state as attention
};

/// What states go through before the final norm in some models: act(x weight + bias).
struct Transform {
    Weight weight; ///< (D, D)
    Vector bias;   ///< (D)
    Activation activation = Activation::Gelu;
};

} // namespace headscope::core
