"""BM25 on character 4-grams, within one language.

Words alone fail for Finnish inflection and Swedish compounds; pieces of words meet across both, and forgive a typing error or a missing
diacritic. Lexical scores are never compared across languages: a borrowed name would outweigh the meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.text.normal import words

N = 4


def grams(text: str) -> list[str]:
    """Overlapping 4-grams of every folded word with its borders; a shorter word is one gram."""
    out = []
    for word in words(text):
        padded = f"_{word}_"
        out += [padded[i : i + N] for i in range(max(1, len(padded) - N + 1))]
    return out


class LexicalIndex:
    """BM25 over a fixed list of texts."""

    def __init__(self, engine: bm25s.BM25 | None, size: int) -> None:
        self._engine, self._size = engine, size

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts; their order is the order of the scores."""
        tokens = [grams(text) or ["_"] for text in texts]
        if not tokens:
            return cls(None, 0)
        engine = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
        engine.index(tokens, show_progress=False)
        return cls(engine, len(tokens))

    def scores(self, query: str) -> NDArray[np.float32]:
        """A score a text, 0 where nothing is shared; shape (number of texts,)."""
        if self._engine is None:
            return np.zeros(self._size, dtype=np.float32)
        known = [gram for gram in dict.fromkeys(grams(query)) if gram in self._engine.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._engine.get_scores(known), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write to a folder of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._engine is not None:
            self._engine.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> LexicalIndex:
        """Read what ``save`` wrote; ``size`` is the number of texts."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False) if size else None, size)
