"""Haystack: its hybrid retrieval pipeline (2.x and 3.x alike), as in its tutorial, with our encoder in the place of the hosted ones.

Documents go through ``DocumentSplitter`` and an embedder into an ``InMemoryDocumentStore``; a question goes to
``InMemoryBM25Retriever`` and ``InMemoryEmbeddingRetriever``, which ``DocumentJoiner`` joins by reciprocal rank. The tutorial ends with a
cross-encoder, which no peer here has (nor have we). Telemetry is switched off before the library is imported.
"""

import os
from typing import TYPE_CHECKING, Any

from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from evals.peers.base import Retrieved, whole_text
from index.encoders.base import Encoder

if TYPE_CHECKING:
    from haystack import Pipeline


class HaystackPeer:
    """One store and one query pipeline a language.

    ``split_by`` and ``split_length`` are ``DocumentSplitter``'s.
    """

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder, split_by: str = "word", split_length: int = 200) -> None:
        self.name = name
        self.config: dict[str, Any] = {
            "split_by": split_by, "split_length": split_length, "split_overlap": 0, "top_k": 10,
            "join_mode": "reciprocal_rank_fusion", "bm25_algorithm": "BM25L",
        }  # fmt: skip
        self._pipelines = {language: self._pipeline(corpus, encoder, language) for language in LANGUAGES}

    def _pipeline(self, corpus: Corpus, encoder: Encoder, language: str) -> "Pipeline":
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
        from haystack import Document, Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.components.writers import DocumentWriter
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        embed_documents, embed_question = _components(encoder)
        store = InMemoryDocumentStore(bm25_algorithm=self.config["bm25_algorithm"], shared=False)
        splitter = DocumentSplitter(
            split_by=self.config["split_by"], split_length=self.config["split_length"], split_overlap=self.config["split_overlap"]
        )
        write = Pipeline()
        write.add_component("splitter", splitter)
        write.add_component("embedder", embed_documents)
        write.add_component("writer", DocumentWriter(store))
        write.connect("splitter", "embedder")
        write.connect("embedder", "writer")
        texts = [Document(content=whole_text(d, language), meta={"document": d.id}) for d in corpus.documents.values()]
        write.run({"splitter": {"documents": texts}})
        ask = Pipeline()
        ask.add_component("question", embed_question)
        ask.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=self.config["top_k"]))
        ask.add_component("lexical", InMemoryBM25Retriever(store, top_k=self.config["top_k"]))
        ask.add_component("joiner", DocumentJoiner(join_mode=self.config["join_mode"]))
        ask.connect("question.embedding", "dense.query_embedding")
        ask.connect("dense", "joiner")
        ask.connect("lexical", "joiner")
        return ask

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Peer``."""
        found = self._pipelines[language].run({"question": {"text": question}, "lexical": {"query": question}})
        return [Retrieved(document.content or "", language) for document in found["joiner"]["documents"]]


def _components(encoder: Encoder) -> tuple[Any, Any]:
    """Our encoder as Haystack's two embedders.

    Made here because the decorator needs the library. It reads the annotations as types, so this module has no postponed ones.
    """
    from dataclasses import replace

    from haystack import Document, component

    @component
    class EmbedDocuments:
        @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator]
        def run(self, documents: list[Document]) -> dict[str, list[Document]]:
            vectors = encoder.passages([document.content or "" for document in documents])
            return {"documents": [replace(d, embedding=[float(x) for x in v]) for d, v in zip(documents, vectors, strict=True)]}

    @component
    class EmbedQuestion:
        @component.output_types(embedding=list[float])  # type: ignore[untyped-decorator]
        def run(self, text: str) -> dict[str, list[float]]:
            return {"embedding": [float(x) for x in encoder.queries([text])[0]]}

    return EmbedDocuments(), EmbedQuestion()
