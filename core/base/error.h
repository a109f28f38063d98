// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

/// All numbers of the program: files, models, runs, analysis, tables. No Qt, no printing, no
/// colours.
namespace headscope::core {

/// What went wrong, so that a caller can choose what to do; the sentence for people is
/// Error::what().
enum class ErrorKind {
    FileMissing,     ///< a file or folder is not there or cannot be read
    FileDamaged,     ///< what a file holds contradicts itself or its format
    Unsupported,     ///< well formed, but of a kind this program does not read
    PromptTooLong,   ///< more tokens than the model's context
    PromptEmpty,     ///< no token at all
    TokenOutOfRange, ///< an id outside the vocabulary
    BadArgument,     ///< a layer, head, neuron or option that the model does not have
    WriteFailed,     ///< an output file could not be written
    DownloadFailed,  ///< the network or a server did not give what was asked for
};

/// The one exception of the core. `what()` is one sentence that names the file or the place and the
/// numbers.
class Error : public std::runtime_error
{
public:
    /// `sentence` is what what() gives.
    Error(ErrorKind kind, const std::string& sentence) : std::runtime_error(sentence), m_kind(kind)
    {}
    ErrorKind kind() const { return m_kind; } ///< for the caller; people read what()

private:
    ErrorKind m_kind;
};

} // namespace headscope::core
