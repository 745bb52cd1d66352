"""Reading question and passage together: a cross-encoder for those who have one (extra ``models``, setting ``reranker``).

None ships: no model of that kind comes in a package. One that is configured reads the first candidates beside the question and changes
their places. The scores themselves stay, as a ladder of which the candidates change the rungs, because the decision was fitted on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from corpus.base.settings import RerankerSettings
from index.hits import Floats, Hit
from index.shelves import zscores


class Reranker(Protocol):
    """Tells how well passages answer a question."""

    candidates: int
    share: float

    def scores(self, question: str, passages: Sequence[str]) -> Floats:
        """A score a passage, higher is better; shape (number of passages,)."""
        ...


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers on the CPU."""

    def __init__(self, settings: RerankerSettings) -> None:
        from index.encoders.transformers import open_model

        self._model = open_model("CrossEncoder", settings.model)
        self.candidates, self.share = settings.candidates, settings.share

    def scores(self, question: str, passages: Sequence[str]) -> Floats:
        """See ``Reranker``."""
        judged = np.asarray(self._model.predict([(question, passage) for passage in passages], show_progress_bar=False), dtype=np.float32)
        # A model with several labels has the one for "answers" last.
        return judged if judged.ndim == 1 else judged[:, -1]


def open_reranker(settings: RerankerSettings | None) -> Reranker | None:
    """The reranker that the settings name, if any. Raises ``MendSetup`` with the remedy where it cannot be opened."""
    return CrossEncoderReranker(settings) if settings else None


def reorder(hits: list[Hit], judged: Floats, share: float) -> None:
    """Give the hits, best first, their scores anew: the same scores, by the mix of the own place and the judgement (``share`` of it)."""
    own = zscores(np.array([hit.score for hit in hits], dtype=np.float32))
    mixed = (1 - share) * own + share * zscores(judged)
    ladder = sorted((hit.score for hit in hits), reverse=True)
    for score, row in zip(ladder, np.argsort(-mixed, kind="stable"), strict=True):
        hits[row].score = score
