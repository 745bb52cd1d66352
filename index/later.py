"""What people say after an answer that asks for nothing: what they conclude from it ("so it is law, then"), and ways round it ("fine, then
we call it a holiday").

By its words a conclusion is nearest to the very provision that it misreads, and a way round the rules to an honest question about them; no
likeness to expected questions tells either. So examples are learnt from: a ridge regression on their vectors against those of expected
questions tells how much a text is put like one, in any of the three languages (fitted when the index is opened, as in
``index/manner.py``), and the nearest examples of conclusions tell what they get wrong, or that they do not.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors
from index.manner import PENALTY, ridge, with_bias
from index.shelves import Shelf

# So many expected questions are enough to tell how questions are put: with all of them nothing is told apart better.
QUESTIONS = 40_000


class Later:
    """The examples by kind and language (``index.passages.LATER``), and the expected questions of every language: their vectors, shape
    (number, dimension), and which of them ask for a way round the rules.
    """

    def __init__(self, examples: Mapping[str, Mapping[str, Shelf]], questions: Vectors, evasions: NDArray[np.bool_]) -> None:
        self._examples = examples
        kinds = {kind: [shelf.vectors for shelf in shelves.values() if len(shelf.units)] for kind, shelves in examples.items()}
        concluded, crooked, honest = kinds["claim"] + kinds["borne_out"], kinds["evasion"], kinds["honest"]
        plain, self._ways = questions[~evasions], questions[evasions]
        asked = plain[:: max(1, -(-len(plain) // QUESTIONS))]
        self._conclusion = _manner(concluded, [asked])
        self._way_round = _manner([*crooked, questions[evasions]], [asked, *honest, *concluded])

    def conclusion(self, vectors: Vectors) -> NDArray[np.floating]:
        """How much each text is put like a conclusion: above 0, rather so; about ±1 at the most. ``vectors`` has shape (texts, dimension),
        the result (texts,).
        """
        return _told(self._conclusion, vectors)

    def way_round(self, vectors: Vectors) -> NDArray[np.floating]:
        """How much each text is put like a way round the rules, likewise."""
        return _told(self._way_round, vectors)

    def nearest_wrong(self, vectors: Vectors, language: str) -> dict[str, float]:
        """The cosine of the nearest wrong conclusion of each absence that has some to any of the texts, by target."""
        return _nearest(self._examples["claim"].get(language), vectors)

    def nearest_honest(self, vector: Vectors, language: str) -> float:
        """The cosine of the nearest honest example of a language to a text; 0 where there is none. ``vector`` has shape (dimension,)."""
        return self._closest("honest", vector, language)

    def is_honest(self, vector: Vectors, language: str) -> bool:
        """Whether a text is nearer to an honest example of a language than to any way round the rules; likewise."""
        crooked = float((self._ways @ vector).max()) if len(self._ways) else 0.0
        return self.nearest_honest(vector, language) > max(crooked, self._closest("evasion", vector, language))

    def _closest(self, kind: str, vector: Vectors, language: str) -> float:
        shelf = self._examples[kind].get(language)
        return float((shelf.vectors @ vector).max()) if shelf and shelf.units else 0.0

    def nearest_right(self, vectors: Vectors, language: str) -> dict[str, float]:
        """The cosine of the nearest conclusion that each absence bears out, likewise."""
        return _nearest(self._examples["borne_out"].get(language), vectors)


# The mean of what it was fitted on, and a weight a dimension with a constant.
_Manner = tuple[NDArray[np.floating], NDArray[np.floating]]


def _manner(these: list[Vectors], others: list[Vectors]) -> _Manner | None:
    if not sum(map(len, these)) or not sum(map(len, others)):
        return None
    mean = np.concatenate(others).mean(axis=0)
    rows = np.concatenate([*these, *others]) - mean
    sides = np.where(np.arange(len(rows)) < sum(map(len, these)), 1.0, -1.0)[:, None]
    return mean, ridge(rows, sides, PENALTY)


def _told(manner: _Manner | None, vectors: Vectors) -> NDArray[np.floating]:
    if manner is None:
        return np.zeros(len(vectors))
    mean, weights = manner
    return np.asarray((with_bias(vectors - mean) @ weights)[:, 0])


def _nearest(shelf: Shelf | None, vectors: Vectors) -> dict[str, float]:
    if shelf is None or not shelf.units:
        return {}
    return dict(zip(shelf.targets, shelf.best((shelf.vectors @ vectors.T).max(axis=1)).tolist(), strict=True))
