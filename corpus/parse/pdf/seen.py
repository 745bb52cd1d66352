"""Which glyphs of a page a reader can see. What nobody sees is no rule of the institution, whatever it says to a machine.

Two walls. What the page says of a glyph: painted with no ink, covered, outside the paper, next to no size. And what the page looks like:
it is drawn, and where a word should stand there must be something that differs from what is around it, in the direction of the word's
colour. The second finds what the first does not think of: clipped text, hidden layers, white on a white picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.parse.pdf.page import Box, Glyph, Painted
from corpus.parse.remarks import Noted

if TYPE_CHECKING:
    from PIL.Image import Image

TINY = 1.6  # points
NEAR = 32.0  # how far two greys of 255 must be apart to be told apart
SHARE = 0.15  # how far towards the word's grey the darkest (or lightest) point must go
PAD = 0.35  # how much of its size around a word is looked at for the paper
DOTS, LONGEST = 100 / 72, 1800  # pixels a point; pixels of the longer side


class Drawing:
    """A page as it looks; ``look`` is None where it could not be drawn, and then only the first wall stands."""

    def __init__(self, document: Any, place: int, crop: Box, turned: bool) -> None:
        self.scale, self.left, self.top = 1.0, crop[0], crop[1]
        self.look: Image | None = None
        if document is None or (turned and (crop[0] or crop[1])):
            return
        try:
            page = document[place]
            width, height = page.get_size()
            self.scale = min(DOTS, LONGEST / max(width, height, 1.0))
            self.look = page.render(scale=self.scale, grayscale=True).to_pil().convert("L")
            page.close()
        except Exception:  # a page that cannot be drawn is judged by what it says
            self.look = None

    def shows(self, word: Sequence[Glyph]) -> bool:
        """Whether something in the word's colour stands where the word is."""
        if self.look is None:
            return word[0].grey is None or word[0].grey < 255 - NEAR
        size = max(g.size for g in word)
        x0, top, x1, bottom = min(g.x0 for g in word), min(g.top for g in word), max(g.x1 for g in word), max(g.bottom for g in word)
        inside = self._levels(x0, top, x1, bottom)
        if not inside:
            return False
        found = [level for level, count in enumerate(inside) if count]
        grey = word[0].grey
        if grey is None:
            return found[-1] - found[0] >= NEAR
        # The paper is what there is most of around the word; a heavy word may fill most of its own box.
        room = self._levels(x0 - PAD * size, top - PAD * size, x1 + PAD * size, bottom + PAD * size)
        around = max(range(256), key=room.__getitem__)
        if abs(grey - around) < NEAR:
            return False
        farthest = found[0] if grey < around else found[-1]
        return abs(farthest - around) >= SHARE * abs(grey - around)

    def _levels(self, x0: float, top: float, x1: float, bottom: float) -> list[int]:
        """How many points of each grey stand in a box; empty outside the paper."""
        if self.look is None:
            return []
        left, upper = max(0, int((x0 - self.left) * self.scale)), max(0, int((top - self.top) * self.scale))
        right, lower = (
            min(self.look.width, int((x1 - self.left) * self.scale) + 1),
            min(self.look.height, int((bottom - self.top) * self.scale) + 1),
        )
        return self.look.crop((left, upper, right, lower)).histogram() if right > left and lower > upper else []


def seen(page: Painted, drawing: Drawing, noted: Noted) -> list[Glyph]:
    """The glyphs that a reader sees, upright ones only; what is left out is noted in pieces."""
    kept: list[Glyph] = []
    hidden: list[Glyph] = []
    turned: list[Glyph] = []
    for word in _words(page.glyphs):
        first = word[0]
        if not first.upright:
            turned += word
            continue
        outside = first.x1 <= 0 or first.x0 >= page.width or first.bottom <= 0 or first.top >= page.height
        bare = not first.painted or first.covered or outside or first.size < TINY
        if bare or (first.text.strip() and not drawing.shows(word)):
            hidden += word
        else:
            _tell(hidden, page.number, noted)
            kept += word
    _tell(hidden, page.number, noted)
    if any(g.text.strip() for g in turned):
        noted.add("rotated", "".join(g.text for g in turned))
    return kept


def _tell(hidden: list[Glyph], number: int, noted: Noted) -> None:
    """One piece of hidden text, however many words it has."""
    text = "".join(g.text for g in hidden).strip()
    if text:
        noted.add("hidden_text", f"{text[:60]} ({number})")
    hidden.clear()


def _words(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs painted one after the other that look alike and stand side by side. Spaces go with what is before them."""
    words: list[list[Glyph]] = []
    for glyph in glyphs:
        last = words[-1][-1] if words else None
        if last is not None and (glyph.text.isspace() or (_alike(last, glyph) and not last.text.isspace())):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _alike(last: Glyph, glyph: Glyph) -> bool:
    same = (glyph.grey, glyph.painted, glyph.covered, glyph.upright) == (last.grey, last.painted, last.covered, last.upright)
    near = -0.5 * glyph.size < glyph.x0 - last.x1 < 0.25 * glyph.size
    return same and near and abs(glyph.base - last.base) < 1 and abs(glyph.size - last.size) < 0.5
