"""What a conversation is about: the sources that the last answer rested on, and what the next question makes of them.

Who goes on asking mostly stays with the source that was spoken of, or at least in its country ("who is the authority there?"). How much
that says is fitted on dev's conversations (``evals fit --following``); the figures are data (``weights.yaml``: ``following``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.context import Context
from assistant.policy import section
from index.hits import Hit

FEATURES = ("spoken", "beside", "same_place")


@dataclass(frozen=True)
class Spoken:
    """What the last answer rested on: the document of its first citation, all its documents, and the jurisdiction of the first."""

    main: frozenset[str]
    beside: frozenset[str]
    places: frozenset[str]


def spoken_of(context: Context) -> Spoken | None:
    """What the last answer of the conversation rested on; None where there is none."""
    turn = next(iter(context.conversation.answered), None)
    choices = [choice for part in turn.parts for choice in part.choices] if turn else []
    rested = [place for choice in choices for place in _rests_on(context, choice.hit)]
    if not rested:
        return None
    first = rested[0].partition("/")[0]
    documents = frozenset(place.partition("/")[0] for place in rested)
    return Spoken(frozenset({first}), documents, _places(context, [first]))


def features(context: Context, spoken: Spoken, hits: Sequence[Hit]) -> NDArray[np.float64]:
    """A row a candidate, a column a feature in the order of ``FEATURES``."""
    return np.array([_row(context, spoken, hit) for hit in hits], dtype=np.float64).reshape(len(hits), len(FEATURES))


def following(context: Context, spoken: Spoken, hits: Sequence[Hit]) -> NDArray[np.float64]:
    """What is added to each candidate's score. Of a question that stands alone the mean is taken away, so that the decision stays what it
    was fitted for; what leans on an answer asks more surely of what is answered.
    """
    values = features(context, spoken, hits)
    if context.standalone == context.text:
        values = values - values.mean(axis=0)
    policy = section("weights")["following"]
    return np.asarray(values @ np.array([float(policy[name]) for name in FEATURES]))


def _row(context: Context, spoken: Spoken, hit: Hit) -> list[float]:
    rested = _rests_on(context, hit)
    documents = {place.partition("/")[0] for place in rested}
    return [
        float(not documents.isdisjoint(spoken.main)),
        float(not documents.isdisjoint(spoken.beside)),
        float(not _places(context, documents).isdisjoint(spoken.places)),
    ]


def _rests_on(context: Context, hit: Hit) -> list[str]:
    """The provisions that an outcome is said with: itself, or what a reviewed answer cites."""
    if hit.kind == "provision":
        return [hit.id]
    if hit.kind == "answer":
        written = next(entry for entry in context.corpus.knowledge.answers if entry.id == hit.id)
        return [cite.partition("#")[0] for said in written.statements for cite in said.cites]
    if hit.kind == "absence":
        return [cite.partition("#")[0] for cite in next(entry for entry in context.corpus.knowledge.absences if entry.id == hit.id).cites]
    return []


def _places(context: Context, documents: Sequence[str] | set[str]) -> frozenset[str]:
    return frozenset(context.document(name).meta.jurisdiction for name in documents)
