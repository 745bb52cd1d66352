"""The pipeline: a visible list of steps that hand on one context.

``read → resolve → retrieve → decide → compose → verify → suggest``; then the record. Every step is timed; one that sets
``done`` ends the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.checklist.recognise import Recogniser
from assistant.context import Context, Turn
from assistant.profile import Profile
from assistant.record import Answer, AnswerPart
from assistant.steps.compose import compose
from assistant.steps.decide import decide
from assistant.steps.read import read
from assistant.steps.resolve import resolve
from assistant.steps.retrieve import retrieve
from assistant.steps.suggest import suggest
from assistant.steps.verify import verify
from corpus.text.language import LanguageDetector
from index.hits import Weights

Step = Callable[[Context], None]


def steps(
    detector: LanguageDetector, recogniser: Recogniser, profile: Profile, weights: Weights | None, known: frozenset[str] = frozenset()
) -> list[tuple[str, Step]]:
    """The steps in order, by name. ``known`` are names of the corpus, which accuse nobody."""
    return [
        ("read", lambda c: read(c, detector, known)),
        ("resolve", resolve),
        ("retrieve", lambda c: retrieve(c, weights, recogniser)),
        ("decide", lambda c: decide(c)),  # by its name, so that a fit can look before it
        ("compose", compose),
        ("verify", verify),
        ("suggest", lambda c: suggest(c, profile)),
    ]


def take(context: Context, listed: list[tuple[str, Step]], last: str = "") -> dict[str, float]:
    """Take a question through the steps, no further than one that sets ``done``, and than ``last`` where it is named; how long each took,
    in milliseconds.
    """
    timings: dict[str, float] = {}
    for name, step in listed:
        before = time.perf_counter()
        step(context)
        timings[name] = round((time.perf_counter() - before) * 1000, 2)
        if context.done or name == last:
            break
    return timings


def run(context: Context, listed: list[tuple[str, Step]]) -> Answer:
    """Take a question through the steps; the record of it. The conversation remembers what a follow-up may lean on."""
    begun = time.perf_counter()
    timings = take(context, listed)
    timings["total"] = round((time.perf_counter() - begun) * 1000, 2)
    answer = _record(context, timings)
    if not context.done:
        told = Turn(context.standalone, context.language, context.vector, context.parts, context.status, context.exact, context.short)
        context.conversation.remember(told)
    return answer


def _record(context: Context, timings: dict[str, float]) -> Answer:
    plain = [AnswerPart(text=context.text or context.standalone, status="missing")]
    return Answer(
        question=context.question,
        standalone_question=context.standalone or context.question[:200],
        language=context.language,
        status=context.status,
        statements=context.statements,
        citations=context.citations,
        parts=context.answer_parts or plain,
        ask_next=context.ask_next,
        checklist=context.checklist,
        referral=context.referral,
        withheld=context.withheld,
        corpus_version=context.corpus.version,
        index_version=context.index.manifest.version,
        timings_ms=timings,
    )
