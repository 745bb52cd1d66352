"""What leans on what was said before, and on which of it: "and the agencies?", "no, I meant students", "is that binding?"."""

import pytest

from assistant.policy import say
from assistant.service import Conversation
from assistant.steps.asks import asks_its_force
from assistant.steps.resolve import leans


def test_a_comparison_asks_the_same_of_another_source(assistant):
    talk = Conversation()
    assistant.ask("Mitä Norjassa HK-dir tarkoittaa vastuullisuudella?", conversation=talk)
    there = assistant.ask("Entä Suomessa?", conversation=talk)
    assert there.status == "answered"
    assert there.citations[0].layer == "national"


@pytest.mark.parametrize(
    ("question", "follow"),
    [
        ("What does the Dutch contact point do for researchers?", "And how fast do they usually answer?"),
        ("Mitä Hollannin yhteyspiste tekee?", "Kuinka nopeasti niiltä saa vastauksen?"),
        ("Vad gör Nederländernas kontaktpunkt?", "Hur snabbt brukar de svara?"),
    ],
)
def test_a_pronoun_after_a_named_source_means_that_source(asked_after, question, follow):
    """ "They" led to whatever source speaks of answering."""
    reply = asked_after(question, follow)
    assert reply.status == "answered"
    assert {c.document_id.partition("-")[0] for c in reply.citations} == {"nl"}


@pytest.mark.parametrize(
    ("question", "follow"),
    [
        ("What does HK-dir in Norway advise before a research agreement?", "No, sorry, I meant an agreement on student exchange."),
        ("Vad råder norska HK-dir inför ett forskningsavtal?", "Nej förlåt, jag menade ett avtal om utbildning."),
    ],
)
def test_a_correction_asks_what_was_asked(asked_after, question, follow):
    """It has no question mark, and was taken for a plan."""
    reply = asked_after(question, follow)
    plan = {say("answer.situation", language) for language in ("sv", "en")}
    assert not plan & {s.text for s in reply.statements}
    assert {c.document_id.partition("-")[0] for c in reply.citations} >= {"no"}


@pytest.mark.parametrize(
    ("question", "language", "follow"),
    [
        ("Vem ska utse kontaktpersonen?", "sv", "är det bindande?"),
        ("Kuka nimeää yhteyshenkilön?", "fi", "Onko se pakollista?"),
        ("Who appoints the contact person?", "en", "and is that legally binding?"),
    ],
)
def test_whether_it_binds_is_told_of_what_was_said(assistant, question, language, follow):
    """ "Is that binding?" was searched for and found what binds in other sources."""
    conversation = Conversation()
    first = assistant.ask(question, conversation=conversation)
    force = assistant.ask(follow, conversation=conversation)
    assert force.citations[0].provision_id == first.citations[0].provision_id
    assert force.statements[0].kind == "notice"
    assert any(word in force.statements[0].text for word in ("inte bindande", "eikä sitova", "not binding"))


@pytest.mark.parametrize(
    ("question", "follow", "provision"),
    [
        ("Vad rekommenderar rådet om riskhantering?", "är det bindande i Finland?", "council-recommendation-2024/status"),
        ("Mitä neuvosto suosittelee riskienhallinnasta?", "sitooko se suomalaisia korkeakouluja?", "council-recommendation-2024/status"),
        ("What does the EU recommend about due diligence?", "is that binding in Finland?", "council-recommendation-2024/status"),
    ],
)
def test_whether_it_binds_here_is_told_of_what_was_said(asked_after, question, follow, provision):
    """After an EU recommendation "is that binding in Finland?" was told of the sanctions regulations, which bind."""
    force = asked_after(question, follow)
    assert force.citations[0].provision_id == provision
    assert not any("förordning" in s.text or "asetu" in s.text or "regulation" in s.text for s in force.statements)


@pytest.mark.parametrize(("text", "language", "own"), [("Is the Dutch advice binding?", "en", False), ("är det bindande", "sv", True)])
def test_whose_force_is_asked_for(text, language, own):
    assert asks_its_force(text, language) is own


@pytest.mark.parametrize(("text", "language"), [("på vilket språk?", "sv"), ("millä kielellä?", "fi"), ("in which language?", "en")])
def test_a_question_without_a_verb_leans_on_the_last(text, language):
    assert leans(text, language)


@pytest.mark.parametrize(
    ("question", "follow", "document"),
    [
        ("On what basis may personal data go outside the EEA?", "And who supervises that?", "gdpr-transfers"),
        ("Hur kontrollerar Aarhus universitet sökande från riskländer?", "vilka länder då?", "dk-aarhus-rules"),
    ],
)
def test_a_follow_up_stays_with_the_source_of_the_answer(asked_after, question, follow, document):
    """ "Who supervises that?" after the GDPR was answered with the sanctions."""
    assert asked_after(question, follow).citations[0].document_id == document


@pytest.mark.parametrize("follow", ["Vem beviljar exporttillstånd?", "Vem tillsatte gruppen?", "När kom rekommendationerna?"])
def test_a_short_question_on_another_matter_is_a_new_one(assistant, asked_after, follow):
    """Where two words of its own made a question lean, it was refused after a talk of visitors."""
    talked = asked_after("Hur länge får en akademisk gäst vara på Aalto?", follow)
    assert talked.citations[0].provision_id == assistant.ask(follow).citations[0].provision_id
