"""Read the question: clean it, mask what does not belong in it, bound it, tell its language."""

from __future__ import annotations

import re

from assistant import personal
from assistant.context import Context
from assistant.policy import say, section
from assistant.steps.advise import advise, in_place
from assistant.steps.courtesy import answer_courtesy
from corpus.base.settings import LANGUAGES
from corpus.text.language import LanguageDetector
from corpus.text.normal import clean


def read(context: Context, detector: LanguageDetector, known: frozenset[str] = frozenset()) -> None:
    """Sets ``text``, ``personal`` and ``language``. ``known`` are names that the corpus has.

    Ends the run as ``invalid`` where there is nothing that can be read, and as ``referred`` where somebody's particulars are all there is.
    """
    limits = section("language")["limits"]
    raw = context.question
    fallback = context.forced_language or context.default_language
    context.language = fallback
    # What comes after this many characters is neither read nor kept.
    looked = personal.lines(raw[: 4 * limits["characters"]])
    found = personal.find(looked, known)
    context.personal = list(dict.fromkeys(f.kind for f in found))
    bare = clean(personal.masked(looked, found))
    context.standalone = bare[:200]
    if len(raw) > limits["characters"] or len(raw.split()) > limits["words"]:
        _invalid(context, "answer.too_long", limit=limits["characters"])
        return
    context.typed = context.text = bare
    if not context.text:
        _invalid(context, "answer.empty")
        return
    last = context.conversation.last
    few = last is not None and len(context.text.split()) <= int(section("personal")["few_words"])
    told = detector.detect(context.text, default=last.language if last and few and not context.forced_language else fallback)
    context.foreign = told not in LANGUAGES
    context.language = context.forced_language or (told if told in LANGUAGES else "en")
    context.standalone = context.text
    if in_place(context) or answer_courtesy(context):
        return
    letters = re.findall(r"[^\W_]", context.text)
    if len(letters) < 2 or len(set(letters)) == 1 or not _readable(context.text):
        context.language = fallback
        _invalid(context, "answer.unreadable")


def _readable(text: str) -> bool:
    """Whether most of the text is words of a bearable length; a paste of code or base64 is not."""
    tokens = text.split()
    long = sum(len(token) for token in tokens if len(token) > 60 and not token.startswith("http"))
    symbols = sum(not (c.isalnum() or c.isspace() or c in ".,;:?!'\"()/-–—%&§’”“…") for c in text)
    return long <= len(text) / 2 and symbols <= max(6, len(text) / 4)


def _invalid(context: Context, key: str, **values: object) -> None:
    context.status, context.done = "invalid", True
    context.notice(say(key, context.language, **values))
    advise(context)
