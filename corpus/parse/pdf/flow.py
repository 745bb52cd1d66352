"""Lines put together as paragraphs, items and headings.

A line break that the typesetting did not need begins a paragraph: the first word of the next line would have fitted. So do a gap, a
number at the beginning, a first-line indent, a change of size or weight. Headings are told by size, weight and number; their levels by
their numbers, or by how the kinds of heading rank in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.parse.blocks import Block, BlockKind
from corpus.parse.enumerators import Mark, leading
from corpus.parse.hyphens import Joiner
from corpus.parse.pdf.lines import Line, right_edge
from corpus.parse.plain import heading_like

LARGER, GAP, INDENT = 1.1, 1.28, 7.0
MUCH = 0.35
FEW = 8  # lines too few to tell where full lines end
_STOPS = (".", "!", "?", ":", ";", "…")
Look = tuple[float, bool]


@dataclass
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    mark: Mark | None = None
    heading: bool = False
    gap: bool = False

    @property
    def look(self) -> Look:
        """Size and weight."""
        return round(self.lines[0].size * 2) / 2, self.lines[0].bold


def body_look(lines: Sequence[Line]) -> Look:
    """The size and weight that most of the text is in."""
    counts: Counter[Look] = Counter()
    for line in lines:
        counts[round(line.size * 2) / 2, line.bold] += len(line.text)
    if not counts:
        return 10.0, False
    # Of a short text the notes may be the most: then what is larger and also much is the text.
    most = counts.most_common(1)[0][1]
    return max((look for look, count in counts.items() if count >= MUCH * most), key=lambda look: (look[0], counts[look]))


def paragraphs(lines: Sequence[Line], joiner: Joiner, body: Look) -> list[Paragraph]:
    """The paragraphs of a text in order."""
    spacing = _spacing(lines)
    _widen(lines)
    found: list[Paragraph] = []
    before: Line | None = None
    for line in lines:
        current = found[-1] if found else None
        if line.row or current is None or before is None or before.row or _begins(before, line, current, spacing, body):
            gap = (
                before is None
                or before.region != line.region
                or line.base - before.base > GAP * spacing.get(round(line.size), line.size * 1.2)
            )
            found.append(Paragraph([line], line.text, gap=gap))
        else:
            current.text = joiner.join(current.text, line.text)
            current.lines.append(line)
        before = line
    return found


def _widen(lines: Sequence[Line]) -> None:
    """Where a page has too few lines to show its right edge, the other pages of its side (left or right) show it."""
    whole = [line for line in lines if not line.column and not line.row]
    counts = Counter((line.page, line.region) for line in whole)
    edges = {side: right_edge(there) for side in (0, 1) if (there := [line for line in whole if line.page % 2 == side])}
    for line in whole:
        if counts[line.page, line.region] < FEW:
            line.right = max(line.right, edges[line.page % 2])


def _spacing(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of baselines, by size of type."""
    steps: dict[int, Counter[float]] = {}
    for first, second in pairwise(lines):
        step = second.base - first.base
        if (
            first.page == second.page
            and first.region == second.region
            and round(first.size) == round(second.size)
            and 0 < step < 3 * first.size
        ):
            steps.setdefault(round(first.size), Counter())[round(step * 2) / 2] += 1
    return {size: max(min(found), found.most_common(1)[0][0]) for size, found in steps.items()}


def _begins(before: Line, line: Line, current: Paragraph, spacing: dict[int, float], body: Look) -> bool:
    """Whether a line begins a paragraph."""
    if (round(before.size * 2), before.bold) != (round(line.size * 2), line.bold) and not _mixed(before, line):
        return True
    heading = (line.size > LARGER * body[0]) or (line.bold and not body[1])
    if before.region != line.region or before.page != line.page:
        return heading or not _runs_on(before, line, current)
    if line.base - before.base > GAP * spacing.get(round(line.size), line.size * 1.2):
        return True
    found = leading(line.text)
    ended = _stopped(current.text, (*_STOPS, ","))
    if heading:
        return bool(found)
    if found and (found[0].kind in ("letter", "roman", "bullet") or ended or line.x0 < current.lines[0].x0 + 2 < before.x0):
        return True
    if found and (abs(line.x0 - current.lines[0].x0) < 2 if leading(current.text) else line.x0 > current.lines[0].x0 + 3):
        return True
    return (ended and _indented(before, line, current)) or _would_fit(before, line)


def _stopped(text: str, stops: tuple[str, ...]) -> bool:
    """Whether a text ends with one of these signs, calls of notes behind it aside."""
    return re.sub(r"(?:\[\^[^\]]*\]|[\"”’»)\s])+$", "", text).endswith(stops)


def _mixed(before: Line, line: Line) -> bool:
    """Whether a change of weight is inside the text: a bold word at a line's beginning or end, not a line of its own."""
    same_size = round(before.size * 2) == round(line.size * 2)
    mixed = any(len({word.bold for word in row.words}) > 1 for row in (before, line))
    return same_size and mixed


def _indented(before: Line, line: Line, current: Paragraph) -> bool:
    """Whether a line stands in or out against the lines before it, where no hanging indent explains it."""
    if len(current.lines) == 1:
        return line.x0 > before.x0 + INDENT and leading(current.text) is None
    return abs(line.x0 - before.x0) > INDENT / 2


def _would_fit(before: Line, line: Line) -> bool:
    """Whether the first word of a line would have fitted on the line before: then the break was meant."""
    if before.text.endswith(("-", "‐", "\u00ad")):
        return False  # a word is broken there
    first = line.words[0]
    return before.x1 + (first.x1 - first.x0) + 0.6 * line.size < before.right - 2


def _runs_on(before: Line, line: Line, current: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if leading(line.text) or _stopped(current.text, _STOPS):
        return False
    if round(before.size * 2) != round(line.size * 2):
        return False
    return line.text[:1].islower() or line.text[:1] in "([0123456789" or not _would_fit(before, line)


# --- headings


def blocks(found: Sequence[Paragraph], body: Look) -> tuple[str, list[Block]]:
    """The title and the blocks of a text."""
    for paragraph in found:
        _judge(paragraph, body)
    _single_bold_lists(found)
    levels = _levels([p for p in found if p.heading])
    title, rest = _title(found)
    out = []
    indents = _indents(found)
    for paragraph in rest:
        first, last = paragraph.lines[0], paragraph.lines[-1]
        kind: BlockKind = "row" if first.row else "heading" if paragraph.heading else "text"
        depth = indents.get(round(first.x0 - first.left)) if paragraph.mark and not paragraph.heading else None
        out.append(
            Block(
                kind, paragraph.text, paragraph.mark, level=_level(paragraph, levels) if paragraph.heading else 0, depth=depth,
                page=first.page, last_page=last.page if last.page != first.page else None,
            )
        )  # fmt: skip
    return title, out


def _judge(paragraph: Paragraph, body: Look) -> None:
    """Tell headings from text, and take the mark off."""
    if paragraph.lines[0].row:
        return
    size, bold = paragraph.look
    stands_out = size > LARGER * body[0] or (bold and not body[1])
    found = leading(paragraph.text, heading=stands_out)
    rest = found[1] if found else paragraph.text
    short = len(paragraph.lines) <= 3 and len(rest) <= 160 and not rest.rstrip().endswith((".", ";", ","))
    plain = _plain_heading(paragraph, rest, body)
    if short and stands_out and not (found and found[0].kind in ("bullet", "letter", "roman") and size <= LARGER * body[0]):
        paragraph.heading = True
    elif plain:
        paragraph.heading, found = True, leading(paragraph.text, heading=True)
    else:
        found = leading(paragraph.text)
    if found:
        paragraph.mark, paragraph.text = found


def _plain_heading(paragraph: Paragraph, rest: str, body: Look) -> bool:
    """A heading in the type of the text: a short line on its own after a gap, numbered like a section, or all in capitals."""
    if len(paragraph.lines) > 1 or not paragraph.gap or not heading_like(rest) or paragraph.look[0] < 0.95 * body[0]:
        return False
    found = leading(paragraph.text, heading=True)
    if found and found[0].kind in ("section", "article", "annex"):
        return rest[:1].isupper()
    return found is None and rest.isupper() and len(rest) > 4


def _single_bold_lists(found: Sequence[Paragraph]) -> None:
    """Bold lines one after the other with nothing between are a list in bold, unless their sizes differ: only the last can head a text."""
    for first, second, third in zip(found, found[1:], found[2:], strict=False):
        same = first.heading and second.heading and third.heading and first.look == second.look == third.look
        if same and not (first.mark or second.mark or third.mark):
            first.heading = second.heading = False


def _levels(headings: Sequence[Paragraph]) -> dict[Look, int]:
    """The level of each kind of heading: by the numbers that it carries, or by its rank among the kinds."""
    kinds = sorted({p.look for p in headings}, key=lambda look: (-look[0], not look[1]))
    levels: dict[Look, int] = {}
    numbered: dict[Look, Counter[int]] = {}
    for heading in headings:
        if heading.mark and heading.mark.kind in ("section", "number"):
            numbered.setdefault(heading.look, Counter())[heading.mark.number.count(".") + 1] += 1
    above = 0
    for kind in kinds:
        level = numbered[kind].most_common(1)[0][0] if kind in numbered else above + 1
        levels[kind] = above = max(level, 1)
    return levels


def _level(paragraph: Paragraph, levels: dict[Look, int]) -> int:
    mark = paragraph.mark
    if mark and mark.kind == "section" and "." in mark.number:
        return mark.number.count(".") + 1
    return levels.get(paragraph.look, 1)


def _title(found: Sequence[Paragraph]) -> tuple[str, list[Paragraph]]:
    """The title: the largest heading of the first page, where it stands before all text and no other heading is as large."""
    rest = list(found)
    headings = [p for p in rest if p.heading]
    if not headings:
        return "", rest
    largest = max(p.look[0] for p in headings)
    first = [p for p in headings if p.look[0] == largest and p.lines[0].page == headings[0].lines[0].page]
    before_it = rest[: rest.index(first[0])] if first else []
    alone = bool(first) and all(p.look[0] < largest for p in headings if p not in first)
    # Where it is the only heading, it is a title only if nothing stands before it.
    most = 0 if len(headings) == len(first) else 120
    if not alone or any(p.mark for p in first) or any(not p.heading and len(p.text) > most for p in before_it):
        return "", rest
    for paragraph in first:
        rest.remove(paragraph)
    return " ".join(p.text for p in first), rest


def _indents(found: Sequence[Paragraph]) -> dict[int, int]:
    """How deep an item stands by how far it is from the left edge: near distances are one depth."""
    places = sorted({round(p.lines[0].x0 - p.lines[0].left) for p in found if p.mark and not p.heading})
    depths: dict[int, int] = {}
    depth, last = 0, -100
    for place in places:
        if place - last > INDENT:
            depth += 1
        depths[place], last = depth, place
    return depths
