"""Whether a source binds, in its own words: the sentences that say so are named with the document (``force_at``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import asks_its_force
from assistant.steps.sources import is_of
from index.hits import Hit


def told_force(context: Context, documents: Sequence[str]) -> list[Choice]:
    """The sentences in which the documents say whether they bind; none where they do not say."""
    cites = [cite for name in dict.fromkeys(documents) for cite in context.document(name).meta.force_at]
    told = [context.corpus.cited(cite) for cite in cites[: int(section("decide")["force_sentences"])]]
    return [Choice(Hit(f"provision:{provision.id}", 0), lines) for provision, lines in told]


def with_force(part: PartQuery, force: list[Choice]) -> PartQuery:
    """A part said again after the sentences that tell of its source's force, without what only stood beside; of one that was not answered
    by what was asked for (it is not there, or no such place is) those sentences alone.
    """
    again = [choice for choice in part.choices if not choice.beside] if part.outcome == "answered" else []
    return replace(part, outcome="answered", choices=[*force, *again], sources=[(choice.hit.id.partition("/")[0],) for choice in force])


def force_of_before(context: Context, part: PartQuery, before: PartQuery) -> list[Choice]:
    """The sentences in which that says whether it binds which the part before told of, where just this is asked ("when was it adopted,
    and is it binding?"); none where it does not say.
    """
    if not _asks_of(context, part, before):
        return []
    cited = [choice.hit.id.partition("/")[0] for choice in before.choices if choice.hit.kind == "provision" and not choice.beside]
    cited = [name for name in cited if name in context.corpus.documents]
    named = [family for families in part.sources for family in families]
    return told_force(context, [name for name in cited if is_of(name, tuple(named))] or cited)


def keep_to_source(context: Context, part: PartQuery, before: PartQuery) -> None:
    """Where the source itself does not say, its force is told of its kind: what was written about others is no answer."""
    if part.outcome == "answered" and part.choices[0].hit.kind != "provision" and _asks_of(context, part, before):
        part.choices = [choice for choice in before.choices if not choice.beside]


def _asks_of(context: Context, part: PartQuery, before: PartQuery) -> bool:
    """Whether a part asks nothing but whether that binds which the part before told of."""
    return before.outcome == "answered" and asks_its_force(part.text, context.language, more=True)
