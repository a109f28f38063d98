// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stream.h"

#include "core/analysis/streamways.h"
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

/// The direction that the transform in front of the output turns `effect` (D) into, with the ratio
/// act(z) / z frozen that it has on a state; adds what its bias comes to.
WideVector throughTransform(const Model& model, const WideVector& z, const WideVector& acted,
                            const WideVector& effect, double& constant)
{
    const WideVector ratio = z.binaryExpr(acted, [](double before, double after) {
        return before != 0.0 ? after / before : 0.0; // nothing comes of nothing
    });
    const WideVector inner = effect.cwiseProduct(ratio);
    constant += inner.dot(model.transform->bias.cast<double>());
    return wide(model.transform->weight) * inner;
}

/// act(z), one by one.
WideVector activated(Activation activation, const WideVector& z)
{
    Matrix row = z.transpose().cast<float>();
    activate(activation, view(row));
    return row.row(0).transpose().cast<double>();
}

Directions directions(const Model& model, const WideVector& x, TokenId word)
{
    const Norm& norm = model.finalNorm;
    const WideVector u = wideRow(model.unembedding, word);
    WideVector z;
    WideVector read = x; // what the final norm reads
    if (model.transform) {
        z = wide(model.transform->weight).transpose() * x + model.transform->bias.cast<double>();
        read = activated(model.transform->activation, z);
    }
    const double factor = norm.factor(read);
    Directions result;
    const double square = x.squaredNorm();
    result.share = square > 0.0 ? WideVector(x / square) : WideVector::Zero(x.size());
    const auto scale = static_cast<double>(model.logitScale);
    WideVector effect = u.cwiseProduct(norm.gains().cast<double>()) * (factor * scale);
    if (norm.centres()) {
        effect.array() -= effect.mean();
        read.array() -= read.mean();
    }
    result.constant = scale * u.dot(norm.biases().cast<double>());
    if (model.outputBias.size() > 0)
        result.constant += static_cast<double>(model.outputBias[word]);
    result.logit = effect.dot(read) + result.constant;
    result.effect = model.transform
                        ? throughTransform(model, z, activated(model.transform->activation, z),
                                           effect, result.constant)
                        : effect;
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

/// Takes the layers of one stream apart, each by itself; sums in float64, for the parts of a state
/// cancel each other.
class Anatomy
{
public:
    Anatomy(const Model& model, const Trace& trace, const Directions& directions,
            const StreamWays& ways, TokenStream& stream, const RunControl& control)
        : m_model(model),
          m_trace(trace),
          m_directions(directions),
          m_ways(ways),
          m_stream(stream),
          m_control(control)
    {}

    /// A part that is a vector by itself, as it comes to the state; added to `sum` (D).
    void put(int part, const WideVector& c, WideVector& sum)
    {
        put(part, std::numeric_limits<double>::quiet_NaN(), c.norm(), c.dot(m_directions.share),
            c.dot(m_directions.effect));
        sum += c;
    }
    /// All parts of a layer; added to `sum` (D).
    void layer(LayerIndex l, WideVector& sum)
    {
        const Layer& layer = m_model.layers[static_cast<std::size_t>(l.value)];
        messages(l, SubLayer::Attention, sum);
        bias(l, SubLayer::Attention, layer.attention.outputBias, m_stream.attentionBias(l), sum);
        if (layer.cross) {
            messages(l, SubLayer::Cross, sum);
            bias(l, SubLayer::Cross, layer.cross->outputBias, m_stream.crossBias(l), sum);
        }
        neurons(l, sum);
        bias(l, SubLayer::Neurons, layer.feedForward.outBias, m_stream.neuronBias(l), sum);
    }

private:
    /// What contributions of a sub-layer are held against where they are written.
    struct Held {
        WideVector share;
        WideVector effect;
    };
    Held held(const FrozenWay& way) const
    {
        return {way.back(m_directions.share), way.back(m_directions.effect)};
    }

    void put(int part, double weight, double size, double share, double effect)
    {
        const auto p = static_cast<std::size_t>(part);
        m_stream.weights[p] = static_cast<float>(weight);
        m_stream.sizes[p] = static_cast<float>(size);
        m_stream.shares[p] = static_cast<float>(share);
        m_stream.effects[p] = static_cast<float>(effect);
    }

    void bias(LayerIndex l, SubLayer part, const Vector& own, int index, WideVector& sum)
    {
        put(index, m_ways.way(l, part).apply(own.cast<double>()) + m_ways.biases(l, part), sum);
    }

    /// (n): the size of every row (n, D) once it has gone its way.
    static WideVector sizesOf(const Matrix& rows, const FrozenWay& way)
    {
        if (way.empty())
            return rows.rowwise().norm().cast<double>();
        WideMatrix gone = rows.cast<double>();
        way.apply(gone);
        return gone.rowwise().norm();
    }

    void messages(LayerIndex l, SubLayer part, WideVector& sum)
    {
        const FrozenWay& way = m_ways.way(l, part);
        const Held against = held(way);
        const int first = part == SubLayer::Cross ? m_stream.heads : 0;
        const int heads = part == SubLayer::Cross ? m_stream.crossHeads : m_stream.heads;
        const Eigen::Index n = m_stream.contextsOf(HeadIndex(first));
        Matrix m(n, m_model.info.width); // (contexts, D): m_j
        WideVector written = WideVector::Zero(sum.size());
        for (int h = first; h < first + heads && !m_control.stopped(); ++h) {
            const HeadIndex head(h);
            const HeadRun run = headRun(m_model, m_trace, l, head);
            const Attention& a = run.attention;
            const Eigen::Index d = a.valueSize;
            const ConstMatrixView v(run.values.data() + a.groupOf(run.head) * d, n, d,
                                    Eigen::OuterStride<>(run.values.cols()));
            const Weight wo = a.output.inputs(run.head.value * d, d);
            multiply(v, wo, view(m));
            const WideVector sizes = sizesOf(m, way);
            const Vector weights = attentionRow(run, m_stream.token.value).head(n);
            // m_j . r = v_j . (W_O r): two short products instead of two long ones for each token.
            const WideMatrix out = wide(wo);                // (d, D)
            const WideMatrix wideValues = v.cast<double>(); // (contexts, d)
            const WideVector shares = wideValues * (out * against.share).eval();
            const WideVector effects = wideValues * (out * against.effect).eval();
            for (Eigen::Index j = 0; j < n; ++j) {
                const double weight = static_cast<double>(weights[j]);
                put(m_stream.message(l, head, Position(static_cast<int>(j))), weight,
                    weight * sizes[j], weight * shares[j], weight * effects[j]);
            }
            written += out.transpose() * (wideValues.transpose() * weights.cast<double>()).eval();
        }
        sum += way.apply(std::move(written));
    }

    void neurons(LayerIndex l, WideVector& sum)
    {
        const auto lk = static_cast<std::size_t>(l.value);
        const FeedForward& ffn = m_model.layers[lk].feedForward;
        const FrozenWay& way = m_ways.way(l, SubLayer::Neurons);
        const Held against = held(way);
        const auto active = m_trace.activations[lk].row(m_stream.token.value);
        WideVector written = WideVector::Zero(sum.size());
        for (Eigen::Index first = 0; first < ffn.neurons && !m_control.stopped();
             first += neuronBlock) {
            const Eigen::Index n = std::min(neuronBlock, ffn.neurons - first);
            WideMatrix out = wide(ffn.out.inputs(first, n)); // (n, D)
            const WideVector shares = out * against.share;
            const WideVector effects = out * against.effect;
            const WideVector f = active.segment(first, n).transpose().cast<double>();
            written += out.transpose() * f;
            way.apply(out);
            const WideVector sizes = out.rowwise().norm();
            for (Eigen::Index k = 0; k < n; ++k)
                put(m_stream.neuron(l, NeuronIndex(static_cast<int>(first + k))), f[k],
                    std::abs(f[k]) * sizes[k], f[k] * shares[k], f[k] * effects[k]);
        }
        sum += way.apply(std::move(written));
    }

    const Model& m_model;
    const Trace& m_trace;
    const Directions& m_directions;
    const StreamWays& m_ways;
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
        states.row(2 * static_cast<Eigen::Index>(l)
                   + 1) = (trace.crossed.empty() ? trace.middles : trace.crossed)[l].row(i);
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

void TokenStream::numberParts()
{
    const int messages = heads * contexts() + 1
                         + (crossHeads > 0 ? crossHeads * static_cast<int>(memory.size()) + 1 : 0);
    starts = {2};
    for (const int count : neurons)
        starts.push_back(starts.back() + messages + count + 1);
}

StreamPart TokenStream::part(int index) const
{
    using Kind = StreamPart::Kind;
    StreamPart result;
    if (index < 2) {
        result.kind = index == 0 ? Kind::Embedding : Kind::Place;
        return result;
    }
    const auto next = std::upper_bound(starts.begin(), starts.end(), index);
    const LayerIndex l(static_cast<int>(next - starts.begin()) - 1);
    result.layer = l;
    const auto message = [&](int firstHead, int within) {
        const int perHead = contextsOf(HeadIndex(firstHead));
        result.kind = Kind::Message;
        result.head = HeadIndex(firstHead + within / perHead);
        result.context = Position(within % perHead);
    };
    const int firstNeuron = neuron(l, NeuronIndex(0));
    if (index < attentionBias(l)) {
        message(0, index - layerStart(l));
    } else if (index == attentionBias(l)) {
        result.kind = Kind::AttentionBias;
    } else if (index + 1 < firstNeuron) {
        message(heads, index - attentionBias(l) - 1);
    } else if (index < firstNeuron) {
        result.kind = Kind::CrossBias;
    } else if (index < neuronBias(l)) {
        result.kind = Kind::Neuron;
        result.neuron = NeuronIndex(index - firstNeuron);
    } else {
        result.kind = Kind::NeuronBias;
    }
    return result;
}

namespace {

/// Whether a change has queries of any head weigh tokens behind them.
bool anyOpen(const Trace& trace)
{
    const auto has = [](const std::vector<std::uint8_t>& heads) {
        return std::find(heads.begin(), heads.end(), std::uint8_t(1)) != heads.end();
    };
    return std::any_of(trace.open.begin(), trace.open.end(), has);
}

/// What the model, the prompt and the options say of a stream before anything is computed.
TokenStream describe(const Model& model, const Trace& trace, const StreamOptions& options)
{
    TokenStream stream;
    stream.token = Position(checked("token", options.token.value, trace.tokens()));
    stream.modelLayers = model.info.layers;
    stream.layers = checked("state", options.state.value_or(LayerIndex(model.info.layers)).value,
                            model.info.layers + 1);
    if (options.word)
        checked("word", *options.word, model.info.vocab);
    stream.heads = model.info.heads;
    stream.crossHeads = model.info.crossHeads;
    stream.causal = model.info.causal && !anyOpen(trace);
    stream.place = {!model.positions.empty(), model.segment.size() > 0,
                    model.embeddingNorm && model.embeddingNorm->bias != nullptr};
    stream.output = stateOutput(model);
    for (std::size_t l = 0; l < static_cast<std::size_t>(stream.layers); ++l)
        stream.neurons.push_back(model.layers[l].feedForward.neurons);
    stream.tokens = promptTokens(model, trace.ids);
    if (trace.encoder)
        stream.memory = promptTokens(*model.encoder, trace.encoder->ids);
    stream.words = model.words;
    stream.numberParts();
    return stream;
}

/// The position and all else that is added to the embedding. (D)
WideVector placeOf(const Model& model, Eigen::Index token)
{
    WideVector place = WideVector::Zero(model.info.width);
    if (!model.positions.empty())
        place += wideRow(model.positions, token);
    if (model.segment.size() > 0)
        place += model.segment.cast<double>();
    return place;
}

} // namespace

std::optional<TokenStream> tokenStream(const Model& model, const Trace& trace,
                                       const StreamOptions& options, const RunControl& control)
{
    TokenStream stream = describe(model, trace, options);
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
    const StreamWays ways(model, trace, stream.token, stream.layers);
    stream.normsFrozen = ways.frozen();
    Anatomy anatomy(model, trace, held, ways, stream, control);
    // A sum for each layer, then one of these: the same whatever the threads.
    std::vector<WideVector> sums(static_cast<std::size_t>(stream.layers) + 1,
                                 WideVector::Zero(x.size()));
    const FrozenWay& way = ways.embeddingWay();
    anatomy.put(0,
                way.apply(wideRow(model.embedding, trace.ids[static_cast<std::size_t>(i)])
                          * static_cast<double>(model.embeddingScale)),
                sums.back());
    anatomy.put(1,
                ways.frozen() ? WideVector(way.apply(placeOf(model, i)) + ways.embeddingBias())
                              : placeOf(model, i),
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
    source.name = "stream of token " + std::to_string(stream->token.value);
    source.rows = static_cast<std::size_t>(stream->count());
    source.setContent({"input_words", "output_words"}, Content::Words);
    source.setContent({"token"}, Content::Other);
    source.setHeat("size", Heat::Size);
    for (const char* column : {"weight", "share", "effect"})
        source.setHeat(column, Heat::Signed);
    source.next = [stream = std::move(stream), grid = std::move(grid), neurons = std::move(neurons),
                   at = 0](TableRow& row) mutable {
        if (at == stream->count())
            return false;
        const auto p = static_cast<std::size_t>(at);
        const StreamPart part = stream->part(at++);
        using Kind = StreamPart::Kind;
        static constexpr const char* names[] = {"embedding", "position", "message", "b_O",
                                                "cross_b_O", "neuron",   "b_out"};
        const bool cross = part.kind == Kind::Message && part.head.value >= stream->heads;
        const auto layer = static_cast<std::size_t>(part.layer.value);
        row.assign(12, {});
        row[0] = std::string(cross ? "cross_message" : names[static_cast<int>(part.kind)]);
        if (part.kind != Kind::Embedding && part.kind != Kind::Place)
            row[1] = std::int64_t(part.layer.value);
        if (part.kind == Kind::Message) {
            const auto j = static_cast<std::size_t>(part.context.value);
            row[2] = std::int64_t(part.head.value);
            row[4] = std::int64_t(part.context.value);
            row[5] = stream->contextToken(part.head, part.context).text;
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
