"""Whether a question is of those that are answered, told by the expected questions near to it that ask for the same kind of thing.

Who asks *when* something was signed is not answered by what others expect to be asked about *who* signed it, however near the words. So
every expected question counts by its nearness and by how many kinds of things (``corpus.text.asking``) it asks for in common with the
question: ``exp(SHARPNESS * cosine + LIKE * (kinds in common / kinds in either))``, summed over those of outcomes that answer and over the
others. Their log-odds are a feature of the decision. The two figures were set on dev and calibration; others near to them do as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import BuildIndex
from corpus.text.asking import asked_kinds
from index.hits import ANSWERING, Floats, kind_of
from index.passages import Unit
from index.vectors import UNREADABLE

FOLDER = "asked"
SHARPNESS, LIKE = 60.0, 2.5
# A usual cosine, taken away first: the sums keep to numbers of a common size.
_USUAL = 0.9


@dataclass(frozen=True)
class Asked:
    """``kinds``, shape (questions, kinds), says what each expected question asks for; ``answered``, shape (questions,), which are
    answered.
    """

    kinds: Floats
    answered: NDArray[np.bool_]

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Asked:
        """Of the expected questions of a language, in the order of their shelf."""
        kinds = np.array([asked_kinds(unit.text, unit.language) for unit in units], dtype=np.float32)
        return cls(kinds, np.array([kind_of(unit.target) in ANSWERING for unit in units], dtype=bool))

    def save(self, folder: Path, name: str) -> None:
        """Write it into a build folder."""
        (folder / FOLDER).mkdir(exist_ok=True)
        np.savez(folder / FOLDER / f"{name}.npz", kinds=self.kinds.astype(bool), answered=self.answered)

    @classmethod
    def load(cls, folder: Path, name: str, count: int) -> Asked:
        """Read what ``save`` wrote for ``count`` questions. Raises ``BuildIndex`` where it is damaged."""
        try:
            with np.load(folder / FOLDER / f"{name}.npz", allow_pickle=False) as kept:
                found = cls(kept["kinds"].astype(np.float32), kept["answered"])
        except UNREADABLE as error:
            raise BuildIndex(f"What the questions of {name} ask for cannot be read.") from error
        if not len(found.kinds) == len(found.answered) == count:
            raise BuildIndex(f"{name} tells of {len(found.kinds)} questions, not {count}.")
        return found

    def odds(self, text: str, language: str, cosines: Floats) -> float:
        """The log-odds that a question is answered; 0 where either side has no expected question. ``cosines`` is its nearness to each."""
        if self.answered.all() or not self.answered.any():
            return 0.0
        wanted = np.array(asked_kinds(text, language), dtype=np.float32)
        common = self.kinds @ wanted
        either = np.maximum(1.0, self.kinds.sum(axis=1) + wanted.sum() - common)
        weights = np.exp(SHARPNESS * (cosines - _USUAL) + LIKE * common / either).astype(np.float64)
        return float(np.log(weights[self.answered].sum()) - np.log(weights[~self.answered].sum()))
