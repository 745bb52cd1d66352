"""The examples on the page are what a newcomer clicks first: each must be answered, in every language, by more than what the text lacks."""

import pytest

from assistant.policy import texts
from corpus.base.settings import LANGUAGES

ASKED = [
    (language, question)
    for language in LANGUAGES
    for kind in ("researcher_asks", "contact_person_asks", "drafter_asks")
    for question in texts(language)["page"]["examples"][kind]
]


@pytest.mark.parametrize(("language", "question"), ASKED, ids=[f"{language}-{question[:40]}" for language, question in ASKED])
def test_an_example_is_answered(assistant, language, question):
    answer = assistant.ask(question)
    assert (answer.language, answer.status) == (language, "answered")
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Jag har precis utsetts till kontaktperson. Vad gör jag först?",
        "I have just been named contact person. What do I do first?",
        "Mistä vasta nimetty yhteyshenkilö aloittaa?",
    ],
)
def test_a_new_contact_person_gets_the_reviewed_answer(assistant, question):
    """A deadline that the text does not set is no answer to "what do I do first?"."""
    said = [s for s in assistant.ask(question).statements if s.citations]
    assert len(said) >= 3
    assert said[0].kind == "digest"
