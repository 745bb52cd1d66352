"""A PDF as parts. ``parse_pdf`` is the door.

A PDF knows no paragraphs, headings or notes, only where ink goes. So the way is: what a reader can see (``seen``), lines in reading order
(``lines``, ``tables``), without the edges of the pages (``margins``) and the footnotes (``notes``), put together as paragraphs and
headings (``flow``), and from there the road of every format (``corpus.parse.assemble``). Every part knows its page.
"""

from __future__ import annotations

import logging
import re

from corpus.parse.assemble import assemble
from corpus.parse.blocks import missing
from corpus.parse.hyphens import Joiner
from corpus.parse.parsed import NotReadable, ParsedPart, ParsedText
from corpus.parse.pdf.document import drawn, note_active, open_pdf
from corpus.parse.pdf.flow import Paragraph, blocks, body_look, paragraphs
from corpus.parse.pdf.lines import Line, lines_of, words_of
from corpus.parse.pdf.margins import without_contents, without_margins
from corpus.parse.pdf.notes import Note, name_notes, note_blocks, resolve_calls, split_notes
from corpus.parse.pdf.page import Painted, ReadPage, paint
from corpus.parse.pdf.seen import Drawing, seen
from corpus.parse.pdf.tables import tables_of
from corpus.parse.remarks import Noted, told
from corpus.text.normal import clean

_UNNAMED = re.compile(r"\(cid:\d+\)")
_LANGUAGES = ("sv", "fi", "en")
_MOST_UNNAMED = 0.2  # share of signs without a letter from which a text cannot be read


def parse_pdf(data: bytes) -> ParsedText:
    """The parts of a PDF, with pages. Raises ``NotReadable`` with its reason (locked, scanned, damaged, too many pages …)."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    file, pages = open_pdf(data)
    noted = Noted()
    note_active(file, pages, noted)
    drawing = drawn(data)
    sheets, lines = [], []
    for page in pages:
        try:
            sheet = paint(page)
            lines.append(_lines(page, sheet, drawing, noted))
        except (RecursionError, MemoryError):
            raise
        except Exception as error:  # whatever pdfminer meets in a damaged page
            raise NotReadable(f"Page {page.page_number} of the file is damaged ({type(error).__name__}).") from None
        sheets.append(sheet)
        page.close()
    _refuse_empty(sheets, lines, noted)
    title, parts = _read(lines, sheets, noted)
    if not parts:
        raise NotReadable("The file has no text.", "no_text")
    remarks = noted.remarks()
    language = str(getattr(file.doc.catalog.get("Lang"), "decode", lambda *_: "")("latin-1", "ignore"))[:2].casefold()
    return ParsedText(
        "pdf", parts, title or _named(file.metadata), language if language in _LANGUAGES else None, len(pages), told(remarks), remarks
    )  # fmt: skip


def _lines(page: ReadPage, sheet: Painted, drawing: object, noted: Noted) -> list[Line]:
    """The lines of a page that a reader sees, rows of tables among them, in reading order."""
    look = Drawing(drawing, page.page_number - 1, page.cropbox, bool(page.rotation))
    words = words_of(seen(sheet, look, noted))
    rows, rest = tables_of(page, words)
    found = lines_of(rest, page.page_number)
    for row in sorted(rows, key=lambda line: line.base):
        place = next((n for n, line in enumerate(found) if line.base > row.base and not line.row and _beside(line, row)), len(found))
        row.region = found[place].region if place < len(found) else (found[-1].region if found else 0)
        found.insert(place, row)
    return found


def _beside(line: Line, row: Line) -> bool:
    return line.left < row.x1 and row.x0 < line.right


def _refuse_empty(sheets: list[Painted], lines: list[list[Line]], noted: Noted) -> None:
    """Refuse pictures of text, and signs that the file gives no letters for."""
    signs = "".join(line.text for page in lines for line in page)
    if not clean(_UNNAMED.sub("", signs)):
        pictures = any(sheet.pictures or sheet.glyphs for sheet in sheets)
        raise NotReadable("The file has no text that can be read, only pictures.", "scanned" if pictures else "no_text")
    unnamed = len(_UNNAMED.findall(signs))
    if unnamed > _MOST_UNNAMED * len(_UNNAMED.sub("x", signs)):
        raise NotReadable("The file does not say which letters its signs are.", "scanned")
    noted.add("unreadable_signs", count=unnamed)
    empty = [str(sheet.number) for sheet, found in zip(sheets, lines, strict=True) if not found]
    if len(signs) < 40 * len(sheets) and len(empty) * 2 > len(sheets):
        raise NotReadable("Most pages of the file are pictures.", "scanned")
    for number in empty:
        noted.add("no_text_pages", number)


def _read(pages: list[list[Line]], sheets: list[Painted], noted: Noted) -> tuple[str, tuple[ParsedPart, ...]]:
    for page in pages:
        for line in page:
            line.text = _plain(line.text)
    pages = without_margins(pages, [sheet.height for sheet in sheets], noted)
    pages = without_contents([[line for line in page if line.text] for page in pages], noted)
    body = body_look([line for page in pages for line in page if not line.row])
    notes: list[Note] = []
    kept = [split_notes(page, body[0], sheet.rules, notes) for page, sheet in zip(pages, sheets, strict=True)]
    name_notes(notes, noted)
    running = [line for page in kept for line in page]
    joiner = Joiner([line.text for line in running])
    found: list[Paragraph] = paragraphs(running, joiner, body)
    for paragraph in found:
        paragraph.text = resolve_calls(paragraph.text, notes)
    title, made = blocks(found, body)
    parts = assemble([*made, *note_blocks(notes, joiner)])
    for gap in missing(parts):
        noted.add("gaps", gap)
    return title, parts


def _plain(text: str) -> str:
    """A line without signs that have no letter; a soft hyphen at its end stays until the lines are joined."""
    shown = clean(_UNNAMED.sub("", text))
    return f"{shown}\u00ad" if text.rstrip().endswith(("\u00ad", "\ufffe")) else shown


def _named(metadata: object) -> str:
    """The title that the file gives itself, where it is one: not "Microsoft Word - x.docx"."""
    found = clean(str(metadata.get("Title") or ""))[:200] if isinstance(metadata, dict) else ""
    return "" if re.search(r"\.\w{2,4}$|^Microsoft|^untitled|^\(anonymous\)", found, re.I) else found
