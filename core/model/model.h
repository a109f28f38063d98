// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/base/wordlist.h"
#include "core/model/layers.h"
#include "core/model/missingparts.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headscope::core {

class Tokenizer;

/// What is said of a model before anything is computed; the fields of `headscope-cli info`.
struct ModelInfo {
    std::string name;             ///< core::modelName(): "org/name", or the folder's name
    std::string family;           ///< config.json's model_type
    std::filesystem::path folder; ///< absolute, links followed
    int layers = 0;               ///< L
    int heads = 0;                ///< H, query heads per layer
    int crossHeads = 0; ///< of a decoder: those per layer that look at the encoder's output
    int kvHeads = 0;    ///< G, groups that share key and value vectors; G = H without grouping
    int width = 0;      ///< D
    int headSize = 0;   ///< d
    int ffn = 0;        ///< F, neurons per layer; of the layer with most where they differ
    int vocab = 0;      ///< V
    int context = 0;    ///< the longest prompt, in tokens
    bool tied = false;  ///< input and output embedding are the same floats
    bool causal = true; ///< tokens see none behind them, and the next token is predicted
    std::int64_t parameters = 0; ///< elements of all tensors in use, each once
    std::string dtype;           ///< of most elements in the files: "F32", "F16", "BF16"
    /// core::weightsHash() of all tensors in use, an encoder's with "enc-" in front; empty where
    /// they come from no file.
    std::string weightsHash;
    /// The token put in front of a prompt (BOS); none where neither tokenizer nor config has one.
    std::optional<TokenId> firstToken;
    bool firstTokenByDefault = false; ///< there is one, or `lastToken`, and prompts usually have it
    /// The token put behind a prompt where `firstToken` is put in front, or alone.
    std::optional<TokenId> lastToken;
    MissingParts missing; ///< nothing, but of a folder that has the attention alone

    /// Whether prompts can be run; else only what is about the weights of heads can be looked at.
    bool canRun() const { return !missing.any(); }
    /// Whether there are words that a vector could be compared with.
    bool hasWords() const { return !missing.embedding && !missing.finalNorm; }
    /// Heads 0 .. heads - 1 of a layer look at the layer's own tokens, the others at the encoder's.
    int headsPerLayer() const { return heads + crossHeads; }
};

/// What a model runs on. Models with an encoder read `ids` by it, and `decoderIds` by themselves.
struct PromptIds {
    PromptIds() = default;
    /// Of models without an encoder, or of an encoder by itself.
    PromptIds(std::vector<TokenId> all) : ids(std::move(all)) {}
    /// Likewise.
    PromptIds(std::initializer_list<TokenId> all) : ids(all) {}
    /// Of models with an encoder.
    PromptIds(std::vector<TokenId> encoder, std::vector<TokenId> decoder)
        : ids(std::move(encoder)), decoderIds(std::move(decoder))
    {}

    std::vector<TokenId> ids;        ///< first and last token included
    std::vector<TokenId> decoderIds; ///< likewise; empty without an encoder

    bool operator==(const PromptIds&) const = default; ///< both lists
};

/// A model, ready to run: weights, tokenizer, words. Built once by loadModel() in any thread,
/// immutable afterwards and shared as shared_ptr<const Model>; all methods are const and may be
/// called from several threads at once.
class Model
{
public:
    virtual ~Model() = default;

    ModelInfo info;                    ///< of a decoder, where there is an encoder
    std::vector<Layer> layers;         ///< L, first to last
    Norm finalNorm;                    ///< LN_f
    Weight embedding;                  ///< (V, D), e_t
    Weight unembedding;                ///< (V, D), u_t; the same floats where tied
    Weight positions;                  ///< (context, D), learned; empty where the model has none
    float embeddingScale = 1.0F;       ///< e_t is multiplied by it
    Vector segment;                    ///< (D), added to every embedding; empty where there is none
    std::optional<Norm> embeddingNorm; ///< of the sum of embedding, position and segment
    std::optional<Transform> transform; ///< of states, before the final norm
    float logitScale = 1.0F;            ///< logits are (LN_f(x) u_t) times it, plus outputBias
    Vector outputBias;                  ///< (V); empty where there is none
    /// What reads the prompt in front of a decoder, a model of its own that shares the weights'
    /// memory, tokenizer and words; null for all others.
    std::shared_ptr<const Model> encoder;
    std::shared_ptr<const Tokenizer> tokenizer; ///< null where the model takes ids only
    std::shared_ptr<const WordList> words;      ///< V; without a tokenizer #0, #1, ...
    /// (V) 1 where the fragment filter of the lens hides the token.
    std::vector<std::uint8_t> fragments;

    /// Tokens of a text, no first token added. Throws Error{FileMissing} where the model has no
    /// tokenizer (Unsupported where it lacks more than that), and as requireText().
    std::vector<TokenId> encode(std::string_view text) const;
    /// The bytes of a token, which may be part of a code point; empty without a tokenizer.
    std::string_view bytes(TokenId id) const;
    bool isSpecial(TokenId id) const; ///< false without a tokenizer

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

/// Throws Error{Unsupported} that says what is missing where the model cannot run at all.
void requireRunnable(const Model& model);
/// Throws Error{PromptEmpty, PromptTooLong, TokenOutOfRange} unless the model can run these ids;
/// and as requireRunnable().
void checkPrompt(const Model& model, const PromptIds& prompt);
/// The same for what one stack of layers reads.
void checkIds(const Model& model, const std::vector<TokenId>& ids);

} // namespace headscope::core
