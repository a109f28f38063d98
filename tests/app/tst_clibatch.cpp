// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// headscope-cli batch: shards, going on after an end of any kind, prompts that fail.
#include "tests/support/app/clirun.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include <fcntl.h>
#include <unistd.h>

using namespace headscope::tests;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

QJsonObject objectOf(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object();
}

QList<QByteArray> linesOf(const QByteArray& text)
{
    QList<QByteArray> lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

/// Prompts of token ids, as the small model has no tokenizer: `count` of them, of 1 to 9 tokens.
QByteArray somePrompts(int count)
{
    std::mt19937 random(5);
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        QStringList ids;
        for (unsigned k = 0; k < 1 + random() % 9; ++k)
            ids.append(QString::number(random() % 500));
        lines += "{\"ids\": [" + ids.join(QStringLiteral(", ")).toUtf8() + "], \"id\": \"p"
                 + QByteArray::number(i) + "\"}\n";
    }
    return lines;
}

} // namespace

class TestCliBatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void linesSayWhatTablesSay();
    void shardsAreTheWhole();
    void shardsByGnuParallel();
    void goesOnAfterBeingKilled();
    void goesOnAfterHalfALine();
    void aFinishedBatchIsLeftAlone();
    void refusesAnotherBatchsFile();
    void promptsThatFailDoNotStopTheOthers();
    void readsStandardInput();
    void plainLinesArePrompts();
    void tellsHowFarItIs();
    void tellsItOfItselfOnATerminal();
    void labelsCountByWhatTheySay();
    void badUsage_data();
    void badUsage();

private:
    static QByteArray onTerminal(const QStringList& arguments);
    QStringList batch(const QStringList& more) const
    {
        return QStringList{text("batch"),     text("--model"), tiny,           text("--jsonl"),
                           text("--prompts"), m_prompts,       text("--view"), text("heads,head")}
               + more;
    }
    QString file(const char* name) const { return m_folder.filePath(text(name)); }
    QTemporaryDir m_folder;
    QString m_prompts;
    QByteArray m_whole; ///< of 200 prompts
};

void TestCliBatch::initTestCase()
{
    m_prompts = file("prompts.jsonl");
    QFile prompts(m_prompts);
    QVERIFY(prompts.open(QIODevice::WriteOnly));
    prompts.write(somePrompts(200));
    prompts.close();
    const Result result = run(batch({}));
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.code, 0);
    m_whole = result.out;
    QCOMPARE(linesOf(m_whole).size(), 400); // two views
}

void TestCliBatch::linesSayWhatTablesSay()
{
    const auto lines = linesOf(m_whole);
    for (const int prompt : {0, 7, 199}) {
        const QJsonObject heads = objectOf(lines[2 * prompt]);
        const QJsonObject head = objectOf(lines[2 * prompt + 1]);
        QCOMPARE(heads[text("prompt")].toInt(), prompt);
        QCOMPARE(heads[text("id")].toString(), text("p%1").arg(prompt));
        QCOMPARE(heads[text("view")].toString(), text("heads"));
        QCOMPARE(head[text("view")].toString(), text("head"));
        QStringList ids;
        for (const auto& id : head[text("ids")].toArray())
            ids.append(QString::number(id.toInt()));
        QCOMPARE(head[text("tokens")].toArray().size(), ids.size());
        for (const auto& [view, line, more] :
             {std::tuple(text("heads"), heads, QStringList()),
              std::tuple(text("head"), head,
                         QStringList{text("--layer"), text("0"), text("--head"), text("0")})}) {
            const Result table = run(QStringList{text("table"), text("--model"), tiny,
                                                 text("--view"), view, text("--format"),
                                                 text("json"), text("--out"), text("-"),
                                                 text("--ids"), ids.join(QLatin1Char(','))}
                                     + more);
            QCOMPARE(table.code, 0);
            QCOMPARE(line[text("rows")].toArray(), QJsonDocument::fromJson(table.out).array());
        }
    }
}

void TestCliBatch::shardsAreTheWhole()
{
    QList<QByteArray> lines;
    for (int shard = 0; shard < 4; ++shard) {
        const QString out = m_folder.filePath(text("shard-%1.jsonl").arg(shard));
        const Result result = run(
            batch({text("--shard"), text("%1/4").arg(shard), text("--out"), out}));
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.code, 0);
        QCOMPARE(linesOf(contents(out)).size(), 100);
        lines += linesOf(contents(out));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const QByteArray& a, const QByteArray& b) {
        return objectOf(a)[text("prompt")].toInt() < objectOf(b)[text("prompt")].toInt();
    });
    QVERIFY(lines.join('\n') + '\n' == m_whole);
}

/// The command of docs/batch.md.
void TestCliBatch::shardsByGnuParallel()
{
    const QString parallel = QStandardPaths::findExecutable(text("parallel"));
    if (parallel.isEmpty())
        QSKIP("GNU parallel is not installed");
    QDir(m_folder.path()).mkdir(text("parallel"));
    const QString folder = file("parallel/");
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(text("HOME"), m_folder.path());
    environment.insert(text("OMP_NUM_THREADS"), text("1"));
    process.setProcessEnvironment(environment);
    QStringList command = batch(
        {text("--shard"), text("{}/4"), text("--out"), folder + text("part-{}.jsonl")});
    command.prepend(headscope::tests::qProgramsPath("/headscope-cli"));
    process.start(parallel,
                  QStringList{text("--will-cite"), text("-j2")} + command
                      + QStringList{text(":::"), text("0"), text("1"), text("2"), text("3")});
    QVERIFY(process.waitForFinished(patience));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    QProcess sort;
    sort.setWorkingDirectory(folder);
    sort.start(text("sort"), {text("-s"), text("-n"), text("-k"), text("2,2"), text("part-0.jsonl"),
                              text("part-1.jsonl"), text("part-2.jsonl"), text("part-3.jsonl")});
    QVERIFY(sort.waitForFinished(patience));
    QVERIFY(sort.readAllStandardOutput() == m_whole);
}

void TestCliBatch::goesOnAfterBeingKilled()
{
    const QString out = file("killed.jsonl");
    std::mt19937 random(3);
    int kills = 0;
    for (int trial = 0; trial < 40; ++trial) {
        QProcess process;
        process.start(headscope::tests::qProgramsPath("/headscope-cli"),
                      batch({text("--out"), out}));
        // At a moment at which something has been written that was not there before.
        const qsizetype before = contents(out).size();
        const auto more = static_cast<qsizetype>(1 + random() % 60000);
        while (process.state() != QProcess::NotRunning && contents(out).size() < before + more)
            process.waitForFinished(1);
        const bool killed = process.state() != QProcess::NotRunning;
        process.kill();
        process.waitForFinished(patience);
        if (!killed)
            break;
        ++kills;
        QVERIFY(m_whole.startsWith(contents(out)));
    }
    QVERIFY(kills > 3);
    QCOMPARE(run(batch({text("--out"), out})).code, 0);
    QVERIFY(contents(out) == m_whole);
}

void TestCliBatch::goesOnAfterHalfALine()
{
    const QString out = file("half.jsonl");
    const qsizetype second = m_whole.indexOf('\n') + 1;
    for (const qsizetype size : {qsizetype(0), qsizetype(1), second - 1, second, second + 30,
                                 m_whole.size() / 2, m_whole.size() - 1}) {
        QFile half(out);
        QVERIFY(half.open(QIODevice::WriteOnly | QIODevice::Truncate));
        half.write(m_whole.left(size));
        half.close();
        QCOMPARE(run(batch({text("--out"), out})).code, 0);
        QVERIFY2(contents(out) == m_whole, QByteArray::number(size).constData());
    }
}

void TestCliBatch::aFinishedBatchIsLeftAlone()
{
    const QString out = file("done.jsonl");
    QCOMPARE(run(batch({text("--out"), out})).code, 0);
    const QDateTime written = QFileInfo(out).lastModified();
    QTest::qWait(20);
    const Result again = run(batch({text("--out"), out, text("--progress")}));
    QCOMPARE(again.code, 0);
    QVERIFY2(again.err.contains("200 of 200 prompts, 200 of them in the file already"),
             again.err.constData());
    QVERIFY(contents(out) == m_whole);
    QCOMPARE(QFileInfo(out).lastModified(), written);
    QVERIFY(!QFile::exists(out + text(".lock")));
}

void TestCliBatch::refusesAnotherBatchsFile()
{
    const QString out = file("other.jsonl");
    QCOMPARE(run(batch({text("--out"), out})).code, 0);
    const QByteArray before = contents(out);
    for (const QStringList& other :
         {QStringList{text("--top"), text("3")}, QStringList{text("--shard"), text("1/2")},
          QStringList{text("--keep-bias")}, QStringList{text("--centred")}}) {
        const Result result = run(batch(QStringList{text("--out"), out} + other));
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("other.jsonl, line 1"), result.err.constData());
        QVERIFY(contents(out) == before);
    }
    QFile notes(file("notes.txt"));
    QVERIFY(notes.open(QIODevice::WriteOnly));
    notes.write("my notes\n");
    notes.close();
    QCOMPARE(run(batch({text("--out"), notes.fileName()})).code, 1);
    QCOMPARE(contents(notes.fileName()), QByteArray("my notes\n"));
    // Nor is a last line without its end taken for half of one of the batch's own.
    QVERIFY(notes.open(QIODevice::WriteOnly | QIODevice::Truncate));
    notes.write("my notes");
    notes.close();
    QCOMPARE(run(batch({text("--out"), notes.fileName()})).code, 1);
    QCOMPARE(contents(notes.fileName()), QByteArray("my notes"));
}

void TestCliBatch::promptsThatFailDoNotStopTheOthers()
{
    const QByteArray input = "{\"ids\": [1, 2]}\n"
                             "not json\n"
                             "{\"ids\": [99999], \"id\": 7}\n"
                             "\n"
                             "{\"text\": \"the small model has no tokenizer\"}\n"
                             "{\"ids\": []}\n"
                             "{\"ids\": [1], \"text\": \"both\"}\n"
                             "{\"ids\": [-1]}\n"
                             "{\"ids\": [1.5]}\n"
                             "\xff\xfe\n"
                             "{\"ids\": [1], \"id\": [2]}\n"
                             "{\"ids\": [3]}";
    const QStringList command{text("batch"),   text("--model"),   tiny,
                              text("--jsonl"), text("--prompts"), text("-")};
    const Result result = run(command, input);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.err.contains("9 of 11 prompts failed"), result.err.constData());
    const auto lines = linesOf(result.out);
    QCOMPARE(lines.size(), 11);
    QVERIFY(objectOf(lines[0]).contains(text("rows")));
    QVERIFY(objectOf(lines[10]).contains(text("rows")));
    QCOMPARE(objectOf(lines[10])[text("prompt")].toInt(), 11);
    for (int i = 1; i < 10; ++i)
        QVERIFY2(!objectOf(lines[i])[text("error")].toString().isEmpty(), lines[i].constData());
    QCOMPARE(objectOf(lines[2])[text("id")].toInt(), 7);
    QVERIFY(objectOf(lines[2])[text("error")].toString().contains(text("99999")));
    // And the same again into a file, in two halves.
    const QString out = file("failing.jsonl");
    QFile half(out);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write(result.out.left(result.out.size() * 2 / 3));
    half.close();
    QCOMPARE(run(command + QStringList{text("--out"), out}, input).code, 1);
    QVERIFY(contents(out) == result.out);
}

void TestCliBatch::readsStandardInput()
{
    QStringList command = batch({});
    command[command.indexOf(m_prompts)] = text("-");
    QVERIFY(run(command, contents(m_prompts)).out == m_whole);
}

void TestCliBatch::plainLinesArePrompts()
{
    const Result result = run(
        {text("batch"), text("--prompts"), text("-"), text("--view"), text("evolution")},
        "The captain\r\n\n  of the ship\n");
    QCOMPARE(result.err, QByteArray());
    const auto lines = linesOf(result.out);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(objectOf(lines[0])[text("tokens")].toArray().last().toString(), text(" captain"));
    QCOMPARE(objectOf(lines[1])[text("prompt")].toInt(), 2);
}

void TestCliBatch::tellsHowFarItIs()
{
    const Result result = run(batch({text("--progress"), text("--shard"), text("3/100")}));
    QCOMPARE(result.code, 0);
    QVERIFY2(result.err.contains("batch: 2 of 2 prompts"), result.err.constData());
}

/// What the program writes to standard error where that is a terminal.
QByteArray TestCliBatch::onTerminal(const QStringList& arguments)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        return "no terminal";
    QProcess process;
    process.setStandardErrorFile(QString::fromLocal8Bit(ptsname(terminal)));
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(headscope::tests::qProgramsPath("/headscope-cli"), arguments);
    QByteArray said;
    std::array<char, 4096> buffer{};
    // It reads until the last one who has it open is gone.
    if (process.waitForStarted())
        for (ssize_t n = 1; n > 0;) {
            n = ::read(terminal, buffer.data(), buffer.size());
            said.append(buffer.data(), std::max<ssize_t>(0, n));
        }
    process.waitForFinished(patience);
    ::close(terminal);
    return said;
}

void TestCliBatch::tellsItOfItselfOnATerminal()
{
    const QStringList some = batch({text("--shard"), text("3/50")});
    const QByteArray drawn = onTerminal(some);
    QVERIFY2(drawn.contains("\r\033[Kbatch: 4 of 4 prompts"), drawn.constData());
    QVERIFY2(drawn.endsWith("\r\n"), drawn.constData()); // it stays
    QCOMPARE(drawn.count('\n'), 1);
    QCOMPARE(onTerminal(some + QStringList{text("--no-progress")}), QByteArray());
    // And elsewhere only where it is wanted.
    QCOMPARE(run(some).err, QByteArray());
}

void TestCliBatch::labelsCountByWhatTheySay()
{
    const QString labels = file("labels.csv");
    const auto nameWith = [&](const QByteArray& content) {
        QFile file(labels);
        if (!file.open(QIODevice::WriteOnly))
            return QString();
        file.write("layer,head,label\n" + content);
        file.close();
        const Result result = run(
            batch({text("--shard"), text("0/200"), text("--labels"), labels}));
        return objectOf(linesOf(result.out).value(0))[text("run")].toString();
    };
    const QString name = nameWith("0,1,first\n1,0,second\n");
    QCOMPARE(name.size(), 12);
    QVERIFY(nameWith("0,1,first\n1,0,other\n") != name);
    QCOMPARE(nameWith("1,0,second\n0,1,first\n"), name);
    QVERIFY(nameWith("") != objectOf(m_whole.left(m_whole.indexOf('\n')))[text("run")].toString());
}

void TestCliBatch::badUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto add = [](const char* line, int code, const char* says) {
        QTest::newRow(line) << split(line) << code << text(says);
    };
    add("batch", 2, "--prompts");
    add("batch --prompts /no/such/file", 1, "/no/such/file");
    add("batch --prompts /tmp", 1, "/tmp is a folder");
    add("batch --prompts - --shard 4/4", 2, "0/4 to 3/4");
    add("batch --prompts - --shard 1", 2, "i/n");
    add("batch --prompts - --shard 1/0", 2, "i/n");
    add("batch --prompts - --shard -1/4", 2, "i/n");
    add("batch --prompts - --view weights", 2, "weights");
    add("batch --prompts - --view heads,heads", 2, "twice");
    add("batch --prompts - --view heads --token 3", 2, "--token");
    add("batch --prompts - --view stream", 2, "--token");
    add("batch --prompts - --out /no/such/folder/file", 1, "/no/such/folder/file");
}

void TestCliBatch::badUsage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QString, says);
    const Result result = run(arguments);
    QCOMPARE(result.code, code);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(QString::fromUtf8(result.err).contains(says), result.err.constData());
    QCOMPARE(result.err.count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestCliBatch)
#include "tst_clibatch.moc"
