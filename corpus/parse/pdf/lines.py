"""Glyphs put together as lines in the order in which they are read: rows by their baseline, columns by the white river between them.

A page is read downwards; where a stretch of rows leaves the same gap open and both sides read like text, the left side comes first. Small
raised digits are kept apart as calls of notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.parse.pdf.page import Glyph

GUTTER = 9.0  # points that a river has at least
RAISED, SMALL = 0.18, 0.92  # of the size of the line: how high, and how small, the call of a note is
_SIGNS = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"} | dict.fromkeys(
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0be", "•"
)  # ligatures, and the bullets of the Symbol and Wingdings fonts
SIDES = (0.25, 0.75)  # where on the page a river may run
LEAST = 4  # rows that a stretch of columns has on each side


@dataclass(slots=True)
class Word:
    """A run of glyphs without a gap. ``call`` where it is raised and small."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    aside: bool
    call: bool = False


@dataclass(slots=True)
class Line:
    """A line of text, or a row of a table (``row``). ``call``s stand in it as "[^7@3]": note 7, page 3."""

    page: int
    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    region: int = 0
    left: float = 0.0
    right: float = 0.0
    column: bool = False
    row: bool = False
    text: str = field(default="")

    @property
    def aside(self) -> bool:
        """Whether the file marks it as part of a header or footer."""
        return bool(self.words) and all(word.aside for word in self.words)


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Glyphs as words: those of one baseline from left to right, cut at spaces and gaps."""
    out: list[Word] = []
    for row in _by_base(glyphs):
        row.sort(key=lambda g: g.x0)
        run: list[Glyph] = []
        for glyph in row:
            if run and _apart(run[-1], glyph):
                out += _word(run)
                run = []
            if not glyph.text.isspace():
                run.append(glyph)
        out += _word(run)
    return out


def _by_base(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and abs(glyph.base - rows[-1][0].base) < 0.12 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _apart(before: Glyph, after: Glyph) -> bool:
    if after.text.isspace():
        return True
    gap = after.x0 - before.x1
    size = max(before.size, after.size)
    # Painted twice, a hair apart, is how some programs make bold.
    return gap > 0.2 * size or gap < -1.2 * size or not 0.8 < (before.size + 0.01) / (after.size + 0.01) < 1.25


def _word(run: list[Glyph]) -> list[Word]:
    kept = [g for n, g in enumerate(run) if n == 0 or g.text != run[n - 1].text or g.x0 - run[n - 1].x0 > 0.15 * g.size]
    if not kept:
        return []
    size = Counter(round(g.size * 4) / 4 for g in kept).most_common(1)[0][0]
    bold = sum(g.bold for g in kept) * 2 > len(kept)
    text = "".join(_SIGNS.get(g.text, g.text) for g in kept)
    aside = all(g.aside for g in kept)
    top, bottom, end = min(g.top for g in kept), max(g.bottom for g in kept), max(g.x1 for g in kept)
    return [Word(text, kept[0].x0, end, top, bottom, kept[0].base, size, bold, aside)]


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one line of sight together, downwards; raised small words with the line that they are raised from."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (-w.size, w.base)):
        home = next((row for row in rows if _belongs(word, row)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    for row in rows:
        row.sort(key=lambda w: w.x0)
    return sorted(rows, key=lambda row: (_base(row), row[0].x0))


def _base(row: Sequence[Word]) -> float:
    return max(row, key=lambda w: (w.size, w.x1 - w.x0)).base


def _belongs(word: Word, row: list[Word]) -> bool:
    main = row[0]
    lift = main.base - word.base
    if abs(lift) < 0.2 * main.size:
        return True
    if word.size < SMALL * main.size and RAISED * main.size < lift < 0.75 * main.size:
        near = any(-0.5 * main.size < word.x0 - other.x1 < 0.6 * main.size for other in row if other.size > word.size)
        # The number of a footnote stands before its text, often at some distance.
        near = near or 0 <= min(other.x0 for other in row) - word.x1 < 3 * main.size
        if near and word.text.strip("()[], ").replace(",", "").isdigit():
            word.call = True
        return near
    return False


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of a page in reading order, regions numbered from 0; each knows the left and right edge of its region."""
    rows = rows_of(words)
    out: list[Line] = []
    stretches = _regions(rows)
    for region, (stretch, column) in enumerate(stretches):
        made = [_line(row, page) for row in stretch]
        left, right = min(line.x0 for line in made), right_edge(made)
        for line in made:
            line.region, line.left, line.right, line.column = region, left, right, column
        out += made
    return out


def right_edge(lines: Sequence[Line]) -> float:
    """Where lines end that are full: the farthest place that several end at, so that a page number in the margin does not count."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    enough = max(2, len(ends) // 8)
    for n, end in enumerate(ends):
        if sum(1 for other in ends[n:] if end - other < 12) >= enough:
            return end
    return ends[0]


def _line(row: list[Word], page: int) -> Line:
    plain = [w for w in row if not w.call] or row
    letters: Counter[float] = Counter()
    for word in plain:
        letters[word.size] += len(word.text)
    bold = sum(len(w.text) for w in plain if w.bold) * 2 > sum(len(w.text) for w in plain)
    line = Line(
        page, row, row[0].x0, max(w.x1 for w in row), min(w.top for w in plain), max(w.bottom for w in plain), _base(plain),
        letters.most_common(1)[0][0], bold,
    )  # fmt: skip
    line.text = text_of(row, page)
    return line


def text_of(row: Sequence[Word], page: int) -> str:
    """The words of a row as text, calls of notes as marks."""
    out = ""
    for word in row:
        if word.call:
            numbers = [n for n in word.text.strip("()[] ").split(",") if n.strip().isdigit()]
            out += "".join(f"[^{n.strip()}@{page}]" for n in numbers)
        else:
            out += (" " if out else "") + word.text
    return out


# --- columns


def _regions(rows: list[list[Word]], column: bool = False) -> list[tuple[list[list[Word]], bool]]:
    """Rows cut into stretches that are each read downwards, and whether each is a column beside others."""
    river = _river(rows) if len(rows) >= LEAST else None
    if river is None:
        return [(rows, column)] if rows else []
    first, last, middle = river
    before, inside, after = rows[:first], rows[first : last + 1], rows[last + 1 :]
    left = [[w for w in row if w.x1 <= middle] for row in inside]
    right = [[w for w in row if w.x0 >= middle] for row in inside]
    out = _regions(before, column)
    for side in (left, right):
        out += _regions([row for row in side if row], column=True)
    return out + _regions(after, column)


def _river(rows: list[list[Word]]) -> tuple[int, int, float] | None:
    """The longest stretch of rows with a gap at one place that both sides read like columns around: first row, last row, where."""
    x0, x1 = min(w.x0 for row in rows for w in row), max(w.x1 for row in rows for w in row)
    low, high = x0 + SIDES[0] * (x1 - x0), x0 + SIDES[1] * (x1 - x0)
    gaps: Counter[int] = Counter()
    for row in rows:
        for left, right in pairwise(row):
            if right.x0 - left.x1 >= GUTTER and left.x1 < high and right.x0 > low:
                for place in range(int(max(left.x1, low)) + 1, int(min(right.x0, high)) + 1):
                    gaps[place] += 1
    best: tuple[int, int, float] | None = None
    for place, count in gaps.most_common(40):
        if count < LEAST:
            break
        found = _stretch(rows, float(place))
        if found and (best is None or found[1] - found[0] > best[1] - best[0]):
            best = (*found, float(place))
    return best


def _stretch(rows: list[list[Word]], place: float) -> tuple[int, int] | None:
    """The longest run of rows that no word crosses ``place`` in, where it reads like two columns."""
    best: tuple[int, int] | None = None
    start = 0
    for n in range(len(rows) + 1):
        crossed = n == len(rows) or any(w.x0 < place < w.x1 or _bridged(w, rows[n], place) for w in rows[n])
        if not crossed:
            continue
        first, last = _trimmed(rows, start, n - 1, place)
        if last - first + 1 >= LEAST and _columns(rows[first : last + 1], place) and (best is None or last - first > best[1] - best[0]):
            best = (first, last)
        start = n + 1
    return best


def _bridged(word: Word, row: list[Word], place: float) -> bool:
    """Whether the text runs on over ``place``: a gap no wider than a space there is no river."""
    return word.x1 <= place and any(place <= other.x0 < word.x1 + GUTTER * 0.8 for other in row)


def _trimmed(rows: list[list[Word]], first: int, last: int, place: float) -> tuple[int, int]:
    """Without rows at the ends that stand on one side alone: a heading above, a short last line below."""

    def both(row: list[Word]) -> bool:
        return any(w.x1 <= place for w in row) and any(w.x0 >= place for w in row)

    while first <= last and not both(rows[first]) and not _right_of(rows[first], place):
        first += 1
    while last >= first and not both(rows[last]) and not _right_of(rows[last], place):
        # A left column may be longer than the right one: its last rows follow at the usual distance.
        if last - 1 >= first and _base(rows[last]) - _base(rows[last - 1]) < 1.6 * rows[last][0].size:
            break
        last -= 1
    return first, last


def _right_of(row: list[Word], place: float) -> bool:
    return all(w.x0 >= place for w in row)


def _cells(rows: list[list[Word]]) -> bool:
    """Whether many rows have a wide gap inside, as the rows of a table have: unless there, too, two columns of text stand side by side."""
    gapped = sum(any(b.x0 - a.x1 > 1.5 * GUTTER for a, b in pairwise(row)) for row in rows)
    return gapped * 4 > len(rows) and _river(rows) is None


def _columns(rows: list[list[Word]], place: float) -> bool:
    """Whether both sides read like running text: enough rows, mostly filled, and not the cells of a list of terms."""
    sides = ([[w for w in row if w.x1 <= place] for row in rows], [[w for w in row if w.x0 >= place] for row in rows])
    widths, fills = [], []
    for side in sides:
        filled = [row for row in side if row]
        if len(filled) < LEAST:
            return False
        left, right = min(row[0].x0 for row in filled), max(row[-1].x1 for row in filled)
        widths.append(right - left)
        if _cells(filled):
            return False
        shares = sorted((row[-1].x1 - row[0].x0) / max(1.0, right - left) for row in filled)
        fills.append(shares[len(shares) // 2])
    alike = 0.4 < widths[0] / max(1.0, widths[1]) < 2.5
    lone = sum(1 for left, right in zip(*sides, strict=True) if bool(left) != bool(right))
    # Rows that all stand on both sides may be a table without rules: then only full lines make columns.
    return min(fills) >= (0.55 if lone * 2 >= len(rows) else 0.75) and (alike or lone * 2 >= len(rows))
