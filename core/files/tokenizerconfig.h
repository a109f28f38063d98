// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/runcontrol.h"
#include "core/files/tokenizerfile.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace headscope::core {

/// What tokenizer_config.json and added_tokens.json say besides the tokenizer's own file. Either
/// may be missing.
struct TokenizerConfig {
    std::filesystem::path path;    ///< of tokenizer_config.json, for errors found later
    std::string tokenizerClass;    ///< "LlamaTokenizer"; empty where it is not said
    std::optional<bool> addsFirst; ///< add_bos_token
    std::optional<bool> addsLast;  ///< add_eos_token
    std::optional<int> extraIds;   ///< T5: the number of `<extra_id_0>`, `<extra_id_1>`, ...
    std::string firstToken;        ///< bos_token; empty where it is not said
    std::string lastToken;         ///< eos_token
    /// added_tokens_decoder; where that is empty, added_tokens.json.
    std::vector<TokenizerFile::AddedToken> addedTokens;

    /// Whether the class begins with one of these names.
    bool isOneOf(std::initializer_list<std::string_view> names) const;
    /// The tokenizers that put a first token in front by add_bos_token, whatever their file's
    /// template says.
    bool decidesEnds() const;
};

/// Throws Error for a file that is there and cannot be read or is damaged; Stopped.
TokenizerConfig readTokenizerConfig(const std::filesystem::path& folder,
                                    const RunControl& control = {});

} // namespace headscope::core
