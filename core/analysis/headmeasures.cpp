// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headmeasures.h"

#include "core/analysis/headvectors.h"
#include "core/model/attention.h"
#include "core/tensor/elementwise.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <unordered_map>

namespace headscope::core {

namespace {

/// A mean that knows when it has nothing to average.
class Mean
{
public:
    void add(double value)
    {
        m_sum += value;
        ++m_count;
    }
    std::optional<double> value() const
    {
        return m_count > 0 ? std::optional(m_sum / static_cast<double>(m_count)) : std::nullopt;
    }

private:
    double m_sum = 0.0;
    long m_count = 0;
};

/// For each position the earlier ones that hold the same token.
using Copies = std::vector<std::vector<Eigen::Index>>;

Copies earlierCopies(const std::vector<TokenId>& ids)
{
    std::unordered_map<TokenId, std::vector<Eigen::Index>> seen;
    Copies copies;
    copies.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        std::vector<Eigen::Index>& places = seen[ids[i]];
        copies.push_back(places);
        places.push_back(static_cast<Eigen::Index>(i));
    }
    return copies;
}

/// What the attention of one head comes to. Of
/// cross-attention, whose keys are other tokens, only what does not compare places.
HeadMeasures measureHead(const Copies& copies, const ConstMatrixView& a, const HeadRun& run,
                         const Vector& messageSizes)
{
    Mean first, self, previous, duplicate, induction, entropies, size;
    const Eigen::Index T = a.rows();
    for (Eigen::Index i = 1; i < T; ++i) {
        const KeyRange seen = run.seen(i);
        first.add(a(i, 0));
        const float* const row = a.data() + i * a.outerStride() + seen.first;
        const auto n = static_cast<std::size_t>(seen.count());
        if (n > 1) // one token leaves no choice
            entropies.add(entropy(row, n) / std::log(static_cast<double>(n)));
        size.add(static_cast<double>(ConstVectorView(row, seen.count())
                                         .dot(messageSizes.segment(seen.first, seen.count()))));
        if (run.attention.cross)
            continue;
        self.add(a(i, i));
        if (i >= 2)
            previous.add(a(i, i - 1));
        double onCopies = 0.0;
        double afterCopies = 0.0;
        const auto& places = copies[static_cast<std::size_t>(i)];
        for (const Eigen::Index j : places) {
            onCopies += a(i, j);
            afterCopies += a(i, j + 1);
        }
        if (!places.empty()) {
            duplicate.add(onCopies);
            induction.add(afterCopies);
        }
    }
    HeadMeasures m;
    m.first = first.value();
    m.self = self.value();
    m.previous = previous.value();
    m.duplicate = duplicate.value();
    m.induction = induction.value();
    m.entropy = entropies.value();
    m.messageSize = size.value();
    return m;
}

double meanLegibility(const std::vector<LensCell>& cells)
{
    double sum = 0.0;
    for (const LensCell& cell : cells)
        sum += cell.legibility;
    return sum / static_cast<double>(cells.size());
}

/// For work that ends in the function that was lent the object, and need not share in owning it.
template<class T>
std::shared_ptr<const T> borrowed(const T& object)
{
    return std::shared_ptr<const T>(std::shared_ptr<void>(), &object);
}

constexpr int probeSequences = 8;
constexpr unsigned probeSeed = 20; // any fixed one: the probe must not change from run to run
constexpr int probeWords = 50;

/// Ids a probe draws from: neither special nor a fragment of a word.
std::vector<TokenId> ordinaryTokens(const Model& model)
{
    std::vector<TokenId> ids;
    for (TokenId id = 0; id < model.info.vocab; ++id) {
        const bool special = id == model.info.firstToken || model.isSpecial(id);
        if (!special && model.fragments[static_cast<std::size_t>(id)] == 0)
            ids.push_back(id);
    }
    return ids;
}

std::vector<TokenId> probeSequence(const Model& model, const std::vector<TokenId>& ordinary,
                                   std::mt19937_64& random)
{
    std::vector<TokenId> ids;
    if (model.info.firstToken)
        ids.push_back(*model.info.firstToken);
    // Short contexts get shorter sequences; the halves stay equal.
    const int words = std::min(probeWords, (model.info.context - static_cast<int>(ids.size())) / 2);
    std::vector<TokenId> half;
    for (int k = 0; k < words; ++k)
        half.push_back(ordinary[random() % ordinary.size()]);
    ids.insert(ids.end(), half.begin(), half.end());
    ids.insert(ids.end(), half.begin(), half.end());
    return ids;
}

/// A sequence as a prompt: an encoder reads the same tokens as its decoder.
PromptIds promptOf(const Model& model, const std::vector<TokenId>& ids)
{
    return model.encoder ? PromptIds(ids, ids) : PromptIds(ids);
}

/// Adds `from` / n to `to`; a measure is there only when every sequence has it.
void accumulate(std::optional<double>& to, const std::optional<double>& from, int n, bool firstOne)
{
    if (firstOne)
        to = 0.0;
    if (to && from)
        *to += *from / n;
    else
        to.reset();
}

} // namespace

std::optional<std::vector<HeadMeasures>> attentionMeasures(const Model& model, const Trace& trace,
                                                           const RunControl& control)
{
    const Copies copies = earlierCopies(trace.ids);
    const int heads = model.info.headsPerLayer();
    std::vector<HeadMeasures> result(static_cast<std::size_t>(model.info.layers * heads));
#pragma omp parallel for schedule(dynamic)
    for (int k = 0; k < model.info.layers * heads; ++k) {
        if (control.stopped())
            continue;
        const LayerIndex layer(k / heads);
        const HeadIndex head(k % heads);
        const Vector sizes = messages(model, trace, layer, head).rowwise().norm();
        // What the trace keeps is read where it lies.
        const HeadRun run = headRun(model, trace, layer, head);
        const Matrix made = run.kept ? Matrix() : attentionOf(model, trace, layer, head);
        HeadMeasures& m = result[static_cast<std::size_t>(k)];
        m = measureHead(copies,
                        run.kept ? headOf(*run.kept, run.head, run.queryCount()) : constView(made),
                        run, sizes);
        m.layer = layer;
        m.head = head;
    }
    if (control.stopped())
        return std::nullopt;
    return result;
}

void setLegibility(HeadMeasures& measures, const HeadWords& words)
{
    measures.patternLegibility = meanLegibility(words.patterns);
    measures.messageLegibility = meanLegibility(words.messages);
}

HeadWordsSearch::Request legibilityRequest(const std::vector<HeadMeasures>& measures,
                                           const LensOptions& options)
{
    HeadWordsSearch::Request request;
    request.options.lens = options;
    request.options.lens.top = 1; // legibility needs the best score alone
    request.meanMessage = false;
    for (const HeadMeasures& m : measures)
        request.heads.push_back({m.layer, m.head});
    return request;
}

bool addLegibility(std::vector<HeadMeasures>& measures, const Model& model, const Trace& trace,
                   const Lens& lens, const LensOptions& options, const RunControl& control)
{
    HeadWordsSearch search(borrowed(model), borrowed(trace), borrowed(lens),
                           legibilityRequest(measures, options));
    if (!search.advance(control))
        return false;
    for (std::size_t k = 0; k < measures.size(); ++k)
        setLegibility(measures[k], *search.words(k));
    return true;
}

bool addRanks(std::vector<HeadMeasures>& measures, const Model& model, const RunControl& control)
{
    const int total = static_cast<int>(measures.size());
    for (int k = 0; k < total; ++k) {
        if (control.stopped())
            return false;
        HeadMeasures& m = measures[static_cast<std::size_t>(k)];
        m.patternRanks = ranks(singularValues(model, m.layer, m.head, HeadMatrix::Pattern, false));
        m.messageRanks = ranks(singularValues(model, m.layer, m.head, HeadMatrix::Message, false));
        control.report(k + 1, total);
    }
    return true;
}

std::vector<HeadMeasures> rankMeasures(const WeightSpectra& spectra)
{
    std::vector<HeadMeasures> measures;
    for (const HeadSpectra& head : spectra.heads) {
        HeadMeasures& m = measures.emplace_back();
        m.layer = head.layer;
        m.head = head.head;
        m.patternRanks = head.of(HeadMatrix::Pattern, false).ranks;
        m.messageRanks = head.of(HeadMatrix::Message, false).ranks;
    }
    return measures;
}

Probe::Probe(std::shared_ptr<const Model> model)
    : m_model(std::move(model)), m_ordinary(ordinaryTokens(*m_model)), m_random(probeSeed)
{}

bool Probe::advance(const RunControl& control)
{
    requireRunnable(*m_model);
    const RunControl quiet{control.stop, {}};
    while (m_done < probeSequences && !m_ordinary.empty()) {
        if (m_sequence.empty())
            m_sequence = probeSequence(*m_model, m_ordinary, m_random);
        const auto trace = runTrace(*m_model, promptOf(*m_model, m_sequence), {}, quiet);
        const auto one = trace ? attentionMeasures(*m_model, *trace, quiet) : std::nullopt;
        if (!one)
            return false;
        if (m_done == 0)
            m_mean = *one;
        for (std::size_t i = 0; i < one->size(); ++i)
            for (auto field : {&HeadMeasures::first, &HeadMeasures::self, &HeadMeasures::previous,
                               &HeadMeasures::duplicate, &HeadMeasures::induction,
                               &HeadMeasures::entropy, &HeadMeasures::messageSize})
                accumulate(m_mean[i].*field, (*one)[i].*field, probeSequences, m_done == 0);
        m_sequence.clear();
        control.report(++m_done, probeSequences);
    }
    return true;
}

std::optional<std::vector<HeadMeasures>> probeMeasures(const Model& model,
                                                       const RunControl& control)
{
    Probe probe(borrowed(model));
    if (!probe.advance(control))
        return std::nullopt;
    return probe.take();
}

} // namespace headscope::core
