"""What a search brings: the kinds of outcomes, how their scores are mixed, and a hit with what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


# The outcomes that answer a question; the others say why there is no answer, or who gives it.
ANSWERING = ("provision", "answer", "term", "actor", "event")


def kind_of(target: str) -> str:
    """The kind of a target: ``provision``, ``answer``, ``absence`` …"""
    return target.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Near:
    """How near a sentence is to a question: its cosine and its BM25, and those of the expected questions that point at it (of the cosines
    the mean of the three highest, of the BM25 the highest; ``asked`` is None where no question points at it); and how much the question
    asks for it by what was learnt from them (``index.pointing``; None likewise). Whatever is asked: how many expected questions point at
    it (of one that points at several a share each), and its letters.
    """

    cosine: float
    lexical: float = 0.0
    asked: float | None = None
    asked_lexical: float = 0.0
    pointed: float | None = None
    expected: float = 0.0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Detail:
    """What a hit holds beyond its scores; see ``Hit``."""

    matched: str = ""
    sentences: dict[int, Near] = field(default_factory=dict)
    expected: int = 0


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brings: every target, best first; ``asked``, the log-odds that the question is of those that are answered
    (``index.asked``); and the scores of its text without what stands around it, one a target in the index's own order.
    """

    hits: list[Hit]
    asked: float
    alone: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the scores are mixed. Data: ``assistant/policy/weights.yaml`` says what each does, and the assistant takes all of them from
    there; the defaults are for tests of a part that does not look at the others.
    """

    question_dense: float = 0.2
    question_top: float = 0.6
    question_lexical: float = 0.15
    question_class: float = 0.3
    passage_dense: float = 0.1
    sentence_dense: float = 0.6
    text_lexical: float = 0.1
    text_share: float = 0.25
    coverage: float = 4.0
    asked_sharpness: float = 60.0
    asked_like: float = 2.5


class Hit:
    """One target with its scores.

    ``matched`` is the nearest expected question, ``sentences`` how near each sentence of the target is. They are read when they are first
    asked for: of a thousand hits a handful is looked at so closely. ``outcome_score``
    is what the model of the outcomes says: a log-probability but for a constant, 0 for a target without expected questions.
    """

    __slots__ = (
        "_detail",
        "_read",
        "id",
        "kind",
        "outcome_score",
        "question_cosine",
        "question_score",
        "score",
        "sentence_cosine",
        "target",
        "text_score",
    )

    def __init__(
        self,
        target: str,
        score: float,
        question_score: float = 0.0,
        text_score: float = 0.0,
        question_cosine: float = 0.0,
        sentence_cosine: float = 0.0,
        detail: Detail | Callable[[], Detail] = NO_DETAIL,
        outcome_score: float = 0.0,
    ) -> None:
        self.target = target
        self.kind, _, self.id = target.partition(":")
        self.score, self.question_score, self.text_score = score, question_score, text_score
        self.question_cosine, self.sentence_cosine = question_cosine, sentence_cosine
        self.outcome_score = outcome_score
        self._read = detail if callable(detail) else None
        self._detail = NO_DETAIL if callable(detail) else detail

    @property
    def document(self) -> str:
        """The document of a provision."""
        return self.id.partition("/")[0]

    @property
    def detail(self) -> Detail:
        """What is known of the target beyond its scores."""
        if self._read is not None:
            self._detail, self._read = self._read(), None
        return self._detail

    @property
    def matched(self) -> str:
        """The nearest expected question; empty where there is none."""
        return self.detail.matched

    @property
    def expected(self) -> int:
        """How many expected questions the target has."""
        return self.detail.expected

    @property
    def sentences(self) -> dict[int, Near]:
        """How near each sentence is, by its number."""
        return self.detail.sentences
