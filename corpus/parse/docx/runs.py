"""The words of a paragraph as a reader with all changes accepted sees them, with marks where notes are called.

Insertions are in, deletions out; hidden text is out; fields show their result. What was left out is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from corpus.parse.docx.numbering import formatted
from corpus.parse.docx.package import W
from corpus.parse.docx.styles import WHITE, Look, Styles, flat, invisible, look_of, value
from corpus.parse.remarks import Noted

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INTO = {
    f"{W}{name}"
    for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "ins", "moveTo", "bdo", "dir", "ruby", "rubyBase")
}
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
_WINGDINGS = {"f0e0": "→", "f0e8": "→", "f0fc": "✓", "f0b7": "•", "f0a7": "▪"}


@dataclass
class Notes:
    """Footnotes or endnotes: their elements by id, the number that each got where it is called, in order."""

    elements: dict[str, etree._Element]
    form: str = "decimal"
    start: int = 1
    numbers: dict[str, str] = field(default_factory=dict)

    def call(self, note_id: str) -> str | None:
        """The number of a note that is called; None for one that does not exist."""
        if note_id not in self.elements:
            return None
        if note_id not in self.numbers:
            self.numbers[note_id] = formatted(self.start + len(self.numbers), self.form)
        return self.numbers[note_id]


@dataclass
class Words:
    """The text of a paragraph, its text boxes, and whether all of it is bold."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    bold: bool = False


class Reader:
    """Reads paragraphs of one document."""

    def __init__(self, styles: Styles, footnotes: Notes, endnotes: Notes, noted: Noted) -> None:
        self.styles, self.noted = styles, noted
        self.footnotes, self.endnotes = footnotes, endnotes
        self._bold: list[bool] = []
        self._hidden: list[str] = []

    def read(self, paragraph: etree._Element, behind: Look | None = None) -> Words:
        """The words of a paragraph. ``behind`` is what the table cell around it sets."""
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(value(properties, "pStyle"))
        around = (behind or Look()).over(self.styles.base)
        base = style.look.over(around)
        shading = look_of(properties).fill
        if shading:
            base = Look(fill=shading).over(base)
        words, self._bold, self._hidden = Words(), [], []
        out: list[str] = []
        self._walk(paragraph, base, flat(properties), out, words)
        self._tell_hidden()
        words.text = "".join(out)
        words.bold = bool(self._bold) and all(self._bold)
        return words

    def _walk(self, element: etree._Element, base: Look, hidden: bool, out: list[str], words: Words) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, base, hidden, out, words)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                said = "".join(t.text or "" for t in child.iter(f"{W}delText", f"{W}t"))
                if said.strip():
                    self.noted.add("deleted_text", said)
            elif tag in _INTO:
                if tag in (f"{W}ins", f"{W}moveTo") and any(t.text for t in child.iter(f"{W}t")):
                    self.noted.add("inserted_text", "".join(t.text or "" for t in child.iter(f"{W}t")))
                self._walk(child, base, hidden, out, words)
            elif tag == f"{_MC}AlternateContent":
                self._walk(_chosen(child), base, hidden, out, words)

    def _run(self, run: etree._Element, base: Look, hidden: bool, out: list[str], words: Words) -> None:
        properties = run.find(f"{W}rPr")
        style = value(properties, "rStyle")
        look = look_of(properties).over(self.styles.get(style).look if style else Look()).over(base)
        unseen = hidden or invisible(look, WHITE)
        said: list[str] = []
        for child in run:
            said.append(self._piece(child, words))
        text = "".join(said)
        if not text.strip():
            out.append(" " if text and not unseen else "")
        elif unseen:
            self._hidden.append(text)
        else:
            self._tell_hidden()
            self._bold.append(bool(look.bold))
            out.append(text)

    def _tell_hidden(self) -> None:
        """A passage that is hidden is one piece, however many runs it is in."""
        if self._hidden:
            self.noted.add("hidden_text", "".join(self._hidden))
            self._hidden = []

    def _piece(self, child: etree._Element, words: Words) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return child.text or ""
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == f"{W}sym":
            code = (child.get(f"{W}char") or "").casefold()
            if code not in _WINGDINGS:
                self.noted.add("unreadable_signs", code)
            return _WINGDINGS.get(code, "")
        if tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            notes = self.footnotes if tag == f"{W}footnoteReference" else self.endnotes
            number = notes.call(child.get(f"{W}id", ""))
            return f"[^{number}]" if number else ""
        if tag == f"{_MC}AlternateContent":
            return "".join(self._piece(inner, words) for inner in _chosen(child))
        if tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            words.boxes += list(child.iter(f"{W}txbxContent"))
        return ""


def _chosen(alternate: etree._Element) -> etree._Element:
    """The first of several ways to say the same."""
    return alternate[0] if len(alternate) else alternate
