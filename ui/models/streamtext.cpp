// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/streamtext.h"

#include "ui/models/headname.h"
#include "ui/models/wordtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Stream)
};

} // namespace

QString streamAddedText(const core::TokenStream& stream)
{
    QStringList parts;
    if (stream.place.position || !stream.place.any())
        parts << Text::tr("position");
    if (stream.place.segment)
        parts << Text::tr("segment");
    if (stream.place.normBias)
        parts << Text::tr("bias");
    return parts.join(QStringLiteral(" + "));
}

QString streamStartText(const core::TokenStream& stream)
{
    if (stream.place.segment || stream.place.normBias)
        return Text::tr("embeddings");
    return stream.place.position ? Text::tr("embedding + position") : Text::tr("embedding");
}

QString streamPlaceText(const core::TokenStream& stream, const StreamPlace& place, bool showSpaces)
{
    if (place.band <= 0)
        return streamStartText(stream);
    const core::LayerIndex l = place.layer();
    if (place.head >= 0) {
        const bool cross = place.head >= stream.heads;
        const QString head = headNumber(l, core::HeadIndex(place.head), stream.heads);
        if (place.context < 0)
            return cross ? Text::tr("cross head %1").arg(head) : Text::tr("head %1").arg(head);
        const auto labels = tokenLabels(cross ? stream.memory : stream.tokens, showSpaces);
        const QString token = labels[static_cast<std::size_t>(place.context)].whole();
        return cross ? Text::tr("message of the encoder's %1 at %2").arg(token, head)
                     : Text::tr("message of %1 at %2").arg(token, head);
    }
    if (place.neuron >= 0)
        return Text::tr("neuron %1-%2").arg(l.value).arg(place.neuron);
    return place.isAttention() ? Text::tr("%1 attention").arg(l.value)
                               : Text::tr("%1 FFN").arg(l.value);
}

QString streamBarText(const core::TokenStream& stream, const StreamBar& bar)
{
    const StreamPlace& place = bar.place;
    if (place.band == 0)
        return streamStartText(stream);
    const core::LayerIndex l = place.layer();
    if (bar.others)
        return Text::tr("others");
    if (bar.inner)
        return place.head >= 0 ? headNumber(l, core::HeadIndex(place.head), stream.heads)
                               : QStringLiteral("%1-%2").arg(l.value).arg(place.neuron);
    return place.isAttention() ? Text::tr("%1 attention").arg(l.value)
                               : Text::tr("%1 FFN").arg(l.value);
}

QString streamValueText(double value, StreamLength length)
{
    if (length != StreamLength::Share)
        return numberText(value, 3);
    // Most of thousands of parts are small: they show that they are not nothing, and of which sign.
    const double percent = value * 100;
    const bool nothing = std::abs(percent) < 0.00005;
    const int decimals = nothing || std::abs(percent) >= 0.01 ? 2 : 4;
    QString text = Text::tr("%1 %").arg(QLocale().toString(nothing ? 0.0 : percent, 'f', decimals));
    text.replace(QLatin1Char('-'), QChar(0x2212));
    return text;
}

QString streamTickText(double value, double step, StreamLength length)
{
    const double shown = length == StreamLength::Share ? value * 100 : value;
    const double by = length == StreamLength::Share ? step * 100 : step;
    const int decimals = qBound(0, static_cast<int>(std::ceil(-std::log10(by) - 1e-9)), 6);
    const QString number = numberText(std::abs(shown) < by / 1e6 ? 0.0 : shown, decimals);
    return length == StreamLength::Share ? Text::tr("%1 %").arg(number) : number;
}

QString residueText(double residue)
{
    if (residue == 0.0)
        return QStringLiteral("0");
    QString text = QLocale::c().toString(std::abs(residue), 'e', 0);
    text.replace(QStringLiteral("e-0"), QStringLiteral("e-"));
    return text.replace(QStringLiteral("e+0"), QStringLiteral("e"));
}

QString streamLengthText(StreamLength length)
{
    switch (length) {
    case StreamLength::Share:
        return Text::tr("share of the state");
    case StreamLength::Effect:
        return Text::tr("effect on a word");
    case StreamLength::Size:
        return Text::tr("size");
    case StreamLength::Weight:
        return Text::tr("weight");
    }
    return {};
}

QString streamSegmentTip(const core::TokenStream& stream, const StreamSegment& segment,
                         StreamLength length, bool showSpaces)
{
    const auto name = [&] {
        switch (segment.kind) {
        case StreamSegment::Kind::Embedding:
            return Text::tr("embedding");
        case StreamSegment::Kind::Place:
            return streamAddedText(stream);
        case StreamSegment::Kind::Bias:
            return Text::tr("bias of %1").arg(streamPlaceText(stream, segment.place, showSpaces));
        case StreamSegment::Kind::Constant:
            return stream.output.transformed || stream.output.biased
                       ? Text::tr("biases of the output")
                       : Text::tr("bias of the final norm");
        case StreamSegment::Kind::Rest:
            return segment.place.isNeurons() ? Text::tr("%1 other neurons").arg(segment.count)
                   : segment.place.head >= 0 ? Text::tr("%1 other messages").arg(segment.count)
                                             : Text::tr("%1 other heads").arg(segment.count);
        default:
            return streamPlaceText(stream, segment.place, showSpaces);
        }
    };
    return Text::tr("<b>%1</b><br>%2: %3")
        .arg(name().toHtmlEscaped(), streamLengthText(length),
             streamValueText(segment.value(), length));
}

QString streamBarTip(const core::TokenStream& stream, const StreamBar& bar, StreamLength length,
                     bool showSpaces)
{
    QString tip = Text::tr("<b>%1</b><br>%2: %3")
                      .arg((bar.others ? streamBarText(stream, bar)
                                       : streamPlaceText(stream, bar.place, showSpaces))
                               .toHtmlEscaped(),
                           streamLengthText(length), streamValueText(bar.value(), length));
    const core::StreamStep* step = bar.inner ? nullptr : streamStep(stream, bar.place.band);
    if (step != nullptr) {
        const auto l = static_cast<std::size_t>(bar.place.layer().value);
        tip += QStringLiteral("<br>")
               + Text::tr("keeps %1 of the state's direction, writes %2 of its size")
                     .arg(numberText(step->kept, 4), numberText(step->written, 4));
        tip += QStringLiteral("<br>")
               + Text::tr("the whole layer keeps %1, writes %2")
                     .arg(numberText(stream.layerSteps[l].kept, 4),
                          numberText(stream.layerSteps[l].written, 4));
    }
    if (!bar.inner) {
        const auto& words = stream.readings[static_cast<std::size_t>(bar.place.band)].legible;
        QStringList said;
        for (std::size_t k = 0; k < std::min<std::size_t>(5, words.ids.size()); ++k)
            said.append(
                Text::tr("%1 (%2)").arg(shownWord(stream.words->word(words.ids[k]), showSpaces),
                                        percentText(static_cast<double>(words.probabilities[k]))));
        if (!said.isEmpty())
            tip += QStringLiteral("<br>")
                   + Text::tr("the state then says: %1")
                         .arg(said.join(QStringLiteral(", ")).toHtmlEscaped());
    }
    return tip;
}

namespace {

QString sumText(const core::TokenStream& stream, StreamLength length)
{
    const QString vector = residueText(stream.sumResidue);
    switch (length) {
    case StreamLength::Share:
        return Text::tr("sum %1 (residue %2, of the vectors %3)")
            .arg(percentText(stream.shareSum), residueText(stream.shareSum - 1), vector);
    case StreamLength::Effect:
        return Text::tr("effects %1 + constant %2 = logit %3 (residue %4)")
            .arg(numberText(stream.effectSum), numberText(stream.constant),
                 numberText(stream.logit),
                 residueText(stream.effectSum + stream.constant - stream.logit));
    case StreamLength::Size: {
        const double all = std::accumulate(stream.sizes.begin(), stream.sizes.end(), 0.0);
        return Text::tr("sizes %1, the state %2: they do not add up, so every bar begins at 0")
            .arg(numberText(all, 1), numberText(stream.stateSize, 1));
    }
    case StreamLength::Weight:
        return Text::tr("attention and activations do not add up to a whole: every bar begins "
                        "at 0");
    }
    return {};
}

} // namespace

QString streamSumText(const core::TokenStream& stream, StreamLength length)
{
    const QString text = sumText(stream, length);
    return stream.normsFrozen ? Text::tr("%1; with the scales of norms frozen").arg(text) : text;
}

QString streamSays(const core::TokenStream& stream, int band, bool showSpaces)
{
    const auto& words = stream.readings[static_cast<std::size_t>(band)].legible.ids;
    return words.empty() ? QString() : shownWord(stream.words->word(words.front()), showSpaces);
}

const core::StreamStep* streamStep(const core::TokenStream& stream, int band)
{
    const StreamPlace place{band};
    const auto l = static_cast<std::size_t>(place.layer().value);
    if (place.isAttention())
        return &stream.attentionSteps[l];
    return place.isNeurons() ? &stream.neuronSteps[l] : nullptr;
}

} // namespace headscope::ui
