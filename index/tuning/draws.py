"""What one step of the tuning sees beside each other: targets that are easily taken for one another.

Each drawn target brings two of its expected questions, in any of the three languages, and one of its texts in the language of the
first: the sentence that the question points at, or the passage. Some questions are misspelt. Three of four targets come as neighbours of
another: what must be told apart in use is near, and the questions of something else altogether teach little.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.encoders.base import Vectors
from index.passages import Unit
from index.tuning.slips import SHARE, slipped

TARGETS, NEIGHBOURS, NEAREST, SITUATIONS = 40, 3, 15, 20
SENTENCE_SHARE, OTHER_SENTENCE_SHARE = 0.65, 0.5


@dataclass
class Draw:
    """``pairs`` are two questions a target; ``texts`` belong to the target in ``of``, ``beside`` are other sentences of the same ones."""

    pairs: list[tuple[Unit, Unit]] = field(default_factory=list)
    texts: list[Unit] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    beside: list[Unit] = field(default_factory=list)
    situations: list[Unit] = field(default_factory=list)


class Draws:
    """Draws of the units of an index; the same seed gives the same draws. ``vectors``, shape (units, dimension), tell neighbours."""

    def __init__(self, units: Sequence[Unit], vectors: Vectors, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 (which questions a step sees is no secret)
        self._numbers = np.random.default_rng(seed)
        rows: dict[str, list[int]] = {}
        for row, unit in enumerate(units):
            if unit.kind == "question":
                rows.setdefault(unit.target, []).append(row)
        self._targets = [target for target, found in rows.items() if len(found) > 1]
        self._questions = {target: [units[row] for row in rows[target]] for target in self._targets}
        self._sentences, self._passages = (_by_edition(units, kind) for kind in ("sentence", "passage"))
        self._situations = [unit for unit in units if unit.kind == "situation"]
        self._near = _neighbours(np.stack([vectors[rows[target]].mean(axis=0) for target in self._targets]))
        many = np.sqrt([len(rows[target]) for target in self._targets])
        self._shares = many / many.sum()

    def draw(self) -> Draw:
        """What the next step sees."""
        situations = self._random.sample(self._situations, min(SITUATIONS, len(self._situations)))
        found = Draw(situations=[self._as_typed(situation) for situation in situations])
        for place, target in enumerate(self._some_targets()):
            first, second = self._random.sample(self._questions[target], 2)
            found.pairs.append((self._as_typed(first), self._as_typed(second)))
            if (text := self._text_for(first)) is not None:
                found.texts.append(text)
                found.of.append(place)
                if (other := self._other_sentence(first)) is not None:
                    found.beside.append(other)
        return found

    def _as_typed(self, unit: Unit) -> Unit:
        return replace(unit, text=slipped(unit.text, self._random)) if self._random.random() < SHARE else unit

    def _some_targets(self) -> list[str]:
        drawn: dict[int, None] = {}
        while len(drawn) < min(TARGETS, len(self._targets)):
            seed = int(self._numbers.choice(len(self._targets), p=self._shares))
            near = self._near[seed]
            drawn |= dict.fromkeys([seed, *self._numbers.choice(near, min(NEIGHBOURS, len(near)), replace=False).tolist()])
        return [self._targets[n] for n in list(drawn)[:TARGETS]]

    def _text_for(self, question: Unit) -> Unit | None:
        if question.lines and self._random.random() < SENTENCE_SHARE:
            said = self._sentences.get((question.target, question.language), [])
            if (sentence := next((one for one in said if one.lines[0] == question.lines[0]), None)) is not None:
                return sentence
        passages = self._passages.get((question.target, question.language))
        return self._random.choice(passages) if passages else None

    def _other_sentence(self, question: Unit) -> Unit | None:
        if len(question.lines) != 1 or self._random.random() >= OTHER_SENTENCE_SHARE:
            return None
        others = [one for one in self._sentences.get((question.target, question.language), []) if one.lines != question.lines]
        return self._random.choice(others) if others else None


def _by_edition(units: Sequence[Unit], kind: str) -> dict[tuple[str, str], list[Unit]]:
    """The units of a kind by target and language."""
    found: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        if unit.kind == kind:
            found.setdefault((unit.target, unit.language), []).append(unit)
    return found


def _neighbours(centres: Vectors) -> NDArray[np.int64]:
    """The nearest other targets of each, shape (targets, at most ``NEAREST``)."""
    around = centres - centres.mean(axis=0)
    around /= np.linalg.norm(around, axis=1, keepdims=True) + 1e-9
    return np.asarray(np.argsort(-(around @ around.T), axis=1)[:, 1 : NEAREST + 1])
