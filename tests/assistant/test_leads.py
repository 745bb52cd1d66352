"""The line before a source's sentences: it names what they do not name themselves."""

import re
from itertools import pairwise

import pytest

from assistant.policy import say
from assistant.record import Statement
from assistant.steps.composer import Composer, plain
from assistant.steps.leads import lead_ins, leading_itself, names_itself, opens_as_example, without_lead
from corpus.base.settings import LANGUAGES
from corpus.text.normal import words


def foreign(corpus):
    return [document.meta for document in corpus.documents.values() if document.meta.layer == "foreign"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_form_keeps_country_and_force(corpus, language):
    """What a reader must not lose: that it is an example from elsewhere, and how far it binds."""
    shorter = [forms for meta in foreign(corpus) if len(forms := lead_ins(meta, language)) > 1]
    assert len(shorter) > 0.9 * len(foreign(corpus))
    for whole, brief in shorter:
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
    ("language", "text", "led"),
    [
        ("sv", "Som exempel från Norge kräver OsloMet ett brev.", "Som exempel från Norge (gäller vid OsloMet) kräver OsloMet ett brev."),
        (
            "fi",
            "Esimerkkinä Norjasta: OsloMet edellyttää kirjettä.",
            "Esimerkkinä Norjasta (koskee OsloMetia): OsloMet edellyttää kirjettä.",
        ),
        (
            "en",
            "As an example from Norway, OsloMet wants a letter.",
            "As an example from Norway (applies at OsloMet), OsloMet wants a letter.",
        ),
        ("en", "OsloMet wants a letter.", None),
        ("en", "As an example from Norway (2024), OsloMet wants a letter.", None),
    ],
)
def test_a_sentence_that_says_itself_it_is_an_example_tells_its_force_there(corpus, language, text, led):
    """ "An example from Norway (advisory): As an example from Norway, …" was what readers of 320 answers named first as doubled."""
    assert leading_itself(corpus.documents["no-oslomet"].meta, text, language) == led


def test_what_applies_in_finland_is_never_led_by_itself(corpus):
    assert leading_itself(corpus.documents["aalto-guidance"].meta, "As an example from Finland, Aalto asks for it.", "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_reviewed_sentences_that_open_as_examples_are_led_by_themselves(corpus, language):
    """Held over all reviewed answers: the words by which they begin are the ones that are known, and the force stands once."""
    cited = [(said, corpus.documents[said.cites[0].partition("/")[0]].meta) for a in corpus.knowledge.answers for said in a.statements]
    opened = [
        (said.text[language], meta, leading_itself(meta, said.text[language], language))
        for said, meta in cited
        if meta.layer == "foreign" and re.match(r"Som (ett )?exempel från|Esimerkki(nä)? [A-ZÅÄÖ]|As an example from", said.text[language])
    ]
    assert len(opened) > 150
    for text, meta, led in opened:
        if len(lead_ins(meta, language)) > 1:
            force = lead_ins(meta, language)[1].partition(" (")[2].rstrip(":)")
            assert led is not None, text
            # In English a country has two names (the UK, the United Kingdom).
            country = lead_ins(meta, language)[1].partition(" (")[0].split()[-1]
            assert language == "en" or country[:4].casefold() in text[:40].casefold(), text
            assert len(re.findall(rf"\b{re.escape(force)}\b", led)) == 1, led


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("sv", "Det är enligt rekommendationerna 11.3.2025 nödvändigt att granska.", "Det är nödvändigt att granska."),
        ("sv", "Enligt rekommendationerna 11.3.2025 är det nödvändigt.", "Enligt rekommendationerna är det nödvändigt."),
        ("sv", "Rekommendationerna av den 11 mars 2025 ger ingen mall.", "Rekommendationerna ger ingen mall."),
        ("fi", "Suomen 11.3.2025 annettujen suositusten mukaan riskit kartoitetaan.", "Riskit kartoitetaan."),
        ("fi", "11.3.2025 annetun suosituksen 3 b mukaan laaditaan linjaukset.", "Suosituksen 3 b mukaan laaditaan linjaukset."),
        (
            "fi",
            "Neuvoston mukaan (suositukset 11.3.2025) tutkimusta välineellistetään.",
            "Neuvoston mukaan (suositukset) tutkimusta välineellistetään.",
        ),
        ("en", "In Finland, according to the recommendations of 11 March 2025, it is so.", "In Finland, it is so."),
        ("en", "The Ministry: According to the recommendations of 11 March 2025, it supports.", "The Ministry: it supports."),
        (
            "en",
            "The sector needs, according to the recommendations of 11 March 2025, knowledge of it.",
            "The sector needs knowledge of it.",
        ),
        ("en", "It decides, according to the recommendations of 11 March 2025, unless asked.", "It decides, unless asked."),
        (
            "en",
            "According to the recommendations of 2025, it is a term; they do not define it.",
            "According to the recommendations of 2025, it is a term; they do not define it.",
        ),
        ("en", "The document is dated 11 March 2025.", "The document is dated 11 March 2025."),
    ],
)
def test_under_their_name_the_recommendations_are_not_named_again(language, text, left):
    """Readers found the date in every sentence under a line that says it; a comma was left of the two that enclosed it."""
    assert without_lead(text, language) == left


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_of_a_reviewed_sentence_is_a_sentence(corpus, language):
    """Held over all of them: nothing but the name and the date goes, and no comma, space or small letter is left hanging."""
    changed = 0
    for answer in corpus.knowledge.answers:
        for said in answer.statements:
            whole = said.text[language]
            left = without_lead(whole, language)
            changed += left != whole
            assert left[:1] == left[:1].upper()
            assert len(re.findall(r"[.!?] [a-zåäö]", left)) <= len(re.findall(r"[.!?] [a-zåäö]", whole)), left
            assert not re.search(r"  | [,.;]|,[,.;]|: ?[,;]", left), left
            assert [left.count(bracket) for bracket in "()[]"] == [whole.count(bracket) for bracket in "()[]"] or "(11.3.2025)" in whole, (
                left
            )
            assert set(words(left)) <= set(words(whole)), left
    assert changed > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reply_names_a_foreign_source_twice_in_a_row(assistant, language):
    """Held over replies on countries: a lead-in that could have been short stands nowhere."""
    asked = {
        "sv": ["Hur tar OsloMet emot gäster?", "Vad säger Karolinska Institutet om samarbeten?", "Vad säger HK-dir om exportkontroll?"],
        "fi": ["Miten OsloMet ottaa vastaan vieraat?", "Mitä Karolinska Institutet sanoo yhteistyöstä?", "Mitä HK-dir sanoo viennistä?"],
        "en": ["How does OsloMet receive visitors?", "What does Karolinska Institutet say of collaborations?", "HK-dir on export control?"],
    }
    forms = {f[0]: f for document in assistant.corpus.documents.values() if len(f := lead_ins(document.meta, language)) > 1}
    brief = {f[-1] for f in forms.values()}
    said: list[Statement] = [s for question in asked[language] for s in assistant.ask(question, language=language).statements]
    assert any(statement.text in brief for statement in said)
    for lead, sentence in pairwise(said):
        whole = forms.get(lead.text)
        assert whole is None or not names_itself(whole, sentence.text)


MIXED = {
    "sv": ["Utländsk delegation vill se labbet, vad gör jag?"],
    "fi": ["Ulkomainen valtuuskunta haluaa nähdä laboratorion, mitä teen?"],
    "en": ["A foreign delegation wants to see our lab, what do I do?", "Is basic research exempt from export control?"],
}


@pytest.mark.parametrize(("language", "question"), [(language, q) for language in LANGUAGES for q in MIXED[language]])
def test_an_example_stands_under_no_other_source_s_name(assistant, corpus, language, question):
    """Readers of 312 replies took Dutch and Norwegian advice for Aalto's, under whose name it stood."""
    over, seen = "", 0
    headings = {say(f"answer.{key}", language) for key in ("examples", "another_example", "beside")}
    answer = assistant.ask(question)
    names = {citation.number: citation.document_id for citation in answer.citations}
    for statement in answer.statements:
        if statement.kind == "notice" and not statement.citations:
            over = statement.text
        elif statement.kind != "notice" and opens_as_example(statement.text, language):
            seen += 1
            own = [form for n in statement.citations for form in lead_ins(corpus.documents[names[n]].meta, language)]
            assert over in {"", *headings, *own}
    assert seen
    # What applies to all comes before the examples.
    assert corpus.documents[answer.citations[0].document_id].meta.layer != "foreign"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_recalls_law_stands_under_no_line_that_says_not_binding(assistant, unsaid, language):
    """That everyone must know the sanctions regulations stood under "(not binding)": two readers took sanctions law for advice. So did what
    the Universities Act says of self-government, which is no duty.
    """
    restating = [
        (provision, lines)
        for document in assistant.corpus.documents.values()
        if document.meta.lead_in_restates
        for provision in document.provisions.values()
        for lines in (*provision.meta.restates.values(), provision.meta.tells_law)
        if lines
    ]
    assert len(restating) >= 7
    for provision, lines in restating:
        unsaid.language, unsaid.statements, unsaid.led = language, [], set()
        composer = Composer(unsaid)
        others = [n for n in range(1, len(provision.edition(language).lines) + 1) if n not in lines]
        composer.sentences(plain(provision.id, (lines[0],)))
        meta = provision.document
        assert [said.text for said in unsaid.statements if said.kind == "notice"] == [meta.lead_in_restates[language]]
        if others:
            composer.sentences(plain(provision.id, (others[0],)))
            # What does not recall law has its own force said again.
            assert unsaid.statements[2].text == meta.lead_in[language]


def test_no_second_line_stands_under_one_that_names_the_source(assistant, unsaid):
    """ "Also in the same source (…):" and "The recommendations … recall a duty …" would stand one over the other."""
    composer = Composer(unsaid)
    composer.sentences(plain("recommendations-2025/r1b", (1,)))
    composer.sentences(plain("no-oslomet/visitors", (1,)))
    before = len(unsaid.statements)
    composer.announce("Also in the same source:", "recommendations-2025")
    composer.sentences(plain("recommendations-2025/ministries-1", (3,)))
    assert [said.text for said in unsaid.statements[before:] if said.kind == "notice"] == ["Also in the same source:"]
