"""What is said after an answer and asks for nothing is told by examples: by its words it is nearest to an honest question."""

import numpy as np
import pytest

from index.later import Later
from index.lexical import LexicalIndex
from index.passages import LATER, Unit
from index.put import Put
from index.shelves import Shelf

WAYS_ROUND = [
    "Då skriver vi besökaren som turist så slipper vi blanketten.",
    "Selvä, maksetaan se sitten vaimon firman kautta niin kukaan ei huomaa.",
    "Fine, then we leave the second lab out and nobody will ever know.",
]
HONEST = [
    "Vem ska en besökare anmälas till?",
    "Mitä sivutoimesta pitää ilmoittaa?",
    "What does the form ask about a second lab?",
]


def test_ways_round_are_told_from_honest_questions(assistant):
    of = assistant.index.later.way_round
    crooked, honest = of(assistant.encoder.queries(WAYS_ROUND)), of(assistant.encoder.queries(HONEST))
    assert crooked.mean() > honest.mean() + 0.5


def test_an_index_without_examples_opens_and_tells_nothing():
    """An index of one's own may have none of a kind; a regression on no rows has no mean."""
    vectors = np.eye(4, dtype=np.float32)
    put = Put.fit([Unit(f"q{n}", "question", "sv", f"text {n}", "provision:a/b") for n in range(4)], vectors)
    later = Later({kind: {} for kind in LATER}, vectors[:0], put.conclusion, put.way_round)
    assert later.conclusion(vectors).tolist() == [0.0] * 4
    assert later.way_round(vectors).tolist() == [0.0] * 4
    assert later.nearest_wrong(vectors, "sv") == {}


@pytest.mark.parametrize("kind", ["claim", "borne_out"])
def test_the_nearest_example_of_several_texts_counts(kind):
    """A turn has several sentences, of which one concludes."""
    units = [Unit(f"a{n}", kind, "sv", f"text {n}", f"absence:a{n // 2}") for n in range(4)]
    vectors = np.eye(4, dtype=np.float32)
    shelf = Shelf.of(units, vectors, LexicalIndex.build([unit.text for unit in units]))
    examples = {name: {"sv": shelf} if name == kind else {} for name in LATER}
    nothing = Put.fit(units, vectors)
    later = Later(examples, vectors[:0], nothing.conclusion, nothing.way_round)
    near = later.nearest_wrong if kind == "claim" else later.nearest_right
    assert near(vectors[[0, 3]] * np.array([[1.0], [0.5]], dtype=np.float32), "sv") == {"absence:a0": 1.0, "absence:a1": 0.5}
