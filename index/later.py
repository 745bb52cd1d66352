"""What people say after an answer that asks for nothing: what they conclude from it ("so it is law, then"), and ways round it ("fine, then
we call it a holiday").

By its words a conclusion is nearest to the very provision that it misreads, and a way round the rules to an honest question about them; no
likeness to expected questions tells either. So examples are learnt from: a ridge regression on their vectors against those of expected
questions tells how much a text is put like one, in any of the three languages (``index/put.py``), and the nearest examples of conclusions
tell what they get wrong, or that they do not.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors
from index.manner import Sides
from index.shelves import Shelf


class Later:
    """The examples by kind and language (``index.passages.LATER``); the vectors of the expected questions of every language that ask for a
    way round the rules, shape (number, dimension); what tells conclusions, and ways round, from what is asked.
    """

    def __init__(self, examples: Mapping[str, Mapping[str, Shelf]], ways: Vectors, conclusion: Sides, way_round: Sides) -> None:
        self._examples, self._ways = examples, ways
        self._conclusion, self._way_round = conclusion, way_round

    def conclusion(self, vectors: Vectors) -> NDArray[np.floating]:
        """How much each text is put like a conclusion: above 0, rather so; about ±1 at the most. ``vectors`` has shape (texts, dimension),
        the result (texts,).
        """
        return np.asarray(self._conclusion.told(vectors)[:, 0])

    def way_round(self, vectors: Vectors) -> NDArray[np.floating]:
        """How much each text is put like a way round the rules, likewise."""
        return np.asarray(self._way_round.told(vectors)[:, 0])

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


def _nearest(shelf: Shelf | None, vectors: Vectors) -> dict[str, float]:
    if shelf is None or not shelf.units:
        return {}
    return dict(zip(shelf.targets, shelf.best((shelf.vectors @ vectors.T).max(axis=1)).tolist(), strict=True))
