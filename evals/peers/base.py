"""What a peer is, and when a piece of text that it shows holds a piece of evidence.

Peers answer nothing, so they are compared on one thing only: whether the evidence stands in the text that they put before a reader, cut to
exactly as many characters as our own answer to that question cited. All search the same texts with the same encoder.

A chunk of a translation or a digest holds a piece of evidence where it covers the lines that say it, whole; a chunk of the official text
where it holds the span itself (the easier of the two). For a statement of a page the covered lines are judged as our own citations are:
by the key words in the English edition of those lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpus.model import Document, EditionText
from corpus.text.normal import squeeze
from evals.questions import Group, Told
from evals.spans import OfficialText

# More pieces than ever fit into the budget; a ranking of the whole corpus says nothing more.
DEPTH = 80


@dataclass(frozen=True)
class Retrieved:
    """A chunk or passage that a reader would see, and its language."""

    text: str
    language: str


class Peer(Protocol):
    """A retriever without an answer. ``config`` is what it was made with, as it stands in the results."""

    name: str
    config: dict[str, Any]

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """What it finds for a question in that language, best first."""
        ...


def cut(found: Sequence[Retrieved], budget: int) -> list[Retrieved]:
    """As much of what was found as fits into ``budget`` characters, in order; the last one is cut in the middle."""
    kept, left = [], budget
    for piece in found:
        if left <= 0:
            break
        kept.append(Retrieved(piece.text[:left], piece.language))
        left -= len(kept[-1].text)
    return kept


def characters(found: Sequence[Retrieved]) -> int:
    """How much text that is."""
    return sum(len(piece.text) for piece in found)


def found_in(group: Group, found: Sequence[Retrieved], official: OfficialText) -> bool:
    """Whether one of the pieces holds the evidence."""
    return any(_holds(squeeze(piece.text), piece.language, group, official) for piece in found)


def _holds(text: str, language: str, group: Group, official: OfficialText) -> bool:
    spans = [alternative for alternative in group.any if isinstance(alternative, str)]
    if any(squeeze(span) in text for span in spans):
        return True
    for place in (place for span in spans for place in official.places(span)):
        edition = place.provision.editions.get(language)
        if edition and set(place.lines) <= _covered(edition, text):
            return True
    told = [alternative for alternative in group.any if isinstance(alternative, Told)]
    saying = {place.provision.id: place.provision for one in told for place in official.places(one)}
    for name, provision in saying.items():
        edition = provision.editions.get(language)
        lines = _covered(edition, text) if edition else set()
        if lines and official.told_in(group, name, sorted(lines)):
            return True
    return False


def _covered(edition: EditionText, text: str) -> set[int]:
    """The numbers of the lines that stand whole in a piece of text."""
    return {number for number, line in enumerate(edition.lines, 1) if squeeze(line.text) in text}


def whole_text(document: Document, language: str) -> str:
    """An edition as one running text, as a reader of the document sees it: headings, a paragraph a provision, its number where it has one.

    Labels that only the corpus gives ("Introduction, paragraph 2") are left out: they would eat the peers' budget.
    """
    parts: list[str] = []
    above: tuple[str, ...] = ()
    for provision in document.provisions.values():
        edition = provision.edition(language)
        parts += [f"{'#' * depth} {title}" for depth, title in enumerate(edition.headings, 1) if edition.headings[:depth] != above[:depth]]
        above = edition.headings
        parts += [f"### {edition.label}"] if provision.meta.number else []
        parts.append(edition.text)
    return "\n\n".join(parts)
