#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The check itself, over a small tree with known breaches: it must fail and name exactly those of
# expected.txt.
set -eu
cd "$(dirname "$0")"
if found=$(./check.sh fixture 2>/dev/null); then
    echo "layering self-test: the fixture passed, which is full of breaches" >&2
    exit 1
fi
if ! printf '%s\n' "$found" | diff -u expected.txt -; then
    echo "layering self-test: what was found (+) differs from expected.txt (-)" >&2
    exit 1
fi
echo "layering self-test: all $(wc -l < expected.txt) known breaches found, and nothing else"
