"""LlamaIndex: its vector index at the documented and at the best known setting, and its hybrid of vectors and BM25.

Objects are passed explicitly (embedding, language model, callbacks): left out, LlamaIndex would look for a hosted model over the network.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from evals.peers.base import Retrieved, whole_text
from index.encoders.base import Encoder
from index.encoders.llama import EncoderEmbedding

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.indices.vector_store.base import VectorStoreIndex
    from llama_index.core.schema import BaseNode

# Snowball's names of the languages' stemmers; bm25s has stop words for two of the three.
STEMMERS = {"sv": "swedish", "fi": "finnish", "en": "english"}
STOP_WORDS: dict[str, Any] = {"sv": "swedish", "fi": [], "en": "english"}


def _sentences() -> Callable[[str], list[str]]:
    """LlamaIndex's own sentence splitting, made by hand.

    Its helper also reads an English stop-word list that it does not use, and NLTK refuses that file where an installer has hard-linked it.
    """
    from llama_index.core.node_parser.text.utils import split_by_sentence_tokenizer_internal
    from nltk.tokenize import PunktSentenceTokenizer  # type: ignore[import-untyped]

    tokenizer = PunktSentenceTokenizer()
    return lambda text: split_by_sentence_tokenizer_internal(text, tokenizer)


def vector_index(corpus: Corpus, encoder: Encoder, language: str, size: int, overlap: int) -> tuple[VectorStoreIndex, list[BaseNode]]:
    """An in-memory index of one language, and its chunks. Each document is split for itself: no chunk holds text of two."""
    # Imported when used: seconds of import that `evals check` and the gate do not need.
    from llama_index.core import Document as LlamaDocument
    from llama_index.core import VectorStoreIndex
    from llama_index.core.callbacks import CallbackManager
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(chunk_size=size, chunk_overlap=overlap, chunking_tokenizer_fn=_sentences())
    texts = [LlamaDocument(text=whole_text(d, language), id_=f"{d.id}|{language}") for d in corpus.documents.values()]
    nodes = splitter.get_nodes_from_documents(texts)
    embedding, quiet = EncoderEmbedding(encoder), CallbackManager()
    return VectorStoreIndex(nodes, embed_model=embedding, transformations=[splitter], callback_manager=quiet), nodes


class LlamaIndexPeer:
    """SentenceSplitter chunks in an in-memory VectorStoreIndex, top k by cosine.

    ``source`` names one language whose edition is searched whatever language asks; without it the edition of the question's language is.
    """

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder, size: int, overlap: int, top: int, source: str | None = None) -> None:
        self.name = name
        self.config: dict[str, Any] = {"chunk_size": size, "chunk_overlap": overlap, "similarity_top_k": top, "only_edition": source}
        self._source = source
        self._retrievers: dict[str, BaseRetriever] = {
            language: vector_index(corpus, encoder, language, size, overlap)[0].as_retriever(similarity_top_k=top)
            for language in ((source,) if source else LANGUAGES)
        }

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Peer``."""
        source = self._source or language
        return [Retrieved(found.node.get_content(), source) for found in self._retrievers[source].retrieve(question)]


class LlamaIndexFusion:
    """``QueryFusionRetriever`` over a vector retriever and ``BM25Retriever``, joined by reciprocal rank, the question as it is asked.

    As in LlamaIndex's own example all three take the same number of chunks. BM25 gets the stemmer of the language, and its stop words where
    there are any: with the English defaults it would be worse in Swedish and Finnish than it has to be.
    """

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder) -> None:
        self.name = name
        size, overlap, top = 128, 20, 8
        self.config: dict[str, Any] = {
            "chunk_size": size, "chunk_overlap": overlap, "similarity_top_k": top, "mode": "reciprocal_rerank", "num_queries": 1,
            "stemmers": STEMMERS, "stop_words": STOP_WORDS,
        }  # fmt: skip
        self._retrievers = {language: self._retriever(corpus, encoder, language, size, overlap, top) for language in LANGUAGES}

    @staticmethod
    def _retriever(corpus: Corpus, encoder: Encoder, language: str, size: int, overlap: int, top: int) -> BaseRetriever:
        import Stemmer
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
        from llama_index.retrievers.bm25 import BM25Retriever

        index, nodes = vector_index(corpus, encoder, language, size, overlap)
        stemmer = Stemmer.Stemmer(STEMMERS[language])
        lexical = BM25Retriever(nodes=nodes, stemmer=stemmer, language=STOP_WORDS[language], similarity_top_k=top)
        # It asks for a language model even where no queries are to be written; the empty one is never called.
        return QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=top), lexical],
            llm=MockLLM(),
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=top,
            num_queries=1,
            use_async=False,
        )

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Peer``."""
        return [Retrieved(found.node.get_content(), language) for found in self._retrievers[language].retrieve(question)]
