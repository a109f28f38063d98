// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tokenizerfile.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/files/jsonvalue.h"
#include "core/files/quote.h"
#include "core/files/textfile.h"
#include "core/files/tokenizerfields.h"
#include "core/files/tokenizersteps.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace headscope::core {

namespace {

/// The largest tokenizer files of published models have 33 MB.
constexpr std::size_t largestFile = std::size_t{256} << 20U;

/// Fills a TokenizerFile; every fault names the file and the place in it.
class Reader : private TokenizerFields
{
public:
    Reader(const std::filesystem::path& file, const RunControl& control)
        : TokenizerFields(file), m_control(control)
    {
        m_result.path = file;
    }

    void readTokenizer(const JsonValue& root)
    {
        if (root.object() == nullptr)
            damaged("the file holds " + describe(root) + " but must hold an object");
        const JsonValue* const model = root.find("model");
        if (model == nullptr || model->object() == nullptr)
            damaged("model is " + describeOrMissing(model) + " but must be an object");
        readModel(*model);
        if (const JsonValue* const tokens = root.find("added_tokens"))
            readAddedTokens(*tokens);
        if (const JsonValue* const normalizer = root.find("normalizer"))
            readNormalizer(*normalizer, *this, m_result.normalizers);
        if (const JsonValue* const preTokenizer = root.find("pre_tokenizer"))
            readPreTokenizer(*preTokenizer, *this, m_result.preTokenizers);
        checkGaps();
        if (m_result.kind != TokenizerFile::Kind::Bpe && m_result.isByteLevel())
            unsupported("the pre-tokenizer ByteLevel is supported with BPE only");
        if (const JsonValue* const postProcessor = root.find("post_processor"))
            readPostProcessor(*postProcessor, *this, m_result);
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
        checkGaps();
        for (const TokenizerFile::Token& token : m_result.vocabulary) {
            const std::string_view name = token.spelling;
            if (name.size() > 4 && name.starts_with("<|") && name.ends_with("|>"))
                m_result.addedTokens.push_back({.content = token.spelling,
                                                .id = token.id,
                                                .special = true,
                                                .normalized = false});
        }
    }

    using TokenizerFields::setFile;
    TokenizerFile& result() { return m_result; }

private:
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

    /// Memory is asked for by the largest id, and shall be bounded by the file's size.
    void checkGaps() const
    {
        constexpr std::size_t perToken = 8;
        constexpr std::size_t always = 65'536;
        const std::size_t limit = always + perToken * m_ids.size();
        for (const auto& [id, token] : m_ids) {
            if (static_cast<std::size_t>(id) >= limit)
                damaged("token " + quote(token) + " has the id " + std::to_string(id)
                        + ", far beyond what a vocabulary of " + std::to_string(m_ids.size())
                        + " tokens can have (" + std::to_string(limit - 1) + ")");
        }
    }

    void readModel(const JsonValue& model)
    {
        // Files from before the field existed have none; only BPE has merges.
        const std::string type = model.find("type") == nullptr && model.find("merges") != nullptr
                                     ? "BPE"
                                     : typeOf(model, "model");
        m_result.byteFallback = flag(model, "byte_fallback", false, "model");
        if (type == "BPE")
            readBpe(model);
        else if (type == "Unigram")
            readUnigram(model);
        else if (type == "WordPiece")
            readWordPiece(model);
        else
            unsupported("a model of type " + quote(type)
                        + " is not supported, only BPE, Unigram and WordPiece are");
    }

    void readBpe(const JsonValue& model)
    {
        m_result.kind = TokenizerFile::Kind::Bpe;
        for (const char* const key : {"continuing_subword_prefix", "end_of_word_suffix"}) {
            const JsonValue* const value = model.find(key);
            if (value != nullptr && (value->text() == nullptr || !value->text()->empty()))
                unsupported(std::string("model.") + key + " is " + describe(*value)
                            + ", which is not supported");
        }
        if (const JsonValue* const dropout = model.find("dropout")) {
            const bool isZero = (dropout->integer() != nullptr && *dropout->integer() == 0)
                                || (dropout->real() != nullptr && *dropout->real() == 0.0);
            if (!isZero)
                unsupported("model.dropout is " + describe(*dropout)
                            + ", which would make the tokens random");
        }
        m_result.ignoreMerges = flag(model, "ignore_merges", false, "model");
        m_result.fuseUnknown = flag(model, "fuse_unk", false, "model");

        const JsonValue* const vocab = model.find("vocab");
        if (vocab == nullptr)
            damaged("model.vocab is missing but must be an object of tokens and their ids");
        readVocabulary(*vocab, "model.vocab");
        const JsonValue* const merges = model.find("merges");
        if (merges == nullptr)
            damaged("model.merges is missing but must be a list");
        readMerges(*merges);
        readUnknown(model);
    }

    /// unk_token, which may be absent or empty.
    void readUnknown(const JsonValue& model)
    {
        if (model.find("unk_token") == nullptr)
            return;
        const std::string& token = text(model, "unk_token", "model");
        const auto found = m_spellings.find(token);
        if (found != m_spellings.end())
            m_result.unknown = found->second;
        else if (!token.empty())
            damaged("model.unk_token is " + quote(token) + ", which is not among the "
                    + std::to_string(m_spellings.size()) + " tokens of the vocabulary");
    }

    /// A list of tokens and scores; the place in the list is the id.
    void readUnigram(const JsonValue& model)
    {
        m_result.kind = TokenizerFile::Kind::Unigram;
        const auto& vocab = list(model, "vocab", "model");
        if (vocab.empty() || vocab.size() > static_cast<std::size_t>(tokenIdLimit))
            damaged("model.vocab has " + std::to_string(vocab.size())
                    + " tokens but must have 1 to " + std::to_string(tokenIdLimit));
        for (const JsonValue& entry : vocab) {
            m_control.endIfStopped();
            const auto id = static_cast<TokenId>(m_result.vocabulary.size());
            const auto* const pair = entry.array();
            const std::string* const token = pair != nullptr && pair->size() == 2
                                                 ? (*pair)[0].text()
                                                 : nullptr;
            if (token == nullptr)
                damaged("model.vocab: entry " + std::to_string(id) + " is " + describe(entry)
                        + " but must be a list of 2, a token and its score");
            const double* const real = (*pair)[1].real();
            const auto* const integer = (*pair)[1].integer();
            if ((real == nullptr || !std::isfinite(*real)) && integer == nullptr)
                damaged("model.vocab: token " + std::to_string(id) + ", " + quote(*token)
                        + ", has the score " + describe((*pair)[1]) + " but must have a number");
            m_result.vocabulary.push_back(
                {*token, id, real != nullptr ? *real : static_cast<double>(*integer)});
            claimId(id, *token);
            m_spellings.insert_or_assign(*token, id);
        }
        const JsonValue* const unknown = model.find("unk_id");
        if (unknown == nullptr)
            damaged("model.unk_id is missing but Unigram needs the id of an unknown token");
        const auto* const id = unknown->integer();
        if (id == nullptr || *id < 0 || *id >= static_cast<std::int64_t>(vocab.size()))
            damaged("model.unk_id is " + describe(*unknown)
                    + " but the vocabulary has the ids 0 to " + std::to_string(vocab.size() - 1));
        m_result.unknown = static_cast<TokenId>(*id);
        m_result.fuseUnknown = true;
    }

    void readWordPiece(const JsonValue& model)
    {
        m_result.kind = TokenizerFile::Kind::WordPiece;
        const JsonValue* const vocab = model.find("vocab");
        if (vocab == nullptr)
            damaged("model.vocab is missing but must be an object of tokens and their ids");
        readVocabulary(*vocab, "model.vocab");
        readUnknown(model);
        if (!m_result.unknown)
            damaged("model.unk_token is missing but WordPiece needs one");
        m_result.subwordPrefix = model.find("continuing_subword_prefix") != nullptr
                                     ? text(model, "continuing_subword_prefix", "model")
                                     : "##";
        m_result.longestWord = 100;
        if (const JsonValue* const longest = model.find("max_input_chars_per_word")) {
            const auto* const count = longest->integer();
            if (count == nullptr || *count < 0)
                damaged("model.max_input_chars_per_word is " + describe(*longest)
                        + " but must be a whole number from 0 on");
            m_result.longestWord = static_cast<std::size_t>(*count);
        }
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
    reader.setFile(merges);
    reader.readMergeLines(readTextFile(merges, largestFile));
    reader.result().preTokenizers.emplace_back();
    return std::move(reader.result());
}

} // namespace headscope::core
