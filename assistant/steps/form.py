"""Requests about the form of an answer: another language, the exact text and where it stands, shorter.

"In Finnish, please" asks for nothing new; "And the funders? Answer in Finnish" does. A model learnt from examples (``index/requests.py``)
tells how likely it is that nothing new is asked for; words that are data (``language.yaml``) tell which language, which answer, and what
else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.policy import section
from assistant.steps.asks import asking_words, has_cue, requests
from corpus.base.settings import LANGUAGES
from corpus.text.language import function_words
from corpus.text.normal import fold, squeeze, words
from corpus.text.sentences import sentences
from index.requests import NEW

# A longer text that names a form asks for something else as well.
_WORDS = 10
# Fewer words beside a request for a language are a keyword that is asked about.
_REASON = 3
# So many words name an answer that was given; more ask for something.
_FEW = 2
# Where one clause ends and another begins.
_BETWEEN = re.compile(r"[,;–]| - |(?<=[.!?])\s")
# Shorter words name no matter.
_SMALL = 3


@dataclass(frozen=True)
class Form:
    """What is asked about the form. ``rest`` is what else is asked; empty where the form is all. ``matter`` are the words that tell of
    which answer it is asked ("the exact text on contact persons").
    """

    language: str | None = None
    exact: bool = False
    short: bool = False
    rest: str = ""
    matter: tuple[str, ...] = ()
    first: bool = False  # … or that it is the first
    again: bool = False  # the model alone tells that the answer is asked for; its words need not name a form

    @property
    def alone(self) -> bool:
        """Whether a form is asked for and nothing else."""
        return bool(self.language or self.exact or self.short or self.again) and not self.rest


@lru_cache(maxsize=8)
def _any(name: str) -> list[tuple[str, re.Pattern[str]]]:
    listed = section("language")[name]
    return [(language, re.compile(rf"\b(?:{'|'.join(listed[language])})\b", re.IGNORECASE)) for language in LANGUAGES]


@lru_cache(maxsize=1)
def _form_words() -> frozenset[str]:
    return frozenset(fold(word) for listed in section("language")["form_words"].values() for word in listed)


def _left(text: str) -> list[str]:
    """The words of a text that ask for more than a form."""
    return [word for word in words(text) if word not in _form_words()]


def _matter(text: str) -> tuple[str, ...]:
    """The words of a text that name a matter: those that are neither small nor part of such requests."""
    small = frozenset().union(*(function_words(language) for language in LANGUAGES))
    return tuple(word for word in _left(text) if word not in small and len(word) > _SMALL)


def form_of(text: str, chances: Mapping[str, float] | None = None) -> Form:
    """What a text asks about the form of an answer. ``chances`` of each kind of request are the model's; without them words alone tell."""
    form = _form_of(text)
    if chances:
        policy, likely = section("decide"), 1 - chances[NEW]
        if form.alone and likely < float(policy["form_doubt"]):
            return Form(rest=text)
        if not form.alone and likely >= float(policy["form_from"]):
            form = _learnt(text, chances)
    return replace(form, first=True) if form.alone and _has(text, "first_answer") else form


def _learnt(text: str, chances: Mapping[str, float]) -> Form:
    """The request that a text is by the model, though not by its words."""
    kind = max((kind for kind in chances if kind != NEW), key=lambda kind: chances[kind])
    matter = _matter(_without(_requesting(text), "exact_text", "shorter", "switch_language", "tell_that"))
    # More words than these tell why.
    named = matter if len(matter) <= _FEW else ()
    return Form(_language_in(text), kind == "exact", kind == "short", matter=named, again=True)


def _language_in(text: str) -> str | None:
    return next((language for language, pattern in _any("switch_language") if pattern.search(text)), None)


def _form_of(text: str) -> Form:
    language = _language_in(text)
    exact, short = _has(text, "exact_text"), _has(text, "shorter")
    if exact or short:
        asking = _requesting(text)
        bare = _without(asking, "exact_text", "shorter", "switch_language")
        # "May we shorten the contract?" asks of a contract, not of the answer.
        of_own = any(has_cue("permission", asking, one) for one in LANGUAGES)
        if not _left(bare) or (len(words(asking)) <= _WORDS and not of_own):
            return Form(language, exact, short, matter=_matter(bare))
    if language is None or _has(text, "own_writing"):
        return Form(rest=text)
    if again := _again_in(text):
        return Form(language, matter=again)
    if not _left(_without(text, "switch_language")) or _only_why(text):
        return Form(language)
    rest = squeeze(" ".join(_asked(sentence) for sentence in sentences(text))).lstrip(" ,;:–-")
    if rest != squeeze(text):
        # "Could I have that in Finnish? My colleague reads no English." tells why, and asks for nothing more.
        return Form(language, rest=rest if len(words(rest)) < _REASON or _asks_in_any(rest) else "")
    same = _has(text, "same_answer") or (_has(text, "same_thing") and "?" not in text)
    return Form(language) if same else Form(rest=text)


def _has(text: str, name: str) -> bool:
    return any(pattern.search(text) for _, pattern in _any(name))


def _requesting(text: str) -> str:
    """The clause of a text that asks for a form, where the others only tell why ("…, so that I can paste it into the mail")."""
    clauses = [clause for clause in _BETWEEN.split(text) if clause.strip()]
    asking = [clause for clause in clauses if _has(clause, "exact_text") or _has(clause, "shorter")]
    others = [clause for clause in clauses if clause not in asking]
    return asking[0] if asking and not any(_asks_in_any(clause) for clause in others) else text


def _only_why(text: str) -> bool:
    """Whether one clause of a text asks for a language and the others only tell why ("… in Finnish, it goes on a slide")."""
    clauses = [clause for clause in _BETWEEN.split(text) if clause.strip()]
    bare = [clause for clause in clauses if _has(clause, "switch_language") and not _left(_without(clause, "switch_language"))]
    return len(bare) == 1 and not any(_asks_in_any(clause) for clause in clauses if clause not in bare)


def _again_in(text: str) -> tuple[str, ...]:
    """The words that name an answer that is asked for again in a language ("could you tell that thing about monitoring in Finnish, I'll
    forward it"); empty where no such thing is asked.
    """
    for clause in _BETWEEN.split(text):
        if _has(clause, "switch_language") and _has(clause, "tell_that"):
            left = _matter(_without(clause, "switch_language", "tell_that"))
            return left if 0 < len(left) <= _FEW else ()
    return ()


def _asks_in_any(text: str) -> bool:
    first = " ".join(words(text)[:1])
    return "?" in text or any(asking_words(language).search(first) or requests(text, language) for language in LANGUAGES)


def _without(text: str, *names: str) -> str:
    for name in names:
        for _, pattern in _any(name):
            text = pattern.sub(" ", text)
    return text


def _asked(sentence: str) -> str:
    """A sentence without its request for a language: nothing where that is all it says, all of it where it asks for no answer in one
    ("is there a version in Swedish?").
    """
    if not any(pattern.search(sentence) for _, pattern in _any("switch_language")):
        return sentence
    bare = _without(sentence, "switch_language")
    if not _left(bare):
        return ""
    if not any(pattern.search(bare) for _, pattern in _any("answer_in")):
        return sentence
    return squeeze(re.sub(r"\s+([?.!,])", r"\1", _without(bare, "answer_in"))).rstrip(" ,;:–-")
