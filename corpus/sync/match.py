"""Which parts of an official text a provision stands for.

A provision of ``document.yaml`` that says ``official: [sec-1, sec-2]`` names the parsed parts itself (an empty list: none). Otherwise the
ids are compared by their numbers: ``p14a`` and ``p-14-a``, ``r1b`` and ``p-1-b``, ``recital-5`` and ``rec-5``, ``fn8``, ``art-2-1``,
``sec-16`` are the same places. A provision without such an id (``status``, ``principles``) stands for nothing in particular and is left
alone. Where the text has only the paragraphs of an article (``art-2-1``, ``art-2-2``) and the provision is the article (``art-2``), it
stands for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import ProvisionMeta
from corpus.parse.parsed import ParsedPart

Place = tuple[str, ...]
_FAMILY = {
    "title": "title",
    "rec": "rec", "recital": "rec",
    "art": "art", "article": "art",
    "p": "p", "r": "p", "point": "p",
    "sec": "sec", "section": "sec",
    "annex": "annex",
    "fn": "fn", "note": "fn",
}  # fmt: skip
_GLUED = re.compile(r"^([a-z]+)(\d+)([a-z]?)$")


def place(local_id: str) -> Place | None:
    """``("p", "14", "a")`` for ``p14a`` and ``p-14-a``; None for an id that names no place by number."""
    first, *rest = local_id.casefold().split("-")
    glued = _GLUED.match(first)
    if glued:
        family, numbers = _FAMILY.get(glued[1]), [part for part in glued.groups()[1:] if part] + rest
    else:
        family, numbers = _FAMILY.get(first), rest
    if family is None or (family == "title" and numbers) or (family != "title" and not numbers):
        return None
    if any(not re.fullmatch(r"\d+[a-z]{0,3}|[a-z]{1,5}", number) for number in numbers):
        return None
    return (family, *numbers)


def match(provisions: Sequence[ProvisionMeta], parts: Sequence[ParsedPart]) -> dict[str, list[str]]:
    """For each provision the ids of its parts in reading order; provisions that stand for none are not in it."""
    by_place: dict[Place, str] = {}
    for part in parts:
        own = place(part.id)
        if own is not None:
            by_place.setdefault(own, part.id)
    order = {part.id: at for at, part in enumerate(parts)}
    found: dict[str, list[str]] = {}
    for meta in provisions:
        if meta.official is not None:
            named = [meta.official] if isinstance(meta.official, str) else meta.official
            chosen = [part for name in named for part in _part_or_children(place(name), name, by_place, order)]
        else:
            own = place(meta.id)
            chosen = _part_or_children(own, meta.id, by_place, order) if own else []
        if chosen:
            found[meta.id] = sorted(dict.fromkeys(chosen), key=order.__getitem__)
    return found


def _part_or_children(own: Place | None, name: str, by_place: dict[Place, str], order: dict[str, int]) -> list[str]:
    """The part with that id or place, or everything below it where it has no text of its own."""
    if name in order:
        return [name]
    if own is None:
        return []
    if own in by_place:
        return [by_place[own]]
    return [part for where, part in by_place.items() if where[: len(own)] == own]
