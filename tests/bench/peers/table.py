#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One table out of the JSON files of one run of run.sh: table.py FOLDER"""

import json
import pathlib
import statistics
import sys

# Kinds of bars, as tests/bench/support/bench.h numbers them.
NO_BAR, TIMES_FLOOR, AT_MOST, TIMES_PEER = range(4)


def read_entries(file):
    try:
        return json.loads(file.read_text())["benchmarks"]
    except ValueError:
        # A program that was ended early leaves half a file.
        print(f"table.py: {file} is not complete and left out", file=sys.stderr)
        return []


class Run:
    """All samples of one run by work, ours and the peers'."""

    def __init__(self, folder):
        self.ours = {}   # name -> list of Google Benchmark's entries
        self.peers = {}  # (name, peer) -> {how the threads wait: list of milliseconds}
        self.flops = self.bandwidth = 0.0
        for file in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns):
            for entry in read_entries(file):
                if entry.get("run_type") != "iteration" or entry.get("error_occurred"):
                    continue
                if "peer" in entry:
                    wait = file.name.split("-")[1]
                    by_wait = self.peers.setdefault((entry["name"], entry["peer"]), {})
                    by_wait.setdefault(wait, []).append(entry["real_time"])
                    continue
                # Google Benchmark appends its own settings to the name.
                name = entry["name"].split("/iterations:")[0]
                self.ours.setdefault(name, []).append(entry)
                self.flops = max(self.flops, entry.get("flops", 0.0))
                self.bandwidth = max(self.bandwidth, entry.get("bandwidth", 0.0))

    def peer(self, name, peer):
        """The peer's better median of the ways to wait, or None."""
        by_wait = self.peers.get((name, peer))
        return min(map(statistics.median, by_wait.values())) if by_wait else None

    def floor(self, entry):
        if entry["floor"] > 0.0:
            return entry["floor"]
        if self.flops == 0.0 or self.bandwidth == 0.0:
            return None
        seconds = max(entry["operations"] / self.flops, entry["bytes"] / self.bandwidth)
        return 1e3 * seconds or None


def number(value, unit="ms"):
    if value is None:
        return "-"
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"


def verdict(entry, value, worst, floor, torch, faiss):
    """The bar in words, and whether it is met ("median": by the median, not by the worst); a search
    must be ahead of FAISS besides."""
    kind, bar = int(entry["bar_kind"]), entry["bar"]
    if kind == TIMES_FLOOR and floor:
        limit, text = bar * floor, f"{bar:g} x floor"
        if faiss is not None:
            limit, text = min(limit, faiss), text + ", FAISS"
    elif kind == AT_MOST:
        limit, text = bar, f"{bar:g} {entry['label']}"
    elif kind == TIMES_PEER and torch is not None:
        limit, text = bar * torch, f"{bar:g} x PyTorch"
    else:
        return "-", "-"
    if value > limit:
        return text, "NO"
    return text, "median" if entry["bar_of_worst"] and worst > limit else "yes"


def lines(run):
    yield "work", "ours", "99 %", "worst", "PyTorch", "FAISS", "floor", "ours/floor", "bar", "met"
    for name, entries in run.ours.items():
        entry = entries[0]
        unit = entry["label"]
        # Of 99 % and worst, too, the median over the rounds: one hiccup of the machine is not the
        # program's.
        value, most, worst = (statistics.median(e[key] for e in entries)
                              for key in ("median", "p99", "worst"))
        spread = [number(most, unit), number(worst, unit)] if entry["bar_of_worst"] else ["-", "-"]
        torch, faiss = run.peer(name, "PyTorch"), run.peer(name, "FAISS")
        floor = run.floor(entry)
        yield (name, number(value, unit), *spread, number(torch), number(faiss),
               number(floor, unit), f"{value / floor:.2f}" if floor else "-",
               *verdict(entry, value, worst, floor, torch, faiss))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: table.py FOLDER")
    run = Run(pathlib.Path(sys.argv[1]))
    if not run.ours:
        sys.exit(f"table.py: no figures in {sys.argv[1]}")
    table = list(lines(run))
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for index, row in enumerate(table):
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width)
                                             for cell, width in zip(row[1:], widths[1:])]
        print("| " + " | ".join(cells) + " |")
        if index == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(f"\nfloors: product of 2048-cubed {run.flops * 1e-9:.0f} GFLOP/s, "
          f"reading {run.bandwidth * 1e-9:.1f} GB/s")


if __name__ == "__main__":
    main()
