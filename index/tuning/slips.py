"""Questions as they are typed in a hurry: the expected ones are spelt right, the ones that people send often are not."""

from __future__ import annotations

import random
import re
import unicodedata

SHARE = 0.25  # of the questions that a step sees
LONG_ENOUGH = 4
_WORD = re.compile(rf"[^\W\d_]{{{LONG_ENOUGH},}}")


def slipped(text: str, chance: random.Random) -> str:
    """The text with one or two slips within its longer words, without its dots over letters, or without capitals and question mark."""
    kind = chance.random()
    if kind < 0.2:
        return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if kind < 0.4:
        return text.lower().rstrip(" ?.!")
    for _ in range(chance.choice((1, 1, 2))):
        text = _one_slip(text, chance)
    return text


def _one_slip(text: str, chance: random.Random) -> str:
    """Two letters of a word that changed places, one that is missing, or one that is there twice; its first letter stays."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    made = chance.choice((text[at + 1] + text[at], text[at + 1], text[at] + text[at] + text[at + 1]))
    return text[:at] + made + text[at + 2 :]
