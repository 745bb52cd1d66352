"""How strongly a sentence speaks: must, should, may, or a plain statement.

The words are data (``force.yaml``). The check is coarse on purpose: it flags a translation or digest that says "must" where the
source sentence says nothing of the kind, for a person to look at; it never decides what a text means.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from corpus.base.yamlfile import read_yaml
from corpus.text.normal import squeeze

STRENGTH = {"may": 1, "should": 2, "must": 3}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    data = read_yaml(Path(__file__).with_name("force.yaml"))
    return {
        language: {force: re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE) for force, words in by_force.items()}
        for language, by_force in data.items()
    }


def forces(text: str, language: str) -> set[str]:
    """Which of ``must``, ``should``, ``may`` the sentence speaks; the empty set for a plain statement."""
    found = set()
    rest = squeeze(text)
    for force in ("must", "should", "may"):
        rest, hits = _patterns()[language][force].subn(" ", rest)
        if hits:
            found.add(force)
    return found


def strengthened(source: str, source_language: str, text: str, language: str) -> bool:
    """Whether ``text`` speaks of a must that ``source`` has not."""
    return "must" in forces(text, language) and "must" not in forces(source, source_language)
