// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/missingparts.h"

namespace headscope::core {

std::string missingText(const MissingParts& missing, bool tokenizer)
{
    if (!missing.any())
        return {};
    std::string text;
    const auto add = [&text](bool absent, const char* part) {
        if (!absent)
            return;
        if (!text.empty())
            text += ", ";
        text += part;
    };
    add(missing.embedding, "no token embedding");
    add(missing.positions, "no position vectors");
    add(missing.feedForward, "no feed-forward weights");
    add(missing.finalNorm, "no final norm");
    add(!tokenizer, "no tokenizer");
    return text
           + (missing.positions ? ": only Weights can be shown"
                                : ": only Weights and Positions can be shown");
}

} // namespace headscope::core
