"""Automatic numbers made real: what Word computes when it shows "2.1.3" or "c)" is computed here from ``numbering.xml``.

Every paragraph of a list moves the list's counters on; deeper levels begin anew when a higher one moves, unless the level says otherwise.
Lists that share an abstract definition share its counters, until one of them overrides a start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.parse.docx.package import W
from corpus.parse.docx.styles import number, value
from corpus.parse.enumerators import Mark, mark_of

LEVELS = 9
BULLET = Mark("•", "", "bullet")
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip
_SILENT = {"none", "bullet"}


@dataclass
class Level:
    """How one level is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level (from 1) whose move begins this one anew; 0 never
    legal: bool = False
    style: str | None = None


@dataclass
class _List:
    """One list: its definition, its overrides."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    begins: set[int] = field(default_factory=set)  # the levels that begin anew with this list


def roman(count: int) -> str:
    """Iv for 4."""
    out = ""
    for worth, sign in _ROMANS:
        out += sign * (count // worth)
        count %= worth
    return out


def formatted(count: int, form: str) -> str:
    """A count as a format writes it; formats of other scripts as plain digits."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return roman(count) if form == "lowerRoman" else roman(count).upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._by_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        linked: dict[str, str] = {}
        named: dict[str, str] = {}
        for element in root.findall(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            self._abstract[name] = {n: level for n, level in map(_level, element.findall(f"{W}lvl")) if 0 <= n < LEVELS}
            if style := value(element, "styleLink"):
                named[style] = name
            if style := value(element, "numStyleLink"):
                linked[name] = style
        for name, style in linked.items():
            if not self._abstract[name] and style in named:
                self._abstract[name] = self._abstract[named[style]]
        for element in root.findall(f"{W}num"):
            self._read_list(element)

    def _read_list(self, element: etree._Element) -> None:
        abstract = value(element, "abstractNumId") or ""
        made = _List(abstract, dict(self._abstract.get(abstract, {})))
        for override in element.findall(f"{W}lvlOverride"):
            place = number(override.get(f"{W}ilvl")) or 0
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                made.levels[place] = _level(replaced)[1]
            start = number(value(override, "startOverride"))
            if start is not None and place in made.levels:
                made.levels[place] = replace(made.levels[place], start=start)
                made.begins.add(place)
        name = element.get(f"{W}numId", "")
        self._lists[name] = made
        for place, level in made.levels.items():
            if level.style:
                self._by_style.setdefault(level.style, (name, place))

    def of_style(self, style_id: str | None) -> tuple[str, int] | None:
        """The list and level that a paragraph style is tied to."""
        return self._by_style.get(style_id or "")

    def next(self, list_id: str, place: int) -> Mark | None:
        """The mark of the next paragraph of a list at a level (from 0); None where it shows none."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= place < LEVELS or place not in found.levels:
            return None
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for level in found.begins:
                counts[level] = None
        self._move(found, counts, place)
        return _mark(found, counts, place)

    @staticmethod
    def _move(found: _List, counts: list[int | None], place: int) -> None:
        for higher in range(place):
            if counts[higher] is None:
                counts[higher] = found.levels.get(higher, Level()).start
        before = counts[place]
        counts[place] = found.levels[place].start if before is None else before + 1
        for deeper in range(place + 1, LEVELS):
            level = found.levels.get(deeper)
            if level is None or level.restart is None or (level.restart > 0 and place < level.restart):
                counts[deeper] = None


def _level(element: etree._Element) -> tuple[int, Level]:
    start = number(value(element, "start"))
    level = Level(
        start=1 if start is None else start,
        format=value(element, "numFmt") or _alternate(element) or "decimal",
        text=value(element, "lvlText") or "",
        restart=number(value(element, "lvlRestart")),
        legal=element.find(f"{W}isLgl") is not None,
        style=value(element, "pStyle"),
    )
    return number(element.get(f"{W}ilvl")) or 0, level


def _alternate(element: etree._Element) -> str | None:
    """A number format that Word writes as an alternative for older programs."""
    return next((e.get(f"{W}val") for e in element.iter(f"{W}numFmt")), None)


def _mark(found: _List, counts: list[int | None], place: int) -> Mark | None:
    own = found.levels[place]
    if own.format == "bullet":
        return BULLET
    if own.format in _SILENT or not own.text:
        return None

    def shown(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        form = found.levels.get(level, Level()).format
        count = counts[level] if level < LEVELS else None
        if form in _SILENT or count is None:
            return ""
        return formatted(count, "decimal" if own.legal and form != "decimalZero" else form)

    printed = re.sub(r"%([1-9])", shown, own.text).strip()
    return mark_of(printed) if re.search(r"\w", printed) else BULLET if printed else None
