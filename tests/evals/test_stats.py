import numpy as np
import pytest

from evals.stats import mean, paired, ratio, sign_flip


def test_mean_and_interval():
    told = mean({"a": [1, 1, 1], "b": [0, 0, 0], "c": [1, 0, 1]})
    assert told.value == pytest.approx(5 / 9)
    assert told.low <= told.value <= told.high
    assert (told.n, told.items) == (9, 3)


def test_nothing_counted_is_no_figure():
    assert mean({}).value is None
    assert ratio({"a": [(0, 0)]}).value is None


def test_ratio_is_of_sums_not_of_ratios():
    assert ratio({"a": [(1, 1)], "b": [(1, 3)]}).value == pytest.approx(0.5)


def test_the_interval_is_over_items_not_over_languages():
    """Three languages of one item are one observation: repeating them must not make the interval narrower."""
    items = {f"i{n}": [n % 2] for n in range(20)}
    tripled = {name: values * 3 for name, values in items.items()}
    narrow, wide = mean(tripled), mean(items)
    assert narrow.high - narrow.low == pytest.approx(wide.high - wide.low)


def test_paired_needs_the_same_items():
    told = paired({"a": [1], "b": [1], "c": [0]}, {"a": [0], "b": [1], "d": [1]})
    assert (told.difference, told.won, told.lost, told.items) == (0.5, 1, 0, 2)


def test_sign_flip():
    assert sign_flip(np.zeros(10)) == 1.0
    assert sign_flip(np.ones(12)) < 0.01
    assert sign_flip(np.array([1.0, -1.0] * 6)) > 0.5
    # With two moved items the smallest two-sided p is a half: a clear win on two questions is no evidence.
    assert sign_flip(np.ones(2)) == pytest.approx(0.5, abs=0.02)
