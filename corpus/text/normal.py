"""Normalising. One place says what counts as the same text.

``clean`` is what input and ingested text pass: NFC, no control, zero-width or bidirectional characters (they hide instructions and break
quotes), white space squeezed. ``fold`` is for matching: case, diacritics and typographic variants gone, so that "Mika on vastuullinen
kansainvalistyminen" meets the text it means. What "verbatim" is held against is normalised in ``corpus.verbatim``.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘‛′", "'") | dict.fromkeys("”“„″«»", '"')
_DASH = re.compile(f"[{''.join(_DASHES)}]")
# What ``fold`` takes away after decomposition: the marks of European writing by an expression, because every text of the corpus passes
# when an index is opened and a table is asked for every letter; those of other writing by a table, where there is any.
_MARKS = re.compile("[\u0300-\u036f]+")
_OTHER_WRITING = re.compile("[\u0483-\U0001e94f]+")
_OTHER_MARKS = dict.fromkeys((c for c in range(0x483, 0x1E950) if unicodedata.combining(chr(c))), None)
_SPELT = {"ø": "o", "æ": "ae"}
_SPACE = re.compile(r"\s+")
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
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", _DASH.sub(lambda found: _DASHES[found[0]], text).casefold()))
    plain = _OTHER_WRITING.sub(lambda found: found[0].translate(_OTHER_MARKS), plain)
    for letter, spelt in _SPELT.items():
        plain = plain.replace(letter, spelt)
    return squeeze(plain)


def words(text: str) -> list[str]:
    """The folded words of a text, digits included."""
    return re.findall(r"[^\W_]+", fold(text))
