"""The steps by themselves: what verify lets through, how parts, references and cues are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite import Citations, make_citation
from assistant.policy import check_policy, section
from assistant.record import Statement
from assistant.steps.asks import asks, cues, holds, things
from assistant.steps.composer import sentence_text
from assistant.steps.parts import parts_of
from assistant.steps.resolve import leans
from assistant.steps.structure import Reference, asks_whole_list, find, references
from assistant.steps.verify import verify


@pytest.fixture
def context(unsaid):
    unsaid.status = "answered"
    return unsaid


def stated(context, text, kind="translation"):
    provision = context.corpus.provision("recommendations-2025/r1b")
    context.citations = [make_citation(provision, (1, 1), "en", 1)]
    context.statements = [Statement(text=text, language="en", kind=kind, citations=[1])]
    return context


def test_a_sentence_of_the_passage_passes(context):
    passage = context.corpus.provision("recommendations-2025/r1b").editions["en"].text
    verify(stated(context, passage.removeprefix("b. ")))
    assert (context.withheld, len(context.statements), context.status) == (0, 1, "answered")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: stated(c, "Each organisation must appoint a contact person."),
        lambda c: stated(c, "Each organisation [of the world] shall appoint a contact person"),
        lambda c: c.citations.__setitem__(0, c.citations[0].model_copy(update={"quote_start": 3})),
        lambda c: c.citations.__setitem__(
            0, c.citations[0].model_copy(update={"passage": "Invented.", "quote": "Invented.", "quote_start": 0, "quote_end": 9})
        ),
        lambda c: c.citations.__setitem__(0, c.citations[0].model_copy(update={"official_quote": "Varje organisation måste utse"})),
        lambda c: c.citations.__setitem__(0, c.citations[0].model_copy(update={"provision_id": "recommendations-2025/r9"})),
        lambda c: c.statements.__setitem__(0, c.statements[0].model_copy(update={"citations": [2]})),
    ],
    ids=[
        "stronger words",
        "bracket does not excuse the rest",
        "offset",
        "passage not of the corpus",
        "official quote",
        "no such provision",
        "no such citation",
    ],
)
def test_what_cannot_be_located_does_not_leave(context, spoil):
    """A wrong citation under a right answer is the complaint that every product of this kind gets."""
    stated(context, context.corpus.provision("recommendations-2025/r1b").editions["en"].text)
    spoil(context)
    verify(context)
    assert context.withheld == 1
    assert context.status == "not_covered"
    assert context.citations == []
    assert [s.kind for s in context.statements] == ["notice"]


def test_citations_are_numbered_anew_when_one_falls(context):
    r1b, r6 = (context.corpus.provision(f"recommendations-2025/{x}") for x in ("r1b", "r6"))
    context.citations = [make_citation(r1b, (1, 1), "en", 1).model_copy(update={"quote": "x"}), make_citation(r6, (1, 1), "en", 2)]
    context.statements = [
        Statement(text="x", language="en", kind="digest", citations=[1]),
        Statement(text="y", language="en", kind="digest", citations=[2]),
    ]
    verify(context)
    assert [c.number for c in context.citations] == [1]
    assert context.statements[0].citations == [1]


def test_a_quote_is_one_run_of_sentences(corpus):
    """Sentences far apart are cited apart: a quote that spans what nobody relied on says too much."""
    provision = corpus.provision("recommendations-2025/intro-4")
    citations = Citations("sv")
    assert [citations.add(provision, (1,)), citations.add(provision, (4,))] == [1, 2]
    near = Citations("sv")
    assert [near.add(provision, (1,)), near.add(provision, (2,))] == [1, 1]
    assert near.records()[0].quote == provision.editions["sv"].text[slice(*provision.editions["sv"].span(1, 2))]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Vem utser kontaktpersonen, och vad gör UKM?", "sv", 2),
        ("Kuka nimeää yhteyshenkilön ja mitä OKM tekee?", "fi", 2),
        ("Who appoints the contact person, and how is it followed up?", "en", 2),
        ("Kuinka monta maata luettelo kattaa, ja monessako tilanne on heikentynyt?", "fi", 2),
        # A verb that comes first asks as well, in either half.
        ("Stämmer det att alla ska utse en kontaktperson, och vilka ska skriva riktlinjer?", "sv", 2),
        ("Vilka tre risker nämns, och räknar Finlands Akademi med samma tre?", "sv", 2),
        ("Mitkä kolme riskiä nimetään, ja käyttääkö Akatemia samaa jaottelua?", "fi", 2),
        ("Saako velvoite rajoittaa aihetta? Ja mitä hakijan pitää liittää hakemukseen?", "fi", 2),
        ("Vilka är riskerna med avtal och partner?", "sv", 1),
        ("We start on Monday. Who decides?", "en", 1),
        ("sanctions and export control", "en", 1),
        # A compound that shares its end with the next was cut in two: "Vad säger undervisnings-?"
        ("Vad säger undervisnings- och kulturministeriets rekommendationer om samarbete med Kina?", "sv", 1),
        ("Mitä läppäristä sanotaan, mitä mukaan ja mitä ei?", "fi", 1),
        # "And the other?" asks of its own, and inflected question words ask as well; read as one, the second half was left out.
        ("Mitä vieraalta vaaditaan, entä etäosallistujalta?", "fi", 2),
        ("Miksi ryhmä perustettiin, ja millaista tukea se antaa?", "fi", 2),
        ("Mitä sopimuksessa pitää olla, entä jos kumppani ei allekirjoita?", "fi", 1),
        # What asks may stand behind a preposition: of the two the second was searched with the first, and neither found.
        ("Who may use the tool, and under which conditions?", "en", 2),
        ("How many visitors came, and from how many countries?", "en", 2),
        ("Vem gav ut vägledningen, och till vilken hjälp ska den vara?", "sv", 2),
        ("När kom reglerna, och genom vilket beslut?", "sv", 2),
        ("What should we do before a trip and on what ground?", "en", 2),
        ("May a guest teach and do research?", "en", 1),
        ("Who signs, and do visitors sign too?", "en", 2),
    ],
)
def test_parts(text, language, count):
    assert len(parts_of(text, language)) == count


def test_a_title_is_told_as_one(corpus):
    """A bare title as a bullet reads like a sentence that was cut off."""
    provision = corpus.provision("recommendations-2025/title")
    assert sentence_text(provision, provision.edition("en"), 1).startswith(f"[{provision.edition('en').label}:] ")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text):
    for language in ("sv", "fi", "en"):
        assert parts_of(text, language)
        references(text)
        cues(text, language)
        things(text, language)
        leans(text, language)
        asks(text, language)


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("rekommendation 1 b", None, [Reference("recommendation", "1", "b")]),
        ("Recommendation 3(d)", None, [Reference("recommendation", "3", "d")]),
        ("suosituksen 3 a sisältö", None, [Reference("recommendation", "3", "a")]),
        ("den fjärde rekommendationen", None, [Reference("recommendation", "4")]),
        ("kuudes suositus", None, [Reference("recommendation", "6")]),
        ("alaviitteessä 8", None, [Reference("note", "8")]),
        ("och punkt c?", "3a", [Reference("recommendation", "3", "c")]),
        ("entä b?", "1a", [Reference("recommendation", "1", "b")]),
        ("och 4?", "3d", [Reference("recommendation", "4")]),
        ("What about 2", "3", [Reference("recommendation", "2")]),
        ("entä 5?", None, []),
        ("Vad säger G7 om 5 principer?", None, []),
        ("the 2025 recommendations", None, []),
        ("rekommendationerna 11.3.2025", None, []),
    ],
)
def test_references(text, before, expected):
    assert references(text, before) == expected


def test_a_reference_finds_its_provision(corpus):
    document = corpus.documents["recommendations-2025"]
    assert find(document, Reference("recommendation", "3", "d")).local_id == "r3d"
    assert find(document, Reference("recommendation", "2", "a")) is None
    assert find(document, Reference("recommendation", "last")).local_id == "r6"
    assert asks_whole_list("Luettele kaikki suositukset", "fi")
    # It was told that there is no recommendation 7.
    assert asks_whole_list("Mitkä ovat suositusten kuusi kohtaa?", "fi")
    assert asks_whole_list("Vilka är rekommendationernas sex punkter?", "sv")
    assert asks_whole_list("What are the six points of the recommendations?", "en")
    # The date names the text and asks for nothing else: "not covered" was the reply.
    assert asks_whole_list("Lista de sex rekommendationerna från mars 2025", "sv")
    assert asks_whole_list("Luettele 11.3.2025 annetut suositukset", "fi")
    assert asks_whole_list("What are the six recommendations of 11 March 2025?", "en")
    assert not asks_whole_list("Har rekommendationerna sex bilagor?", "sv")
    assert not asks_whole_list("Are the six recommendations binding?", "en")
    assert not asks_whole_list("Do the recommendations have six points?", "en")
    assert not asks_whole_list("Vilka är de som utarbetar egna riktlinjer enligt rekommendationerna och hur följs det upp?", "sv")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("och ämbetsverken?", "sv"),
        ("entä opiskelijat?", "fi"),
        ("what about funders?", "en"),
        ("när då?", "sv"),
        ("Who organises them?", "en"),
        ("Miksi?", "fi"),
    ],
)
def test_a_follow_up_leans(text, language):
    assert leans(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Vem svarar för exportkontrollen i Finland?", "sv"), ("Which countries belong to the G7 group according to the annex?", "en")],
)
def test_a_whole_question_stands_alone(text, language):
    assert not leans(text, language)


def test_what_is_asked_for_must_be_there():
    assert things("Montako tapausta on ollut?", "fi") == {"number"}
    assert not holds("number", "Tapauksia seurataan tarkasti.", "fi")
    assert holds("number", "Ryhmä kokoontui neljä kertaa.", "fi")
    assert things("Varför tillsattes gruppen?", "sv") == {"reason"}


def test_the_three_catalogues_agree():
    """A text missing in one language would show its key, or an error, to a third of the users."""
    assert check_policy() == []


def test_every_status_has_its_label():
    statuses = section("statuses")
    assert all(set(entry["label"]) == {"sv", "fi", "en"} for name, entry in statuses.items() if name != "classes")
