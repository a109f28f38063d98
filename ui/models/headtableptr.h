// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/headtable.h"

#include <algorithm>
#include <memory>

namespace headscope::ui {

using HeadTablePtr = std::shared_ptr<const core::HeadTable>;

/// Whether two tables have the same head's same tokens as rows and columns: they differ in words
/// alone.
inline bool haveSamePlaces(const core::HeadTable& a, const core::HeadTable& b)
{
    const auto same = [](const core::PromptToken& x, const core::PromptToken& y) {
        return x.id == y.id;
    };
    return a.words == b.words && a.layer == b.layer && a.head == b.head && a.cross == b.cross
           && std::equal(a.tokens.begin(), a.tokens.end(), b.tokens.begin(), b.tokens.end(), same)
           && std::equal(a.inputTokens.begin(), a.inputTokens.end(), b.inputTokens.begin(),
                         b.inputTokens.end(), same);
}

} // namespace headscope::ui
