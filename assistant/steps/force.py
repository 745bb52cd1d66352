"""Whether a source binds: told in its own words where it says so (its sentences are named with the document: ``force_at``), and from its
document's data where that is all that is asked, or where it is wrongly taken for binding.

"Since the recommendations are binding, what is the fine?": nothing that answers the rest sets that right, and a reader who takes advice for
law is misled more than one who gets no answer. So the force of the source that is meant is said first, whatever comes of the rest. Who asks
nothing else ("are the recommendations binding?") was answered with what one text says of another's force.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import asks_its_force
from assistant.steps.remarks import force
from assistant.steps.sources import is_of, named_sources, without_sources
from assistant.steps.spoken import spoken_of
from corpus.model import DocumentMeta
from corpus.text.normal import fold
from corpus.text.sentences import sentences
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
    return replace(part, outcome="answered", choices=[*force, *again], sources=[(choice.hit.document,) for choice in force])


def force_of_before(context: Context, part: PartQuery, before: PartQuery) -> list[Choice]:
    """The sentences in which that says whether it binds which the part before told of, where just this is asked ("when was it adopted,
    and is it binding?"); none where it does not say.
    """
    if not _asks_of(context, part, before):
        return []
    cited = [choice.hit.document for choice in before.choices if choice.hit.kind == "provision" and not choice.beside]
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


@lru_cache(maxsize=3)
def _assuming(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in section("asks")["assumed_force"][language]))


def assumes_force(text: str, language: str) -> bool:
    """Whether a text states, rather than asks, that a source binds or is law."""
    return bool(_assuming(language).search(fold(text)))


def tell_force(context: Context) -> None:
    """Put the force of a source that is wrongly taken for binding before all parts, of which only what is answered is kept; of one whose
    force alone is asked for in its place.
    """
    if context.foreign:
        return
    if (meta := _asked_of(context)) and force(meta, context.language):
        context.parts = [_part(context, meta)]
        return
    assumed = _taken_for_binding(context)
    if assumed is None or force(assumed, context.language) is None or any(_tells_so(context, part, assumed.id) for part in context.parts):
        return
    context.parts = [_part(context, assumed), *(part for part in context.parts if part.outcome == "answered")]


def _part(context: Context, meta: DocumentMeta) -> PartQuery:
    """Told where the source says of itself whether it binds; where it does not, at its beginning, with which its force stands."""
    beginning = next(iter(context.document(meta.id).provisions.values()))
    choices = told_force(context, [meta.id])[:1] or [Choice(Hit(f"provision:{beginning.id}", 0), (1,))]
    return PartQuery(context.text, outcome="force", probability=1.0, choices=choices)


def _asked_of(context: Context) -> DocumentMeta | None:
    """The one source that a question names, where it asks nothing but whether that binds."""
    if not asks_its_force(without_sources(context.text), context.language, more=True):
        return None
    meant = _of(context, named_sources(context.text))
    return context.document(meant[0]).meta if len(meant) == 1 else None


def _taken_for_binding(context: Context) -> DocumentMeta | None:
    """The one source without binding force that a sentence takes for binding: the one that it names, or else the one that was spoken of."""
    for sentence in sentences(context.typed):
        if not assumes_force(sentence, context.language):
            continue
        families, spoken = named_sources(sentence), spoken_of(context)
        if families:
            meant = _of(context, families)
        else:
            # Of several sources that an answer rested on "they" are those that bind, if any do.
            bound = spoken is not None and any(context.document(name).meta.binding for name in spoken.documents)
            meant = [spoken.document] if spoken and not bound else []
        metas = [context.document(name).meta for name in meant]
        if len(metas) == 1 and not metas[0].binding:
            return metas[0]
    return None


def _of(context: Context, families: Sequence[tuple[str, ...]]) -> list[str]:
    """The documents of the corpus that belong to named sources."""
    return [name for name in context.corpus.documents if any(is_of(name, named) for named in families)]


def _tells_so(context: Context, part: PartQuery, document: str) -> bool:
    """Whether a part is answered by what was written for surely this: an absence of that source that nearly the same question asks for."""
    if part.outcome != "absence" or document not in context.absence(part.choices[0].hit.id).documents:
        return False
    return part.choices[0].hit.question_cosine >= float(section("decide")["surely_cosine"])
