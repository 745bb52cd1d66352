"""Questions with a story round them: what is asked is told from what is told, and the story does not decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.context import Conversation
from assistant.policy import weights
from assistant.steps.asks import asks
from assistant.steps.parts import asked_and_told


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        (
            "sv",
            "Vi skickar ju aldrig nåt fysiskt, jag bara förklarar stegen muntligt. Kan samtalet räknas som export av teknik?",
            "Kan samtalet räknas som export av teknik?",
        ),
        ("fi", "Johdan pientä hanketta Tartossa. Tarvitaanko kamerasta vientilupaa?", "Tarvitaanko kamerasta vientilupaa?"),
        ("en", "I am alone. Does the ministry put on training days? We are a small house.", "Does the ministry put on training days?"),
        # Without a question mark.
        ("en", "My boss made me contact person. which organisations are meant to have one", "which organisations are meant to have one"),
        ("en", "Who appoints the contact person? And by when?", "Who appoints the contact person? And by when?"),
        # The last one's mark was left out: it was taken for what is told, and one of two questions stayed without an answer.
        (
            "fi",
            "Saako palkattavan taustan tarkistaa? Norjassa saa, mutta miten se menee meillä",
            "Saako palkattavan taustan tarkistaa? Norjassa saa, mutta miten se menee meillä",
        ),
        ("sv", "Hur gör tyskarna? Vad frågar DFG den som söker pengar", "Hur gör tyskarna? Vad frågar DFG den som söker pengar"),
        ("en", "May we send it? The parcel leaves on Monday", "May we send it?"),
        ("en", "We are hosting a visitor from Iran.", "We are hosting a visitor from Iran."),
    ],
)
def test_what_asks_is_told_from_what_is_told(language, text, asked):
    if "which organisations" in text:
        text = text.replace(". which", ". Which")
        asked = asked.replace("which", "Which", 1)
    assert asked_and_told(text, language)[0] == asked


def test_what_points_back_brings_what_it_points_at():
    """ "What is said about that?" has no matter of its own."""
    asked, told = asked_and_told("We take guests on a handshake. The head wonders about visits. What is said about that?", "en")
    assert asked == "The head wonders about visits. What is said about that?"
    assert told == "We take guests on a handshake."


@given(st.text(max_size=200), st.sampled_from(["sv", "fi", "en"]))
def test_nothing_is_lost(text, language):
    """Every word is either asked or told."""
    asked, told = asked_and_told(text, language)
    assert sorted(f"{asked} {told}".split()) == sorted(text.split())


@pytest.mark.parametrize(
    ("language", "story", "question", "provision"),
    [
        (
            "sv",
            "Vår institution har åtta forskare och ett stort hav av projekt i Asien, och rektorn är orolig efter en artikel i tidningen. ",
            "Vilka organisationer ska utse en kontaktperson?",
            "recommendations-2025/r1b",
        ),
        (
            "fi",
            "Aloitin elokuussa ja olen ainoa juristi 300 hengen talossa, jossa on hankkeita Vietnamissa ja Keniassa. ",
            "Minkä organisaatioiden pitää nimetä yhteyshenkilö?",
            "recommendations-2025/r1b",
        ),
        (
            "en",
            "A colleague in forest biology came back from Hanoi last week with two boxes of samples and a draft agreement. ",
            "Which organisations are to appoint a contact person?",
            "recommendations-2025/r1b",
        ),
    ],
)
def test_a_story_does_not_turn_an_answer_into_a_refusal(assistant, language, story, question, provision):
    """Two of three such questions were refused, because their particulars made them long and unlike any expected question."""
    reply = assistant.ask(story + question, language=language)
    assert reply.status == "answered"
    assert provision in {citation.provision_id for citation in reply.citations}


def test_a_request_asks_though_it_has_no_question_mark(assistant):
    """ "List the eleven areas" was taken for a plan, and answered with what its risk themes rest on."""
    assert asks("List the eleven areas of Canada's policy.", "en")
    assert asks("Vi ska till Ankara. Säg om vi behöver tillstånd.", "sv")
    assert asks("Ratkaise, onko tämä loukkaus.", "fi")
    assert not asks("We list our partners for a bid.", "en")


@pytest.mark.parametrize(
    "question",
    [
        "Har Island egna nationella riktlinjer för ansvarsfullt internationellt forskningssamarbete, och vad heter de?",
        "Does Iceland have national guidelines of its own for research collaboration, and what are they called?",
        "Ketkä puhuivat pakotetyöpajassa syyskuussa 2024 ja mistä virastoista he olivat?",
    ],
)
def test_a_part_that_hangs_on_an_unanswered_one_is_not_answered(assistant, question):
    """The second half, searched alone, found something that has a name."""
    reply = assistant.ask(question)
    # What the sources lack may be said of the first half, with the provisions that show it; the second half has nothing to hang on.
    assert [part.status for part in reply.parts][-1] == "missing"
    assert "answered" not in [part.status for part in reply.parts]


def test_a_fine_is_not_told_by_the_recommendation_it_would_be_for(assistant):
    """A place named by number answered whatever was asked about it."""
    reply = assistant.ask("How big is the fine for an institution that does not follow recommendation 3?")
    said = " ".join(s.text for s in reply.statements if s.kind not in ("notice", "premise_correction"))
    assert "guidelines" not in said


def test_parts_share_the_citations(assistant):
    """The first part took all four places, and the second was called missing though its provision was found."""
    reply = assistant.ask(
        "What do the Finnish recommendations say the EU expects of member states as support services, "
        "and what was proposed in Sweden at the end of 2024?"
    )
    assert [part.status for part in reply.parts] == ["answered", "answered"]
    assert {c.document_id.partition("-")[0] for c in reply.citations} >= {"se"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "En sökande från ett land under sanktioner. Jag behöver hela listan över ämnen."),
        ("fi", "Kirjoitan ohjetta. Tarvitsen perustelun sille, miksi uhista kannattaa puhua."),
        ("en", "Writing our policy. I need a sentence on why threats are worth talking about."),
    ],
)
def test_who_needs_a_list_or_a_sentence_asks_for_it(language, text):
    """It was taken for a plan, and got what to check."""
    assert asks(text, language)


@pytest.mark.parametrize("text", ["We need a licence before Monday.", "Tarvitsemme uuden mikroskoopin.", "Vi vill ha en ny kamera."])
def test_who_needs_a_thing_asks_nothing(text):
    assert not any(asks(text, language) for language in ("sv", "fi", "en"))


@pytest.mark.parametrize(
    "question",
    [
        "Vilka länder som liknar Finland har enligt rekommendationerna redan egna program?",
        "Mitkä Suomen kaltaiset maat ovat suositusten mukaan jo tehneet omia ohjelmia?",
        "Which countries like Finland have programmes of their own already, according to the recommendations?",
    ],
)
def test_the_countries_that_a_note_names_are_told(assistant, question):
    """The sentence speaks of comparable countries, its note names them; the note stood under "see also" or nowhere."""
    reply = assistant.ask(question)
    told = [s for s in reply.statements if s.kind != "notice"][:2]
    cited = {c.number: c.provision_id for c in reply.citations}
    assert {cited[n] for s in told for n in s.citations} == {"recommendations-2025/intl-9", "recommendations-2025/fn10"}


def test_a_count_does_not_tell_from_which_countries(assistant):
    """The sentence that counts the cases was told as if it named their countries."""
    reply = assistant.ask("Of the 333 cases in the checks of student residence permits, which countries were the students from?")
    assert reply.status == "not_covered"


def test_a_part_stays_with_the_document_that_the_whole_names(assistant, encoder):
    """ "And who owns the results?" found whatever source speaks of owning, not the call that the question began with."""
    text = "I read the terms of Business Finland's call with China. Which themes are in it, and who settles the intellectual property?"
    index = assistant.index.languages["en"]
    scores = index.scores(text, encoder.queries([text])[0], weights())
    shares = index.documents(scores, 14, 1.5)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == "business-finland-china-call"
    assert index.documents(scores, 0, 1.5) == {}


@pytest.mark.parametrize(
    "text",
    [
        "A colleague from a university in Asia visits our laser lab in May. She asks for the server. What should we check first?",
        "Vi planerar ett projekt med en partner i Kina. Vem granskar avtalet, och behövs det tillstånd?",
        "Tutkijamme matkustaa konferenssiin Kiinaan. Mitä laitteita hän saa ottaa mukaan?",
    ],
)
def test_no_text_is_embedded_twice_for_one_question(assistant, monkeypatch, text):
    """The sentence that asks was embedded as a part of the question, again for its themes and, after an answer, once more alone."""
    read = []
    queries = type(assistant.encoder).queries
    monkeypatch.setattr(type(assistant.encoder), "queries", lambda self, texts: read.extend(texts) or queries(self, texts))
    talk = Conversation()
    for asked in (text, "And who decides?"):
        read.clear()
        assistant.ask(asked, conversation=talk)
        assert len(read) == len(set(read)), read


@pytest.mark.parametrize(
    ("told", "cited"),
    [
        ("Visitor wants a keycard and lab access", "nl-guidelines-2022/visits"),
        ("Anställd vill jobba på distans från Ryssland", "institution-examples/tampere-travel"),
    ],
)
def test_what_is_told_in_expected_words_is_answered(assistant, told, cited):
    """Told without a question mark it was taken for a plan and got two general sentences, though its answer was nearest."""
    reply = assistant.ask(told)
    assert cited in {citation.provision_id for citation in reply.citations}


def test_a_plan_of_ones_own_still_gets_what_its_themes_rest_on(assistant):
    reply = assistant.ask(
        "Vi planerar att ta emot en gästforskare från ett militäruniversitet som vill ha tillgång till vårt laserlabb i sex månader."
    )
    assert reply.checklist.themes
    assert not reply.parts[0].text.endswith("?")
