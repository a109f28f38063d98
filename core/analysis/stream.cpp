// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stream.h"

#include "core/analysis/tablewords.h"
#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/tensor/elementwise.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace headscope::core {

namespace {

using WideVector = Eigen::VectorXd;

/// Neurons between two looks at whether to stop, whose weights stay in the cache meanwhile.
constexpr Eigen::Index neuronBlock = 64;
constexpr int wordsPerState = 10;

/// What every contribution c is held against: share = c . share, effect = c . effect.
struct Directions {
    WideVector share;  ///< (D): x / |x|^2
    WideVector effect; ///< (D): (u_w g_f - mean) / sigma; the mean for centring norms
    double constant = 0;
    double logit = 0;
};

/// (in, out) in float64.
WideMatrix wide(const Weight& w)
{
    if (w.transposed)
        return w.dense().cast<double>();
    return ConstMatrixView(w.data, w.in, w.out, Eigen::OuterStride<>(w.stride)).cast<double>();
}

WideVector wideRow(const Weight& w, Eigen::Index row)
{
    return w.inputs(row, 1).dense().row(0).transpose().cast<double>();
}

Directions directions(const Model& model, const WideVector& x, TokenId word)
{
    const Norm& norm = model.finalNorm;
    const WideVector u = wideRow(model.unembedding, word);
    const bool centred = norm.kind == Norm::Kind::Layer;
    WideVector rest = x;
    if (centred)
        rest.array() -= x.mean();
    const double sigma = std::sqrt(rest.squaredNorm() / static_cast<double>(x.size())
                                   + static_cast<double>(norm.epsilon));
    Directions result;
    const double square = x.squaredNorm();
    result.share = square > 0.0 ? WideVector(x / square) : WideVector::Zero(x.size());
    result.effect = u.cwiseProduct(norm.gains().cast<double>());
    if (centred)
        result.effect.array() -= result.effect.mean();
    result.effect /= sigma;
    result.constant = u.dot(norm.biases().cast<double>());
    result.logit = result.effect.dot(rest) + result.constant;
    return result;
}

StreamStep step(const WideVector& before, const WideVector& after)
{
    StreamStep result;
    const double b = before.norm();
    const double a = after.norm();
    if (a > 0.0) {
        result.kept = b > 0.0 ? before.dot(after) / (a * b) : 0.0;
        result.written = (after - before).norm() / a;
    }
    return result;
}

/// The attention of token i on tokens 0 .. i, (i + 1); made again where the trace does not keep it.
Vector attentionRow(const Attention& a, const Trace& trace, LayerIndex layer, HeadIndex head, int i)
{
    if (trace.hasAttention())
        return trace.attentionOf(layer, head).row(i).head(i + 1).transpose();
    const auto l = static_cast<std::size_t>(layer.value);
    const Eigen::Index d = a.headSize;
    const WideVector q =
        trace.queries[l].row(i).segment(head.value * d, d).transpose().cast<double>();
    const WideVector scores = trace.keys[l].block(0, a.groupOf(head) * d, i + 1, d).cast<double>()
                              * q;
    Vector row(i + 1);
    softmax(scores.data(), static_cast<double>(a.scale), row.data(),
            static_cast<std::size_t>(i + 1));
    return row;
}

/// Takes the layers of one stream apart, each by itself; sums in float64, for the parts of a state
/// cancel each other.
class Anatomy
{
public:
    Anatomy(const Model& model, const Trace& trace, const Directions& directions,
            TokenStream& stream, const RunControl& control)
        : m_model(model),
          m_trace(trace),
          m_directions(directions),
          m_stream(stream),
          m_control(control)
    {}

    /// A part that is a vector by itself; added to `sum` (D).
    void put(int part, const WideVector& c, WideVector& sum)
    {
        put(part, std::numeric_limits<double>::quiet_NaN(), c.norm(), c.dot(m_directions.share),
            c.dot(m_directions.effect));
        sum += c;
    }
    /// All parts of a layer; added to `sum` (D).
    void layer(LayerIndex l, WideVector& sum)
    {
        messages(l, sum);
        const Layer& layer = m_model.layers[static_cast<std::size_t>(l.value)];
        put(m_stream.attentionBias(l), layer.attention.outputBias.cast<double>(), sum);
        neurons(l, sum);
        put(m_stream.neuronBias(l), layer.feedForward.outBias.cast<double>(), sum);
    }

private:
    void put(int part, double weight, double size, double share, double effect)
    {
        const auto p = static_cast<std::size_t>(part);
        m_stream.weights[p] = static_cast<float>(weight);
        m_stream.sizes[p] = static_cast<float>(size);
        m_stream.shares[p] = static_cast<float>(share);
        m_stream.effects[p] = static_cast<float>(effect);
    }

    void messages(LayerIndex l, WideVector& sum)
    {
        const auto lk = static_cast<std::size_t>(l.value);
        const Attention& a = m_model.layers[lk].attention;
        const Eigen::Index d = a.headSize;
        const Eigen::Index n = m_stream.contexts();
        Matrix m(n, m_model.info.width); // (i + 1, D): m_j
        for (int h = 0; h < a.heads && !m_control.stopped(); ++h) {
            const HeadIndex head(h);
            const Matrix& values = m_trace.values[lk];
            const ConstMatrixView v(values.data() + a.groupOf(head) * d, n, d,
                                    Eigen::OuterStride<>(values.cols()));
            const Weight wo = a.output.inputs(h * d, d);
            multiply(v, wo, view(m));
            const Vector weights = attentionRow(a, m_trace, l, head, m_stream.token.value);
            // m_j . r = v_j . (W_O r): two short products instead of two long ones for each token.
            const WideMatrix out = wide(wo);                // (d, D)
            const WideMatrix wideValues = v.cast<double>(); // (i + 1, d)
            const WideVector shares = wideValues * (out * m_directions.share).eval();
            const WideVector effects = wideValues * (out * m_directions.effect).eval();
            for (Eigen::Index j = 0; j < n; ++j) {
                const double weight = static_cast<double>(weights[j]);
                put(m_stream.message(l, head, Position(static_cast<int>(j))), weight,
                    weight * static_cast<double>(m.row(j).norm()), weight * shares[j],
                    weight * effects[j]);
            }
            sum += out.transpose() * (wideValues.transpose() * weights.cast<double>()).eval();
        }
    }

    void neurons(LayerIndex l, WideVector& sum)
    {
        const auto lk = static_cast<std::size_t>(l.value);
        const FeedForward& ffn = m_model.layers[lk].feedForward;
        const auto active = m_trace.activations[lk].row(m_stream.token.value);
        for (Eigen::Index first = 0; first < ffn.neurons && !m_control.stopped();
             first += neuronBlock) {
            const Eigen::Index n = std::min(neuronBlock, ffn.neurons - first);
            const WideMatrix out = wide(ffn.out.inputs(first, n)); // (n, D)
            const WideVector sizes = out.rowwise().norm();
            const WideVector shares = out * m_directions.share;
            const WideVector effects = out * m_directions.effect;
            const WideVector f = active.segment(first, n).transpose().cast<double>();
            for (Eigen::Index k = 0; k < n; ++k)
                put(m_stream.neuron(l, NeuronIndex(static_cast<int>(first + k))), f[k],
                    std::abs(f[k]) * sizes[k], f[k] * shares[k], f[k] * effects[k]);
            sum += out.transpose() * f;
        }
    }

    const Model& m_model;
    const Trace& m_trace;
    const Directions& m_directions;
    TokenStream& m_stream;
    const RunControl& m_control;
};

int checked(const char* what, int value, int end)
{
    if (value < 0 || value >= end)
        throw Error(ErrorKind::BadArgument, std::string("there is no ") + what + " "
                                                + std::to_string(value) + ": there are 0 to "
                                                + std::to_string(end - 1));
    return value;
}

/// The words of all states and what each sub-layer does to them; false when stopped.
bool readStack(const Model& model, const Trace& trace, TokenStream& stream,
               const RunControl& control)
{
    const Eigen::Index i = stream.token.value;
    const auto n = static_cast<std::size_t>(stream.layers);
    const bool whole = stream.layers == stream.modelLayers;
    // The states of the stack, and the last of all where that is not among them.
    Matrix states(2 * stream.layers + (whole ? 1 : 2), model.info.width);
    for (std::size_t l = 0; l <= n; ++l)
        states.row(2 * static_cast<Eigen::Index>(l)) = trace.states[l].row(i);
    for (std::size_t l = 0; l < n; ++l)
        states.row(2 * static_cast<Eigen::Index>(l) + 1) = trace.middles[l].row(i);
    if (!whole)
        states.row(states.rows() - 1) = trace.states.back().row(i);
    auto readings = readStates(model, constView(states), wordsPerState, control);
    if (!readings)
        return false;
    stream.predicted = readings->back().all.ids.front();
    readings->resize(2 * n + 1);
    stream.readings = std::move(*readings);
    for (Eigen::Index l = 0; l < stream.layers; ++l) {
        const WideVector before = states.row(2 * l).transpose().cast<double>();
        const WideVector middle = states.row(2 * l + 1).transpose().cast<double>();
        const WideVector after = states.row(2 * l + 2).transpose().cast<double>();
        stream.attentionSteps.push_back(step(before, middle));
        stream.neuronSteps.push_back(step(middle, after));
        stream.layerSteps.push_back(step(before, after));
    }
    return true;
}

} // namespace

StreamPart TokenStream::part(int index) const
{
    StreamPart result;
    if (index < 2) {
        result.kind = index == 0 ? StreamPart::Kind::Embedding : StreamPart::Kind::Place;
        return result;
    }
    result.layer = LayerIndex((index - 2) / layerParts());
    if (index < attentionBias(result.layer)) {
        const int within = index - layerStart(result.layer);
        result.kind = StreamPart::Kind::Message;
        result.head = HeadIndex(within / contexts());
        result.context = Position(within % contexts());
    } else if (index == attentionBias(result.layer)) {
        result.kind = StreamPart::Kind::AttentionBias;
    } else if (index < neuronBias(result.layer)) {
        result.kind = StreamPart::Kind::Neuron;
        result.neuron = NeuronIndex(index - attentionBias(result.layer) - 1);
    } else {
        result.kind = StreamPart::Kind::NeuronBias;
    }
    return result;
}

std::optional<TokenStream> tokenStream(const Model& model, const Trace& trace,
                                       const StreamOptions& options, const RunControl& control)
{
    TokenStream stream;
    stream.token = Position(checked("token", options.token.value, trace.tokens()));
    stream.modelLayers = model.info.layers;
    stream.layers = checked("state", options.state.value_or(LayerIndex(model.info.layers)).value,
                            model.info.layers + 1);
    if (options.word)
        checked("word", *options.word, model.info.vocab);
    stream.heads = model.info.heads;
    stream.neurons = model.info.ffn;
    stream.tokens = promptTokens(model, trace.ids);
    stream.words = model.words;
    if (!readStack(model, trace, stream, control))
        return std::nullopt;
    stream.word = options.word.value_or(stream.predicted);
    const Eigen::Index i = stream.token.value;
    const WideVector x =
        trace.states[static_cast<std::size_t>(stream.layers)].row(i).transpose().cast<double>();
    const Directions held = directions(model, x, stream.word);
    for (std::vector<float>* numbers :
         {&stream.weights, &stream.sizes, &stream.shares, &stream.effects})
        numbers->resize(static_cast<std::size_t>(stream.count()));
    Anatomy anatomy(model, trace, held, stream, control);
    // A sum for each layer, then one of these: the same whatever the threads.
    std::vector<WideVector> sums(static_cast<std::size_t>(stream.layers) + 1,
                                 WideVector::Zero(x.size()));
    anatomy.put(0, wideRow(model.embedding, trace.ids[static_cast<std::size_t>(i)]), sums.back());
    anatomy.put(1,
                model.positions.empty() ? WideVector::Zero(x.size()).eval()
                                        : wideRow(model.positions, i),
                sums.back());
    sharePieces(stream.layers, [&](std::ptrdiff_t l) {
        if (!control.stopped())
            anatomy.layer(LayerIndex(static_cast<int>(l)), sums[static_cast<std::size_t>(l)]);
    });
    if (control.stopped())
        return std::nullopt;
    WideVector sum = WideVector::Zero(x.size());
    for (const WideVector& s : sums)
        sum += s;
    stream.stateSize = x.norm();
    stream.sumResidue = stream.stateSize > 0.0 ? (sum - x).norm() / stream.stateSize : 0.0;
    for (const float share : stream.shares)
        stream.shareSum += static_cast<double>(share);
    for (const float effect : stream.effects)
        stream.effectSum += static_cast<double>(effect);
    stream.constant = held.constant;
    stream.logit = held.logit;
    return stream;
}

TableSource streamTableSource(std::shared_ptr<const TokenStream> stream,
                              std::shared_ptr<const HeadGrid> grid,
                              std::shared_ptr<const NeuronWords> neurons)
{
    TableSource source;
    source.columns = {"kind",   "layer", "head",  "neuron", "position",    "token",
                      "weight", "size",  "share", "effect", "input_words", "output_words"};
    source.next = [stream = std::move(stream), grid = std::move(grid), neurons = std::move(neurons),
                   at = 0](TableRow& row) mutable {
        if (at == stream->count())
            return false;
        const auto p = static_cast<std::size_t>(at);
        const StreamPart part = stream->part(at++);
        using Kind = StreamPart::Kind;
        static constexpr const char* names[] = {"embedding", "position", "message",
                                                "b_O",       "neuron",   "b_out"};
        const auto layer = static_cast<std::size_t>(part.layer.value);
        row.assign(12, {});
        row[0] = std::string(names[static_cast<int>(part.kind)]);
        if (part.kind != Kind::Embedding && part.kind != Kind::Place)
            row[1] = std::int64_t(part.layer.value);
        if (part.kind == Kind::Message) {
            const auto j = static_cast<std::size_t>(part.context.value);
            row[2] = std::int64_t(part.head.value);
            row[4] = std::int64_t(part.context.value);
            row[5] = stream->tokens[j].text;
            const HeadWords* words = grid ? grid->of(part.layer, part.head) : nullptr;
            if (words != nullptr) {
                const bool hide = grid->options.lens.hideHighBias;
                row[10] = wordsOf(words->patterns[j], *stream->words, hide);
                row[11] = wordsOf(words->messages[j], *stream->words, hide);
            }
        }
        if (part.kind == Kind::Neuron) {
            const auto k = static_cast<std::size_t>(part.neuron.value);
            row[3] = std::int64_t(part.neuron.value);
            if (neurons) {
                const bool hide = neurons->options.hideHighBias;
                row[10] = wordsOf(neurons->in[layer][k], *stream->words, hide);
                row[11] = wordsOf(neurons->out[layer][k], *stream->words, hide);
            }
        }
        if (part.kind == Kind::Message || part.kind == Kind::Neuron)
            row[6] = stream->weights[p];
        row[7] = stream->sizes[p];
        row[8] = stream->shares[p];
        row[9] = stream->effects[p];
        return true;
    };
    return source;
}

} // namespace headscope::core
