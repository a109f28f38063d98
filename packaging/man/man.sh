#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes the manual pages of both programs from their own --help, which is so the only place where options are
# described: man.sh BIN_FOLDER OUT_FOLDER VERSION DAY. The build calls it.
set -euo pipefail
bin=$1
out=$2
version=$3
day=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 COLUMNS=80

head() {
    printf '.\\" Made from the help of %s\n.TH %s 1 "%s" "Headscope %s" "User Commands"\n' "$1" "${1^^}" "$day" \
        "$version"
    printf '.SH NAME\n%s \\- %s\n' "$1" "$2"
}
roff() {
    awk -f "$here/help.awk" -v skip="$1"
}
mkdir -p "$out"
{
    head headscope "look inside the attention heads of transformer language models"
    printf '.SH SYNOPSIS\n.B headscope\n[OPTIONS] [MODEL | SESSION]\n.SH DESCRIPTION\n'
    "$bin/headscope" --help | roff 'Usage:'
    cat "$here/headscope.roff"
} >"$out/headscope.1"
{
    head headscope-cli "look inside the attention heads of transformer language models, without a window"
    printf '.SH SYNOPSIS\n.B headscope-cli\nCOMMAND [OPTIONS]\n.SH DESCRIPTION\n'
    "$bin/headscope-cli" --help | sed 1d | roff 'Usage:'
    printf '.SH COMMANDS\n'
    for command in $("$bin/headscope-cli" --help | awk '/^Subcommands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'); do
        printf '.SS %s\n' "$command"
        "$bin/headscope-cli" "$command" --help | roff 'Usage:'
    done
    cat "$here/headscope-cli.roff"
} >"$out/headscope-cli.1"
