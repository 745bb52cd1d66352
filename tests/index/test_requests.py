"""Requests for another form of an answer: told from next questions in words that no example has."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.base.errors import BuildIndex
from corpus.base.yamlfile import read_yaml
from evals.questions import ROOT
from index.requests import FILE, KINDS, NEW, PLACES, Requests, counted

# Written by someone who saw neither the examples nor the model; a kind, a language, and what people say.
HELD_OUT = read_yaml(ROOT / "calibration" / "requests.yaml")

EXAMPLES = {"short": ["shorter please", "too long"], "exact": ["the exact words", "where does it say so"], NEW: ["who decides then?"]}


def asks_for_form(index, text):
    return 1 - index.requests.chances(text)[NEW] >= 0.5


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_requests_in_other_words_are_told(assistant, language):
    """By their words alone two requests of five were told, and the others were searched as questions and mostly refused."""
    said = [text for kind, texts in HELD_OUT.items() if kind != NEW for text in texts[language]]
    assert len(said) >= 90
    assert sum(asks_for_form(assistant.index, text) for text in said) / len(said) >= 0.8


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_next_questions_that_sound_alike_are_not(assistant, language):
    """ "Must the form be in English?" and "which page of theirs has the form?" ask for something new."""
    said = HELD_OUT[NEW][language]
    assert len(said) >= 50
    assert sum(asks_for_form(assistant.index, text) for text in said) / len(said) <= 0.08


def test_the_held_out_texts_are_no_examples(assistant):
    examples = {text.casefold() for texts in assistant.corpus.knowledge.requests.values() for text in texts}
    held_out = [text for texts in HELD_OUT.values() for said in texts.values() for text in said]
    assert not [text for text in held_out if text.casefold() in examples]


def test_no_example_is_of_two_kinds(assistant):
    kinds: dict[str, set[str]] = {}
    for kind, texts in assistant.corpus.knowledge.requests.items():
        for text in texts:
            kinds.setdefault(text.casefold(), set()).add(kind)
    assert not {text for text, found in kinds.items() if len(found) > 1}


@given(st.text(max_size=60))
def test_the_pieces_of_any_text_are_counted(text):
    at, times = counted(text)
    assert len(at) == len(set(at.tolist())) == len(times)
    assert all(0 <= place < PLACES for place in at)
    assert (times >= 1).all()


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_the_chances_are_chances(text):
    found = Requests.fit(EXAMPLES, []).chances(text)
    assert tuple(found) == KINDS
    assert sum(found.values()) == pytest.approx(1)


def test_without_examples_everything_is_new():
    found = Requests.fit({}, ["Who appoints the contact person?"]).chances("shorter please")
    assert max(found, key=lambda kind: found[kind]) == NEW


def test_the_same_examples_give_the_same_model(tmp_path):
    """An index built twice from one corpus must read alike, and what is kept is what was fitted."""
    first, second = Requests.fit(EXAMPLES, ["Who pays?"]), Requests.fit(EXAMPLES, ["Who pays?"])
    assert np.array_equal(first.coefficients, second.coefficients)
    first.save(tmp_path)
    kept = Requests.load(tmp_path)
    assert kept.chances("shorter") == pytest.approx(first.chances("shorter"), abs=0.01)


def test_a_damaged_model_says_so(tmp_path):
    (tmp_path / FILE).write_bytes(b"no archive")
    with pytest.raises(BuildIndex):
        Requests.load(tmp_path)
