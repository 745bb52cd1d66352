"""How strongly a sentence speaks: must, should, may, or a plain statement.

The words are data (``force.yaml``). Many words of force have another meaning too ("får" is *may* and *gets*, "skulle" is *was to* and
*would*): such a word lets a sentence be read as having the force and does not prove it. The check is coarse on purpose: it flags a
translation or digest that speaks of a duty where the sentence beside it cannot be read so, for a person to look at; it never decides
what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.base.yamlfile import read_yaml
from corpus.text.normal import squeeze

STRENGTH = {"may": 1, "should": 2, "must": 3}
Words = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Force:
    """The words of force of a sentence, by force: those that prove it, and those that only allow it to be read so."""

    certain: Words
    possible: Words

    def allows(self, force: str) -> bool:
        """Whether the sentence can be read as having the force."""
        return force in self.certain or force in self.possible


@dataclass(frozen=True)
class _Patterns:
    skip: re.Pattern[str] | None
    certain: dict[str, re.Pattern[str]]
    possible: dict[str, re.Pattern[str]]


def _any(lines: str, end: str = r"\b") -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lines.split("\n")) + ")" + end, re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, _Patterns]:
    data = read_yaml(Path(__file__).with_name("force.yaml"))
    return {
        language: _Patterns(
            _any(parts["skip"], end="") if "skip" in parts else None,
            {force: _any(lines) for force, lines in parts["certain"].items()},
            {force: _any(lines) for force, lines in parts["possible"].items()},
        )
        for language, parts in data.items()
    }


@lru_cache(maxsize=4096)
def force_words(text: str, language: str) -> Force:
    """The words of force in a sentence. A word counts once, for the strongest force that takes it: "may not" is a ban, no leave."""
    patterns = _patterns()[language]
    whole = squeeze(text)
    if patterns.skip:
        whole = patterns.skip.sub("·", whole)
    rest = whole
    certain: Words = {}
    for force in sorted(patterns.certain, key=lambda name: -STRENGTH[name]):
        hits = tuple(squeeze(match.group(0)) for match in patterns.certain[force].finditer(rest))
        if hits:
            certain[force] = hits
            rest = patterns.certain[force].sub("·", rest)
    # One word may allow several readings, so here each force looks at all of it.
    possible = {force: tuple(m.group(0) for m in pattern.finditer(whole)) for force, pattern in patterns.possible.items()}
    return Force(certain, {force: hits for force, hits in possible.items() if hits})


def forces(text: str, language: str) -> set[str]:
    """Which of ``must``, ``should``, ``may`` the sentence speaks for certain; the empty set for a plain statement."""
    return set(force_words(text, language).certain)


def strengthened(source: str, source_language: str, text: str, language: str) -> bool:
    """Whether ``text`` speaks of a must that ``source`` cannot be read as having."""
    return "must" in forces(text, language) and not force_words(source, source_language).allows("must")


@dataclass(frozen=True)
class ForceDifference:
    """A force that one language speaks and another cannot be read as having."""

    force: str
    spoken: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        said = "; ".join(f"{language} {', '.join(words)}" for language, words in self.spoken.items())
        return f"{self.force} in {said}, not in {', '.join(self.missing)}"


def force_differences(texts: Mapping[str, str]) -> list[ForceDifference]:
    """Where texts that should say the same (by language) differ in force, the strongest first."""
    read = {language: force_words(text, language) for language, text in texts.items()}
    found = []
    for force in sorted(STRENGTH, key=lambda name: -STRENGTH[name]):
        spoken = {language: words.certain[force] for language, words in read.items() if force in words.certain}
        missing = tuple(language for language, words in read.items() if not words.allows(force))
        if spoken and missing:
            found.append(ForceDifference(force, spoken, missing))
    return found
