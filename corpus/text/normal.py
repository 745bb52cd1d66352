"""Normalising. One place says what counts as the same text.

``clean`` is what input and ingested text pass: NFC, no control, zero-width or bidirectional characters (they hide instructions and break
quotes), white space squeezed. ``fold`` is for matching: case, diacritics and typographic variants gone, so that "Mika on vastuullinen
kansainvalistyminen" meets the text it means. ``unwrap`` is the documented normalisation of an official source against which
"verbatim" is held: line breaks and runs of spaces become one space, a line-end hyphen inside a compound joins.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "’‘‛′"), "'") | dict.fromkeys(map(ord, "”“„″«»"), '"')
# What ``fold`` takes away or spells out after decomposition; a table, because every text of the corpus passes when an index is opened.
_MARKS: dict[int, str | None] = dict.fromkeys((c for c in range(0x300, 0x1E950) if unicodedata.combining(chr(c))), None)
_MARKS |= {ord("ø"): "o", ord("æ"): "ae"}
_SPACE = re.compile(r"\s+")
_LINE_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*(?=[a-zåäö])")
NOTE_MARK = re.compile(r"\[\^(\w+)\]")


def squeeze(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def clean(text: str) -> str:
    """Text as it may enter: NFC; control, zero-width, bidirectional, private-use and lone surrogate characters dropped."""
    normal = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    kept = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs", "Cn"} else " " if c in "\n\r\t\v\f" else "" for c in normal)
    return squeeze(kept)


def fold(text: str) -> str:
    """Text for matching: casefolded, without diacritics, plain dashes and quotation marks."""
    return squeeze(unicodedata.normalize("NFKD", text.translate(_DASHES).casefold()).translate(_MARKS))


def unwrap(text: str) -> str:
    """A printed source as running text: "EU-⏎bestämmelserna" joins, other line breaks become spaces."""
    return squeeze(_LINE_HYPHEN.sub("-", text))


def words(text: str) -> list[str]:
    """The folded words of a text, digits included."""
    return re.findall(r"[^\W_]+", fold(text))
