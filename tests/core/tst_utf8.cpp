// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

#include <QObject>
#include <QString>
#include <QtTest>

using namespace headscope::core;

namespace {

QByteArray bytesOf(const char* hex)
{
    return QByteArray::fromHex(hex);
}

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodePoint();
    void illFormed_data();
    void illFormed();
    void behindTheEnd();
};

void TestUtf8::everyCodePoint()
{
    std::string all;
    for (std::uint32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        const QByteArray encoded = QStringView(QChar::fromUcs4(c)).toUtf8();
        std::size_t offset = 0;
        const auto decoded = nextCodePoint(viewOf(encoded), offset);
        if (!decoded || *decoded != c || offset != static_cast<std::size_t>(encoded.size()))
            QFAIL(qPrintable(QStringLiteral("U+%1 is not read back").arg(c, 4, 16)));
        all += viewOf(encoded);
    }
    QVERIFY(isValidUtf8(all));
    QVERIFY(toValidUtf8(all) == all);
}

void TestUtf8::illFormed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("replacements"); // U+FFFD that the Unicode standard, 3.9, advises
    QTest::newRow("continuation alone") << bytesOf("80") << 1;
    QTest::newRow("overlong, two bytes") << bytesOf("C0AF") << 2;
    QTest::newRow("overlong, three bytes") << bytesOf("E080BF") << 3;
    QTest::newRow("overlong, four bytes") << bytesOf("F08F8080") << 4;
    QTest::newRow("surrogate") << bytesOf("EDA080") << 3;
    QTest::newRow("beyond U+10FFFF") << bytesOf("F4908080") << 4;
    QTest::newRow("lead byte out of range") << bytesOf("F5808080") << 4;
    QTest::newRow("cut after two of three") << bytesOf("E280") << 1;
    QTest::newRow("cut after three of four") << bytesOf("F09F99") << 1;
    QTest::newRow("two cut ones") << bytesOf("E280E280") << 2;
    // Table 3-11 of the standard.
    QTest::newRow("the standard's example") << bytesOf("E180E2F09192F1BF41") << 4;
}

void TestUtf8::illFormed()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, replacements);
    QVERIFY(!isValidUtf8(viewOf(bytes)));
    std::size_t offset = 0;
    QVERIFY(!nextCodePoint(viewOf(bytes), offset));
    QCOMPARE(offset, std::size_t{0});

    const std::string mended = toValidUtf8(viewOf("<" + bytes + ">"));
    QVERIFY(isValidUtf8(mended));
    const QString text = QString::fromStdString(mended);
    QVERIFY(text.startsWith(u'<') && text.endsWith(u'>'));
    QCOMPARE(text.count(QChar(0xFFFD)), replacements);
}

void TestUtf8::behindTheEnd()
{
    QVERIFY(isValidUtf8(""));
    QVERIFY(toValidUtf8("").empty());
    std::size_t offset = 1;
    QVERIFY(!nextCodePoint("a", offset));
    QCOMPARE(offset, std::size_t{1});
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
