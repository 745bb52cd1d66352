"""Recognise the risk themes of a situation.

Example situations teach by likeness (ridge regression on centred vectors, a theme each, near misses and innocuous ones among
them); trigger words explain and add certainty. The model is fitted when the index is opened, from the vectors that the index
holds: it takes milliseconds and follows any encoder. Thresholds are data, fitted on the dev split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.policy import section
from corpus.knowledge_model import Theme
from corpus.text.normal import fold
from index.answerable import ridge, with_bias
from index.encoders.base import Vectors
from index.passages import Unit


@dataclass(frozen=True)
class Raised:
    """A theme with how sure it is and the words of the situation that called for it."""

    theme: Theme
    score: float
    words: tuple[str, ...]


class Recogniser:
    """Fitted on the example situations of an index."""

    def __init__(self, themes: Sequence[Theme], situations: tuple[list[Unit], Vectors], questions: Vectors) -> None:
        self._themes = list(themes)
        units, vectors = situations
        penalty = float(section("decide")["checklist"]["ridge"])
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(questions.shape[1] if questions.size else 1)
        labels = np.array([[1.0 if theme.id in unit.themes else -1.0 for theme in themes] for unit in units]).reshape(
            len(units), len(themes)
        )
        self._themes_of = ridge(vectors - self._mean, labels, penalty)
        # What tells a situation from a question about the guidance: the expected questions are the other side.
        both = np.concatenate([vectors, questions]) - self._mean
        sides = np.concatenate([np.ones(len(vectors)), -np.ones(len(questions))])[:, None]
        self._situation = ridge(both, sides, penalty)
        self._triggers = {
            language: [(theme.id, fold(phrase), weight) for theme in themes for phrase, weight in theme.triggers.get(language, [])]
            for language in ("sv", "fi", "en")
        }

    def is_situation(self, vector: Vectors) -> float:
        """How much a text describes something to be done rather than asks about the guidance; above the threshold it does."""
        return float((with_bias(vector - self._mean) @ self._situation)[0])

    def scores(self, text: str, vector: Vectors, language: str) -> list[Raised]:
        """Every theme with its score, surest first."""
        by_likeness = with_bias(vector - self._mean) @ self._themes_of
        found = self._cues(text, language)
        cue = float(section("decide")["checklist"]["cue_weight"])
        raised = []
        for theme, likeness in zip(self._themes, by_likeness, strict=True):
            hits = found.get(theme.id, [])
            strength = min(6, sum(weight for _, weight in hits))
            raised.append(Raised(theme, float(likeness) + cue * strength, tuple(dict.fromkeys(words for words, _ in hits))))
        return sorted(raised, key=lambda r: -r.score)

    def recognise(self, text: str, vector: Vectors, language: str) -> list[Raised]:
        """The themes that the situation calls for, surest first."""
        policy = section("decide")["checklist"]
        called = [r for r in self.scores(text, vector, language) if r.score >= float(policy["theme_threshold"])]
        return called[: int(policy["max_themes"])]

    def _cues(self, text: str, language: str) -> dict[str, list[tuple[str, int]]]:
        folded = fold(text)
        found: dict[str, list[tuple[str, int]]] = {}
        for theme, phrase, weight in self._triggers[language]:
            # A trigger meets the beginning of a word: "exportkontroll" meets "exportkontrollen".
            match = re.search(rf"(?<!\w){re.escape(phrase)}\w*", folded)
            if match:
                found.setdefault(theme, []).append((_as_written(text, folded, match.start(), match.end()), weight))
        return found


def _as_written(text: str, folded: str, start: int, end: int) -> str:
    """The words of the situation as the person wrote them; folding keeps lengths for our letters, the rest falls back to the folded
    form.
    """
    return text[start:end] if len(text) == len(folded) else folded[start:end]
