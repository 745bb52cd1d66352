"""What the tests of the assistant share."""

import pytest

from assistant.context import Context, Conversation, Session
from assistant.policy import section


@pytest.fixture
def asked_after(assistant):
    """The reply to the last of several questions that are asked one after the other."""

    def ask(*questions):
        talk = Conversation()
        return [assistant.ask(question, conversation=talk) for question in questions][-1]

    return ask


@pytest.fixture
def unsaid(assistant):
    """A question in English of which nothing is said yet."""
    context = Context(assistant.corpus, assistant.index, assistant.encoder, "?", "en", None, Conversation(), Session())
    context.text = "?"
    return context


@pytest.fixture
def bar(monkeypatch):
    """Sets from which odds on a sentence beside the first is worth saying."""
    data = section("worth")

    def to(least):
        for name in ("least", "least_written"):
            monkeypatch.setitem(data, name, least)

    return to
