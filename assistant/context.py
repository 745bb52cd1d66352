"""The one object that the steps of the pipeline hand on, and what a conversation remembers between questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.checklist.recognise import Raised, Recognised
from assistant.record import AnswerPart, Checklist, Citation, Referral, Statement
from corpus.knowledge_model import Absence
from corpus.load import Corpus
from corpus.model import Cite, Document, Provision
from index.encoders.base import Encoder, Vectors
from index.hits import Hit
from index.rerank import Reranker
from index.search import LanguageIndex, SearchIndex


@dataclass(frozen=True)
class Weighed:
    """A sentence that came up to be said: what it rests on, its features and those of its words (``steps/worth.py``), whether it is said in
    any case, and whether in the answer itself.
    """

    cites: tuple[Cite, ...]
    features: list[float]
    wording: list[float]
    sure: bool
    shown: bool


@dataclass
class Choice:
    """What answers one part: a target with the lines of it that are relied on. Enough to compose it again in another language. ``beside``:
    it is near what was asked, but hardly the answer; ``chance``: that it is what its part asked for, where that was told.
    """

    hit: Hit
    lines: tuple[int, ...] = ()
    beside: bool = False
    chance: float = 0.0


@dataclass
class OwnReading:
    """What a question after another says by its own words alone, without what it leans on: its vector, and the score of every target in
    the index's order.
    """

    vector: Vectors
    scores: NDArray[np.float64]


@dataclass
class PartQuery:
    """One thing that was asked. ``searched`` is what it was searched with: a follow-up with what it leans on."""

    text: str
    vector: Vectors | None = None
    alone: Vectors | None = None  # of its words alone, without what is told or was asked before
    hits: list[Hit] = field(default_factory=list)
    outcome: str = ""  # as ``compose`` knows them: answered, missing, situation, force, no_such_place, absence, referral, class
    choices: list[Choice] = field(default_factory=list)
    probability: float = 0.0
    asked: float = 0.0  # the log-odds that it is of the questions that are answered (index.asked)
    searched: str = ""
    told: str = ""  # what is told around it
    own_share: float = 1.0  # how much of its scores is its own; the rest is that of what is told around it
    whole_list: bool = False
    sides: int = 0  # of so many named sources the first choices tell what each says
    sources: list[tuple[str, ...]] = field(default_factory=list)  # the sources that it names, as families of ids of documents or provisions
    inherited: bool = False  # those sources are named only elsewhere in the question
    carried: bool = False  # … or only by the question before
    own: OwnReading | None = None  # of a question after another

    @cached_property
    def provisions(self) -> dict[str, Hit]:
        """The provisions among the hits, by id; not to be asked for before the search is done."""
        return {hit.id: hit for hit in self.hits if hit.kind == "provision"}

    def cited(self, cites: Iterable[Cite]) -> list[tuple[Hit, list[int]]]:
        """The provisions among the hits that are cited, each with the numbers of its sentences that are relied on."""
        found = [(hit, cite.lines) for cite in cites if (hit := self.provisions.get(cite.provision))]
        return [(hit, [line for line in hit.sentences if not lines or line in lines]) for hit, lines in found]

    @cached_property
    def best_provision(self) -> float | None:
        """The score of the best of them."""
        return max((hit.score for hit in self.provisions.values()), default=None)


@dataclass
class Turn:
    """What is remembered of a question, to resolve the next one. Lives in the session only."""

    question: str
    language: str
    vector: Vectors | None
    parts: list[PartQuery]
    status: str
    exact: bool = False  # told in the exact words
    short: bool = False  # told shorter

    @property
    def answered(self) -> bool:
        """Whether it was answered, at least in part."""
        return self.status in ("answered", "partial")


@dataclass
class Conversation:
    """The turns so far; a page keeps it on the server, never in the browser."""

    turns: list[Turn] = field(default_factory=list)

    @property
    def last(self) -> Turn | None:
        """The previous turn."""
        return self.turns[-1] if self.turns else None

    @property
    def answered(self) -> list[Turn]:
        """The turns that were answered, the latest first."""
        return [turn for turn in reversed(self.turns) if turn.answered]

    def remember(self, turn: Turn) -> None:
        """Add a turn; only the last few can matter."""
        self.turns = [*self.turns[-5:], turn]

    def forget_but(self, documents: set[str]) -> None:
        """Drop the turns that rest on a document which is no longer there: a follow-up cannot lean on them."""
        self.turns = [
            turn
            for turn in self.turns
            if all(c.hit.document in documents for part in turn.parts for c in part.choices if c.hit.kind == "provision")
        ]


@dataclass
class Session:
    """The asker's own documents, with their index and the vectors that it was made of. Empty for most."""

    documents: dict[str, Document] = field(default_factory=dict)
    indexes: dict[str, LanguageIndex] = field(default_factory=dict)
    vectors: dict[str, Vectors] = field(default_factory=dict)
    joined: tuple[Session, Session] | None = None  # with which kept documents it was brought together, and the result


@dataclass
class Context:
    """A question on its way through the steps. A step that sets ``done`` ends the run with what is said in ``statements``."""

    corpus: Corpus
    index: SearchIndex
    encoder: Encoder
    question: str
    default_language: str
    forced_language: str | None
    conversation: Conversation
    session: Session
    reranker: Reranker | None = None
    typed: str = ""  # what was typed, personal data masked; ``text`` is what of it is asked, without courtesy and wishes
    text: str = ""
    language: str = "en"
    standalone: str = ""
    bare: bool = False  # it leans on another question and has no word of its own ("why not?")
    answer_language: str | None = None  # asked for in the question ("answer in Finnish"); ``language`` from the composing on
    foreign: bool = False
    embedded: dict[str, Vectors] = field(default_factory=dict)
    vector: Vectors | None = None
    own_vector: Vectors | None = None  # of a follow-up's own words, where they are searched with what they lean on
    parts: list[PartQuery] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    case: float = 0.0  # how much it is put like a case of the asker's own, about -1 to 1
    crooked: float = 0.0  # of what is told of oneself, how much it is put like a way round the rules, likewise
    manners: dict[str, float] = field(default_factory=dict)  # how much it is put like a question of each class without an answer, likewise
    honest: float = 0.0  # … and how near it is to an honest question in words like those of ways round the rules
    said: dict[str, Vectors] = field(default_factory=dict)  # after another turn the sentences of what was typed, with their vectors
    way_round: float = 0.0  # … how much the most of them is put like a way round the rules, of all that is said
    recognised: Recognised | None = None
    reuse: bool = False
    exact: bool = False
    short: bool = False
    whole: bool = False  # the whole of a list is wanted, it says besides
    personal: list[str] = field(default_factory=list)  # kinds of what does not belong in a question, masked in ``text``
    status: str = ""
    statements: list[Statement] = field(default_factory=list)
    further: bool = False  # what is said now stands among what more the sources say
    led: set[str] = field(default_factory=set)  # the documents of whose force a lead-in, or a sentence itself, has told
    duties: set[str] = field(default_factory=set)  # the sentences that recall a duty in law
    citations: list[Citation] = field(default_factory=list)
    answer_parts: list[AnswerPart] = field(default_factory=list)
    referral: Referral | None = None
    checklist: Checklist | None = None
    ask_next: list[str] = field(default_factory=list)
    withheld: int = 0
    weighed: list[Weighed] | None = None  # for fitting: every sentence is said that came up, and stands here
    done: bool = False
    today: dt.date = field(default_factory=dt.date.today)

    @property
    def leaning(self) -> bool:
        """Whether it leans on another question: what is searched is more than what was asked."""
        return self.standalone != self.text

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension). What was embedded on the way is not embedded again: of a long question the
        sentence that asks is read as a part, as one of what is told and for its themes.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self.embedded]
        if new:
            self.embedded |= dict(zip(new, np.asarray(self.encoder.queries(new)), strict=True))
        return np.stack([self.embedded[text] for text in texts])

    @property
    def raised(self) -> list[Raised]:
        """The risk themes that a described situation calls for."""
        return self.recognised.called if self.recognised else []

    def document(self, document_id: str) -> Document:
        """A document of the session or the corpus."""
        return self.session.documents.get(document_id) or self.corpus.documents[document_id]

    def provision(self, provision_id: str) -> Provision:
        """A provision of the session or the corpus."""
        document, _, local = provision_id.partition("/")
        return self.document(document).provisions[local]

    def absence(self, absence_id: str) -> Absence:
        """An entry of ``absences.yaml``."""
        return self.corpus.knowledge.absence[absence_id]

    def class_of(self, entry_id: str) -> str:
        """The class of an entry of ``classes.yaml``."""
        entry = self.corpus.knowledge.no_answer.get(entry_id)
        return entry.answer_class if entry else ""

    def notice(self, text: str) -> None:
        """Add a sentence about the answer itself."""
        self.statements.append(Statement(text=text, language=self.language, kind="notice", further=self.further))

    @contextmanager
    def folded(self) -> Iterator[None]:
        """What is said within stands among what more the sources say."""
        self.further = True
        try:
            yield
        finally:
            self.further = False
