"""An own guideline's text as a document: headings, numbered points and paragraphs become provisions of layer ``own``.

The text is the institution's own wording, so it is quoted verbatim like any official text. It is cleaned (hidden characters dropped) and
bounded; what cannot be used is refused with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from assistant.policy import say
from corpus.base.errors import BadInput
from corpus.load import edition_text
from corpus.model import Document, DocumentMeta, Provision, ProvisionMeta
from corpus.text.language import LanguageDetector
from corpus.text.normal import clean, squeeze
from corpus.text.sentences import sentences

MAX_CHARACTERS, MAX_SENTENCES, MAX_DOCUMENTS = 200_000, 1_500, 8
_NUMBERED = re.compile(r"^(?P<number>(?:§\s*)?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[a-zåäö]\)|[-*•])\s+(?P<rest>\S.*)$")


@dataclass
class _Block:
    number: str
    text: str
    headings: tuple[str, ...]
    heading: bool = False
    lines: list[str] = field(default_factory=list)


def _is_heading(text: str, alone: bool) -> bool:
    return alone and len(text) <= 90 and not re.search(r"[.;:,!?]$", text) and len(text.split()) <= 12


def blocks(text: str) -> list[_Block]:
    """Headings, numbered points and paragraphs in order. Markdown headings count as headings; a short line alone without a full stop
    too.
    """
    found: list[_Block] = []
    path: list[str] = []
    for chunk in re.split(r"\n\s*\n", text):
        rows = [clean(row) for row in chunk.splitlines()]
        rows = [row for row in rows if row]
        current: _Block | None = None
        for row in rows:
            mark = re.match(r"^(#{1,6})\s+(.*)$", row)
            point = _NUMBERED.match(row)
            body = point["rest"] if point else row
            if mark or _is_heading(body, len(rows) == 1):
                level = len(mark[1]) if mark else (point["number"].count(".") + 1 if point else 1)
                path = [*path[: level - 1], (mark[2] if mark else row)]
                current = None
            elif point:
                current = _Block(point["number"].strip("-*•").strip(), body, tuple(path))
                found.append(current)
            elif current:
                current.text = f"{current.text} {row}"
            else:
                current = _Block("", row, tuple(path))
                found.append(current)
    return found


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.rsplit(".", 1)[0].casefold()).strip("-")[:40] or "document"


def ingest(name: str, text: str, detector: LanguageDetector, language: str, taken: frozenset[str] = frozenset()) -> Document:
    """The document of a text. ``language`` is the asker's, for messages. Raises ``BadInput`` with the reason."""
    shown = clean(name)[:80] or "document"
    if "\0" in text or sum(unicodedata.category(c) == "Cc" and c not in "\n\r\t\f" for c in text[:5000]) > 5:
        raise BadInput(say("upload.not_text", language, name=shown))
    if len(text) > MAX_CHARACTERS:
        raise BadInput(say("upload.too_large", language, name=shown, limit=MAX_CHARACTERS))
    parts = blocks(text)
    for part in parts:
        part.lines = [squeeze(s) for s in sentences(part.text)]
    if not parts or not any(part.lines for part in parts):
        raise BadInput(say("upload.no_text", language, name=shown))
    if sum(len(part.lines) for part in parts) > MAX_SENTENCES:
        raise BadInput(say("upload.too_large", language, name=shown, limit=MAX_CHARACTERS))
    told = detector.detect(" ".join(part.text for part in parts)[:4000], default=language)
    if told not in ("sv", "fi", "en"):
        raise BadInput(say("upload.language", language, name=shown))
    identity = f"own-{_slug(name)}"
    while identity in taken:
        identity += "x"
    return _document(identity, shown, told, parts)


def _document(identity: str, name: str, language: str, parts: list[_Block]) -> Document:
    ids = [f"p{n}" for n in range(1, len(parts) + 1)]
    metas = [ProvisionMeta(id=i, number=part.number or None) for i, part in zip(ids, parts, strict=True)]
    everywhere = dict.fromkeys(("sv", "fi", "en"), name)
    meta = DocumentMeta(
        id=identity,
        titles=everywhere,
        names=everywhere,
        lead_in={lang: say("upload.lead_in", lang, name=name) for lang in everywhere},
        issuer={lang: say("upload.issuer", lang) for lang in everywhere},
        date=None,
        url=None,
        authority="institution_rule",
        jurisdiction="FI",
        layer="own",
        binding=False,
        in_force="unknown",
        as_of=None,
        review_by=None,
        official_language=language,
        licence="the asker's own",
        provisions=metas,
    )
    provisions = {}
    for position, (own, part) in enumerate(zip(metas, parts, strict=True), 1):
        where = f"{part.headings[-1]}, " if part.headings else ""
        label = name + ": " + where + (part.number or say("upload.paragraph", language, number=position))
        text = edition_text(language, "official", label, part.headings, part.lines, {})
        provisions[own.id] = Provision(f"{identity}/{own.id}", own.id, meta, own, {language: text})
    return Document(meta, provisions)
