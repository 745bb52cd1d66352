"""How texts are put, whatever their words: all that is fitted on the vectors of expected questions, of what people say after an answer, and
of example situations (``index/manner.py``). Fitted when an index is built: it takes three seconds, which every opening would wait for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.base.errors import BuildIndex
from corpus.base.settings import LANGUAGES
from index.encoders.base import Vectors
from index.hits import ANSWERING, kind_of
from index.manner import PENALTY, PENALTY_SITUATIONS, Manner, Sides, mean_of
from index.passages import Unit
from index.vectors import UNREADABLE

FILE = "put.npz"
# How the targets begin whose questions ask for a way round the rules, and those of other classes told by how they are put (classes.yaml).
EVASIONS = "class:evasion_"
CLASSES = {"off_topic": "class:off_", "opinion": "class:opinion_", "live_data": "class:live_"}
# So many expected questions are enough to tell how questions are put: with all of them nothing is told apart better.
QUESTIONS = 40_000


@dataclass(frozen=True)
class Put:
    """How questions are put; what is concluded from an answer, and ways round it, against what is asked; situations against questions."""

    manner: Manner
    conclusion: Sides
    way_round: Sides
    situation: Sides

    @classmethod
    def fit(cls, all_units: Sequence[Unit], vectors: Vectors) -> Put:
        """Fit on the units of an index, ``vectors`` a row each."""
        # One language after another: what is drawn from the questions must not hang on the order of the documents.
        rows = sorted(range(len(all_units)), key=lambda row: LANGUAGES.index(all_units[row].language))

        def of(kind: str) -> Vectors:
            return vectors[[row for row in rows if all_units[row].kind == kind]]

        targets = [all_units[row].target for row in rows if all_units[row].kind == "question"]
        questions = of("question")

        def marked(*begins: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
            return np.array([target.startswith(begins) for target in targets], dtype=bool)

        kinds = [kind_of(target) for target in targets]
        answered, cases = (np.array([kind in some for kind in kinds], dtype=bool) for some in (ANSWERING, ("referral",)))
        evasions = marked(EVASIONS)
        plain = questions[~evasions]
        asked = plain[:: max(1, -(-len(plain) // QUESTIONS))]
        concluded, situations = [of("claim"), of("borne_out")], of("situation")
        honest = [asked, of("honest"), *concluded]
        return cls(
            Manner.fit(questions, answered, cases, evasions, {name: marked(begins) for name, begins in CLASSES.items()}),
            Sides.between(concluded, [asked], PENALTY, mean_of(asked)),
            Sides.between([of("evasion"), questions[evasions]], honest, PENALTY, mean_of(np.concatenate(honest))),
            Sides.between([situations], [questions], PENALTY_SITUATIONS, mean_of(situations)),
        )

    def save(self, folder: Path) -> None:
        """Write it into a build folder."""
        sides = {"manner": self.manner.sides, "conclusion": self.conclusion, "way_round": self.way_round, "situation": self.situation}
        arrays = {f"{name}_{part}": getattr(one, part) for name, one in sides.items() for part in ("mean", "weights")}
        np.savez(folder / FILE, names=np.array(self.manner.names, dtype=str), **arrays)

    @classmethod
    def load(cls, folder: Path) -> Put:
        """Read it back. Raises ``BuildIndex`` where it is damaged."""
        try:
            with np.load(folder / FILE, allow_pickle=False) as kept:
                manner, *others = (
                    Sides(kept[f"{name}_mean"], kept[f"{name}_weights"]) for name in ("manner", "conclusion", "way_round", "situation")
                )
                return cls(Manner(manner, tuple(kept["names"].tolist())), *others)
        except UNREADABLE as error:
            raise BuildIndex(f"{FILE} of {folder.name} cannot be read.") from error
