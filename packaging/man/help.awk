# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A program's --help as roff: an option with what it does becomes a tagged paragraph, a line that ends in a colon
# begins a list, everything else is text. `skip`: lines that begin so are left out.
function plain(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    sub(/^[.']/, "\\\\\\&&", text)
    return text
}
index($0, skip) == 1 { next }
/^ *$/ { text = 0; tagged = 0; example = 0; next }
# An option, a command or an argument in two columns: "  --top K   Words per vector"
/^  [^ ].*  +[^ ]/ {
    line = substr($0, 3)
    at = match(line, /   *[^ ]/)
    if (at > 0) {
        printf ".TP\n.B %s\n%s\n", plain(substr(line, 1, at - 1)), plain(substr(line, at + RLENGTH - 1))
        tagged = 1
        next
    }
}
# One so long that a single space is left between the two.
/^  -[^ ]* [A-Z]+:\{[^}]*\} [^ ]/ {
    line = substr($0, 3)
    at = index(line, "} ")
    printf ".TP\n.B %s\n%s\n", plain(substr(line, 1, at)), plain(substr(line, at + 2))
    tagged = 1
    next
}
# One whose description is below.
/^  -[^ ]/ { printf ".TP\n.B %s\n", plain(substr($0, 3)); tagged = 1; next }
/^   *[^ ]/ && tagged { sub(/^ +/, ""); print plain($0); next }
# Examples stand as they are.
/^  +[^ ]/ { printf "%s.EX\n%s\n.EE\n", example ? "" : ".PP\n", plain($0); example = 1; next }
/^[^ ].*:$/ && !text { printf ".PP\n.I %s\n", plain($0); tagged = 0; text = 0; next }
{
    if (!text)
        print ".PP"
    text = 1
    tagged = 0
    print plain($0)
}
