"""Which outcome a question is about, learnt from all expected questions of all three languages together.

The nearest expected question says much but hangs on one phrasing. A softmax regression (multinomial logistic regression) takes the outcomes
as classes and learns what tells them apart, whatever the phrasing, length and language: the probability of outcome ``k`` is proportional to
``exp(w_k·v + b_k)``, fitted by the cross-entropy over the expected questions (Adam, a few passes, decoupled weight decay, the mean of the
latter half of the steps: Polyak and Juditsky 1992). Its scores rank, and the share of the probability that falls on outcomes which answer
says whether the question is one that the corpus answers. Fitted when an index is built, so that opening one stays quick; taken over where
no expected question has changed, from the index before or from what ships with the program (a first start would wait a minute for it).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from index.adam import Adam
from index.encoders.base import Vectors
from index.vectors import UNREADABLE

FILE = "outcomes.npz"
# So many questions tell whether a model is of these vectors: it names the right outcome of most of them, one of others of hardly any.
SAMPLE, LEAST = 300, 0.5
# So much decay and averaging that another order of the questions, or one outcome more, moves the log-odds by a thirtieth of their spread:
# with a thirtieth of the decay, half the passes and the last step alone it was a fifteenth, and what lay near a threshold fell with every
# edit. Less decay reaches the same ROC AUC of answered or not on dev and calibration (.975), more falls behind it.
PASSES, BATCH, RATE, DECAY = 8, 512, 5e-3, 0.3

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Outcomes:
    """A row of coefficients a target, shape (targets, dimension), and a constant each, shape (targets,). ``made_of`` tells what it was
    fitted on.
    """

    targets: tuple[str, ...]
    coefficients: Floats
    constants: Floats
    made_of: str = ""

    @classmethod
    def of(cls, asked: Sequence[tuple[str, str]], vectors: Vectors, *kept: Path | None) -> Outcomes:
        """The model of expected questions, each a target and the key of its text, with a row of ``vectors`` each: the first of those
        ``kept`` that was fitted on the same, else one fitted now.
        """
        targets, told = [target for target, _ in asked], made_of(asked)
        for path in kept:
            if path and path.exists():
                with contextlib.suppress(BuildIndex):
                    before = cls.load(path)
                    if before.made_of == told and before.fits(targets, vectors):
                        return before
        return cls.fit(targets, vectors, told)

    @classmethod
    def fit(cls, targets: Sequence[str], vectors: Vectors, made_of: str = "") -> Outcomes:
        """Fit on expected questions: ``targets`` names what each row of ``vectors`` asks for."""
        names = tuple(dict.fromkeys(targets))
        if len(names) < 2:
            width = vectors.shape[1] if vectors.ndim > 1 else 0
            return cls(names, np.zeros((len(names), width), np.float32), np.zeros(len(names), np.float32), made_of)
        place = {name: row for row, name in enumerate(names)}
        labels = np.fromiter((place[target] for target in targets), dtype=np.int64, count=len(targets))
        mean = vectors.mean(axis=0)
        spread = float((vectors - mean).std()) or 1.0
        scaled, constants = _descend(((vectors - mean) / spread).astype(np.float32), labels, len(names))
        coefficients = scaled / spread
        return cls(names, coefficients.astype(np.float32), (constants - coefficients @ mean).astype(np.float32), made_of)

    def scores(self, vector: Vectors) -> Floats:
        """A score a target, on the scale of log-probabilities; shape (targets,)."""
        return np.asarray(self.coefficients @ vector + self.constants, dtype=np.float32)

    def rows(self, targets: Sequence[str]) -> NDArray[np.int64]:
        """Where the scores of these targets stand among all; shape (len(targets),)."""
        place = {target: row for row, target in enumerate(self.targets)}
        return np.array([place[target] for target in targets], dtype=np.int64)

    def fits(self, targets: Sequence[str], vectors: Vectors) -> bool:
        """Whether it tells most of a sample of expected questions apart; of one outcome or none there is nothing to tell."""
        if len(self.targets) < 2:
            return True
        step = max(1, len(targets) // SAMPLE)
        best = (vectors[::step] @ self.coefficients.T + self.constants).argmax(axis=1)
        return bool(np.mean([self.targets[row] == target for row, target in zip(best, targets[::step], strict=True)]) >= LEAST)

    def save(self, path: Path) -> None:
        """Write it, in half the digits: a score moves by a thousandth."""
        scale = float(np.abs(self.coefficients).max(initial=0.0)) or 1.0
        few = (self.coefficients / scale).astype(np.float16)
        told, names = np.array(self.made_of), np.array(self.targets)
        with path.open("wb") as out:
            np.savez_compressed(out, targets=names, coefficients=few, scale=np.array(scale), constants=self.constants, made_of=told)

    @classmethod
    def load(cls, path: Path) -> Outcomes:
        """Read it back. Raises ``BuildIndex`` where it is damaged or not there."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                coefficients = kept["coefficients"].astype(np.float32) * np.float32(kept["scale"])
                return cls(tuple(map(str, kept["targets"])), coefficients, kept["constants"], str(kept["made_of"]))
        except UNREADABLE as error:
            raise BuildIndex(f"{path.name} of {path.parent.name} cannot be read.") from error


def made_of(asked: Sequence[tuple[str, str]]) -> str:
    """What stands for the expected questions that a model is fitted on, each a target and the key of its text, and for how."""
    told = [f"{PASSES} {BATCH} {RATE} {DECAY}", *(f"{target} {key}" for target, key in asked)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def log_odds(scores: Floats, meant: NDArray[np.bool_]) -> float:
    """The logarithm of the odds that one of the outcomes marked in ``meant`` is asked for; 0 where there is nothing to weigh."""
    if meant.all() or not meant.any():
        return 0.0
    return float(_log_sum(scores[meant]) - _log_sum(scores[~meant]))


def _log_sum(scores: Floats) -> float:
    top = float(scores.max())
    return top + float(np.log(np.exp(scores - top).sum()))


def _descend(rows: Floats, labels: NDArray[np.int64], classes: int) -> tuple[Floats, Floats]:
    """Coefficients, shape (classes, dimension), and constants. The order of the rows is drawn with a fixed seed: the same questions give
    the same figures.
    """
    random = np.random.default_rng(0)
    values = np.zeros((classes, rows.shape[1] + 1), dtype=np.float32)  # the constant is the last column
    mean = np.zeros_like(values)
    rows = np.concatenate([rows, np.ones((len(rows), 1), dtype=np.float32)], axis=1)
    batches = [batch for _ in range(PASSES) for batch in np.array_split(random.permutation(len(rows)), max(1, round(len(rows) / BATCH)))]
    adam = Adam(values, values[:, :-1], len(batches), RATE, DECAY)
    for step, batch in enumerate(batches, 1):
        x = rows[batch]
        likely = x @ values.T
        likely -= likely.max(axis=1, keepdims=True)
        np.exp(likely, out=likely)
        likely /= likely.sum(axis=1, keepdims=True)
        likely[np.arange(len(batch)), labels[batch]] -= 1
        slope = likely.T @ x / len(batch)
        adam.step(step, slope)
        averaged = step - len(batches) // 2
        if averaged > 0:
            mean += (values - mean) / averaged
    return mean[:, :-1], mean[:, -1]
