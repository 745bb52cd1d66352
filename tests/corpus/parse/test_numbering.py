"""Numbers before texts, in print as different as "(a)", "a)" and "α)" and in ids the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.parse.numbering import Marker, follows, leading, marker, numeral, roman_value


@pytest.mark.parametrize(
    ("printed", "number", "style"),
    [
        ("(5)", "5", "number"), ("5.", "5", "number"), ("5)", "5", "number"), ("12a.", "12a", "number"), ("1 a.", "1a", "number"),
        ("2.1.", "2-1", "number"), ("(a)", "a", "letter"), ("a)", "a", "letter"), ("B.", "b", "letter"), ("aa)", "aa", "letter"),
        ("β)", "b", "letter"), ("στ)", "f", "letter"), ("б)", "b", "letter"), ("ж)", "g", "letter"), ("(i)", "i", "roman"),
        ("iv)", "iv", "roman"), ("XII.", "xii", "roman"), ("–", "", "dash"), ("—", "", "dash"),
    ],
)  # fmt: skip
def test_markers(printed, number, style):
    assert marker(printed) == Marker(printed, number, style)


@pytest.mark.parametrize("text", ["", "Antal", "2 euroa", "OJ.", "the", "no.", "(EU)", "2099", "5", "a", "1999/2000", "f.eks"])
def test_what_is_no_marker(text):
    """A cell of a real table must not become a point: then its row would be torn apart."""
    assert marker(text) is None


def test_a_bare_figure_is_a_number_only_where_numbers_stand():
    assert marker("5", known=True) == Marker("5", "5", "number")


def test_the_ninth_letter_is_no_roman_numeral():
    """After (h) comes (i) the letter; after a colon, under a letter, it is the first Roman numeral."""
    h = marker("(h)")
    assert marker("(i)", h).style == "letter"
    assert marker("(i)").style == "roman"
    assert marker("(v)", marker("(u)")).style == "letter"
    assert marker("(v)", marker("(iv)")).style == "roman"
    assert marker("(c)").style == "letter"


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1.   Text följer.", "1", "Text följer."),
        ("(a) text;", "a", "text;"),
        ("a) teksti;", "a", "teksti;"),
        ("(1)Text", "1", "Text"),
        ("4a. Text", "4a", "Text"),
    ],
)
def test_a_number_before_a_paragraph(text, number, rest):
    mark, found = leading(text)
    assert (mark.number, found) == (number, rest)


@pytest.mark.parametrize("text", ["1.5 miljoner euro", "3 artiklan nojalla", "(EU) 2099/1 gäller", "2099. Text", "Art. 5", "a text", "5 §"])
def test_a_paragraph_that_begins_with_no_number(text):
    assert leading(text) is None


@given(st.integers(1, 89))
def test_roman_numerals_go_there_and_back(value):
    assert roman_value(numeral(value, "lower-roman").number) == value


@given(st.integers(1, 26), st.sampled_from(["lower-alpha", "upper-latin"]))
def test_a_list_s_marker_is_read_as_it_is_printed(value, kind):
    """What a browser would print before an item and what a publisher prints give the same number."""
    made = numeral(value, kind)
    read = marker(made.printed, Marker("", chr(95 + value), "letter") if value > 1 else None)
    assert read.number == made.number == chr(96 + value)


def test_what_can_come_next():
    assert follows(None, "1")
    assert follows("4", "5")
    assert follows("4", "4a")
    assert follows("4a", "5")
    assert not follows(None, "7")
    assert not follows("4", "7")
    assert not follows("4", "a")
