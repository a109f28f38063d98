// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/headnetwork.h"

#include "core/analysis/headtable.h"
#include "core/analysis/headvectors.h"
#include "core/analysis/neuronactivity.h"
#include "core/base/error.h"
#include "core/model/attention.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::core {

namespace {

void checkToken(const Trace& trace, Position token)
{
    if (token.value < 0 || token.value >= trace.tokens())
        throw Error(ErrorKind::BadArgument, "there is no token " + std::to_string(token.value)
                                                + ": the prompt has tokens 0 to "
                                                + std::to_string(trace.tokens() - 1));
}

std::vector<float> listOf(const Vector& v)
{
    return {v.data(), v.data() + v.size()};
}

/// Fills the head's side; returns o_i as (1, D).
Matrix attend(HeadNetwork& network, const Model& model, const Trace& trace)
{
    const LayerIndex layer = network.options.layer;
    const HeadIndex head = network.options.head;
    const Eigen::Index i = network.options.query.value;
    const HeadRun run = headRun(model, trace, layer, head);
    const KeyRange seen = run.seen(i);
    const Eigen::Index n = seen.count();
    const Vector a =
        run.kept ? Vector(
            headOf(*run.kept, run.head, run.queryCount()).row(i).segment(seen.first, n).transpose())
                 : Vector(attentionOf(model, trace, layer, head)
                              .row(i)
                              .segment(seen.first, n)
                              .transpose());
    const Matrix m = messages(model, trace, layer, head).middleRows(seen.first, n);
    const Vector sizes = m.rowwise().norm();
    network.firstContext = Position(static_cast<int>(seen.first));
    network.tokens = promptTokens(run.attention.cross ? *model.encoder : model,
                                  trace.keyIds(run.attention));
    network.tokens = {network.tokens.begin() + seen.first, network.tokens.begin() + seen.end};
    network.scores = listOf(
        scores(model, trace, layer, head).row(i).segment(seen.first, n).transpose());
    network.attention = listOf(a);
    network.messageSizes = listOf(sizes);
    network.written = listOf(a.cwiseProduct(sizes));
    Matrix output = a.transpose() * m;
    network.outputSize = output.norm();
    return output;
}

/// Fills the FFN's side; returns sum_k f_k w_out,k as (1, D).
Matrix feed(HeadNetwork& network, const Model& model, const Trace& trace)
{
    const auto l = static_cast<std::size_t>(network.options.layer.value);
    const FeedForward& ffn = model.layers[l].feedForward;
    const Matrix f = trace.activations[l].row(network.options.query.value);
    const Vector sizes = neuronOutSizes(ffn);
    const Vector written = f.row(0).transpose().cwiseAbs().cwiseProduct(sizes);
    std::vector<int> order(static_cast<std::size_t>(ffn.neurons));
    std::iota(order.begin(), order.end(), 0);
    const auto named = std::min<std::ptrdiff_t>(networkNeurons, ffn.neurons);
    std::partial_sort(order.begin(), order.begin() + named, order.end(), [&](int a, int b) {
        return written[a] != written[b] ? written[a] > written[b] : a < b;
    });
    network.neuronCount = ffn.neurons;
    double share = 0.0;
    for (auto k = order.begin(); k != order.begin() + named; ++k) {
        network.neurons.push_back({NeuronIndex(*k), f(0, *k), sizes[*k], written[*k]});
        share += static_cast<double>(written[*k]);
    }
    const double all = written.cast<double>().sum();
    network.neuronShare = all > 0.0 ? share / all : 0.0;
    Matrix output(1, model.info.width);
    multiply(constView(f), ffn.out, view(output));
    network.neuronOutputSize = output.norm();
    return output;
}

} // namespace

std::optional<HeadNetwork> headNetwork(const Model& model, const Trace& trace, const Lens& lens,
                                       const HeadNetworkOptions& options, const RunControl& control)
{
    checkLayer(model, options.layer);
    checkHead(model, options.head);
    checkToken(trace, options.query);
    HeadNetwork result;
    result.options = options;
    result.words = model.words;
    std::vector<LensBatch> batches;
    batches.push_back(
        {messageTarget(model, options.layer, options.head), attend(result, model, trace)});
    if (control.stopped())
        return std::nullopt;
    batches.push_back({LensTarget::neuronOut(options.layer), feed(result, model, trace)});
    auto cells = lens.search(std::move(batches), options.lens, control);
    if (!cells)
        return std::nullopt;
    result.output = std::move((*cells)[0].front());
    result.neuronOutput = std::move((*cells)[1].front());
    return result;
}

} // namespace headscope::core
