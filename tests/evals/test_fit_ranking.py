"""The fit of the ranking finds what tells the candidates apart, and says honestly how well."""

import numpy as np
import pytest

from evals.fit_ranking import Listed, first_right, fit, held_out


@pytest.fixture
def lists():
    """Candidates of which the right one is likelier where the first value is high; the second value says nothing."""
    random = np.random.default_rng(4)
    made = []
    for item in range(120):
        values = random.normal(size=(6, 2))
        odds = np.exp(2 * values[:, 0])
        right = np.zeros(6, dtype=bool)
        right[random.choice(6, p=odds / odds.sum())] = True
        made.append(Listed(f"q{item}", values - values.mean(axis=0), right))
    return made


def test_the_weights_are_those_that_made_the_data(lists):
    weights = fit(lists, penalty=0.1)
    assert weights[0] == pytest.approx(2, abs=0.5)
    assert abs(weights[1]) < 0.3


def test_what_is_held_out_is_not_flattered(lists):
    """Noise fitted and measured on the same items looks like knowledge."""
    noise = [Listed(one.item, np.random.default_rng(n).normal(size=(6, 40)), one.right) for n, one in enumerate(lists)]
    assert first_right(noise, fit(noise, penalty=0.01)) > held_out(noise) + 0.1


def test_lists_that_tell_nothing_are_left_out(lists):
    empty = Listed("none", np.ones((3, 2)), np.zeros(3, dtype=bool))
    assert fit([*lists, empty]) == pytest.approx(fit(lists))
