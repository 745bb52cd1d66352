"""Titles of an act, of its annexes, divisions and articles: where one begins, and which headings are in force.

No word of a language is known here. The level of a division is told by its word only in that the same word means the same level; a
number in a title is told by being one.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from corpus.parse.node import Node
from corpus.parse.numbering import roman_value
from corpus.parse.outline import Outline

Stage = Literal["head", "preamble", "recitals", "enacting", "final", "annex"]
_QUOTED = "‘“„«\"'”’»"


def article_number(text: str) -> str | None:
    """The number of an article: "4a" from "Article 4a" or "4 a artikla"; None where no figure stands."""
    found = re.search(r"(\d+)(?:\s?([a-z]{1,2})\b)?", text)
    return found.group(1) + (found.group(2) or "") if found else None


def annex_number(text: str) -> str | None:
    """The number of an annex: "1" from "I", "ANNEX I" or "BILAGA 1"; None where there is none."""
    for token in re.findall(r"[A-Za-z]+|\d+", text):
        if token.isdigit():
            return str(token)
        if token.isupper() and (value := roman_value(token)):
            return str(value)
    return None


class ActTitles(ABC):
    """The headings of an act being read. ``stage`` is where in the act the reader is."""

    def __init__(self, language: str | None) -> None:
        self.outline = Outline()
        self.language = language
        self.stage: Stage = "head"
        self.titles: list[str] = []
        self._words: list[str] = []
        self._article: Node | None = None
        self._annex: Node | None = None
        self._paragraph: Node | None = None
        self._cell: Node | None = None
        self._quoting = False
        self._heading_open = False

    @abstractmethod
    def paragraph(self, text: str, *, verbatim: bool = False) -> None:
        """A paragraph of text, with its number before it unless ``verbatim``."""

    def act_title(self, text: str) -> None:
        """A line of the act's title; later in the text the title of an annex."""
        if self.stage == "head":
            self.titles.append(text)
        elif self._annex is None or self._annex.paragraphs or self._annex.children:
            self.annex(annex_number(text), text)
        elif self._annex.printed:
            self.outline.heading(1, text)
        else:
            self._annex.printed = text

    def annex(self, number: str | None, printed: str = "") -> None:
        """An annex begins; without a number it is the next one."""
        self._close()
        self.stage = "annex"
        self.outline.clear()
        self._words = []
        count = sum(node.kind == "annex" for node in self.outline.root.children)
        self._annex = self.outline.open("annex", number or str(count + 1), printed)

    def division(self, text: str, level: int | None = None, *, named: bool = False) -> None:
        """A heading above articles or points. Without a level it is told by its word ("Chapter"): the same word, the same level; a heading
        without a number is below all of them, unless ``named`` says that it is one of a series ("Part One").
        """
        self._close()
        if self.stage != "annex":
            self.stage = "enacting"
        if level is None:
            level = self._level(text, named)
        self.outline.heading(level + 1, text)
        self._heading_open = True

    def _level(self, text: str, named: bool) -> int:
        words = re.findall(r"[^\W_]+", text)[:3]
        numbers = [w for w in words if w.isdigit() or (w.isupper() and roman_value(w) is not None)]
        word = next((w.casefold() for w in words if w not in numbers), "")
        if not numbers and not (named and len(words) == 2):
            return len(self._words) + 1
        if word in self._words:
            self._words = self._words[: self._words.index(word) + 1]
        else:
            self._words.append(word)
        return len(self._words)

    def under_heading(self, text: str) -> None:
        """The name of a division, printed under its number: both are one heading."""
        if self._heading_open:
            self.outline.extend_heading(text)
            self._heading_open = False
        else:
            self.division(text)

    def article(self, number: str | None, printed: str) -> None:
        """An article begins. Inside one that is marked out as a whole, or after a quotation mark, it is quoted text; in an annex (which may
        be an agreement) it is an article of the annex.
        """
        if (self._quoting and self._article is not None) or printed[0] in _QUOTED:
            self.paragraph(printed, verbatim=True)
            return
        self._close()
        if self.stage == "annex" and self._annex is not None:
            self._article = self._annex.child(Node("article", number or "1", printed, headings=self.outline.headings))
        else:
            self.stage = "enacting"
            self._article = self.outline.open("article", number or "1", printed)

    def article_title(self, text: str) -> None:
        """The title under an article's number."""
        if self._article is not None and not self._article.paragraphs and not self._article.children:
            self._article.headings = (*self._article.headings, text)
        else:
            self.paragraph(text, verbatim=True)

    @contextmanager
    def one_article(self) -> Iterator[None]:
        """Everything inside is one article, whatever it quotes."""
        self._close()
        self._quoting = True
        yield
        self._close()
        self._quoting = False

    def final(self) -> None:
        """The final formula begins: place, date, signatures."""
        if self.stage != "final":
            self._close()
            self.outline.clear()
            self.stage = "final"

    def close_paragraph(self) -> None:
        """A numbered paragraph ends here."""
        self._paragraph = None

    def _close(self) -> None:
        self._article = self._paragraph = self._cell = None
        self._heading_open = False
