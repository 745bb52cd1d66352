"""Whether a question is of the kind that the corpus answers, or a case of the asker's own, told by how it is put.

Cosines say how near a question is to a text, not whether the text answers it. But the expected questions of what is *not*
answered (opinions, today's state, details that no source gives) differ in manner from those of provisions: a ridge regression
on their vectors tells the two apart, fitted when an index is built, so that it follows corpus and encoder. The cases of referrals
are told from all others likewise: a case has a person, a thing and a day, whatever its words. Ways round the rules are told from cases
alone: both are told of oneself, and only there are they mistaken for each other. The first is a feature of the decision among others, the
second tells what is to be referred, the third what is refused instead (``assistant/policy/decide.yaml``). And each class that gets no
answer (what is off the topic, a view, today's state) is told from everything else: an everyday matter told as "our printer" is near to some
case of a referral, but put like none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors

PENALTY = 6.0
# For ways round the rules against cases, which are fewer.
PENALTY_EVASIONS = 2.0
# For situations against questions.
PENALTY_SITUATIONS = 4.0
# Which of the expected questions are of a kind.
Marks = NDArray[np.bool_]


def with_bias(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows with a constant column."""
    return np.concatenate([rows, np.ones((*rows.shape[:-1], 1))], axis=-1)


def ridge(rows: NDArray[np.floating], targets: NDArray[np.floating], penalty: float) -> NDArray[np.floating]:
    """Least squares with a penalty, a column a target of ±1; the rarer side of each weighs as much as the commoner one.

    ``rows`` has shape (n, dimension), ``targets`` (n, k); the result (dimension + 1, k).
    """
    if not len(rows):
        return np.zeros((rows.shape[1] + 1, targets.shape[1]))
    whole = _moments(rows)
    shrink = penalty * np.eye(len(whole))
    shrink[-1, -1] = 1e-6
    out = np.zeros((len(whole), targets.shape[1]))
    for column in range(targets.shape[1]):
        positive = targets[:, column] > 0
        count = min(max(1, int(positive.sum())), max(1, len(positive) - 1))
        for_it, against = len(positive) / (2 * count), len(positive) / (2 * (len(positive) - count))
        # Only the rarer side is summed anew: the rows are many.
        rarer = _moments(rows[positive]) if 2 * count <= len(positive) else whole - _moments(rows[~positive])
        both = for_it * rarer + against * (whole - rarer)
        signed = for_it * rarer[-1] - against * (whole - rarer)[-1]
        out[:, column] = np.linalg.solve(both + shrink, signed)
    return out


def _moments(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """The sum over rows (with a constant column) of their outer products; shape (dimension + 1, dimension + 1)."""
    single = np.asarray(rows, dtype=np.float32)
    out = np.empty((single.shape[1] + 1, single.shape[1] + 1))
    out[:-1, :-1] = single.T @ single
    out[-1, :-1] = out[:-1, -1] = single.sum(axis=0)
    out[-1, -1] = len(single)
    return out


@dataclass(frozen=True)
class Sides:
    """By how much a vector falls on one side or the other: the mean from which it is counted, shape (dimension,), and a column of weights a
    question of sides, the constant last, shape (dimension + 1, k).
    """

    mean: NDArray[np.floating]
    weights: NDArray[np.floating]

    @classmethod
    def between(cls, these: Sequence[Vectors], others: Sequence[Vectors], penalty: float, mean: NDArray[np.floating]) -> Sides:
        """The sides of ``these`` (above 0) and ``others``, each some arrays of vectors; of nothing where either has none."""
        if not sum(map(len, these)) or not sum(map(len, others)):
            return cls(mean, np.zeros((len(mean) + 1, 1)))
        rows = np.concatenate([*these, *others]) - mean
        sides = np.where(np.arange(len(rows)) < sum(map(len, these)), 1.0, -1.0)[:, None]
        return cls(mean, ridge(rows, sides, penalty))

    def told(self, vectors: Vectors) -> NDArray[np.floating]:
        """How far each vector falls on the first side, about ±1 at the most; shape (…, dimension) gives (…, k)."""
        return np.asarray(with_bias(vectors - self.mean) @ self.weights)


def mean_of(vectors: Vectors) -> NDArray[np.floating]:
    """The mean of the rows; zeros where there is none."""
    return np.asarray(vectors.mean(axis=0)) if len(vectors) else np.zeros(vectors.shape[1])


@dataclass(frozen=True)
class Manner:
    """How a question is put, fitted on the expected questions of every language together: the encoder puts the three into one space.

    The columns of ``sides``: what answers, cases of a referral, each of the ``names`` of classes that get no answer, ways round the rules.
    """

    sides: Sides
    names: tuple[str, ...]

    @classmethod
    def fit(cls, vectors: Vectors, answered: Marks, cases: Marks, evasions: Marks, classes: Mapping[str, Marks]) -> Manner:
        """``answered``, ``cases`` and ``evasions`` mark the expected questions of what answers, those that are cases of a referral, and
        those that ask for a way round the rules; ``classes`` those of other classes that get no answer.
        """
        mean = mean_of(vectors)
        sides = np.where(np.stack([answered, cases, *classes.values()], axis=1), 1.0, -1.0)
        told = cases | evasions
        crooked = np.where(evasions[told], 1.0, -1.0)[:, None]
        centred = vectors - mean
        weights = np.concatenate([ridge(centred, sides, PENALTY), ridge(centred[told], crooked, PENALTY_EVASIONS)], axis=1)
        return cls(Sides(mean, weights), tuple(classes))

    def answerable(self, vector: Vectors) -> float:
        """Above 0: put like a question that the corpus answers; about ±1 at the most."""
        return float(self.sides.told(vector)[0])

    def own_case(self, vector: Vectors) -> float:
        """Above 0: put like a case of the asker's own, for a body to decide; about ±1 at the most."""
        return float(self.sides.told(vector)[1])

    def evasion(self, vector: Vectors) -> float:
        """Above 0: of what is told of oneself, rather a way round the rules than an honest case; says nothing of other questions."""
        return float(self.sides.told(vector)[-1])

    def classes(self, vector: Vectors) -> dict[str, float]:
        """For each class that gets no answer, how much it is put like one of its questions rather than like any other; about ±1."""
        return dict(zip(self.names, self.sides.told(vector)[2:-1].tolist(), strict=True))
