"""EU acts as XHTML from CELLAR or EUR-Lex, in every form in use: present, older, consolidated, and the oldest of bare paragraphs.

The present form names its styles ``oj-doc-ti``, ``oj-ti-art`` … and its parts ``art_2``, ``rct_5``, ``anx_I``; the older one has the same
names without ``oj-`` and no parts; consolidated acts have ``title-article-norm``, ``norm``, and grids instead of tables. What a part is, is
told by these names and by the numbers printed before the texts, never by words of a language, so all 24 are read alike. A numbered text
stands in a row of two cells; one within a cell is a level deeper. The oldest form is read in ``corpus.parse.eurlex_plain``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from corpus.parse.eu_act import ActReader
from corpus.parse.eu_titles import annex_number, article_number
from corpus.parse.eurlex_plain import read_plain, without_amendment_marks
from corpus.parse.flow import HTML_UNSEEN, Flow, raise_figures
from corpus.parse.numbering import marker
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.safe import Element, all_text, decode, html_tree, local, page_title, xml_tree

FORMAT = "eu-xhtml"
_KNOWN = frozenset(("doc-ti", "ti-art", "normal", "ti-grseq-1", "ti-section-1", "norm", "title-article-norm", "title-doc-first"))
_ARTICLE = frozenset(("ti-art", "title-article-norm"))
_SUBTITLE = frozenset(("sti-art", "stitle-article-norm"))
_HEADING = frozenset(("ti-section-1", "title-division-1"))
_UNDER_HEADING = frozenset(("ti-section-2", "title-division-2"))
_GROUP = re.compile(r"(?:ti-grseq|title-gr-seq-level)-(\d)\Z")
_TITLE = frozenset(("doc-ti", "title-doc-first", "title-doc-last", "ti-annex", "title-annex-1", "title-annex-2"))
_NOTE = frozenset(("note", "footnote"))
_FINAL = frozenset(("signatory", "final"))
_JOURNAL = re.compile(
    r"(?:hd-(?:date|lg|ti|oj|coll|uniq|issn|modifiers|toc.*)|reference|disclaimer|modref|arrow|toc-.*|title-toc|title-doc-oj-reference)\Z"
)
_CONSOLIDATED = re.compile(r"—\s+([A-Z]{2})\s+—")
_UNSEEN = HTML_UNSEEN | {"hr", "nav"}
_FILE_LANGUAGE = re.compile(r"[LC]A?_?\d+([A-Z]{2})[._]")
_LEFT_OUT = "Left out: the journal's own head and foot, and marks of amendments, which are no text of the act."


def classes(element: Element) -> set[str]:
    """Style names, the present ones without their prefix."""
    return {name.removeprefix("oj-") for name in (element.get("class") or "").split()}


def parse_eurlex(data: bytes, *, language: str | None = None) -> ParsedText:
    """An EU act. ``language`` is used for labels where the file does not say its own. Raises ``NotReadable``."""
    text, remark = decode(data)
    root = _tree(text)
    body = next((e for e in root.iter() if local(e) == "body"), root)
    said = _language(root)
    reader: ActReader
    if any(classes(e) & _KNOWN for e in body.iter()):
        styled = _Reader(said or language)
        styled.read(body)
        reader = styled
    else:
        reader = read_plain(body, said or language)
    if not any(node.kind in ("recital", "article", "item") for node in reader.outline.root.walk()):
        raise NotReadable(f"The page has no recitals, articles or points, so it is no act: it is called “{page_title(root)}”.")
    if remark:
        reader.outline.remark(remark)
    return reader.finish(FORMAT, said)


def _tree(text: str) -> Element:
    """Sound XHTML is read as such; what the web site serves is HTML, which must at least be whole."""
    try:
        return xml_tree(text, "act")
    except NotReadable as fault:
        if "</html>" not in text[-4000:].casefold() or "declares entities" in str(fault):
            raise
        return html_tree(text, "act")


def _language(root: Element) -> str | None:
    """The language that the file says: its attribute, the journal's head, the name of the file it was made from."""
    for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        if root.get(name):
            return str(root.get(name))[:2].casefold()
    for element in root.iter():
        found = all_text(element) if "hd-lg" in classes(element) else ""
        if local(element) == "meta" and element.get("name") == "DC.language":
            found = element.get("content") or ""
        if "reference" in classes(element) and (named := _CONSOLIDATED.search(all_text(element))):
            found = named.group(1)
        if re.fullmatch(r"\s*[A-Za-z]{2}\s*", found):
            return found.strip().casefold()
    named = _FILE_LANGUAGE.search(page_title(root))
    return named.group(1).casefold() if named else None


class _Flow(Flow):
    """The journal raises figures by a style; consolidated acts have marks of amendments in the text."""

    def text(self, pieces: Iterable[str | Element]) -> str:
        """The text without marks of amendments."""
        return without_amendment_marks(super().text(pieces))

    def shown(self, element: Element, name: str) -> str:
        """How an inline element shows."""
        return raise_figures(self.inner(element)) if classes(element) & {"super", "superscript"} else super().shown(element, name)


class _Reader(ActReader):
    """Walks the blocks of the page and tells the act what they are."""

    def __init__(self, language: str | None) -> None:
        super().__init__(language)
        self.flow = _Flow(self._note_number)
        self._keys: dict[str, str] = {}

    def read(self, body: Element) -> None:
        """The whole page. Notes are collected first, since references name them by their anchors."""
        for element in body.iter():
            if classes(element) & _NOTE and local(element) == "p":
                self._read_note(element)
        containers = [e for e in body.iter() if "eli-container" in classes(e)]
        outer = [c for c in containers if not any(a in containers for a in c.iterancestors())]
        whole = any("eli-main-title" in classes(e) for c in outer for e in c.iter())
        if whole:
            self.outline.remark(_LEFT_OUT)
        for element in outer if whole else [body]:
            self._block(element)

    def _read_note(self, element: Element) -> None:
        text = self.flow.of(element)
        printed = re.match(r"\(?\s*([\d⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+)\s*\)?\s*", text)
        number = self.note(unicodedata.normalize("NFKC", printed.group(1)) if printed else "", text[printed.end() :] if printed else text)
        for anchor in element.iter():
            if local(anchor) == "a" and (name := anchor.get("id") or anchor.get("name")):
                self._keys[name] = number

    def _note_number(self, element: Element) -> str | None:
        href = (element.get("href") or "") if local(element) == "a" else ""
        if href[1:] in self._keys or not href.startswith("#ntr"):
            return self._keys.get(href[1:]) if href.startswith("#") else None
        digits = re.search(r"\d+", all_text(element))
        return digits.group() if digits else None

    # Blocks

    def _block(self, element: Element) -> None:
        name, names = local(element), classes(element)
        if name in _UNSEEN or names & _NOTE:
            return
        if any(map(_JOURNAL.match, names)) or (name == "table" and self._is_journal_head(element)):
            self.outline.remark(_LEFT_OUT)
        elif name == "table":
            for cells in self.flow.rows(element):
                self._row(cells)
        elif "grid-list" in names:
            self._row([cell for cell in element if local(cell)])
        elif names & _FINAL:
            self.final()
            self._inside(element)
        elif not self._heading(element, names):
            self._text(element, name)

    def _is_journal_head(self, table: Element) -> bool:
        return any(any(map(_JOURNAL.match, classes(e))) for e in table.iter())

    def _inside(self, element: Element) -> None:
        for block in self.flow.runs(element):
            if isinstance(block, list):
                self.paragraph(self.flow.text(block))
            else:
                self._block(block)

    def _text(self, element: Element, name: str) -> None:
        number = next((e for e in element if "no-parag" in classes(e)), None)
        if number is not None and (mark := marker(self.flow.of(number), self.last_mark(), known=True)):
            self.open_paragraph(mark)
            number.text = ""
            for child in list(number):
                number.remove(child)
        if name == "div" or any(not isinstance(run, list) for run in self.flow.runs(element)):
            self._division(element, element.get("id") or "")
        elif text := self.flow.of(element):
            self.paragraph(text)

    def _heading(self, element: Element, names: set[str]) -> bool:
        """Titles of the act, its annexes, divisions and articles."""
        group = next((int(m.group(1)) for m in map(_GROUP.match, sorted(names)) if m), None)
        if group is None and not names & (_TITLE | _ARTICLE | _SUBTITLE | _HEADING | _UNDER_HEADING):
            return False
        text = self.flow.of(element)
        if not text:
            return True
        if names & _TITLE:
            self.act_title(text)
        elif names & _ARTICLE:
            self.article(article_number(text), text)
        elif names & _SUBTITLE:
            self.article_title(text)
        elif names & _UNDER_HEADING:
            self.under_heading(text)
        else:
            self.division(text, group, named=True)
        return True

    def _division(self, element: Element, id_: str) -> None:
        kind, _, rest = id_.partition("_")
        if kind == "fnp":
            self.final()
        elif kind in ("pbl", "enc"):
            self.stage = "preamble" if kind == "pbl" else "enacting"
        elif kind == "anx":
            self.annex(annex_number(rest))
        elif kind == "rct":
            self.stage = "recitals"
        if kind == "art" and "." not in rest:
            with self.one_article():
                self._inside(element)
        elif kind == "rct" and not any(self._marks_row(e) for e in element.iter()):
            self._bare_recital(element)
        else:
            self._inside(element)
        if re.fullmatch(r"\d{3}[A-Z]?\.\d{3}[A-Z]?", id_):
            self.close_paragraph()

    def _marks_row(self, element: Element) -> bool:
        return local(element) == "table" or "grid-list" in classes(element)

    def _bare_recital(self, element: Element) -> None:
        """A recital without a table: its number stands before the text, in a paragraph of its own, or nowhere."""
        texts = [self.flow.text(b) if isinstance(b, list) else self.flow.of(b) for b in self.flow.runs(element)]
        number = re.match(r"\((\d+)\)\s*", texts[0]) if texts else None
        with self.recital(marker(number.group().strip()) if number else None):
            for text in [texts[0][number.end() :], *texts[1:]] if number else texts:
                if text:
                    self.paragraph(text)

    def _row(self, cells: list[Element]) -> None:
        filled = [cell for cell in cells if self.flow.of(cell)]
        mark = marker(self.flow.of(filled[0]), self.last_mark()) if len(filled) > 1 else None
        if mark is not None:
            with self.item(mark):
                for cell in filled[1:]:
                    self._inside(cell)
        elif len(filled) == 1 and len(cells) <= 2:
            self._inside(filled[0])
        elif text := self.flow.row_text(filled):
            self.paragraph(text, verbatim=True)
