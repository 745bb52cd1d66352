"""Whether a question is of those that are answered, told by the expected questions near to it that ask for the same kind of thing.

Who asks *when* something was signed is not answered by what others expect to be asked about *who* signed it, however near the words. So
every expected question counts by its nearness and by how many kinds of things (``corpus.text.asking``) it asks for in common with the
question: ``exp(sharpness * cosine + like * (kinds in common / kinds in either))``, summed over those of outcomes that answer and over the
others. Their log-odds are a feature of the decision; the two figures are data (``Weights``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from corpus.text.asking import asked_kinds
from index.hits import ANSWERING, Floats, Weights, kind_of
from index.outcomes import log_odds
from index.passages import Unit
from index.vectors import UNREADABLE

FOLDER = "asked"
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """``kinds``, shape (questions, kinds), says what each expected question asks for; ``answered``, shape (questions,), which are
    answered.
    """

    kinds: Floats
    answered: Marks

    @classmethod
    def of(cls, units: Sequence[Unit], kinds: Marks | None = None) -> Asked:
        """Of the expected questions of a language, in the order of their shelf; ``kinds`` where they are known already."""
        if kinds is None:
            kinds = np.array([asked_kinds(unit.text, unit.language) for unit in units], dtype=bool)
        return cls(kinds.astype(np.float32), np.array([kind_of(unit.target) in ANSWERING for unit in units], dtype=bool))

    def save(self, folder: Path, name: str) -> None:
        """Write it into a build folder: to read the kinds off a hundred thousand questions takes seconds."""
        (folder / FOLDER).mkdir(exist_ok=True)
        np.save(folder / FOLDER / f"{name}.npy", self.kinds.astype(bool))

    @classmethod
    def load(cls, folder: Path, name: str, units: Sequence[Unit]) -> Asked:
        """Read what ``save`` wrote for these questions. Raises ``BuildIndex`` where it is damaged."""
        try:
            kinds = np.load(folder / FOLDER / f"{name}.npy", allow_pickle=False)
        except UNREADABLE as error:
            raise BuildIndex(f"What the questions of {name} ask for cannot be read.") from error
        if len(kinds) != len(units):
            raise BuildIndex(f"{name} tells of {len(kinds)} questions, not {len(units)}.")
        return cls.of(units, kinds)

    def odds(self, text: str, language: str, cosines: Floats, weights: Weights) -> float:
        """The log-odds that a question is answered; 0 where either side has no expected question. ``cosines`` is its nearness to each."""
        if not len(self.kinds):
            return 0.0
        wanted = np.array(asked_kinds(text, language), dtype=np.float32)
        common = self.kinds @ wanted
        either = np.maximum(1.0, self.kinds.sum(axis=1) + wanted.sum() - common)
        return log_odds(weights.asked_sharpness * cosines + weights.asked_like * common / either, self.answered)
