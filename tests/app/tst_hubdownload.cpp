// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hublock.h"
#include "app/modelsource.h"
#include "tests/support/app/hubserver.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace headscope;
using app::HubDownload;
using app::HubProgress;
using tests::HubReply;
using tests::HubRequest;
using tests::HubServer;

namespace {

const QString weights = QStringLiteral("model.safetensors");
const QString config = QStringLiteral("config.json");
const QString tokenizer = QStringLiteral("tokenizer.json");

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

} // namespace

/// Downloads from a server on loopback that does what a hub does, and what connections do.
class TestHubDownload : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubServer> m_server;

    QString cache() const { return m_folder->filePath(QStringLiteral("hub")); }
    QString repository() const { return cache() + QStringLiteral("/models--org--some-model"); }
    QString snapshot() const
    {
        return repository() + QStringLiteral("/snapshots/") + QString::fromLatin1(m_server->commit);
    }
    QString into() const { return m_folder->filePath(QStringLiteral("mine")); }
    QString blob(const QString& name) const
    {
        return repository() + QStringLiteral("/blobs/") + QString::fromLatin1(m_server->hash(name));
    }
    QString incomplete() const { return blob(weights) + QStringLiteral(".incomplete"); }
    app::HubSettings settings() const { return tests::hubSettings(*m_server, cache()); }
    tests::HubOutcome pull(const QString& revision = QStringLiteral("main"),
                           const QString& folder = {}) const
    {
        return tests::pull(settings(), m_server->id, revision, folder);
    }
    /// Cuts the weights after so many bytes, so often.
    void cutWeights(qint64 after, int times, bool stall = false)
    {
        m_server->intercept =
            [=, this, left = times](const HubRequest& request) mutable -> std::optional<HubReply> {
            if (!request.path.endsWith("model.safetensors") || left-- <= 0)
                return {};
            HubReply reply = m_server->usual(request);
            reply.cutAfter = after;
            reply.stall = stall;
            return reply;
        };
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HubServer>();
        m_server->addModel();
    }

    void layoutIsTheCaches()
    {
        const auto outcome = pull();
        QCOMPARE(outcome.sentence, QString());
        QCOMPARE(outcome.ends, 1);
        QCOMPARE(outcome.folder, snapshot());
        const auto hash = [this](const QString& name) {
            return QString::fromLatin1(m_server->hash(name));
        };
        const QString root = QStringLiteral("models--org--some-model/");
        const QString place = root + QStringLiteral("snapshots/%1/").arg(QString(40, u'c'));
        const QString link = QStringLiteral(" -> ../../blobs/");
        QStringList expected{root,
                             root + QStringLiteral("blobs/"),
                             root + QStringLiteral("blobs/") + hash(config),
                             root + QStringLiteral("blobs/") + hash(tokenizer),
                             root + QStringLiteral("blobs/") + hash(weights),
                             root + QStringLiteral("refs/"),
                             root + QStringLiteral("refs/main"),
                             root + QStringLiteral("snapshots/"),
                             place,
                             place + config + link + hash(config),
                             place + tokenizer + link + hash(tokenizer),
                             place + weights + link + hash(weights)};
        expected.sort();
        QStringList found = tests::treeOf(cache());
        found.erase(std::remove_if(found.begin(), found.end(),
                                   [](const QString& name) {
                                       return name.startsWith(QLatin1String(".locks/"));
                                   }),
                    found.end());
        QCOMPARE(found, expected);
        QCOMPARE(hash(weights).size(), 64);
        QCOMPARE(hash(config).size(), 40);
        QCOMPARE(contents(root.isEmpty() ? root : repository() + QStringLiteral("/refs/main")),
                 m_server->commit);
        for (const QString& name : {config, tokenizer, weights})
            QCOMPARE(contents(snapshot() + u'/' + name), m_server->bytes(name));
    }

    void onlyWhatIsNeededIsAskedFor()
    {
        pull();
        QCOMPARE(m_server->requests.size(), size_t(4));
        for (const auto& request : m_server->requests) {
            QCOMPARE(request.headers.value("accept-encoding"), QByteArray("identity"));
            QVERIFY(!request.headers.contains("authorization"));
            QVERIFY(!request.headers.contains("cookie"));
        }
        QCOMPARE(m_server->count(".bin") + m_server->count(".onnx") + m_server->count("README"), 0);
    }

    void progressGrowsToTheEnd()
    {
        const auto outcome = pull();
        QVERIFY(outcome.progress.size() >= 2);
        qint64 before = 0;
        for (const HubProgress& progress : outcome.progress) {
            QVERIFY(progress.done >= before);
            QVERIFY(progress.done <= progress.total || progress.total == 0);
            before = progress.done;
        }
        const HubProgress& last = outcome.progress.back();
        const qint64 all = m_server->bytes(config).size() + m_server->bytes(tokenizer).size()
                           + m_server->bytes(weights).size();
        QCOMPARE(last.done, all);
        QCOMPARE(last.total, all);
        QCOMPARE(last.filesDone, 3);
        QCOMPARE(last.filesTotal, 3);
    }

    void whatIsThereIsNotDownloadedAgain()
    {
        pull();
        m_server->requests.clear();
        QCOMPARE(pull().folder, snapshot());
        QCOMPARE(m_server->requests.size(), size_t(1));
        // Of another length: not that file.
        QFile file(blob(tokenizer));
        QVERIFY(file.resize(10));
        m_server->requests.clear();
        QCOMPARE(pull().folder, snapshot());
        QCOMPARE(m_server->requests.size(), size_t(2));
        QCOMPARE(contents(snapshot() + u'/' + tokenizer), m_server->bytes(tokenizer));
    }

    void anotherHostGetsNoToken()
    {
        HubServer other;
        other.id = m_server->id;
        other.addModel();
        m_server->elsewhere = other.address();
        app::HubSettings asked = settings();
        asked.token = QStringLiteral("hf_secret");
        const auto outcome = tests::pull(asked, m_server->id);
        QCOMPARE(outcome.sentence, QString());
        for (const auto& request : m_server->requests)
            QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer hf_secret"));
        QCOMPARE(other.requests.size(), size_t(1));
        for (auto header = other.requests[0].headers.begin();
             header != other.requests[0].headers.end(); ++header)
            QVERIFY2(!header.value().contains("hf_secret"), header.key().constData());
    }

    void brokenConnectionsGoOn_data()
    {
        QTest::addColumn<bool>("stall");
        QTest::newRow("breaks") << false;
        QTest::newRow("stalls") << true;
    }
    void brokenConnectionsGoOn()
    {
        QFETCH(const bool, stall);
        // More often than it tries where nothing comes: each of these brings something.
        cutWeights(70000, 4, stall);
        const auto outcome = pull();
        QCOMPARE(outcome.sentence, QString());
        QCOMPARE(contents(outcome.folder + u'/' + weights), m_server->bytes(weights));
        QCOMPARE(m_server->count(weights.toLatin1()), 5);
        QCOMPARE(m_server->last(weights.toLatin1()).headers.value("range"),
                 QByteArray("bytes=280000-"));
    }

    void cancelKeepsWhatCame()
    {
        cutWeights(100000, 1, true);
        const auto outcome = tests::pull(settings(), m_server->id, QStringLiteral("main"), {},
                                         [](HubDownload& download, const HubProgress& progress) {
                                             if (progress.file == weights
                                                 && progress.fileDone == 100000)
                                                 download.cancel();
                                         });
        QVERIFY(outcome.stopped);
        QCOMPARE(outcome.ends, 1);
        QCOMPARE(contents(incomplete()), m_server->bytes(weights).left(100000));
        QVERIFY(!QFile::exists(repository() + QStringLiteral("/refs/main")));
        QVERIFY(!QFile::exists(snapshot()));
        app::ModelPlaces places{QString(), cache()};
        QCOMPARE(app::findModels(places).size(), size_t(0));

        m_server->requests.clear();
        QCOMPARE(pull().folder, snapshot());
        QCOMPARE(m_server->requests.size(), size_t(2));
        QCOMPARE(m_server->last("model").headers.value("range"), QByteArray("bytes=100000-"));
        QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
        QCOMPARE(app::findModels(places).size(), size_t(1));
    }

    void cancelAtOnceAndDestroyAreQuiet()
    {
        HubDownload download(settings());
        int ends = 0;
        bool stopped = false;
        connect(&download, &HubDownload::finished, this, [&] { ++ends; });
        connect(&download, &HubDownload::failed, this, [&] { ++ends; });
        connect(&download, &HubDownload::stopped, this, [&] {
            ++ends;
            stopped = true;
        });
        download.cancel();
        QVERIFY(!download.isRunning());
        download.start(m_server->id);
        QVERIFY(download.isRunning());
        download.cancel();
        download.cancel();
        QTRY_COMPARE(ends, 1);
        QVERIFY(stopped);
        QVERIFY(!download.isRunning());
        {
            HubDownload other(settings());
            connect(&other, &HubDownload::stopped, this, [&] { ++ends; });
            other.start(m_server->id);
            QTest::qWait(5);
        }
        QTest::qWait(50);
        QCOMPARE(ends, 1);
    }

    void withoutRangesItStartsAnew()
    {
        m_server->ranges = false;
        cutWeights(100000, 1);
        const auto outcome = pull();
        QCOMPARE(outcome.sentence, QString());
        QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
        QCOMPARE(m_server->last("model").headers.value("range"), QByteArray("bytes=100000-"));
    }

    void withoutRangesACircleEnds()
    {
        m_server->ranges = false;
        cutWeights(200000, 1000);
        const auto outcome = pull();
        QCOMPARE(outcome.error, core::ErrorKind::DownloadFailed);
        QVERIFY(m_server->count("safetensors") < 6);
    }

    void aRefusedRangeStartsAnew()
    {
        cutWeights(100000, 1);
        m_server->intercept = [this, cut = m_server->intercept](
                                  const HubRequest& request) -> std::optional<HubReply> {
            if (request.headers.contains("range"))
                return HubReply{416, {}, {}};
            return cut(request);
        };
        QCOMPARE(pull().sentence, QString());
        QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
        QCOMPARE(m_server->count("safetensors"), 3);
    }

    void partsOfEarlierDownloadsAreChecked_data()
    {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<bool>("right");
        QTest::addColumn<int>("asked");
        QTest::newRow("a right part") << qint64(1234) << true << 1;
        QTest::newRow("all of it") << qint64(300000) << true << 0;
        QTest::newRow("too long") << qint64(300001) << true << 1;
        QTest::newRow("a wrong part") << qint64(1234) << false << 1;
    }
    void partsOfEarlierDownloadsAreChecked()
    {
        QFETCH(const qint64, length);
        QFETCH(const bool, right);
        QFETCH(const int, asked);
        QVERIFY(QDir().mkpath(repository() + QStringLiteral("/blobs")));
        QByteArray part = (m_server->bytes(weights) + "more").left(length);
        if (!right)
            part[7] = static_cast<char>(~part[7]);
        {
            QFile file(incomplete());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(part);
        }
        const auto outcome = pull();
        QCOMPARE(m_server->count("safetensors"), asked);
        if (right) {
            QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
            return;
        }
        QCOMPARE(outcome.error, core::ErrorKind::FileDamaged);
        QVERIFY(!QFile::exists(incomplete()));
        QVERIFY(!QFile::exists(snapshot()));
        QCOMPARE(pull().folder, snapshot());
    }

    void shardsOfAnIndex()
    {
        HubServer server;
        server.add(config, "{}");
        const QByteArray first(120000, '1');
        const QByteArray second(80000, '2');
        server.add(QStringLiteral("model-00001-of-00002.safetensors"), first, true);
        server.add(QStringLiteral("model-00002-of-00002.safetensors"), second, true);
        server.add(QStringLiteral("model-00003-of-00002.safetensors"), "not named", true);
        server.add(QStringLiteral("model.safetensors.index.json"),
                   R"({"weight_map": {"a": "model-00001-of-00002.safetensors",
                       "b": "model-00002-of-00002.safetensors",
                       "c": "model-00001-of-00002.safetensors"}})");
        for (const bool sizes : {true, false}) {
            server.sizesInList = sizes;
            server.requests.clear();
            const QString place = m_folder->filePath(sizes ? QStringLiteral("a")
                                                           : QStringLiteral("b"));
            const auto outcome = tests::pull(tests::hubSettings(server, place), server.id);
            QCOMPARE(outcome.sentence, QString());
            QCOMPARE(contents(outcome.folder + QStringLiteral("/model-00001-of-00002.safetensors")),
                     first);
            QCOMPARE(contents(outcome.folder + QStringLiteral("/model-00002-of-00002.safetensors")),
                     second);
            QCOMPARE(server.count("00003"), 0);
            QCOMPARE(outcome.progress.back().filesTotal, 4);
            QCOMPARE(server.requests.size(), size_t(sizes ? 5 : 9));
        }
    }

    void sizesAndHashesThatTheListDoesNotSay()
    {
        HubServer other;
        other.addModel();
        m_server->elsewhere = other.address();
        m_server->sizesInList = false;
        QCOMPARE(pull().sentence, QString());
        QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
        // The head of the redirect was enough.
        QCOMPARE(other.requests.size(), size_t(1));
        QCOMPARE(other.requests[0].method, QByteArray("GET"));
    }

    void revisions_data()
    {
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QByteArray>("inAddress");
        QTest::addColumn<bool>("reference");
        QTest::newRow("a tag") << QStringLiteral("v1.0") << QByteArray("v1.0") << true;
        QTest::newRow("with a slash")
            << QStringLiteral("refs/pr/1") << QByteArray("refs%2Fpr%2F1") << true;
        QTest::newRow("a commit") << QString(40, u'c') << QByteArray(40, 'c') << false;
    }
    void revisions()
    {
        QFETCH(const QString, revision);
        QFETCH(const QByteArray, inAddress);
        QFETCH(const bool, reference);
        QCOMPARE(pull(revision).folder, snapshot());
        QCOMPARE(m_server->requests[0].path,
                 "/api/models/org/some-model/revision/" + inAddress + "?blobs=true");
        QCOMPARE(QFile::exists(repository() + QStringLiteral("/refs/") + revision), reference);
        QCOMPARE(QFile::exists(repository() + QStringLiteral("/refs")), reference);
    }

    void theOldVersionStaysUntilTheNewIsWhole()
    {
        pull();
        const QString old = snapshot();
        m_server->commit = QByteArray(40, 'd');
        m_server->add(weights, QByteArray(200000, 'n'), true);
        cutWeights(0, 1000);
        QCOMPARE(pull().error, core::ErrorKind::DownloadFailed);
        const app::ModelPlaces places{QString(), cache()};
        QCOMPARE(app::resolveModel(m_server->id, places), old);
        QVERIFY(!QFile::exists(snapshot()));
        m_server->intercept = {};
        pull();
        QCOMPARE(app::resolveModel(m_server->id, places), snapshot());
        QCOMPARE(contents(old + u'/' + weights).size(), 300000);
    }

    void plainlyIntoAFolder()
    {
        cutWeights(100000, 1, true);
        const auto stopped = tests::pull(settings(), m_server->id, QStringLiteral("main"), into(),
                                         [](HubDownload& download, const HubProgress& progress) {
                                             if (progress.file == weights
                                                 && progress.fileDone == 100000)
                                                 download.cancel();
                                         });
        QVERIFY(stopped.stopped);
        QVERIFY(!QFile::exists(into() + u'/' + config));
        m_server->requests.clear();
        const auto outcome = pull(QStringLiteral("main"), into());
        QCOMPARE(outcome.sentence, QString());
        QCOMPARE(outcome.folder, into());
        QCOMPARE(m_server->requests.size(), size_t(2));
        QCOMPARE(m_server->last("model").headers.value("range"), QByteArray("bytes=100000-"));
        QCOMPARE(tests::treeOf(into()), QStringList({config, weights, tokenizer}));
        QCOMPARE(contents(into() + u'/' + weights), m_server->bytes(weights));
        QVERIFY(!QFile::exists(cache()));

        m_server->requests.clear();
        QCOMPARE(pull(QStringLiteral("main"), into()).folder, into());
        QCOMPARE(m_server->requests.size(), size_t(1));
        QCOMPARE(tests::treeOf(into()), QStringList({config, weights, tokenizer}));
    }

    void aFileOfTheUsersIsNotReplaced()
    {
        QVERIFY(QDir().mkpath(into()));
        QFile own(into() + u'/' + tokenizer);
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write(QByteArray(5000, 'm'));
        own.close();
        const auto outcome = pull(QStringLiteral("main"), into());
        QCOMPARE(outcome.error, core::ErrorKind::WriteFailed);
        QVERIFY2(outcome.sentence.contains(own.fileName()), qPrintable(outcome.sentence));
        QCOMPARE(contents(own.fileName()), QByteArray(5000, 'm'));
        QCOMPARE(m_server->requests.size(), size_t(1));
    }

    void theSameBytesUnderTwoNames()
    {
        m_server->add(QStringLiteral("vocab.json"), m_server->bytes(tokenizer));
        for (const QString& folder : {QString(), into()}) {
            m_server->requests.clear();
            const auto outcome = pull(QStringLiteral("main"), folder);
            QCOMPARE(outcome.sentence, QString());
            for (const QString& name : {tokenizer, QStringLiteral("vocab.json")})
                QCOMPARE(contents(outcome.folder + u'/' + name), m_server->bytes(tokenizer));
            QCOMPARE(m_server->requests.size(), size_t(4));
        }
    }

    void twoAtTheSameTimeShareTheWork()
    {
        cutWeights(100000, 1, true);
        HubDownload first(settings());
        HubDownload second(settings());
        QStringList folders;
        bool waited = false;
        for (HubDownload* download : {&first, &second}) {
            connect(download, &HubDownload::finished, this,
                    [&](const QString& folder) { folders << folder; });
            connect(download, &HubDownload::progressed, this,
                    [&](const HubProgress& progress) { waited = waited || progress.waiting; });
            download->start(m_server->id);
        }
        QTRY_COMPARE_WITH_TIMEOUT(folders.size(), 2, tests::patience);
        QCOMPARE(folders, QStringList({snapshot(), snapshot()}));
        QVERIFY(waited);
        // The one that was cut, and the one that went on.
        QCOMPARE(m_server->count("safetensors"), 2);
        QCOMPARE(contents(snapshot() + u'/' + weights), m_server->bytes(weights));
    }

    void waitsForAnotherProgramsLock()
    {
        const QString folder = cache() + QStringLiteral("/.locks/models--org--some-model");
        QVERIFY(QDir().mkpath(folder));
        app::HubLock lock;
        QVERIFY(lock.tryLock(folder + u'/' + QString::fromLatin1(m_server->hash(weights))
                             + QStringLiteral(".lock")));
        const auto outcome = tests::pull(settings(), m_server->id, QStringLiteral("main"), {},
                                         [&](HubDownload&, const HubProgress& progress) {
                                             if (progress.waiting)
                                                 QTimer::singleShot(300, this,
                                                                    [&lock] { lock.unlock(); });
                                         });
        QCOMPARE(outcome.folder, snapshot());
        QCOMPARE(m_server->count("safetensors"), 1);
    }

    void isFoundByItsId()
    {
        pull();
        const app::ModelPlaces places{QString(), cache()};
        const auto found = app::findModels(places);
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found[0].name, m_server->id);
        QCOMPARE(app::resolveModel(m_server->id, places), snapshot());
    }
};

QTEST_GUILESS_MAIN(TestHubDownload)
#include "tst_hubdownload.moc"
