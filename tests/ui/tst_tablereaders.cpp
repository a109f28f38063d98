// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Exported tables opened by programs that are not ours, cell by cell. What is not installed is
// skipped, saying so.
#include "core/export/plaintext.h"
#include "core/export/tablefile.h"
#include "core/export/tabletext.h"
#include "tests/support/core/nastytable.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace headscope;
using namespace headscope::core;

namespace {

using Cells = QList<QStringList>;

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

/// The table as text, the header first: numbers in our own digits.
Cells expectedCells()
{
    const TableSource table = tests::NastyTable().source();
    Cells cells(1);
    for (const std::string& column : table.columns)
        cells[0].append(text(column));
    for (TableRow row; table.next(row); row.clear()) {
        QStringList line;
        for (const TableValue& value : row) {
            std::string out;
            appendText(out, value);
            line.append(text(out));
        }
        cells.append(line);
    }
    return cells;
}

/// CSV guards what a spreadsheet would take for a formula.
QString defused(const QString& cell, int column)
{
    const bool words = column == 1 || column == 5;
    const bool formula = !cell.isEmpty() && QStringLiteral("=+-@").contains(cell.front());
    return words && formula ? QLatin1Char('\'') + cell : cell;
}

/// A list of lists of texts, as the small scripts print what they have read.
Cells cellsOf(const QByteArray& json)
{
    Cells cells;
    const QJsonArray rows = QJsonDocument::fromJson(json).array();
    for (const auto& row : rows) {
        QStringList line;
        for (const auto& cell : row.toArray())
            line.append(cell.toString());
        cells.append(line);
    }
    return cells;
}

constexpr const char* readCsv = R"(
import csv, json, sys
with open(sys.argv[1], newline='', encoding='utf-8') as f:
    print(json.dumps(list(csv.reader(f))))
)";

constexpr const char* readTsv = R"(
import json, sys
plain = {'t': '\t', 'n': '\n', 'r': '\r', '\\': '\\'}
def cell(text):
    parts = iter(text.split('\\'))
    out = next(parts)
    for part in parts:
        if part == '':
            out += '\\' + next(parts, '')
        else:
            out += plain[part[0]] + part[1:]
    return out
with open(sys.argv[1], newline='', encoding='utf-8') as f:
    print(json.dumps([[cell(c) for c in line.split('\t')] for line in f.read().split('\n')[:-1]]))
)";

constexpr const char* readJson = R"(
import json, sys
rows = json.load(open(sys.argv[1], encoding='utf-8'))
names = list(rows[0])
def cell(x):
    if x is None: return ''
    if x is True or x is False: return str(x).lower()
    if isinstance(x, list): return ' | '.join(x)
    return x if isinstance(x, str) else repr(float(x))
print(json.dumps([names] + [[cell(row[name]) for name in names] for row in rows]))
)";

/// The cells of a page's table, without its script.
constexpr const char* readHtml = R"(
import html.parser, json, sys
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.open = [], False
    def handle_starttag(self, tag, attrs):
        if tag == 'tr': self.rows.append([])
        if tag in ('td', 'th'):
            self.rows[-1].append('')
            self.open = True
    def handle_endtag(self, tag):
        if tag in ('td', 'th'): self.open = False
    def handle_data(self, data):
        if self.open: self.rows[-1][-1] += data
page = Page()
page.feed(open(sys.argv[1], newline='', encoding='utf-8').read())
print(json.dumps(page.rows))
)";

/// What a workbook is made of, by the XML in it.
constexpr const char* readXlsx = R"(
import json, sys, zipfile
import xml.etree.ElementTree as tree
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
names = [s.get('name') for s in tree.fromstring(book.read('xl/workbook.xml')).iter(main + 'sheet')]
sheet = tree.fromstring(book.read('xl/worksheets/sheet1.xml'))
print(json.dumps([
    names,
    [str(len(list(sheet.iter(main + tag)))) for tag in ('row', 'f', 'colorScale')]
    + [str(sum(r.get('type') == 'cellIs' for r in sheet.iter(main + 'cfRule')))],
    [sheet.find('.//' + main + 'autoFilter').get('ref'),
     sheet.find('.//' + main + 'pane').get('state'),
     sheet.find('.//' + main + 'pane').get('topLeftCell')],
    [column.get('width') for column in sheet.iter(main + 'col')],
]))
)";

constexpr const char* readByR = R"(
x <- read.csv(commandArgs(TRUE)[1], check.names = FALSE, colClasses = "character",
              na.strings = character(0), encoding = "UTF-8")
hex <- function(s) paste(as.character(charToRaw(enc2utf8(s))), collapse = "")
cat(paste(sapply(names(x), hex), collapse = ","), "\n", sep = "")
for (i in seq_len(nrow(x))) cat(paste(sapply(x[i, ], hex), collapse = ","), "\n", sep = "")
y <- read.csv(commandArgs(TRUE)[1], check.names = FALSE)
stopifnot(is.numeric(y$float), is.numeric(y$double), is.logical(as.logical(y$flag)))
)";

} // namespace

class TestTableReaders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pythonReadsEveryTextFormat_data();
    void pythonReadsEveryTextFormat();
    void pythonSeesTheSheetsParts();
    void rReadsCsv();
    void libreOfficeSeesEveryCell();
    void chromiumRunsThePage();

private:
    /// What a program prints; a test that needs one that is not there is skipped before.
    QByteArray output(const QString& program, const QStringList& arguments);
    QString file(const char* ending) const
    {
        return m_folder.filePath(QStringLiteral("nasty.") + QLatin1String(ending));
    }
    static QString find(std::initializer_list<const char*> names);
    QTemporaryDir m_folder;
    const Cells m_expected = expectedCells();
};

#define NEEDS(program, ...)                                                                        \
    const QString program = find({__VA_ARGS__});                                                   \
    if (program.isEmpty())                                                                         \
    QSKIP(#program " is not installed")

QString TestTableReaders::find(std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        const QString found = QStandardPaths::findExecutable(QLatin1String(name));
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QByteArray TestTableReaders::output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), m_folder.path()); // profiles go with the test
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(tests::patience) || process.exitCode() != 0)
        qWarning("%s: %s", qPrintable(program), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

void TestTableReaders::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (const auto& [format, name] : tableFormats)
        QVERIFY(saveTables({tests::NastyTable().source()}, format,
                           file(std::string(name).c_str()).toStdString()));
}

void TestTableReaders::pythonReadsEveryTextFormat_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("csv") << QByteArray(readCsv);
    QTest::newRow("tsv") << QByteArray(readTsv);
    QTest::newRow("json") << QByteArray(readJson);
    QTest::newRow("html") << QByteArray(readHtml);
}

void TestTableReaders::pythonReadsEveryTextFormat()
{
    NEEDS(python, "python3");
    QFETCH(const QByteArray, script);
    const QLatin1String format(QTest::currentDataTag());
    const Cells cells = cellsOf(output(
        python, {QStringLiteral("-c"), QString::fromUtf8(script), file(QTest::currentDataTag())}));
    QCOMPARE(cells.size(), m_expected.size());
    for (qsizetype r = 0; r < cells.size(); ++r) {
        QCOMPARE(cells[r].size(), m_expected[r].size());
        for (qsizetype c = 0; c < cells[r].size(); ++c) {
            const QString& wanted = m_expected[r][c];
            if (format == QLatin1String("json") && r > 0 && !wanted.isEmpty()
                && (c == 0 || c == 2 || c == 3 || c == 6))
                QCOMPARE(cells[r][c].toDouble(), wanted.toDouble());
            else
                QCOMPARE(cells[r][c], format == QLatin1String("csv")
                                          ? defused(wanted, static_cast<int>(c))
                                          : wanted);
        }
    }
}

void TestTableReaders::pythonSeesTheSheetsParts()
{
    NEEDS(python, "python3");
    const Cells parts = cellsOf(
        output(python, {QStringLiteral("-c"), QString::fromUtf8(readXlsx), file("xlsx")}));
    QCOMPARE(parts.size(), 4);
    QCOMPARE(parts[0], QStringList{QStringLiteral("nasty   table")});
    // Rows, formulas, rules of colours, and of words on those that are dark.
    QCOMPARE(parts[1], QStringList({QStringLiteral("21"), QStringLiteral("0"), QStringLiteral("3"),
                                    QStringLiteral("3")}));
    QCOMPARE(parts[2], QStringList({QStringLiteral("A1:H21"), QStringLiteral("frozen"),
                                    QStringLiteral("A2")}));
    QCOMPARE(parts[3].size(), 8);
    QVERIFY(parts[3][5].toDouble() > parts[3][0].toDouble()); // words need more than numbers
}

void TestTableReaders::rReadsCsv()
{
    NEEDS(rscript, "Rscript");
    const QList<QByteArray> lines = output(rscript,
                                           {QStringLiteral("--vanilla"), QStringLiteral("-e"),
                                            QString::fromUtf8(readByR), file("csv")})
                                        .trimmed()
                                        .split('\n');
    QCOMPARE(lines.size(), m_expected.size());
    for (qsizetype r = 0; r < lines.size(); ++r) {
        const QList<QByteArray> cells = lines[r].split(',');
        QCOMPARE(cells.size(), m_expected[r].size());
        for (qsizetype c = 0; c < cells.size(); ++c)
            QCOMPARE(QString::fromUtf8(QByteArray::fromHex(cells[c])),
                     r == 0 ? m_expected[r][c] : defused(m_expected[r][c], static_cast<int>(c)));
    }
}

void TestTableReaders::libreOfficeSeesEveryCell()
{
    NEEDS(soffice, "soffice", "localc");
    // Comma, quotation mark, UTF-8; numbers as they are, not as they are shown.
    output(soffice,
           {QStringLiteral("--headless"), QStringLiteral("--convert-to"),
            QStringLiteral("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,"
                           "false,false,false"),
            QStringLiteral("--outdir"), m_folder.filePath(QStringLiteral("calc")), file("xlsx")});
    NEEDS(python, "python3");
    const Cells cells = cellsOf(
        output(python, {QStringLiteral("-c"), QString::fromUtf8(readCsv),
                        m_folder.filePath(QStringLiteral("calc/nasty.csv"))}));
    QCOMPARE(cells.size(), m_expected.size());
    for (qsizetype r = 0; r < cells.size(); ++r) {
        QCOMPARE(cells[r].size(), m_expected[r].size());
        for (qsizetype c = 0; c < cells[r].size(); ++c) {
            const QString& wanted = m_expected[r][c];
            if (r > 0 && (c == 0 || c == 2 || c == 3 || c == 6)) {
                // The same float in other digits: two spellings of one number, and it writes at
                // most 15 of a double's 17 digits.
                const double value = cells[r][c].toDouble();
                const double exact = wanted.toDouble();
                const bool same = c == 3 ? std::abs(value - exact) <= 1e-14 * std::abs(exact)
                                         : static_cast<float>(value) == static_cast<float>(exact);
                QVERIFY2(same,
                         qPrintable(QStringLiteral("%1 %2: %3").arg(r).arg(c).arg(cells[r][c])));
            } else if (r > 0 && c == 4) {
                QCOMPARE(cells[r][c].toLower(), wanted);
            } else {
                QCOMPARE(cells[r][c], wanted);
            }
        }
    }
}

void TestTableReaders::chromiumRunsThePage()
{
    NEEDS(chromium, "chromium", "chromium-browser", "google-chrome");
    const QStringList options{QStringLiteral("--headless"), QStringLiteral("--no-sandbox"),
                              QStringLiteral("--disable-gpu"), QStringLiteral("--hide-scrollbars"),
                              QStringLiteral("--window-size=1200,900")};
    const auto look = [&](const QString& what, const QString& page) {
        return QString::fromUtf8(
            output(chromium, options + QStringList{what, QStringLiteral("file://") + page}));
    };
    const QString dump = QStringLiteral("--dump-dom");
    const QString dom = look(dump, file("html"));
    // The script has run, under the page's own policy.
    QVERIFY2(dom.contains(QStringLiteral("<output>20 rows</output>")), qPrintable(dom.right(800)));
    const QString shot = m_folder.filePath(QStringLiteral("shot.png"));
    look(QStringLiteral("--screenshot=") + shot, file("html"));
    const QImage image(shot);
    QCOMPARE(image.size(), QSize(1200, 900));
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2)
            colours.insert(image.pixel(x, y));
    QVERIFY(colours.contains(qRgb(0x17, 0x4f, 0x9e))); // a share of 1
    QVERIFY(colours.size() > 40);

    // A click on the third header, twice: by size, downwards; and a word in the field.
    QFile page(file("html"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QByteArray source = page.readAll();
    const QByteArray end = "</script>";
    const qsizetype start = source.indexOf("<script>") + 8;
    const QByteArray script = source.mid(start, source.lastIndexOf(end) - start)
                              + "heads[2].firstChild.click(); heads[2].firstChild.click();"
                                "field.value = 'b>'; filter();";
    source.replace(start, source.lastIndexOf(end) - start, script);
    const qsizetype policy = source.indexOf("sha256-");
    source.replace(policy, source.indexOf('\'', policy) - policy,
                   "sha256-"
                       + QCryptographicHash::hash(script, QCryptographicHash::Sha256).toBase64());
    QFile clicked(m_folder.filePath(QStringLiteral("clicked.html")));
    QVERIFY(clicked.open(QIODevice::WriteOnly));
    clicked.write(source);
    clicked.close();
    const QString sorted = look(dump, clicked.fileName());
    QVERIFY(sorted.contains(QStringLiteral("<output>1 of 20 rows</output>")));
    QVERIFY(sorted.contains(QStringLiteral("aria-sort=\"descending\"")));
    const qsizetype most = sorted.indexOf(QStringLiteral(">6020"));
    const qsizetype largest = sorted.indexOf(QStringLiteral(">3399"));
    const qsizetype least = sorted.indexOf(QStringLiteral(">-7.25<"));
    QVERIFY(largest > 0 && most > largest && least > most);
}

QTEST_GUILESS_MAIN(TestTableReaders)
#include "tst_tablereaders.moc"
