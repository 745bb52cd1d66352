"""What must hold of the fetched texts: the bytes fit their hashes, what was parsed is what the parsers read today, every line stands in
the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from corpus.base.settings import SyncSettings
from corpus.check import Finding
from corpus.model import Document, OfficialEdition
from corpus.sync.faults import SyncFault
from corpus.sync.network import Gate
from corpus.sync.policy import policy
from corpus.sync.recognise import read_text, sniff
from corpus.sync.store import Damaged, OfficialStore, Stored
from corpus.text.normal import NOTE_MARK

_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)


def check_official(documents: Mapping[str, Document], root: Path, deep: bool = True) -> Iterator[Finding]:
    """Findings over the manifests and the folder of fetched texts. ``deep`` reads every text again, which takes seconds."""
    for name, named in documents.items():
        yield from (Finding(name, fault) for fault in _manifest(named))
    for found in OfficialStore(root).all():
        if isinstance(found, Damaged):
            yield Finding(f"official/{found.document}/{found.language}", str(found))
            continue
        where = f"official/{found.record.document}/{found.record.language}"
        document = documents.get(found.record.document)
        edition = next((e for e in document.meta.official_editions if e.language == found.record.language), None) if document else None
        if edition is None:
            yield Finding(where, "the corpus names no such text any more; the folder can be deleted", fault=False)
            continue
        if deep:
            yield from (Finding(where, fault) for fault in _read_again(found, edition))


def _manifest(document: Document) -> Iterator[str]:
    """Faults of the official editions that a document names: what could never be fetched."""
    gate = Gate(policy(), SyncSettings())
    languages = [edition.language for edition in document.meta.official_editions]
    if len(set(languages)) < len(languages):
        yield "official_editions: a language stands twice"
    for edition in document.meta.official_editions:
        if edition.url is None and edition.page is None:
            yield f"official_editions: {edition.language} has neither url nor page"
        elif edition.url is not None:
            try:
                gate.address(edition.url)
            except SyncFault as fault:
                yield f"official_editions: {fault}"


def _read_again(found: Stored, edition: OfficialEdition) -> Iterator[str]:
    data = found.source()
    try:
        if read_text(data, edition) != found.text:
            yield "is read differently by this version of the program or by its manifest. Run: assistant corpus sync"
    except SyncFault as fault:
        yield fault.message
    if sniff(data) == "markup":
        yield from _verbatim(data, found)


def _bare(text: str) -> str:
    # Soft hyphens and zero-width characters are no text, and parsers drop them.
    return re.sub(r"[\s\u00ad\u200b\u2060\ufeff]+", "", text)


def _verbatim(data: bytes, found: Stored) -> Iterator[str]:
    """Lines that do not stand in the source, white space and note marks aside."""
    source = _bare(unescape(_MARKUP.sub("", data.decode("utf-8", "replace"))))
    for part in found.text.parts:
        for line in part.lines:
            # Note marks and the bars between a table's cells are the parser's.
            if any(_bare(piece) not in source for piece in NOTE_MARK.sub("\0", line).replace(" | ", "\0").split("\0")):
                yield f"{part.id}: not verbatim: {line[:60]}…"
                break
