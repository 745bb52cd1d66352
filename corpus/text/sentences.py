"""Cutting running text into sentences, for texts that people bring. The corpus's own editions are cut by hand, a sentence a line.

A full stop ends a sentence where a capital, a digit or a quotation mark follows and the word before is no usual abbreviation,
initial or number.
"""

from __future__ import annotations

import re

_ABBREVIATIONS = {
    "t.ex",
    "bl.a",
    "m.m",
    "m.fl",
    "dvs",
    "d.v.s",
    "osv",
    "etc",
    "jfr",
    "nr",
    "s",
    "st",
    "kap",
    "mom",
    "ca",
    "resp",
    "s.k",
    "f.d",
    "tel",
    "ung",
    "inkl",
    "exkl",
    "esim",
    "ks",
    "mm",
    "ym",
    "yms",
    "jne",
    "ts",
    "eli",
    "nro",
    "ml",
    "mt",
    "vrt",
    "em",
    "ko",
    "ao",
    "po",
    "ns",
    "tms",
    "klo",
    "v",
    "luk",
    "e.g",
    "i.e",
    "cf",
    "no",
    "vol",
    "pp",
    "p",
    "art",
    "para",
    "dr",
    "prof",
    "mr",
    "ms",
    "mrs",
    "vs",
    "al",
    "ed",
    "eds",
    "fig",
    "incl",
}
_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“”‘«(\[]?[A-ZÅÄÖ0-9])")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order; together they are the paragraph."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()].rstrip('"”’»)]')
        last = before.split()[-1].lstrip('("“') if before.split() else ""
        word = last.rstrip(".").casefold()
        if last.endswith(".") and (word in _ABBREVIATIONS or re.fullmatch(r"[a-zåäö]|[ivx]+", word)):
            continue
        # "liite 3. Toinen" ends a sentence; "1. Toinen" begins a point, "3. 4. 2025" is a date.
        if re.fullmatch(r"\d{1,3}\.", last) and (len(before.split()) < 3 or text[match.end() : match.end() + 1].isdigit()):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found
