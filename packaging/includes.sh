#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Counts the #include lines from folder to folder of core, app and ui, draws them to docs/images/includes.svg (with dot,
# of graphviz) and writes their table into docs/architecture.md. --check changes nothing, needs no graphviz, and fails
# where picture or table have other numbers than the tree. The same tree and graphviz give the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
page=docs/architecture.md picture=docs/images/includes.svg
# In the order of the data, from a file to the window; the two programs are a file each.
folders="core/base core/tensor core/files core/text core/model core/model/families core/analysis core/export app/hub app"
folders+=" app/cli app/cli.cpp ui/models ui/theme ui/delegates ui/views ui/export ui/mainwindow app/main.cpp"
fail() { echo "includes.sh: $1" >&2; exit 1; }

# A line for each pair of folders: who includes, what is included, how many times.
edges() {
    grep -rE --include='*.h' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include[[:space:]]*"(core|app|ui)/' core app ui |
        awk -v folders="$folders" '
            BEGIN { for (i = split(folders, list, " "); i > 0; --i) known[list[i]] }
            function folderOf(path) {
                if (!(path in known)) sub(/\/[^\/]*$/, "", path)
                return path == "core/analysis/lab" ? "core/analysis" : path
            }
            { split($0, file, ":"); split($0, header, "\""); a = folderOf(file[1]); b = folderOf(header[2]) }
            a != b { ++count[a " " b] }
            END { for (pair in count) print pair, count[pair] }' | sort
}

# The table, between the marks that it is found by.
table() {
    local from to row
    printf '%s\n' "<!-- includes: written by packaging/includes.sh -->" "| folder | includes |" "| --- | --- |"
    for from in $folders; do
        row=
        for to in $folders; do row+=$(sed -n "s|^$from \($to [0-9]*\)\$|, \1|p" <<<"$now"); done
        [ -n "$row" ] || row=", nothing"
        echo "| $from | ${row#, } |"
    done
    echo "<!-- end of includes -->"
}

# The folders that the pattern $1 fits. Lines to core/base would cross the whole picture; they stand in the boxes.
boxes() {
    local name base
    for name in $folders; do
        [[ $name =~ $1 ]] || continue
        base=$(sed -n "s|^$name \(core/base [0-9]*\)\$|<br/><font point-size=\"9\" color=\"#57606a\">\1</font>|p" <<<"$now")
        echo "\"$name\" [label=<$(sed 's|app/main.cpp|headscope: &|; s|app/cli.cpp|headscope-cli: &|' <<<"$name")$base>]"
    done
}
# What they include, in the colour $2.
arrows() {
    echo "edge [color=\"$2\" fontcolor=\"$2\"]"
    awk -v who="$1" '$1 ~ who && $2 != "core/base" {
        printf "\"%s\" -> \"%s\" [label=\" %d \" penwidth=%.1f]\n", $1, $2, $3, 0.8 + log($3) / 2.5 }' <<<"$now"
}

drawing() {
    cat <<END
digraph includes { rankdir=BT newrank=true nodesep=0.5 ranksep=0.6 bgcolor=transparent fontname="sans-serif"
node [fontname="sans-serif" fontsize=12 fontcolor="#1f2328" shape=box style="rounded,filled" height=0.42 margin="0.16,0.06"]
edge [fontname="sans-serif" fontsize=10 arrowsize=0.6] style="rounded,filled"
subgraph cluster_page { fillcolor=white color="#d0d7de" margin=16 fontsize=11 fontcolor="#57606a"
label="An arrow points to what is included; its number counts the #include lines.\nThose of core/base stand in the boxes. Data flows downwards."
subgraph cluster_ui { label=<<b>ui</b>> labelloc=b labeljust=l margin=12 fontcolor="#b06f14" color="#b06f1460" fillcolor="#fae0bd38"
node [color="#b06f14" fillcolor="#fae0bd"] $(boxes '^ui') }
subgraph cluster_core { label=<<b>core</b>> labelloc=b labeljust=l margin=12 fontcolor="#2f6fae" color="#2f6fae60" fillcolor="#cfe2f638"
node [color="#2f6fae" fillcolor="#cfe2f6"] $(boxes '^core') }
subgraph cluster_app { label=<<b>app</b>> labelloc=b labeljust=r margin=12 fontcolor="#2f7d46" color="#2f7d4660" fillcolor="#cdebd438"
node [color="#2f7d46" fillcolor="#cdebd4"] $(boxes '^app(/hub|/cli)?$') }
node [color="#6f55a8" fillcolor="#e4dcf3"] $(boxes 'cpp$') }
{rank=same "core/files" "core/tensor"} {rank=same "core/model" "core/model/families"} {rank=same app "ui/models" "ui/theme"}
"core/files" -> "core/base" [style=invis] "core/tensor" -> "core/base" [style=invis]
$(arrows '^app(/hub|/cli)?$' '#2f7d46') $(arrows '^core' '#2f6fae') $(arrows 'cpp$' '#6f55a8') $(arrows '^ui' '#b06f14') }
END
}

now=$(edges)
for name in $(cut -d' ' -f1,2 <<<"$now"); do [[ " $folders " = *" $name "* ]] || fail "no place for $name in the list at its top"; done
again="; packaging/includes.sh draws and writes them again"
if [ "${1:-}" = --check ]; then
    drawn=$(sed -n 's/^<!-- \([^ ]* [^ ]* [0-9]*\) -->$/\1/p' "$picture" 2>/dev/null) || fail "there is no $picture$again"
    first=$(diff <(echo "$drawn") <(echo "$now") | sed -n '2{s/^< \(.*\)/"\1" is not so any more/;s/^> \(.*\)/"\1" is new/;p}') || true
    [ -z "$first" ] || fail "$picture is stale: $first$again"
    [ "$(sed -n '/^<!-- includes:/,/^<!-- end of includes/p' "$page")" = "$(table)" ] || fail "the table of $page is stale$again"
    exit 0
fi
[ $# = 0 ] || { echo "includes.sh: unknown argument $1 (usage: includes.sh [--check])" >&2; exit 2; }
command -v dot >/dev/null || fail "needs dot, of graphviz"
# Boxes of two lines begin where the font of this computer has them; in any other they are to be in the middle, too.
drawn=$(drawing | dot -Tsvg | awk '
    /^<g / { node = /class="node"/ }
    node && /^<path/ { split($0, path, "d=\"M"); split(path[2], at, /[C ]/); middle = (at[1] + at[3]) / 2 } # of the upper edge
    node { sub(/text-anchor="start" x="[^"]*"/, "text-anchor=\"middle\" x=\"" middle "\"") } 1')
{ echo "$drawn"; sed 's/.*/<!-- & -->/' <<<"$now"; } >"$picture"
written=$(TABLE=$(table) awk '/^<!-- includes:/ { print ENVIRON["TABLE"]; old = 1 } !old; /^<!-- end of includes/ { old = 0 }' "$page")
echo "$written" >"$page"
