#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds with sanitizers and runs the tests under them: with asan (addresses and undefined behaviour) all of them, with
# tsan (threads) those of the core, since Qt itself is not built for it. Both unless one is named; -R and other
# arguments behind -- go to ctest: packaging/sanitize.sh asan -- -R checkpoint.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

presets=()
while [ $# -gt 0 ]; do
    case $1 in
        asan | tsan) presets+=("$1") ;;
        --) shift; break ;;
        *) echo "sanitize.sh: unknown argument $1 (usage: sanitize.sh [asan] [tsan] [-- CTEST ARGUMENTS])" >&2; exit 2 ;;
    esac
    shift
done
[ ${#presets[@]} -gt 0 ] || presets=(asan tsan)

for preset in "${presets[@]}"; do
    cmake --preset "$preset" -DHEADSCOPE_BENCH=OFF
    if [ "$preset" = tsan ]; then
        cmake --build --preset tsan --target core_tests
        ctest --preset tsan -j "$(nproc)" -L '^core$' "$@"
    else
        cmake --build --preset asan
        ctest --preset asan -j "$(nproc)" "$@"
    fi
done
