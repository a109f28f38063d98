// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>

namespace headscope::core {

/// Asks whether a word has a letter or a digit, by Unicode's general categories L and N. Not shared
/// between threads.
class LetterFinder
{
public:
    LetterFinder();
    ~LetterFinder();
    LetterFinder(const LetterFinder&) = delete;
    LetterFinder& operator=(const LetterFinder&) = delete;

    /// `word`: valid UTF-8.
    bool hasLetterOrDigit(std::string_view word) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headscope::core
