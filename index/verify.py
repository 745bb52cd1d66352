"""Holding a built index against its manifest, its encoder and itself."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from corpus.base.errors import BuildIndex
from index.encoders.base import Encoder
from index.manifest import file_hash, read_manifest
from index.passages import Unit
from index.store import VectorStore

SAMPLE = 12
# Questions that lie close together hide each other in the graph, by which nothing is searched; another index agrees in hardly any case.
AGREEMENT = 0.97
TIE = 1e-4


def read_units(folder: Path) -> list[Unit]:
    """The units of a built folder, in the order in which they were written."""
    rows = json.loads((folder / "units.json").read_text(encoding="utf-8"))
    return [Unit(i, kind, language, text, target, tuple(lines), tuple(themes)) for i, kind, language, text, target, lines, themes in rows]


def verify_folder(folder: Path, encoder: Encoder, url: str | None = None) -> list[str]:
    """What does not hold of a built index; empty where all does.

    Files match their hashes, every unit has its vector, a sample embedded again is the same, and the store's approximate search agrees
    with the exact one.
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
        return [fault for name in manifest.counts for fault in _check_collection(store, name, manifest.counts[name], units, encoder)]
    except BuildIndex as error:
        return [error.message]
    finally:
        store.close()


def _same(path: Path, digest: str) -> bool:
    return path.is_file() and file_hash(path) == digest


def _check_collection(store: VectorStore, name: str, count: int, units: list[Unit], encoder: Encoder) -> list[str]:
    members = [unit for unit in units if f"{unit.language}-{unit.kind}" == name]
    if store.count(name) != count or len(members) != count:
        return [f"{name}: {store.count(name)} vectors, {len(members)} texts, {count} expected"]
    vectors = store.read(name, [unit.id for unit in members])
    step = max(1, count // SAMPLE)
    sample = list(range(0, count, step))[:SAMPLE]
    # The shortest of them: every build waits for this.
    few = sorted(sample, key=lambda row: len(members[row].text))[:2]
    asked = members[0].kind in ("question", "situation")
    texts = [members[row].text for row in few]
    again = encoder.queries(texts) if asked else encoder.passages(texts)
    faults = []
    if float((again * vectors[few]).sum(axis=1).min()) < 0.995:
        faults.append(f"{name}: a text embedded again differs from its vector")
    place = {unit.id: row for row, unit in enumerate(members)}
    top = min(10, count)
    hits = 0
    for row in sample:
        likeness = vectors @ vectors[row]
        # By likeness, not by name: among texts that are equally near any will do.
        needed = np.sort(likeness)[-top] - TIE
        found = [likeness[place[key]] for key in store.nearest(name, vectors[row], top)]
        hits += sum(bool(value >= needed) for value in found)
    if hits / (top * len(sample)) < AGREEMENT:
        faults.append(f"{name}: the store's search agrees with the exact one in {hits}/{top * len(sample)} cases only")
    return faults
