// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubtransfer.h"

namespace headscope::app {

/// What was asked for, to say what a refusal means.
struct HubQuestion {
    QString id;
    QString revision;
    QString file; ///< empty: the list of files
    QString endpoint;
    bool hasToken = false;
};

/// "org/name", or "config.json of org/name".
QString nameOf(const HubQuestion& question);

/// What a status that is no success means and what to do about it, one sentence.
core::Error refusalOf(const HubQuestion& question, const HubAnswer& answer);

} // namespace headscope::app
