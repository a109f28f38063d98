// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <deque>
#include <memory>
#include <random>

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
};

/// A model whose weights are random and lie in its own memory; without tokenizer.
std::shared_ptr<core::Model> randomModel(const RandomShape& shape = {});

/// Random ids of the model's vocabulary.
std::vector<core::TokenId> randomIds(const core::Model& model, int count, unsigned seed = 7);

} // namespace headscope::tests
