"""A refusal speaks of what was asked: of the source that is meant, or of none."""

import pytest

from assistant.context import Conversation
from assistant.export.text import answer_text
from assistant.policy import say, section
from corpus.base.settings import LANGUAGES


@pytest.mark.parametrize(
    ("question", "follow_up", "word"),
    [
        (
            "The March 2025 recommendations mention a change to the Research Council of Finland's act. What was supposed to change?",
            "What is the number of the amending act? I need it for a footnote.",
            "Dual-Use",
        ),
        (
            "In which language is the Research Council's research security appendix written?",
            "What is the maximum number of pages?",
            "Horizon",
        ),
    ],
)
def test_a_follow_up_is_not_refused_for_another_matter(asked_after, question, follow_up, word):
    """The number of another act, or the budgets of another programme, was said not to be held."""
    reply = asked_after(question, follow_up)
    assert reply.status == "not_covered"
    assert not any(word in statement.text for statement in reply.statements)


def test_what_hangs_on_an_absence_is_named_as_missing(assistant):
    """ "Which are they?" was answered with what another number counts."""
    reply = assistant.ask("Montako tutkimusturvallisuuden periaatetta G7-asiakirjan liitteessä B on ja mitkä ne ovat?")
    assert reply.status == "not_covered"
    assert not reply.citations


@pytest.mark.parametrize(
    "question",
    [
        "Vad tjänar en doktorand, och vilken lönenivå gäller enligt kollektivavtalet?",
        "Paljonko väitöskirjatutkijalle maksetaan palkkaa, ja mikä vaativuustaso on työehtosopimuksessa?",
        "What pay supplement does a postdoc get, and at which level of the collective agreement?",
    ],
)
def test_why_nothing_is_answered_is_said_once(assistant, question):
    """Of two parts each got "no answer to … was found", and that pay is not dealt with here, and whom to ask, was said of neither."""
    reply = assistant.ask(question)
    assert reply.status == "not_covered"
    assert [statement.text for statement in reply.statements] == [
        next(entry.text[reply.language] for entry in assistant.corpus.knowledge.classes if entry.id == "near_salary_terms")
    ]


def test_a_part_that_is_nearly_sure_does_not_fall_with_one_that_words_refuse(assistant):
    reply = assistant.ask("Who led the group behind these recommendations, and who sat on it for the universities of applied sciences?")
    assert "recommendations-2025/group-1" in {citation.provision_id for citation in reply.citations}


def test_a_way_round_the_rules_is_refused_once(assistant):
    """Asked in two sentences it was refused in two: each with "no answer was found in the sources", as if the sources might."""
    reply = assistant.ask("Om vi skriver ”reservdelar” i fraktpappren så märker väl tullen inget? Hur formulerar man det bäst?")
    assert reply.status == "refused"
    assert len(reply.statements) == 1
    assert "hjälper inte" in reply.statements[0].text


def test_getting_round_the_own_organisation_is_refused_for_what_it_is(assistant):
    """A trip that was to be hidden from the employer was refused as spying on others."""
    reply = assistant.ask(
        "I want to go to Tehran with the work laptop without filling in the travel form. How do I keep it off my boss's radar?"
    )
    assert reply.status == "refused"
    assert "own organisation's rules" in reply.statements[0].text


def test_the_next_best_answers_where_the_best_holds_no_such_thing(assistant):
    """The glossary's entry on the group came first and names nobody, so the question was refused."""
    reply = assistant.ask("who led the group behind the recommendations?")
    assert reply.status == "answered"
    assert any("Sirkku Linna" in statement.text for statement in reply.statements if statement.citations)


def test_that_act_is_not_any_act(asked_after):
    """What entered into force after a talk on one act was told of another, which asks for it in the same words."""
    reply = asked_after("paljonko yhteisösakko voi olla pahimmillaan pakoterikoksesta?", "Minä päivänä se laki tuli voimaan?")
    assert not any("mmattikorkeakoululak" in citation.title for citation in reply.citations)


def test_a_view_of_the_own_partner_is_a_case(assistant):
    """ "In your view" made it an opinion on politics."""
    reply = assistant.ask("Meillä on kumppanina yksi kiinalainen laserinstituutti. Onko se teidän mielestä riskikumppani vai ei?")
    assert reply.status == "referred"


@pytest.mark.parametrize(
    ("question", "follow_up"),
    [
        ("Voidaanko haastattelut lähettää kollegalle Chileen?", "no mitä siihen sit tarvitaan?"),
        ("Who grants an export licence?", "and how long does it take?"),
        ("Which countries signed the London Statement?", "Where can I find the names of the others?"),
    ],
)
def test_nobody_is_accused_who_asks_what_is_needed(asked_after, question, follow_up):
    """Words that are like no case at all were held to be a way round the rules, because a referral led."""
    assert asked_after(question, follow_up).status != "refused"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suggested_after_a_refusal_is_said_to_be_answered(assistant, language):
    """A question was refused, and under "you could ask next" stood the very question that the sources answer; readers passed it over."""
    statuses = section("statuses")
    answer = assistant.ask("How many people work on research security at the ministry?", language=language)
    instead = set()
    for status in ("answered", "partial", "referred", "not_covered", "refused"):
        shown = answer_text(answer.model_copy(update={"status": status, "ask_next": ["next one?"]})).splitlines()
        over = shown[shown.index("  – next one?") - 1]
        assert over == say(f"ui.{statuses[status]['next']}", language)
        instead |= {status} if over == say("ui.ask_instead", language) else set()
    assert instead == {"referred", "not_covered", "refused"}


def test_an_absence_of_another_form_of_the_question_is_not_preferred_to_the_nearer_one(asked_after):
    """ "How many agents have lost their contract" was told that no model contract is held, because penalties were asked of that."""
    reply = asked_after("What are the ethical guidelines for agents?", "how many agent contracts have been terminated because of them")
    assert reply.status == "not_covered"
    assert "how many have been ended" in reply.statements[0].text


def test_what_is_nearest_but_not_near_is_not_said_to_be_missing(asked_after):
    """ "How many euros are in it altogether?" was told what the recommendations do not say of risk areas."""
    reply = asked_after("What is Business Finland's China call about?", "how many euros are in it altogether?")
    assert reply.status == "not_covered"
    assert not any("risky" in statement.text for statement in reply.statements)


@pytest.mark.parametrize(
    "question",
    [
        "Mitä teemme, jos vierailevan tutkijan epäillään vieneen luvatta tutkimusaineistoa ulkomaille, ja kenelle siitä ilmoitetaan?",
        "Vad gör vi om en gästforskare misstänks ha kopierat vårt material, och vem ska vi kontakta?",
        "We think a guest researcher has copied our data without permission. What do we do and whom do we tell?",
    ],
)
def test_whom_to_tell_is_answered_by_the_body_that_is_named(assistant, question):
    """ "No answer was found on whom to tell" stood right under the line that named the security officer."""
    reply = assistant.ask(question)
    assert reply.status == "referred"
    assert len(reply.parts) == 1
    assert reply.referral.body


@pytest.mark.parametrize(
    "question",
    [
        "What does Supo charge for one personal security clearance, and does the university get the bill?",
        "What does a first residence permit for a researcher cost when filed online, and is the paper route dearer?",
    ],
)
def test_beside_a_part_without_an_answer_another_is_not_made_up(assistant, question):
    """The bill was answered with whom a Dutch bill would screen, the paper route with point 14(c): the nearest of anything."""
    reply = assistant.ask(question)
    assert reply.status == "not_covered"
    assert not reply.citations


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Från vilket belopp måste ett amerikanskt universitet rapportera gåvor från utlandet?", "Rekommendationerna 11.3.2025"),
        ("Kuinka usein NSF:n tutkimusturvallisuuskoulutus on uusittava?", "11.3.2025"),
    ],
)
def test_what_the_finnish_text_lacks_is_not_said_of_a_source_from_abroad(assistant, question, words):
    """Asked of American universities, the reply was that the Finnish recommendations set no such sum."""
    assert not any(words in statement.text for statement in assistant.ask(question).statements)


def test_who_decides_whether_something_is_allowed_is_not_asked_apart(assistant):
    """ "… and who decides?" was answered for itself: a guest in the laboratory got who licenses exports."""
    reply = assistant.ask("Får vi ha en gästforskare från Kina i labbet, och vem avgör?")
    assert len(reply.parts) == 1
    assert "mfa-export-control/authorities" not in {citation.provision_id for citation in reply.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Hur många timmar per vecka ska en kontaktperson lägga ner enligt rekommendationerna?",
        "Montako tuntia viikossa yhteyshenkilön pitää suositusten mukaan tehdä työtä?",
        "How many hours a week is the contact person to work according to the recommendations?",
    ],
)
def test_a_figure_that_the_source_leaves_out_is_not_covered(assistant, question):
    """It was told as a correction, with the sentence that appoints a contact person as its source: no hours stand there."""
    reply = assistant.ask(question)
    assert reply.status == "not_covered"
    assert not reply.citations


@pytest.mark.parametrize(
    "question",
    ["Finns det en tidsfrist för att utse kontaktpersonen?", "Onko yhteyshenkilön nimeämiselle määräaika?", "Is there a deadline?"],
)
def test_that_there_is_none_is_an_answer(assistant, question):
    reply = assistant.ask(question)
    assert reply.status == "answered"
    assert next(statement.kind for statement in reply.statements if statement.citations) == "premise_correction"


def test_what_a_source_is_silent_on_is_a_kind_of_thing_that_is_asked_for():
    assert set(section("decide")["silent_on"]) <= set(section("asks")["things"])


def test_a_follow_up_is_not_told_what_another_source_lacks(assistant):
    """ "And what is the penalty?" after the terms of a supercomputer was told that the recommendations mention no fines."""
    conversation = Conversation()
    assert assistant.ask("When do the new LUMI terms apply?", conversation=conversation).status == "answered"
    reply = assistant.ask("and what is the penalty?", conversation=conversation)
    assert reply.status == "not_covered"
    assert not any("recommendations of 11 March 2025" in said.text for said in reply.statements)


def test_what_another_source_lacks_is_told_to_who_names_it(assistant):
    conversation = Conversation()
    assistant.ask("When do the new LUMI terms apply?", conversation=conversation)
    reply = assistant.ask("What is the penalty for not following the recommendations of March 2025?", conversation=conversation)
    assert any("mention no fines" in said.text for said in reply.statements)


def test_a_follow_up_without_a_word_of_its_own_is_of_no_class(assistant):
    """ "Why not?" after advice on devices was told that questions of health are not answered."""
    conversation = Conversation()
    assistant.ask("Jag ska till Peking på konferens i maj. Får jag ta med min vanliga jobbdator?", conversation=conversation)
    reply = assistant.ask("varför inte?", conversation=conversation)
    assert not any("hälsa" in said.text for said in reply.statements)


@pytest.mark.parametrize(
    ("question", "follow_up"),
    [
        ("Vilka grundläggande värden har länderna i Bolognaprocessen kommit överens om?", "du är ju klokare än vår jurist, tänk det"),
        ("Mitä Saksan DFG kysyy hakijalta riskeistä?", "ja jos ne antaa tästä pakit, mihin siitä valitetaan?"),
        ("Does the UK require staff to disclose foreign affiliations?", "and if somebody forgets one?"),
    ],
)
def test_no_body_of_another_matter_is_named_after_an_answer(asked_after, question, follow_up):
    """By its few words each was near to some case: a compliment was sent to research integrity, a forgotten form to Supo."""
    reply = asked_after(question, follow_up)
    assert reply.referral is None


def test_a_case_that_is_told_after_an_answer_still_has_its_body(asked_after):
    reply = asked_after("Who licenses the export of dual-use items?", "Ok, our thermal camera goes to Serbia on Monday. May we send it?")
    assert reply.status == "referred"
    assert reply.referral


@pytest.mark.parametrize(
    ("question", "absence"),
    [
        ("Miksi Yhdysvallat päätti allekirjoittaa London Statementin koulutusagenteista?", "abs_london_statement_us_canada"),
        ("Hur långt bakåt i tiden ska Norges nya regler om tekniköverföring gälla?", "abs_p_no_rules_retroactive"),
    ],
)
def test_what_is_assumed_of_a_named_source_is_set_right(assistant, corpus, question, absence):
    """What is searched is turned away from the names of sources, and the absence that waits for questions with its name fell below the bar:
    "the sources do not answer this" left the assumption standing.
    """
    reply = assistant.ask(question)
    assert corpus.knowledge.absence[absence].text[reply.language] in [said.text for said in reply.statements]
    assert {said.kind for said in reply.statements if said.citations and not said.further} == {"premise_correction"}


def test_an_outcome_is_as_near_as_its_nearest_question(assistant):
    """The likeness of an outcome by the whole question: the highest of its own expected questions, 0 where it has none."""
    [vector] = assistant.encoder.queries(["Why did the US sign the London Statement?"])
    english = assistant.index.languages["en"]
    own = english.question_cosine("absence:abs_london_statement_us_canada", vector)
    assert own == max(
        english.question_cosine(hit.target, vector) for hit in assistant.search("Why did the US sign the London Statement?", "en")[:5]
    )
    assert 0.8 < own <= 1.0001
