// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headscope::app {

/// From now on, a signal that ends the program (Ctrl-C, a closed terminal, a request to end) first
/// removes the files that are not whole yet. Signals that are ignored stay ignored.
void removeUnfinishedFilesWhenEnded();

} // namespace headscope::app
