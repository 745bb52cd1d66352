"""Tables with rules, row by row. Their words are taken out of the running text, so that cells are not read as columns."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.parse.hyphens import Joiner
from corpus.parse.pdf.lines import Line, Word, rows_of, text_of
from corpus.parse.pdf.page import Box, ReadPage

LONG_CELL, MOST_LINES = 600, 4000


def tables_of(page: ReadPage, words: Sequence[Word]) -> tuple[list[Line], list[Word]]:
    """The rows of the page's tables as lines, and the words that are in none."""
    if len(page.lines) + len(page.rects) + len(page.curves) > MOST_LINES:
        return [], list(words)  # a drawing, not a table
    rows: list[Line] = []
    rest = list(words)
    for table in page.find_tables():
        made, taken = _rows(table.rows, rest, page.page_number)
        if made:
            rows += made
            rest = [word for word in rest if id(word) not in taken]
    return rows, rest


def _rows(table_rows: Sequence[object], words: Sequence[Word], page: int) -> tuple[list[Line], set[int]]:
    """The lines of a table, where it is one: two rows and two filled columns at least, no cell as long as a page's text."""
    lines: list[Line] = []
    taken: set[int] = set()
    widest = 0
    for row in table_rows:
        cells: list[tuple[str, list[Word]]] = []
        for box in getattr(row, "cells", []):
            inside = [w for w in words if box and _in(w, box)]
            text = ""
            joiner = Joiner([text_of(r, page) for r in rows_of(inside)])
            for said in rows_of(inside):
                text = joiner.join(text, text_of(said, page)) if text else text_of(said, page)
            if len(text) > LONG_CELL:
                return [], set()
            if text:
                cells.append((text, inside))
        held = [word for _, inside in cells for word in inside]
        taken |= {id(word) for word in held}
        widest = max(widest, len(cells))
        if held:
            lines.append(_line(cells, held, page))
    return (lines, taken) if len(lines) >= 2 and widest >= 2 else ([], set())


def _in(word: Word, box: Box) -> bool:
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.bottom) / 2 <= box[3]


def _line(cells: list[tuple[str, list[Word]]], held: list[Word], page: int) -> Line:
    x0, x1 = min(w.x0 for w in held), max(w.x1 for w in held)
    top, bottom = min(w.top for w in held), max(w.bottom for w in held)
    text = " | ".join(text for text, _ in cells)
    size = held[0].size
    return Line(page, held, x0, x1, top, bottom, max(w.base for w in held), size, False, left=x0, right=x1, row=True, text=text)
