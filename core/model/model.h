// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"
#include "core/base/runcontrol.h"
#include "core/base/wordlist.h"
#include "core/tensor/matrix.h"
#include "core/tensor/weight.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::core {

class Tokenizer;

/// What is said of a model before anything is computed; the fields of `headscope-cli info`.
struct ModelInfo {
    std::string name;   ///< core::modelName(): "org/name", or the folder's name
    std::string family; ///< config.json's model_type
    std::filesystem::path folder;
    int layers = 0;   ///< L
    int heads = 0;    ///< H, query heads per layer
    int kvHeads = 0;  ///< G, groups that share key and value vectors; G = H without grouping
    int width = 0;    ///< D
    int headSize = 0; ///< d
    int ffn = 0;      ///< F, neurons per layer
    int vocab = 0;    ///< V
    int context = 0;  ///< the longest prompt, in tokens
    bool tied = false;
    std::int64_t parameters = 0;
    std::string dtype;       ///< of the file: "F32", "F16", "BF16"
    std::string weightsHash; ///< 32 hex digits of all tensors; empty where they come from no file
    /// The token put in front of a prompt (BOS), and whether this model usually has one.
    std::optional<TokenId> firstToken;
    bool firstTokenByDefault = false;
};

/// A normalisation: gain * (x - mean) / sqrt(var + epsilon) + bias, or without mean and bias (RMS).
struct Norm {
    enum class Kind { Layer, Rms };
    Kind kind = Kind::Layer;
    const float* gain = nullptr; ///< (D)
    const float* bias = nullptr; ///< (D), or none
    int width = 0;
    float epsilon = 1e-5F;

    /// out (n, D) = norm of every row of in (n, D); variance in two passes; in and out may be the
    /// same.
    void apply(const ConstMatrixView& in, MatrixView out) const;
    ConstVectorView gains() const { return {gain, width}; }
    Vector biases() const; ///< zeros where there is none
};

enum class Activation { Gelu, GeluTanh, Relu, Silu };
/// x becomes act(x), elementwise. GeluTanh: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))); Gelu:
/// x/2 (1 + erf(x / sqrt 2)).
void activate(Activation activation, MatrixView x);

/// One head as the equations have it: every matrix a view into the layer's weights.
struct Head {
    Weight wq;          ///< (D, d)
    Weight wk;          ///< (D, d)
    Weight wv;          ///< (D, d)
    Weight wo;          ///< (d, D)
    Vector bq;          ///< (d), zeros where the model has none
    Vector bk;          ///< (d)
    Vector bv;          ///< (d)
    int group = 0;      ///< which key and value vectors it shares
    float scale = 1.0F; ///< scores are multiplied by this: 1 / sqrt(d)
};

/// The attention sub-layer. Columns of query and rows of output are head after head; of key and
/// value, group after group.
struct Attention {
    Norm norm;
    Weight query;      ///< (D, H d)
    Weight key;        ///< (D, G d)
    Weight value;      ///< (D, G d)
    Weight output;     ///< (H d, D)
    Vector queryBias;  ///< (H d), zeros where there is none
    Vector keyBias;    ///< (G d)
    Vector valueBias;  ///< (G d)
    Vector outputBias; ///< (D); added once per layer, by no head
    int heads = 0;
    int groups = 0;
    int headSize = 0;
    float scale = 1.0F;

    Head head(HeadIndex h) const;
    int groupOf(HeadIndex h) const { return h.value / (heads / groups); }
};

/// The FFN: act(LN2(x) in + inBias) out + outBias.
struct FeedForward {
    Norm norm;
    Weight in;      ///< (D, F)
    Weight out;     ///< (F, D)
    Vector inBias;  ///< (F)
    Vector outBias; ///< (D)
    Activation activation = Activation::GeluTanh;
    int neurons = 0;
};

struct Layer {
    Attention attention;
    FeedForward feedForward;
};

/// A model, ready to run: weights, tokenizer, words. Built once by loadModel() in any thread,
/// immutable afterwards and shared as shared_ptr<const Model>; all methods are const and may be
/// called from several threads at once.
class Model
{
public:
    virtual ~Model() = default;

    ModelInfo info;
    std::vector<Layer> layers;
    Norm finalNorm;
    Weight embedding;   ///< (V, D), e_t
    Weight unembedding; ///< (V, D), u_t; the same floats where tied
    Weight positions;   ///< (context, D), learned; empty where the model has none
    std::shared_ptr<const Tokenizer> tokenizer;
    std::shared_ptr<const WordList> words;
    /// (V) 1 where the fragment filter of the lens hides the token.
    std::vector<std::uint8_t> fragments;

    /// Tokens of a text, no first token added. Throws Error{FileMissing} where the model has no
    /// tokenizer.
    std::vector<TokenId> encode(std::string_view text) const;
    /// The bytes of a token, which may be part of a code point; empty without a tokenizer.
    std::string_view bytes(TokenId id) const;
    bool isSpecial(TokenId id) const;

    /// Throws Error{FileDamaged} where a file that the weights lie in was cut or written to since
    /// it was opened. To be asked before a result is shown: what was computed meanwhile is none.
    virtual void checkFiles() const {}
};

/// What loadModel() does one after the other.
enum class LoadStep {
    Headers, ///< config.json and the weights' headers
    Weights, ///< every number is looked at, and widened where need be; reports KiB
    Words,   ///< the tokenizer, and the words of the vocabulary
};

/// Loads a model folder (or a file in it). Everything is checked before use; throws Error naming
/// file, tensor and numbers. nullopt-like nullptr where `control` asked to stop. `began` is told
/// each step, in the calling thread, before what the step reports by `control`.
std::shared_ptr<const Model> loadModel(const std::filesystem::path& folderOrFile,
                                       const RunControl& control = {},
                                       const std::function<void(LoadStep)>& began = {});

/// The token usually put in front of a prompt of the model in `folder`: what the tokenizer's own
/// template has there, else what the family makes of config.json. Reads no weights; nullopt also
/// where there is no config.json or one of another family. Throws Error for a damaged one.
std::optional<TokenId> usualFirstToken(const std::filesystem::path& folder,
                                       const Tokenizer* tokenizer);

/// Throws Error{PromptEmpty, PromptTooLong, TokenOutOfRange} unless the model can run these ids.
void checkPrompt(const Model& model, const std::vector<TokenId>& ids);

} // namespace headscope::core
