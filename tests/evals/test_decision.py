"""The decision's probabilities against what was true: curves that can be drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evals.decision import DecisionRow, area, binned, calibration_error, decision_figures, decisions, roc
from evals.plot import plot_decision

# Of those at 0.95 three in four are true, of those at 0.15 one in four.
PAIRS = [(0.95, True), (0.95, True), (0.95, True), (0.95, False), (0.15, False), (0.15, False), (0.15, False), (0.15, True)]


def rows(pairs) -> list[DecisionRow]:
    return [DecisionRow(f"q{n // 3}", ("sv", "fi", "en")[n % 3], p, t) for n, (p, t) in enumerate(pairs)]


def test_the_reliability_curve():
    assert binned(PAIRS) == [
        {"from": 0.1, "n": 4, "probability": pytest.approx(0.15), "share": 0.25},
        {"from": 0.9, "n": 4, "probability": pytest.approx(0.95), "share": 0.75},
    ]
    assert calibration_error(PAIRS) == pytest.approx((0.1 + 0.2) / 2)
    # A probability of one belongs to the last tenth, not to one beyond it.
    assert binned([(1.0, True), (0.0, False)])[1]["from"] == 0.9


def test_what_is_always_right_has_no_error():
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([]) is None


def test_the_area_counts_pairs_and_halves_ties():
    assert area([(0.9, True), (0.1, False)]) == 1
    assert area([(0.1, True), (0.9, False)]) == 0
    assert area([(0.5, True), (0.5, False)]) == 0.5
    assert area(PAIRS) == pytest.approx((9 + 0.5 * 6) / 16)
    assert area([(0.5, True)]) is None


def test_the_curve_encloses_the_area():
    x, y = roc(PAIRS)
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
    # Ties are one step: drawn in the order of the rows, the curve would depend on it.
    assert len(x) == 3
    assert float(np.trapezoid(y, x)) == pytest.approx(area(PAIRS))


def test_figures_have_intervals_and_the_threshold_is_the_policy_s():
    figures = decision_figures(rows(PAIRS * 6))
    for name in ("calibration_error", "roc_auc"):
        for group in ("all", "sv", "fi", "en"):
            one = figures[name][group]
            assert one["low"] <= one["value"] <= one["high"]
    assert (figures["parts"], figures["answerable"]) == (48, 24)
    assert figures["kept"] == figures["caught"] == 0.75


def test_the_plot_is_drawn(tmp_path):
    told = rows(PAIRS * 6)
    record = {
        "figures": {"decision": decision_figures(told)},
        "rows": {"decision": [{"probability": row.probability, "answerable": row.answerable} for row in told]},
        "about": {"split": "dev", "date": "2026-01-01"},
    }
    pytest.importorskip("matplotlib", reason="needs matplotlib (extra `evals`)")
    assert plot_decision(record, tmp_path / "decision.png")
    assert (tmp_path / "decision.png").read_bytes().startswith(b"\x89PNG")


def test_a_stand_in_has_no_decision(assistant):
    assert decisions(assistant, "dev") == []
