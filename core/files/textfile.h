// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace headscope::core {

/// All bytes of a file of at most `largest` bytes, as a copy: small files are read rather than
/// mapped, so that one that is rewritten meanwhile cannot change under the parser. Throws
/// Error{FileMissing} where it cannot be read and Error{FileDamaged} where it is larger, naming the
/// path and both sizes.
std::string readTextFile(const std::filesystem::path& path, std::size_t largest);

} // namespace headscope::core
