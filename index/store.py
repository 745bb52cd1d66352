"""Chroma holds the vectors. The rest of the program sees only this small interface, so that the store can be replaced.

Traps that shape it (docs/dependencies.md): vectors are always given, never texts, and a collection is created with
``embedding_function=None`` *and* an explicit configuration, or Chroma would fetch a model; ``add`` ignores an id that is there
already, so a build writes a fresh folder; a process that keeps a client open does not see another's writes, so a built folder
is never written again. At our size an exact product over all vectors is as quick as the approximate search and the same on
every machine: what is searched is the array that the build writes beside it (``index.readout``), held against the store.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.base.errors import BuildIndex, MendSetup
from index.encoders.base import Vectors, unit

# A denser graph takes more than twice as long to build and found no more at our size; one of 40 and 8 is built in half the
# time, and a build failed its own check with it (docs/evaluation-log.md).
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": 600, "max_neighbors": 16}}


def _client(path: Path | None, url: str | None) -> Any:
    import chromadb
    from chromadb.config import Settings

    logging.getLogger("chromadb").setLevel(logging.ERROR)
    quiet = Settings(anonymized_telemetry=False)
    if url:
        host, _, port = url.removeprefix("http://").removeprefix("https://").rstrip("/").partition(":")
        try:
            return chromadb.HttpClient(host=host, port=int(port or 8000), ssl=url.startswith("https"), settings=quiet)
        except Exception as error:
            raise MendSetup(
                f"The Chroma server at {url} does not answer.", "Start it, or remove chroma_url from the configuration."
            ) from error
    return chromadb.PersistentClient(path=str(path), settings=quiet)


class VectorStore:
    """Named collections of vectors in one folder (or on one server, under a prefix)."""

    def __init__(self, path: Path, url: str | None = None) -> None:
        self._prefix = f"{path.name}." if url else ""
        try:
            self._client = _client(path, url)
        except (MendSetup, KeyboardInterrupt):
            raise
        except Exception as error:
            raise BuildIndex(f"The vector store in {path.parent.name} cannot be opened ({type(error).__name__}).") from error

    def create(self, name: str) -> None:
        """A new, empty collection."""
        self._client.create_collection(self._prefix + name, embedding_function=None, configuration=_CONFIGURATION)

    def add(self, name: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Vectors under ids that are not there yet."""
        collection = self._get(name)
        step = min(2000, int(self._client.get_max_batch_size()))
        for start in range(0, len(ids), step):
            collection.add(ids=list(ids[start : start + step]), embeddings=vectors[start : start + step])

    def remove(self, name: str, ids: Sequence[str]) -> None:
        """Take vectors out."""
        collection = self._get(name)
        for start in range(0, len(ids), 2000):
            collection.delete(ids=list(ids[start : start + 2000]))

    def drop(self, name: str) -> None:
        """Take a collection away."""
        self._client.delete_collection(self._prefix + name)

    def _get(self, name: str) -> Any:
        try:
            return self._client.get_collection(self._prefix + name, embedding_function=None)
        except Exception as error:
            raise BuildIndex(f"The vector store has no collection {name}.") from error

    def count(self, name: str) -> int:
        """How many vectors a collection holds."""
        return int(self._get(name).count())

    def read(self, name: str, ids: Sequence[str], whole: bool = True) -> Vectors:
        """The vectors of ``ids``, in their order. Raises ``BuildIndex`` where one is missing.

        ``whole`` reads the collection at a stroke, which is quicker than naming most of its ids; a few are better asked for by name.
        """
        got = self._get(name).get(ids=None if whole else list(ids), include=["embeddings"])
        rows = {key: row for row, key in enumerate(got["ids"])}
        missing = [key for key in ids if key not in rows]
        if missing:
            raise BuildIndex(f"The vector store lacks {len(missing)} of {len(ids)} vectors of {name}.")
        if not ids:
            return np.zeros((0, 0), dtype=np.float32)
        return unit(np.asarray(got["embeddings"], dtype=np.float32)[[rows[key] for key in ids]])

    def nearest(self, name: str, vector: Vectors, count: int) -> Iterator[str]:
        """Ids by the approximate search; used to hold it against the exact one."""
        found = self._get(name).query(query_embeddings=[vector], n_results=count, include=["distances"])
        yield from found["ids"][0]

    def close(self) -> None:
        """Let go of the folder, so that it can be moved or removed."""
        closer = getattr(self._client, "close", None)
        if closer:
            closer()
