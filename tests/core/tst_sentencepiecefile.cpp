// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SentencePiece models that are damaged or mean harm: what is not refused must be able to encode.
#include "core/base/error.h"
#include "core/files/base64.h"
#include "core/files/sentencepiecefile.h"
#include "core/text/charsmap.h"
#include "core/text/tokenizer.h"
#include "tests/support/core/errors.h"
#include "tests/support/places.h"

#include <QDir>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <memory>
#include <random>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;

namespace {

const std::string data = tests::dataPath("/tokenizers/");

std::string bytesOfFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The wire format of protocol buffers, written down a second time.
std::string varint(std::uint64_t value)
{
    std::string bytes;
    while (value >= 0x80) {
        bytes += static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    return bytes + static_cast<char>(value);
}
std::string number(unsigned field, std::uint64_t value)
{
    return varint(field << 3U) + varint(value);
}
std::string message(unsigned field, const std::string& bytes)
{
    return varint(field << 3U | 2U) + varint(bytes.size()) + bytes;
}
std::string piece(const std::string& text, float score, unsigned type)
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, &score, sizeof bits);
    std::string fixed;
    for (unsigned i = 0; i < 4; ++i)
        fixed += static_cast<char>(bits >> 8 * i & 0xFFU);
    return message(1, message(1, text) + varint(2U << 3U | 5U) + fixed + number(3, type));
}
std::string start()
{
    return piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("</s>", 0, 3) + piece("a", -1, 1);
}
std::string end(const std::string& normalizer = {})
{
    return message(2, number(3, 1) + number(40, 0)) + message(3, normalizer);
}

std::string unit(std::uint32_t value)
{
    std::string bytes;
    for (unsigned i = 0; i < 4; ++i)
        bytes += static_cast<char>(value >> 8 * i & 0xFFU);
    return bytes;
}

} // namespace

class TestSentencePieceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whole();
    void bad_data();
    void bad();
    void tables_data();
    void tables();
    void table();
    void folderInItsPlace();
    void damagedCopies_data();
    void damagedCopies();
    void base64();

private:
    std::string path() const { return m_folder->path().toStdString() + "/tokenizer.model"; }
    void write(const std::string& bytes) const
    {
        std::ofstream(path(), std::ios::binary | std::ios::trunc) << bytes;
    }
    std::shared_ptr<const Tokenizer> load() const
    {
        return loadTokenizer(m_folder->path().toStdString());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSentencePieceFile::whole()
{
    write(start() + end());
    const auto tokenizer = load();
    QCOMPARE(tokenizer->size(), 4);
    const SentencePieceFile file = readSentencePiece(path());
    QVERIFY(file.firstToken == 1 && file.lastToken == 2 && file.addsSpace && file.marksSpaces);
    const SentencePieceFile t5 = readSentencePiece(data + "t5.model");
    QVERIFY(t5.pieces.size() == 1500 && t5.tables.size() == 1 && t5.firstToken == -1
            && t5.lastToken == 1);
    // No space in front, and no id for a first token.
    write(start() + message(2, number(40, 0) + number(41, ~0ULL)) + message(3, number(3, 0)));
    const SentencePieceFile plain = readSentencePiece(path());
    QVERIFY(!plain.addsSpace && plain.firstToken == -1);
    QVERIFY(load()->encode("a") == std::vector<TokenId>{3});
}

void TestSentencePieceFile::bad_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const std::string& bytes, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(words);
    };
    row("empty", "", "has 0 bytes");
    row("a text", "this is no model", "at byte");
    row("no pieces", end(), "has 0 pieces");
    row("cut off", start().substr(0, start().size() - 1), "bytes, but");
    row("a length beyond the end", message(1, "abc").substr(0, 2), "3 bytes, but 0 are left");
    row("endless number", std::string(12, '\xFF'), "more than 10 bytes");
    row("groups", start() + "\x33", "wire type 3");
    row("field 0", start() + std::string(2, '\0'), "the number 0");
    row("piece is a number", number(1, 5), "field 1 is no message");
    row("piece of numbers", message(1, number(1, 5)), "field 1 of a piece has the wrong type");
    row("empty piece", start() + piece("", 0, 1) + end(), "piece 4 has 0 bytes");
    row("long piece", start() + piece(std::string(5000, 'b'), 0, 1) + end(),
        "piece 4 has 5000 bytes but must have 1 to 4096");
    row("not UTF-8", start() + piece("\xFF", 0, 1) + end(), "piece 4");
    row("zero byte", start() + piece(std::string("b\0c", 3), 0, 1) + end(), "holds a zero byte");
    row("no score", start() + piece("b", std::numeric_limits<float>::quiet_NaN(), 1) + end(),
        "piece 4 has the score nan");
    row("endless score", start() + piece("b", -std::numeric_limits<float>::infinity(), 1) + end(),
        "piece 4 has the score -inf");
    row("type unknown", start() + piece("b", 0, 7) + end(), "piece 4 is of type 7");
    row("type absurd", start() + piece("b", 0, 0x7FFFFFFF) + end(), "of type 2147483647");
    row("byte of no byte", start() + piece("<0xZZ>", 0, 6) + end(), "tokenizer.model");
    row("piece twice", start() + piece("a", 0, 1) + end(), "tokenizer.model");
    row("no unknown piece", piece("a", 0, 1) + end(), "tokenizer.model");
    row("two unknown pieces", start() + piece("<unk2>", 0, 2) + end(), "tokenizer.model");
    row("first token absurd", start() + message(2, number(41, 1ULL << 40U)) + end(),
        "bos_id is 1099511627776");
    row("first token out of range", start() + message(2, number(41, 77)) + end(),
        "bos_id is 77 but the model has 4 pieces");
}

void TestSentencePieceFile::bad()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, words);
    write(bytes.toStdString());
    const auto error = errorOf([&] { load(); });
    QVERIFY(error);
    QVERIFY2(error->kind() == ErrorKind::FileDamaged, error->what());
    QVERIFY2(QByteArray(error->what()).contains(words)
                 && QByteArray(error->what()).contains("tokenizer.model"),
             error->what());
}

void TestSentencePieceFile::tables_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const std::string& bytes, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(words);
    };
    const std::string zeros(1024, '\0');
    const std::string rest = zeros.substr(4);
    row("short", "abc", "3 bytes");
    row("size absurd", unit(0xFFFFFFFC) + zeros, "says that its trie has 4294967292 bytes");
    row("size odd", unit(1023) + zeros, "1023 bytes");
    row("no trie", unit(0) + zeros, "0 bytes");
    row("no replacements", unit(1024) + zeros, "do not end with a zero byte");
    row("replacements without end", unit(1024) + zeros + "a", "do not end with a zero byte");
    row("replacements not UTF-8", unit(1024) + zeros + std::string("\xFF\0", 2), "UTF-8");
    row("trie of one unit", unit(4) + unit(0) + std::string(1, '\0'), "unit 0 points to 255");
    row("far child", unit(1024) + unit(512U << 10U) + rest + std::string(1, '\0'),
        "unit 0 points to 767");
    // A child by "a" with a value beyond the replacements, and one inside of a code point.
    const auto leaf = [](std::uint32_t value) {
        std::vector<std::uint32_t> units(512);
        units[0] = 256U << 10U;
        units[256 ^ 'a'] = 'a' | 1U << 8U | 1U << 10U;
        units[(256 ^ 'a') ^ 1] = 0x80000000U | value;
        std::string bytes;
        for (const std::uint32_t u : units)
            bytes += unit(u);
        return unit(2048) + bytes + std::string("\xC3\xA9\0", 4).substr(0, 3);
    };
    row("value out of range", leaf(3), "points to 3");
    row("value inside of a character", leaf(1), "points to 1");
}

void TestSentencePieceFile::tables()
{
    QFETCH(const QByteArray, table);
    QFETCH(const QByteArray, words);
    write(start() + end(message(2, table.toStdString())));
    const auto error = errorOf([&] { load(); });
    QVERIFY(error);
    QVERIFY2(QByteArray(error->what()).contains("the table of replacements")
                 && QByteArray(error->what()).contains(words),
             error->what());
}

void TestSentencePieceFile::table()
{
    const Charsmap map(readSentencePiece(data + "t5.model").tables.at(0), "t5.model");
    QCOMPARE(map.replace("ﬁ①Ａ\tx"), std::string("fi1A x"));
    QCOMPARE(map.replace("e\u0301é"), std::string("éé"));
    // A syllable of three letters has nine bytes, too many to be looked up as a whole.
    QCOMPARE(map.replace("\u1112\u1161\u11AB"), std::string("\u1112\u1161\u11AB"));
    QVERIFY(map.replace("").empty());
    const std::string family = "👩‍👩‍👧‍👦";
    QVERIFY(!map.replace(family).empty());
}

void TestSentencePieceFile::folderInItsPlace()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("tokenizer.model")));
    const auto error = errorOf([&] { load(); });
    QVERIFY(error && error->kind() == ErrorKind::FileMissing);
    QVERIFY2(QByteArray(error->what()).contains("it is a folder"), error->what());
}

void TestSentencePieceFile::damagedCopies_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("unigram") << QStringLiteral("t5.model");
    QTest::newRow("BPE") << QStringLiteral("llama2.model");
}

void TestSentencePieceFile::damagedCopies()
{
    QFETCH(const QString, name);
    const std::string good = bytesOfFile(data + name.toStdString());
    std::mt19937 random(5);
    const auto below = [&](std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
    };
    int refused = 0;
    constexpr int copies = 300;
    for (int copy = 0; copy < copies; ++copy) {
        std::string bytes = good;
        if (copy % 3 == 0) {
            bytes.resize(below(bytes.size()));
        } else {
            // Anywhere, or among the first pieces.
            for (std::size_t flips = 1 + below(4); flips > 0; --flips)
                bytes[below(copy % 3 == 1 ? bytes.size() : 2000)] ^= static_cast<char>(1U
                                                                                       << below(8));
        }
        write(bytes);
        const auto error = errorOf([&] {
            const auto tokenizer = load();
            for (const char* const text : {"The captain", " \t\u0301ﬁ 漢é\n", "</s>", "\xFF"}) {
                for (const TokenId id : tokenizer->encode(text))
                    QVERIFY(id >= 0 && id < tokenizer->size());
            }
        });
        refused += error ? 1 : 0;
        if (error)
            QVERIFY2(QByteArray(error->what()).contains("tokenizer.model"), error->what());
    }
    // Truncated copies at least, and not those with a changed score.
    QVERIFY2(refused >= copies / 4 && refused < copies, qPrintable(QString::number(refused)));
}

void TestSentencePieceFile::base64()
{
    for (const QByteArray& bytes : {QByteArray(), QByteArray("a"), QByteArray("ab"),
                                    QByteArray("abc"), QByteArray("\0\xFF\x10\x80", 4)})
        QCOMPARE(decodeBase64(bytes.toBase64().toStdString()), std::optional(bytes.toStdString()));
    for (const char* const wrong : {"a", "ab=", "a===", "ab c", "YQ=a", "YR==", "Y_==", "===="})
        QVERIFY2(!decodeBase64(wrong), wrong);
}

QTEST_GUILESS_MAIN(TestSentencePieceFile)
#include "tst_sentencepiecefile.moc"
