// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tokenizersteps.h"

#include "core/files/base64.h"
#include "core/files/quote.h"

namespace headscope::core {

namespace {

using Normalizer = TokenizerFile::Normalizer;
using PreTokenizer = TokenizerFile::PreTokenizer;
using Behaviour = PreTokenizer::Behaviour;

/// `owner` is the step that sentences name: "pre_tokenizer: the pattern of Split".
TokenizerFile::Pattern readPattern(const JsonValue& value, const TokenizerFields& fields,
                                   const std::string& owner)
{
    const JsonValue* const pattern = value.find("pattern");
    const JsonValue* const regex = pattern != nullptr ? pattern->find("Regex") : nullptr;
    const JsonValue* const plain = pattern != nullptr ? pattern->find("String") : nullptr;
    const JsonValue* const text = regex != nullptr ? regex : plain;
    if (text == nullptr || text->text() == nullptr || text->text()->empty())
        fields.damaged(owner + " is "
                       + TokenizerFields::describeOrMissing(text != nullptr ? text : pattern)
                       + " but must be a text under the key Regex or String");
    return {*text->text(), regex != nullptr};
}

void readBertNormalizer(const JsonValue& value, const TokenizerFields& fields,
                        std::vector<Normalizer>& steps)
{
    const bool lowercase = fields.flag(value, "lowercase", true, "normalizer");
    if (fields.flag(value, "clean_text", true, "normalizer"))
        steps.push_back({.kind = Normalizer::Kind::CleanText});
    if (fields.flag(value, "handle_chinese_chars", true, "normalizer"))
        steps.push_back({.kind = Normalizer::Kind::SpaceIdeographs});
    if (fields.flag(value, "strip_accents", lowercase, "normalizer")) {
        steps.push_back({.kind = Normalizer::Kind::Nfd});
        steps.push_back({.kind = Normalizer::Kind::StripAccents});
    }
    if (lowercase)
        steps.push_back({.kind = Normalizer::Kind::Lowercase});
}

void readPrecompiled(const JsonValue& value, const TokenizerFields& fields,
                     std::vector<Normalizer>& steps)
{
    // null where there is nothing to replace.
    if (value.find("precompiled_charsmap") == nullptr)
        return;
    const std::string& text = fields.text(value, "precompiled_charsmap", "normalizer");
    auto bytes = decodeBase64(text);
    if (!bytes)
        fields.damaged("normalizer: the precompiled_charsmap of " + std::to_string(text.size())
                       + " characters is not valid Base64");
    if (!bytes->empty())
        steps.push_back({.kind = Normalizer::Kind::Precompiled, .content = std::move(*bytes)});
}

PreTokenizer split(std::string_view pattern, Behaviour behaviour, bool inverted = false)
{
    PreTokenizer step;
    step.kind = PreTokenizer::Kind::Split;
    step.pattern = {std::string(pattern), true};
    step.behaviour = behaviour;
    step.inverted = inverted;
    return step;
}

Behaviour readBehaviour(const JsonValue& value, const TokenizerFields& fields)
{
    const std::string& name = fields.text(value, "behavior", "pre_tokenizer");
    if (name == "Isolated")
        return Behaviour::Isolated;
    if (name == "Removed")
        return Behaviour::Removed;
    if (name == "MergedWithPrevious")
        return Behaviour::MergedWithPrevious;
    if (name == "MergedWithNext")
        return Behaviour::MergedWithNext;
    if (name == "Contiguous")
        return Behaviour::Contiguous;
    fields.unsupported("a " + fields.typeOf(value, "pre_tokenizer")
                       + " pre-tokenizer with the behavior " + quote(name) + " is not supported");
}

PreTokenizer readSplit(const JsonValue& value, const TokenizerFields& fields)
{
    PreTokenizer step;
    step.kind = PreTokenizer::Kind::Split;
    step.pattern = readPattern(value, fields, "pre_tokenizer: the pattern of Split");
    step.inverted = fields.flag(value, "invert", false, "pre_tokenizer");
    step.behaviour = readBehaviour(value, fields);
    return step;
}

PreTokenizer readMetaspace(const JsonValue& value, const TokenizerFields& fields)
{
    PreTokenizer step;
    step.kind = PreTokenizer::Kind::Metaspace;
    step.mark = fields.text(value, "replacement", "pre_tokenizer");
    constexpr std::size_t oneCharacter = 4;
    if (step.mark.empty() || step.mark.size() > oneCharacter)
        fields.damaged("pre_tokenizer: replacement has " + std::to_string(step.mark.size())
                       + " bytes but must have 1 to " + std::to_string(oneCharacter));
    step.splits = fields.flag(value, "split", true, "pre_tokenizer");
    // Files from before prepend_scheme say the same by add_prefix_space.
    const bool adds = fields.flag(value, "add_prefix_space", true, "pre_tokenizer");
    if (value.find("prepend_scheme") == nullptr) {
        step.prepend = adds ? PreTokenizer::Prepend::Always : PreTokenizer::Prepend::Never;
        return step;
    }
    const std::string& scheme = fields.text(value, "prepend_scheme", "pre_tokenizer");
    if (scheme != "always" && scheme != "first" && scheme != "never")
        fields.unsupported("a Metaspace pre-tokenizer with the prepend_scheme " + quote(scheme)
                           + " is not supported");
    if (!adds && scheme != "never")
        fields.damaged("pre_tokenizer: add_prefix_space is false but prepend_scheme is "
                       + quote(scheme));
    step.prepend = scheme == "always"  ? PreTokenizer::Prepend::Always
                   : scheme == "first" ? PreTokenizer::Prepend::First
                                       : PreTokenizer::Prepend::Never;
    return step;
}

constexpr std::string_view punctuation = R"([\p{P}$+<=>^`|~])";

/// Steps that are splits under another name; false for all others.
bool readNamedSplit(const std::string& type, const JsonValue& value, const TokenizerFields& fields,
                    std::vector<PreTokenizer>& steps)
{
    if (type == "WhitespaceSplit") {
        steps.push_back(split(R"(\s)", Behaviour::Removed));
    } else if (type == "BertPreTokenizer") {
        steps.push_back(split(R"(\s)", Behaviour::Removed));
        steps.push_back(split(punctuation, Behaviour::Isolated));
    } else if (type == "Punctuation") {
        steps.push_back(split(punctuation, value.find("behavior") != nullptr
                                               ? readBehaviour(value, fields)
                                               : Behaviour::Isolated));
    } else if (type == "Digits") {
        const bool single = fields.flag(value, "individual_digits", false, "pre_tokenizer");
        steps.push_back(split(R"(\p{N})", single ? Behaviour::Isolated : Behaviour::Contiguous));
    } else {
        return false;
    }
    return true;
}

} // namespace

void readNormalizer(const JsonValue& value, const TokenizerFields& fields,
                    std::vector<Normalizer>& steps)
{
    using Kind = Normalizer::Kind;
    const std::string type = fields.typeOf(value, "normalizer");
    if (type == "Sequence") {
        for (const JsonValue& step : fields.list(value, "normalizers", "normalizer"))
            readNormalizer(step, fields, steps);
    } else if (type == "NFC" || type == "NFD" || type == "NFKC" || type == "NFKD") {
        const bool compatible = type.size() == 4;
        steps.push_back({.kind = type.back() == 'C' ? (compatible ? Kind::Nfkc : Kind::Nfc)
                                                    : (compatible ? Kind::Nfkd : Kind::Nfd)});
    } else if (type == "Lowercase") {
        steps.push_back({.kind = Kind::Lowercase});
    } else if (type == "StripAccents") {
        steps.push_back({.kind = Kind::StripAccents});
    } else if (type == "Strip") {
        steps.push_back({.kind = Kind::Strip,
                         .atBegin = fields.flag(value, "strip_left", true, "normalizer"),
                         .atEnd = fields.flag(value, "strip_right", true, "normalizer")});
    } else if (type == "Prepend") {
        steps.push_back(
            {.kind = Kind::Prepend, .content = fields.text(value, "prepend", "normalizer")});
    } else if (type == "Replace") {
        steps.push_back(
            {.kind = Kind::Replace,
             .pattern = readPattern(value, fields, "normalizer: the pattern of Replace"),
             .content = fields.text(value, "content", "normalizer")});
    } else if (type == "Precompiled") {
        readPrecompiled(value, fields, steps);
    } else if (type == "BertNormalizer") {
        readBertNormalizer(value, fields, steps);
    } else {
        fields.unsupported("the normalizer " + quote(type) + " is not supported");
    }
}

void readPreTokenizer(const JsonValue& value, const TokenizerFields& fields,
                      std::vector<PreTokenizer>& steps)
{
    const std::string type = fields.typeOf(value, "pre_tokenizer");
    if (type == "Sequence") {
        for (const JsonValue& step : fields.list(value, "pretokenizers", "pre_tokenizer"))
            readPreTokenizer(step, fields, steps);
        return;
    }
    // ByteLevel respells the bytes, so that a step behind it would see other characters than those
    // of the text.
    if (!steps.empty() && steps.back().kind == PreTokenizer::Kind::ByteLevel)
        fields.unsupported("the pre-tokenizer " + quote(type)
                           + " behind ByteLevel is not supported");
    if (type == "ByteLevel") {
        PreTokenizer step;
        step.kind = PreTokenizer::Kind::ByteLevel;
        step.addPrefixSpace = fields.flag(value, "add_prefix_space", true, "pre_tokenizer");
        step.useRegex = fields.flag(value, "use_regex", true, "pre_tokenizer");
        steps.push_back(std::move(step));
    } else if (type == "Split") {
        steps.push_back(readSplit(value, fields));
    } else if (type == "Metaspace") {
        steps.push_back(readMetaspace(value, fields));
    } else if (!readNamedSplit(type, value, fields, steps)) {
        fields.unsupported("the pre-tokenizer " + quote(type) + " is not supported");
    }
}

} // namespace headscope::core
