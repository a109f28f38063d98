// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tokenizerconfig.h"

#include "core/files/quote.h"
#include "core/files/textfile.h"
#include "core/files/tokenizerfields.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace headscope::core {

namespace {

constexpr std::size_t largestFile = std::size_t{64} << 20U;

class Reader : private TokenizerFields
{
public:
    Reader(const std::filesystem::path& file, TokenizerConfig& result, const RunControl& control)
        : TokenizerFields(file), m_result(result), m_control(control)
    {}

    JsonValue parse() const
    {
        JsonValue root = parseJson(readTextFile(file(), largestFile), file().string(), {},
                                   m_control);
        if (root.object() == nullptr)
            damaged("the file holds " + describe(root) + " but must hold an object");
        return root;
    }

    void readConfig()
    {
        const JsonValue root = parse();
        const auto optionalFlag = [&](const char* key) {
            return root.find(key) != nullptr ? std::optional(flag(root, key, false, "the file"))
                                             : std::nullopt;
        };
        if (root.find("tokenizer_class") != nullptr)
            m_result.tokenizerClass = text(root, "tokenizer_class", "the file");
        m_result.addsFirst = optionalFlag("add_bos_token");
        m_result.addsLast = optionalFlag("add_eos_token");
        m_result.firstToken = tokenNamed(root, "bos_token");
        m_result.lastToken = tokenNamed(root, "eos_token");
        if (const JsonValue* const count = root.find("extra_ids")) {
            const auto* const number = count->integer();
            if (number == nullptr || *number < 0 || *number > mostExtraIds)
                damaged("extra_ids is " + describe(*count)
                        + " but must be a whole number from 0 to " + std::to_string(mostExtraIds));
            m_result.extraIds = static_cast<int>(*number);
        }
        if (const JsonValue* const tokens = root.find("added_tokens_decoder"))
            readAddedTokensDecoder(*tokens);
    }

    /// {"<token>": id}
    void readAddedTokens()
    {
        const JsonValue root = parse();
        for (const JsonMember& member : *root.object()) {
            TokenizerFile::AddedToken token;
            token.content = member.key;
            const auto* const id = member.value.integer();
            token.id = checkedId(id != nullptr ? *id : -1, describe(member.value), member.key);
            token.normalized = false;
            add(std::move(token));
        }
    }

private:
    static constexpr int mostExtraIds = 100'000;

    /// A text, or an object with the text as its content.
    std::string tokenNamed(const JsonValue& root, const char* key) const
    {
        const JsonValue* const value = root.find(key);
        if (value == nullptr)
            return {};
        return value->object() != nullptr ? text(*value, "content", key)
                                          : text(root, key, "the file");
    }

    TokenId checkedId(std::int64_t id, const std::string& said, const std::string& token) const
    {
        if (id < 0 || id >= tokenIdLimit)
            damaged("the token " + quote(token) + " has the id " + said
                    + " but ids must be whole numbers from 0 to "
                    + std::to_string(tokenIdLimit - 1));
        return static_cast<TokenId>(id);
    }

    /// {"32099": {"content": "<extra_id_0>", "special": true, ...}}
    void readAddedTokensDecoder(const JsonValue& tokens)
    {
        if (tokens.object() == nullptr)
            damaged("added_tokens_decoder is " + describe(tokens) + " but must be an object");
        for (const JsonMember& member : *tokens.object()) {
            const std::string place = "added token " + quote(member.key);
            std::int64_t id = -1;
            const char* const last = member.key.data() + member.key.size();
            if (std::from_chars(member.key.data(), last, id).ptr != last)
                id = -1;
            TokenizerFile::AddedToken token;
            token.content = text(member.value, "content", place);
            token.id = checkedId(id, quote(member.key), token.content);
            token.special = flag(member.value, "special", false, place);
            token.singleWord = flag(member.value, "single_word", false, place);
            token.leftStrip = flag(member.value, "lstrip", false, place);
            token.rightStrip = flag(member.value, "rstrip", false, place);
            token.normalized = flag(member.value, "normalized", !token.special, place);
            add(std::move(token));
        }
    }

    void add(TokenizerFile::AddedToken token)
    {
        m_control.endIfStopped();
        if (token.content.empty())
            damaged("the token with the id " + std::to_string(token.id)
                    + " has 0 bytes of content but must have at least 1");
        m_result.addedTokens.push_back(std::move(token));
    }

    TokenizerConfig& m_result;
    const RunControl& m_control;
};

} // namespace

bool TokenizerConfig::isOneOf(std::initializer_list<std::string_view> names) const
{
    return std::any_of(names.begin(), names.end(),
                       [this](std::string_view name) { return tokenizerClass.starts_with(name); });
}

bool TokenizerConfig::decidesEnds() const
{
    return isOneOf({"LlamaTokenizer", "CodeLlamaTokenizer", "GemmaTokenizer"});
}

TokenizerConfig readTokenizerConfig(const std::filesystem::path& folder, const RunControl& control)
{
    std::error_code ignored;
    TokenizerConfig result;
    result.path = folder / "tokenizer_config.json";
    if (std::filesystem::exists(result.path, ignored))
        Reader(result.path, result, control).readConfig();
    const auto added = folder / "added_tokens.json";
    if (result.addedTokens.empty() && std::filesystem::exists(added, ignored))
        Reader(added, result, control).readAddedTokens();
    return result;
}

} // namespace headscope::core
