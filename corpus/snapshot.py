"""A corpus at a moment, in one small file, so that it can be compared with what came after.

Every index keeps the snapshot of the corpus that it was built from (``index.build``). What is kept is what an answer can say and what it
says of its source; expected questions and examples only find, so of them a hash is kept. Fields are plain data and not the models of
``corpus.model``: a snapshot must stay readable after the program has learnt new fields.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.base.errors import BadInput
from corpus.load import Corpus, load_corpus
from corpus.model import Document, EditionText, Provision

FORMAT = 1
KINDS = ("glossary", "actors", "referrals", "absences", "classes", "answers", "timeline", "roles", "themes")
# What finds an entry and is not said: kept as a hash.
SEARCH = {"questions", "claims", "borne_out", "also", "short", "triggers", "examples", "contrast"}


@dataclass(frozen=True)
class KeptLine:
    """A sentence, the notes that it carries, how it reads alone."""

    text: str
    notes: tuple[str, ...] = ()
    aid: str | None = None
    plain: str | None = None


@dataclass(frozen=True)
class KeptEdition:
    """A provision in one language."""

    language: str
    text_kind: str
    label: str
    lines: tuple[KeptLine, ...]


@dataclass(frozen=True)
class KeptProvision:
    """A provision by its full id. ``editions`` are by language; a fetched official text is under the language with ``+``."""

    id: str
    meta: dict[str, Any]
    editions: dict[str, KeptEdition]
    questions: str

    @property
    def local_id(self) -> str:
        """The id within its document."""
        return self.id.partition("/")[2]


@dataclass(frozen=True)
class KeptDocument:
    """A document: what ``document.yaml`` says of it, and its provisions by local id in reading order."""

    id: str
    meta: dict[str, Any]
    provisions: dict[str, KeptProvision]


@dataclass(frozen=True)
class KeptEntry:
    """An entry of knowledge: everything of it that is said, and the sentences that it cites."""

    kind: str
    id: str
    data: dict[str, Any]
    search: str

    @property
    def name(self) -> str:
        """``kind/id``."""
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True)
class Snapshot:
    """A corpus at a moment."""

    format: int
    version: str
    documents: dict[str, KeptDocument]
    entries: dict[str, KeptEntry]


_SNAPSHOT: TypeAdapter[Snapshot] = TypeAdapter(Snapshot)


def snapshot_of(corpus: Corpus) -> Snapshot:
    """The snapshot of a loaded corpus."""
    entries = {entry.name: entry for entry in _entries(corpus)}
    return Snapshot(FORMAT, corpus.version, {d.id: keep_document(d) for d in corpus.documents.values()}, entries)


def keep_document(document: Document) -> KeptDocument:
    """What is kept of one document."""
    meta = document.meta.model_dump(mode="json", exclude={"provisions", "id"})
    return KeptDocument(document.id, meta, {local: _provision(p) for local, p in document.provisions.items()})


def _provision(p: Provision) -> KeptProvision:
    # A text that was fetched from its publisher stands beside our own edition in the same language.
    fetched = p.fetched
    texts = {**p.editions, **{f"{language}+": text for language, text in fetched.items() if text != p.editions.get(language)}}
    editions = {name: _edition(text) for name, text in texts.items()}
    questions = [[group.lines, sorted(group.questions.items())] for group in p.questions]
    return KeptProvision(p.id, p.meta.model_dump(mode="json", exclude={"id"}), editions, _hash(questions))


def _edition(text: EditionText) -> KeptEdition:
    lines = tuple(KeptLine(line.text, line.notes, line.aid, line.plain) for line in text.lines)
    return KeptEdition(text.language, text.text_kind, text.label, lines)


def _entries(corpus: Corpus) -> Iterator[KeptEntry]:
    for kind in KINDS:
        for entry in getattr(corpus.knowledge, kind):
            data = entry.model_dump(mode="json", by_alias=True, exclude={*SEARCH, "id"})
            yield KeptEntry(kind, entry.id, data, _hash(entry.model_dump(mode="json", include=SEARCH)))


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def to_bytes(snapshot: Snapshot) -> bytes:
    """The file's content: JSON, compressed; equal snapshots give equal bytes."""
    return gzip.compress(_SNAPSHOT.dump_json(snapshot), mtime=0)


def write_snapshot(snapshot: Snapshot, path: Path) -> None:
    """Write the file whole or not at all. Raises ``BadInput`` where it cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(to_bytes(snapshot))
        os.replace(part, path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}).", "Give a file in a folder that you may write to.") from error
    finally:
        part.unlink(missing_ok=True)


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot in a file. Raises ``BadInput`` where there is none that this program reads."""
    try:
        found = _SNAPSHOT.validate_json(gzip.decompress(path.read_bytes()))
    except FileNotFoundError as error:
        raise BadInput(f"{path} does not exist.", "Give a corpus folder, or a file that `assistant corpus snapshot` wrote.") from error
    except (OSError, EOFError, zlib.error, ValidationError) as error:
        raise BadInput(f"{path} is no snapshot of a corpus.", "Give a file that `assistant corpus snapshot` wrote.") from error
    if found.format != FORMAT:
        remedy = "Make it again, or update the program."
        raise BadInput(f"{path} is a snapshot of format {found.format}; this program reads {FORMAT}.", remedy)
    return found


def open_version(path: Path) -> Snapshot:
    """A corpus folder (the one that holds ``documents``) or a snapshot file, as a snapshot. Raises ``BadInput`` or ``MendData``."""
    if (path / "documents").is_dir():
        return snapshot_of(load_corpus(path))
    if path.is_dir():
        raise BadInput(f"{path} is no corpus folder: it has no folder named documents.", "Give the folder above documents/ and knowledge/.")
    return read_snapshot(path)
