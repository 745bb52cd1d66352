"""What is concluded after an answer: "so it is law, then".

Such a sentence asks nothing, but whoever says it wants to hear where it is wrong. By its words it is nearest to the very provision that it
misreads; so what people wrongly conclude is written down with what corrects it (``corpus/knowledge/claims.yaml``), and counts where the
document that it is concluded from was spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.context import Context
from assistant.policy import section
from assistant.steps.asks import asks
from assistant.steps.spoken import spoken_of
from corpus.text.normal import fold, words
from index.encoders.base import Vectors
from index.hits import ANSWERING, Hit


def lift_claims(context: Context, text: str, vector: Vectors, hits: Sequence[Hit]) -> None:
    """Add to the score of an absence of what was spoken of for every hundredth by which one of its claims is nearer than what people were
    expected to ask of any matter without an answer. ``text`` is what is said now, ``vector`` its own, shape (dimension,).
    """
    last = context.conversation.last
    if last is None or last.status not in ("answered", "partial") or context.foreign or not is_claim(text, context.language):
        return
    spoken = spoken_of(context)
    if spoken is None:
        return
    corrects = {entry.id for entry in context.corpus.knowledge.absences if not spoken.documents.isdisjoint(entry.documents)}
    policy, near = section("weights")["claims"], context.index.languages[context.language].nearest_claims(vector)
    # What is nearer by a question that is expected is the better match, however far the absence's own questions are.
    least = max([float(policy["least"]), *(hit.question_cosine for hit in hits if hit.kind not in ANSWERING)])
    for hit in hits:
        cosine = near.get(hit.target, 0.0)
        if cosine > least and hit.id in corrects:
            hit.score += float(policy["a_hundredth"]) * 100 * (cosine - least)
            hit.question_cosine = cosine


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
