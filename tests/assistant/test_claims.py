"""What is concluded after an answer is held against what corrects it: "so it is law, then" was answered as if it had been a question."""

import pytest

from assistant.steps.claims import is_claim
from corpus.base.settings import LANGUAGES


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Så den är alltså lag."),
        ("sv", "Då får vi ett bindande besked av dem, eller hur?"),
        ("fi", "Eli iranilaisia ei saa ottaa mukaan ollenkaan."),
        ("fi", "Ja se on siis laki, jota kaikkien on noudatettava?"),
        ("en", "So over there you are not allowed to work with anybody from Iran."),
        ("en", "Great, then they decide for us."),
    ],
)
def test_a_conclusion_is_told_from_a_question(language, text):
    assert is_claim(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vem beslutar om det?"),
        ("sv", "och om de inte håller det?"),
        ("fi", "Entä vierailijat?"),
        ("fi", "ja jos kumppani olisikin Virossa?"),
        ("fi", "Saako sen viedä mukanaan?"),
        ("en", "and if they don't stick to it?"),
        ("en", "How long does it take?"),
        ("en", "In English, please."),
    ],
)
def test_a_question_a_supposition_or_a_request_is_no_conclusion(language, text):
    assert not is_claim(text, language)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Milloin TENKin HTK-ohje uudistettiin?", "Eli se on laki, jota meidän on pakko noudattaa."),
        ("How are background checks done at Aarhus University?", "So citizens of Iran and Russia are simply not hired there."),
        ("Miten Opetushallituksen apurahoissa otetaan pakotteet huomioon?", "Eli kaikki venäläiset on suljettu niistä pois."),
    ],
)
def test_a_wrong_conclusion_is_corrected_with_its_source(asked_after, question, claim):
    reply = asked_after(question, claim)
    assert next(statement.kind for statement in reply.statements if statement.citations) == "premise_correction"


def test_a_conclusion_after_an_answer_is_no_plan(asked_after):
    """It was answered with "this tells of a plan", because it speaks of what "our rectorate" has to do."""
    reply = asked_after("what is the EU's definition of research security", "So our rectorate has to put all of this in place by law now.")
    assert next(statement.kind for statement in reply.statements if statement.citations) == "premise_correction"


def test_claims_count_only_for_what_was_spoken_of(asked_after):
    """The same words after another source's answer must not bring this one's correction."""
    reply = asked_after("How quickly does the Dutch contact point answer?", "So citizens of Iran and Russia are simply not hired there.")
    assert not any(citation.document_id == "dk-aarhus-rules" for citation in reply.citations)


def test_every_absence_that_has_claims_has_them_in_each_language(corpus):
    """A correction that only Swedes get would be a difference between the languages that nobody sees."""
    for absence in corpus.knowledge.absences:
        if absence.claims:
            assert set(absence.claims) == set(LANGUAGES), absence.id


def test_the_nearest_claim_of_a_claim_is_its_own(assistant, corpus):
    absence = next(absence for absence in corpus.knowledge.absences if absence.id == "abs_p_zero_risk")
    for language in LANGUAGES:
        claim = absence.claims[language][0]
        near = assistant.index.languages[language].nearest_claims(assistant.encoder.queries([claim])[0])
        assert max(near, key=near.__getitem__) == "absence:abs_p_zero_risk"
        assert near["absence:abs_p_zero_risk"] == pytest.approx(1.0, abs=0.01)
