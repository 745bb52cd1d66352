"""Which sources a question names, and that each of them is heard."""

from dataclasses import replace

import pytest

from assistant.context import PartQuery
from assistant.steps.sources import is_of, named_sources, without_sources
from assistant.steps.written import written_of
from index.hits import Hit


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        (
            "Vad kräver den finländska koden av agenter och vad säger London Statement?",
            ["agent-code-of-conduct/principles", "london-statement/status"],
        ),
        ("Kiinnostaisi Aallon ja Karolinskan linja.", ["aalto-guidance/visitors", "se-ki-guidance/who-assesses"]),
        (
            "Who is the licensing authority on our side, and who in Norway?",
            ["mfa-export-control/authorities", "no-deksa-ntnu/inside-norway"],
        ),
        (
            "Vad säger EU och vad säger Norge om export av kunnande?",
            ["eu-dual-use-regulation-2021-821/art-2-2-d", "no-hkdir-export-control/sharing"],
        ),
        (
            "What must go into an agreement by the data protection ombudsman and HK-dir?",
            ["gdpr-transfers/transfer-basis", "no-hkdir-leadership/register"],
        ),
    ],
)
def test_each_of_two_sources_is_named(text, provisions):
    """Sources without an entry of their own were not heard beside one that has: only Norway answered "Norway and the EU"."""
    families = named_sources(text)
    assert len(families) == len(provisions)
    assert all(any(is_of(provision, documents) for documents in families) for provision in provisions)


@pytest.mark.parametrize(
    "text",
    [
        "Vad säger rekommendationerna och rådets text om riskbedömning?",
        "Mitä suositukset ja neuvoston teksti sanovat riskinarvioinnista?",
        "What do the recommendations and the Council's text say about risk appraisal?",
    ],
)
def test_the_text_of_the_council_is_its_recommendation(text):
    """Of "the recommendations and the Council text" neither was taken for a source, and the answer told of one alone."""
    assert named_sources(text, beside=True) == [("recommendations-2025",), ("council-recommendation-2024",)]
    assert ("council-recommendation-2024",) not in named_sources("What does the UN Security Council text say?")


@pytest.mark.parametrize(
    "text",
    [
        "May we take a guest from outside the EU according to Supo?",
        "Får vi resa utanför EU enligt Skyddspolisen?",
        "What can a non-EU student expect of Supo?",
    ],
)
def test_a_place_is_no_source(text):
    """Where someone comes from is not what a source says."""
    assert named_sources(text) == [("supo-*",)]


@pytest.mark.parametrize(
    "text",
    [
        "entä tanskaan?",
        "och till Sverige då?",
        "and to Norway?",
        "entä jos kumppani olisikin Uppsalassa?",
        "what if the partner were in Denmark?",
    ],
)
def test_where_something_goes_is_no_source(text):
    """ "And to Denmark?", asked of personal data, was answered with what the Danish security service says."""
    assert named_sources(text, compared=True) == []


@pytest.mark.parametrize("text", ["Tillbaka till Sverige", "Palataan Norjaan", "Back to Norway then", "Entä Tanska?"])
def test_a_country_that_is_spoken_of_is_one(text):
    assert named_sources(text, compared=True)


@pytest.mark.parametrize(
    ("question", "language", "provisions"),
    [
        ("Vilka frågor ställer tyska DFG?", "sv", {"de-dfg-risk/questions-partner", "de-dfg-risk/questions-agreement"}),
        (
            "Which critical technology areas does the EU list?",
            "en",
            {"eu-recommendation-2023-2113/four-areas", "eu-recommendation-2023-2113/other-areas"},
        ),
    ],
)
def test_a_list_over_several_provisions_comes_whole(assistant, question, language, provisions):
    """Half of the ten areas stood in the answer, and nothing said that there are more."""
    answer = assistant.ask(question, language=language)
    assert provisions <= {citation.provision_id for citation in answer.citations}


def test_a_ministry_alone_names_no_source():
    assert named_sources("Which ministry, OKM perhaps, funds it?") == []


def test_the_part_that_can_be_answered_is_answered(assistant):
    """A correction with four sources took all the room, and the part beside it, which the Council answers, said nothing."""
    answer = assistant.ask(
        "Where do the Finnish recommendations of March 2025 forbid cooperation with a country, and which basics does the EU want in every "
        "agreement with a foreign partner, ways out included?"
    )
    assert "council-recommendation-2024/p14c" in [citation.provision_id for citation in answer.citations]
    assert len(answer.citations) <= 4


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_correction_with_more_sources_than_an_answer_has_is_said(assistant, language):
    """It did not fit into four citations, and the reply said nothing at all."""
    long = [entry for entry in assistant.corpus.knowledge.absences if len({cite.partition("#")[0] for cite in entry.cites}) > 4]
    assert long
    for entry in long:
        assert entry.text[language] in [statement.text for statement in assistant.ask(entry.questions[language][0]).statements]


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


def test_the_name_of_a_language_names_no_source():
    """ "May the appendix be in Finnish or Swedish?" was answered with a Swedish guide that exists in English too."""
    assert named_sources("May it be in Finnish or Swedish?") == []
    assert named_sources("Får den vara på svenska?") == []
    assert named_sources("Saako sen kirjoittaa ruotsin kielellä?") == []
    assert named_sources("What is done in Swedish universities?")
    assert named_sources("Vad görs på svenska lärosäten?")


def test_the_own_country_counts_in_a_follow_up_only():
    assert named_sources("Entä Suomessa?") == []
    assert named_sources("Entä Suomessa?", compared=True)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is Supo's advice for travellers?", "supo-travel-security/what-to-take"),
        ("What do the Norwegian guidelines say?", "no-hkdir-guidelines/use"),
    ],
)
def test_a_short_question_of_a_named_source_gets_what_was_written_on_it(assistant, question, told):
    """Told were the addresses of Supo's pages, and the title of a Norwegian report: a provision of the named source went first."""
    cited = {citation.provision_id for citation in assistant.ask(question).citations}
    assert told in cited
    assert "supo-travel-security/addresses" not in cited
    assert "no-hkdir-report-2023/report" not in cited


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What do the UKRI principles cover?", "uk_ukri_in_short"),
        ("uk trusted research", "uk_trusted_research_in_short"),
        ("Mitä Tanskan URIS-ohjeissa sanotaan?", "uris_guidelines_in_short"),
        ("Vad säger den tyska rektorskonferensen HRK?", "de_hrk_2020_in_short"),
    ],
)
def test_who_asks_of_a_source_and_nothing_in_particular_is_told_the_whole(assistant, question, answer):
    """One of its provisions was told, mostly its date or whom it is for: of 570 questions on a source as a whole 222 got what it says."""
    wanted = {cite.partition("#")[0] for said in assistant.corpus.knowledge.answer[answer].statements for cite in said.cites}
    cited = {citation.provision_id for citation in assistant.ask(question).citations}
    assert len(wanted & cited) >= min(3, len(wanted))


def test_of_an_answer_on_several_sources_the_named_one_comes_first(assistant):
    """Who asked how Karolinska Institutet does it read of two other universities and the Security Service first."""
    hit = Hit("answer:sweden_authorities_and_universities", 1.0)
    every = list(assistant.corpus.knowledge.answer[hit.id].statements)
    named = PartQuery("?", sources=[("se-ki-guidance",)])
    first, *others = written_of(assistant.corpus, named, hit, 6)
    assert first is not every[0]
    assert first.cites[0].startswith("se-ki-guidance/")
    assert others == [said for said in every if said is not first]
    # A part that has its source from another part asks of the matter.
    assert written_of(assistant.corpus, replace(named, inherited=True), hit, 6) == every
    assert written_of(assistant.corpus, PartQuery("?"), hit, 6) == every


def test_after_a_term_comes_what_there_is_to_say_of_it(assistant):
    """The bare name of the EU's recommendation was answered with its date and number alone."""
    reply = assistant.ask("EU:s rekommendation om forskningssäkerhet")
    term = next(t for t in assistant.corpus.knowledge.glossary if t.id == "council_recommendation")
    said = [statement.text for statement in reply.statements if statement.citations]
    assert said[0] == term.text["sv"]
    assert len(said) > 2
