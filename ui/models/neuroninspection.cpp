// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/neuroninspection.h"

#include "ui/models/wordtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

constexpr std::size_t tokensNamed = 5;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::NeuronInspection)
};

QString activationName(core::Activation activation)
{
    switch (activation) {
    case core::Activation::Gelu:
    case core::Activation::GeluTanh:
        return Text::tr("gelu");
    case core::Activation::Relu:
        return Text::tr("relu");
    case core::Activation::Silu:
        return Text::tr("silu");
    }
    return {};
}

enum class Side { Input, Gate, Output };

Inspection::Vector part(const core::NeuronDetail& detail, Side side, bool showSpaces)
{
    const core::LensCell& cell = side == Side::Input  ? detail.in
                                 : side == Side::Gate ? detail.gate
                                                      : detail.out;
    Inspection::Vector vector;
    std::pair<QString, QString> size;
    switch (side) {
    case Side::Input:
        vector.title = detail.gated() ? Text::tr("Its up weights: what it multiplies")
                                      : Text::tr("Its input weights: what it looks for");
        size = {detail.gated() ? Text::tr("size |w_up|") : Text::tr("size |w_in|"),
                numberText(detail.inSize)};
        break;
    case Side::Gate:
        vector.title = Text::tr("Its gate: what opens it");
        size = {Text::tr("size |w_gate|"), numberText(detail.gateSize)};
        break;
    case Side::Output:
        vector.title = Text::tr("Its output weights: what it writes");
        size = {Text::tr("size |w_out|"), numberText(detail.outSize)};
        break;
    }
    if (cell.highBias)
        vector.note = Text::tr("High bias: points along word frequency, not at a meaning.");
    vector.words = wordBars(*detail.words, cell, showSpaces);
    vector.facts = {size,
                    {Text::tr("legibility"), Text::tr("%1 σ").arg(numberText(cell.legibility, 1))},
                    {Text::tr("along frequency ρ"), numberText(cell.rho)},
                    {Text::tr("mean bias of words"), numberText(cell.bias, 1)}};
    return vector;
}

/// The tokens on which it is most active, as "ship 3.83, boats 2.39"; in the order of the numbers.
QString mostActive(const core::NeuronDetail& detail, const std::vector<TokenLabel>& labels)
{
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto named = std::min(tokensNamed, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(named),
                      order.end(), [&](std::size_t a, std::size_t b) {
                          const float x = detail.activations[a];
                          const float y = detail.activations[b];
                          return x != y ? x > y : a < b;
                      });
    QStringList parts;
    for (std::size_t k = 0; k < named; ++k)
        parts.append(Text::tr("%1 %2").arg(labels[order[k]].whole(),
                                           numberText(detail.activations[order[k]])));
    return parts.join(QStringLiteral(", "));
}

QString signedText(double value)
{
    return (value < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + QLatin1Char(' ')
           + numberText(std::abs(value));
}

/// "1.20 + 0.30"; biases that a model does not have are left out.
QString sumText(double product, double bias)
{
    return bias == 0.0 ? numberText(product)
                       : numberText(product) + QLatin1Char(' ') + signedText(bias);
}

/// "n · w + b", as far as there is a b.
QString dotText(const core::NeuronDetail& detail, const QString& name, double bias)
{
    const QString product = detail.normed ? Text::tr("LN2(x) · w_%1").arg(name)
                                          : Text::tr("x · w_%1").arg(name);
    return bias == 0.0 ? product : Text::tr("%1 + b_%2").arg(product, name);
}

/// From what the neuron reads to its activation on token i, a line each step.
QStringList plainFormula(const core::NeuronDetail& detail, std::size_t i, const QString& act)
{
    const double product = detail.products[i];
    const double bias = detail.inBias;
    QStringList lines{Text::tr("f = %1(%2)").arg(act, dotText(detail, QStringLiteral("in"), bias)),
                      Text::tr("  = %1(%2)").arg(act, sumText(product, bias))};
    if (bias != 0.0)
        lines += Text::tr("  = %1(%2)").arg(act, numberText(product + bias));
    return lines << Text::tr("  = %1").arg(numberText(detail.activations[i], 4));
}

QStringList gatedFormula(const core::NeuronDetail& detail, std::size_t i, const QString& act)
{
    const double gate = detail.gates[i];
    const double up = detail.products[i];
    const double gateBias = detail.gateBias;
    const double upBias = detail.inBias;
    const bool routed = !detail.expertWeights.empty();
    const auto line = [&](const QString& opened, const QString& input, const QString& weight) {
        return routed ? Text::tr("%1 × %2 × %3").arg(opened, input, weight)
                      : Text::tr("%1 × %2").arg(opened, input);
    };
    const QString weight = routed ? numberText(detail.expertWeights[i], 4) : QString();
    return {Text::tr("f = %1").arg(
                line(Text::tr("%1(%2)").arg(act, dotText(detail, QStringLiteral("gate"), gateBias)),
                     Text::tr("(%1)").arg(dotText(detail, QStringLiteral("up"), upBias)),
                     Text::tr("g_%1").arg(detail.expert))),
            Text::tr("  = %1").arg(line(Text::tr("%1(%2)").arg(act, sumText(gate, gateBias)),
                                        Text::tr("(%1)").arg(sumText(up, upBias)), weight)),
            Text::tr("  = %1").arg(
                line(numberText(detail.opened[i], 4), numberText(up + upBias), weight)),
            Text::tr("  = %1").arg(numberText(detail.activations[i], 4))};
}

/// What the letters of the formula stand for.
QString noteOf(const core::NeuronDetail& detail, const QString& token)
{
    using Reads = core::NeuronDetail::Reads;
    const QString where = detail.reads == Reads::BeforeLayer
                              ? Text::tr("before the layer, as its attention reads it")
                          : detail.reads == Reads::BehindCross
                              ? Text::tr("after the layer's cross-attention")
                              : Text::tr("after the layer's attention");
    QString note = detail.normed ? Text::tr("x is the stream of %1 %2, LN2 the norm in front of "
                                            "the FFN.")
                                       .arg(token, where)
                                 : Text::tr("x is the stream of %1 %2, behind the norm that stands "
                                            "there.")
                                       .arg(token, where);
    if (!detail.expertWeights.empty())
        note += QLatin1Char(' ')
                + Text::tr("g_%1 is the weight that the router gives expert %1 for the token, 0 "
                           "where it does not run.")
                      .arg(detail.expert);
    return note + QLatin1Char(' ')
           + (detail.normBehind ? Text::tr(
                  "The neuron writes f w_out, which goes through the norm behind the FFN.")
                                : Text::tr("The neuron adds f w_out to the stream."));
}

} // namespace

Inspection inspectNeuron(const core::NeuronDetail& detail, int token, bool showSpaces)
{
    const auto labels = tokenLabels(detail.tokens, showSpaces);
    const auto i = static_cast<std::size_t>(
        std::clamp(token, 0, static_cast<int>(detail.tokens.size()) - 1));
    const QString name = labels[i].whole();
    const double f = detail.activations[i];
    const bool routed = !detail.expertWeights.empty();
    const bool ran = !routed || detail.expertWeights[i] != 0.0F;

    Inspection result;
    result.title = Text::tr("Neuron <b>%1.%2</b>")
                       .arg(detail.options.layer.value)
                       .arg(detail.options.neuron.value);
    if (routed)
        result.title = Text::tr("%1 of expert %2").arg(result.title).arg(detail.expert);
    result.pattern = part(detail, Side::Input, showSpaces);
    if (detail.gated())
        result.gate = part(detail, Side::Gate, showSpaces);
    result.message = part(detail, Side::Output, showSpaces);
    result.message.facts.push_back(
        {Text::tr("writes |f| |w_out|"), numberText(std::abs(f) * detail.outSize)});
    result.message.facts.push_back({Text::tr("most active on"), mostActive(detail, labels)});
    result.scoreTitle = ran ? Text::tr("On <b>%1</b> its activation is <b>%2</b>")
                                  .arg(name.toHtmlEscaped(), numberText(f))
                            : Text::tr("Expert %1 did not run for <b>%2</b>: its activation is 0")
                                  .arg(detail.expert)
                                  .arg(name.toHtmlEscaped());
    const QString act = activationName(detail.activation);
    result.formula =
        (QStringList(detail.gated() ? gatedFormula(detail, i, act) : plainFormula(detail, i, act))
         << Text::tr("|f| |w_out| = %1 × %2 = %3")
                .arg(numberText(std::abs(f)), numberText(detail.outSize),
                     numberText(std::abs(f) * detail.outSize)))
            .join(QLatin1Char('\n'));
    result.formulaNote = noteOf(detail, name);
    return result;
}

} // namespace headscope::ui
