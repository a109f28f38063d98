#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Long use of the window: endurance.sh [--seconds S] [--reruns N] [--seed N]. A monkey presses everything for S seconds
# (600 without it) in a build with the address and undefined-behaviour sanitizers, on an X server of its own (Xvfb); then
# N prompts (500 without it) are run one after the other in the release build, whose memory must not grow. Both are the
# test tst_endurance, which every run of all tests has in short.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${HEADSCOPE_PRESET:-release}
seconds=600
reruns=500
seed=$RANDOM
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) seconds=${2:?--seconds takes a number} ;;
        --reruns) reruns=${2:?--reruns takes a number} ;;
        --seed) seed=${2:?--seed takes a number} ;;
        *) echo "endurance.sh: unknown argument $1 (usage: endurance.sh [--seconds S] [--reruns N] [--seed N])" >&2; exit 2 ;;
    esac
    shift 2
done
cmake --preset asan -DHEADSCOPE_BENCH=OFF >/dev/null
cmake --build --preset asan --target tst_endurance
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target tst_endurance

XDG_RUNTIME_DIR=$(mktemp -d)
export XDG_RUNTIME_DIR OMP_NUM_THREADS=2 OMP_WAIT_POLICY=passive QTEST_FUNCTION_TIMEOUT=86400000
trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
# Not strict about strings: the X keyboard library copies names that end with their length, not with a zero.
ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
    LSAN_OPTIONS=suppressions=$PWD/tests/sanitizers/leak.supp:print_suppressions=0 \
    QT_QPA_PLATFORM=xcb HEADSCOPE_MONKEY_SECONDS=$seconds HEADSCOPE_MONKEY_SEED=$seed \
    xvfb-run -a -s "-screen 0 1600x1000x24" build/asan/tests/tst_endurance survivesAMonkey
QT_QPA_PLATFORM=offscreen HEADSCOPE_RERUNS=$reruns "build/$preset/tests/tst_endurance" rerunsTakeNoMoreMemory
