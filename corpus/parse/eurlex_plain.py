"""EU acts up to 2004 as bare paragraphs: no styles, no tables, references to notes as "(1)" after a word, notes at the end.

Here only what is printed tells what a paragraph is: an empty paragraph stands before headings, "Article 5" is known by the word for
article in the 24 languages, a number that is the next one begins a part. What cannot be told is left as running text, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from corpus.parse.eu_act import ActReader
from corpus.parse.eu_titles import annex_number, article_number
from corpus.parse.flow import Flow
from corpus.parse.numbering import leading
from corpus.parse.safe import Element, local
from corpus.text.normal import squeeze

_ARTICLE = re.compile(
    r"(?:Член|Artículo|Článek|Artikel|Artikkel|Άρθρο|Article|Airteagal|Članak|Articolo|Artikolu|Artykuł|Artigo|Articolul|Článok|Člen)"
    r"\s+(?:\d+\s?[a-z]{0,2}|\w+)\Z|\d+\s?[a-z]{0,2}\.?\s+(?:artikla|pants|straipsnis|cikk|člen|članak)\Z|Ainoa artikla\Z|Enda artikeln\Z",
    re.I,
)
_ANNEX = re.compile(
    r"(?:ПРИЛОЖЕНИЕ|ANEXO|PŘÍLOHA|BILAG|ANHANG|LISA|ΠΑΡΑΡΤΗΜΑ|ANNEXE?|IARSCRÍBHINN|PRILOG|ALLEGATO|PIELIKUMS|PRIEDAS|MELLÉKLET|ANNESS|BIJLAGE"
    r"|ZAŁĄCZNIK|ANEX[ĂA]|PRÍLOHA|PRILOGA|LIITE|BILAGA)(?:\s+(?:[IVXL]+|\d+|[A-Z]))?\Z"
)
_DONE = re.compile(
    r"(?:Съставено в|Hecho en|V \w+ dne|Udfærdiget i|Geschehen zu|\w+, \d+\. \w+ \d{4}|Έγινε|Done at|Fait à|Arna dhéanamh|Sastavljeno u"
    r"|Fatto a|Briselē|Priimta|Kelt|Magħmul|Gedaan te|Sporządzono|Feito em|Adoptat la|V \w+ \d|Tehty|Utfärdat? |Utfärdad )"
)
_NOTE = re.compile(r"\(\s*(\d{1,3})\s*\)\s*(?P<text>\S.*)\Z", re.S)
_NUMBERED_HEADING = re.compile(r"\w+\s+(?:[IVXL]+|\d+|[A-Z])\Z|(?:[IVXL]+|\d+)\.?\s+\w+\Z")
_AMENDED = re.compile(r"[►▼]\s?(?:[ABC]|[MR]\d+|C\d+)\b(?:\s*—{2,})?|◄")
_MAX_HEADING = 140


def without_amendment_marks(text: str) -> str:
    """The text without what a consolidated act says of its amendments: "►M1 … ◄", "▼B"."""
    return squeeze(_AMENDED.sub(" ", text)) if any(c in text for c in "►▼◄") else text


def read_plain(body: Element, language: str | None) -> ActReader:
    """The act in a page without styles."""
    reader = _Plain(language)
    reader.outline.remark("The page has no styles: headings and numbers were told by how they are printed.")
    only = next((e for e in body.iter() if e.get("id") == "TexteOnly"), body)
    before = ""
    for texts, notes in _cut_notes(list(_paragraphs(Flow(lambda _: None), only))):
        called = {number: reader.note(number, text) for number, text in notes}
        for text in reader.marked(texts, called):
            if text.startswith(">PIC FILE"):
                reader.outline.remark("Left out: images.")
            elif text := (text if isinstance(text, _Row) else without_amendment_marks(text)):
                reader.tell(text, after_empty=not before)
            before = text
    return reader


class _Row(str):
    """A row of a table, which is no numbered text whatever it begins with."""


def _paragraphs(flow: Flow, element: Element) -> Iterator[str]:
    """The texts of the paragraphs in order; empty ones too, since they set headings apart."""
    for block in flow.runs(element):
        if isinstance(block, list):
            yield flow.text(block)
        elif local(block) == "table":
            yield from (_Row(flow.row_text(cells)) for cells in flow.rows(block))
        elif any(flow.is_block(child) for child in block):
            yield from _paragraphs(flow, block)
        elif local(block) not in ("hr", "script", "style"):
            yield flow.of(block)


def _cut_notes(texts: list[str]) -> list[tuple[list[str], list[tuple[str, str]]]]:
    """The texts in stretches, each with its notes: paragraphs numbered from 1 on, at the end or before an annex."""
    stretches: list[tuple[list[str], list[tuple[str, str]]]] = []
    start = at = 0
    signed = False
    while at < len(texts):
        signed = signed or bool(_DONE.match(texts[at]))
        notes: list[tuple[str, str]] = []
        end = at
        while signed and end < len(texts) and (not texts[end] or _is_note(texts[end], len(notes) + 1)):
            if found := _NOTE.match(texts[end]):
                notes.append((found[1], found["text"]))
            end += 1
        if notes and (end == len(texts) or _ANNEX.match(texts[end])):
            stretches.append((texts[start:at], notes))
            start = end
        at = max(end, at + 1)
    return [*stretches, (texts[start:], [])]


def _is_note(text: str, number: int) -> bool:
    found = _NOTE.match(text)
    return found is not None and int(found[1]) == number


class _Plain(ActReader):
    """Tells what each paragraph is by what it looks like and what stands before it."""

    def __init__(self, language: str | None) -> None:
        super().__init__(language)
        self._before: Literal["text", "article", "annex", "number", "heading"] = "text"

    def marked(self, texts: list[str], called: dict[str, str]) -> list[str]:
        """The texts with ``[^1]`` for "(1)" where that refers to a note: the first one glued to a word, in the order of the notes.

        "Article 6(2)" is no reference, so a number after a figure is none. ``called`` is how the note of each number is called here.
        """
        marked = list(texts)
        row = start = 0
        for number, name in called.items():
            pattern = re.compile(rf"(?<=[^\W\d_]|[\"”’»)\]])\({number}\)")
            for at in range(row, len(marked)):
                found = pattern.search(marked[at], start if at == row else 0)
                if found:
                    mark = f"[^{name}]"
                    marked[at] = type(marked[at])(marked[at][: found.start()] + mark + marked[at][found.end() :])
                    row, start = at, found.start() + len(mark)
                    break
            else:
                self.outline.remark(f"No reference to note {number} was found.")
        return marked

    def tell(self, text: str, *, after_empty: bool) -> None:
        """One paragraph."""
        short = len(text) <= _MAX_HEADING and not re.search(r"[.;:,–-]\Z", text) and leading(text) is None
        before, self._before = self._before, "text"
        if isinstance(text, _Row):
            self.close_paragraph()
            self.paragraph(text, verbatim=True)
        elif self.stage == "head" and not (self.titles and after_empty):
            self.act_title(text)
        elif _DONE.match(text) and self.stage == "enacting":
            self.final()
            self.paragraph(text)
        elif _ANNEX.match(text) and self.stage in ("enacting", "final", "annex"):
            self.annex(annex_number(text), text)
            self._before = "annex"
        elif _ARTICLE.match(text):
            self.article(article_number(text), text)
            self._before = "article"
        elif short and before in ("article", "annex"):
            (self.article_title if before == "article" else self.act_title)(text)
        elif short and before == "number":
            self.under_heading(text)
            self._before = "heading"
        elif short and (after_empty or (before == "heading" and _NUMBERED_HEADING.match(text))) and self.stage in ("enacting", "annex"):
            self.division(text)
            self._before = "number" if _NUMBERED_HEADING.match(text) else "heading"
        else:
            if self.stage == "preamble" and re.match(r"1\.\s", text):
                self.stage = "enacting"
            self.paragraph(text)
