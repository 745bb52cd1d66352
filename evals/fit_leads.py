"""Fit ``leads`` of ``assistant/policy/worth.yaml``: which sentence of a reviewed answer goes first.

As ``evals fit worth``, but on all sentences that come up, the first ones too: which of them holds evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.service import Assistant
from assistant.steps.worth import FEATURES
from evals.fit_worth import FOLDS, Row, as_yaml, held_out, model, rows, trees

WRITTEN, RANK, PLACE = (FEATURES.index(name) for name in ("written", "rank", "place"))
# By how much another sentence must be likelier, for the report.
MARGINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5)


def report(assistant: Assistant) -> str:
    """The fitted trees as YAML with what cross-validation says of them."""
    found = [row for split in ("dev", "calibration") for row in rows(assistant, split)]
    values = np.array([row.features for row in found])
    right = np.array([bool(row.holds) for row in found])
    fold = np.array([crc32(row.item.encode()) % FOLDS for row in found])
    lines = [
        f"# fitted on {len(found)} sentences of {len({(row.item, row.language) for row in found})} replies to questions of dev and",
        f"# calibration, {right.mean():.3f} of which hold evidence",
        *(f"# {told}" for told in _costs(found, held_out(values, right, fold))),
    ]
    return as_yaml(lines, *trees(model().fit(values, right)))


def _costs(found: Sequence[Row], chance: NDArray[np.float64]) -> Iterator[str]:
    answers = [places for places in _written(found) if len(places) > 1 and any(found[n].holds for n in places)]
    for margin in MARGINS:
        better = worse = 0
        for places in answers:
            best = max(places, key=lambda n: chance[n])
            if chance[best] - chance[places[0]] > margin:
                better += bool(found[best].holds) and not found[places[0]].holds
                worse += bool(found[places[0]].holds) and not found[best].holds
        told = f"of {len(answers)} reviewed answers of several sentences {better} begin with evidence that did not, {worse} no longer do"
        yield f"least {margin}: {told} (cross-validated)"


def _written(found: Sequence[Row]) -> Iterator[list[int]]:
    """The places of the sentences of the reviewed answer that each reply begins with; empty where it begins with none."""
    replies: dict[tuple[str, str], list[int]] = {}
    for n, row in enumerate(found):
        replies.setdefault((row.item, row.language), []).append(n)
    for places in replies.values():
        answer: list[int] = []
        for n in places:
            features = found[n].features
            if not features[WRITTEN] or features[RANK] or features[PLACE] != len(answer):
                break
            answer.append(n)
        yield answer
