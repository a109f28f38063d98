// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The code of docs/scripting.md, run as it stands there, and what it finds against our own numbers.
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

#include <cmath>

using namespace headscope::tests;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// All code of a language in the document, in order.
QString codeOf(const QString& language)
{
    const QString document = QString::fromUtf8(
        contents(headscope::tests::qDocsPath("/scripting.md")));
    QString code;
    bool inside = false;
    for (const QString& line : document.split(QLatin1Char('\n'))) {
        if (line.startsWith(text("```")))
            inside = !inside && line == text("```") + language;
        else if (inside)
            code += line + QLatin1Char('\n');
    }
    return code;
}

QJsonArray rowsOf(const QStringList& arguments)
{
    const Result result = run(QStringList{text("table"), text("--format"), text("json"),
                                          text("--out"), text("-"), text("--prompt"),
                                          text("The captain of the ship gave the order")}
                              + arguments);
    return QJsonDocument::fromJson(result.out).array();
}

} // namespace

class TestScripting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pythonFindsOurNumbers();
    void rFindsOurNumbers();

private:
    /// Runs a program in the folder; what it prints.
    QByteArray output(const QString& program, const QStringList& arguments);
    /// The size of what each head of layer 5 writes for the last token.
    void compareSizes(const QJsonArray& sizes);
    QTemporaryDir m_folder;
    QJsonArray m_stream; ///< of the last token, all that layer 5 adds
};

QByteArray TestScripting::output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(text("PATH"),
                       headscope::tests::qProgramsPath(":") + environment.value(text("PATH")));
    environment.insert(text("LC_ALL"), text("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(program, arguments);
    const bool good = process.waitForFinished(patience) && process.exitCode() == 0;
    if (!good)
        qWarning("%s", process.readAllStandardError().constData());
    return good ? process.readAllStandardOutput() : QByteArray();
}

void TestScripting::initTestCase()
{
    const QString made = codeOf(text("sh"));
    QCOMPARE(made.count(text("headscope-cli")), 5);
    output(text("bash"), {text("-e"), text("-c"), made});
    for (const char* name :
         {"trace.safetensors", "head.csv", "patterns.tsv", "neurons.json", "heads.jsonl"})
        QVERIFY2(QFileInfo(m_folder.filePath(text(name))).size() > 0, name);
}

void TestScripting::pythonFindsOurNumbers()
{
    const QString python = QStandardPaths::findExecutable(text("python3"), {text("/usr/bin")});
    if (python.isEmpty() || output(python, {text("-c"), text("import numpy; print(1)")}).isEmpty())
        QSKIP("Python with NumPy is not installed");
    const QString code = codeOf(text("python"))
                         + text("\nprint('@' + json.dumps({"
                                "'words': words, 'sizes': sizes.tolist(), 'best': best.tolist(),"
                                "'chance': chances.max(axis=1).tolist(),"
                                "'rows': [[r['token'], unguarded(r['pattern'])] for r in rows],"
                                "'neuron': strongest['neuron'], 'mean': mean.tolist()}))\n");
    const QByteArray printed = output(python, {text("-c"), code});
    const QJsonObject found =
        QJsonDocument::fromJson(printed.mid(printed.lastIndexOf("\n@") + 2)).object();
    QCOMPARE(found[text("words")].toArray().size(), 9);

    const QJsonArray states = rowsOf({text("--view"), text("evolution"), text("--keep-fragments")});
    const QJsonArray best = found[text("best")].toArray();
    for (int i = 0; i < 9; ++i) {
        const QJsonObject state = states[states.size() - 9 + i].toObject();
        const double chance = state[text("probability")].toDouble();
        QVERIFY(std::abs(found[text("chance")].toArray()[i].toDouble() - chance) < 1e-5);
    }
    QCOMPARE(best.size(), 9);

    const QJsonArray head = rowsOf({text("--view"), text("head"), text("--layer"), text("0"),
                                    text("--head"), text("2"), text("--centred")});
    const QJsonArray rows = found[text("rows")].toArray();
    QCOMPARE(rows.size(), head.size());
    for (int i = 0; i < rows.size(); ++i) {
        QStringList words;
        for (const auto& word : head[i].toObject()[text("pattern")].toArray())
            words.append(word.toString());
        QCOMPARE(rows[i].toArray()[0], head[i].toObject()[text("token")]);
        QCOMPARE(rows[i].toArray()[1].toString(), words.join(text(" | ")));
    }
    const QJsonArray mean = found[text("mean")].toArray();
    QCOMPARE(mean.size(), 48);
    QVERIFY(found[text("neuron")].toInt() >= 0);
    compareSizes(found[text("sizes")].toArray());
}

void TestScripting::rFindsOurNumbers()
{
    const QString rscript = QStandardPaths::findExecutable(text("Rscript"));
    if (rscript.isEmpty()
        || output(rscript, {text("--vanilla"), text("-e"),
                            text("cat(requireNamespace('jsonlite', quietly = TRUE))")})
               != "TRUE")
        QSKIP("R with jsonlite is not installed");
    const QString code = codeOf(text("r"))
                         + text("\ncat('\\n@', toJSON(list(sizes = sizes, sums = colSums(scores),"
                                " first = rowMeans(first), rows = nrow(patterns)), digits = NA),"
                                " '\\n', sep = '')\n");
    const QByteArray printed = output(rscript, {text("--vanilla"), text("-e"), code});
    const QJsonObject found =
        QJsonDocument::fromJson(printed.mid(printed.lastIndexOf("\n@") + 2)).object();
    const QJsonArray sums = found[text("sums")].toArray();
    QCOMPARE(sums.size(), 9);
    for (const auto& sum : sums)
        QVERIFY(std::abs(sum.toDouble() - 1) < 1e-5);
    QCOMPARE(found[text("rows")].toArray()[0].toInt(), 48 * 9);
    QCOMPARE(found[text("first")].toArray().size(), 48);
    compareSizes(found[text("sizes")].toArray());
}

/// By our own table of the stream: the messages that each head of the layer has sent, as far as the
/// lengths of a sum are bounded by those of its parts.
void TestScripting::compareSizes(const QJsonArray& sizes)
{
    QCOMPARE(sizes.size(), 6);
    if (m_stream.isEmpty())
        m_stream = rowsOf({text("--view"), text("stream"), text("--token"), text("8")});
    for (int h = 0; h < 6; ++h) {
        double longest = 0;
        double all = 0;
        for (const auto& row : m_stream) {
            const QJsonObject part = row.toObject();
            if (part[text("kind")].toString() != text("message") || part[text("layer")].toInt() != 5
                || part[text("head")].toInt() != h)
                continue;
            const double size = part[text("size")].toDouble();
            all += size;
            longest = std::max(longest, size);
        }
        const double found = sizes[h].toDouble();
        QVERIFY2(found <= all * (1 + 1e-5) && found >= 2 * longest - all - 1e-5,
                 qPrintable(text("%1: %2 of %3").arg(h).arg(found).arg(all)));
        QVERIFY(found > 0);
    }
}

QTEST_GUILESS_MAIN(TestScripting)
#include "tst_scripting.moc"
