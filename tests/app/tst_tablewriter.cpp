// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tablewriter.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

using headscope::app::TableWriter;
using headscope::tests::patience;
namespace core = headscope::core;

namespace {

/// Rows that never end, until somebody stops them.
core::TableSource endless(const std::shared_ptr<std::atomic<int>>& written)
{
    core::TableSource table;
    table.columns = {"a"};
    table.rows = 1000000000;
    table.next = [written](core::TableRow& row) {
        row = {static_cast<std::int64_t>(++*written)};
        return true;
    };
    return table;
}

core::TableSource rows(int count)
{
    core::TableSource table;
    table.columns = {"a"};
    table.rows = static_cast<std::size_t>(count);
    table.next = [count, at = 0](core::TableRow& row) mutable {
        if (at == count)
            return false;
        row = {static_cast<std::int64_t>(at++)};
        return true;
    };
    return table;
}

} // namespace

class TestTableWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesAndTells()
    {
        TableWriter writer;
        QSignalSpy finished(&writer, &TableWriter::finished);
        const QString path = m_folder->filePath(QStringLiteral("rows.csv"));
        writer.write({rows(500)}, path);
        QVERIFY(writer.busy());
        QVERIFY(finished.wait(patience));
        QCOMPARE(finished.first()[0].toString(), path);
        QCOMPARE(finished.first()[1].toString(), QString());
        QVERIFY(!writer.busy());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 501);
    }

    void cancelsAndKeepsWhatWasThere()
    {
        const QString path = m_folder->filePath(QStringLiteral("rows.json"));
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        const auto written = std::make_shared<std::atomic<int>>(0);
        {
            TableWriter writer;
            QSignalSpy finished(&writer, &TableWriter::finished);
            QSignalSpy cancelled(&writer, &TableWriter::cancelled);
            QSignalSpy progressed(&writer, &TableWriter::progressed);
            writer.write({endless(written)}, path);
            QVERIFY(progressed.wait(patience));
            QCOMPARE(progressed.first()[1].toInt(), 1000000000);
            writer.cancel();
            QCOMPARE(cancelled.count(), 1);
            QVERIFY(!writer.busy());
            QTest::qWait(50);
            QCOMPARE(finished.count(), 0);
        }
        const int after = *written;
        QTest::qWait(20);
        QCOMPARE(written->load(), after); // nobody writes any more
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("old"));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    }

    void theNextFileTakesThePlaceOfTheOneBefore()
    {
        TableWriter writer;
        QSignalSpy finished(&writer, &TableWriter::finished);
        const auto written = std::make_shared<std::atomic<int>>(0);
        writer.write({endless(written)}, m_folder->filePath(QStringLiteral("endless.tsv")));
        const QString path = m_folder->filePath(QStringLiteral("second.xlsx"));
        writer.write({rows(10), rows(20)}, path);
        QVERIFY(finished.wait(patience));
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.first()[0].toString(), path);
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("endless.tsv"))));
    }

    void saysWhatIsWrong()
    {
        TableWriter writer;
        QSignalSpy finished(&writer, &TableWriter::finished);
        writer.write({rows(1)}, m_folder->filePath(QStringLiteral("rows.doc")));
        QCOMPARE(finished.count(), 1);
        QVERIFY(finished.first()[1].toString().contains(QStringLiteral(".xlsx")));
        for (const QString& path : {QStringLiteral("/nowhere/at/all.csv"),
                                    m_folder->path() + QStringLiteral("/two.csv")}) {
            finished.clear();
            const bool two = path.endsWith(QStringLiteral("two.csv"));
            writer.write(two ? std::vector{rows(1), rows(1)} : std::vector{rows(1)}, path);
            QVERIFY(finished.wait(patience));
            QVERIFY(finished.first()[1].toString().contains(path));
        }
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestTableWriter)
#include "tst_tablewriter.moc"
