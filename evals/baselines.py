"""The peers: what plain pipelines find with the same encoder in the same texts.

LlamaIndex as its documentation has it and at its best known setting, BM25 alone and dense alone over whole provisions. They answer
nothing, so they are compared on one thing only: whether the evidence stands in the text that they put before a reader, cut to exactly as
many characters as our own answer to that question cited. Objects are passed explicitly: LlamaIndex's defaults would look for a model over
the network.

A chunk of a translation holds a piece of evidence where it covers the whole of the lines that are aligned with the official lines of the
span; a chunk of the official text where it holds the span itself (the easier of the two).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from corpus.model import Document, EditionText
from corpus.text.normal import squeeze
from evals.questions import Group
from evals.spans import OfficialText
from index.encoders.base import Encoder, Vectors
from index.encoders.llama import EncoderEmbedding
from index.lexical import LexicalIndex
from index.passages import provision_units

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever


@dataclass(frozen=True)
class Retrieved:
    """A chunk or passage that a reader would see, and its language."""

    text: str
    language: str


class Baseline(Protocol):
    """A retriever without an answer."""

    name: str

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """What it finds for a question in that language, best first."""
        ...


def cut(found: Sequence[Retrieved], budget: int) -> list[Retrieved]:
    """As much of what was found as fits into ``budget`` characters, in order; the last one is cut in the middle."""
    kept, left = [], budget
    for piece in found:
        if left <= 0:
            break
        kept.append(Retrieved(piece.text[:left], piece.language))
        left -= len(kept[-1].text)
    return kept


def characters(found: Sequence[Retrieved]) -> int:
    """How much text that is."""
    return sum(len(piece.text) for piece in found)


def found_in(group: Group, found: Sequence[Retrieved], official: OfficialText) -> bool:
    """Whether one of the pieces holds the evidence."""
    return any(_holds(squeeze(piece.text), piece.language, group, official) for piece in found)


def _holds(text: str, language: str, group: Group, official: OfficialText) -> bool:
    if any(squeeze(span) in text for span in group.any if isinstance(span, str)):
        return True
    for place in official.group_places(group):
        edition = place.provision.editions.get(language)
        if edition and all(edition.lines[number - 1].text in text for number in place.lines):
            return True
    return False


def whole_text(document: Document, language: str) -> str:
    """An edition as one running text, as a reader of the document sees it: headings, a paragraph a provision, its number where it has one.

    Labels that only the corpus gives ("Introduction, paragraph 2") are left out: they would eat the peers' budget.
    """
    parts: list[str] = []
    above: tuple[str, ...] = ()
    for provision in document.provisions.values():
        edition = provision.edition(language)
        parts += [f"{'#' * depth} {title}" for depth, title in enumerate(edition.headings, 1) if edition.headings[:depth] != above[:depth]]
        above = edition.headings
        parts += [f"### {edition.label}"] if provision.meta.number else []
        parts.append(edition.text)
    return "\n\n".join(parts)


def _sentences() -> Callable[[str], list[str]]:
    """LlamaIndex's own sentence splitting, made by hand.

    Its helper also reads an English stop-word list that it does not use, and NLTK refuses that file where an installer has hard-linked it.
    """
    from llama_index.core.node_parser.text.utils import split_by_sentence_tokenizer_internal
    from nltk.tokenize import PunktSentenceTokenizer  # type: ignore[import-untyped]

    tokenizer = PunktSentenceTokenizer()
    return lambda text: split_by_sentence_tokenizer_internal(text, tokenizer)


class LlamaIndexBaseline:
    """SentenceSplitter chunks in an in-memory VectorStoreIndex, top k by cosine.

    ``source`` names one language whose edition is searched whatever language asks; without it the edition of the question's language is.
    """

    def __init__(self, name: str, corpus: Corpus, encoder: Encoder, size: int, overlap: int, top: int, source: str | None = None) -> None:
        self.name = name
        self._source = source
        languages = (source,) if source else LANGUAGES
        self._retrievers = {language: self._retriever(corpus, encoder, language, size, overlap, top) for language in languages}

    @staticmethod
    def _retriever(corpus: Corpus, encoder: Encoder, language: str, size: int, overlap: int, top: int) -> BaseRetriever:
        # Imported when used: seconds of import that `evals check` and the gate do not need.
        from llama_index.core import Document as LlamaDocument
        from llama_index.core import VectorStoreIndex
        from llama_index.core.callbacks import CallbackManager
        from llama_index.core.node_parser import SentenceSplitter

        splitter = SentenceSplitter(chunk_size=size, chunk_overlap=overlap, chunking_tokenizer_fn=_sentences())
        texts = [LlamaDocument(text=whole_text(d, language), id_=f"{d.id}|{language}") for d in corpus.documents.values()]
        nodes = splitter.get_nodes_from_documents(texts)
        embedding, quiet = EncoderEmbedding(encoder), CallbackManager()
        index = VectorStoreIndex(nodes, embed_model=embedding, transformations=[splitter], callback_manager=quiet)
        return index.as_retriever(similarity_top_k=top)

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Baseline``."""
        source = self._source or language
        return [Retrieved(found.node.get_content(), source) for found in self._retrievers[source].retrieve(question)]


@dataclass(frozen=True)
class _Passages:
    """The passages of one language: the text searched (short ones with their heading), and the text that would be cited."""

    searched: list[str]
    cited: list[Retrieved]


def _passages(corpus: Corpus, encoder: Encoder, language: str) -> _Passages:
    searched, cited = [], []
    for document in corpus.documents.values():
        for provision in document.provisions.values():
            edition: EditionText | None = provision.editions.get(language)
            for unit in provision_units(provision, encoder) if edition else ():
                if unit.kind == "passage" and unit.language == language and edition:
                    searched.append(unit.text)
                    cited.append(Retrieved(" ".join(edition.lines[n - 1].text for n in unit.lines), language))
    return _Passages(searched, cited)


class LexicalBaseline:
    """Our BM25 on character 4-grams over the passages in the question's language, and nothing else."""

    name = "bm25"

    def __init__(self, corpus: Corpus, encoder: Encoder) -> None:
        self._passages = {language: _passages(corpus, encoder, language) for language in LANGUAGES}
        self._indexes = {language: LexicalIndex.build(passages.searched) for language, passages in self._passages.items()}

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Baseline``; what shares nothing with the question is not found."""
        scores = self._indexes[language].scores(question)
        return [self._passages[language].cited[row] for row in np.argsort(-scores, kind="stable") if scores[row] > 0]


class DenseBaseline:
    """The encoder over the passages in the question's language, and nothing else."""

    name = "dense"

    def __init__(self, corpus: Corpus, encoder: Encoder) -> None:
        self._encoder = encoder
        self._passages = {language: _passages(corpus, encoder, language) for language in LANGUAGES}
        self._vectors = {language: _embed(passages.searched, encoder) for language, passages in self._passages.items()}

    def retrieve(self, question: str, language: str) -> list[Retrieved]:
        """See ``Baseline``."""
        scores = self._vectors[language] @ self._encoder.queries([question])[0]
        return [self._passages[language].cited[row] for row in np.argsort(-scores, kind="stable")]


def _embed(texts: Sequence[str], encoder: Encoder) -> Vectors:
    return np.concatenate([encoder.passages(texts[at : at + 32]) for at in range(0, len(texts), 32)])


def open_baselines(corpus: Corpus, encoder: Encoder) -> Iterator[Baseline]:
    """All baselines, one at a time: each is let go before the next is made."""
    official = next((d.meta.official_language for d in corpus.documents.values() if d.meta.official_language), "sv")
    yield LlamaIndexBaseline("llamaindex_default", corpus, encoder, 1024, 20, 2)
    yield LlamaIndexBaseline("llamaindex_best", corpus, encoder, 256, 20, 4)
    yield LlamaIndexBaseline("llamaindex_default_official", corpus, encoder, 1024, 20, 2, official)
    yield LlamaIndexBaseline("llamaindex_best_official", corpus, encoder, 256, 20, 4, official)
    yield LexicalBaseline(corpus, encoder)
    yield DenseBaseline(corpus, encoder)
