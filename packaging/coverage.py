# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""coverage.py SUMMARY.json PAGE: puts the table of gcovr's summary between the two marks of the page."""
import collections
import json
import sys

summary, page = sys.argv[1:]
lines = collections.defaultdict(lambda: [0, 0])
least = []
for file in json.load(open(summary))["files"]:
    name, total, covered = file["filename"], file["line_total"], file["line_covered"]
    folder = "/".join(name.split("/")[:2]) if name.count("/") > 1 else name.split("/")[0]
    for key in (folder, "core and app"):
        lines[key][0] += covered
        lines[key][1] += total
    if total - covered >= 8:
        least.append((total - covered, total, name))


def row(name, covered, total):
    return f"| {name} | {total:,} | {covered:,} | {100 * covered / total:.1f} % |"


table = ["| folder | lines | run by tests | share |", "| --- | ---: | ---: | ---: |"]
table += [row(name, *lines[name]) for name in sorted(lines) if name != "core and app"]
table += [row("**core and app**", *lines["core and app"]), ""]
table += ["Files with the most lines that no test of theirs runs:", ""]
table += ["| file | not run | of |", "| --- | ---: | ---: |"]
table += [f"| {name} | {missed} | {total} |" for missed, total, name in sorted(least, key=lambda f: (-f[0], f[2]))[:15]]
begin, end = "<!-- packaging/coverage.sh writes from here -->", "<!-- to here -->"
text = open(page).read()
start, stop = text.index(begin) + len(begin), text.index(end)
open(page, "w").write(text[:start] + "\n" + "\n".join(table) + "\n" + text[stop:])
covered, total = lines["core and app"]
print(f"core and app: {100 * covered / total:.1f} % of {total:,} lines")
sys.exit(0 if covered > 0.9 * total else 1)
