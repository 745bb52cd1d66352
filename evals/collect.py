"""Putting every question of a set to the assistant, and keeping what came back.

Asking and scoring are apart, so that scores can be counted again, and so that a metric can be tested on records made by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from tqdm import tqdm

from assistant.record import Answer, Checklist
from evals.questions import Answerable, QuestionSet, Situation, Turn, Unanswerable
from evals.system import Subject, provisions_found

T = TypeVar("T")


@dataclass(frozen=True)
class Answered:
    """An answerable question in one language, with the reply and the provisions that retrieval ranked."""

    item: Answerable
    language: str
    question: str
    answer: Answer
    ranked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Abstained:
    """A question that should get no plain answer, with the reply that it got."""

    item: Unanswerable
    language: str
    answer: Answer


@dataclass(frozen=True)
class Listed:
    """A situation with the checklist that it got."""

    item: Situation
    language: str
    checklist: Checklist


@dataclass(frozen=True)
class Turned:
    """One turn of a conversation with its reply."""

    dialogue: str
    number: int
    turn: Turn
    answer: Answer


@dataclass
class Replies:
    """All that came back for one question set."""

    answered: list[Answered] = field(default_factory=list)
    abstained: list[Abstained] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Every answer with a name for it."""
        yield from ((f"{r.item.id}.{r.language}", r.answer) for r in self.answered)
        yield from ((f"{r.item.id}.{r.language}", r.answer) for r in self.abstained)
        yield from ((f"{r.dialogue}.{r.number}", r.answer) for r in self.turned)


def bar(rows: Iterable[T], told: str, total: int | None = None) -> Iterable[T]:
    """``rows`` with a progress bar on standard error."""
    return tqdm(rows, desc=told, total=total, file=sys.stderr, leave=False)  # type: ignore[no-any-return]


def collect(subject: Subject, questions: QuestionSet) -> Replies:
    """Every reply of the assistant to the set."""
    system = subject.system
    replies = Replies()
    for item in bar(questions.answerable, "answerable"):
        for language, text in item.questions.items():
            ranked = tuple(provisions_found(system, text, language))
            replies.answered.append(Answered(item, language, text, system.ask(text), ranked))
    for asked in bar(questions.unanswerable, "unanswerable"):
        for language, text in asked.questions.items():
            replies.abstained.append(Abstained(asked, language, system.ask(text)))
    for situation in bar(questions.situations, "situations"):
        for language, text in situation.text.items():
            replies.listed.append(Listed(situation, language, system.checklist(text)))
    for dialogue in bar(questions.conversations, "conversations"):
        conversation = subject.conversation()
        for number, turn in enumerate(dialogue.turns, 1):
            replies.turned.append(Turned(dialogue.id, number, turn, system.ask(turn.text, conversation=conversation)))
    return replies
