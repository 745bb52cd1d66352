"""How far the probability of the decide step can be believed, and how well it tells what the corpus answers from what it does not.

The step turns likenesses into a probability that the corpus answers, and compares it with a threshold. Two questions are apart. Whether the
number means what it says (of what gets 0.7, seven in ten are answered): the reliability curve and the expected calibration error.
Whether it ranks well, wherever the threshold is put: the ROC curve and the area under it. Counted over the parts of plain questions; what a
rule decides (a place named by its number, an opinion asked for) has no probability and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.policy import section
from assistant.service import Assistant
from assistant.steps.likelihood import probability
from corpus.base.settings import LANGUAGES
from evals.fit import examples
from evals.metrics import Figures
from evals.stats import Estimate, resampled
from evals.system import System

BINS = 10
Pairs = list[tuple[float, bool]]


@dataclass(frozen=True)
class DecisionRow:
    """One part of a question: the probability that the step gave it, and whether the corpus answers it."""

    id: str
    language: str
    probability: float
    answerable: bool


def decisions(system: System, split: str) -> list[DecisionRow]:
    """The step's probability for every part of the split's plain questions; none for a stand-in that has no such step."""
    if not isinstance(system, Assistant):
        return []
    found = examples(system, split)
    return [DecisionRow(one.item, one.language, probability(one.values), one.answerable) for one in found]


def binned(pairs: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """The reliability curve: for each tenth of the scale how many there are, their mean probability, the share that is answerable."""
    said, truth = np.asarray([p for p, _ in pairs]), np.asarray([t for _, t in pairs], dtype=float)
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    bins = []
    for at in range(BINS):
        here = place == at
        if here.any():
            mean, share = float(said[here].mean()), float(truth[here].mean())
            bins.append({"from": at / BINS, "n": int(here.sum()), "probability": mean, "share": share})
    return bins


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """The expected calibration error: how far share and probability are apart in a bin, weighed by how many are in it."""
    return sum(one["n"] * abs(one["share"] - one["probability"]) for one in binned(pairs)) / len(pairs) if pairs else None


def area(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """The area under the ROC curve: how often an answerable part has the higher probability of two, a tie counting half."""
    yes, no = np.sort([p for p, t in pairs if t]), np.sort([p for p, t in pairs if not t])
    if not len(yes) or not len(no):
        return None
    below, upto = np.searchsorted(no, yes, "left"), np.searchsorted(no, yes, "right")
    return float((below + upto).sum() / (2 * len(yes) * len(no)))


def roc(pairs: Sequence[tuple[float, bool]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The curve itself, from (0, 0) to (1, 1): share of the others taken for answerable, share of the answerable kept."""
    ordered = sorted(pairs, reverse=True)
    truth = np.asarray([t for _, t in ordered], dtype=bool)
    # Equal probabilities fall together: only the last of a tie is a point of the curve.
    ends = [n for n, (p, _) in enumerate(ordered) if n + 1 == len(ordered) or ordered[n + 1][0] != p]
    kept, taken = np.cumsum(truth)[ends] / max(1, truth.sum()), np.cumsum(~truth)[ends] / max(1, (~truth).sum())
    return np.concatenate([[0.0], taken]), np.concatenate([[0.0], kept])


def decision_figures(rows: Sequence[DecisionRow]) -> Figures:
    """Calibration error and area, over all languages and each, the curve's bins, and what the threshold does."""
    threshold = float(section("decide")["threshold"])
    groups = {"all": list(rows)} | {code: [row for row in rows if row.language == code] for code in LANGUAGES}
    kept = [row.probability >= threshold for row in rows if row.answerable]
    caught = [row.probability < threshold for row in rows if not row.answerable]
    return {
        "parts": len(rows),
        "answerable": len(kept),
        "calibration_error": {name: asdict(_estimate(some, calibration_error)) for name, some in groups.items()},
        "roc_auc": {name: asdict(_estimate(some, area)) for name, some in groups.items()},
        "bins": binned([(row.probability, row.answerable) for row in rows]),
        "threshold": threshold,
        "kept": sum(kept) / len(kept) if kept else None,
        "caught": sum(caught) / len(caught) if caught else None,
    }


def _estimate(rows: Sequence[DecisionRow], figure: Callable[[Pairs], float | None]) -> Estimate:
    by_item: dict[str, Pairs] = defaultdict(list)
    for row in rows:
        by_item[row.id].append((row.probability, row.answerable))
    return resampled(by_item, figure)
