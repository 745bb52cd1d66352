"""A source that does not bind is not let stand as binding: who asks for the fine "since the recommendations are binding" was told of
anything but that they are not.
"""

import re

import pytest

from assistant.steps.force import assumes_force
from assistant.steps.remarks import force

STATED = [
    ("sv", "Eftersom rekommendationerna från 2025 är bindande, vem övervakar att de följs?"),
    ("sv", "Då skriver vi att texten tvingar alla högskolor till det."),
    ("fi", "Koska suositukset ovat sitovia, kuka valvoo niitä?"),
    ("fi", "Eli tämä on siis laki."),
    ("en", "Since the recommendations are legally binding, who supervises them?"),
    ("en", "We note that the document obliges every university to do so."),
]
ASKED = [
    ("sv", "Är rekommendationerna bindande?"),
    ("sv", "Vad säger texten om det som är bindande?"),
    ("sv", "Rekommendationerna är inte bindande, eller hur?"),
    ("sv", "Står det i rekommendationerna att EU:s sanktioner binder alla?"),
    ("fi", "Ovatko suositukset sitovia?"),
    ("fi", "Onko se laki?"),
    ("fi", "Muistuttavatko suositukset siitä, että pakotteet sitovat jokaista?"),
    ("en", "Are the recommendations binding?"),
    ("en", "Does the text bind us in any way?"),
    ("en", "What if it is binding?"),
    ("en", "The guidelines are not binding, are they?"),
]


@pytest.mark.parametrize(("language", "text"), STATED)
def test_force_that_is_stated_is_seen(language, text):
    assert assumes_force(text, language)


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_force_that_is_asked_denied_or_said_of_something_else_is_not(language, text):
    assert not assumes_force(text, language)


@pytest.mark.parametrize(
    ("language", "question", "document"),
    [
        ("sv", "Eftersom rekommendationerna är bindande, vilken domstol ska vi vända oss till?", "recommendations-2025"),
        ("fi", "Koska neuvoston suositus on sitova, mikä viranomainen valvoo meitä?", "council-recommendation-2024"),
        (
            "en",
            "Since the Council Recommendation is binding on every university, which court hears complaints?",
            "council-recommendation-2024",
        ),
    ],
)
def test_the_force_of_the_source_that_is_named_is_said_first_and_once(assistant, corpus, language, question, document):
    reply = assistant.ask(question, language=language)
    told = force(corpus.documents[document].meta, language)
    said = [statement for statement in reply.statements if statement.text == told]
    assert [statement.kind for statement in said] == ["premise_correction"]
    assert reply.statements[0] is said[0]
    cited = {citation.number: citation.document_id for citation in reply.citations}
    assert {cited[number] for number in said[0].citations} == {document}
    assert reply.status == "answered"


def test_after_an_answer_it_is_the_source_that_was_spoken_of(asked_after, corpus):
    reply = asked_after("What does the Dutch contact point for knowledge security do?", "Right, and as this is law, who fines us?")
    assert reply.statements[0].text == force(corpus.documents["nl-contact-point"].meta, "en")


def test_a_correction_stays_one_in_another_language(asked_after, corpus):
    reply = asked_after("Since the Council Recommendation is binding on everybody, which court is it?", "In Finnish, please")
    assert reply.statements[0].kind == "premise_correction"
    assert reply.statements[0].text == force(corpus.documents["council-recommendation-2024"].meta, "fi")


def test_what_binds_is_not_corrected(asked_after):
    reply = asked_after("Who is bound by the EU sanctions regulations?", "As they are binding, who must know them?")
    assert all(statement.kind != "premise_correction" for statement in reply.statements)


@pytest.mark.parametrize(
    ("language", "question", "document"),
    [
        ("sv", "Är rekommendationerna bindande?", "recommendations-2025"),
        ("fi", "Ovatko vuoden 2025 suositukset sitovia?", "recommendations-2025"),
        ("en", "Are the 2025 recommendations legally binding?", "recommendations-2025"),
        ("en", "Is the Council Recommendation binding?", "council-recommendation-2024"),
    ],
)
def test_who_asks_whether_a_source_binds_is_told_of_that_source(assistant, corpus, language, question, document):
    """The recommendations' force was told with what they say of the Council's, or by the China recommendations of 2021."""
    reply = assistant.ask(question, language=language)
    assert reply.status == "answered"
    assert reply.statements[0].text == force(corpus.documents[document].meta, language)
    assert {citation.document_id for citation in reply.citations} == {document}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Måste vi känna till sanktionsreglerna, och hos vilken myndighet får man veta mer?", "skyldighet"),
        ("Pitääkö tutkijan tuntea pakotteet, ja mikä viranomainen niistä vastaa?", "velvollisuu"),
        ("Must a researcher know the sanctions rules, and which authority is responsible for them?", "duty"),
    ],
)
def test_what_stands_in_law_is_not_called_not_binding(assistant, question, word):
    """Beside who is competent the citation is of the whole passage, and "not a law and not binding" stood over everyone's duty in law."""
    said = [statement.text for statement in assistant.ask(question).statements if not statement.further]
    applicable = re.compile("direkt tillämplig|suoraan sovellettava|directly applicable")
    before = said[: next(n for n, text in enumerate(said) if applicable.search(text))]
    assert any(word in text for text in before)
    assert not any(re.search("inte bindande|sitovia|not binding", text) for text in before)
