// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mistral (Jiang et al. 2023): as Llama, with a sliding window in every layer where there is one.
#include "core/model/families/llamalike.h"
#include "core/model/family.h"

namespace headscope::core {

namespace {

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    reading::LlamaOptions options;
    options.context = 131072;
    const int window = reading::slidingWindow(config);
    const int layers = reading::count(config, "num_hidden_layers", reading::mostLayers);
    options.window = [&config, window, layers](int layer) {
        return reading::windowOf(config, layer, layers, window, [](int) { return true; });
    };
    reading::buildLlama(config, weights, model, options);
}

} // namespace

const Family mistralFamily{"mistral", build, reading::beginningOfSequence};

} // namespace headscope::core
