"""How a made-up EU act is described once, in every language, before it is rendered in a publisher's format.

Texts are mappings from language to a paragraph or to a tuple of them; ``[^3]`` in a text is where note 3 is referred to.
"""

from dataclasses import dataclass, field

LANGUAGES = ("sv", "fi", "en")
Texts = dict[str, str]


@dataclass(frozen=True)
class Item:
    """A numbered text with what stands under it; ``tail`` comes after its items."""

    number: str
    texts: Texts
    items: tuple["Item", ...] = ()
    tail: Texts | None = None


@dataclass(frozen=True)
class Block:
    """A heading (or none), an unnumbered text (or none), and numbered points."""

    heading: Texts | None
    text: Texts | None = None
    points: tuple[Item, ...] = ()
    definitions: bool = False


@dataclass(frozen=True)
class Article:
    """An article: title, unnumbered text or numbered paragraphs, items under the text."""

    number: str
    title: Texts
    text: Texts | None = None
    items: tuple[Item, ...] = ()
    paragraphs: tuple[Item, ...] = ()
    tail: Texts | None = None
    chapter: tuple[Texts, Texts] | None = None


@dataclass(frozen=True)
class Annex:
    """An annex with a text, points and a table."""

    title: Texts
    text: Texts
    points: tuple[Item, ...] = ()
    table: tuple[tuple[Texts, ...], ...] = ()


@dataclass(frozen=True)
class Act:
    """A whole act."""

    name: str
    title: tuple[Texts, ...]
    institution: Texts
    citations: tuple[Texts, ...]
    recitals: tuple[Texts, ...]
    adoption: Texts
    body: tuple[Block | Article, ...]
    final: tuple[Texts, ...]
    notes: dict[str, Texts] = field(default_factory=dict)
    annexes: tuple[Annex, ...] = ()


def three(sv: str, fi: str, en: str) -> Texts:
    return {"sv": sv, "fi": fi, "en": en}


def brackets(number: str, language: str, *, definition: bool = False) -> str:
    """How a number stands in print: points "14." in all three; letters "(a)" in English, "a)" in the others; definitions vary."""
    if number.isdigit() and not definition:
        return f"{number}."
    if language == "en":
        return f"({number})"
    return f"{number}." if definition and language == "sv" else f"{number})"
