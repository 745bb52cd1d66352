"""The texts of one kind in one language as they are scored: a row a text, a score a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors
from index.hits import Floats
from index.lexical import LexicalIndex
from index.passages import Unit


@dataclass(frozen=True)
class Shelf:
    """The texts of one kind in one language, grouped by target: units in order, group borders, vectors, words."""

    units: list[Unit]
    targets: list[str]
    starts: NDArray[np.int64]
    vectors: Vectors
    lexical: LexicalIndex

    @classmethod
    def of(cls, units: list[Unit], vectors: Vectors, lexical: LexicalIndex) -> Shelf:
        """Units of one target stand together (``index.passages`` yields them so)."""
        targets: list[str] = []
        starts: list[int] = []
        for row, unit in enumerate(units):
            if not targets or targets[-1] != unit.target:
                targets.append(unit.target)
                starts.append(row)
        return cls(units, targets, np.asarray(starts, dtype=np.int64), vectors, lexical)

    def best(self, scores: Floats) -> Floats:
        """The best score of each target; shape (number of targets,)."""
        return np.maximum.reduceat(scores, self.starts) if len(self.starts) else np.zeros(0, dtype=np.float32)

    def top(self, scores: Floats, count: int) -> Floats:
        """The mean of the best ``count`` scores of each target, of all where it has fewer; shape (number of targets,)."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.float32)
        sizes = np.diff(np.append(self.starts, len(scores)))
        group = np.repeat(np.arange(len(sizes)), sizes)
        left, total = scores.astype(np.float32), np.zeros(len(sizes), dtype=np.float32)
        # The best is taken out and the next looked for: for a few that is ten times as quick as sorting all.
        for taken in range(count):
            best = np.maximum.reduceat(left, self.starts)
            total += np.where(sizes > taken, best, 0.0)
            at_best = np.flatnonzero(left == best[group])
            left[at_best[np.unique(group[at_best], return_index=True)[1]]] = -np.inf
        return np.asarray(total / np.minimum(sizes, count), dtype=np.float32)

    def group(self, target: int) -> slice:
        """The rows of a target."""
        end = int(self.starts[target + 1]) if target + 1 < len(self.starts) else len(self.units)
        return slice(int(self.starts[target]), end)


def zscores(values: Floats) -> Floats:
    """Standard scores; all zero where nothing varies."""
    if len(values) == 0:
        return values
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


@dataclass(frozen=True)
class Raw:
    """The scores of one kind for one question: dense and lexical a unit, and z-scores a target."""

    shelf: Shelf
    dense: Floats
    lexical: Floats
    dense_z: Floats
    lexical_z: Floats
    best_dense: Floats


def raw(shelf: Shelf, vector: Vectors, text: str) -> Raw:
    """The scores of a shelf's texts for a question; ``vector`` has shape (dimension,)."""
    dense = shelf.vectors @ vector if len(shelf.units) else np.zeros(0, dtype=np.float32)
    lexical = shelf.lexical.scores(text)
    best = shelf.best(dense)
    return Raw(shelf, dense, lexical, zscores(best), zscores(shelf.best(lexical)), best)


@dataclass(frozen=True)
class Rows:
    """Where the targets of an index stand in a list of some of them: ``rows`` has -1 for one that is not there."""

    rows: NDArray[np.int64]
    known: NDArray[np.bool_]

    @classmethod
    def to(cls, targets: Sequence[str], listed: Sequence[str]) -> Rows:
        """The places of ``targets`` in ``listed``."""
        place = {target: row for row, target in enumerate(listed)}
        rows = np.array([place.get(target, -1) for target in targets], dtype=np.int64)
        return cls(rows, rows >= 0)

    def of(self, values: Floats) -> NDArray[np.float64]:
        """The values of the listed, one a target; 0 for one that is not there."""
        if not len(values):
            return np.zeros(len(self.rows))
        return np.where(self.known, values[self.rows], 0.0)

    def place(self, target: int) -> int | None:
        """The place of a target in the list; None where it is not there."""
        return int(self.rows[target]) if self.known[target] else None


@dataclass(frozen=True)
class Places:
    """The places of an index's targets among those of its shelves and of what covers a question's wording."""

    question: Rows
    sentence: Rows
    passage: Rows
    covered: Rows
