"""Which sentence of a provision a question asks for, learnt from the expected questions that point at its sentences.

The nearest of them says much but hangs on one phrasing. So for each provision a ridge regression (Hoerl & Kennard, 1970) learns from all of
its questions, of all three languages, which sentence they point at. What is alike about questions of one sentence, whatever the provision,
is how they are put; those directions are shrunk first, by the covariance of questions within a sentence (as in linear discriminant
analysis, Fisher, 1936). Solved in closed form when an index is built, within a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from index.encoders.base import Vectors
from index.passages import Unit
from index.vectors import UNREADABLE

FILE = "pointing.npz"
# Chosen on dev: how much every direction is allowed beside the covariance within a sentence, as a share of its mean; and the penalty.
ALLOWED, PENALTY = 1.0, 100.0

Floats = NDArray[np.float32]
# Of a provision: the numbers of its sentences, and for each of its questions how it shares them out, shape (questions, sentences).
Shares = tuple[list[int], NDArray[np.float64]]


@dataclass(frozen=True)
class Pointing:
    """``lines`` are the numbers of a provision's sentences that questions point at, by target, each with its row of ``coefficients``, shape
    (sentences of all, dimension); ``mean``, shape (dimension,), is what a question is counted from.
    """

    lines: dict[str, dict[int, int]]
    coefficients: Floats
    mean: Floats

    @classmethod
    def fit(cls, asked: Sequence[Unit], vectors: Vectors) -> Pointing:
        """Fit on expected questions, a row of ``vectors`` each."""
        pointing: dict[str, list[int]] = {}
        for row, unit in enumerate(asked):
            if unit.lines:
                pointing.setdefault(unit.target, []).append(row)
        shares = {target: _shares([asked[row] for row in rows]) for target, rows in pointing.items()}
        several = {target: (pointing[target], shared) for target, shared in shares.items() if len(shared[0]) > 1}
        width = vectors.shape[1] if vectors.ndim > 1 else 0
        if not several:
            return cls({}, np.zeros((0, width), np.float32), np.zeros(width, np.float32))
        mean = vectors[sorted(row for rows in pointing.values() for row in rows)].mean(axis=0)
        shrinking = _shrinking([(vectors[rows], shared[1]) for rows, shared in several.values()])
        lines: dict[str, dict[int, int]] = {}
        coefficients: list[NDArray[np.float64]] = []
        for target, (rows, (numbers, shared)) in several.items():
            lines[target] = {number: len(coefficients) + n for n, number in enumerate(numbers)}
            coefficients += list(_ridge((vectors[rows] - mean) @ shrinking, shared) @ shrinking)
        return cls(lines, np.asarray(coefficients, dtype=np.float32), np.asarray(mean, dtype=np.float32))

    def scores(self, target: str, vector: Vectors) -> dict[int, float]:
        """How much a question asks for each sentence of a provision, by its number: more for the one that is asked for, counted from the
        share that each has of all questions. Empty where there is nothing to tell apart.
        """
        places = self.lines.get(target, {})
        told = self.coefficients[list(places.values())] @ (vector - self.mean)
        return dict(zip(places, told.tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write it into a build folder."""
        placed = [(target, number) for target, places in self.lines.items() for number in places]
        np.savez(
            folder / FILE,
            targets=np.array([target for target, _ in placed], dtype=np.str_),
            numbers=np.array([number for _, number in placed], dtype=np.int64),
            coefficients=self.coefficients,
            mean=self.mean,
        )

    @classmethod
    def load(cls, folder: Path) -> Pointing:
        """Read it back. Raises ``BuildIndex`` where it is damaged."""
        try:
            with np.load(folder / FILE, allow_pickle=False) as kept:
                lines: dict[str, dict[int, int]] = {}
                for row, (target, number) in enumerate(zip(kept["targets"].tolist(), kept["numbers"].tolist(), strict=True)):
                    lines.setdefault(target, {})[number] = row
                return cls(lines, kept["coefficients"], kept["mean"])
        except UNREADABLE as error:
            raise BuildIndex(f"{FILE} of {folder.name} cannot be read.") from error


def _shares(asked: Sequence[Unit]) -> Shares:
    numbers = sorted({line for unit in asked for line in unit.lines})
    shared = np.zeros((len(asked), len(numbers)))
    for row, unit in enumerate(asked):
        shared[row, [numbers.index(line) for line in unit.lines]] = 1 / len(unit.lines)
    return numbers, shared


def _shrinking(provisions: Sequence[tuple[Vectors, NDArray[np.float64]]]) -> NDArray[np.float64]:
    """The symmetric map, shape (dimension, dimension), after which the questions of one sentence vary alike in every direction."""
    apart = []
    for vectors, shared in provisions:
        alone = shared.max(axis=1) == 1  # a question that points at several sentences is of none of them
        rows, of = vectors[alone].astype(np.float64), shared[alone]
        means = (of.T @ rows) / np.maximum(of.sum(axis=0), 1)[:, None]
        apart.append(rows - of @ means)
    within = np.concatenate(apart)
    covariance = within.T @ within / max(1, len(within))
    spread, directions = np.linalg.eigh(covariance)
    spread = np.maximum(spread, 0) + ALLOWED * (spread.mean() or 1.0)
    return np.asarray((directions / np.sqrt(spread)) @ directions.T)


def _ridge(rows: NDArray[np.float64], shared: NDArray[np.float64]) -> NDArray[np.float64]:
    """Coefficients, shape (sentences, dimension), by the dual form: there are fewer questions than dimensions."""
    alike = rows @ rows.T + PENALTY * np.eye(len(rows))
    return np.asarray((rows.T @ np.linalg.solve(alike, shared - shared.mean(axis=0))).T)
