"""The fetched texts in the user's data folder.

``<folder>/<document-id>/<language>.json`` is the record of a text: address, date, hashes, the publisher's marks. It names the folder that
holds the bytes as they came (``source``) and what was parsed from them (``parsed.json``). A new text is written beside the old one, read
back, and only then does the record change, in one step: whatever fails before that leaves the old text whole. A text whose bytes do not fit
its record is damaged and is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ValidationError

from corpus.model import Strict
from corpus.parse.parsed import ParsedText
from corpus.sync.faults import SyncFault

FORMAT = 1
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,80}$")


class Record(Strict):
    """What is known of a fetched text. ``date`` is the day it was fetched; hashes are SHA-256."""

    format: int
    document: str
    language: str
    url: str
    answered_from: str
    date: str
    text_format: str
    folder: str
    sha256: str
    parsed_sha256: str
    parts: int
    etag: str | None = None
    last_modified: str | None = None


class _Kept(Strict):
    text: ParsedText


@dataclass(frozen=True)
class Stored:
    """A fetched text that fits its record."""

    record: Record
    text: ParsedText
    folder: Path

    def source(self) -> bytes:
        """The bytes as they came."""
        return (self.folder / "source").read_bytes()


@dataclass(frozen=True)
class Damaged:
    """A fetched text that is there and cannot be used, with the reason."""

    document: str
    language: str
    why: str

    def __str__(self) -> str:
        remedy = f"Run: assistant corpus sync --document {self.document}"
        return f"{self.document} {self.language}: the fetched text {self.why}; it is not used. {remedy}"


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_to_json(text: ParsedText) -> bytes:
    """A parsed text as bytes, the same for the same text."""
    return json.dumps(asdict(text), ensure_ascii=False, indent=1).encode("utf-8")


def text_from_json(data: bytes) -> ParsedText:
    """What ``text_to_json`` wrote. Raises ``ValueError`` where it is something else."""
    return _Kept.model_validate({"text": json.loads(data)}).text


class OfficialStore:
    """The folder of fetched texts. It need not exist to be read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def _record_path(self, document: str, language: str) -> Path:
        return self.root / document / f"{language}.json"

    def read(self, document: str, language: str) -> Stored | Damaged | None:
        """The text of a document in a language; None where none was fetched."""
        path = self._record_path(document, language)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        try:
            record = Record.model_validate_json(raw)
        except ValidationError:
            return Damaged(document, language, "has a record that cannot be read")
        if record.format != FORMAT or record.document != document or record.language != language or not _NAME.match(record.folder):
            return Damaged(document, language, "has a record of something else")
        folder = self.root / document / record.folder
        try:
            parsed, source = (folder / "parsed.json").read_bytes(), (folder / "source").read_bytes()
        except OSError:
            return Damaged(document, language, "is missing files")
        if _sha(parsed) != record.parsed_sha256 or _sha(source) != record.sha256:
            return Damaged(document, language, "does not fit its hash")
        try:
            return Stored(record, text_from_json(parsed), folder)
        except ValueError:
            return Damaged(document, language, "was kept by another version of the program")

    def all(self) -> list[Stored | Damaged]:
        """Every fetched text, documents and languages in order."""
        names = [(p.parent.name, p.stem) for p in sorted(self.root.glob("*/[a-z][a-z].json")) if _NAME.match(p.parent.name)]
        return [found for document, language in names if (found := self.read(document, language)) is not None]

    def write(self, record: Record, data: bytes, text: ParsedText) -> Stored:
        """Put a text in the place of the old one. Raises ``SyncFault`` where it cannot be written; the old one then stays."""
        home = self.root / record.document
        parsed = text_to_json(text)
        full = record.model_copy(
            update={
                "folder": f"{record.language}-{_sha(data + parsed)[:12]}-{os.urandom(2).hex()}",
                "sha256": _sha(data),
                "parsed_sha256": _sha(parsed),
                "parts": len(text.parts),
            }
        )
        new, pointer = home / full.folder, home / f".{record.language}.json.new"
        try:
            new.mkdir(parents=True)
            for name, content in (("source", data), ("parsed.json", parsed)):
                _write_through(new / name, content)
                if _sha((new / name).read_bytes()) != _sha(content):
                    raise OSError("what was written reads differently")
            _write_through(pointer, full.model_dump_json(indent=1).encode("utf-8"))
            os.replace(pointer, self._record_path(record.document, record.language))
        except OSError as error:
            shutil.rmtree(new, ignore_errors=True)
            pointer.unlink(missing_ok=True)
            reason = error.strerror or str(error)
            raise SyncFault(
                "store", f"It could not be written to {home} ({reason}).", "Free some space or mend the permissions."
            ) from error
        self._sweep(record.document, record.language, keep=full.folder)
        return Stored(full, text, new)

    def mark(self, record: Record) -> None:
        """Write a record anew, its text unchanged: new marks of the publisher. Raises ``SyncFault``."""
        pointer = self.root / record.document / f".{record.language}.json.new"
        try:
            _write_through(pointer, record.model_dump_json(indent=1).encode("utf-8"))
            os.replace(pointer, self._record_path(record.document, record.language))
        except OSError as error:
            pointer.unlink(missing_ok=True)
            raise SyncFault("store", f"The record could not be written ({error.strerror}).", "Mend the permissions.") from error

    def _sweep(self, document: str, language: str, keep: str) -> None:
        for old in (self.root / document).glob(f"{language}-*"):
            if old.is_dir() and old.name != keep:
                shutil.rmtree(old, ignore_errors=True)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
