"""Fit the figures of ``assistant/policy/weights.yaml`` (``following``): of which source a question asks that comes after an answer.

The conditional logit of ``fit_ranking`` over the candidates of each answerable turn of dev's conversations, asked one after the other, so
that what was spoken of is what this assistant said. Cross-validated by conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unittest.mock import patch

import numpy as np

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.service import Assistant
from assistant.steps.spoken import FEATURES, Spoken, features, followed
from evals.fit_ranking import Floats, Listed, cited, first_right, fit, held_out
from evals.spans import OfficialText
from evals.turns import later_turns
from index.hits import Hit

# Candidates with their features beside the score, a row each.
Candidates = tuple[list[Hit], Floats]


def lists(assistant: Assistant, look: Callable[[Context, PartQuery, Spoken], Candidates | None], split: str = "dev") -> Iterator[Listed]:
    """The candidates of every answerable turn of one part that comes after an answer, as ``look`` sees them."""
    official = OfficialText(assistant.corpus)

    def looking(context: Context, part: PartQuery, spoken: Spoken) -> tuple[Floats, list[set[str]]] | None:
        found = look(context, part, spoken)
        if found is None:
            return None
        hits, values = found
        return np.hstack([np.array([[hit.score] for hit in hits]), values]), [cited(context.corpus, part, hit) for hit in hits]

    for item, turn, _, (values, told) in later_turns(assistant, looking, split):
        if turn.expect == "answered":
            holding = set().union(*official.relevant(turn.evidence))
            yield Listed(item, values - values.mean(axis=0), np.array([bool(ids & holding) for ids in told]))


def followed_of(context: Context, part: PartQuery, spoken: Spoken) -> Candidates | None:
    """Those among which what was spoken of is looked for, where no source is named."""
    first = followed(part.hits)
    return None if part.sources else (first, features(context, spoken, first))


def fitted(found: list[Listed], names: Sequence[str], head: str) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    weights = fit(found)
    right, better = first_right(found, np.eye(len(names) + 1)[0]), held_out(found)
    lines = [
        f"# fitted on {len(found)} turns of dev; the best candidate is right for {right:.3f} without, {better:.3f} with these",
        "# (cross-validated)",
        head,
    ]
    return "\n".join([*lines, *(f"  {name}: {weight / weights[0]:.3g}" for name, weight in zip(names, weights[1:], strict=True))])


def report(assistant: Assistant) -> str:
    """The figures of ``following``."""
    with patch.dict(section("weights")["following"], dict.fromkeys(FEATURES, 0.0)):
        return fitted(list(lists(assistant, followed_of)), FEATURES, "following:")
