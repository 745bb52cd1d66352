"""Whether a text asks for an answer that was given in another form ("shorter, please", "var står det?"), learnt from examples.

Such requests are put in many ways, and next questions use the same words ("must the form be in English?"). A softmax regression over the
words and pieces of words of examples of both (``corpus/knowledge/requests``) tells them apart; expected questions stand on the side of
what asks for something new. The pieces are hashed (Weinberger et al. 2009), so that no list of them is kept. Fitted when an index is
built, by the cross-entropy (Adam, a few passes, decoupled weight decay).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from corpus.knowledge_model import RequestKind
from corpus.text.normal import words
from index.adam import Adam
from index.vectors import UNREADABLE

FILE = "requests.npz"
# What asks for something new.
NEW: RequestKind = "content"
KINDS: tuple[RequestKind, ...] = (NEW, "short", "exact", "again", "language")
# Pieces are counted in so many places; twice as many tell no more apart.
PLACES = 1 << 15
LONGEST = 5
# Chosen on the writers that were held out in turn: the passes, and how much an expected question counts beside an example.
PASSES, BATCH, RATE, DECAY, SHARE = 12, 256, 0.03, 0.01, 0.3
# So many expected questions at most.
QUESTIONS = 6000

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def pieces(text: str) -> Iterator[str]:
    """Words, pairs of neighbouring words, and the pieces of two to five letters of each word with its borders."""
    found = words(text)
    yield from (f"w {word}" for word in found)
    yield from (f"p {first} {second}" for first, second in pairwise(found))
    for word in found:
        bordered = f" {word} "
        for length in range(2, LONGEST + 1):
            yield from (bordered[start : start + length] for start in range(len(bordered) - length + 1))


def counted(text: str) -> tuple[Places, Floats]:
    """Where the pieces of a text are counted, and how much each counts for being there more than once; both of shape (pieces,)."""
    at = np.fromiter((zlib.crc32(piece.encode()) % PLACES for piece in pieces(text)), dtype=np.int64)
    found, times = np.unique(at, return_counts=True)
    return found, 1 + np.log(times)


@dataclass(frozen=True)
class Requests:
    """Coefficients, shape (PLACES, kinds); a constant each, shape (kinds,); how rare each piece is, shape (PLACES,)."""

    coefficients: NDArray[np.float32]
    constants: NDArray[np.float32]
    rarity: NDArray[np.float32]

    @classmethod
    def fit(cls, examples: Mapping[RequestKind, Sequence[str]], questions: Sequence[str]) -> Requests:
        """Fit on examples by kind, and on expected questions, which all ask for something new."""
        if not examples:
            empty = np.zeros((PLACES, len(KINDS)), np.float32)
            return cls(empty, np.array([1.0, *[0.0] * (len(KINDS) - 1)], np.float32), empty[:, 0])
        asked = questions[:: max(1, -(-len(questions) // QUESTIONS))]
        told = [(text, KINDS.index(kind), 1.0) for kind, texts in examples.items() for text in texts]
        told += [(text, KINDS.index(NEW), SHARE) for text in asked]
        rows = [counted(text) for text, _, _ in told]
        seen = np.bincount(np.concatenate([at for at, _ in rows]), minlength=PLACES)
        rarity = np.log((1 + len(rows)) / (1 + seen)) + 1
        rows = [(at, _weighed(at, times, rarity)) for at, times in rows]
        kinds, shares = np.array([kind for _, kind, _ in told]), np.array([share for _, _, share in told])
        return cls(*_descend(rows, kinds, shares), rarity.astype(np.float32))

    def chances(self, text: str) -> dict[str, float]:
        """The chance of each kind; together 1."""
        at, times = counted(text)
        scores = _weighed(at, times, self.rarity) @ self.coefficients[at] + self.constants
        odds = np.exp(scores - scores.max())
        return dict(zip(KINDS, (odds / odds.sum()).tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write it into a build folder."""
        np.savez_compressed(
            folder / FILE,
            coefficients=self.coefficients.astype(np.float16),
            constants=self.constants,
            rarity=self.rarity.astype(np.float16),
        )

    @classmethod
    def load(cls, folder: Path) -> Requests:
        """Read it back. Raises ``BuildIndex`` where it is damaged."""
        try:
            with np.load(folder / FILE, allow_pickle=False) as kept:
                return cls(kept["coefficients"].astype(np.float32), kept["constants"], kept["rarity"].astype(np.float32))
        except UNREADABLE as error:
            raise BuildIndex(f"{FILE} of {folder.name} cannot be read.") from error


def _weighed(at: Places, times: Floats, rarity: NDArray[np.floating]) -> Floats:
    """How much each piece of a text weighs: more where it is rare; together of length 1."""
    weights = np.asarray(times * rarity[at], dtype=np.float64)
    return weights / max(1e-9, float(np.sqrt((weights**2).sum())))


def _descend(rows: Sequence[tuple[Places, Floats]], kinds: Places, shares: Floats) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Coefficients and constants of the least penalised cross-entropy, in which a row counts as much as its share. The order of the rows
    is drawn with a fixed seed: the same examples give the same figures.
    """
    random = np.random.default_rng(0)
    table = np.zeros((PLACES + 1, len(KINDS)))  # the constants are the last row
    batches = [batch for _ in range(PASSES) for batch in np.array_split(random.permutation(len(rows)), max(1, len(rows) // BATCH))]
    adam = Adam(table, table[:-1], len(batches), RATE, DECAY)
    for step, batch in enumerate(batches, 1):
        at, values = (np.concatenate(side) for side in zip(*(rows[row] for row in batch), strict=True))
        row_of = np.repeat(np.arange(len(batch)), [len(rows[row][0]) for row in batch])
        scores = _sums(table[at] * values[:, None], row_of, len(batch)) + table[-1]
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        off = shares[batch][:, None] * (odds / odds.sum(axis=1, keepdims=True) - np.eye(len(KINDS))[kinds[batch]])
        slope = np.concatenate([_sums(off[row_of] * values[:, None], at, PLACES), off.sum(axis=0)[None, :]]) / len(batch)
        adam.step(step, slope)
    return table[:-1].astype(np.float32), table[-1].astype(np.float32)


def _sums(values: Floats, groups: Places, count: int) -> Floats:
    """The sums of the rows of ``values`` by group; shape (count, columns)."""
    return np.stack([np.bincount(groups, weights=column, minlength=count) for column in values.T], axis=1)
