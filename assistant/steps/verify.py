"""Verify: nothing leaves that cannot be located.

For every citation the passage is the corpus's own, the quote stands at its offsets, the official quote in the official passage.
Every statement of official or translated words is found again in a passage that it cites, its bracketed insertions apart. What
fails is withheld and counted; where nothing is left, the question was not answered.
"""

from __future__ import annotations

import re

from assistant.context import Context
from assistant.policy import say
from assistant.record import AnswerPart, Citation, Statement
from assistant.steps.advise import advise
from corpus.text.normal import squeeze

_INSERTION = re.compile(r"\s*(?:\[[^\]]*\]|…)\s*")


def located(citation: Citation, context: Context) -> bool:
    """Whether the quote and the official quote stand where the citation says, in the corpus's own text."""
    document, _, local = citation.provision_id.partition("/")
    provision = context.document(document).provisions.get(local)
    if provision is None or provision.edition(citation.language).text != citation.passage:
        return False
    if not citation.quote.strip() or citation.passage[citation.quote_start : citation.quote_end] != citation.quote:
        return False
    official = provision.official(citation.official_language)
    if citation.official_quote is None and citation.text_kind != "digest":
        return False
    if official is None:
        return citation.official_passage is None
    if official.language != citation.official_language or official.text != citation.official_passage:
        return False
    # A digest may have no sentence of the official text surely beside it; what is quoted must stand there.
    return citation.official_quote is None or (bool(citation.official_quote.strip()) and citation.official_quote in official.text)


def worded(statement: Statement, cited: list[Citation]) -> bool:
    """Whether a statement's words stand in a passage that it cites."""
    if statement.kind not in ("verbatim", "translation"):
        return True
    passages = [squeeze(p) for c in cited for p in (c.passage, c.official_passage or "")]
    pieces = [piece.strip(" ,;:.") for piece in _INSERTION.split(statement.text)]
    return all(any(squeeze(piece) in passage for passage in passages) for piece in pieces if piece)


def verify(context: Context) -> None:
    """Drops what fails and numbers the rest anew."""
    good = {c.number: c for c in context.citations if located(c, context)}
    keep: list[bool] = []
    for statement in context.statements:
        if statement.kind == "notice" and not statement.citations:
            keep.append(True)
            continue
        cited = [good[n] for n in statement.citations if n in good]
        keep.append(len(cited) == len(statement.citations) and bool(cited) and worded(statement, cited))
    context.withheld += keep.count(False)
    _renumber(context, keep, good)
    substance = any(s.citations for s in context.statements)
    if not any(s.citations and not s.further for s in context.statements):
        # A reader opens nothing where there is nothing to add to.
        context.statements = [s.model_copy(update={"further": False}) for s in context.statements]
    if not substance and context.status in ("answered", "partial"):
        context.status, context.citations = "not_covered", []
        context.statements = []
        context.notice(say("answer.not_covered", context.language))
        advise(context)
        context.answer_parts = [AnswerPart(text=p.text, status="missing") for p in context.answer_parts]


def _renumber(context: Context, keep: list[bool], good: dict[int, Citation]) -> None:
    place = {old: new for new, old in enumerate(i for i, kept in enumerate(keep) if kept)}
    statements = [s for s, kept in zip(context.statements, keep, strict=True) if kept]
    order = list(dict.fromkeys(n for s in statements for n in s.citations))
    number = {old: new for new, old in enumerate(order, 1)}
    context.statements = [s.model_copy(update={"citations": [number[n] for n in s.citations]}) for s in statements]
    context.citations = [good[old].model_copy(update={"number": new}) for old, new in number.items()]
    context.answer_parts = [
        AnswerPart(
            text=p.text,
            status=p.status if any(i in place for i in p.statements) else "missing",
            statements=[place[i] for i in p.statements if i in place],
        )
        for p in context.answer_parts
    ]
