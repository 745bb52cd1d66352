"""Numbers and letters that stand before a text: "(5)", "14.", "a)", "(ii)", "–", in any language of the Union.

Ids are the same in every language, so letters of other alphabets count by their place: "β)" and "б)" are b. Whether "i" is the ninth letter
or the first Roman numeral is told by what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["number", "letter", "roman", "dash"]

_GREEK = ["α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ", "ι", "ια", "ιβ", "ιγ", "ιδ", "ιε", "ιστ", "ιζ", "ιη", "ιθ", "κ"]
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщ"
_PLACES = {letter: chr(97 + i) for i, letter in enumerate(_GREEK)} | {letter: chr(97 + i) for i, letter in enumerate(_CYRILLIC)}
_ROMAN = re.compile(r"(?=[ivxl])(x[lc]|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = r"[a-zåäö]{1,2}|[α-ω]{1,3}|[а-я]{1,2}|[ivxl]{1,7}"
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}\s?[a-z]{0,2}"
_DASHES = "—–-•·‣▪◦*"
_ALONE = re.compile(rf"(?P<open>[(\[]?)(?P<body>{_NUMBER}|{_LETTERS})(?P<close>[.)\]]{{0,2}})\Z", re.I)
_LEADING = re.compile(
    rf"(?P<mark>\((?:{_NUMBER}|{_LETTERS})\)|(?:{_NUMBER})(?:\.\)?|\))|(?:{_LETTERS})\)|[{_DASHES}])(?:\s+|(?=[^\W\d_]))(?P<rest>\S.*)\Z",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed, what it is called in ids, and of which style it is."""

    printed: str
    number: str
    style: Style

    @property
    def bare(self) -> str:
        """As printed, without brackets: "14.", "a"."""
        inner = self.printed.strip("()[] ")
        return inner if self.style == "number" else inner.rstrip(".")


def roman_value(text: str) -> int | None:
    """12 for "XII"; None for what is no Roman numeral up to 99."""
    folded = text.casefold()
    if not folded or not _ROMAN.match(folded):
        return None
    values = [_VALUES[c] for c in folded]
    return sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values))


def marker(text: str, after: Marker | None = None, *, known: bool = False) -> Marker | None:
    """The marker that ``text`` is and nothing else. ``after`` is the marker before it on the same level.

    A figure without a bracket or full stop ("5") is one only where the place is ``known`` to be a number's: in a table it is a figure.
    """
    printed = " ".join(text.split())
    if printed and all(c in _DASHES for c in printed) and len(printed) <= 2:
        return Marker(printed, "", "dash")
    found = _ALONE.match(printed)
    if not found or not (found["close"] or (known and found["body"][0].isdigit())):
        return None
    body = re.sub(r"\s", "", found["body"].casefold())
    if body[0].isdigit():
        return Marker(printed, body.replace(".", "-"), "number")
    return _lettered(printed, body, after)


def _lettered(printed: str, body: str, after: Marker | None) -> Marker | None:
    number = _PLACES.get(body, body)
    roman = roman_value(number)
    follows = after is not None and after.style == "letter" and len(number) == 1 and ord(number) == ord(after.number[-1]) + 1
    if roman is None or follows or (len(number) == 1 and number in "lc"):
        doubled = len(number) == 2 and (number[0] == number[1] or number[0] == "a")
        return Marker(printed, number, "letter") if len(number) == 1 or doubled else None
    if roman == 1 or (after is not None and after.style == "roman"):
        return Marker(printed, number, "roman")
    return Marker(printed, number, "letter" if len(number) == 1 else "roman")


def leading(text: str, after: Marker | None = None) -> tuple[Marker, str] | None:
    """The marker that a paragraph begins with, and the rest of it."""
    found = _LEADING.match(text.strip())
    if not found:
        return None
    mark = marker(found["mark"], after)
    return (mark, found["rest"].strip()) if mark else None


def follows(before: str | None, number: str) -> bool:
    """Whether a numbered text can come next: 1 at the beginning, else one more, or a letter more ("4", "4a", "5")."""
    if before is None:
        return number == "1"
    step = int_of(number) - int_of(before)
    return number[:1].isdigit() and (step == 1 or (step == 0 and number > before))


def int_of(number: str) -> int:
    """The figure that a number begins with: 4 for "4a"; 0 where none does."""
    found = re.match(r"\d+", number)
    return int(found.group()) if found else 0


def numeral(value: int, kind: str) -> Marker:
    """The marker of a list's item in one of CSS's styles; a style that is not known counts in figures."""
    if kind in ("lower-alpha", "upper-alpha", "lower-latin", "upper-latin") and 1 <= value <= 26:
        letter = chr(96 + value)
        return Marker(f"{letter if kind.startswith('lower') else letter.upper()}.", letter, "letter")
    if kind in ("lower-roman", "upper-roman") and 1 <= value <= 89:
        text = _roman(value)
        return Marker(f"{text if kind.startswith('lower') else text.upper()}.", text, "roman")
    return Marker(f"{value}.", str(value).replace("-", "minus"), "number")


def _roman(value: int) -> str:
    text = ""
    for size, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (value // size)
        value %= size
    return text
