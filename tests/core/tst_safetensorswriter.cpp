// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/safetensorswriter.h"
#include "core/files/tensorreader.h"

#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <fstream>
#include <numeric>
#include <sstream>
#include <stdexcept>

using namespace headscope::core;

class TestSafetensorsWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readBack();
    void aligned_data();
    void aligned();
    void metadata();
    void misuse();
};

void TestSafetensorsWriter::readBack()
{
    QTemporaryDir folder;
    const std::filesystem::path path(folder.path().toStdString());
    // Names that JSON must escape, in an order that is not the alphabet's; no axis, and an axis of
    // none.
    const std::vector<SafetensorsWriter::Array> arrays{
        {"z.\"quoted\"\n", {2, 3}}, {"scalar", {}}, {"nothing", {0, 4}}, {"ä", {1, 1, 5}}};
    std::vector<float> values(6 + 1 + 5);
    std::iota(values.begin(), values.end(), -2.5F);
    {
        std::ofstream out(path / "model.safetensors", std::ios::binary);
        SafetensorsWriter writer(out, arrays);
        QVERIFY(!writer.complete());
        const std::span<const float> all(values);
        writer.append(all.first(4)); // pieces need not end where arrays do
        writer.append(all.subspan(4, 3));
        QVERIFY(!writer.complete());
        writer.append(all.subspan(7));
        QVERIFY(writer.complete());
    }
    const Checkpoint checkpoint(path);
    QCOMPARE(checkpoint.tensors().size(), arrays.size());
    std::size_t first = 0;
    for (const auto& array : arrays) {
        const TensorEntry* const tensor = checkpoint.find(array.name);
        QVERIFY(tensor != nullptr);
        QVERIFY(tensor->dtype == Dtype::F32 && tensor->shape == array.shape);
        QVERIFY(isFloatView(*tensor));
        std::vector<float> read(static_cast<std::size_t>(tensor->elements()));
        readFloats(*tensor, read);
        QVERIFY(std::equal(read.begin(), read.end(),
                           values.begin() + static_cast<std::ptrdiff_t>(first)));
        first += read.size();
    }
    QCOMPARE(first, values.size());
}

void TestSafetensorsWriter::aligned_data()
{
    QTest::addColumn<int>("nameLength");
    for (int length = 1; length <= 8; ++length)
        QTest::addRow("%d", length) << length;
}

void TestSafetensorsWriter::aligned()
{
    QFETCH(const int, nameLength);
    std::ostringstream out;
    const SafetensorsWriter writer(out,
                                   {{std::string(static_cast<std::size_t>(nameLength), 'x'), {0}}});
    QVERIFY(writer.complete());
    const std::string bytes = out.str();
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    QCOMPARE(bytes.size(), static_cast<std::size_t>(length + 8));
    QCOMPARE(length % 8, std::uint64_t{0});
    QCOMPARE(bytes[8], '{');
}

void TestSafetensorsWriter::metadata()
{
    std::ostringstream out;
    SafetensorsWriter writer(out, {{"a", {1}}}, {{"prompt", "\"quoted\"\n\xff"}, {"empty", ""}});
    const float one = 1;
    writer.append({&one, 1});
    const std::string bytes = out.str();
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    QCOMPARE(length % 8, std::uint64_t{0});
    // What is no UTF-8 becomes the sign for it; the header stays JSON.
    QVERIFY2(
        bytes.substr(8, length).starts_with(
            "{\"__metadata__\":{\"prompt\":\"\\\"quoted\\\"\\n\xEF\xBF\xBD\",\"empty\":\"\"},"),
        bytes.substr(8, length).c_str());
}

void TestSafetensorsWriter::misuse()
{
    std::ostringstream out;
    SafetensorsWriter writer(out, {{"a", {2}}});
    const std::vector<float> three(3);
    QVERIFY_EXCEPTION_THROWN(writer.append(three), std::logic_error);
    QVERIFY(!writer.complete());
    QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(out, {{"a", {1}}, {"a", {1}}}), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(out, {{"a", {-1}}}), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(
        SafetensorsWriter(out, {{"a", {std::int64_t{1} << 40, std::int64_t{1} << 40}}}),
        std::logic_error);
    QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(out, {{"__metadata__", {1}}}), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(out, {{"\xFF", {1}}}), std::logic_error);
}

QTEST_GUILESS_MAIN(TestSafetensorsWriter)
#include "tst_safetensorswriter.moc"
