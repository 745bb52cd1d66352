"""Fit the figures of ``assistant/policy/weights.yaml`` (``following``): of which source a question asks that comes after an answer.

The conditional logit of ``fit_ranking`` over the candidates of each answerable turn of dev's conversations, asked one after the other, so
that what was spoken of is what this assistant said. Cross-validated by conversation.
"""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.service import Assistant
from assistant.steps.spoken import FEATURES, Spoken, features, followed
from evals.fit_ranking import Floats, Listed, cited, first_right, fit, held_out
from evals.spans import OfficialText
from evals.turns import later_turns


def lists(assistant: Assistant, split: str = "dev") -> Iterator[Listed]:
    """The candidates of every answerable turn that comes after an answer, names no source and has one part."""
    official = OfficialText(assistant.corpus)
    for item, turn, part, (values, told) in later_turns(assistant, _candidates, split):
        if turn.expect == "answered" and not part.sources:
            holding = set().union(*official.relevant(turn.evidence))
            yield Listed(item, values - values.mean(axis=0), np.array([bool(ids & holding) for ids in told]))


def _candidates(context: Context, part: PartQuery, spoken: Spoken) -> tuple[Floats, list[set[str]]]:
    """The candidates' features, a row each, and the provisions that each of them is said with."""
    first = followed(part.hits)
    values = np.hstack([np.array([[hit.score] for hit in first]), features(context, spoken, first)])
    return values, [cited(context.corpus, part, hit) for hit in first]


def report(assistant: Assistant) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    with patch.dict(section("weights")["following"], dict.fromkeys(FEATURES, 0.0)):
        found = list(lists(assistant))
    weights = fit(found)
    right, better = first_right(found, np.eye(len(FEATURES) + 1)[0]), held_out(found)
    lines = [
        f"# fitted on {len(found)} turns of dev; the best candidate is right for {right:.3f} without, {better:.3f} with these",
        "# (cross-validated)",
        "following:",
    ]
    return "\n".join([*lines, *(f"  {name}: {weight / weights[0]:.3g}" for name, weight in zip(FEATURES, weights[1:], strict=True))])
