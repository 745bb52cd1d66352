"""EU acts as Formex 4, the Publications Office's own XML: an act, an annex (which has a file of its own), or a consolidated act.

What a part is, is told by its element; where it goes, by ``corpus.parse.eu_act``, so an act has the same parts as in its XHTML. Notes stand
in the text where they are referred to and have no number: they are numbered in order, as the journal prints them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from corpus.parse.eu_act import ActReader
from corpus.parse.eu_titles import annex_number, article_number
from corpus.parse.flow import Flow, lower_figures, raise_figures
from corpus.parse.numbering import Marker, marker
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.safe import Element, decode, local, page_title, xml_tree

FORMAT = "formex"
_DASHES = {"DASH": "—", "NDASH": "–", "BULLET": "•"}
_ROOTS = frozenset(("ACT", "CONS.ACT", "GENERAL", "ANNEX", "CONS.ANNEX", "AGR"))
_NOT_TEXT = frozenset(("BIB.INSTANCE", "BIB.DATA", "FAM.COMP", "FAM.COMP.CL", "GR.CORRIG", "GR.MOD.ACT", "INFO.CONSLEG", "INFO.PROD", "TOC",
                       "GR.NOTES", "PROLOG", "BIB.INSTANCE.CONS"))  # fmt: skip


class _Flow(Flow):
    """Formex's elements. ``HT`` says how letters are printed: capitals are part of the text, slant and weight are not."""

    blocks = frozenset(
        ("ACT", "AGR", "ALINEA", "ANNEX", "ARTICLE", "BLK", "CELL", "CONS.ANNEX", "CONSID", "CONTENTS", "CORPUS", "DEFINITION", "DIVISION",
         "DIV.CONSID", "DLIST", "DLIST.ITEM", "ENACTING.TERMS", "FINAL", "FORMULA", "GR.CONSID", "GR.SEQ", "GR.VISA", "INCLUSIONS", "ITEM",
         "LIST", "NP", "P", "PARAG", "PL.DATE", "PREAMBLE", "PREAMBLE.FINAL", "PREAMBLE.INIT", "QUOT.S", "ROW", "SIGNATORY", "SIGNATURE",
         "STI", "STI.ART", "STI.BLK", "TBL", "TI", "TI.ART", "TI.BLK", "TITLE", "TXT", "VISA")
    )  # fmt: skip
    unseen = frozenset(("INCL.ELEMENT", "IMG.CNT", "IE", "NOTE", *_NOT_TEXT))

    def shown(self, element: Element, name: str) -> str:
        """How an inline element shows."""
        inner = self.inner(element)
        kind = element.get("TYPE")
        if name in ("QUOT.START", "QUOT.END"):
            code = element.get("CODE") or ""
            return chr(int(code, 16)) if len(code) == 4 else ""
        if name == "HT" and kind == "UC":
            return inner.upper()
        if name in ("EXPONENT", "SUP") or (name == "HT" and kind == "SUP"):
            return raise_figures(inner)
        return lower_figures(inner) if name in ("IND", "SUB") or (name == "HT" and kind == "SUB") else inner


def parse_formex(data: bytes, *, language: str | None = None) -> ParsedText:
    """An act or annex. ``language`` is used for labels where the file does not say its own. Raises ``NotReadable``."""
    text, remark = decode(data)
    root = xml_tree(text, "Formex")
    if local(root).casefold() == "html":
        raise NotReadable(f"The file is a web page (“{page_title(root)}”), not Formex.")
    roots = [e for e in root.iter() if local(e) in _ROOTS and not any(local(a) in _ROOTS for a in e.iterancestors())]
    if not roots:
        raise NotReadable(f"The file's root element is {local(root)}, which is no act or annex in Formex.")
    said = next((e.text.strip().casefold() for e in root.iter() if local(e) in ("LG.DOC", "LG.OJ") and e.text), None)
    reader = _Reader(said or language)
    if remark:
        reader.outline.remark(remark)
    reader.read(roots)
    return reader.finish(FORMAT, said)


class _Reader(ActReader):
    """Walks the elements and tells the act what they are."""

    def __init__(self, language: str | None) -> None:
        super().__init__(language)
        self.flow = _Flow(self._note_number)
        self._names: dict[str, str] = {}
        self._depth = 0

    def read(self, roots: list[Element]) -> None:
        """Every act and annex of the file, notes first."""
        for root in roots:
            for note in root.iter():
                if (
                    local(note) == "NOTE"
                    and note.get("NOTE.ID")
                    and not any(local(a) in _NOT_TEXT - {"GR.NOTES"} for a in note.iterancestors())
                ):
                    printed = str(len(self.outline.notes) + 1) if note.get("NUMBERING") != "STAR" else ""
                    self._names[note.get("NOTE.ID") or ""] = self.note(printed, " ".join(self._texts(note)))
        for root in roots:
            self._block(root)

    def _texts(self, element: Element) -> list[str]:
        return [self.flow.text(r) if isinstance(r, list) else self.flow.of(r) for r in self.flow.runs(element)]

    def _note_number(self, element: Element) -> str | None:
        if local(element) != "NOTE":
            return None
        return self._names.get(element.get("NOTE.ID") or element.get("NOTE.REF") or "")

    def _inside(self, element: Element) -> None:
        for block in self.flow.runs(element):
            if isinstance(block, list):
                self.paragraph(self.flow.text(block), verbatim=True)
            else:
                self._block(block)

    def _block(self, element: Element) -> None:
        name = local(element)
        if name in self.flow.unseen:
            if name == "INCL.ELEMENT":
                self.outline.remark("Left out: images.")
            return
        handler = self._handlers.get(name)
        if handler is not None:
            handler(self, element)
        elif any(self.flow.is_block(child) for child in element):
            self._inside(element)
        elif text := self.flow.of(element):
            self.paragraph(text, verbatim=True)

    def _annex_root(self, element: Element) -> None:
        title = next((child for child in element if local(child) == "TITLE"), None)
        # A title may have no words, where a file was damaged.
        first, *rest = (self._title_lines(title) if title is not None else []) or [""]
        self.annex(annex_number(first), first)
        for line in rest:
            self.act_title(line)
        for child in element:
            if child is not title:
                self._block(child)

    def _title(self, element: Element) -> None:
        """The title of the act, of a division or group, or of a table."""
        above = element.getparent()
        lines = self._title_lines(element)
        if above is None or not lines:
            return
        if local(above) in ("DIVISION", "GR.SEQ"):
            self.division(" ".join(lines), self._depth)
        elif local(above) == "DIV.CONSID":
            self.outline.heading(1, " ".join(lines))
        elif self.stage == "head":
            for line in lines:
                self.act_title(line)
        else:
            for line in lines:
                self.paragraph(line, verbatim=True)

    def _title_lines(self, title: Element) -> list[str]:
        return [line for part in title for line in self._texts(part) if line]

    def _group(self, element: Element) -> None:
        self._depth += 1
        self._inside(element)
        self._depth -= 1

    def _preamble(self, element: Element) -> None:
        self.stage = "preamble"
        self._inside(element)

    def _recital(self, element: Element) -> None:
        number = next((e for e in element.iter() if local(e) == "NO.P"), None)
        with self.recital(marker(self.flow.of(number), known=True) if number is not None else None):
            points = [child for child in element if local(child) == "NP"]
            for child in points[0] if points else element:
                if child is not number:
                    self._block(child)
            if not len(element) and (text := self.flow.of(element)):
                self.paragraph(text, verbatim=True)
            for child in element if points else []:
                if child is not points[0]:
                    self._block(child)

    def _enacting(self, element: Element) -> None:
        self.stage = "enacting"
        self.outline.clear()
        self._inside(element)

    def _article_root(self, element: Element) -> None:
        with self.one_article():
            self._inside(element)

    def _article_number(self, element: Element) -> None:
        text = self.flow.of(element)
        if text:
            self.article(article_number(text), text)

    def _article_name(self, element: Element) -> None:
        for line in self._texts(element):
            self.article_title(line)

    def _paragraph_root(self, element: Element) -> None:
        self.close_paragraph()
        number = next((child for child in element if local(child) == "NO.PARAG"), None)
        mark = marker(self.flow.of(number), known=True) if number is not None else None
        if mark is not None:
            self.open_paragraph(mark)
        for child in element:
            if child is not number or mark is None:
                self._block(child)
        self.close_paragraph()

    def _numbered(self, element: Element) -> None:
        number = next((child for child in element if local(child) == "NO.P"), None)
        printed = self.flow.of(number) if number is not None else ""
        mark = marker(printed, self.last_mark(), known=True)
        if mark is None:
            self.paragraph(self.flow.of(element), verbatim=True)
            return
        with self.item(mark):
            for child in element:
                if child is not number:
                    self._block(child)

    def _list_item(self, element: Element) -> None:
        """An item whose number, if any, is in its NP; in a list of dashes each has the dash that the journal prints."""
        above = element.getparent()
        dash = _DASHES.get((above.get("TYPE") or "").upper(), "") if above is not None else ""
        if dash and not any(local(child) == "NP" for child in element):
            with self.item(Marker(dash, "", "dash")):
                self._inside(element)
        else:
            self._inside(element)

    def _table(self, element: Element) -> None:
        for part in element.iter():
            if local(part) == "ROW":
                if text := self.flow.row_text(cell for cell in part if local(cell) == "CELL"):
                    self.paragraph(text, verbatim=True)
            elif local(part) in ("TITLE", "TI.BLK", "STI.BLK") and (text := self.flow.of(part)):
                self.paragraph(text, verbatim=True)

    def _definitions(self, element: Element) -> None:
        for entry in element:
            parts = [text for child in entry if (text := self.flow.of(child))]
            if parts:
                self.paragraph(f" {element.get('SEPARATOR') or ':'} ".replace(" :", ":").join(parts), verbatim=True)

    def _quotation(self, element: Element) -> None:
        """Text that an amending act quotes is text of the part that quotes it, numbers and all."""
        for block in self.flow.runs(element):
            if isinstance(block, list):
                self.paragraph(self.flow.text(block), verbatim=True)
            elif local(block) in ("NP", "PARAG", "TBL") or not any(self.flow.is_block(child) for child in block):
                self.paragraph(self.flow.of(block), verbatim=True)
            else:
                self._quotation(block)

    def _final(self, element: Element) -> None:
        self.final()
        self._inside(element)

    _handlers: ClassVar[dict[str, Callable[[_Reader, Element], None]]] = {
        "ANNEX": _annex_root, "CONS.ANNEX": _annex_root, "TITLE": _title, "DIVISION": _group, "GR.SEQ": _group, "PREAMBLE": _preamble,
        "CONSID": _recital, "ENACTING.TERMS": _enacting, "ARTICLE": _article_root, "TI.ART": _article_number, "STI.ART": _article_name,
        "PARAG": _paragraph_root, "NP": _numbered, "ITEM": _list_item, "TBL": _table, "DLIST": _definitions, "QUOT.S": _quotation,
        "FINAL": _final,
    }  # fmt: skip
