"""What every format comes to on its way to parts: headings, paragraphs, items, table rows and notes in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.parse.enumerators import Mark, value
from corpus.parse.parsed import ParsedPart
from corpus.text.normal import NOTE_MARK, squeeze
from corpus.text.sentences import sentences

BlockKind = Literal["heading", "text", "row", "note"]
SLUG_WORDS, SLUG = 4, 40
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss"})
_AFTER_STOP = re.compile(r"([.!?…:;][\"”’»)\]]*)((?:\s?\[\^\w+\])+)(?=\s|\Z)")
_BACK = re.compile(r"((?:\[\^\w+\])+)([.!?…:;][\"”’»)\]]*)\Z")


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, an item or a table row as it stands in the text, white space and hyphenation undone.

    ``level`` is the heading's level from 1; ``depth`` an item's own depth where the format says it. ``mark`` is what stands before the
    text. A note's mark is its number. ``guessed``: that it is a heading is told by nothing but how it reads.
    """

    kind: BlockKind
    text: str
    mark: Mark | None = None
    level: int = 0
    depth: int | None = None
    page: int | None = None
    last_page: int | None = None
    guessed: bool = False


def slug(text: str, words: int = SLUG_WORDS, longest: int = SLUG) -> str:
    """The first words of a text as an id may have them."""
    plain = unicodedata.normalize("NFKD", NOTE_MARK.sub("", text).translate(_PLAIN)).encode("ascii", "ignore").decode().casefold()
    found = re.findall(r"[a-z0-9]+", plain)[:words] or ["x"]
    while len(found) > 1 and len("-".join(found)) > longest:
        found.pop()
    return "-".join(found)[:longest]


def cut(text: str) -> tuple[str, ...]:
    """The sentences of a block. A note mark behind a full stop stays with the sentence that it follows."""
    moved = _AFTER_STOP.sub(lambda m: squeeze(m[2]).replace(" ", "") + m[1], text)
    lines = [_BACK.sub(r"\2\1", line) for line in sentences(moved)]
    return tuple(line for line in (squeeze(line) for line in lines) if NOTE_MARK.sub("", line).strip())


def title_of(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """The title, where the text begins with the only unnumbered heading of the highest level, and the blocks without it."""
    rest = list(blocks)
    headings = [block for block in rest if block.kind == "heading"]
    first = next((block for block in rest if block.kind != "note"), None)
    if first is None or first.kind != "heading" or first.mark is not None:
        return "", rest
    if any(other.level <= first.level for other in headings if other is not first):
        return "", rest
    rest.remove(first)
    return NOTE_MARK.sub("", first.text), rest


def missing(parts: Sequence[ParsedPart]) -> list[str]:
    """Numbers that a row of items or notes skips: 3 where 2 and 4 stand. What a careful reader would ask about."""
    rows: dict[tuple[str, str], list[int]] = {}
    for part in parts:
        if part.kind in ("point", "note") and part.number:
            place = value(part.number, "number")
            if place is not None:
                rows.setdefault((part.kind, part.stem or (part.headings[-1] if part.headings else "")), []).append(place)
    return [
        f"{kind} {n}"
        for (kind, _), places in rows.items()
        for n in range(min(places), max(places))
        if n not in places and max(places) - min(places) < 3 * len(places)
    ]
