"""Holding an official edition against the source text it was taken from, character by character.

The documented normalisation: white space does not count (the source breaks lines where the page did); note marks stand glued to
words in the source ("intressen.123") and as ``[^1][^2][^3]`` in the edition; notes stand at the foot of their page, sometimes
inside a sentence that goes on overleaf; the printed page mark "2(9)" is no text. Nothing else may differ: after every sentence
and heading has been found and taken out once, nothing is left of the source.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.load import RawEdition
from corpus.model import DocumentMeta
from corpus.text.normal import NOTE_MARK

# Headings that the edition adds for order's sake.
_NOT_PRINTED = ("Fotnoter",)
_PAGE_MARK = re.compile(r"\d\(\d\)")


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Source:
    """A source text without white space, with the way back to its own offsets."""

    bare: str
    offsets: list[int]

    @classmethod
    def of(cls, text: str) -> Source:
        kept = [(i, c) for i, c in enumerate(text) if not c.isspace()]
        return cls("".join(c for _, c in kept), [i for i, _ in kept])

    def page(self, position: int, starts: list[int]) -> int:
        """The page on which the bare character at ``position`` stands."""
        return bisect.bisect_right(starts, self.offsets[position])


def _pieces(edition: RawEdition, meta: DocumentMeta) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    notes, body = [], []
    numbers = {p.id: p.number for p in meta.provisions if p.kind == "note"}
    for local, (_, _, lines) in edition.provisions.items():
        if local in numbers:
            notes.append((local, _bare(f"{numbers[local]}{''.join(lines)}")))
        else:
            body += [(local, _bare(NOTE_MARK.sub(r"\1", line))) for line in lines]
    return notes, body


def check_verbatim(edition: RawEdition, meta: DocumentMeta, source_path: Path) -> list[str]:
    """What of the edition does not stand in the source, what of the source is in no provision, which pages are wrong. An empty list means
    verbatim and complete.
    """
    source = Source.of(source_path.read_text(encoding="utf-8"))
    notes, body = _pieces(edition, meta)
    faults = []
    flow = source.bare
    for local, piece in sorted(notes, key=lambda item: -len(item[1])):
        if piece not in flow:
            faults.append(f"{local}: the note does not stand in the source")
        flow = flow.replace(piece, "", 1)
    flow = _PAGE_MARK.sub("", flow, count=1)
    # The title is printed once and stands both as heading and as the first sentence.
    titles = {line for local, line in body if local == "title"}
    body += [("heading", _bare(h)) for h in edition.headings if h not in _NOT_PRINTED and _bare(h) not in titles]
    for local, piece in sorted(body, key=lambda item: -len(item[1])):
        if piece not in flow:
            faults.append(f"{local}: not verbatim: {piece[:60]}…")
        flow = flow.replace(piece, "\0", 1)
    left = [part for part in flow.split("\0") if part]
    faults += [f"in no provision: {part[:80]}" for part in left]
    return faults + _check_pages(source, notes + body, meta)


def _check_pages(source: Source, pieces: list[tuple[str, str]], meta: DocumentMeta) -> list[str]:
    stated = {p.id: p.page for p in meta.provisions}
    found: dict[str, set[int]] = {}
    for local, piece in pieces:
        # A sentence that runs over a page is interrupted by the notes there: then its two ends are looked for.
        whole = source.bare.find(piece)
        ends = [whole, whole + len(piece) - 1] if whole >= 0 else [source.bare.find(piece[:60]), source.bare.find(piece[-40:])]
        if local in stated and source.bare.count(piece) <= 1:  # "Processen pågår." stands on two pages
            found.setdefault(local, set()).update(source.page(at, meta.page_starts) for at in ends if at >= 0)
    faults = []
    for local, pages in found.items():
        page = stated[local]
        wanted = set(page) if isinstance(page, list) else {page}
        if pages != wanted:
            faults.append(f"{local}: stands on page {sorted(pages)}, document.yaml says {sorted(str(p) for p in wanted)}")
    return faults
