"""The assistant as the faces see it: open once, ask often.

A running process takes up a new index at its next question: the pointer file is read each time (it is a dozen bytes), and what was built
is swapped in whole. Nothing of a question is kept here; a conversation is the caller's.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant import personal
from assistant.checklist.compile import checklist as compile_checklist
from assistant.checklist.recognise import Recogniser
from assistant.context import Context, Conversation, Session
from assistant.guidelines.document import own_document
from assistant.guidelines.ingest import read_file, read_text
from assistant.guidelines.kept import Kept
from assistant.pipeline import Step, run, steps
from assistant.policy import say, section
from assistant.policy import weights as policy_weights
from assistant.profile import Profile, load_profile
from assistant.record import Answer, Checklist
from corpus.base.collecting import without_collecting
from corpus.base.errors import BadInput, BuildIndex, MendSetup
from corpus.base.settings import LANGUAGES, Settings
from corpus.load import Corpus, load_corpus
from corpus.model import Document
from corpus.own import OwnDocument, free_id, keep_document
from corpus.parse.limits import limits
from corpus.text.language import LanguageDetector
from corpus.text.normal import clean
from index.detector import load_detector
from index.encoders import Encoder, open_encoder
from index.hits import Hit, Weights
from index.manifest import Indexes
from index.passages import CHUNKER
from index.rerank import Reranker, open_reranker
from index.search import SearchIndex
from index.session import session_index

__all__ = ["Assistant", "Conversation", "Session"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Loaded:
    """What belongs together: an index, the corpus it was built from, and what is derived from both."""

    folder: Path
    corpus: Corpus
    index: SearchIndex
    detector: LanguageDetector
    recogniser: Recogniser
    known: frozenset[str]


def _read_corpus(settings: Settings) -> Corpus:
    """The corpus with the official texts that this person fetched; a damaged one is named on stderr and not used."""
    corpus = load_corpus(official=settings.official())
    for remark in corpus.remarks:
        logger.warning(remark)
    return corpus


def _load(folder: Path, corpus: Corpus, encoder: Encoder, url: str | None) -> _Loaded:
    with without_collecting():
        index = SearchIndex.open(folder, url)
        told = index.manifest.mismatch(encoder.id, CHUNKER, corpus.version)
        if told:
            raise BuildIndex(told)
        recogniser = Recogniser(corpus.knowledge, index.situations[0], index.situation, index.likeness)
        loaded = _Loaded(folder, corpus, index, load_detector(folder), recogniser, _names(corpus))
        # Corpus and index are a million small objects that stay: without this the collector walks over them all during every few answers.
        if gc.get_freeze_count():
            # What was opened before may be gone by now.
            gc.unfreeze()
            gc.collect()
        gc.freeze()
    return loaded


def _names(corpus: Corpus) -> frozenset[str]:
    """Names of authorities and officials, which may be asked about."""
    provisions = (p for d in corpus.documents.values() for p in d.provisions.values())
    named = [text for d in corpus.documents.values() for text in (*d.meta.titles.values(), *d.meta.issuer.values())]
    return personal.known_names([*named, *(edition.text for p in provisions for edition in p.editions.values())])


class Assistant:
    """Answers questions and suggests checklists over the corpus and the index in use."""

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        loaded: _Loaded,
        profile: Profile,
        kept: Kept | None,
        reranker: Reranker | None,
    ) -> None:
        self.settings, self.encoder, self.profile, self.kept, self.reranker = settings, encoder, profile, kept, reranker
        self._loaded, self._weights = loaded, policy_weights()
        self._indexes = Indexes(settings.data())
        self._lock = threading.Lock()

    @classmethod
    def open(cls, settings: Settings, corpus: Corpus | None = None, own: bool = True) -> Assistant:
        """Open the index in use, with the kept own documents (``own``: not for measuring). Raises ``BuildIndex`` where there is none or it
        was built from something else.
        """
        profile = load_profile(settings.profile)
        folder = Indexes(settings.data()).require()
        encoder = open_encoder(settings.encoder)
        loaded = _load(folder, corpus or _read_corpus(settings), encoder, settings.chroma_url)
        kept = Kept(settings.data(), encoder) if own else None
        if kept:
            kept.session()
        return cls(settings, encoder, loaded, profile, kept, open_reranker(settings.reranker))

    @property
    def corpus(self) -> Corpus:
        """The corpus in use."""
        return self._loaded.corpus

    @property
    def index(self) -> SearchIndex:
        """The index in use."""
        return self._loaded.index

    @property
    def folder(self) -> Path:
        """The folder of the index in use."""
        return self._loaded.folder

    @property
    def recogniser(self) -> Recogniser:
        """The theme recogniser in use."""
        return self._loaded.recogniser

    @property
    def detector(self) -> LanguageDetector:
        """The language detector in use."""
        return self._loaded.detector

    def with_weights(self, weights: Weights) -> Assistant:
        """The same assistant with other weights, for measuring what each part adds."""
        other = Assistant(self.settings, self.encoder, self._loaded, self.profile, self.kept, self.reranker)
        other._weights = weights
        return other

    def steps(self) -> list[tuple[str, Step]]:
        """The steps that a question is taken through, for whoever looks at it on the way."""
        return self._steps(self._loaded)

    def _steps(self, loaded: _Loaded) -> list[tuple[str, Step]]:
        return steps(loaded.detector, loaded.recogniser, self.profile, self._weights, loaded.known)

    def _current(self) -> _Loaded:
        folder = self._indexes.current()
        if folder is None or folder == self._loaded.folder:
            return self._loaded
        with self._lock:
            if folder != self._loaded.folder:
                try:
                    self._loaded = _load(folder, self._loaded.corpus, self.encoder, self.settings.chroma_url)
                except BuildIndex:
                    # Built from a corpus that changed since this process began: read it anew; if that does not fit, go on with the old.
                    try:
                        self._loaded = _load(folder, _read_corpus(self.settings), self.encoder, self.settings.chroma_url)
                    except BuildIndex:
                        return self._loaded
        return self._loaded

    def read(self, name: str, data: bytes, language: str = "en") -> OwnDocument:
        """An own document from a file. Raises ``BadInput`` with the reason, in ``language``."""
        return read_file(name, data, self._current().detector, language)

    def session(self, documents: Iterable[OwnDocument | tuple[str, str]], language: str = "en", before: Session | None = None) -> Session:
        """The asker's own documents, as they were read or as (name, text), searched beside the corpus. What ``before`` has embedded is not
        embedded again. Raises ``BadInput`` with the reason.
        """
        loaded, most = self._current(), limits().documents
        found: dict[str, Document] = {}
        for given in documents:
            if len(found) >= most:
                raise BadInput(say("upload.too_many", language, limit=most))
            own = given if isinstance(given, OwnDocument) else read_text(*given, loaded.detector, language)
            name = free_id(own.id, {*found, *loaded.corpus.documents})
            found[name] = own_document(own.model_copy(update={"id": name}))
        vectors = dict(before.vectors) if before else {}
        return Session(found, session_index(found.values(), self.encoder, vectors), vectors) if found else Session()

    def kept_documents(self) -> list[OwnDocument]:
        """The own documents that are kept on this machine."""
        if self.kept is None:
            return []
        self.kept.session()
        return self.kept.documents

    def keep(self, own: OwnDocument) -> OwnDocument:
        """Keep an own document; as it is kept, under an id of its own. Raises ``BadInput`` or ``MendSetup`` where it cannot be."""
        if self.kept is None:
            raise MendSetup("This assistant keeps no own documents.")
        return keep_document(self.kept.store, own, set(self.corpus.documents))

    def forget(self, document_id: str) -> None:
        """Remove a kept document, and the vectors of its text."""
        if self.kept is not None:
            self.kept.store.remove(document_id)
            self.kept.session()

    def _with_kept(self, session: Session) -> Session:
        """The asker's documents with the kept ones. Brought together once for as long as neither changes."""
        kept = self.kept.session() if self.kept else Session()
        if not kept.documents or not session.documents:
            return session if session.documents else kept
        if session.joined is None or session.joined[0] is not kept:
            documents, vectors = kept.documents | session.documents, kept.vectors | session.vectors
            session.joined = kept, Session(documents, session_index(documents.values(), self.encoder, vectors), vectors)
        return session.joined[1]

    def ask(
        self,
        question: str,
        language: str | None = None,
        conversation: Conversation | None = None,
        documents: Iterable[tuple[str, str]] = (),
        session: Session | None = None,
        default_language: str = "en",
    ) -> Answer:
        """The reply to a question. ``language`` forces the reply's; ``default_language`` is taken where the question does not tell."""
        loaded = self._current()
        searched = self._with_kept(session or self.session(documents, language or default_language))
        talk = conversation or Conversation()
        talk.forget_but({*loaded.corpus.documents, *searched.documents})
        context = Context(
            corpus=loaded.corpus,
            index=loaded.index,
            encoder=self.encoder,
            question=question,
            default_language=default_language,
            forced_language=language,
            conversation=talk,
            session=searched,
            reranker=self.reranker,
        )
        return run(context, self._steps(loaded))

    def checklist(self, situation: str, language: str | None = None, default_language: str = "en") -> Checklist:
        """The suggested checklist of a situation. Raises ``BadInput`` for one that is empty or too long."""
        loaded = self._current()
        limit = int(section("language")["limits"]["characters"])
        text = clean(situation)
        if not text:
            raise BadInput(say("answer.empty_plan", language or default_language))
        if len(situation) > limit:
            raise BadInput(say("answer.too_long", language or default_language, limit=limit))
        told = loaded.detector.detect(text, default=language or default_language)
        spoken = language or (told if told in LANGUAGES else default_language)
        read_in = told if told in LANGUAGES else spoken
        text = clean(personal.mask(situation))
        recognised = loaded.recogniser.recognise(text, read_in, self.encoder.queries)
        return compile_checklist(loaded.corpus, recognised, spoken, self.profile)

    def search(self, question: str, language: str) -> list[Hit]:
        """Every outcome with its scores, best first: what the evaluation looks at."""
        loaded = self._current()
        return loaded.index.languages[language].search(clean(question), self.encoder.queries([question])[0], self._weights).hits

    def close(self) -> None:
        """Nothing is held open; here so that callers can treat the assistant as a resource."""
