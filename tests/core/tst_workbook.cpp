// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/export/htmlscript.h"
#include "core/export/tablefile.h"
#include "core/export/workbook.h"
#include "tests/support/core/nastytable.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

using namespace headscope;
using namespace headscope::core;

namespace {

std::string written(const std::vector<TableSource>& tables)
{
    std::ostringstream out;
    return writeWorkbook(tables, out) ? out.str() : std::string();
}

TableSource counting(std::string name, std::size_t rows, std::vector<std::string> columns = {"a"})
{
    TableSource table;
    table.columns = std::move(columns);
    table.name = std::move(name);
    table.rows = rows;
    table.next = [rows, width = table.columns.size(), at = std::size_t(0)](TableRow& row) mutable {
        if (at == rows)
            return false;
        row.assign(width, static_cast<std::int64_t>(at++));
        return true;
    };
    return table;
}

} // namespace

class TestWorkbook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameTableGivesTheSameBytes()
    {
        const std::string once = written({tests::NastyTable().source()});
        QVERIFY(once.starts_with("PK"));
        QTest::qWait(1100); // a time in it would have gone on
        QVERIFY(once == written({tests::NastyTable().source()}));
    }

    void sheetsHaveNamesOfTheirOwn()
    {
        // 31 characters, none of []:*?/\, none twice: what is wrong here the library refuses.
        const std::string book = written(
            {counting("head 6.3", 2), counting("HEAD 6.3", 2), counting("", 1), counting("", 1),
             counting("[a]:b*c?d/e\\f'", 1), counting(std::string(40, 'x'), 1),
             counting(std::string(40, 'x'), 1),
             counting("naïve naïve naïve naïve naïve naïve", 1)});
        QVERIFY(book.starts_with("PK"));
    }

    void refusesWhatHasNoRoom()
    {
        std::ostringstream out;
        const auto wide = counting("wide", 1, std::vector<std::string>(16385, "c"));
        try {
            writeWorkbook({wide}, out);
            QFAIL("must be refused");
        } catch (const Error& error) {
            QVERIFY(error.kind() == ErrorKind::BadArgument);
            QVERIFY(std::string(error.what()).find("16385") != std::string::npos);
            QVERIFY(std::string(error.what()).find("16384") != std::string::npos);
        }
        QVERIFY_EXCEPTION_THROWN(writeWorkbook({counting("long", 1048576)}, out), Error);
        QVERIFY(out.str().empty());
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("two.csv")).toStdString();
        QVERIFY_EXCEPTION_THROWN(
            saveTables({counting("a", 1), counting("b", 1)}, TableFormat::Csv, path), Error);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void stopsBetweenRowsAndLeavesNothing()
    {
        const QTemporaryDir folder;
        for (const auto& [format, name] : tableFormats) {
            std::stop_source stop;
            RunControl control;
            control.stop = stop.get_token();
            int told = 0;
            int of = 0;
            control.progress = [&](int done, int total) {
                told = done;
                of = total;
                if (done >= 640)
                    stop.request_stop();
            };
            const auto path = folder.filePath(QStringLiteral("stopped")).toStdString();
            QVERIFY(!saveTables({counting("many", 100000)}, format, path, control));
            QCOMPARE(told, 640);
            QCOMPARE(of, 100000);
            QVERIFY2(QDir(folder.path()).isEmpty(), std::string(name).c_str());
        }
    }

    void stopsWhileAWorkbookIsPutTogether()
    {
        const QTemporaryDir folder;
        std::stop_source stop;
        RunControl control;
        control.stop = stop.get_token();
        std::vector<int> told;
        control.progress = [&](int done, int total) {
            told.push_back(done);
            if (done == total)
                stop.request_stop(); // the rows are written
        };
        const auto path = folder.filePath(QStringLiteral("stopped.xlsx")).toStdString();
        QVERIFY(!saveTables({counting("many", 20000)}, TableFormat::Xlsx, path, control));
        QCOMPARE(told.back(), 20000);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void rowsMustFitTheirColumns()
    {
        TableSource table = counting("bad", 3, {"a", "b"});
        table.next = [](TableRow& row) {
            row = {std::int64_t(1)};
            return true;
        };
        std::ostringstream out;
        for (const auto& [format, name] : tableFormats)
            QVERIFY_EXCEPTION_THROWN(writeTable(table, format, out), std::logic_error);
    }

    void thePageTrustsItsOwnScriptAlone()
    {
        const QByteArray script(htmlScript.data(), static_cast<qsizetype>(htmlScript.size()));
        const QByteArray hash =
            "sha256-" + QCryptographicHash::hash(script, QCryptographicHash::Sha256).toBase64();
        QCOMPARE(QByteArray(htmlScriptHash.data(), static_cast<qsizetype>(htmlScriptHash.size())),
                 hash);
        std::ostringstream out;
        QVERIFY(writeTable(tests::NastyTable().source(), TableFormat::Html, out));
        const std::string page = out.str();
        QVERIFY(page.find("script-src '" + hash.toStdString() + "'") != std::string::npos);
        for (const char* from : {"http:", "https:", "src=", "href=", "url(", "@import"})
            QVERIFY2(page.find(from) == std::string::npos, from);
        QVERIFY(page.find("&lt;b&gt;&amp;amp;&lt;/b&gt;") != std::string::npos);
        QVERIFY(page.find("a &lt;caption&gt; &amp; more") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestWorkbook)
#include "tst_workbook.moc"
