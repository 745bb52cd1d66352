"""What the evaluation needs of the assistant, and opening the real one.

The interface is small on purpose: a fake of a screen's length can stand in for the assistant, so that the metrics are tested on answers
whose figures are known. The evaluation calls what the faces call, with no language given: telling the language is part of what is
measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, cast

from assistant.record import Answer, Checklist
from corpus.base.settings import load_settings
from corpus.load import Corpus
from index.encoders.base import Encoder
from index.hits import Hit
from index.search import SearchIndex


class System(Protocol):
    """The assistant as it is evaluated."""

    @property
    def corpus(self) -> Corpus: ...

    @property
    def index(self) -> SearchIndex: ...

    @property
    def encoder(self) -> Encoder: ...

    def ask(self, question: str, *, conversation: Any = None) -> Answer:
        """The answer to a question, in a conversation or alone."""
        ...

    def checklist(self, situation: str) -> Checklist:
        """The suggested checklist of a situation."""
        ...

    def search(self, question: str, language: str) -> list[Hit]:
        """All targets, best first."""
        ...


@dataclass(frozen=True)
class Subject:
    """A system and the way to begin a conversation with it."""

    system: System
    conversation: Callable[[], Any]


@contextmanager
def open_subject() -> Iterator[Subject]:
    """The real assistant on the settings and the index of this machine. Raises what the assistant raises where one is missing."""
    # Imported when used: the metrics and the check work without it.
    from assistant.service import Assistant, Conversation

    assistant = Assistant.open(load_settings(), own=False)
    try:
        yield Subject(cast(System, assistant), Conversation)
    finally:
        assistant.close()


def provisions_found(system: System, question: str, language: str) -> list[str]:
    """Provision ids as the assistant's own retrieval ranks them."""
    return [hit.id for hit in system.search(question, language) if hit.kind == "provision"]
