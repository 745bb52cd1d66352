"""Write the vectors that ship with the program: ``python -m index.ship``, after the corpus changed.

With them a first start takes seconds instead of minutes. They are data made from the corpus by the embedded encoder, nothing
else; a build embeds a sample again and does not believe a shelf that differs, and a test says when the shelf no longer covers
the corpus. What is new goes into a further file: fifty megabytes written anew for every change would make each clone carry them again.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import numpy as np

from corpus.base.settings import load_settings
from corpus.load import load_corpus
from index.build import vectors_of
from index.encoders import open_encoder
from index.encoders.base import Vectors
from index.passages import units
from index.vectors import SHIPPED, KeptVectors, further, shelf_name

# Beyond this share of vectors whose texts are gone the shelf is written anew as one file.
STALE = 0.04


def ship() -> Path | None:
    """Embed what is new, and write what the shipped shelf lacks of the vectors of the corpus as it stands; returns the file, None where it
    lacks nothing.
    """
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    found = units(load_corpus(), encoder)
    vectors = vectors_of(found, encoder, settings.data(), progress=True)
    return lay(SHIPPED / shelf_name(encoder.id), {unit.key: vector for unit, vector in zip(found, vectors, strict=True)})


def lay(path: Path, wanted: Mapping[str, Vectors]) -> Path | None:
    """Bring a shelf to hold the wanted vectors, by key: in a further file, or all anew where too much of it is wanted no more."""
    shelf, parts = KeptVectors.load(path), further(path)
    new = [key for key in wanted if key not in shelf]
    stale = len(shelf) + len(new) > (1 + STALE) * len(wanted)
    if stale:
        new = list(wanted)
    elif len(shelf):
        path = next(free for n in count(1) if not (free := path.with_name(f"{path.stem}+{n}.npz")).exists())
    if not new:
        return None
    KeptVectors.save(path, new, np.stack([wanted[key] for key in new]))
    for part in parts if stale else ():
        part.unlink()
    return path


if __name__ == "__main__":
    written = ship()
    sys.stdout.write(f"{written.name} written.\n" if written else "The shipped vectors are complete.\n")
