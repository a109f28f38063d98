// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace headscope::tests {

/// Writes to `folder` a model like one of the small ones of tests/data (`small`: its folder), with
/// `factor` times the width, heads, ranks, neurons and words; layers, the size of heads, positions
/// and the number of experts stay. Its weights are small numbers in float32. Throws core::Error for
/// a folder that is no model's.
void writeScaledModel(const std::filesystem::path& small, int factor,
                      const std::filesystem::path& folder);

} // namespace headscope::tests
