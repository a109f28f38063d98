// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

/// Tokenizers to test with: of files in tests/data, and of descriptions made from them.
namespace headscope::tests {

/// The folder of tokenizers in tests/data, with a slash at the end.
std::string testTokenizers();
/// The texts of NAME.jsonl there.
std::vector<std::string> texts(const std::string& name);
std::string bytesOfFile(const std::string& path);

/// The tokenizer of a folder with these files.
std::shared_ptr<const core::Tokenizer> loadFiles(const std::map<std::string, std::string>& files);
std::shared_ptr<const core::Tokenizer> loadJson(const nlohmann::json& json);
/// "t5" or "llama2", with these files beside it.
std::shared_ptr<const core::Tokenizer> loadModelFile(
    const std::string& name, const std::map<std::string, std::string>& more = {});

/// The token strings of a text, with | between them.
std::string cut(const core::Tokenizer& tokenizer, std::string_view text);

/// llama2.model as the tokenizer.json that Hugging Face makes of such a model.
nlohmann::json llamaJson();
/// The same with the pre-tokenizer Metaspace in the place of the normalizer, as newer files have
/// it.
nlohmann::json metaspaceJson(const char* scheme, bool splits);
/// t5.model as a tokenizer.json.
nlohmann::json unigramJson();
/// A small BERT.
nlohmann::json wordPieceJson();

} // namespace headscope::tests
