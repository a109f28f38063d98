// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/wordlist.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace headscope::core {

/// The spelling of ids 0 .. vocab - 1. Tokens that are not valid UTF-8 are spelled by their bytes,
/// as ‹E2 80›, and so are bytes that stand in for characters without a token; ids that the
/// tokenizer does not have, and all ids where there is no tokenizer (nullptr), as #123.
std::shared_ptr<const WordList> makeWordList(const Tokenizer* tokenizer, int vocab);

/// (V) 1 where the fragment filter hides the token: it is not valid UTF-8, stands in for a byte
/// that has a token of its own, holds a control character other than newline, return and tab, or is
/// a piece of a word: no leading space, no twin with one, with a letter or digit, not special.
/// Without a tokenizer nothing is hidden.
std::vector<std::uint8_t> findFragments(const Tokenizer* tokenizer, int vocab,
                                        const RunControl& control = {});

} // namespace headscope::core
