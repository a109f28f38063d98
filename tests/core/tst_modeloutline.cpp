// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headtable.h"
#include "core/files/zeropages.h"
#include "core/model/modeloutline.h"
#include "core/model/trace.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/scaledmodel.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>

using namespace headscope;
using core::loadModel;
using core::outlineModel;
using headscope::tests::patience;
using tests::errorOf;

namespace {

const QString tiny = tests::qDataPath("/gpt2-tiny");
const QString bookshelf = tests::qModelsPath("/bookshelf-20m");
constexpr const char* childOption = "--peak-memory-of";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the test cannot read its file");
    return file.readAll();
}

/// The most memory this process ever had resident, in bytes.
std::int64_t peakBytes()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (word == "VmHWM:") {
            std::int64_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    return 0;
}

/// In a process of its own: loads the model, runs 64 tokens, makes a table; prints by how much that
/// raised the peak.
int childWork(const char* folder)
{
    const std::int64_t before = peakBytes();
    const auto model = loadModel(folder);
    const core::Lens lens(model);
    std::vector<core::TokenId> ids;
    for (int i = 0; i < 64; ++i)
        ids.push_back(1 + i * 7 % (model->info.vocab - 1));
    const auto trace = core::runTrace(*model, model->encoder ? core::PromptIds(ids, ids) : ids);
    core::makeHeadTable(*model, *trace, lens, core::LayerIndex(0), core::HeadIndex(0));
    std::printf("%lld\n", static_cast<long long>(peakBytes() - before));
    return 0;
}

} // namespace

class TestModelOutline : public QObject
{
    Q_OBJECT
    QTemporaryDir m_root;

    /// A copy of the tiny model that a test may change.
    QString copy(const char* name) const
    {
        const QString folder = m_root.filePath(QLatin1String(name));
        QDir().mkpath(folder);
        for (const QString& file :
             {QStringLiteral("/config.json"), QStringLiteral("/model.safetensors")})
            tests::writeFile(folder + file, contentOf(tiny + file));
        return folder;
    }

private Q_SLOTS:
    void saysWhatLoadingSays()
    {
        const QString data = tests::qDataPath();
        for (const QString& folder :
             {tiny, bookshelf, data + QStringLiteral("/t5-tiny"),
              data + QStringLiteral("/llama3-tiny"), data + QStringLiteral("/bert-tiny")}) {
            const auto outline = outlineModel(folder.toStdString());
            const auto model = loadModel(folder.toStdString());
            const core::ModelInfo& a = outline.info;
            const core::ModelInfo& b = model->info;
            QCOMPARE(a.name, b.name);
            QCOMPARE(a.family, b.family);
            QVERIFY(a.folder == b.folder);
            QCOMPARE((std::vector<int>{a.layers, a.heads, a.kvHeads, a.width, a.headSize, a.ffn,
                                       a.vocab, a.context, a.tied, a.causal, a.crossHeads}),
                     (std::vector<int>{b.layers, b.heads, b.kvHeads, b.width, b.headSize, b.ffn,
                                       b.vocab, b.context, b.tied, b.causal, b.crossHeads}));
            QCOMPARE(outline.encoderLayers, model->encoder ? model->encoder->info.layers : 0);
            QCOMPARE(a.parameters, b.parameters);
            QCOMPARE(a.dtype, b.dtype);
            QCOMPARE(outline.tokenizer, model->tokenizer != nullptr);
        }
    }

    void mappedAndWidenedBytes()
    {
        const auto mapped = outlineModel(tiny.toStdString());
        QCOMPARE(mapped.needs.inPlace, 4 * mapped.info.parameters);
        QCOMPARE(mapped.needs.widened, 0);
        QCOMPARE(mapped.needs.readOnce, 0);
        const auto widened = outlineModel(bookshelf.toStdString());
        QCOMPARE(widened.needs.inPlace, 0);
        QCOMPARE(widened.needs.widened, 4 * widened.info.parameters);
        QCOMPARE(widened.needs.readOnce, 2 * widened.info.parameters);
        QCOMPARE(widened.fileBytes, 2 * widened.info.parameters);
        // The file is given back before the run.
        QCOMPARE(widened.needs.peak(),
                 widened.needs.widened + widened.needs.words + widened.needs.readOnce);
        QCOMPARE(widened.needs.tokens, 64);
        QVERIFY(outlineModel(bookshelf.toStdString(), 512).needs.trace > 8 * widened.needs.trace);
        QCOMPARE(outlineModel(tiny.toStdString(), 1000).needs.tokens, 64); // its context
    }

    void theTracesBytes()
    {
        const auto model = loadModel(bookshelf.toStdString());
        std::vector<core::TokenId> ids(64, 5);
        const auto trace = core::runTrace(*model, model->encoder ? core::PromptIds(ids, ids) : ids);
        std::int64_t floats = 0;
        for (const auto* list :
             {&trace->states, &trace->middles, &trace->inputs, &trace->queries, &trace->keys,
              &trace->values, &trace->attention, &trace->activations})
            for (const core::Matrix& m : *list)
                floats += m.size();
        QCOMPARE(outlineModel(bookshelf.toStdString()).needs.trace, 4 * floats);
    }

    void looksAtNoWeight()
    {
        const QString folder = copy("nan");
        QByteArray bytes = contentOf(folder + QStringLiteral("/model.safetensors"));
        const float bad = std::numeric_limits<float>::quiet_NaN();
        bytes.replace(bytes.size() - 4, 4,
                      QByteArray(reinterpret_cast<const char*>(&bad), sizeof bad));
        tests::writeFile(folder + QStringLiteral("/model.safetensors"), bytes);
        QVERIFY(errorOf([&] { loadModel(folder.toStdString()); }));
        QCOMPARE(outlineModel(folder.toStdString()).info.layers, 3);
    }

    void refusesWhatLoadingRefuses_data()
    {
        QTest::addColumn<QByteArray>("from"); // in config.json
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("family") << QByteArray("\"gpt2\"") << QByteArray("\"bert\"");
        QTest::newRow("shape") << QByteArray("\"n_embd\": 48") << QByteArray("\"n_embd\": 44");
        QTest::newRow("layer") << QByteArray("\"n_layer\": 3") << QByteArray("\"n_layer\": 4");
        QTest::newRow("untied") << QByteArray("\"tie_word_embeddings\": true")
                                << QByteArray("\"tie_word_embeddings\": false");
        QTest::newRow("range") << QByteArray("\"n_head\": 4") << QByteArray("\"n_head\": 0");
        QTest::newRow("json") << QByteArray("\"n_head\": 4") << QByteArray("\"n_head\": ");
    }
    void refusesWhatLoadingRefuses()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const QString folder = copy("refused");
        QByteArray config = contentOf(folder + QStringLiteral("/config.json"));
        QVERIFY(config.contains(from));
        tests::writeFile(folder + QStringLiteral("/config.json"), config.replace(from, to));
        const auto loading = errorOf([&] { loadModel(folder.toStdString()); });
        const auto outlining = errorOf([&] { outlineModel(folder.toStdString()); });
        QVERIFY(loading && outlining);
        QCOMPARE(std::string(outlining->what()), std::string(loading->what()));
        QVERIFY(outlining->kind() == loading->kind());
    }

    void foldersWithoutConfigAreNone()
    {
        const auto sentence = [](const QString& path) {
            const auto loading = errorOf([&] { loadModel(path.toStdString()); });
            const auto outlining = errorOf([&] { outlineModel(path.toStdString()); });
            if (!loading || !outlining || loading->kind() != core::ErrorKind::FileMissing
                || std::string(outlining->what()) != loading->what())
                return QString();
            return QString::fromStdString(loading->what());
        };
        const QString folder = copy("bare");
        const QString config = folder + QStringLiteral("/config.json");
        const QString weights = folder + QStringLiteral("/model.safetensors");
        QVERIFY(QFile::remove(config));
        QCOMPARE(sentence(folder),
                 folder + QStringLiteral(" is not a model folder: it has no config.json"));
        QCOMPARE(
            sentence(weights),
            weights
                + QStringLiteral(" is not in a model folder: there is no config.json beside it"));
        QCOMPARE(sentence(folder + QStringLiteral("/none")),
                 folder + QStringLiteral("/none: there is no such model folder"));
        // A link that leads nowhere is no missing config.
        QVERIFY(QFile::link(QStringLiteral("nowhere"), config));
        QVERIFY(!sentence(folder).isEmpty());
        QVERIFY2(!sentence(folder).contains(QStringLiteral("is not a model folder")),
                 qPrintable(sentence(folder)));
        QVERIFY2(sentence(folder).contains(config), qPrintable(sentence(folder)));
        QVERIFY(QFile::remove(config));
    }

    void refusesDtypesThatAreNotRead()
    {
        const QString folder = copy("dtype");
        QByteArray bytes = contentOf(folder + QStringLiteral("/model.safetensors"));
        QVERIFY(bytes.contains("\"F32\""));
        bytes.replace("\"F32\"", "\"I32\"");
        tests::writeFile(folder + QStringLiteral("/model.safetensors"), bytes);
        const auto loading = errorOf([&] { loadModel(folder.toStdString()); });
        const auto outlining = errorOf([&] { outlineModel(folder.toStdString()); });
        QVERIFY(loading && outlining);
        QCOMPARE(std::string(outlining->what()), std::string(loading->what()));
    }

    void names()
    {
        using core::modelName;
        QCOMPARE(modelName("/home/me/models/gpt2"), std::string("gpt2"));
        QCOMPARE(modelName("/c/hub/models--org--some-name/snapshots/abc"),
                 std::string("org/some-name"));
        QCOMPARE(modelName("/c/hub/models--gpt2/snapshots/abc"), std::string("gpt2"));
        QCOMPARE(modelName("/c/hub/models--/snapshots/abc"), std::string("abc"));
        QCOMPARE(modelName("/c/hub/models--a--b/other/abc"), std::string("abc"));
        QCOMPARE(modelName("abc"), std::string("abc"));
    }

    void zerosTakeNoMemory()
    {
        core::ZeroPages pages;
        const std::int64_t before = peakBytes();
        const float* many = pages.floats(std::size_t(1) << 32); // 16 GiB
        QCOMPARE(many[0] + many[1 << 20] + many[(std::size_t(1) << 32) - 1], 0.0F);
        QVERIFY(pages.floats(10) == many);
        QVERIFY(peakBytes() - before < (std::int64_t(1) << 24));
        QVERIFY_EXCEPTION_THROWN(pages.floats(std::numeric_limits<std::size_t>::max()),
                                 std::bad_alloc);
    }

    // Within 10 % of what a process really takes.
    void theEstimateIsNearThePeak_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char* name : {"bookshelf-20m", "bookshelf-llama-14m"})
            QTest::newRow(name) << tests::qModelsPath("/%1").arg(QLatin1String(name));
        // Of every family, ten times as wide: 25 to 90 MiB in float32.
        const QDir data(tests::qDataPath());
        for (const QString& name : data.entryList({QStringLiteral("*-tiny")}, QDir::Dirs))
            QTest::newRow(qPrintable(name)) << data.filePath(name);
    }
    void theEstimateIsNearThePeak()
    {
#if defined(HEADSCOPE_SANITIZED)
        QSKIP("sanitizers take memory of their own");
#endif
        QFETCH(QString, folder);
        QTemporaryDir scaled;
        if (folder.endsWith(QLatin1String("-tiny"))) {
            tests::writeScaledModel(folder.toStdString(), 10, scaled.path().toStdString());
            folder = scaled.path();
        }
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QLatin1String(childOption), folder});
        QVERIFY(child.waitForFinished(patience));
        QCOMPARE(child.exitCode(), 0);
        const double real = child.readAllStandardOutput().trimmed().toDouble();
        const auto needs = outlineModel(folder.toStdString()).needs;
        const auto estimate = static_cast<double>(needs.peak());
        constexpr double mebibyte = 1 << 20;
        const QString both = QStringLiteral("estimated %1 MiB, really %2 MiB")
                                 .arg(estimate / mebibyte, 0, 'f', 1)
                                 .arg(real / mebibyte, 0, 'f', 1);
        qInfo("%s", qPrintable(both));
        QVERIFY2(std::abs(estimate - real) < 0.1 * real, qPrintable(both));
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == childOption)
        return childWork(argv[2]);
    QCoreApplication application(argc, argv);
    TestModelOutline test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_modeloutline.moc"
