"""Personal and sensitive content of a question: noticed, told, and kept nowhere.

People paste what they have at hand: an identity number, a curriculum vitae, a colleague's name beside "is a spy". None of it helps to
find a provision, and all of it is somebody's. It is found by forms and words that are data (``policy/personal.yaml``) with the control
characters worked out here, masked before anything is searched or remembered, and masked again in whatever is saved. A false alarm teaches
people to ignore the notice, so a number counts only with a right control character or a label, and a name only beside an accusation.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from assistant.policy import section
from assistant.record import Answer, Checklist
from assistant.steps.sources import named_sources
from corpus.base.settings import LANGUAGES
from corpus.text.language import function_words
from corpus.text.normal import clean, fold

KINDS = ("identity", "passport", "email", "phone", "cv", "accusation", "incident")
_LABEL_DISTANCE = 24

R = TypeVar("R", Answer, Checklist)


@dataclass(frozen=True)
class Found:
    """Something that does not belong in a question: its kind and the characters that are masked (none where nothing in particular is)."""

    kind: str
    start: int
    end: int


def find(text: str, known: frozenset[str] = frozenset()) -> list[Found]:
    """What a text holds, in order. ``known`` are folded names of authorities and officials that the corpus has."""
    found = [*_identity(text), *_passport(text), *_email(text), *_cv(text), *_accusation(text, known), *_incident(text)]
    found += [f for f in _phone(text) if not any(f.start < other.end and other.start < f.end for other in found)]
    return sorted(found, key=lambda f: (f.start, f.end))


def lines(text: str) -> str:
    """The text as it is looked through: cleaned of what hides words, its lines kept apart."""
    return "\n".join(cleaned for line in text.splitlines() if (cleaned := clean(line)))


def masked(text: str, found: list[Found]) -> str:
    """The text with a mark in place of what was found in it."""
    mark = str(section("personal")["mark"])
    out, at = "", 0
    for f in found:
        if f.end > f.start and f.end > at:
            out, at = out + text[at : max(at, f.start)] + mark, f.end
    return re.sub(rf"(?:{re.escape(mark)}[\s,.]*){{2,}}", f"{mark} ", out + text[at:]).strip()


def mask(text: str) -> str:
    """What was typed, as it may be kept: the same where nothing was found."""
    looked = lines(text)
    found = [f for f in find(looked) if f.end > f.start]
    return masked(looked, found) if found else text


def noticed_in(text: str) -> list[str]:
    """The kinds of what a text holds that does not belong in it, each once, in order."""
    return list(dict.fromkeys(f.kind for f in find(lines(text))))


def kept(record: R) -> R:
    """A record as it may be saved: what was asked, without what does not belong in it."""
    if isinstance(record, Checklist):
        return record.model_copy(update={"situation": mask(record.situation)})
    return record.model_copy(update={"question": mask(record.question)})


@lru_cache(maxsize=64)
def _any(name: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(section('personal')[name][key])})", re.IGNORECASE)


@lru_cache(maxsize=16)
def _number(form: str, case: bool = False) -> re.Pattern[str]:
    """A form that is not part of a longer number, reference or address."""
    return re.compile(rf"(?<![\w/+-])(?<!\d[.:])(?:{form})(?![\w/]|[-.:]\w)", 0 if case else re.IGNORECASE)


def _labelled(text: str, start: int, name: str) -> bool:
    before = text[max(0, start - 2 * _LABEL_DISTANCE) : start]
    return any(
        len(before) - m.end() <= _LABEL_DISTANCE and not re.search(r"[.?!]\s", before[m.end() :])
        for m in _any(name, "labels").finditer(before)
    )


def _identity(text: str) -> Iterator[Found]:
    for country, form in section("personal")["identity"]["forms"].items():
        for match in _number(form).finditer(text):
            if _CONTROLS[country](match[0]) or _labelled(text, match.start(), "identity"):
                yield Found("identity", *match.span())


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def finnish(number: str) -> bool:
    """Whether a Finnish identity code is right: a day that exists, and the remainder by 31 as control character."""
    century = 1800 if number[6] == "+" else 2000 if number[6].upper() in "ABCDEF" else 1900
    right = _is_date(int(number[:2]), int(number[2:4]), century + int(number[4:6]))
    return right and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(number[:6] + number[7:10]) % 31] == number[10].upper()


def swedish(number: str) -> bool:
    """Whether a Swedish number (or coordination number, whose day is 60 more) is right: Luhn over its ten digits."""
    digits = re.sub(r"\D", "", number)[-10:]
    day = int(digits[4:6])
    # 2000 was a leap year: the 29th of February passes whatever the century.
    if not _is_date(day - 60 if day > 60 else day, int(digits[2:4]), 2000):
        return False
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def norwegian(number: str) -> bool:
    """Whether a Norwegian number (or D-number, whose day is 40 more) is right: two weighted sums divisible by 11."""
    digits = [int(d) for d in number if d.isdigit()]
    day = digits[0] * 10 + digits[1]
    if not _is_date(day - 40 if day > 40 else day, digits[2] * 10 + digits[3], 2000):
        return False
    weights = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return all(sum(w * d for w, d in zip(row, digits, strict=False)) % 11 == 0 for row in weights)


def danish(number: str) -> bool:
    """Whether a Danish number is right by the sum that held until 2007; a later one is known by its label alone."""
    digits = [int(d) for d in number if d.isdigit()]
    if not _is_date(digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], 2000):
        return False
    return sum(w * d for w, d in zip((4, 3, 2, 7, 6, 5, 4, 3, 2, 1), digits, strict=True)) % 11 == 0


_CONTROLS: dict[str, Callable[[str], bool]] = {"fin": finnish, "swe": swedish, "nor": norwegian, "dan": danish}


def _passport(text: str) -> Iterator[Found]:
    data = section("personal")["passport"]
    for match in _number("|".join(data["forms"]), case=True).finditer(text):
        yield Found("passport", *match.span())
    for match in _number(data["labelled"], case=True).finditer(text):
        if _labelled(text, match.start(), "passport"):
            yield Found("passport", *match.span())


def _email(text: str) -> Iterator[Found]:
    data = section("personal")["email"]
    office = re.compile(rf"(?:{'|'.join(data['offices'])})(?:[._-]\w+)?", re.IGNORECASE)
    for match in re.finditer(data["form"], text):
        if not office.fullmatch(match[0].partition("@")[0]):
            yield Found("email", *match.span())


def _phone(text: str) -> Iterator[Found]:
    data = section("personal")["phone"]
    excluded = re.compile("|".join(data["not"]))
    for match in _number("|".join(data["forms"])).finditer(text):
        if not excluded.fullmatch(match[0]):
            yield Found("phone", *match.span())


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences with where each begins; an initial ("Dr. M. Smith") does not end one."""
    at = 0
    for match in re.finditer(r"(?<=[^\W\d_]{3}[.!?])\s+|(?<=[\d)][.!?])\s+|\n+", text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]


def _cv(text: str) -> Iterator[Found]:
    """A curriculum vitae: all of it but what is asked about it."""
    data = section("personal")["cv"]
    signs = sum(bool(re.search("|".join(group), text, re.IGNORECASE | re.DOTALL)) for group in data["signs"])
    if signs >= int(data["wanted"]):
        for start, sentence in _sentences(text):
            asked = _asked_from(sentence) if sentence.rstrip().endswith("?") else len(sentence)
            if sentence[:asked].strip():
                yield Found("cv", start, start + asked)


def _asked_from(sentence: str) -> int:
    """Where the question of a pasted run begins: at its last word in capitals that may open one, else nothing of a long run is left."""
    openings = [m.start() for m in re.finditer(r"[A-ZÅÄÖ]\w+", sentence) if fold(m[0]) in _opening()]
    return openings[-1] if openings else 0 if len(sentence) < 100 else len(sentence)


@lru_cache(maxsize=1)
def _opening() -> frozenset[str]:
    """Words that begin a sentence with a capital and are no name."""
    asking = (word for words in section("language")["question_words"].values() for word in words)
    openings = section("personal")["accusation"]["openings"]
    return frozenset(fold(word) for word in (*asking, *openings)) | frozenset(
        fold(w) for language in LANGUAGES for w in function_words(language)
    )


def _accusation(text: str, known: frozenset[str]) -> Iterator[Found]:
    data = section("personal")["accusation"]
    no_person = re.compile("|".join(data["no_person"]), re.IGNORECASE)
    for start, sentence in _sentences(text):
        if not _any("accusation", "words").search(sentence):
            continue
        for match in re.finditer(rf"\b{data['name']}\b", sentence):
            words = match[0].split()
            skipped = 0
            while words and (fold(words[0]) in _opening() or (match.start() == skipped == 0 and words[0].endswith(("ko", "kö")))):
                skipped += len(words.pop(0)) + 1
            name = " ".join(words)
            if (
                len(words) < 2
                or any(no_person.fullmatch(word) or named_sources(word) for word in words)
                or fold(name).startswith(tuple(known))
            ):
                continue
            yield Found("accusation", start + match.start() + skipped, start + match.end())


def _incident(text: str) -> Iterator[Found]:
    happened = _any("incident", "happened").search(text)
    if not happened or not _any("incident", "particulars").search(text):
        return
    yield Found("incident", happened.start(), happened.start())
    for match in _any("incident", "masked").finditer(text):
        yield Found("incident", *match.span())


def known_names(texts: list[str]) -> frozenset[str]:
    """The names, folded, that texts have: every two or three words with capitals, and every two within three."""
    pattern = re.compile(rf"\b{section('personal')['accusation']['name']}\b")
    names: set[str] = set()
    for text in texts:
        for match in pattern.finditer(text):
            words = fold(match[0]).split()
            names |= {" ".join(words), *(" ".join(words[i : i + 2]) for i in range(len(words) - 1))}
    return frozenset(names)
