// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/jsonvalue.h"
#include "core/files/tokenizerfile.h"
#include "core/model/model.h"
#include "core/model/vocabulary.h"
#include "core/text/pipelinetokenizer.h"
#include "core/text/tokenizer.h"
#include "tests/support/core/errors.h"
#include "tests/support/places.h"

#include <nlohmann/json.hpp>

#include <QByteArrayList>
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <memory>
#include <optional>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;
using Json = nlohmann::json;

namespace {

std::string utf8Of(char32_t codePoint)
{
    return QStringView(QChar::fromUcs4(codePoint)).toUtf8().toStdString();
}

/// GPT-2's spelling of a byte, written down independently of the library.
std::string spellingOf(int byte)
{
    static const std::vector<char32_t> spellings = [] {
        std::vector<char32_t> result(256, U'\0');
        const auto keep = [&](char32_t first, char32_t last) {
            for (char32_t c = first; c <= last; ++c)
                result[c] = c;
        };
        keep(U'!', U'~');
        keep(U'¡', U'¬');
        keep(U'®', U'ÿ');
        char32_t next = 0x100;
        for (char32_t& spelling : result) {
            if (spelling == U'\0')
                spelling = next++;
        }
        return result;
    }();
    return utf8Of(spellings[static_cast<std::size_t>(byte)]);
}

/// The smallest whole tokenizer: 256 bytes, one merge, one special token.
Json smallTokenizer()
{
    Json vocab = Json::object();
    for (int byte = 0; byte < 256; ++byte)
        vocab[spellingOf(byte)] = byte;
    vocab["ab"] = 256;
    return {
        {"added_tokens",
         Json::array(
             {{{"id", 257}, {"content", "<|end|>"}, {"special", true}, {"normalized", false}}})},
        {"normalizer", nullptr},
        {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}}},
        {"model", {{"type", "BPE"}, {"vocab", vocab}, {"merges", Json::array({"a b"})}}}};
}

using Change = std::function<void(Json&)>;

} // namespace
Q_DECLARE_METATYPE(Change)

class TestTokenizerFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void embeddedModel();
    void readingStops();
    void small();
    void mergesAsPairs();
    void olderFiles();
    void bad_data();
    void bad();
    void duplicateKey();
    void badMergeFiles_data();
    void badMergeFiles();
    void vocabAndMerges();
    void badFolders();

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    void write(const char* name, const QByteArray& content)
    {
        tests::writeFile(m_folder->filePath(QString::fromUtf8(name)), content);
    }
    void write(const Json& tokenizer)
    {
        write("tokenizer.json", QByteArray::fromStdString(tokenizer.dump()));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTokenizerFile::readingStops()
{
    const std::filesystem::path folder = tests::modelsPath("/bookshelf-20m");
    std::stop_source source;
    const RunControl control{source.get_token(), {}};
    const TokenizerFile file = readTokenizerJson(folder / "tokenizer.json", control);
    const PipelineTokenizer tokenizer(file, control);
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(Stopped, parseJson("[1]", "the text", {}, control));
    QVERIFY_THROWS_EXCEPTION(Stopped, readTokenizerJson(folder / "tokenizer.json", control));
    QVERIFY_THROWS_EXCEPTION(
        Stopped, readVocabAndMerges(folder / "vocab.json", folder / "merges.txt", control));
    QVERIFY_THROWS_EXCEPTION(Stopped, PipelineTokenizer(file, control));
    QVERIFY_THROWS_EXCEPTION(Stopped, findFragments(&tokenizer, tokenizer.size(), control));
    // Stopped by its last report, a model has all its weights and no tokenizer yet.
    std::stop_source late;
    int reports = 0;
    loadModel(folder, {{}, [&](int, int) { ++reports; }});
    const auto model = loadModel(folder, {late.get_token(), [&](int, int) {
                                              if (--reports == 0)
                                                  late.request_stop();
                                          }});
    QCOMPARE(reports, 0);
    QVERIFY(model == nullptr);
}

void TestTokenizerFile::embeddedModel()
{
    const TokenizerFile json = readTokenizerJson(
        tests::modelsPath("/bookshelf-20m/tokenizer.json"));
    const TokenizerFile pair = readVocabAndMerges(tests::modelsPath("/bookshelf-20m/vocab.json"),
                                                  tests::modelsPath("/bookshelf-20m/merges.txt"));
    QCOMPARE(json.merges.size(), std::size_t{16127});
    QCOMPARE(pair.merges.size(), json.merges.size());
    for (std::size_t i = 0; i < json.merges.size(); ++i) {
        QCOMPARE(pair.merges[i].left, json.merges[i].left);
        QCOMPARE(pair.merges[i].right, json.merges[i].right);
        QCOMPARE(pair.merges[i].joined, json.merges[i].joined);
    }
    for (const TokenizerFile* const file : {&json, &pair}) {
        QCOMPARE(file->addedTokens.size(), std::size_t{1});
        QCOMPARE(file->addedTokens[0].content, std::string("<|endoftext|>"));
        QCOMPARE(file->addedTokens[0].id, 16383);
        QVERIFY(file->addedTokens[0].special && !file->addedTokens[0].normalized);
        QCOMPARE(file->preTokenizers.size(), std::size_t{1});
        QVERIFY(file->preTokenizers[0].useRegex && !file->preTokenizers[0].addPrefixSpace);
    }
}

void TestTokenizerFile::small()
{
    Json json = smallTokenizer();
    json["added_tokens"].push_back(
        {{"id", 300}, {"content", "plain"}, {"lstrip", true}, {"single_word", true}});
    json["pre_tokenizer"] = {{"type", "Sequence"},
                             {"pretokenizers",
                              {{{"type", "Split"},
                                {"pattern", {{"Regex", "\\d"}}},
                                {"behavior", "Isolated"},
                                {"invert", false}},
                               {{"type", "Split"},
                                {"pattern", {{"String", "."}}},
                                {"behavior", "Removed"},
                                {"invert", true}},
                               {{"type", "ByteLevel"}, {"use_regex", false}}}}};
    json["model"]["ignore_merges"] = true;
    write(json);
    const TokenizerFile file = readTokenizerJson(folder() / "tokenizer.json");
    QCOMPARE(file.vocabulary.size(), std::size_t{257});
    QCOMPARE(file.merges.size(), std::size_t{1});
    QCOMPARE(file.merges[0].left, int{'a'});
    QCOMPARE(file.merges[0].right, int{'b'});
    QCOMPARE(file.merges[0].joined, 256);
    QVERIFY(file.ignoreMerges);
    QCOMPARE(file.addedTokens.size(), std::size_t{2});
    const auto& plain = file.addedTokens[1];
    QVERIFY(!plain.special && plain.normalized && plain.leftStrip && !plain.rightStrip
            && plain.singleWord);
    QCOMPARE(file.preTokenizers.size(), std::size_t{3});
    using Behaviour = TokenizerFile::PreTokenizer::Behaviour;
    QVERIFY(file.preTokenizers[0].pattern.isRegex && !file.preTokenizers[0].inverted
            && file.preTokenizers[0].behaviour == Behaviour::Isolated);
    QVERIFY(!file.preTokenizers[1].pattern.isRegex && file.preTokenizers[1].inverted
            && file.preTokenizers[1].behaviour == Behaviour::Removed);
    QVERIFY(!file.preTokenizers[2].useRegex && file.preTokenizers[2].addPrefixSpace);
    QCOMPARE(loadTokenizer(folder())->size(), 301);
}

void TestTokenizerFile::mergesAsPairs()
{
    Json json = smallTokenizer();
    json["model"]["merges"] = Json::array({Json::array({"a", "b"})});
    write(json);
    const TokenizerFile file = readTokenizerJson(folder() / "tokenizer.json");
    QCOMPARE(file.merges.size(), std::size_t{1});
    QCOMPARE(file.merges[0].joined, 256);
}

void TestTokenizerFile::olderFiles()
{
    Json json = smallTokenizer();
    json["model"].erase("type");
    json["model"]["continuing_subword_prefix"] = "";
    json["model"]["end_of_word_suffix"] = "";
    json.erase("added_tokens");
    write(json);
    QCOMPARE(loadTokenizer(folder())->size(), 257);
}

void TestTokenizerFile::bad_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isUnsupported");
    QTest::addColumn<QByteArrayList>("words");
    using Words = QByteArrayList;
    const auto damaged = [](const char* name, const Words& words, const Change& change) {
        QTest::newRow(name) << change << false << words;
    };
    const auto unsupported = [](const char* name, const Words& words, const Change& change) {
        QTest::newRow(name) << change << true << words;
    };

    damaged("a list", {"holds a list"}, [](Json& j) { j = Json::array(); });
    damaged("no model", {"model is missing"}, [](Json& j) { j.erase("model"); });
    damaged("no vocabulary", {"model.vocab is missing"},
            [](Json& j) { j["model"].erase("vocab"); });
    damaged("vocabulary a list", {"model.vocab is a list"},
            [](Json& j) { j["model"]["vocab"] = Json::array(); });
    damaged("vocabulary empty", {"0 tokens", "at least 1"},
            [](Json& j) { j["model"]["vocab"] = Json::object(); });
    damaged("no merges", {"model.merges is missing"}, [](Json& j) { j["model"].erase("merges"); });
    damaged("id twice", {"the id 65", "2 tokens", "\"A\"", "\"twin\""},
            [](Json& j) { j["model"]["vocab"]["twin"] = 65; });
    damaged("id negative", {"\"ab\" has the id -1", "0 to 2097151"},
            [](Json& j) { j["model"]["vocab"]["ab"] = -1; });
    damaged("id absurd", {"\"ab\" has the id 2097152", "0 to 2097151"},
            [](Json& j) { j["model"]["vocab"]["ab"] = 2097152; });
    damaged("id beyond 64 bits", {"has the id 1.8446744"},
            [](Json& j) { j["model"]["vocab"]["ab"] = std::uint64_t{18446744073709551615U}; });
    damaged("id real", {"has the id 1.5"}, [](Json& j) { j["model"]["vocab"]["ab"] = 1.5; });
    damaged("id text", {"has the id \"256\""}, [](Json& j) { j["model"]["vocab"]["ab"] = "256"; });
    damaged("merge of an unknown token", {"merge 2 needs the token \"zz\"", "257"},
            [](Json& j) { j["model"]["merges"].push_back("zz b"); });
    damaged("merge into an unknown token", {"merge 2 needs the token \"ba\"", "257"},
            [](Json& j) { j["model"]["merges"].push_back("b a"); });
    damaged("merge of one", {"merge 1 is \"ab\"", "2 tokens"},
            [](Json& j) { j["model"]["merges"][0] = "ab"; });
    damaged("merge of three", {"merge 1 is \"a b c\"", "2 tokens"},
            [](Json& j) { j["model"]["merges"][0] = "a b c"; });
    damaged("pair of three", {"merge 1 is a list of 3 values", "2 tokens"}, [](Json& j) {
        j["model"]["merges"][0] = {"a", "b", "c"};
    });
    damaged("merge a number", {"merge 1 is 7"}, [](Json& j) { j["model"]["merges"][0] = 7; });
    damaged("merges an object", {"model.merges is an object"},
            [](Json& j) { j["model"]["merges"] = Json::object(); });
    damaged("added token without id", {"added token 1, \"<|end|>\", has no id"},
            [](Json& j) { j["added_tokens"][0].erase("id"); });
    damaged("added token negative", {"added token 1, \"<|end|>\", has the id -3"},
            [](Json& j) { j["added_tokens"][0]["id"] = -3; });
    damaged("added token without content", {"added token 1: content is missing"},
            [](Json& j) { j["added_tokens"][0].erase("content"); });
    damaged("added token empty", {"added token 1 has 0 bytes"},
            [](Json& j) { j["added_tokens"][0]["content"] = ""; });
    damaged("added token takes an id", {"the id 97", "\"a\"", "\"<|end|>\""},
            [](Json& j) { j["added_tokens"][0]["id"] = 97; });
    damaged("added token with two ids", {"\"ab\"", "has the id 400", "gives it 256"}, [](Json& j) {
        j["added_tokens"].push_back({{"id", 400}, {"content", "ab"}});
    });
    damaged("added token twice", {"listed twice", "257", "258"}, [](Json& j) {
        j["added_tokens"].push_back({{"id", 258}, {"content", "<|end|>"}});
    });
    damaged("flag a number", {"special is 1"},
            [](Json& j) { j["added_tokens"][0]["special"] = 1; });
    damaged("pre-tokenizer without type", {"pre_tokenizer: type is missing"},
            [](Json& j) { j["pre_tokenizer"] = Json::object(); });
    damaged("sequence without steps", {"pretokenizers is missing"}, [](Json& j) {
        j["pre_tokenizer"] = {{"type", "Sequence"}};
    });

    damaged("id far beyond the tokens", {"\"ab\" has the id 2000000", "258 tokens", "67599"},
            [](Json& j) { j["model"]["vocab"]["ab"] = 2000000; });
    damaged("unknown token unknown", {"unk_token is \"<unk>\"", "257"},
            [](Json& j) { j["model"]["unk_token"] = "<unk>"; });
    const auto processor = [](const Json& single, const Json& tokens) {
        return [=](Json& j) {
            j["post_processor"] = {
                {"type", "TemplateProcessing"}, {"single", single}, {"special_tokens", tokens}};
        };
    };
    const Json end = {{"SpecialToken", {{"id", "<|end|>"}}}};
    const Json text = {{"Sequence", {{"id", "A"}}}};
    const auto ids = [](const Json& list) { return Json{{"<|end|>", {{"ids", list}}}}; };
    damaged("template without text", {"the text 0 times"},
            processor(Json::array({end}), ids(Json::array({257}))));
    damaged("template with two texts", {"the text 2 times"},
            processor(Json::array({text, text}), Json()));
    damaged("template with a second text", {"names the text \"B\""},
            processor(Json::array({{{"Sequence", {{"id", "B"}}}}}), Json()));
    damaged("template names no token", {"names the token \"<|end|>\""},
            processor(Json::array({end, text}), Json::object()));
    damaged("template id unknown", {"\"<|end|>\" has the id 300", "257"},
            processor(Json::array({end, text}), ids(Json::array({300}))));
    damaged("template id negative", {"\"<|end|>\" has the id -1"},
            processor(Json::array({end, text}), ids(Json::array({-1}))));
    damaged("template of texts", {"a part of the template is \"$A\""},
            processor(Json::array({"$A"}), Json::object()));
    damaged("BERT's end unknown", {"\"[SEP]\" has the id 999"}, [](Json& j) {
        j["post_processor"] = {
            {"type", "BertProcessing"}, {"sep", {"[SEP]", 999}}, {"cls", {"<|end|>", 257}}};
    });
    unsupported("post-processor", {"post-processor \"Other\""}, [](Json& j) {
        j["post_processor"] = {{"type", "Other"}};
    });
    damaged("Unigram without scores", {"entry 0 is \"a\""}, [](Json& j) {
        j["model"] = {{"type", "Unigram"}, {"vocab", Json::array({"a"})}};
    });
    damaged("Unigram score a text", {"token 0, \"a\", has the score \"b\""}, [](Json& j) {
        j["model"] = {
            {"type", "Unigram"}, {"unk_id", 0}, {"vocab", Json::array({Json::array({"a", "b"})})}};
    });
    damaged("Unigram unknown out of range", {"unk_id is 5", "0 to 0"}, [](Json& j) {
        j["model"] = {
            {"type", "Unigram"}, {"unk_id", 5}, {"vocab", Json::array({Json::array({"a", -1.5})})}};
    });
    damaged("Unigram without unknown", {"unk_id is missing"}, [](Json& j) {
        j["model"] = {{"type", "Unigram"}, {"vocab", Json::array({Json::array({"a", -1.5})})}};
    });
    damaged("WordPiece without unknown", {"unk_token is missing"}, [](Json& j) {
        j["model"] = {{"type", "WordPiece"}, {"vocab", {{"a", 1}}}};
    });
    damaged("table not Base64", {"of 3 characters is not valid Base64"}, [](Json& j) {
        j["normalizer"] = {{"type", "Precompiled"}, {"precompiled_charsmap", "!!!"}};
    });
    damaged("table too short", {"the table of replacements has 3 bytes"}, [](Json& j) {
        j["normalizer"] = {{"type", "Precompiled"}, {"precompiled_charsmap", "AAAA"}};
    });
    damaged("mark and scheme disagree", {"add_prefix_space is false"}, [](Json& j) {
        j["pre_tokenizer"] = {{"type", "Metaspace"},
                              {"replacement", "_"},
                              {"add_prefix_space", false},
                              {"prepend_scheme", "always"}};
    });
    unsupported("Unigram of bytes", {"ByteLevel is supported with BPE only"}, [](Json& j) {
        j["model"] = {
            {"type", "Unigram"}, {"unk_id", 0}, {"vocab", Json::array({Json::array({"a", -1.5})})}};
        j["added_tokens"] = Json::array();
    });
    unsupported("WordLevel", {"type \"WordLevel\"", "BPE, Unigram and WordPiece"},
                [](Json& j) { j["model"]["type"] = "WordLevel"; });
    unsupported("suffix", {"end_of_word_suffix is \"</w>\""},
                [](Json& j) { j["model"]["end_of_word_suffix"] = "</w>"; });
    unsupported("dropout", {"dropout is 0.1"}, [](Json& j) { j["model"]["dropout"] = 0.1; });
    unsupported("normalizer", {"normalizer \"Nmt\""}, [](Json& j) {
        j["normalizer"] = {{"type", "Nmt"}};
    });
    unsupported("normalizer in a sequence", {"normalizer \"ByteLevel\""}, [](Json& j) {
        j["normalizer"] = {{"type", "Sequence"},
                           {"normalizers", Json::array({{{"type", "ByteLevel"}}})}};
    });
    unsupported("pre-tokenizer", {"pre-tokenizer \"UnicodeScripts\""}, [](Json& j) {
        j["pre_tokenizer"] = {{"type", "UnicodeScripts"}};
    });
    const Json split = {{"type", "Split"}, {"pattern", {{"Regex", "x"}}}, {"behavior", "Isolated"}};
    unsupported("behind ByteLevel", {"\"Split\" behind ByteLevel"}, [split](Json& j) {
        j["pre_tokenizer"] = {{"type", "Sequence"},
                              {"pretokenizers", Json::array({j["pre_tokenizer"], split})}};
    });
    unsupported("behaviour", {"behavior \"Scattered\""}, [split](Json& j) {
        Json other = split;
        other["behavior"] = "Scattered";
        j["pre_tokenizer"] = {{"type", "Sequence"},
                              {"pretokenizers", Json::array({other, j["pre_tokenizer"]})}};
    });
    unsupported("a byte without a token", {"256 tokens", "the byte 65", "256"},
                [](Json& j) { j["model"]["vocab"].erase("A"); });
    const auto pattern = [&](const char* name, const char* regex, const Words& words) {
        unsupported(name, words, [regex, split](Json& j) {
            Json other = split;
            other["pattern"]["Regex"] = regex;
            j["pre_tokenizer"] = {{"type", "Sequence"},
                                  {"pretokenizers", Json::array({other, j["pre_tokenizer"]})}};
        });
    };
    pattern("broken pattern", "(a", {"is wrong at byte 2 of 2"});
    pattern("class without end", "[ab", {"[ without ]"});
    pattern("nested class", "[a[bc]]", {"[ in a class", "at byte 2"});
    pattern("intersection", "[a-z&&b]", {"\"&&\"", "at byte 4"});
    pattern("word class", "\\w+", {"\"\\w\"", "at byte 0"});
    pattern("back reference", "(a)\\1", {"\"\\1\"", "at byte 3"});
    pattern("possessive interval", "\\p{N}{1,3}+", {"\"{1,3}+\""});
    pattern("option inside", "a(?i)b", {"\"(?i)\""});
    pattern("unknown script", "\\p{Klingon}", {"is wrong at byte"});
    pattern("verb", "(*COMMIT)a", {"\"(*CO\""});
    pattern("lone backslash", "a\\", {"\"\\\"", "at byte 1"});
}

void TestTokenizerFile::bad()
{
    QFETCH(const Change, change);
    QFETCH(const bool, isUnsupported);
    QFETCH(const QByteArrayList, words);
    Json json = smallTokenizer();
    write(json);
    QCOMPARE(loadTokenizer(folder())->size(), 258); // so that what follows is the change's doing
    change(json);
    write(json);
    const auto error = errorOf([&] { loadTokenizer(folder()); });
    QVERIFY(error);
    QVERIFY2(error->kind() == (isUnsupported ? ErrorKind::Unsupported : ErrorKind::FileDamaged),
             error->what());
    const QByteArray sentence = error->what();
    QVERIFY2(sentence.contains("tokenizer.json"), error->what());
    for (const QByteArray& word : words)
        QVERIFY2(sentence.contains(word), error->what());
}

void TestTokenizerFile::duplicateKey()
{
    QByteArray text = QByteArray::fromStdString(smallTokenizer().dump());
    QVERIFY(text.contains("\"ab\":256"));
    write("tokenizer.json", text.replace("\"ab\":256", "\"ab\":256,\"ab\":299"));
    const auto error = errorOf([&] { loadTokenizer(folder()); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    QVERIFY2(QByteArray(error->what()).contains("the key \"ab\" twice"), error->what());

    write("tokenizer.json", "{\"model\": \"\xC3\x28\"}");
    const auto utf8 = errorOf([&] { loadTokenizer(folder()); });
    QVERIFY(utf8 && utf8->kind() == ErrorKind::FileDamaged);
    QVERIFY2(QByteArray(utf8->what()).contains("not valid JSON at line 1"), utf8->what());
}

void TestTokenizerFile::badMergeFiles_data()
{
    QTest::addColumn<QByteArray>("merges");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("one token") << QByteArray("#version: 0.2\na b\nab\n")
                               << QByteArray("line 3 is \"ab\"");
    QTest::newRow("three tokens") << QByteArray("a b c\n") << QByteArray("line 1 is \"a b c\"");
    QTest::newRow("empty line inside")
        << QByteArray("a b\n\na b\n") << QByteArray("line 2 is \"\"");
    QTest::newRow("unknown token")
        << QByteArray("a b\nb a\n") << QByteArray("line 2 needs the token \"ba\"");
    QTest::newRow("not UTF-8") << QByteArray("a b\na \xFF\n")
                               << QByteArray("line 2 is not valid UTF-8");
}

void TestTokenizerFile::badMergeFiles()
{
    QFETCH(const QByteArray, merges);
    QFETCH(const QByteArray, what);
    write("vocab.json", QByteArray::fromStdString(smallTokenizer()["model"]["vocab"].dump()));
    write("merges.txt", merges);
    const auto error = errorOf([&] { loadTokenizer(folder()); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    QVERIFY2(QByteArray(error->what()).contains("merges.txt: " + what), error->what());
}

void TestTokenizerFile::vocabAndMerges()
{
    Json vocab = smallTokenizer()["model"]["vocab"];
    vocab["<|x|>"] = 257;
    vocab["<||>"] = 258; // too short to have a name
    vocab["#"] = 35;
    vocab["#a"] = 259;
    write("vocab.json", QByteArray::fromStdString(vocab.dump()));
    for (const char* const merges :
         {"#version: 0.2\na b\n# a\n", "a b\n# a", "#version: 0.2\r\na b\r\n# a\r\n"}) {
        write("merges.txt", merges);
        const auto tokenizer = loadTokenizer(folder());
        QCOMPARE(tokenizer->size(), 260);
        QVERIFY(tokenizer->isSpecial(257) && !tokenizer->isSpecial(258));
        // Though # and a would merge, the pattern cuts between them.
        QVERIFY(tokenizer->encode("ab<|x|>#a") == (std::vector<TokenId>{256, 257, 35, 'a'}));
        QVERIFY(tokenizer->find("#a") == 259);
    }
}

void TestTokenizerFile::badFolders()
{
    const auto expect = [&](ErrorKind kind, const char* what) {
        const auto error = errorOf([&] { loadTokenizer(folder()); });
        QVERIFY(error);
        QVERIFY2(error->kind() == kind && QByteArray(error->what()).contains(what), error->what());
    };
    expect(ErrorKind::FileMissing,
           "has no tokenizer: neither tokenizer.json nor a SentencePiece model");
    write("tokenizer.model", "");
    expect(ErrorKind::FileDamaged, "tokenizer.model has 0 bytes");
    QFile::remove(m_folder->filePath(QStringLiteral("tokenizer.model")));
    write("vocab.json", "{}");
    expect(ErrorKind::FileMissing, "has vocab.json but no merges.txt");
    write("merges.txt", "");
    expect(ErrorKind::FileDamaged, "vocab.json: the file has 0 tokens");
    QFile::remove(m_folder->filePath(QStringLiteral("vocab.json")));
    expect(ErrorKind::FileMissing, "has merges.txt but no vocab.json");
    m_folder->remove();
    expect(ErrorKind::FileMissing, "does not exist");
}

QTEST_GUILESS_MAIN(TestTokenizerFile)
#include "tst_tokenizerfile.moc"
