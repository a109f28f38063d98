#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs clang-tidy as .clang-tidy says over every .cpp of core, app and ui, or over the files named.
# It needs a configured build folder and no build; HEADSCOPE_PRESET is its preset (default: dev).
set -euo pipefail
here=$(pwd)
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${HEADSCOPE_PRESET:-dev}

files=()
for argument in "$@"; do
    case $argument in
        -*) echo "lint.sh: unknown option $argument (usage: lint.sh [FILE...])" >&2; exit 2 ;;
        /*) files+=("$argument") ;;
        *) files+=("$here/$argument") ;;
    esac
done
if ! command -v clang-tidy >/dev/null; then
    echo "lint.sh: clang-tidy is missing; packaging/install-deps.sh --ci installs it" >&2
    exit 1
fi

cd "$top"
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(find core app ui -name '*.cpp' | sort)
cmake --preset "$preset" >/dev/null

# Findings on standard output; the count of warnings in system headers on standard error is noise.
check() {
    local said
    said=$(mktemp)
    if ! clang-tidy --quiet -p "$1" "$2" 2>"$said"; then
        grep -v 'warnings\{0,1\} generated\|Suppressed\|header-filter' "$said" >&2 || true
        rm -f "$said"
        return 1
    fi
    rm -f "$said"
}
export -f check
if ! printf '%s\0' "${files[@]}" |
    xargs -0 -P "$(nproc)" -I '{}' bash -c 'check "$@"' check "build/$preset" '{}'; then
    echo "lint.sh: clang-tidy found something in ${#files[@]} files" >&2
    exit 1
fi
echo "lint.sh: ${#files[@]} files, nothing found"
