"""The kept own documents as a session that every question has: loaded once, and again when one is added or removed.

A running page takes up what the command line added at its next question; asking whether anything changed costs a listing of a folder.
Vectors are kept on the user's shelf by the hash of their text, so that opening embeds only what is new; what is removed goes from the
shelf too.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path

import numpy as np

from assistant.context import Session
from assistant.guidelines.document import own_document
from corpus.own import Damaged, OwnDocument, OwnStore
from index.encoders.base import Encoder, Vectors
from index.session import session_index
from index.vectors import KeptVectors, shelf_name


class Kept:
    """The kept documents of a data folder, and what is searched of them."""

    def __init__(self, data: Path, encoder: Encoder, progress: bool = False) -> None:
        self.store, self._encoder, self._progress = OwnStore(data), encoder, progress
        self._shelf = data / "vectors" / f"own-{shelf_name(encoder.id)}"
        self._lock = threading.Lock()
        self._signature: object = None
        self._session = Session()
        self.documents: list[OwnDocument] = []
        self.damaged: list[Damaged] = []

    def session(self) -> Session:
        """What is searched beside the main index with every question."""
        signature = self.store.signature()
        if signature != self._signature:
            with self._lock:
                if signature != self._signature:
                    self._load()
                    self._signature = signature
        return self._session

    def _load(self) -> None:
        self.documents, self.damaged = self.store.read()
        for entry in self.damaged:
            sys.stderr.write(f"An own document is left out: {entry.why}\n")
        made = {own.id: own_document(own) for own in self.documents}
        vectors = self._stored() if made else {}
        before = set(vectors)
        indexes = session_index(made.values(), self._encoder, vectors, self._progress)
        self._session = Session(made, indexes, vectors)
        if set(vectors) != before or (not made and self._shelf.exists()):
            self._write(vectors)

    def _stored(self) -> dict[str, Vectors]:
        shelf = KeptVectors.load(self._shelf)
        return {key: shelf.get(key) for key in shelf.keys()}  # noqa: SIM118 - a shelf is no mapping

    def _write(self, vectors: dict[str, Vectors]) -> None:
        """Put the vectors on the shelf; a folder that cannot be written costs time at the next opening, nothing else."""
        with contextlib.suppress(OSError):
            if not vectors:
                self._shelf.unlink(missing_ok=True)
                return
            KeptVectors.save(self._shelf, list(vectors), np.stack(list(vectors.values())))
            self._shelf.chmod(0o600)
