// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace headscope::cli {

/// The one of `known` that `given` is most likely a slip of the keys for: at most a third of its
/// letters added, left out, swapped or replaced. The first of equals.
std::optional<std::string> nearest(const std::string& given, const std::vector<std::string>& known);

} // namespace headscope::cli
