"""Which outcome a question is about, learnt from all expected questions of all three languages together.

The nearest expected question says much but hangs on one phrasing. A linear discriminant looks at the outcomes as classes: what varies
among the questions of one outcome (phrasing, length, language) counts less than what tells outcomes apart. It has a closed form: with
``S`` the mean covariance within the classes and ``m`` a class's mean, the score of a vector ``v`` is ``v·S⁻¹m − ½ m·S⁻¹m`` (Fisher's
linear discriminant with equal priors). ``S`` is shrunk towards a multiple of the identity, because there are fewer questions than
directions that matter. Fitted when an index is built, so that opening one stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from index.encoders.base import Vectors

SHRINKAGE = 1.0  # in mean eigenvalues of the covariance; anything from 0.3 to 3 did as well on dev
FILE = "discriminant.npz"


@dataclass(frozen=True)
class Discriminant:
    """A row of coefficients a target, shape (targets, dimension), and a constant each, shape (targets,)."""

    targets: tuple[str, ...]
    coefficients: NDArray[np.float32]
    constants: NDArray[np.float32]

    @classmethod
    def fit(cls, targets: Sequence[str], vectors: Vectors) -> Discriminant:
        """Fit on expected questions: ``targets`` names what each row of ``vectors`` asks for."""
        names = tuple(dict.fromkeys(targets))
        if len(names) < 2:
            return cls(
                names, np.zeros((len(names), vectors.shape[1] if vectors.ndim > 1 else 0), np.float32), np.zeros(len(names), np.float32)
            )
        place = {name: row for row, name in enumerate(names)}
        labels = np.fromiter((place[target] for target in targets), dtype=np.int64, count=len(targets))
        order, counts = np.argsort(labels, kind="stable"), np.bincount(labels)
        groups = np.split(vectors[order], np.cumsum(counts)[:-1])
        means = np.stack([group.mean(axis=0, dtype=np.float64) for group in groups])
        apart = vectors - means[labels].astype(np.float32)
        within = (apart.T @ apart).astype(np.float64) / len(vectors)
        within += np.eye(len(within)) * max(SHRINKAGE * float(np.trace(within)) / len(within), 1e-6)
        coefficients = np.linalg.solve(within, means.T).T
        constants = -0.5 * np.einsum("ij,ij->i", coefficients, means)
        return cls(names, coefficients.astype(np.float32), constants.astype(np.float32))

    def scores(self, vector: Vectors) -> NDArray[np.float32]:
        """A score a target, on a log-likelihood scale; shape (targets,)."""
        return np.asarray(self.coefficients @ vector + self.constants, dtype=np.float32)

    def rows(self, targets: Sequence[str]) -> NDArray[np.int64]:
        """Where the scores of these targets stand among all; shape (len(targets),)."""
        place = {target: row for row, target in enumerate(self.targets)}
        return np.array([place[target] for target in targets], dtype=np.int64)

    def save(self, folder: Path) -> None:
        """Write it into a build folder."""
        np.savez(folder / FILE, targets=np.array(self.targets), coefficients=self.coefficients, constants=self.constants)

    @classmethod
    def load(cls, folder: Path) -> Discriminant:
        """Read it back. Raises ``BuildIndex`` where it is damaged."""
        try:
            with np.load(folder / FILE, allow_pickle=False) as kept:
                return cls(tuple(map(str, kept["targets"])), kept["coefficients"], kept["constants"])
        except (OSError, ValueError, KeyError) as error:
            raise BuildIndex(f"{FILE} of {folder.name} cannot be read.") from error
