// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/app/hubserver.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace headscope;

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

const QString cli = tests::qProgramsPath("/headscope-cli");
const QString window = tests::qProgramsPath("/headscope");
const QString model = tests::qModelsPath("/bookshelf-20m");

} // namespace

/// No program opens a connection, or looks a host up, unless it is told to download: each runs with
/// a library loaded into it that notes every step towards the network.
class TestConnections : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString notes() const { return m_folder->filePath(text("notes")); }
    QByteArray noted() const
    {
        QFile file(notes());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QHash<QString, QString> variables() const
    {
        QHash<QString, QString> all{{text("LD_PRELOAD"), text(HEADSCOPE_NOTE_CONNECTIONS)},
                                    // The library comes before the sanitizer's own.
                                    {text("ASAN_OPTIONS"), text("verify_asan_link_order=0")},
                                    {text("HEADSCOPE_TEST_CONNECTIONS"), notes()},
                                    {text("QT_QPA_PLATFORM"), text("offscreen")},
                                    {text("HF_HOME"), m_folder->path()},
                                    {text("HOME"), m_folder->path()}};
        for (const char* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            all.insert(text(name), m_folder->filePath(text(name)));
        return all;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void commands_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) {
            QTest::newRow(name) << arguments;
        };
        const QStringList prompt{text("--prompt"), text("The ship")};
        row("info", {text("info")});
        row("an id", {text("info"), text("--model"), text("openai-community/gpt2")});
        row("tokenize", {text("tokenize"), text("The ship")});
        row("trace", QStringList{text("trace"), text("--out"), text("FOLDER/trace.safetensors"),
                                 text("--arrays"), text("logits")}
                         + prompt);
        row("lens", QStringList{text("lens"), text("--what"), text("pattern"), text("--layer"),
                                text("0"), text("--head"), text("2"), text("--json")}
                        + prompt);
        row("heads", QStringList{text("heads"), text("--json")} + prompt);
        row("table", QStringList{text("table"), text("--view"), text("head"), text("--layer"),
                                 text("0"), text("--head"), text("2"), text("--format"),
                                 text("csv"), text("--out"), text("-")}
                         + prompt);
        row("the help of pull", {text("pull"), text("--help")});
    }
    void commands()
    {
        QFETCH(const QStringList, arguments);
        QStringList inFolder = arguments;
        inFolder.replaceInStrings(text("FOLDER"), m_folder->path());
        const auto result = tests::runBeside(cli, inFolder, variables());
        // A model that is not there is one sentence, not a download.
        const bool missing = arguments.contains(text("openai-community/gpt2"));
        QVERIFY2(result.code == (missing ? 1 : 0), result.err);
        QCOMPARE(noted(), QByteArray());
    }

    void theWindowsPictures()
    {
        const QString pictures = m_folder->filePath(text("pictures"));
        const auto result = tests::runBeside(window,
                                             {text("--shots"), pictures, text("--prompt"),
                                              text("The ship"), text("--size"), text("800x600")},
                                             variables());
        QCOMPARE(result.code, 0);
        QVERIFY(!QDir(pictures).entryList({text("*.png")}).isEmpty());
        QCOMPARE(noted(), QByteArray());
    }

    void theWindow()
    {
        // What it keeps of a model's neurons comes last: by then it has looked for models, loaded
        // the one that was chosen, and run the prompt.
        const QString kept = m_folder->filePath(text("XDG_CACHE_HOME"));
        bool complete = false;
        tests::runBeside(window, {text("--model"), model, text("--prompt"), text("The ship")},
                         variables(), [&](QProcess& process) {
                             auto* poll = new QTimer(&process);
                             QObject::connect(poll, &QTimer::timeout, &process, [&, poll] {
                                 const QStringList files = tests::treeOf(kept);
                                 complete = std::any_of(
                                     files.begin(), files.end(), [](const QString& name) {
                                         return name.contains(QLatin1String("neurons/"))
                                                && !name.endsWith(QLatin1Char('/'));
                                     });
                                 if (!complete)
                                     return;
                                 poll->stop();
                                 process.terminate();
                             });
                             poll->start(100);
                         });
        QVERIFY2(complete, qPrintable(tests::treeOf(kept).join(QLatin1Char(' '))));
        QCOMPARE(noted(), QByteArray());
    }

    /// Shows that this test can fail.
    void aDownloadIsNoted()
    {
        tests::HubServer server;
        server.addModel();
        auto all = variables();
        all.insert(text("HF_ENDPOINT"), server.address());
        const auto result = tests::runBeside(cli, {text("pull"), server.id}, all);
        QCOMPARE(result.err.count('\n'), 3);
        QCOMPARE(result.code, 0);
        QVERIFY(noted().contains("socket\n"));
        QVERIFY(noted().contains("connect\n"));
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
