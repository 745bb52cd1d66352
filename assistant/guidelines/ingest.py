"""An own guideline from bytes to what is known of it: one road for every format, every face and every case of a batch.

Bytes whose name and content agree are read in a limited process, bounded again in what came out, and their language is told. What cannot
be used is refused with the reason, in the language of whoever gave it. What was left out is counted and said.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from assistant.policy import say, texts
from corpus.base.errors import BadInput
from corpus.base.settings import LANGUAGES
from corpus.own import OwnAuthority, OwnDocument
from corpus.parse.limited import Format, parse_limited
from corpus.parse.limits import limits
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.plain import parse_plain
from corpus.parse.sniff import NAMED, format_of, own_id, shown_name
from corpus.text.language import NEIGHBOURS, LanguageDetector, identify
from corpus.text.normal import clean

__all__ = ["read_file", "read_text", "remarks"]
_SAMPLE = 2000


def read_file(
    name: str,
    data: bytes,
    detector: LanguageDetector,
    language: str,
    *,
    title: str | None = None,
    spoken: str | None = None,
    authority: OwnAuthority = "institution_rule",
    date: dt.date | None = None,
) -> OwnDocument:
    """The document of a file. ``language`` is the reader's, for messages; ``spoken`` the text's, where stated. Raises ``BadInput``."""
    shown = shown_name(name)
    try:
        parsed = _parse(data, format_of(name, data))
        return _checked(shown, data, parsed, detector, language, title, spoken, authority, date)
    except NotReadable as error:
        raise BadInput(refusal(error, shown, language)) from error


def read_text(name: str, text: str, detector: LanguageDetector, language: str) -> OwnDocument:
    """The document of a text that comes as text, whatever it is called. Raises ``BadInput``."""
    shown = shown_name(name)
    data = text.encode("utf-8", "ignore")
    kind = NAMED.get(f".{shown.rsplit('.', 1)[-1].casefold()}")
    try:
        if len(text) > limits().characters:
            raise NotReadable("The text is too long.", "characters", limit=limits().characters)
        parsed = _parse(data, "markdown" if kind == "markdown" else "text")
        return _checked(shown, data, parsed, detector, language, None, None, "institution_rule", None)
    except NotReadable as error:
        raise BadInput(refusal(error, shown, language)) from error


def refusal(error: NotReadable, name: str, language: str) -> str:
    """Why a file was not read, in the reader's language."""
    known = texts(language)["upload"]
    reason = error.reason if error.reason in known["refused"] else "broken"
    values = {**error.values, "what": known["what"].get(str(error.values.get("what")), known["what"]["other"])}
    return say(f"upload.refused.{reason}", language, name=name, **values)


def remarks(document: OwnDocument, language: str) -> list[str]:
    """What was read and what was left out, a line each."""
    parts, pages = len(document.text.parts), document.text.pages
    key = "upload.provisions_pages" if pages else "upload.provisions"
    lines = [say(key, language, name=document.title, count=parts, **({"pages": pages} if pages else {}))]
    return lines + [say(f"upload.remark.{remark.kind}", language, count=remark.count) for remark in document.text.noted]


def _parse(data: bytes, kind: Format) -> ParsedText:
    """Read apart; a short text is read here, because a process would cost more than it could take."""
    if kind in ("markdown", "text") and len(data) <= limits().process.small_text:
        return parse_plain(data, markdown=kind == "markdown")
    return parse_limited(data, kind)


def _checked(
    name: str,
    data: bytes,
    parsed: ParsedText,
    detector: LanguageDetector,
    language: str,
    title: str | None,
    spoken: str | None,
    authority: OwnAuthority,
    date: dt.date | None,
) -> OwnDocument:
    bound = limits()
    lines = [line for part in parsed.parts for line in part.lines]
    if sum(map(len, lines)) > bound.characters:
        raise NotReadable("The text is too long.", "characters", limit=bound.characters)
    if len(lines) > bound.sentences:
        raise NotReadable("The text has too many sentences.", "sentences", limit=bound.sentences)
    told = spoken or _spoken(lines, detector, language)
    if told not in LANGUAGES:
        raise NotReadable("The text is in another language.", "language")
    called = clean(title or parsed.title)[:200] or name
    return OwnDocument.model_validate(
        {
            "id": own_id(called if title or parsed.title else name.rsplit(".", 1)[0]),
            "name": name,
            "title": called,
            "language": told,
            "authority": authority,
            "date": date,
            "added": dt.date.today(),
            "sha256": hashlib.sha256(data).hexdigest(),
            "text": parsed,
        }
    )


def _spoken(lines: list[str], detector: LanguageDetector, default: str) -> str:
    """The language of a text, from its beginning and its middle: a summary in another language may stand first."""
    whole = " ".join(lines)
    middle = len(whole) // 2
    sample = f"{whole[:_SAMPLE]} {whole[middle : middle + _SAMPLE]}" if len(whole) > 2 * _SAMPLE else whole
    # A question in Norwegian is read as Swedish; a document would be quoted as Swedish text.
    other = identify(sample)
    return other if other in NEIGHBOURS else detector.detect(sample, default=default)
