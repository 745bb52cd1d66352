"""What the tests of the assistant share."""

import pytest

from assistant.context import Context, Conversation, PartQuery, Session
from assistant.policy import section


@pytest.fixture
def here(built_data, monkeypatch, tmp_path):
    """The command line over the built index, with nobody's configuration."""
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(built_data))
    monkeypatch.delenv("RI_ASSISTANT_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def asked_after(assistant):
    """The reply to the last of several questions that are asked one after the other."""

    def ask(*questions):
        talk = Conversation()
        return [assistant.ask(question, conversation=talk) for question in questions][-1]

    return ask


@pytest.fixture
def of_choices(assistant):
    """A question of one part for each list of choices, of which nothing is said yet."""

    def made(*parts, text="?", language="en", outcome="answered"):
        context = Context(assistant.corpus, assistant.index, assistant.encoder, text, language, None, Conversation(), Session())
        context.text, context.language = text, language
        context.parts = [
            PartQuery(text, outcome=outcome, choices=list(choices), hits=[choice.hit for choice in choices]) for choices in parts
        ]
        return context

    return made


@pytest.fixture
def unsaid(of_choices):
    """A question in English of which nothing is said yet."""
    return of_choices()


@pytest.fixture
def bar(monkeypatch):
    """Sets from which odds on a sentence beside the first is worth saying."""
    data = section("worth")

    def to(least):
        for name in ("least", "least_written"):
            monkeypatch.setitem(data, name, least)

    return to


@pytest.fixture
def talked(assistant):
    """A context as the next question finds it after one answer."""
    from assistant.context import Context, Session

    def made(question, text="And who decides?", standalone=None):
        talk = Conversation()
        assistant.ask(question, conversation=talk)
        context = Context(assistant.corpus, assistant.index, assistant.encoder, text, "en", "en", talk, Session())
        context.text, context.standalone = text, standalone or text
        return context

    return made
