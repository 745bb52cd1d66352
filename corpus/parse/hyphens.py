"""Words broken at the end of a line put together again, and their own hyphens kept.

The text itself is the best witness: if "samarbete" stands elsewhere in it, "samar-" and "bete" are that word; if "icke-statlig" does, the
hyphen is its own. Where the text is silent, its typesetting tells (a text that breaks no word elsewhere has only hyphens of its own),
then the lists of ``hyphens.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.base.settings import LANGUAGES
from corpus.base.yamlfile import read_yaml
from corpus.text.language import function_words
from corpus.text.normal import words

_SOFT, _MARKED = "\u00ad", "\ufffe"
_ENDS = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)[-‐]$")
_BEGINS = re.compile(r"^([^\W\d_]+)")


@lru_cache(maxsize=4)
def _lists(language: str) -> dict[str, frozenset[str]]:
    data = read_yaml(Path(__file__).with_name("hyphens.yaml"))
    return {name: frozenset(words[language] if isinstance(words, dict) else words) for name, words in data.items()}


def _language(lines: Iterable[str]) -> str:
    """Which of our languages the text is in, told from its commonest words: enough to know how it hyphenates."""
    counts: Counter[str] = Counter()
    for word in words(" ".join(lines)):
        counts.update(language for language in LANGUAGES if word in function_words(language))
    return counts.most_common(1)[0][0] if counts else "sv"


class Joiner:
    """Joins the lines of one text. ``lines`` are all of them, to learn its words from."""

    def __init__(self, lines: Sequence[str]) -> None:
        language = _language(lines)
        self._lists = _lists(language)
        self._whole: set[str] = set()
        self._hyphened: set[str] = set()
        broken: list[tuple[str, str]] = []
        before = ""
        for line in lines:
            found = re.findall(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*", line.replace(_SOFT, ""))
            inner = found[1:] if _ENDS.search(before) else found
            for word in inner[:-1] if _ENDS.search(line) else inner:
                (self._hyphened if re.search(r"[-‐]", word) else self._whole).add(word.casefold().replace("‐", "-"))
            left, right = _ENDS.search(before), _BEGINS.match(line)
            if left and right:
                broken.append((left[1].casefold(), right[1].casefold()))
            before = line.rstrip()
        known = [left + right in self._whole for left, right in broken]
        # Swedish and Finnish hardly have hyphens between small letters. English has, so there it takes a sign that its words are broken
        # at all: a break that makes a word of the text, or breaks on many lines.
        self._breaks = language != "en" or sum(known) >= 1 or len(broken) >= 8

    def join(self, first: str, second: str) -> str:
        """Two lines as one text."""
        first, second = first.rstrip(), second.lstrip()
        if first.endswith((_SOFT, _MARKED)):
            return first[:-1] + second
        left, right = _ENDS.search(first), _BEGINS.match(second)
        if not left or not right:
            # "EU-" + "bestämmelserna" is matched above; "2024-" + "2026" and the like keep their sign.
            return first + second if re.search(r"\w[-‐/]$", first) and second[:1].isalnum() else f"{first} {second}"
        return self._joined(first, left[1], second, right[1])

    def _joined(self, first: str, left: str, second: str, right: str) -> str:
        lists, start, end = self._lists, left.casefold(), right.casefold()
        if end in lists["pairs"]:
            return f"{first} {second}"
        own = (
            len(left) == 1
            or left.isupper()
            or right[0].isupper()
            or f"{start}-{end}" in self._hyphened
            or (start + end not in self._whole and (start in lists["keep_after"] or end in lists["keep_before"] or not self._breaks))
        )
        return first + second if own else first[:-1] + second
