// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// headscope-cli lab: what it prints of one prompt and of many, what it refuses, and that the
// commands of docs/lab.md run.
#include "tests/support/app/clirun.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace headscope::tests;

namespace {

const QString prompt = QStringLiteral("The captain of the ship gave the order");

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

QList<QJsonObject> objectsOf(const QByteArray& out)
{
    QList<QJsonObject> objects;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    return objects;
}

Result lab(const QStringList& arguments)
{
    return run(QStringList{text("lab")} + arguments);
}

Result labOf(const char* changes)
{
    return lab(QStringList{text("--prompt"), prompt, text("--json")} + split(changes));
}

/// Rows of a table as objects.
QJsonArray sweepOf(const QString& prompts, const char* arguments)
{
    return QJsonDocument::fromJson(
               lab(QStringList{text("--prompts"), prompts, text("--format"), text("json")}
                   + split(arguments))
                   .out)
        .array();
}

} // namespace

class TestCliLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChangesNothing();
    void linesSayWhatChanged();
    void tablesAreForPeople();
    void encodersAndDecoders();
    void filesHoldTables();
    void sweepsAreOverFiles();
    void badUsageIsOneLine_data();
    void badUsageIsOneLine();
    void whatTheModelLacks_data();
    void whatTheModelLacks();
    void commandsOfTheDocumentRun();

private:
    QString promptFile(const QByteArray& lines) const
    {
        const QString path = m_folder.filePath(text("prompts"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(lines) != lines.size())
            qFatal("the test cannot write its file");
        return path;
    }
    QTemporaryDir m_folder;
};

void TestCliLab::nothingChangesNothing()
{
    const Result result = lab({text("--prompt"), prompt, text("--json")});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, QByteArray());
    const auto lines = objectsOf(result.out);
    QCOMPARE(lines.size(), 10); // the first token, 8 words, and the summary
    for (int i = 0; i < 9; ++i) {
        const QJsonObject& line = lines[i];
        QCOMPARE(line[text("kl")].toDouble(-1), 0.0);
        QCOMPARE(line[text("position")].toInt(), i);
        QCOMPARE(line[text("top")], line[text("changed_top")]);
        QCOMPARE(line[text("top_p")], line[text("changed_top_p")]);
        if (i < 8)
            QCOMPARE(line[text("delta")].toDouble(-1), 0.0);
        else
            QVERIFY(line[text("delta")].isNull() && line[text("next")].isNull());
    }
    QCOMPARE(lines[9][text("mean_kl")].toDouble(-1), 0.0);
    QCOMPARE(lines[9][text("agreement")].toDouble(), 1.0);
    QCOMPARE(lines[9][text("heads")].toArray().size(), 48);
}

void TestCliLab::linesSayWhatChanged()
{
    const Result result = labOf(
        "--off 3.1,4 --rank-p 16 --drop-empty 0.9 --route 0 --gate --top 3");
    QCOMPARE(result.err, QByteArray());
    const auto lines = objectsOf(result.out);
    QCOMPARE(lines.size(), 10);
    double kl = 0;
    double delta = 0;
    for (int i = 0; i < 9; ++i) {
        const QJsonObject& line = lines[i];
        kl += line[text("kl")].toDouble() / 9;
        delta += line[text("delta")].toDouble() / 8;
        QCOMPARE(line[text("top")].toArray().size(), 3);
        QCOMPARE(line[text("changed_top_p")].toArray().size(), 3);
        if (i < 8) {
            QCOMPARE(line[text("next")], lines[i + 1][text("token")]);
            QCOMPARE(line[text("next_id")], lines[i + 1][text("id")]);
            QVERIFY(std::abs(line[text("changed_logprob")].toDouble()
                             - line[text("logprob")].toDouble() - line[text("delta")].toDouble())
                    < 1e-12);
            QVERIFY(line[text("rank")].toInt() >= 1 && line[text("changed_rank")].toInt() >= 1);
        }
    }
    const QJsonObject& summary = lines[9];
    QVERIFY(kl > 0.1);
    QVERIFY(std::abs(summary[text("mean_kl")].toDouble() - kl) < 1e-12);
    QVERIFY(std::abs(summary[text("mean_delta")].toDouble() - delta) < 1e-12);
    // 48 heads, width 384, head size 64
    QCOMPARE(summary[text("parameters_saved")].toInt(), 48 * 2 * 384 * (64 - 16));
    double dropped = 0;
    double routed = 0;
    for (const auto& head : summary[text("heads")].toArray()) {
        dropped += head.toObject()[text("dropped")].toDouble() / 48;
        routed += head.toObject()[text("routed")].toDouble() / 48;
    }
    QVERIFY(dropped > 0.01 && routed > 0.01);
    QVERIFY(std::abs(summary[text("dropped")].toDouble() - dropped) < 1e-12);
    QVERIFY(std::abs(summary[text("routed")].toDouble() - routed) < 1e-12);
    // What each option alone does is another thing, and only where it is to be done.
    QList<QByteArray> outs;
    for (const char* changes :
         {"--off 3.1", "--off 3.1 --off-mode mean", "--off 3", "--rank-m 8", "--rank-m 8 --heads 3",
          "--rank-p 8", "--drop-empty 0.9", "--drop-empty 0.9 --drop-mode silence",
          "--drop-empty 0.9 --heads 3.1,4", "--drop-bias 0.2", "--route 0", "--route 0 --heads 3.1",
          "--gate", "--gate --heads 3.1"}) {
        const Result one = labOf(changes);
        QVERIFY2(one.code == 0 && !outs.contains(one.out), changes);
        outs.append(one.out);
    }
    // A change of one head leaves the predictions of no other head's: layers before are the same.
    for (const auto& head : objectsOf(outs[8]).last()[text("heads")].toArray()) {
        const QJsonObject object = head.toObject();
        const bool meant = object[text("layer")].toInt() == 4
                           || (object[text("layer")].toInt() == 3
                               && object[text("head")].toInt() == 1);
        QVERIFY(meant || object[text("dropped")].toDouble() == 0.0);
    }
}

void TestCliLab::tablesAreForPeople()
{
    const Result result = lab({text("--prompt"), prompt, text("--drop-empty"), text("0.9")});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.contains("mean KL "));
    QVERIFY(result.out.contains("dropped "));
    QVERIFY(result.out.contains("head 2.5: dropped "));
    QVERIFY(result.out.contains(" captain"));
}

void TestCliLab::encodersAndDecoders()
{
    const QString t5 = data + text("/t5-tiny");
    const auto runT5 = [&](const char* changes) {
        return lab(QStringList{text("--model"), t5, text("--ids"), text("1,5,7,3"),
                               text("--decoder-ids"), text("0,4,3,7,8"), text("--json")}
                   + split(changes));
    };
    const QJsonObject info =
        QJsonDocument::fromJson(run({text("info"), text("--model"), t5}).out).object();
    const int heads = info[text("heads")].toInt();
    // The first of cross-attention is numbered behind the decoder's own.
    const Result cross = runT5(qPrintable(text("--drop-empty 1.2 --heads 0.%1").arg(heads)));
    QCOMPARE(cross.err, QByteArray());
    const auto lines = objectsOf(cross.out);
    QCOMPARE(lines.size(), 6);
    const QJsonArray all = lines.last()[text("heads")].toArray();
    QCOMPARE(all.size(), 2 * heads * info[text("layers")].toInt());
    QVERIFY(all[heads].toObject()[text("dropped")].toDouble() > 0.0);
    QCOMPARE(runT5(qPrintable(text("--off 0.%1").arg(2 * heads))).code, 1);
}

void TestCliLab::filesHoldTables()
{
    const QString tsv = m_folder.filePath(text("lab.tsv"));
    const Result written = lab({text("--prompt"), prompt, text("--gate"), text("--format"),
                                text("tsv"), text("--out"), tsv});
    QCOMPARE(written.code, 0);
    QCOMPARE(written.out, QByteArray());
    const auto lines = contents(tsv).split('\n');
    QVERIFY(
        lines[0].startsWith("position\ttoken\tid\tkl\tnext\tlogprob\tchanged_logprob\tdelta\t"));
    QCOMPARE(lines.size(), 11); // header, 9 tokens, and the end
    const QString xlsx = m_folder.filePath(text("lab.xlsx"));
    QCOMPARE(lab({text("--prompt"), prompt, text("--gate"), text("--format"), text("xlsx"),
                  text("--out"), xlsx})
                 .code,
             0);
    QVERIFY(contents(xlsx).startsWith("PK"));
    const Result nowhere = lab(
        {text("--prompt"), prompt, text("--gate"), text("--out"), text("/nonexistent/lab.csv")});
    QCOMPARE(nowhere.code, 1);
    QCOMPARE(nowhere.err.count('\n'), 1);
}

void TestCliLab::sweepsAreOverFiles()
{
    const QString prompts = promptFile("The captain of the ship\n\nOne, two\r\nI\n");
    const QJsonArray ranks = sweepOf(prompts, "--sweep rank-m --values 2,32,64");
    QCOMPARE(ranks.size(), 3);
    QCOMPARE(ranks[1].toObject()[text("rank_m")].toInt(), 32);
    for (int k = 0; k < 3; ++k) {
        const QJsonObject row = ranks[k].toObject();
        QCOMPARE(row[text("prompts")].toInt(), 3);
        QVERIFY(row[text("parameters_saved")].toInt()
                == 48 * 2 * 384 * (64 - row[text("rank_m")].toInt()));
    }
    QVERIFY(ranks[0].toObject()[text("mean_kl")].toDouble()
            > ranks[1].toObject()[text("mean_kl")].toDouble());
    QVERIFY(ranks[2].toObject()[text("mean_kl")].toDouble() < 1e-9);
    // The mean over all tokens of what the prompts say one by one.
    double kl = 0;
    int tokens = 0;
    for (const char* one : {"The captain of the ship", "One, two", "I"}) {
        const auto lines = objectsOf(lab({text("--prompt"), text(one), text("--json"),
                                          text("--gate"), text("--off"), text("3.1")})
                                         .out);
        for (int i = 0; i + 1 < lines.size(); ++i) {
            kl += lines[i][text("kl")].toDouble();
            ++tokens;
        }
    }
    const QJsonArray fixed = sweepOf(prompts, "--gate --off 3.1");
    QCOMPARE(fixed.size(), 1);
    QCOMPARE(fixed[0].toObject()[text("tokens")].toInt(), tokens);
    QVERIFY(std::abs(fixed[0].toObject()[text("mean_kl")].toDouble() - kl / tokens) < 1e-12);
    QVERIFY(!fixed[0].toObject().contains(text("rank_m")));
    // Csv without being asked; other kinds of lines.
    const Result csv = lab({text("--prompts"), prompts, text("--sweep"), text("drop-bias"),
                            text("--values"), text("0.2,0.4")});
    QVERIFY(csv.out.startsWith("drop_bias,mean_kl,mean_delta,mean_logprob,agreement,dropped,"));
    const QString objects = promptFile("{\"ids\": [3, 5, 7]}\n{\"ids\": [8]}\n");
    const Result ids = lab({text("--model"), tiny, text("--prompts"), objects, text("--jsonl"),
                            text("--sweep"), text("route"), text("--values=-0.5,0.5"),
                            text("--json")});
    QCOMPARE(ids.err, QByteArray());
    QCOMPARE(objectsOf(ids.out).size(), 2);
    QCOMPARE(objectsOf(ids.out)[1][text("tokens")].toInt(), 4);
    // What is wrong in a file is said with its line.
    const Result wrong = lab({text("--model"), tiny, text("--prompts"),
                              promptFile("{\"ids\": [3]}\n{\"ids\": [99999999]}\n"),
                              text("--jsonl"), text("--gate")});
    QCOMPARE(wrong.code, 1);
    QCOMPARE(wrong.out, QByteArray());
    QVERIFY2(wrong.err.contains("prompts, line 2: "), wrong.err.constData());
    QCOMPARE(lab({text("--prompts"), promptFile("\n\n"), text("--gate")}).code, 1);
    QCOMPARE(lab({text("--prompts"), text("/nonexistent"), text("--gate")}).code, 1);
}

void TestCliLab::badUsageIsOneLine_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* arguments, const char* sentence) {
        QTest::newRow(arguments) << text(arguments) << QByteArray(sentence);
    };
    row("--prompt x --off 3.x", "--off: \"3.x\" is neither a head, as 3.1, nor a layer, as 4");
    row("--prompt x --off 3.1,", "--off: \"\" is neither a head, as 3.1, nor a layer, as 4");
    row("--prompt x --gate --heads -1",
        "--heads: \"-1\" is neither a head, as 3.1, nor a layer, as 4");
    row("--prompt x --rank-p 0", "--rank-p: \"0\" is not a rank, 1 or more");
    row("--prompt x --rank-m two", "--rank-m: \"two\" is no whole number, or too large a one");
    row("--prompt x --drop-empty=-1",
        "--drop-empty: \"-1\" is not a share of the median size, 0 or more");
    row("--prompt x --drop-empty nan",
        "--drop-empty: \"nan\" is not a share of the median size, 0 or more");
    row("--prompt x --drop-bias 1.5", "--drop-bias: \"1.5\" is not a correlation, 0 to 1");
    row("--prompt x --route=-2", "--route: \"-2\" is not a cosine, -1 to 1");
    row("--prompt x --drop-mode silence",
        "--drop-mode does not go with a lab that drops no messages");
    row("--prompt x --off-mode mean", "--off-mode does not go with a lab without --off");
    row("--prompt x --off 1 --heads 2",
        "--heads does not go with a lab that changes nothing but --off, which names its own");
    row("--prompt x --values 3", "--values does not go with a lab without --sweep");
    row("--prompt x --sweep rank-m --values 3",
        "--sweep does not go with one prompt: give --prompts FILE");
    row("--prompts f --sweep rank-m", "--sweep rank-m needs --values, as 1,2,4,8");
    row("--prompts f --sweep rank-m --values 1,x", "--values: \"x\" is not a rank, 1 or more");
    row("--prompts f --sweep rank-m --values 1.5", "--values: \"1.5\" is not a rank, 1 or more");
    row("--prompts f --sweep route --values 0,2", "--values: \"2\" is not a cosine, -1 to 1");
    row("--prompts f --sweep rank-m --values 1 --rank-m 4",
        "--rank-m does not go with --sweep rank-m, which sets it");
    row("--prompts f --prompt x", "a prompt does not go with --prompts, which brings many");
    row("--prompts f --top 3", "--top does not go with --prompts, of which means are written");
    row("--prompt x --jsonl", "--jsonl does not go with a lab without --prompts");
    row("--prompt x --heads 3", "--heads does not go with a lab that changes nothing of them");
    row("--prompt x --off 1 --heads 3",
        "--heads does not go with a lab that changes nothing but --off, which names its own");
    row("--prompt x --json --format csv", "--json does not go with --format");
    row("--gate", "there is no prompt: give --prompt TEXT or --ids 1,2,3");
    row("--prompt x --gates", "there is no option --gates: did you mean --gate?");
}

void TestCliLab::badUsageIsOneLine()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, sentence);
    const Result result = lab(arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.code, 2);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.err,
             QByteArray("headscope-cli: ") + sentence + " (headscope-cli lab --help says more)\n");
}

void TestCliLab::whatTheModelLacks_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* arguments, const char* sentence) {
        QTest::newRow(arguments) << text(arguments) << QByteArray(sentence);
    };
    row("--off 9.1", "there is no head 9.1: bookshelf-20m has 8 layers of 6 heads");
    row("--off 8", "there is no layer 8: bookshelf-20m has 8 layers of 6 heads");
    row("--gate --heads 0.6", "there is no head 0.6: bookshelf-20m has 8 layers of 6 heads");
    row("--rank-m 65", "a rank of 65 for W^M: it must be from 1 to 64, the size of the heads of "
                       "bookshelf-20m");
}

void TestCliLab::whatTheModelLacks()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, sentence);
    const Result result = lab(QStringList{text("--prompt"), text("x")}
                              + arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.code, 1);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.err, "headscope-cli: " + sentence + "\n");
}

/// With two of the document's sentences, so that it takes no minutes.
void TestCliLab::commandsOfTheDocumentRun()
{
    const QString document = QString::fromUtf8(contents(headscope::tests::qDocsPath("/lab.md")));
    const QList<QByteArray> sentences =
        contents(headscope::tests::qDocsPath("/lab-sentences.txt")).split('\n');
    QVERIFY(sentences.size() > 200);
    QList<QByteArray> once = sentences;
    std::sort(once.begin(), once.end());
    QVERIFY(std::adjacent_find(once.begin(), once.end()) == once.end());
    const QString few = promptFile(sentences.mid(0, 2).join('\n'));
    int commands = 0;
    QRegularExpression word(text("\"([^\"]*)\"|(\\S+)"));
    for (QString line : document.split(QLatin1Char('\n'))) {
        if (!line.startsWith(text("    headscope-cli ")))
            continue;
        QStringList arguments;
        line.replace(text("docs/lab-sentences.txt"), few);
        for (auto match = word.globalMatch(line); match.hasNext();) {
            const auto found = match.next();
            arguments.append(found.captured(1) + found.captured(2));
        }
        arguments.removeFirst();
        const Result result = run(arguments);
        QVERIFY2(result.code == 0 && result.err.isEmpty() && !result.out.isEmpty(),
                 qPrintable(line + QLatin1Char('\n') + QString::fromUtf8(result.err)));
        ++commands;
    }
    QVERIFY(commands >= 8);
}

QTEST_GUILESS_MAIN(TestCliLab)
#include "tst_clilab.moc"
