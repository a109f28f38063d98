// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "ui/models/headgridmodel.h"
#include "ui/models/headtableptr.h"

namespace headscope::test {

/// A head's table of `tokens` tokens with easily checked numbers: attention of i on j is 1 / (i +
/// 1), scores i + j / 10, shift -j, message size j + 1. Words of token j are ids j % 5 and up.
/// Token 2 is hidden for high bias, token 3 is part 2 of 3.
ui::HeadTablePtr handmadeTable(int tokens);

/// The same where input tokens see other tokens: a window of `window` of them (0: all), or also
/// those behind them; each attends alike to all it sees.
ui::HeadTablePtr handmadeSight(int tokens, int window, bool causal);

/// Cross head 2 of layer 1 (head 8): `inputs` tokens of a decoder, ids 5 and up, attend to
/// `contexts` tokens of an encoder, to token j with j + 1 parts of the whole; scores i + j / 10.
ui::HeadTablePtr handmadeCross(int contexts, int inputs);

/// The words of `layers` x `heads` heads on `tokens` tokens, from the vocabulary w0, w1 .. w199.
/// Words of patterns begin at 10 (7 layer + 3 head + token) mod 190: no two tokens near each other
/// share any; but in head 1.1, where every cell has the words of the one before. Messages begin one
/// word later. Legibility is 4 + token + layer / 10, sizes 1 + token, 2 + token for messages. Token
/// 2 of head 0.0 is high bias. Of the heads, only the first `found` are there.
ui::HeadGridPtr handmadeGrid(int layers, int heads, int tokens, int found = 1 << 20);
/// As many cross heads behind the `heads` of each layer, on `memory` tokens of an encoder, m0, m1
/// ..: their words are those of handmadeGrid() with this many heads and `memory` tokens.
ui::HeadGridPtr handmadeDecoderGrid(int layers, int heads, int tokens, int memory);

/// Makes the selection what the window makes it for the head of a table.
void select(app::Selection& selection, const core::HeadTable& table);

} // namespace headscope::test
