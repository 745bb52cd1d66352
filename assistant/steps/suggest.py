"""Suggest the checklist where the question describes something to be done, and what could be asked next."""

from __future__ import annotations

from assistant.checklist.compile import checklist
from assistant.context import Context
from assistant.policy import section
from assistant.profile import Profile
from corpus.text.likeness import alike, matter


def suggest(context: Context, profile: Profile) -> None:
    """Sets ``checklist`` and ``ask_next``."""
    if context.vector is None or context.reuse:
        return
    if context.recognised and context.raised and context.status != "refused":
        context.checklist = checklist(context.corpus, context.recognised, context.language, profile)
    context.ask_next = _next_questions(context)


def _next_questions(context: Context) -> list[str]:
    """Up to three questions that the corpus can answer, near to this one and not about what was just said; none in nearly its words, for
    who was told that there is no answer is not to be offered the question.
    """
    said, asked = {c.provision_id for c in context.citations}, matter(context.text, context.language)
    most = float(section("weights")["same_words"])
    found: list[str] = []
    for hit in (hit for part in context.parts for hit in part.hits[:12]):
        if hit.kind != "provision" or hit.id in said or len(found) == 3:
            continue
        provision = context.provision(hit.id)
        if provision.meta.kind in ("note", "title"):
            continue
        expected = (q for g in provision.questions for q in g.questions.get(context.language, ()) if q.endswith("?") and len(q) < 90)
        question = next((q for q in expected if alike(asked, matter(q, context.language)) < most), None)
        if question:
            said.add(hit.id)
            found.append(question)
    return found
