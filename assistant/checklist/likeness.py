"""How like a text is to the example situations of each theme: kernel ridge regression, a theme each.

Two likenesses are added: of meaning (the cosine of centred vectors, made steep, so that near examples count more than the drift of
the whole) and of wording (pieces of words: an encoder of this size blurs the one word that decides). Pieces, because they survive
inflection, compounds and slips of the pen: on situations that no example was written for, the false alarms at the same recall fell by
a third when pieces took the place of whole words and their beginnings. The fit takes seconds for four thousand examples and is done
when the first situation is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.text.normal import words
from index.encoders.base import Vectors

Floats = NDArray[np.float32]
LENGTHS = (4, 5, 6)


@dataclass(frozen=True)
class Shape:
    """The figures of the regression (``assistant/policy/decide.yaml``)."""

    steepness: float
    wording: float
    penalty: float


def pieces(word: str) -> list[str]:
    """The stretches of a folded word, its edges marked by spaces; a short word is one piece."""
    edged = f" {word} "
    found = [edged[at : at + n] for n in LENGTHS for at in range(len(edged) - n + 1)]
    return found or [edged]


class Wording:
    """Texts as vectors of pieces of words, the rarer the heavier; what stands once in the examples says nothing."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [Counter(piece for word in words(text) for piece in pieces(word)) for text in texts]
        spread = Counter(piece for counts in counted for piece in counts)
        known = [piece for piece, n in spread.items() if n > 1]
        self._column = {piece: at for at, piece in enumerate(known)}
        self._weight = np.asarray([np.log((1 + len(texts)) / (1 + spread[piece])) + 1 for piece in known], dtype=np.float32)
        self._rows = [self._row(counts) for counts in counted]

    def _row(self, counts: Counter[str]) -> tuple[NDArray[np.intp], Floats]:
        """The columns and values of a text, of unit length."""
        held = [(self._column[piece], count) for piece, count in counts.items() if piece in self._column]
        columns = np.asarray([column for column, _ in held], dtype=np.intp)
        values = (1 + np.log(np.asarray([count for _, count in held], dtype=np.float32))) * self._weight[columns]
        return columns, np.asarray(values / (np.linalg.norm(values) or 1), dtype=np.float32)

    def kernel(self) -> Floats:
        """How alike the examples are to each other, shape (examples, examples)."""
        out = np.zeros((len(self._rows), len(self._rows)), dtype=np.float32)
        columns = np.concatenate([columns for columns, _ in self._rows])
        values = np.concatenate([values for _, values in self._rows])
        rows = np.repeat(np.arange(len(self._rows)), [len(columns) for columns, _ in self._rows])
        order = np.argsort(columns, kind="stable")
        ends = np.cumsum(np.bincount(columns, minlength=len(self._column)))
        # Most pieces stand in a handful of examples: a product a piece is far less work than one of the whole, which is nearly empty.
        for start, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
            held = order[start:end]
            out[np.ix_(rows[held], rows[held])] += np.outer(values[held], values[held])
        return out

    def pull(self, weights: Floats) -> Floats:
        """What each piece adds to each theme, shape (pieces, themes), by ``weights`` of shape (examples, themes)."""
        out = np.zeros((len(self._column), weights.shape[1]), dtype=np.float32)
        for (columns, values), row in zip(self._rows, weights, strict=True):
            out[columns] += np.outer(values, row)
        return out

    def scores(self, texts: Sequence[str], pull: Floats) -> Floats:
        """What the wording of texts adds to each theme, shape (texts, themes)."""
        rows = [self._row(Counter(piece for word in words(text) for piece in pieces(word))) for text in texts]
        return np.stack([values @ pull[columns] for columns, values in rows])

    def of_words(self, folded: Iterable[str], pull: Floats) -> Floats:
        """What each folded word adds to each theme, shape (words, themes), before its text is scaled."""
        held = [[self._column[piece] for piece in pieces(word) if piece in self._column] for word in folded]
        return np.stack([self._weight[columns] @ pull[columns] if columns else np.zeros(pull.shape[1]) for columns in held])


class Likeness:
    """Fitted on example situations: ``targets`` has a row an example and a column a theme, from -1 (not called for) to 1 (called for)."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, targets: Floats, shape: Shape) -> None:
        self._shape = shape
        self._mean = vectors.mean(axis=0)
        self._examples = _unit(vectors - self._mean)
        self._wording = Wording(texts)
        kernel = self._meaning(self._examples) + shape.wording * self._wording.kernel()
        self._base = targets.mean(axis=0)
        kernel[np.diag_indices(len(texts))] += shape.penalty
        self._pull = np.linalg.solve(kernel, targets - self._base).astype(np.float32)
        self._words = shape.wording * self._wording.pull(self._pull)

    def _meaning(self, rows: Floats) -> Floats:
        return np.asarray(np.exp(-self._shape.steepness * (1 - rows @ self._examples.T)), dtype=np.float32)

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Shape (len(texts), themes): about -0.9 where nothing is alike, up to 1."""
        rows = _unit(vectors - self._mean)
        return np.asarray(self._meaning(rows) @ self._pull + self._wording.scores(texts, self._words) + self._base, dtype=np.float32)

    def pulls(self, words: Sequence[str]) -> Floats:
        """What each folded word of a text adds to each theme, shape (len(words), themes)."""
        if not words:
            return np.zeros((0, len(self._base)), dtype=np.float32)
        pulled = self._wording.of_words(words, self._words)
        # A text of n words is about as long as the root of their pieces: what one word adds to the score shrinks with it.
        return np.asarray(pulled / np.sqrt(sum(map(len, words))), dtype=np.float32)


def _unit(rows: NDArray[np.floating]) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)
