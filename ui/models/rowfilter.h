// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <QString>

#include <vector>

namespace headscope::ui {

/// Which heads the text of a filter box means: "5" a layer, "5.2" a head, "5.c2" a cross head,
/// "3-5" or "3.1-5.2" a range, several of them with commas or spaces; anything else, or anything in
/// quotes, is a word.
struct RowFilter {
    struct Range {
        core::LayerIndex fromLayer;
        core::HeadIndex fromHead;
        core::LayerIndex toLayer;
        core::HeadIndex toHead; ///< of toLayer; both ends included
    };
    std::vector<Range> ranges; ///< none: all heads
    QString word;              ///< empty: any

    /// Cross heads are counted from `ownHeads` on.
    static RowFilter parse(const QString& text, int ownHeads = 1 << 20);
    bool has(core::LayerIndex layer, core::HeadIndex head) const;
};

} // namespace headscope::ui
