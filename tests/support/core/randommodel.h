// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <deque>
#include <memory>
#include <random>
#include <vector>

namespace headscope::tests {

/// The shape of a random model; small, so that plain loops over it are quick.
struct RandomShape {
    int layers = 2;
    int heads = 4;
    int groups = 4;
    int width = 24;
    int headSize = 6;
    int ffn = 40;
    int vocab = 97;
    int context = 400;
    bool tied = true;
    bool biases = true;
    bool transposed = false;     ///< weights stored (out, in)
    float embeddingSize = 0.01F; ///< small, so that the norms' epsilon shows
    core::Norm::Kind norm = core::Norm::Kind::Layer;
    core::Activation activation = core::Activation::GeluTanh;
    unsigned seed = 1;

    // What GPT-2 has not.
    bool learned = true; ///< position vectors
    bool segment = false;
    bool embeddingNorm = false;
    float embeddingScale = 1.0F;
    bool causal = true;
    int window = 0;
    int windowEvery = 1; ///< the first of so many layers has the window
    int turning = 0;     ///< dimensions of a head that its rotary positions turn
    bool interleaved = false;
    bool relativeBias = false;
    bool scaled = true; ///< scores
    bool queryKeyNorms = false;
    int latent = 0;      ///< width of the latent of keys and values
    int queryLatent = 0; ///< of queries
    int sharedKey = 0;   ///< the last dimensions of a key, which all heads share
    int valueSize = 0;   ///< 0: headSize
    bool gated = false;
    bool experts = false; ///< in all layers but the first; some neurons are shared
    bool parallel = false;
    bool outputNorms = false;
    bool sumNorms = false; ///< over sums, and none in front of sub-layers
    bool transform = false;
    bool outputBias = false;
    float logitScale = 1.0F;
    bool encoder = false; ///< and cross-attention
};

/// A model whose weights are random and lie in its own memory; without tokenizer.
std::shared_ptr<core::Model> randomModel(const RandomShape& shape = {});

/// Random ids of the model's vocabulary.
std::vector<core::TokenId> randomIds(const core::Model& model, int count, unsigned seed = 7);
/// The same as a prompt; with two more for the encoder where there is one.
core::PromptIds randomPrompt(const core::Model& model, int count, unsigned seed = 7);

/// Shapes made of the parts that each family is made of, and some of parts that no family puts
/// together.
struct RandomKind {
    const char* name;
    RandomShape shape;
};
const std::vector<RandomKind>& randomKinds();

} // namespace headscope::tests
