"""Cutting running text into sentences, for texts that people bring and for official texts that are fetched. The corpus's own editions are
cut by hand, a sentence a line.

A full stop ends a sentence where a capital, a digit or a quotation mark follows and the word before is no usual abbreviation,
initial or number. Law abbreviates more than other prose ("5 § 2 mom.", "art. 5", "N:o 12", "EUT L 119, s. 1"), and marks notes after the
full stop (``[^8]``); both are known here. In doubt a sentence is rather too long than cut in two: a half one quotes badly.
"""

from __future__ import annotations

import re

# General, then law and journals; in Swedish, Finnish and English, with a few of other languages that acts come in.
_LISTED = """
t.ex bl.a m.m m.fl dvs d.v.s d.ä osv o.s.v etc jfr nr s st ca resp s.k f.d tel ung inkl exkl p.g.a t.o.m fr.o.m o.d o.dyl e.d e.kr f.kr
i.e e.g cf no nos vol pp p dr prof mr ms mrs vs al ed eds fig incl approx dept st jr sr viz ibid
esim ks mm ym yms jne ts eli nro n:o ml mt vrt em ko ao po ns tms klo v luk so s.o n milj mrd tri kpl vars huom
kap mom art arts artt para paras subpara pt pts sec secs reg dir dec bil ann avd prop dnr ff
abs bzw z.b d.h vgl abl p.ex
"""
_ABBREVIATIONS = frozenset(_LISTED.split())
_MARKS = r"(?:\[\^\w+\])*"
_END = re.compile(rf"(?<=[.!?…]){_MARKS}[\"”’»)\]]*{_MARKS}\s+(?=[\"“”‘«(\[]*(?P<next>\w))")
_MONTH = re.compile(r"\w+\s+\d{4}\b")
_NUMBER = re.compile(r"\(?\d{1,3}\.")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order; together they are the paragraph."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not (match["next"].isupper() or match["next"].isdigit()):
            continue
        if _goes_on(text[start : match.start()], text[match.end() :]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def _goes_on(before: str, after: str) -> bool:
    """Whether the full stop that ``before`` ends with belongs to its last word."""
    words = before.rstrip('"”’»)').split()
    last = words[-1].lstrip('("“«') if words else ""
    word = last.rstrip(".").casefold()
    if last.endswith(".") and (word in _ABBREVIATIONS or re.fullmatch(r"[^\W\d_]|[ivx]+", word)):
        return True
    if not _NUMBER.fullmatch(last):
        return False
    # "liite 3. Toinen" ends a sentence; "1. Toinen" begins a point, "3. 4. 2025" and "13. Juni 2002" are dates.
    return len(words) < 3 or after[:1].isdigit() or bool(_MONTH.match(after))
