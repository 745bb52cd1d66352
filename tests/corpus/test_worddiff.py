"""Differences of texts: nothing is lost in them, and they read as a person would tell them."""

import time

from hypothesis import given
from hypothesis import strategies as st

from corpus.text.worddiff import Piece, align, likeness, new_text, old_text, word_diff

# Few letters, so that made-up texts share words, repeat themselves and differ in blanks and marks alone.
TEXT = st.text(alphabet="ab å.,-\n[]é\u0301 \t", max_size=40)
SENTENCES = st.lists(st.sampled_from(["a b c.", "a b d.", "x y z.", "x y.", "q.", "", "a b c d e f."]), max_size=8)


@given(TEXT, TEXT)
def test_the_pieces_give_both_texts_back(old, new):
    pieces = word_diff(old, new)
    assert old_text(pieces) == old
    assert new_text(pieces) == new
    assert all(piece.text for piece in pieces)


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.op == "=" for piece in word_diff(text, text))


@given(TEXT, TEXT)
def test_no_two_pieces_of_one_kind_follow_each_other(old, new):
    """What is gone stands before what came in its place, each once: a reader sees one change, not shreds of it."""
    ops = "".join(piece.op for piece in word_diff(old, new))
    assert "--" not in ops
    assert "++" not in ops
    assert "==" not in ops
    assert "+-" not in ops


@given(SENTENCES, SENTENCES)
def test_every_sentence_is_paired_once_and_in_order(old, new):
    pairs = align(old, new)
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [k for _, k in pairs if k is not None] == list(range(len(new)))
    assert all(pair != (None, None) for pair in pairs)


@given(SENTENCES)
def test_a_list_is_aligned_with_itself_as_it_is(sentences):
    assert align(sentences, sentences) == [(n, n) for n in range(len(sentences))]


@given(TEXT, TEXT)
def test_likeness_does_not_depend_on_who_is_first(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def test_a_change_reads_as_one():
    """A blank kept between two changed words made "-utser- -en-" and "+ska+ +utse+" of one change."""
    assert word_diff("Varje skola utser en väktare.", "Varje skola bör ha två väktare.") == (
        Piece("=", "Varje skola "),
        Piece("-", "utser en"),
        Piece("+", "bör ha två"),
        Piece("=", " väktare."),
    )


def test_a_mark_alone_is_a_change_too():
    assert [p for p in word_diff("lampan, tänds", "lampan tänds") if p.op != "="] == [Piece("-", ",")]


def test_sentences_are_paired_by_what_they_say():
    """A new sentence put first must not make every sentence after it look rewritten, nor the reworded one look new."""
    old = ["Varje skola utser en fyrvaktare.", "Lampan ska lysa hela natten."]
    new = ["Det här är en ny inledning om något annat.", "Varje skola utser två fyrvaktare.", "Lampan ska lysa hela natten."]
    assert align(old, new) == [(None, 0), (0, 1), (1, 2)]


def test_long_texts_do_not_take_long():
    old = [f"Mening nummer {n} om fyren och lampan {n * 7}." for n in range(400)]
    new = [f"Sats nummer {n} om båten och seglet {n * 5}." for n in range(400)]
    begun = time.perf_counter()
    assert len(align(old, new)) >= 400
    assert time.perf_counter() - begun < 2
