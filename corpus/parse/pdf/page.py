"""What a page paints, in the order in which it paints it: glyphs with place, size and colour, and what may cover them.

pdfplumber's page is extended where its own reading stops short: how a glyph is painted (filled, invisible), and whether something opaque
is painted over it later. Both are how text is hidden from people and left for machines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

Box = tuple[float, float, float, float]  # x0, top, x1, bottom, from the page's upper left corner, in points
_UNPAINTED = (3, 7)  # text render modes that put no ink on the page
_SOLID = 0.95


@dataclass(slots=True)
class Glyph:
    """One character as it is painted. ``base`` is how far its baseline is from the top; ``grey`` 0 for black to 255 for white, None where
    the colour is a pattern; ``aside`` what the file itself marks as a header or footer.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    grey: float | None
    painted: bool
    upright: bool
    covered: bool = False
    aside: bool = False


@dataclass(slots=True)
class Painted:
    """A page as it is read: its glyphs and its horizontal rules (x0, x1, y)."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[tuple[float, float, float]]
    pictures: int


class _Device(PDFPageAggregatorWithMarkedContent):
    """Notes beside each item how it is painted."""

    mode, rise, alpha, aside = 0, 0.0, 1.0, 0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self.mode, self.rise = int(textstate.render or 0), float(textstate.rise or 0)
        super().render_string(textstate, seq, ncs, graphicstate)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        # Nested tags inside a header are part of it.
        if self.aside or (self.cur_tag == "Artifact" and isinstance(props, dict) and "Pagination" in str(resolve1(props.get("Type")))):
            self.aside += 1

    def end_tag(self) -> None:
        super().end_tag()
        self.aside = max(0, self.aside - 1)

    def tag_cur_item(self) -> None:
        super().tag_cur_item()
        if self.cur_item._objs:
            item: Any = self.cur_item._objs[-1]
            item.mode, item.rise, item.alpha, item.aside = self.mode, self.rise, self.alpha, bool(self.aside)


class _Interpreter(PDFPageInterpreter):
    """Follows how see-through what is painted is; pdfminer does not."""

    def do_gs(self, name: Any) -> None:
        states = resolve1(self.resources.get("ExtGState")) or {}
        state = resolve1(states.get(getattr(name, "name", name))) if isinstance(states, dict) else None
        if isinstance(state, dict) and isinstance(self.device, _Device):
            opaque = resolve1(state.get("ca"))
            blend = getattr(resolve1(state.get("BM")), "name", "Normal")
            if isinstance(opaque, int | float):
                self.device.alpha = float(opaque)
            if blend not in ("Normal", "Compatible"):
                self.device.alpha = 0.0  # mixes with what is below: covers nothing

    def do_q(self) -> None:
        super().do_q()
        self._alphas = [*getattr(self, "_alphas", []), getattr(self.device, "alpha", 1.0)]

    def do_Q(self) -> None:
        super().do_Q()
        if getattr(self, "_alphas", None) and isinstance(self.device, _Device):
            self.device.alpha = self._alphas.pop()


class ReadPage(Page):
    """pdfplumber's page over our device."""

    @property
    def layout(self) -> LTPage:
        """The page's items in the order of painting; made once."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=None)
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout: LTPage = device.get_result()
        return self._layout


def _items(container: LTContainer[Any] | LTPage) -> Iterator[LTItem]:
    """All items, those in figures in their place. A figure in a figure is no deeper than the process allows."""
    stack: list[Iterator[LTItem]] = [iter(container)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, LTContainer):
            stack.append(iter(item))
        else:
            yield item


def grey_of(color: Any, space: str) -> float | None:
    """How light a colour is, 0 to 255; None where that cannot be said."""
    parts = [color] if isinstance(color, int | float) else color
    if not isinstance(parts, Sequence) or not all(isinstance(c, int | float) for c in parts):
        return None
    values = [min(1.0, max(0.0, float(c))) for c in parts]
    if len(values) == 1:
        # A separation's tint: 0 is the bare paper, 1 full ink.
        return 255 * (1 - values[0]) if space in ("Separation", "DeviceN") else None if space in ("Indexed", "Pattern") else 255 * values[0]
    if len(values) == 3:
        return None if space == "Lab" else 255 * (0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2])
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return 255 * (1 - black) * (0.299 * (1 - cyan) + 0.587 * (1 - magenta) + 0.114 * (1 - yellow))
    return None


def paint(page: ReadPage) -> Painted:
    """Everything on a page, with what is covered marked."""
    height = float(page.layout.height)
    glyphs: list[Glyph] = []
    rules: list[tuple[float, float, float]] = []
    pictures = 0
    for item in _items(page.layout):
        if isinstance(item, LTChar):
            glyphs.append(_glyph(item, height))
            continue
        x0, y0, x1, y1 = getattr(item, "bbox", (0.0, 0.0, 0.0, 0.0))
        box = (x0, height - y1, x1, height - y0)
        if isinstance(item, LTImage):
            pictures += 1
            _cover(glyphs, box)
        elif isinstance(item, LTCurve):
            if y1 - y0 < 2 and x1 - x0 > 30:
                rules.append((x0, x1, height - (y0 + y1) / 2))
            elif item.fill and getattr(item, "alpha", 1.0) >= _SOLID and _rectangle(item):
                _cover(glyphs, box)
    return Painted(page.page_number, float(page.layout.width), height, glyphs, rules, pictures)


def _glyph(item: LTChar, height: float) -> Glyph:
    a, b, c, d, _, f = item.matrix
    state: Any = item
    text = item.get_text()
    bold = any(word in str(item.fontname).casefold() for word in ("bold", "black", "heavy", "semibold", "demi")) or state.mode == 2
    grey = grey_of(item.graphicstate.ncolor, str(getattr(item.ncs, "name", "")))
    if state.mode == 1:  # only its outline is drawn
        grey = grey_of(item.graphicstate.scolor, "")
    base = height - (f + state.rise * d)
    upright = abs(b) < 0.05 * abs(a) + 1e-9 and abs(c) < 0.4 * abs(d) + 1e-9 and a > 0 and d > 0
    painted = state.mode not in _UNPAINTED and state.alpha > 0.05
    return Glyph(
        text, item.x0, item.x1, height - item.y1, height - item.y0, base, float(item.size), bold, grey, painted, upright, False, state.aside
    )  # fmt: skip


def _rectangle(curve: LTCurve) -> bool:
    """Whether a filled path is a rectangle along the axes: only then is its box what it covers."""
    corners = {(round(x, 1), round(y, 1)) for x, y in curve.pts}
    return len({x for x, _ in corners}) == 2 and len({y for _, y in corners}) == 2


def _cover(glyphs: list[Glyph], box: Box) -> None:
    """Mark what was painted before as covered by this box."""
    x0, top, x1, bottom = box
    if x1 - x0 < 2 or bottom - top < 2:
        return
    for glyph in glyphs:
        if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= (glyph.top + glyph.bottom) / 2 <= bottom:
            glyph.covered = True
