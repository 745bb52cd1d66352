"""Scores a target: the quick ways give what the plain ones do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex
from index.passages import Unit
from index.shelves import Rows, Shelf


def shelf_of(sizes):
    units = [Unit(f"{n}-{i}", "question", "sv", "x", f"t{n}", (1,), ()) for n, size in enumerate(sizes) for i in range(size)]
    return Shelf.of(units, np.zeros((len(units), 2), dtype=np.float32), LexicalIndex.build([]))


@given(
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8),
    count=st.integers(1, 4),
    seed=st.integers(0, 999),
    ties=st.booleans(),
)
def test_the_mean_of_the_best_is_that_of_the_sorted(sizes, count, seed, ties):
    """Two equal scores are two scores."""
    shelf, random = shelf_of(sizes), np.random.default_rng(seed)
    scores = (random.integers(0, 3, sum(sizes)) if ties else random.normal(size=sum(sizes))).astype(np.float32)
    groups = np.split(scores, shelf.starts[1:])
    plain = [np.sort(group)[::-1][:count].mean() for group in groups]
    assert np.allclose(shelf.top(scores, count), plain, atol=1e-6)


def test_what_is_not_listed_scores_nothing():
    rows = Rows.to(["a", "b", "c"], ["c", "a"])
    assert rows.of(np.array([5.0, 7.0], dtype=np.float32)).tolist() == [7.0, 0.0, 5.0]
    assert [rows.place(n) for n in range(3)] == [1, None, 0]
    assert Rows.to(["a"], []).of(np.zeros(0, dtype=np.float32)).tolist() == [0.0]
