#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Measures with gcov which lines of core and app their own tests run, and writes the table of docs/coverage.md again
# (what is below it there, by hand, stays). --report only makes the table of the last run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-} in
    "" | --report) ;;
    *) echo "coverage.sh: unknown argument $1 (usage: coverage.sh [--report])" >&2; exit 2 ;;
esac
build=build/coverage
# As in .ci/run: large reference outputs may lie beside the repository.
if [ -z "${HEADSCOPE_REFERENCE:-}" ] && [ -d ../shared/reference ]; then
    HEADSCOPE_REFERENCE=$(cd ../shared/reference && pwd)
    export HEADSCOPE_REFERENCE
fi
if [ "${1:-}" != --report ]; then
    cmake --preset coverage -DHEADSCOPE_BENCH=OFF
    cmake --build --preset coverage --target core_tests app_tests
    rm -rf "$build/counts"
    find "$build" -name '*.gcda' -delete
    ctest --preset coverage -j "$(nproc)" -L '^(core|app)$'
fi
python3 packaging/coverage.py "$build" docs/coverage.md
