// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tokenizers that are not byte-level: character BPE with byte fallback, Unigram, WordPiece and
// SentencePiece models. The same model as a tokenizer.json and as a SentencePiece model must agree:
// the one is run here, the other by SentencePiece's own library.
#include "core/model/vocabulary.h"
#include "core/text/tokenizer.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/tokenizers.h"

#include <nlohmann/json.hpp>

#include <QObject>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <random>

using namespace headscope::core;
using namespace headscope::tests;
using Json = nlohmann::json;

namespace {

using Change = std::function<void(Json&)>;

} // namespace
Q_DECLARE_METATYPE(Change)

class TestTokenizerKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void characterBpeAgreesWithTheLibrary_data();
    void characterBpeAgreesWithTheLibrary();
    void unigramAgreesWithTheLibrary();
    void agreesWithNaiveFallback();
    void unknown();
    void extraSpace();
    void wordPiece();
    void gemma();
    void neox();
    void deepSeek();
    void sentencePiece();
    void sentencePieceConfig();
    void whichFileIsTaken();
    void words();
    void withoutEnd();
    void oddTexts_data();
    void oddTexts();
    void longTexts_data();
    void longTexts();
};

void TestTokenizerKinds::characterBpeAgreesWithTheLibrary_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("Llama 2") << Change([](Json&) {});
    QTest::newRow("Metaspace in front always")
        << Change([](Json& json) { json = metaspaceJson("always", false); });
    QTest::newRow("Metaspace in front of the text")
        << Change([](Json& json) { json = metaspaceJson("first", false); });
    QTest::newRow("Metaspace by its older name") << Change([](Json& json) {
        json = metaspaceJson("always", false);
        json["pre_tokenizer"].erase("prepend_scheme");
        json["pre_tokenizer"]["add_prefix_space"] = true;
    });
}

void TestTokenizerKinds::characterBpeAgreesWithTheLibrary()
{
    QFETCH(const Change, change);
    Json json = llamaJson();
    change(json);
    const auto tokenizer = loadJson(json);
    QVERIFY(tokenizer->prefix() == std::vector<TokenId>{1} && tokenizer->suffix().empty());
    const auto library = loadModelFile("llama2");
    QCOMPARE(tokenizer->size(), library->size());
    for (TokenId id = 0; id < library->size(); ++id) {
        QVERIFY(tokenizer->bytes(id) == library->bytes(id));
        QVERIFY(tokenizer->isSpecial(id) == library->isSpecial(id));
        QVERIFY(tokenizer->find(tokenizer->bytes(id)) == library->find(library->bytes(id)));
    }
    int compared = 0;
    for (const std::string& text : texts("llama2")) {
        // The library's model takes spaces away that the other does not.
        if (text.empty() || text.front() == ' ' || text.back() == ' '
            || text.find("  ") != std::string::npos)
            continue;
        const auto ids = tokenizer->encode(text);
        if (ids != library->encode(text))
            QFAIL(text.c_str());
        QCOMPARE(tokenizer->decode(ids), text);
        ++compared;
    }
    QCOMPARE(compared, 96);
}

void TestTokenizerKinds::unigramAgreesWithTheLibrary()
{
    const auto tokenizer = loadJson(unigramJson());
    const auto library = loadModelFile("t5");
    QCOMPARE(tokenizer->size(), library->size());
    int compared = 0;
    for (const std::string& text : texts("t5")) {
        // Hugging Face's code looks a letter up together with its accents and takes the shortest
        // entry: a no-break space with an accent becomes a space. The library keeps the accent.
        if (text.find("\u00A0\u0301") != std::string::npos)
            continue;
        if (tokenizer->encode(text) != library->encode(text))
            QFAIL((Json(text).dump() + " gives " + cut(*tokenizer, text) + " and "
                   + cut(*library, text))
                      .c_str());
        ++compared;
    }
    QCOMPARE(compared, 136);
    QVERIFY(tokenizer->encode("\u00A0\u0301").empty());
    QCOMPARE(library->encode("\u00A0\u0301").size(), std::size_t{2});
}

void TestTokenizerKinds::agreesWithNaiveFallback()
{
    // The plainest way there is: characters, or their bytes, and then the best pair again and
    // again.
    const Json json = llamaJson();
    std::map<std::string, TokenId> vocab = json["model"]["vocab"];
    std::map<std::pair<std::string, std::string>, int> ranks;
    for (const Json& merge : json["model"]["merges"])
        ranks.emplace(std::pair(merge[0], merge[1]), static_cast<int>(ranks.size()));
    const auto naive = [&](const QString& text) {
        QString marked = u'▁' + text;
        marked.replace(u' ', QStringLiteral("▁"));
        std::vector<std::string> parts;
        for (const char32_t c : marked.toStdU32String()) {
            const std::string character = QString::fromUcs4(&c, 1).toStdString();
            if (vocab.contains(character)) {
                parts.push_back(character);
                continue;
            }
            for (const char byte : character)
                parts.push_back(QStringLiteral("<0x%1>")
                                    .arg(static_cast<uchar>(byte), 2, 16, QLatin1Char('0'))
                                    .toUpper()
                                    .replace(u'X', u'x')
                                    .toStdString());
        }
        for (;;) {
            std::size_t best = parts.size();
            int bestRank = std::numeric_limits<int>::max();
            for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
                const auto found = ranks.find({parts[i], parts[i + 1]});
                if (found != ranks.end() && found->second < bestRank) {
                    bestRank = found->second;
                    best = i;
                }
            }
            if (best == parts.size())
                break;
            parts[best] += parts[best + 1];
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        }
        std::vector<TokenId> ids;
        for (const std::string& part : parts)
            ids.push_back(vocab.at(part));
        return ids;
    };
    const std::vector<std::shared_ptr<const Tokenizer>> tokenizers{
        loadJson(json), loadJson(metaspaceJson("always", false))};
    const std::vector<QString> alphabet{
        QStringLiteral("t"),  QStringLiteral("h"), QStringLiteral("e"), QStringLiteral(" "),
        QStringLiteral("an"), QStringLiteral("▁"), QStringLiteral("é"), QStringLiteral("🙂"),
        QStringLiteral("\n"), QStringLiteral("漢")};
    std::mt19937 random(11);
    for (int round = 0; round < 1000; ++round) {
        QString text = QStringLiteral("x");
        const auto length = std::uniform_int_distribution<int>(0, 40)(random);
        for (int i = 0; i < length; ++i)
            text += alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size()
                                                                               - 1)(random)];
        for (const auto& tokenizer : tokenizers)
            QVERIFY2(tokenizer->encode(text.toStdString()) == naive(text), qPrintable(text));
    }
}

void TestTokenizerKinds::unknown()
{
    const auto with = [](bool fuse, bool fallback, bool unknown) {
        Json json = llamaJson();
        json["model"]["fuse_unk"] = fuse;
        json["model"]["byte_fallback"] = fallback;
        if (!unknown)
            json["model"].erase("unk_token");
        return loadJson(json);
    };
    QCOMPARE(cut(*with(true, false, true), "a漢字b漢"), std::string(" a|<unk>|b|<unk>"));
    QCOMPARE(cut(*with(false, false, true), "a漢字b"), std::string(" a|<unk>|<unk>|b"));
    QCOMPARE(cut(*with(true, false, false), "a漢字,"), std::string(" a|,"));
    QCOMPARE(cut(*with(true, true, true), "a字b"), std::string(" a|\xE5|\xAD|\x97|b"));
    // Without byte fallback <0x41> is a token like any other.
    const auto plain = with(true, false, true);
    QVERIFY(plain->bytes(3) == "<0x00>");
}

void TestTokenizerKinds::extraSpace()
{
    const auto check = [](const Tokenizer& tokenizer, const std::string& text,
                          const std::string& tokens) { QCOMPARE(cut(tokenizer, text), tokens); };
    const auto llama = loadJson(llamaJson());
    check(*llama, "a</s>a", " a|</s>| a");
    check(*llama, "</s> a", "</s>| | a");
    QCOMPARE(llama->decode(llama->encode("</s> a")), std::string("</s> a"));
    QCOMPARE(llama->decode(llama->encode(" a</s>a")), std::string(" a</s>a"));
    QVERIFY(llama->encode("").empty() && llama->decode({}).empty());
    const auto first = loadJson(metaspaceJson("first", true));
    check(*first, "a</s>a", " a|</s>|a");
    check(*first, "</s>a", "</s>|a");
    check(*first, " a  a", " a| | a");
    QCOMPARE(first->decode(first->encode("a</s> a")), std::string("a</s> a"));
    const auto never = loadJson(metaspaceJson("never", true));
    check(*never, "a a", "a| a");
    QCOMPARE(never->decode(never->encode(" a")), std::string(" a"));
}

void TestTokenizerKinds::wordPiece()
{
    const auto tokenizer = loadJson(wordPieceJson());
    QVERIFY(tokenizer->prefix() == std::vector<TokenId>{2}
            && tokenizer->suffix() == std::vector<TokenId>{3});
    QCOMPARE(cut(*tokenizer, "unaffable, ab"), std::string(" un|aff|able| ,| a|b"));
    QCOMPARE(tokenizer->decode(tokenizer->encode("unaffable ab")), std::string("unaffable ab"));
    // Lower case, no accents, no control characters, ideographs alone.
    QCOMPARE(cut(*tokenizer, "UNÀFFABLE"), std::string(" un|aff|able"));
    QCOMPARE(cut(*tokenizer, "a世\x01界\tÉ"), std::string(" a| 世| 界| e"));
    QCOMPARE(cut(*tokenizer, "[SEP]a[sep]"), std::string("[SEP]| a|[UNK]|[UNK]|[UNK]"));
    // Longer than the longest word, and one character that no token has.
    QCOMPARE(cut(*tokenizer, "abbbbbbbbbbb"), std::string(" a|b|b|b|b|b|b|b|b|b|b|b"));
    QCOMPARE(cut(*tokenizer, "abbbbbbbbbbbb abx"), std::string("[UNK]|[UNK]"));
}

void TestTokenizerKinds::gemma()
{
    Json json = llamaJson();
    json["normalizer"] = {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "▁"}};
    json["pre_tokenizer"] = {{"type", "Split"},
                             {"pattern", {{"String", " "}}},
                             {"behavior", "MergedWithPrevious"},
                             {"invert", false}};
    json["added_tokens"].push_back({{"id", 1500}, {"content", "▁▁"}, {"normalized", false}});
    json["added_tokens"].push_back({{"id", 1501}, {"content", "▁▁▁"}, {"normalized", true}});
    const auto tokenizer = loadJson(json);
    QCOMPARE(cut(*tokenizer, "a the"), std::string("a| the"));
    for (const std::string text : {" a", "a b", "", " ", "a\n b"})
        QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
    // A token that is not normalized is looked for as written, one that is, in what became of it.
    QVERIFY(tokenizer->encode("   ") == std::vector<TokenId>{1501});
    QVERIFY(tokenizer->encode("▁▁") == std::vector<TokenId>{1500});
}

void TestTokenizerKinds::neox()
{
    std::ifstream in(testTokenizers() + "qwen2.json");
    Json json = Json::parse(in);
    json["pre_tokenizer"] = {{"type", "ByteLevel"}, {"add_prefix_space", false}};
    for (int spaces = 2; spaces <= 24; ++spaces)
        json["added_tokens"].push_back(
            {{"id", 2000 + spaces},
             {"content", std::string(static_cast<std::size_t>(spaces), ' ')},
             {"special", false},
             {"normalized", true}});
    const auto tokenizer = loadJson(json);
    const auto ids = tokenizer->encode("a" + std::string(30, ' ') + "b");
    QVERIFY(ids.size() == 4 && ids[1] == 2024 && ids[2] == 2006);
    QVERIFY(!tokenizer->isSpecial(2024));
    QCOMPARE(tokenizer->decode(tokenizer->encode("def f:\n    return e\u0301")),
             std::string("def f:\n    return é"));
}

void TestTokenizerKinds::deepSeek()
{
    std::ifstream in(testTokenizers() + "o200k.json");
    Json json = Json::parse(in);
    const auto split = [](const char* pattern) {
        return Json{{"type", "Split"},
                    {"pattern", {{"Regex", pattern}}},
                    {"behavior", "Isolated"},
                    {"invert", false}};
    };
    json["normalizer"] = {{"type", "Sequence"}, {"normalizers", Json::array()}};
    json["pre_tokenizer"] = {
        {"type", "Sequence"},
        {"pretokenizers",
         {split("\\p{N}{1,3}"),
          split("[一-龥\u3040-ゟ゠-ヿ]+"),
          split("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?"
                "[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
          {{"type", "ByteLevel"},
           {"add_prefix_space", false},
           {"trim_offsets", true},
           {"use_regex", false}}}}};
    json["added_tokens"].push_back({{"id", 2002},
                                    {"content", "<｜begin▁of▁sentence｜>"},
                                    {"special", true},
                                    {"normalized", true}});
    const std::string config = R"({"tokenizer_class": "LlamaTokenizerFast", "add_bos_token": true,
        "add_eos_token": false, "bos_token": {"content": "<｜begin▁of▁sentence｜>"}})";
    const auto tokenizer = loadFiles(
        {{"tokenizer.json", json.dump()}, {"tokenizer_config.json", config}});
    QVERIFY(tokenizer->prefix() == std::vector<TokenId>{2002} && tokenizer->suffix().empty());
    for (const std::string& text : texts("o200k"))
        QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
    QVERIFY(tokenizer->encode("<｜begin▁of▁sentence｜>") == std::vector<TokenId>{2002});
    // Digits are cut from the left in threes, before all else.
    QCOMPARE(cut(*tokenizer, "12345"), cut(*tokenizer, "123") + "|" + cut(*tokenizer, "45"));
}

void TestTokenizerKinds::sentencePiece()
{
    const auto llama = loadModelFile("llama2");
    QCOMPARE(llama->size(), 1500);
    QVERIFY(llama->isSpecial(0) && llama->isSpecial(1) && llama->isSpecial(2)
            && !llama->isSpecial(3));
    QVERIFY(llama->bytes(3 + '\n') == "\n" && llama->find("\n") == 3 + '\n');
    QVERIFY(llama->bytes(-1).empty() && llama->bytes(1500).empty() && !llama->isSpecial(1500));
    QVERIFY(llama->find("the") && llama->find(" the") && !llama->find("no such piece"));
    QVERIFY(!llama->find(""));
    QCOMPARE(cut(*llama, "<s>the</s>the<unk>"), std::string("<s>| the|</s>| the|<unk>"));
    QCOMPARE(llama->decode(llama->encode("<s>the</s>the<unk>")), std::string("<s>the</s>the<unk>"));
    QVERIFY(llama->prefix().empty() && llama->suffix().empty());
    // Bad bytes are U+FFFD to the library.
    QCOMPARE(llama->decode(llama->encode("a\xFFz")), std::string("a\uFFFDz"));
    QVERIFY(!llama->keepsAnyBytes());
    const auto error = errorOf([&] { requireText(*llama, "ab\xFFz"); });
    QVERIFY(error && error->kind() == ErrorKind::BadArgument);
    QCOMPARE(QByteArray(error->what()),
             QByteArray("the text is not valid UTF-8: byte 2 of 4 is 255, which this tokenizer has "
                        "no token for"));
}

void TestTokenizerKinds::sentencePieceConfig()
{
    const auto llama = loadModelFile(
        "llama2", {{"tokenizer_config.json", R"({"tokenizer_class": "LlamaTokenizer"})"}});
    QVERIFY(llama->prefix() == std::vector<TokenId>{1} && llama->suffix().empty());
    const auto without = loadModelFile(
        "llama2", {{"tokenizer_config.json",
                    R"({"tokenizer_class": "LlamaTokenizer", "add_bos_token": false})"}});
    QVERIFY(without->prefix().empty());
    const auto t5 = loadModelFile(
        "t5", {{"tokenizer_config.json", R"({"tokenizer_class": "T5Tokenizer"})"}});
    QCOMPARE(t5->size(), 1600);
    QVERIFY(t5->prefix().empty() && t5->suffix() == std::vector<TokenId>{1});
    QVERIFY(t5->bytes(1599) == "<extra_id_0>" && t5->isSpecial(1599));
    const auto ids = t5->encode("the <extra_id_0> was <extra_id_99>");
    QVERIFY(std::count(ids.begin(), ids.end(), 1599) == 1 && ids.back() == 1500);
    const auto added = loadModelFile(
        "t5", {{"tokenizer_config.json",
                R"({"added_tokens_decoder": {"1600": {"content": "<mask>", "special": true},
                    "0": {"content": "<pad>", "special": true}}})"}});
    QCOMPARE(added->size(), 1601);
    QVERIFY(added->encode("<mask><pad>") == (std::vector<TokenId>{1600, 0}));
    QVERIFY(added->bytes(1550).empty());
    const auto list = loadModelFile("llama2", {{"added_tokens.json", R"({"<pad>": 1500})"}});
    QVERIFY(list->encode("<pad>") == std::vector<TokenId>{1500});

    const auto fault = [](const char* file, const char* content) {
        const auto error = errorOf([&] { loadModelFile("llama2", {{file, content}}); });
        return error ? QByteArray(error->what()) : QByteArray("no error");
    };
    QVERIFY(fault("tokenizer_config.json", "[]")
                .contains("tokenizer_config.json: the file holds a list"));
    QVERIFY(fault("tokenizer_config.json", R"({"add_bos_token": 1})")
                .contains("add_bos_token is 1 but must be true or false"));
    QVERIFY(fault("tokenizer_config.json", R"({"extra_ids": -1})").contains("extra_ids is -1"));
    QVERIFY(fault("tokenizer_config.json", R"({"added_tokens_decoder": {"x": {"content": "a"}}})")
                .contains("\"a\" has the id \"x\""));
    QVERIFY(
        fault("tokenizer_config.json", R"({"added_tokens_decoder": {"2000000": {"content": "a"}}})")
            .contains("has the id 2000000, far beyond the 1500 pieces"));
    QVERIFY(fault("added_tokens.json", R"({"<a>": 5})").contains("gives to \"<0x02>\""));
    QVERIFY(fault("added_tokens.json", R"({"<a>": -5})").contains("has the id -5"));
}

void TestTokenizerKinds::whichFileIsTaken()
{
    const std::string model = bytesOfFile(testTokenizers() + "llama2.model");
    const std::string json = unigramJson().dump();
    // Both: the one that Hugging Face's fast tokenizers read.
    const auto both = loadFiles({{"tokenizer.json", json}, {"tokenizer.model", model}});
    QVERIFY(!both->find("the</s>") && both->bytes(0) == "<pad>");
    Json other = unigramJson();
    other["normalizer"] = {{"type", "Nmt"}};
    const auto beside = loadFiles({{"tokenizer.json", other.dump()}, {"tokenizer.model", model}});
    QVERIFY(beside->bytes(0) == "<unk>");
    // But a damaged one is said to be damaged.
    const auto error = errorOf([&] {
        loadFiles({{"tokenizer.json", "{"}, {"tokenizer.model", model}});
    });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    const auto pair = errorOf([&] {
        loadFiles({{"vocab.json", "{}"},
                   {"merges.txt", ""},
                   {"tokenizer_config.json", R"({"tokenizer_class": "Qwen2Tokenizer"})"}});
    });
    QVERIFY(pair && pair->kind() == ErrorKind::Unsupported);
    QVERIFY(QByteArray(pair->what()).contains("tokenizer_class is \"Qwen2Tokenizer\""));
}

void TestTokenizerKinds::words()
{
    for (const auto& tokenizer : {loadModelFile("llama2"), loadJson(llamaJson())}) {
        const auto words = makeWordList(tokenizer.get(), tokenizer->size());
        const auto hidden = findFragments(tokenizer.get(), tokenizer->size());
        const auto id = [&](const char* bytes) { return tokenizer->find(bytes).value(); };
        const auto isHidden = [&](TokenId token) {
            return hidden[static_cast<std::size_t>(token)] != 0;
        };
        QVERIFY(words->word(id(" the")) == " the" && !isHidden(id(" the")));
        // <0x2C> stands in for nothing: the comma has a token of its own.
        QVERIFY(words->word(3 + ',') == "‹2C›" && isHidden(3 + ','));
        QVERIFY(words->word(id(",")) == "," && !isHidden(id(",")));
        QVERIFY(words->word(3 + '\n') == "\n" && !isHidden(3 + '\n'));
        QVERIFY(words->word(3 + 0xE2) == "‹E2›" && isHidden(3 + 0xE2));
        QVERIFY(words->word(2) == "</s>" && !isHidden(2));
    }
}

/// Files that make endless work or endless text of a few letters.
void TestTokenizerKinds::withoutEnd()
{
    const auto fault = [](const Json& json, const std::string& text) {
        const auto tokenizer = loadJson(json);
        const auto error = errorOf([&] { tokenizer->encode(text); });
        return error && error->kind() == ErrorKind::Unsupported ? QByteArray(error->what())
                                                                : QByteArray("no error");
    };
    Json backtracks = llamaJson();
    backtracks["pre_tokenizer"] = {
        {"type", "Split"}, {"pattern", {{"Regex", "(?:a+)+b"}}}, {"behavior", "Isolated"}};
    QVERIFY(fault(backtracks, std::string(60, 'a') + "!b")
                .contains("tokenizer.json: the pattern fails on a text of 6"));
    Json grows = llamaJson();
    Json steps = Json::array();
    for (int i = 0; i < 60; ++i)
        steps.push_back({{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aa"}});
    grows["normalizer"] = {{"type", "Sequence"}, {"normalizers", steps}};
    QVERIFY(fault(grows, "a")
                .contains("tokenizer.json: the normalizer makes more than 16777280 bytes of a text "
                          "of 1 bytes"));
    Json nested = llamaJson();
    Json deep = {{"type", "NFC"}};
    for (int i = 0; i < 40; ++i)
        deep = {{"type", "Sequence"}, {"normalizers", Json::array({deep})}};
    nested["normalizer"] = deep;
    const auto error = errorOf([&] { loadJson(nested); });
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    QVERIFY2(QByteArray(error->what()).contains("deeper than the 64 levels"), error->what());
}

void TestTokenizerKinds::oddTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zero byte") << QByteArray("\0", 1);
    QTest::newRow("zero bytes inside") << QByteArray("a\0\0b", 4);
    QTest::newRow("emoji with joiners") << QByteArray("👩‍👩‍👧‍👦 👍🏽");
    QTest::newRow("combining marks") << QByteArray("e\u0301\u0323a\u0308");
    QTest::newRow("singletons") << QByteArray("\u212B \u2126 \uF900");
    QTest::newRow("Hangul") << QByteArray("\u1112\u1161\u11AB 한");
    QTest::newRow("later than Unicode 9") << QByteArray("a\U00011F42\u0301 \u1AC7e\u0301");
    QTest::newRow("byte order mark") << QByteArray("\uFEFFa");
    QTest::newRow("the mark itself") << QByteArray("▁a▁");
    QTest::newRow("line ends") << QByteArray("\r\n\n\r\t");
    QTest::newRow("not characters") << QByteArray("\uFFFE\U0010FFFF");
}

void TestTokenizerKinds::oddTexts()
{
    QFETCH(const QByteArray, text);
    const std::string given = text.toStdString();
    std::ifstream in(testTokenizers() + "qwen2.json");
    const auto byteLevel = loadJson(Json::parse(in));
    const std::string expected = [&] {
        // Qt's decoder takes a byte order mark away; its tables are newer than Unicode 9 and know
        // these characters; they must not be touched.
        if (QTest::currentDataTag() == QByteArray("later than Unicode 9"))
            return std::string("a\U00011F42\u0301 \u1AC7\u00E9");
        if (text.startsWith("\uFEFF"))
            return given;
        return QString::fromUtf8(text).normalized(QString::NormalizationForm_C).toStdString();
    }();
    QCOMPARE(byteLevel->decode(byteLevel->encode(given)), expected);
    const auto characters = loadJson(llamaJson());
    const std::string spaced = QByteArray(text).replace("▁", " ").toStdString();
    QCOMPARE(characters->decode(characters->encode(given)), spaced);
    for (const auto& other : {loadModelFile("llama2"), loadModelFile("t5"), loadJson(unigramJson()),
                              loadJson(wordPieceJson())}) {
        for (const TokenId id : other->encode(given))
            QVERIFY(id >= 0 && id < other->size());
    }
}

void TestTokenizerKinds::longTexts_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<int>("bytes");
    QTest::newRow("one letter") << QByteArray("a") << 1'000'000;
    QTest::newRow("spaces") << QByteArray(" ") << 1'000'000;
    for (const char* const unit : {"ab ", "漢", "the ", "</s>", "e\xCC\x81", "\n"})
        QTest::newRow(QByteArray(unit).toHex().constData()) << QByteArray(unit) << 100'000;
}

/// A second each at most; what needs more steps than n log n runs into the time that all of this
/// has.
void TestTokenizerKinds::longTexts()
{
    QFETCH(const QByteArray, unit);
    QFETCH(const int, bytes);
    const std::string text = unit.repeated(bytes / static_cast<int>(unit.size())).toStdString();
    std::ifstream in(testTokenizers() + "qwen2.json");
    for (const auto& tokenizer :
         {loadJson(llamaJson()), loadJson(metaspaceJson("always", true)), loadJson(unigramJson()),
          loadJson(wordPieceJson()), loadModelFile("llama2"), loadModelFile("t5"),
          loadJson(Json::parse(in))})
        QVERIFY(tokenizer->encode(text).size() <= text.size() + 1);
}

QTEST_GUILESS_MAIN(TestTokenizerKinds)
#include "tst_tokenizerkinds.moc"
