"""What a conversation is about: the next question stays with the source and in its country, and asks whether that source binds."""

import pytest

from assistant.context import Choice, Conversation, PartQuery
from assistant.steps.force import with_force
from assistant.steps.resolve import _leans_in_parts
from assistant.steps.spoken import FEATURES, Spoken, features, follow, spoken_of
from index.hits import Hit

DUTCH = "How quickly does the Dutch contact point for knowledge security answer?"


def test_what_was_spoken_of_are_the_documents_of_the_answer(talked):
    spoken = spoken_of(talked(DUTCH))
    assert spoken is not None
    assert spoken.document == "nl-contact-point"
    assert spoken.document in spoken.documents
    assert spoken.place == "NL"


def test_before_any_answer_nothing_was_spoken_of(assistant):
    from assistant.context import Context, Session

    assert spoken_of(Context(assistant.corpus, assistant.index, assistant.encoder, "x", "en", "en", Conversation(), Session())) is None


def test_the_same_source_and_its_country_are_told_from_others(talked):
    context = talked(DUTCH)
    hits = [
        Hit("provision:nl-contact-point/limits", 1.0),
        Hit("provision:nl-guidelines-2022/partners", 1.0),
        Hit("provision:dk-dnrf/four-risks", 1.0),
    ]
    same, country, other = features(context, spoken_of(context), hits)
    assert dict(zip(FEATURES, same, strict=True))["spoken"] == 1
    assert dict(zip(FEATURES, country, strict=True)) == {"spoken": 0, "beside": 0, "same_place": 1, "near_before": 0}
    assert not other.any()


def test_what_stood_under_see_also_is_likelier_asked_for_next(talked):
    context = talked(DUTCH)
    near = Spoken("nl-contact-point", frozenset({"nl-contact-point"}), "NL", frozenset({"provision:dk-dnrf/four-risks"}))
    hits = [Hit("provision:dk-dnrf/four-risks", 1.0), Hit("provision:dk-dnrf/questions", 1.0)]
    assert [row[FEATURES.index("near_before")] for row in features(context, near, hits)] == [1, 0]


def test_a_question_that_stands_alone_is_decided_as_before(talked):
    """Were all candidates raised, a fresh question after an answer would never be refused."""
    context = talked(DUTCH)
    names = ("provision:nl-contact-point/limits", "provision:dk-dnrf/four-risks")

    def followed(asked):
        hits = [Hit(name, 1.0) for name in names]
        follow(asked, spoken_of(asked), hits)
        return [hit.score for hit in hits]

    assert sum(followed(context)) == pytest.approx(2)
    assert min(followed(talked(DUTCH, standalone="another – And who decides?"))) >= 1


def test_what_was_spoken_of_is_looked_for_beyond_the_first(asked_after):
    """ "How long does one wait?" is near to how long anything takes: the contact point that was spoken of came after a dozen others."""
    reply = asked_after(
        "What is the Dutch contact point for knowledge security, and whom is it for?", "how many hours does one wait for a reply?"
    )
    assert reply.citations[0].provision_id == "nl-contact-point/service"


@pytest.mark.parametrize(
    ("question", "follow_up", "provision"),
    [
        ("Is there Finnish guidance on working with Chinese universities?", "When did it come out, and who prepared it?", "publication"),
        ("Finns det ett papper från UKM om samarbete med Kina?", "När kom det ut, och vilka tog fram det?", "publication"),
        ("Onko OKM julkaissut suosituksia Kiina-yhteistyöstä?", "Milloin ne julkaistiin, ja ketkä ne laativat?", "publication"),
    ],
)
def test_a_pronoun_in_a_question_of_two_parts_means_what_was_spoken_of(asked_after, question, follow_up, provision):
    """The date of the recommendations of 2025 was told, because each part was searched without what was said before."""
    reply = asked_after(question, follow_up)
    assert f"okm-china-2021/{provision}" in {citation.provision_id for citation in reply.citations}
    assert "recommendations-2025/title" not in {citation.provision_id for citation in reply.citations}


@pytest.mark.parametrize(
    ("question", "follow", "provision"),
    [
        ("Vad avser rådets rekommendation med forskningssäkerhet?", "är den bindande?", "council-recommendation-2024/status"),
        ("Mitä OECD:n ja Unescon ohjeet vuodelta 2005 koskevat?", "onko se sitova?", "oecd-unesco-2005/aim"),
        (
            "What does the Commission's toolkit on foreign interference say on people?",
            "is it binding?",
            "swd-foreign-interference-2022/identity",
        ),
    ],
)
def test_whether_it_binds_is_told_by_the_source_itself(asked_after, question, follow, provision):
    """The last answer was said again, and its lead-in alone told of its force: that of the recommendations, which retell the other."""
    reply = asked_after(question, follow)
    assert reply.citations[0].provision_id == provision
    assert reply.status == "answered"


@pytest.mark.parametrize(
    ("question", "provision"),
    [
        ("När antogs kommissionens rekommendation 2021/1700, och är den bindande?", "eu-recommendation-2021-1700/status"),
        ("Milloin neuvoston tutkimusturvallisuussuositus annettiin, ja onko se sitova?", "council-recommendation-2024/status"),
        ("How quickly does the Dutch contact point answer, and is what they say binding?", "nl-contact-point/status"),
    ],
)
def test_a_part_that_asks_whether_it_binds_means_the_source_of_the_part_before(assistant, question, provision):
    """It was answered with what binds in general, or with the recommendations' own lack of force."""
    reply = assistant.ask(question)
    assert [part.status for part in reply.parts] == ["answered", "answered"]
    said = [
        citation.provision_id
        for n in reply.parts[1].statements
        for citation in reply.citations
        if citation.number in reply.statements[n].citations
    ]
    assert provision in said


def test_after_what_is_not_there_it_can_be_asked_whether_that_binds(assistant, asked_after):
    """It crashed: the last answer was said again as something that is not there, with the sentences on its force in that one's place."""
    absences = [a for a in assistant.corpus.knowledge.absences if a.held and a.document == "nl-contact-point"]
    replies = [asked_after(absence.questions["en"][0], "is what they say binding?") for absence in absences[:12]]
    assert replies
    assert any(reply.citations and reply.citations[0].provision_id == "nl-contact-point/status" for reply in replies)


@pytest.mark.parametrize("outcome", ["absence", "no_such_place"])
def test_what_was_not_there_is_not_told_with_the_force_of_its_source(outcome):
    """The sentence on the force would have been told as the place nearest to one that there is not."""
    force = Choice(Hit("provision:nl-contact-point/status", 0), (1,))
    part = PartQuery("?", outcome=outcome, choices=[Choice(Hit("provision:recommendations-2025/r6", 5.0), (1,))])
    again = with_force(part, [force])
    assert (again.outcome, again.choices) == ("answered", [force])


def test_of_a_part_that_names_its_matter_the_source_before_is_not_asked(assistant):
    reply = assistant.ask("Who makes a security clearance, and does the person have to agree?")
    assert any("clearance" in citation.provision_id for citation in reply.citations)


def test_where_the_source_does_not_say_whether_it_binds_nothing_else_is_said(assistant):
    """What was written about another recommendation stood there."""
    reply = assistant.ask("När kom kommissionens rekommendation om kritiska teknikområden, och är den bindande?")
    assert {citation.document_id for citation in reply.citations} == {"eu-recommendation-2023-2113"}
    assert "inte bindande" in reply.statements[0].text


@pytest.mark.parametrize(
    ("text", "language", "apart"),
    [
        ("When did it come out, and who wrote it?", "en", True),
        ("När kom det ut, och vilka tog fram det?", "sv", True),
        ("When did it come out? We sign on Monday. Who wrote it?", "en", False),
        ("May we send it there, and who decides on that?", "en", False),
    ],
)
def test_a_follow_up_that_tells_a_story_or_is_a_case_leans_as_a_whole(text, language, apart):
    """Its parts would be searched without what was said before."""
    assert _leans_in_parts(text, language) is apart
