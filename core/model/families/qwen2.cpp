// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qwen 2 and 2.5 (Yang et al. 2024): as Llama, with biases of query, key and value.
#include "core/model/families/llamalike.h"
#include "core/model/family.h"

namespace headscope::core {

namespace {

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    reading::LlamaOptions options;
    options.context = 32768;
    options.biases.queryKeyValue = true;
    const bool slides = config.boolean("use_sliding_window").value_or(false);
    const int window = slides ? reading::slidingWindow(config) : 0;
    const int full = reading::countOr(config, "max_window_layers", 28);
    const int layers = reading::count(config, "num_hidden_layers", reading::mostLayers);
    options.window = [&config, window, full, layers](int layer) {
        return reading::windowOf(config, layer, layers, window,
                                 [full](int l) { return l >= full; });
    };
    reading::buildLlama(config, weights, model, options);
}

/// Its prompts begin with nothing, though configs name a token.
std::optional<TokenId> firstToken(const ConfigFile&)
{
    return std::nullopt;
}

} // namespace

const Family qwen2Family{"qwen2", build, firstToken};

} // namespace headscope::core
