# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""coverage.py BUILD PAGE: puts a table of the lines of core and app that were run between the two marks of the page, from
what gcov says of the counts in BUILD/counts, a folder for each test (programs that are linked from other parts cannot add
their counts up). A line was run where any of its counts is not zero: two threads that count at once may leave a wrong
count, and gcov then derives others below zero from it."""
import collections
import json
import pathlib
import subprocess
import sys

build, page = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
top = pathlib.Path.cwd()
runs = {}  # (file, line) -> whether it was run


def read(counts):
    said = subprocess.run(["gcov", "--json-format", "--stdout", *counts], cwd=build, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout
    for document in said.splitlines():
        result = json.loads(document)
        for file in result["files"]:
            path = (pathlib.Path(result["current_working_directory"]) / file["file"]).resolve()
            if not path.is_relative_to(top / "core") and not path.is_relative_to(top / "app"):
                continue
            for line in file["lines"]:
                key = str(path.relative_to(top)), line["line_number"]
                runs[key] = runs.get(key, False) or line["count"] != 0


notes = sorted(path for folder in ("core", "app") for path in (build / folder).rglob("*.gcno"))
read([path.with_suffix(".gcda") for path in notes])  # no counts there: all lines, none of them run
for test in sorted((build / "counts").iterdir()):
    counts = []
    for path in notes:
        own = (test / path.relative_to("/")).with_suffix(".gcda")
        if own.exists():
            own.with_suffix(".gcno").unlink(missing_ok=True)
            own.with_suffix(".gcno").symlink_to(path)
            counts.append(own)
    if counts:
        read(counts)

files = collections.defaultdict(lambda: [0, 0])
for (name, _), run in runs.items():
    files[name][0] += run
    files[name][1] += 1
folders = collections.defaultdict(lambda: [0, 0])
for name, (covered, total) in files.items():
    parts = name.split("/")
    for key in ("/".join(parts[:2]) if len(parts) > 2 else parts[0], "core and app"):
        folders[key][0] += covered
        folders[key][1] += total


def row(name, covered, total):
    return f"| {name} | {total:,} | {covered:,} | {100 * covered / total:.1f} % |"


least = sorted((covered - total, name, total) for name, (covered, total) in files.items())
table = ["| folder | lines | run by tests | share |", "| --- | ---: | ---: | ---: |"]
table += [row(name, *folders[name]) for name in sorted(folders) if name != "core and app"]
table += [row("**core and app**", *folders["core and app"]), ""]
table += ["Files with the most lines that no test of theirs runs:", "", "| file | not run | of |", "| --- | ---: | ---: |"]
table += [f"| {name} | {-missed} | {total} |" for missed, name, total in least[:15]]
begin, end = "<!-- packaging/coverage.sh writes from here -->", "<!-- to here -->"
text = open(page).read()
start, stop = text.index(begin) + len(begin), text.index(end)
open(page, "w").write(text[:start] + "\n" + "\n".join(table) + "\n" + text[stop:])
covered, total = folders["core and app"]
print(f"core and app: {100 * covered / total:.1f} % of {total:,} lines")
sys.exit(0 if covered > 0.9 * total else 1)
