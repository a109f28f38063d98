// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/neurondetail.h"

#include "core/analysis/headtable.h"
#include "core/analysis/neuronwords.h"
#include "core/base/error.h"

namespace headscope::core {

void checkNeuron(const Model& model, NeuronIndex neuron)
{
    if (neuron.value < 0 || neuron.value >= model.info.ffn)
        throw Error(ErrorKind::BadArgument, "there is no neuron " + std::to_string(neuron.value)
                                                + ": " + model.info.name + " has neurons 0 to "
                                                + std::to_string(model.info.ffn - 1)
                                                + " in every layer");
}

std::optional<NeuronDetail> neuronDetail(const Model& model, const Trace& trace, const Lens& lens,
                                         const NeuronDetailOptions& options,
                                         const RunControl& control)
{
    checkLayer(model, options.layer);
    checkNeuron(model, options.neuron);
    const auto l = static_cast<std::size_t>(options.layer.value);
    const int k = options.neuron.value;
    const FeedForward& ffn = model.layers[l].feedForward;
    std::vector<LensBatch> batches;
    batches.push_back({LensTarget::neuronIn(options.layer), neuronInputs(ffn, k, 1)});
    batches.push_back({LensTarget::neuronOut(options.layer), neuronOutputs(ffn, k, 1)});

    NeuronDetail result;
    result.options = options;
    result.tokens = promptTokens(model, trace.ids);
    result.words = model.words;
    result.activation = ffn.activation;
    result.inBias = ffn.inBias[k];
    result.inSize = batches[0].vectors.norm();
    result.outSize = batches[1].vectors.norm();
    Matrix read(trace.middles[l].rows(), trace.middles[l].cols());
    ffn.norm.apply(constView(trace.middles[l]), view(read));
    const Vector products = read * batches[0].vectors.row(0).transpose();
    const Vector activations = trace.activations[l].col(k);
    result.products.assign(products.data(), products.data() + products.size());
    result.activations.assign(activations.data(), activations.data() + activations.size());

    auto cells = lens.search(std::move(batches), options.lens, control);
    if (!cells)
        return std::nullopt;
    result.in = std::move((*cells)[0].front());
    result.out = std::move((*cells)[1].front());
    return result;
}

} // namespace headscope::core
