"""What an index was built from, and where indexes live.

``<data>/index/<version>-<n>/`` are built folders, never written again once named; ``<data>/index/current`` is a file that names
the one in use. A new build is made beside the old one and the pointer is swapped last, so a crash at any moment leaves the old
one serving.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pydantic import ValidationError

from corpus.base.errors import BuildIndex
from corpus.model import Strict

FORMAT = 13


class Manifest(Strict):
    """The identity card of a built index."""

    format: int
    encoder: str
    dimension: int
    chunker: str
    corpus_version: str
    built: str
    counts: dict[str, int]
    files: dict[str, str]

    @property
    def version(self) -> str:
        """Twelve hex digits over what decides the content: equal content, equal version."""
        text = f"{self.format}|{self.encoder}|{self.dimension}|{self.chunker}|{self.corpus_version}|{sorted(self.counts.items())}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def mismatch(self, encoder: str, chunker: str, corpus_version: str) -> str | None:
        """What differs from the running program, in words; None where nothing does."""
        pairs = [
            ("format", self.format, FORMAT),
            ("encoder", self.encoder, encoder),
            ("chunker", self.chunker, chunker),
            ("corpus", self.corpus_version, corpus_version),
        ]
        told = [f"{name} {have} (the program has {want})" for name, have, want in pairs if have != want]
        return "The index was built with " + ", ".join(told) + "." if told else None


def file_hash(path: Path) -> str:
    """SHA-256 of a file, as hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Indexes:
    """The folder of built indexes and the pointer to the one in use."""

    def __init__(self, data: Path) -> None:
        self.root = data / "index"
        self.pointer = self.root / "current"

    def current(self) -> Path | None:
        """The folder in use; None where nothing was built."""
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        folder = self.root / name
        return folder if name and (folder / "manifest.json").exists() else None

    def require(self) -> Path:
        """The folder in use. Raises ``BuildIndex`` where there is none."""
        folder = self.current()
        if folder is None:
            raise BuildIndex("There is no index yet.")
        return folder

    def point(self, folder: Path) -> None:
        """Swap the pointer to ``folder`` in one step."""
        part = self.root / f".current-{os.getpid()}"
        with part.open("w", encoding="utf-8") as out:
            out.write(folder.name)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, self.pointer)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a built folder. Raises ``BuildIndex`` where it cannot be read."""
    try:
        return Manifest.model_validate_json((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise BuildIndex(f"The manifest of {folder.name} cannot be read.") from error
