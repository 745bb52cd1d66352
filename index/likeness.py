"""How like a text is to the example situations of each risk theme: kernel ridge regression, a theme each.

Two likenesses are added: of meaning (the cosine of centred vectors, made steep, so that near examples count more than the drift of
the whole) and of wording (pieces of words: an encoder of this size blurs the one word that decides). Pieces, because they survive
inflection, compounds and slips of the pen: on situations that no example was written for, the false alarms at the same recall fell by
a third when pieces took the place of whole words and their beginnings. Fitted when an index is built, because it takes a dozen seconds
for seven thousand examples, and nobody who describes a plan should wait for that; taken over from the index before where nothing changed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from corpus.base.yamlfile import read_yaml
from corpus.knowledge_model import Knowledge, Situation
from corpus.model import Strict
from corpus.text.normal import words
from index.encoders.base import Vectors
from index.passages import Unit
from index.vectors import UNREADABLE

FILE = "likeness.npz"
LENGTHS = (4, 5, 6)
SHAPE = Path(__file__).with_suffix(".yaml")

Floats = NDArray[np.float32]
Row = tuple[NDArray[np.intp], Floats]  # of a text, the columns of its pieces and their values


class Shape(Strict):
    """The figures of the regression, as ``likeness.yaml`` tells them."""

    steepness: float
    wording: float
    penalty: float
    may: float
    along: float

    @classmethod
    def read(cls) -> Shape:
        """Those that the product has."""
        return cls.model_validate(read_yaml(SHAPE))


def pieces(word: str) -> list[str]:
    """The stretches of a folded word, its edges marked by spaces; a short word is one piece."""
    edged = f" {word} "
    found = [edged[at : at + n] for n in LENGTHS for at in range(len(edged) - n + 1)]
    return found or [edged]


class Wording:
    """Texts as vectors of pieces of words, the rarer the heavier. ``weights`` has the weight of each of the ``known`` pieces."""

    def __init__(self, known: Sequence[str], weights: Floats) -> None:
        self.known, self.weights = known, weights
        self._column = {piece: at for at, piece in enumerate(known)}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Wording:
        """The pieces of example texts; what stands once in them says nothing."""
        spread = Counter(piece for text in texts for piece in _counted(text))
        known = [piece for piece, n in spread.items() if n > 1]
        return cls(known, np.asarray([np.log((1 + len(texts)) / (1 + spread[piece])) + 1 for piece in known], dtype=np.float32))

    def rows(self, texts: Sequence[str]) -> list[Row]:
        """The columns and values of each text, of unit length."""
        return [self._row(_counted(text)) for text in texts]

    def _row(self, counts: Counter[str]) -> Row:
        held = [(self._column[piece], count) for piece, count in counts.items() if piece in self._column]
        columns = np.asarray([column for column, _ in held], dtype=np.intp)
        values = (1 + np.log(np.asarray([count for _, count in held], dtype=np.float32))) * self.weights[columns]
        return columns, np.asarray(values / (np.linalg.norm(values) or 1), dtype=np.float32)

    def kernel(self, examples: Sequence[Row]) -> Floats:
        """How alike the examples are to each other, shape (examples, examples)."""
        out = np.zeros((len(examples), len(examples)), dtype=np.float32)
        columns = np.concatenate([columns for columns, _ in examples])
        values = np.concatenate([values for _, values in examples])
        rows = np.repeat(np.arange(len(examples)), [len(columns) for columns, _ in examples])
        order = np.argsort(columns, kind="stable")
        ends = np.cumsum(np.bincount(columns, minlength=len(self.known)))
        # Most pieces stand in a handful of examples: a product a piece is far less work than one of the whole, which is nearly empty.
        for start, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
            held = order[start:end]
            out[np.ix_(rows[held], rows[held])] += np.outer(values[held], values[held])
        return out

    def pull(self, examples: Sequence[Row], weights: Floats) -> Floats:
        """What each piece adds to each theme, shape (pieces, themes), by ``weights`` of shape (examples, themes)."""
        out = np.zeros((len(self.known), weights.shape[1]), dtype=np.float32)
        for (columns, values), row in zip(examples, weights, strict=True):
            out[columns] += np.outer(values, row)
        return out

    def scores(self, texts: Sequence[str], pull: Floats) -> Floats:
        """What the wording of texts adds to each theme, shape (texts, themes)."""
        return np.stack([values @ pull[columns] for columns, values in self.rows(texts)])

    def of_words(self, folded: Iterable[str], pull: Floats) -> Floats:
        """What each folded word adds to each theme, shape (words, themes), before its text is scaled."""
        held = [[self._column[piece] for piece in pieces(word) if piece in self._column] for word in folded]
        return np.stack([self.weights[columns] @ pull[columns] if columns else np.zeros(pull.shape[1]) for columns in held])


@dataclass(frozen=True)
class Likeness:
    """``themes`` are the ids of the themes in the order of the columns; ``ids`` those of the examples, ``examples`` their vectors counted
    from ``mean``; ``pull`` is what each example adds, shape (examples, themes), ``words`` what each piece of a word does, ``base`` what
    every text has. ``made_of`` tells what it was fitted on, ``steepness`` how.
    """

    themes: tuple[str, ...]
    ids: tuple[str, ...]
    examples: Floats
    mean: Floats
    pull: Floats
    wording: Wording
    words: Floats
    base: Floats
    steepness: float
    made_of: str = ""

    @classmethod
    def fit(
        cls, units: Sequence[Unit], vectors: Vectors, targets: Floats, themes: Sequence[str], shape: Shape, made_of: str = ""
    ) -> Likeness:
        """Fit on example situations: ``targets`` has a row an example and a column a theme, from -1 (not called for) to 1 (called for)."""
        texts = [unit.text for unit in units]
        mean = vectors.mean(axis=0)
        examples, wording, base = _unit(vectors - mean), Wording.of(texts), targets.mean(axis=0)
        rows = wording.rows(texts)
        kernel = _meaning(examples, examples, shape.steepness) + shape.wording * wording.kernel(rows)
        kernel[np.diag_indices(len(texts))] += shape.penalty
        pull = np.linalg.solve(kernel, targets - base).astype(np.float32)
        words = np.asarray(shape.wording * wording.pull(rows, pull), dtype=np.float32)
        return cls(tuple(themes), tuple(unit.id for unit in units), examples, mean, pull, wording, words, base, shape.steepness, made_of)

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Shape (len(texts), themes): about -0.9 where nothing is alike, up to 1."""
        likeness = _meaning(_unit(vectors - self.mean), self.examples, self.steepness)
        return np.asarray(likeness @ self.pull + self.wording.scores(texts, self.words) + self.base, dtype=np.float32)

    def pulls(self, words: Sequence[str]) -> Floats:
        """What each folded word of a text adds to each theme, shape (len(words), themes)."""
        if not words:
            return np.zeros((0, len(self.base)), dtype=np.float32)
        pulled = self.wording.of_words(words, self.words)
        # A text of n words is about as long as the root of their pieces: what one word adds to the score shrinks with it.
        return np.asarray(pulled / np.sqrt(sum(map(len, words))), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write it into a build folder; the examples' vectors are in the index already."""
        np.savez(
            folder / FILE,
            themes=np.array(self.themes, dtype=np.str_),
            ids=np.array(self.ids, dtype=np.str_),
            mean=self.mean,
            pull=self.pull,
            known=np.array(self.wording.known, dtype=np.str_),
            weights=self.wording.weights,
            words=self.words,
            base=self.base,
            steepness=np.float64(self.steepness),
            made_of=self.made_of,
        )

    @classmethod
    def load(cls, folder: Path, ids: Sequence[str], vectors: Vectors) -> Likeness | None:
        """Read it back, with the examples' vectors, a row an id in whatever order; None where there are none. Raises ``BuildIndex`` where
        it is damaged or of other examples.
        """
        if not ids:
            return None
        try:
            with np.load(folder / FILE, allow_pickle=False) as kept:
                of, mean, wording = tuple(kept["ids"].tolist()), kept["mean"], Wording(kept["known"].tolist(), kept["weights"])
                place = {name: row for row, name in enumerate(ids)}
                examples = _unit(vectors[[place[name] for name in of]] - mean)
                themes, steepness, made_of = tuple(kept["themes"].tolist()), float(kept["steepness"]), str(kept["made_of"])
                return cls(themes, of, examples, mean, kept["pull"], wording, kept["words"], kept["base"], steepness, made_of)
        except UNREADABLE as error:
            raise BuildIndex(f"{FILE} of {folder.name} cannot be read.") from error


def of_situations(units: Sequence[Unit], vectors: Vectors, knowledge: Knowledge, previous: Path | None) -> Likeness | None:
    """Fitted on the example situations of a corpus, a row of ``vectors`` each; the previous one where nothing has changed. None without
    examples.
    """
    if not units:
        return None
    themes = [theme.id for theme in knowledge.themes]
    shape = Shape.read()
    targets = _targets(units, knowledge, shape)
    told = "\n".join([repr((themes, shape, LENGTHS)), *(f"{unit.id} {unit.key}" for unit in units)]).encode() + targets.tobytes()
    made_of = hashlib.sha256(told).hexdigest()[:16]
    try:
        before = Likeness.load(previous, [unit.id for unit in units], vectors) if previous else None
    except BuildIndex:
        before = None
    if before and before.made_of == made_of:
        return before
    return Likeness.fit(units, vectors, targets, themes, shape, made_of)


def _targets(units: Sequence[Unit], knowledge: Knowledge, shape: Shape) -> Floats:
    """1 where a theme is called for, -1 where not; between, what may be raised (what often comes along, where no example tells)."""
    along = {theme.id: set(theme.implies) for theme in knowledge.themes}
    told = {row.text: set(row.may) for row in _examples(knowledge) if row.may}
    rows = []
    for unit in units:
        open_to = told.get(unit.text)
        between = shape.along if open_to is None else shape.may
        near = {other for theme in unit.themes for other in along.get(theme, ())} if open_to is None else open_to
        rows.append([1.0 if t in unit.themes else between if t in near else -1.0 for t in along])
    return np.asarray(rows, dtype=np.float32)


def _examples(knowledge: Knowledge) -> list[Situation]:
    within = [row for theme in knowledge.themes for by in (theme.examples, theme.contrast) for rows in by.values() for row in rows]
    return [*within, *(row for rows in knowledge.situations.values() for row in rows)]


def _counted(text: str) -> Counter[str]:
    return Counter(piece for word in words(text) for piece in pieces(word))


def _meaning(rows: Floats, examples: Floats, steepness: float) -> Floats:
    return np.asarray(np.exp(-steepness * (1 - rows @ examples.T)), dtype=np.float32)


def _unit(rows: NDArray[np.floating]) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)
