"""Resolve a follow-up against what was said before.

"And the agencies?" leans on the question before it, "in Finnish, please" on the answer. What kind of leaning it is, is told by
words that are data (``language.yaml``); what it leans on is the last turn. The retrieval then searches with both questions in
view.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np

from assistant.context import Context, PartQuery, Turn
from assistant.policy import section
from assistant.steps.asks import has_cue
from assistant.steps.structure import refers_to_structure
from corpus.base.settings import LANGUAGES
from corpus.text.normal import fold, squeeze, words
from index.encoders.base import Vectors, unit

# A longer question states its own matter.
SHORT_WORDS, LEANING_WORDS, CORRECTION_WORDS = 9, 12, 22


@lru_cache(maxsize=16)
def _any(name: str, language: str, at_start: bool = False) -> re.Pattern[str]:
    listed = sorted(section("language")[name][language], key=len, reverse=True)
    body = "|".join(fold(word) if at_start else word for word in listed)
    return re.compile(rf"^(?:{body})\b" if at_start else rf"\b(?:{body})\b", re.IGNORECASE)


def _asks_language(text: str) -> str | None:
    return next((language for language in LANGUAGES if _any("switch_language", language).search(text)), None)


def leans(text: str, language: str) -> bool:
    """Whether a question cannot stand alone: it is short and begins or points back like a follow-up, or is a bare question word."""
    text = without_courtesy(text, language)
    tokens, folded = words(text), fold(text)
    if not tokens or (len(tokens) <= CORRECTION_WORDS and _any("correction", language, True).search(folded)):
        return True
    if len(tokens) > LEANING_WORDS:
        return False
    if _any("follow_up", language, True).search(folded):
        return True
    # "May we hire this researcher?" points at the asker's own case, not at what was said.
    if len(tokens) > SHORT_WORDS or has_cue("permission", text, language):
        return False
    back = {fold(word) for word in section("language")["anaphora"][language]}
    asking = {fold(word) for word in section("language")["question_words"][language]}
    if any(token in back for token in tokens[1:] or tokens):
        return True
    return all(token in asking for token in tokens) or (len(tokens) <= 2 and tokens[0] in asking)


def without_courtesy(text: str, language: str) -> str:
    """The text without a polite opening ("Thanks!")."""
    folded_length = _any("polite", language, True).match(fold(text))
    rest = text[folded_length.end() :].lstrip(" ,.!:;–-") if folded_length else text
    return rest or text


def _content(text: str, language: str) -> str:
    """The follow-up without its connecting words."""
    stripped = without_courtesy(text, language)
    for _ in range(2):
        match = _any("follow_up", language, True).match(fold(stripped))
        if match:
            stripped = stripped[match.end() :].lstrip(" ,:;–-")
    return squeeze(stripped) or text


def resolve(context: Context) -> None:
    """Sets ``standalone``, and ``vector`` where two questions are to be searched together; may take the last turn's choices again."""
    last = context.conversation.last
    if last is None:
        return
    form = _form_request(context, last)
    if form:
        return
    if not leans(context.text, context.language) and not _bare_reference(context):
        return
    content = _content(context.text, context.language)
    context.standalone = f"{last.question.rstrip(' ?')} – {content}"
    if last.vector is not None:
        context.vector = mixed(context.encoder.queries([content])[0], last.vector, float(section("decide")["follow_mix"]))


def _bare_reference(context: Context) -> bool:
    return refers_to_structure(context.text) and len(words(context.text)) <= 4


def mixed(first: Vectors, second: Vectors, share: float) -> Vectors:
    """The direction between two vectors, ``share`` of it the first."""
    return np.asarray(unit((share * first + (1 - share) * second)[None, :])[0])


def _form_request(context: Context, last: Turn) -> bool:
    """Requests about the form of the last answer: another language, the exact text, shorter."""
    short = len(words(context.text)) <= 8
    wanted = _asks_language(context.text)
    exact = any(_any("exact_text", language).search(context.text) for language in LANGUAGES)
    briefer = any(_any("shorter", language).search(context.text) for language in LANGUAGES)
    if not short or not (wanted or exact or briefer):
        return False
    context.reuse, context.exact, context.short = True, exact, briefer
    context.language = context.forced_language or wanted or (last.language if exact or briefer else context.language)
    context.standalone = last.question
    context.vector = last.vector
    context.parts = [PartQuery(p.text, p.vector, p.hits, p.outcome, [replace(c) for c in p.choices], p.probability) for p in last.parts]
    context.status = last.status
    return True


def vector_of(context: Context, text: str) -> Vectors:
    """The vector of a text, given back as the context's where it has one."""
    return context.vector if context.vector is not None else np.asarray(context.encoder.queries([text])[0])
