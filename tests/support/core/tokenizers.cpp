// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core/tokenizers.h"
#include "tests/support/places.h"

#include "core/files/sentencepiecefile.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <algorithm>
#include <fstream>

namespace headscope::tests {

using namespace core;
using Json = nlohmann::json;

namespace {

std::string base64(const std::string& bytes)
{
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

/// The merges that make the pieces of a SentencePiece model, as Hugging Face writes them: each
/// piece from each pair of pieces, the best score first.
Json mergesOf(const SentencePieceFile& file)
{
    std::map<std::string, std::size_t> ids;
    for (std::size_t id = 0; id < file.pieces.size(); ++id)
        ids.emplace(file.pieces[id].text, id);
    struct Merge {
        float score;
        std::size_t left;
        std::size_t right;
    };
    std::vector<Merge> merges;
    for (const auto& piece : file.pieces) {
        for (std::size_t at = 1; at < piece.text.size(); ++at) {
            const auto left = ids.find(piece.text.substr(0, at));
            const auto right = ids.find(piece.text.substr(at));
            if (left != ids.end() && right != ids.end())
                merges.push_back({piece.score, left->second, right->second});
        }
    }
    std::stable_sort(merges.begin(), merges.end(),
                     [](const Merge& a, const Merge& b) { return a.score > b.score; });
    Json result = Json::array();
    for (const Merge& merge : merges)
        result.push_back({file.pieces[merge.left].text, file.pieces[merge.right].text});
    return result;
}

} // namespace

std::string testTokenizers()
{
    return tests::dataPath("/tokenizers/");
}

std::vector<std::string> texts(const std::string& name)
{
    std::ifstream file(testTokenizers() + name + ".jsonl");
    std::vector<std::string> result;
    for (std::string line; std::getline(file, line);)
        result.push_back(Json::parse(line).at("text"));
    return result;
}

std::shared_ptr<const Tokenizer> loadFiles(const std::map<std::string, std::string>& files)
{
    const QTemporaryDir folder;
    for (const auto& [name, content] : files)
        std::ofstream(folder.path().toStdString() + "/" + name, std::ios::binary) << content;
    return loadTokenizer(folder.path().toStdString());
}

std::shared_ptr<const Tokenizer> loadJson(const Json& json)
{
    return loadFiles({{"tokenizer.json", json.dump()}});
}

std::string bytesOfFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const Tokenizer> loadModelFile(const std::string& name,
                                               const std::map<std::string, std::string>& more)
{
    auto files = more;
    files[name == "t5" ? "spiece.model" : "tokenizer.model"] = bytesOfFile(testTokenizers() + name
                                                                           + ".model");
    return loadFiles(files);
}

std::string cut(const Tokenizer& tokenizer, std::string_view text)
{
    std::string result;
    for (const TokenId id : tokenizer.encode(text)) {
        result += result.empty() ? "" : "|";
        result += tokenizer.bytes(id);
    }
    return result;
}

Json llamaJson()
{
    const SentencePieceFile file = readSentencePiece(testTokenizers() + "llama2.model");
    Json vocab = Json::object();
    for (std::size_t id = 0; id < file.pieces.size(); ++id)
        vocab[file.pieces[id].text] = id;
    Json added = Json::array();
    for (int id = 0; id < 3; ++id)
        added.push_back({{"id", id},
                         {"content", file.pieces[static_cast<std::size_t>(id)].text},
                         {"special", true},
                         {"normalized", false}});
    const Json first = {{"SpecialToken", {{"id", "<s>"}, {"type_id", 0}}}};
    const Json text = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
    return {{"added_tokens", added},
            {"normalizer",
             {{"type", "Sequence"},
              {"normalizers",
               {{{"type", "Prepend"}, {"prepend", "▁"}},
                {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "▁"}}}}}},
            {"pre_tokenizer", nullptr},
            {"post_processor",
             {{"type", "TemplateProcessing"},
              {"single", {first, text}},
              {"special_tokens", {{"<s>", {{"id", "<s>"}, {"ids", {1}}, {"tokens", {"<s>"}}}}}}}},
            {"decoder", nullptr},
            {"model",
             {{"type", "BPE"},
              {"unk_token", "<unk>"},
              {"fuse_unk", true},
              {"byte_fallback", true},
              {"vocab", vocab},
              {"merges", mergesOf(file)}}}};
}

Json metaspaceJson(const char* scheme, bool splits)
{
    Json json = llamaJson();
    json["normalizer"] = nullptr;
    json["pre_tokenizer"] = {
        {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", scheme}, {"split", splits}};
    return json;
}

Json unigramJson()
{
    const SentencePieceFile file = readSentencePiece(testTokenizers() + "t5.model");
    Json vocab = Json::array();
    for (const auto& piece : file.pieces)
        vocab.push_back({piece.text, piece.score});
    Json added = Json::array();
    for (int id = 0; id < 3; ++id)
        added.push_back({{"id", id},
                         {"content", file.pieces[static_cast<std::size_t>(id)].text},
                         {"special", true},
                         {"normalized", false}});
    return {{"added_tokens", added},
            {"normalizer",
             {{"type", "Sequence"},
              {"normalizers",
               {{{"type", "Precompiled"}, {"precompiled_charsmap", base64(file.tables.at(0))}},
                {{"type", "Strip"}, {"strip_left", true}, {"strip_right", true}},
                {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", " "}}}}}},
            {"pre_tokenizer",
             {{"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "always"}}},
            {"post_processor", nullptr},
            {"decoder", nullptr},
            {"model", {{"type", "Unigram"}, {"unk_id", 2}, {"vocab", vocab}}}};
}

Json wordPieceJson()
{
    Json vocab = Json::object();
    for (const char* const token : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able",
                                    "a", "##b", "aff", ",", "世", "界", "e", "able", "##e"})
        vocab[token] = vocab.size();
    Json added = Json::array();
    for (int id = 0; id < 4; ++id)
        added.push_back(
            {{"id", id},
             {"content", std::vector<const char*>{"[PAD]", "[UNK]", "[CLS]",
                                                  "[SEP]"}[static_cast<std::size_t>(id)]},
             {"special", true},
             {"normalized", false}});
    return {{"added_tokens", added},
            {"normalizer", {{"type", "BertNormalizer"}, {"lowercase", true}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor",
             {{"type", "BertProcessing"}, {"sep", {"[SEP]", 3}}, {"cls", {"[CLS]", 2}}}},
            {"model",
             {{"type", "WordPiece"},
              {"unk_token", "[UNK]"},
              {"continuing_subword_prefix", "##"},
              {"max_input_chars_per_word", 12},
              {"vocab", vocab}}}};
}

} // namespace headscope::tests
