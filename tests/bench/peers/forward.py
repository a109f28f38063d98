# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""GPT-2's forward pass in PyTorch, keeping what Headscope's trace keeps: states, attention,
activations, logits, and patterns and messages of all heads. Nothing else is computed, and weights
are laid out beforehand as each product likes them best."""

import math

import torch
import torch.nn.functional as F


class Gpt2:
    def __init__(self, checkpoint):
        config = checkpoint.config
        self.layers = config["n_layer"]
        self.heads = config["n_head"]
        self.width = config["n_embd"]
        self.head_size = self.width // self.heads
        self.epsilon = config["layer_norm_epsilon"]
        self.embedding = torch.from_numpy(checkpoint["wte.weight"])
        self.positions = torch.from_numpy(checkpoint["wpe.weight"])
        self.final = self._pair(checkpoint, "ln_f")
        self.blocks = []
        for layer in range(self.layers):
            block = {}
            for part in ("ln_1", "attn.c_attn", "attn.c_proj", "ln_2", "mlp.c_fc", "mlp.c_proj"):
                block[part] = self._pair(checkpoint, f"h.{layer}.{part}")
            weight = block["attn.c_attn"][0]
            query = weight[:, : self.width].reshape(self.width, self.heads, self.head_size)
            # (H, d, D): a pattern is key W_Q^T, a message value W_O.
            block["query_view"] = query.permute(1, 2, 0)
            block["query"] = block["query_view"].contiguous()
            block["output"] = block["attn.c_proj"][0].view(self.heads, self.head_size, self.width)
            self.blocks.append(block)

    @staticmethod
    def _pair(checkpoint, name):
        return (torch.from_numpy(checkpoint[name + ".weight"]),
                torch.from_numpy(checkpoint[name + ".bias"]))

    def run(self, ids, products):
        """All arrays of the trace; `products` is one of PRODUCTS."""
        count = len(ids)
        keep = {"resid": [], "attn": [], "act": [], "pattern": [], "message": []}
        x = self.embedding[ids] + self.positions[:count]
        later = torch.full((count, count), -math.inf).triu_(1)
        for block in self.blocks:
            keep["resid"].append(x)
            x = self._attention(block, x, later, products, keep)
            n = F.layer_norm(x, (self.width,), *block["ln_2"], self.epsilon)
            weight, bias = block["mlp.c_fc"]
            act = F.gelu(torch.addmm(bias, n, weight), approximate="tanh")
            keep["act"].append(act)
            weight, bias = block["mlp.c_proj"]
            x = x + torch.addmm(bias, act, weight)
        keep["resid"].append(x)
        n = F.layer_norm(x, (self.width,), *self.final, self.epsilon)
        keep["logits"] = n @ self.embedding.T
        return keep

    def _attention(self, block, x, later, products, keep):
        count = x.shape[0]
        n = F.layer_norm(x, (self.width,), *block["ln_1"], self.epsilon)
        weight, bias = block["attn.c_attn"]
        joint = torch.addmm(bias, n, weight).view(count, 3, self.heads, self.head_size)
        query, key, value = joint.permute(1, 2, 0, 3)  # each (H, T, d)
        scores = torch.baddbmm(later.expand(self.heads, count, count), query,
                               key.transpose(1, 2), alpha=1.0 / math.sqrt(self.head_size))
        attention = torch.softmax(scores, -1)
        keep["attn"].append(attention)
        keep["pattern"].append(products(key, block["query"], block["query_view"]))
        keep["message"].append(products(value, block["output"], block["output"]))
        mixed = torch.bmm(attention, value).transpose(0, 1).reshape(count, self.width)
        weight, bias = block["attn.c_proj"]
        return x + torch.addmm(bias, mixed, weight)


def by_bmm(rows, weight, _view):
    return torch.bmm(rows, weight)


def by_bmm_of_copies(rows, weight, _view):
    return torch.bmm(rows.contiguous(), weight)


def by_einsum(rows, _weight, view):
    return torch.einsum("htd,hdw->htw", rows, view)


def by_loop(rows, weight, _view):
    result = torch.empty(rows.shape[0], rows.shape[1], weight.shape[2])
    for head in range(rows.shape[0]):
        torch.mm(rows[head], weight[head], out=result[head])
    return result


# The ways tried for patterns and messages; the fastest is the one that counts.
PRODUCTS = {"bmm": by_bmm, "bmm of copies": by_bmm_of_copies, "einsum": by_einsum,
            "product by product": by_loop}
