// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/streaminspection.h"

#include "ui/models/headname.h"
#include "ui/models/streamtext.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>

#include <cmath>

namespace headscope::ui {

namespace {

using Kind = core::StreamPart::Kind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::StreamInspection)
};

/// The words of a message or a neuron.
struct Cells {
    const core::LensCell* in = nullptr;
    const core::LensCell* gate = nullptr; ///< of a neuron that has one
    const core::LensCell* out = nullptr;
};

Cells cellsOf(const core::StreamPart& part, const core::HeadGrid* grid,
              const core::NeuronWords* neurons)
{
    const auto l = static_cast<std::size_t>(part.layer.value);
    if (part.kind == Kind::Message && grid != nullptr && part.layer.value < grid->layers) {
        const core::HeadWords* words = grid->of(part.layer, part.head);
        const auto j = static_cast<std::size_t>(part.context.value);
        if (words != nullptr && j < words->messages.size())
            return {&words->patterns[j], nullptr, &words->messages[j]};
    }
    if (part.kind == Kind::Neuron && neurons != nullptr && l < neurons->in.size()) {
        const auto k = static_cast<std::size_t>(part.neuron.value);
        return {&neurons->in[l][k], neurons->gate[l].empty() ? nullptr : &neurons->gate[l][k],
                &neurons->out[l][k]};
    }
    return {};
}

Inspection::Vector vectorOf(const core::TokenStream& stream, const core::LensCell* cell,
                            const QString& title, bool pending, bool showSpaces)
{
    Inspection::Vector vector;
    vector.title = title;
    if (cell == nullptr) {
        if (pending)
            vector.note = Text::tr("These words are being looked up.");
        return vector;
    }
    if (cell->highBias)
        vector.note = Text::tr("High bias: points along word frequency, not at a meaning.");
    vector.words = wordBars(*stream.words, *cell, showSpaces);
    vector.facts = {{Text::tr("legibility"), Text::tr("%1 σ").arg(numberText(cell->legibility, 1))},
                    {Text::tr("along frequency ρ"), numberText(cell->rho)}};
    return vector;
}

QString titleOf(const core::TokenStream& stream, const core::StreamPart& part,
                const std::vector<TokenLabel>& labels, bool showSpaces)
{
    const auto token = [&](core::Position i) {
        return labels[static_cast<std::size_t>(i.value)].whole().toHtmlEscaped();
    };
    switch (part.kind) {
    case Kind::Message: {
        const QString head = headNumber(part.layer, part.head, stream.heads);
        if (part.head.value < stream.heads)
            return Text::tr("Message of <b>%1</b> at %2").arg(token(part.context), head);
        const auto memory = tokenLabels(stream.memory, showSpaces);
        return Text::tr("Message of the encoder's <b>%1</b> at %2")
            .arg(memory[static_cast<std::size_t>(part.context.value)].whole().toHtmlEscaped(),
                 head);
    }
    case Kind::Neuron:
        return Text::tr("Neuron <b>%1-%2</b>").arg(part.layer.value).arg(part.neuron.value);
    case Kind::Embedding:
        return Text::tr("Embedding of <b>%1</b>").arg(token(stream.token));
    case Kind::Place:
        return stream.place.segment || stream.place.normBias
                   ? Text::tr("Added to the embedding: <b>%1</b>").arg(streamAddedText(stream))
                   : Text::tr("Vector of position <b>%1</b>").arg(stream.token.value);
    case Kind::AttentionBias:
        return Text::tr("Bias b_O of layer <b>%1</b>").arg(part.layer.value);
    case Kind::CrossBias:
        return Text::tr("Bias b_O of the cross-attention of layer <b>%1</b>").arg(part.layer.value);
    case Kind::NeuronBias:
        return Text::tr("Bias b_out of layer <b>%1</b>").arg(part.layer.value);
    }
    return {};
}

/// What the output makes of a part, as far as the model has it.
QString effectFormula(const core::StateOutput& output)
{
    const QString read = output.transformed ? QStringLiteral("c′") : QStringLiteral("c");
    const QString product = output.centred ? Text::tr("(u g_f) · (%1 − mean) / σ").arg(read)
                                           : Text::tr("(u g_f) · %1 / σ").arg(read);
    return output.scaled ? Text::tr("scale %1").arg(product) : product;
}

QString formulaOf(const core::TokenStream& stream, const core::StreamPart& part, std::size_t p,
                  const QString& word)
{
    const double weight = static_cast<double>(stream.weights[p]);
    const double size = static_cast<double>(stream.sizes[p]);
    const double share = static_cast<double>(stream.shares[p]);
    const double square = stream.stateSize * stream.stateSize;
    QStringList lines;
    if (part.kind == Kind::Message || part.kind == Kind::Neuron) {
        const bool message = part.kind == Kind::Message;
        lines.append(message ? Text::tr("c = a_ij m_j") : Text::tr("c = f_k w_out,k"));
        const double vector = weight == 0.0 ? 0.0 : size / std::abs(weight);
        lines.append(
            (message              ? Text::tr("|c| = a_ij |m_j| = %1 × %2 = %3")
             : stream.normsFrozen ? Text::tr("|c| = |f_k| |w_out,k in x| = %1 × %2 = %3")
                                  : Text::tr("|c| = |f_k| |w_out,k| = %1 × %2 = %3"))
                .arg(numberText(std::abs(weight), 4), numberText(vector), numberText(size)));
    } else {
        lines.append(Text::tr("|c| = %1").arg(numberText(size)));
    }
    lines.append(Text::tr("share = c · x / |x|²"));
    lines.append(Text::tr("      = %1 / %2 = %3")
                     .arg(numberText(share * square), numberText(square),
                          streamValueText(share, StreamLength::Share)));
    lines.append(Text::tr("effect on “%1” = %2").arg(word, effectFormula(stream.output)));
    lines.append(Text::tr("      = %1").arg(numberText(static_cast<double>(stream.effects[p]), 4)));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

Inspection inspectStream(const core::TokenStream& stream, int part, const core::HeadGrid* grid,
                         const core::NeuronWords* neurons, bool showSpaces)
{
    const core::StreamPart which = stream.part(part);
    const auto p = static_cast<std::size_t>(part);
    const auto labels = tokenLabels(stream.tokens, showSpaces);
    const QString token = labels[static_cast<std::size_t>(stream.token.value)].whole();
    const QString word = shownWord(stream.words->word(stream.word), showSpaces);
    const Cells cells = cellsOf(which, grid, neurons);
    const bool message = which.kind == Kind::Message;
    const bool looked = message || which.kind == Kind::Neuron;

    Inspection result;
    result.title = titleOf(stream, which, labels, showSpaces);
    result.scoreTitle = Text::tr("It is <b>%1</b> of the state of <b>%2</b>")
                            .arg(streamValueText(static_cast<double>(stream.shares[p]),
                                                 StreamLength::Share),
                                 token.toHtmlEscaped());
    result.formula = formulaOf(stream, which, p, word);
    result.formulaNote =
        Text::tr("x is the state of %1 that the stack ends in, |x| = %2. u is the output embedding "
                 "of “%3”, g_f the gain and σ the divisor of the final norm, kept as they are at "
                 "x.")
            .arg(token, numberText(stream.stateSize), word);
    if (stream.output.transformed)
        result.formulaNote += QLatin1Char(' ')
                              + Text::tr(
                                  "In front of that norm states go through act(z), z = x W + "
                                  "b: c′ = (c W) act(z) / z, with the ratio kept too.");
    if (stream.normsFrozen)
        result.formulaNote += QLatin1Char(' ')
                              + Text::tr("c is what the part comes to in x: the norms on its way "
                                         "are taken with the scales that they had.");
    if (looked) {
        result.pattern = vectorOf(stream, cells.in,
                                  message ? Text::tr("Its pattern: who reads it")
                                  : cells.gate != nullptr
                                      ? Text::tr("Its up weights: what it multiplies")
                                      : Text::tr("Its input weights: what it looks for"),
                                  true, showSpaces);
        if (cells.gate != nullptr)
            result.gate = vectorOf(stream, cells.gate, Text::tr("Its gate: what opens it"), true,
                                   showSpaces);
        result.message = vectorOf(stream, cells.out,
                                  message ? Text::tr("Its message: what is read")
                                          : Text::tr("Its output weights: what it writes"),
                                  true, showSpaces);
    }
    result.message.facts.insert(
        result.message.facts.begin(),
        {{Text::tr("size |c|"), numberText(static_cast<double>(stream.sizes[p]))},
         {Text::tr("share"),
          streamValueText(static_cast<double>(stream.shares[p]), StreamLength::Share)},
         {Text::tr("effect on “%1”").arg(word),
          numberText(static_cast<double>(stream.effects[p]), 3)}});
    return result;
}

} // namespace headscope::ui
