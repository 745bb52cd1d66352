"""Putting every question of a set to the assistant, and keeping what came back.

Asking and scoring are apart, so that scores can be counted again, and so that a metric can be tested on records made by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from threadpoolctl import threadpool_limits
from tqdm import tqdm

from assistant.record import Answer, Checklist
from evals.questions import Answerable, Dialogue, QuestionSet, Situation, Turn, Unanswerable
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


# The encoder's engine lets go of the interpreter, so two questions are put side by side; their order is kept. Threads of their own for
# products of matrices as small as ours would only wait for each other.
SIDE_BY_SIDE = 2


def collect(subject: Subject, questions: QuestionSet) -> Replies:
    """Every reply of the assistant to the set."""
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return _collect(subject, questions, pool)


def _collect(subject: Subject, questions: QuestionSet, pool: Executor) -> Replies:
    system = subject.system

    def answered(asked: tuple[Answerable, str, str]) -> Answered:
        item, language, text = asked
        return Answered(item, language, text, system.ask(text), tuple(provisions_found(system, text, language)))

    def abstained(asked: tuple[Unanswerable, str, str]) -> Abstained:
        item, language, text = asked
        return Abstained(item, language, system.ask(text))

    def listed(asked: tuple[Situation, str, str]) -> Listed:
        item, language, text = asked
        return Listed(item, language, system.checklist(text))

    def turned(dialogue: Dialogue) -> list[Turned]:
        conversation = subject.conversation()
        turns = enumerate(dialogue.turns, 1)
        return [Turned(dialogue.id, number, turn, system.ask(turn.text, conversation=conversation)) for number, turn in turns]

    answerable = [(item, *asked) for item in questions.answerable for asked in item.questions.items()]
    others = [(item, *asked) for item in questions.unanswerable for asked in item.questions.items()]
    situations = [(item, *asked) for item in questions.situations for asked in item.text.items()]
    dialogues = questions.conversations
    return Replies(
        list(bar(pool.map(answered, answerable), "answerable", len(answerable))),
        list(bar(pool.map(abstained, others), "unanswerable", len(others))),
        list(bar(pool.map(listed, situations), "situations", len(situations))),
        [turn for turns in bar(pool.map(turned, dialogues), "conversations", len(dialogues)) for turn in turns],
    )
