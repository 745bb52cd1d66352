"""What a paragraph or run looks like once its styles are followed: heading or not, in which list, hidden or not.

A heading is told by its outline level or by the name of its style, in the languages that Word and others name it in. Text that a reader
of the page cannot see (hidden, white on white, of next to no size) is told apart here, because it is where instructions to machines are
put.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.parse.docx.package import W

_HEADING = re.compile(r"(?:heading|rubrik|otsikko|overskrift|überschrift)\s*(\d)$", re.I)
_TITLE = re.compile(r"(?:title|rubrik|otsikko|dokumenttitel|huvudrubrik|pääotsikko)$", re.I)
_CONTENTS = re.compile(r"(?:toc|innehåll|sisällys(?:luettelo)?|sisluet|table of figures)\s*\d*$", re.I)
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Half points; hundredths of the normal width; twentieths of a point.
_TINY, _NARROW, _FLAT = 3, 10, 30
_NEAR = 32  # how far two greys of 255 must be apart to be told apart
_HIGHLIGHTS = {"black": 0, "darkBlue": 14, "darkGreen": 75, "darkRed": 38, "darkMagenta": 53, "blue": 29, "darkCyan": 90, "darkGray": 128}
WHITE = 255.0


@dataclass(frozen=True)
class Look:
    """Properties that were set, nearest first; None where nothing set them."""

    vanish: bool | None = None
    bold: bool | None = None
    size: int | None = None
    color: str | None = None
    fill: str | None = None
    width: int | None = None
    no_fill: bool | None = None

    def over(self, other: Look) -> Look:
        """This look where it says something, the other's where not."""
        pairs = ((mine if mine is not None else theirs) for mine, theirs in zip(self._all(), other._all(), strict=True))
        return Look(*pairs)  # type: ignore[arg-type]

    def _all(self) -> tuple[object, ...]:
        return (self.vanish, self.bold, self.size, self.color, self.fill, self.width, self.no_fill)


@dataclass
class Style:
    """A style with what it inherits."""

    name: str = ""
    look: Look = field(default_factory=Look)
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None


def on(element: etree._Element | None) -> bool | None:
    """What a switch says: on, off, or nothing."""
    return None if element is None else element.get(f"{W}val", "true").casefold() not in ("0", "false", "off", "none")


def value(parent: etree._Element | None, name: str) -> str | None:
    """The value of a child."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val") if child is not None else None


def number(text: str | None) -> int | None:
    """A whole number, where it is one."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else None


def look_of(properties: etree._Element | None) -> Look:
    """What run properties set."""
    if properties is None:
        return Look()
    fill = _fill(properties.find(f"{W}shd"))
    highlight = value(properties, "highlight")
    if highlight and highlight != "none":
        grey = _HIGHLIGHTS.get(highlight, 200)
        fill = f"{grey:02x}" * 3
    no_fill = properties.find(f"{_W14}textFill/{_W14}noFill") is not None
    return Look(
        vanish=on(properties.find(f"{W}vanish")),
        bold=on(properties.find(f"{W}b")),
        size=number(value(properties, "sz")),
        color=value(properties, "color"),
        fill=fill,
        width=number((value(properties, "w") or "").rstrip("%")),
        no_fill=no_fill or None,
    )


def _fill(shading: etree._Element | None) -> str | None:
    if shading is None:
        return None
    if shading.get(f"{W}val") == "solid":
        return shading.get(f"{W}color")
    return shading.get(f"{W}fill")


def grey(color: str | None, otherwise: float) -> float:
    """How light a colour is, from 0 to 255."""
    if not color or not re.fullmatch(r"[0-9a-fA-F]{6}", color):
        return otherwise
    red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def invisible(look: Look, behind: float) -> bool:
    """Whether a reader of the page cannot see text that looks like this. ``behind`` is how light the paper is there."""
    if look.vanish or look.no_fill:
        return True
    if (look.size is not None and look.size < _TINY) or (look.width is not None and 0 < look.width < _NARROW):
        return True
    paper = grey(look.fill, behind)
    if not look.color or look.color == "auto":
        return False  # Word then takes what can be read on the paper
    return abs(grey(look.color, 0.0) - paper) < _NEAR


def flat(properties: etree._Element | None) -> bool:
    """Whether a paragraph's lines have next to no height."""
    spacing = properties.find(f"{W}spacing") if properties is not None else None
    if spacing is None or spacing.get(f"{W}lineRule") != "exact":
        return False
    height = number(spacing.get(f"{W}line"))
    return height is not None and height < _FLAT


class Styles:
    """The styles of a document. A circle of styles based on each other ends where it began."""

    def __init__(self, root: etree._Element | None) -> None:
        self._raw = {e.get(f"{W}styleId", ""): e for e in (root.findall(f"{W}style") if root is not None else [])}
        self._known: dict[str, Style] = {}
        self.default = next(
            (i for i, e in self._raw.items() if e.get(f"{W}type") == "paragraph" and e.get(f"{W}default") in ("1", "true")), ""
        )
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self.base = look_of(defaults)
        lang = defaults.find(f"{W}lang") if defaults is not None else None
        self.language = (lang.get(f"{W}val") or "")[:2].casefold() if lang is not None else ""

    def get(self, style_id: str | None) -> Style:
        """A style with what it inherits; an empty one for an unknown id."""
        name = style_id or self.default
        if name not in self._known:
            self._known[name] = self._resolve(name, frozenset())
        return self._known[name]

    def _resolve(self, name: str, seen: frozenset[str]) -> Style:
        raw = self._raw.get(name)
        if raw is None or name in seen or len(seen) > 20:
            return Style()
        parent_id = value(raw, "basedOn")
        parent = self._resolve(parent_id, seen | {name}) if parent_id else Style()
        properties = raw.find(f"{W}pPr")
        listed = properties.find(f"{W}numPr") if properties is not None else None
        outline = number(value(properties, "outlineLvl"))
        own = look_of(raw.find(f"{W}rPr"))
        return Style(
            name=value(raw, "name") or name,
            look=own.over(parent.look),
            outline=outline if outline is not None else parent.outline,
            list_id=value(listed, "numId") or parent.list_id,
            list_level=number(value(listed, "ilvl")) if listed is not None else parent.list_level,
        )

    def table_fills(self, style_id: str | None) -> tuple[Look, Look]:
        """How a table style sets its first row and its other cells."""
        raw = self._raw.get(style_id or "")
        if raw is None:
            return Look(), Look()
        first = next((p for p in raw.findall(f"{W}tblStylePr") if p.get(f"{W}type") == "firstRow"), None)
        return _cell_look(first), _cell_look(raw)


def _cell_look(element: etree._Element | None) -> Look:
    if element is None:
        return Look()
    cell = element.find(f"{W}tcPr")
    fill = _fill(cell.find(f"{W}shd")) if cell is not None else None
    return Look(fill=fill).over(look_of(element.find(f"{W}rPr")))


def heading_level(style: Style, properties: etree._Element | None) -> int:
    """The level of a heading, from 1; 0 for other paragraphs, -1 for the title of the document."""
    own = number(value(properties, "outlineLvl"))
    named = _HEADING.match(style.name.strip())
    if own is not None and 0 <= own < 9:
        return own + 1
    if named:
        return int(named[1])
    if style.outline is not None and 0 <= style.outline < 9 and own is None:
        return style.outline + 1
    return -1 if _TITLE.match(style.name.strip()) else 0


def is_contents(style: Style) -> bool:
    """Whether a style is that of a table of contents."""
    return bool(_CONTENTS.match(style.name.strip()))
