"""Headers, footers and page numbers: what stands at the edge of page after page, and a table of contents. Told apart and left out.

A line is a header or footer where the file says so, or where the same words stand at the same height on several pages. A line of digits
counts as a page number only if it counts the pages, so that a year or an amount stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.parse.pdf.lines import Line
from corpus.parse.remarks import Noted

EDGE, WIDER = 0.16, 0.2  # of the height of the page; the wider edge for lines that are a page number and nothing else
LINES = 4  # at each edge
SLOT = 4.0  # points: how exactly the height must be the same
_PAGE = re.compile(r"^\W*(?:sida|sid|s|sivu|page|p)?\W{0,2}(\d{1,4})(?:\W{1,3}(?:av|of|/)?\W{0,3}(\d{1,4})\)?)?\W*$", re.I)
_DIGITS = re.compile(r"\d+")
_CONTENTS = re.compile(r"^(?:innehåll(?:sförteckning)?|sisällys(?:luettelo)?|(?:table of )?contents)$", re.I)
_NOTE = re.compile(r"\[\^\d+@\d+\]")  # the call of a note: no header begins with one
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_ENTRY = re.compile(r"^\S.*\D\s\d{1,4}$")


def without_margins(pages: Sequence[list[Line]], heights: Sequence[float], noted: Noted) -> list[list[Line]]:
    """The pages without headers, footers and page numbers."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    counted = _counting(edges)
    words: Counter[tuple[str, str, int]] = Counter()
    numbered: dict[tuple[str, str, int], list[tuple[int, list[int]]]] = defaultdict(list)
    for number, edge in enumerate(edges, 1):
        for where, line in edge:
            slot = round(line.base / SLOT)
            words[where, line.text, slot] += 1
            shape = _DIGITS.sub("#", line.text)
            if "#" in shape:
                numbered[where, shape, slot].append((number, [int(d) for d in _DIGITS.findall(line.text)[:4] if len(d) < 5]))
    often = max(2, min(3, (len(pages) + 1) // 2))
    drop: set[int] = set()
    for edge in edges:
        for where, line in edge:
            slot = round(line.base / SLOT)
            same = sum(words[where, line.text, slot + step] for step in (-1, 0, 1)) >= often
            shape = _DIGITS.sub("#", line.text)
            counts = [place for step in (-1, 0, 1) for place in numbered.get((where, shape, slot + step), [])]
            if line.aside or id(line) in counted:
                drop.add(id(line))
                noted.add("page_numbers" if _PAGE.match(line.text) else "margins", "" if _PAGE.match(line.text) else line.text)
            elif same or _counts_pages(counts, max(often, len(pages) // 2)):
                drop.add(id(line))
                noted.add("margins", line.text)
    return [[line for line in lines if id(line) not in drop] for lines in pages]


def _edges(lines: list[Line], height: float) -> list[tuple[str, Line]]:
    """The lines at the upper and lower edge of a page. A row of a table is none."""
    down = sorted((line for line in lines if not line.row), key=lambda line: line.base)
    down = [line for line in down if not _NOTE.match(line.text)]
    upper = [("upper", line) for line in down[:LINES] if line.aside or line.bottom < _edge(line) * height]
    lower = [("lower", line) for line in down[-LINES:] if line.aside or line.top > (1 - _edge(line)) * height]
    aside = [("aside", line) for line in down[LINES:-LINES] if line.aside]
    return [*upper, *[entry for entry in lower if entry[1] not in [line for _, line in upper]], *aside]


def _edge(line: Line) -> float:
    return WIDER if _PAGE.match(line.text) else EDGE


def _counting(edges: Sequence[list[tuple[str, Line]]]) -> set[int]:
    """Lines that are a page number and nothing else, where they count the pages one by one."""
    found: dict[int, list[Line]] = defaultdict(list)
    for number, edge in enumerate(edges, 1):
        for _, line in edge:
            match = _PAGE.match(line.text)
            if match:
                found[int(match[1]) - number].append(line)
    shift = max(found, key=lambda s: (len(found[s]), -abs(s)), default=None)
    if shift is None or (len(edges) > 1 and len(found[shift]) < 2) or (len(edges) == 1 and shift != 0):
        return set()
    return {id(line) for line in found[shift]}


def _counts_pages(places: list[tuple[int, list[int]]], often: int) -> bool:
    """Whether one of the numbers in lines of one shape moves with the page: "Riktlinjer, sida 7 (30)"."""
    if len({page for page, _ in places}) < often:
        return False
    width = min(len(numbers) for _, numbers in places)
    return any(len({numbers[n] - page for page, numbers in places}) == 1 for n in range(width))


def without_contents(pages: Sequence[list[Line]], noted: Noted) -> list[list[Line]]:
    """The pages without the lines of a table of contents: those with dotted leaders, and those that follow its heading and end in a
    number.
    """
    out = []
    inside = False
    for lines in pages:
        kept = []
        for line in lines:
            if _CONTENTS.match(line.text.strip()):
                inside = True
                noted.add("contents", line.text)
            elif _LEADER.search(line.text) or (inside and _ENTRY.match(line.text)):
                noted.add("contents", line.text)
            else:
                inside = False
                kept.append(line)
        out.append(kept)
    return out
