import math

import pytest

from evals.ranking import full_at, ndcg, ranking_scores, recall_at, reciprocal_rank

TWO = [{"a", "b"}, {"c"}]


def test_recall_counts_groups_not_provisions():
    assert recall_at(["a", "b", "x", "c"], TWO, 1) == 0.5
    assert recall_at(["a", "b", "x", "c"], TWO, 2) == 0.5  # b is another place of the same thing
    assert recall_at(["a", "b", "x", "c"], TWO, 4) == 1.0
    assert not full_at(["a", "b", "x", "c"], TWO, 3)
    assert full_at(["a", "b", "x", "c"], TWO, 4)


def test_reciprocal_rank():
    assert reciprocal_rank(["x", "c"], TWO) == 0.5
    assert reciprocal_rank(["x"], TWO) == 0.0


def test_ndcg_known_values():
    assert ndcg(["a", "c"], TWO) == pytest.approx(1.0)
    assert ndcg(["c", "b"], TWO) == pytest.approx(1.0)
    assert ndcg(["x", "a", "c"], TWO) == pytest.approx((1 / math.log2(3) + 1 / 2) / (1 + 1 / math.log2(3)))
    assert ndcg([], TWO) == 0.0


def test_saying_the_same_again_gains_nothing():
    assert ndcg(["a", "b", "c"], TWO) < ndcg(["a", "c", "b"], TWO)


def test_one_provision_that_holds_all_is_the_best_order():
    assert ndcg(["a"], [{"a"}, {"a", "b"}]) == pytest.approx(1.0)


def test_nothing_relevant_scores_nothing():
    assert set(ranking_scores(["a"], [set()]).values()) == {0.0}
