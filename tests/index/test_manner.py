"""How a question is put: cases of one's own are told from questions about the guidance, whatever their words."""

import numpy as np
import pytest

from index.manner import Manner

CASES = [
    "Kamerorna är redan packade och kollegan i Almaty väntar. Jag behöver ett ja före fredag.",
    "Vierailija lähti kotiin perjantaina, ja kaikki mittaustiedostot on kopioitu hänen omaan pilveensä.",
    "The courier comes on Monday for the cooled detector, and nobody here dares to sign the form.",
]
QUESTIONS = [
    "Vem beviljar exporttillstånd?",
    "Mitä suosituksissa sanotaan vierailijoista?",
    "Who names the contact person?",
]


def score(assistant, text: str) -> float:
    return assistant.index.manner.own_case(assistant.encoder.queries([text])[0])


def test_a_case_is_told_from_a_question(assistant):
    """None of these cases says "licence" or "export"; told as events they were taken for plans, and no body was named."""
    assert min(score(assistant, text) for text in CASES) > max(score(assistant, text) for text in QUESTIONS) + 0.3


@pytest.mark.parametrize("marked", [0, 5])
def test_one_side_alone_tells_nothing_apart(marked):
    """A corpus without referrals opens as well."""
    vectors = np.eye(5, dtype=np.float32)
    manner = Manner(vectors, np.arange(5) < marked, np.arange(5) < marked)
    assert np.isfinite(manner.own_case(vectors[0]))


def test_nothing_is_said_of_nothing():
    empty = np.zeros((0, 5), dtype=np.float32)
    nothing = np.zeros(0, dtype=bool)
    assert Manner(empty, nothing, nothing).answerable(np.zeros(5, dtype=np.float32)) == 0.0
