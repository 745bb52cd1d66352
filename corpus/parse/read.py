"""Which parser reads which format: one function for whoever has bytes and knows what they were said to be.

Parsers are imported when they are first asked for: one needs a library that another does not, and most runs need none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.parse.parsed import NotReadable, ParsedText

FORMATS = ("eu-xhtml", "formex", "akoma-ntoso", "html", "pdf", "docx")


def parse(data: bytes, format: str, *, language: str | None = None, selector: str | None = None, exclude: Sequence[str] = ()) -> ParsedText:
    """The parts of a file. ``format`` is one of ``FORMATS``; ``language`` serves for labels where the file does not say its own;
    ``selector`` and ``exclude`` are CSS selectors of a page's main content and of what to leave out of it, and only ``html`` knows them.

    Raises ``NotReadable`` where the bytes are not what they were said to be, ``ValueError`` for a format that there is not.
    """
    match format:
        case "eu-xhtml":
            from corpus.parse.eurlex import parse_eurlex

            return parse_eurlex(data, language=language)
        case "formex":
            from corpus.parse.formex import parse_formex

            return parse_formex(data, language=language)
        case "akoma-ntoso":
            from corpus.parse.akoma import parse_akoma

            return parse_akoma(data, language=language)
        case "html":
            from corpus.parse.html import parse_html

            return parse_html(data, language=language, selector=selector, exclude=exclude)
        case "pdf":
            from corpus.parse.pdf import parse_pdf

            return parse_pdf(data)
        case "docx":
            from corpus.parse.docx import parse_docx

            return parse_docx(data)
    raise ValueError(f"There is no format {format!r}; there are {', '.join(FORMATS)}.")


__all__ = ["FORMATS", "NotReadable", "ParsedText", "parse"]
