"""What a person who looks at a page does not see is no text of it: found by attributes and inline styles, taken out, and told.

Such text is where instructions to machines are hidden. Only what the page's own mark-up says is judged; style sheets are not fetched, so
what they hide (menus, as a rule) is for the caller's selectors to leave out. White letters count as hidden where no other ground is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.parse.safe import Element, all_text, local

_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title"))
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0)}
_FAR_AWAY = re.compile(r"-\d{3,}")


def take_out_hidden(root: Element) -> list[str]:
    """Removes hidden elements from the tree, their tails kept; what was removed is told, one remark a ground."""
    counts: Counter[str] = Counter()
    for element, ground in list(_hidden(root, (255, 255, 255))):
        if ground and all_text(element).strip():
            counts[ground] += 1
        take_out(element)
    return [f"Left out: {count} piece(s) of hidden text ({ground})." for ground, count in sorted(counts.items())]


def take_out(element: Element) -> None:
    """Removes an element from its tree and keeps the text after it."""
    above, before = element.getparent(), element.getprevious()
    if above is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    element.tail = None
    above.remove(element)


def _hidden(element: Element, ground: tuple[int, int, int]) -> Iterator[tuple[Element, str]]:
    """Outermost hidden elements with the reason. ``ground`` is the colour that the element stands on."""
    for child in element:
        name = local(child)
        if not name:
            continue
        style = _declarations(child.get("style") or "")
        own = _colour(style.get("background-color") or style.get("background") or child.get("bgcolor") or "") or ground
        reason = "" if name in _UNSEEN else _reason(child, name, style, own)
        if reason or name in _UNSEEN:
            yield child, reason
        else:
            yield from _hidden(child, own)


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in re.sub(r"/\*.*?\*/", "", style).split(";"))
    return {name.strip().casefold(): value.replace("!important", "").strip().casefold() for name, _, value in pairs if value}


def _reason(element: Element, name: str, style: dict[str, str], ground: tuple[int, int, int]) -> str:
    if element.get("hidden") is not None:
        return "hidden"
    if (element.get("aria-hidden") or "").casefold() == "true":
        return "aria-hidden"
    if name == "dialog" and element.get("open") is None:
        return "a dialog that is not open"
    if style.get("display") == "none":
        return "display: none"
    if style.get("visibility") in ("hidden", "collapse"):
        return "visibility: hidden"
    if _is_nothing(style.get("opacity", "1")):
        return "opacity: 0"
    if _is_nothing(style.get("font-size", "1em")) or (name == "font" and element.get("size") == "0"):
        return "letters of no size"
    if _is_away(style):
        return "outside the page"
    letters = _colour(style.get("color") or (element.get("color") if name == "font" else "") or "")
    return "letters in the colour of the ground" if letters is not None and letters == ground else ""


def _is_nothing(value: str) -> bool:
    """Whether a size or share is so small that nothing is seen."""
    found = re.match(r"([\d.]+)\s*(px|pt|em|rem|%|)\Z", value)
    if not found or found[1].count(".") > 1 or found[1] == ".":
        return False
    return float(found[1]) < {"px": 2, "pt": 2, "%": 5}.get(found[2], 0.1)


def _is_away(style: dict[str, str]) -> bool:
    placed = style.get("position") in ("absolute", "fixed") and any(
        _FAR_AWAY.match(style.get(side, "")) for side in ("left", "top", "right")
    )
    clipped = style.get("overflow") == "hidden" and any(_is_nothing(style.get(side, "auto")) for side in ("height", "width", "max-height"))
    return placed or clipped or bool(_FAR_AWAY.match(style.get("text-indent", ""))) or "scale(0)" in style.get("transform", "")


def _colour(value: str) -> tuple[int, int, int] | None:
    """The colour that a declaration names, where it is plain to read."""
    value = value.strip().casefold()
    if value == "transparent" or not value:
        return None
    for word in value.split():
        if word in _NAMED:
            return _NAMED[word]
    if found := re.search(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", value):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * c for c in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := re.search(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", value):
        return int(found[1]), int(found[2]), int(found[3])
    return None
