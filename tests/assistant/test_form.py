"""Follow-ups without a language model: what is asked of the form, what leans on what, what is compared with what."""

import pytest

from assistant.service import Conversation
from assistant.steps.form import form_of
from assistant.steps.sources import named_sources, without_sources


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("På svenska tack", "sv"),
        ("Kan du ta det på finska?", "fi"),
        ("Could you please say the same thing once more in Finnish?", "fi"),
        ("suomeksi", "fi"),
        ("Sama englanniksi, kiitos", "en"),
        ("Voisitko vielä vastata ruotsiksi?", "sv"),
        ("In English please", "en"),
        ("Och hur låter det på engelska?", "en"),
        ("Mitä se on suomeksi?", "fi"),
        ("Kan du ta det på finska också? Kollegan som ska med läser inte svenska.", "fi"),
        ("Kan jag få det där på svenska, tack? Det ska vidare till Vasa.", "sv"),
        ("My PI has just joined us and only reads English, so the same answer in English please", "en"),
    ],
)
def test_a_request_for_a_language_asks_nothing_else(text, language):
    form = form_of(text)
    assert (form.language, form.alone) == (language, True)


@pytest.mark.parametrize(
    ("text", "language", "rest"),
    [
        ("And the funders? Answer in Finnish please.", "fi", "And the funders?"),
        ("Okej. Och vem sköter samordningen? Svara gärna på finska.", "fi", "Okej. Och vem sköter samordningen?"),
        ("Vastaa ruotsiksi: kuka nimeää yhteyshenkilön?", "sv", "kuka nimeää yhteyshenkilön?"),
    ],
)
def test_a_question_may_bring_its_language(text, language, rest):
    form = form_of(text)
    assert form.language == language
    assert form.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "Is there a version of the recommendations in Swedish?",
        "Finns rekommendationerna på engelska?",
        "Saako lomakkeen täyttää englanniksi?",
        "Who appoints the contact person?",
        "What is said in brief courses on security training for new staff members?",
    ],
)
def test_a_question_about_languages_is_a_question(text):
    """ "In Swedish" in a question about texts was once taken for a wish to read the last answer in Swedish."""
    assert form_of(text).rest == text


@pytest.mark.parametrize(
    "text",
    [
        "Show me the exact text",
        "Where does it say so?",
        "Var står det?",
        "Missä niin sanotaan?",
        "Näytä alkuperäinen teksti",
        "Ge mig originaltexten",
        "Quote it",
        "Sanasta sanaan, kiitos",
    ],
)
def test_the_exact_text_is_asked_for(text):
    assert form_of(text).exact
    assert form_of(text).alone


@pytest.mark.parametrize(
    "text",
    ["Say it shorter", "Kortare, tack", "Lyhyemmin", "Put it in one sentence", "Sammanfatta det", "Voisitko tiivistää?", "In a nutshell?"],
)
def test_a_shorter_answer_is_asked_for(text):
    assert form_of(text).short
    assert form_of(text).alone


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Vad kräver DFG i Tyskland av den som ansöker?", "Vad kräver av den som ansöker?"),
        ("Mitä Norjassa HK-dir tarkoittaa vastuullisuudella?", "Mitä tarkoittaa vastuullisuudella?"),
        ("Who appoints the contact person?", "Who appoints the contact person?"),
    ],
)
def test_the_source_of_a_question_can_be_taken_out_of_it(text, rest):
    assert without_sources(text) == rest


def test_the_own_country_counts_in_a_follow_up_only():
    assert named_sources("Entä Suomessa?") == []
    assert named_sources("Entä Suomessa?", compared=True)


def test_a_comparison_asks_the_same_of_another_source(assistant):
    talk = Conversation()
    assistant.ask("Mitä Norjassa HK-dir tarkoittaa vastuullisuudella?", conversation=talk)
    there = assistant.ask("Entä Suomessa?", conversation=talk)
    assert there.status == "answered"
    assert there.citations[0].layer == "national"


def test_an_answer_tells_where_it_stands(assistant):
    """ "Where does it say so?" wants a place, and got the same sentences once more."""
    talk = Conversation()
    first = assistant.ask("How is responsible internationalisation followed up?", conversation=talk)
    again = assistant.ask("Where does it say so?", conversation=talk)
    assert [c.provision_id for c in again.citations] == [c.provision_id for c in first.citations]
    assert any(s.kind == "notice" and "Recommendation 6, p. 4 (9)" in s.text for s in again.statements)


def test_a_question_with_a_language_is_answered_in_it(assistant):
    answer = assistant.ask("How is responsible internationalisation followed up? Please answer in Swedish.")
    assert answer.language == "sv"
    assert {s.language for s in answer.statements} == {"sv"}
    assert answer.citations[0].provision_id == "recommendations-2025/r6"


def test_a_few_letters_keep_the_language_of_the_conversation(assistant):
    talk = Conversation()
    assistant.ask("Vad säger rekommendation 1 b?", conversation=talk)
    answer = assistant.ask("3 c?", conversation=talk)
    assert (answer.language, answer.citations[0].provision_id) == ("sv", "recommendations-2025/r3c")
