"""The model as a network that can learn, with the four bits of its weights in view.

What is learnt must outlive the rounding to sixteen levels: a weight that moves by less than half a level would be rounded back to where it
was. So every pass goes through the rounded weights, and the slopes go to the unrounded ones as if there were no rounding (the
straight-through estimator of Bengio et al., 2013). Biases and layer norms are 32-bit numbers in the file and need none of this.
Pooling is the mean over a text's pieces, scaled to unit length, as in multilingual-e5.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

from index.tuning.packed import BLOCK, LEVELS, Packed

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
FAR = -1e4


def rounded(weights: Any) -> Any:
    """Weights at the levels that the file can keep; slopes pass through."""
    with torch.no_grad():
        rows = weights.reshape(-1, BLOCK)
        farthest = rows.gather(1, rows.abs().argmax(1, keepdim=True))
        scale = (farthest / -LEVELS).half().float()
        levels = torch.clamp(torch.floor(rows / torch.where(scale == 0, 1.0, scale) + LEVELS + 0.5), 0, 15) - LEVELS
        kept = (levels * scale).reshape(weights.shape)
    return weights + (kept - weights).detach()


class Network:
    """The twelve layers over the fixed vectors of the pieces. ``parameters`` are named as the tensors of the file."""

    def __init__(self, model: Packed) -> None:
        self.model = model
        self.parameters: dict[str, Any] = {}
        self._add("emb.ln.w")
        self._add("emb.ln.b")
        for layer in range(model.layers):
            for name in MATRICES:
                columns = model.inner if name == "fo" else model.width
                self._add(f"l{layer}.{name}.w", columns)
                self._add(f"l{layer}.{name}.b")
            for name in ("aln", "oln"):
                self._add(f"l{layer}.{name}.w")
                self._add(f"l{layer}.{name}.b")
        self._pieces = torch.tensor(model.array("emb.word", model.width))
        self._places = torch.tensor(model.array("emb.pos", model.width) + model.array("emb.type")[: model.width])
        self.ready: dict[str, Any] = {}

    def _add(self, name: str, columns: int | None = None) -> None:
        self.parameters[name] = torch.tensor(self.model.array(name, columns)).requires_grad_()

    def matrices(self) -> list[Any]:
        """The parameters that are kept in four bits."""
        return [p for p in self.parameters.values() if p.dim() == 2]

    def others(self) -> list[Any]:
        """Biases and layer norms."""
        return [p for p in self.parameters.values() if p.dim() == 1]

    def round(self) -> None:
        """Round the weights for the next passes; once a step, after the weights have moved."""
        self.ready = {name: (rounded(p) if p.dim() == 2 else p).bfloat16() for name, p in self.parameters.items() if "ln." not in name}

    def embed(self, texts: list[list[int]]) -> Any:
        """Unit vectors of texts given as numbers, shape (texts, width). Short and long ones go apart, which saves empty places."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        halves = [half for half in (order[: len(order) // 2], order[len(order) // 2 :]) if half]
        vectors = torch.cat([self._pass([texts[n] for n in half]) for half in halves])
        return vectors[torch.argsort(torch.tensor([n for half in halves for n in half]))]

    def _pass(self, texts: list[list[int]]) -> Any:
        longest = max(map(len, texts))
        numbers = torch.tensor([[*text, *[0] * (longest - len(text))] for text in texts])
        there = torch.tensor([[True] * len(text) + [False] * (longest - len(text)) for text in texts])
        x = self._level(self._pieces[numbers] + self._places[:longest], self.parameters["emb.ln.w"], self.parameters["emb.ln.b"])
        hidden = torch.zeros(len(texts), 1, 1, longest).masked_fill(~there[:, None, None, :], FAR)
        for layer in range(self.model.layers):
            x = self._layer(f"l{layer}.", x, hidden)
        weight = there[:, :, None].float()
        return functional.normalize((x * weight).sum(1) / weight.sum(1), dim=1)

    def _layer(self, name: str, x: Any, hidden: Any) -> Any:
        count, longest, width = x.shape

        def through(values: Any, matrix: str) -> Any:
            return functional.linear(values.bfloat16(), self.ready[f"{name}{matrix}.w"], self.ready[f"{name}{matrix}.b"])

        def norm(values: Any, which: str) -> Any:
            return self._level(values, self.parameters[f"{name}{which}.w"], self.parameters[f"{name}{which}.b"])

        each = width // self.model.heads
        asked, offered, told = (through(x, m).view(count, longest, self.model.heads, each).transpose(1, 2) for m in ("q", "k", "v"))
        heard = ((asked @ offered.transpose(2, 3)).float() * each**-0.5 + hidden).softmax(-1).bfloat16() @ told
        x = norm(x + through(heard.transpose(1, 2).reshape(x.shape), "ao").float(), "aln")
        return norm(x + through(functional.gelu(through(x, "fi")), "fo").float(), "oln")

    def _level(self, values: Any, weight: Any, bias: Any) -> Any:
        return functional.layer_norm(values.float(), (self.model.width,), weight, bias, self.model.epsilon)

    def packed(self) -> bytes:
        """The model file with what was learnt."""
        return self.model.with_arrays({name: p.detach().numpy() for name, p in self.parameters.items()})
