"""The institution's own documents: what is known of one, and those that are kept on this machine.

A kept document is a folder ``own/<id>/`` in the user's data folder with one JSON file: what was read, never the file itself. It is
written beside its place and put there whole; an entry that does not agree with its own hash is named and left out, and the others serve
on. The main index knows nothing of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_core import to_jsonable_python

from corpus.base.errors import BadInput, MendData, MendSetup
from corpus.model import Language, Strict
from corpus.parse.limits import limits
from corpus.parse.parsed import ParsedText

OwnAuthority = Literal["institution_rule", "guideline", "advice", "self_regulation", "funder_condition"]
AUTHORITIES: tuple[OwnAuthority, ...] = ("institution_rule", "guideline", "advice", "self_regulation", "funder_condition")
FORMAT, FILE = 1, "document.json"
_ID = re.compile(r"own-[a-z0-9-]{1,80}")


class OwnDocument(Strict):
    """An own document as it was read. ``name`` is the file's, ``sha256`` of its bytes, ``added`` the day on which it was taken in."""

    id: str = Field(pattern=r"^own-[a-z0-9-]{1,80}$")
    name: str
    title: str = Field(min_length=1, max_length=300)
    language: Language
    authority: OwnAuthority = "institution_rule"
    date: dt.date | None = None
    added: dt.date
    sha256: str
    text: ParsedText

    @property
    def text_sha256(self) -> str:
        """The hash of what was read, whatever file it came from."""
        data = json.dumps(to_jsonable_python(self.text), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(data.encode("utf-8", "replace")).hexdigest()


class _Kept(Strict):
    """The file of a kept document."""

    format: int
    text_sha256: str
    document: OwnDocument


@dataclass(frozen=True)
class Damaged:
    """A kept entry that cannot be read, and why."""

    id: str
    why: str


class OwnStore:
    """The kept documents of a data folder."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "own"

    def signature(self) -> tuple[tuple[str, int], ...]:
        """What tells whether anything was added or removed: names and times, cheap to ask."""
        found = []
        for place in self._places():
            try:
                found.append((place.name, (place / FILE).stat().st_mtime_ns))
            except OSError:
                found.append((place.name, 0))
        return tuple(found)

    def _places(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(place for place in self.folder.iterdir() if _ID.fullmatch(place.name) and place.is_dir() and not place.is_symlink())

    def read(self) -> tuple[list[OwnDocument], list[Damaged]]:
        """The kept documents by id, and the entries that are damaged."""
        sound, damaged = [], []
        for place in self._places():
            try:
                sound.append(self._read(place))
            except MendData as error:
                damaged.append(Damaged(place.name, error.message))
        return sound, damaged

    @staticmethod
    def _read(place: Path) -> OwnDocument:
        try:
            kept = _Kept.model_validate_json((place / FILE).read_bytes())
        except OSError as error:
            raise MendData(f"{place.name}: cannot be read ({error.strerror}).") from error
        except ValidationError as error:
            raise MendData(f"{place.name}: {FILE} is damaged ({error.errors()[0]['msg']}).") from error
        if kept.format != FORMAT or kept.document.id != place.name:
            raise MendData(f"{place.name}: {FILE} is of another version or another document.")
        if kept.text_sha256 != kept.document.text_sha256:
            raise MendData(f"{place.name}: {FILE} has changed since it was written.")
        return kept.document

    def same(self, document: OwnDocument) -> OwnDocument | None:
        """The kept document with the same file or the same text."""
        return next((d for d in self.read()[0] if d.sha256 == document.sha256 or d.text_sha256 == document.text_sha256), None)

    def keep(self, document: OwnDocument) -> Path:
        """Write a document; its folder. Raises ``BadInput`` where its id is taken or there are too many, ``MendSetup`` where the folder
        cannot be written.
        """
        final = self.folder / document.id
        if final.exists():
            raise BadInput(f"{document.id} is kept already.", f"Remove it first: assistant corpus remove {document.id}")
        if len(self._places()) >= limits().kept:
            raise BadInput(f"{limits().kept} documents are kept, and there is room for no more.", "Remove one first.")
        part = self.folder / f".new-{os.getpid()}-{os.urandom(4).hex()}"
        kept = _Kept(format=FORMAT, text_sha256=document.text_sha256, document=document)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._sweep()
            part.mkdir(mode=0o700)
            with (part / FILE).open("wb") as out:
                out.write(json.dumps(to_jsonable_python(kept), ensure_ascii=False, indent=1).encode("utf-8", "replace"))
                out.flush()
                os.fsync(out.fileno())
            (part / FILE).chmod(0o600)
            os.replace(part, final)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise MendSetup(
                f"{self.folder} cannot be written ({error.strerror}).", "Set RI_ASSISTANT_DATA to a folder of yours."
            ) from error
        return final

    def _sweep(self) -> None:
        """Take away what a crash left behind; another process's own is young."""
        for stale in self.folder.glob(".*-*"):
            if dt.datetime.now().timestamp() - stale.stat().st_mtime > 3600:
                shutil.rmtree(stale, ignore_errors=True)

    def remove(self, document_id: str) -> str | None:
        """Take a document away; its title (its id where it is damaged), None where there is none. It is out of the way before it is
        deleted.
        """
        place = self.folder / document_id
        if not _ID.fullmatch(document_id) or not place.is_dir():
            return None
        try:
            title = self._read(place).title
        except MendData:
            title = document_id
        gone = self.folder / f".gone-{os.getpid()}-{os.urandom(4).hex()}"
        try:
            os.replace(place, gone)
        except OSError as error:
            raise MendSetup(f"{place} cannot be removed ({error.strerror}).") from error
        shutil.rmtree(gone, ignore_errors=True)
        return title


def keep_document(store: OwnStore, own: OwnDocument, taken: set[str]) -> OwnDocument:
    """Keep a document under an id that neither the corpus (``taken``) nor a kept document has; as it is kept. Errors as
    ``OwnStore.keep``.
    """
    named = own.model_copy(update={"id": free_id(own.id, taken | {name for name, _ in store.signature()})})
    store.keep(named)
    return named


def free_id(wanted: str, taken: Set[str]) -> str:
    """The id, with a number where it is taken."""
    count, found = 2, wanted
    while found in taken:
        found, count = f"{wanted}-{count}", count + 1
    return found


def files_of(path: Path) -> list[Path]:
    """The files that a person means by a file or folder: in a folder those directly in it, no hidden ones, links not followed."""
    if path.is_dir() and not path.is_symlink():
        return sorted(file for file in path.iterdir() if not file.is_symlink() and file.is_file() and not file.name.startswith("."))
    return [path]


def authority(text: str) -> OwnAuthority:
    """An authority that an own document may have. Raises ``BadInput`` for another."""
    if text not in AUTHORITIES:
        raise BadInput(f"{text} is no authority of an own document.", f"Choose one of: {', '.join(AUTHORITIES)}")
    return text
