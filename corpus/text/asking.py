"""What kind of thing a question asks for: who, when, where, why, how many, what it costs, how, which, or whether something is so.

Likeness of meaning hardly tells "who chaired the group?" from "when did the group meet?". The asking words do; they are data
(``asking.yaml``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from corpus.base.yamlfile import read_yaml
from corpus.text.normal import fold

KINDS = ("why", "who", "when", "where", "how_many", "cost", "how", "which", "whether")


@lru_cache(maxsize=3)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    data = read_yaml(Path(__file__).with_name("asking.yaml"))[language]
    return tuple(re.compile("|".join(f"(?:{line})" for line in data[kind].splitlines())) for kind in KINDS)


def asked_kinds(text: str, language: str) -> tuple[bool, ...]:
    """For each of ``KINDS``, whether the question asks for such a thing."""
    folded = fold(text)
    return tuple(bool(pattern.search(folded)) for pattern in _patterns(language))
