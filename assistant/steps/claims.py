"""What is concluded after an answer: "so it is law, then".

Such a sentence asks nothing, but whoever says it wants to hear where it is wrong. By its words it is nearest to the very provision that it
misreads; so what people wrongly conclude is written down with what corrects it (``corpus/knowledge/claims.yaml``). It counts where the
document that it is concluded from was spoken of; and what is clearly a conclusion is answered by what speaks of the very provision that
it misreads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import asks
from assistant.steps.resolve import means_another
from assistant.steps.spoken import spoken_of
from assistant.steps.written import answer_cites
from corpus.text.normal import fold, words
from index.encoders.base import Vectors
from index.hits import ANSWERING, Hit


def lift_claims(context: Context, text: str, vector: Vectors, hits: Sequence[Hit]) -> None:
    """Add to the score of an absence of what was spoken of for every hundredth by which one of its claims is nearer than what people were
    expected to ask of any matter without an answer. ``text`` is what is said now, ``vector`` its own, shape (dimension,).
    """
    if not _after_answer(context) or not is_claim(text, context.language):
        return
    spoken = spoken_of(context)
    if spoken is None:
        return
    corrects = {entry.id for entry in context.corpus.knowledge.absences if not spoken.documents.isdisjoint(entry.documents)}
    policy, near = section("weights")["claims"], context.index.later.nearest_wrong(vector[None, :], context.language)
    # What is nearer by a question that is expected is the better match, however far the absence's own questions are.
    least = max([float(policy["least"]), *(hit.question_cosine for hit in hits if hit.kind not in ANSWERING)])
    for hit in hits:
        cosine = near.get(hit.target, 0.0)
        if cosine > least and hit.id in corrects:
            hit.score += float(policy["a_hundredth"]) * 100 * (cosine - least)
            hit.question_cosine = cosine


def corrected(context: Context) -> tuple[PartQuery, Hit] | None:
    """The absence that speaks of what is concluded from the answer before, and the part that found it; None where nothing is concluded, or
    nothing that any of its examples is like. Its text is a fact of its own, so that it is no answer beside the point to a right conclusion.
    """
    if not _after_answer(context) or means_another(context.typed, context.language) or _is_case(context):
        return None
    stated = [vector for sentence, vector in context.said.items() if is_claim(sentence, context.language)]
    if not stated:
        return None
    policy, later = section("weights")["claims"], context.index.later
    vectors = np.stack(stated)
    if later.conclusion(vectors).max() < float(policy["manner"]):
        return None
    found = [(part, hit) for part in context.parts for hit in _of_the_best(context, part)]
    part, best = max(found, key=lambda row: row[1].score, default=(None, None))
    if part is None or best is None:
        return None
    wrong, right = (near(vectors, context.language).get(best.target, 0.0) for near in (later.nearest_wrong, later.nearest_right))
    return (part, best) if wrong >= max(float(policy["near"]), right - float(policy["slack"])) else None


def _of_the_best(context: Context, part: PartQuery) -> Iterator[Hit]:
    """The absences that a source itself bears out and that rest on the best provision of a part, or come before all that answers."""
    policy = section("weights")["claims"]
    answering = [hit for hit in part.hits if hit.kind in ANSWERING]
    lead = answering[0]
    best = {next((hit.id for hit in answering if hit.kind == "provision"), "")}
    if lead.kind == "answer":
        best |= set(answer_cites(context.corpus.knowledge, lead.id))
    least = max(float(policy["score"]), float(policy["share"]) * lead.score)
    first = next((hit for hit in part.hits if hit.kind not in ANSWERING), None)
    for hit in part.hits:
        if hit.kind == "absence" and hit.score >= least and (absence := context.absence(hit.id)).held:
            rests = not best.isdisjoint(cite.partition("#")[0] for cite in absence.cites)
            if rests or (hit is first and hit.score >= lead.score):
                yield hit


def _is_case(context: Context) -> bool:
    """Whether what is said is an asker's own case or a way round the rules: both are told in like words."""
    policy = section("weights")["claims"]
    crooked = context.case >= float(policy["case"]) and context.crooked >= float(policy["crooked"])
    return crooked or (context.case >= float(policy["asked_case"]) and asks(context.typed, context.language))


def _after_answer(context: Context) -> bool:
    last = context.conversation.last
    return last is not None and last.answered and not context.foreign


def is_claim(text: str, language: str) -> bool:
    """Whether a text states something rather than asks it, its question mark and what asks for consent apart ("it is binding, right?");
    "and if they don't?" does neither.
    """
    stated = _tags(language).sub("", text.replace("?", "").rstrip(" .!"))
    few = int(section("weights")["claims"]["words"])
    return len(words(stated)) >= few and not asks(stated, language) and not _supposing(language).match(fold(stated))


@lru_cache(maxsize=3)
def _tags(language: str) -> re.Pattern[str]:
    return re.compile(rf",\s*(?:{'|'.join(section('language')['tags'][language])})$", re.IGNORECASE)


@lru_cache(maxsize=3)
def _supposing(language: str) -> re.Pattern[str]:
    policy = section("language")
    before = "|".join(policy["before_asking"][language])
    return re.compile(rf"(?:{before})*(?:{'|'.join(policy['supposing'][language])})\b")
