"""The body of a document as blocks: headings, numbered paragraphs, items, table rows, text boxes after the paragraph that holds them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.parse.blocks import Block
from corpus.parse.docx.numbering import Numbering
from corpus.parse.docx.package import W
from corpus.parse.docx.runs import Reader, Words, _chosen
from corpus.parse.docx.styles import Look, heading_level, is_contents, look_of, number, value
from corpus.parse.enumerators import Mark, leading
from corpus.parse.parsed import NotReadable
from corpus.parse.plain import heading_like
from corpus.parse.remarks import Noted
from corpus.text.normal import clean

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INTO = {f"{W}{name}" for name in ("customXml", "ins", "moveTo", "sdtContent")}
_LONG_CELL, _DEEPEST = 600, 60


class Body:
    """Goes through a body once. ``title`` is set where a paragraph has the style of a title."""

    def __init__(self, reader: Reader, numbering: Numbering, noted: Noted) -> None:
        self.reader, self.numbering, self.noted = reader, numbering, noted
        self.title = ""
        self._level = 0
        self._carried = ""

    def blocks(self, body: etree._Element) -> list[Block]:
        """The blocks in order."""
        return list(self._walk(body, None, 0))

    def _walk(self, element: etree._Element, behind: Look | None, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise NotReadable("The parts of the file are nested too deeply.", "bomb")
        for child in element:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, behind, depth)
            elif tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif tag == f"{W}sdt":
                yield from self._content_control(child, behind, depth)
            elif tag in _INTO:
                yield from self._walk(child, behind, depth + 1)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.noted.add("deleted_text", "".join(t.text or "" for t in child.iter(f"{W}delText", f"{W}t")))
            elif tag == f"{_MC}AlternateContent":
                yield from self._walk(_chosen(child), behind, depth + 1)

    def _content_control(self, control: etree._Element, behind: Look | None, depth: int) -> Iterator[Block]:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        if gallery is not None and "table of contents" in (gallery.get(f"{W}val") or "").casefold():
            self.noted.add("contents", count=sum(1 for p in content.iter(f"{W}p") if any(t.text for t in p.iter(f"{W}t"))))
            return
        yield from self._walk(content, behind, depth + 1)

    # --- paragraphs

    def _paragraph(self, paragraph: etree._Element, behind: Look | None, depth: int) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        style_id = value(properties, "pStyle")
        style = self.reader.styles.get(style_id)
        words = self.reader.read(paragraph, behind)
        text = f"{self._carried}{words.text}"
        self._carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            # The mark at its end is deleted: with all changes accepted it runs into the next one.
            self._carried = text
            return
        has_text = bool(clean(text))
        if has_text and is_contents(style):
            self.noted.add("contents", text)
        elif has_text:
            mark, level_in_list = self._mark(properties, style_id)
            block = self._block(text, words, mark, heading_level(style, properties))
            if block:
                block.depth = level_in_list if mark else None
                yield block
        for box in words.boxes:
            yield from self._walk(box, None, depth + 1)

    def _mark(self, properties: etree._Element | None, style_id: str | None) -> tuple[Mark | None, int | None]:
        """The number that Word shows before a paragraph, and its level in the list. Counts the list on."""
        style = self.reader.styles.get(style_id)
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id, level = (value(own, "numId"), number(value(own, "ilvl"))) if own is not None else (None, None)
        if list_id is None:
            list_id = style.list_id
            tied = self.numbering.of_style(style_id)
            if level is None:
                level = tied[1] if tied else style.list_level
        if list_id is None or list_id == "0":
            return None, None
        return self.numbering.next(list_id, level or 0), level or 0

    def _block(self, text: str, words: Words, mark: Mark | None, level: int) -> Block | None:
        if level == -1:
            if not self.title and mark is None:
                self.title = clean(text)[:200]
                return None
            level = 0
        if mark is None:
            found = leading(clean(text), heading=level > 0)
            if found:
                mark, text = found
        if level > 0 and (mark is None or heading_like(clean(text)) or (len(clean(text).split()) <= 14 and not clean(text).endswith("."))):
            self._level = level
            return Block("heading", text, mark if mark and mark.kind != "bullet" else None, level=level)
        if level == 0 and words.bold and heading_like(clean(text)) and (mark is None or mark.kind in ("section", "number")):
            # A heading made by hand: a short bold line of its own.
            dotted = mark.number.count(".") + 1 if mark else 0
            return Block("heading", text, mark, level=dotted or self._level + 1)
        return Block("text", text, mark)

    # --- tables

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        first, others = self.reader.styles.table_fills(value(table.find(f"{W}tblPr"), "tblStyle"))
        rows = [row for row in _rows(table) if not self._deleted(row)]
        spread = any(len(_cells(row)) > 1 for row in rows)
        for place, row in enumerate(rows):
            cells = _cells(row)
            behind = [_behind(cell, first if place == 0 else others) for cell in cells]
            made = [list(self._walk(cell, look, depth + 1)) for cell, look in zip(cells, behind, strict=True)]
            texts = [" ".join(_shown(block) for block in blocks) for blocks in made]
            if spread and all(len(text) <= _LONG_CELL for text in texts):
                said = [clean(text) for text in texts if clean(text)]
                yield Block("row", " | ".join(said))
            else:
                # A table that only lays out the page: its cells are running text.
                for blocks in made:
                    yield from blocks

    def _deleted(self, row: etree._Element) -> bool:
        if row.find(f"{W}trPr/{W}del") is None:
            return False
        self.noted.add("deleted_text", " ".join(t.text or "" for t in row.iter(f"{W}delText", f"{W}t")))
        return True


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, those in content controls among them, not those of tables inside it."""
    found: list[etree._Element] = []
    for child in table:
        if child.tag == f"{W}tr":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            found += _rows(child)
    return found


def _cells(row: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            found += _cells(child)
    return found


def _behind(cell: etree._Element, of_table: Look) -> Look:
    """What a cell sets for the text in it."""
    properties = cell.find(f"{W}tcPr")
    return Look(fill=look_of(properties).fill).over(of_table)


def _shown(block: Block) -> str:
    """A block inside a cell, with its number."""
    bullet = block.mark is None or block.mark.kind == "bullet"
    return block.text if bullet else f"{block.mark.printed} {block.text}"  # type: ignore[union-attr]
