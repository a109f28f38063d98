// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `headscope-cli` says of weights alone, also of a folder that has nothing but the attention.
#include "tests/support/app/clirun.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/core/tensornames.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace headscope::tests;

namespace {

const QString missing = QStringLiteral(
    "no token embedding, no feed-forward weights, no final norm, no tokenizer: only Weights and "
    "Positions can be shown");

} // namespace

class TestCliWeights : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_whole;
    QString m_attention;

    static QList<QByteArrayList> table(const QString& model, const char* options)
    {
        const Result result = run(split("table --format tsv --out - --model") + QStringList(model)
                                  + split(options));
        if (result.code != 0)
            qWarning("%s", result.err.constData());
        QList<QByteArrayList> rows;
        for (const QByteArray& line : result.out.trimmed().split('\n'))
            rows.append(line.split('\t'));
        return rows;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_whole = m_dir.filePath(QStringLiteral("whole"));
        m_attention = m_dir.filePath(QStringLiteral("attention"));
        putModel(m_whole);
        putModel(m_attention);
        const QString file = m_attention + QStringLiteral("/model.safetensors");
        putFile(file, QByteArray::fromStdString(
                          renamed(contentOf(file).toStdString(), without(allButAttention))));
    }

    void saysWhatIsMissing()
    {
        const auto info = [](const QString& model) {
            return QJsonDocument::fromJson(
                       run(split("info --json --model") + QStringList(model)).out)
                .object();
        };
        QVERIFY(!info(m_whole).contains(QStringLiteral("missing")));
        const QJsonObject attention = info(m_attention);
        QCOMPARE(attention.value(QStringLiteral("missing")).toString(), missing);
        for (const char* field : {"layers", "heads", "width", "head_size", "vocab", "context"})
            QCOMPARE(attention.value(QLatin1String(field)),
                     info(m_whole).value(QLatin1String(field)));
    }

    void refusesWhatNeedsARun_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char* arguments :
             {"trace --out /dev/null --ids 1,2", "trace --out /dev/null --prompt 1",
              "heads --json --probe", "heads --json --ids 1", "lens --json --what state --ids 1",
              "lens --json --what neuron_in", "lens --json --what message --prompt 1",
              "table --view heads --format csv --out - --ids 1",
              "table --view neurons --format csv --out - --prompt 1",
              "table --view all --format xlsx --out - --prompt 1",
              "table --view positions --layer 0 --head 0 --format csv --out - --ids 1",
              "batch --prompts /dev/null"})
            QTest::newRow(arguments) << QString::fromUtf8(arguments);
    }
    void refusesWhatNeedsARun()
    {
        QFETCH(const QString, arguments);
        const Result result = run(arguments.split(u' ')
                                  + QStringList{QStringLiteral("--model"), m_attention});
        QCOMPARE(result.code, 1);
        QCOMPARE(result.out, QByteArray());
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.contains(missing.toUtf8()), result.err.constData());
    }

    void weightsAreThoseOfTheWhole()
    {
        for (const char* view :
             {"--view weights", "--view weights --factors", "--view composition --fold",
              "--view positions --layer 1 --head 0 --count 9"}) {
            const auto rows = table(m_attention, view);
            QVERIFY(rows.size() > 8);
            QCOMPARE(rows, table(m_whole, view));
        }
        QCOMPARE(table(m_attention, "--view positions --layer 1 --head 0 --count 9").size(),
                 1 + 9 * 10 / 2);
        const auto weights = table(m_attention, "--view weights");
        QCOMPARE(weights[0].join(','),
                 QByteArray("layer,head,fold,matrix,s1,e90,e99,e999,entropy,stable"));
        QCOMPARE(weights[1].mid(0, 4).join(','), QByteArray("0,0,0,P"));
    }

    void directionsHaveWordsWhereThereAreSome()
    {
        const auto rows = table(QStringLiteral("bookshelf-20m"),
                                "--view directions --layer 0 --head 2 --top 3");
        QCOMPARE(rows[0].join(','), QByteArray("layer,head,matrix,fold,index,s,gap,alike,side,end,"
                                               "words,scores"));
        QCOMPARE(rows.size(), 1 + 2 * 64 * 4);
        QVERIFY(rows[1][10].contains(" | "));
        QCOMPARE(rows[1][11].split('|').size(), 3);
        QCOMPARE(rows[1].mid(8, 2).join(','), QByteArray("key,plus"));
        QCOMPARE(rows.last().mid(8, 2).join(','), QByteArray("writes,minus"));
        const auto bare = table(m_attention, "--view directions --fold");
        QVERIFY(bare.size() > 8);
        QVERIFY(bare[1][10].isEmpty());
        QCOMPARE(bare[1][3], QByteArray("1"));
    }

    void refusesOptionsThatMeanNothing_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char* arguments, const char* part) {
            QTest::newRow(arguments) << QString::fromUtf8(arguments) << QByteArray(part);
        };
        row("--view weights --fold", "--fold does not go with --view weights");
        row("--view composition --factors", "--factors does not go with --view composition");
        row("--view composition --layer 1", "--layer does not go with --view composition");
        row("--view directions --prompt a", "a prompt does not go with --view directions");
        row("--view weights --count 3", "--count does not go with --view weights");
        row("--view positions --layer 0 --head 0 --count 0",
            "--count: 0 is no number of positions");
        row("--view directions --compare-model bookshelf-20m", "--compare-model does not go with");
    }
    void refusesOptionsThatMeanNothing()
    {
        QFETCH(const QString, arguments);
        QFETCH(const QByteArray, part);
        const Result result = run(split("table --format csv --out -") + arguments.split(u' '));
        QCOMPARE(result.code, 2);
        QVERIFY2(result.err.contains(part), result.err.constData());
    }

    void rotaryPositionsNeedAPrompt()
    {
        const Result result = run(split("table --view positions --layer 0 --head 0 --format csv "
                                        "--out - --model bookshelf-llama-14m"));
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("give --prompt TEXT or --ids"), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliWeights)
#include "tst_cliweights.moc"
