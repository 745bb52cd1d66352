"""What is asked in general is answered, though a story of one's own stands round it; a decision on the story is not."""

import pytest


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        (
            "my boss is in the lobby and the taxi is waiting, quickly: who grants export licences for dual-use stuff?",
            "mfa-export-control/authorities",
        ),
        (
            "Blev utsedd igår och telefonen går varm om en gäst från Teheran. Vem ska egentligen utse kontaktpersoner?",
            "recommendations-2025/r1b",
        ),
        ("kone lähtee kahden tunnin päästä!! saako rajalla joku viedä mun läppärin supon mukaan?", "supo-travel-security/border-checks"),
    ],
)
def test_a_general_question_in_a_hurry_is_answered(assistant, text, provision):
    """A story sounds like a case: one general question in eight that came with one was referred or refused."""
    reply = assistant.ask(text)
    assert reply.status == "answered"
    assert provision in {citation.provision_id for citation in reply.citations}


@pytest.mark.parametrize(
    "text",
    [
        "my boss is in the lobby with the parcel and the taxi is waiting. can I give him the gyroscope or not?",
        "Blev utsedd igår och telefonen går varm om en gäst från Teheran. Ska vi släppa in honom eller inte?",
        "kone lähtee kahden tunnin päästä!! otanko mä tän läppärin mukaan vai en?",
    ],
)
def test_a_decision_on_the_same_story_is_referred(assistant, text):
    assert assistant.ask(text).status == "referred"
