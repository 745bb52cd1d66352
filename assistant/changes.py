"""What changed between two corpora and what it means for what was said: entries of knowledge and saved records that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from assistant.record import Answer, Checklist, Citation
from assistant.saved import Saved
from corpus.base.errors import BuildIndex
from corpus.diff import CorpusDiff, diff
from corpus.model import Cite
from corpus.snapshot import Snapshot
from corpus.touched import Touch, Touched, Why, touch, touched
from index.kept import built_before, built_from


@dataclass(frozen=True)
class TouchedRecord:
    """A saved answer or checklist that rests on what changed."""

    where: str
    asked: str
    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class Changes:
    """The difference of two corpora, and what rests on it."""

    diff: CorpusDiff
    touched: tuple[Touched, ...] = ()
    records: tuple[TouchedRecord, ...] = ()


def changes(old: Snapshot, new: Snapshot, saved: Iterable[Saved] = (), document: str | None = None) -> Changes:
    """What changed from ``old`` to ``new``, in one ``document`` alone where one is named, and which entries and records it touches."""
    found = diff(old, new)
    if document is not None:
        found = replace(found, documents=tuple(d for d in found.documents if document in (d.id, d.old and d.old.id)), entries=())
    return Changes(found, tuple(touched(found, old, new)), tuple(_records(found, saved)))


def last_change(document: str, folder: Path, now: Snapshot, saved: Iterable[Saved] = ()) -> Changes:
    """What last changed in a document: since the index in ``folder`` was built, or else between its corpus and the one before.

    So what a fetched text brought is seen before the index is built again and after. Raises ``BuildIndex`` where the index keeps no corpus.
    """
    built, records = built_from(folder), list(saved)
    found = changes(built, now, records, document)
    before = built_before(folder) if found.diff.empty else None
    return changes(before, built, records, document) if before else found


@lru_cache(maxsize=2)
def since_previous(folder: Path) -> Changes | None:
    """What changed from the last corpus before to the one that a built index was made of; None where no earlier one is known.

    An index folder is never written again, so the answer is kept.
    """
    before = built_before(folder)
    try:
        return changes(before, built_from(folder)) if before else None
    except BuildIndex:
        return None


def _records(found: CorpusDiff, saved: Iterable[Saved]) -> Iterator[TouchedRecord]:
    for record in saved:
        for answer in record.answers:
            yield from _touched(found, record.where, answer.question, _citations(answer))
        if record.checklist:
            yield from _touched(found, record.where, record.checklist.situation, _citations(record.checklist))


def _touched(found: CorpusDiff, where: str, asked: str, citations: Iterable[Citation]) -> Iterator[TouchedRecord]:
    touches = {Touch(c.provision_id, why): None for c in citations if (why := _touch(found, c))}
    if touches:
        yield TouchedRecord(where, asked, tuple(touches))


def _citations(record: Answer | Checklist) -> Iterator[Citation]:
    """Every citation of a record, those of its checklist with it."""
    checklist = record.checklist if isinstance(record, Answer) else record
    if isinstance(record, Answer):
        yield from record.citations
    for theme in checklist.themes if checklist else ():
        for item in theme.items:
            yield from item.citations


def _touch(found: CorpusDiff, citation: Citation) -> Why | None:
    """What became of what a citation quotes. A provision that changed elsewhere leaves a quote that still stands in it untouched."""
    why = touch(found, Cite(citation.provision_id, ()))
    change = found.provisions.get(citation.provision_id)
    if why != "reworded" or change is None or change.new is None:
        return why
    for language, quote in ((citation.language, citation.quote), (citation.official_language, citation.official_quote)):
        texts = [text for name, text in change.new.editions.items() if name.rstrip("+") == language]
        if quote and not any(quote in " ".join(line.text for line in text.lines) for text in texts):
            return "reworded"
    document = found.before.get(citation.document_id)
    return "standing" if document and document.standing else None
