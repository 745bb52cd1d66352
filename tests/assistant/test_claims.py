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


@pytest.mark.parametrize(
    ("question", "claim", "cited"),
    [
        (
            "Vad säger rekommendationerna om risktagning i internationellt samarbete?",
            "Alltså ska vi hålla oss helt borta från risker, då skriver jag det i riktlinjerna.",
            "recommendations-2025",
        ),
        (
            "Kuka vastaa riskien tunnistamisesta organisaatiossa?",
            "Hyvä, eli riskien kartoitus on sitten OKM:n hommaa eikä meidän.",
            "recommendations-2025",
        ),
        (
            "May we take risks in international cooperation according to the recommendations?",
            "Good, so we simply stay away from anything with a risk in it.",
            "recommendations-2025",
        ),
    ],
)
def test_what_rests_on_a_conclusion_is_answered_by_what_speaks_of_it(asked_after, question, claim, cited):
    """The provision that a conclusion misreads was said as if it had been asked for; a question put after it was answered, or not."""
    reply = asked_after(question, claim)
    first = next(statement for statement in reply.statements if statement.citations)
    assert first.kind == "premise_correction"
    assert any(citation.document_id == cited for citation in reply.citations)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Vem utser kontaktpersonerna?", "nej, jag menade ämbetsverken"),
        ("Kuka vastaa riskien tunnistamisesta organisaatiossa?", "Sano se lyhyemmin, tämä on liian pitkä."),
        ("Who licenses the export of dual-use items?", "Our postdoc wants to take a laser to Seoul on Monday. May he?"),
    ],
)
def test_a_correction_of_oneself_a_request_and_an_own_case_conclude_nothing(asked_after, question, said):
    """They are told in like words: "no, I meant the agencies" was nearest to what corrects a wrong conclusion on them."""
    assert not any(statement.kind == "premise_correction" for statement in asked_after(question, said).statements)


def test_no_conclusion_stands_as_a_wrong_and_as_a_right_one(corpus):
    """What is borne out is told apart by its nearest examples; a text under both kinds would make that a matter of chance."""
    borne_out = [absence for absence in corpus.knowledge.absences if absence.borne_out]
    assert borne_out
    for absence in borne_out:
        for language, texts in absence.borne_out.items():
            assert not set(texts) & set(absence.claims.get(language, [])), absence.id


def test_how_much_a_text_is_put_like_a_conclusion_says_little_of_questions(assistant):
    concluded = ["Så då är det alltså förbjudet.", "Eli se on siis pakollista meille.", "Right, so they pay for all of it then."]
    asked = ["Vem beviljar exporttillstånd?", "Mitä suositus 3 sanoo?", "When was the group appointed?"]
    of = assistant.index.later.conclusion
    assert of(assistant.encoder.queries(concluded)).min() > 0 > of(assistant.encoder.queries(asked)).max()


def test_claims_count_only_for_what_was_spoken_of(asked_after):
    """The same words after another source's answer must not bring this one's correction; after its own they do."""
    for asked, spoken_of in (
        ("How quickly does the Dutch contact point answer?", False),
        ("Does Aarhus University check foreign applicants?", True),
    ):
        reply = asked_after(asked, "So citizens of Iran and Russia are simply not hired there.")
        assert reply.citations
        assert any(citation.document_id == "dk-aarhus-rules" for citation in reply.citations) is spoken_of


def test_every_absence_that_has_claims_has_them_in_each_language(corpus):
    """A correction that only Swedes get would be a difference between the languages that nobody sees."""
    with_claims = [absence for absence in corpus.knowledge.absences if absence.claims]
    assert with_claims
    for absence in with_claims:
        assert set(absence.claims) == set(LANGUAGES), absence.id


def test_the_nearest_claim_of_a_claim_is_its_own(assistant, corpus):
    absence = next(absence for absence in corpus.knowledge.absences if absence.id == "abs_p_zero_risk")
    for language in LANGUAGES:
        claim = absence.claims[language][0]
        near = assistant.index.later.nearest_wrong(assistant.encoder.queries([claim]), language)
        assert max(near, key=near.__getitem__) == "absence:abs_p_zero_risk"
        assert near["absence:abs_p_zero_risk"] == pytest.approx(1.0, abs=0.01)
