"""How a fragment of an official text reads when it stands alone.

Points and letters of an act go on where the words before them stop: "a) advice," says nothing without "14. set up support that includes:".
What leads into a part is given before it in square brackets, as the reading aids of the carried text do; the words outside the brackets are
the publisher's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.parse.parsed import ParsedPart
from corpus.text.normal import NOTE_MARK, squeeze

# A lead-in longer than this is cut: it helps to read, it is not what is quoted.
LONGEST = 240
_ENDED = (".", "!", "?", ".”", ".’", ".)")


def lead_ins(parts: Sequence[ParsedPart]) -> dict[str, str]:
    """What leads into each part that needs it, by part id."""
    known = {part.id: part for part in parts}
    opener: ParsedPart | None = None
    found: dict[str, str] = {}
    for part in parts:
        # "RECOMMENDS THAT MEMBER STATES:" stands unnumbered above its points.
        if part.stem is None and part.kind == "paragraph" and part.lines:
            opener = part
        elif text := _lead_in(part, known, opener):
            found[part.id] = text
    return found


def _lead_in(part: ParsedPart, known: Mapping[str, ParsedPart], opener: ParsedPart | None) -> str:
    pieces: list[str] = []
    at = part
    while True:
        above = known.get(at.stem) if at.stem else opener if opener and at.kind == "point" and opener.headings == at.headings else None
        if above is None or above is at or not above.lines or not at.lines or not _goes_on(at, above):
            break
        pieces.insert(0, above.lines[-1])
        if above is opener:
            break
        at = above
    text = squeeze(NOTE_MARK.sub("", " ".join(pieces))).replace("[", "(").replace("]", ")")
    return text if len(text) <= LONGEST else "…" + text[-LONGEST:].partition(" ")[2]


def _goes_on(part: ParsedPart, above: ParsedPart) -> bool:
    """Whether a part goes on where the part above stopped. A paragraph after a list begins anew unless its first letter is small."""
    first = next((c for c in part.lines[0] if c.isalpha()), "")
    return first.islower() or (part.kind == "point" and not above.lines[-1].rstrip().endswith(_ENDED))


def aids(lines: Sequence[str], lead_in: str | None) -> dict[int, str]:
    """The reading aid of a part's first line, as ``corpus.load.edition_text`` takes them."""
    if not lead_in or not lines:
        return {}
    return {1: f"[{lead_in}] {squeeze(NOTE_MARK.sub('', lines[0]))}"}
