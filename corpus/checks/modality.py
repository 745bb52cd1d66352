"""Whether a sentence speaks with the same force in the three languages.

Line *n* of every edition, every text of a knowledge entry and every lead-in stands in Swedish, Finnish and English, written one after the
other; "must" creeps into one of them, or "may" out of it, without anyone seeing the three side by side. Differences are for a person's
eye: the words of force (``corpus.text.force``) tell that something differs, not what is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.base.settings import LANGUAGES
from corpus.checks.finding import Finding
from corpus.load import Corpus
from corpus.model import Document
from corpus.text.force import STRENGTH, force_differences

KINDS = ("glossary", "actors", "referrals", "absences", "classes", "answers", "timeline", "roles", "themes")
# Not said to anyone: what finds an entry, and situations that people describe.
SEARCH_ONLY = {"questions", "claims", "borne_out", "also", "short", "triggers", "examples", "contrast"}


def check_modality(corpus: Corpus) -> Iterator[Finding]:
    """A look for every text whose languages differ in force, what concerns a duty first."""
    found = []
    for where, texts in (*_sentences(corpus), *_entries(corpus)):
        differences = force_differences(texts)
        if differences:
            strongest = max(STRENGTH[d.force] for d in differences)
            found.append((-strongest, Finding(where, "force differs: " + "; ".join(map(str, differences)), fault=False)))
    yield from (finding for _, finding in sorted(found, key=lambda pair: pair[0]))


def _sentences(corpus: Corpus) -> Iterator[tuple[str, dict[str, str]]]:
    for document in corpus.documents.values():
        yield f"{document.id}/document.yaml lead_in", dict(document.meta.lead_in)
        yield from _lines(document)


def _lines(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    for provision in document.provisions.values():
        rows = zip(*(text.lines for text in provision.editions.values()), strict=False)
        for number, row in enumerate(rows, 1):
            yield f"{provision.id}#{number}", dict(zip(provision.editions, (line.reading for line in row), strict=True))
            plain = {language: line.plain for language, line in zip(provision.editions, row, strict=True) if line.plain}
            if plain:
                yield f"{provision.id}#{number} plain", plain


def _entries(corpus: Corpus) -> Iterator[tuple[str, dict[str, str]]]:
    for kind in KINDS:
        for entry in getattr(corpus.knowledge, kind):
            yield from _texts(f"{kind}/{entry.id}", entry.model_dump(exclude=SEARCH_ONLY))


def _texts(where: str, value: object) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in three languages within an entry, with the way to it. Lists of words have no order across languages."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            if all(isinstance(text, str) for text in value.values()):
                yield where, value
        else:
            for key, inner in value.items():
                yield from _texts(f"{where} {key}", inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value, 1):
            name = inner.get("id") if isinstance(inner, dict) else None
            yield from _texts(f"{where} {name or place}", inner)
