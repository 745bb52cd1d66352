"""Which sources a question names: "what does HK-dir advise?", "the Council Recommendation and the Finnish ones".

Who names a source wants that source, and who names two wants both. How sources are named is data (``sources.yaml``); likeness of names in
the search was tried instead and put unnamed sources first as often as named ones (docs/evaluation.md).
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from functools import lru_cache

from assistant.policy import section
from assistant.steps.structure import fold_pattern
from corpus.text.normal import fold, squeeze


@lru_cache(maxsize=3)
def _named(name: str = "named", leaving: bool = False) -> list[tuple[re.Pattern[str], tuple[str, ...], bool]]:
    """Pattern, documents and whether it counts only beside another; ``leaving``: only those that go out of what is searched."""
    return [
        (
            re.compile(rf"(?<!\w)(?:{'|'.join(fold_pattern(lower(word)) for word in entry['words'])})"),
            tuple(entry["documents"]),
            bool(entry.get("only_beside")),
        )
        for entry in section("sources")[name]
        if not (leaving and entry.get("stays"))
    ]


@lru_cache(maxsize=1)
def _no_sources() -> re.Pattern[str]:
    """Names that are none of a source: of languages, and of where something goes."""
    listed = [*section("sources")["languages"], *section("sources")["whereabouts"]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(fold_pattern(pattern) for pattern in listed)})(?!\w)")


def lower(pattern: str) -> str:
    """A pattern in small letters, but for its character classes."""
    return re.sub(r"\\?[A-ZÅÄÖ]", lambda m: m[0] if m[0].startswith("\\") else m[0].lower(), pattern)


def named_sources(text: str, compared: bool = False, beside: bool = False) -> list[tuple[str, ...]]:
    """For each source that a text names, the ids (or families of ids) of its documents or provisions. One within another counts alone:
    "OsloMet" is named, and not all of Norway.

    ``compared``: the own country and the Union count where nothing else is named, as in "and in Finland?". ``beside``: other sources are
    named around the text, so that what counts only beside another counts.
    """
    folded = _no_sources().sub(" ", fold(text))
    found = [(match.start(), documents, only) for pattern, documents, only in _named() if (match := pattern.search(folded))]
    several = beside or len(found) > 1
    families = list(dict.fromkeys(documents for _, documents, only in sorted(found, key=lambda row: row[0]) if several or not only))
    if compared and not families:
        families = [documents for pattern, documents, _ in _named("compared") if pattern.search(folded)]
    return [mine for mine in families if not any(other != mine and _within(other, mine) for other in families)]


def speaks_of(text: str, families: tuple[str, ...]) -> bool:
    """Whether a text names a source, or one within it or around it."""
    named = named_sources(text, beside=True)
    return any(mine == families or _within(mine, families) or _within(families, mine) for mine in named)


def _within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return all(any(_is_in(name.rstrip("*"), family) for family in outer) for name in inner)


def _is_in(name: str, family: str) -> bool:
    """Whether a document or provision is of a family; a provision is of its document's."""
    return fnmatch(name if "/" in family else name.partition("/")[0], family)


@lru_cache(maxsize=1 << 16)
def is_of(provision_id: str, families: tuple[str, ...]) -> bool:
    """Whether a provision is one of a named source's: of one of its documents, or one of those that it names itself."""
    return any(_is_in(provision_id, family) for family in families)


def without_sources(text: str) -> str:
    """A question without the sources that it names, and the small words before them."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    small = rf"(?:(?:{'|'.join(section('sources')['small_words'])}) )*"
    named = "|".join(rf"{pattern.pattern}[\w:'-]*" for pattern, *_ in [*_named(leaving=True), *_named("compared")])
    # Two that lie next to each other ("DFG in Germany") go together.
    bare = re.sub(rf"(?<!\w){small}(?:{named})(?: {small}(?:{named}))*", lambda match: "\0" * len(match[0]), folded)
    return squeeze("".join(" " if mark == "\0" else letter for letter, mark in zip(text, bare, strict=True)))
