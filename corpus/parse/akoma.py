"""Finnish acts as Finlex gives them: Akoma Ntoso 3, in Finnish or Swedish.

A section ("2 §") is ``sec-2``; its subsections (momentti) are numbered by their order and are ``sec-2-1``, ``sec-2-2`` …, but a section
with a single one is cited without it and stays ``sec-2``; items (kohta) come under these. Where numbering begins again in every chapter
the chapter goes before: ``ch-3-sec-1``. A consolidated act may carry two wordings of one place, with a note of the editors between
them that says from when the newer applies: which of them is in force is told by the date, and the other is left out.
"""

from __future__ import annotations

import datetime as dt
import re

from corpus.parse.flow import Flow
from corpus.parse.node import Node, NodeKind
from corpus.parse.numbering import Marker, marker
from corpus.parse.outline import Outline
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.safe import Element, decode, local, page_title, xml_tree

FORMAT = "akoma-ntoso"
_LANGUAGES = {"fin": "fi", "swe": "sv", "eng": "en"}
_GROUPS = frozenset(("part", "title", "chapter", "subchapter", "book"))
_ITEMS = frozenset(("paragraph", "subparagraph", "point", "item", "indent"))
_ANNEXES = frozenset(("attachment", "annex", "appendix"))
_FROM = re.compile(
    r"(?:tulee|tulevat|tuli|tulivat) voimaan (\d{1,2})\.(\d{1,2})\.(\d{4})|(?:träder|trädde) i kraft (?:den )?(\d{1,2})\.(\d{1,2})\.(\d{4})"
)
_EARLIER = re.compile(r"Aiempi sanamuoto|[Tt]idigare (?:lydelse|ordalydelse|form)")
_MAX_NOTES_TOLD = 12


class _Flow(Flow):
    """Akoma Ntoso's elements."""

    blocks = frozenset(
        ("act", "annex", "attachment", "attachments", "block", "blockContainer", "blockList", "body", "caption", "chapter", "components",
         "component", "conclusions", "content", "crossHeading", "doc", "formula", "hcontainer", "heading", "intro", "item", "level", "li",
         "list", "listIntroduction", "listWrapUp", "longTitle", "mainBody", "num", "ol", "p", "paragraph", "part", "point", "preamble",
         "preface", "recital", "recitals", "section", "signature", "subheading", "subparagraph", "subsection", "table", "td", "th", "title",
         "tr", "ul", "wrapUp", "indent")
    )  # fmt: skip
    unseen = frozenset(("meta", "img", "authorialNote"))


def parse_akoma(data: bytes, *, language: str | None = None, as_of: dt.date | None = None) -> ParsedText:
    """An act. ``as_of`` is the day whose wording is wanted; without it the day that the file was consolidated on.

    ``language`` is used for labels where the file does not say its own. Raises ``NotReadable``.
    """
    text, remark = decode(data)
    root = xml_tree(text, "Akoma Ntoso")
    if local(root).casefold() == "html":
        raise NotReadable(f"The file is a web page (“{page_title(root)}”), not Akoma Ntoso.")
    if local(root) != "akomaNtoso":
        raise NotReadable(f"The file's root element is {local(root)}, not akomaNtoso.")
    body = next((e for e in root.iter() if local(e) in ("body", "mainBody")), None)
    if body is None or any(e.get("name") == "contentAbsent" for e in body.iter()):
        raise NotReadable("Finlex gives no text of this act here: the file has an empty body.")
    said = next((_LANGUAGES.get(e.get("language") or "") for e in root.iter() if local(e) == "FRBRlanguage"), None)
    reader = _Reader(said or language, as_of or _consolidated(root))
    if remark:
        reader.outline.remark(remark)
    return reader.read(root, said)


def _consolidated(root: Element) -> dt.date | None:
    for element in root.iter():
        if local(element) == "FRBRdate" and element.get("name") == "dateConsolidated":
            try:
                return dt.date.fromisoformat((element.get("date") or "")[:10])
            except ValueError:
                return None
    return None


class _Reader:
    """Walks an act and builds its outline."""

    def __init__(self, language: str | None, as_of: dt.date | None) -> None:
        self.outline = Outline()
        self.language, self.as_of = language, as_of
        self.flow = _Flow(self._note)
        self._notes: dict[Element, str] = {}
        self._group: tuple[str, str] | None = None
        self._told = 0

    def read(self, root: Element, said: str | None) -> ParsedText:
        """The whole file."""
        for note in root.iter():
            if local(note) == "authorialNote":
                printed = (note.get("marker") or "").strip("()")
                number = printed if printed.isdigit() and printed not in self.outline.notes else str(len(self.outline.notes) + 1)
                self._notes[note] = number
                self.outline.notes[number] = [t for t in self._texts(note) if t]
        title = ""
        for element in [child for main in root for child in main]:
            match local(element):
                case "preface":
                    title = self._preface(element)
                case "preamble":
                    self._all(element, self.outline.open("preamble"))
                case "body" | "mainBody":
                    self._children(element)
                case "conclusions":
                    self._all(element, self.outline.open("final"))
                case "attachments" | "components":
                    self._children(element)
        if not any(node.paragraphs for node in self.outline.root.walk()):
            raise NotReadable("The file has no text of an act.")
        return self.outline.finish(FORMAT, said, title, self.language)

    def _note(self, element: Element) -> str | None:
        return self._notes.get(element)

    def _texts(self, element: Element) -> list[str]:
        """The paragraphs in an element; a row of a table is one."""
        texts: list[str] = []
        for block in self.flow.runs(element):
            if isinstance(block, list):
                texts.append(self.flow.text(block))
            elif local(block) == "table":
                texts += [self.flow.row_text(cells) for cells in self.flow.rows(block)]
            elif any(self.flow.is_block(child) for child in block):
                texts += self._texts(block)
            else:
                texts.append(self.flow.of(block))
        return [text for text in texts if text]

    def _all(self, element: Element, node: Node) -> None:
        for text in self._texts(element):
            node.add(text)

    def _preface(self, element: Element) -> str:
        named = next((e for e in element.iter() if local(e) == "docTitle"), None)
        node = self.outline.open("title")
        node.add(" ".join(self._texts(element)))
        return self.flow.of(named) if named is not None else " ".join(node.paragraphs)

    # Structure

    def _children(self, element: Element) -> None:
        for child in self._in_force(element):
            self._structure(child)

    def _structure(self, element: Element) -> None:
        name = local(element)
        if name == "section":
            self._section(element)
        elif name in _GROUPS:
            self._chapter(element)
        elif name in ("crossHeading", "heading", "subheading"):
            if text := self.flow.of(element):
                self.outline.heading(8, text)
        elif name in _ANNEXES or element.get("name") in _ANNEXES:
            self._annex(element)
        elif element.get("name") in ("conclusions", "signatures", "preliminaryWork"):
            self.outline.clear()
            self._all(element, self._last("final"))
        elif name in ("hcontainer", "level", "doc", "component", "mainBody", "body"):
            self._children(element)
        elif name != "num":
            self._all(element, self._last("text"))

    def _last(self, kind: NodeKind) -> Node:
        """The last node of the act, if it is of that kind and under the same headings, else a new one."""
        last = self.outline.root.children[-1] if self.outline.root.children else None
        same = last is not None and last.kind == kind and last.headings == self.outline.headings
        return last if same and last is not None else self.outline.open(kind)

    def _chapter(self, element: Element) -> None:
        number, heading = self._child(element, "num"), self._child(element, "heading")
        level = 1 + sum(local(a) in _GROUPS for a in element.iterancestors())
        before = self.outline.path
        self.outline.heading(level, " ".join(t for t in (number, heading) if t) or "–")
        outer, self._group = self._group, (_plain_number(number), number) if local(element) == "chapter" and number else self._group
        for child in self._in_force(element):
            if local(child) not in ("num", "heading"):
                self._structure(child)
        self._group = outer
        self.outline.path = before

    def _annex(self, element: Element) -> None:
        self.outline.clear()
        count = sum(n.kind == "annex" for n in self.outline.root.children)
        heading = self._child(element, "num") or self._child(element, "heading")
        number = re.search(r"\d+", heading)
        node = self.outline.open("annex", number.group() if number else str(count + 1), heading)
        for child in element:
            if self.flow.of(child) != heading:
                self._all(child, node)

    def _child(self, element: Element, name: str) -> str:
        return next((self.flow.of(child) for child in element if local(child) == name), "")

    # Sections

    def _section(self, element: Element) -> None:
        printed, heading = self._child(element, "num"), self._child(element, "heading")
        node = self.outline.open("section", _plain_number(printed), printed) if _plain_number(printed) else self.outline.open("text")
        node.group = self._group
        if heading:
            node.headings = (*node.headings, heading)
        inside = [child for child in self._in_force(element) if local(child) not in ("num", "heading")]
        subsections = [child for child in inside if local(child) == "subsection"]
        omitted = any(child.get("name") == "omission" for child in inside)
        for child in inside:
            if local(child) != "subsection":
                self._content(child, node)
            elif omitted and not child.get("eId"):
                self.outline.remark(f"{printed}: the file leaves out some of its subsections, so those that it has are not numbered.")
                self._content(child, node)
            else:
                number = self._order(child, subsections)
                single = len(subsections) == 1 and number == "1"
                self._content(child, node if single else self._subsection(node, number))

    def _order(self, subsection: Element, among: list[Element]) -> str:
        """Which subsection of the section it is: by its place, unless the file itself says otherwise."""
        named = re.search(r"subsec_(\d+)", subsection.get("eId") or "")
        return named.group(1) if named else str(among.index(subsection) + 1)

    def _subsection(self, section: Node, number: str) -> Node:
        return section.child(Node("subsection", number, number, headings=section.headings))

    def _content(self, element: Element, node: Node) -> None:
        """Text and items of a section, subsection or item."""
        name = local(element)
        if name in _ITEMS and self._child(element, "num"):
            self._item(element, node)
        elif name in (
            "subsection",
            "content",
            "list",
            "blockList",
            "intro",
            "listIntroduction",
            "listWrapUp",
            "wrapUp",
            "hcontainer",
            *_ITEMS,
        ):
            for block in self.flow.runs(element):
                if isinstance(block, list):
                    node.add(self.flow.text(block))
                elif local(block) not in ("num", "heading"):
                    self._content(block, node)
        elif name == "table":
            for cells in self.flow.rows(element):
                if text := self.flow.row_text(cells):
                    node.add(text)
        elif any(self.flow.is_block(child) for child in element):
            self._all(element, node)
        elif text := self.flow.of(element):
            node.add(text)

    def _item(self, element: Element, node: Node) -> None:
        printed = self._child(element, "num")
        last = node.children[-1].mark if node.children else None
        mark = marker(printed, last, known=True) or Marker(printed, re.sub(r"\W", "", printed.casefold()) or "x", "number")
        item = node.item(mark)
        for child in self._in_force(element):
            if local(child) not in ("num", "heading"):
                self._content(child, item)

    # Wordings

    def _in_force(self, element: Element) -> list[Element]:
        """The children that are in force: without editors' notes, and of two wordings with such a note between them only one."""
        kept: list[Element] = []
        skip = False
        for child in element:
            if not local(child):
                continue
            if child.get("name") == "noteAuthorial":
                skip = self._choose(self.flow.of(child), kept)
            elif skip:
                skip = False
            else:
                kept.append(child)
        return kept

    def _choose(self, note: str, kept: list[Element]) -> bool:
        """Whether the earlier wording, which follows the note, is left out; else the newer one before it is, if the day has not come."""
        if self._told < _MAX_NOTES_TOLD:
            self.outline.remark(f"A note of the editors: “{note[:200]}”")
            self._told += 1
        if not _EARLIER.search(note):
            return False
        found = _FROM.search(note)
        day = [int(n) for n in found.groups() if n] if found else []
        if self.as_of is None or len(day) != 3:
            self.outline.remark("Two wordings of a place stand in the file and no day is known: both are kept, the newer first.")
            return False
        if (day[2], day[1], day[0]) <= (self.as_of.year, self.as_of.month, self.as_of.day):
            return True
        if kept:
            kept.pop()
        return False


def _plain_number(printed: str) -> str:
    """The number of a section or chapter as it stands in ids: "38 a §" is 38a."""
    found = re.match(r"(\d+)\s?([a-z]\b)?", printed.casefold())
    return found.group(1) + (found.group(2) or "") if found else ""
