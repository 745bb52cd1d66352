"""What a conversation is about: the sources that the last answer rested on, and what the next question makes of them.

Who goes on asking mostly stays with the source that was spoken of, or at least in its country ("who is the authority there?"). How much
that says is fitted on dev's conversations (``evals fit following``); the figures are data (``weights.yaml``: ``following``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.steps.written import answer_cites
from index.hits import ANSWERING, Hit

FEATURES = ("spoken", "beside", "same_place", "near_before")


@dataclass(frozen=True)
class Spoken:
    """What the last answer rested on: the document of its first citation, all its documents, the jurisdiction of the first, and the
    targets that stood under "see also"; the target that it began with and the provisions of that.
    """

    document: str
    documents: frozenset[str]
    place: str
    near: frozenset[str] = frozenset()
    target: str = ""
    provisions: tuple[str, ...] = ()


def spoken_of(context: Context) -> Spoken | None:
    """What the last answer of the conversation rested on; None where there is none."""
    turn = next(iter(context.conversation.answered), None)
    choices = [choice for part in turn.parts for choice in part.choices] if turn else []
    documents = [name for choice in choices for name in documents_of(context, choice.hit)]
    if not documents:
        return None
    near = frozenset(choice.hit.target for choice in choices if choice.beside)
    led = choices[0].hit
    return Spoken(documents[0], frozenset(documents), _place(context, documents[0]), near, led.target, tuple(provisions_of(context, led)))


def is_after(context: Context, part: PartQuery) -> bool:
    """Whether a part is decided as what follows an answer (``decide.yaml``: ``later``)."""
    return part.own is not None and spoken_of(context) is not None


def features(context: Context, spoken: Spoken, hits: Sequence[Hit]) -> NDArray[np.float64]:
    """A row a candidate, a column a feature in the order of ``FEATURES``."""
    return np.array([_row(context, spoken, hit) for hit in hits], dtype=np.float64).reshape(len(hits), len(FEATURES))


def follow(context: Context, spoken: Spoken, hits: Sequence[Hit], share: float = 1.0) -> None:
    """Add to the scores of the first hits that answer what was spoken of before. ``hits`` come best first; ``share`` is how much of their
    scores is the question's own. Of a question that stands alone the mean is taken away, so that the decision stays what it was fitted
    for; what leans on an answer asks more surely of what is answered.
    """
    first = followed(hits)
    if not first:
        return
    values = features(context, spoken, first)
    if not context.leaning:
        values = values - values[: int(section("weights")["rank"]["candidates"])].mean(axis=0)
    policy = section("weights")["following"]
    for hit, more in zip(first, (values @ np.array([float(policy[name]) for name in FEATURES])).tolist(), strict=True):
        hit.score += share * more


def followed(hits: Sequence[Hit]) -> list[Hit]:
    """The first hits that answer, among which what was spoken of is looked for: "how long does it take?" is near to how long anything
    takes, so these are more than the ranking looks at.
    """
    return list(islice((hit for hit in hits if hit.kind in ANSWERING), int(section("weights")["following"]["candidates"])))


def _row(context: Context, spoken: Spoken, hit: Hit) -> list[float]:
    documents = documents_of(context, hit)
    return [
        float(spoken.document in documents),
        float(not spoken.documents.isdisjoint(documents)),
        float(any(_place(context, name) == spoken.place for name in documents)),
        float(hit.target in spoken.near),
    ]


def documents_of(context: Context, hit: Hit) -> list[str]:
    """The documents that a provision, a reviewed answer or a correction is said with."""
    return [provision.partition("/")[0] for provision in provisions_of(context, hit)]


def provisions_of(context: Context, hit: Hit) -> list[str]:
    """The provisions, likewise."""
    knowledge, cites = context.corpus.knowledge, [hit.id] if hit.kind == "provision" else []
    if hit.kind == "answer":
        cites = answer_cites(knowledge, hit.id)
    elif hit.kind == "absence":
        cites = context.absence(hit.id).cites
    return [cite.partition("#")[0] for cite in cites]


def margins(context: Context, spoken: Spoken, ordered: Iterable[tuple[str, float]], lowest: float) -> tuple[float, float]:
    """By how much the best target that answers scores above the best that says why there is no answer; and likewise among those that rest
    on the sources that were spoken of, where one that is not there counts as ``lowest``. ``ordered`` has targets with their scores, best
    first.
    """
    best: dict[bool, float] = {}
    near: dict[bool, float] = {}
    for target, score in ordered:
        hit = Hit(target, score)
        answers = hit.kind in ANSWERING
        best.setdefault(answers, score)
        names = context.absence(hit.id).documents if hit.kind == "absence" else documents_of(context, hit)
        if answers not in near and not spoken.documents.isdisjoint(names):
            near[answers] = score
        if len(near) == 2:
            break
    over, near_over = (side.get(True, lowest) - side.get(False, lowest) for side in (best, near))
    return over, near_over


def _place(context: Context, document: str) -> str:
    return context.document(document).meta.jurisdiction
