"""The numbers, letters and bullets that institutions put before a heading, a point or an item: "2.1.3", "§ 5", "a)", "(iv)", "•".

What counts is what a reader sees: a date ("1. januari") and an amount ("3 personer") are no numbers of points. In a heading a bare
number counts too ("2 Resor").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["section", "article", "annex", "number", "letter", "roman", "bullet"]

# Word's bullets come out of a PDF as private-use characters of the Symbol and Wingdings fonts.
BULLETS = "-–—*•·‣▪▫◦●○■□\u2043\uf0b7\uf0a7\uf0d8\uf0fc\uf02d"
_MONTHS = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*"
    r"|january|february|march|may|june|july|august|october)\b"
)
_POINT = re.compile(
    rf"""(?:
      (?P<dotted>\d{{1,3}}(?:\.\d{{1,3}}){{1,5}})\.?(?=\s)
    | (?P<sign>§\s?\d{{1,3}}(?:\s?[a-z])?)\.?(?=\s)
    | (?P<signed>\d{{1,3}}(?:\s[a-z])?\s?§)(?=\s)
    | (?P<number>\d{{1,3}}[.)]|\(\d{{1,3}}\))(?=\s)(?!\s+{_MONTHS})(?!\s+\d{{1,2}}\.\s?\d)
    | (?P<letter>[a-zåäö]\)|\([a-zåäö]\)|[a-hj-uw-z]\.)(?=\s)
    | (?P<roman>\(?[ivx]{{1,6}}\)|[ivx]{{1,6}}\.)(?=\s)
    | (?P<bullet>[{re.escape(BULLETS)}]|o(?=\s{{2,}}))(?=\s)
    )\s+(?P<rest>\S.*)\Z""",
    re.X | re.S,
)
_NAMED = re.compile(
    r"(?:(?P<article>(?:artikel|article)\s+\d{1,3}(?:\s?[a-z])?\b|\d{1,3}(?:\s?[a-z])?\s+artikla\b)"
    r"|(?P<annex>(?:bilaga|liite|annex|appendix|bilagor)\s+(?:\d{1,3}|[a-z]|[ivx]{1,4})\b))[.:]?(?:\s*[–—-]\s*|\s+|\Z)(?P<rest>.*)\Z",
    re.I | re.S,
)
_SIGN = re.compile(r"§\s?\d{1,3}(?:\s?[a-z])?\.?|\d{1,3}(?:\s[a-z])?\s?§\.?")
_BARE = re.compile(r"(?P<number>\d{1,3})\s+(?P<rest>[^\W\d_].*)\Z", re.S)
_ROMAN = re.compile(r"(?=[ivxl])(x[lc]|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a text. ``printed`` is how it looks ("a)", "2.1."), ``number`` how it is spoken of ("a", "2.1"; empty for a
    bullet).
    """

    printed: str
    number: str
    kind: Kind


def value(number: str, kind: str) -> int | None:
    """The place of a number in its row: 3 for "c", for "iii" and for "3"; None for what has none."""
    if kind == "letter" and len(number) == 1:
        return "abcdefghijklmnopqrstuvwxyzåäö".find(number.casefold()) + 1 or None
    if kind == "roman" and _ROMAN.match(number.casefold()):
        values = [_ROMANS[c] for c in number.casefold()]
        return sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values))
    return int(number) if number.isdigit() else None


def mark_of(printed: str) -> Mark:
    """The mark that a word processor's numbering makes; whatever it is, it is taken as it is."""
    shown = " ".join(printed.split())
    found = _POINT.match(f"{shown} x") or _NAMED.match(f"{shown} x")
    if found:
        return _mark(found)
    if re.fullmatch(r"\d{1,4}", shown):
        return Mark(shown, shown, "number")
    bare = re.sub(r"[^\w.§ -]", "", shown).strip(". ")
    if re.fullmatch(r"[IVXL]+|[ivxl]+", bare) and value(bare, "roman"):
        return Mark(shown, bare, "roman")
    return Mark(shown, bare, "letter" if re.fullmatch(r"[A-Za-zåäöÅÄÖ]{1,2}", bare) else "section" if bare else "bullet")


def leading(text: str, heading: bool = False) -> tuple[Mark, str] | None:
    """The mark that a text begins with, and the rest of it; None where there is none. ``heading`` allows a bare number."""
    found = _POINT.match(text)
    if not found and heading:
        found = _NAMED.match(text)
    if found:
        return _mark(found), found["rest"].strip()
    alone = _SIGN.fullmatch(text) if heading else None
    if alone:
        return Mark(text, re.sub(r"\s+", " ", text.strip("§. ")), "section"), ""
    bare = _BARE.match(text) if heading else None
    return (Mark(bare["number"], bare["number"], "section"), bare["rest"].strip()) if bare else None


def _mark(found: re.Match[str]) -> Mark:
    groups = {name: text for name, text in found.groupdict().items() if text and name != "rest"}
    name, printed = next(iter(groups.items()))
    inner = printed.strip("().§ ")
    if name in ("dotted", "sign", "signed"):
        return Mark(printed, re.sub(r"\s+", " ", inner), "section")
    if name == "article":
        return Mark(printed, re.sub(r"(?i)artikel|article|artikla|\s", "", printed), "article")
    if name == "annex":
        return Mark(printed, printed.split()[-1], "annex")
    if name == "bullet":
        return Mark(printed, "", "bullet")
    kind: Kind = "number" if name == "number" else "letter" if name == "letter" else "roman"
    return Mark(printed, inner, kind)


def resolved(mark: Mark, before: Mark | None) -> Mark:
    """The mark with the doubt of "i)" settled: the letter after h, or the first Roman numeral. ``before`` is the mark before it in its
    list.
    """
    if mark.kind not in ("letter", "roman") or not _ROMAN.match(mark.number.casefold()):
        return mark
    as_letter = value(mark.number, "letter") if len(mark.number) == 1 else None
    if before is not None and before.kind == "letter" and as_letter and value(before.number, "letter") == as_letter - 1:
        return Mark(mark.printed, mark.number, "letter")
    if before is not None and before.kind == "roman":
        return Mark(mark.printed, mark.number, "roman")
    if mark.number.casefold() in ("i", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"):
        return Mark(mark.printed, mark.number, "roman")
    return Mark(mark.printed, mark.number, "letter" if as_letter else "roman")
