#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds with sanitizers and runs the tests under them: with asan (addresses and undefined behaviour) all of them, with
# tsan (threads) those of the core, since Qt itself is not built for it. Both unless one is named. --quick leaves out the
# tests of the window, which take an hour with their build: what the window does is to show what the others test. -R and
# other arguments behind -- go to ctest: packaging/sanitize.sh asan -- -R checkpoint.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

presets=()
quick=
while [ $# -gt 0 ]; do
    case $1 in
        asan | tsan) presets+=("$1") ;;
        --quick) quick=yes ;;
        --) shift; break ;;
        *) echo "sanitize.sh: unknown argument $1 (usage: sanitize.sh [asan] [tsan] [--quick] [-- CTEST ARGUMENTS])" >&2; exit 2 ;;
    esac
    shift
done
[ ${#presets[@]} -gt 0 ] || presets=(asan tsan)

for preset in "${presets[@]}"; do
    cmake --preset "$preset" -DHEADSCOPE_BENCH=OFF
    if [ "$preset" = tsan ]; then
        cmake --build --preset tsan --target core_tests
        ctest --preset tsan -j "$(nproc)" -L '^core$' "$@"
    elif [ -n "$quick" ]; then
        cmake --build --preset asan --target core_tests app_tests
        ctest --preset asan -j "$(nproc)" -L '^(core|app)$' "$@"
    else
        cmake --build --preset asan
        ctest --preset asan -j "$(nproc)" "$@"
    fi
done
