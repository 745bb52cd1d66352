"""How a place is called: by the publishers' own usage in Swedish, Finnish and English, elsewhere by the number as printed."""

from __future__ import annotations

from collections.abc import Sequence

_RECITAL = {"sv": "Skäl {}", "fi": "Johdanto-osan {} kappale", "en": "Recital {}"}

_UNDER_SECTION = {
    "sv": {"subsection": "{} mom.", "number": "{} punkten", "letter": "{} underpunkten"},
    "fi": {"subsection": "{} mom.", "number": "{} kohta", "letter": "{} alakohta"},
}
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
    """As in "Artikel 2.1 a", "2 artiklan 1 kohdan a alakohta", "Article 2(1)(a)", else the heading and the numbers after a comma."""
    numbers = [bare(n).rstrip(".") for n in rest]
    if not numbers:
        return printed
    if language == "fi" and printed.endswith("artikla"):
        steps = [f"{n} {'kohdan' if n[:1].isdigit() else 'alakohdan'}" for n in numbers]
        return f"{printed}n {' '.join(steps).removesuffix('ohdan')}ohta"
    if language == "en":
        return printed + "".join(f"({n})" for n in numbers)
    if language == "sv" and numbers[0][:1].isdigit() and printed[-1:].isdigit():
        return " ".join([f"{printed}.{numbers[0]}", *numbers[1:]])
    return f"{printed}, {' '.join(numbers)}" if language != "sv" else " ".join([printed, *numbers])


def section_label(kind: str, printed: str, language: str | None) -> str:
    """What comes after "2 §": "1 mom.", "3 kohta", "a underpunkten"; elsewhere the number."""
    number = bare(printed).rstrip(".")
    words = _UNDER_SECTION.get(language or "", {})
    return words.get(kind if kind == "subsection" else "number" if number[:1].isdigit() else "letter", "{}").format(number)


def note_label(printed: str, language: str | None) -> str:
    """As in "Fotnot 8"; in a language that is not known here "(8)"."""
    return _NOTE.get(language or "", "({})").format(printed)


def point_label(printed: Sequence[str]) -> str:
    """As in "14. a"."""
    return " ".join(map(bare, printed))


def spoken_number(numbers: Sequence[tuple[str, bool]]) -> str:
    """As a person says it: "5", "2.1", "14a", "14a.ii". Each number comes with whether it is a letter."""
    said = ""
    for number, letter in numbers:
        glue = "" if not said or (letter and said[-1].isdigit()) else "."
        said += glue + number
    return said
