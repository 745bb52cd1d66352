"""Fit the figures of ``assistant/policy/weights.yaml`` (``going_on``): which candidate a question means that comes after an answer, on the
turns of ``fit_following`` and in its way.
"""

from __future__ import annotations

from unittest.mock import patch

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.service import Assistant
from assistant.steps.going_on import FEATURES, features, looked_at
from assistant.steps.spoken import Spoken
from evals.fit_following import Candidates, fitted, lists


def first_of(context: Context, part: PartQuery, spoken: Spoken) -> Candidates | None:
    """The first candidates with their features."""
    first = looked_at(context, part.hits)
    return (first, features(context, spoken, part.own, first)) if part.own and len(first) > 1 else None


def report(assistant: Assistant) -> str:
    """The figures of ``going_on``."""
    with patch.dict(section("weights")["going_on"], features=dict.fromkeys(FEATURES, 0.0)):
        return fitted(list(lists(assistant, first_of)), FEATURES, "features:")
