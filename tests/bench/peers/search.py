# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ten nearest words by cosine in PyTorch (product and topk) and FAISS (IndexFlatIP): plain
searches over one normalised vocabulary, without Headscope's filters, statistics and norms per
layer."""

import faiss
import numpy
import torch

TOP = 10


def normalised(rows):
    return torch.nn.functional.normalize(rows, dim=1)


class TorchSearch:
    # Vectors and words of one product. More than this at once costs memory and no longer pays.
    BLOCKS = ((256, None), (768, None), (2304, None), (2304, 8192), (4608, 4096))

    def __init__(self, vocabulary):
        self.words = vocabulary

    def run(self, vectors, block):
        rows, words = block
        scores = numpy.empty((len(vectors), TOP), numpy.float32)
        ids = numpy.empty((len(vectors), TOP), numpy.int64)
        for first in range(0, len(vectors), rows):
            best, which = self._block(vectors[first : first + rows], words)
            scores[first : first + rows] = best
            ids[first : first + rows] = which
        return scores, ids

    def _block(self, vectors, words):
        if words is None:
            return torch.topk(vectors @ self.words.T, TOP)
        found = []
        for first in range(0, len(self.words), words):
            best, which = torch.topk(vectors @ self.words[first : first + words].T, TOP)
            found.append((best, which + first))
        best, where = torch.topk(torch.cat([pair[0] for pair in found], 1), TOP)
        return best, torch.cat([pair[1] for pair in found], 1).gather(1, where)


class FaissSearch:
    # Vectors and words of one product; the first pair is FAISS's own choice.
    BLOCKS = ((4096, 1024), (4096, 4096))

    def __init__(self, vocabulary):
        self.index = faiss.IndexFlatIP(vocabulary.shape[1])
        self.index.add(vocabulary.numpy())

    def run(self, vectors, block):
        faiss.cvar.distance_compute_blas_query_bs = block[0]
        faiss.cvar.distance_compute_blas_database_bs = block[1]
        return self.index.search(vectors, TOP)
