#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does Headscope's work with PyTorch and FAISS on the same checkpoint, two threads each, and writes
the times in the form of Google Benchmark's JSON. With --check, results are compared first, so that
what is timed is the same work."""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import faiss
    import numpy
    import torch
except ImportError as missing:
    sys.exit(f"peers.py: {sys.executable} has no module {missing.name}; "
             "packaging/install-deps.sh --bench installs what is missing for /usr/bin/python3")

from checkpoint import Checkpoint, read_safetensors
from forward import PRODUCTS, Gpt2
from search import FaissSearch, TorchSearch, normalised

THREADS = 2


def prompt_ids(model, count):
    """The first token, then random words."""
    words = model.embedding.shape[0] - 1
    random = numpy.random.default_rng(count)
    return [words] + random.integers(0, words, count - 1).tolist()


def seconds(work):
    start = time.perf_counter()
    result = work()
    elapsed = time.perf_counter() - start
    del result  # given back outside the time
    return elapsed


def fastest(ways, work, tries=2):
    """The name of the way that was fastest once."""
    return min(ways, key=lambda way: min(seconds(lambda: work(way)) for _ in range(tries)))


class Rows:
    """What was measured, as Google Benchmark writes it."""

    def __init__(self):
        self.benchmarks = []

    def add(self, name, peer, samples, how):
        milliseconds = 1e3 * statistics.median(samples)
        print(f"{name:<24} {peer:<8} {milliseconds:10.1f} ms   {how}", flush=True)
        for sample in samples:
            self.benchmarks.append({"name": name, "peer": peer, "run_type": "iteration",
                                    "real_time": 1e3 * sample, "time_unit": "ms",
                                    "label": how})


def measure_forward(model, rows, lengths, repetitions):
    for count in lengths:
        ids = torch.tensor(prompt_ids(model, count))
        way = fastest(PRODUCTS, lambda name: model.run(ids, PRODUCTS[name]))
        samples = [seconds(lambda: model.run(ids, PRODUCTS[way])) for _ in range(repetitions)]
        rows.add(f"forward/T:{count}", "PyTorch", samples, way)


def head_vectors(model, count):
    """Patterns and messages of all layers and heads of a prompt, (2 L H T, D), normalised."""
    keep = model.run(torch.tensor(prompt_ids(model, count)), PRODUCTS["bmm"])
    vectors = torch.cat([part.reshape(-1, model.width)
                         for part in keep["pattern"] + keep["message"]])
    return normalised(vectors)


def measure_search(model, rows, lengths, repetitions, with_faiss):
    words = normalised(model.embedding)
    by_torch, by_faiss = TorchSearch(words), FaissSearch(words) if with_faiss else None
    blocks = None
    for count in lengths:
        vectors = head_vectors(model, count)
        if blocks is None:
            # The fewest vectors decide on the blocks; more of them want the same.
            few = vectors[:2304]
            blocks = (fastest(TorchSearch.BLOCKS, lambda block: by_torch.run(few, block)),
                      fastest(FaissSearch.BLOCKS, lambda block: by_faiss.run(few.numpy(), block))
                      if by_faiss else None)
        times = repetitions if len(vectors) < 10000 else 1
        rows.add(f"lens/prompt/T:{count}", "PyTorch",
                 [seconds(lambda: by_torch.run(vectors, blocks[0])) for _ in range(times)],
                 f"blocks {blocks[0]}")
        if by_faiss:
            array = vectors.numpy()
            rows.add(f"lens/prompt/T:{count}", "FAISS",
                     [seconds(lambda: by_faiss.run(array, blocks[1])) for _ in range(times)],
                     f"blocks {blocks[1]}")


def check(condition, sentence):
    if not condition:
        sys.exit(f"peers.py: results differ: {sentence}")


def check_trace(model, folder, program, count):
    """Every array of Headscope's trace against PyTorch's, relative to the array's size."""
    ids = prompt_ids(model, count)
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / "trace.safetensors"
        subprocess.run([program, "trace", "--model", folder, "--ids", ",".join(map(str, ids)),
                        "--out", file], check=True)
        ours = read_safetensors(file)
    keep = model.run(torch.tensor(ids), PRODUCTS["bmm"])
    worst = 0.0
    for name, array in ours.items():
        part, _, layer = name.partition(".")
        if part not in keep:
            continue
        theirs = (keep[part][int(layer)] if layer else keep[part]).numpy()
        check(theirs.shape == array.shape, f"{name} is {array.shape} and {theirs.shape}")
        worst = max(worst, float(abs(theirs - array).max() / (abs(array).max() + 1e-30)))
    # Both add up in float32, in different order.
    check(worst < 2e-4, f"an array of the trace at T = {count} by {worst:.2g} of its size")
    print(f"trace at T = {count}: {len(ours)} arrays, largest difference {worst:.1e} of the size")


def check_words(model, folder, program, places):
    """Top ten by plain cosine: the same ids from Headscope, PyTorch and FAISS."""
    words = normalised(model.embedding)
    by_torch, by_faiss = TorchSearch(words), FaissSearch(words)
    ids = prompt_ids(model, 8)
    keep = model.run(torch.tensor(ids), PRODUCTS["bmm"])
    compared = 0
    for what in ("pattern", "message"):
        for layer, head in places:
            answer = subprocess.run(
                [program, "lens", "--model", folder, "--ids", ",".join(map(str, ids)), "--what",
                 what, "--layer", str(layer), "--head", str(head), "--space", "raw", "--metric",
                 "cosine", "--keep-fragments", "--keep-bias", "--json"],
                check=True, capture_output=True, text=True).stdout
            ours = [json.loads(line) for line in answer.splitlines()]
            vectors = normalised(keep[what][layer][head])
            for name, (scores, found) in (
                    ("PyTorch", by_torch.run(vectors, TorchSearch.BLOCKS[0])),
                    ("FAISS", by_faiss.run(vectors.numpy(), FaissSearch.BLOCKS[0]))):
                for cell, best, which in zip(ours, scores, found):
                    # Words whose scores are equal to rounding may change places.
                    same = cell["ids"] == list(which) or max(
                        abs(a - b) for a, b in zip(cell["scores"], best)) < 2e-6
                    check(same, f"words of the {what} of head {layer}.{head}, {name}")
                    compared += 1
    print(f"words: {compared} lists of ten compared, all the same")


def numbers(text):
    return [int(number) for number in text.split(",") if number]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="the folder that make_bench_model made")
    parser.add_argument("--forward", type=numbers, default=[], metavar="T,...",
                        help="time the forward pass at these lengths")
    parser.add_argument("--search", type=numbers, default=[], metavar="T,...",
                        help="time the search for all patterns and messages at these lengths")
    parser.add_argument("--no-faiss", action="store_true", help="PyTorch only")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--check", metavar="HEADSCOPE_CLI",
                        help="compare results with this program's first")
    parser.add_argument("--out", help="write the times here, as JSON")
    options = parser.parse_args()

    torch.set_num_threads(THREADS)
    torch.set_grad_enabled(False)
    faiss.omp_set_num_threads(THREADS)
    model = Gpt2(Checkpoint(options.model))
    if options.check:
        check_trace(model, options.model, options.check, 8)
        check_trace(model, options.model, options.check, 64)
        check_words(model, options.model, options.check,
                    sorted({(0, 0), (model.layers // 2, 1), (model.layers - 1, model.heads - 1)}))
    rows = Rows()
    measure_forward(model, rows, options.forward, options.repetitions)
    if options.search:
        measure_search(model, rows, options.search, options.repetitions, not options.no_faiss)
    if options.out:
        versions = {"torch": torch.__version__, "faiss": faiss.__version__,
                    "numpy": numpy.__version__}
        text = json.dumps({"context": versions, "benchmarks": rows.benchmarks}, indent=1)
        pathlib.Path(options.out).write_text(text + "\n")


if __name__ == "__main__":
    main()
