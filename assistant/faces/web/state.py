"""What the server remembers for an open page. The browser holds none of it and sends only what a person typed.

Everything lives in memory and goes when the page is closed (Gradio deletes the state) or after two quiet hours. Records that can be
copied and downloaded are known by a token that cannot be guessed; they go with the state that they belong to.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from assistant.context import Conversation, Session
from assistant.record import Answer, Checklist
from corpus.own import OwnDocument

KEPT_TURNS = 20
KEPT_RECORDS = 500
SECONDS = 2 * 3600


class Exports:
    """Records that can be downloaded, by token. The oldest go first when there are too many."""

    def __init__(self, limit: int = KEPT_RECORDS) -> None:
        self._records: OrderedDict[str, Answer | Checklist] = OrderedDict()
        self._limit, self._lock = limit, threading.Lock()

    def put(self, record: Answer | Checklist) -> str:
        """Keep a record; its token."""
        token = secrets.token_urlsafe(18)
        with self._lock:
            self._records[token] = record
            while len(self._records) > self._limit:
                self._records.popitem(last=False)
        return token

    def get(self, token: str) -> Answer | Checklist | None:
        """The record of a token."""
        return self._records.get(token)

    def drop(self, tokens: list[str]) -> None:
        """Forget these."""
        with self._lock:
            for token in tokens:
                self._records.pop(token, None)


@dataclass
class Shown:
    """An answer on the page, and the token under which it can be downloaded."""

    answer: Answer
    token: str


@dataclass
class PageState:
    """An open page. Its language is empty until the page is loaded, and again where a quiet page's state was given up."""

    language: str = ""
    conversation: Conversation = field(default_factory=Conversation)
    turns: list[Shown] = field(default_factory=list)
    checked: tuple[Checklist, str] | None = None
    noticed: list[str] = field(default_factory=list)  # kinds of what does not belong in the plan that was checked
    documents: list[OwnDocument] = field(default_factory=list)
    session: Session = field(default_factory=Session)

    def show(self, shown: Shown) -> list[str]:
        """Put an answer on the page; returns the tokens of those that fall off."""
        self.turns.append(shown)
        fallen, self.turns = self.turns[:-KEPT_TURNS], self.turns[-KEPT_TURNS:]
        return [old.token for old in fallen]

    def tokens(self) -> list[str]:
        """Of everything that can be downloaded from this page."""
        return [shown.token for shown in self.turns] + ([self.checked[1]] if self.checked else [])
