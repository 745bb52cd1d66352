"""What an encoder is: the one interface between us and any model.

Vectors are float32 with unit length, so a dot product is a cosine. ``id`` names model and version: vectors of two ids are never mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.text.normal import clean

Vectors = NDArray[np.float32]

# A question longer than this is refused before it gets here; a passage is cut by tokens. The bound is a second wall: the embedded
# encoder takes half a minute for 100 KB.
MAX_CHARACTERS = 4_000


class Encoder(Protocol):
    """Turns questions and passages into vectors of one space."""

    id: str
    dimension: int
    max_tokens: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension)."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the encoder's own tokens a passage takes."""
        ...


def bounded(texts: Sequence[str]) -> list[str]:
    """Texts that no encoder chokes on: no NUL (the rest would be dropped in silence), no lone surrogates, not empty, not endless."""
    return [clean(text[:MAX_CHARACTERS]) or "-" for text in texts]


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to unit length, float32."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)
