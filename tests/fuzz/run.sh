#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the fuzz targets (preset fuzz: clang, libFuzzer, address and undefined-behaviour sanitizers), replays every
# input of corpus/TARGET, and then lets each target look for new ones. Ends with 1 and the path of the input that shows
# it at the first finding: a crash, a report of a sanitizer, a sentence that is none, too much time or memory.
#
#     tests/fuzz/run.sh [--seconds N] [--keep DIR] [TARGET...]
#
# --seconds  how long each target looks for new inputs (default 20); 0 only replays.
# --keep     a folder where new inputs are kept, to go on from them another time (default: a temporary one).
# Findings lie in build/fuzz/findings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD}

# Larger inputs say nothing new, and cost time. Of the memory the sanitizers take most.
limits=(-max_len=65536 -timeout=10 -rss_limit_mb=800 -malloc_limit_mb=128)

seconds=20
keep=
targets=()
while [ $# -gt 0 ]; do
    case $1 in
        --seconds | --keep)
            [ $# -ge 2 ] || { echo "run.sh: $1 needs a value" >&2; exit 2; }
            [ "$1" = --seconds ] && seconds=$2 || keep=$2
            shift ;;
        -*) echo "run.sh: unknown option $1 (usage: run.sh [--seconds N] [--keep DIR] [TARGET...])" >&2; exit 2 ;;
        *) targets+=("$1") ;;
    esac
    shift
done
if ! [[ $seconds =~ ^[0-9]+$ ]]; then
    echo "run.sh: --seconds is \"$seconds\", no whole number" >&2
    exit 2
fi
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(find tests/fuzz/corpus -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
fi
for target in "${targets[@]}"; do
    [ -d "tests/fuzz/corpus/$target" ] || { echo "run.sh: there is no target $target" >&2; exit 2; }
done
if ! command -v clang++ >/dev/null; then
    echo "run.sh: clang++ is missing; packaging/install-deps.sh --ci installs it" >&2
    exit 1
fi

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz

# The targets write the files that they read: in memory, where the system has a place there.
work=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
findings=$PWD/build/fuzz/findings
mkdir -p "$findings"
export OMP_NUM_THREADS=1
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0
export UBSAN_OPTIONS=print_stacktrace=1

# The run's own lines are shown where it failed; else libFuzzer's count of runs.
run() {
    local target=$1 label=$2
    shift 2
    if ! "build/fuzz/tests/fuzz/fuzz_$target" "${limits[@]}" -artifact_prefix="$findings/$target-" \
            -print_final_stats=1 "$@" >"$work/log" 2>&1; then
        tail -60 "$work/log" >&2
        echo "run.sh: $target failed; the input is $(sed -n 's/^.*Test unit written to //p' "$work/log" | tail -1)" >&2
        return 1
    fi
    echo "$target: $label, $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log") runs"
}

for target in "${targets[@]}"; do
    corpus=tests/fuzz/corpus/$target
    run "$target" "corpus replayed" -runs=0 "$corpus"
    if [ "$seconds" -gt 0 ]; then
        new=${keep:-$work}/$target
        mkdir -p "$new"
        dictionary=()
        cat tests/fuzz/dictionaries/json.dict >"$work/dictionary"
        if [ -f "tests/fuzz/dictionaries/$target.dict" ]; then
            cat "tests/fuzz/dictionaries/$target.dict" >>"$work/dictionary"
        fi
        run "$target" "$seconds s" -max_total_time="$seconds" -dict="$work/dictionary" "$new" "$corpus"
    fi
done
