"""Footnotes: the small lines at the foot of a page or column that begin with a number, and what they go on with overleaf.

A call in the text and its note are brought together by number and page. Where a text begins to count anew on each page, a number that
comes again is told apart by its page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.parse.blocks import Block
from corpus.parse.enumerators import Mark
from corpus.parse.hyphens import Joiner
from corpus.parse.pdf.lines import Line
from corpus.parse.remarks import Noted

SMALLER = 0.94  # of the body's size
_START = re.compile(r"^(?:\[\^(\d{1,3})@\d+\]|(\d{1,3}))[.)]?\s*(?=\S)")
_CALL = re.compile(r"\[\^(\d{1,3})@(\d+)\]")
_POWER = re.compile(r"(?:\b10|\b[mk]?m|\bcm|\bCO|\bH|\bO)$")


@dataclass
class Note:
    """A footnote as it is found."""

    number: int
    page: int
    lines: list[Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    key: str = ""


def split_notes(lines: Sequence[Line], body: float, rules: Sequence[tuple[float, float, float]], notes: list[Note]) -> list[Line]:
    """The lines of a page without its footnotes; those are added to ``notes``. ``rules`` are the page's horizontal rules."""
    kept: list[Line] = []
    regions: dict[int, list[Line]] = {}
    for line in lines:
        regions.setdefault(line.region, []).append(line)
    for region in regions.values():
        start = _start(region, body, rules, notes)
        kept += region[:start]
        _gather(region[start:], notes)
    return kept


def _start(region: list[Line], body: float, rules: Sequence[tuple[float, float, float]], notes: list[Note]) -> int:
    """The place of the first footnote line of a region; its length where there is none."""
    first = len(region)
    while first > 0 and region[first - 1].size <= SMALLER * body and not region[first - 1].row:
        first -= 1
    ruled = first < len(region) and any(
        y <= region[first].bottom and (first == 0 or y >= region[first - 1].base - 1) and x0 <= region[first].x0 + 20 for x0, _, y in rules
    )
    if ruled and notes and notes[-1].page < region[first].page and not _starts(region[first], notes):
        return first  # goes on from the page before
    while first < len(region) and not _starts(region[first], notes):
        first += 1
    return first


def _starts(line: Line, notes: list[Note]) -> bool:
    """Whether a line begins a footnote: with the next number, or with 1 on a page that counts anew."""
    found = _START.match(line.text)
    if not found:
        return False
    number = int(found[1] or found[2])
    if found[1]:
        return True
    before = max((n.number for n in notes if n.page >= line.page - 1), default=0)
    return number == 1 or 0 < number - before <= 2


def _gather(lines: Sequence[Line], notes: list[Note]) -> None:
    for line in lines:
        found = _START.match(line.text)
        if found and _starts(line, notes):
            notes.append(Note(int(found[1] or found[2]), line.page, [line], [line.text[found.end() :]]))
        elif notes:
            notes[-1].lines.append(line)
            notes[-1].texts.append(line.text)


def name_notes(notes: Sequence[Note], noted: Noted) -> None:
    """Give every note the key that its calls are marked with: its number, with the page where the number comes again."""
    taken: set[str] = set()
    for note in notes:
        note.key = str(note.number) if str(note.number) not in taken else f"{note.number}p{note.page}"
        while note.key in taken:
            note.key += "x"
        if note.key != str(note.number):
            noted.add("restarted_notes")
        taken.add(note.key)


def note_blocks(notes: Sequence[Note], joiner: Joiner) -> list[Block]:
    """The notes as blocks."""
    out = []
    for note in notes:
        text = ""
        for piece in note.texts:
            text = joiner.join(text, piece) if text else piece
        text = _CALL.sub(r"\1", text)
        out.append(Block("note", text, Mark(note.key, note.key, "number"), page=note.page, last_page=note.lines[-1].page))
    return out


def resolve_calls(text: str, notes: Sequence[Note]) -> str:
    """A text with its calls as marks of notes; a raised number that calls none is a plain number again ("m2")."""

    def mark(found: re.Match[str]) -> str:
        number, page = int(found[1]), int(found[2])
        near = [n for n in notes if n.number == number and n.page in (page, page + 1)]
        if not near:
            near = [n for n in notes if n.number == number and sum(o.number == number for o in notes) == 1]
        if not near or _POWER.search(text[: found.start()]):
            return found[1]
        return f"[^{near[0].key}]"

    return _CALL.sub(mark, text)
