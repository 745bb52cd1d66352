"""Which sentences beside the first are worth saying: the first always is, and a higher bar never says more.

Readers of 312 replies struck out 172 of 798 sentences, of the first ones of a part hardly any.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.policy import section
from assistant.steps import worth
from assistant.steps.worth import FEATURES, SHOWN, odds
from assistant.steps.written import leans
from corpus.base.settings import LANGUAGES
from corpus.text.normal import fold

ASKED = {
    "en": [
        "What is research security?",
        "How do I check a foreign partner, and who decides about sanctions?",
        "loan laptop for a trip to China",
    ],
    "sv": ["Vad är forskningssäkerhet?", "Hur granskar jag en utländsk partner, och vem avgör om sanktioner?", "besök från utlandet"],
    "fi": ["Mitä on tutkimusturvallisuus?", "Miten tarkistan ulkomaisen kumppanin, ja kuka päättää pakotteista?", "vierailija ulkomailta"],
}
FITTED = [("", FEATURES), ("shown", SHOWN), ("leads", FEATURES)]
QUESTIONS = [(language, question) for language in LANGUAGES for question in ASKED[language]]


def fitted(of):
    return section("worth")[of] if of else section("worth")


def said(answer):
    return [s.text for s in answer.statements if s.citations and s.kind != "notice"]


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_the_first_of_each_part_is_said_however_high_the_bar(assistant, bar, language, question):
    """Who asks two things gets both: a bar that silences a part would call it missing."""
    bar(-99.0)
    whole = assistant.ask(question)
    bar(99.0)
    least = assistant.ask(question)
    assert (least.status, least.language) == (whole.status, language)
    assert [part.status for part in least.parts] == [part.status for part in whole.parts]
    assert set(said(least)[:1]) == set(said(whole)[:1])
    assert 0 < len(said(least)) <= len(said(whole))


def test_a_higher_bar_leaves_something_out(assistant, bar):
    counts = []
    for least in (-99.0, 99.0):
        bar(least)
        counts.append(sum(len(said(assistant.ask(question))) for _, question in QUESTIONS))
    assert counts[0] > counts[1]


def test_what_leans_on_a_sentence_goes_with_it(assistant, bar, corpus):
    """ "They apply to …" without the sentence before it tells nobody who "they" are."""
    bar(99.0)
    pairs = [
        (one, after) for a in corpus.knowledge.answers for one, after in zip(a.statements, a.statements[1:], strict=False) if leans(after)
    ]
    before = {fold(after.text[language]): fold(one.text[language]) for one, after in pairs for language in LANGUAGES}
    leading = [a for a in corpus.knowledge.answers if any(map(leans, a.statements[1:]))]
    assert leading
    for question in [q for a in leading for language in LANGUAGES for q in a.questions[language][:1]]:
        told = [fold(text) for text in said(assistant.ask(question))]
        for place, text in enumerate(told):
            assert text not in before or told[place - 1] == before[text]


@pytest.mark.parametrize(("of", "features"), FITTED)
def test_the_trees_ask_for_features_and_the_data_is_whole(of, features):
    trees = fitted(of)["trees"]
    assert len(trees) >= 20
    for name, threshold, below, above in trees:
        for feature, at, *added in ([name, threshold], below, above):
            assert feature in features
            assert np.isfinite([at, *added]).all()
        assert len(below) == len(above) == 4


@pytest.mark.parametrize(("of", "features"), FITTED)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_odds_are_those_that_one_gets_by_walking_each_tree(of, features, data):
    """The quick way looks at all sentences and trees at once; this one asks every question in turn."""

    def walk(row):
        value = fitted(of)["base"]
        for name, threshold, below, above in fitted(of)["trees"]:
            feature, at, low, high = above if row[features.index(name)] > threshold else below
            value += high if row[features.index(feature)] > at else low
        return value

    row = st.lists(st.floats(-20, 20), min_size=len(features), max_size=len(features))
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    assert odds(np.array(rows), of).tolist() == pytest.approx([walk(row) for row in rows])


def test_a_list_that_is_asked_for_whole_is_said_whole(assistant, bar):
    question = "List all recommendations"
    bar(-99.0)
    whole = said(assistant.ask(question))
    bar(99.0)
    assert said(assistant.ask(question)) == whole


def test_nothing_of_a_provision_is_left_out_where_all_of_it_is_asked_for(assistant, bar):
    """ "When is the form required? List every case" lost the second sentence of cases."""
    bar(99.0)
    place = "dk-aarhus-rules/risk-form"
    one = assistant.ask("When does Aarhus University require a written risk form?")
    every = assistant.ask("When does Aarhus University require a written risk form? List every case.")
    numbers = [{c.number for c in answer.citations if c.provision_id == place} for answer in (one, every)]
    told = [sum(bool(cited & set(s.citations)) for s in answer.statements) for answer, cited in zip((one, every), numbers, strict=True)]
    assert told[0] < told[1] == len(assistant.corpus.provision(place).edition("en").lines)


def test_of_a_sentence_of_which_nothing_is_known_nothing_is_concluded():
    """A figure that is missing counts as one of its own, not as the best."""
    assert worth._less(None, 3.0) == worth._less(3.0, None) == worth.LEAST
    assert worth._less(3.0, 1.0) == 2.0


def test_another_sentence_than_its_first_leads_a_reviewed_answer(assistant, corpus, monkeypatch):
    """Readers found the answer late: of 440 replies of several sentences 131 had a better one than the first."""
    asked = [question for answer in corpus.knowledge.answers[::6] for question in answer.questions["en"][-2:]]
    begun = {}
    for least in (99.0, 0.0):
        monkeypatch.setitem(section("worth")["leads"], "least", least)
        begun[least] = [said(assistant.ask(question))[:1] for question in asked]
    assert begun[99.0] != begun[0.0]
