"""BM25 on character 4-grams, within one language.

Words alone fail for Finnish inflection and Swedish compounds; pieces of words meet across both, and forgive a typing error or a missing
diacritic. Lexical scores are never compared across languages: a borrowed name would outweigh the meaning.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.text.likeness import grams
from corpus.text.normal import words


class Coverage:
    """How much of a question's wording stands in what a target says.

    A question about a member's telephone number is near in meaning to the list of members; that no text of it speaks of telephones is told
    by the words. Rare pieces of words weigh more (inverse document frequency over the targets).
    """

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self._grams = {target: {gram for text in listed for gram in grams(text)} for target, listed in texts.items()}
        counts = Counter(gram for found in self._grams.values() for gram in found)
        self._rarity = {gram: math.log(1 + len(texts) / n) for gram, n in counts.items()}
        self._unknown = math.log(1 + len(texts)) if texts else 1.0

    def share(self, text: str, target: str, ignore: frozenset[str] = frozenset()) -> float:
        """Between 0 and 1: the weight of the question's word pieces that the target has. ``ignore`` are words that say nothing."""
        asked = {gram for word in words(text) if word not in ignore for gram in grams(word)}
        weights = {gram: self._rarity.get(gram, self._unknown) for gram in asked}
        whole = sum(weights.values())
        found = self._grams.get(target, set())
        return sum(weight for gram, weight in weights.items() if gram in found) / whole if whole else 0.0


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
