#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing, builds, and runs all tests; ends with ctest's own summary. Arguments go
# to ctest: packaging/test.sh -L core. HEADSCOPE_PRESET is the preset to build (default: release).
# Tests against large reference outputs run where HEADSCOPE_REFERENCE names their folder.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
preset=${HEADSCOPE_PRESET:-release}

packaging/install-deps.sh
cmake --preset "$preset"
cmake --build --preset "$preset"
exec ctest --preset "$preset" "$@"
