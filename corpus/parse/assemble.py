"""From blocks in reading order to the parts that a person would cite: headings, numbers, stems, ids, sentences.

Every format ends here, so that a guideline kept as DOCX, PDF and Markdown has the same parts under the same ids. An id is made of what
the reader sees, never of the place in the file: the number where there is one, else the heading and the first words. So a paragraph that
is put in leaves the ids of the others alone. Only under § and articles do unnumbered paragraphs count by place, because the law counts
them so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.parse.blocks import Block, cut, slug
from corpus.parse.enumerators import Mark, resolved, value
from corpus.parse.parsed import ParsedPart
from corpus.text.normal import NOTE_MARK, clean, squeeze

MAX_HEADING = 160
_RANK = {"section": 0, "article": 0, "annex": 0, "number": 1, "letter": 2, "roman": 3, "bullet": 4}


@dataclass(slots=True)
class _Open:
    """An item or paragraph that later items may belong to."""

    id: str
    mark: Mark | None
    depth: int | None
    chain: str


@dataclass
class _Builder:
    parts: list[ParsedPart] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    path: list[tuple[int, str, Mark | None]] = field(default_factory=list)
    base: str = ""
    legal: bool = False
    placed: int = 0
    stack: list[_Open] = field(default_factory=list)
    before: Mark | None = None
    bare: Block | None = None
    closed: list[_Open] = field(default_factory=list)  # what a paragraph shut, in case its row goes on behind it


def assemble(blocks: Iterable[Block]) -> tuple[ParsedPart, ...]:
    """The parts of a text, ids unique, sentences cut, note marks only where there is such a note."""
    found = [block for block in (_cleaned(block) for block in blocks) if block is not None]
    numbers = {block.mark.number for block in found if block.kind == "note" and block.mark}
    builder = _Builder()
    for block in found:
        block.text = NOTE_MARK.sub(lambda m: m[0] if m[1] in numbers else "", block.text)
        if block.kind == "heading":
            _open_heading(builder, block)
        elif block.kind == "note":
            _note(builder, block)
        else:
            _text(builder, block)
    _keep_bare(builder, 0)
    return tuple([part for part in builder.parts if part.kind != "note"] + [part for part in builder.parts if part.kind == "note"])


def _cleaned(block: Block) -> Block | None:
    text = clean(block.text)
    return replace(block, text=text) if NOTE_MARK.sub("", text).strip() else None


def _number(mark: Mark | None) -> str:
    return mark.number.replace(" ", "").casefold() if mark else ""


def _named(mark: Mark | None, text: str) -> str:
    """A heading as a reader names it: "2.1 Resor"."""
    if mark and text == mark.printed:
        return text
    return squeeze(f"{mark.printed.rstrip('.') if mark and mark.kind != 'bullet' else ''} {NOTE_MARK.sub('', text)}")[:MAX_HEADING]


def _open_heading(builder: _Builder, block: Block) -> None:
    mark = block.mark if block.mark and block.mark.kind != "bullet" else None
    level = block.level or 1
    _keep_bare(builder, level)
    builder.path = [entry for entry in builder.path if entry[0] < level] + [(level, _named(mark, block.text), mark)]
    builder.legal = bool(mark and (mark.kind == "article" or "§" in mark.printed))
    builder.base = _heading_id(mark, block.text, builder)
    builder.stack, builder.closed, builder.before, builder.placed = [], [], None, 0
    builder.bare = block if mark else None


def _keep_bare(builder: _Builder, level: int) -> None:
    """A numbered heading that nothing stands under is a place of its own: some rules are written in headings alone."""
    block = builder.bare
    if block and builder.path and builder.path[-1][0] >= level:
        _add(builder, block, _unique(builder, builder.base, f"{builder.base}-{slug(block.text)}"), None, "", None)
    builder.bare = None


def _heading_id(mark: Mark | None, text: str, builder: _Builder) -> str:
    number = _number(mark).replace(".", "-")
    if mark and mark.kind in ("article", "annex"):
        return f"{'art' if mark.kind == 'article' else 'annex'}-{number}"
    if mark and (mark.kind == "section" or number.isdigit()):
        return f"sec-{number}"
    if mark:  # "A. Syfte", "II Resor": a letter alone would be no place
        return f"h-{slug(number)}-{slug(text)}"
    above = next((m for _, _, m in reversed(builder.path[:-1]) if m and m.kind in ("section", "annex")), None)
    return f"{_heading_id(above, '', builder)}-{slug(text)}" if above else f"h-{slug(text)}"


def _unique(builder: _Builder, *wanted: str) -> str:
    """The first of these ids that is free; the last one counted up where none is."""
    for candidate in wanted:
        if candidate not in builder.taken:
            builder.taken.add(candidate)
            return candidate
    last = wanted[-1]
    while (counted := f"{last}-{builder.counts.setdefault(last, 2)}") in builder.taken:
        builder.counts[last] += 1
    builder.taken.add(counted)
    return counted


def _note(builder: _Builder, block: Block) -> None:
    number = block.mark.number if block.mark else "x"
    name = _unique(builder, f"fn-{slug(number)}")
    builder.parts.append(ParsedPart(name, "note", number, cut(block.text), number, (), block.page, None, block.last_page))


def _text(builder: _Builder, block: Block) -> None:
    mark = resolved(block.mark, builder.before) if block.mark else None
    if mark is None:
        _paragraph(builder, block)
        return
    if any(_same_row(mark, block.depth, other) and _next(other.mark, mark) for other in builder.closed):
        builder.stack = builder.closed
    builder.closed = []
    _close(builder, mark, block.depth)
    stem = builder.stack[-1] if builder.stack else None
    name = _unique(builder, *_item_ids(builder, mark, block.text, stem))
    shown = mark.printed.rstrip(".") if mark.kind != "bullet" else ""
    chain = squeeze(f"{stem.chain if stem else ''} {shown}")
    parent = _stem_of(builder, mark, stem)
    _add(builder, block, name, mark, chain, parent)
    builder.stack.append(_Open(name, mark, block.depth, chain))
    builder.before = mark


def _paragraph(builder: _Builder, block: Block) -> None:
    builder.placed += 1
    if builder.legal and block.kind == "text":
        name = _unique(builder, *([builder.base] if builder.placed == 1 else []), f"{builder.base}-{builder.placed}")
    else:
        words = slug(block.text)
        name = _unique(
            builder, f"{builder.base}-{words}" if builder.base else f"h-{words}", f"{builder.base or 'h'}-{slug(block.text, 8, 70)}"
        )
    inner = block.depth if block.kind == "text" else None
    if any(other.mark for other in builder.stack):
        builder.closed = list(builder.stack)
    while builder.stack and not (inner is not None and builder.stack[-1].depth is not None and builder.stack[-1].depth < inner):
        builder.stack.pop()
    stem = builder.stack[-1] if builder.stack else None
    chain = stem.chain if stem else ""
    _add(builder, block, name, None, chain, stem.id if stem and stem.mark else None)
    builder.stack.append(_Open(name, None, block.depth, chain))


def _same_row(mark: Mark, depth: int | None, other: _Open) -> bool:
    """Whether a mark goes on the row that an open item is in."""
    if other.mark is None or other.mark.kind != mark.kind:
        return False
    if mark.kind == "section":
        return mark.number.count(".") == other.mark.number.count(".")
    return depth is None or other.depth is None or depth == other.depth


def _next(before: Mark | None, mark: Mark) -> bool:
    """Whether a mark is the one after another: b after a, 3 after 2."""
    places = (value(before.number, before.kind) if before else None, value(mark.number, mark.kind))
    return None not in places and places[1] == (places[0] or 0) + 1


def _close(builder: _Builder, mark: Mark, depth: int | None) -> None:
    """Shut what the new item does not belong to."""
    for place, other in enumerate(builder.stack):
        if _same_row(mark, depth, other):
            del builder.stack[place:]
            return
    if mark.kind == "section":
        # "2.1.3" belongs to an open "2.1", not to whatever paragraph stands before it.
        while builder.stack and not (builder.stack[-1].mark and mark.number.startswith(builder.stack[-1].mark.number + ".")):
            builder.stack.pop()
    elif mark.kind == "number" and builder.stack and builder.stack[-1].mark is None and not _leads(builder, builder.stack[-1]):
        builder.stack.pop()
    elif depth is not None:
        while builder.stack and _outside(mark, depth, builder.stack[-1]):
            builder.stack.pop()


def _outside(mark: Mark, depth: int, other: _Open) -> bool:
    """Whether an open item cannot hold a mark at a depth: it stands deeper, or as deep and is of a kind that comes under numbers or
    letters.
    """
    if other.mark is None or other.depth is None:
        return False
    return other.depth > depth or (other.depth == depth and _RANK[mark.kind] <= _RANK[other.mark.kind])


def _leads(builder: _Builder, paragraph: _Open) -> bool:
    """Whether a paragraph is the stem of what follows: it ends with a colon, or stands in an item."""
    said = next((part for part in reversed(builder.parts) if part.id == paragraph.id), None)
    return bool(said and (said.stem or NOTE_MARK.sub("", said.lines[-1]).rstrip().endswith(":")))


def _stem_of(builder: _Builder, mark: Mark, stem: _Open | None) -> str | None:
    if stem is None:
        return None
    if mark.kind == "number" and stem.mark is None and not _leads(builder, stem):
        return None
    return stem.id


def _item_ids(builder: _Builder, mark: Mark, text: str, stem: _Open | None) -> list[str]:
    number, words = _number(mark).replace(".", "-"), slug(text)
    base = builder.base
    under = stem.id if stem else base
    if mark.kind == "section":
        return [f"sec-{number}", f"{base or 'sec'}-{number}-{words}"]
    if mark.kind in ("article", "annex"):
        return [_heading_id(mark, text, builder), f"{_heading_id(mark, text, builder)}-{words}"]
    if mark.kind == "bullet":
        under = stem.id if stem and stem.mark else base or "h"
        return [f"{under}-{words}", f"{under}-{slug(text, 8, 70)}"]
    letter = slug({"å": "aa", "ä": "ae", "ö": "oe"}.get(number, number))
    if mark.kind == "number" and (stem is None or stem.mark is None):
        first = f"{base}-{letter}" if builder.legal else f"p-{letter}"
        return [first, f"{base or 'h'}-p-{letter}", f"{under or 'h'}-p-{letter}", f"{under or 'h'}-p-{letter}-{words}"]
    if stem is not None and stem.mark is None:
        # Items of an unnumbered paragraph are named after the place, not after its words: "2.1, a)".
        return [f"{base or 'h'}-{letter}", f"{stem.id}-{letter}", f"{stem.id}-{letter}-{words}"]
    return [f"{under or 'h'}-{letter}", f"{under or 'h'}-{letter}-{words}"]


def _add(builder: _Builder, block: Block, name: str, mark: Mark | None, chain: str, stem: str | None) -> None:
    lines = cut(block.text)
    if not lines:
        return
    builder.bare = None
    own = builder.path[-1] if builder.path else None
    heading = own[1] if own else ""
    label = ", ".join(shown for shown in (heading, chain) if shown)
    number = mark.number if mark and mark.number else (own[2].number if own and own[2] and mark is None else None)
    kind = "point" if mark else "section" if own and own[2] else "paragraph"
    headings = tuple(name for _, name, _ in builder.path)
    part = ParsedPart(name, _part_kind(builder, mark, kind), label, lines, number, headings, block.page, stem, block.last_page)
    builder.parts.append(part)


def _part_kind(builder: _Builder, mark: Mark | None, kind: str) -> Literal["article", "annex", "point", "section", "paragraph"]:
    own = builder.path[-1][2] if builder.path else None
    if mark is None and own and own.kind in ("article", "annex"):
        return "article" if own.kind == "article" else "annex"
    return "point" if kind == "point" else "section" if kind == "section" else "paragraph"
