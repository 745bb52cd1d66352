"""Suggest the checklist where the question describes something to be done, and what could be asked next."""

from __future__ import annotations

from assistant.checklist.compile import checklist
from assistant.context import Context
from assistant.profile import Profile


def suggest(context: Context, profile: Profile) -> None:
    """Sets ``checklist`` and ``ask_next``."""
    if context.vector is None or context.reuse:
        return
    if context.recognised and context.raised and context.status not in ("refused", "invalid"):
        context.checklist = checklist(context.corpus, context.recognised, context.language, profile)
    context.ask_next = _next_questions(context)


def _next_questions(context: Context) -> list[str]:
    """Up to three questions that the corpus can answer, near to this one and not about what was just said."""
    said = {c.provision_id for c in context.citations}
    found: list[str] = []
    for hit in (hit for part in context.parts for hit in part.hits[:12]):
        if hit.kind != "provision" or hit.id in said or len(found) == 3:
            continue
        document, _, local = hit.id.partition("/")
        provision = context.document(document).provisions[local]
        if provision.meta.kind in ("note", "title"):
            continue
        question = next(
            (q for g in provision.questions for q in g.questions.get(context.language, ()) if q.endswith("?") and len(q) < 90), None
        )
        if question:
            said.add(hit.id)
            found.append(question)
    return found
