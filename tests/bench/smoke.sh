#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tries that a benchmark program runs on a tiny model and prints its table: smoke.sh PROGRAM
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: smoke.sh PROGRAM" >&2; exit 2; }

table=$("$1" --smoke)
echo "$table"
# The head of the table, and at least one line of figures under it.
grep -A1 -E '^work +\| +median \| +99 % \| +worst \| +floor \| +ratio \| +bar \| +met$' <<<"$table" | tail -n 1 |
    grep -q -E '^[^|]+(\|[^|]+){7}$'
