// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/neurondetail.h"

#include "core/analysis/headtable.h"
#include "core/analysis/neuronwords.h"
#include "core/base/error.h"

namespace headscope::core {

namespace {

std::vector<float> listOf(const Vector& v)
{
    return {v.data(), v.data() + v.size()};
}

NeuronDetail::Reads readsOf(const Layer& layer)
{
    using Reads = NeuronDetail::Reads;
    if (layer.parallel)
        return Reads::BeforeLayer;
    return layer.cross ? Reads::BehindCross : Reads::BehindAttention;
}

/// What the gate makes of n . w_gate (T).
std::vector<float> openedBy(const FeedForward& ffn, int neuron, const std::vector<float>& gates)
{
    Matrix opened = ConstVectorView(gates.data(), static_cast<Eigen::Index>(gates.size()));
    opened.array() += ffn.gateBias[neuron];
    activate(ffn.activation, view(opened));
    return listOf(opened.col(0));
}

} // namespace

void checkNeuron(const Model& model, LayerIndex layer, NeuronIndex neuron)
{
    const int count = model.layers[static_cast<std::size_t>(layer.value)].feedForward.neurons;
    if (neuron.value < 0 || neuron.value >= count)
        throw Error(ErrorKind::BadArgument, "there is no neuron " + std::to_string(neuron.value)
                                                + ": layer " + std::to_string(layer.value) + " of "
                                                + model.info.name + " has neurons 0 to "
                                                + std::to_string(count - 1));
}

std::optional<NeuronDetail> neuronDetail(const Model& model, const Trace& trace, const Lens& lens,
                                         const NeuronDetailOptions& options,
                                         const RunControl& control)
{
    checkLayer(model, options.layer);
    checkNeuron(model, options.layer, options.neuron);
    const auto l = static_cast<std::size_t>(options.layer.value);
    const int k = options.neuron.value;
    const FeedForward& ffn = model.layers[l].feedForward;
    std::vector<LensBatch> batches;
    batches.push_back({LensTarget::neuronIn(options.layer), neuronInputs(ffn, k, 1)});
    batches.push_back({LensTarget::neuronOut(options.layer), neuronOutputs(ffn, k, 1)});
    if (ffn.gated())
        batches.push_back({LensTarget::neuronIn(options.layer), neuronGates(ffn, k, 1)});

    NeuronDetail result;
    result.options = options;
    result.tokens = promptTokens(model, trace.ids);
    result.words = model.words;
    result.activation = ffn.activation;
    result.reads = readsOf(model.layers[l]);
    result.normed = ffn.norm.kind != Norm::Kind::None;
    result.normBehind = ffn.outputNorm || ffn.sumNorm;
    result.inBias = ffn.inBias[k];
    result.inSize = batches[0].vectors.norm();
    result.outSize = batches[1].vectors.norm();
    const Matrix& state = trace.beforeNeurons(model.layers[l], options.layer);
    Matrix read(state.rows(), state.cols());
    ffn.norm.apply(constView(state), view(read));
    result.products = listOf(read * batches[0].vectors.row(0).transpose());
    result.activations = listOf(trace.activations[l].col(k));
    if (ffn.gated()) {
        result.gates = listOf(read * batches[2].vectors.row(0).transpose());
        result.opened = openedBy(ffn, k, result.gates);
        result.gateBias = ffn.gateBias[k];
        result.gateSize = batches[2].vectors.norm();
    }
    if (ffn.experts)
        result.expert = ffn.experts->expertOf(options.neuron);
    if (result.expert >= 0)
        result.expertWeights = listOf(trace.routing[l].col(result.expert));

    auto cells = lens.search(std::move(batches), options.lens, control);
    if (!cells)
        return std::nullopt;
    result.in = std::move((*cells)[0].front());
    result.out = std::move((*cells)[1].front());
    if (cells->size() > 2)
        result.gate = std::move((*cells)[2].front());
    return result;
}

} // namespace headscope::core
