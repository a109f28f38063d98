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

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::NeuronInspection)
};

constexpr std::size_t tokensNamed = 5;

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

Inspection::Vector part(const core::NeuronDetail& detail, const core::LensCell& cell, bool input,
                        bool showSpaces)
{
    Inspection::Vector vector;
    vector.title = input ? Text::tr("Its input weights: what it looks for")
                         : Text::tr("Its output weights: what it writes");
    if (cell.highBias)
        vector.note = Text::tr("High bias: points along word frequency, not at a meaning.");
    vector.words = wordBars(*detail.words, cell, showSpaces);
    vector.facts = {{input ? Text::tr("size |w_in|") : Text::tr("size |w_out|"),
                     numberText(input ? detail.inSize : detail.outSize)},
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

} // namespace

Inspection inspectNeuron(const core::NeuronDetail& detail, int token, bool showSpaces)
{
    const auto labels = tokenLabels(detail.tokens, showSpaces);
    const auto i = static_cast<std::size_t>(
        std::clamp(token, 0, static_cast<int>(detail.tokens.size()) - 1));
    const QString name = labels[i].whole();
    const double product = detail.products[i];
    const double bias = detail.inBias;
    const double f = detail.activations[i];

    Inspection result;
    result.title = Text::tr("Neuron <b>%1.%2</b>")
                       .arg(detail.options.layer.value)
                       .arg(detail.options.neuron.value);
    result.pattern = part(detail, detail.in, true, showSpaces);
    result.message = part(detail, detail.out, false, showSpaces);
    result.message.facts.push_back(
        {Text::tr("writes |f| |w_out|"), numberText(std::abs(f) * detail.outSize)});
    result.message.facts.push_back({Text::tr("most active on"), mostActive(detail, labels)});
    result.scoreTitle = Text::tr("On <b>%1</b> its activation is <b>%2</b>")
                            .arg(name.toHtmlEscaped(), numberText(f));
    const QString act = activationName(detail.activation);
    result.formula =
        QStringList{Text::tr("f = %1(LN2(x) · w_in + b_in)").arg(act),
                    Text::tr("  = %1(%2 %3)").arg(act, numberText(product), signedText(bias)),
                    Text::tr("  = %1(%2)").arg(act, numberText(product + bias)),
                    Text::tr("  = %1").arg(numberText(f, 4)),
                    Text::tr("|f| |w_out| = %1 × %2 = %3")
                        .arg(numberText(std::abs(f)), numberText(detail.outSize),
                             numberText(std::abs(f) * detail.outSize))}
            .join(QLatin1Char('\n'));
    result.formulaNote =
        Text::tr("x is the stream of %1 after the layer's attention, LN2 the norm in front of the "
                 "FFN. The neuron adds f w_out to the stream.")
            .arg(name);
    return result;
}

} // namespace headscope::ui
