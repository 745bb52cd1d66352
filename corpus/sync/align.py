"""The lines of a fetched text laid beside the lines of a document that is carried whole.

A PDF or page has no ids for the paragraphs between its numbered places. But the document is carried whole in one language and translated
into the fetched one, so each fetched line has a line of ours that says the same. Between the places that match by number the two are
aligned in order, by likeness; what is not clearly alike is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Document
from corpus.parse.parsed import ParsedPart
from corpus.text.likeness import likeness, matter, rarity
from corpus.text.normal import NOTE_MARK

# Below this a pair of lines is worth less than two lines left alone.
GAP = 0.12
# A provision is taken where its lines are alike on average; a translation from a third language shares about half of its pieces with the
# original.
ENOUGH = 0.25
# So many lines in a row may be paired by their place alone.
FEW = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A fetched line and the part that it stands in."""

    part: ParsedPart
    line: str


def align(
    document: Document, matched: Mapping[str, Sequence[str]], parts: Sequence[ParsedPart], language: str
) -> tuple[dict[str, list[Placed]], set[str]]:
    """Lines by provision for the provisions that ``matched`` leaves out, and the parts that were used up whole."""
    taken = {part for chosen in matched.values() for part in chosen}
    ours = [name for name, p in document.provisions.items() if p.meta.kind != "note" and language in p.editions]
    found: dict[str, list[Placed]] = {}
    used: set[str] = set()
    for names, pieces in _gaps(ours, matched, [part for part in parts if part.kind != "note"], taken):
        lines = _between(document, names, pieces, language)
        found |= lines
        spoken = [placed.line for own in lines.values() for placed in own]
        used |= {part.id for part in pieces if all(line in spoken for line in part.lines)}
    return found, used


def _gaps(
    ours: Sequence[str], matched: Mapping[str, Sequence[str]], parts: Sequence[ParsedPart], taken: set[str]
) -> list[tuple[list[str], list[ParsedPart]]]:
    """Our unmatched provisions and their unmatched parts between two places that match, in order."""
    order = {part.id: at for at, part in enumerate(parts)}
    out: list[tuple[list[str], list[ParsedPart]]] = []
    waiting: list[str] = []
    start = 0
    for name in [*ours, None]:
        if name is not None and name not in matched:
            waiting.append(name)
            continue
        places = [order[part] for part in matched[name] if part in order] if name is not None else [len(parts)]
        if not places or min(places) < start:
            continue
        free = [part for part in parts[start : min(places)] if part.id not in taken]
        if waiting and free:
            out.append((waiting, free))
        waiting, start = [], max(places) + 1
    return out


def _between(document: Document, names: Sequence[str], parts: Sequence[ParsedPart], language: str) -> dict[str, list[Placed]]:
    ours = [(name, line.text) for name in names for line in document.provisions[name].editions[language].lines]
    theirs = [Placed(part, line) for part in parts for line in part.lines]
    mine = [matter(text, language) for _, text in ours]
    other = [matter(NOTE_MARK.sub("", line.line), language) for line in theirs]
    weight = rarity(other)
    scores = [[likeness(a, b, weight) for b in other] for a in mine]
    alike = _pairs(scores)
    placed = _placed(alike, len(mine), len(other))
    pairs = sorted([*alike, *placed])
    rows: dict[int, str] = {column: ours[row][0] for row, column in pairs}
    # A line between two lines of one provision belongs to it: one sentence there is two here.
    columns = sorted(rows)
    for left, right in pairwise(columns):
        if rows[left] == rows[right]:
            rows |= dict.fromkeys(range(left + 1, right), rows[left])
    out: dict[str, list[Placed]] = {}
    for column in sorted(rows):
        out.setdefault(rows[column], []).append(theirs[column])
    by_name: dict[str, list[float]] = {}
    for row, column in pairs:
        by_name.setdefault(ours[row][0], []).append(max(scores[row][column], ENOUGH if (row, column) in placed else 0.0))
    lengths = {name: len(document.provisions[name].editions[language].lines) for name in names}
    return {name: lines for name, lines in out.items() if sum(by_name[name]) / lengths[name] >= ENOUGH}


def _placed(pairs: Sequence[tuple[int, int]], height: int, width: int) -> set[tuple[int, int]]:
    """Lines that their place pairs: as many of ours as of theirs, a few, between two pairs that are alike."""
    found: set[tuple[int, int]] = set()
    borders = [(-1, -1), *pairs, (height, width)] if pairs else []
    for (row, column), (next_row, next_column) in pairwise(borders):
        if next_row - row == next_column - column <= FEW + 1:
            found |= {(row + n, column + n) for n in range(1, next_row - row)}
    return found


def _pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The best monotone pairing of rows with columns; a pair below ``GAP`` is not worth making."""
    height, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for row in range(1, height + 1):
        for column in range(1, width + 1):
            paired = best[row - 1][column - 1] + scores[row - 1][column - 1] - GAP
            best[row][column] = max(best[row - 1][column], best[row][column - 1], paired)
    pairs: list[tuple[int, int]] = []
    row, column = height, width
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            pairs.append((row - 1, column - 1))
            row, column = row - 1, column - 1
    return pairs[::-1]
