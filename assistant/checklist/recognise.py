"""Recognise the risk themes of a situation.

Example situations teach by likeness: of the whole text, and of its likest sentence, so that what stands beside a cue does
not drown it. Trigger words (``cues``) add a little and explain. What a situation says to be absent is not read. A theme is raised at the
threshold, none at all where no theme reaches the surer one. Fitted from the vectors that the index holds (``index.likeness``), it follows
any encoder; the figures are data (``assistant/policy/decide.yaml``), set by hand on dev and calibration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.checklist.adapt import Told, stage_of
from assistant.checklist.cues import Cue, Lexicon, Word, absent_words, nationality_words, read_words, said
from assistant.policy import section
from corpus.base.settings import LANGUAGES
from corpus.knowledge_model import Knowledge, Theme
from corpus.text.language import function_words
from corpus.text.normal import fold
from index.encoders.base import Vectors
from index.likeness import Likeness
from index.manner import Sides
from index.passages import Unit

MOST = 6  # trigger points that count
SENTENCES = 5  # of a long text that are read one by one
SHORT = 12  # characters under which a sentence says nothing alone
SMALL = 3  # letters up to which a word explains nothing
SHOWN = 4  # words that explain a theme
# Plainer than `corpus.text.sentences`: a situation is typed in haste, and often begins its sentences small.
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Raised:
    """A theme with how sure it is and the words of the situation that called for it, as written."""

    theme: Theme
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A situation as read: its words, which of them are passed over (what is absent, where a person is from), and the text without."""

    text: str
    language: str
    words: list[Word]
    absent: frozenset[int]
    said: str
    cues: Mapping[str, Sequence[Cue]] = field(default_factory=dict)
    told: Told = field(default_factory=Told)


@dataclass(frozen=True)
class Recognised:
    """What came of a situation: the themes that it calls for, surest first; those that are near; what decides on items and levels."""

    text: str
    called: list[Raised] = field(default_factory=list)
    near: list[Raised] = field(default_factory=list)
    told: Told = field(default_factory=Told)


class Recogniser:
    """Knows the example situations of an index and the triggers of its corpus."""

    def __init__(self, knowledge: Knowledge, situations: list[Unit], situation: Sides, likeness: Likeness | None) -> None:
        self._knowledge, self._units, self._situation, self._likeness = knowledge, situations, situation, likeness
        self._themes = knowledge.themes
        self._policy = section("decide")["checklist"]

    @cached_property
    def _known(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for unit in self._units:
            known.setdefault(unit.language, []).append(unit.text)
        for theme in self._knowledge.themes:
            for item in theme.items:
                for language, text in item.text.items():
                    known.setdefault(language, []).append(text)
        return known

    @cached_property
    def _triggers(self) -> dict[str, Lexicon]:
        themes = self._knowledge.themes
        return {x: Lexicon({theme.id: theme.triggers.get(x, []) for theme in themes}, self._known[x]) for x in LANGUAGES}

    @cached_property
    def _telling(self) -> dict[str, tuple[Lexicon, Lexicon]]:
        """Of each language, the words of stages and of named cues."""
        both = self._knowledge.cues
        return {x: (_plain(both.stages, x, self._known[x]), _plain(both.cues, x, self._known[x])) for x in LANGUAGES}

    def is_situation(self, vector: Vectors) -> float:
        """How much a text describes something to be done rather than asks about the guidance; above the threshold it does."""
        return float(self._situation.told(vector)[0])

    def read(self, text: str, language: str) -> Reading:
        """The situation as read in a language."""
        words = read_words(text, language)
        absent = absent_words(words, language) | nationality_words(words, language)
        stages, cues = (lexicon.meet(words, absent) for lexicon in self._telling[language])
        named = {name: tuple(dict.fromkeys(text[start:end] for cue in hits for start, end in cue.spans)) for name, hits in cues.items()}
        told = Told(stage_of({name: len(hits) for name, hits in stages.items()}), named)
        return Reading(text, language, words, absent, said(text, words, absent), self._triggers[language].meet(words, absent), told)

    def scores(self, reading: Reading, embed: Callable[[Sequence[str]], Vectors]) -> NDArray[np.float64] | None:
        """The score of every theme, in their order; None where nothing is left that is said. ``embed`` gives vectors of questions."""
        if not reading.said or self._likeness is None:
            return None
        sentences = [part for part in _SENTENCE.split(reading.said) if len(part) > SHORT][:SENTENCES]
        texts = [reading.said, *(sentences if len(sentences) > 1 else [])]
        scored = self._likeness.scores(texts, embed(texts))
        share = float(self._policy["sentence"])
        likeness = (1 - share) * scored[0] + share * scored[1:].max(axis=0) if len(texts) > 1 else scored[0]
        points = [_strength(reading.cues.get(theme.id, ())) for theme in self._themes]
        return np.asarray(likeness + float(self._policy["cue"]) * np.asarray(points) / MOST, dtype=np.float64)

    def recognise(self, text: str, language: str, embed: Callable[[Sequence[str]], Vectors]) -> Recognised:
        """What the situation calls for, read in a language. ``embed`` gives vectors of questions."""
        reading = self.read(text, language)
        scores = self.scores(reading, embed)
        if scores is None or scores.max() < float(self._policy["clear"]):
            return Recognised(text, told=reading.told)
        threshold, near = float(self._policy["threshold"]), float(self._policy["undecided"])
        pulls = self._pulls(reading)
        ranked = [
            Raised(self._themes[n], float(scores[n]), self._why(reading, n, pulls))
            for n in np.argsort(-scores)
            if scores[n] >= threshold - near
        ]
        called = [raised for raised in ranked if raised.score >= threshold][: int(self._policy["max_themes"])]
        return Recognised(text, called, [raised for raised in ranked if raised.score < threshold], reading.told)

    def _pulls(self, reading: Reading) -> list[tuple[Word, NDArray[np.float32]]]:
        """The words that are said, each with how much it pulls towards every theme."""
        empty, countries = _explains_nothing(reading.language)
        spoken = [
            word
            for number, word in enumerate(reading.words)
            if number not in reading.absent
            and len(word.folded) > SMALL
            and word.folded not in empty
            and not word.folded.startswith(countries)
        ]
        return list(zip(spoken, self._likeness.pulls([word.folded for word in spoken]), strict=True)) if self._likeness else []

    def _why(self, reading: Reading, place: int, pulls: Sequence[tuple[Word, NDArray[np.float32]]]) -> tuple[str, ...]:
        """The words that called for a theme: its triggers, the heaviest first; else the words that pulled the most towards it."""
        cues = sorted(reading.cues.get(self._themes[place].id, ()), key=lambda cue: -cue.weight)
        chosen: list[tuple[int, int]] = []
        for span in (span for cue in cues for span in cue.spans):
            if not any(span[0] < end and start < span[1] for start, end in chosen):
                chosen.append(span)
        if not chosen:
            strongest = sorted(pulls, key=lambda pulled: -pulled[1][place])[:2]
            chosen = [(word.start, word.end) for word, pull in strongest if pull[place] >= float(self._policy["word"])]
        return tuple(dict.fromkeys(reading.text[start:end] for start, end in sorted(chosen[:SHOWN])))


@lru_cache(maxsize=3)
def _explains_nothing(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that are never told as what called for a theme, and how the names of countries begin, folded (``situations.yaml``)."""
    policy = section("situations")
    words = frozenset(fold(word) for word in policy["explains_nothing"][language]) | function_words(language)
    return words, tuple(fold(name) for name in policy["countries"][language])


def _plain(named: Mapping[Any, Mapping[str, Sequence[str]]], language: str, known: Sequence[str]) -> Lexicon:
    """A lexicon of words that all weigh alike."""
    return Lexicon({name: [(word, 1) for word in words.get(language, [])] for name, words in named.items()}, known)


def _strength(cues: Sequence[Cue]) -> int:
    """Points of the cues, each stretch of text once with its heaviest."""
    best: dict[tuple[int, int], int] = {}
    for cue in cues:
        best[cue.spans[0]] = max(best.get(cue.spans[0], 0), cue.weight)
    return min(MOST, sum(best.values()))
