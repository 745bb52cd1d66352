"""Fit ``shown`` of ``assistant/policy/worth.yaml``: which sentences beside the first stand in the answer itself.

Readers sorted the sentences of replies to questions of dev and calibration (``evals/readings/sentences.jsonl``): what a reader in a hurry
should see at once, what is worth opening a fold for, what to strike out. What they would show is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.service import Assistant
from assistant.steps.worth import FEATURES, SHOWN, odds
from corpus.model import Language, Strict
from evals.fit_worth import FOLDS, as_yaml, held_out, model, trees, weighed
from evals.questions import load_split

READINGS = Path(__file__).parent / "readings" / "sentences.jsonl"
BESIDE = FEATURES.index("beside")
# For which share of the sentences that the model decides on, the likeliest ones, the report tells what showing them does.
SHARES = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True)
class Sorted:
    """A sentence that a reader sorted: of which reply, its features and those of its words, and as what (show, more, strike)."""

    item: str
    language: str
    features: list[float]
    wording: list[float]
    label: str


class Reading(Strict):
    """A sentence of a reply as a reader sorted it; ``cites`` is what it rests on."""

    item: str
    language: Language
    round: int
    reader: int
    cites: list[str]
    label: Literal["show", "more", "strike"]


def readings() -> list[Reading]:
    """The sentences that readers sorted, as they are kept."""
    return [Reading.model_validate_json(line) for line in READINGS.read_text("utf-8").splitlines()]


def rows(assistant: Assistant) -> Iterator[Sorted]:
    """The sorted sentences that still come up and that the model decides on."""
    replies: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}
    for read in readings():
        replies.setdefault((read.item, read.language), {})[tuple(sorted(read.cites))] = read.label
    items = {item.id: item for split in ("dev", "calibration") for item in load_split(split).answerable}
    for (item, language), labels in replies.items():
        if item in items:
            for one in weighed(assistant, getattr(items[item].questions, language), language):
                label = labels.get(tuple(sorted(map(str, one.cites))))
                if label and not one.shown and not one.features[BESIDE]:
                    yield Sorted(item, language, one.features, one.wording, label)


def report(assistant: Assistant) -> str:
    """The fitted trees as YAML with what cross-validation says of them."""
    found = list(rows(assistant))
    plain = np.array([row.features for row in found])
    values = np.c_[plain, odds(plain), np.array([row.wording for row in found])]
    right = np.array([row.label == "show" for row in found])
    fold = np.array([crc32(row.item.encode()) % FOLDS for row in found])
    chance = held_out(values, right, fold)
    lines = [
        f"# fitted on {len(found)} sentences of {len({(row.item, row.language) for row in found})} replies, {right.mean():.3f} of which",
        "# readers would show at once",
        *(f"# {told}" for told in _costs(found, chance)),
    ]
    return as_yaml(lines, *trees(model().fit(values, right), SHOWN))


def _costs(found: list[Sorted], chance: NDArray[np.float64]) -> Iterator[str]:
    order = np.argsort(-chance)
    replies = {(row.item, row.language) for row in found}
    for share in SHARES:
        least = chance[order[int(share * len(found))]]
        hidden = {(r.item, r.language) for r, c in zip(found, chance, strict=True) if r.label == "show" and c < least}
        struck = {(r.item, r.language) for r, c in zip(found, chance, strict=True) if r.label == "strike" and c >= least}
        either = len(hidden | struck) / len(replies)
        folded, shown = len(hidden) / len(replies), len(struck) / len(replies)
        told = f"{folded:.1%} of the replies fold what belongs there, {shown:.1%} show what to strike, {either:.1%} either"
        yield f"least {least:.2f}: {share:.0%} shown, {told} (cross-validated)"
