"""BM25 on character 4-grams, within one language.

Words alone fail for Finnish inflection and Swedish compounds; pieces of words meet across both, and forgive a typing error or a missing
diacritic. Lexical scores are never compared across languages: a borrowed name would outweigh the meaning.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from corpus.text.likeness import grams, word_grams
from corpus.text.normal import words
from index.passages import Unit
from index.vectors import UNREADABLE

COVERAGE = "wording"


class Coverage:
    """How much of a question's wording stands in what a target says: its passages, sentences and expected questions together.

    A question about a member's telephone number is near in meaning to the list of members; that no text of it speaks of telephones is told
    by the words. Rare pieces of words weigh more (inverse document frequency over the targets).
    """

    def __init__(self, targets: Sequence[str], pieces: Sequence[str], starts: NDArray[np.int64], rows: NDArray[np.int32]) -> None:
        """``rows[starts[n]:starts[n + 1]]`` are the targets that have the n-th piece."""
        self.targets, self._pieces, self._starts, self._rows = list(targets), list(pieces), starts, rows
        self._row = {target: row for row, target in enumerate(self.targets)}
        self._place = {piece: place for place, piece in enumerate(self._pieces)}
        self._unknown = math.log(1 + len(self.targets)) if self.targets else 1.0

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Coverage:
        """Made from all texts of the targets."""
        texts: dict[str, list[str]] = {}
        for unit in units:
            texts.setdefault(unit.target, []).append(unit.text)
        having: dict[str, list[int]] = {}
        cut = lru_cache(maxsize=None)(word_grams)
        for row, listed in enumerate(texts.values()):
            for gram in {gram for word in set(words("\n".join(listed))) for gram in cut(word)}:
                having.setdefault(gram, []).append(row)
        pieces = sorted(having)
        starts = np.cumsum([0, *(len(having[piece]) for piece in pieces)], dtype=np.int64)
        return cls(list(texts), pieces, starts, np.fromiter((row for piece in pieces for row in having[piece]), dtype=np.int32))

    def save(self, folder: Path, language: str) -> None:
        """Write it into a build folder."""
        (folder / COVERAGE).mkdir(exist_ok=True)
        targets, pieces = (np.array("\n".join(texts)) for texts in (self.targets, self._pieces))
        np.savez(folder / COVERAGE / f"{language}.npz", targets=targets, pieces=pieces, starts=self._starts, rows=self._rows)

    @classmethod
    def load(cls, folder: Path, language: str) -> Coverage:
        """Read what ``save`` wrote. Raises ``BuildIndex`` where it is damaged."""
        try:
            with np.load(folder / COVERAGE / f"{language}.npz", allow_pickle=False) as kept:
                targets, pieces = (str(kept[name]).splitlines() for name in ("targets", "pieces"))
                return cls(targets, pieces, kept["starts"], kept["rows"])
        except UNREADABLE as error:
            raise BuildIndex(f"The wording of {language} cannot be read.") from error

    def shares(self, text: str, ignore: frozenset[str] = frozenset()) -> NDArray[np.float32]:
        """A share a target, between 0 and 1: the weight of the question's word pieces that it has; shape (number of targets,).

        ``ignore`` are words that say nothing.
        """
        asked = _pieces(text, ignore)
        found = np.zeros(len(self.targets), dtype=np.float32)
        whole = 0.0
        for gram in asked:
            place = self._place.get(gram)
            rows = None if place is None else self._rows[self._starts[place] : self._starts[place + 1]]
            weight = self._unknown if rows is None else math.log(1 + len(self.targets) / len(rows))
            whole += weight
            if rows is not None:
                found[rows] += weight
        return found / whole if whole else found

    def own(self, text: str, targets: Sequence[str], ignore: frozenset[str] = frozenset(), besides: int = 0) -> NDArray[np.float32]:
        """How much of the question's wording each of a few targets has for itself; shape (len(targets),), together at most 1.

        Every word piece counts alike and is shared out among those of them that have it: what stands in all of them tells none apart.
        ``ignore`` are words that say nothing; ``besides`` is how many pieces every question is taken to have besides its own: of a few
        words alone none says much.
        """
        asked = _pieces(text, ignore)
        rows = np.array([self._row.get(target, -1) for target in targets], dtype=np.int64)
        found = np.zeros(len(targets), dtype=np.float32)
        for place in [self._place[gram] for gram in asked if gram in self._place]:
            having = np.isin(rows, self._rows[self._starts[place] : self._starts[place + 1]])
            if having.any():
                found[having] += 1 / int(having.sum())
        return np.asarray(found / max(1, len(asked) + besides), dtype=np.float32)

    def share(self, text: str, target: str, ignore: frozenset[str] = frozenset()) -> float:
        """The share of one target; 0 for an unknown one."""
        row = self._row.get(target)
        return 0.0 if row is None else float(self.shares(text, ignore)[row])


def _pieces(text: str, ignore: frozenset[str]) -> set[str]:
    """The word pieces of a text without those of the words that say nothing."""
    return {gram for word in words(text) if word not in ignore for gram in grams(word)}


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
        """Read what ``save`` wrote; ``size`` is the number of texts. Raises ``BuildIndex`` where it is damaged."""
        try:
            return cls(bm25s.BM25.load(str(folder), show_progress=False) if size else None, size)
        except (*UNREADABLE, TypeError) as error:
            raise BuildIndex(f"The words of {folder.name} cannot be read.") from error
