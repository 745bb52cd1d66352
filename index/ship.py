"""Write the vectors that ship with the program: ``python -m index.ship``, after the corpus changed.

With them a first start takes seconds instead of minutes. They are data made from the corpus by the embedded encoder, nothing
else; a build embeds a sample again and does not believe a shelf that differs, and a test says when the shelf no longer covers
the corpus.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from corpus.base.settings import load_settings
from corpus.load import load_corpus
from index.build import vectors_of
from index.encoders import open_encoder
from index.passages import units
from index.vectors import SHIPPED, Shelf, shelf_name


def ship(target: Path = SHIPPED) -> Path:
    """Embed what is new, and write exactly the vectors of the corpus as it stands; returns the file."""
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    found = units(load_corpus(), encoder)
    vectors = vectors_of(found, encoder, settings.data(), progress=True)
    rows = {unit.key: row for row, unit in enumerate(found)}
    path = target / shelf_name(encoder.id)
    Shelf.save(path, list(rows), np.stack([vectors[row] for row in rows.values()]))
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{ship().name} written.\n")
