"""Holding answers against the contract and their quotes against the corpus, independently of the assistant's own ``verify``.

Every fault has a kind, so that a report can say which rule broke and how often. What Pydantic already refuses (missing fields, wrong
types) cannot get here; these are the rules that a well-shaped record can still break, and the corpus that it claims to quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.record import Answer, Checklist, Citation, Statement
from corpus.base.errors import MendData
from corpus.load import Corpus
from corpus.model import Provision
from corpus.text.normal import squeeze

WITHOUT_SOURCES = ("not_covered", "refused", "invalid")
BINDING = ("law", "eu_law")
# Faults of a quote or its place; the rest are faults of the record.
QUOTE_FAULTS = ("offsets", "passage", "official_quote", "official_missing", "unknown_provision")
_INSERTED = re.compile(r"\s*(?:\[[^\]]*\]|…)\s*")


@dataclass(frozen=True, order=True)
class Fault:
    """One rule broken, and where."""

    kind: str
    where: str


def citation_faults(citation: Citation, corpus: Corpus) -> Iterator[Fault]:
    """Whether the quote stands where it says, in the passage and in the corpus's own official text."""
    where = f"[{citation.number}] {citation.provision_id}"
    if not citation.quote.strip() or citation.passage[citation.quote_start : citation.quote_end] != citation.quote:
        yield Fault("offsets", where)
    try:
        provision = corpus.provision(citation.provision_id)
    except MendData:
        yield Fault("unknown_provision", where)
        return
    edition = provision.editions.get(citation.language)
    if edition is None or squeeze(citation.passage) not in squeeze(edition.text):
        yield Fault("passage", where)
    official = provision.official(citation.official_language)
    text = squeeze(official.text) if official else ""
    if citation.official_quote is not None:
        verbatim = squeeze(citation.official_quote)
        if not verbatim or verbatim not in text or verbatim not in squeeze(citation.official_passage or ""):
            yield Fault("official_quote", where)
    elif citation.text_kind == "translation":
        yield Fault("official_missing", where)
    if citation.text_kind == "official" and squeeze(citation.quote) not in text:
        yield Fault("official_quote", where)
    if not _names_place(citation.pinpoint, provision):
        yield Fault("pinpoint", where)
    yield from _label_faults(citation, where)


def _names_place(pinpoint: str, provision: Provision) -> bool:
    """Whether the pinpoint begins as some edition labels the provision, and names a page that it stands on where pages are known."""
    label = next((e.label for e in provision.editions.values() if pinpoint.startswith(e.label)), None)
    told = [provision.meta.page, *(e.page for e in provision.editions.values())]
    known = {str(page) for pages in told for page in (pages if isinstance(pages, list) else [pages]) if page is not None}
    return label is not None and (not known or bool(known & set(re.findall(r"\d+", pinpoint[len(label) :]))))


def _label_faults(citation: Citation, where: str) -> Iterator[Fault]:
    if not citation.provision_id.startswith(citation.document_id + "/"):
        yield Fault("document", where)
    outside = citation.authority not in BINDING or citation.layer == "foreign" or citation.in_force != "in_force"
    if citation.binding and outside:
        yield Fault("binding", where)


def statement_faults(statement: Statement, where: str, citations: dict[int, Citation]) -> Iterator[Fault]:
    """Whether a statement has its sources, and whether verbatim and translated words stand in them."""
    if not statement.text.strip():
        yield Fault("empty", where)
    if statement.kind != "notice" and not statement.citations:
        yield Fault("uncited", where)
    if any(number not in citations for number in statement.citations):
        yield Fault("dangling", where)
    cited = [citations[number] for number in statement.citations if number in citations]
    if statement.kind in ("verbatim", "translation") and cited:
        texts = [squeeze(text) for c in cited for text in (c.passage, c.official_passage or "")]
        pieces = (squeeze(piece.strip(" ,;:.")) for piece in _INSERTED.split(statement.text))
        if any(piece and not any(piece in text for text in texts) for piece in pieces):
            yield Fault("words", where)


def answer_faults(answer: Answer, corpus: Corpus) -> list[Fault]:
    """Everything that does not hold of one answer; empty where all does."""
    citations = {citation.number: citation for citation in answer.citations}
    found = [fault for citation in answer.citations for fault in citation_faults(citation, corpus)]
    for number, statement in enumerate(answer.statements):
        found += statement_faults(statement, f"statement {number}", citations)
    found += _record_faults(answer)
    if answer.checklist is not None:
        found += checklist_faults(answer.checklist, corpus)
    return found


def _record_faults(answer: Answer) -> Iterator[Fault]:
    numbers = [citation.number for citation in answer.citations]
    used = list(dict.fromkeys(number for statement in answer.statements for number in statement.citations))
    if numbers != list(range(1, len(numbers) + 1)) or used != numbers:
        yield Fault("numbering", f"{used} of {numbers}")
    if answer.status in WITHOUT_SOURCES and answer.citations:
        yield Fault("sources_on_refusal", answer.status)
    if answer.status in ("answered", "partial") and not answer.citations:
        yield Fault("no_sources", answer.status)
    if answer.status == "referred" and answer.referral is None:
        yield Fault("referral", "none given")
    if not answer.statements:
        yield Fault("nothing_said", answer.status)
    for number, part in enumerate(answer.parts):
        known = all(0 <= index < len(answer.statements) for index in part.statements)
        if not known or (part.status == "answered" and not part.statements):
            yield Fault("parts", f"part {number}")
    if "total" not in answer.timings_ms:
        yield Fault("timings", "no total")


def checklist_faults(checklist: Checklist, corpus: Corpus) -> list[Fault]:
    """Themes known, raised once, with items; the quotes of the items hold."""
    found: list[Fault] = []
    known = {theme.id for theme in corpus.knowledge.themes}
    raised = [theme.id for theme in checklist.themes]
    found += [Fault("theme", theme) for theme in raised if theme not in known]
    if len(set(raised)) != len(raised):
        found.append(Fault("theme", "raised twice"))
    for theme in checklist.themes:
        if not theme.items:
            found.append(Fault("theme", f"{theme.id} without items"))
        for item in theme.items:
            found += [Fault(fault.kind, f"{item.id} {fault.where}") for c in item.citations for fault in citation_faults(c, corpus)]
    return found
