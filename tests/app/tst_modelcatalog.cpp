// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/freememory.h"
#include "app/modelcatalog.h"
#include "tests/support/app/modelfolders.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>

using namespace headscope;
using app::CatalogEntry;
using app::ModelCatalog;
using headscope::tests::patience;
using tests::putFile;
using tests::putModel;
using tests::putSnapshot;
using State = CatalogEntry::State;

namespace {
const QString longHash = QStringLiteral("0123456789abcdef0123456789abcdef01234567");
} // namespace

class TestModelCatalog : public QObject
{
    Q_OBJECT
    QTemporaryDir m_root;
    app::ModelPlaces m_places;

    QString path(const char* name) const { return m_root.filePath(QString::fromUtf8(name)); }

    std::vector<CatalogEntry> readAll(const QStringList& recent = {}) const
    {
        auto entries = app::listModels(m_places, recent);
        for (CatalogEntry& entry : entries)
            app::readEntry(entry);
        return entries;
    }
    CatalogEntry entry(const QString& name, const QString& revision = {},
                       const QStringList& recent = {}) const
    {
        for (CatalogEntry& entry : readAll(recent))
            if (entry.name == name && entry.revision == revision)
                return entry;
        qFatal("%s is not in the catalogue", qPrintable(name));
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(QDir(m_root.path()).removeRecursively());
        QVERIFY(QDir().mkpath(m_root.path()));
        m_places.embedded = path("share/models");
        m_places.hubCache = path("hub");
    }

    void saysWhatAModelIs()
    {
        putModel(path("share/models/small"));
        const CatalogEntry small = entry(QStringLiteral("small"));
        QVERIFY(small.origin == CatalogEntry::Origin::Embedded);
        QVERIFY2(small.state == State::Readable, qPrintable(small.problem));
        const core::ModelInfo& info = small.outline->info;
        QCOMPARE(info.family, std::string("gpt2"));
        QCOMPARE(info.layers, 3);
        QCOMPARE(info.heads, 4);
        QCOMPARE(info.width, 48);
        QCOMPARE(info.dtype, std::string("F32"));
        QVERIFY(!small.outline->tokenizer);
        QCOMPARE(small.diskBytes,
                 QFileInfo(path("share/models/small/config.json")).size()
                     + QFileInfo(path("share/models/small/model.safetensors")).size());
    }

    void listsEveryRevisionTheDefaultFirst()
    {
        const QString hub = m_places.hubCache;
        putSnapshot(hub, QStringLiteral("org/name"), QStringLiteral("aaaa"));
        putSnapshot(hub, QStringLiteral("org/name"), QStringLiteral("bbbb"),
                    QStringLiteral("main"));
        putSnapshot(hub, QStringLiteral("org/name"), QStringLiteral("cccc"),
                    QStringLiteral("pr/7"));
        putSnapshot(hub, QStringLiteral("org/name"), longHash);
        putSnapshot(hub, QStringLiteral("alone"), QStringLiteral("dddd"), QStringLiteral("main"));
        QStringList seen;
        for (const CatalogEntry& found : readAll()) {
            QVERIFY2(found.state == State::Readable, qPrintable(found.problem));
            QVERIFY(found.origin == CatalogEntry::Origin::HubCache);
            QVERIFY(found.outline->info.name == found.name.toStdString());
            seen << found.name + QLatin1Char('@') + found.revision;
        }
        QCOMPARE(seen,
                 (QStringList{QStringLiteral("alone@"), QStringLiteral("org/name@"),
                              QStringLiteral("org/name@01234567"), QStringLiteral("org/name@aaaa"),
                              QStringLiteral("org/name@pr/7")}));
        QVERIFY(entry(QStringLiteral("org/name"), QStringLiteral("pr/7"))
                    .folder.endsWith(QLatin1String("/snapshots/cccc")));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("words"); // in the sentence
        QTest::newRow("nothing") << "org/nothing"
                                 << "no snapshot yet";
        QTest::newRow("ref without snapshot") << "org/lost"
                                              << "refs/main names eeee";
        QTest::newRow("broken link") << "org/link"
                                     << "model.safetensors is a link to a file";
        QTest::newRow("pickle only") << "org/pickle"
                                     << "pickle file";
        QTest::newRow("no weights") << "org/noweights"
                                    << "has neither model.safetensors";
        QTest::newRow("no config") << "org/noconfig"
                                   << "config.json";
        QTest::newRow("family") << "org/family"
                                << "\"mamba\" is not among the families";
        QTest::newRow("cut off") << "org/cut"
                                 << "but the file has only";
        QTest::newRow("missing shard") << "org/shards"
                                       << "part-2.safetensors";
        QTest::newRow("shapes") << "org/shapes"
                                << "has shape";
    }
    void saysWhatIsWrong()
    {
        const QString hub = m_places.hubCache;
        const auto make = [&](const char* name) {
            return putSnapshot(hub, QLatin1String("org/") + QLatin1String(name),
                               QStringLiteral("1111"), QStringLiteral("main"));
        };
        const auto file = [](const QString& folder, const char* name) {
            const QString path = folder + QLatin1Char('/') + QLatin1String(name);
            QFile::remove(path);
            return path;
        };
        QVERIFY(QDir().mkpath(hub + QStringLiteral("/models--org--nothing/snapshots")));
        QVERIFY(QDir().mkpath(hub + QStringLiteral("/models--org--lost/snapshots")));
        putFile(hub + QStringLiteral("/models--org--lost/refs/main"), "eeee");
        const QString weights = make("link") + QStringLiteral("/model.safetensors");
        QVERIFY(QFile::remove(QFileInfo(weights).canonicalFilePath()));
        const QString pickle = make("pickle");
        file(pickle, "model.safetensors");
        putFile(pickle + QStringLiteral("/pytorch_model.bin"), "x");
        file(make("noweights"), "model.safetensors");
        file(make("noconfig"), "config.json");
        putFile(file(make("family"), "config.json"), R"({"model_type": "mamba"})");
        const QString cut = make("cut");
        const QByteArray whole = tests::contentOf(cut + QStringLiteral("/model.safetensors"));
        putFile(file(cut, "model.safetensors"), whole.left(whole.size() / 2));
        putFile(file(make("shards"), "model.safetensors") + QStringLiteral(".index.json"),
                R"({"weight_map": {"a": "part-1.safetensors", "b": "part-2.safetensors"}})");
        putFile(hub + QStringLiteral("/models--org--shards/snapshots/1111/part-1.safetensors"),
                QByteArray("\x02\0\0\0\0\0\0\0{}", 10));
        const QString shapes = make("shapes");
        putFile(file(shapes, "config.json"),
                tests::contentOf(tests::qDataPath("/gpt2-tiny/config.json"))
                    .replace("\"n_embd\": 48", "\"n_embd\": 44"));

        QFETCH(QString, id);
        QFETCH(QString, words);
        const CatalogEntry bad = entry(id);
        QVERIFY(bad.state == State::Unreadable);
        QVERIFY(!bad.outline);
        QVERIFY2(bad.problem.contains(words), qPrintable(bad.problem));
        QVERIFY(!bad.problem.contains(QLatin1Char('\n')));
        // It stops none of the others.
        putSnapshot(hub, QStringLiteral("zzz"), QStringLiteral("1"), QStringLiteral("main"));
        QVERIFY(entry(QStringLiteral("zzz")).state == State::Readable);
    }

    void aRefThatNamesNothingIsSaidBesideOtherSnapshots()
    {
        putSnapshot(m_places.hubCache, QStringLiteral("org/half"), QStringLiteral("aaaa"));
        putFile(path("hub/models--org--half/refs/main"), "../../../etc");
        QCOMPARE(readAll().size(), std::size_t(1)); // such a ref is none
        QCOMPARE(readAll()[0].revision, QString());
        putFile(path("hub/models--org--half/refs/main"), "ffff");
        const auto entries = readAll();
        QCOMPARE(entries.size(), std::size_t(2));
        QVERIFY(entries[0].problem.contains(QLatin1String("ffff")));
        QVERIFY(entries[1].state == State::Readable);
    }

    void aSnapshotMayGoWhileItIsListed()
    {
        const QString folder = putSnapshot(m_places.hubCache, QStringLiteral("org/going"),
                                           QStringLiteral("aaaa"));
        auto entries = app::listModels(m_places, {});
        QVERIFY(QDir(folder).removeRecursively());
        app::readEntry(entries[0]);
        QVERIFY(entries[0].state == State::Unreadable);
        QVERIFY(entries[0].problem.contains(QLatin1String("not complete")));
        QVERIFY(entries[0].partBytes > 0);
    }

    void foldersOpenedBefore()
    {
        putModel(path("mine"));
        putModel(path("share/models/small"));
        putSnapshot(m_places.hubCache, QStringLiteral("org/name"), QStringLiteral("aaaa"),
                    QStringLiteral("main"));
        const QString elsewhere = path("elsewhere/hub");
        const QString other = putSnapshot(elsewhere, QStringLiteral("org/other"),
                                          QStringLiteral("bbbb"), QStringLiteral("main"));
        QVERIFY(QFile::link(path("mine"), path("link")));
        putFile(path("file"), "x");
        const QStringList recent{path("mine"),
                                 path("gone"),
                                 path("hub/models--org--name/snapshots/aaaa"),
                                 path("link"),
                                 path("share/models/small"),
                                 other,
                                 path("file"),
                                 QString(),
                                 path("gone")};
        std::vector<CatalogEntry> entries;
        for (const CatalogEntry& found : readAll(recent))
            if (found.origin == CatalogEntry::Origin::Folder)
                entries.push_back(found);
        QCOMPARE(entries.size(), std::size_t(4));
        QCOMPARE(entries[0].name, QStringLiteral("mine"));
        QVERIFY(entries[0].state == State::Readable);
        QVERIFY(entries[1].state == State::Gone);
        QVERIFY(entries[1].problem.contains(path("gone")));
        QCOMPARE(entries[2].name, QStringLiteral("org/other")); // not the snapshot's hash
        QVERIFY(entries[3].state == State::Gone);
        QVERIFY(entries[3].problem.contains(QLatin1String("not a folder")));
    }

    void readsInItsOwnThread()
    {
        putModel(path("share/models/small"));
        putFile(path("share/models/broken/config.json"), "[");
        putSnapshot(m_places.hubCache, QStringLiteral("org/name"), QStringLiteral("aaaa"),
                    QStringLiteral("main"));
        ModelCatalog catalog(m_places);
        QSignalSpy changed(&catalog, &ModelCatalog::changed);
        QSignalSpy finished(&catalog, &ModelCatalog::finished);
        std::vector<std::size_t> unread;
        connect(&catalog, &ModelCatalog::changed, &catalog, [&] {
            const auto& all = catalog.entries();
            unread.push_back(static_cast<std::size_t>(
                std::count_if(all.begin(), all.end(),
                              [](const CatalogEntry& e) { return e.state == State::Unread; })));
        });
        catalog.refresh({});
        QVERIFY(catalog.isReading());
        QVERIFY(catalog.entries().empty()); // nothing was read here
        QVERIFY(finished.wait(patience));
        QVERIFY(!catalog.isReading());
        QCOMPARE(unread, (std::vector<std::size_t>{3, 2, 1, 0}));
        QVERIFY(catalog.entries()[0].state == State::Unreadable);
        QVERIFY(catalog.entries()[1].state == State::Readable);
        // A new reading replaces one under way, which is heard of no more.
        catalog.refresh({});
        catalog.refresh({path("gone")});
        QVERIFY(finished.wait(patience));
        QCOMPARE(finished.count(), 2);
        QCOMPARE(catalog.entries().size(), std::size_t(4));
        catalog.refresh({});
        catalog.cancel();
        QVERIFY(!catalog.isReading());
        QTest::qWait(50);
        QCOMPARE(finished.count(), 2);
        QCOMPARE(catalog.entries().size(), std::size_t(4));
    }

    void nothingAnywhere()
    {
        ModelCatalog catalog({});
        QSignalSpy finished(&catalog, &ModelCatalog::finished);
        catalog.refresh({});
        QVERIFY(finished.wait(patience));
        QVERIFY(catalog.entries().empty());
        QVERIFY(app::listModels({path("nowhere"), path("nowhere")}, {}).empty());
    }

    void inspectsOneFolder()
    {
        putModel(path("mine"));
        ModelCatalog catalog(m_places);
        QStringList asked;
        CatalogEntry last;
        connect(&catalog, &ModelCatalog::inspected, &catalog,
                [&](const QString& about, const CatalogEntry& entry) {
                    asked << about;
                    last = entry;
                });
        catalog.inspect(path("gone"));
        catalog.inspect(path("mine/model.safetensors"));
        QTRY_COMPARE_WITH_TIMEOUT(asked, QStringList{path("mine/model.safetensors")}, patience);
        QCOMPARE(last.folder, path("mine"));
        QVERIFY(last.state == State::Readable);
        catalog.inspect(path("gone"));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, patience);
        QVERIFY(last.state == State::Gone);
    }

    void aFolderMayBeUnreadable()
    {
        putModel(path("mine"));
        if (chmod(QFile::encodeName(path("mine")).constData(), 0) != 0 || isReadable())
            QSKIP("everything can be read here");
        const CatalogEntry mine = entry(QStringLiteral("mine"), {}, {path("mine")});
        chmod(QFile::encodeName(path("mine")).constData(), 0700);
        QVERIFY(mine.state == State::Unreadable);
    }

    void freeMemoryIsTheSmallest()
    {
        const QString root = path("system");
        QVERIFY(!app::freeMemory(root));
        putFile(root + QStringLiteral("/proc/meminfo"),
                "MemTotal:       8000 kB\nMemAvailable:   5000 kB\n");
        QCOMPARE(*app::freeMemory(root), 5000 * 1024);
        putFile(root + QStringLiteral("/proc/self/cgroup"), "12:cpu:/x\n0::/a/b\n");
        const QString groups = root + QStringLiteral("/sys/fs/cgroup");
        putFile(groups + QStringLiteral("/a/b/memory.max"), "max\n");
        putFile(groups + QStringLiteral("/a/b/memory.current"), "1000\n");
        QCOMPARE(*app::freeMemory(root), 5000 * 1024);
        putFile(groups + QStringLiteral("/a/memory.max"), "3000000\n");
        putFile(groups + QStringLiteral("/a/memory.current"), "2000000\n");
        putFile(groups + QStringLiteral("/a/memory.stat"), "anon 5\ninactive_file 500000\n");
        QCOMPARE(*app::freeMemory(root), 1500000);
        putFile(groups + QStringLiteral("/memory.max"), "100\n");
        putFile(groups + QStringLiteral("/memory.current"), "2000\n");
        QCOMPARE(*app::freeMemory(root), 0);
        putFile(root + QStringLiteral("/proc/meminfo"), "nonsense\nMemAvailable: x kB\n");
        QCOMPARE(*app::freeMemory(root), 0);
    }

    void thisComputerSaysHowMuchIsFree()
    {
        const auto free = app::freeMemory();
        QVERIFY(free && *free > 0);
    }

private:
    bool isReadable() const { return QFile(path("mine/config.json")).open(QIODevice::ReadOnly); }
};

QTEST_GUILESS_MAIN(TestModelCatalog)
#include "tst_modelcatalog.moc"
