#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Draws the pictures of docs/images again, with the program itself on the embedded models. --check changes nothing
# and fails where a picture is not what would be drawn now: more than one pixel in 200 differs by more than a
# rounding of the colours. Pictures of models that are not embedded (*-tiny), of the guided tour, and of the choice of a
# model, which shows where models are on a computer, are made by hand. HEADSCOPE_PRESET is the preset that is built (default: release); --program PATH builds nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
images=docs/images
prompt="The captain of the ship gave the order to lower the boats"
other="The captain of the army gave the order to raise the flag"

check=
program=
while [ $# -gt 0 ]; do
    case $1 in
        --check) check=yes ;;
        --program) program=${2:?--program takes a path}; shift ;;
        *) echo "pictures.sh: unknown argument $1 (usage: pictures.sh [--check] [--program PATH])" >&2; exit 2 ;;
    esac
    shift
done
if [ -z "$program" ]; then
    preset=${HEADSCOPE_PRESET:-release}
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset" --target headscope
    program=build/$preset/bin/headscope
fi
if [ -n "$check" ] && ! command -v compare >/dev/null; then
    echo "pictures.sh: needs compare, of ImageMagick" >&2
    exit 1
fi

drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
export QT_QPA_PLATFORM=offscreen HOME=$drawn/home # where no settings are, and no other models
export XDG_CONFIG_HOME=$HOME/config XDG_DATA_HOME=$HOME/data XDG_CACHE_HOME=$HOME/cache
# Of whole views, which nobody looks at here, SVG is drawn sooner than PNG.
"$program" --shots "$drawn/all" --format svg --size 1440x900 --prompt "$prompt" --compare "$other"
"$program" --shots "$drawn/lab" --format svg --size 1440x900 docs/examples/lab.headscope

stale=0
# put FILE NAME: the picture NAME of docs/images is FILE.
put() {
    local name=$images/$2.png
    if [ -z "$check" ]; then
        cp "$1" "$name"
        return
    fi
    local size differ
    size=$(identify -format '%[fx:w*h]' "$1")
    differ=$(compare -metric AE -fuzz 3% "$1" "$name" null: 2>&1) || true
    case $differ in
        '' | *[!0-9.e+]*) differ=$size ;; # of another size, or missing
    esac
    if awk -v differ="$differ" -v size="$size" 'BEGIN { exit !(differ * 200 > size) }'; then
        echo "pictures.sh: $name is stale: $differ of $size pixels differ" >&2
        stale=1
    fi
}
for theme in light dark; do
    for view in head network patterns messages stream neurons evolution positions weights weights-directions \
        weights-composition compare; do
        put "$drawn/all/$view-window-$theme-1440x900.png" "$view-$theme"
    done
    put "$drawn/lab/lab-window-$theme-1440x900.png" "lab-$theme"
done
put "$drawn/all/patterns-map-window-dark-1440x900.png" patterns-map-dark
# The steps of docs/guide.md: of each session the view in front. They have many views to draw and one to show: all
# processors at once.
printf '%s\n' docs/examples/guide-*.headscope | OMP_NUM_THREADS=1 xargs -P "$(nproc)" -I{} \
    "$program" --shots "$drawn/{}" --format svg --theme light --size 1280x800 {}
for session in docs/examples/guide-*.headscope; do
    view=$(sed -n 's/.*"view": "\([a-z]*\)".*/\1/p' "$session")
    name=$(basename "$session") # guide-02-table.headscope
    put "$drawn/$session/$view-window-light-1280x800.png" "${name%-*}"
done
[ "$stale" = 0 ] || { echo "pictures.sh: packaging/pictures.sh draws them again" >&2; exit 1; }
