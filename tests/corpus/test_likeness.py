"""How much two sentences have in common, by pieces of their words."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.text.likeness import alike, matter, within

SETS = st.frozensets(st.sampled_from("abcdefgh"))


@given(SETS, SETS)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    for measure in (alike, within):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, other) == measure(other, one)
    assert alike(one, other) <= within(one, other)


@given(SETS.filter(bool), SETS)
def test_a_sentence_stands_whole_within_a_longer_one(one, more):
    """A retold sentence was not known again where the retelling said a little more."""
    assert within(one, one | more) == 1


def test_a_retelling_has_the_pieces_of_what_it_retells():
    told = matter("The Dutch contact point names unclear motives as a warning sign.", "en")
    retold = matter("As an example, the Dutch contact point names unclear motives among the warning signs.", "en")
    assert within(told, retold) > 0.9 > within(told, matter("The Academy asks for an appendix.", "en"))
