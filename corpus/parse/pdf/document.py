"""Opening a PDF, and what beside its pages deserves a word: locks, scripts, embedded files, launches. None of it is ever run or read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from corpus.parse.limits import limits
from corpus.parse.parsed import NotReadable
from corpus.parse.pdf.page import ReadPage
from corpus.parse.remarks import Noted

_ACTS = ("JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "GoToE", "GoToR")
_DEEPEST, _MOST = 12, 2000


def open_pdf(data: bytes) -> tuple[PDF, list[ReadPage]]:
    """The file and its pages. Raises ``NotReadable`` with its reason (locked, damaged, too many pages)."""
    if b"%PDF-" not in data[:1024]:
        raise NotReadable("The file is no PDF.", "disguised", what="other")
    try:
        file = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        locked = isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError)
        told = "The file is locked with a password." if locked else "The file is damaged."
        raise NotReadable(told, "password" if locked else "broken") from None
    most = limits().pages
    try:
        pages = list(islice(PDFPage.create_pages(file.doc), most + 1))
        if len(pages) > most:
            raise NotReadable(f"The file has more than {most} pages.", "pages", limit=most)
        made = [ReadPage(file, page, number) for number, page in enumerate(pages, 1)]
    except NotReadable:
        raise
    except Exception as error:  # whatever pdfminer meets in a damaged file
        raise NotReadable(f"The file is damaged ({type(error).__name__}).") from None
    if not made:
        raise NotReadable("The file has no pages.")
    return file, made


def drawn(data: bytes) -> Any:
    """The file for drawing; None where it cannot be opened for that."""
    try:
        import pypdfium2

        return pypdfium2.PdfDocument(data)
    except Exception:  # then only what the page says of its text is known
        return None


def note_active(file: PDF, pages: list[ReadPage], noted: Noted) -> None:
    """Tell of scripts, launches, forms and embedded files."""
    try:
        catalog = resolve1(file.doc.catalog)
        names = resolve1(catalog.get("Names")) or {}
        for found in (catalog.get("OpenAction"), catalog.get("AA"), *(page.page_obj.attrs.get("AA") for page in pages)):
            _actions(found, noted)
        _tree(names.get("JavaScript"), "active", "JavaScript", noted)
        _tree(names.get("EmbeddedFiles"), "embedded", "", noted)
        if resolve1((resolve1(catalog.get("AcroForm")) or {}).get("XFA")) is not None:
            noted.add("active", "XFA")
        for page in pages:
            for annotation in _listed(page.page_obj.annots):
                if getattr(annotation.get("Subtype"), "name", "") == "FileAttachment":
                    noted.add("embedded")
                _actions(annotation.get("A"), noted)
                _actions(annotation.get("AA"), noted)
    except Exception:  # a damaged catalogue has nothing to run either
        return


def _listed(value: Any) -> Iterator[dict[str, Any]]:
    found = resolve1(value)
    for entry in found[:_MOST] if isinstance(found, list) else []:
        entry = resolve1(entry)
        if isinstance(entry, dict):
            yield entry


def _actions(value: Any, noted: Noted, depth: int = 0) -> None:
    """Count an action and those that follow it."""
    found = resolve1(value)
    if not isinstance(found, dict) or depth > _DEEPEST:
        return
    kind = getattr(resolve1(found.get("S")), "name", "")
    if kind in _ACTS:
        noted.add("active", kind)
    for inner in [found.get("Next")] if kind else list(found.values())[:50]:
        _actions(inner, noted, depth + 1)


def _tree(value: Any, kind: str, sample: str, noted: Noted, depth: int = 0) -> None:
    """Count the leaves of a name tree."""
    found = resolve1(value)
    if not isinstance(found, dict) or depth > _DEEPEST:
        return
    names = resolve1(found.get("Names"))
    if isinstance(names, list):
        noted.add(kind, sample, count=min(len(names) // 2, _MOST))
    for kid in (resolve1(found.get("Kids")) or [])[:_MOST]:
        _tree(kid, kind, sample, noted, depth + 1)
