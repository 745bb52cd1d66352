"""Vectors kept by the hash of their text, so that a build embeds only what changed.

Two shelves: the one that ships with the program (a first start takes seconds), and the user's own. Vectors are stored as 8-bit
integers with a scale a row: the cosine to the original stays above 0.9999, and the file is a quarter of the size. A build
embeds a sample again and refuses a shelf that does not match.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors, unit

SHIPPED = Path(__file__).resolve().parent / "shipped"
# What numpy raises over an archive that is missing, cut off, empty or not one.
UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


# The cosine between two vectors of a text: on another processor they differ in the last digits, another model does not come near.
MATCH = 0.995


def same_encoder(kept: Iterable[Vectors], again: Iterable[Vectors]) -> bool:
    """Whether stored vectors are those of the encoder that embedded the same texts again: another model would poison the index in
    silence.
    """
    return all(old.shape == new.shape and float(old @ new) >= MATCH for old, new in zip(kept, again, strict=True))


class KeptVectors:
    """Vectors by key, of one encoder."""

    def __init__(self, keys: Sequence[str] = (), vectors: Vectors | None = None) -> None:
        self._rows = {key: row for row, key in enumerate(keys)}
        self._vectors = vectors if vectors is not None else np.zeros((0, 0), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def keys(self) -> list[str]:
        """All keys."""
        return list(self._rows)

    def get(self, key: str) -> Vectors:
        """The vector under a key; ``KeyError`` if it is not there."""
        return np.asarray(self._vectors[self._rows[key]])

    @classmethod
    def load(cls, path: Path) -> KeptVectors:
        """Read a shelf with its further files; what is missing or damaged is as good as empty (the texts are then embedded again)."""
        read = [found for part in (path, *further(path)) if (found := _read(part))]
        keys = [key for listed, _ in read for key in listed]
        return cls(keys, np.concatenate([vectors for _, vectors in read])) if keys else cls()

    @staticmethod
    def save(path: Path, keys: Sequence[str], vectors: Vectors) -> None:
        """Write a shelf whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        codes, scales = _coded(vectors)
        order = np.argsort(np.asarray(keys))
        raw = np.frombuffer(bytes.fromhex("".join(keys)), dtype=np.uint8).reshape(len(keys), -1)
        part = path.with_suffix(".part")
        with part.open("wb") as out:
            np.savez_compressed(out, keys=raw[order], codes=codes[order], scales=scales[order])
        os.replace(part, path)


def further(path: Path) -> list[Path]:
    """The further files of a shelf, which hold what came after it: "shelf+1.npz", "shelf+2.npz", …"""
    return sorted(path.parent.glob(f"{path.stem}+*.npz"))


def _read(path: Path) -> tuple[list[str], Vectors] | None:
    try:
        # Opened here: of an archive that is cut off numpy would leave the file open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            return [bytes(row).hex() for row in data["keys"]], _decoded(data["codes"], data["scales"])
    except UNREADABLE:
        return None


def _coded(vectors: Vectors) -> tuple[NDArray[np.int8], Vectors]:
    scales = np.abs(vectors).max(axis=1) / 127
    codes = np.round(vectors / np.where(scales == 0, 1, scales)[:, None]).astype(np.int8)
    return codes, scales.astype(np.float32)


def _decoded(codes: NDArray[np.int8], scales: Vectors) -> Vectors:
    return unit(codes.astype(np.float32) * scales[:, None])


def rounded(vectors: Vectors) -> Vectors:
    """The vectors as a shelf would give them back."""
    return _decoded(*_coded(vectors))


def shelf_name(encoder_id: str) -> str:
    """The file name of an encoder's shelf."""
    return "".join(c if c.isalnum() or c in "-." else "_" for c in encoder_id) + ".npz"


def outcomes_name(encoder_id: str) -> str:
    """The file name of the model of the outcomes over an encoder's vectors."""
    return shelf_name(encoder_id).removesuffix(".npz") + "-outcomes.npz"
