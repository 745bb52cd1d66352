"""EU acts as XHTML from CELLAR or EUR-Lex, in every form in use: present, older, consolidated, and the oldest of bare paragraphs.

The present form names its styles ``oj-doc-ti``, ``oj-ti-art`` … and its parts ``art_2``, ``rct_5``, ``anx_I``; the older one has the same
names without ``oj-`` and no parts; consolidated acts have ``title-article-norm``, ``norm``. What a part is, is told by these names and by
the numbers printed before the texts, never by words of a language, so all 24 are read alike. Numbered texts stand in tables of two
columns; a table within a cell is a level deeper. The oldest form is read in ``corpus.parse.eurlex_plain``.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.parse.eu_act import ActReader, annex_number, article_number
from corpus.parse.flow import UNSEEN, Inline, Run, row_text, rows, runs
from corpus.parse.numbering import marker
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.safe import Element, decode, html_tree, local, page_title, xml_tree

FORMAT = "eu-xhtml"
_KNOWN = frozenset("doc-ti ti-art normal ti-grseq-1 ti-section-1 norm title-article-norm title-doc-first".split())
_ARTICLE = frozenset(("ti-art", "title-article-norm"))
_SUBTITLE = frozenset(("sti-art", "stitle-article-norm"))
_HEADING = frozenset(("ti-section-1", "title-division-1", "ti-grseq-1"))
_UNDER_HEADING = frozenset(("ti-section-2", "title-division-2", "sti-grseq-1"))
_LEVELLED = re.compile(r"(?:ti-grseq|title-gr-seq-level|ti-section)-(\d)\Z")
_TITLE = frozenset(("doc-ti", "title-doc-first", "title-doc-last", "ti-annex", "title-annex-1", "title-annex-2", "title-doc-oj-reference"))
_FINAL = frozenset(("signatory", "final"))
_JOURNAL = frozenset(("hd-date", "hd-lg", "hd-ti", "hd-oj", "hd-coll", "hd-uniq", "hd-issn", "reference", "hd-modifiers", "disclaimer"))
_FILE_LANGUAGE = re.compile(r"[LC]A?_?\d+([A-Z]{2})[._]")


def classes(element: Element) -> set[str]:
    """Style names, the present ones without their prefix."""
    return {name.removeprefix("oj-") for name in (element.get("class") or "").split()}


def parse_eurlex(data: bytes, *, language: str | None = None) -> ParsedText:
    """An EU act. ``language`` is used for labels where the file does not say its own. Raises ``NotReadable``."""
    text, remark = decode(data)
    root = _tree(text)
    body = next((e for e in root.iter() if local(e) == "body"), root)
    if not any(classes(e) & _KNOWN for e in body.iter()):
        from corpus.parse.eurlex_plain import parse_plain

        return parse_plain(root, FORMAT, language or _language(root))
    said = _language(root)
    reader = _Reader(said or language)
    if remark:
        reader.outline.remark(remark)
    reader.read(body)
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
        if "hd-lg" in (names := classes(element)) or local(element).casefold() == "meta":
            found = (
                "".join(element.itertext()) if "hd-lg" in names else element.get("content") if element.get("name") == "DC.language" else ""
            )
            if found and re.fullmatch(r"[A-Za-z]{2}", found.strip()):
                return found.strip().casefold()
    named = _FILE_LANGUAGE.search(page_title(root))
    return named.group(1).casefold() if named else None


class _Reader(ActReader):
    """Walks the blocks of the page and tells the act what they are."""

    def __init__(self, language: str | None) -> None:
        super().__init__(language)
        self.inline = Inline(self._note_number, raised=lambda e: local(e) == "sup" or "super" in classes(e))
        self._keys: dict[str, str] = {}

    def read(self, body: Element) -> None:
        """The whole page. Notes are collected first, since references name them by their anchors."""
        for element in body.iter():
            if "note" in classes(element) and local(element) == "p":
                self._read_note(element)
        containers = [e for e in body.iter() if "eli-container" in classes(e)]
        outer = [c for c in containers if not any(a in containers for a in c.iterancestors())]
        if outer:
            self.outline.remark("Left out: the journal's own head and foot outside the act.")
        for element in outer or [body]:
            self._block(element)

    def _read_note(self, element: Element) -> None:
        anchor = next((a for a in element.iter() if local(a) == "a" and re.match(r"#?ntc", a.get("href") or "")), None)
        text = self.inline.of(element)
        printed = re.match(r"\(?\s*([\d⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+)\s*\)?\s*", text)
        number = self.note(unicodedata.normalize("NFKC", printed.group(1)) if printed else "", text[printed.end() :] if printed else text)
        if anchor is not None:
            self._keys[(anchor.get("href") or "").lstrip("#").removeprefix("ntc")] = number

    def _note_number(self, element: Element) -> str | None:
        href = (element.get("href") or "") if local(element) == "a" else ""
        if not href.startswith("#ntr"):
            return None
        digits = re.search(r"\d+", "".join(element.itertext()))
        return self._keys.get(href.removeprefix("#ntr")) or (digits.group() if digits else None)

    # Blocks

    def _block(self, element: Element) -> None:
        name, names, id_ = local(element).casefold(), classes(element), element.get("id") or ""
        if name in UNSEEN or name in ("hr", "nav") or "note" in names:
            if name == "img" and element.get("alt"):
                self.outline.remark(f"Left out: an image ({element.get('alt')}).")
            return
        if names & _JOURNAL:
            self.outline.remark("Left out: the journal's own head and foot outside the act.")
            return
        if name == "table":
            self._table(element)
        elif names & _FINAL:
            self.final()
            self._inside(element)
        elif self._heading(element, names):
            return
        elif name == "div" or any(not isinstance(r, list) for r in runs(element)):
            self._division(element, id_)
        elif text := self.inline.of(element):
            self.paragraph(text)

    def _inside(self, element: Element) -> None:
        for block in runs(element):
            if isinstance(block, list):
                self._run(block)
            else:
                self._block(block)

    def _run(self, run: Run) -> None:
        if text := self.inline.text(run):
            self.paragraph(text)

    def _heading(self, element: Element, names: set[str]) -> bool:
        """Titles of the act, its annexes, divisions and articles."""
        if not names & (_TITLE | _ARTICLE | _SUBTITLE | _HEADING | _UNDER_HEADING) and not any(map(_LEVELLED.match, names)):
            return False
        text = self.inline.of(element)
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
            level = next((int(m.group(1)) for m in map(_LEVELLED.match, sorted(names)) if m), 1)
            self.division(text, level if any("grseq" in n or "gr-seq" in n for n in names) else None)
        return True

    def _division(self, element: Element, id_: str) -> None:
        kind, _, rest = id_.partition("_")
        if kind == "rct":
            self.stage = "recitals"
            self._inside(element)
            self.close_recital()
        elif kind == "fnp":
            self.final()
            self._inside(element)
        elif kind in ("pbl", "enc"):
            self.stage = "preamble" if kind == "pbl" else "enacting"
            self._inside(element)
        elif kind == "anx":
            self.annex(annex_number(rest))
            self._inside(element)
        elif kind == "art" and "." not in rest:
            with self.one_article():
                self._inside(element)
        elif re.fullmatch(r"\d{3}[A-Z]?\.\d{3}[A-Z]?", id_):
            self._inside(element)
            self.close_paragraph()
        else:
            self._inside(element)

    def _table(self, table: Element) -> None:
        if self.stage == "head" and any(classes(e) & _JOURNAL for e in table.iter()):
            self.outline.remark("Left out: the journal's own head and foot outside the act.")
            return
        for cells in rows(table):
            filled = [c for c in cells if self.inline.of(c)]
            mark = marker(self.inline.of(filled[0]), self.last_mark()) if len(filled) > 1 else None
            if mark is None:
                if len(filled) == 1 and len(cells) <= 2:
                    self._inside(filled[0])
                elif text := row_text(self.inline, filled):
                    self.paragraph(text, verbatim=True)
                continue
            with self.item(mark):
                for cell in filled[1:]:
                    self._inside(cell)
