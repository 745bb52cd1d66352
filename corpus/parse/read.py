"""Which parser reads which format: one function for whoever has bytes and knows what they were said to be.

Parsers are imported when they are first asked for: one needs a library that another does not, and most runs need none of them.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Sequence
from typing import Any

from corpus.parse.parsed import NotReadable, ParsedText

_PARSERS = {
    "eu-xhtml": "corpus.parse.eurlex:parse_eurlex",
    "formex": "corpus.parse.formex:parse_formex",
    "akoma-ntoso": "corpus.parse.akoma:parse_akoma",
    "html": "corpus.parse.html:parse_html",
    "pdf": "corpus.parse.pdf:parse_pdf",
    "docx": "corpus.parse.docx:parse_docx",
}
FORMATS = tuple(_PARSERS)


def parse(
    data: bytes,
    format: str,
    *,
    language: str | None = None,
    selector: str | None = None,
    exclude: Sequence[str] = (),
    as_of: dt.date | None = None,
) -> ParsedText:
    """The parts of a file. ``format`` is one of ``FORMATS``; ``language`` serves for labels where the file does not say its own.

    ``selector`` and ``exclude`` are CSS selectors of a page's main content and of what to leave out of it (``html`` only). ``as_of`` is the
    day whose wording is wanted where a file carries two (``akoma-ntoso`` only; without it the day of the file).

    Raises ``NotReadable`` where the bytes are not what they were said to be, ``KeyError`` for a format that there is not.
    """
    module, _, name = _PARSERS[format].partition(":")
    parser = getattr(importlib.import_module(module), name)
    options: dict[str, Any] = {} if format in ("pdf", "docx") else {"language": language}
    if format == "html":
        options |= {"selector": selector, "exclude": exclude}
    if format == "akoma-ntoso":
        options |= {"as_of": as_of}
    parsed: ParsedText = parser(data, **options)
    return parsed


__all__ = ["FORMATS", "NotReadable", "ParsedText", "parse"]
