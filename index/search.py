"""Searching: every outcome's score for a question, in the question's language.

A target (a provision, or another outcome) has up to three kinds of text: expected questions, sentences, the passage. Each gives
a dense and a lexical score, the best of its texts counts (of the questions also the mean of the best three), and scores are made
comparable within the question by z-scores over the targets (the encoder's cosines crowd between 0.75 and 0.9, so their height says
little; docs/evaluation.md has the measurements). To that comes the share of the question's wording that the target's texts have
between them. Editions and questions of one target are one candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.settings import LANGUAGES
from corpus.text.language import function_words
from index.answerable import Answerable
from index.encoders.base import Vectors
from index.lexical import Coverage, LexicalIndex
from index.manifest import Manifest, read_manifest
from index.outcomes import Outcomes, log_odds
from index.passages import Unit
from index.store import VectorStore
from index.verify import read_units

Floats = NDArray[np.float32]


# The outcomes that answer a question; the others say why there is no answer, or who gives it.
ANSWERING = ("provision", "answer", "term", "actor", "event")


# How many of a target's nearest expected questions are heard together.
TOP = 3


def kind_of(target: str) -> str:
    """The kind of a target: ``provision``, ``answer``, ``absence`` …"""
    return target.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Detail:
    """What a hit holds beyond its scores; see ``Hit``."""

    matched: str = ""
    lines: tuple[int, ...] = ()
    sentences: dict[int, float] = field(default_factory=dict)


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Weights:
    """How the scores are mixed. Data: ``assistant/policy/weights.yaml`` says what each does."""

    question_dense: float = 0.2
    question_top: float = 0.6
    question_lexical: float = 0.15
    question_class: float = 0.3
    passage_dense: float = 0.1
    sentence_dense: float = 0.6
    text_lexical: float = 0.1
    text_share: float = 0.25
    coverage: float = 4.0
    authority: dict[str, float] = field(default_factory=dict)


class Hit:
    """One target with its scores.

    ``matched`` is the nearest expected question, ``lines`` are the sentences that it points at, ``sentences`` the cosine of each sentence of
    the target. They are read when they are first asked for: of a thousand hits a handful is looked at so closely.
    """

    __slots__ = ("_detail", "_read", "id", "kind", "question_cosine", "question_score", "score", "sentence_cosine", "target", "text_score")

    def __init__(
        self,
        target: str,
        score: float,
        question_score: float = 0.0,
        text_score: float = 0.0,
        question_cosine: float = 0.0,
        sentence_cosine: float = 0.0,
        detail: Detail | Callable[[], Detail] = NO_DETAIL,
    ) -> None:
        self.target = target
        self.kind, _, self.id = target.partition(":")
        self.score, self.question_score, self.text_score = score, question_score, text_score
        self.question_cosine, self.sentence_cosine = question_cosine, sentence_cosine
        self._read = detail if callable(detail) else None
        self._detail = NO_DETAIL if callable(detail) else detail

    @property
    def detail(self) -> Detail:
        """What is known of the target beyond its scores."""
        if self._read is not None:
            self._detail, self._read = self._read(), None
        return self._detail

    @property
    def matched(self) -> str:
        """The nearest expected question; empty where there is none."""
        return self.detail.matched

    @property
    def lines(self) -> tuple[int, ...]:
        """The sentences that the nearest expected question points at, as numbers from 1."""
        return self.detail.lines

    @property
    def sentences(self) -> dict[int, float]:
        """The cosine of each sentence, by its number."""
        return self.detail.sentences


@dataclass(frozen=True)
class Shelf:
    """The texts of one kind in one language, grouped by target: units in order, group borders, vectors, words."""

    units: list[Unit]
    targets: list[str]
    starts: NDArray[np.int64]
    vectors: Vectors
    lexical: LexicalIndex

    @classmethod
    def of(cls, units: list[Unit], vectors: Vectors, lexical: LexicalIndex) -> Shelf:
        """Units of one target stand together (``index.passages`` yields them so)."""
        targets: list[str] = []
        starts: list[int] = []
        for row, unit in enumerate(units):
            if not targets or targets[-1] != unit.target:
                targets.append(unit.target)
                starts.append(row)
        return cls(units, targets, np.asarray(starts, dtype=np.int64), vectors, lexical)

    def best(self, scores: Floats) -> Floats:
        """The best score of each target; shape (number of targets,)."""
        return np.maximum.reduceat(scores, self.starts) if len(self.starts) else np.zeros(0, dtype=np.float32)

    def top(self, scores: Floats, count: int) -> Floats:
        """The mean of the best ``count`` scores of each target, of all where it has fewer; shape (number of targets,)."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.float32)
        sizes = np.diff(np.append(self.starts, len(scores)))
        group = np.repeat(np.arange(len(sizes)), sizes)
        left, total = scores.astype(np.float32), np.zeros(len(sizes), dtype=np.float32)
        # The best is taken out and the next looked for: for a few that is ten times as quick as sorting all.
        for taken in range(count):
            best = np.maximum.reduceat(left, self.starts)
            total += np.where(sizes > taken, best, 0.0)
            at_best = np.flatnonzero(left == best[group])
            left[at_best[np.unique(group[at_best], return_index=True)[1]]] = -np.inf
        return np.asarray(total / np.minimum(sizes, count), dtype=np.float32)

    def group(self, target: int) -> slice:
        """The rows of a target."""
        end = int(self.starts[target + 1]) if target + 1 < len(self.starts) else len(self.units)
        return slice(int(self.starts[target]), end)


def zscores(values: Floats) -> Floats:
    """Standard scores; all zero where nothing varies."""
    if len(values) == 0:
        return values
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


@dataclass(frozen=True)
class Raw:
    """The scores of one kind for one question: dense and lexical a unit, and z-scores a target."""

    shelf: Shelf
    dense: Floats
    lexical: Floats
    dense_z: Floats
    lexical_z: Floats
    best_dense: Floats


def _raw(shelf: Shelf, vector: Vectors, text: str) -> Raw:
    dense = shelf.vectors @ vector if len(shelf.units) else np.zeros(0, dtype=np.float32)
    lexical = shelf.lexical.scores(text)
    best = shelf.best(dense)
    return Raw(shelf, dense, lexical, zscores(best), zscores(shelf.best(lexical)), best)


@dataclass(frozen=True)
class Rows:
    """Where the targets of an index stand in a list of some of them: ``rows`` has -1 for one that is not there."""

    rows: NDArray[np.int64]
    known: NDArray[np.bool_]

    @classmethod
    def to(cls, targets: Sequence[str], listed: Sequence[str]) -> Rows:
        """The places of ``targets`` in ``listed``."""
        place = {target: row for row, target in enumerate(listed)}
        rows = np.array([place.get(target, -1) for target in targets], dtype=np.int64)
        return cls(rows, rows >= 0)

    def of(self, values: Floats) -> NDArray[np.float64]:
        """The values of the listed, one a target; 0 for one that is not there."""
        if not len(values):
            return np.zeros(len(self.rows))
        return np.where(self.known, values[self.rows], 0.0)

    def place(self, target: int) -> int | None:
        """The place of a target in the list; None where it is not there."""
        return int(self.rows[target]) if self.known[target] else None


@dataclass(frozen=True)
class Places:
    """The places of an index's targets among those of its shelves and of what covers a question's wording."""

    question: Rows
    sentence: Rows
    passage: Rows
    covered: Rows


@dataclass(frozen=True)
class Around:
    """A wider text that a question stands in, its vector, and how much its scores count; more for some kinds of outcomes."""

    text: str
    vector: Vectors
    share: float
    of_kind: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Scored:
    """The scores of all targets for one text, one a target."""

    mixed: NDArray[np.float64]
    by_question: NDArray[np.float64]
    by_text: NDArray[np.float64]
    question_cosine: NDArray[np.float64]
    sentence_cosine: NDArray[np.float64]
    questions: Raw
    sentences: Raw


class LanguageIndex:
    """All shelves of one language."""

    def __init__(self, shelves: dict[str, Shelf], outcomes: Outcomes | None = None) -> None:
        self._shelves = shelves
        self._outcomes = outcomes
        asked = shelves["question"].targets if "question" in shelves else []
        self._classes = outcomes.rows(asked) if outcomes else None
        self._answering = np.array([kind_of(target) in ANSWERING for target in asked], dtype=bool)
        texts: dict[str, list[str]] = {}
        for shelf in shelves.values():
            for unit in shelf.units:
                texts.setdefault(unit.target, []).append(unit.text)
        self.coverage = Coverage(texts)
        self._targets = list(dict.fromkeys([*asked, *(shelves["sentence"].targets if "sentence" in shelves else [])]))
        places = (Rows.to(self._targets, shelves[kind].targets if kind in shelves else []) for kind in ("question", "sentence", "passage"))
        self._rows = Places(*places, Rows.to(self._targets, self.coverage.targets))
        language = next((shelf.units[0].language for shelf in shelves.values() if shelf.units), "")
        self._empty_words = function_words(language) if language else frozenset()

    def questions(self) -> tuple[list[Unit], Vectors]:
        """The expected questions with their vectors, shape (number, dimension)."""
        return self._shelves["question"].units, self._shelves["question"].vectors

    def answering_odds(self, vector: Vectors) -> float:
        """The log-odds that an outcome which answers is asked for, and not one that says why there is no answer."""
        return log_odds(self._class_scores(vector), self._answering) if self._outcomes is not None else 0.0

    def nearest_sentence(self, vector: Vectors) -> float:
        """The cosine of the sentence nearest to a vector, whatever its language; 0 where there is none."""
        shelf = self._shelves["sentence"]
        return float((shelf.vectors @ vector).max()) if len(shelf.units) else 0.0

    def _class_scores(self, vector: Vectors) -> Floats:
        """The score of each target as an outcome; zeros for an asker's own documents, which have no expected questions."""
        if self._outcomes is None:
            return np.zeros(len(self._shelves["question"].targets), dtype=np.float32)
        return self._outcomes.scores(vector)[self._classes]

    def search(self, text: str, vector: Vectors, weights: Weights, around: Around | None = None) -> list[Hit]:
        """Every target with its scores, best first. ``vector`` is the question's, shape (dimension,); ``around`` a wider text that it stands
        in, whose scores count beside its own.
        """
        found = self._scored(text, vector, weights)
        mixed = found.mixed
        if around:
            share = np.array([around.of_kind.get(kind_of(target), around.share) for target in self._targets])
            mixed = (1 - share) * mixed + share * self._scored(around.text, around.vector, weights).mixed
        order = np.argsort(-mixed, kind="stable")
        columns = (mixed, found.by_question, found.by_text, found.question_cosine, found.sentence_cosine)
        table = np.stack(columns, axis=1)[order].tolist()
        return [
            Hit(self._targets[n], *scores, detail=partial(self._detail, n, found.questions, found.sentences))
            for n, scores in zip(order.tolist(), table, strict=True)
        ]

    def _scored(self, text: str, vector: Vectors, weights: Weights) -> Scored:
        questions, sentences, passages = (_raw(self._shelves[kind], vector, text) for kind in ("question", "sentence", "passage"))
        # Several of a target's questions near to this one say more than one that happens to be.
        nearest = zscores(questions.shelf.top(questions.dense, TOP))
        asked = weights.question_dense * questions.dense_z + weights.question_top * nearest + weights.question_lexical * questions.lexical_z
        asked = asked + weights.question_class * zscores(self._class_scores(vector))
        told = weights.passage_dense * passages.dense_z + weights.text_lexical * passages.lexical_z
        rows = self._rows
        by_text = rows.passage.of(told) + rows.sentence.of(weights.sentence_dense * sentences.dense_z)
        by_question = np.where(rows.question.known, rows.question.of(asked), by_text)
        share = np.where(rows.question.known & rows.sentence.known, weights.text_share, 0.0)
        covered = rows.covered.of(weights.coverage * self.coverage.shares(text, self._empty_words))
        mixed = (1 - share) * by_question + share * by_text + covered
        cosines = rows.question.of(questions.best_dense), rows.sentence.of(sentences.best_dense)
        return Scored(mixed, by_question, by_text, *cosines, questions, sentences)

    def _detail(self, target: int, questions: Raw, sentences: Raw) -> Detail:
        matched, lines, told = "", (), {}
        if (place := self._rows.question.place(target)) is not None:
            rows = questions.shelf.group(place)
            # The matched question is the one that both arms like: its lines say which sentences answer.
            joint = questions.dense[rows] + 0.02 * questions.lexical[rows]
            unit = questions.shelf.units[rows.start + int(joint.argmax())]
            matched, lines = unit.text, unit.lines
        if (place := self._rows.sentence.place(target)) is not None:
            rows = sentences.shelf.group(place)
            told = {u.lines[0]: float(c) for u, c in zip(sentences.shelf.units[rows], sentences.dense[rows], strict=True)}
        return Detail(matched, lines, told)


class SearchIndex:
    """A built index, read whole into memory; never changes. A new build makes a new one."""

    def __init__(self, manifest: Manifest, languages: dict[str, LanguageIndex], situations: tuple[list[Unit], Vectors]) -> None:
        self.manifest = manifest
        self.languages = languages
        self.situations = situations
        asked = [languages[language].questions() for language in LANGUAGES]
        self.questions: Vectors = np.concatenate(
            [vectors for _, vectors in asked if len(vectors)] or [np.zeros((0, manifest.dimension), dtype=np.float32)]
        )
        answered = np.array([kind_of(unit.target) in ANSWERING for units, _ in asked for unit in units], dtype=bool)
        self.answerable = Answerable(self.questions, answered)

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> SearchIndex:
        """Read a built folder. Raises ``BuildIndex`` where it is damaged."""
        manifest = read_manifest(folder)
        members: dict[str, list[Unit]] = {name: [] for name in manifest.counts}
        for unit in read_units(folder):
            members[f"{unit.language}-{unit.kind}"].append(unit)
        store = VectorStore(folder / "chroma", url)
        shelves: dict[str, Shelf] = {}
        for name, units in members.items():
            vectors = store.read(name, [unit.id for unit in units])
            shelves[name] = Shelf.of(units, vectors, LexicalIndex.load(folder / "lexical" / name, len(units)))
        store.close()
        outcomes = Outcomes.load(folder)
        languages = {language: LanguageIndex(_kinds(shelves, language), outcomes) for language in LANGUAGES}
        return cls(manifest, languages, _situations(shelves, manifest.dimension))


def _kinds(shelves: dict[str, Shelf], language: str) -> dict[str, Shelf]:
    empty = Shelf.of([], np.zeros((0, 0), dtype=np.float32), LexicalIndex.build([]))
    return {kind: shelves.get(f"{language}-{kind}", empty) for kind in ("question", "sentence", "passage")}


def _situations(shelves: dict[str, Shelf], dimension: int) -> tuple[list[Unit], Vectors]:
    parts: Sequence[Shelf] = [shelves[name] for name in sorted(shelves) if name.endswith("-situation")]
    units = [unit for part in parts for unit in part.units]
    vectors = np.concatenate([part.vectors for part in parts]) if parts else np.zeros((0, dimension), dtype=np.float32)
    return units, vectors
