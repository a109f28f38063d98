#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Brings resources/translations up to date with the texts in the sources: new ones come in as unfinished, those that are
# gone go. --check changes nothing and fails where a file is not up to date or not finished. A new language begins with
# an empty file headscope_CODE.ts there. English has its plurals in a file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-} in
    "" | --check) ;;
    *) echo "translate.sh: unknown argument $1 (usage: translate.sh [--check])" >&2; exit 2 ;;
esac
lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate) || {
    echo "translate.sh: lupdate of Qt 6 is missing (Debian: qt6-l10n-tools)" >&2
    exit 1
}
folder=resources/translations
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
stale=0
for file in "$folder"/headscope_*.ts; do
    code=${file##*_}
    code=${code%.ts}
    copy=$made/${file##*/}
    [ ! -s "$file" ] || cp "$file" "$copy"
    plural=()
    [ "$code" != en ] || plural=(-pluralonly)
    # lupdate complains of what it does not understand and ends with 0.
    if ! "$lupdate" app ui -I . -locations none -no-obsolete "${plural[@]}" -source-language en -target-language "$code" \
        -ts "$copy" >"$made/said" 2>&1 || grep -E '\.(cpp|h):[0-9]+:' "$made/said" >&2; then
        cat "$made/said" >&2
        exit 1
    fi
    if [ "${1:-}" != --check ]; then
        cp "$copy" "$file"
    elif ! cmp -s "$copy" "$file"; then
        echo "translate.sh: $file is not up to date: packaging/translate.sh brings it there" >&2
        stale=1
    fi
    open=$(grep -c 'type="unfinished"' "$copy") || true
    if [ "$open" -gt 0 ]; then
        echo "translate.sh: $open of $(grep -c '<source>' "$copy") texts of $file are not translated" >&2
        stale=1
    fi
done
[ -z "${1:-}" ] || exit "$stale"
