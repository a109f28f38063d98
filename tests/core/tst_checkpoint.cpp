// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Longer than other files: every way in which a file of weights can be wrong is a small test of its
// own, and whoever changes the reader should find them all in one place.
#include "core/base/error.h"
#include "core/files/tensorreader.h"
#include "tests/support/core/errors.h"
#include "tests/support/places.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>

#include <sys/stat.h>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;

namespace {

QByteArray safetensors(const QByteArray& header, const QByteArray& data)
{
    const auto length = static_cast<std::uint64_t>(header.size());
    return QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + header + data;
}

/// A header of one tensor "w".
QByteArray oneTensor(const QByteArray& dtype, const QByteArray& shape, const QByteArray& offsets)
{
    return "{\"w\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets
           + "}}";
}

template<class Number>
QByteArray rawBytes(const std::vector<Number>& numbers)
{
    return {reinterpret_cast<const char*>(numbers.data()),
            static_cast<qsizetype>(numbers.size() * sizeof(Number))};
}

/// The value of a half by its definition, in double.
double halfByDefinition(unsigned bits)
{
    const double sign = (bits & 0x8000U) != 0 ? -1.0 : 1.0;
    const int exponent = static_cast<int>(bits >> 10U & 0x1FU);
    const double fraction = (bits & 0x3FFU) / 1024.0;
    return exponent == 0 ? sign * std::ldexp(fraction, -14)
                         : sign * std::ldexp(1.0 + fraction, exponent - 15);
}

} // namespace

class TestCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void embeddedModel();
    void everyF16();
    void everyBf16();
    void f32AsItLies();
    void unalignedAndOddLengths();
    void notFinite_data();
    void notFinite();
    void otherDtypes();
    void wrongRoom();
    void metadataAndEmptyTensors();
    void hashTellsWeightsApart();
    void readingStops();

    void badHeaders_data();
    void badHeaders();
    void huge();
    void shards();
    void badShards_data();
    void badShards();
    void shardHasTensorTwice();
    void badFolders();
    void pointersOfGitLfs();
    void linksThatLeadNowhere();
    void pickles_data();
    void pickles();

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    void write(const char* name, const QByteArray& content)
    {
        tests::writeFile(m_folder->filePath(QString::fromUtf8(name)), content);
    }

    std::optional<Error> errorOfFolder() const
    {
        return errorOf([&] { Checkpoint checkpoint(folder()); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCheckpoint::embeddedModel()
{
    const Checkpoint checkpoint(tests::modelsPath("/bookshelf-20m"));
    QVERIFY(!checkpoint.tensors().empty());
    std::size_t bytes = 0;
    for (const TensorEntry& tensor : checkpoint.tensors()) {
        QCOMPARE(checkpoint.find(tensor.name), &tensor);
        bytes += tensor.bytes.size();
        checkFinite(tensor);
    }
    // All but the header of a few kilobytes is data.
    const auto size = std::filesystem::file_size(
        tests::modelsPath("/bookshelf-20m/model.safetensors"));
    QVERIFY(bytes < size && bytes > size - 100'000);
    QVERIFY(checkpoint.find("absent") == nullptr && checkpoint.find("") == nullptr);
}

void TestCheckpoint::everyF16()
{
    std::vector<std::uint16_t> bits;
    for (unsigned b = 0; b < 0x10000; ++b) {
        if ((b & 0x7C00U) != 0x7C00U)
            bits.push_back(static_cast<std::uint16_t>(b));
    }
    write("model.safetensors",
          safetensors(oneTensor("F16", "[63488]", "[0,126976]"), rawBytes(bits)));
    const Checkpoint checkpoint(folder());
    std::vector<float> floats(bits.size());
    readFloats(checkpoint.tensors()[0], floats);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        const double expected = halfByDefinition(bits[i]);
        if (floats[i] != expected || std::signbit(floats[i]) != std::signbit(expected))
            QFAIL(qPrintable(QStringLiteral("%1 is read as %2 instead of %3")
                                 .arg(bits[i], 4, 16)
                                 .arg(double{floats[i]})
                                 .arg(expected)));
    }
    // Known values: the smallest subnormal, the largest one, the smallest normal, the largest.
    QCOMPARE(floats[0x0001], 5.9604644775390625e-8F);
    QCOMPARE(floats[0x03FF], 6.0975551605224609e-5F);
    QCOMPARE(floats[0x0400], 6.103515625e-5F);
    QCOMPARE(floats[0x7BFF], 65504.0F);
}

void TestCheckpoint::everyBf16()
{
    std::vector<std::uint16_t> bits;
    for (unsigned b = 0; b < 0x10000; ++b) {
        if ((b & 0x7F80U) != 0x7F80U)
            bits.push_back(static_cast<std::uint16_t>(b));
    }
    write("model.safetensors",
          safetensors(oneTensor("BF16", "[65280]", "[0,130560]"), rawBytes(bits)));
    const Checkpoint checkpoint(folder());
    std::vector<float> floats(bits.size());
    readFloats(checkpoint.tensors()[0], floats);
    for (std::size_t i = 0; i < bits.size(); ++i)
        QCOMPARE(std::bit_cast<std::uint32_t>(floats[i]), static_cast<std::uint32_t>(bits[i])
                                                              << 16U);
    QCOMPARE(floats[0x3F80], 1.0F);
    QCOMPARE(floats[0x0001], std::ldexp(1.0F, -133)); // subnormal in both formats
}

void TestCheckpoint::f32AsItLies()
{
    const std::vector<float> values{0.0F, -0.0F, 1.5F, std::numeric_limits<float>::denorm_min(),
                                    std::numeric_limits<float>::max()};
    write("model.safetensors", safetensors(oneTensor("F32", "[5]", "[0,20]"), rawBytes(values)));
    const Checkpoint checkpoint(folder());
    std::vector<float> read(values.size());
    readFloats(checkpoint.tensors()[0], read);
    QCOMPARE(std::memcmp(read.data(), values.data(), 20), 0);
}

void TestCheckpoint::unalignedAndOddLengths()
{
    // One byte in front puts the second tensor on odd addresses, for one of the lengths of the
    // padding at least.
    for (const char* const padding : {"", " "}) {
        QByteArray header =
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            "\"w\":{\"dtype\":\"F32\",\"shape\":[4099],\"data_offsets\":[1,16397]}}";
        header += padding;
        std::vector<float> values(4099);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(i) / 7.0F;
        write("model.safetensors", safetensors(header, "x" + rawBytes(values)));
        const Checkpoint checkpoint(folder());
        const TensorEntry* const tensor = checkpoint.find("w");
        QCOMPARE(isFloatView(*tensor),
                 reinterpret_cast<std::uintptr_t>(tensor->bytes.data()) % 4 == 0);
        std::vector<float> read(values.size());
        readFloats(*tensor, read);
        QVERIFY(read == values);
    }
}

void TestCheckpoint::notFinite_data()
{
    QTest::addColumn<QByteArray>("dtype");
    QTest::addColumn<int>("size");
    QTest::addColumn<quint32>("bad");
    QTest::newRow("F32 infinity") << QByteArray("F32") << 4 << 0x7F800000U;
    QTest::newRow("F32 -infinity") << QByteArray("F32") << 4 << 0xFF800000U;
    QTest::newRow("F32 NaN") << QByteArray("F32") << 4 << 0x7FC00000U;
    QTest::newRow("F32 signalling NaN") << QByteArray("F32") << 4 << 0xFF800001U;
    QTest::newRow("F16 infinity") << QByteArray("F16") << 2 << 0x7C00U;
    QTest::newRow("F16 NaN") << QByteArray("F16") << 2 << 0xFE01U;
    QTest::newRow("BF16 infinity") << QByteArray("BF16") << 2 << 0x7F80U;
    QTest::newRow("BF16 NaN") << QByteArray("BF16") << 2 << 0xFFC0U;
}

void TestCheckpoint::notFinite()
{
    QFETCH(const QByteArray, dtype);
    QFETCH(const int, size);
    QFETCH(const quint32, bad);
    constexpr int elements = 5000;
    for (const int place : {0, 2047, 2048, 4999}) {
        QByteArray data(elements * size, '\0');
        std::memcpy(data.data() + place * size, &bad, static_cast<std::size_t>(size));
        const QByteArray end = QByteArray::number(elements * size);
        write("model.safetensors",
              safetensors(oneTensor(dtype, "[50,100]", "[0," + end + "]"), data));
        const Checkpoint checkpoint(folder());
        std::vector<float> floats(elements);
        const auto error = errorOf([&] { readFloats(checkpoint.tensors()[0], floats); });
        QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
        const QString sentence = QString::fromUtf8(error->what());
        QVERIFY2(
            sentence.contains(
                QStringLiteral("model.safetensors, tensor \"w\": element %1 of 5000").arg(place)),
            error->what());
        QVERIFY(errorOf([&] { checkFinite(checkpoint.tensors()[0]); }));
    }
}

void TestCheckpoint::otherDtypes()
{
    write("model.safetensors",
          safetensors(oneTensor("I64", "[2]", "[0,16]"), QByteArray(16, '\1')));
    const Checkpoint checkpoint(folder());
    const TensorEntry& tensor = checkpoint.tensors()[0];
    QVERIFY(tensor.dtype == Dtype::Other);
    QCOMPARE(tensor.dtypeName, std::string("I64"));
    QVERIFY(!isFloatView(tensor));
    std::vector<float> floats(2);
    const auto error = errorOf([&] { readFloats(tensor, floats); });
    QVERIFY(error && error->kind() == ErrorKind::Unsupported);
    QVERIFY(QString::fromUtf8(error->what()).contains(QStringLiteral("tensor \"w\" holds I64")));
}

void TestCheckpoint::wrongRoom()
{
    write("model.safetensors", safetensors(oneTensor("F32", "[2]", "[0,8]"), QByteArray(8, '\0')));
    const Checkpoint checkpoint(folder());
    std::vector<float> floats(3);
    const auto error = errorOf([&] { readFloats(checkpoint.tensors()[0], floats); });
    QVERIFY(error && error->kind() == ErrorKind::BadArgument);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY(sentence.contains(QStringLiteral("has 2 elements"))
            && sentence.contains(QStringLiteral("room for 3")));
}

void TestCheckpoint::hashTellsWeightsApart()
{
    const auto hashOf = [](const TensorEntry& tensor) {
        return weightsHash({{&tensor, *checkFinite(tensor)}});
    };
    std::vector<float> numbers(200'000); // several pieces
    for (std::size_t k = 0; k < numbers.size(); ++k)
        numbers[k] = static_cast<float>(k) * 0.25F;
    const auto entry = [&](const std::string& name, std::vector<std::int64_t> shape) {
        return TensorEntry{
            name,           Dtype::F32, "F32", std::move(shape), std::as_bytes(std::span(numbers)),
            "w.safetensors"};
    };
    const TensorEntry w = entry("w", {200, 1000});
    const std::string hash = hashOf(w);
    QCOMPARE(hash.size(), std::size_t(32));
    QVERIFY(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
    QCOMPARE(hashOf(w), hash);
    QVERIFY(hashOf(entry("v", {200, 1000})) != hash);
    QVERIFY(hashOf(entry("w", {1000, 200})) != hash);
    TensorEntry elsewhere = w;
    elsewhere.file = "shard-2.safetensors";
    QCOMPARE(hashOf(elsewhere), hash);
    // Widening tells the same of the bytes.
    std::vector<float> out(numbers.size());
    QCOMPARE(weightsHash({{&w, *readFloats(w, out)}}), hash);
    QVERIFY(out == numbers);
    // The order of the tensors does not count, and which bytes belong to which does.
    const TensorEntry x = entry("x", {200'000});
    const TensorDigest some = *checkFinite(x);
    TensorDigest other = some;
    ++other.low;
    QCOMPARE(weightsHash({{&w, some}, {&x, other}}), weightsHash({{&x, other}, {&w, some}}));
    QVERIFY(weightsHash({{&w, some}, {&x, other}}) != weightsHash({{&w, other}, {&x, some}}));
    for (const std::size_t changed : {std::size_t(0), numbers.size() / 2, numbers.size() - 1}) {
        const float before = std::exchange(numbers[changed], 1.5F);
        QVERIFY(hashOf(w) != hash);
        numbers[changed] = before;
    }
    QCOMPARE(hashOf(w), hash);
}

void TestCheckpoint::readingStops()
{
    std::vector<float> numbers(100, std::numeric_limits<float>::quiet_NaN());
    const TensorEntry w{"w", Dtype::F32, "F32", {100}, std::as_bytes(std::span(numbers)), "w"};
    std::stop_source source;
    source.request_stop();
    const RunControl control{source.get_token(), {}};
    QVERIFY(!checkFinite(w, control).has_value());
    QVERIFY(!readFloats(w, numbers, control).has_value());
}

void TestCheckpoint::metadataAndEmptyTensors()
{
    write("model.safetensors",
          safetensors(
              R"({"__metadata__":{"format":"pt"},)"
              R"("none":{"dtype":"F16","shape":[3,0,9223372036854775807],)"
              R"("data_offsets":[4,4]},"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   )",
              QByteArray(4, '\0')));
    const Checkpoint checkpoint(folder());
    QCOMPARE(checkpoint.tensors().size(), std::size_t{2});
    QCOMPARE(checkpoint.find("none")->elements(), 0);
    QCOMPARE(checkpoint.find("w")->elements(), 1);
    readFloats(*checkpoint.find("none"), {});
    write("model.safetensors", safetensors("{}", ""));
    QVERIFY(Checkpoint(folder()).tensors().empty());
}

void TestCheckpoint::badHeaders_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArrayList>("words");
    const auto row = [](const char* name, const QByteArray& content, const QByteArrayList& words) {
        QTest::newRow(name) << content << words;
    };
    const QByteArray eight(8, '\0');
    const auto tensor = [&](const QByteArray& dtype, const QByteArray& shape,
                            const QByteArray& offsets) {
        return safetensors(oneTensor(dtype, shape, offsets), eight);
    };
    const auto lengthOf = [](std::uint64_t length) {
        return QByteArray(reinterpret_cast<const char*>(&length), sizeof length);
    };
    using Words = QByteArrayList;
    row("empty file", "", Words{"is 0 bytes long", "the 8 bytes"});
    row("seven bytes", "1234567", Words{"is 7 bytes long", "the 8 bytes"});
    row("header behind the end", lengthOf(100) + "{}",
        Words{"100 bytes long", "only 2 bytes follow"});
    row("header too large", lengthOf(100'000'001) + "{}", Words{"100000001", "100000000"});
    row("length of all ones", lengthOf(~std::uint64_t{0}) + "{}",
        Words{"18446744073709551615", "100000000"});
    row("no object", safetensors("[]", ""), Words{"does not begin with {"});
    row("no header", safetensors("", ""), Words{"does not begin with {"});
    row("broken JSON", safetensors("{\"w\":", ""), Words{"is not valid JSON at line 1"});
    row("name twice",
        safetensors(oneTensor("F32", "[1]", "[0,4]").chopped(1) + ","
                        + oneTensor("F32", "[1]", "[4,8]").mid(1),
                    eight),
        Words{"key \"w\" twice"});
    row("key twice",
        safetensors(R"({"w":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                    eight),
        Words{"key \"dtype\" twice"});
    row("nested deeply", safetensors("{\"__metadata__\":" + QByteArray(100'000, '['), ""),
        Words{"16 levels"});
    row("tensor is no object", safetensors("{\"w\":3}", ""), Words{"tensor \"w\" is 3"});
    row("no dtype", safetensors(R"({"w":{"shape":[2],"data_offsets":[0,8]}})", eight),
        Words{"dtype is missing"});
    row("no shape", safetensors(R"({"w":{"dtype":"F32","data_offsets":[0,8]}})", eight),
        Words{"shape is missing"});
    row("no offsets", safetensors(R"({"w":{"dtype":"F32","shape":[2]}})", eight),
        Words{"data_offsets is missing"});
    row("shape negative", tensor("F32", "[-2]", "[0,8]"),
        Words{"shape holds -2", "from 0 to 9223372036854775807"});
    row("shape of texts", tensor("F32", "[\"2\"]", "[0,8]"), Words{"shape holds \"2\""});
    row("shape real", tensor("F32", "[2.0]", "[0,8]"), Words{"shape holds 2.0"});
    row("shape beyond 64 bits", tensor("F32", "[18446744073709551618]", "[0,8]"),
        Words{"shape holds 1.8446744"});
    row("shape overflows", tensor("F32", "[4294967296,4294967296]", "[0,8]"),
        Words{"[4294967296, 4294967296]", "more than 9223372036854775807 bits"});
    row("bits overflow", tensor("F32", "[576460752303423488]", "[0,8]"),
        Words{"more than 9223372036854775807"});
    row("offset negative", tensor("F32", "[2]", "[-8,0]"), Words{"data_offsets holds -8"});
    row("three offsets", tensor("F32", "[2]", "[0,4,8]"),
        Words{"data_offsets has 3", "must have 2"});
    row("end before begin", tensor("F32", "[2]", "[8,0]"), Words{"begins at byte 8", "end at 0"});
    row("end behind the data", tensor("F32", "[3]", "[0,12]"), Words{"ends at byte 12", "only 8"});
    row("size too small", tensor("F32", "[3]", "[0,8]"),
        Words{"takes 8 bytes", "[3] of F32 needs 12"});
    row("size too large", tensor("F16", "[3]", "[0,8]"),
        Words{"takes 8 bytes", "[3] of F16 needs 6"});
    row("half a byte", tensor("F4", "[15]", "[0,8]"), Words{"60 bits"});
    row("hole in front", tensor("F32", "[1]", "[4,8]"), Words{"begins at byte 4", "ends at 0"});
    row("rest behind", tensor("F32", "[1]", "[0,4]"), Words{"8 bytes of data", "end at byte 4"});
    row("overlap",
        safetensors(R"({"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                    R"("w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                    eight),
        Words{"\"w\" begins at byte 4", "\"v\" goes up to 8"});
    row("hole between",
        safetensors(R"({"v":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},)"
                    R"("w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                    eight),
        Words{"\"w\" begins at byte 4", "ends at 3"});
    row("line feed in a name", safetensors("{\"a\\nb\":3}", ""), Words{"tensor \"a\\x0Ab\" is 3"});
}

void TestCheckpoint::badHeaders()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArrayList, words);
    write("model.safetensors", content);
    const auto error = errorOfFolder();
    QVERIFY(error);
    QVERIFY(error->kind() == ErrorKind::FileDamaged);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY2(sentence.contains(QStringLiteral("model.safetensors")), error->what());
    for (const QByteArray& word : words)
        QVERIFY2(QByteArray(error->what()).contains(word), error->what());
    QVERIFY2(!sentence.contains(u'\n') && sentence.size() < 500, error->what());
}

void TestCheckpoint::huge()
{
    // A header of the largest size that is allowed, of values without end, neither overflows nor
    // fills the memory.
    QByteArray header = "{\"__metadata__\":[";
    header += QByteArray("[],").repeated(33'000'000 - 100);
    header += "[]]}";
    write("model.safetensors", safetensors(header, ""));
    const auto error = errorOfFolder();
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    QVERIFY(QString::fromUtf8(error->what()).contains(QStringLiteral("more than 4000000 values")));

    write("model.safetensors", safetensors(oneTensor("Q4_K", "[2]", "[0,8]"), QByteArray(8, '\0')));
    const auto dtype = errorOfFolder();
    QVERIFY(dtype && dtype->kind() == ErrorKind::Unsupported);
    QVERIFY(QString::fromUtf8(dtype->what())
                .contains(QStringLiteral("tensor \"w\" has the unknown dtype \"Q4_K\"")));
}

void TestCheckpoint::shards()
{
    write("one.safetensors",
          safetensors(oneTensor("F32", "[1]", "[0,4]"), rawBytes<float>({1.0F})));
    QByteArray other = oneTensor("F32", "[1]", "[0,4]");
    write("two.safetensors", safetensors(other.replace("\"w\"", "\"v\""), rawBytes<float>({2.0F})));
    write("model.safetensors.index.json",
          R"({"metadata":{"total_size":8},)"
          R"("weight_map":{"w":"one.safetensors","v":"two.safetensors"}})");
    const Checkpoint checkpoint(folder());
    QCOMPARE(checkpoint.tensors().size(), std::size_t{2});
    std::vector<float> value(1);
    readFloats(*checkpoint.find("w"), value);
    QCOMPARE(value[0], 1.0F);
    readFloats(*checkpoint.find("v"), value);
    QCOMPARE(value[0], 2.0F);
    QCOMPARE(checkpoint.find("v")->file.filename().string(), std::string("two.safetensors"));
}

void TestCheckpoint::badShards_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<bool>("isMissing");
    QTest::addColumn<QByteArrayList>("words");
    using Words = QByteArrayList;
    QTest::newRow("no map") << QByteArray("{}") << false << Words{"weight_map is missing"};
    QTest::newRow("map is a list")
        << QByteArray(R"({"weight_map":[]})") << false << Words{"weight_map is a list"};
    QTest::newRow("empty map") << QByteArray(R"({"weight_map":{}})") << false << Words{"0 tensors"};
    QTest::newRow("number") << QByteArray(R"({"weight_map":{"w":1}})") << false
                            << Words{"\"w\" is 1"};
    QTest::newRow("missing shard")
        << QByteArray(R"({"weight_map":{"w":"absent.safetensors"}})") << true
        << Words{"absent.safetensors", "1 shards", "does not exist"};
    QTest::newRow("parent") << QByteArray(R"({"weight_map":{"w":"../one.safetensors"}})") << false
                            << Words{"\"../one.safetensors\"", "no file inside the folder"};
    QTest::newRow("parent inside")
        << QByteArray(R"({"weight_map":{"w":"a/../../one.safetensors"}})") << false
        << Words{"no file inside the folder"};
    QTest::newRow("absolute") << QByteArray(R"({"weight_map":{"w":"/etc/passwd"}})") << false
                              << Words{"\"/etc/passwd\"", "no file inside the folder"};
    QTest::newRow("no name") << QByteArray(R"({"weight_map":{"w":""}})") << false
                             << Words{"no file inside the folder"};
    QTest::newRow("zero byte") << QByteArray(R"({"weight_map":{"w":"one.safetensors\u0000"}})")
                               << false << Words{"no file inside the folder"};
    QTest::newRow("the folder") << QByteArray(R"({"weight_map":{"w":"."}})") << true
                                << Words{"it is a folder"};
    QTest::newRow("tensor nowhere")
        << QByteArray(R"({"weight_map":{"u":"one.safetensors"}})") << false
        << Words{"\"u\"", "one.safetensors", "none of the 1 shards"};
    QTest::newRow("tensor elsewhere")
        << QByteArray(R"({"weight_map":{"w":"two.safetensors","v":"one.safetensors"}})") << false
        << Words{"said to lie in", "but lies in"};
}

void TestCheckpoint::badShards()
{
    QFETCH(const QByteArray, index);
    QFETCH(const bool, isMissing);
    QFETCH(const QByteArrayList, words);
    write("one.safetensors", safetensors(oneTensor("F32", "[1]", "[0,4]"), QByteArray(4, '\0')));
    QByteArray other = oneTensor("F32", "[1]", "[0,4]");
    write("two.safetensors", safetensors(other.replace("\"w\"", "\"v\""), QByteArray(4, '\0')));
    write("model.safetensors.index.json", index);
    const auto error = errorOfFolder();
    QVERIFY(error);
    QVERIFY2(error->kind() == (isMissing ? ErrorKind::FileMissing : ErrorKind::FileDamaged),
             error->what());
    for (const QByteArray& word : words)
        QVERIFY2(QByteArray(error->what()).contains(word), error->what());
}

void TestCheckpoint::shardHasTensorTwice()
{
    write("one.safetensors", safetensors(oneTensor("F32", "[1]", "[0,4]"), QByteArray(4, '\0')));
    write("two.safetensors", safetensors(R"({"v":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                         R"("w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                                         "ab"));
    write("model.safetensors.index.json",
          R"({"weight_map":{"w":"one.safetensors","v":"two.safetensors"}})");
    const auto error = errorOfFolder();
    QVERIFY(error && error->kind() == ErrorKind::FileDamaged);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY2(sentence.contains(QStringLiteral("\"w\""))
                 && sentence.contains(QStringLiteral("one.safetensors"))
                 && sentence.contains(QStringLiteral("two.safetensors")),
             error->what());
}

void TestCheckpoint::badFolders()
{
    const auto empty = errorOfFolder();
    QVERIFY(empty && empty->kind() == ErrorKind::FileMissing);
    QVERIFY(
        QString::fromUtf8(empty->what()).contains(QStringLiteral("neither model.safetensors nor")));

    const auto absent = errorOf([&] { Checkpoint checkpoint(folder() / "absent"); });
    QVERIFY(absent && absent->kind() == ErrorKind::FileMissing);
    QVERIFY(QString::fromUtf8(absent->what()).contains(QStringLiteral("absent does not exist")));

    write("file", "");
    const auto file = errorOf([&] { Checkpoint checkpoint(folder() / "file"); });
    QVERIFY(file && QString::fromUtf8(file->what()).contains(QStringLiteral("is not a folder")));

    QDir(m_folder->path()).mkdir(QStringLiteral("model.safetensors"));
    const auto directory = errorOfFolder();
    QVERIFY(directory && directory->kind() == ErrorKind::FileMissing);
    QVERIFY(QString::fromUtf8(directory->what()).contains(QStringLiteral("it is a folder")));
    QDir(m_folder->path()).rmdir(QStringLiteral("model.safetensors"));

    // A named pipe must not be waited for.
    QCOMPARE(::mkfifo((folder() / "model.safetensors").c_str(), 0600), 0);
    const auto pipe = errorOfFolder();
    QVERIFY(pipe && pipe->kind() == ErrorKind::FileMissing);
    QVERIFY(QString::fromUtf8(pipe->what()).contains(QStringLiteral("not a regular file")));
}

void TestCheckpoint::pointersOfGitLfs()
{
    const QByteArray pointer = "version https://git-lfs.github.com/spec/v1\n"
                               "oid sha256:"
                               + QByteArray(64, 'a') + "\nsize 548105171\n";
    write("model.safetensors", pointer);
    const auto one = errorOfFolder();
    QVERIFY(one && one->kind() == ErrorKind::FileDamaged);
    QVERIFY2(QByteArray(one->what()).contains("model.safetensors is a pointer of Git LFS")
                 && QByteArray(one->what()).contains("git lfs pull"),
             one->what());
    // Also of one of several shards.
    QFile::remove(m_folder->filePath(QStringLiteral("model.safetensors")));
    write("a.safetensors", pointer);
    write("model.safetensors.index.json", R"({"weight_map": {"w": "a.safetensors"}})");
    const auto shard = errorOfFolder();
    QVERIFY(shard);
    QVERIFY2(QByteArray(shard->what()).contains("a.safetensors is a pointer of Git LFS"),
             shard->what());
    // A file that is only short is not called one.
    write("a.safetensors", "version");
    const auto broken = errorOfFolder();
    QVERIFY(broken && !QByteArray(broken->what()).contains("LFS"));
}

void TestCheckpoint::linksThatLeadNowhere()
{
    for (const char* const name : {"model.safetensors", "model.safetensors.index.json"}) {
        const QString link = m_folder->filePath(QString::fromUtf8(name));
        QVERIFY(QFile::link(QStringLiteral("../blobs/0123"), link));
        const auto error = errorOfFolder();
        QVERIFY(error && error->kind() == ErrorKind::FileMissing);
        QVERIFY2(
            QByteArray(error->what())
                .endsWith(QByteArray(name) + " is a link to ../blobs/0123, which is not there"),
            error->what());
        QVERIFY(QFile::remove(link));
    }
}

void TestCheckpoint::pickles_data()
{
    QTest::addColumn<QString>("name");
    for (const char* const name :
         {"pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt", "weights.pth"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TestCheckpoint::pickles()
{
    QFETCH(const QString, name);
    write(qPrintable(name), "");
    const auto error = errorOfFolder();
    QVERIFY(error && error->kind() == ErrorKind::Unsupported);
    const QString sentence = QString::fromUtf8(error->what());
    QVERIFY2(sentence.contains(name) && sentence.contains(QStringLiteral("can run any code"))
                 && sentence.contains(QStringLiteral("convert the model to safetensors")),
             error->what());
    // With safetensors beside it the pickle is not looked at.
    write("model.safetensors", safetensors("{}", ""));
    QVERIFY(!errorOfFolder());
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
