// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program itself where something is wrong: one line on standard error, nothing on standard
// output, and no files.
#include "tests/support/app/clirun.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace headscope::tests;

class TestCliErrors : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void badInput_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto add = [](const char* arguments, int code, const char* says) {
            QTest::newRow(arguments) << split(arguments) << code << QString::fromUtf8(says);
        };
        const auto with = [](const char* name, const QStringList& arguments, int code,
                             const char* says) {
            QTest::newRow(name) << arguments << code << QString::fromUtf8(says);
        };
        add("sing", 2, "sing");
        with("no command", {}, 2, "command");
        add("info --loud", 2, "--loud");
        add("info --loud", 2, "headscope-cli info --help");
        add("lens --what pattern --ids 1 --haed 2", 2, "did you mean --head?");
        add("lens --what pattern --ids 1 --centerd", 2, "did you mean --centred?");
        add("lens --what soul --ids 1", 2, "headscope-cli lens --help");
        add("heads --prompt a --ids 1", 2, "headscope-cli heads --help");
        add("lense --ids 1", 2, "did you mean lens?");
        add("info --model /tmp", 1, "/tmp is not a model folder: it has no config.json");
        add("trace --ids 1 --out -", 2, "--out");
        add("info --model /no/such/folder", 1, "/no/such/folder");
        add("info --model org/absent", 1, "org/absent");
        with("empty model", {QStringLiteral("info"), QStringLiteral("--model"), QString()}, 2,
             "--model");
        add("tokenize", 2, "text");
        add("tokenize --jsonl text", 2, "--jsonl");
        add("heads", 2, "prompt");
        add("heads --probe --ids 1", 2, "--probe");
        add("heads --prompt a --ids 1", 2, "--ids");
        add("heads --ids 1 --no-first", 2, "--no-first");
        add("heads --ids 1,2,x", 2, "\"x\"");
        add("heads --ids 1,,2", 2, "--ids");
        add("heads --ids 1,16384", 1, "16384");
        add("heads --ids -1", 1, "-1");
        with("empty prompt", {QStringLiteral("heads"), QStringLiteral("--prompt"), QString()}, 1,
             "empty");
        with("no ids", {QStringLiteral("heads"), QStringLiteral("--ids"), QString()}, 1, "empty");
        with("long prompt",
             {QStringLiteral("heads"), QStringLiteral("--prompt"),
              QStringLiteral("ship ").repeated(600)},
             1, "512");
        with("what to do about a long prompt",
             {QStringLiteral("heads"), QStringLiteral("--prompt"),
              QStringLiteral("ship ").repeated(600)},
             1, "shorten it");
        with("text without tokenizer",
             {QStringLiteral("heads"), QStringLiteral("--model"), tiny, QStringLiteral("--prompt"),
              QStringLiteral("a")},
             1, "tokenizer");
        add("lens --ids 1", 2, "--what");
        add("lens --ids 1 --what soul", 2, "soul");
        add("lens --what pattern --ids 1 --top 0", 2, "--top");
        add("lens --what pattern --ids 1 --top 51", 2, "--top");
        add("lens --what pattern --ids 1 --layer 8", 1, "layer 8");
        add("lens --what pattern --ids 1 --layer x", 2, "--layer");
        add("lens --what pattern --ids 1 --head 6", 1, "head 6");
        add("lens --what pattern --ids 1 --token 1", 1, "token 1");
        add("lens --what state --ids 1 --layer 9", 1, "layer 9");
        add("lens --what neuron_in --neuron 1536", 1, "neuron 1536");
        add("lens --what neuron_in --ids 1", 2, "neuron_in");
        add("lens --what state --ids 1 --head 1", 2, "--head");
        add("lens --what state --ids 1 --metric cosine", 2, "cosine");
        add("lens --what state --ids 1 --centred", 2, "--centred");
        add("lens --what pattern --ids 1 --neuron 1", 2, "--neuron");
        add("lens --what pattern --ids 1 --bias-threshold nan", 2, "--bias-threshold");
        add("trace --ids 1", 2, "--out");
        add("trace --ids 1 --arrays soul --out OUT", 2, "soul");
        add("trace --ids 1 --arrays resid.9 --out OUT", 1, "resid.9");
        add("trace --ids 1 --arrays resid. --out OUT", 2, "resid.");
        add("trace --ids 99999 --out OUT", 1, "99999");
        add("trace --ids 1 --out /no/such/folder/file", 1, "/no/such/folder/file");
        add("trace --ids 1 --out /", 1, "/");
        add("table --view weight --format csv --ids 1 --out OUT", 2, "evolution");
        add("table --view patterns --format ods --ids 1 --out OUT", 2, "tsv");
        add("table --view head --format csv --ids 1 --out OUT", 2, "--layer");
        add("table --view head --layer 8 --head 0 --format csv --ids 1 --out OUT", 1, "layer 8");
        add("table --view neurons --head 1 --format csv --ids 1 --out OUT", 2, "--head");
        add("table --view neurons --layer 8 --format csv --ids 1 --out OUT", 1, "layer 8");
        add("table --view neurons --centred --format csv --ids 1 --out OUT", 2, "--centred");
        add("table --view stream --format csv --ids 1 --out OUT", 2, "--token");
        add("table --view stream --token 1 --format csv --ids 1 --out OUT", 1, "token 1");
        add("table --view stream --token 0 --state 9 --format csv --ids 1 --out OUT", 1, "state 9");
        add("table --view stream --token 0 --word qzx-qzx --format csv --ids 1 --out OUT", 1,
            "qzx-qzx");
        add("table --view evolution --state 1 --format csv --ids 1 --out OUT", 2, "--state");
        add("table --view evolution --layer 1 --format csv --ids 1 --out OUT", 2, "--layer");
        add("table --view evolution --space raw --format csv --ids 1 --out OUT", 2, "--space raw");
        add("table --view evolution --format csv --ids 1 --out /no/such/folder/file", 1,
            "/no/such/folder/file");
    }
    void badInput()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const QTemporaryDir folder;
        arguments.replaceInStrings(QStringLiteral("OUT"), folder.filePath(QStringLiteral("out")));
        expectError(run(arguments), code, says);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void fullDisksLeaveNothing_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("trace") << QStringLiteral("trace --ids 1,2,3 --out OUT --model %1");
        QTest::newRow("table") << QStringLiteral(
            "table --view evolution --ids 1,2,3 --format json --out OUT --model %1");
    }

    void fullDisksLeaveNothing()
    {
        QFETCH(QString, line);
        const QTemporaryDir folder;
        const QString out = folder.filePath(QStringLiteral("out"));
        QStringList arguments = line.arg(tiny).split(QLatin1Char(' '));
        arguments.replaceInStrings(QStringLiteral("OUT"), out);
        QProcess process;
        // A limit of 1000 bytes for every file stands in for a disk that is full after them.
        process.setChildProcessModifier([] {
            const rlimit small{1000, 1000};
            ::setrlimit(RLIMIT_FSIZE, &small);
        });
        process.start(headscope::tests::qProgramsPath("/headscope-cli"), arguments);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        expectError(
            {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()},
            1, QStringLiteral("cannot write %1: File too large").arg(out));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void damagedModels()
    {
        const QString folder = path("damaged");
        QVERIFY(QDir().mkpath(folder));
        const auto config = contents(tiny + QStringLiteral("/config.json"));
        const auto weights = contents(tiny + QStringLiteral("/model.safetensors"));
        const auto write = [&](const char* name, const QByteArray& bytes) {
            QFile f(folder + QLatin1Char('/') + QString::fromLatin1(name));
            QVERIFY(f.open(QIODevice::WriteOnly));
            f.write(bytes);
        };
        const QStringList info{QStringLiteral("info"), QStringLiteral("--model"), folder};
        expectError(run(info), 1, folder);
        write("config.json", QByteArray(config).replace("\"gpt2\"", "\"abacus\""));
        write("model.safetensors", weights);
        expectError(run(info), 1, QStringLiteral("abacus"));
        write("config.json", config);
        QCOMPARE(run(info).code, 0);
        write("model.safetensors", weights.left(weights.size() / 2));
        expectError(run(info), 1, QStringLiteral("model.safetensors"));
        write("model.safetensors", weights.left(20));
        expectError(run(info), 1, QStringLiteral("model.safetensors"));
        write("model.safetensors", {});
        expectError(run(info), 1, QStringLiteral("model.safetensors"));
        write("config.json", "{");
        expectError(run(info), 1, QStringLiteral("config.json"));
    }

private:
    static void expectError(const Result& result, int code, const QString& says)
    {
        QCOMPARE(result.code, code);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.startsWith("headscope-cli: "), result.err.constData());
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY(result.err.endsWith('\n'));
        QVERIFY2(result.err.contains(says.toUtf8()), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliErrors)
#include "tst_clierrors.moc"
