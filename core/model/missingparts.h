// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace headscope::core {

/// What a folder with the attention alone does without. Nothing can be run on such a model; what is
/// about its heads' weights alone can be looked at.
struct MissingParts {
    bool embedding = false;   ///< of tokens, as what they come in by and go out by
    bool positions = false;   ///< where the family has position vectors
    bool feedForward = false; ///< of every layer, with its norm
    bool finalNorm = false;   ///< without it states decode to no words

    /// Then nothing can be run.
    bool any() const { return embedding || positions || feedForward || finalNorm; }
    bool operator==(const MissingParts&) const = default; ///< the same parts
};

/// "no token embedding, no feed-forward weights, no final norm, no tokenizer: only Weights and
/// Positions can be shown"; empty where no part is missing, which a tokenizer is none of.
std::string missingText(const MissingParts& missing, bool tokenizer);

} // namespace headscope::core
