"""txtai: its hybrid index (Faiss over our encoder's vectors, and its own BM25), with its default weights and normalising.

Chunks are the paragraphs that its segmentation pipeline makes. The encoder comes in through ``method: external``. It tells questions from
passages by the prefixes that txtai's documentation has for models of this family (``instructions``); the function takes them off again,
since the encoder sets its own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from evals.peers.base import Retrieved, whole_text
from index.encoders.base import Encoder, Vectors

if TYPE_CHECKING:
    from txtai.embeddings import Embeddings

QUERY, PASSAGE = "query: ", "passage: "


class TxtaiPeer:
    """One hybrid index a language. Ten chunks are shown; txtai itself looks ten times as deep in each half before it joins them."""

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder) -> None:
        self.name = name
        self.config: dict[str, Any] = {
            "method": "external", "hybrid": True, "instructions": {"query": QUERY, "data": PASSAGE}, "segmentation": "paragraphs",
            "minlength": None, "limit": 10, "weights": 0.5,
        }  # fmt: skip
        self._texts: dict[str, list[str]] = {}
        self._indexes: dict[str, Embeddings] = {}
        for language in LANGUAGES:
            self._texts[language], self._indexes[language] = self._index(corpus, encoder, language)

    def _index(self, corpus: Corpus, encoder: Encoder, language: str) -> tuple[list[str], Embeddings]:
        # Nothing is to be looked up at the hub of its models.
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
        from txtai.embeddings import Embeddings
        from txtai.pipeline import Segmentation

        def transform(texts: Sequence[str]) -> Vectors:
            if texts[0].startswith(QUERY):
                return encoder.queries([text.removeprefix(QUERY) for text in texts])
            return encoder.passages([text.removeprefix(PASSAGE) for text in texts])

        segment = Segmentation(paragraphs=True, minlength=self.config["minlength"])
        chunks = [chunk for document in corpus.documents.values() for chunk in segment(whole_text(document, language))]
        told = {name: self.config[name] for name in ("method", "hybrid", "instructions")}
        embeddings = Embeddings(**told, transform=transform)
        embeddings.index([(number, chunk, None) for number, chunk in enumerate(chunks)])
        return chunks, embeddings

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Peer``."""
        found = self._indexes[language].search(question, limit=self.config["limit"], weights=self.config["weights"])
        return [Retrieved(self._texts[language][number], language) for number, _ in found]
