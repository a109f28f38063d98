// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `headscope-cli table --compare`: two prompts and two models of the program itself.
#include "tests/support/app/clirun.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headscope::tests;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// The lines of a table in TSV, cut into cells.
QList<QStringList> cells(const QByteArray& tsv)
{
    QList<QStringList> found;
    for (const QByteArray& line : tsv.trimmed().split('\n'))
        found.append(QString::fromUtf8(line).split(QLatin1Char('\t')));
    return found;
}

const QStringList ship = {QStringLiteral("--prompt"), QStringLiteral("The captain of the ship")};
const QStringList army = {QStringLiteral("--compare"), QStringLiteral("The captain of the army")};

} // namespace

class TestCliCompare : public QObject
{
    Q_OBJECT

private:
    static Result table(const QStringList& arguments)
    {
        return run(split("table --format tsv --out -") + arguments);
    }
    static QList<QStringList> tableOf(const QStringList& arguments)
    {
        const Result result = table(arguments);
        if (result.code != 0)
            qWarning("%s", result.err.constData());
        return cells(result.out);
    }

private Q_SLOTS:
    /// The values of A and B are those of the tables of each.
    void bothAreWhatEachIs();
    void twoModels();
    void theStreamIsOfTheTokenBeside();
    void everythingAsOneWorkbook();
    void refusals_data();
    void refusals();
};

void TestCliCompare::bothAreWhatEachIs()
{
    const QStringList view = split("--view evolution");
    const auto a = tableOf(view + ship);
    const auto b = tableOf(view + QStringList{text("--prompt"), army[1]});
    const auto both = tableOf(view + ship + army);
    QCOMPARE(both.size(), a.size());
    QCOMPARE(both.size(), 1 + 9 * 6);
    const auto of = [](const QList<QStringList>& table, const char* column) {
        return table.front().indexOf(text(column));
    };
    int differences = 0;
    for (qsizetype row = 1; row < both.size(); ++row) {
        const QString ofA = both[row][of(both, "probability A")];
        const QString ofB = both[row][of(both, "probability B")];
        QCOMPARE(ofA, a[row][of(a, "probability")]);
        QCOMPARE(ofB, b[row][of(b, "probability")]);
        QCOMPARE(both[row][of(both, "word B")], b[row][of(b, "word")]);
        const double difference = both[row][of(both, "probability B-A")].toDouble();
        // Floats are written with the digits of a float, and differ in float64.
        QVERIFY(std::abs(ofB.toDouble() - ofA.toDouble() - difference) < 1e-7);
        differences += difference != 0.0;
    }
    QVERIFY(differences > 5 && differences <= 9); // of the last token alone
}

void TestCliCompare::twoModels()
{
    const auto heads = tableOf(split("--view heads --compare-model bookshelf-llama-14m") + ship);
    QCOMPARE(heads.size(), 1 + 64);
    QVERIFY(heads.front().contains(text("entropy B-A")));
    const auto weights = tableOf(split("--view weights --compare-model bookshelf-llama-14m"));
    QCOMPARE(weights.size(), 1 + 64 * 4); // two folds, two matrices
    QCOMPARE(weights[1].mid(0, 4), QStringList({text("0"), text("0"), text("0"), text("P")}));
    QVERIFY(!weights[1][weights.front().indexOf(text("stable B-A"))].isEmpty());
    const auto head = tableOf(split("--view head --layer 0 --head 2 --compare-head 3.7 "
                                    "--compare-model bookshelf-llama-14m")
                              + ship);
    const auto own = tableOf(split("--view head --layer 3 --head 7 --model bookshelf-llama-14m")
                             + ship);
    QCOMPARE(head.size(), own.size());
    for (qsizetype row = 1; row < head.size(); ++row)
        QCOMPARE(head[row][head.front().indexOf(text("message B"))],
                 own[row][own.front().indexOf(text("message"))]);
}

void TestCliCompare::theStreamIsOfTheTokenBeside()
{
    // The last token stands at 5 in one prompt and at 6 in the other.
    const auto both = tableOf(split("--view stream --token 5") + ship
                              + QStringList{army[0], text("The captain of the old ship")});
    const auto b = tableOf(split("--view stream --token 6")
                           + QStringList{text("--prompt"), text("The captain of the old ship")});
    QCOMPARE(both[1][both.front().indexOf(text("size B"))], b[1][b.front().indexOf(text("size"))]);
    const Result none = table(split("--view stream --token 5")
                              + QStringList{text("--prompt"), text("The captain of the ship"),
                                            text("--compare"), text("The captain")});
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.contains("--token 5: none of the second prompt's tokens stands beside it"),
             none.err.constData());
}

void TestCliCompare::everythingAsOneWorkbook()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(text("all.xlsx"));
    const Result result = run(split("table --view all --format xlsx --out") + QStringList{file}
                              + ship + army);
    QVERIFY2(result.code == 0, result.err.constData());
    QVERIFY(contents(file).startsWith("PK"));
}

void TestCliCompare::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const auto add = [](const char* name, const QStringList& arguments, int code,
                        const char* says) {
        QTest::newRow(name) << arguments << code << QByteArray(says);
    };
    add("weights of prompts", split("--view weights") + army, 2, "--compare does not go with");
    add("ids", split("--view heads --ids 1,2") + army, 2, "both prompts are texts");
    add("head of all", split("--view heads --compare-head 1.2") + ship + army, 2, "--compare-head");
    add("head of nothing", split("--view head --layer 0 --head 0 --compare-head 1.2") + ship, 2,
        "nothing is compared with");
    add("no head", split("--view head --layer 0 --head 0 --compare-head 1,2") + ship + army, 2,
        "\"1,2\" is no head's number");
    add("no such head", split("--view head --layer 0 --head 0 --compare-head 9.2") + ship + army, 1,
        "9");
    add("another tokenizer", split("--view heads --compare-model") + QStringList{tiny} + ship, 1,
        "different vocabularies (16384 and ");
    add("no model", split("--view heads --compare-model no/such") + ship, 1, "no/such");
    add("empty", split("--view heads --compare") + QStringList{QString()} + ship, 1, "empty");
}

void TestCliCompare::refusals()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QByteArray, says);
    const Result result = table(arguments);
    QCOMPARE(result.code, code);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains(says), result.err.constData());
}

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_clicompare.moc"
