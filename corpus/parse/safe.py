"""Bytes of a publisher into a tree, safely: what is read comes from outside, so nothing in it may reach the network, a file or the memory.

The encoding is settled here, before the parser sees anything: byte order mark, then declaration, then UTF-8. So the search for entity
declarations cannot be hidden in another encoding. A document type is tolerated (EUR-Lex sends one) and never loaded; a declared entity is
refused, whatever it says, since none of the formats needs one. Size, depth and number of elements are bounded.
"""

from __future__ import annotations

import codecs
import re
from typing import TypeAlias

from lxml import etree, html

from corpus.parse.parsed import NotReadable
from corpus.text.normal import clean

Element: TypeAlias = etree._Element

MAX_BYTES = 40_000_000
MAX_DEPTH = 150
MAX_ELEMENTS = 600_000
_ENCODINGS = re.compile(r"(utf-?8|utf-?16(-?[lb]e)?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?1|windows-?125\d|cp125\d)\Z")
# Old pages of EUR-Lex name UTF-8 by its first registered name.
_ALIASES = {"unicode-1-1-utf-8": "utf-8"}
_MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_META_DECLARED = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9._-]+)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_KINDS = [
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
]


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of a markup file, and a remark where its declaration was not followed. Raises ``NotReadable``."""
    if not data.strip(b"\0 \t\r\n"):
        raise NotReadable("The file is empty.")
    if len(data) > MAX_BYTES:
        raise NotReadable(f"The file has {len(data)} bytes, {MAX_BYTES} at most are read.")
    for start, kind in _KINDS:
        if data.startswith(start):
            raise NotReadable(f"The file is {kind}, not marked-up text.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding), None
    declared = _XML_DECLARED.search(data[:1024]) or _META_DECLARED.search(data[:4096])
    name = declared.group(1).decode().casefold() if declared else "utf-8"
    name = _ALIASES.get(name, name)
    if not _ENCODINGS.match(name):
        raise NotReadable(f"The file says that it is in the encoding {name!r}, which is not read.")
    if not name.startswith(("utf-8", "utf8", "us-", "ascii")) and re.search(rb"[\xc3-\xc5][\x80-\xbf]", data):
        # A page that says Latin-1 and is UTF-8 would come out with two signs for every letter beyond ASCII.
        try:
            return data.decode("utf-8"), f"The file says that it is in {name}; it is in utf-8 and was read so."
        except UnicodeDecodeError:
            pass
    return _decoded(data, name), None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-16-le" if encoding == "utf-16" else encoding)
    except UnicodeDecodeError as error:
        raise NotReadable(f"The file says that it is in {encoding}, but byte {error.start} is not.") from None


def _refuse_entities(text: str) -> None:
    if re.search(r"<!ENTITY", text, re.I):
        raise NotReadable("The file declares entities, which are not read.")


def _bounded(root: Element) -> Element:
    """The tree, when it is neither too deep nor too large."""
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH:
            raise NotReadable(f"The elements of the file are nested more than {MAX_DEPTH} deep.")
        if count > MAX_ELEMENTS:
            raise NotReadable(f"The file has more than {MAX_ELEMENTS} elements.")
    return root


def xml_tree(text: str, what: str) -> Element:
    """The root element of an XML text. ``what`` names the expected format for the message. Raises ``NotReadable``."""
    _refuse_entities(text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "no reason given"
        raise NotReadable(f"The file is no sound XML, so no {what}: {clean(reason)[:160]}.") from None
    return _bounded(root)


def html_tree(text: str, what: str) -> Element:
    """The root element of an HTML text, however untidy. Raises ``NotReadable``."""
    _refuse_entities(text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NotReadable(f"The file has no elements, so it is no {what}.") from None
    return _bounded(root)


def page_title(root: Element) -> str:
    """The title of a page, for messages: an error page under status 200 says there what it is."""
    found = root.xpath("//*[local-name()='title']//text()")
    return clean(" ".join(str(t) for t in found))[:80] if isinstance(found, list) else ""


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_text(element: Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(piece) for piece in element.itertext())
