"""References to the structure of a document: "rekommendation 1 b", "the fourth", "alaviite 8", "och punkt c?".

Such a question names its place; likeness of meaning would only blur it. The words are data (``language.yaml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.policy import section
from assistant.steps.asks import counted
from corpus.model import Document, Provision
from corpus.text.normal import fold


@dataclass(frozen=True)
class Reference:
    """A place named by number. ``kind`` is ``recommendation`` or ``note``; ``letter`` may be empty."""

    kind: str
    number: str
    letter: str = ""

    @property
    def label(self) -> str:
        """The number as ``document.yaml`` has it: 1b, 8."""
        return f"{self.number}{self.letter}"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    s = section("language")["structure"]
    one_of = {key: "|".join(fold_pattern(p) for p in s[key]) for key in ("recommendation", "note", "point", "last", "items", "no_place")}
    stems = "|".join(s["recommendations"])
    ordinals = "|".join(fold_pattern(p) for patterns in s["ordinals"].values() for p in patterns)
    return {
        "recommendation": re.compile(rf"\b(?:{one_of['recommendation']})\s*(\d{{1,2}})(?![\d/])(?:\s*[.\-(]?\s*([a-h])\b\)?)?"),
        "bare": re.compile(rf"\b(?!{one_of['no_place']})([1-9])\s?([a-h])\b"),
        "note": re.compile(
            rf"\b(?:{one_of['note']})\s*(?:nr|number|no|numero|nummer)?\.?\s*(\d{{1,3}})\b|\b(\d{{1,3}})\s*[.:]?\s*(?:{one_of['note']})\b"
        ),
        "ordinal": re.compile(rf"\b(?P<o>{ordinals})\b\s*(?:\w+\s+)?(?:(?P<r>{stems})|(?P<n>{one_of['note']}))?"),
        "point": re.compile(rf"\b(?:{one_of['point']})(?:\s+|\s*\()([a-h])\b\)?|^(?:och|and|enta|ja)?\s*\(?([a-h])\)?\s*\??$"),
        "number": re.compile(rf"^(?:{'|'.join(fold_pattern(p) for p in s['number_after'])})?\s*([1-9])\s*[?.!]*$"),
        "next": re.compile(rf"\b(?:{'|'.join(fold_pattern(p) for p in s['next'])})\b\s*(?:\w+\s+)?(?:{stems})"),
        "another": re.compile(rf"\b(?:{'|'.join(fold_pattern(p) for p in s['another'])})"),
        "items": re.compile(rf"\b(?:{one_of['items']})\b"),
        "last": re.compile(rf"\b(?:{one_of['last']})\s*(?:{stems})"),
    }


def fold_pattern(pattern: str) -> str:
    """A pattern for folded text: letters folded, the rest as it is."""
    return "".join(fold(c) if c.isalpha() and ord(c) > 127 else c for c in pattern)


@lru_cache(maxsize=1)
def _ordinals() -> list[tuple[int, re.Pattern[str]]]:
    listed = section("language")["structure"]["ordinals"]
    return [(int(n), re.compile(rf"(?:{'|'.join(fold_pattern(p) for p in patterns)})$")) for n, patterns in listed.items()]


def refers_to_structure(text: str) -> bool:
    """Whether the text names a place by number or letter."""
    folded = fold(text)
    patterns = _patterns()
    if any(patterns[name].search(folded) for name in ("recommendation", "note", "point", "last", "next")):
        return True
    match = patterns["ordinal"].search(folded)
    return bool(match and (match["r"] or match["n"]))


def references(text: str, said_before: str | None = None) -> list[Reference]:
    """The places that a question names. ``said_before`` is the number last spoken of ("3a"), which a bare letter leans on."""
    folded, patterns = fold(text), _patterns()
    found = [Reference("recommendation", m[1], m[2] or "") for m in patterns["recommendation"].finditer(folded)]
    found += [Reference("note", m[1] or m[2]) for m in patterns["note"].finditer(folded)]
    for match in patterns["ordinal"].finditer(folded):
        number = next((n for n, pattern in _ordinals() if pattern.match(match["o"])), None)
        if number and (match["r"] or match["n"]):
            letter = patterns["point"].search(folded[match.end() :])
            found.append(
                Reference(
                    "note" if match["n"] else "recommendation", str(number), (letter[1] or letter[2]) if letter and match["r"] else ""
                )
            )
    if patterns["next"].search(folded) and said_before and not found:
        found.append(Reference("recommendation", str(int(re.sub(r"\D", "", said_before)) + 1)))
    if patterns["last"].search(folded):
        found.append(Reference("recommendation", "last"))
    if found:
        extra = [m[1] for m in patterns["point"].finditer(folded) if m[1] and all(not r.letter for r in found)]
        return [Reference(r.kind, r.number, extra[0]) if extra and r.kind == "recommendation" else r for r in found]
    point = patterns["point"].search(folded)
    if point and said_before and said_before[0].isdigit():
        return [Reference("recommendation", re.sub(r"\D", "", said_before), point[1] or point[2])]
    alone = patterns["number"].match(folded)
    if alone and said_before and said_before[0].isdigit():
        # "Recommendation 3?" – "and 4?"
        return [Reference("recommendation", alone[1])]
    bare = patterns["bare"].search(folded)
    if bare and len(folded) < 60:
        return [Reference("recommendation", bare[1], bare[2])]
    return []


def counts_items(text: str, language: str) -> bool:
    """Whether a question asks how many points a place has: then all of them answer."""
    return counted(text, language) is not None and bool(_patterns()["items"].search(fold(text)))


def names_another(text: str) -> bool:
    """Whether a question names another text than the one whose recommendations are meant by number alone."""
    return bool(_patterns()["another"].search(fold(text)))


def asks_whole_list(text: str, language: str) -> bool:
    """Whether a short question wants all the recommendations: it names them in general and asks for a list."""
    policy, folded = section("language"), fold(text)
    folded = re.sub(rf"\b(?:{fold_pattern(policy['whole_list_dated'][language])})", " ", folded)
    if len(folded.split()) > int(policy["whole_list_words"]):
        return False
    folded = re.sub(rf"\b(?:{fold_pattern(policy['whole_list_counted'][language])})\b", " ", folded)
    listed = "|".join(fold_pattern(p) for p in policy["whole_list"][language])
    noun = policy["recommendations_named"][language]
    return bool(re.search(rf"\b(?:{listed})\b", folded) and re.search(rf"\b(?:{noun})\s*\W*$", folded))


def find(document: Document, reference: Reference) -> Provision | None:
    """The provision that a reference names in a document; None where there is no such place."""
    of_kind = [p for p in document.provisions.values() if p.meta.kind == reference.kind and p.meta.number]
    if reference.number == "last":
        whole = [p for p in of_kind if p.meta.number and p.meta.number.isdigit()]
        return whole[-1] if whole else None
    return next((p for p in of_kind if p.meta.number == reference.label), None)


def last_number(document: Document, kind: str) -> str | None:
    """The highest whole number of a kind: what a reference beyond it is told."""
    numbers = [
        int(p.meta.number) for p in document.provisions.values() if p.meta.kind == kind and p.meta.number and p.meta.number.isdigit()
    ]
    return str(max(numbers)) if numbers else None
