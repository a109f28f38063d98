// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubmodels.h"

namespace headscope::app {

const std::vector<HubModel>& hubModels()
{
    // The sizes are those that the hub lists for the file model.safetensors of revision main.
    static const std::vector<HubModel> models{
        {QStringLiteral("distilbert/distilgpt2"), QStringLiteral("DistilGPT-2"), 352824413},
        {QStringLiteral("openai-community/gpt2"), QStringLiteral("GPT-2 small"), 548105171},
        {QStringLiteral("openai-community/gpt2-medium"), QStringLiteral("GPT-2 medium"),
         1519984962},
        {QStringLiteral("openai-community/gpt2-large"), QStringLiteral("GPT-2 large"), 3247159078},
        {QStringLiteral("openai-community/gpt2-xl"), QStringLiteral("GPT-2 XL"), 6431829964},
    };
    return models;
}

} // namespace headscope::app
