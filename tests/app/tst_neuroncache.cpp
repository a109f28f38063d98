// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/neuroncache.h"
#include "tests/support/places.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include <sys/stat.h>

using namespace headscope;
using app::NeuronCache;

namespace {

constexpr qint64 plenty = 1 << 30;

bool same(const core::LensCell& a, const core::LensCell& b)
{
    return a.ids == b.ids && a.scores == b.scores && a.bias == b.bias && a.rho == b.rho
           && a.legibility == b.legibility && a.highBias == b.highBias;
}

bool same(const std::vector<std::vector<core::LensCell>>& a,
          const std::vector<std::vector<core::LensCell>>& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
            return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                              [](const auto& x, const auto& y) { return same(x, y); });
        });
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void replace(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestNeuronCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void readsWhatWasWritten();
    void gatesAndLayersOfDifferentSizes_data();
    void gatesAndLayersOfDifferentSizes();
    void anEncoderHasAFileOfItsOwn();
    void filesOfTheLayoutBeforeAreNotBelieved();
    void eachOptionHasAFileOfItsOwn();
    void otherWeightsHaveOtherWords();
    void damageIsFoundAndRemoved();
    void otherThingsInItsPlaceAreLeftAlone();
    void withoutAHashNothingIsKept();
    void removesWhatWasUsedLongestAgo();
    void aFolderThatCannotBeWrittenIsNoFailure();

private:
    std::shared_ptr<const core::Model> m_model;
    core::NeuronWords m_words;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<NeuronCache> m_cache;
};

void TestNeuronCache::initTestCase()
{
    m_model = core::loadModel(headscope::tests::dataPath("/gpt2-tiny"));
    core::NeuronWordsSearch search(m_model, std::make_shared<const core::Lens>(m_model));
    QVERIFY(search.advance());
    m_words = search.take();
    QCOMPARE(m_words.in.size(), static_cast<std::size_t>(m_model->info.layers));
    QCOMPARE(m_words.out.back().size(), static_cast<std::size_t>(m_model->info.ffn));
    QCOMPARE(m_words.in.front().front().ids.size(), std::size_t(10));
}

void TestNeuronCache::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_cache = std::make_unique<NeuronCache>(m_folder->filePath(QStringLiteral("deep/neurons")),
                                            plenty);
}

void TestNeuronCache::readsWhatWasWritten()
{
    QVERIFY(!m_cache->read(*m_model, {}));
    QVERIFY(m_cache->write(*m_model, m_words));
    const auto read = m_cache->read(*m_model, {});
    QVERIFY(read != nullptr);
    QCOMPARE(read->options, m_words.options);
    QVERIFY(same(read->in, m_words.in));
    QVERIFY(same(read->out, m_words.out));
    // Nothing else lies beside it.
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("deep/neurons")))
                 .entryList(QDir::Files | QDir::Hidden)
                 .size(),
             1);
}

void TestNeuronCache::gatesAndLayersOfDifferentSizes_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("gates") << QStringLiteral("llama3-tiny");
    QTest::newRow("experts, of which one layer has none") << QStringLiteral("deepseekv3-tiny");
}

void TestNeuronCache::gatesAndLayersOfDifferentSizes()
{
    QFETCH(QString, folder);
    const auto model = core::loadModel((headscope::tests::qDataPath("/") + folder).toStdString());
    core::NeuronWordsSearch search(model, std::make_shared<const core::Lens>(model));
    QVERIFY(search.advance());
    const core::NeuronWords words = search.take();
    for (std::size_t l = 0; l < model->layers.size(); ++l)
        QCOMPARE(words.gate[l].size(),
                 static_cast<std::size_t>(model->layers[l].feedForward.neurons));
    // What gates look for is not what the inputs do.
    QVERIFY(!same(words.gate, words.in));
    QVERIFY(m_cache->write(*model, words));
    const auto read = m_cache->read(*model, {});
    QVERIFY(read != nullptr);
    QVERIFY(same(read->in, words.in));
    QVERIFY(same(read->gate, words.gate));
    QVERIFY(same(read->out, words.out));
}

void TestNeuronCache::anEncoderHasAFileOfItsOwn()
{
    const auto model = core::loadModel(headscope::tests::dataPath("/t5-tiny"));
    QVERIFY(model->encoder != nullptr);
    QVERIFY(m_cache->path(*model, {}) != m_cache->path(*model->encoder, {}));
}

/// The layout before had no gates and said "1": such a file, whole as it is, is made anew.
void TestNeuronCache::filesOfTheLayoutBeforeAreNotBelieved()
{
    QVERIFY(m_cache->write(*m_model, m_words));
    const QString path = m_cache->path(*m_model, {});
    constexpr qsizetype checksum = 32;
    QByteArray content = contentOf(path).chopped(checksum);
    QVERIFY(content.startsWith("headscope neuron words 2\n"));
    content.replace(0, 25, "headscope neuron words 1\n");
    content += QCryptographicHash::hash(content, QCryptographicHash::Blake2b_256);
    replace(path, content);
    QVERIFY(!m_cache->read(*m_model, {}));
    QVERIFY(!QFile::exists(path));
}

void TestNeuronCache::eachOptionHasAFileOfItsOwn()
{
    std::vector<core::LensOptions> all(8);
    all[1].space = core::Space::Raw;
    all[2].metric = core::Metric::Dot;
    all[3].top = 11;
    all[4].hideFragments = false;
    all[5].biasRule = core::BiasRule::Posts;
    all[6].biasThreshold = 0.25;
    all[7].space = core::Space::Layer;
    QSet<QString> paths;
    for (const auto& options : all)
        paths.insert(m_cache->path(*m_model, options));
    QCOMPARE(paths.size(), 8);
}

void TestNeuronCache::otherWeightsHaveOtherWords()
{
    QVERIFY(m_cache->write(*m_model, m_words));
    core::Model other(*m_model);
    other.info.weightsHash[0] = other.info.weightsHash[0] == '0' ? '1' : '0';
    QVERIFY(!m_cache->read(other, {}));
    core::Model withOtherWords(*m_model);
    withOtherWords.fragments[3] ^= 1;
    QVERIFY(!m_cache->read(withOtherWords, {}));
    // A file under the wrong name is not believed either.
    QVERIFY(QFile::copy(m_cache->path(*m_model, {}), m_cache->path(other, {})));
    QVERIFY(!m_cache->read(other, {}));
    QVERIFY(m_cache->read(*m_model, {}) != nullptr);
}

void TestNeuronCache::damageIsFoundAndRemoved()
{
    QVERIFY(m_cache->write(*m_model, m_words));
    const QString path = m_cache->path(*m_model, {});
    const QByteArray whole = contentOf(path);
    QVERIFY(whole.size() > 1000);
    std::vector<QByteArray> damaged{QByteArray(), whole.left(10), whole.left(whole.size() - 1),
                                    whole + '\0', whole.mid(1),   QByteArray(whole.size(), '\0')};
    for (qsizetype at = 0; at < whole.size(); at += whole.size() / 40) {
        damaged.push_back(whole);
        damaged.back()[at] = static_cast<char>(damaged.back()[at] ^ 0x10);
    }
    for (const QByteArray& content : damaged) {
        replace(path, content);
        QVERIFY(!m_cache->read(*m_model, {}));
        QVERIFY(!QFile::exists(path));
    }
    QVERIFY(m_cache->write(*m_model, m_words));
    QVERIFY(m_cache->read(*m_model, {}) != nullptr);
}

void TestNeuronCache::otherThingsInItsPlaceAreLeftAlone()
{
    QVERIFY(m_cache->write(*m_model, m_words));
    const QString path = m_cache->path(*m_model, {});
    const QByteArray whole = contentOf(path);
    const auto put = [&](const std::function<void(const char*)>& make) {
        QFile::remove(path);
        make(QFile::encodeName(path).constData());
    };
    // Nobody writes to a named pipe: whoever opened it would wait for ever.
    put([](const char* name) { QCOMPARE(::mkfifo(name, 0600), 0); });
    QVERIFY(!m_cache->read(*m_model, {}));
    QVERIFY(!m_cache->write(*m_model, m_words));
    // Larger than the memory, and nothing in it.
    put([](const char* name) {
        QFile file(QFile::decodeName(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(1) << 42));
    });
    QVERIFY(!m_cache->read(*m_model, {}));
    QVERIFY(!QFile::exists(path));
    // What a link leads to is not written to.
    const QString other = m_folder->filePath(QStringLiteral("other"));
    replace(other, "mine");
    put([&](const char* name) { QVERIFY(QFile::link(other, QFile::decodeName(name))); });
    QVERIFY(m_cache->write(*m_model, m_words));
    QCOMPARE(contentOf(other), QByteArray("mine"));
    QVERIFY(!QFileInfo(path).isSymLink());
    QCOMPARE(contentOf(path), whole);
}

void TestNeuronCache::withoutAHashNothingIsKept()
{
    core::Model model(*m_model);
    model.info.weightsHash.clear();
    QVERIFY(!m_cache->write(model, m_words));
    QVERIFY(!m_cache->read(model, {}));
}

void TestNeuronCache::removesWhatWasUsedLongestAgo()
{
    QVERIFY(m_cache->write(*m_model, m_words));
    const qint64 one = QFile(m_cache->path(*m_model, {})).size();
    const NeuronCache small(m_folder->filePath(QStringLiteral("small")), one * 5 / 2);
    std::vector<core::NeuronWords> words(3, m_words);
    words[1].options.biasThreshold = 0.25;
    words[2].options.biasThreshold = 0.75;
    const auto age = [&](const core::NeuronWords& of, int seconds) {
        QFile file(small.path(*m_model, of.options));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-seconds),
                                 QFileDevice::FileModificationTime));
    };
    QVERIFY(small.write(*m_model, words[0]));
    age(words[0], 100);
    QVERIFY(small.write(*m_model, words[1]));
    age(words[1], 50);
    QVERIFY(small.read(*m_model, words[0].options) != nullptr); // used just now
    QVERIFY(small.write(*m_model, words[2]));
    QVERIFY(small.read(*m_model, words[0].options) != nullptr);
    QVERIFY(!small.read(*m_model, words[1].options));
    QVERIFY(small.read(*m_model, words[2].options) != nullptr);
}

void TestNeuronCache::aFolderThatCannotBeWrittenIsNoFailure()
{
    // A file stands where the folder should be.
    const QString place = m_folder->filePath(QStringLiteral("file"));
    replace(place, "x");
    const NeuronCache cache(place + QStringLiteral("/neurons"), plenty);
    QVERIFY(!cache.write(*m_model, m_words));
    QVERIFY(!cache.read(*m_model, {}));
}

QTEST_GUILESS_MAIN(TestNeuronCache)
#include "tst_neuroncache.moc"
