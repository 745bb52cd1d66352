"""What a question asks for: whose case, an opinion, today's state, a way round the rules; a reason, a number, a date, a link.

Likeness of meaning cannot tell "who licenses exports?" from "may we export this?", or a question about a date from one about
the matter. The words that can are data (``asks.yaml``; question words in ``language.yaml``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.policy import section
from corpus.text.language import function_words
from corpus.text.normal import fold, words
from corpus.text.sentences import sentences

# Inflection changes a word's end; so many letters tell what it is about.
STEM = 5
# What is counted may have a name of so few letters ("hur många fall").
SHORT = 4

# Which cue an outcome wants; the others need none.
REFERRAL_CUE, JUDGE_CUE = "own_case", "judge_mine"
EVASION, NEAR_TOPIC, OFF_TOPIC, PERMISSION = "evasion", "near_topic", "off_topic", "permission"
CLASS_CUES = {"opinion": "opinion", "live_data": "live_data", EVASION: EVASION}


@lru_cache(maxsize=64)
def _pattern(group: str, name: str, part: str, language: str) -> re.Pattern[str]:
    entry = section("asks")[group][name]
    listed = (entry[part] if part else entry).get(language) or (entry[part] if part else entry).get("any", [])
    return re.compile("|".join(f"(?:{p})" for p in listed), re.IGNORECASE)


def has_cue(name: str, text: str, language: str) -> bool:
    """Whether a cue of that name stands in the question."""
    return bool(_pattern("cues", name, "", language).search(fold(text)))


def cues(text: str, language: str) -> set[str]:
    """The names of all cues in the question. Who asks what a source says wants to know that, not to have a case decided."""
    found = {name for name in section("asks")["cues"] if has_cue(name, text, language)}
    return found - {REFERRAL_CUE, JUDGE_CUE, "guidance"} if "guidance" in found else found


def has_one_matter_cue(text: str, language: str) -> bool:
    """Whether a question has a cue of what is not cut into parts: a case, an opinion, a way round the rules."""
    return not cues(text, language).isdisjoint(section("asks")["one_matter"])


def things(text: str, language: str) -> frozenset[str]:
    """The things that a text asks for, wherever in it."""
    folded = fold(text)
    return frozenset(name for name in section("asks")["things"] if _pattern("things", name, "ask", language).search(folded))


def things_asked(text: str, language: str) -> frozenset[str]:
    """The things that a question asks for in those of its sentences that ask: "nobody told me why. What is it for?" asks no reason."""
    said = sentences(text)
    asking = [sentence for sentence in said if asks(sentence, language)] if len(said) > 1 else []
    return things(" ".join(asking) or text, language)


def holds(thing: str, text: str, language: str) -> bool:
    """Whether a text holds such a thing."""
    if written := section("asks")["things"][thing].get("written"):
        return any(re.search(pattern, text) for pattern in written)
    return bool(_pattern("things", thing, "hold", language).search(fold(text)))


@lru_cache(maxsize=3)
def _count(language: str) -> re.Pattern[str]:
    return re.compile(section("asks")["count"][language])


def counted(text: str, language: str) -> frozenset[str] | None:
    """The beginnings of the words for what is to be counted ("how many licences were granted": licen, grant; of people those of all
    roles that they come in); empty where any number will do ("how many times"), None where nothing is to be counted.
    """
    found = _count(language).search(fold(text))
    if not found:
        return None
    ignore = function_words(language)
    named = [word for word in found.groups() if word and len(word) >= STEM and word not in ignore]
    anything, people = (re.compile("|".join(section("asks")[f"count_of_{what}"])) for what in ("anything", "people"))
    if any(people.match(word) for word in named):
        return frozenset(section("asks")["people"][language])
    if any(anything.match(word) for word in named):
        return frozenset()
    stems = {word[: min(STEM, len(word) - 2)] for word in named}
    if (first := found[1]) and SHORT <= len(first) < STEM and first not in ignore:
        stems.add(first)
    alike = [group for group in section("asks")["count_alike"][language] if stems & set(group)]
    return frozenset(stems.union(*alike))


def holds_count(stems: frozenset[str], text: str, language: str) -> bool:
    """Whether a sentence of a text has a number, not a date's, and a word that begins so (any word where ``stems`` is empty)."""
    nothing = re.compile(section("asks")["counting_nothing"])
    for sentence in sentences(text):
        plain = nothing.sub(" ", fold(sentence))
        if _pattern("things", "number", "hold", language).search(plain) and (
            not stems or any(w.startswith(tuple(stems)) for w in words(plain))
        ):
            return True
    return False


def assumes(text: str, language: str) -> bool:
    """Whether a question takes something for granted, or asks whether it is so ("why does X forbid …?", "is it true that …?")."""
    return bool(re.search("|".join(f"(?:{pattern})" for pattern in section("asks")["assumes"][language]), fold(text)))


def asks_whom(text: str, language: str) -> bool:
    """Whether a question begins by asking who has something in hand or where to turn."""
    return any(f"{fold(text)} ".startswith(f"{fold(opening)} ") for opening in section("language")["asks_whom"][language])


@lru_cache(maxsize=3)
def asking_words(language: str) -> re.Pattern[str]:
    """Words that ask, on folded text."""
    listed = "|".join(fold(word) for word in section("language")["question_words"][language])
    return re.compile(rf"\b(?:{listed})\b|\w+(?<!k)ko\b" if language == "fi" else rf"\b(?:{listed})\b")


def asks(text: str, language: str) -> bool:
    """Whether a text asks something, rather than only tells of a plan or an event: a question mark, a question word at its beginning, a
    question without its mark ("the bag is packed, can I go"), or a sentence that begins with a request ("decide whether …").
    """
    if "?" in text or _unmarked(language).search(fold(text)):
        return True
    said = sentences(text)
    return any(_opens(language).search(" ".join(fold(s).split()[:3])) or requests(s, language) for s in said)


@lru_cache(maxsize=3)
def _opens(language: str) -> re.Pattern[str]:
    """An opening that asks: an asking word first, or one of those that do nothing else soon after ("the visitor is …" tells)."""
    listed = section("language")["always_asking"][language]
    return re.compile(
        rf"^(?:{'|'.join(section('language')['before_asking'][language])})?(?:{asking_words(language).pattern})|\b(?:{'|'.join(listed)})\b"
    )


@lru_cache(maxsize=3)
def _unmarked(language: str) -> re.Pattern[str]:
    """A clause put as a question, on folded text."""
    return re.compile("|".join(section("asks")["unmarked"][language]))


@lru_cache(maxsize=3)
def _requests(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(section('asks')['requests'][language])})\b")


def requests(sentence: str, language: str) -> bool:
    """Whether a sentence begins with a request."""
    return bool(_requests(language).match(fold(sentence)))


@lru_cache(maxsize=1)
def _force() -> list[re.Pattern[str]]:
    return [re.compile("|".join(f"(?:{pattern})" for pattern in listed)) for listed in section("asks")["force"].values()]


def asks_force(text: str) -> bool:
    """Whether a text asks if something must be done or binds, in any of our languages."""
    return any(pattern.search(fold(text)) for pattern in _force())


@lru_cache(maxsize=6)
def _force_words(language: str, more: bool) -> re.Pattern[str]:
    listed = section("asks")["force_words"][language]
    return re.compile("|".join([*listed, *section("asks")["force_words_more"][language]] if more else listed))


def asks_its_force(text: str, language: str, more: bool = False) -> bool:
    """Whether a text asks if what was said binds, and names nothing else ("is that mandatory?"); ``more``: or the text that it stands in
    ("is that recommendation a must for us?").
    """
    small, nothing = function_words(language), _force_words(language, more)
    return asks_force(text) and all(word in small or nothing.fullmatch(word) for word in words(text))
