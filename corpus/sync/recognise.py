"""Is this the text? What came may be a page in the way (a block, a login, a consent, an error under status 200), half a file, another
language or another format. Every look raises ``SyncFault`` with what was seen; what passes all of them is the parsed text.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html import unescape

from corpus.model import OfficialEdition
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.sync.faults import LATER, LOOK, SyncFault
from corpus.sync.policy import SyncPolicy
from corpus.text.language import identify
from corpus.text.normal import fold, squeeze

SAVE = "Save the text in a browser and give it: --from FILE."
_IN_THE_WAY = {
    "block": ("a page that blocks programs", SAVE),
    "captcha": ("a page that wants to see a human being", SAVE),
    "login": ("a login page", SAVE),
    "consent": ("a page that asks for consent", SAVE),
    "error": ("an error page", LATER),
}
_HIDDEN = re.compile(rb"<(script|style|template|noscript)\b.*?</\1\s*>", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1\s*>", re.S | re.I)
_ENDS = {"eu-xhtml": (b"</html>",), "html": (b"</html>",), "akoma-ntoso": (b"</akomantoso>", b"</aknxmllist>"), "formex": ()}
# Enough to tell a language by, and not the boilerplate of the last page.
SAMPLE = 6000


def check_type(data: bytes, content_type: str, edition: OfficialEdition, policy: SyncPolicy) -> None:
    """The format that was asked for, by what the publisher calls it and by its first bytes."""
    if not data.strip():
        raise SyncFault("empty", "The publisher sent nothing.", LATER)
    seen = sniff(data)
    named = content_type.partition(";")[0].strip().casefold()
    expected = {"eu-xhtml": "markup", "formex": "markup", "akoma-ntoso": "markup", "html": "markup", "pdf": "pdf", "docx": "zip"}[
        edition.format
    ]
    if edition.format == "formex" and seen == "zip":
        seen = expected
    if seen != expected:
        raise SyncFault("type", f"The bytes are {seen}, not {edition.format}.", LOOK)
    if named not in policy.types[edition.format] and named not in policy.vague_types and not _is_page(data):
        raise SyncFault("type", f"The publisher calls it {named}, not {edition.format}.", LOOK)


def sniff(data: bytes) -> str:
    """``pdf``, ``zip``, ``markup`` or ``something else``, by the first bytes."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    return "markup" if head.startswith(b"<") else "something else"


def _is_page(data: bytes) -> bool:
    return b"<html" in data[:2048].lower()


def check_page(data: bytes, edition: OfficialEdition, policy: SyncPolicy) -> None:
    """No page in the way, where the bytes are a web page."""
    if not _is_page(data):
        return
    shown = _HIDDEN.sub(b" ", data).decode("utf-8", "replace")
    titles = [fold(unescape(_TAG.sub(" ", m[2]))) for m in _TITLE.finditer(shown)]
    body = fold(unescape(_TAG.sub(" ", shown)))
    short = len(body) < policy.short
    for kind, signs in policy.signs.items():
        by_title = any(_titled(title, fold(sign), short) for title in titles for sign in signs.titles)
        by_words = short and any(fold(word) in body for word in signs.words)
        by_markup = short and any(mark.encode() in data.lower() for mark in policy.markup.get(kind, ()))
        if by_title or by_words or by_markup:
            told, remedy = _IN_THE_WAY[kind]
            raise SyncFault(kind, f"The publisher sent {told}.", remedy)
    if edition.format in ("akoma-ntoso", "formex"):
        raise SyncFault("type", f"The publisher sent a web page, not {edition.format}.", LOOK)


def _titled(title: str, sign: str, short: bool) -> bool:
    """A title that is the sign, alone or beside the site's name; on a short page one that has it anywhere."""
    pieces = [piece.strip(" .!…") for piece in re.split(r"\s[|·:-]\s|\s*[|]\s*", title)]
    return sign in pieces or (short and bool(re.search(rf"\b{re.escape(sign)}\b", title)))


def check_whole(data: bytes, edition: OfficialEdition) -> None:
    """The end is there: the closing tag, the PDF's last mark, the archive's directory."""
    tail = data[-4096:].lower()
    if edition.format == "pdf":
        whole = b"%%eof" in tail
    elif sniff(data) == "zip":
        whole = _whole_archive(data)
    else:
        ends = _ENDS[edition.format]
        whole = any(end in tail for end in ends) if ends else tail.rstrip().endswith(b">")
    if not whole:
        raise SyncFault("truncated", "The file breaks off before its end.", LATER)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        _check_sound(data)


def _check_sound(data: bytes) -> None:
    """What says that it is XML must be sound XML: a parser that forgives would pass over a hole in the middle."""
    from corpus.parse.safe import decode, xml_tree

    try:
        xml_tree(decode(data)[0], "text")
    except NotReadable as error:
        raise SyncFault("unreadable", f"Its mark-up is broken. {error}", LATER) from error


def _whole_archive(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return False


def read_text(data: bytes, edition: OfficialEdition) -> ParsedText:
    """The parts of the text that the manifest takes. Raises ``SyncFault`` where it cannot be read."""
    from fnmatch import fnmatchcase

    # The parsers are imported where a text is parsed: a program that only answers does not need them.
    from corpus.parse.read import parse

    try:
        parsed = parse(data, edition.format, language=edition.language, selector=edition.selector, exclude=tuple(edition.exclude))
    except NotReadable as error:
        raise SyncFault("unreadable", f"It cannot be read as {edition.format}. {error}", LOOK) from error
    except RecursionError as error:
        raise SyncFault("unreadable", f"It cannot be read as {edition.format}: nested too deeply.", LOOK) from error
    taken = [part for part in parsed.parts if any(fnmatchcase(part.id, pattern) for pattern in edition.take or ["*"])]
    kept = tuple(part for part in taken if not any(fnmatchcase(part.id, pattern) for pattern in edition.leave_out))
    return replace(parsed, parts=kept)


def check_text(parsed: ParsedText, data: bytes, edition: OfficialEdition, before: int | None) -> None:
    """The text that is meant: its language, what it must contain, about as many parts as the copy that is there (``before``)."""
    if not any(line.strip() for part in parsed.parts for line in part.lines):
        raise SyncFault("changed", "No text was found in it.", LOOK)
    _check_language(parsed, edition)
    words = fold(" ".join(line for part in parsed.parts for line in part.lines))
    raw = data.decode("utf-8", "replace") if sniff(data) == "markup" else ""
    for wanted in edition.must_contain:
        if fold(wanted) not in words and wanted not in raw:
            raise SyncFault("changed", f"It does not contain “{squeeze(wanted)}”: the page has changed.", LOOK)
    if len(parsed.parts) < edition.min_parts:
        raise SyncFault(
            "changed", f"It has {len(parsed.parts)} parts, at least {edition.min_parts} are expected: the page has changed.", LOOK
        )
    if before and len(parsed.parts) * 2 < before:
        raise SyncFault("changed", f"It has {len(parsed.parts)} parts, the copy here has {before}: the page has changed.", LOOK)


def _check_language(parsed: ParsedText, edition: OfficialEdition) -> None:
    if parsed.language and parsed.language != edition.language:
        raise SyncFault("language", f"It says that it is in {parsed.language}, not {edition.language}.", LOOK)
    sample = " ".join(line for part in parsed.parts if part.kind != "note" for line in part.lines)[:SAMPLE]
    told = identify(sample)
    if told is not None and told != edition.language:
        raise SyncFault("language", f"It reads as {told}, not {edition.language}.", LOOK)


def recognise(data: bytes, content_type: str, edition: OfficialEdition, policy: SyncPolicy, before: int | None = None) -> ParsedText:
    """All looks in the order in which they tell most. ``before`` is the number of parts of the copy that is there."""
    check_page(data, edition, policy)
    check_type(data, content_type, edition, policy)
    check_whole(data, edition)
    parsed = read_text(data, edition)
    check_text(parsed, data, edition, before)
    return parsed
