#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing, builds Release and opens the window on the embedded model. Arguments go
# to the window: packaging/run.sh --prompt "Call me Ishmael." HEADSCOPE_PRESET is the preset to
# build (default: release). Without a display the same window draws its pictures, and the command
# line writes its tables, to ./headscope-out.
set -euo pipefail

usage() {
    cat <<'END'
Usage: packaging/run.sh [OPTION...] [MODEL | SESSION.headscope]

Installs what is missing (apt), builds Release, and opens the window. Without a display, draws the
window to pictures and writes its tables, in ./headscope-out.

  --model MODEL     a model folder, a file in it, the name of an embedded model, or a Hugging Face
                    id in the local cache; without it the last one, at first bookshelf-20m
  --prompt TEXT     the prompt to start with
  --compare TEXT    a second prompt, put side by side with it; --compare-model MODEL runs it on
                    another model
  --theme THEME     light or dark
  --language LANG   of the window's texts: en or de
  --size WxH        size of the window in pixels, as 1280x800
  --shots DIR       only draw the pictures, to DIR
  --help            this text; nothing is installed or built
END
}
for argument in "$@"; do
    case $argument in
        --help | -h) usage; exit 0 ;;
    esac
done

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${HEADSCOPE_PRESET:-release}
programs=$top/build/$preset/bin

"$top/packaging/install-deps.sh"
(
    cd "$top"
    cmake --preset "$preset"
    cmake --build --preset "$preset" --target headscope headscope-cli
)

for argument in "$@"; do
    case $argument in
        --shots | --shots=*) exec "$programs/headscope" "$@" ;; # needs no display
    esac
done
if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$programs/headscope" "$@"
fi

# The tables are those of the prompt and the model that the pictures show, patterns centred as there.
prompt="The captain of the ship gave the order to lower the boats"
shown=(--prompt "$prompt")
model=()
tables=yes
arguments=("$@")
for ((i = 0; i < $#; ++i)); do
    case ${arguments[i]} in
        --prompt=*) prompt=${arguments[i]#--prompt=}; shown=() ;;
        --prompt) prompt=${arguments[i + 1]:-}; shown=(); i=$((i + 1)) ;;
        --model=*) model=(--model "${arguments[i]#--model=}") ;;
        --model) model=(--model "${arguments[i + 1]:-}"); i=$((i + 1)) ;;
        --theme | --language | --size | --decoder | --compare | --compare-model | --format)
            i=$((i + 1)) ;; # its value is no model
        -*) ;;
        *.headscope) shown=(); tables=no ;; # has a prompt of its own
        *) model=(--model "${arguments[i]}") ;;
    esac
done

out=$PWD/headscope-out
mkdir -p "$out"
echo "No display (neither DISPLAY nor WAYLAND_DISPLAY is set): drawing to $out"
QT_QPA_PLATFORM=offscreen "$programs/headscope" "${shown[@]}" "$@" --shots "$out"
table() {
    "$programs/headscope-cli" table "${model[@]}" --prompt "$prompt" --format csv "$@"
}
if [ "$tables" = no ]; then
    echo
    echo "Pictures of the session are in $out:"
    (cd "$out" && ls -1 -- *.png) | sed 's/^/    /'
    exit 0
fi
table --view head --layer 0 --head 2 --centred-patterns --out "$out/head-0.2.csv"
table --view patterns --centred --out "$out/patterns.csv"
table --view messages --out "$out/messages.csv"
table --view evolution --out "$out/evolution.csv"

echo
echo "Pictures of the window and tables of its prompt are in $out:"
(cd "$out" && ls -1 -- *.png *.csv) | sed 's/^/    /'
