"""Mark-up as a person sees it: blocks one after the other, and the running text of each, with note references as ``[^8]``.

Text that stands beside blocks in one element ("a <p>b</p> c") is a block of its own, so no visible word is lost. Raised figures stay
raised ("m²", "10⁻⁹"): flattened they would be other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from corpus.parse.safe import Element, local

Run: TypeAlias = list["str | Element"]
"""Inline pieces that make up one paragraph."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset(
    "script style template noscript head link meta title object embed iframe svg math canvas audio video map area param source track "
    "col colgroup input select textarea option datalist button img".split()
)
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_MARK_SPACE = re.compile(r"\s+(?=\[\^\w+\])")
_MARK_BRACKETS = re.compile(r"\(\s*(\[\^\w+\])\s*\)")


def is_block(element: Element) -> bool:
    """Whether it breaks the line: by its name, or because something in it does."""
    name = local(element).casefold()
    return name in BLOCKS or (name not in UNSEEN and any(local(e).casefold() in BLOCKS for e in element.iterdescendants()))


def runs(element: Element) -> Iterator[Element | Run]:
    """The blocks in an element, in order; text between them as inline runs."""
    run: Run = [element.text] if element.text else []
    for child in element:
        if is_block(child):
            if _speaks(run):
                yield run
            run = []
            yield child
        else:
            run.append(child)
        if child.tail:
            run.append(child.tail)
    if _speaks(run):
        yield run


def _speaks(run: Run) -> bool:
    return any(piece.strip() if isinstance(piece, str) else any(t.strip() for t in piece.itertext()) or len(piece) for piece in run)


class Inline:
    """Running text of inline pieces. ``note`` gives the number of the note that an element refers to, or None."""

    def __init__(self, note: Callable[[Element], str | None], raised: Callable[[Element], bool] | None = None) -> None:
        self.note = note
        self.raised = raised or (lambda e: local(e).casefold() == "sup")

    def text(self, pieces: Iterable[str | Element]) -> str:
        """The text, white space squeezed; marks stand glued to the word before them."""
        joined = " ".join("".join(self._piece(p) for p in pieces).split())
        return _MARK_SPACE.sub("", _MARK_BRACKETS.sub(r"\1", joined)).strip()

    def of(self, element: Element) -> str:
        """The whole text of an element."""
        return self.text([self._inner(element)])

    def _piece(self, piece: str | Element) -> str:
        if isinstance(piece, str):
            return piece
        name = local(piece).casefold()
        if name in UNSEEN or not name:
            return ""
        if name == "br":
            return " "
        number = self.note(piece)
        if number is not None:
            return f"[^{number}]"
        inner = self._inner(piece)
        bare = inner.strip()
        if name == "sub" and bare and all(ord(c) in _LOWERED for c in bare):
            return bare.translate(_LOWERED)
        if self.raised(piece) and bare and all(ord(c) in _RAISED for c in bare):
            return bare.translate(_RAISED)
        return f" {inner} " if name in BLOCKS else inner

    def _inner(self, element: Element) -> str:
        pieces = [element.text or ""]
        for child in element:
            pieces += [self._piece(child), child.tail or ""]
        return "".join(pieces)


def rows(table: Element) -> Iterator[list[Element]]:
    """The cells of each row of a table, without those of tables inside it."""
    for child in table:
        name = local(child).casefold()
        if name in ("thead", "tbody", "tfoot"):
            yield from rows(child)
        elif name == "tr":
            yield [cell for cell in child if local(cell).casefold() in ("td", "th")]


def row_text(inline: Inline, cells: Iterable[Element]) -> str:
    """A row of a table as one line: its cells with a bar between them."""
    return " | ".join(text for cell in cells if (text := inline.of(cell)))
