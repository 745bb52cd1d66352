"""Courtesy is answered with a word: "tack!" was answered with the answer before, all over again."""

import pytest

from assistant.context import Conversation
from assistant.policy import say
from assistant.steps.courtesy import is_courtesy


@pytest.mark.parametrize(
    ("first", "said", "language"),
    [
        ("Vem utser en kontaktperson?", "tack!", "sv"),
        ("Vem utser en kontaktperson?", "Tack så mycket, det var bra", "sv"),
        ("Kuka nimeää yhteyshenkilön?", "selvä", "fi"),
        ("Who appoints a contact person?", "great, that helps", "en"),
        ("Who appoints a contact person?", "kiitos", "fi"),
    ],
)
def test_what_is_only_courtesy_is_not_searched(assistant, first, said, language):
    talk = Conversation()
    assistant.ask(first, conversation=talk)
    answer = assistant.ask(said, conversation=talk)
    assert [statement.text for statement in answer.statements] == [say("answer.courtesy", language)]
    assert not answer.citations
    assert len(talk.turns) == 1, "the next question leans on what was answered"


@pytest.mark.parametrize("said", ["hej", "moi", "hello"])
def test_a_greeting_is_greeted(assistant, said):
    """ "Hej" alone was told that no texts are translated here."""
    told = [statement.text for statement in assistant.ask(said, default_language="sv").statements]
    assert told in [[say("answer.greeting", language)] for language in ("sv", "fi", "en")]


@pytest.mark.parametrize(
    ("text", "language"), [("är det bra", "sv"), ("ok, och ämbetsverken", "sv"), ("is that right", "en"), ("entä virastot", "fi")]
)
def test_what_asks_or_goes_on_is_no_courtesy(text, language):
    assert not is_courtesy(text, language)


def test_a_question_after_thanks_is_answered(assistant):
    talk = Conversation()
    assistant.ask("Vem utser en kontaktperson?", conversation=talk)
    assert assistant.ask("Tack! Och ämbetsverken?", conversation=talk).citations
