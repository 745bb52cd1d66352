"""A wish for the whole of a list, and what only sounds like one."""

from fnmatch import fnmatch

import pytest

from assistant.policy import section
from assistant.steps.parts import without_wish


@pytest.mark.parametrize(
    ("text", "language", "rest"),
    [
        ("Which fields are sensitive? I need the full list for a memo.", "en", "Which fields are sensitive?"),
        ("Vilka områden är känsliga? Behöver hela förteckningen.", "sv", "Vilka områden är känsliga?"),
        ("Mitkä alat ovat herkkiä? Haluaisin koko listan.", "fi", "Mitkä alat ovat herkkiä?"),
    ],
)
def test_a_wish_for_the_whole_list_is_no_part_of_its_own(text, language, rest):
    assert without_wish(text, language) == (rest, True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I need the full list of the sensitive fields.", "en"),
        ("Is there a full list? We have a visitor on Monday.", "en"),
        ("Vi har en lista över partner. Vem ska granska den?", "sv"),
    ],
)
def test_what_asks_for_it_itself_stays(text, language):
    assert without_wish(text, language) == (text, False)


def test_the_list_comes_whole_and_nothing_else(assistant):
    """Recommendation 1 was told as the answer to "I'd like the whole list"."""
    reply = assistant.ask("Mitä tieteenaloja ulkoministeriö on luetellut vientivalvonnan kannalta herkiksi? Haluaisin koko listan.")
    assert [part.status for part in reply.parts] == ["answered"]
    assert {citation.document_id for citation in reply.citations} == {"mfa-export-control"}


@pytest.mark.parametrize(
    "question",
    [
        "Vem ska kalla ihop oss så att alla i sektorn kommer överens om vad som åtminstone ska finnas i reglerna?",
        "Whose job is it to get all of us in the sector to agree on the least that everyone has?",
    ],
)
def test_everybody_is_no_list(assistant, question):
    """ "All of us" brought the whole of recommendation 3, with what answers in the middle of it."""
    reply = assistant.ask(question)
    assert reply.citations[0].provision_id == "recommendations-2025/r3a"


def test_who_asks_for_all_points_gets_them(assistant):
    reply = assistant.ask("Give me all the points of recommendation 3.")
    assert len({citation.provision_id for citation in reply.citations}) == 5


def test_the_source_that_a_part_names_goes_before_that_of_the_other_part(assistant):
    """Both parts were answered with the Swedish authority, and the Finnish one stood under "see also"."""
    reply = assistant.ask("Which authority gives export licences in Finland and which one in Sweden?")
    told = [statement for statement in reply.statements if statement.citations]
    first = next(citation for citation in reply.citations if citation.number == told[0].citations[0])
    assert first.document_id == "mfa-export-control"


def test_what_speaks_of_the_whole_matter_is_known(corpus):
    """A pattern that fits nothing would let an introduction stand beside every answer again."""
    names = [provision.id for document in corpus.documents.values() for provision in document.provisions.values()]
    assert section("decide")["general"]
    for pattern in section("decide")["general"]:
        assert any(fnmatch(name, pattern) for name in names), pattern


def test_an_introduction_stands_beside_an_answer_only_where_it_is_likely(assistant):
    """ "In general, risky areas are …" stood under "see also" of whatever was asked: of a hundred it answered two."""
    reply = assistant.ask(
        "Which ministry's department takes part in coordinating the ministries' roles in responsible internationalisation?"
    )
    assert reply.citations
    assert not any("/intro-" in citation.provision_id for citation in reply.citations)
