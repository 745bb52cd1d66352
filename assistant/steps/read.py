"""Read the question: clean it, bound it, tell its language."""

from __future__ import annotations

import re

from assistant.context import Context
from assistant.policy import say, section
from corpus.base.settings import LANGUAGES
from corpus.text.language import LanguageDetector
from corpus.text.normal import clean


def read(context: Context, detector: LanguageDetector) -> None:
    """Sets ``text`` and ``language``; ends the run as ``invalid`` where there is nothing that can be read."""
    limits = section("language")["limits"]
    raw = context.question
    fallback = context.forced_language or context.default_language
    context.language = fallback
    if len(raw) > limits["characters"] or len(raw.split()) > limits["words"]:
        _invalid(context, "answer.too_long", limit=limits["characters"])
        return
    context.text = clean(raw)
    if not context.text:
        _invalid(context, "answer.empty")
        return
    letters = re.findall(r"[^\W_]", context.text)
    if len(letters) < 2 or len(set(letters)) == 1 or not _readable(context.text):
        _invalid(context, "answer.unreadable")
        return
    told = detector.detect(context.text, default=fallback)
    context.foreign = told not in LANGUAGES
    context.language = context.forced_language or (told if told in LANGUAGES else "en")
    context.standalone = context.text


def _readable(text: str) -> bool:
    """Whether most of the text is words of a bearable length; a paste of code or base64 is not."""
    tokens = text.split()
    long = sum(len(token) for token in tokens if len(token) > 60 and not token.startswith("http"))
    symbols = sum(not (c.isalnum() or c.isspace() or c in ".,;:?!'\"()/-–—%&§’”“…") for c in text)
    return long <= len(text) / 2 and symbols <= max(6, len(text) / 4)


def _invalid(context: Context, key: str, **values: object) -> None:
    context.standalone = context.standalone or context.question[:200]
    context.status, context.done = "invalid", True
    context.notice(say(key, context.language, **values))
