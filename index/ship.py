"""Write the vectors and the model of the outcomes that ship with the program: ``python -m index.ship``, after the corpus changed.

With them a first start embeds and fits next to nothing. They are data made from the corpus by the embedded encoder, nothing
else; a build embeds a sample again and does not believe a shelf or a model that differs, and a test says when they no longer cover
the corpus. What is new goes into a further file: fifty megabytes written anew for every change would make each clone carry them again.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import numpy as np

from corpus.base.errors import BuildIndex
from corpus.base.settings import load_settings
from corpus.load import load_corpus
from index.build import vectors_of
from index.encoders import open_encoder
from index.encoders.base import Vectors
from index.outcomes import Outcomes
from index.passages import units
from index.vectors import SHIPPED, KeptVectors, further, outcomes_name, shelf_name

# Beyond this share of vectors whose texts are gone the shelf is written anew as one file.
STALE = 0.04


def ship() -> list[Path]:
    """Embed what is new, write what the shipped shelf lacks of the vectors of the corpus as it stands, and the model of its outcomes where
    another ships; returns the files written.
    """
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    found = units(load_corpus(), encoder)
    vectors = vectors_of(found, encoder, settings.data(), progress=True)
    shelf = lay(SHIPPED / shelf_name(encoder.id), {unit.key: vector for unit, vector in zip(found, vectors, strict=True)})
    asked, model = [row for row, unit in enumerate(found) if unit.kind == "question"], SHIPPED / outcomes_name(encoder.id)
    fitted = Outcomes.of([(found[row].target, found[row].key) for row in asked], vectors[asked], model)
    if stale := _stale(model, fitted):
        fitted.save(model)
    return [path for path in (shelf, model if stale else None) if path]


def _stale(path: Path, fitted: Outcomes) -> bool:
    try:
        return Outcomes.load(path).made_of != fitted.made_of
    except BuildIndex:
        return True


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
    sys.stdout.write("".join(f"{path.name} written.\n" for path in written) or "What ships is complete.\n")
