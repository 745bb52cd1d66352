"""What a build folder holds: vectors in Chroma and as arrays, BM25 a collection, wording and what is asked for a language, the models of
the outcomes, of the sentences, of requests for another form, of how texts are put and of the risk themes, the units.

A build folder begins as a copy of the one in use where there is one, and only what changed is put into the copy: after one changed
provision a build writes a handful of vectors instead of all. The copy is a folder of its own; what serves is never touched.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.base.errors import BuildIndex
from corpus.base.settings import LANGUAGES
from corpus.knowledge_model import Knowledge
from index.asked import Asked
from index.encoders.base import Vectors
from index.lexical import Coverage, LexicalIndex
from index.likeness import of_situations
from index.outcomes import FILE as OUTCOMES
from index.outcomes import Outcomes
from index.passages import SEARCHED, Unit, collection
from index.pointing import Pointing
from index.put import Put
from index.readout import write_out
from index.requests import Requests
from index.store import VectorStore
from index.verify import read_units

# Beyond this share of changed texts a fresh collection is quicker, and the graph holds no graves.
FRESH = 0.2


@dataclass(frozen=True)
class Written:
    """What a build folder holds: the size of each collection, and the collections taken over as they were."""

    counts: dict[str, int]
    taken_over: frozenset[str]


def write(
    folder: Path,
    all_units: Sequence[Unit],
    vectors: Vectors,
    knowledge: Knowledge,
    url: str | None,
    previous: Path | None,
    shipped: Path | None = None,
) -> Written:
    """Write the content. ``vectors`` has a row a unit; ``knowledge`` tells of the examples among them; ``previous`` is a built folder that
    fits, ``shipped`` the model of the outcomes that came with the program.
    """
    groups: dict[str, list[int]] = {}
    for row, unit in enumerate(all_units):
        groups.setdefault(collection(unit.language, unit.kind), []).append(row)
    before = _begun(folder, previous) if previous and not url else {}
    store = VectorStore(folder / "chroma", url)
    for name in set(before) - set(groups):
        store.drop(name)
    taken_over = set()
    for name, rows in groups.items():
        if not _collect(store, name, [all_units[row] for row in rows], vectors[rows], before.get(name)):
            taken_over.add(name)
        write_out(folder, name, vectors[rows])
        _lexical(folder / "lexical" / name, [all_units[row].text for row in rows], before.get(name), previous)
    store.close()
    for language in LANGUAGES:
        of_language = [unit for unit in all_units if unit.language == language]
        Coverage.of([unit for unit in of_language if unit.kind in SEARCHED]).save(folder, language)
        Asked.of([unit for unit in of_language if unit.kind == "question"]).save(folder, language)
    asked = [row for row, unit in enumerate(all_units) if unit.kind == "question"]
    for_targets = [(all_units[row].target, all_units[row].key) for row in asked]
    Outcomes.of(for_targets, vectors[asked], previous and previous / OUTCOMES, shipped).save(folder / OUTCOMES)
    Pointing.fit([all_units[row] for row in asked], vectors[asked]).save(folder)
    Put.fit(all_units, vectors).save(folder)
    Requests.fit(knowledge.requests, [all_units[row].text for row in asked]).save(folder)
    told = [row for row, unit in enumerate(all_units) if unit.kind == "situation"]
    if likeness := of_situations([all_units[row] for row in told], vectors[told], knowledge, previous):
        likeness.save(folder)
    _list_units(folder / "units.json", all_units)
    return Written({name: len(rows) for name, rows in groups.items()}, frozenset(taken_over))


def _begun(folder: Path, previous: Path) -> dict[str, list[Unit]]:
    """Copy the previous store; its units by collection. Empty, with nothing copied, where it cannot be read."""
    before: dict[str, list[Unit]] = {}
    try:
        for unit in read_units(previous):
            before.setdefault(collection(unit.language, unit.kind), []).append(unit)
        shutil.copytree(previous / "chroma", folder / "chroma")
    except (OSError, ValueError, BuildIndex):
        shutil.rmtree(folder / "chroma", ignore_errors=True)
        return {}
    return before


def _collect(store: VectorStore, name: str, members: Sequence[Unit], vectors: Vectors, before: Sequence[Unit] | None) -> bool:
    """Bring a collection to hold exactly these vectors; returns whether anything had to be changed."""
    known = {unit.id: unit.key for unit in before or ()}
    new = [row for row, unit in enumerate(members) if known.get(unit.id) != unit.key]
    kept = {unit.id for unit in members} - {members[row].id for row in new}
    gone = [unit_id for unit_id in known if unit_id not in kept]
    if before is None or len(new) + len(gone) > FRESH * len(members):
        if before is not None:
            store.drop(name)
        store.create(name)
        new, gone = list(range(len(members))), []
    store.remove(name, gone)
    store.add(name, [members[row].id for row in new], vectors[new])
    return bool(new or gone or before is None)


def _lexical(folder: Path, texts: list[str], before: Sequence[Unit] | None, previous: Path | None) -> None:
    """BM25 over the texts; copied where they are the same."""
    old = previous / "lexical" / folder.name if previous else None
    if old and old.is_dir() and before is not None and [unit.text for unit in before] == texts:
        shutil.copytree(old, folder)
    else:
        LexicalIndex.build(texts).save(folder)


def _list_units(path: Path, all_units: Sequence[Unit]) -> None:
    listed = [[u.id, u.kind, u.language, u.text, u.target, u.lines, u.themes] for u in all_units]
    path.write_text(json.dumps(listed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
