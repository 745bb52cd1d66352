"""The line before a source's sentences: whose text it is, where from and with which force.

"An example from Norway, according to OsloMet's page (applies at OsloMet): OsloMet requires …" names OsloMet three times; readers of answers
on several countries found that every example was labelled twice. Where the sentence names its source, country and force are enough; where
it begins "as an example from Norway", the force is said there: "as an example from Norway (applies at OsloMet), …". A line with the force
alone ("Not binding:") was tried and read as a scrap. Nor is the date of the recommendations said in every sentence under their name.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from assistant.policy import section
from corpus.model import DocumentMeta

# "An example from Norway, according to OsloMet's page (applies at OsloMet):", whose source stands between the comma and the bracket.
_EXAMPLE = re.compile(r"^(?P<country>[^,()]+), (?P<source>[^()]+) (?P<force>\([^()]+\):)$")
_NAME = re.compile(r"\b[A-ZÅÄÖ][\w-]*")
_STEM = 4  # so many letters of a name are its own in every inflected form ("OsloMetin", "HRK:s"),
_KIND = re.compile(r"\b\w{8,}")
_KIND_STEM = 6  # … and of what a source without a name is called ("the national contact point", "enskilda universitets sidor")


def lead_ins(document: DocumentMeta, language: str) -> tuple[str, ...]:
    """The forms of a document's lead-in, the whole one first; of an example from abroad also one that leaves its source to the sentence."""
    whole = document.lead_in[language]
    example = _example(document, language)
    return (whole, f"{example['country']} {example['force']}") if example else (whole,)


def lead_in(document: DocumentMeta, text: str, language: str, said: Container[str]) -> str:
    """The form of a document's lead-in that stands over a sentence; a short one that was ``said`` is of another source."""
    forms = lead_ins(document, language)
    return forms[-1] if names_itself(forms, text) and forms[-1] not in said else forms[0]


def leading_itself(document: DocumentMeta, text: str, language: str) -> str | None:
    """A sentence that says itself that it is an example from abroad, with the force of its source after the country where it does not say
    that too: it needs no lead-in. None for any other.
    """
    example, opening = _example(document, language), opens_as_example(text, language)
    if not example or not opening or text[opening.end() :].startswith(" ("):
        return None
    force = example["force"][:-1]
    told = re.search(rf"\b{re.escape(force[1:-1])}\b", text)
    return text if told else f"{opening[0]} {force}{text[opening.end() :]}"


def is_ones_own(document: DocumentMeta) -> bool:
    """Whether a document holds what single institutions in Finland have decided for themselves."""
    return document.authority == "institution_rule" and document.layer != "foreign"


def opens_as_example(text: str, language: str) -> re.Match[str] | None:
    """Whether a sentence begins with what it is and where from ("as an example from Norway"), and so much of it."""
    return _opening(language).match(text)


def _example(document: DocumentMeta, language: str) -> re.Match[str] | None:
    return _EXAMPLE.match(document.lead_in[language]) if document.layer == "foreign" else None


@lru_cache(maxsize=3)
def _opening(language: str) -> re.Pattern[str]:
    return re.compile(section("language")["opens_as_example"][language])


def without_lead(text: str, language: str) -> str:
    """A sentence on the recommendations of 2025 without "according to the recommendations of 11 March 2025", which the line over it says,
    and where a pronoun points back at them ("…; they do not define the term"), or they are what it speaks of, without their date.
    """
    phrase, back, dated = _attributed(language)
    inverted = bool(section("language")["attributed"][language].get("inverted"))
    while (found := phrase.search(text)) and not back.search(text[found.end() :]):
        before, after = text[: found.start()].rstrip(), text[found.end() :]
        opens = not before or before.endswith((":", ".", "!", "?"))
        if opens and inverted:
            # "Enligt rekommendationerna är det nödvändigt" has its verb before its subject.
            break
        if opens:
            after = after.lstrip(" ,")
            text = f"{before} {after}" if before.endswith(":") else f"{before} {after[:1].upper()}{after[1:]}".lstrip()
        else:
            text = _joined(before, after, language)
    text = dated.sub(_undated, text)
    return text[:1].upper() + text[1:]


def _undated(found: re.Match[str]) -> str:
    """The name without the date, with a capital where it begins a sentence."""
    name = next(name for name in found.groups() if name)
    return name[:1].upper() + name[1:] if found.string[: found.start()].rstrip().endswith((".", "!", "?")) else name


def _joined(before: str, after: str, language: str) -> str:
    """What stood around a phrase, with the commas that are its own left out: "needs, according to …, knowledge" is "needs knowledge"."""
    if after[:1] not in {",", ".", ";"}:
        return before + after
    data = section("language")["attributed"][language]
    opened, plain = before.removesuffix(","), after.removeprefix(",")
    if opened == before or plain == after or "comma_before" not in data:
        return opened + after
    kept = re.match(data["comma_before"], plain.lstrip()) or re.search(data["comma_after"], opened)
    return opened + after if kept else opened + plain


@lru_cache(maxsize=3)
def _attributed(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = section("language")["attributed"][language]
    back = re.compile(rf"\b(?:{data['back']})\b", re.IGNORECASE)
    return re.compile(data["phrase"], re.IGNORECASE), back, re.compile(data["dated"], re.IGNORECASE)


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
