"""Said shorter, an answer keeps one sentence of each thing that was asked: the second thing was lost."""

import pytest

from assistant.context import Conversation


@pytest.mark.parametrize(
    ("question", "shorter"),
    [
        ("Vem utser kontaktpersonen, och hur snabbt svarar den nederländska kontaktpunkten?", "Kortare, tack"),
        ("Kuka nimeää yhteyshenkilön, ja kuinka nopeasti Hollannin yhteyspiste vastaa?", "Lyhyemmin, kiitos"),
        ("Who names the contact person, and how quickly does the Dutch contact point answer?", "Shorter, please"),
    ],
)
def test_of_two_things_both_are_kept_each_with_its_source(assistant, question, shorter):
    talk = Conversation()
    whole = assistant.ask(question, conversation=talk)
    short = assistant.ask(shorter, conversation=talk)
    said = [statement for statement in short.statements if statement.citations]
    assert [citation.provision_id for citation in short.citations] == ["recommendations-2025/r1b", "nl-contact-point/service"]
    assert len(said) == 2
    assert [len(part.statements) for part in short.parts] == [1, 1]
    assert {statement.text for statement in said} <= {statement.text for statement in whole.statements}


def test_the_whole_answer_is_still_there_afterwards(assistant):
    talk = Conversation()
    whole = assistant.ask(
        "What do the recommendations say on the contact person, and what does the Dutch contact point do?", conversation=talk
    )
    assistant.ask("Shorter, please", conversation=talk)
    again = assistant.ask("Show me the exact text", conversation=talk)
    assert [citation.provision_id for citation in again.citations] == [citation.provision_id for citation in whole.citations]


def test_a_short_answer_has_no_second_thoughts(assistant):
    talk = Conversation()
    assistant.ask("What does recommendation 6 say on follow-up?", conversation=talk)
    short = assistant.ask("In one sentence, please", conversation=talk)
    assert len([statement for statement in short.statements if statement.citations]) == 1


@pytest.mark.parametrize(
    "question",
    ["Vad ska jag tänka på innan jag skickar prover utomlands?", "What should I think of before I send samples abroad?"],
)
def test_what_was_written_about_a_matter_gets_shorter_too(assistant, question):
    """A reviewed answer came back whole."""
    talk = Conversation()
    whole = assistant.ask(question, conversation=talk)
    short = assistant.ask("Shorter, please" if question.startswith("What") else "Kortare, tack", conversation=talk)
    assert len([statement for statement in whole.statements if statement.citations]) > 1
    assert len([statement for statement in short.statements if statement.citations]) == 1


def test_another_language_keeps_it_short(assistant):
    """Whoever had it shorter and then switched the page's language got the whole again."""
    talk = Conversation()
    assistant.ask("What should I think of before I send samples abroad?", conversation=talk)
    short = assistant.ask("Shorter, please", conversation=talk)
    finnish = assistant.ask("Suomeksi, kiitos", conversation=talk)
    assert finnish.language == "fi"
    assert [citation.provision_id for citation in finnish.citations] == [citation.provision_id for citation in short.citations]
    assert len([statement for statement in finnish.statements if statement.citations]) == 1
