"""What the tests of the assistant share."""

import pytest

from assistant.context import Conversation


@pytest.fixture
def asked_after(assistant):
    """The reply to the last of several questions that are asked one after the other."""

    def ask(*questions):
        talk = Conversation()
        return [assistant.ask(question, conversation=talk) for question in questions][-1]

    return ask
