"""What is taken for granted of a source's force ("since the recommendations bind us, what is the fine?"), and what is asked of it alone.

Nothing that answers the rest sets a wrong assumption right, and a reader who takes advice for law is misled more than one who gets no
answer. So the force of the source that is meant is said first, from its document's data, whatever comes of the rest. Who asks nothing else
("are the recommendations binding?") was answered with what one text says of another's force.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from functools import lru_cache

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import asks_its_force
from assistant.steps.remarks import force
from assistant.steps.sources import named_sources, without_sources
from assistant.steps.spoken import spoken_of
from corpus.model import DocumentMeta
from corpus.text.normal import fold
from corpus.text.sentences import sentences
from index.hits import Hit


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
    if context.reuse or context.foreign:
        return
    if (meta := _asked_of(context)) and force(meta, context.language):
        context.parts = [_part(context, meta)]
        return
    assumed = _taken_for_binding(context)
    if assumed is None or force(assumed, context.language) is None or any(_tells_so(context, part, assumed.id) for part in context.parts):
        return
    context.parts = [_part(context, assumed), *(part for part in context.parts if part.outcome == "answered")]


def _part(context: Context, meta: DocumentMeta) -> PartQuery:
    provision, lines = _place(context, meta)
    choice = Choice(Hit(f"provision:{meta.id}/{provision}", 0), lines)
    return PartQuery(context.text, outcome="force", probability=1.0, choices=[choice])


def _asked_of(context: Context) -> DocumentMeta | None:
    """The one source that a question names, where it asks nothing but whether that binds."""
    meant = _named(context, context.text)
    asks_only = len(meant) == 1 and asks_its_force(without_sources(context.text), context.language, more=True)
    return context.document(meant[0]).meta if asks_only else None


def _taken_for_binding(context: Context) -> DocumentMeta | None:
    """The one source without binding force that a sentence takes for binding: the one that it names, or else the one that was spoken of."""
    for sentence in sentences(context.typed):
        if not assumes_force(sentence, context.language):
            continue
        spoken = spoken_of(context)
        meant = _named(context, sentence) if named_sources(sentence) else [spoken.document] if spoken else []
        metas = [context.document(name).meta for name in meant]
        if len(metas) == 1 and not metas[0].binding:
            return metas[0]
    return None


def _named(context: Context, text: str) -> list[str]:
    """The documents of the corpus that a text names."""
    families = [family for named in named_sources(text) for family in named]
    return [name for name in context.corpus.documents if any(fnmatch(name, family) for family in families)]


def _tells_so(context: Context, part: PartQuery, document: str) -> bool:
    """Whether a part is answered by what was written for surely this: an absence of that source that nearly the same question asks for."""
    if part.outcome != "absence" or document not in context.absence(part.choices[0].hit.id).documents:
        return False
    return part.choices[0].hit.question_cosine >= float(section("decide")["elsewhere_cosine"])


def _place(context: Context, meta: DocumentMeta) -> tuple[str, tuple[int, ...]]:
    """Where the source says of itself whether it binds; where it does not, its beginning, with which its force stands."""
    if meta.force_at:
        provision, lines = context.corpus.cited(meta.force_at[0])
        return provision.local_id, lines
    return next(iter(context.document(meta.id).provisions)), (1,)
