"""Cues: the words of a situation that call for a theme, and what it says is absent.

A trigger is a phrase of word beginnings (``corpus/knowledge/themes``): "exportkontroll" meets "exportkontrollen", ``*avtal`` meets
"samarbetsavtalet", ``photo + minister`` meets both in one sentence in any order. A slip of the pen is forgiven in long words that are
no word we know. What a clause says to be absent ("no personal data") is no cue and is not read any further: encoders hardly notice a
"no", so that a plan was raised for what it said it would not do. The words for it are data (``assistant/policy/situations.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.policy import section
from corpus.text.normal import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CLAUSE = re.compile(r"[.!?;:,](?=\s|$)|[\n()–—]| - ")
_SENTENCE = re.compile(r"[.!?\n]+\s")
FUZZY = 6  # letters from which one slip is forgiven
KNOWN = 5  # letters by which a word counts as known


@dataclass(frozen=True)
class Word:
    """A word as written, folded, with its place."""

    folded: str
    start: int
    end: int
    clause: int
    sentence: int


@dataclass(frozen=True)
class Cue:
    """A trigger that was met: its weight, and the stretches of the text that met it."""

    weight: int
    spans: tuple[tuple[int, int], ...]


def read_words(text: str, language: str) -> list[Word]:
    """The words of a text in order, each in its clause and sentence."""
    breaks = {fold(word) for word in section("situations")["negation"]["breaks"][language]}
    clauses = [m.start() for m in _CLAUSE.finditer(text)]
    sentences = [m.start() for m in _SENTENCE.finditer(text)]
    out: list[Word] = []
    turns = 0
    for match in _WORD.finditer(text):
        word = fold(match.group())
        turns += word in breaks
        clause = turns + sum(at < match.start() for at in clauses)
        out.append(Word(word, match.start(), match.end(), clause, sum(at < match.start() for at in sentences)))
    return out


@dataclass(frozen=True)
class _Stem:
    text: str
    whole: bool  # the word itself, no longer form of it
    inside: bool  # also within a compound


def _stems(phrase: str) -> tuple[_Stem, ...]:
    parts = re.findall(r"\*?[^\W_]+(?:['’][^\W_]+)?", phrase)
    found = []
    for number, part in enumerate(parts):
        word = fold(part.lstrip("*"))
        found.append(_Stem(word, len(word) <= 3 and (number < len(parts) - 1 or len(word) < 3), part.startswith("*")))
    return tuple(found)


class Lexicon:
    """The triggers of one language, and which words are known (a known word is no slip for another)."""

    def __init__(self, triggers: Mapping[str, Sequence[tuple[str, int]]], known: Iterable[str]) -> None:
        self._triggers = [
            (name, weight, tuple(_stems(part) for part in phrase.split(" + ")))
            for name, listed in triggers.items()
            for phrase, weight in listed
        ]
        self._known = {word[:KNOWN] for text in known for word in fold(text).split()}
        self._starts: dict[str, list[_Stem]] = {}
        self._slips: dict[str, list[_Stem]] = {}
        stems = {stem for _, _, groups in self._triggers for group in groups for stem in group}
        self._inside = [stem for stem in stems if stem.inside]
        for stem in stems:
            self._starts.setdefault(stem.text, []).append(stem)
            if len(stem.text) >= FUZZY and not stem.whole:
                self._slips.setdefault(stem.text[0], []).append(stem)

    def meet(self, words: Sequence[Word], absent: frozenset[int] = frozenset()) -> dict[str, list[Cue]]:
        """Cues by theme; words whose number is in ``absent`` are passed over."""
        where: dict[_Stem, list[int]] = {}
        for number, word in enumerate(words):
            if number not in absent:
                for stem in self._met(word.folded):
                    where.setdefault(stem, []).append(number)
        found: dict[str, list[Cue]] = {}
        for theme, weight, groups in self._triggers:
            cue = _all_groups(groups, where, words)
            if cue:
                found.setdefault(theme, []).append(Cue(weight, cue))
        return found

    def _met(self, word: str) -> set[_Stem]:
        """The stems that a folded word meets: by its beginnings, within it, and by one slip where it is no word we know."""
        found = {stem for n in range(1, len(word) + 1) for stem in self._starts.get(word[:n], ()) if not stem.whole or n == len(word)}
        found.update(stem for stem in self._inside if stem.text in word)
        if len(word) >= FUZZY - 1 and word[:KNOWN] not in self._known:
            found.update(stem for stem in self._slips.get(word[0], ()) if one_slip(stem.text, word))
        return found


@lru_cache(maxsize=20_000)
def one_slip(stem: str, word: str) -> bool:
    """Whether ``word`` begins like ``stem`` but for one letter wrong, missing, too many or swapped with its neighbour."""
    at = next((i for i, (a, b) in enumerate(zip(stem, word, strict=False)) if a != b), min(len(stem), len(word)))
    rest, other = stem[at:], word[at:]
    return (
        other[1:].startswith(rest[1:]) or other.startswith(rest[1:]) or other[1:].startswith(rest)
        or (len(rest) > 1 and other.startswith(rest[1] + rest[0] + rest[2:]))
    )  # fmt: skip


def _all_groups(
    groups: Sequence[tuple[_Stem, ...]], where: Mapping[_Stem, list[int]], words: Sequence[Word]
) -> tuple[tuple[int, int], ...] | None:
    """Where every group stands, all in one sentence; None where one is missing."""
    if any(stem not in where for group in groups for stem in group):
        return None
    places = [[at for at in where[group[0]] if all(at + k in where[stem] for k, stem in enumerate(group))] for group in groups]
    for first in places[0]:
        chosen = [next((at for at in other if words[at].sentence == words[first].sentence and at != first), None) for other in places[1:]]
        if None not in chosen:
            starts = [first, *(at for at in chosen if at is not None)]
            return tuple((words[at].start, words[at + len(group) - 1].end) for at, group in zip(starts, groups, strict=True))
    return None


def absent_words(words: Sequence[Word], language: str) -> frozenset[int]:
    """The numbers of the words of clauses that say that something is not there."""
    policy = section("situations")["negation"]
    rules, reach = policy[language], int(policy["reach"])
    negations = {fold(w) for w in rules["words"]}
    things, softer, lifts = (tuple(fold(w) for w in rules[key]) for key in ("things", "things_not_without", "lifts"))
    without = {number for number, word in enumerate(words) if word.folded == fold(rules["without"])}
    found: set[int] = set()
    clauses: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        clauses.setdefault(word.clause, []).append(number)
    for numbers in clauses.values():
        negated = [n for n in numbers if words[n].folded in negations]
        if not negated or any(words[n].folded.startswith(lifts) for n in numbers):
            continue
        near = [n for n in numbers for at in negated if _thing(words, n, at, at in without, things, softer, reach)]
        if near:
            first = min(*negated, *near) if min(negated) <= numbers[0] + 2 or len(numbers) <= 2 * reach else min(negated)
            found.update(n for n in numbers if n >= first)
    return frozenset(found)


def nationality_words(words: Sequence[Word], language: str) -> frozenset[int]:
    """The numbers of the words that only say where a person comes from: "Chinese" in "a Chinese student", not in "a Chinese bank"."""
    rules = section("situations")["nationality"][language]
    origins, persons = (tuple(fold(word) for word in rules[key]) for key in ("words", "persons"))
    pairs = pairwise(words)
    return frozenset(n for n, (word, after) in enumerate(pairs) if word.folded.startswith(origins) and after.folded.startswith(persons))


def _thing(
    words: Sequence[Word], at: int, negation: int, without: bool, things: tuple[str, ...], softer: tuple[str, ...], reach: int
) -> bool:
    """Whether the word at ``at`` is something that the negation denies: "no guests", "guests are not", but not "without agreement".

    ``without``: the negation is that word, which denies only what follows it.
    """
    if not 0 < abs(at - negation) <= reach or (without and at < negation):
        return False
    return words[at].folded.startswith(things) or (not without and 0 < at - negation <= 2 and words[at].folded.startswith(softer))


def said(text: str, words: Sequence[Word], absent: frozenset[int]) -> str:
    """The text without the clauses that say what is absent; empty where nothing else is said."""
    if not absent:
        return text
    out, at = [], 0
    for number in sorted(absent):
        start = words[number].start
        if number - 1 not in absent:
            out.append(text[at:start])
        at = words[number].end
    out.append(text[at:])
    return re.sub(r"\s*([,;:]\s*)+(?=[.!?]|$)", "", re.sub(r"\s+", " ", "".join(out))).strip(" ,;:.!?–-")
