#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs clang-tidy as .clang-tidy says over every .cpp of core, app and ui, which takes an hour or two, or over the files
# named, or with --changed over those that differ from the branch main of the repository that this one was cloned from
# (on main itself: those of the last commit), and the .cpp of headers that differ.
# It needs a configured build folder and no build; HEADSCOPE_PRESET is its preset (default: dev).
set -euo pipefail
here=$(pwd)
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${HEADSCOPE_PRESET:-dev}

files=()
changed=
for argument in "$@"; do
    case $argument in
        --changed) changed=yes ;;
        -*) echo "lint.sh: unknown option $argument (usage: lint.sh [--changed] [FILE...])" >&2; exit 2 ;;
        /*) files+=("$argument") ;;
        *) files+=("$here/$argument") ;;
    esac
done
if ! command -v clang-tidy >/dev/null; then
    echo "lint.sh: clang-tidy is missing; packaging/install-deps.sh --ci installs it" >&2
    exit 1
fi

cd "$top"
if [ -n "$changed" ]; then
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
    [ "$base" != "$(git rev-parse HEAD)" ] || base=HEAD~1
    while read -r file; do
        file=${file%.h}
        file=$top/${file%.cpp}.cpp
        [ ! -f "$file" ] || files+=("$file")
    done < <(git diff --name-only "$base" -- core app ui | grep -E '\.(cpp|h)$' | sort -u)
    if [ ${#files[@]} -eq 0 ]; then
        echo "lint.sh: nothing has changed since $(git rev-parse --short "$base")"
        exit 0
    fi
    mapfile -t files < <(printf '%s\n' "${files[@]}" | sort -u)
fi
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(find core app ui -name '*.cpp' | sort)
cmake --preset "$preset" >/dev/null

# Findings on standard output; the count of warnings in system headers on standard error is noise.
check() {
    local said
    said=$(mktemp)
    # The compiler of the build may know warnings that clang does not.
    if ! clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option -p "$1" "$2" 2>"$said"; then
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
