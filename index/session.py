"""Documents that the asker brings, searched beside the main index and gone with the session.

They are few and small, so their index is a language index in memory, built when they come in. They have no expected questions: their text
scores stand for themselves. A text that was embedded before is not embedded again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, MutableMapping

import numpy as np
from tqdm import tqdm

from corpus.base.settings import LANGUAGES
from corpus.model import Document
from index.encoders.base import Encoder, Vectors
from index.lexical import LexicalIndex
from index.passages import SEARCHED, Unit, provision_units
from index.search import LanguageIndex
from index.shelves import Shelf
from index.vectors import same_encoder

SAMPLE, BATCH = 2, 32


def session_index(
    documents: Iterable[Document],
    encoder: Encoder,
    known: MutableMapping[str, Vectors] | None = None,
    progress: bool = False,
) -> dict[str, LanguageIndex]:
    """A language index for every language that the documents are in. ``known`` are vectors by the key of their text: used where they are
    this encoder's, and afterwards those of the documents and no others. ``progress`` shows a bar on stderr.
    """
    found = [unit for document in documents for p in document.provisions.values() for unit in provision_units(p, encoder)]
    vectors = _vectors(found, encoder, known if known is not None else {}, progress)
    return {
        language: _index([u for u in found if u.language == language], vectors, encoder)
        for language in LANGUAGES
        if any(u.language == language for u in found)
    }


def _vectors(units: list[Unit], encoder: Encoder, known: MutableMapping[str, Vectors], progress: bool) -> MutableMapping[str, Vectors]:
    """A vector for every unit, by key; ``known`` is brought to hold just these."""
    sample = [unit for unit in units if unit.key in known][:SAMPLE]
    if sample and not same_encoder([known[unit.key] for unit in sample], encoder.passages([unit.text for unit in sample])):
        known.clear()
    todo = list({unit.key: unit.text for unit in units if unit.key not in known}.items())
    with tqdm(total=len(todo), desc="embedding", unit="text", disable=not progress or not todo, file=sys.stderr) as bar:
        for start in range(0, len(todo), BATCH):
            batch = todo[start : start + BATCH]
            known.update(zip([key for key, _ in batch], encoder.passages([text for _, text in batch]), strict=True))
            bar.update(len(batch))
    for key in set(known) - {unit.key for unit in units}:
        del known[key]
    return known


def _index(units: list[Unit], vectors: MutableMapping[str, Vectors], encoder: Encoder) -> LanguageIndex:
    shelves = {}
    for kind in SEARCHED:
        members = [unit for unit in units if unit.kind == kind]
        texts = [unit.text for unit in members]
        rows = np.stack([vectors[unit.key] for unit in members]) if members else np.zeros((0, encoder.dimension), dtype=np.float32)
        shelves[kind] = Shelf.of(members, rows, LexicalIndex.build(texts))
    return LanguageIndex(shelves)
