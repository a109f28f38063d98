# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmarks' model as NumPy arrays that lie in the mapped file, as Headscope maps it."""

import json
import pathlib
import struct

import numpy


class Checkpoint:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.config = json.loads((folder / "config.json").read_text())
        file = folder / "model.safetensors"
        with open(file, "rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            header = json.loads(stream.read(length))
        header.pop("__metadata__", None)
        # Copy on write: torch warns of memory that cannot be written, and nothing is written.
        data = numpy.memmap(file, dtype=numpy.uint8, mode="c", offset=8 + length)
        self.arrays = {}
        for name, entry in header.items():
            if entry["dtype"] != "F32":
                raise ValueError(f"{file}: {name} is {entry['dtype']}; the peers read F32")
            begin, end = entry["data_offsets"]
            self.arrays[name] = data[begin:end].view(numpy.float32).reshape(entry["shape"])

    def __getitem__(self, name):
        return self.arrays[name]


def read_safetensors(file):
    """All arrays of a trace that headscope-cli wrote."""
    with open(file, "rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        header = json.loads(stream.read(length))
        data = stream.read()
    arrays = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        arrays[name] = numpy.frombuffer(data[begin:end], numpy.float32).reshape(entry["shape"])
    return arrays
