// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The weights of a loaded model lie in a file that others may cut or write to.
#include "app/session.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <functional>
#include <vector>

using namespace headscope;
using app::Session;
using core::HeadIndex;
using core::LayerIndex;
using headscope::tests::patience;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the test cannot read its file");
    return file.readAll();
}

/// Over what is there, as a program does that knows no better.
void writeInPlace(const QString& path, const QByteArray& content, qint64 at = 0)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(content) != content.size())
        qFatal("the test cannot write its file");
}

/// Every second half of the numbers, which makes BF16 of F32.
QByteArray asBf16(const QByteArray& weights)
{
    quint64 length = 0;
    std::memcpy(&length, weights.constData(), sizeof length);
    const qsizetype begin = 8 + static_cast<qsizetype>(length);
    const QJsonObject header =
        QJsonDocument::fromJson(weights.mid(8, static_cast<qsizetype>(length))).object();
    QJsonObject narrow;
    for (auto entry = header.begin(); entry != header.end(); ++entry) {
        QJsonObject fields = entry->toObject();
        if (entry.key() != QLatin1String("__metadata__")) {
            const QJsonArray offsets = fields[QLatin1String("data_offsets")].toArray();
            fields[QLatin1String("dtype")] = QStringLiteral("BF16");
            fields[QLatin1String("data_offsets")] = QJsonArray{offsets[0].toInt() / 2,
                                                               offsets[1].toInt() / 2};
        }
        narrow[entry.key()] = fields;
    }
    const QByteArray text = QJsonDocument(narrow).toJson(QJsonDocument::Compact);
    const auto newLength = static_cast<quint64>(text.size());
    QByteArray result(reinterpret_cast<const char*>(&newLength), sizeof newLength);
    result += text;
    for (qsizetype at = begin; at < weights.size(); at += 4)
        result += weights.mid(at + 2, 2);
    return result;
}

/// A folder of gpt2-tiny with a tokenizer of single bytes, loaded in a session.
struct Loaded {
    QTemporaryDir folder;
    Session session;
    QString weights = folder.filePath(QStringLiteral("model.safetensors"));

    explicit Loaded(bool narrow = false)
    {
        const QString tiny = tests::qDataPath("/gpt2-tiny/");
        const QByteArray original = contentOf(tiny + QStringLiteral("model.safetensors"));
        write(QStringLiteral("model.safetensors"), narrow ? asBf16(original) : original);
        write(QStringLiteral("config.json"), contentOf(tiny + QStringLiteral("config.json")));
        QJsonObject vocabulary;
        char16_t other = 256;
        for (int byte = 0; byte < 256; ++byte) {
            const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte != 0xAD);
            vocabulary[QString(printable ? QChar(byte) : QChar(other++))] = byte;
        }
        write(QStringLiteral("vocab.json"), QJsonDocument(vocabulary).toJson());
        write(QStringLiteral("merges.txt"), "#version: 0.2\n");
        QSignalSpy idle(&session, &Session::idle);
        session.wantHead(LayerIndex(0), HeadIndex(0), {});
        session.load(folder.path());
        session.run(QStringLiteral("the boats"), true);
        if (!idle.wait(patience) || !session.headTable())
            qFatal("the model cannot be loaded");
    }

    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test cannot write its file");
    }
};

/// What a session says while `work` is done; waits until it is idle.
QStringList sentences(Session& session, const std::function<void()>& work)
{
    QSignalSpy idle(&session, &Session::idle);
    QSignalSpy failed(&session, &Session::failed);
    work();
    if (!idle.wait(patience))
        qFatal("the session does not come to an end");
    QStringList all;
    for (const auto& arguments : failed)
        all << arguments[1].toString();
    return all;
}

} // namespace

class TestChangedFiles : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_cache;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_cache.isValid());
        qputenv("XDG_CACHE_HOME", QFile::encodeName(m_cache.path()));
    }

    void cutFilesEndInASentence_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing left") << 0;
        QTest::newRow("half left") << 227'000;
        QTest::newRow("one byte gone") << 453'999;
    }

    void cutFilesEndInASentence()
    {
        QFETCH(const int, left);
        Loaded l;
        Session& s = l.session;
        const auto before = s.prompt();
        const auto table = s.headTable();
        QSignalSpy prompts(&s, &Session::promptChanged);
        QSignalSpy heads(&s, &Session::headChanged);
        QSignalSpy neurons(&s, &Session::neuronsChanged);
        QSignalSpy probes(&s, &Session::probeChanged);
        QSignalSpy evolutions(&s, &Session::evolutionChanged);
        QSignalSpy streams(&s, &Session::streamChanged);
        QVERIFY(QFile::resize(l.weights, left));
        const QString expected = QStringLiteral("%1 was 454000 bytes long when it was opened and "
                                                "is %2 bytes long now; open the model again")
                                     .arg(l.weights)
                                     .arg(left);
        const std::vector<std::function<void()>> requests{
            [&] { s.run(QStringLiteral("other words"), true); },
            [&] { s.wantHead(LayerIndex(1), HeadIndex(1), {}); },
            [&] { s.wantNeurons(); },
            [&] { s.probe(); },
            [&] { s.wantEvolution(true); },
            [&] { s.wantStream(core::StreamOptions{}); },
        };
        for (const auto& request : requests) {
            const QStringList said = sentences(s, request);
            QVERIFY(!said.isEmpty());
            for (const QString& sentence : said)
                QCOMPARE(sentence, expected);
        }
        for (const auto* spy : {&prompts, &heads, &neurons, &probes, &evolutions, &streams})
            QCOMPARE(spy->count(), 0);
        // What was there stays, and what was made of zeros is kept nowhere.
        QCOMPARE(s.prompt(), before);
        QCOMPARE(s.headTable(), table);
        QVERIFY(QDir(m_cache.path() + QStringLiteral("/headscope/neurons"))
                    .entryList(QDir::Files)
                    .isEmpty());
        // Opened again, the cut file is what it is, and the old model stays.
        const auto model = s.model();
        const QStringList said = sentences(s, [&] { s.load(l.folder.path()); });
        QCOMPARE(said.size(), 1);
        QVERIFY2(said[0].contains(QStringLiteral("model.safetensors")), qPrintable(said[0]));
        QCOMPARE(s.model(), model);
    }

    void filesWrittenInPlaceEndInASentence_data()
    {
        QTest::addColumn<int>("byte");
        QTest::newRow("zeros") << 0;
        QTest::newRow("no numbers") << 0xFF;
        QTest::newRow("numbers near the largest") << 0x7E;
    }

    void filesWrittenInPlaceEndInASentence()
    {
        QFETCH(const int, byte);
        Loaded l;
        QSignalSpy prompts(&l.session, &Session::promptChanged);
        QTest::qSleep(30); // the clock of files moves in steps of some milliseconds
        writeInPlace(l.weights, QByteArray(450'000, static_cast<char>(byte)), 4'000);
        const QStringList said = sentences(
            l.session, [&] { l.session.run(QStringLiteral("other words"), true); });
        QVERIFY(!said.isEmpty());
        QVERIFY2(said[0].startsWith(l.weights), qPrintable(said[0]));
        QVERIFY2(said[0].contains(QStringLiteral("was written to since it was opened"))
                     && said[0].endsWith(QStringLiteral("; open the model again")),
                 qPrintable(said[0]));
        QCOMPARE(prompts.count(), 0);
        // Every view on the run that is there.
        const auto others = sentences(l.session, [&] {
            l.session.wantNeurons();
            l.session.wantHead(LayerIndex(1), HeadIndex(0), {});
            l.session.wantHeadNetwork(core::HeadNetworkOptions{});
            l.session.wantPositions(core::PositionOptions{});
            l.session.wantEvolution(true);
            l.session.wantStream(core::StreamOptions{});
        });
        for (const QString& sentence : others)
            QCOMPARE(sentence, said[0]);
        QVERIFY(!others.isEmpty());
    }

    void filesReplacedByNameAreHarmless()
    {
        Loaded l;
        const auto before = l.session.headTable();
        QTest::qSleep(30);
        QVERIFY(QFile::copy(l.weights, l.weights + QStringLiteral(".new")));
        QVERIFY(QFile::remove(l.weights));
        writeInPlace(l.weights + QStringLiteral(".new"), QByteArray(400'000, '\x3c'), 8'000);
        QVERIFY(QFile::rename(l.weights + QStringLiteral(".new"), l.weights));
        const QStringList said = sentences(
            l.session, [&] { l.session.run(QStringLiteral("the boats"), true); });
        QCOMPARE(said, QStringList());
        QVERIFY(l.session.headTable() != before);
        QVERIFY(l.session.headTable()->attention == before->attention);
    }

    void widenedModelsNeedTheirFileNoLonger()
    {
        Loaded l(true);
        QCOMPARE(l.session.model()->info.dtype, std::string("BF16"));
        const auto before = l.session.headTable();
        QVERIFY(QFile::resize(l.weights, 0));
        const QStringList said = sentences(
            l.session, [&] { l.session.run(QStringLiteral("the boats"), true); });
        QCOMPARE(said, QStringList());
        QVERIFY(l.session.headTable() != before);
        QVERIFY(l.session.headTable()->attention == before->attention);
    }
};

QTEST_GUILESS_MAIN(TestChangedFiles)
#include "tst_changedfiles.moc"
