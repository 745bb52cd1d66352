"""Mark-up as a person sees it: blocks one after the other, and the running text of each, with note references as ``[^8]``.

Text that stands beside blocks in one element ("a <p>b</p> c") is a block of its own, so no visible word is lost. Raised figures stay
raised ("m²", "10⁻⁹"): flattened they would be other numbers. Each format says which of its elements break the line and which are unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from corpus.parse.safe import Element, local

Run: TypeAlias = list["str | Element"]
"""Inline pieces that make up one paragraph."""

HTML_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
     "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
HTML_UNSEEN = frozenset(
    ["script", "style", "template", "noscript", "head", "link", "meta", "title", "object", "embed", "iframe", "svg", "math", "canvas",
     "audio", "video", "map", "area", "param", "source", "track", "col", "colgroup", "input", "select", "textarea", "option", "datalist",
     "button", "img"]
)  # fmt: skip
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_MARK_SPACE = re.compile(r"\s*(\[\^\w+\])(?:\s+(?=[,.;:)]))?")
_MARK_BRACKETS = re.compile(r"\(\s*(\[\^\w+\])\s*\)")


def raise_figures(text: str) -> str:
    """As "²⁵" for "25", where every sign of it has a raised form; else as it is."""
    bare = text.strip()
    return bare.translate(_RAISED) if bare and all(ord(c) in _RAISED for c in bare) else text


def lower_figures(text: str) -> str:
    """As "₂" for "2", where every sign of it has a lowered form; else as it is."""
    bare = text.strip()
    return bare.translate(_LOWERED) if bare and all(ord(c) in _LOWERED for c in bare) else text


class Flow:
    """Blocks and running text of a format. ``note`` gives the number of the note that an element refers to, or None."""

    blocks = HTML_BLOCKS
    unseen = HTML_UNSEEN

    def __init__(self, note: Callable[[Element], str | None]) -> None:
        self.note = note

    # Blocks

    def is_block(self, element: Element) -> bool:
        """Whether it breaks the line: by its name, or because something in it does."""
        name = local(element)
        return name in self.blocks or (name not in self.unseen and any(local(e) in self.blocks for e in element.iterdescendants()))

    def runs(self, element: Element) -> Iterator[Element | Run]:
        """The blocks in an element, in order; text between them as inline runs."""
        run: Run = [element.text] if element.text else []
        for child in element:
            if self.is_block(child):
                if self.text(run):
                    yield run
                run = []
                yield child
            else:
                run.append(child)
            if child.tail:
                run.append(child.tail)
        if self.text(run):
            yield run

    # Running text

    def text(self, pieces: Iterable[str | Element]) -> str:
        """The text, white space squeezed; marks stand glued to the word before them."""
        joined = " ".join("".join(self._piece(p) for p in pieces).split())
        return _MARK_SPACE.sub(r"\1", _MARK_BRACKETS.sub(r"\1", joined)).strip()

    def of(self, element: Element) -> str:
        """The whole text of an element."""
        return self.text([self.inner(element)])

    def inner(self, element: Element) -> str:
        """The text in an element, white space as it stands."""
        pieces = [element.text or ""]
        for child in element:
            pieces += [self._piece(child), child.tail or ""]
        return "".join(pieces)

    def _piece(self, piece: str | Element) -> str:
        if isinstance(piece, str):
            return piece
        name = local(piece)
        # A note may stand in the text where it is referred to: then its mark is seen there, and it is not.
        number = self.note(piece) if name else None
        if number is not None:
            return f"[^{number}]"
        if name in self.unseen or not name:
            return ""
        shown = self.shown(piece, name)
        return f" {shown} " if name in self.blocks else shown

    def shown(self, element: Element, name: str) -> str:
        """How an inline element shows."""
        if name == "br":
            return " "
        if name == "sup":
            return raise_figures(self.inner(element))
        return lower_figures(self.inner(element)) if name == "sub" else self.inner(element)

    # Tables

    def rows(self, table: Element) -> Iterator[list[Element]]:
        """The cells of each row of a table, without those of tables inside it."""
        for child in table:
            name = local(child)
            if name in ("thead", "tbody", "tfoot"):
                yield from self.rows(child)
            elif name == "tr":
                yield [cell for cell in child if local(cell) in ("td", "th")]

    def row_text(self, cells: Iterable[Element]) -> str:
        """A row of a table as one line: its cells with a bar between them."""
        return " | ".join(text for cell in cells if (text := self.of(cell)))
