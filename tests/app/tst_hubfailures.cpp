// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/app/hubserver.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace headscope;
using core::ErrorKind;
using tests::HubReply;
using tests::HubRequest;
using tests::HubServer;

namespace {

/// What the server does in place of its usual answer; `times` is how often it was asked before.
using Fault =
    std::function<std::optional<HubReply>(const HubServer&, const HubRequest&, int times)>;

const QString weights = QStringLiteral("model.safetensors");

/// For requests with this in their path, always this reply.
Fault always(const char* part, HubReply reply)
{
    return [part, reply](const HubServer&, const HubRequest& request, int) {
        return request.path.contains(part) ? std::optional(reply) : std::nullopt;
    };
}

/// The usual answer about the weights, changed.
Fault weightsWith(const std::function<void(HubReply&, int times)>& change)
{
    return [change](const HubServer& server, const HubRequest& request,
                    int times) -> std::optional<HubReply> {
        if (!request.path.contains("model.safetensors"))
            return {};
        HubReply reply = server.usual(request);
        change(reply, times);
        return reply;
    };
}

HubReply listOf(const QByteArray& entries)
{
    return {200, {}, "{\"sha\": \"" + QByteArray(40, 'c') + "\", \"siblings\": [" + entries + "]}"};
}

HubReply redirectTo(const char* location)
{
    return {302, {{"Location", location}}, {}};
}

} // namespace
Q_DECLARE_METATYPE(Fault)

/// What servers do that they should not: each ends with one sentence and no model, or is overcome.
class TestHubFailures : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubServer> m_server;

    QString cache() const { return m_folder->filePath(QStringLiteral("hub")); }
    QString repository() const { return cache() + QStringLiteral("/models--org--some-model"); }
    void use(const Fault& fault)
    {
        m_server->intercept = [this, fault, times = 0](const HubRequest& request) mutable {
            auto reply = fault(*m_server, request, times);
            times += reply ? 1 : 0;
            return reply;
        };
    }
    void verifyNothingIsNamed() const
    {
        QVERIFY(!QFile::exists(repository() + QStringLiteral("/refs")));
        QVERIFY(!QFile::exists(repository() + QStringLiteral("/snapshots")));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HubServer>();
        m_server->addModel();
    }

    void refusals_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<QString>("token");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QStringList>("says");
        QTest::addColumn<int>("asked"); ///< requests for the last thing asked for
        const auto row = [](const char* name, const Fault& fault, ErrorKind kind,
                            const QStringList& says, int asked = 1, const char* token = "") {
            QTest::newRow(name) << fault << QString::fromLatin1(token) << kind << says << asked;
        };
        const auto s = [](const char* text) { return QString::fromLatin1(text); };
        const ErrorKind failed = ErrorKind::DownloadFailed;
        const char* api = "/api/";

        row("401", always(api, {401, {}, {}}), failed,
            {s("no such public model"), s("HF_TOKEN"), s("401")});
        row("401 with a token", always(api, {401, {{"WWW-Authenticate", "Bearer"}}, {}}), failed,
            {s("token"), s("not valid"), s("401")}, 1, "hf_x");
        row("403 gated", always(api, {403, {{"X-Error-Code", "GatedRepo"}}, {}}), failed,
            {s("org/some-model is gated"), s("accept its terms on http://127"), s("HF_TOKEN")});
        row("401 gated file", always("safetensors", {401, {{"X-Error-Code", "GatedRepo"}}, {}}),
            failed, {s("org/some-model is gated"), s("with the account that the token is of")}, 1,
            "hf_x");
        row("403", always(api, {403, {}, {}}), failed, {s("may not be read"), s("403")});
        row("404 model", always(api, {404, {{"X-Error-Code", "RepoNotFound"}}, {}}),
            ErrorKind::FileMissing, {s("org/some-model"), s("no such model"), s("404")});
        row("404 revision", always(api, {404, {{"X-Error-Code", "RevisionNotFound"}}, {}}),
            ErrorKind::FileMissing, {s("has no revision main"), s("404")});
        row("404 file", always("tokenizer", {404, {}, {}}), ErrorKind::FileMissing,
            {s("tokenizer.json of org/some-model"), s("404")});
        row("418", always(api, {418, {}, {}}), failed, {s("418")});
        row("500", always(api, {500, {}, "oh"}), failed, {s("500"), s("3 tries")}, 3);
        row("503 for a file", always("config", {503, {}, {}}), failed,
            {s("config.json of org/some-model"), s("503"), s("3 tries")}, 3);
        row("429", always(api, {429, {}, {}}), failed, {s("429"), s("3 tries")}, 3);
        row("429 for long", always(api, {429, {{"Retry-After", "3600"}}, {}}), failed,
            {s("429"), s("3600 s"), s("at most 2 s")});

        row("no JSON", always(api, {200, {}, "{\"sha\": "}), failed, {s("no JSON"), s("of 8")});
        row("HTML", always(api, {200, {{"Content-Type", "text/html"}}, "<html></html>"}), failed,
            {s("no JSON")});
        row("no object", always(api, {200, {}, "[1]"}), failed, {s("no JSON object")});
        row("nested", always(api, {200, {}, QByteArray(200000, '[')}), failed, {s("no JSON")});
        row("nothing", always(api, {200, {}, {}}), failed, {s("no JSON")});
        row("compressed",
            always(api, {200, {{"Content-Encoding", "gzip"}}, QByteArray("\x1f\x8b\x08\0", 4)}),
            failed, {s("gzip")});
        row("an endless list",
            always(api, {.headers = {}, .body = QByteArray(1 << 20, ' '), .endless = true}), failed,
            {s("too long"), s("33554432")});
        row("a long list", always(api, {.headers = {}, .body = " ", .length = qint64(1) << 40}),
            failed, {s("1099511627776"), s("33554432")});
        row("no commit", always(api, {200, {}, "{\"sha\": \"../x\", \"siblings\": []}"}), failed,
            {s("\"sha\" is no commit")});
        row("no list", always(api, {200, {}, "{\"sha\": \"" + QByteArray(40, 'c') + "\"}"}), failed,
            {s("no list \"siblings\"")});
        for (const char* name :
             {"../x", "/etc/passwd", "a/../../x", "a//b", "", ".", "a\\\\b", "a\\u0000b"})
            row(name, always(api, listOf("{\"rfilename\": \"" + QByteArray(name) + "\"}")), failed,
                {s("is no name of a file")});
        row("no text for a name", always(api, listOf("{\"rfilename\": 5}")), failed,
            {s("is no name of a file")});
        row("twice", always(api, listOf("{\"rfilename\": \"a\"}, {\"rfilename\": \"a\"}")), failed,
            {s("a twice")});
        row("more than a disk",
            always(api, listOf("{\"rfilename\": \"a\", \"size\": 99999999999999}")), failed,
            {s("99999999999999"), s("17592186044416")});
        row("less than nothing", always(api, listOf("{\"rfilename\": \"a\", \"size\": -5}")),
            failed, {s("-5 bytes")});
        row("no config", always(api, listOf("{\"rfilename\": \"model.safetensors\"}")),
            ErrorKind::Unsupported, {s("no config.json")});
        row("no weights", always(api, listOf("{\"rfilename\": \"config.json\"}")),
            ErrorKind::Unsupported, {s("neither model.safetensors nor")});
        row("pickle only",
            always(
                api,
                listOf("{\"rfilename\": \"config.json\"}, {\"rfilename\": \"pytorch_model.bin\"}")),
            ErrorKind::Unsupported,
            {s("pickle only (pytorch_model.bin)"), s("can run programs"),
             s("safe_serialization=True")});

        row("redirects without end", always(api, redirectTo("/api/models/again")), failed,
            {s("11th time (at most 10)")}, 10);
        row("to a file", always(api, redirectTo("file:///etc/passwd")), failed,
            {s("to an address that is none")});
        row("to nowhere", always(api, {302, {}, {}}), failed, {s("to an address that is none")});
        row("a redirect without end",
            always("config", {.status = 302,
                              .headers = {{"Location", "ftp://127.0.0.1/x"}},
                              .body = QByteArray(1 << 20, 'x'),
                              .endless = true}),
            failed, {s("to an address that is none")});

        row("stalls", always(api, {.headers = {}, .body = "{\"sha", .length = 4000, .stall = true}),
            failed, {s("nothing came for 0.4 s (3 tries)")}, 3);
        row("breaks in the list", always(api, {.headers = {}, .body = "{\"sha", .length = 4000}),
            failed, {s("3 tries")}, 3);
        row("says more than it should",
            weightsWith([](HubReply& reply, int) { reply.length = 300001; }), failed,
            {s("300001 bytes, where 300000"), weights});
        row("says less than it should",
            weightsWith([](HubReply& reply, int) { reply.length = 299999; }), failed,
            {s("299999 bytes, where 300000"), weights});
        row("sends more than it should", weightsWith([](HubReply& reply, int) {
                reply.body += "x";
                reply.length = -2;
            }),
            failed, {s("and more, where the list of files says 300000")});
        row("sends without end", weightsWith([](HubReply& reply, int) { reply.endless = true; }),
            failed, {s("and more, where the list of files says 300000")});
        row("sends less, without a length", weightsWith([](HubReply& reply, int) {
                reply.body.truncate(1000);
                reply.length = -2;
            }),
            failed, {s("ended too early (3 tries)")}, 3);
        row("a compressed file", weightsWith([](HubReply& reply, int) {
                reply.headers.push_back({"Content-Encoding", "br"});
            }),
            failed, {weights, s("as br")});
        row("another hash in its head", weightsWith([](HubReply& reply, int) {
                reply.headers = {{"X-Linked-ETag", '"' + QByteArray(64, 'e') + '"'}};
            }),
            failed, {QString(64, u'e'), s("where the list of files says")});
        row("wrong bytes",
            weightsWith([](HubReply& reply, int) { reply.body[100] = reply.body[100] ^ 1; }),
            ErrorKind::FileDamaged, {s("SHA-256"), s("where the hub says"), s("removed")});
        row("wrong bytes of a small file",
            [](const HubServer& server, const HubRequest& request, int) -> std::optional<HubReply> {
                if (!request.path.contains("tokenizer"))
                    return {};
                HubReply reply = server.usual(request);
                reply.body[7] = 'T';
                return reply;
            },
            ErrorKind::FileDamaged, {s("tokenizer.json"), s("Git SHA-1"), s("removed")});
        const auto range = [](const char* text) {
            return weightsWith([text](HubReply& reply, int times) {
                if (times == 0) {
                    reply.cutAfter = 100000;
                    return;
                }
                reply.headers = {{"Content-Range", text}};
            });
        };
        row("a range from elsewhere", range("bytes 0-199999/300000"), failed,
            {s("\"bytes 0-199999/300000\", where bytes 100000-299999/300000")}, 2);
        row("a range of another file", range("bytes 100000-299999/400000"), failed,
            {s("400000"), s("300000")}, 2);
        row("a range that is none", range("bytes nonsense"), failed, {s("nonsense")}, 2);
        row("a range without a name", range(""), failed, {s("\"\"")}, 2);
    }
    void refusals()
    {
        QFETCH(const Fault, fault);
        QFETCH(const QString, token);
        QFETCH(const ErrorKind, kind);
        QFETCH(const QStringList, says);
        QFETCH(const int, asked);
        use(fault);
        app::HubSettings settings = tests::hubSettings(*m_server, cache());
        settings.token = token;
        const auto outcome = tests::pull(settings, m_server->id);
        QCOMPARE(outcome.ends, 1);
        QCOMPARE(outcome.error, kind);
        for (const QString& part : says)
            QVERIFY2(outcome.sentence.contains(part), qPrintable(outcome.sentence));
        QVERIFY2(!outcome.sentence.contains(QLatin1Char('\n')) && outcome.sentence.size() < 500,
                 qPrintable(outcome.sentence));
        const QByteArray last = m_server->requests.back().path;
        QCOMPARE(m_server->count(last), asked);
        verifyNothingIsNamed();
        if (kind == ErrorKind::FileDamaged) {
            const QStringList left =
                tests::treeOf(repository()).filter(QStringLiteral(".incomplete"));
            QCOMPARE(left, QStringList());
        }
    }

    void overcome_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("atLeast"); ///< milliseconds
        const auto first = [](const char* part, const HubReply& reply) -> Fault {
            return [part, reply](const HubServer&, const HubRequest& request, int times) {
                return times == 0 && request.path.contains(part) ? std::optional(reply)
                                                                 : std::nullopt;
            };
        };
        QTest::newRow("503 once") << first("/api/", {503, {}, {}}) << 10;
        QTest::newRow("500 for a file") << first("config", {500, {}, {}}) << 10;
        QTest::newRow("429 with a time")
            << first("/api/", {429, {{"Retry-After", "1"}}, {}}) << 1000;
        QTest::newRow("429 with a date")
            << first("/api/", {429, {{"Retry-After", "Mon, 01 Jan 2001 00:00:00 GMT"}}, {}}) << 10;
        QTest::newRow("breaks in the list")
            << first("/api/", {.headers = {}, .body = "{", .length = 100}) << 10;
        QTest::newRow("stalls in the list")
            << first("/api/", {.headers = {}, .body = "{", .length = 100, .stall = true}) << 400;
        QTest::newRow("a redirect to a path")
            << first("/config.json", redirectTo("/large/config.json")) << 0;
    }
    void overcome()
    {
        QFETCH(const Fault, fault);
        QFETCH(const int, atLeast);
        use(fault);
        QElapsedTimer clock;
        clock.start();
        const auto outcome = tests::pull(tests::hubSettings(*m_server, cache()), m_server->id);
        QCOMPARE(outcome.sentence, QString());
        QVERIFY(!outcome.folder.isEmpty());
        QVERIFY(clock.elapsed() >= atLeast);
    }

    void whatIsAskedIsChecked_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<bool>("offline");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* id, const char* revision,
                            const char* endpoint, bool offline, const char* says) {
            QTest::newRow(name) << QString::fromLatin1(id) << QString::fromLatin1(revision)
                                << QString::fromLatin1(endpoint) << offline
                                << QString::fromLatin1(says);
        };
        row("an id with ..", "../x", "main", "", false, "is no id of a model");
        row("an id with --", "a--b/c", "main", "", false, "is no id of a model");
        row("three parts", "a/b/c", "main", "", false, "is no id of a model");
        row("another place's page", "https://example.org/a/b", "main", "", false,
            "is no id of a model");
        row("a page below", "https://huggingface.co/a/b/tree/main", "main", "", false,
            "\"a/b/tree/main\" is no id of a model");
        row("only the hub", "https://huggingface.co/", "main", "", false, "is no id of a model");
        row("no id", "", "main", "", false, "is no id of a model");
        row("a revision with ..", "a/b", "../main", "", false, "is no name of a revision");
        row("a revision in a dot folder", "a/b", "x/../y", "", false, "is no name of a revision");
        row("no revision", "a/b", "", "", false, "is no name of a revision");
        row("offline", "a/b", "main", "", true, "HF_HUB_OFFLINE is set");
        row("a path", "a/b", "main", "/tmp", false, "HF_ENDPOINT: \"/tmp\"");
        row("a file", "a/b", "main", "file:///tmp", false, "HF_ENDPOINT");
        row("with a password", "a/b", "main", "http://u:p@127.0.0.1", false, "HF_ENDPOINT");
    }
    void whatIsAskedIsChecked()
    {
        QFETCH(const QString, endpoint);
        QFETCH(const QString, says);
        app::HubSettings settings = tests::hubSettings(*m_server, cache());
        if (!endpoint.isEmpty())
            settings.endpoint = endpoint;
        settings.offline = *static_cast<bool*>(QTest::qData("offline", QMetaType::Bool));
        const auto outcome = tests::pull(
            settings, *static_cast<QString*>(QTest::qData("id", QMetaType::QString)),
            *static_cast<QString*>(QTest::qData("revision", QMetaType::QString)));
        QVERIFY2(outcome.sentence.contains(says), qPrintable(outcome.sentence));
        QCOMPARE(m_server->requests.size(), size_t(0));
        QVERIFY(!QFile::exists(cache()));
    }

    void nobodyIsThere()
    {
        app::HubSettings settings = tests::hubSettings(*m_server, cache());
        settings.patience.firstPause = settings.patience.longestPause = std::chrono::seconds(20);
        const QString id = m_server->id;
        m_server.reset();
        QElapsedTimer clock;
        clock.start();
        const auto outcome = tests::pull(settings, id);
        QCOMPARE(outcome.error, ErrorKind::DownloadFailed);
        QVERIFY2(outcome.sentence.contains(QStringLiteral("no connection to 127.0.0.1")),
                 qPrintable(outcome.sentence));
        QVERIFY(clock.elapsed() < 10000);
    }

    void noTlsWherePlainHttpAnswers()
    {
        app::HubSettings settings = tests::hubSettings(*m_server, cache());
        settings.endpoint.replace(QLatin1String("http:"), QLatin1String("https:"));
        const auto outcome = tests::pull(settings, m_server->id);
        QCOMPARE(outcome.error, ErrorKind::DownloadFailed);
        QVERIFY(!outcome.sentence.isEmpty());
        QCOMPARE(m_server->count("api"), 0);
    }

    void theDiskIsTooSmall()
    {
        const QByteArray large = "\", \"siblings\": [{\"rfilename\": \"config.json\", \"size\": 2, "
                                 "\"blobId\": \"9e26dfeeb6e641a33dae4961196235bdb965b21b\"}, "
                                 "{\"rfilename\": \"model.safetensors\", \"lfs\": {\"sha256\": \""
                                 + QByteArray(64, 'a') + "\", \"size\": 17000000000000}}]}";
        use(always("/api/", {200, {}, "{\"sha\": \"" + m_server->commit + large}));
        const auto outcome = tests::pull(tests::hubSettings(*m_server, cache()), m_server->id);
        QCOMPARE(outcome.error, ErrorKind::WriteFailed);
        QVERIFY2(outcome.sentence.contains(QStringLiteral("needs 17000000000002 more bytes"))
                     && outcome.sentence.contains(QStringLiteral("are free")),
                 qPrintable(outcome.sentence));
        QVERIFY(!QFile::exists(cache()));
        QCOMPARE(m_server->requests.size(), size_t(1));
    }

    void whereNothingCanBeWritten()
    {
        QFile file(cache());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto outcome = tests::pull(tests::hubSettings(*m_server, cache()), m_server->id);
        QCOMPARE(outcome.error, ErrorKind::WriteFailed);
        QVERIFY2(outcome.sentence.contains(cache() + QStringLiteral("/models--org--some-model")),
                 qPrintable(outcome.sentence));
        const auto plain = tests::pull(tests::hubSettings(*m_server, cache()), m_server->id,
                                       QStringLiteral("main"), cache());
        QCOMPARE(plain.error, ErrorKind::WriteFailed);
    }

    void anIndexThatLies_data()
    {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* index, const char* says) {
            QTest::newRow(name) << QByteArray(index) << QString::fromLatin1(says);
        };
        row("leads out", "{\"weight_map\": {\"a\": \"../../../x.safetensors\"}}",
            "is no name of a");
        row("absolute", "{\"weight_map\": {\"a\": \"/x.safetensors\"}}", "is no name of a");
        row("pickle", "{\"weight_map\": {\"a\": \"pytorch_model.bin\"}}", "is no name of a");
        row("missing", "{\"weight_map\": {\"a\": \"b.safetensors\"}}",
            "names b.safetensors, which is not among the 2 files");
        row("empty", "{\"weight_map\": {}}", "names no file");
        row("no map", "{}", "has no \"weight_map\"");
        row("no JSON", "{", "no JSON");
    }
    void anIndexThatLies()
    {
        QFETCH(const QByteArray, index);
        QFETCH(const QString, says);
        HubServer server;
        server.add(QStringLiteral("config.json"), "{}");
        server.add(QStringLiteral("model.safetensors.index.json"), index);
        const auto outcome = tests::pull(tests::hubSettings(server, cache()), server.id);
        QCOMPARE(outcome.error, ErrorKind::FileDamaged);
        QVERIFY2(outcome.sentence.contains(says), qPrintable(outcome.sentence));
        verifyNothingIsNamed();
    }

    void neitherSizeNorHash()
    {
        use([](const HubServer& server, const HubRequest& request, int) -> std::optional<HubReply> {
            if (request.method != "HEAD")
                return {};
            HubReply reply = server.usual(request);
            reply.headers = {{"ETag", "\"17c2a3\""}};
            return reply;
        });
        m_server->sizesInList = false;
        const auto outcome = tests::pull(tests::hubSettings(*m_server, cache()), m_server->id);
        QCOMPARE(outcome.error, ErrorKind::DownloadFailed);
        QVERIFY2(outcome.sentence.contains(QStringLiteral("could not be checked")),
                 qPrintable(outcome.sentence));
    }
};

QTEST_GUILESS_MAIN(TestHubFailures)
#include "tst_hubfailures.moc"
