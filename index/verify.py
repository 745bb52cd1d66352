"""Holding a built index against its manifest, its encoder and itself."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from corpus.base.errors import BuildIndex
from index.encoders.base import Encoder, Vectors
from index.manifest import file_hash, read_manifest
from index.passages import SPOKEN, Unit, collection
from index.readout import read_out
from index.store import VectorStore
from index.vectors import same_encoder

SAMPLE = 12
# Questions that lie close together hide each other in the graph, by which nothing is searched; another index agrees in hardly any case.
AGREEMENT = 0.97
TIE = 1e-4
# The cosine between a text's vector and the one in the store: a collection taken over may hold it as it was before it was kept in 8 bits.
SAME = 0.999


def read_units(folder: Path) -> list[Unit]:
    """The units of a built folder, in the order in which they were written. Raises ``BuildIndex`` where they cannot be read."""
    try:
        rows = json.loads((folder / "units.json").read_text(encoding="utf-8"))
        return [
            Unit(i, kind, language, text, target, tuple(lines), tuple(themes)) for i, kind, language, text, target, lines, themes in rows
        ]
    except (OSError, ValueError, TypeError) as error:
        raise BuildIndex(f"units.json of {folder.name} cannot be read.") from error


def verify_folder(folder: Path, encoder: Encoder, url: str | None = None, taken_over: frozenset[str] = frozenset()) -> list[str]:
    """What does not hold of a built index; empty where all does.

    Files match their hashes, every unit has its vector, a sample embedded again is the same, and the store's approximate search agrees
    with the exact one. Of the collections ``taken_over`` from an index that was verified when it was built only the number and the sample
    are looked at.
    """
    try:
        manifest = read_manifest(folder)
    except BuildIndex as error:
        return [error.message]
    faults = [f"{name} is missing or changed" for name, digest in manifest.files.items() if not _same(folder / name, digest)]
    if faults:
        return faults
    if manifest.encoder != encoder.id or manifest.dimension != encoder.dimension:
        return [f"built with {manifest.encoder}, the encoder is {encoder.id}"]
    units = read_units(folder)
    store = VectorStore(folder / "chroma", url)
    try:
        return [
            fault
            for name in manifest.counts
            for fault in _check_collection(folder, store, name, manifest.counts[name], units, encoder, name not in taken_over)
        ]
    except BuildIndex as error:
        return [error.message]
    finally:
        store.close()


def _same(path: Path, digest: str) -> bool:
    return path.is_file() and file_hash(path) == digest


def _check_collection(
    folder: Path, store: VectorStore, name: str, count: int, units: list[Unit], encoder: Encoder, wholly: bool
) -> list[str]:
    members = [unit for unit in units if collection(unit.language, unit.kind) == name]
    held = store.count(name)
    if held != count or len(members) != count:
        return [f"{name}: {held} vectors, {len(members)} texts, {count} expected"]
    step = max(1, count // SAMPLE)
    sample = list(range(0, count, step))[:SAMPLE]
    # The shortest of them: every build waits for this.
    few = sorted(sample, key=lambda row: len(members[row].text))[:2]
    read = range(count) if wholly else few
    vectors = store.read(name, [members[row].id for row in read], whole=wholly)
    if float((read_out(folder, name, count)[list(read)] * vectors).sum(axis=1).min()) < SAME:
        return [f"{name}: the store holds other vectors than those that are searched"]
    again = _embedded([members[row] for row in few], encoder)
    faults = []
    if not same_encoder(vectors[few if wholly else slice(None)], again):
        faults.append(f"{name}: a text embedded again differs from its vector")
    return faults + _searched(store, name, [unit.id for unit in members], vectors, sample) if wholly else faults


def _embedded(members: list[Unit], encoder: Encoder) -> Vectors:
    texts = [unit.text for unit in members]
    return encoder.queries(texts) if members[0].kind in SPOKEN else encoder.passages(texts)


def _searched(store: VectorStore, name: str, ids: list[str], vectors: Vectors, sample: list[int]) -> list[str]:
    """Whether the approximate search finds what the exact one does."""
    place = {key: row for row, key in enumerate(ids)}
    top = min(10, len(ids))
    hits = 0
    for row in sample:
        likeness = vectors @ vectors[row]
        # By likeness, not by name: among texts that are equally near any will do.
        needed = np.sort(likeness)[-top] - TIE
        found = [likeness[place[key]] for key in store.nearest(name, vectors[row], top)]
        hits += sum(bool(value >= needed) for value in found)
    if hits / (top * len(sample)) < AGREEMENT:
        return [f"{name}: the store's search agrees with the exact one in {hits}/{top * len(sample)} cases only"]
    return []
