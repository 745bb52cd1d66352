"""Whether a question is of the kind that the corpus answers, told by how it is put.

Cosines say how near a question is to a text, not whether the text answers it. But the expected questions of what is *not*
answered (opinions, today's state, details that no source gives) differ in manner from those of provisions: a ridge regression
on their vectors tells the two apart, fitted when the index is opened, so that it follows corpus and encoder. One feature of the
decision among others (``assistant/policy/decide.yaml``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors

PENALTY = 6.0


def with_bias(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows with a constant column."""
    return np.concatenate([rows, np.ones((*rows.shape[:-1], 1))], axis=-1)


def ridge(rows: NDArray[np.floating], targets: NDArray[np.floating], penalty: float) -> NDArray[np.floating]:
    """Least squares with a penalty, a column a target of ±1; the rarer side of each weighs as much as the commoner one.

    ``rows`` has shape (n, dimension), ``targets`` (n, k); the result (dimension + 1, k).
    """
    features = with_bias(rows.astype(np.float64))
    shrink = penalty * np.eye(features.shape[1])
    shrink[-1, -1] = 1e-6
    out = np.zeros((features.shape[1], targets.shape[1]))
    for column in range(targets.shape[1]):
        y = targets[:, column]
        positive = min(max(1.0, float((y > 0).sum())), max(1.0, len(y) - 1.0))
        weighted = features * np.where(y > 0, len(y) / (2 * positive), len(y) / (2 * (len(y) - positive)))[:, None]
        out[:, column] = np.linalg.solve(features.T @ weighted + shrink, weighted.T @ y)
    return out


class Answerable:
    """Fitted on the expected questions of every language together: the encoder puts the three into one space."""

    def __init__(self, vectors: Vectors, answered: NDArray[np.bool_]) -> None:
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(1)
        self._weights = ridge(vectors - self._mean, np.where(answered, 1.0, -1.0)[:, None], PENALTY) if len(vectors) else None

    def score(self, vector: Vectors) -> float:
        """Above 0: put like a question that the corpus answers; about ±1 at the most."""
        return 0.0 if self._weights is None else float((with_bias(vector - self._mean) @ self._weights)[0])
