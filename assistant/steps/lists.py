"""Lists: whether one is asked for, and all that belongs to it. The items come from the structure of a document, not from the ranking."""

from __future__ import annotations

import math

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section, word_pattern
from assistant.steps.lines import lines_of
from corpus.model import Document, Provision
from corpus.text.normal import fold
from index.hits import Hit


def asks_all(context: Context, part: PartQuery) -> bool:
    """Whether the whole of a list is wanted."""
    return context.whole or asks_by(context, part, "list_all")


def asks_list(context: Context, part: PartQuery) -> bool:
    """Whether what is asked for may be a list."""
    return asks_all(context, part) or asks_by(context, part, "list_asked")


def asks_by(context: Context, part: PartQuery, name: str) -> bool:
    """Whether a part has one of the words of a list of language.yaml."""
    return bool(word_pattern(name, context.language).search(fold(part.text)))


def rest_of_lists(context: Context, part: PartQuery, said: set[str]) -> list[Choice]:
    """The other provisions that hold one list with those that are said, where a list is asked for: half a list is no answer. "Which
    ministry licenses defence materiel?" asks for one of it: what is far less near than the best is left out, unless the whole is wanted.
    """
    if not asks_list(context, part):
        return []
    least = -math.inf if asks_all(context, part) else float(section("decide")["list_share"]) * part.hits[0].score
    lists = [context.document(document).listed_with(local) for document, _, local in (place.partition("/") for place in sorted(said))]
    rest = {f"provision:{provision.id}" for provisions in lists for provision in provisions if provision.id not in said}
    return [Choice(hit, lines_of(context, hit, best=True)) for hit in part.hits if hit.target in rest and hit.score >= least]


def whole_list(context: Context, document: Document, local: str, part: PartQuery) -> list[Provision]:
    """The stem and all its items, where the question wants the list; the items come from the structure, not from the ranking."""
    if not asks_all(context, part):
        return []
    provision = document.provisions[local]
    stem = provision.meta.stem or local
    children = document.children(stem)
    return [document.provisions[stem], *children] if len(children) > 1 else []


def whole(part: PartQuery, provision: Provision) -> Choice:
    """A provision with all its sentences."""
    target = f"provision:{provision.id}"
    hit = next((h for h in part.hits if h.target == target), Hit(target, 0))
    return Choice(hit, tuple(range(1, len(provision.edition("sv").lines) + 1)))
