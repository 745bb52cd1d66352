"""Fit the figures of ``assistant/policy/decide.yaml`` (``later``): when a question after an answer is answered.

The logistic regression of ``fit`` over the later turns of dev's conversations, asked one after the other, so that what they lean on is what
this assistant said. Cross-validated by conversation.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.context import Context, PartQuery
from assistant.service import Assistant
from assistant.steps.likelihood import later_features
from assistant.steps.spoken import Spoken
from evals.fit import Example, fitted_report
from evals.turns import later_turns


def examples(assistant: Assistant, split: str = "dev") -> Iterator[Example]:
    """The features of every turn of one part that comes after an answer and came to the model."""
    for item, turn, part, values in later_turns(assistant, _features, split):
        # What a rule decided has no probability, or a sure one.
        if part.probability not in (0.0, 1.0):
            yield Example(item, turn.language, turn.text, values, turn.expect == "answered")


def _features(context: Context, part: PartQuery, spoken: Spoken) -> dict[str, float] | None:
    return later_features(context, part, part.own, spoken) if part.own else None


def report(assistant: Assistant) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    return fitted_report(list(examples(assistant)), "later turns of dev", penalty=0.03, balanced=False, scaled=True)
