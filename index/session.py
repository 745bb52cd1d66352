"""Documents that the asker brings, searched beside the main index and gone with the session.

They are few and small, so their index is a language index in memory, built when they come in. They have no expected questions: their text
scores stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.base.settings import LANGUAGES
from corpus.model import Document
from index.encoders.base import Encoder
from index.lexical import LexicalIndex
from index.passages import Unit, provision_units
from index.search import LanguageIndex, Shelf


def session_index(documents: Iterable[Document], encoder: Encoder) -> dict[str, LanguageIndex]:
    """A language index for every language that the documents are in."""
    found = [unit for document in documents for p in document.provisions.values() for unit in provision_units(p, encoder)]
    return {
        language: _index([u for u in found if u.language == language], encoder)
        for language in LANGUAGES
        if any(u.language == language for u in found)
    }


def _index(units: list[Unit], encoder: Encoder) -> LanguageIndex:
    shelves = {}
    for kind in ("question", "sentence", "passage"):
        members = [unit for unit in units if unit.kind == kind]
        texts = [unit.text for unit in members]
        shelves[kind] = Shelf.of(members, encoder.passages(texts) if texts else encoder.passages(["-"])[:0], LexicalIndex.build(texts))
    return LanguageIndex(shelves)
