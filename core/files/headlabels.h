// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headscope::core {

/// What somebody has noted about a head: a few words that name it, and a text.
struct HeadLabel {
    static constexpr std::size_t longestLabel = 200;   ///< bytes
    static constexpr std::size_t longestNote = 20'000; ///< bytes

    LayerIndex layer;  ///< the one that the head is in
    HeadIndex head;    ///< within the layer
    std::string label; ///< shown wherever the head is named; may be empty
    std::string note;  ///< may be empty

    bool operator==(const HeadLabel&) const = default; ///< head and texts
};

/// Reads a CSV file of UTF-8 (RFC 4180) whose first line names its columns: layer, head, label and,
/// where there is one, note, in any order; other columns are passed over. Sorted by layer and head;
/// heads with neither label nor note are left out. A "'" that keeps a spreadsheet from taking a
/// text for a formula is taken off. Throws Error{FileMissing} and Error{FileDamaged} with the file,
/// the line and both numbers: for heads that a model of `layers` x `heads` lacks, a head named
/// twice, texts that are too long, a quotation mark that is never closed.
std::vector<HeadLabel> readHeadLabels(const std::filesystem::path& path, int layers, int heads);

} // namespace headscope::core
