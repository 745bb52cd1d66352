"""Plain text and Markdown as parts. Markdown is read by a CommonMark parser; what plain text means is told from its lines.

A hard-wrapped paragraph is one paragraph; a line that begins with a number, letter or bullet begins an item; a short line that stands
alone and does not end like a sentence is a heading. HTML inside Markdown is left out and reported: it is markup or a comment, never the
rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.parse.assemble import assemble
from corpus.parse.blocks import Block, missing, title_of
from corpus.parse.enumerators import Mark, leading
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.remarks import Noted, told
from corpus.text.normal import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"^\[\^(\w+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*|\S(?!\[\^).*(?=\n)))*)", re.M)
_HASHES = re.compile(r"^(#{1,6})\s+(\S.*)$")
# How a sentence ends, with what closes after it: a bracket, a quotation mark, the mark of a footnote.
_ENDED = re.compile(r"""[.;:,!?][\])”"'’»]*(?:\[\^?\w+\])?$""")
# How many of the first characters may be control characters before it is no text.
_SAMPLE, _ODD = 5000, 5


def decoded(data: bytes) -> str | None:
    """The text of these bytes (UTF-8, UTF-16 or the old Western encoding); None where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        return None
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def parse_plain(data: bytes, markdown: bool = False) -> ParsedText:
    """The parts of a text file. Raises ``NotReadable`` for bytes that are no text."""
    text = decoded(data)
    if text is None:
        raise NotReadable("The file is no text.", "not_text")
    return parse_text(text, markdown)


def parse_text(text: str, markdown: bool = False) -> ParsedText:
    """The parts of a text. Raises ``NotReadable`` for one full of control characters or without a word."""
    if "\0" in text or sum(ord(c) < 32 and c not in "\n\r\t\f\v" for c in text[:_SAMPLE]) > _ODD:
        raise NotReadable("The file is no text.", "not_text")
    noted = Noted()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes, body = _notes(text)
    blocks = _settled(list(_markdown(body, noted) if markdown else _plain(body)))
    title, rest = title_of(blocks)
    parts = assemble([*rest, *notes])
    if not parts:
        raise NotReadable("The file has no text.", "no_text")
    for gap in missing(parts):
        noted.add("gaps", gap)
    remarks = noted.remarks()
    return ParsedText("markdown" if markdown else "text", parts, title, None, None, told(remarks), remarks)


def heading_like(text: str) -> bool:
    """Whether a line that stands alone reads as a heading: short, and not ended like a sentence."""
    return len(text) <= 90 and len(text.split()) <= 12 and not _ENDED.search(text)


def _settled(blocks: list[Block]) -> list[Block]:
    """The blocks, where a guessed heading over nothing is a paragraph: a rule without its full stop would be lost as a heading."""
    for block, after in zip(blocks[1:], [*blocks[2:], None], strict=False):
        if block.guessed and (after is None or after.kind == "note" or (after.guessed and after.level <= block.level)):
            block.kind, block.level, block.guessed = "text", 0, False
    return blocks


def _notes(text: str) -> tuple[list[Block], str]:
    """The footnotes ("[^1]: …") and the text without them."""
    found = [Block("note", match[2], Mark(match[1], match[1], "number")) for match in _NOTE.finditer(text)]
    return found, _NOTE.sub("", text)


# --- plain text


def _plain(text: str) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n|\f", text):
        rows = [row.rstrip() for row in chunk.splitlines() if clean(row)]
        yield from _rows(rows, alone=len(rows) == 1)


def _rows(rows: Sequence[str], alone: bool) -> Iterator[Block]:
    """The blocks of lines that stand together."""
    current: Block | None = None
    for row in rows:
        shown = row.strip()
        hashes = _HASHES.match(shown)
        found = leading(shown, heading=bool(hashes) or alone)
        if hashes or (alone and _heading_row(shown)):
            if current:
                yield current
            current = None
            yield _heading(hashes[2].rstrip().rstrip("#").rstrip(), len(hashes[1])) if hashes else _guess(shown)
        elif found and found[0].kind not in ("article", "annex") and not _bare(found[0]):
            if current:
                yield current
            current = Block("text", found[1], found[0], depth=1 + (len(row) - len(row.lstrip())) // 2)
        elif current:
            current.text = f"{current.text}\n{shown}"
        else:
            current = Block("text", shown)
    if current:
        yield current


def _bare(mark: Mark) -> bool:
    """A number without a stop, which counts in headings only."""
    return mark.kind == "section" and mark.printed.isdigit()


def _heading_row(shown: str) -> bool:
    found = leading(shown, heading=True)
    mark, rest = found or (None, shown)
    return heading_like(rest or shown) and (mark is None or mark.kind in ("section", "article", "annex", "number"))


def _guess(shown: str) -> Block:
    block = _heading(shown)
    block.guessed = block.mark is None
    return block


def _heading(shown: str, level: int | None = None) -> Block:
    found = leading(shown, heading=True)
    mark, rest = found if found and found[0].kind != "bullet" else (None, shown)
    return Block("heading", rest or shown, mark, level=level or (mark.number.count(".") + 1 if mark else 1))


# --- Markdown


def _markdown(text: str, noted: Noted) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(text)
    yield from _Reader(tokens, noted).blocks()


class _Reader:
    """Walks the tokens of a Markdown text once."""

    def __init__(self, tokens: list[Token], noted: Noted) -> None:
        self.tokens, self.noted = tokens, noted
        self.lists: list[list[int]] = []  # the number of the next item of each open list; none for bullets
        self.sizes: list[int] = []
        self.guesses = not any(token.type == "heading_open" for token in tokens)  # who marks headings leaves none to be guessed

    def blocks(self) -> Iterator[Block]:
        """The blocks in order."""
        place = 0
        fresh: Mark | None = None
        while place < len(self.tokens):
            token = self.tokens[place]
            if token.type in ("ordered_list_open", "bullet_list_open"):
                ordered = token.type == "ordered_list_open"
                self.lists.append([int(str(token.attrGet("start") or 1))] if ordered else [])
                self.sizes.append(self._items(place))
            elif token.type in ("ordered_list_close", "bullet_list_close"):
                self.lists.pop()
                self.sizes.pop()
            elif token.type == "list_item_open":
                fresh = self._item_mark(token)
            elif token.type == "heading_open":
                yield _heading(self._inline(self.tokens[place + 1]), int(token.tag[1]))
            elif token.type == "tr_open":
                yield Block("row", self._row(place))
            elif token.type in ("fence", "code_block"):
                yield from _rows(token.content.splitlines(), alone=False)
            elif token.type == "html_block":
                self.noted.add("markup", token.content)
            elif token.type == "inline" and self.tokens[place - 1].type == "paragraph_open":
                yield from self._paragraph(self._inline(token), fresh)
                fresh = None
            place += 1

    def _items(self, place: int) -> int:
        """How many items a list has."""
        level = self.tokens[place].level
        count = 0
        for token in self.tokens[place + 1 :]:
            if token.level == level and token.type.endswith("_list_close"):
                break
            count += token.type == "list_item_open" and token.level == level + 1
        return count

    def _item_mark(self, token: Token) -> Mark:
        row = self.lists[-1]
        if not row:
            return Mark("•", "", "bullet")
        number = str(row[0])
        row[0] += 1
        return Mark(f"{number}{token.markup or '.'}", number, "number")

    def _paragraph(self, text: str, mark: Mark | None) -> Iterator[Block]:
        depth = len(self.lists) or None
        rows = [row for row in text.split("\n") if clean(row)]
        if mark is None:
            for block in _rows(rows, alone=self.guesses and len(rows) == 1 and not self.lists):
                block.depth = depth
                yield block
            return
        if mark.kind == "number" and len(self.lists) == 1 and self.sizes[-1] == 1 and len(rows) == 1 and heading_like(rows[0]):
            # "1. Syfte", then a paragraph, then "2. Omfattning": a list of one short item is a heading.
            yield Block("heading", rows[0], mark, level=1)
            return
        inner = leading(rows[0]) if mark.kind == "bullet" and rows else None
        if inner:  # "- a) …": the letter is the mark
            mark, rows = inner[0], [inner[1], *rows[1:]]
        if rows:
            yield Block("text", "\n".join(rows), mark, depth=depth)

    def _row(self, place: int) -> str:
        cells = []
        for token in self.tokens[place + 1 :]:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                cells.append(clean(self._inline(token)))
        return " | ".join(cell for cell in cells if cell)

    def _inline(self, token: Token) -> str:
        """The text of a run: links and emphasis give their words, pictures and HTML nothing."""
        out = []
        for child in token.children or []:
            if child.type in ("text", "code_inline"):
                out.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                out.append("\n")
            elif child.type == "html_inline":
                self.noted.add("markup", child.content)
        return "".join(out)
