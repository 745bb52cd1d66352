"""Dev's conversations asked one after the other, each turn looked at as the deciding step sees it: for the fits of later turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar
from unittest.mock import patch

from assistant import pipeline
from assistant.context import Context, Conversation, PartQuery
from assistant.service import Assistant
from assistant.steps.decide import decide
from assistant.steps.spoken import Spoken, spoken_of
from evals.questions import Turn, load_split

T = TypeVar("T")


def later_turns(
    assistant: Assistant, look: Callable[[Context, PartQuery, Spoken], T | None], split: str
) -> Iterator[tuple[str, Turn, PartQuery, T]]:
    """The id of the conversation, the turn, its part and what ``look`` says of it, for every turn of one part that comes after an answer
    and asks for more than its other form. ``look`` comes before the step, which may set other parts; None leaves a turn out.
    """
    found: list[tuple[PartQuery, T]] = []

    def looking(context: Context) -> None:
        spoken = spoken_of(context)
        if spoken and not context.reuse and len(context.parts) == 1:
            part = context.parts[0]
            seen = look(context, part, spoken)
            if seen is not None:
                found.append((part, seen))
        decide(context)

    with patch.object(pipeline, "decide", looking):
        for dialogue in load_split(split).conversations:
            conversation = Conversation()
            for turn in dialogue.turns:
                found.clear()
                assistant.ask(turn.text, conversation=conversation)
                yield from ((dialogue.id, turn, part, seen) for part, seen in found)
