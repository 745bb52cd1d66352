"""An encoder that remembers: peers cut the same texts in many ways, and most of their time would go into embedding them anew.

Vectors of chunks are kept by the hash of their text in a shelf of their own (a build rewrites the index's), and read from the index's
shelves where they stand there; questions are kept for as long as the process lives. What is read back from a shelf is rounded a little, so
new vectors are rounded the same way: a first run and a second one give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoders.base import Encoder, Vectors
from index.passages import Unit
from index.vectors import SHIPPED, KeptVectors, rounded, shelf_name

BATCH = 32
# Chunks of corpora that are gone are let go when there are this many.
MOST = 60_000


class KeptEncoder:
    """An ``Encoder`` over another one. ``folder`` is where the user's shelves lie; without it nothing is read or written."""

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self.id, self.dimension, self.max_tokens = encoder.id, encoder.dimension, encoder.max_tokens
        self._encoder = encoder
        name = shelf_name(encoder.id)
        self._path = folder / f"peers-{name}" if folder else None
        self._own = KeptVectors.load(self._path) if self._path else KeptVectors()
        self._shelves = [self._own, *(KeptVectors.load(place / name) for place in (folder, SHIPPED) if folder and place)]
        self._new: dict[str, Vectors] = {}
        self._used: set[str] = set()
        self._questions: dict[str, Vectors] = {}

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, one row each."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._questions]
        if missing:
            self._questions |= dict(zip(missing, self._encoder.queries(missing), strict=True))
        return np.stack([self._questions[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of chunks, one row each."""
        keys = [Unit("", "passage", "", text, "").key for text in texts]
        found = {key: vector for key in keys if (vector := self._known(key)) is not None}
        rows = list({key: text for key, text in zip(keys, texts, strict=True) if key not in found}.items())
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            vectors = rounded(self._encoder.passages([text for _, text in batch]))
            self._new |= dict(zip([key for key, _ in batch], vectors, strict=True))
        self._used |= set(keys)
        return np.stack([found[key] if key in found else self._new[key] for key in keys])

    def _known(self, key: str) -> Vectors | None:
        if key in self._new:
            return self._new[key]
        return next((shelf.get(key) for shelf in self._shelves if key in shelf), None)

    def count_tokens(self, text: str) -> int:
        """Tokens of a text as the encoder counts them."""
        return self._encoder.count_tokens(text)

    def save(self) -> None:
        """Write what was embedded to the shelf."""
        if not self._path or not self._new:
            return
        keys = [*self._own.keys(), *self._new]
        if len(keys) > MOST:
            keys = [key for key in keys if key in self._used]
        KeptVectors.save(self._path, keys, np.stack([self._new[key] if key in self._new else self._own.get(key) for key in keys]))
