// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/headlabels.h"
#include "tests/support/core/errors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace headscope;
using namespace headscope::core;
using headscope::tests::errorOf;

/// A CSV file of head labels: what is read of a good one, and the sentence about a bad one.
class TestHeadLabelsFile : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    std::filesystem::path write(const QByteArray& content)
    {
        const QString path = m_folder.filePath(QStringLiteral("labels.csv"));
        tests::writeFile(path, content);
        return path.toStdString();
    }

private Q_SLOTS:
    void readsAllColumns();
    void columnsInAnyOrder();
    void badFiles_data();
    void badFiles();
    void missing();
};

void TestHeadLabelsFile::readsAllColumns()
{
    const auto labels = readHeadLabels(write("\xEF\xBB\xBFlayer,head,label,note\r\n"
                                             "7,1,\"sea, and \"\"ships\"\"\",\"two\r\nlines\"\r\n"
                                             "\r\n"
                                             "0,5,'=not a formula,\r\n"
                                             "2,3,,\r\n"
                                             "2,4,\xC3\xA9t\xC3\xA9,'s"),
                                       8, 6);
    const std::vector<HeadLabel> expected{
        {LayerIndex(0), HeadIndex(5), "=not a formula", ""},
        {LayerIndex(2), HeadIndex(4), "\xC3\xA9t\xC3\xA9", "'s"},
        {LayerIndex(7), HeadIndex(1), "sea, and \"ships\"", "two\r\nlines"}};
    QVERIFY(labels == expected);
}

void TestHeadLabelsFile::columnsInAnyOrder()
{
    const auto labels = readHeadLabels(write("label,score,head,layer\nfirst token,0.9,0,2\n"), 8,
                                       6);
    QCOMPARE(labels.size(), std::size_t(1));
    QCOMPARE(labels[0].label, std::string("first token"));
    QCOMPARE(labels[0].layer.value, 2);
    QVERIFY(labels[0].note.empty());
    QVERIFY(readHeadLabels(write("layer,head,label\n"), 8, 6).empty());
}

void TestHeadLabelsFile::badFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("sentence"); // all of its parts, in order
    const auto row = [](const char* name, const QByteArray& content, const char* sentence) {
        QTest::newRow(name) << content << QString::fromUtf8(sentence);
    };
    const QByteArray head("layer,head,label\n");
    row("empty", "", "labels.csv: the file is empty; it should begin with layer,head,label");
    row("no columns", "1,2,x\n", "labels.csv, line 1: the first line has no column \"layer\"");
    row("a column twice", "layer,head,label,head\n", "line 1: the column \"head\" is there twice");
    row("too few", head + "1,2\n", "line 2: the row has 2 fields, but the first line has 3");
    row("too many", head + "1,2,x,y\n", "line 2: the row has 4 fields, but the first line has 3");
    row("one", head + "1\n", "line 2: the row has 1 field, but the first line has 3");
    row("no number", head + "1,2,x\none,2,x\n",
        "line 3: layer is \"one\" but must be a whole number from 0 to 7");
    row("a fraction", head + "1,2.0,x\n",
        "line 2: head is \"2.0\" but must be a whole number from 0 to 5");
    row("huge", head + "99999999999,2,x\n", "line 2: layer is \"99999999999\" but must be a whole");
    row("layer", head + "8,2,x\n", "line 2: layer is \"8\" but must be a whole number from 0 to 7");
    row("negative", head + "1,-1,x\n",
        "line 2: head is \"-1\" but must be a whole number from 0 to 5");
    row("twice", head + "1,2,\"x\ny\"\n1,3,x\n1,2,z\n", "line 5: head 1.2 is already in line 2");
    row("no UTF-8", head + "1,2,\xFF\n", "line 2: label is no UTF-8 text");
    row("too long", head + "1,2," + QByteArray(201, 'x') + "\n",
        "line 2: label has 201 bytes but may have at most 200");
    row("open quotation mark", head + "1,2,\"x\n", "line 2: this row is no CSV");
    row("a row of commas", head + QByteArray(31 << 20, ','),
        "line 2: the row has more than 1000 fields");
    row("rows without end", head + QByteArray("1,2,x\n").repeated(5'000'000),
        "line 50: there are more rows than the model has heads, 48");
    row("a zero byte", head + QByteArray("1,2,\0\n", 6), "line 2: label is no UTF-8 text");
    row("quotation mark within", head + "1,2,x\"y\n", "line 2: this row is no CSV");
}

void TestHeadLabelsFile::badFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, sentence);
    const auto path = write(content);
    const auto error = errorOf([&] { readHeadLabels(path, 8, 6); });
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::FileDamaged);
    const QString said = QString::fromUtf8(error->what());
    QVERIFY2(said.contains(sentence), qPrintable(said));
    QVERIFY(said.startsWith(m_folder.path()));
    QVERIFY(!said.contains(QLatin1Char('\n')));
}

void TestHeadLabelsFile::missing()
{
    const auto error = errorOf([] { readHeadLabels("/no/such/labels.csv", 8, 6); });
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::FileMissing);
}

QTEST_GUILESS_MAIN(TestHeadLabelsFile)
#include "tst_headlabelsfile.moc"
