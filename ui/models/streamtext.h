// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/streambars.h"

#include <QString>

namespace headscope::ui {

// The Stream view's words.

/// "7 attention", "head 7.3", "cross head 7.c3", "message of ship at 7.3", "neuron 7-1100".
QString streamPlaceText(const core::TokenStream& stream, const StreamPlace& place, bool showSpaces);
/// What stands before the first layer: "embedding", "embedding + position", or "embeddings" where
/// there are more.
QString streamStartText(const core::TokenStream& stream);
/// What is added to the embedding: "position", "position + segment"; for what is nothing,
/// "position".
QString streamAddedText(const core::TokenStream& stream);
/// As the picture's rows are called.
QString streamBarText(const core::TokenStream& stream, const StreamBar& bar);
/// A length with its unit.
QString streamValueText(double value, StreamLength length);
/// What stands at a tick of the axis.
QString streamTickText(double value, double step, StreamLength length);
/// A small number as people write it: "2e-7".
QString residueText(double residue);
QString streamLengthText(StreamLength length);
/// Exact numbers, rich text.
QString streamSegmentTip(const core::TokenStream& stream, const StreamSegment& segment,
                         StreamLength length, bool showSpaces);
QString streamBarTip(const core::TokenStream& stream, const StreamBar& bar, StreamLength length,
                     bool showSpaces);
/// That the bars add up to the whole, and how far off; or that they do not, and why.
QString streamSumText(const core::TokenStream& stream, StreamLength length);
/// The best word of the state after a band, as shown; empty where there is none.
QString streamSays(const core::TokenStream& stream, int band, bool showSpaces);
/// What a band does to the state; none for the first.
const core::StreamStep* streamStep(const core::TokenStream& stream, int band);

} // namespace headscope::ui
