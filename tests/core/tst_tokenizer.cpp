// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"
#include "core/text/tokenizer.h"
#include "tests/support/places.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <thread>

using namespace headscope::core;
using Json = nlohmann::json;

namespace {

struct Line {
    std::string text;
    std::vector<TokenId> ids;
    std::string decoded; ///< by the reference; empty where the file has none
};

std::vector<Line> readLines(const std::string& path)
{
    std::ifstream file(path);
    std::vector<Line> lines;
    for (std::string line; std::getline(file, line);) {
        const Json json = Json::parse(line);
        lines.push_back({json.at("text"), json.at("ids"), json.value("decoded", std::string())});
    }
    return lines;
}

/// A model folder with some files of another.
std::unique_ptr<QTemporaryDir> folderWith(const QString& source, const QStringList& names)
{
    auto folder = std::make_unique<QTemporaryDir>();
    for (const QString& name : names)
        QFile::copy(source + u'/' + name, folder->filePath(name));
    return folder;
}

std::shared_ptr<const Tokenizer> load(const QTemporaryDir& folder)
{
    return loadTokenizer(folder.path().toStdString());
}

QString models()
{
    return headscope::tests::qModelsPath();
}

/// The tokenizer of a tokenizer.json after a change.
std::shared_ptr<const Tokenizer> loadChanged(const std::string& path,
                                             const std::function<void(Json&)>& change)
{
    std::ifstream in(path);
    Json json = Json::parse(in);
    change(json);
    const QTemporaryDir folder;
    std::ofstream(folder.path().toStdString() + "/tokenizer.json") << json.dump();
    return load(folder);
}

/// The embedded model's, after a change.
std::shared_ptr<const Tokenizer> loadChanged(const std::function<void(Json&)>& change)
{
    return loadChanged(headscope::tests::modelsPath("/bookshelf-20m/tokenizer.json"), change);
}

/// The token strings of a text, with | between them.
std::string cut(const Tokenizer& tokenizer, std::string_view text)
{
    std::string result;
    for (const TokenId id : tokenizer.encode(text)) {
        result += result.empty() ? "" : "|";
        result += tokenizer.bytes(id);
    }
    return result;
}

/// A tokenizer of bytes alone behind one pattern, so that its pieces can be seen: a piece of
/// several bytes is a token if `tokens` has it.
std::shared_ptr<const Tokenizer> piecesOf(const std::string& pattern,
                                          const std::vector<std::string>& tokens)
{
    return loadChanged([&](Json& json) {
        json["model"]["merges"] = Json::array();
        json["model"]["ignore_merges"] = true;
        Json vocab = Json::object();
        for (const auto& [spelling, id] : json["model"]["vocab"].items()) {
            if (id.get<int>() < 256)
                vocab[spelling] = id;
        }
        json["added_tokens"] = Json::array();
        for (const std::string& token : tokens)
            vocab[token] = 256 + static_cast<int>(vocab.size());
        json["model"]["vocab"] = vocab;
        json["pre_tokenizer"] = {
            {"type", "Sequence"},
            {"pretokenizers",
             Json::array(
                 {{{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}},
                  {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}})}};
    });
}

/// The merges of a piece by the plainest way: join the leftmost pair of the lowest rank until there
/// is none.
std::vector<std::string> naiveMerge(std::vector<std::string> parts,
                                    const std::map<std::pair<std::string, std::string>, int>& ranks)
{
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
            return parts;
        parts[best] += parts[best + 1];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    }
}

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bookshelf_data();
    void bookshelf();
    void gpt2();
    void families_data();
    void families();

    void tokens();
    void specialTokens();
    void addedTokenOptions();
    void prefixSpace();
    void whiteSpace_data();
    void whiteSpace();
    void patterns();
    void anyBytes();
    void illFormedRuns();
    void agreesWithNaiveMerges();
    void longPieces_data();
    void longPieces();
    void fromSeveralThreads();

private:
    void compare(const Tokenizer& tokenizer, const std::vector<Line>& lines);
};

void TestTokenizer::compare(const Tokenizer& tokenizer, const std::vector<Line>& lines)
{
    for (const Line& line : lines) {
        const std::vector<TokenId> ids = tokenizer.encode(line.text);
        if (ids != line.ids)
            QFAIL((Json(line.text).dump() + " gives " + Json(ids).dump() + " instead of "
                   + Json(line.ids).dump())
                      .c_str());
        QCOMPARE(tokenizer.decode(ids), line.text);
        if (!line.decoded.empty())
            QCOMPARE(tokenizer.decode(ids), line.decoded);
    }
}

void TestTokenizer::bookshelf_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::newRow("tokenizer.json") << QStringList{QStringLiteral("tokenizer.json")};
    QTest::newRow("vocab.json and merges.txt")
        << QStringList{QStringLiteral("vocab.json"), QStringLiteral("merges.txt")};
}

void TestTokenizer::bookshelf()
{
    QFETCH(const QStringList, files);
    const auto folder = folderWith(models() + QStringLiteral("/bookshelf-20m"), files);
    const auto tokenizer = load(*folder);
    QCOMPARE(tokenizer->size(), 16384);
    const auto lines = readLines(headscope::tests::dataPath("/tokenizers/bookshelf-20m.jsonl"));
    QCOMPARE(lines.size(), std::size_t{700});
    compare(*tokenizer, lines);
}

void TestTokenizer::gpt2()
{
    const std::string reference = qEnvironmentVariable("HEADSCOPE_REFERENCE").toStdString();
    if (reference.empty())
        QSKIP("HEADSCOPE_REFERENCE names no folder of reference outputs, so GPT-2's tokenizer is "
              "not compared.");
    const auto tokenizer = loadTokenizer(reference + "/tokenizers/gpt2");
    QCOMPARE(tokenizer->size(), 50257);
    const auto lines = readLines(reference + "/tokenizers/gpt2.jsonl");
    QCOMPARE(lines.size(), std::size_t{700});
    compare(*tokenizer, lines);
}

void TestTokenizer::families_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<int>("count"); // of lines
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");      // what the tokenizer's file is called in a model folder
    QTest::addColumn<QList<int>>("prefix"); // by the file's template; the lines have it in front
    QTest::addColumn<int>("changed");       // lines that are not what their tokens spell
    const auto json = QStringLiteral("tokenizer.json");
    const auto spiece = QStringLiteral("spiece.model");
    const auto model = QStringLiteral("tokenizer.model");
    const auto add = [&](const char* where, const QString& data, int count, int qwen, int t5,
                         int llama) {
        const auto row = [&](const char* name, const QString& file, const QList<int>& prefix,
                             int changed) {
            QTest::addRow("%s, %s", name, where)
                << data << count << QString::fromUtf8(name) << file << prefix << changed;
        };
        row("llama3", json, {2000}, 0);
        row("qwen2", json, {}, qwen);
        row("o200k", json, {}, 0);
        row("t5", spiece, {}, t5);
        row("llama2", model, {}, llama);
    };
    add("some lines", headscope::tests::qDataPath(), 140, 12, 133, 43);
    add("all lines", qEnvironmentVariable("HEADSCOPE_REFERENCE"), 549, 29, 519, 195);
}

void TestTokenizer::families()
{
    QFETCH(const QString, data);
    QFETCH(const int, count);
    QFETCH(const QString, name);
    QFETCH(const QString, file);
    QFETCH(const QList<int>, prefix);
    QFETCH(const int, changed);
    if (data.isEmpty())
        QSKIP("HEADSCOPE_REFERENCE names no folder of reference outputs, so only some lines are "
              "compared.");
    const QString source = data + QStringLiteral("/tokenizers/") + name;
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(source + file.mid(file.lastIndexOf(u'.')), folder.filePath(file)));
    const auto tokenizer = load(folder);
    QVERIFY(std::equal(prefix.begin(), prefix.end(), tokenizer->prefix().begin(),
                       tokenizer->prefix().end()));
    QVERIFY(tokenizer->suffix().empty());
    const auto lines = readLines((source + QStringLiteral(".jsonl")).toStdString());
    QCOMPARE(lines.size(), static_cast<std::size_t>(count));
    int different = 0;
    for (const Line& line : lines) {
        const std::vector<TokenId> ids = tokenizer->encode(line.text);
        std::vector<TokenId> whole = tokenizer->prefix();
        whole.insert(whole.end(), ids.begin(), ids.end());
        if (whole != line.ids)
            QFAIL((Json(line.text).dump() + " gives " + Json(whole).dump() + " instead of "
                   + Json(line.ids).dump())
                      .c_str());
        const std::string decoded = tokenizer->decode(ids);
        different += decoded != line.text ? 1 : 0;
        // What gets lost is the normal form, the number of spaces, or characters without a token.
        if (name == QStringLiteral("qwen2"))
            QCOMPARE(decoded, QString::fromStdString(line.text)
                                  .normalized(QString::NormalizationForm_C)
                                  .toStdString());
        else if (name == QStringLiteral("llama2"))
            QCOMPARE(decoded, QString::fromStdString(line.text)
                                  .split(u' ', Qt::SkipEmptyParts)
                                  .join(u' ')
                                  .toStdString());
    }
    QCOMPARE(different, changed);
}

void TestTokenizer::tokens()
{
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    // All bytes are tokens, and find() is the inverse of bytes().
    for (int byte = 0; byte < 256; ++byte) {
        const std::string bytes(1, static_cast<char>(byte));
        const auto id = tokenizer->find(bytes);
        QVERIFY(id);
        QVERIFY(tokenizer->bytes(*id) == bytes);
    }
    int specials = 0;
    for (TokenId id = 0; id < tokenizer->size(); ++id) {
        QCOMPARE(tokenizer->find(tokenizer->bytes(id)).value_or(-1), id);
        specials += tokenizer->isSpecial(id) ? 1 : 0;
    }
    QCOMPARE(specials, 1);
    QVERIFY(tokenizer->isSpecial(16383));
    QVERIFY(tokenizer->bytes(16383) == "<|endoftext|>");
    QVERIFY(tokenizer->bytes(-1).empty() && tokenizer->bytes(16384).empty());
    QVERIFY(!tokenizer->isSpecial(-1) && !tokenizer->isSpecial(16384));
    QVERIFY(!tokenizer->find("no such token as this") && !tokenizer->find(""));
    const std::vector<TokenId> ids{-5, 16384};
    QVERIFY(tokenizer->decode(ids).empty());
    QVERIFY(tokenizer->encode("").empty());
}

void TestTokenizer::specialTokens()
{
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    QVERIFY(tokenizer->encode("<|endoftext|>") == std::vector<TokenId>{16383});
    QVERIFY(cut(*tokenizer, "the<|endoftext|><|endoftext|> the")
            == "the|<|endoftext|>|<|endoftext|>| the");
    QVERIFY(cut(*tokenizer, "\xFF<|endoftext|>\x80") == "\xFF|<|endoftext|>|\x80");
    const auto almost = tokenizer->encode("<|endoftext>");
    QVERIFY(std::find(almost.begin(), almost.end(), 16383) == almost.end());
}

void TestTokenizer::addedTokenOptions()
{
    const auto with = [](const Json& options) {
        return loadChanged([&](Json& json) {
            Json token = {
                {"id", 20000}, {"content", "<m>"}, {"special", true}, {"normalized", false}};
            token.update(options);
            json["added_tokens"].push_back(token);
            json["added_tokens"].push_back(
                {{"id", 20001}, {"content", "<m><m>"}, {"normalized", false}});
            json["added_tokens"].push_back(
                {{"id", 20002}, {"content", "m><"}, {"normalized", true}});
        });
    };
    const auto idsOf = [](const Tokenizer& tokenizer, std::string_view text) {
        std::string result;
        for (const TokenId id : tokenizer.encode(text))
            result += id >= 20000 ? std::to_string(id - 20000) : std::string(tokenizer.bytes(id));
        return result;
    };
    const auto plain = with(Json::object());
    QCOMPARE(idsOf(*plain, "a <m> b"), std::string("a 0 b"));
    QCOMPARE(idsOf(*plain, "a<m>b"), std::string("a0b"));
    // The longest of those that begin together, and what is not normalized comes first.
    QCOMPARE(idsOf(*plain, "<m><m><m>"), std::string("10"));
    QCOMPARE(idsOf(*plain, "m><m>"), std::string("m>0"));
    QCOMPARE(idsOf(*plain, "m><"), std::string("2"));
    QVERIFY(plain->isSpecial(20000) && !plain->isSpecial(20001));
    QVERIFY(plain->find("<m>") == 20000);
    QVERIFY(plain->bytes(19999).empty()); // a hole in the ids

    const auto left = with({{"lstrip", true}});
    QCOMPARE(idsOf(*left, "a \t\xE3\x80\x80<m> b"), std::string("a0 b"));
    QCOMPARE(idsOf(*left, "  <m>"), std::string("0"));
    const auto right = with({{"rstrip", true}});
    QCOMPARE(idsOf(*right, "a <m> \n b"), std::string("a 0b"));
    const auto both = with({{"lstrip", true}, {"rstrip", true}});
    QCOMPARE(idsOf(*both, "a <m> <m> b"), std::string("a00b"));
    const auto word = with({{"single_word", true}});
    QCOMPARE(idsOf(*word, "<m> <m>, <m>"), std::string("0 0, 0"));
    QCOMPARE(idsOf(*word, "a<m> <m>é <m>_ <m>3 \xCC\x81<m>"),
             std::string("a<m> <m>é <m>_ <m>3 \xCC\x81<m>"));
}

void TestTokenizer::prefixSpace()
{
    const auto tokenizer = loadChanged(
        [](Json& json) { json["pre_tokenizer"]["add_prefix_space"] = true; });
    QCOMPARE(cut(*tokenizer, "the<|endoftext|>the"), std::string(" the|<|endoftext|>| the"));
    QCOMPARE(cut(*tokenizer, " the the"), std::string(" the| the"));
}

void TestTokenizer::whiteSpace_data()
{
    QTest::addColumn<quint32>("codePoint");
    QTest::addColumn<bool>("isSpace");
    // Unicode's White_Space, as the reference's \s has it; then its neighbours and what PCRE2 or
    // others count in.
    for (const quint32 c : {0x9U, 0xAU, 0xBU, 0xCU, 0xDU, 0x20U, 0x85U, 0xA0U, 0x1680U, 0x2000U,
                            0x200AU, 0x2028U, 0x2029U, 0x202FU, 0x205FU, 0x3000U})
        QTest::addRow("U+%04X", c) << c << true;
    for (const quint32 c :
         {0x8U, 0xEU, 0x1CU, 0x1FU, 0x84U, 0x86U, 0x180EU, 0x200BU, 0x200CU, 0x2060U, 0xFEFFU})
        QTest::addRow("not U+%04X", c) << c << false;
}

void TestTokenizer::whiteSpace()
{
    QFETCH(const quint32, codePoint);
    QFETCH(const bool, isSpace);
    const std::string character = QStringView(QChar::fromUcs4(codePoint)).toUtf8().toStdString();
    // "xy" is a token and so shows where a cut was made: behind the character, if that was matched
    // as white space.
    const auto whole = piecesOf("\\s(?=y)|\\S+", {"xy"});
    QCOMPARE(cut(*whole, "x" + character + "xy").find("xy") != std::string::npos, isSpace);
    const auto inClass = piecesOf("[\\s]|[^\\s]+", {"xy"});
    QCOMPARE(cut(*inClass, "x" + character + "xy").find("xy") != std::string::npos, isSpace);
    const auto negated = piecesOf("[\\S]+|[^\\S]", {"xy"});
    QCOMPARE(cut(*negated, "x" + character + "xy").find("xy") != std::string::npos, isSpace);
}

void TestTokenizer::patterns()
{
    // A byte-only vocabulary makes a token of a piece only where it is listed.
    QCOMPARE(cut(*piecesOf("\\p{N}{1,3}", {"123", "4"}), "1234"), std::string("123|4"));
    QCOMPARE(cut(*piecesOf("(?i:'S)|x", {"'s", "'S"}), "'s'S"), std::string("'s|'S"));
    QCOMPARE(cut(*piecesOf("\\v", {"ab"}), "ab\vab\nab"), std::string("ab|\v|a|b|\n|a|b"));
    QCOMPARE(cut(*piecesOf("[\\u0061-\\x{63}]+", {"abc", "d"}), "abcd"), std::string("abc|d"));
    QCOMPARE(cut(*piecesOf("\\p{^L}|\\P{N}+", {"ab"}), "1ab2"), std::string("1|ab|2"));
    // Empty matches are boundaries.
    QCOMPARE(cut(*piecesOf("(?=b)", {"aa", "ba"}), "aaba"), std::string("aa|ba"));
    QCOMPARE(cut(*piecesOf("x*", {"aa", "xx"}), "aaxx"), std::string("a|a|xx"));
    // The script, not its extensions: U+3001 belongs to no script and is used with Han.
    const auto han = piecesOf("\\p{Han}+", {"ab"});
    QCOMPARE(han->encode("ab漢ab").size(), std::size_t{1 + 3 + 1});
    const auto comma = piecesOf("\\p{Han}+|ab", {"ab"});
    QCOMPARE(comma->encode("ab、ab").size(), std::size_t{1 + 3 + 1});
}

void TestTokenizer::anyBytes()
{
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    constexpr unsigned seed = 20260101;
    std::mt19937 random(seed);
    // Bytes of all kinds, and those that come close to UTF-8 and to the special token.
    const std::vector<std::string> alphabet{"a",
                                            " ",
                                            "\n",
                                            "é",
                                            "漢",
                                            "🙂",
                                            "\xCC\x81",
                                            "<|endoftext|>",
                                            "<|",
                                            "\xE2",
                                            "\x80",
                                            "\xF0\x9F",
                                            "\xC0",
                                            "\xFF",
                                            "\xED\xA0\x80",
                                            std::string(1, '\0'),
                                            "\xC2\x85",
                                            "\xE1\xA0\x8E",
                                            "'s",
                                            "12",
                                            "\r"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const auto length = std::uniform_int_distribution<int>(0, 40)(random);
        for (int i = 0; i < length; ++i) {
            if (round % 2 == 0)
                text += static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random));
            else
                text += alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size()
                                                                                   - 1)(random)];
        }
        const auto ids = tokenizer->encode(text);
        if (tokenizer->decode(ids) != text)
            QFAIL(QByteArray::fromStdString(text).toHex().constData());
    }
}

void TestTokenizer::illFormedRuns()
{
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    // What surrounds a bad byte is cut as if it stood alone.
    QCOMPARE(cut(*tokenizer, "the \xFF the"), std::string("the| |\xFF| the"));
    const auto whole = tokenizer->encode("Once upon a time");
    auto cutShort = tokenizer->encode("Once upon a time\xE2\x80");
    cutShort.resize(whole.size());
    QVERIFY(cutShort == whole);
}

void TestTokenizer::agreesWithNaiveMerges()
{
    // The words of the embedded merges, spelled as in the file; the naive twin knows nothing of ids
    // or heaps.
    std::map<std::pair<std::string, std::string>, int> ranks;
    std::ifstream file(headscope::tests::modelsPath("/bookshelf-20m/merges.txt"));
    std::string line;
    std::getline(file, line);
    for (int rank = 0; std::getline(file, line); ++rank) {
        const std::size_t space = line.find(' ');
        ranks[{line.substr(0, space), line.substr(space + 1)}] = rank;
    }
    QCOMPARE(ranks.size(), std::size_t{16127});
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    constexpr unsigned seed = 7;
    std::mt19937 random(seed);
    for (int round = 0; round < 2000; ++round) {
        // Few letters, so that merges overlap; letters alone are one piece.
        std::vector<std::string> letters;
        std::string text;
        const auto length = std::uniform_int_distribution<int>(1, 60)(random);
        const std::string_view choice = round % 2 == 0 ? "aehnt" : "sel";
        for (int i = 0; i < length; ++i) {
            text +=
                choice[std::uniform_int_distribution<std::size_t>(0, choice.size() - 1)(random)];
            letters.emplace_back(1, text.back());
        }
        std::string expected;
        for (const std::string& part : naiveMerge(letters, ranks))
            expected += (expected.empty() ? "" : "|") + part;
        QCOMPARE(cut(*tokenizer, text), expected);
    }
}

void TestTokenizer::longPieces_data()
{
    QTest::addColumn<QByteArray>("unit");
    for (const char* const unit :
         {"a", "ab", " ", "\n", " \n", "x y ", "<", "<|endoftext|>", "e\xCC\x81", "\xFF", "1"})
        QTest::newRow(QByteArray(unit).toHex().constData()) << QByteArray(unit);
}

void TestTokenizer::longPieces()
{
    QFETCH(const QByteArray, unit);
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    const std::string text = unit.repeated(1'000'000 / unit.size()).toStdString();
    QElapsedTimer timer;
    timer.start();
    const auto ids = tokenizer->encode(text);
    const qint64 elapsed = timer.elapsed();
    QVERIFY(tokenizer->decode(ids) == text);
    // A tenth of a second when the machine is idle; anything quadratic takes minutes.
    QVERIFY2(elapsed < 10'000, qPrintable(QString::number(elapsed)));
}

void TestTokenizer::fromSeveralThreads()
{
    const auto tokenizer = loadTokenizer(headscope::tests::modelsPath("/bookshelf-20m"));
    const auto lines = readLines(headscope::tests::dataPath("/tokenizers/bookshelf-20m.jsonl"));
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (const Line& line : lines)
                wrong += tokenizer->encode(line.text) != line.ids ? 1 : 0;
        });
    }
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
