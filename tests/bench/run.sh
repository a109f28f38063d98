#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the floors, the benchmarks and the peers by turns in one run and prints one table of all. Each
# round runs every short benchmark once more, so that a busy moment of the machine does not fall on
# one of the compared only; the long ones run in the last round alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)

usage() {
    cat <<'USAGE'
usage: run.sh [--build DIR] [--model DIR] [--out DIR] [--rounds N] [--no-long] [--no-peers]
  --build DIR   the build folder (default build/release)
  --model DIR   the model's folder, made where it is missing (default bench-model in the build folder)
  --out DIR     where the figures go, as JSON (default bench-results in the build folder, made anew)
  --rounds N    how often the short benchmarks run (default 3; from 2 on the peers wait both ways)
  --no-long     without T = 256 and 1024 and the neurons, which take minutes
  --no-peers    without PyTorch and FAISS
USAGE
}

build=$top/build/release
model=
out=
rounds=3
long=yes
peers=yes
while [ $# -gt 0 ]; do
    case $1 in
        --no-long) long=no ;;
        --no-peers) peers=no ;;
        --help) usage; exit 0 ;;
        --build | --model | --out | --rounds)
            [ $# -ge 2 ] || { usage >&2; exit 2; }
            case $1 in
                --build) build=$(realpath -m "$2") ;;
                --model) model=$(realpath -m "$2") ;;
                --out) out=$(realpath -m "$2") ;;
                --rounds) rounds=$2 ;;
            esac
            shift ;;
        *) echo "run.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
model=${model:-$build/bench-model}
out=${out:-$build/bench-results}
[[ $rounds =~ ^[1-9][0-9]*$ ]] || { echo "run.sh: --rounds is \"$rounds\", not a number" >&2; exit 2; }
if [ ! -x "$build/tests/bench/bench_lens" ]; then
    echo "run.sh: no benchmarks in $build; build the target \"bench\" there (see docs/performance.md)" >&2
    exit 1
fi

# Python with the modules: Debian's, unless another one has them.
python=
if [ "$peers" = yes ]; then
    for candidate in /usr/bin/python3 python3; do
        if "$candidate" -c 'import torch, faiss, numpy' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "run.sh: no python3 has torch, faiss and numpy; packaging/install-deps.sh --bench installs them," >&2
        echo "        --no-peers runs without" >&2
        exit 1
    fi
fi

mkdir -p "$out"
rm -f "$out"/*.json
"$build/tests/bench/make_bench_model" "$model"
export QT_QPA_PLATFORM=offscreen

# ours NAME ROUND FILTER: one program, its figures into a file of its own
ours() {
    echo "round $2: $1 ${3:-}" >&2
    "$build/tests/bench/bench_$1" --model="$model" --benchmark_filter="${3:-.}" \
        --benchmark_out="$out/ours-$1-$2-$((++files)).json" --benchmark_out_format=json >"$out/last.log" 2>&1 ||
        { cat "$out/last.log" >&2; echo "run.sh: bench_$1 failed" >&2; exit 1; }
}
# theirs ROUND OPTION...: the peers. Threads that spin while they wait are faster on an idle machine and slower on a
# busy one; the peers do one in odd rounds and the other in even ones, and the table takes what was better for them.
theirs() {
    [ "$peers" = yes ] || return 0
    local round=$1 wait=passive
    shift
    ((round % 2)) || wait=active
    echo "round $round: peers $* (threads wait: $wait)" >&2
    OMP_WAIT_POLICY=$wait "$python" -B "$here/peers/peers.py" --model "$model" \
        --out "$out/peers-$wait-$round-$((++files)).json" "$@" >"$out/last.log" 2>&1 ||
        { cat "$out/last.log" >&2; echo "run.sh: the peers failed" >&2; exit 1; }
}

files=0
for ((round = 1; round <= rounds; ++round)); do
    check=()
    [ "$round" -gt 1 ] || check=(--check "$build/bin/headscope-cli")
    ours floors "$round"
    ours forward "$round"
    theirs "$round" --forward 8,64,512 --repetitions 3 "${check[@]}"
    ours floors "$round"
    ours lens "$round" 'lens/(head|prompt/T:8$|prompt/T:8/)'
    theirs "$round" --search 8 --repetitions 3
    ours session "$round"
    ours start "$round"
    ours paint "$round"
    ours switch "$round"
done
ours floors "$rounds"
ours memory "$rounds"
ours export "$rounds"
ours cancel "$rounds"
if [ "$long" = yes ]; then
    ours lens "$rounds" 'lens/prompt/T:256'
    theirs "$rounds" --search 256 --repetitions 1
    ours floors "$rounds"
    ours lens "$rounds" 'lens/neurons'
    ours lens "$rounds" 'lens/prompt/T:1024'
fi
rm -f "$out/last.log"
if [ "$peers" = yes ]; then "$python" -B "$here/peers/table.py" "$out"; else python3 -B "$here/peers/table.py" "$out"; fi
