"""Policy: what people may want to change without reading code. Data files beside this one, read once and checked at load.

``weights.yaml`` mixes scores, ``decide.yaml`` says when an outcome wins (fitted on the evaluation's dev and calibration questions by
``evals fit``), ``worth.yaml`` which sentences are shown, ``statuses.yaml`` names the ways a question can end, ``language.yaml`` holds the
words by which follow-ups, parts and references are recognised, ``asks.yaml`` those that tell what a question asks for, ``sources.yaml``
how sources are named, ``situations.yaml`` how a plan is read, ``personal.yaml`` what does not belong in a question; ``texts/`` has every
sentence that the program itself says, one catalogue a language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.base.errors import MendData
from corpus.base.settings import LANGUAGES
from corpus.base.yamlfile import read_yaml
from corpus.text.normal import fold
from index.hits import Weights

HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def weights() -> Weights:
    """How retrieval scores are mixed."""
    return Weights(**section("weights")["search"])


@lru_cache(maxsize=16)
def section(name: str) -> dict[str, Any]:
    """A policy file as a mapping. Raises ``MendData`` where it is not one."""
    data = read_yaml(HERE / f"{name}.yaml")
    if not isinstance(data, dict):
        raise MendData(f"{name}.yaml: a mapping is wanted.")
    return data


@lru_cache(maxsize=64)
def folded_words(name: str, language: str) -> frozenset[str]:
    """The words of a list of ``language.yaml`` in a language, folded."""
    return frozenset(fold(word) for word in section("language")[name][language])


@lru_cache(maxsize=16)
def word_pattern(name: str, language: str) -> re.Pattern[str]:
    """Any of the words of such a list, on folded text."""
    return re.compile(rf"\b(?:{'|'.join(fold(word) for word in section('language')[name][language])})\b")


@lru_cache(maxsize=3)
def texts(language: str) -> dict[str, Any]:
    """The catalogue of a language."""
    return dict(read_yaml(HERE / "texts" / f"{language}.yaml"))


def say(key: str, language: str, **values: object) -> str:
    """A sentence of the program in a language, with its blanks filled. ``key`` is dotted: ``answer.too_long``."""
    value: Any = texts(language)
    for part in key.split("."):
        try:
            value = value[part]
        except (KeyError, TypeError):
            raise MendData(f"texts/{language}.yaml: there is no text {key}.") from None
    return str(value).format(**values) if values else str(value)


def check_policy() -> list[str]:
    """Keys that one catalogue has and another lacks, and blanks that differ; empty where the three agree."""

    def flat(value: Any, path: str = "") -> dict[str, set[str]]:
        if isinstance(value, dict):
            return {k: v for key, inner in value.items() for k, v in flat(inner, f"{path}.{key}".strip(".")).items()}
        if isinstance(value, list):
            return {f"{path}[{len(value)}]": set()}
        return {path: set(re.findall(r"\{(\w+)\}", str(value)))}

    catalogues = {language: flat(texts(language)) for language in LANGUAGES}
    keys = set().union(*catalogues.values())
    faults = []
    for key in sorted(keys):
        having = [language for language in LANGUAGES if key in catalogues[language]]
        if len(having) < len(LANGUAGES):
            faults.append(f"texts: {key} stands only in {', '.join(having)}")
        elif len({frozenset(catalogues[language][key]) for language in LANGUAGES}) > 1:
            faults.append(f"texts: {key} has different blanks")
    return faults
