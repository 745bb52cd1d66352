"""A message of nothing but courtesy ("thanks!", "ok", "hej"): it asks nothing, so nothing is searched, and the answer before stays what the
next question leans on.
"""

from __future__ import annotations

from assistant.context import Context
from assistant.policy import folded_words, say
from corpus.base.settings import LANGUAGES
from corpus.text.normal import words


def is_courtesy(text: str, language: str) -> bool:
    """Whether all words of a text are courtesy of a language, with at least one that is nothing else."""
    said, courtesy = set(words(text)), folded_words("courtesy", language)
    return not said.isdisjoint(courtesy) and said <= courtesy | folded_words("courtesy_around", language)


def spoken_courtesy(text: str, language: str) -> str | None:
    """The language of a text that is nothing but courtesy, ``language`` before the others; None of any other text."""
    if "?" in text:
        return None
    return next((known for known in dict.fromkeys([language, *LANGUAGES]) if is_courtesy(text, known)), None)


def answer_courtesy(context: Context) -> bool:
    """Whether a message is nothing but courtesy; it is answered with a word then, and the run ends."""
    spoken = spoken_courtesy(context.text, context.language)
    if spoken is None:
        return False
    context.language = context.forced_language or spoken
    context.status, context.done = "not_covered", True
    context.notice(say("answer.greeting" if context.conversation.last is None else "answer.courtesy", context.language))
    return True
