"""Fit the figures of ``assistant/policy/decide.yaml`` (``later``): when a question after an answer is answered.

The logistic regression of ``fit`` over the later turns of dev's conversations, asked one after the other, so that what they lean on is what
this assistant said. Cross-validated by conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest.mock import patch

from assistant import pipeline
from assistant.context import Context, Conversation
from assistant.service import Assistant
from assistant.steps.decide import decide
from assistant.steps.likelihood import later_features
from assistant.steps.spoken import spoken_of
from evals.fit import Example, fitted_report
from evals.questions import load_split


def examples(assistant: Assistant, split: str = "dev") -> Iterator[Example]:
    """The features of every turn of one part that comes after an answer and came to the model."""
    found: list[tuple[Context, dict[str, float]]] = []
    with patch.object(pipeline, "decide", _looked_at(found)):
        for dialogue in load_split(split).conversations:
            conversation = Conversation()
            for turn in dialogue.turns:
                found.clear()
                assistant.ask(turn.text, conversation=conversation)
                for context, values in found:
                    if context.parts[0].probability not in (0.0, 1.0):
                        yield Example(dialogue.id, context.language, turn.text, values, turn.expect == "answered")


def _looked_at(found: list[tuple[Context, dict[str, float]]]) -> Callable[[Context], None]:
    """The deciding step; what comes to it is kept with its features, for the conversation goes on."""

    def looking(context: Context) -> None:
        spoken, values = spoken_of(context), None
        part = context.parts[0] if len(context.parts) == 1 and not context.reuse else None
        if part and part.own and spoken:
            values = later_features(context, part, part.own, spoken)
        decide(context)
        if values:
            found.append((context, values))

    return looking


def report(assistant: Assistant) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    return fitted_report(list(examples(assistant)), "later turns of dev", penalty=0.03, balanced=False, scaled=True)
