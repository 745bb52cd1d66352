"""Several sources that a question names stand side by side: each is heard, none takes the room of the others, and no third one speaks."""

import pytest

from assistant.steps.sources import named_sources
from assistant.steps.written import first_of_each
from corpus.model import Cite


def shown(reply):
    """The provisions that the answer cites before what is folded."""
    numbers = {number for said in reply.statements if not said.further for number in said.citations}
    return {citation.provision_id for citation in reply.citations if citation.number in numbers}


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Mitä Supo ja Aberdeenin yliopisto neuvovat matkalaitteista?",
            [{"supo-travel-security/travel-devices"}, {"uk-university-practice/travel"}],
        ),
        ("How do OsloMet and Aalto handle visiting researchers?", [{"no-oslomet/visitors"}, {"aalto-guidance/visitors"}]),
        ("Mitä EUA ja LERU sanoivat tutkimusturvallisuudesta alkuvuodesta 2024?", [{"eua-leru-cesaer/eua"}, {"eua-leru-cesaer/leru"}]),
        (
            "Vad har Lunds universitet och KTH gjort med stipendierna från China Scholarship Council?",
            [{"se-csc-scholarships/lund-uppsala"}, {"se-csc-scholarships/kth"}],
        ),
        ("What do the Dutch contact point and RCAT offer universities?", [{"nl-contact-point/service"}, {"uk-rcat/team"}]),
    ],
)
def test_each_source_is_heard_and_no_other(assistant, question, sides):
    """Of two sources one was told with four sentences, and of the other its place was named under "see also"; or a third one was told,
    whose words are near to the names.
    """
    cited = shown(assistant.ask(question))
    assert all(side & cited for side in sides)
    assert {provision.partition("/")[0] for provision in cited} == {provision.partition("/")[0] for side in sides for provision in side}


@pytest.mark.parametrize(
    "question",
    [
        "Vad kallar nederländarna och danskarna ansvarsfull internationalisering, enligt den finländska gruppens text?",
        "Miksi hollantilaiset ja tanskalaiset kutsuvat vastuullista kansainvälistymistä, suomalaisen ryhmän tekstin mukaan?",
        "According to the Finnish group's text, what do the Dutch and the Danes call responsible internationalisation?",
        "Which words do the British, the Dutch and the Swedes use for what we call responsible internationalisation?",
    ],
)
def test_what_one_source_says_of_the_others_is_told_by_it(assistant, question):
    """The Dutch guidelines were told beside the very sentence that names the terms, though the question names no source for it."""
    reply = assistant.ask(question)
    assert "recommendations-2025/intro-11" in shown(reply)
    first = next(said for said in reply.statements if said.citations)
    assert "recommendations-2025/intro-11" in {c.provision_id for c in reply.citations if c.number in first.citations}


def test_the_first_sentence_on_each_source_is_kept():
    """A reviewed answer on two sources told of the first in two sentences, and the second source was folded away."""
    told = [["a/one#1"], ["a/two#1"], ["b/one#1"], ["b/two#1", "a/one#1"]]
    sentences = [[Cite.parse(cite) for cite in cites] for cites in told]
    assert first_of_each([("a",), ("b",)], sentences) == {0, 2}
    assert first_of_each([("b",), ("c",)], sentences) == {2}
    assert first_of_each([("a",)], sentences) == set()


@pytest.mark.parametrize(
    ("question", "families"),
    [
        ("EUA vs CESAER: academic freedom?", [("eua-leru-cesaer/eua",), ("eua-leru-cesaer/cesaer",)]),
        ("LUMI ja EuroHPC-alustan ehdot", [("csc-*",), ("eurohpc-*",)]),
        ("Visio 2035 ja visio 2040?", [("okm-vision-2035",), ("okm-vision-2040",)]),
        ("How do the GDPR and HK-dir treat a transfer?", [("gdpr-transfers",), ("no-hkdir-*",)]),
        ("What is the GDPR?", []),
    ],
)
def test_two_that_share_a_document_or_a_family_are_two(question, families):
    """ "EUA and CESAER" named the one document that holds both, and so a single source; laws count beside another source alone."""
    assert named_sources(question) == families
