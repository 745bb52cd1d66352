"""The two halves of our own search, each alone: BM25 on character 4-grams and the encoder, over whole provisions in the question's
language, without expected questions, sentences or fusion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from evals.peers.base import DEPTH, Retrieved
from index.encoders.base import Encoder
from index.lexical import LexicalIndex
from index.passages import provision_units


@dataclass(frozen=True)
class _Passages:
    """The passages of one language: the text searched (short ones with their heading), and the text that would be cited."""

    searched: list[str]
    cited: list[Retrieved]


def _passages(corpus: Corpus, encoder: Encoder, language: str) -> _Passages:
    searched, cited = [], []
    for document in corpus.documents.values():
        for provision in document.provisions.values():
            edition = provision.editions.get(language)
            for unit in provision_units(provision, encoder) if edition else ():
                if unit.kind == "passage" and unit.language == language and edition:
                    searched.append(unit.text)
                    cited.append(Retrieved(" ".join(edition.lines[n - 1].text for n in unit.lines), language))
    return _Passages(searched, cited)


class LexicalPeer:
    """Our BM25 over the passages in the question's language, and nothing else."""

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder) -> None:
        self.name = name
        self.config: dict[str, Any] = {"chunks": "whole provisions", "tokens": "character 4-grams", "shown": DEPTH}
        self._passages = {language: _passages(corpus, encoder, language) for language in LANGUAGES}
        self._indexes = {language: LexicalIndex.build(passages.searched) for language, passages in self._passages.items()}

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Peer``; what shares nothing with the question is not found."""
        scores = self._indexes[language].scores(question)
        return [self._passages[language].cited[row] for row in np.argsort(-scores, kind="stable")[:DEPTH] if scores[row] > 0]


class DensePeer:
    """The encoder over the passages in the question's language, and nothing else."""

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder) -> None:
        self.name = name
        self.config: dict[str, Any] = {"chunks": "whole provisions", "similarity": "cosine", "shown": DEPTH}
        self._encoder = encoder
        self._passages = {language: _passages(corpus, encoder, language) for language in LANGUAGES}
        self._vectors = {language: encoder.passages(passages.searched) for language, passages in self._passages.items()}

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Peer``."""
        scores = self._vectors[language] @ self._encoder.queries([question])[0]
        return [self._passages[language].cited[row] for row in np.argsort(-scores, kind="stable")[:DEPTH]]
