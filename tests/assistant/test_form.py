"""The last answer in another form, without a language model: shorter, the exact words, where it stands, in another language."""

import pytest

from assistant.service import Conversation
from assistant.steps.form import form_of


@pytest.mark.parametrize("text", ["Kan du ta det där första på svenska?", "Saisko ton ekan suomeksi?", "that first bit in English, please"])
def test_the_first_answer_in_other_words(text):
    """The last answer came instead."""
    form = form_of(text)
    assert form.alone
    assert form.first


@pytest.mark.parametrize(
    "text", ["Miten se on siellä sanottu, ihan sanasta sanaan?", "liian pitkä, lyhyempi riittää", "just the bare list please, shorter"]
)
def test_small_words_name_no_matter(text):
    """ "Said" or "enough" was taken for what the wanted answer is about, and another answer than the last came."""
    form = form_of(text)
    assert form.alone
    assert not form.matter


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
        # Why it is wanted is told in a sentence of three words, or with an apology.
        ("Kiitti, saako tuon vielä suomeksi? Välitän sen tiimille.", "fi"),
        ("Sorry, could I have those in English? I have to pass this on to our lawyers.", "en"),
        ("engelsk version?", "en"),
        ("Tarvitsen tämän suomeksi, laitan sen kalvoille", "fi"),
        ("Would you put that into Swedish for my colleague?", "sv"),
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
        "Missä kohdassa noin sanotaan?",
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


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Visa den exakta texten om kontaktpersonen.", "kontaktpersonen"),
        ("Näytä vielä sana sanalta, mitä tekstissä lukee puolustusministeriöstä.", "puolustusministeriosta"),
        ("show me the exact wording on partnerships", "partnerships"),
    ],
)
def test_a_form_may_name_the_answer_that_is_meant(text, matter):
    form = form_of(text)
    assert form.alone
    assert form.exact
    assert matter in form.matter


def test_still_shorter_names_no_matter():
    """ "Ännu" was taken for the matter of another answer, and the assistant said hello."""
    form = form_of("Ännu kortare, tack.")
    assert (form.short, form.alone, form.matter) == (True, True, ())


def test_the_exact_text_after_a_refusal_is_that_of_the_answer(assistant):
    """Who asked for a number that the sources lack and then for the exact text got the refusal once more."""
    conversation = Conversation()
    first = assistant.ask("Vem ska utse kontaktpersonen?", conversation=conversation)
    refused = assistant.ask("Hur många högskolor har redan gjort det?", conversation=conversation)
    assert refused.status == "not_covered"
    for text in ("Okej. Visa den exakta texten om kontaktpersonen.", "visa mig den exakta texten"):
        again = assistant.ask(text, conversation=conversation)
        assert again.status == "answered"
        assert again.citations[0].provision_id == first.citations[0].provision_id


@pytest.mark.parametrize(
    ("text", "exact", "language", "matter"),
    [
        # A clause that tells why made the request eleven words and more, and a new question.
        (
            "Kan du visa ordagrant hur det står om själva utnämningen, så klistrar jag in det i mejlet till rektor",
            True,
            None,
            "utnamningen",
        ),
        ("nå, glöm det. Var står det om nationaliteten, jag behöver källan", True, None, "nationaliteten"),
        ("Voisitko vielä kertoa tuon seuranta-asian suomeksi, laitan sen eteenpäin Kuopioon.", False, "fi", "seuranta"),
        ("Min chef läser helst svenska – kan du ta samma svar på svenska?", False, "sv", None),
        ("Show me the sentence that says so.", True, None, None),
    ],
)
def test_a_request_may_say_why_and_of_which_answer(text, exact, language, matter):
    form = form_of(text)
    assert (form.alone, form.exact, form.language) == (True, exact, language)
    assert matter is None or matter in form.matter


@pytest.mark.parametrize(
    "text", ["Is that the same thing in Finnish law?", "Onko suosituksista sama asia suomeksi jossain laissa, ja missä?"]
)
def test_a_question_that_names_a_language_is_still_one(text):
    assert not form_of(text).alone


def test_the_answer_whose_matter_is_named_is_meant_and_not_the_last(assistant):
    conversation = Conversation()
    first = assistant.ask("Who appoints the contact person?", conversation=conversation)
    second = assistant.ask("What do the G7 countries say about openness and security?", conversation=conversation)
    assert first.citations[0].provision_id != second.citations[0].provision_id
    again = assistant.ask("Show the exact text on the contact person.", conversation=conversation)
    assert again.citations[0].provision_id == first.citations[0].provision_id


def test_the_exact_text_of_a_reviewed_sentence_is_the_sources_own(assistant):
    """The reviewed sentence was told once more, with its place: the words that were asked for stood nowhere in the reply."""
    conversation = Conversation()
    first = assistant.ask("måste vi skriva egna riktlinjer?", conversation=conversation)
    assert first.citations[0].official_quote not in "".join(said.text for said in first.statements)
    again = assistant.ask("Visa den exakta texten", conversation=conversation)
    quote = again.citations[0].official_quote
    assert quote in assistant.corpus.provision(again.citations[0].provision_id).official().text
    assert any(quote in said.text for said in again.statements)


def test_of_a_digest_it_is_said_that_the_exact_text_is_not_here(assistant):
    """The summary was told once more as if it were the source's own words."""
    conversation = Conversation()
    first = assistant.ask("What does Supo say about devices on a trip?", conversation=conversation)
    assert first.citations[0].text_kind == "digest"
    again = assistant.ask("show me the exact text", conversation=conversation)
    assert any("not held here" in said.text and again.citations[0].url in said.text for said in again.statements)


def test_the_exact_text_on_another_matter_is_a_question(assistant):
    conversation = Conversation()
    assistant.ask("Who appoints the contact person?", conversation=conversation)
    other = assistant.ask("Show me the exact text on talent programmes.", conversation=conversation)
    assert other.status == "answered"
    assert any("talent" in citation.passage.casefold() for citation in other.citations)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Kan du ge den exakta meningen så att jag kan citera den", "exact"),
        ("Vilket dokument kommer det ur?", "exact"),
        ("Graduun tarvitaan lähdeviite tähän, mikä se on?", "exact"),
        ("Source please", "exact"),
        ("Could I see that passage in full?", "exact"),
        ("tl;dr?", "short"),
        ("Chefen läser max tre rader, kan du korta?", "short"),
        ("Napakammin kiitos!", "short"),
        ("Onnistuuko edellinen vastaus kahdella rivillä?", "short"),
        ("Just the key thing", "short"),
    ],
)
def test_an_answer_is_asked_for_in_another_form(text, form):
    """Of a thousand such requests, written without the words of the program in view, three in ten were understood."""
    asked = form_of(text)
    assert asked.alone
    assert getattr(asked, form)


@pytest.mark.parametrize(
    "text", ["Kan vi förkorta avtalsperioden?", "Voimmeko lyhentää sopimuskautta?", "May we shorten the contract period?"]
)
def test_what_is_one_s_own_is_no_form(text):
    assert not form_of(text).alone


def test_the_first_answer_is_the_first(assistant):
    """ "The first answer again" repeated the last one."""
    talk = Conversation()
    first = assistant.ask("Kuka nimeää yhteyshenkilön?", conversation=talk)
    assistant.ask("Mitä G7-maat sanovat avoimuudesta ja turvallisuudesta?", conversation=talk)
    again = assistant.ask("Our dean reads no Finnish - could you give the first answer again in English?", conversation=talk)
    assert again.language == "en"
    assert again.citations[0].provision_id == first.citations[0].provision_id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Saisinko tuon viimeisen vielä suomeksi, pitää laittaa kalvoille.", "fi"),
        ("Kan jag få det senaste på svenska också, det ska in i ett brev", "sv"),
        ("Could I have that last one in English, it goes into a letter", "en"),
    ],
)
def test_why_a_language_is_wanted_asks_for_nothing(text, language):
    form = form_of(text)
    assert form.alone
    assert form.language == language


@pytest.mark.parametrize(
    "text", ["Could I still write that bit in Swedish?", "Får jag skriva det på svenska?", "Saanko kirjoittaa sen ruotsiksi?"]
)
def test_what_the_asker_would_write_is_no_answer_of_ours(text):
    """Who asked whether the appendix may be in Swedish was given the last answer in Swedish."""
    assert not form_of(text).alone


def test_an_answer_is_named_in_the_language_that_it_is_wanted_in(assistant):
    """After a Swedish answer "that thing about monitoring in Finnish" found no such word in the Swedish passages."""
    talk = Conversation()
    first = assistant.ask("Hur följer ministeriet upp arbetet?", conversation=talk)
    assistant.ask("Vad kostar det?", conversation=talk)
    again = assistant.ask("Voisitko vielä kertoa tuon seuranta-asian suomeksi, laitan sen eteenpäin.", conversation=talk)
    assert again.language == "fi"
    assert again.citations[0].provision_id == first.citations[0].provision_id


@pytest.mark.parametrize(
    ("question", "request_", "language"),
    [
        ("Vem ska utse en kontaktperson?", "alldeles för mycket, bara det viktigaste", "sv"),
        ("Kuka nimeää yhteyshenkilön?", "tollanen on liian pitkä, pomo lukee puhelimesta", "fi"),
        ("Who appoints the contact person?", "Could you boil that down, it's for a poster", "en"),
        # The language of the request is the one that is wanted.
        ("Vem ska utse en kontaktperson?", "too much, I only need half of that", "en"),
    ],
)
def test_a_request_in_words_of_nobodys_list_is_met(asked_after, question, request_, language):
    """Such requests were searched as questions, and refused or referred."""
    reply = asked_after(question, request_)
    assert reply.status == "answered"
    assert reply.citations[0].provision_id == "recommendations-2025/r1b"
    assert reply.statements[-1].language == language


@pytest.mark.parametrize(
    ("question", "follow_up"),
    [
        ("What does the Research Council ask applicants to attach?", "does it have to be in English?"),
        ("Who appoints the contact person?", "and for how long?"),
        ("Vem ska utse en kontaktperson?", "och vad ska den personen göra?"),
        ("Kuka nimeää yhteyshenkilön?", "mihin mennessä?"),
    ],
)
def test_a_next_question_is_no_request(assistant, question, follow_up):
    talk = Conversation()
    assistant.ask(question, conversation=talk)
    assert not form_of(follow_up, assistant.index.requests.chances(follow_up)).alone
