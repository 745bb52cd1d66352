"""How a place is called: by the publishers' own usage in Swedish, Finnish and English, elsewhere by the number as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RECITAL = {"sv": "Skäl {}", "fi": "Johdanto-osan {} kappale", "en": "Recital {}"}

_NOTE = {"sv": "Fotnot {}", "fi": "Alaviite {}", "en": "Footnote {}"}


def bare(printed: str) -> str:
    """A number without its brackets: "(a)" is a, "14." stays."""
    inner = printed.strip("()[] ")
    return inner if inner[:1].isdigit() else inner.rstrip(".")


def recital_label(printed: str, rest: Sequence[str], language: str | None) -> str:
    """As in "Skäl 5"; in a language that is not known here "(5)"."""
    number = bare(printed)
    first = _RECITAL[language].format(number) if language in _RECITAL else f"({number})"
    return " ".join([first, *map(bare, rest)])


def article_label(printed: str, rest: Sequence[str], language: str | None) -> str:
    """As in "Artikel 2.1 a", "Article 2(1)(a)", else the printed heading and the numbers after a comma."""
    numbers = [bare(n).rstrip(".") for n in rest]
    if not numbers:
        return printed
    if language == "en":
        return printed + "".join(f"({n})" for n in numbers)
    if language == "sv" and numbers[0][:1].isdigit() and printed[-1:].isdigit():
        return " ".join([f"{printed}.{numbers[0]}", *numbers[1:]])
    return f"{printed}, {' '.join(numbers)}" if language != "sv" else " ".join([printed, *numbers])


def note_label(printed: str, language: str | None) -> str:
    """As in "Fotnot 8"; in a language that is not known here "(8)"."""
    return _NOTE.get(language or "", "({})").format(printed)


def point_label(printed: Sequence[str]) -> str:
    """As in "14. a"."""
    return " ".join(map(bare, printed))


def spoken_number(numbers: Sequence[str]) -> str:
    """As a person says it: "5", "2.1", "14a", "14a.ii"."""
    said = ""
    for number in numbers:
        glue = "" if not said or (said[-1].isdigit() and re.fullmatch(r"[a-z]{1,2}", number)) else "."
        said += glue + number
    return said
