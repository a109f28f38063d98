// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tokenizerfile.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/files/jsonvalue.h"
#include "core/files/quote.h"
#include "core/files/textfile.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace headscope::core {

namespace {

/// The largest tokenizer files of published models have 33 MB.
constexpr std::size_t largestFile = std::size_t{256} << 20U;

/// Fills a TokenizerFile; every fault names the file and the place in it.
class Reader
{
public:
    Reader(const std::filesystem::path& file, const RunControl& control) : m_control(control)
    {
        m_result.path = file;
    }

    void readTokenizer(const JsonValue& root)
    {
        if (root.object() == nullptr)
            damaged("holds " + describe(root) + " but must hold an object");
        const JsonValue* const model = root.find("model");
        if (model == nullptr || model->object() == nullptr)
            damaged("model is " + describeOrMissing(model) + " but must be an object");
        readModel(*model);
        if (const JsonValue* const tokens = root.find("added_tokens"))
            readAddedTokens(*tokens);
        if (const JsonValue* const normalizer = root.find("normalizer"))
            checkNormalizer(*normalizer);
        const JsonValue* const preTokenizer = root.find("pre_tokenizer");
        if (preTokenizer == nullptr)
            unsupported(
                "has no pre-tokenizer, but only byte-level BPE (pre-tokenizer ByteLevel) is read");
        readPreTokenizer(*preTokenizer);
        if (m_result.preTokenizers.empty()
            || m_result.preTokenizers.back().kind != TokenizerFile::PreTokenizer::Kind::ByteLevel)
            unsupported("has a pre-tokenizer that does not end with ByteLevel, but only byte-level "
                        "BPE is read");
    }

    void readVocabulary(const JsonValue& vocab, const std::string& place)
    {
        if (vocab.object() == nullptr)
            damaged(place + " is " + describe(vocab)
                    + " but must be an object of tokens and their ids");
        if (vocab.object()->empty())
            damaged(place + " has 0 tokens but must have at least 1");
        m_result.vocabulary.reserve(vocab.object()->size());
        m_spellings.reserve(vocab.object()->size());
        m_ids.reserve(vocab.object()->size());
        for (const JsonMember& member : *vocab.object()) {
            m_control.endIfStopped();
            const TokenId id = checkedId(member.value, "token " + quote(member.key));
            claimId(id, member.key);
            m_result.vocabulary.push_back({member.key, id});
            m_spellings.emplace(member.key, id);
        }
    }

    void readMerges(const JsonValue& merges)
    {
        if (merges.array() == nullptr)
            damaged("model.merges is " + describe(merges) + " but must be a list");
        m_result.merges.reserve(merges.array()->size());
        std::size_t number = 0;
        for (const JsonValue& merge : *merges.array()) {
            const std::string place = "merge " + std::to_string(++number);
            if (const std::string* const text = merge.text()) {
                addMerge(*text, place);
                continue;
            }
            const auto* const pair = merge.array();
            if (pair == nullptr || pair->size() != 2 || (*pair)[0].text() == nullptr
                || (*pair)[1].text() == nullptr)
                damaged(place + " is "
                        + (pair != nullptr ? "a list of " + std::to_string(pair->size()) + " values"
                                           : describe(merge))
                        + " but must be 2 tokens");
            addMerge(*(*pair)[0].text(), *(*pair)[1].text(), place);
        }
    }

    /// The text of a merges.txt, one merge a line.
    void readMergeLines(std::string_view text)
    {
        std::size_t line = 0;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string_view content = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            ++line;
            if (content.ends_with('\r'))
                content.remove_suffix(1);
            const std::string place = "line " + std::to_string(line);
            if (!isValidUtf8(content))
                damaged(place + " is not valid UTF-8");
            // Only the head may be a remark: "#" is a token as good as any.
            if (content.starts_with("#version") || (content.empty() && text.empty()))
                continue;
            addMerge(content, place);
        }
    }

    void addSpecialVocabulary()
    {
        for (const TokenizerFile::Token& token : m_result.vocabulary) {
            const std::string_view name = token.spelling;
            if (name.size() > 4 && name.starts_with("<|") && name.ends_with("|>"))
                m_result.addedTokens.push_back({.content = token.spelling,
                                                .id = token.id,
                                                .special = true,
                                                .normalized = false});
        }
    }

    void setPath(const std::filesystem::path& file) { m_result.path = file; }
    TokenizerFile& result() { return m_result; }

private:
    [[noreturn]] void damaged(const std::string& fault) const
    {
        throw Error(ErrorKind::FileDamaged, m_result.path.string() + ": " + fault);
    }
    [[noreturn]] void unsupported(const std::string& fault) const
    {
        throw Error(ErrorKind::Unsupported, m_result.path.string() + ": " + fault);
    }

    static std::string describeOrMissing(const JsonValue* value)
    {
        return value != nullptr ? describe(*value) : "missing";
    }

    bool flag(const JsonValue& object, std::string_view key, bool absent,
              const std::string& place) const
    {
        const JsonValue* const value = object.find(key);
        if (value == nullptr)
            return absent;
        if (value->boolean() == nullptr)
            damaged(place + ": " + std::string(key) + " is " + describe(*value)
                    + " but must be true or false");
        return *value->boolean();
    }

    std::string typeOf(const JsonValue& value, const std::string& place) const
    {
        const JsonValue* const type = value.find("type");
        if (type == nullptr || type->text() == nullptr)
            damaged(place + ": type is " + describeOrMissing(type) + " but must be a text");
        return *type->text();
    }

    TokenId checkedId(const JsonValue& value, const std::string& place) const
    {
        const auto* const id = value.integer();
        if (id == nullptr || *id < 0 || *id >= tokenIdLimit)
            damaged(place + " has the id " + describe(value)
                    + " but ids must be whole numbers from 0 to "
                    + std::to_string(tokenIdLimit - 1));
        return static_cast<TokenId>(*id);
    }

    void claimId(TokenId id, const std::string& token)
    {
        const auto [place, isNew] = m_ids.emplace(id, token);
        if (!isNew)
            damaged("the id " + std::to_string(id) + " is given to 2 tokens, "
                    + quote(place->second) + " and " + quote(token));
    }

    void readModel(const JsonValue& model)
    {
        // Files from before the field existed have none; only BPE has merges.
        const JsonValue* const merges = model.find("merges");
        const std::string type = model.find("type") == nullptr && merges != nullptr
                                     ? "BPE"
                                     : typeOf(model, "model");
        if (type != "BPE")
            unsupported("holds a model of type " + quote(type) + ", but only BPE is read");
        for (const char* const key : {"continuing_subword_prefix", "end_of_word_suffix"}) {
            const JsonValue* const value = model.find(key);
            if (value != nullptr && (value->text() == nullptr || !value->text()->empty()))
                unsupported(std::string("model.") + key + " is " + describe(*value)
                            + ", which is not read");
        }
        if (flag(model, "byte_fallback", false, "model"))
            unsupported("model.byte_fallback is true, which is not read");
        if (const JsonValue* const dropout = model.find("dropout")) {
            const bool isZero = (dropout->integer() != nullptr && *dropout->integer() == 0)
                                || (dropout->real() != nullptr && *dropout->real() == 0.0);
            if (!isZero)
                unsupported("model.dropout is " + describe(*dropout)
                            + ", which would make the tokens random");
        }
        m_result.ignoreMerges = flag(model, "ignore_merges", false, "model");

        const JsonValue* const vocab = model.find("vocab");
        if (vocab == nullptr)
            damaged("model.vocab is missing but must be an object of tokens and their ids");
        readVocabulary(*vocab, "model.vocab");
        if (merges == nullptr)
            damaged("model.merges is missing but must be a list");
        readMerges(*merges);
    }

    void addMerge(std::string_view text, const std::string& place)
    {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos || text.find(' ', space + 1) != std::string_view::npos)
            damaged(place + " is " + quote(text)
                    + " but must be 2 tokens with 1 space between them");
        addMerge(text.substr(0, space), text.substr(space + 1), place);
    }

    void addMerge(std::string_view left, std::string_view right, const std::string& place)
    {
        m_control.endIfStopped();
        std::string joined(left);
        joined += right;
        m_result.merges.push_back(
            {mergedToken(left, place), mergedToken(right, place), mergedToken(joined, place)});
    }

    TokenId mergedToken(std::string_view spelling, const std::string& place) const
    {
        const auto found = m_spellings.find(std::string(spelling));
        if (found == m_spellings.end())
            damaged(place + " needs the token " + quote(spelling) + ", which is not among the "
                    + std::to_string(m_spellings.size()) + " of the vocabulary");
        return found->second;
    }

    void readAddedTokens(const JsonValue& tokens)
    {
        if (tokens.array() == nullptr)
            damaged("added_tokens is " + describe(tokens) + " but must be a list");
        std::unordered_map<std::string, TokenId> seen;
        std::size_t number = 0;
        for (const JsonValue& value : *tokens.array()) {
            std::string place = "added token " + std::to_string(++number);
            const JsonValue* const content = value.find("content");
            if (content == nullptr || content->text() == nullptr)
                damaged(place + ": content is " + describeOrMissing(content)
                        + " but must be a text");
            if (content->text()->empty())
                damaged(place + " has 0 bytes of content but must have at least 1");
            place += ", " + quote(*content->text()) + ",";
            const JsonValue* const idField = value.find("id");
            if (idField == nullptr)
                damaged(place + " has no id but must have one from 0 to "
                        + std::to_string(tokenIdLimit - 1));

            TokenizerFile::AddedToken token;
            token.content = *content->text();
            token.id = checkedId(*idField, place);
            token.special = flag(value, "special", false, place);
            token.singleWord = flag(value, "single_word", false, place);
            token.leftStrip = flag(value, "lstrip", false, place);
            token.rightStrip = flag(value, "rstrip", false, place);
            token.normalized = flag(value, "normalized", !token.special, place);

            const auto inVocabulary = m_spellings.find(token.content);
            if (inVocabulary != m_spellings.end() && inVocabulary->second != token.id)
                damaged(place + " has the id " + std::to_string(token.id)
                        + " but the vocabulary gives it " + std::to_string(inVocabulary->second));
            const auto [earlier, isNew] = seen.emplace(token.content, token.id);
            if (!isNew)
                damaged(place + " is listed twice, with the ids " + std::to_string(earlier->second)
                        + " and " + std::to_string(token.id));
            if (inVocabulary == m_spellings.end())
                claimId(token.id, token.content);
            m_result.addedTokens.push_back(std::move(token));
        }
    }

    void checkNormalizer(const JsonValue& normalizer) const
    {
        const std::string type = typeOf(normalizer, "normalizer");
        const JsonValue* const steps = normalizer.find("normalizers");
        if (type == "Sequence" && steps != nullptr && steps->array() != nullptr) {
            for (const JsonValue& step : *steps->array())
                checkNormalizer(step);
            return;
        }
        unsupported("has the normalizer " + quote(type) + ", which is not read");
    }

    void readPreTokenizer(const JsonValue& value)
    {
        const std::string type = typeOf(value, "pre_tokenizer");
        if (type == "Sequence") {
            const JsonValue* const steps = value.find("pretokenizers");
            if (steps == nullptr || steps->array() == nullptr)
                damaged("pre_tokenizer: pretokenizers is " + describeOrMissing(steps)
                        + " but must be a list");
            for (const JsonValue& step : *steps->array())
                readPreTokenizer(step);
            return;
        }
        // ByteLevel respells the bytes, so that a step behind it would see other characters than
        // those of the text.
        if (!m_result.preTokenizers.empty()
            && m_result.preTokenizers.back().kind == TokenizerFile::PreTokenizer::Kind::ByteLevel)
            unsupported("has the pre-tokenizer " + quote(type)
                        + " behind ByteLevel, which is not read");
        if (type == "ByteLevel") {
            TokenizerFile::PreTokenizer step;
            step.kind = TokenizerFile::PreTokenizer::Kind::ByteLevel;
            step.addPrefixSpace = flag(value, "add_prefix_space", true, "pre_tokenizer");
            step.useRegex = flag(value, "use_regex", true, "pre_tokenizer");
            m_result.preTokenizers.push_back(std::move(step));
        } else if (type == "Split") {
            m_result.preTokenizers.push_back(readSplit(value));
        } else {
            unsupported("has the pre-tokenizer " + quote(type) + ", which is not read");
        }
    }

    TokenizerFile::PreTokenizer readSplit(const JsonValue& value) const
    {
        TokenizerFile::PreTokenizer step;
        step.kind = TokenizerFile::PreTokenizer::Kind::Split;
        const JsonValue* const pattern = value.find("pattern");
        const JsonValue* const regex = pattern != nullptr ? pattern->find("Regex") : nullptr;
        const JsonValue* const plain = pattern != nullptr ? pattern->find("String") : nullptr;
        const JsonValue* const text = regex != nullptr ? regex : plain;
        if (text == nullptr || text->text() == nullptr || text->text()->empty())
            damaged("pre_tokenizer: the pattern of Split is "
                    + describeOrMissing(text != nullptr ? text : pattern)
                    + " but must be a text under the key Regex or String");
        step.pattern = *text->text();
        step.patternIsRegex = regex != nullptr;

        const bool invert = flag(value, "invert", false, "pre_tokenizer");
        const JsonValue* const behaviour = value.find("behavior");
        if (behaviour == nullptr || behaviour->text() == nullptr)
            damaged("pre_tokenizer: behavior is " + describeOrMissing(behaviour)
                    + " but must be a text");
        // Isolated keeps matches and gaps alike, whichever of them is called the delimiter.
        if (*behaviour->text() == "Removed" && invert)
            step.dropsGaps = true;
        else if (*behaviour->text() != "Isolated")
            unsupported("has a Split pre-tokenizer with the behavior " + quote(*behaviour->text())
                        + (invert ? " (inverted)" : "") + ", which is not read");
        return step;
    }

    const RunControl& m_control;
    TokenizerFile m_result;
    std::unordered_map<std::string, TokenId> m_spellings;
    std::unordered_map<TokenId, std::string> m_ids;
};

} // namespace

TokenizerFile readTokenizerJson(const std::filesystem::path& file, const RunControl& control)
{
    Reader reader(file, control);
    reader.readTokenizer(parseJson(readTextFile(file, largestFile), file.string(), {}, control));
    return std::move(reader.result());
}

TokenizerFile readVocabAndMerges(const std::filesystem::path& vocab,
                                 const std::filesystem::path& merges, const RunControl& control)
{
    Reader reader(vocab, control);
    reader.readVocabulary(parseJson(readTextFile(vocab, largestFile), vocab.string(), {}, control),
                          "the file");
    reader.addSpecialVocabulary();
    reader.setPath(merges);
    reader.readMergeLines(readTextFile(merges, largestFile));
    reader.setPath(vocab);
    reader.result().preTokenizers.emplace_back();
    return std::move(reader.result());
}

} // namespace headscope::core
