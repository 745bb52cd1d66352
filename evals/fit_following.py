"""Fit the figures of ``assistant/policy/weights.yaml`` (``following``): of which source a question asks that comes after an answer.

The conditional logit of ``fit_ranking`` over the candidates of each answerable turn of dev's conversations, asked one after the other, so
that what was spoken of is what this assistant said. Cross-validated by conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest.mock import patch

import numpy as np

from assistant import pipeline
from assistant.context import Context, Conversation, PartQuery
from assistant.policy import section
from assistant.service import Assistant
from assistant.steps.decide import decide
from assistant.steps.spoken import FEATURES, features, followed, spoken_of
from evals.fit_ranking import Floats, Listed, cited, first_right, fit, held_out
from evals.questions import load_split
from evals.spans import OfficialText


def lists(assistant: Assistant, split: str = "dev") -> Iterator[Listed]:
    """The candidates of every answerable turn that comes after an answer, names no source and has one part."""
    official = OfficialText(assistant.corpus)
    found: list[tuple[Context, PartQuery, Floats]] = []
    with patch.object(pipeline, "decide", _looked_at(found)):
        for dialogue in load_split(split).conversations:
            conversation = Conversation()
            for turn in dialogue.turns:
                found.clear()
                assistant.ask(turn.text, conversation=conversation)
                if turn.expect == "answered" and found:
                    holding = set().union(*official.relevant(turn.evidence))
                    yield _listed(*found[0], dialogue.id, holding)


def _looked_at(found: list[tuple[Context, PartQuery, Floats]]) -> Callable[[Context], None]:
    """The deciding step; what comes to it is kept with its features, for the conversation goes on and the step may set other parts."""

    def looking(context: Context) -> None:
        spoken = spoken_of(context)
        if not context.reuse and spoken and len(context.parts) == 1 and not context.parts[0].sources:
            part = context.parts[0]
            first = followed(part.hits)
            found.append((context, part, np.hstack([np.array([[hit.score] for hit in first]), features(context, spoken, first)])))
        decide(context)

    return looking


def _listed(context: Context, part: PartQuery, values: Floats, item: str, holding: set[str]) -> Listed:
    right = [bool(cited(context.corpus, part, hit) & holding) for hit in followed(part.hits)]
    return Listed(item, values - values.mean(axis=0), np.array(right))


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
