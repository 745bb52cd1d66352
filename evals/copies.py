"""Near copies between evaluation questions and the corpus's expected questions.

A question that stands in the corpus almost word for word measures memory, not finding. Both are written from the same text, so some
likeness is natural: copies are listed and counted, the evidence figure is given with and without them, and nothing is deleted, because
choosing questions by their score would be the greater sin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.load import Corpus
from corpus.text.normal import fold
from evals.collect import bar
from evals.questions import QuestionSet
from index.encoders.base import Encoder, Vectors
from index.passages import Unit
from index.vectors import SHIPPED, KeptVectors, shelf_name

N = 4
WORDING = 0.8
MEANING = 0.97
BATCH = 32


@dataclass(frozen=True)
class Text:
    """A question or situation with where it stands."""

    where: str
    language: str
    text: str


@dataclass(frozen=True)
class Copy:
    """An evaluation text and the expected one that is nearly the same. A likeness that was not computed is None."""

    id: str
    language: str
    asked: str
    where: str
    expected: str
    wording: float
    meaning: float | None


def expected_texts(corpus: Corpus) -> Iterator[Text]:
    """Every expected question of provisions and knowledge, and every example situation of the themes."""
    for document in corpus.documents.values():
        for provision in document.provisions.values():
            for group in provision.questions:
                yield from (Text(provision.id, lang, text) for lang, asked in group.questions.items() for text in asked)
    k = corpus.knowledge
    for kind, entries in (
        ("glossary", k.glossary), ("actor", k.actors), ("referral", k.referrals), ("absence", k.absences),
        ("class", k.classes), ("answer", k.answers), ("event", k.timeline),
    ):  # fmt: skip
        for entry in entries:
            yield from (Text(f"{kind}:{entry.id}", lang, text) for lang, asked in entry.questions.items() for text in asked)
    for theme in k.themes:
        for rows in (theme.examples, theme.contrast):
            yield from (Text(f"theme:{theme.id}", lang, row.text) for lang, listed in rows.items() for row in listed)
    yield from (Text("theme:innocuous", lang, text) for lang, listed in k.innocuous.items() for text in listed)


def evaluation_texts(questions: QuestionSet) -> list[Text]:
    """Every text of a split."""
    return [Text(where, language, text) for where, language, text in questions.texts()]


def grams(text: str) -> frozenset[str]:
    """The overlapping character 4-grams of the folded text."""
    plain = f" {fold(text)} "
    return frozenset(plain[i : i + N] for i in range(max(1, len(plain) - N + 1)))


class Wording:
    """The 4-grams of many texts by the texts that have them: one text is held against all of them at once, not pair by pair."""

    def __init__(self, texts: Sequence[str]) -> None:
        having: dict[str, list[int]] = defaultdict(list)
        sizes = []
        for row, text in enumerate(texts):
            found = grams(text)
            sizes.append(len(found))
            for gram in found:
                having[gram].append(row)
        self._having = {gram: np.asarray(rows, dtype=np.int64) for gram, rows in having.items()}
        self._sizes = np.asarray(sizes, dtype=np.int64)

    def jaccard(self, text: str) -> NDArray[np.float64]:
        """For each of the texts the grams that it shares with this one, over all that the two have; shape (texts,)."""
        own = grams(text)
        rows = [self._having[gram] for gram in own if gram in self._having]
        shared = np.bincount(np.concatenate(rows), minlength=len(self._sizes)) if rows else np.zeros(len(self._sizes), dtype=np.int64)
        return np.asarray(shared / (len(own) + self._sizes - shared), dtype=np.float64)


class Likeness:
    """Vectors of questions: read from the index's shelves where a text is there already (they are never written here), else embedded."""

    def __init__(self, encoder: Encoder, data: Path | None = None) -> None:
        self._encoder = encoder
        name = shelf_name(encoder.id)
        self._shelves = [KeptVectors.load(folder / name) for folder in ([data / "vectors"] if data else []) + [SHIPPED]]

    def vectors(self, texts: Sequence[Text]) -> Vectors:
        """One row a text."""
        keys = [Unit("", "question", text.language, text.text, "").key for text in texts]
        found = {key: shelf.get(key) for shelf in reversed(self._shelves) for key in keys if key in shelf}
        todo = list({key: text.text for key, text in zip(keys, texts, strict=True) if key not in found}.items())
        # In small batches: hundreds of texts in one call would hold the encoder's threads for minutes without a sign of life.
        for at in bar(range(0, len(todo), BATCH), "likeness"):
            batch = todo[at : at + BATCH]
            found |= dict(zip([key for key, _ in batch], self._encoder.queries([text for _, text in batch]), strict=True))
        return np.stack([found[key] for key in keys])


def near_copies(asked: Sequence[Text], expected: Iterable[Text], likeness: Likeness | None) -> list[Copy]:
    """Pairs of one language that are nearly the same in wording, or in meaning where ``likeness`` is given; nearest first."""
    by_language: dict[str, list[Text]] = defaultdict(list)
    for text in expected:
        by_language[text.language].append(text)
    found: list[Copy] = []
    for language, theirs in sorted(by_language.items()):
        ours = [text for text in asked if text.language == language]
        if ours:
            found += _copies_within(ours, theirs, likeness)
    return sorted(found, key=lambda c: (-(c.meaning or 0.0), -c.wording, c.id))


def _copies_within(ours: Sequence[Text], theirs: Sequence[Text], likeness: Likeness | None) -> Iterator[Copy]:
    known = Wording([text.text for text in theirs])
    cosines = likeness.vectors(ours) @ likeness.vectors(theirs).T if likeness else None
    for row, text in enumerate(ours):
        wording = known.jaccard(text.text)
        # The likest in either sense: one line a question and sense is enough to see it.
        best = {int(wording.argmax())} | ({int(cosines[row].argmax())} if cosines is not None else set())
        for at in sorted(best):
            meaning = None if cosines is None else round(float(cosines[row, at]), 3)
            if wording[at] >= WORDING or (meaning is not None and meaning >= MEANING):
                other = theirs[at]
                yield Copy(text.where, text.language, text.text, other.where, other.text, round(float(wording[at]), 3), meaning)
