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

#include <csignal>

using namespace headscope;
using tests::HubReply;
using tests::HubRequest;
using tests::HubServer;

namespace {

const QString program = tests::qProgramsPath("/headscope-cli");
const QString weights = QStringLiteral("model.safetensors");

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

} // namespace

/// headscope-cli pull as people start it, on a server that this test is.
class TestHubCli : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubServer> m_server;

    QHash<QString, QString> variables() const
    {
        return {{text("HF_ENDPOINT"), m_server ? m_server->address() : text("http://127.0.0.1:1")},
                {text("HF_HOME"), m_folder->path()}};
    }
    tests::ProgramResult run(const QStringList& arguments, const QHash<QString, QString>& more = {},
                             const std::function<void(QProcess&)>& started = {}) const
    {
        auto all = variables();
        all.insert(more);
        return tests::runBeside(program, arguments, all, started);
    }
    QString snapshot() const
    {
        return m_folder->filePath(text("hub/models--org--some-model/snapshots/"))
               + QString(40, u'c');
    }
    QString incomplete() const
    {
        return m_folder->filePath(text("hub/models--org--some-model/blobs/"))
               + QString::fromLatin1(m_server->hash(weights)) + text(".incomplete");
    }
    const QStringList m_pull{text("pull"), text("org/some-model")};

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HubServer>();
        m_server->addModel();
    }

    void aPulledModelRunsOffline()
    {
        HubServer elsewhere;
        m_server = std::make_unique<HubServer>();
        const QDir model(tests::qModelsPath("/bookshelf-20m"));
        for (const QString& name : model.entryList(QDir::Files))
            for (HubServer* server : {m_server.get(), &elsewhere})
                server->add(name, contents(model.filePath(name)), name == weights);
        m_server->elsewhere = elsewhere.address();
        const auto pulled = run(m_pull);
        QCOMPARE(pulled.code, 0);
        QCOMPARE(pulled.out, snapshot().toUtf8() + '\n');
        QCOMPARE(pulled.err.count('\n'), 6);
        QVERIFY2(pulled.err.contains("model.safetensors (6 of 6 files, 41.4 MB)"), pulled.err);
        QCOMPARE(elsewhere.requests.size(), size_t(1));

        m_server.reset();
        const QHash<QString, QString> offline{{text("HF_HUB_OFFLINE"), text("1")}};
        const QStringList ofModel{text("--model"), text("org/some-model")};
        const auto info = run(QStringList{text("info"), text("--json")} + ofModel, offline);
        QCOMPARE(info.err, QByteArray());
        QVERIFY2(info.out.contains("\"family\": \"gpt2\", \"layers\": 8, \"heads\": 6"), info.out);
        const QStringList tokenize{text("tokenize"), text("The captain of the ship")};
        QCOMPARE(run(tokenize + ofModel, offline).out, run(tokenize).out);
        const auto refused = run(m_pull, offline);
        QCOMPARE(refused.code, 1);
        QCOMPARE(refused.out, QByteArray());
        QCOMPARE(refused.err, QByteArray("headscope-cli: org/some-model is not downloaded: "
                                         "HF_HUB_OFFLINE is set\n"));
    }

    void aSecondTimeNothingComes()
    {
        QCOMPARE(run(m_pull).code, 0);
        m_server->requests.clear();
        const auto again = run(m_pull);
        QCOMPARE(again.code, 0);
        QCOMPARE(again.out, snapshot().toUtf8() + '\n');
        QCOMPARE(again.err, QByteArray());
        QCOMPARE(m_server->requests.size(), size_t(1));
    }

    void byTheAddressOfThePage()
    {
        for (const QString& hub : {m_server->address(), text("https://huggingface.co")})
            for (const char* const end : {"", "/"}) {
                const auto result = run({text("pull"), hub + text("/org/some-model") + text(end)});
                QCOMPARE(result.code, 0);
                QCOMPARE(result.out, snapshot().toUtf8() + '\n');
            }
        // Everything came from the endpoint, under the id.
        QVERIFY(!m_server->requests.empty());
        for (const auto& request : m_server->requests)
            QVERIFY2(request.path.contains("org/some-model") && !request.path.contains("http"),
                     request.path);
    }

    void options()
    {
        const QString folder = m_folder->filePath(text("plain"));
        const auto result = run(
            m_pull + QStringList{text("--revision"), text("v2"), text("--into"), folder},
            {{text("HF_TOKEN"), text("hf_mine")}});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.out, folder.toUtf8() + '\n');
        QCOMPARE(contents(folder + u'/' + weights), m_server->bytes(weights));
        QVERIFY(m_server->requests[0].path.contains("/revision/v2?"));
        for (const auto& request : m_server->requests)
            QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer hf_mine"));
        const auto help = run({text("pull"), text("--help")});
        QCOMPARE(help.code, 0);
        QVERIFY2(help.out.contains("openai-community/gpt2 (548.1 MB)"), help.out);
    }

    void errors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no id") << QStringList{text("pull")} << 2 << QByteArray("ID");
        QTest::newRow("two ids") << m_pull + QStringList{text("other")} << 2 << QByteArray("other");
        QTest::newRow("an option") << m_pull + QStringList{text("--inot"), text("x")} << 2
                                   << QByteArray("did you mean --into?");
        QTest::newRow("no folder")
            << m_pull + QStringList{text("--into"), text("")} << 2 << QByteArray("--into");
        QTest::newRow("a bad id") << QStringList{text("pull"), text("../x")} << 1
                                  << QByteArray("no id of a model");
        QTest::newRow("another id") << QStringList{text("pull"), text("no/model")} << 1
                                    << QByteArray("no/model: there is no such model at http://");
    }
    void errors()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QByteArray, says);
        const auto result = run(arguments);
        QCOMPARE(result.code, code);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains(says), result.err);
        QVERIFY2(result.err.startsWith("headscope-cli: ") && result.err.count('\n') == 1,
                 result.err);
        QVERIFY(!QFile::exists(m_folder->filePath(text("hub"))));
    }

    void anInterruptKeepsWhatCame()
    {
        m_server->intercept = [this](const HubRequest& request) -> std::optional<HubReply> {
            if (!request.path.endsWith("safetensors") || request.headers.contains("range"))
                return {};
            HubReply reply = m_server->usual(request);
            reply.cutAfter = 120000;
            reply.stall = true;
            return reply;
        };
        const auto stopped = run(m_pull, {}, [this](QProcess& process) {
            auto* poll = new QTimer(&process);
            QObject::connect(poll, &QTimer::timeout, &process, [this, poll, &process] {
                if (QFileInfo(incomplete()).size() < 120000)
                    return;
                poll->stop();
                ::kill(static_cast<pid_t>(process.processId()), SIGINT);
            });
            poll->start(20);
        });
        QCOMPARE(stopped.code, -2);
        QCOMPARE(stopped.out, QByteArray());
        QVERIFY2(stopped.err.endsWith("headscope-cli: stopped; what came is kept, and the same "
                                      "command goes on with it\n"),
                 stopped.err);
        QCOMPARE(contents(incomplete()), m_server->bytes(weights).left(120000));
        const auto result = run(m_pull);
        QCOMPARE(result.code, 0);
        QVERIFY2(result.err.contains("from byte 120000 on"), result.err);
        QCOMPARE(m_server->last("safetensors").headers.value("range"), QByteArray("bytes=120000-"));
        QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
    }

    void aFullDiskKeepsWhatCame()
    {
        // A limit on the length of files stands for a disk that is full: 200 blocks of 512 bytes.
        const auto full = tests::runBeside(
            text("/bin/sh"),
            {text("-c"), text("trap '' XFSZ; ulimit -f 200; exec \"$0\" pull org/some-model"),
             program},
            variables());
        QCOMPARE(full.code, 1);
        QCOMPARE(full.out, QByteArray());
        const QByteArray sentence = full.err.mid(full.err.indexOf("headscope-cli: "));
        QCOMPARE(sentence.count('\n'), 1);
        QVERIFY2(sentence.contains("cannot be written: File too large")
                     && sentence.contains("of 300000 bytes that came stay"),
                 sentence);
        const QByteArray came = contents(incomplete());
        QVERIFY(came.size() > 0 && came.size() <= 102400);
        QCOMPARE(came, m_server->bytes(weights).left(came.size()));
        QCOMPARE(run(m_pull).code, 0);
        QCOMPARE(m_server->last("safetensors").headers.value("range"),
                 "bytes=" + QByteArray::number(came.size()) + '-');
    }

    void onATerminalOneLineIsRedrawn()
    {
        const QString script = text("/usr/bin/script");
        if (!QFile::exists(script))
            QSKIP("no program that gives a terminal");
        const auto result = tests::runBeside(script,
                                             {text("-qec"),
                                              text("\"%1\" pull org/some-model").arg(program),
                                              m_folder->filePath(text("typescript"))},
                                             variables());
        QCOMPARE(result.code, 0);
        QVERIFY2(result.out.contains("\r\033[Kasking for the list of files"), result.out);
        QVERIFY2(result.out.contains("model.safetensors  5.0 kB of 305.0 kB"), result.out);
        QVERIFY2(result.out.contains("\r\033[K305.0 kB of 305.0 kB"), result.out);
        // The line goes before the folder comes.
        QVERIFY2(result.out.endsWith("\r\033[K" + snapshot().toUtf8() + "\r\n"), result.out);
    }
};

QTEST_GUILESS_MAIN(TestHubCli)
#include "tst_hubcli.moc"
