"""What a question takes for granted is set right where the sources tell otherwise, and only there."""

import pytest

from assistant.policy import say, section
from assistant.steps.asks import asks_whom, assumes
from corpus.base.settings import LANGUAGES


@pytest.mark.parametrize(
    ("question", "told", "provision"),
    [
        (
            "Varför förbjuder rekommendationerna samarbete med länder som inte delar våra värderingar?",
            "förbjuder inte",
            "recommendations-2025/intro-8",
        ),
        (
            "Miksi suosituksissa kielletään yhteistyö maiden kanssa, jotka eivät jaa arvojamme?",
            "ei kielletä",
            "recommendations-2025/intro-8",
        ),
        (
            "Is it true that EU sanctions apply to companies and states only, not to a university?",
            "do not concern companies",
            "eu-sanctions-general/binding-nature",
        ),
    ],
)
def test_a_wrong_assumption_is_set_right_beside_the_provision_that_answers(assistant, question, told, provision):
    """The provision was near and was said with its own words alone, so that the reader had to find out that the opposite holds."""
    reply = assistant.ask(question)
    said = [statement for statement in reply.statements if statement.citations]
    assert reply.status == "answered"
    assert said[0].kind == "premise_correction"
    assert told in said[0].text
    assert provision in {citation.provision_id for citation in reply.citations}


@pytest.mark.parametrize(
    "question", ["Why should we name a contact person?", "Varför ska vi ha en kontaktperson?", "Miksi yhteyshenkilö nimetään?"]
)
def test_a_reason_that_the_source_gives_corrects_nobody(assistant, question):
    """ "Why should we name a contact person?" began with what the text does not contain: a register of contact persons."""
    reply = assistant.ask(question)
    assert reply.status == "answered"
    assert all(statement.kind != "premise_correction" for statement in reply.statements)


@pytest.mark.parametrize(
    ("language", "text", "taken"),
    [
        ("sv", "Stämmer det att alla måste ha en kontaktperson?", True),
        ("sv", "Vilka ska ha en kontaktperson?", False),
        ("fi", "Suosituksethan ovat sitovia?", True),
        ("fi", "Koska suositukset annettiin?", False),  # "koska" first is "when"
        ("fi", "Miten siihen pitäisi suhtautua?", False),  # … and this ends like a word that takes for granted
        ("sv", "Vilka val har vi när partnern säger nej?", False),  # a choice, and no "väl"
        ("sv", "Då är det väl inte personuppgifter längre?", True),
        ("en", "Given that both signed it, who did so for Canada?", True),
        ("en", "Since when does the team give advice?", False),
    ],
)
def test_what_takes_something_for_granted_is_told_by_its_words(language, text, taken):
    assert assumes(text, language) is taken


@pytest.mark.parametrize(
    ("language", "text", "whom"),
    [
        ("sv", "vem ska vi kontakta?", True),
        ("fi", "kenelle siitä ilmoitetaan?", True),
        ("en", "whom do we tell?", True),
        ("en", "whose is it?", False),
    ],
)
def test_who_has_a_matter_in_hand_is_asked_for_by_the_first_word(language, text, whom):
    assert asks_whom(text, language) is whom


@pytest.mark.parametrize(
    "incident",
    [
        "Listan med namn och hemkommun på alla deltagare i studien gick till fel e-postlista.",
        "Tutkimukseen osallistuneiden nimilista meni väärälle postituslistalle.",
        "The list with the names of everybody in our study was e-mailed to the wrong people.",
    ],
)
def test_what_has_happened_is_for_a_body(assistant, incident):
    """A leak told without a question was taken for a plan and got the rules on risk mapping."""
    reply = assistant.ask(incident)
    assert reply.status == "referred"
    assert reply.referral.body
    assert reply.checklist.themes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_referral_says_nothing_twice(assistant, corpus, language):
    """Why a body is named was said, and then again in the words of the sentence that it retells, under a lead-in of its own."""
    case = next(entry for entry in corpus.knowledge.referrals if entry.id == "ref_suspected_influence")
    reply = assistant.ask(case.questions[language][0], language=language)
    assert reply.status == "referred"
    why = next(statement for statement in reply.statements if statement.text == case.why[language])
    assert why.citations
    provision, lines = corpus.cited(case.cites[0])
    retold = {provision.edition(language).lines[line - 1].reading for line in lines}
    assert retold.isdisjoint({statement.text for statement in reply.statements})
    assert any(statement.citations and statement is not why for statement in reply.statements)


def test_a_part_that_points_back_is_searched_with_what_it_points_at(assistant):
    """ "… and what does the law say about it?" was answered with the autonomy of universities."""
    reply = assistant.ask("Voiko yliopisto tehdä turvallisuusselvityksen ulkomaisesta tutkijasta, ja mitä laki siitä sanoo?")
    assert len(reply.parts) == 2
    assert {citation.document_id for citation in reply.citations} <= {"fi-security-clearance-act", "recommendations-2025"}


@pytest.mark.parametrize(
    ("question", "provision"),
    [
        (
            "Lähden maaliskuussa konferenssiin Hanoihin ja koneella on julkaisematonta akkudataa. "
            "Riittääkö, että lukitsen läppärin hotellin tallelokeroon?",
            "supo-travel-security/during-trip",
        ),
        (
            "Can we hire a postdoc who holds a Chinese state scholarship and has military ties?",
            "recommendations-2025/shared-2",
        ),
    ],
)
def test_beside_the_body_stands_what_the_sources_say_of_such_cases(assistant, question, provision):
    """A case was for the own organisation, and Supo's advice, which tells most of it and scored as high, was left out."""
    reply = assistant.ask(question)
    assert reply.status == "referred"
    lead = next(n for n, statement in enumerate(reply.statements) if statement.text == say("answer.in_general", reply.language))
    assert any(statement.citations for statement in reply.statements[lead + 1 :])
    assert provision in {citation.provision_id for citation in reply.citations}
    assert len(reply.citations) <= int(section("decide")["max_citations"])
