"""The vectors of a built folder as they are searched: one array a collection beside Chroma, written with the same build.

Chroma hands vectors out as lists of Python numbers: a hundred thousand of them take seven of the fifteen seconds that it took to open an
index, an array takes a tenth of one. The build writes both and holds the array against the store (``index.verify``); a Chroma server is
read itself.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus.base.errors import BuildIndex
from index.encoders.base import Vectors, unit
from index.vectors import UNREADABLE

FOLDER = "vectors"


def write_out(folder: Path, name: str, vectors: Vectors) -> None:
    """Write a collection's vectors, a row a text in the order of its units, into a build folder."""
    (folder / FOLDER).mkdir(exist_ok=True)
    np.save(folder / FOLDER / f"{name}.npy", unit(vectors))


def read_out(folder: Path, name: str, count: int) -> Vectors:
    """The vectors of a collection of ``count`` texts, shape (count, dimension). Raises ``BuildIndex`` where they are not there whole."""
    try:
        vectors: Vectors = np.load(folder / FOLDER / f"{name}.npy", allow_pickle=False)
    except UNREADABLE as error:
        raise BuildIndex(f"The vectors of {name} cannot be read.") from error
    if len(vectors) != count:
        raise BuildIndex(f"{name} has {len(vectors)} vectors for {count} texts.")
    return vectors
