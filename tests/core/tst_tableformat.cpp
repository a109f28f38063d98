// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/plaintext.h"
#include "core/export/tableformat.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <limits>
#include <sstream>
#include <stdexcept>

using namespace headscope::core;

namespace {

std::string written(std::vector<std::string> columns, std::vector<TableRow> rows,
                    TableFormat format)
{
    TableSource source{std::move(columns),
                       [rows = std::move(rows), at = std::size_t(0)](TableRow& row) mutable {
                           if (at == rows.size())
                               return false;
                           row = rows[at++];
                           return true;
                       }};
    std::ostringstream out;
    writeTable(source, format, out);
    return out.str();
}

std::string number(auto value)
{
    std::string text;
    appendNumber(text, value);
    return text;
}

using Words = std::vector<std::string>;

} // namespace

class TestTableFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names()
    {
        QVERIFY(tableFormat("csv") == TableFormat::Csv);
        QVERIFY(tableFormat("tsv") == TableFormat::Tsv);
        QVERIFY(tableFormat("json") == TableFormat::Json);
        QVERIFY(tableFormat("xlsx") == TableFormat::Xlsx);
        QVERIFY(tableFormat("html") == TableFormat::Html);
        QVERIFY(!tableFormat("xls"));
        QVERIFY(!tableFormat("CSV"));
    }

    void csvQuotes()
    {
        const auto text = written({"a", "b,c"},
                                  {{std::string("x,\"y\""), std::string("line\nbreak")},
                                   {std::string(" plain "), TableValue()}},
                                  TableFormat::Csv);
        QCOMPARE(text, std::string("a,\"b,c\"\r\n\"x,\"\"y\"\"\",\"line\nbreak\"\r\n plain ,\r\n"));
    }

    void tsvEscapes()
    {
        const auto text = written({"a", "b"}, {{std::string("x\ty"), std::string("1\n2\r\\")}},
                                  TableFormat::Tsv);
        QCOMPARE(text, std::string("a\tb\nx\\ty\t1\\n2\\r\\\\\n"));
    }

    void values()
    {
        const TableRow row{
            std::int64_t(-3),           0.1F, 0.1, true, TableValue(), Words{" a", "b"},
            std::vector<float>{0.5F, 2}};
        QCOMPARE(written({"i", "f", "d", "b", "n", "w", "s"}, {row}, TableFormat::Tsv),
                 std::string("i\tf\td\tb\tn\tw\ts\n-3\t0.1\t0.1\ttrue\t\t a | b\t0.5 | 2\n"));
        const auto json = nlohmann::json::parse(
            written({"i", "f", "d", "b", "n", "w", "s"}, {row}, TableFormat::Json));
        QCOMPARE(json.dump(),
                 std::string(
                     R"([{"b":true,"d":0.1,"f":0.1,"i":-3,"n":null,"s":[0.5,2],"w":[" a","b"]}])"));
    }

    void formulasAreDefusedWhereTheyWouldRun()
    {
        for (const char* word : {"=1+1", "+1", "-x", "@sum"}) {
            QCOMPARE(written({"a"}, {{std::string(word)}}, TableFormat::Csv),
                     std::string("a\r\n'") + word + "\r\n");
            QCOMPARE(written({"a"}, {{Words{word, "b"}}}, TableFormat::Csv),
                     std::string("a\r\n'") + word + " | b\r\n");
            // TSV is for programs: the words are as they are.
            QCOMPARE(written({"a"}, {{std::string(word)}}, TableFormat::Tsv),
                     std::string("a\n") + word + "\n");
            QCOMPARE(written({"a"}, {{Words{word, "b"}}}, TableFormat::Tsv),
                     std::string("a\n") + word + " | b\n");
        }
        // Numbers are what they are, and JSON is not read by spreadsheets as formulas.
        QCOMPARE(written({"a"}, {{-1.5}}, TableFormat::Csv), std::string("a\r\n-1.5\r\n"));
        QCOMPARE(written({"a"}, {{std::string("=1")}}, TableFormat::Json),
                 std::string("[\n{\"a\": \"=1\"}\n]\n"));
    }

    void jsonText()
    {
        std::string text;
        appendJsonString(text, "\"\\\n\t\r\x01\x7f é\xff");
        QCOMPARE(text, std::string("\"\\\"\\\\\\n\\t\\r\\u0001\\u007f é\xEF\xBF\xBD\""));
        QCOMPARE(written({"a"}, {}, TableFormat::Json), std::string("[]\n"));
    }

    void numbersRoundTrip()
    {
        for (const double d : {0.1, 1.0 / 3, -1e-300, 1e300, 5e-324,
                               std::numeric_limits<double>::max(), 123456789.0}) {
            QCOMPARE(std::strtod(number(d).c_str(), nullptr), d);
            QVERIFY(number(d).find_first_of("eE") == std::string::npos);
        }
        for (const float f : {0.1F, 1.0F / 3, 1e-40F, std::numeric_limits<float>::max()}) {
            QCOMPARE(std::strtof(number(f).c_str(), nullptr), f);
            QVERIFY(number(f).find_first_of("eE") == std::string::npos);
        }
        QCOMPARE(number(0.1F), std::string("0.1"));
        QCOMPARE(number(std::numeric_limits<double>::quiet_NaN()), std::string());
        QCOMPARE(written({"a"}, {{std::numeric_limits<double>::infinity()}}, TableFormat::Json),
                 std::string("[\n{\"a\": null}\n]\n"));
    }

    void aRowMustFit()
    {
        QVERIFY_EXCEPTION_THROWN(written({"a", "b"}, {{1.0}}, TableFormat::Csv), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(written({"a"}, {{1.0, 2.0}}, TableFormat::Json), std::logic_error);
    }
};

QTEST_GUILESS_MAIN(TestTableFormat)
#include "tst_tableformat.moc"
