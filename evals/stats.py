"""Means, ratios and paired comparisons with intervals.

The three languages of an item ask for the same thing, so they are not independent: everything is resampled by item (a cluster), with all
its languages together. Intervals are percentile bootstrap intervals; the paired test flips the sign of each item's difference. Seeds are
fixed, so the same answers give the same report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
FLIPS = 10000
SEED = 20250311
LEVEL = 0.95

T = TypeVar("T")


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval. ``n`` counts observations, ``items`` the independent ones; None where there is nothing to count."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    items: int


@dataclass(frozen=True)
class Comparison:
    """A paired difference (ours minus theirs): mean, interval, p of the sign-flip test, items won and lost."""

    difference: float
    low: float
    high: float
    p: float
    won: int
    lost: int
    items: int


def ratio(parts: Mapping[str, Sequence[tuple[float, float]]]) -> Estimate:
    """Sum of the first over sum of the second, each pair an observation, grouped by item."""
    pairs = [np.asarray(rows, dtype=float).reshape(-1, 2).sum(axis=0) for rows in parts.values() if len(rows)]
    counted = sum(len(rows) for rows in parts.values())
    if not pairs:
        return Estimate(None, None, None, 0, 0)
    sums = np.stack(pairs)
    top, bottom = sums.sum(axis=0)
    if bottom == 0:
        return Estimate(None, None, None, counted, len(pairs))
    picks = np.random.default_rng(SEED).integers(0, len(sums), size=(RESAMPLES, len(sums)))
    drawn = sums[picks].sum(axis=1)
    drawn = drawn[drawn[:, 1] > 0]
    low, high = _interval(drawn[:, 0] / drawn[:, 1])
    return Estimate(float(top / bottom), low, high, counted, len(pairs))


def mean(values: Mapping[str, Sequence[float]]) -> Estimate:
    """The mean over observations, grouped by item."""
    return ratio({item: [(float(value), 1.0) for value in rows] for item, rows in values.items()})


def resampled(rows: Mapping[str, Sequence[T]], figure: Callable[[list[T]], float | None]) -> Estimate:
    """Any figure of a list of rows, with its interval by resampling items. A resample in which it cannot be counted is left out."""
    items = [list(listed) for listed in rows.values() if listed]
    counted = sum(len(listed) for listed in items)
    value = figure([row for listed in items for row in listed]) if items else None
    if value is None:
        return Estimate(None, None, None, counted, len(items))
    picks = np.random.default_rng(SEED).integers(0, len(items), size=(RESAMPLES, len(items)))
    drawn = [figure([row for item in pick for row in items[item]]) for pick in picks]
    low, high = _interval(np.asarray([one for one in drawn if one is not None]))
    return Estimate(float(value), low, high, counted, len(items))


def paired(ours: Mapping[str, Sequence[float]], theirs: Mapping[str, Sequence[float]]) -> Comparison:
    """The difference of two systems (or languages) on the same items, each item's observations averaged."""
    shared = sorted(set(ours) & set(theirs))
    gaps = np.asarray([np.mean(ours[item]) - np.mean(theirs[item]) for item in shared], dtype=float)
    if not len(gaps):
        return Comparison(0.0, 0.0, 0.0, 1.0, 0, 0, 0)
    rng = np.random.default_rng(SEED)
    low, high = _interval(gaps[rng.integers(0, len(gaps), size=(RESAMPLES, len(gaps)))].mean(axis=1))
    return Comparison(float(gaps.mean()), low, high, sign_flip(gaps), int((gaps > 0).sum()), int((gaps < 0).sum()), len(gaps))


def sign_flip(gaps: NDArray[np.float64]) -> float:
    """Two-sided p of the mean difference when each item's sign is a coin toss."""
    moved = gaps[gaps != 0]
    if not len(moved):
        return 1.0
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), size=(FLIPS, len(moved)))
    reached = np.abs((signs * moved).sum(axis=1)) >= abs(moved.sum()) - 1e-12
    return float((reached.sum() + 1) / (FLIPS + 1))


def _interval(draws: NDArray[np.float64]) -> tuple[float, float]:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    return float(np.quantile(np.asarray(values, dtype=float), share))
