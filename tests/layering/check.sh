#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks every source file of a tree (default: this repository) against layers.txt: its includes,
# its SPDX head, `#pragma once`. Prints each breach as file:line and fails on any.
# HEADSCOPE_QT_HEADERS is the folder of Qt's headers, where qmake6 is not to be asked.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"
qt=${HEADSCOPE_QT_HEADERS:-$(qmake6 -query QT_INSTALL_HEADERS)}

# The fixture breaks the rules on purpose.
find core app ui tests -path tests/layering/fixture -prune -o \
    \( -name '*.cpp' -o -name '*.h' \) -print |
    LC_ALL=C sort |
    LC_ALL=C awk -v layers="$here/layers.txt" -v qt="$qt" -f "$here/check.awk"
