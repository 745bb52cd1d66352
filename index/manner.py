"""Whether a question is of the kind that the corpus answers, or a case of the asker's own, told by how it is put.

Cosines say how near a question is to a text, not whether the text answers it. But the expected questions of what is *not*
answered (opinions, today's state, details that no source gives) differ in manner from those of provisions: a ridge regression
on their vectors tells the two apart, fitted when the index is opened, so that it follows corpus and encoder. The cases of referrals
are told from all others likewise: a case has a person, a thing and a day, whatever its words. Ways round the rules are told from cases
alone: both are told of oneself, and only there are they mistaken for each other. The first is a feature of the decision among others, the
second tells what is to be referred, the third what is refused instead (``assistant/policy/decide.yaml``). And each class that gets no
answer (what is off the topic, a view, today's state) is told from everything else: an everyday matter told as "our printer" is near to some
case of a referral, but put like none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors

PENALTY = 6.0
# For ways round the rules against cases, which are fewer.
PENALTY_EVASIONS = 2.0
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
        # Only the rarer side is summed anew: the rows are many, and this is done each time an index is opened.
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


class Manner:
    """How a question is put, fitted on the expected questions of every language together: the encoder puts the three into one space.

    ``answered``, ``cases`` and ``evasions`` mark the expected questions of what answers, those that are cases of a referral, and those that
    ask for a way round the rules; ``classes`` those of other classes that get no answer.
    """

    def __init__(self, vectors: Vectors, answered: Marks, cases: Marks, evasions: Marks, classes: Mapping[str, Marks]) -> None:
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(1)
        self._classes = list(classes)
        self._weights: NDArray[np.floating] | None = None
        if len(vectors):
            sides = np.where(np.stack([answered, cases, *classes.values()], axis=1), 1.0, -1.0)
            told = cases | evasions
            crooked = np.where(evasions[told], 1.0, -1.0)[:, None]
            centred = vectors - self._mean
            self._weights = np.concatenate([ridge(centred, sides, PENALTY), ridge(centred[told], crooked, PENALTY_EVASIONS)], axis=1)

    def answerable(self, vector: Vectors) -> float:
        """Above 0: put like a question that the corpus answers; about ±1 at the most."""
        return self._score(vector, 0)

    def own_case(self, vector: Vectors) -> float:
        """Above 0: put like a case of the asker's own, for a body to decide; about ±1 at the most."""
        return self._score(vector, 1)

    def evasion(self, vector: Vectors) -> float:
        """Above 0: of what is told of oneself, rather a way round the rules than an honest case; says nothing of other questions."""
        return self._score(vector, 2 + len(self._classes))

    def classes(self, vector: Vectors) -> dict[str, float]:
        """For each class that gets no answer, how much it is put like one of its questions rather than like any other; about ±1."""
        return {name: self._score(vector, column) for column, name in enumerate(self._classes, 2)}

    def _score(self, vector: Vectors, column: int) -> float:
        return 0.0 if self._weights is None else float(with_bias(vector - self._mean) @ self._weights[:, column])
