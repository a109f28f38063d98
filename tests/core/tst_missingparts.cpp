// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Folders that have the attention alone: what of them can be looked at, and what is refused.
#include "core/analysis/headmeasures.h"
#include "core/analysis/neuronwords.h"
#include "core/analysis/positions.h"
#include "core/analysis/prompttokens.h"
#include "core/analysis/singulardirections.h"
#include "core/analysis/weightspectra.h"
#include "core/model/modeloutline.h"
#include "core/model/trace.h"
#include "tests/support/core/damage.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/tensornames.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <utility>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

namespace fs = std::filesystem;
std::vector<std::string> split(const QByteArray& words)
{
    std::vector<std::string> result;
    for (const QByteArray& word : words.split(' '))
        result.push_back(word.toStdString());
    return result;
}

} // namespace

class TestMissingParts : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Files m_files;

    fs::path folder() const { return m_folder->path().toStdString(); }
    void write(const NameOf& nameOf, bool tokenizer = false) const
    {
        for (const auto& [file, content] : m_files)
            if (tokenizer || file == "config.json" || file == "model.safetensors")
                tests::writeFile(m_folder->filePath(QString::fromStdString(file)),
                                 QByteArray::fromStdString(file == "model.safetensors"
                                                               ? renamed(content, nameOf)
                                                               : content));
    }
    QString sentence() const
    {
        const auto error = errorOf([&] { loadModel(folder()); });
        const auto outlined = errorOf([&] { outlineModel(folder()); });
        if (bool(error) != bool(outlined)
            || (error && std::string(error->what()) != outlined->what()))
            return QStringLiteral("the outline says something else");
        return error ? QString::fromUtf8(error->what()) : QString();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_files = smallModel(tests::Layout::Single);
    }
    void theAttentionAlone_data();
    void theAttentionAlone();
    void whatIsDamageStaysDamage_data();
    void whatIsDamageStaysDamage();
    void nothingRuns();
    void weightsAndPositionsAreThoseOfTheWhole();
    void wordsWhereThereAreEmbeddings();
    void theFolderOfGpt2();
};

void TestMissingParts::theAttentionAlone_data()
{
    QTest::addColumn<QByteArray>("parts");
    QTest::addColumn<bool>("tokenizer");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("all of it")
        << QByteArray("wte lm_head mlp ln_2 ln_f") << false
        << QByteArray(
               "no token embedding, no feed-forward weights, no final norm, no tokenizer: only "
               "Weights and Positions can be shown");
    QTest::newRow("with a tokenizer")
        << QByteArray("wte lm_head mlp ln_2 ln_f") << true
        << QByteArray(
               "no token embedding, no feed-forward weights, no final norm: only Weights and "
               "Positions can be shown");
    QTest::newRow("without positions")
        << QByteArray("wte lm_head wpe mlp ln_2 ln_f") << false
        << QByteArray("no token embedding, no position vectors, no feed-forward weights, no final "
                      "norm, no tokenizer: only Weights can be shown");
    QTest::newRow("no neurons")
        << QByteArray("mlp ln_2") << true
        << QByteArray("no feed-forward weights: only Weights and Positions can be shown");
}

void TestMissingParts::theAttentionAlone()
{
    QFETCH(const QByteArray, parts);
    QFETCH(const bool, tokenizer);
    QFETCH(const QByteArray, text);
    const std::vector<std::string> names = split(parts);
    // As saved from the bare model and from the one with a head.
    const std::string prefix = "transformer.";
    for (const bool bare : {false, true}) {
        const NameOf nameOf = without(names);
        write(
            [&](const std::string& tensor) {
                const std::string kept = nameOf(tensor);
                return bare && kept.starts_with(prefix) ? kept.substr(prefix.size()) : kept;
            },
            tokenizer);
        const auto model = loadModel(folder());
        QVERIFY(!model->info.canRun());
        QCOMPARE(missingText(model->info.missing, tokenizer), text.toStdString());
        QCOMPARE(model->positions.empty(), parts.contains("wpe"));
        const ModelOutline outline = outlineModel(folder());
        QVERIFY(outline.info.missing == model->info.missing);
        QCOMPARE(outline.tokenizer, tokenizer);
        QCOMPARE(outline.needs.trace, std::int64_t(0));
        QCOMPARE(outline.info.parameters, model->info.parameters);
        const auto error = errorOf([&] { requireRunnable(*model); });
        QVERIFY(error && error->kind() == ErrorKind::Unsupported);
        QCOMPARE(std::string(error->what()),
                 model->info.folder.string() + ": the model has " + text.toStdString());
    }
}

void TestMissingParts::whatIsDamageStaysDamage_data()
{
    QTest::addColumn<QByteArray>("parts");
    QTest::addColumn<QByteArray>("missing");
    const auto row = [](const char* tag, const QByteArray& parts, const QByteArray& missing) {
        QTest::newRow(tag) << parts << missing;
    };
    row("one layer's neurons", "h.1.mlp h.1.ln_2", "h.1.ln_2.weight");
    row("one tensor of theirs", "h.0.mlp.c_fc.bias", "h.0.mlp.c_fc.bias");
    row("neurons but no norm", "mlp", "h.0.mlp.c_fc.weight");
    row("embedding alone", "wte lm_head", "wte.weight");
    row("output embedding alone", "lm_head", "lm_head.weight");
    row("final norm alone", "ln_f", "ln_f.weight");
    row("one layer's attention", "wte lm_head mlp ln_2 ln_f h.1.attn.c_proj.bias",
        "h.1.attn.c_proj.bias");
    row("half of the final norm", "wte lm_head mlp ln_2 ln_f.bias", "ln_f.bias");
    row("half of the embeddings", "wte mlp ln_2 ln_f", "wte.weight");
    row("the norm of the heads", "wte lm_head mlp ln_2 ln_f h.0.ln_1", "h.0.ln_1.weight");
}

void TestMissingParts::whatIsDamageStaysDamage()
{
    QFETCH(const QByteArray, parts);
    QFETCH(const QByteArray, missing);
    const std::vector<std::string> names = split(parts);
    write(without(names));
    const QString said = sentence();
    const QByteArray root = missing.startsWith("lm_head") ? "" : "transformer.";
    QVERIFY2(said.contains(QString::fromUtf8("there is no tensor " + root + missing + ' ')),
             qPrintable(said));
    QVERIFY2(said.startsWith(m_folder->filePath(QStringLiteral("model.safetensors"))),
             qPrintable(said));
}

void TestMissingParts::nothingRuns()
{
    write(without(allButAttention), true);
    const auto model = loadModel(folder());
    const auto lens = std::make_shared<const Lens>(model);
    const std::vector<std::function<void()>> all = {
        [&] {
            runTrace(*model, PromptIds{1, 2, 3});
        },
        [&] {
            readPrompt(*model, {"a", "", true});
        },
        [&] { checkPrompt(*model, PromptIds{1}); },
        [&] { probeMeasures(*model); },
        [&] { NeuronWordsSearch(model, lens, {}).advance(); },
        [&] {
            const Matrix rows = Matrix::Ones(1, model->info.width);
            lens->search(view(rows), LensTarget::pattern(LayerIndex(0)));
        },
        [&] {
            const Matrix rows = Matrix::Ones(1, model->info.width);
            lens->search(view(rows), LensTarget::neuronIn(LayerIndex(0)));
        },
    };
    for (const auto& work : all) {
        const auto error = errorOf(work);
        QVERIFY(error.has_value());
        QVERIFY2(QByteArray(error->what()).contains("only Weights and Positions can be shown"),
                 error->what());
    }
    QVERIFY(!model->encode("a").empty()); // the tokenizer needs nothing else
}

void TestMissingParts::weightsAndPositionsAreThoseOfTheWhole()
{
    write([](const std::string& tensor) { return tensor; });
    const auto whole = loadModel(folder());
    QVERIFY(whole->info.canRun());
    const auto wholeSpectra = weightSpectra(whole);
    const PositionOptions options{LayerIndex(1), HeadIndex(2), 12};
    const auto wholePositions = positionPatterns(*whole, options, nullptr);
    const auto first = std::exchange(m_folder, std::make_unique<QTemporaryDir>()); // still mapped
    write(without(allButAttention));
    const auto model = loadModel(folder());
    const auto spectra = weightSpectra(model);
    QCOMPARE(spectra->heads.size(), wholeSpectra->heads.size());
    for (std::size_t k = 0; k < spectra->heads.size(); ++k)
        QCOMPARE(spectra->heads[k].of(HeadMatrix::Pattern, true).values,
                 wholeSpectra->heads[k].of(HeadMatrix::Pattern, true).values);
    const auto positions = positionPatterns(*model, options, nullptr);
    QCOMPARE(positions->attention, wholePositions->attention);
    const auto directions = singularDirections(*model, Lens(model), {});
    QVERIFY(!directions->hasWords);
    QVERIFY(directions->all.front().left[0].ids.empty());
}

void TestMissingParts::wordsWhereThereAreEmbeddings()
{
    write([](const std::string& tensor) { return tensor; }, true);
    const auto whole = loadModel(folder());
    const DirectionOptions options{LayerIndex(1), HeadIndex(0), HeadMatrix::Message, false, {}};
    const auto expected = singularDirections(*whole, Lens(whole), options);
    const auto first = std::exchange(m_folder, std::make_unique<QTemporaryDir>()); // still mapped
    write(without({"mlp", "ln_2"}), true);
    const auto model = loadModel(folder());
    QVERIFY(!model->info.canRun() && model->info.hasWords());
    const auto found = singularDirections(*model, Lens(model), options);
    QVERIFY(found->hasWords);
    for (std::size_t i = 0; i < found->all.size(); ++i) {
        QCOMPARE(found->all[i].left[0].ids, expected->all[i].left[0].ids);
        QCOMPARE(found->all[i].right[1].ids, expected->all[i].right[1].ids);
    }
}

void TestMissingParts::theFolderOfGpt2()
{
    const QByteArray reference = qgetenv("HEADSCOPE_REFERENCE");
    if (reference.isEmpty())
        QSKIP("HEADSCOPE_REFERENCE does not say where reference/gpt2 is");
    const auto model = loadModel(reference.toStdString() + "/gpt2");
    QVERIFY(!model->info.canRun());
    QCOMPARE(model->info.layers, 12);
    QCOMPARE(missingText(model->info.missing, model->tokenizer != nullptr),
             std::string("no token embedding, no feed-forward weights, no final norm, no "
                         "tokenizer: only Weights and Positions can be shown"));
}

QTEST_GUILESS_MAIN(TestMissingParts)
#include "tst_missingparts.moc"
