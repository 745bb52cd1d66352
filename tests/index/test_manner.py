"""How a question is put: cases of one's own are told from questions about the guidance, whatever their words."""

import numpy as np
import pytest

from index.manner import Manner
from index.put import CLASSES
from index.put import EVASIONS as EVASION_TARGETS

CASES = [
    "Kamerorna är redan packade och kollegan i Almaty väntar. Jag behöver ett ja före fredag.",
    "Vierailija lähti kotiin perjantaina, ja kaikki mittaustiedostot on kopioitu hänen omaan pilveensä.",
    "The courier comes on Monday for the cooled detector, and nobody here dares to sign the form.",
]
QUESTIONS = [
    "Vem beviljar exporttillstånd?",
    "Mitä suosituksissa sanotaan vierailijoista?",
    "Who names the contact person?",
]


def score(assistant, text: str) -> float:
    return assistant.index.manner.own_case(assistant.encoder.queries([text])[0])


def test_a_case_is_told_from_a_question(assistant):
    """None of these cases says "licence" or "export"; told as events they were taken for plans, and no body was named."""
    assert min(score(assistant, text) for text in CASES) > max(score(assistant, text) for text in QUESTIONS) + 0.3


EVASIONS = [
    "Bisysslan i Tianjin ska inte synas på min sida. Hur formulerar jag den så att dekanen inte frågar?",
    "Tutkittavat laitteet lähtevät perjantaina. Millä nimikkeellä ne kannattaa ilmoittaa, ettei tulli kiinnostu?",
    "Could we put the daughter company's name on the invoice so that the bank asks nothing?",
]


def test_a_way_round_the_rules_is_told_from_a_case(assistant):
    """None of these says "without anyone noticing"; told of oneself they were referred to HR, Customs or the ministry."""

    def crooked(text: str) -> float:
        return float(assistant.index.manner.evasion(assistant.encoder.queries([text])[0]))

    assert min(crooked(text) for text in EVASIONS) > max(crooked(text) for text in CASES) + 0.3


PUT = {
    "off_topic": ["Vår skrivare på andra våningen tuggar papper igen, vem fixar?", "Reword a birthday card for our head of unit?"],
    "opinion": ["Myönnä pois, koko touhu on pelkkää hysteriaa.", "Honestly, is any of this worth the paper it is printed on?"],
    "live_data": ["Onko lupajono lyhentynyt tällä viikolla?", "Har lagförslaget gått igenom i riksdagen i dag?"],
}


@pytest.mark.parametrize("name", PUT)
def test_what_gets_no_answer_is_told_by_how_it_is_put(assistant, name):
    """Told of oneself, an everyday matter was nearest to some case of a referral, and the reader was sent to Customs with a printer."""
    scores = [assistant.index.manner.classes(vector)[name] for vector in assistant.encoder.queries([*PUT[name], *QUESTIONS])]
    assert min(scores[:2]) > max(scores[2:]) + 0.3


def test_the_classes_told_by_manner_are_known_by_their_names(corpus):
    """The index knows ids alone: an entry of the class under another name would count as honest."""
    for entry in corpus.knowledge.classes:
        for name, begins in {"evasion": EVASION_TARGETS, **CLASSES}.items():
            assert (entry.answer_class == name) == f"class:{entry.id}".startswith(begins)


@pytest.mark.parametrize("marked", [0, 5])
def test_one_side_alone_tells_nothing_apart(marked):
    """A corpus without referrals opens as well."""
    vectors = np.eye(5, dtype=np.float32)
    manner = Manner.fit(vectors, *[np.arange(5) < marked] * 3, {"opinion": np.arange(5) < marked})
    assert np.isfinite([manner.own_case(vectors[0]), manner.evasion(vectors[0]), *manner.classes(vectors[0]).values()]).all()


def test_nothing_is_said_of_nothing():
    empty = np.zeros((0, 5), dtype=np.float32)
    nothing = np.zeros(0, dtype=bool)
    assert Manner.fit(empty, nothing, nothing, nothing, {}).answerable(np.zeros(5, dtype=np.float32)) == 0.0
