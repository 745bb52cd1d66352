"""Places named by number or letter, and points that are counted: found by the structure, not by likeness."""

import pytest

from assistant.record import Answer
from assistant.service import Conversation


def cited(answer: Answer) -> list[str]:
    return [c.provision_id.partition("/")[2] for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Vad säger rekommendation 3 c?", ["r3c"]),
        ("the fourth recommendation", ["r4", "r4a"]),
        ("alaviite 8", ["fn8"]),
        ("fotnot 13", ["fn13"]),
        ("What is in recommendation 1(b)?", ["r1b"]),
        ("suositus 5", ["r5"]),
        ("den sista rekommendationen", ["r6"]),
    ],
)
def test_places_named_by_number_are_found_by_number(assistant, question, expected):
    assert cited(assistant.ask(question))[: len(expected)] == expected


@pytest.mark.parametrize(
    "question",
    [
        "Hur många bokstavspunkter har rekommendation 3, och vad står det i den sista?",
        "Montako alakohtaa suosituksessa 3 on?",
        "How many lettered points are there under recommendation 3, and what does the last of them say?",
    ],
)
def test_points_that_are_counted_are_all_said(assistant, question):
    """No sentence holds the number of points, so that the recommendation was refused as one without the number asked for."""
    assert cited(assistant.ask(question)) == ["r3", "r3a", "r3b", "r3c", "r3d"]


@pytest.mark.parametrize("question", ["Vad säger rekommendation 9?", "suositus 7 b", "What does footnote 44 say?"])
def test_a_place_that_does_not_exist_is_said_not_to(assistant, question):
    answer = assistant.ask(question)
    assert [s.kind for s in answer.statements if s.citations] == ["premise_correction"]


def test_a_letter_leans_on_the_recommendation_said_last(assistant):
    talk = Conversation()
    assistant.ask("Mitä suositus 3 a sanoo?", conversation=talk)
    assert cited(assistant.ask("entä kohta c?", conversation=talk)) == ["r3c"]


@pytest.mark.parametrize(
    "question",
    [
        "Do we need to register a 3D printer?",
        "Måste vi registrera en 3D-skrivare?",
        "Saako 3D-tulostimen ostaa?",
        "Is a Huawei 5G network allowed?",
    ],
)
def test_what_only_looks_like_a_place_is_none(assistant, question):
    """A 3D printer was answered with recommendation 3(d), a 5G network told that there is no recommendation 5(g)."""
    answer = assistant.ask(question)
    assert not {"r3d", "r5"} & set(cited(answer))
