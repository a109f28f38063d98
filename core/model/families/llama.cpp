// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Llama (Touvron et al. 2023; Llama 3: Grattafiori et al. 2024): RMS norms, rotary positions, heads
// in groups, gated FFN.
#include "core/model/families/llamalike.h"
#include "core/model/family.h"

namespace headscope::core {

namespace {

void build(const ConfigFile& config, WeightStore& weights, Model& model)
{
    reading::LlamaOptions options;
    const bool biased = config.boolean("attention_bias").value_or(false);
    options.biases = {biased, biased, config.boolean("mlp_bias").value_or(false)};
    reading::buildLlama(config, weights, model, options);
}

} // namespace

const Family llamaFamily{"llama", build, reading::beginningOfSequence};

} // namespace headscope::core
