// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headvectors.h"
#include "core/model/forward.h"
#include "core/model/trace.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include "core/base/error.h"

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

/// Largest |a - b| over rows, each relative to the size of the row of b.
double relativeDifference(const Matrix& a, const Matrix& b)
{
    double worst = 0.0;
    for (Eigen::Index i = 0; i < a.rows(); ++i)
        worst = std::max(worst,
                         static_cast<double>((a.row(i) - b.row(i)).norm() / b.row(i).norm()));
    return worst;
}

double difference(const Matrix& a, const Rows& b)
{
    double worst = 0.0;
    for (Eigen::Index i = 0; i < a.rows(); ++i)
        for (Eigen::Index k = 0; k < a.cols(); ++k)
            worst = std::max(
                worst, std::abs(static_cast<double>(a(i, k))
                                - b[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)]));
    return worst;
}

} // namespace

class TestForward : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithHuggingFace_data();
    void agreesWithHuggingFace();
    void agreesWithPlainLoops_data();
    void agreesWithPlainLoops();
    void refusesBadPrompts();
    void stopsWhenAsked();
    void observersMayChangeWhatFollows();
    void keptAndMadeAreTheSame();
    void logitsStop();
};

void TestForward::agreesWithHuggingFace_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("golden");
    QTest::newRow("bookshelf-20m")
        << tests::qModelsPath("/bookshelf-20m") << QStringLiteral("bookshelf-20m");
    QTest::newRow("gpt2-tiny") << tests::qDataPath("/gpt2-tiny") << QStringLiteral("gpt2-tiny");
}

void TestForward::agreesWithHuggingFace()
{
    QFETCH(QString, folder);
    QFETCH(QString, golden);
    const auto model = loadModel(folder.toStdString());
    const Golden reference(golden.toStdString());
    const auto prompts = reference.prompts();
    QCOMPARE(prompts.size(), std::size_t(3));
    const int L = model->info.layers;
    // Two float32 programs that add in different orders: the bounds are those the project promises.
    Worst logits("logits", 2e-4);
    Worst states("states, relative to their size", 2e-4);
    Worst attention("attention", 1e-5);
    for (std::size_t k = 0; k < prompts.size(); ++k) {
        const auto trace = runTrace(*model, prompts[k], {.logits = true});
        QVERIFY(trace.has_value());
        HS_WITHIN(logits, largestDifference(trace->logits, reference.array(k, "logits")));
        for (int l = 0; l <= L; ++l) {
            Matrix state = trace->states[static_cast<std::size_t>(l)];
            if (l == L) // the reference's last state is after the final norm
                model->finalNorm.apply(constView(state), view(state));
            HS_WITHIN(states,
                      relativeDifference(state, reference.array(k, "hidden." + std::to_string(l))));
        }
        for (int l = 0; l < L; ++l)
            HS_WITHIN(attention,
                      largestDifference(trace->attention[static_cast<std::size_t>(l)],
                                        reference.array(k, "attn." + std::to_string(l))));
    }
}

void TestForward::agreesWithPlainLoops_data()
{
    QTest::addColumn<int>("variant");
    QTest::newRow("layer norm, tied") << 0;
    QTest::newRow("grouped heads, transposed weights, untied") << 1;
    QTest::newRow("RMS norm without biases, SiLU") << 2;
    QTest::newRow("exact GELU, d of 5") << 3;
    QTest::newRow("ReLU, one head") << 4;
}

void TestForward::agreesWithPlainLoops()
{
    QFETCH(int, variant);
    RandomShape shape;
    shape.seed = 11 + static_cast<unsigned>(variant);
    if (variant == 1) {
        shape.groups = 2;
        shape.transposed = true;
        shape.tied = false;
    } else if (variant == 2) {
        shape.norm = Norm::Kind::Rms;
        shape.biases = false;
        shape.activation = Activation::Silu;
    } else if (variant == 3) {
        shape.activation = Activation::Gelu;
        shape.headSize = 5;
    } else if (variant == 4) {
        shape.activation = Activation::Relu;
        shape.heads = shape.groups = 1;
    }
    const auto model = randomModel(shape);
    for (const int T : {1, 2, 9}) {
        const auto ids = randomIds(*model, T);
        const auto trace = runTrace(*model, ids, {.logits = true});
        const NaiveRun naive = naiveRun(*model, ids);
        // float32 against float64 through two layers of values of about 10: a few hundred roundings
        // of 6e-8 x 10.
        for (std::size_t l = 0; l < naive.states.size(); ++l)
            HS_AT_MOST(difference(trace->states[l], naive.states[l]), 2e-4);
        for (std::size_t l = 0; l < model->layers.size(); ++l) {
            HS_AT_MOST(difference(trace->activations[l], naive.activations[l]), 2e-4);
            HS_AT_MOST(difference(trace->inputs[l], naive.inputs[l]), 2e-4);
            for (int h = 0; h < shape.heads; ++h)
                HS_AT_MOST(difference(Matrix(trace->attentionOf(LayerIndex(static_cast<int>(l)),
                                                                HeadIndex(h))),
                                      naive.attention[l][static_cast<std::size_t>(h)]),
                           1e-5);
        }
        HS_AT_MOST(difference(trace->logits, naive.logits), 2e-4);
    }
}

void TestForward::refusesBadPrompts()
{
    const auto model = randomModel({.context = 5});
    const auto kindOf = [&](const std::vector<TokenId>& ids) -> std::optional<ErrorKind> {
        try {
            runTrace(*model, ids);
        } catch (const Error& error) {
            return error.kind();
        }
        return std::nullopt;
    };
    QCOMPARE(kindOf({}), std::optional(ErrorKind::PromptEmpty));
    QCOMPARE(kindOf({0, 1, 2, 3, 4, 5}), std::optional(ErrorKind::PromptTooLong));
    QCOMPARE(kindOf({0, 97}), std::optional(ErrorKind::TokenOutOfRange));
    QCOMPARE(kindOf({0, -1}), std::optional(ErrorKind::TokenOutOfRange));
    QCOMPARE(kindOf({0, 1, 2, 3, 96}), std::optional<ErrorKind>());
}

void TestForward::stopsWhenAsked()
{
    const auto model = randomModel({.layers = 6});
    std::stop_source source;
    int reported = 0;
    RunControl control{source.get_token(), [&](int done, int total) {
                           reported = done;
                           QCOMPARE(total, 6);
                           if (done == 2)
                               source.request_stop();
                       }};
    QVERIFY(!runTrace(*model, {1, 2, 3}, {}, control).has_value());
    QCOMPARE(reported, 2);
}

void TestForward::observersMayChangeWhatFollows()
{
    const auto model = randomModel();
    struct Silencer : ForwardObserver {
        Matrix middle;
        Matrix state;
        void attended(LayerIndex layer, const Attention&, AttentionRun& run) override
        {
            if (layer == LayerIndex(0))
                run.attention.setZero();
        }
        void mixed(LayerIndex layer, LayerRun& run) override
        {
            if (layer == LayerIndex(0)) {
                middle = run.middle;
                state = run.state;
            }
        }
    } silencer;
    QVERIFY(forward(*model, {3, 1, 4}, silencer));
    // With no attention the layer adds its output bias alone.
    silencer.state.rowwise() += model->layers[0].attention.outputBias.transpose();
    HS_AT_MOST(largestDifference(silencer.middle, silencer.state), 0.0);
}

void TestForward::keptAndMadeAreTheSame()
{
    for (const int groups : {4, 2}) {
        const auto model = randomModel({.groups = groups, .transposed = groups == 2});
        const auto ids = randomIds(*model, 70); // several blocks of rows
        const auto lean = runTrace(*model, ids, {.attentionBytes = 1000});
        const auto full = runTrace(*model, ids, {.headVectors = true});
        QVERIFY(!lean->hasAttention() && lean->patterns.empty());
        QVERIFY(full->hasAttention() && full->messages.size() == model->layers.size());
        for (int l = 0; l < 2; ++l) {
            for (int h = 0; h < 4; ++h) {
                const LayerIndex layer(l);
                const HeadIndex head(h);
                const Matrix made = attentionOf(*model, *lean, layer, head);
                QCOMPARE(largestDifference(made, full->attentionOf(layer, head)), 0.0);
                QCOMPARE(largestDifference(made, attentionOf(*model, *full, layer, head)), 0.0);
                QCOMPARE(largestDifference(patterns(*model, *lean, layer, head),
                                           patterns(*model, *full, layer, head)),
                         0.0);
                QCOMPARE(largestDifference(messages(*model, *lean, layer, head),
                                           messages(*model, *full, layer, head)),
                         0.0);
            }
        }
        // The limit itself still fits.
        const std::size_t bytes = 2UL * 4 * 70 * 70 * sizeof(float);
        QVERIFY(runTrace(*model, ids, {.attentionBytes = bytes})->hasAttention());
        QVERIFY(!runTrace(*model, ids, {.attentionBytes = bytes - 1})->hasAttention());
    }
}

void TestForward::logitsStop()
{
    const auto model = randomModel();
    const auto trace = runTrace(*model, {1, 2, 3});
    std::stop_source source;
    Matrix result;
    QVERIFY(logits(*model, constView(trace->states.back()), result, {source.get_token(), {}}));
    QCOMPARE(largestDifference(result, logits(*model, trace->states.back())), 0.0);
    source.request_stop();
    QVERIFY(!logits(*model, constView(trace->states.back()), result, {source.get_token(), {}}));
}

QTEST_GUILESS_MAIN(TestForward)
#include "tst_forward.moc"
