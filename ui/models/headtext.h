// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/headtableptr.h"

#include <QString>

namespace headscope::ui {

// What there is to say of a head's table besides its cells. Plain text unless said otherwise; empty
// where a head is as one expects it to be.

/// "context token", or "encoder token" where the context is the encoder's.
QString contextName(const core::HeadTable& table);
/// "input token", or "decoder token".
QString inputName(const core::HeadTable& table);
/// Why an input token does not attend to a context token that it does not see. Rich text, as both
/// names are.
QString unseenSentence(const core::HeadTable& table, int input, int context, const QString& from,
                       const QString& to);

/// What kind of head it is: its group, its latent, what it sees.
QString natureOf(const core::HeadTable& table);
/// The same, explained.
QString natureTip(const core::HeadTable& table);

/// At which distance the patterns are, in few words.
QString distanceTitle(const core::HeadTable& table);
/// At which distance the pattern of one token is, and why.
QString distanceOfPattern(const core::HeadTable& table, int context);

} // namespace headscope::ui
