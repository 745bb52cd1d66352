"""The page's words: short ways into the catalogue, and dates as each language writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assistant.policy import say, texts
from corpus.base.settings import LANGUAGES

NAMES = {"sv": "Svenska", "fi": "Suomi", "en": "English"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def word(key: str, language: str, **values: object) -> str:
    """A text of the page: ``word("answer.copy", "sv")``."""
    return say(f"page.{key}", language, **values)


def listing(key: str, language: str) -> list[str]:
    """A list of the page's texts."""
    value: Any = texts(language)["page"]
    for part in key.split("."):
        value = value[part]
    return [str(entry) for entry in value]


def spoken(code: str, language: str) -> str:
    """What a language is called in a language."""
    return word(f"spoken.{code}", language) if code in LANGUAGES else code


def date(iso: str | None, language: str) -> str:
    """A date as it is written: 11.3.2025, 11 March 2025."""
    if not iso:
        return ""
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if language == "en" else f"{day.day}.{day.month}.{day.year}"


def page_language(asked: str | None, accepted: str | None) -> str:
    """The language of the page: the one asked for in the address, else the reader's first of ours, else English."""
    if asked in LANGUAGES:
        return str(asked)
    ranked = []
    for position, entry in enumerate((accepted or "").split(",")[:20]):
        code, _, weight = entry.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), position, code.split("-")[0].lower()))
        except ValueError:
            continue
    return next((code for _, _, code in sorted(ranked) if code in LANGUAGES), "en")
