"""The line before a source's sentences: whose text it is, where from and with which force.

"An example from Norway, according to OsloMet's page (applies at OsloMet): OsloMet requires …" names OsloMet three times; readers of answers
on several countries found that every example was labelled twice. Where the sentence names its source, country and force are enough; where
it begins "as an example from Norway", the force alone.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from assistant.policy import section
from corpus.model import DocumentMeta
from corpus.text.normal import fold

# "An example from Norway, according to OsloMet's page (applies at OsloMet):", whose source stands between the comma and the bracket.
_EXAMPLE = re.compile(r"^(?P<country>[^,()]+), (?P<source>[^()]+) (?P<force>\([^()]+\):)$")
_NAME = re.compile(r"\b[A-ZÅÄÖ][\w-]*")
_STEM = 4  # so many letters of a name are its own in every inflected form ("OsloMetin", "HRK:s"),
_KIND = re.compile(r"\b\w{8,}")
_KIND_STEM = 6  # … and of what a source without a name is called ("the national contact point", "enskilda universitets sidor")


def lead_ins(document: DocumentMeta, language: str) -> tuple[str, ...]:
    """The forms of a document's lead-in, the whole one first; of an example from abroad also one that leaves its source to the sentence,
    and one that leaves its country too, unless its force is a mere year.
    """
    whole = document.lead_in[language]
    example = _EXAMPLE.match(whole) if document.layer == "foreign" else None
    if not example:
        return (whole,)
    short, force = f"{example['country']} {example['force']}", example["force"][1:-2]
    return (whole, short) if force.isdigit() else (whole, short, f"{force[:1].upper()}{force[1:]}:")


def lead_in(document: DocumentMeta, text: str, language: str, said: Container[str]) -> str:
    """The form of a document's lead-in that stands over a sentence; a shorter one that was ``said`` is of another source."""
    forms = lead_ins(document, language)
    if len(forms) > 2 and _opening(language).match(fold(text)):
        return forms[2]
    return forms[1] if names_itself(forms, text) and forms[1] not in said else forms[0]


@lru_cache(maxsize=3)
def _opening(language: str) -> re.Pattern[str]:
    return re.compile(section("language")["opens_as_example"][language])


def names_itself(forms: tuple[str, ...], text: str) -> bool:
    """Whether a sentence names the source that the whole lead-in names and the short one does not: a name of it, or where it has none what
    it is called, and every year.
    """
    example = _EXAMPLE.match(forms[0]) if len(forms) > 1 else None
    if not example:
        return False
    source = example["source"]
    if any(year not in text for year in re.findall(r"\b\d{4}\b", source)):
        return False
    word, stem = (_NAME, _STEM) if _NAME.search(source) else (_KIND, _KIND_STEM)
    heard = {name[:stem].lower() for name in word.findall(text)}
    return any(name[:stem].lower() in heard for name in word.findall(source))
