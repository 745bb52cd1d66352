"""Loading keeps the garbage collector off, and leaves it as it was."""

import gc

import pytest

from corpus.base.collecting import without_collecting


def test_it_is_off_meanwhile_and_on_again_afterwards():
    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_a_failure():
    """A damaged corpus is told in one line, and the program goes on."""
    with pytest.raises(ValueError, match="damaged"), without_collecting():
        raise ValueError("damaged")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off():
    """One load within another must not switch it on half way."""
    with without_collecting():
        with without_collecting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
