"""Fit the figures of ``assistant/policy/weights.yaml`` (``lines``): which sentence of a provision answers.

For each plain question of dev and calibration the first provision that holds evidence, where some of its sentences hold it and others do
not.
The model is the conditional logit of ``fit_ranking``. The expected questions say which sentences answer them, too, but one that is left out
of its own group is not like what a stranger asks: weights fitted on them make too little of likeness to the other questions.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.context import PartQuery
from assistant.service import Assistant
from assistant.steps.lines import FEATURES, rows
from corpus.base.settings import LANGUAGES
from evals.fit import searched
from evals.fit_ranking import Listed, first_right, fit, held_out
from evals.questions import Group, load_split
from evals.spans import OfficialText


def lists(assistant: Assistant, split: str) -> Iterator[Listed]:
    """A row a sentence of the first provision that holds evidence."""
    official = OfficialText(assistant.corpus)
    for item in load_split(split).answerable:
        for language in LANGUAGES:
            context = searched(assistant, getattr(item.questions, language), language)
            if len(context.parts) == 1 and (found := _listed(context.parts[0], item.id, item.evidence, official)):
                yield found


def _listed(part: PartQuery, item: str, evidence: tuple[Group, ...], official: OfficialText) -> Listed | None:
    holding: dict[str, set[int]] = {}
    for group in evidence:
        for place in official.group_places(group):
            holding.setdefault(place.provision.id, set()).update(place.lines)
    hit = next((hit for hit in part.hits if hit.kind == "provision" and hit.id in holding), None)
    if hit is None or len(hit.sentences) <= len(holding[hit.id]):
        return None
    found = rows(hit.sentences)
    values = np.array(list(found.values()), dtype=np.float64)
    return Listed(item, values - values.mean(axis=0), np.array([line in holding[hit.id] for line in found]))


def report(assistant: Assistant) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    found = [one for split in ("dev", "calibration") for one in lists(assistant, split)]
    weights = fit(found)
    by_meaning = first_right(found, np.eye(len(FEATURES))[FEATURES.index("cosine")])
    lines = [
        f"# fitted on {len(found)} questions of one part of dev and calibration; the likeliest sentence is right for {by_meaning:.3f}",
        f"# by its cosine alone, for {held_out(found):.3f} with all (cross-validated)",
        "lines:",
    ]
    return "\n".join([*lines, *(f"  {name}: {weight:.4g}" for name, weight in zip(FEATURES, weights, strict=True))])
