"""Cut a question into what it asks and what it tells, and what it asks into its parts.

People tell their circumstances before they ask. Searched and judged as a whole such a question is long and unlike any expected one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.policy import folded_words, section, word_pattern
from assistant.steps.asks import asking_words, asks, requests
from corpus.text.language import function_words
from corpus.text.normal import fold, words
from corpus.text.sentences import sentences


@lru_cache(maxsize=3)
def _cut(language: str) -> re.Pattern[str]:
    data = section("language")
    joins = "|".join(sorted(data["joins"][language], key=len, reverse=True))
    question = "|".join(sorted(data["question_words"][language], key=len, reverse=True))
    before = "".join(f"{word}\\s+|" for word in data["before_question_words"][language])
    never = "|".join(data["joined_never"][language]) or "(?!)"
    asking = "|".join([rf"(?:{before})(?:{question})", *data["joined_verbs"][language]])
    alone = "|".join(data["joined_alone"][language]) or "(?!)"
    # A compound that shares its end with the next is no end of a question ("undervisnings- och kulturministeriets rekommendationer").
    joined = rf"(?<!-),?\s+(?:{joins})\s+(?!{never})(?=(?:{asking})\b)|,\s+(?:(?:{joins})\s+)?(?={alone})"
    return re.compile(rf"(?<=\?)\s+(?=\w)|{joined}", re.IGNORECASE)


@lru_cache(maxsize=3)
def _asking(language: str) -> re.Pattern[str]:
    """What asks on its own: an asking word, a question mark, or a verb that comes first."""
    verbs = "|".join(fold(verb) for verb in section("language")["verbs_first"][language])
    return re.compile(rf"{asking_words(language).pattern}|\?|(?:^|[:.!] )(?:{verbs})\b")


def parts_of(text: str, language: str) -> list[str]:
    """The things that a question asks, one a part. What asks nothing itself ("We start on Monday.") stays with its neighbour."""
    pieces = [piece.strip(" ,;") for piece in _cut(language).split(text)]
    asking = _asking(language)
    parts: list[str] = []
    for piece in (p for p in pieces if p):
        if parts and (not asking.search(fold(piece)) or _says_nothing(piece, language) or not asking.search(fold(parts[-1]))):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    if len(parts) not in (2, 3) or any(len(words(part)) < 2 for part in parts):
        return [text]
    return [part if part.endswith("?") else f"{part}?" for part in parts]


def _says_nothing(piece: str, language: str) -> bool:
    """Whether a piece asks nothing by itself: "what to bring and what not?"; "and by when?" asks for a date."""
    return len(words(piece)) < 2 or " ".join(words(piece)) in folded_words("asking_nothing", language)


def asked_and_told(text: str, language: str) -> tuple[str, str]:
    """What a text asks, and what it tells around that ("We have a visitor from Iran. …"); the second is empty where all of it asks."""
    # Who is in a hurry begins no sentence with a capital ("plane leaves in an hour!! may they take my laptop?").
    whole = [piece for sentence in sentences(text) for piece in re.split(r"(?<=!)\s+", sentence)]
    asking = [n for n, sentence in enumerate(whole) if "?" in sentence or requests(sentence, language)] or [
        n for n, sentence in enumerate(whole) if asks(sentence, language)
    ]
    # … nor ends the last one with a mark ("May we check him? In Norway they may, but how is it done here").
    if whole and len(whole) - 1 not in asking and whole[-1][-1:].isalnum() and asks(whole[-1], language):
        asking.append(len(whole) - 1)
    if len(whole) < 2 or not asking or len(asking) == len(whole):
        return text, ""
    # "What is said about that?" asks of the sentence before.
    first = asking[0]
    back = folded_words("pronouns", language)
    own = [word for word in own_words(" ".join(whole[n] for n in asking), language) if word not in back]
    if first and len(own) < int(section("decide")["own_words"]):
        asking = [first - 1, *asking]
    return " ".join(whole[n] for n in asking), " ".join(s for n, s in enumerate(whole) if n not in asking)


def without_wish(text: str, language: str) -> tuple[str, bool]:
    """A text without the sentences that only say that the whole of a list is wanted, and whether there was one: "I'd like the whole list"
    asks of nothing by itself, and searched as a part of its own it would find any list.
    """
    whole, wanted = sentences(text), word_pattern("whole_wanted", language)
    rest = [sentence for sentence in whole if "?" in sentence or not wanted.search(fold(sentence))]
    if len(rest) == len(whole) or not any(asks(sentence, language) for sentence in rest):
        return text, False
    return " ".join(rest), True


def own_words(text: str, language: str) -> list[str]:
    """The words of a text that say what it is about."""
    empty = function_words(language)
    return [word for word in words(text) if word not in empty]


def telling_words(text: str, language: str) -> list[str]:
    """… and are no words of asking either: none are left of "why not?"."""
    asking = folded_words("question_words", language)
    return [word for word in own_words(text, language) if word not in asking]
