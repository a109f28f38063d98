#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks that every C++ file is formatted as .clang-format says; with --fix, formats them. Other arguments are the
# files to look at, default all.
set -euo pipefail
here=$(pwd)
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fix=no
files=()
for argument in "$@"; do
    case $argument in
        --fix) fix=yes ;;
        -*) echo "format.sh: unknown option $argument (usage: format.sh [--fix] [FILE...])" >&2; exit 2 ;;
        /*) files+=("$argument") ;;
        *) files+=("$here/$argument") ;;
    esac
done
if ! command -v clang-format >/dev/null; then
    echo "format.sh: clang-format is missing; packaging/install-deps.sh --ci installs it" >&2
    exit 1
fi

cd "$top"
if [ ${#files[@]} -eq 0 ]; then
    # The fixture breaks the rules on purpose.
    mapfile -t files < <(find core app ui tests -path tests/layering/fixture -prune -o \
        \( -name '*.cpp' -o -name '*.h' \) -print | sort)
fi
if [ "$fix" = yes ]; then
    clang-format --style=file -i "${files[@]}"
    echo "format.sh: ${#files[@]} files formatted"
    exit 0
fi

wrong=()
for file in "${files[@]}"; do
    clang-format --style=file "$file" | cmp -s - "$file" || wrong+=("$file")
done
if [ ${#wrong[@]} -gt 0 ]; then
    printf '%s\n' "${wrong[@]}"
    echo "format.sh: ${#wrong[@]} of ${#files[@]} files are not formatted; packaging/format.sh --fix does it" >&2
    exit 1
fi
echo "format.sh: ${#files[@]} files, all formatted"
