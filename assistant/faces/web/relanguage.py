"""The answer on the page once more in another language, when the page is switched.

The pipeline can say what it chose in any language ("in Finnish, please"), so what was found stays the same. The checklist and the
suggested questions, which that request does not bring, are made anew here.
"""

from __future__ import annotations

from assistant.context import Conversation, Session
from assistant.policy import section
from assistant.record import Answer
from assistant.service import Assistant
from corpus.load import Corpus


def again(assistant: Assistant, answer: Answer, conversation: Conversation, session: Session, language: str) -> tuple[Answer, Conversation]:
    """The last answer of a conversation in ``language``, and the conversation with it in place of the old one."""
    talk = Conversation(list(conversation.turns))
    request = str(section("language")["switch_language"][language][0])
    said = assistant.ask(request, language=language, conversation=talk, session=session, default_language=language)
    talk.turns = [*conversation.turns[:-1], talk.turns[-1]]
    checklist = None
    if answer.checklist:
        checklist = assistant.checklist(answer.checklist.situation, language=language, default_language=language)
    asks = [found for found in (same_question(assistant.corpus, ask, answer.language, language) for ask in answer.ask_next) if found]
    return said.model_copy(update={"question": answer.question, "checklist": checklist, "ask_next": asks}), talk


def same_question(corpus: Corpus, question: str, language: str, other: str) -> str | None:
    """What is asked of the same place in another language."""
    for document in corpus.documents.values():
        for provision in document.provisions.values():
            for group in provision.questions:
                if question in group.questions.get(language, ()):
                    return next((q for q in group.questions.get(other, ()) if q.endswith("?") and len(q) < 90), None)
    return None
