"""How much two sentences of one language have in common, by pieces of their words.

Words alone fail for Finnish inflection and Swedish compounds; overlapping 4-grams of words meet across both. Function words say nothing
about a sentence's matter and are left out; pieces that stand in many of the compared sentences weigh less.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from corpus.text.language import function_words
from corpus.text.normal import words

N = 4


def grams(text: str) -> list[str]:
    """Overlapping 4-grams of every folded word with its borders; a shorter word is one gram."""
    return [gram for word in words(text) for gram in word_grams(word)]


def word_grams(word: str) -> list[str]:
    """The 4-grams of one folded word with its borders."""
    padded = f"_{word}_"
    return [padded[i : i + N] for i in range(max(1, len(padded) - N + 1))]


def matter(text: str, language: str) -> frozenset[str]:
    """The pieces of the words that carry a sentence's matter. ``language`` is one of ours."""
    ignore = function_words(language)
    return frozenset(gram for word in words(text) if word not in ignore for gram in word_grams(word))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Between 0 (nothing in common) and 1 (the same pieces), each piece counting alike: Dice coefficient."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Which share of the pieces of one the other has too, between 0 and 1."""
    return len(one & other) / len(one) if one else 0.0


def within(one: frozenset[str], other: frozenset[str]) -> float:
    """Which share of the pieces of the shorter of two sentences the longer one has too, between 0 and 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def rarity(sentences: Sequence[frozenset[str]]) -> Callable[[str], float]:
    """How much a piece tells the sentences apart: inverse document frequency over them."""
    counts = Counter(gram for found in sentences for gram in found)
    return lambda gram: math.log(1 + len(sentences) / counts.get(gram, 0.5))


def likeness(one: frozenset[str], other: frozenset[str], weight: Callable[[str], float]) -> float:
    """Between 0 (nothing in common) and 1 (the same pieces): weighted Dice coefficient."""
    whole = sum(map(weight, one)) + sum(map(weight, other))
    return 2 * sum(map(weight, one & other)) / whole if whole else 0.0
