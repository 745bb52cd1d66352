"""What a question asks for: whose case, an opinion, today's state, a way round the rules; a reason, a number, a date, a link.

Likeness of meaning cannot tell "who licenses exports?" from "may we export this?", or a question about a date from one about
the matter. The words that can are data (``asks.yaml``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.policy import section
from corpus.text.normal import fold

# Which cue an outcome wants; the others need none.
REFERRAL_CUE = "own_case"
CLASS_CUES = {"opinion": "opinion", "live_data": "live_data", "evasion": "evasion"}


@lru_cache(maxsize=64)
def _pattern(group: str, name: str, part: str, language: str) -> re.Pattern[str]:
    entry = section("asks")[group][name]
    listed = (entry[part] if part else entry).get(language) or (entry[part] if part else entry).get("any", [])
    return re.compile("|".join(f"(?:{p})" for p in listed), re.IGNORECASE)


def has_cue(name: str, text: str, language: str) -> bool:
    """Whether a cue of that name stands in the question."""
    return bool(_pattern("cues", name, "", language).search(fold(text)))


def cues(text: str, language: str) -> set[str]:
    """The names of all cues in the question."""
    return {name for name in section("asks")["cues"] if has_cue(name, text, language)}


def things(text: str, language: str) -> set[str]:
    """The things that the question asks for."""
    folded = fold(text)
    return {name for name in section("asks")["things"] if _pattern("things", name, "ask", language).search(folded)}


def holds(thing: str, text: str, language: str) -> bool:
    """Whether a text holds such a thing."""
    return bool(_pattern("things", thing, "hold", language).search(fold(text)))


@lru_cache(maxsize=3)
def asking_words(language: str) -> re.Pattern[str]:
    """Words that ask, on folded text."""
    listed = "|".join(fold(word) for word in section("language")["question_words"][language])
    return re.compile(rf"\b(?:{listed})\b|\w+ko\b" if language == "fi" else rf"\b(?:{listed})\b")


def asks(text: str, language: str) -> bool:
    """Whether a text asks something, rather than only tells of a plan: a question mark, or a question word at its beginning."""
    opening = " ".join(fold(text).split()[:3])
    return "?" in text or bool(asking_words(language).search(opening))


@lru_cache(maxsize=1)
def _force() -> list[re.Pattern[str]]:
    return [re.compile("|".join(f"(?:{pattern})" for pattern in listed)) for listed in section("asks")["force"].values()]


def asks_force(text: str) -> bool:
    """Whether a text asks if something must be done or binds, in any of our languages."""
    return any(pattern.search(fold(text)) for pattern in _force())
