// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headnetwork.h"
#include "core/base/error.h"
#include "tests/support/core/naive.h"
#include "tests/support/core/randommodel.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <algorithm>
#include <cmath>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

/// A head as a network, and the FFN beside it, against the equations in plain loops.
class TestHeadNetwork : public QObject
{
    Q_OBJECT

private:
    static void compare(const Model& model, const Trace& trace, const Lens& lens,
                        const NaiveRun& naive, const HeadNetworkOptions& options, Worst& numbers);

private Q_SLOTS:
    void isTheModel_data();
    void isTheModel();
    void ofTheEmbeddedModel();
    void withoutKeptAttention();
    void badPlacesAndStops();
};

/// Every number in float64 from the naive run, and the words of the two outputs by brute force.
void TestHeadNetwork::compare(const Model& model, const Trace& trace, const Lens& lens,
                              const NaiveRun& naive, const HeadNetworkOptions& options,
                              Worst& numbers)
{
    const auto network = headNetwork(model, trace, lens, options);
    QVERIFY(network.has_value());
    QVERIFY(network->options == options);
    const auto l = static_cast<std::size_t>(options.layer.value);
    const auto h = static_cast<std::size_t>(options.head.value);
    const auto i = static_cast<std::size_t>(options.query.value);
    const auto D = static_cast<std::size_t>(model.info.width);
    QCOMPARE(network->tokens.size(), i + 1);
    QCOMPARE(network->scores.size(), i + 1);
    Row output(D, 0.0);
    for (std::size_t j = 0; j <= i; ++j) {
        const double a = naive.attention[l][h][i][j];
        const Row& m = naive.messages[l][h][j];
        HS_WITHIN(numbers, std::abs(network->attention[j] - a));
        HS_WITHIN(numbers, std::abs(network->messageSizes[j] - length(m)) / (1 + length(m)));
        HS_WITHIN(numbers, std::abs(network->written[j] - a * length(m)) / (1 + length(m)));
        // Scores are known up to a constant per query: their differences make the attention.
        const double ratio = std::exp(static_cast<double>(network->scores[j] - network->scores[0]));
        HS_WITHIN(numbers, std::abs(ratio * naive.attention[l][h][i][0] - a));
        for (std::size_t c = 0; c < D; ++c)
            output[c] += a * m[c];
    }
    HS_WITHIN(numbers, std::abs(network->outputSize - length(output)) / (1 + length(output)));

    const FeedForward& ffn = model.layers[l].feedForward;
    const Matrix weights = ffn.out.dense();
    Row written;
    Row sum(D, 0.0);
    for (Eigen::Index k = 0; k < ffn.neurons; ++k) {
        const double f = naive.activations[l][i][static_cast<std::size_t>(k)];
        const Row w = toRow(weights, k);
        written.push_back(std::abs(f) * length(w));
        for (std::size_t c = 0; c < D; ++c)
            sum[c] += f * w[c];
    }
    HS_WITHIN(numbers, std::abs(network->neuronOutputSize - length(sum)) / (1 + length(sum)));
    Row sorted = written;
    std::sort(sorted.rbegin(), sorted.rend());
    double all = 0.0;
    for (const double each : written)
        all += each;
    double named = 0.0;
    QCOMPARE(network->neuronCount, ffn.neurons);
    QCOMPARE(network->neurons.size(), std::size_t(networkNeurons));
    for (std::size_t k = 0; k < network->neurons.size(); ++k) {
        const HeadNetwork::Neuron& neuron = network->neurons[k];
        const auto index = static_cast<std::size_t>(neuron.neuron.value);
        HS_WITHIN(numbers, std::abs(neuron.written - sorted[k]) / (1 + sorted[k]));
        HS_WITHIN(numbers, std::abs(neuron.written - written[index]) / (1 + sorted[k]));
        HS_WITHIN(numbers, std::abs(neuron.activation - naive.activations[l][i][index]));
        HS_WITHIN(numbers, std::abs(neuron.outSize - length(toRow(weights, neuron.neuron.value))));
        named += sorted[k];
    }
    HS_WITHIN(numbers, std::abs(network->neuronShare - named / all));
    QCOMPARE(network->output.ids,
             naiveLens(model, output, LensTarget::message(options.layer), options.lens).ids);
    QCOMPARE(network->neuronOutput.ids,
             naiveLens(model, sum, LensTarget::neuronOut(options.layer), options.lens).ids);
}

void TestHeadNetwork::isTheModel_data()
{
    QTest::addColumn<int>("groups");
    QTest::addColumn<bool>("transposed");
    QTest::addRow("all heads alike") << 4 << false;
    QTest::addRow("shared keys and values, stored the other way") << 2 << true;
}

void TestHeadNetwork::isTheModel()
{
    QFETCH(int, groups);
    QFETCH(bool, transposed);
    RandomShape shape;
    shape.groups = groups;
    shape.transposed = transposed;
    shape.embeddingSize = 1.0F;
    const std::shared_ptr<const Model> model = randomModel(shape);
    const Lens lens(model);
    const auto ids = randomIds(*model, 11);
    const Trace trace = *runTrace(*model, ids);
    const NaiveRun naive = naiveRun(*model, ids);
    // Sums of float32 numbers of the order of 1 through a few layers.
    Worst numbers("numbers of the network", 2e-5);
    for (const int query : {0, 1, 10})
        for (int k = 0; k < 8; ++k)
            compare(*model, trace, lens, naive,
                    {LayerIndex(k / 4), HeadIndex(k % 4), Position(query), {}}, numbers);
}

void TestHeadNetwork::ofTheEmbeddedModel()
{
    const std::shared_ptr<const Model> model = loadModel(tests::modelsPath("/bookshelf-20m"));
    const Lens lens(model);
    const auto ids = promptIds(*model, "The captain of the ship gave the order to lower the boats",
                               true);
    const Trace trace = *runTrace(*model, ids);
    const auto network = headNetwork(*model, trace, lens,
                                     {LayerIndex(5), HeadIndex(2), Position(12), {}});
    float sum = 0.0F;
    for (const float a : network->attention)
        sum += a;
    // 13 numbers of a softmax, each rounded to float32.
    HS_AT_MOST(std::abs(static_cast<double>(sum) - 1.0), 1e-6);
    QVERIFY(network->neuronShare > 0.0 && network->neuronShare < 1.0);
    QVERIFY(network->neurons[0].written >= network->neurons[11].written);
    QVERIFY(!network->output.ids.empty());
    QVERIFY(!network->neuronOutput.ids.empty());
    QCOMPARE(network->tokens[5].text, std::string(" ship"));
}

/// What a trace of a long prompt does not keep is made again: the same numbers.
void TestHeadNetwork::withoutKeptAttention()
{
    const std::shared_ptr<const Model> model = randomModel();
    const Lens lens(model);
    const auto ids = randomIds(*model, 20);
    TraceOptions small;
    small.attentionBytes = 0;
    const HeadNetworkOptions options{LayerIndex(1), HeadIndex(2), Position(19), {}};
    const auto with = headNetwork(*model, *runTrace(*model, ids), lens, options);
    const auto without = headNetwork(*model, *runTrace(*model, ids, small), lens, options);
    QCOMPARE(without->attention, with->attention);
    QCOMPARE(without->output.ids, with->output.ids);
}

void TestHeadNetwork::badPlacesAndStops()
{
    const std::shared_ptr<const Model> model = randomModel();
    const Lens lens(model);
    const Trace trace = *runTrace(*model, randomIds(*model, 3));
    const auto sentence = [&](int layer, int head, int query) -> std::string {
        try {
            headNetwork(*model, trace, lens,
                        {LayerIndex(layer), HeadIndex(head), Position(query), {}});
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    QVERIFY(sentence(0, 0, 2).empty());
    QCOMPARE(sentence(0, 0, 3), std::string("there is no token 3: the prompt has tokens 0 to 2"));
    QVERIFY(!sentence(0, 0, -1).empty());
    QVERIFY(!sentence(2, 0, 0).empty());
    QVERIFY(!sentence(0, 4, 0).empty());
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!headNetwork(*model, trace, lens, {LayerIndex(0), HeadIndex(0), Position(0), {}},
                         {stop.get_token(), {}}));
}

QTEST_GUILESS_MAIN(TestHeadNetwork)
#include "tst_headnetwork.moc"
