// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tokenizerfields.h"
#include "core/files/tokenizerfile.h"

#include <vector>

namespace headscope::core {

/// The steps of a tokenizer.json's `normalizer`, appended in order. Throws Error by `fields`.
void readNormalizer(const JsonValue& value, const TokenizerFields& fields,
                    std::vector<TokenizerFile::Normalizer>& steps);

/// The steps of its `pre_tokenizer`.
void readPreTokenizer(const JsonValue& value, const TokenizerFields& fields,
                      std::vector<TokenizerFile::PreTokenizer>& steps);

/// What its `post_processor` puts around a text, into `prefix` and `suffix` of `file`, whose
/// vocabulary and added tokens must be there: ids that are not among them are damage.
void readPostProcessor(const JsonValue& value, const TokenizerFields& fields, TokenizerFile& file);

} // namespace headscope::core
