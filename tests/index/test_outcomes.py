"""The discriminant: closed form against the plain one, and what it is for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.base.errors import BuildIndex
from index.discriminant import FILE, SHRINKAGE, Discriminant


def cloud(seed: int, classes: int = 5, each: int = 6, wide: int = 8) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Questions of some outcomes: they vary along the first axis, as phrasing does, and differ along the others."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(classes, wide))
    centres[:, 0] = 0
    rows = np.repeat(centres, each, axis=0) + random.normal(size=(classes * each, wide)) * np.array([4.0, *[0.3] * (wide - 1)])
    return [f"provision:{row // each}" for row in range(classes * each)], rows.astype(np.float32), centres


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_it_is_fishers(seed):
    """Scores differ as the Mahalanobis distances to the means do, in the shrunk covariance: written out the long way."""
    targets, rows, _ = cloud(seed)
    fitted = Discriminant.fit(targets, rows)
    means = {t: rows[[i for i, x in enumerate(targets) if x == t]].mean(axis=0) for t in fitted.targets}
    within = sum(np.outer(row - means[t], row - means[t]) for row, t in zip(rows, targets, strict=True)) / len(rows)
    within = within + np.eye(len(within)) * SHRINKAGE * np.trace(within) / len(within)
    inverse, vector = np.linalg.inv(within), rows[3]
    long_way = np.array([-0.5 * (vector - means[t]) @ inverse @ (vector - means[t]) for t in fitted.targets])
    scores = fitted.scores(vector)
    assert np.allclose(scores - scores[0], long_way - long_way[0], atol=2e-2)


def test_phrasing_counts_less_than_what_tells_outcomes_apart():
    """The nearest mean in plain distance was that of another outcome, because one way of putting things was far out."""
    targets, rows, centres = cloud(3)
    fitted = Discriminant.fit(targets, rows)
    asked = centres.copy()
    asked[:, 0] = 6.0  # put in a way that no expected question was
    assert [fitted.targets[int(fitted.scores(row.astype(np.float32)).argmax())] for row in asked] == list(fitted.targets)


def test_it_is_kept_and_read_back(tmp_path):
    targets, rows, _ = cloud(1)
    fitted = Discriminant.fit(targets, rows)
    fitted.save(tmp_path)
    again = Discriminant.load(tmp_path)
    assert again.targets == fitted.targets
    assert np.array_equal(again.scores(rows[0]), fitted.scores(rows[0]))
    (tmp_path / FILE).write_bytes(b"PK not an archive")
    with pytest.raises(BuildIndex, match="cannot be read"):
        Discriminant.load(tmp_path)


@pytest.mark.parametrize("targets", [[], ["provision:a"], ["provision:a", "provision:a"]])
def test_one_outcome_or_none_tells_nothing(targets):
    fitted = Discriminant.fit(targets, np.ones((len(targets), 4), dtype=np.float32))
    assert not fitted.scores(np.ones(4, dtype=np.float32)).any()
