// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two thousand copies of small models, each damaged in one way: every one ends in one sentence that
// names a file, or is a model whose numbers are right. Right is what a second reader finds in the
// same files, and what plain loops in float64 make of it.
#include "core/base/utf8.h"
#include "core/model/trace.h"
#include "core/text/tokenizer.h"
#include "tests/support/core/damage.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/plainreader.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <random>

#include <sys/resource.h>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

namespace fs = std::filesystem;

constexpr int copies = 2000;
/// Weights are of the size of 1. While none is much larger, float32 computes what float64 does but
/// for some hundred roundings; a weight of 1e30 leaves nothing of the others.
constexpr double ordinaryWeight = 8.0;
constexpr double tolerance = 5e-4;

const std::vector<TokenId> prompt{0, 84, 261, 7, 104};
const std::string text = " the boats";

/// What one copy came to.
struct Outcome {
    bool isError = false;
    bool isCompared = false; ///< with float64
    bool isSame = false;     ///< as the undamaged model
    std::string sentence;    ///< of the error
    std::string wrong;       ///< what should not be; empty where all is well
};

/// What the undamaged model gives.
struct Undamaged {
    Matrix logits;
    std::vector<TokenId> ids;
};

void writeFolder(const fs::path& folder, const Files& files)
{
    for (const auto& [name, content] : files) {
        std::ofstream stream(folder / name, std::ios::binary);
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!stream.flush())
            qFatal("the test cannot write its files");
    }
}

/// Whether people can read it: one line, not cut, that names a file of the folder.
std::string faultOf(const std::string& sentence, const fs::path& folder, const Files& files)
{
    if (sentence.find(folder.string()) == std::string::npos)
        return "the sentence does not name the folder";
    // A number that is too large may come of any of the weights.
    bool named = sentence.find("its weights are too large, or damaged") != std::string::npos;
    for (const auto& [name, content] : files)
        named = named || sentence.find(name) != std::string::npos;
    if (!named)
        return "the sentence names no file";
    for (const char c : sentence)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            return "the sentence holds a control character";
    if (!isValidUtf8(sentence) || sentence.size() > 700)
        return "the sentence is no UTF-8, or too long";
    if (std::string(" :,;(").find(sentence.back()) != std::string::npos)
        return "the sentence has no end";
    return {};
}

double differenceOf(const Matrix& logits, const Rows& expected)
{
    double worst = 0.0;
    for (Eigen::Index t = 0; t < logits.rows(); ++t)
        for (Eigen::Index w = 0; w < logits.cols(); ++w) {
            const double e = expected[static_cast<std::size_t>(t)][static_cast<std::size_t>(w)];
            worst = std::max(worst, std::abs(static_cast<double>(logits(t, w)) - e)
                                        / std::max(1.0, std::abs(e)));
        }
    return worst;
}

/// The tokenizer's part: what the files say, by the second reader, where that can tell.
std::string checkTokens(const Model& model, const fs::path& folder, const Damage& done,
                        const Undamaged& undamaged)
{
    if (!model.tokenizer)
        return {};
    const auto ids = model.encode(text);
    for (const TokenId id : ids)
        if (id < 0 || id >= model.tokenizer->size())
            return "a token is none of the vocabulary";
    const bool touched = done.file == "tokenizer.json" || done.file == "vocab.json"
                         || done.file == "merges.txt";
    if (!touched)
        return ids == undamaged.ids ? "" : "the tokens are others";
    if (done.file == "tokenizer.json")
        return {}; // how the text is cut, and what is put around it, may be another now
    // GPT-2's pattern cuts before each space.
    std::vector<TokenId> expected;
    for (const char* piece : {" the", " boats"}) {
        const auto tokens = plainTokens(folder, piece);
        expected.insert(expected.end(), tokens.begin(), tokens.end());
    }
    return ids == expected ? "" : "the tokens are not those of the files";
}

Outcome outcomeOf(const fs::path& folder, const Files& files, const Damage& done,
                  const Undamaged& undamaged)
{
    Outcome outcome;
    try {
        const auto model = loadModel(folder);
        outcome.wrong = differenceFromFolder(*model, folder);
        if (outcome.wrong.empty())
            outcome.wrong = checkTokens(*model, folder, done, undamaged);
        const auto trace = runTrace(*model, prompt, {.logits = true});
        if (!trace->logits.allFinite() || !trace->states.back().allFinite())
            outcome.wrong = "a number is none";
        outcome.isSame = trace->logits.rows() == undamaged.logits.rows()
                         && trace->logits.cols() == undamaged.logits.cols()
                         && trace->logits == undamaged.logits;
        if (outcome.wrong.empty() && largestNumber(folder) <= ordinaryWeight) {
            outcome.isCompared = true;
            const double difference = differenceOf(trace->logits, naiveRun(*model, prompt).logits);
            if (!(difference <= tolerance))
                outcome.wrong = "the logits differ by " + std::to_string(difference);
        }
    } catch (const Error& error) {
        outcome.isError = true;
        outcome.sentence = error.what();
        outcome.wrong = faultOf(outcome.sentence, folder, files);
    } catch (const std::exception& exception) {
        outcome.wrong = std::string("an exception that is no Error: ") + exception.what();
    }
    return outcome;
}

/// The most memory that this process ever had, in bytes.
std::size_t peakMemory()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

} // namespace

class TestDamagedCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undamagedModelsAreRight_data();
    void undamagedModelsAreRight();
    void eachEndsInASentenceOrInRightNumbers();
};

void TestDamagedCopies::undamagedModelsAreRight_data()
{
    QTest::addColumn<int>("layout");
    QTest::newRow("F32, one file") << static_cast<int>(Layout::Single);
    QTest::newRow("BF16, shards") << static_cast<int>(Layout::Shards);
    QTest::newRow("F16, tied") << static_cast<int>(Layout::Halves);
}

void TestDamagedCopies::undamagedModelsAreRight()
{
    QFETCH(const int, layout);
    const QTemporaryDir folder;
    writeFolder(folder.path().toStdString(), smallModel(static_cast<Layout>(layout)));
    const auto model = loadModel(folder.path().toStdString());
    QCOMPARE(differenceFromFolder(*model, folder.path().toStdString()), std::string());
    const auto trace = runTrace(*model, prompt, {.logits = true});
    QVERIFY(differenceOf(trace->logits, naiveRun(*model, prompt).logits) <= tolerance);
    QCOMPARE(model->encode(text), (std::vector<TokenId>{258, 32, 260, 261}));
    // The second reader tells one bit from another.
    Files files = smallModel(static_cast<Layout>(layout));
    for (auto& [name, content] : files)
        if (name.ends_with("model.safetensors") || name.ends_with("00002-of-00002.safetensors"))
            content[content.size() - 20] = static_cast<char>(content[content.size() - 20] ^ 1);
    writeFolder(folder.path().toStdString(), files);
    QVERIFY(!differenceFromFolder(*model, folder.path().toStdString()).empty());
}

void TestDamagedCopies::eachEndsInASentenceOrInRightNumbers()
{
    std::array<Files, 3> originals;
    std::array<Undamaged, 3> undamaged;
    for (std::size_t k = 0; k < originals.size(); ++k) {
        originals[k] = smallModel(static_cast<Layout>(k));
        const QTemporaryDir folder;
        writeFolder(folder.path().toStdString(), originals[k]);
        const auto model = loadModel(folder.path().toStdString());
        undamaged[k] = {runTrace(*model, prompt, {.logits = true})->logits, model->encode(text)};
    }
    const std::size_t before = peakMemory();
    std::mt19937 random(2026);
    QStringList wrong;
    int errors = 0;
    int numbers = 0;
    int compared = 0;
    int same = 0;
    std::map<std::string, std::pair<int, int>> kinds; ///< errors and numbers of each
    for (int copy = 0; copy < copies; ++copy) {
        const auto k = static_cast<std::size_t>(copy) % originals.size();
        const QTemporaryDir place;
        const fs::path folder = place.path().toStdString();
        Files files = originals[k];
        const Damage done = damage(files, folder, random);
        writeFolder(folder, files);
        const Outcome outcome = outcomeOf(folder, originals[k], done, undamaged[k]);
        if (!outcome.wrong.empty())
            wrong << QStringLiteral("copy %1, %2 of %3 (%4): %5; %6")
                         .arg(copy)
                         .arg(QString::fromStdString(done.kind), QString::fromStdString(done.file),
                              QString::fromStdString(done.what),
                              QString::fromStdString(outcome.wrong),
                              QString::fromStdString(outcome.sentence));
        errors += outcome.isError ? 1 : 0;
        numbers += outcome.isError ? 0 : 1;
        compared += outcome.isCompared ? 1 : 0;
        same += outcome.isSame ? 1 : 0;
        auto& [errorsOfKind, numbersOfKind] = kinds[done.kind];
        ++(outcome.isError ? errorsOfKind : numbersOfKind);
    }
    for (const auto& [kind, counts] : kinds)
        qInfo("%-30s %4d errors, %4d models", kind.c_str(), counts.first, counts.second);
    qInfo("%d errors, %d models: %d as undamaged, %d compared with float64", errors, numbers, same,
          compared);
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1 copies\n").arg(wrong.size())
                                         + wrong.mid(0, 10).join(u'\n')));
    // A test that refused all, or that damaged nothing, would show nothing.
    QCOMPARE(errors + numbers, copies);
    QVERIFY(errors > copies / 3 && numbers > copies / 5);
    QVERIFY(compared > numbers / 2 && same > numbers / 5 && same < numbers);
#if !defined(HEADSCOPE_SANITIZED)
    // Models of 50 kB: whatever their headers say, nobody takes much more for them.
    QVERIFY2(peakMemory() - before < std::size_t(64) << 20,
             qPrintable(QString::number(peakMemory() - before)));
#else
    static_cast<void>(before);
#endif
}

QTEST_GUILESS_MAIN(TestDamagedCopies)
#include "tst_damagedcopies.moc"
