"""The line before a source's sentences: it names what they do not name themselves."""

import re
from itertools import pairwise

import pytest

from assistant.policy import section
from assistant.record import Statement
from assistant.steps.leads import lead_in, lead_ins, names_itself
from corpus.base.settings import LANGUAGES
from corpus.text.normal import fold


def foreign(corpus):
    return [document.meta for document in corpus.documents.values() if document.meta.layer == "foreign"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_form_keeps_country_and_force(corpus, language):
    """What a reader must not lose: that it is an example from elsewhere, and how far it binds."""
    shorter = [forms for meta in foreign(corpus) if len(forms := lead_ins(meta, language)) > 1]
    assert len(shorter) > 0.9 * len(foreign(corpus))
    for whole, brief, *_ in shorter:
        country, force = brief.split(" (", 1)
        assert whole.startswith(f"{country},")
        assert whole.endswith(force)
        assert len(brief) < len(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_applies_in_finland_is_always_named_whole(corpus, language):
    for document in corpus.documents.values():
        if document.meta.layer != "foreign":
            assert lead_ins(document.meta, language) == (document.meta.lead_in[language],)


@pytest.mark.parametrize(
    ("text", "itself"),
    [
        ("OsloMet requires visiting researchers to have an invitation letter.", True),
        ("A visiting researcher needs an invitation letter.", False),
    ],
)
def test_a_source_is_left_to_the_sentence_only_where_the_sentence_names_it(corpus, text, itself):
    """ "An example from Norway, according to OsloMet's page: OsloMet requires …": readers found every example labelled twice."""
    assert names_itself(lead_ins(corpus.documents["no-oslomet"].meta, "en"), text) is itself


def test_a_year_that_the_sentence_does_not_tell_stays_in_the_lead_in(corpus):
    forms = lead_ins(corpus.documents["de-daad-kiwi"].meta, "en")
    assert "2024" in forms[0]
    assert not names_itself(forms, "The German DAAD advises universities to talk to those who go.")
    assert names_itself(forms, "In 2024 the German DAAD published advice.")


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("sv", "Som exempel från Norge kräver OsloMet ett inbjudningsbrev av gästforskare.", "Gäller vid OsloMet:"),
        ("fi", "Esimerkkinä Norjasta: OsloMet edellyttää vieraileville tutkijoille kutsukirjettä.", "Koskee OsloMetia:"),
        ("en", "As an example from Norway, OsloMet requires visiting researchers to have an invitation letter.", "Applies at OsloMet:"),
        ("en", "OsloMet requires visiting researchers to have an invitation letter.", "An example from Norway (applies at OsloMet):"),
    ],
)
def test_a_sentence_that_says_itself_it_is_an_example_is_led_by_its_force_alone(corpus, language, text, lead):
    """ "An example from Norway (advisory): As an example from Norway, …" was what readers of 320 answers named first as doubled."""
    assert lead_in(corpus.documents["no-oslomet"].meta, text, language, said=()) == lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reviewed_sentence_is_led_by_its_own_opening(corpus, language):
    """Held over all reviewed answers: where a sentence opens as an example, no lead-in that is not a mere year's says so too."""
    opening = re.compile(section("language")["opens_as_example"][language])
    opened = [
        (said.text[language], corpus.documents[said.cites[0].partition("/")[0]].meta)
        for answer in corpus.knowledge.answers
        for said in answer.statements
        if opening.match(fold(said.text[language]))
    ]
    led = [(lead_in(meta, text, language, said=()), lead_ins(meta, language)) for text, meta in opened]
    assert len(led) > 150
    assert all(lead == forms[2] for lead, forms in led if len(forms) > 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reply_names_a_foreign_source_twice_in_a_row(assistant, language):
    """Held over replies on countries: a lead-in that could have been short stands nowhere."""
    asked = {
        "sv": ["Hur tar OsloMet emot gäster?", "Vad säger Karolinska Institutet om samarbeten?", "Vad säger HK-dir om exportkontroll?"],
        "fi": ["Miten OsloMet ottaa vastaan vieraat?", "Mitä Karolinska Institutet sanoo yhteistyöstä?", "Mitä HK-dir sanoo viennistä?"],
        "en": ["How does OsloMet receive visitors?", "What does Karolinska Institutet say of collaborations?", "HK-dir on export control?"],
    }
    forms = {f[0]: f for document in assistant.corpus.documents.values() if len(f := lead_ins(document.meta, language)) > 1}
    brief = {short for f in forms.values() for short in f[1:]}
    said: list[Statement] = [s for question in asked[language] for s in assistant.ask(question, language=language).statements]
    assert any(statement.text in brief for statement in said)
    for lead, sentence in pairwise(said):
        whole = forms.get(lead.text)
        assert whole is None or not names_itself(whole, sentence.text)
