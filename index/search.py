"""Searching: every outcome's score for a question, in the question's language.

A target (a provision, or another outcome) has up to three kinds of text: expected questions, sentences, the passage. Each gives
a dense and a lexical score, the best of its texts counts (of the questions also the mean of the best three), and scores are made
comparable within the question by z-scores over the targets (the encoder's cosines crowd high, so their height says
little; docs/evaluation.md has the measurements). To that comes the share of the question's wording that the target's texts have
between them. Editions and questions of one target are one candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.settings import LANGUAGES
from corpus.text.language import function_words
from index.asked import Asked
from index.encoders.base import Vectors
from index.hits import ANSWERING, Detail, Floats, Found, Hit, Near, Weights, kind_of
from index.later import Later
from index.lexical import Coverage, LexicalIndex
from index.likeness import Likeness
from index.manifest import Manifest, read_manifest
from index.outcomes import FILE as OUTCOMES
from index.outcomes import Outcomes, log_odds
from index.passages import LATER, SEARCHED, Unit, collection
from index.pointing import Pointing
from index.put import EVASIONS, Put
from index.readout import read_out
from index.requests import Requests
from index.shelves import Places, Raw, Rows, Shelf, raw, zscores
from index.store import VectorStore
from index.verify import read_units

# How many of a target's nearest expected questions are heard together.
TOP = 3
# Texts of a target, each with its cosine and its BM25.
Heard = list[tuple[Unit, float, float]]


@dataclass(frozen=True)
class Around:
    """The scores of a wider text that a question stands in, a target each, and how much they count; more for some kinds of outcomes."""

    scores: NDArray[np.float64]
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
    outcome: NDArray[np.float64]
    questions: Raw
    sentences: Raw


class LanguageIndex:
    """All shelves of one language."""

    def __init__(
        self,
        shelves: dict[str, Shelf],
        outcomes: Outcomes | None = None,
        coverage: Coverage | None = None,
        asked: Asked | None = None,
        pointing: Pointing | None = None,
    ) -> None:
        self._shelves = shelves
        self._asked = asked
        self._pointing = pointing
        self._outcomes = outcomes
        waiting = shelves["question"].targets if "question" in shelves else []
        self._classes = outcomes.rows(waiting) if outcomes else None
        self._answering = np.array([kind_of(target) in ANSWERING for target in waiting], dtype=bool)
        self.coverage = coverage or Coverage.of([unit for shelf in shelves.values() for unit in shelf.units])
        self._targets = list(dict.fromkeys([*waiting, *(shelves["sentence"].targets if "sentence" in shelves else [])]))
        self._place = {target: place for place, target in enumerate(self._targets)}
        self._kinds = np.array([kind_of(target) for target in self._targets], dtype=object)
        listed = {kind: shelves[kind].targets if kind in shelves else [] for kind in SEARCHED}
        places = {kind: Rows.to(self._targets, targets) for kind, targets in listed.items()}
        self._rows = Places(**places, covered=Rows.to(self._targets, self.coverage.targets))
        self._language = next((shelf.units[0].language for shelf in shelves.values() if shelf.units), "")
        self._empty_words = function_words(self._language) if self._language else frozenset()

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

    def question_cosine(self, target: str, vector: Vectors) -> float:
        """The cosine of a target's expected question nearest to a vector; 0 where it has none."""
        place = self._rows.question.place(self._place[target])
        shelf = self._shelves["question"]
        return float((shelf.vectors[shelf.group(place)] @ vector).max()) if place is not None else 0.0

    def _class_scores(self, vector: Vectors) -> Floats:
        """The score of each target as an outcome; zeros for an asker's own documents, which have no expected questions."""
        if self._outcomes is None:
            return np.zeros(len(self._shelves["question"].targets), dtype=np.float32)
        return self._outcomes.scores(vector)[self._classes]

    def search(self, text: str, vector: Vectors, weights: Weights, around: Around | None = None, asking: str = "") -> Found:
        """Every target with its scores.

        ``vector`` is the question's, shape (dimension,); ``around`` a wider text that it stands in, whose scores count beside its own;
        ``asking`` what of the text asks, where that is not the whole.
        """
        found = self._scored(text, vector, weights)
        mixed = found.mixed
        if around:
            share = np.full(len(mixed), around.share)
            for kind, its_share in around.of_kind.items():
                share[self._kinds == kind] = its_share
            mixed = (1 - share) * mixed + share * around.scores
        order = np.argsort(-mixed, kind="stable")
        columns = (mixed, found.by_question, found.by_text, found.question_cosine, found.sentence_cosine, found.outcome)
        table = np.stack(columns, axis=1)[order].tolist()
        read = partial(self._detail, found.questions, found.sentences, vector)
        hits = [
            Hit(self._targets[n], row[0], row[1], row[2], row[3], row[4], partial(read, n), outcome_score=row[5])
            for n, row in zip(order.tolist(), table, strict=True)
        ]
        asked = self._asked.odds(asking or text, self._language, found.questions.dense, weights) if self._asked else 0.0
        return Found(hits, asked, found.mixed)

    def scores(self, text: str, vector: Vectors, weights: Weights) -> NDArray[np.float64]:
        """The score of every target for a text, in the index's own order: what ``Around`` takes."""
        return self._scored(text, vector, weights).mixed

    def ordered(self, scores: NDArray[np.float64]) -> Iterator[tuple[str, float]]:
        """Every target with its score by ``scores``, best first."""
        for place in np.argsort(-scores, kind="stable").tolist():
            yield self._targets[place], float(scores[place])

    def scores_of(self, scores: NDArray[np.float64], targets: Sequence[str]) -> NDArray[np.float64]:
        """What some targets have of ``scores``, shape (len(targets),)."""
        return scores[[self._place[target] for target in targets]]

    def passages(self, provisions: Iterable[str]) -> Vectors:
        """The vectors of some provisions' passages, shape (passages, dimension); none of a provision that is not in the index."""
        shelf = self._shelves["passage"]
        known = (self._place.get(f"provision:{provision}") for provision in provisions)
        places = (self._rows.passage.place(target) for target in known if target is not None)
        return shelf.vectors[[row for place in places if place is not None for row in range(len(shelf.units))[shelf.group(place)]]]

    def documents(self, scores: NDArray[np.float64], most: int, sharpness: float) -> dict[str, float]:
        """How the chance of being what a text asks for falls on documents: that of its first ``most`` provisions by ``scores``, of
        exp(sharpness * score), shared out.
        """
        provisions = np.flatnonzero(self._kinds == "provision")
        first = provisions[np.argsort(-scores[provisions], kind="stable")[:most]]
        odds = np.exp(sharpness * (scores[first] - scores[first].max())) if len(first) else scores[first]
        shares: dict[str, float] = {}
        for place, share in zip(first.tolist(), (odds / odds.sum()).tolist(), strict=True):
            document = self._targets[place].partition(":")[2].partition("/")[0]
            shares[document] = shares.get(document, 0.0) + share
        return shares

    def _scored(self, text: str, vector: Vectors, weights: Weights) -> Scored:
        questions, sentences, passages = (raw(self._shelves[kind], vector, text) for kind in ("question", "sentence", "passage"))
        # Several of a target's questions near to this one say more than one that happens to be.
        nearest, outcome = zscores(questions.shelf.top(questions.dense, TOP)), self._class_scores(vector)
        asked = weights.question_dense * questions.dense_z + weights.question_top * nearest
        asked = asked + weights.question_lexical * questions.lexical_z + weights.question_class * zscores(outcome)
        told = weights.passage_dense * passages.dense_z + weights.text_lexical * passages.lexical_z
        rows = self._rows
        by_text = rows.passage.of(told) + rows.sentence.of(weights.sentence_dense * sentences.dense_z)
        by_question = np.where(rows.question.known, rows.question.of(asked), by_text)
        share = np.where(rows.question.known & rows.sentence.known, weights.text_share, 0.0)
        covered = rows.covered.of(weights.coverage * self.coverage.shares(text, self._empty_words))
        mixed = (1 - share) * by_question + share * by_text + covered
        cosines = rows.question.of(questions.best_dense), rows.sentence.of(sentences.best_dense)
        return Scored(mixed, by_question, by_text, *cosines, rows.question.of(outcome), questions, sentences)

    def _detail(self, questions: Raw, sentences: Raw, vector: Vectors, target: int) -> Detail:
        matched, expected = "", 0
        asked: Heard = []
        told: dict[int, Near] = {}
        if (place := self._rows.question.place(target)) is not None:
            rows = questions.shelf.group(place)
            # The matched question is the one that both arms like.
            joint = questions.dense[rows] + 0.02 * questions.lexical[rows]
            matched, expected = questions.shelf.units[rows.start + int(joint.argmax())].text, rows.stop - rows.start
            asked = list(zip(questions.shelf.units[rows], questions.dense[rows].tolist(), questions.lexical[rows].tolist(), strict=True))
        if (place := self._rows.sentence.place(target)) is not None:
            rows = sentences.shelf.group(place)
            said = list(zip(sentences.shelf.units[rows], sentences.dense[rows].tolist(), sentences.lexical[rows].tolist(), strict=True))
            pointed = self._pointing.scores(self._targets[target], vector) if self._pointing else {}
            told = _near_lines(said, asked, pointed)
        return Detail(matched, told, expected)


def _near_lines(said: Heard, asked: Heard, pointed: Mapping[int, float]) -> dict[int, Near]:
    """How near each sentence of a target is to a question, by its number, from the scores of its sentences and expected questions and from
    what was learnt of them.
    """
    pointing: dict[int, list[tuple[float, float]]] = {}
    expected: dict[int, float] = {}
    for unit, dense, lexical in asked:
        for line in unit.lines:
            pointing.setdefault(line, []).append((dense, lexical))
            expected[line] = expected.get(line, 0.0) + 1 / len(unit.lines)
    told = {}
    for unit, dense, lexical in said:
        line = unit.lines[0]
        asked_most = _pointed(pointing.get(line, []))
        told[line] = Near(dense, lexical, *asked_most, pointed.get(line), expected.get(line, 0.0), len(unit.text))
    return told


def _pointed(scores: list[tuple[float, float]]) -> tuple[float | None, float]:
    nearest = sorted((dense for dense, _ in scores), reverse=True)[:TOP]
    return sum(nearest) / len(nearest) if nearest else None, max((lexical for _, lexical in scores), default=0.0)


class SearchIndex:
    """A built index, read whole into memory; never changes. A new build makes a new one."""

    def __init__(
        self,
        manifest: Manifest,
        languages: dict[str, LanguageIndex],
        situations: tuple[list[Unit], Vectors],
        requests: Requests,
        later: Mapping[str, Mapping[str, Shelf]],
        likeness: Likeness | None,
        put: Put,
    ) -> None:
        self.manifest = manifest
        self.requests = requests
        self.languages = languages
        self.situations = situations
        self.likeness = likeness
        self.manner, self.situation = put.manner, put.situation
        ways = [of_language for language in languages.values() if len(of_language := _ways_round(language))]
        none = np.zeros((0, manifest.dimension), dtype=np.float32)
        self.later = Later(later, np.concatenate([none, *ways]), put.conclusion, put.way_round)

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> SearchIndex:
        """Read a built folder. Raises ``BuildIndex`` where it is damaged."""
        manifest = read_manifest(folder)
        members: dict[str, list[Unit]] = {name: [] for name in manifest.counts}
        for unit in read_units(folder):
            members[collection(unit.language, unit.kind)].append(unit)
        store = VectorStore(folder / "chroma", url) if url else None
        shelves: dict[str, Shelf] = {}
        for name, units in members.items():
            vectors = store.read(name, [unit.id for unit in units]) if store else read_out(folder, name, len(units))
            shelves[name] = Shelf.of(units, vectors, LexicalIndex.load(folder / "lexical" / name, len(units)))
        if store:
            store.close()
        outcomes, pointing = Outcomes.load(folder / OUTCOMES), Pointing.load(folder)
        languages = {}
        for language in LANGUAGES:
            own = _kinds(shelves, language)
            asked = Asked.load(folder, language, own["question"].units)
            languages[language] = LanguageIndex(own, outcomes, Coverage.load(folder, language), asked, pointing)
        later = {kind: {name: shelves[place] for name in LANGUAGES if (place := collection(name, kind)) in shelves} for kind in LATER}
        situations = _situations(shelves, manifest.dimension)
        likeness = Likeness.load(folder, [unit.id for unit in situations[0]], situations[1])
        return cls(manifest, languages, situations, Requests.load(folder), later, likeness, Put.load(folder))


def _ways_round(language: LanguageIndex) -> Vectors:
    """The vectors of the expected questions that ask for a way round the rules."""
    units, vectors = language.questions()
    return vectors[[row for row, unit in enumerate(units) if unit.target.startswith(EVASIONS)]]


def _kinds(shelves: dict[str, Shelf], language: str) -> dict[str, Shelf]:
    empty = Shelf.of([], np.zeros((0, 0), dtype=np.float32), LexicalIndex.build([]))
    return {kind: shelves.get(collection(language, kind), empty) for kind in SEARCHED}


def _situations(shelves: dict[str, Shelf], dimension: int) -> tuple[list[Unit], Vectors]:
    names = sorted(collection(language, "situation") for language in LANGUAGES)
    parts = [shelves[name] for name in names if name in shelves]
    units = [unit for part in parts for unit in part.units]
    vectors = np.concatenate([part.vectors for part in parts]) if parts else np.zeros((0, dimension), dtype=np.float32)
    return units, vectors
