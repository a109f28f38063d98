// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What must hold of changed runs whatever the model: an empty change changes nothing, bit for bit;
// nor does a full rank; a head that is off is its messages taken from the stream; cut matrices are
// the nearest of their rank. On random models of every kind, tiny real ones and the embedded ones.
#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/lab/divergence.h"
#include "core/analysis/lab/lab.h"
#include "core/analysis/lab/messagescales.h"
#include "core/analysis/lens.h"
#include "core/analysis/stream.h"
#include "core/model/forward.h"
#include "tests/support/core/errors.h"
#include "tests/support/core/kinds.h"
#include "tests/support/core/naivelab.h"
#include "tests/support/core/reference.h"
#include "tests/support/places.h"

#include <cstring>

using namespace headscope;
using namespace headscope::core;
using namespace headscope::tests;

namespace {

struct Case {
    std::string name;
    std::shared_ptr<const Model> model;
    PromptIds prompt;
};

bool same(const Matrix& a, const Matrix& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols()
           && std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(float))
                  == 0;
}

bool same(const std::vector<Matrix>& a, const std::vector<Matrix>& b)
{
    return a.size() == b.size()
           && std::equal(a.begin(), a.end(), b.begin(),
                         [](const Matrix& x, const Matrix& y) { return same(x, y); });
}

/// All arrays of two traces, bit for bit.
bool sameBits(const Trace& a, const Trace& b)
{
    bool good = a.ids == b.ids && same(a.states, b.states) && same(a.middles, b.middles)
                && same(a.inputs, b.inputs) && same(a.queries, b.queries) && same(a.keys, b.keys)
                && same(a.values, b.values) && same(a.attention, b.attention)
                && same(a.activations, b.activations) && same(a.routing, b.routing)
                && same(a.crossed, b.crossed) && same(a.memory, b.memory)
                && same(a.logits, b.logits) && same(a.patterns, b.patterns)
                && same(a.messages, b.messages) && a.cross.size() == b.cross.size();
    for (std::size_t l = 0; l < a.cross.size() && good; ++l)
        good = same(a.cross[l].input, b.cross[l].input)
               && same(a.cross[l].queries, b.cross[l].queries)
               && same(a.cross[l].keys, b.cross[l].keys)
               && same(a.cross[l].values, b.cross[l].values)
               && same(a.cross[l].attention, b.cross[l].attention);
    return good;
}

Change everywhere(Intervention::What what)
{
    return {{{what, {}}}};
}

/// The largest of any token.
double klOf(const Model& model, const Trace& a, const Trace& b)
{
    std::vector<double> kl(a.ids.size());
    const auto take = [&kl](std::size_t token, std::size_t, const ConstVectorView& before,
                            const ConstVectorView& after) {
        kl[token] = divergence(before, after, {}).kl;
    };
    eachPrediction(model, a.states.back(), {&b.states.back()}, take, {});
    return *std::max_element(kl.begin(), kl.end());
}

/// (D, D) of rank r that is nearest, by its definition.
Eigen::MatrixXd nearest(const Eigen::MatrixXd& whole, int rank)
{
    const FirstSingular first = firstSingular(whole, rank);
    return first.u * first.s.asDiagonal() * first.v.transpose();
}

} // namespace

class TestLabIdentities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void emptyChangesNothing();
    void whatDoesNothingChangesNothing();
    void fullRankChangesNothing();
    void cutMatricesAreTheNearest_data() { everyKind(); }
    void cutMatricesAreTheNearest();
    void cutsOfTheEmbeddedModelAreTheNearest();
    void offIsTakenFromTheStream();
    void dropsAndCutsOfTheEmbeddedModel();
    void biasIsThatOfTheLens();
    void meansAreSeenByEveryQuery();
    void endsAreThoseOfTraces();
    void attentionThatIsTooLargeIsRefused();
    void parametersAreCounted();
    void stoppedChangesAreNone();

private:
    std::vector<Case> m_cases;
    std::shared_ptr<const Model> m_bookshelf;
    std::vector<TokenId> m_prompt;
};

void TestLabIdentities::initTestCase()
{
    for (const RandomKind& kind : randomKinds()) {
        const auto model = randomModel(kind.shape);
        m_cases.push_back({kind.name, model, randomPrompt(*model, 30)});
    }
    for (const char* name : {"gpt2-tiny", "llama3-tiny", "deepseekv3-tiny", "gemma3-tiny",
                             "t5-tiny", "bert-tiny", "mistral-tiny"}) {
        const auto model = loadModel(std::string(tests::dataPath("/")) + name);
        m_cases.push_back({name, model, randomPrompt(*model, 12)});
    }
    m_bookshelf = loadModel(tests::modelsPath("/bookshelf-20m"));
    m_prompt = Golden("bookshelf-20m").prompts().front();
    m_cases.push_back({"bookshelf-20m", m_bookshelf, m_prompt});
    m_cases.push_back(
        {"bookshelf-llama-14m", loadModel(tests::modelsPath("/bookshelf-llama-14m")), m_prompt});
}

void TestLabIdentities::emptyChangesNothing()
{
    for (const Case& c : m_cases) {
        const TraceOptions options{.logits = true, .headVectors = true};
        const auto original = runTrace(*c.model, c.prompt, options);
        const auto change = Lab(c.model).apply({});
        QVERIFY(change->model() == c.model);
        const auto run = change->run(c.prompt, options);
        QVERIFY2(sameBits(*original, *run->trace), c.name.c_str());
        QCOMPARE(klOf(*c.model, *original, *run->trace), 0.0);
        QCOMPARE(run->heads.size(),
                 static_cast<std::size_t>(c.model->info.layers * c.model->info.headsPerLayer()));
        const EffectSums sums = sumOf(run->heads);
        QVERIFY(sums.messages > 0 && sums.queries > 0 && sums.dropped == 0 && sums.routed == 0);
    }
}

/// Changes that all heads are looked at for and that come to nothing.
void TestLabIdentities::whatDoesNothingChangesNothing()
{
    for (const Case& c : m_cases) {
        Lab lab(c.model);
        const auto original = runTrace(*c.model, c.prompt, {.logits = true});
        for (const Change& change : {everywhere(DropMessages{DropMessages::Rule::Small, 0.0}),
                                     everywhere(DropMessages{DropMessages::Rule::HighBias, 1.0}),
                                     everywhere(RouteQueries{-1.0})}) {
            const auto run = lab.apply(change)->run(c.prompt, {.logits = true});
            QVERIFY2(sameBits(*original, *run->trace), c.name.c_str());
        }
    }
}

void TestLabIdentities::fullRankChangesNothing()
{
    Worst logit("logits of full ranks, relative to the largest", 1e-5);
    Worst state("states of full ranks, relative to the largest", 1e-5);
    for (const Case& c : m_cases) {
        Lab lab(c.model);
        const Attention& a = c.model->layers.front().attention;
        const auto original = runTrace(*c.model, c.prompt, {.logits = true});
        const auto change = lab.apply({{{RankCut{HeadMatrix::Pattern, a.headSize}, {}},
                                        {RankCut{HeadMatrix::Message, a.valueSize}, {}}}});
        // All matrices are made anew.
        for (std::size_t l = 0; l < c.model->layers.size(); ++l) {
            const Attention& cut = change->model()->layers[l].attention;
            QVERIFY(cut.query.data != c.model->layers[l].attention.query.data);
            QVERIFY(cut.output.data != c.model->layers[l].attention.output.data);
            QVERIFY(cut.value.data == c.model->layers[l].attention.value.data);
        }
        QVERIFY(change->model()->info.weightsHash.empty());
        const auto run = change->run(c.prompt, {.logits = true});
        const auto scale = [](const Matrix& m) {
            return static_cast<double>(m.cwiseAbs().maxCoeff());
        };
        HS_WITHIN(logit, largestDifference(original->logits, run->trace->logits)
                             / scale(original->logits));
        for (std::size_t l = 0; l < original->states.size(); ++l)
            HS_WITHIN(state, largestDifference(original->states[l], run->trace->states[l])
                                 / scale(original->states[l]));
    }
}

void TestLabIdentities::cutMatricesAreTheNearest()
{
    QFETCH(QString, kind);
    const auto model = randomModel(kindNamed(kind).shape);
    Lab lab(model);
    // Of what float32 keeps of the factors.
    Worst matrix("cut matrices, relative to the whole", 1e-6);
    Worst rank("the first value behind the rank, relative to the first", 1e-6);
    for (const HeadMatrix which : {HeadMatrix::Pattern, HeadMatrix::Message}) {
        const Attention& a = model->layers.front().attention;
        const int d = which == HeadMatrix::Pattern ? a.headSize : a.valueSize;
        for (int r = 1; r <= d; ++r) {
            const auto changed = lab.apply(everywhere(RankCut{which, r}))->model();
            for (int l = 0; l < model->info.layers; ++l) {
                for (int h = 0; h < model->info.headsPerLayer(); ++h) {
                    const LayerIndex layer(l);
                    const HeadIndex head(h);
                    const Eigen::MatrixXd whole = wholeMatrix(*model, layer, head, which);
                    const Eigen::MatrixXd cut = wholeMatrix(*changed, layer, head, which);
                    HS_WITHIN(matrix, (cut - nearest(whole, r)).norm() / whole.norm());
                    const Eigen::VectorXd values = singularValues(*changed, layer, head, which,
                                                                  false);
                    if (r < d)
                        HS_WITHIN(rank, values[r] / values[0]);
                    QVERIFY(values[r - 1] > 1e-3 * values[0]); // and no less than the rank
                }
            }
        }
    }
}

void TestLabIdentities::cutsOfTheEmbeddedModelAreTheNearest()
{
    Lab lab(m_bookshelf);
    for (const HeadMatrix which : {HeadMatrix::Pattern, HeadMatrix::Message}) {
        const LayerIndex layer(3);
        const HeadIndex head(1);
        const auto changed =
            lab.apply({{{RankCut{which, 12}, {LayerIndex(3), HeadIndex(1)}}}})->model();
        const Eigen::MatrixXd whole = wholeMatrix(*m_bookshelf, layer, head, which);
        const Eigen::MatrixXd expected = nearest(whole, 12);
        // Of what float32 keeps of the factors.
        HS_AT_MOST((wholeMatrix(*changed, layer, head, which) - expected).norm() / whole.norm(),
                   1e-6);
        QVERIFY((whole - expected).norm() > 0.05 * whole.norm());
        // The others are as they were.
        QCOMPARE((wholeMatrix(*changed, layer, HeadIndex(2), which)
                  - wholeMatrix(*m_bookshelf, layer, HeadIndex(2), which))
                     .norm(),
                 0.0);
    }
}

/// A head's messages, taken from the stream behind its layer's attention.
void TestLabIdentities::offIsTakenFromTheStream()
{
    struct Subtractor : ForwardObserver {
        LayerIndex layer;
        Eigen::MatrixXd output; ///< (T, D): sum over j of a_ij m_j
        Matrix last;
        void mixed(LayerIndex l, LayerRun& run) override
        {
            if (l == layer)
                run.middle = (run.middle.cast<double>() - output).cast<float>();
        }
        void finished(Matrix& state) override { last = state; }
    };
    Worst worst("a head off against its messages taken away, relative to the states", 1e-5);
    int heads = 0;
    for (const Case& c : m_cases) {
        const Layer& first = c.model->layers.front();
        // Norms behind attention would have to be taken apart, and cross-attention follows it.
        if (first.attention.outputNorm || first.attention.sumNorm || first.cross || first.parallel)
            continue;
        Lab lab(c.model);
        const auto original = runTrace(*c.model, c.prompt);
        const int step = c.model->info.layers > 4 ? 3 : 1; // large ones take their time
        for (int l = 0; l < c.model->info.layers; l += step) {
            for (int h = 0; h < c.model->info.heads; h += 1 + step / 2) {
                const LayerIndex layer(l);
                const HeadIndex head(h);
                const auto change = lab.apply({{{HeadOff{}, {layer, head}}}});
                Subtractor subtractor;
                subtractor.layer = layer;
                subtractor.output = attentionOf(*c.model, *original, layer, head).cast<double>()
                                    * messages(*c.model, *original, layer, head).cast<double>();
                QVERIFY(forward(*c.model, original->ids, subtractor));
                const Matrix off = change->runToEnd(c.prompt)->states;
                HS_WITHIN(worst, static_cast<double>((off - subtractor.last).norm())
                                     / static_cast<double>(off.norm()));
                // And the head has done something.
                QVERIFY((off - original->states.back()).norm() > 1e-4F * off.norm());
                ++heads;
            }
        }
    }
    QVERIFY(heads > 80);
}

/// A real model with everything at once, against plain loops over all of it.
void TestLabIdentities::dropsAndCutsOfTheEmbeddedModel()
{
    using Mode = DropMessages::Mode;
    const PromptIds prompt(std::vector<TokenId>(m_prompt.begin(), m_prompt.begin() + 6));
    Worst worst("logits of the embedded model against plain loops, relative to the largest", 1e-5);
    Lab lab(m_bookshelf);
    for (const Change& change :
         {everywhere(DropMessages{DropMessages::Rule::Small, 0.6, Mode::Renormalise}),
          Change{{{RankCut{HeadMatrix::Pattern, 9}, {LayerIndex(2), HeadIndex(4)}},
                  {HeadOff{HeadOff::Mode::Mean}, {LayerIndex(5), HeadIndex(0)}},
                  {GateScores{}, {LayerIndex(1), {}}},
                  {RouteQueries{0.0}, {}},
                  {DropMessages{DropMessages::Rule::Small, 0.5, Mode::Silence}, {}}}}}) {
        NaiveMargin margin;
        const NaiveRun naive = naiveRun(*m_bookshelf, prompt,
                                        naiveChange(*m_bookshelf, change, margin));
        QVERIFY2(margin.least > 1e-5, qPrintable(QString::number(margin.least)));
        QVERIFY(margin.dropped > 10);
        const auto run = lab.apply(change)->run(prompt, {.logits = true});
        QCOMPARE(sumOf(run->heads).dropped, margin.dropped);
        QCOMPARE(sumOf(run->heads).routed, margin.routed);
        const auto scale = static_cast<double>(run->trace->logits.cwiseAbs().maxCoeff());
        for (std::size_t t = 0; t < naive.logits.size(); ++t)
            for (std::size_t v = 0; v < naive.logits[t].size(); ++v)
                HS_WITHIN(worst,
                          std::abs(static_cast<double>(run->trace->logits(
                                       static_cast<Eigen::Index>(t), static_cast<Eigen::Index>(v)))
                                   - naive.logits[t][v])
                              / scale);
    }
}

void TestLabIdentities::biasIsThatOfTheLens()
{
    // The lens adds up the squares of 16 thousand float32 scores a vector.
    Worst rho("rho of messages against the lens", 1e-5);
    Worst size("sizes of messages, relative", 1e-5);
    for (const Case& c : m_cases) {
        const auto trace = runTrace(*c.model, c.prompt);
        const Lens lens(c.model);
        const auto spread = wordSpread(*c.model);
        const int last = c.model->info.layers - 1;
        for (int h = 0; h < c.model->info.headsPerLayer(); ++h) {
            const LayerIndex layer(last);
            const HeadRun run = headRun(*c.model, *trace, layer, HeadIndex(h));
            const Eigen::Index dv = run.attention.valueSize;
            const Weight wo = run.attention.output.inputs(run.head.value * dv, dv);
            const ConstMatrixView values = columns(run.values, run.attention.groupOf(run.head) * dv,
                                                   dv);
            const Matrix m = messages(*c.model, *trace, layer, HeadIndex(h));
            const auto cells = lens.search(constView(m),
                                           messageTarget(*c.model, layer, HeadIndex(h)),
                                           {.space = Space::Final, .metric = Metric::Cosine});
            const Eigen::VectorXd found = MessageBias(*c.model, *spread, wo).of(values);
            const Eigen::VectorXd sizes = MessageSizes(wo).of(values);
            for (Eigen::Index j = 0; j < m.rows(); ++j) {
                HS_WITHIN(rho, std::abs((*cells)[static_cast<std::size_t>(j)].rho - found[j]));
                const auto own = static_cast<double>(m.row(j).norm());
                HS_WITHIN(size, std::abs(own - sizes[j]) / own);
            }
        }
    }
    QCOMPARE(MessageSizes(m_bookshelf->layers[0].attention.output.inputs(0, 64))
                 .of(constView(Matrix::Zero(2, 64).eval()))
                 .norm(),
             0.0);
}

/// A head that is replaced by its mean has one row of attention, on later tokens too, and all that
/// shows it knows.
void TestLabIdentities::meansAreSeenByEveryQuery()
{
    const LayerIndex layer(4);
    const HeadIndex head(2);
    const auto original = runTrace(*m_bookshelf, m_prompt);
    const auto run =
        Lab(m_bookshelf).apply({{{HeadOff{HeadOff::Mode::Mean}, {layer, head}}}})->run(m_prompt);
    const Matrix changed = run->trace->attentionOf(layer, head);
    const Eigen::MatrixXd before = original->attentionOf(layer, head).cast<double>();
    for (Eigen::Index i = 0; i < changed.rows(); ++i)
        HS_AT_MOST((changed.row(i).cast<double>() - before.colwise().mean()).norm(), 1e-7);
    QVERIFY(run->trace->isOpen(layer, head));
    QVERIFY(!run->trace->isOpen(layer, HeadIndex(1)) && !original->isOpen(layer, head));
    const HeadTable table = headTableWithoutWords(*run->model, *run->trace, layer, head);
    QVERIFY(table.sees(0, 5) && !table.causal);
    const HeadTable other = headTableWithoutWords(*run->model, *run->trace, layer, HeadIndex(1));
    QVERIFY(!other.sees(0, 5) && other.causal);
    const auto stream = tokenStream(*run->model, *run->trace, {Position(0)});
    QVERIFY(!stream->causal);
    HS_AT_MOST(stream->sumResidue, 1e-5);
    const int part = stream->message(layer, head, Position(5));
    QVERIFY(stream->weights[static_cast<std::size_t>(part)] > 0.0F);
    QVERIFY(tokenStream(*m_bookshelf, *original, {Position(0)})->causal);
}

void TestLabIdentities::endsAreThoseOfTraces()
{
    for (const Case& c : m_cases) {
        Lab lab(c.model);
        for (const Change& change : {Change{}, everywhere(RankCut{HeadMatrix::Message, 2}),
                                     everywhere(DropMessages{DropMessages::Rule::Small, 0.9})}) {
            const auto applied = lab.apply(change);
            const auto run = applied->run(c.prompt);
            const auto end = applied->runToEnd(c.prompt);
            QVERIFY2(same(run->trace->states.back(), end->states), c.name.c_str());
            QCOMPARE(end->heads.size(), run->heads.size());
            for (std::size_t h = 0; h < end->heads.size(); ++h) {
                QCOMPARE(end->heads[h].dropped, run->heads[h].dropped);
                QCOMPARE(end->heads[h].messages, run->heads[h].messages);
                QCOMPARE(end->heads[h].queries, c.model->encoder ? std::ssize(c.prompt.decoderIds)
                                                                 : std::ssize(c.prompt.ids));
                QVERIFY(end->heads[h].head == run->heads[h].head
                        && end->heads[h].layer == run->heads[h].layer);
            }
        }
    }
}

void TestLabIdentities::attentionThatIsTooLargeIsRefused()
{
    const auto model = randomModel();
    const auto ids = randomIds(*model, 300);
    const std::size_t bytes = std::size_t(2) * 4 * 300 * 300 * sizeof(float);
    Lab lab(model);
    const auto gate = lab.apply(everywhere(GateScores{}));
    QVERIFY(gate->run(ids, {.attentionBytes = bytes})->trace->hasAttention());
    const auto error = errorOf([&] { gate->run(ids, {.attentionBytes = std::size_t(1) << 20U}); });
    QVERIFY(error && error->kind() == ErrorKind::Unsupported);
    QCOMPARE(error->what(), "a changed run has to keep its attention: that of 300 tokens takes 3 "
                            "MiB, and only 1 MiB are allowed; shorten the prompt");
    // Attention of cut ranks can be made again, and an end keeps none.
    const auto cut = lab.apply(everywhere(RankCut{HeadMatrix::Pattern, 2}));
    QVERIFY(!cut->run(ids, {.attentionBytes = 1000})->trace->hasAttention());
    QCOMPARE(gate->runToEnd(ids)->states.rows(), 300);
}

void TestLabIdentities::parametersAreCounted()
{
    const auto saved = [](const std::shared_ptr<const Model>& model, const Change& change) {
        return Lab(model).apply(change)->parametersSaved();
    };
    const RankCut p{HeadMatrix::Pattern, 2};
    const RankCut m{HeadMatrix::Message, 1};
    const auto plain = randomModel(); // 2 layers of 4 heads of 6, width 24
    QCOMPARE(saved(plain, {}), 0);
    QCOMPARE(saved(plain, everywhere(p)), 2 * 4 * (2 * 24 * 6 - 2 * 24 * 2));
    QCOMPARE(saved(plain, {{{p, {LayerIndex(1), HeadIndex(3)}}, {m, {LayerIndex(0), {}}}}}),
             (2 * 24 * 6 - 2 * 24 * 2) + 4 * (2 * 24 * 6 - 2 * 24 * 1));
    // The lower rank counts, once.
    QCOMPARE(saved(plain, {{{p, {}}, {RankCut{HeadMatrix::Pattern, 5}, {}}}}),
             2 * 4 * (2 * 24 * 6 - 2 * 24 * 2));
    // Two heads share keys: half of them are there once for both, and only saved with both.
    const auto grouped = randomModel({.groups = 2});
    QCOMPARE(saved(grouped, {{{p, {LayerIndex(0), HeadIndex(0)}}}}), 24 * 6 - 2 * 24 * 2);
    QCOMPARE(saved(grouped, {{{p, {LayerIndex(0), {}}}}}), 4 * (24 * 6 - 2 * 24 * 2) + 2 * 24 * 6);
}

void TestLabIdentities::stoppedChangesAreNone()
{
    std::stop_source source;
    source.request_stop();
    const RunControl stopped{source.get_token(), {}};
    Lab lab(m_bookshelf);
    QVERIFY(!lab.apply(everywhere(RankCut{}), stopped));
    QVERIFY(!lab.apply(everywhere(DropMessages{DropMessages::Rule::HighBias, 0.5}), stopped));
    const auto change = lab.apply(everywhere(GateScores{}));
    QVERIFY(!change->run(m_prompt, {}, stopped));
    QVERIFY(!change->runToEnd(m_prompt, stopped));
    // Nothing half done stays.
    QVERIFY(lab.apply(everywhere(RankCut{}))->run(m_prompt));
    int reports = 0;
    Lab other(m_bookshelf);
    QVERIFY(other.apply(everywhere(RankCut{}), {{}, [&reports](int done, int of) {
                                                    ++reports;
                                                    QVERIFY(done <= of && of == 48);
                                                }}));
    QVERIFY(reports > 0);
}

QTEST_GUILESS_MAIN(TestLabIdentities)
#include "tst_labidentities.moc"
