"""Several sources that a question names, side by side: what each says of what is asked, and nothing of any other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section, weights
from assistant.steps.lines import lines_of
from assistant.steps.lists import asks_all
from assistant.steps.named import speaks_itself
from assistant.steps.parts import own_words
from assistant.steps.rank import adds
from assistant.steps.sources import is_of, without_sources
from assistant.steps.written import answer_cites, rests_on
from index.hits import Hit


def side_by_side(context: Context, part: PartQuery, hits: list[Hit]) -> list[Choice]:
    """Of several sources that the question names the best that each says, the likeliest first: what was written on it alone, or a provision
    of its own. Nothing of a source that says nothing near, and none of another than was named. Empty where fewer than two have something
    to say, or where what was written on all of them answers.
    """
    if len(part.sources) < 2 or part.inherited or part.carried or len(context.parts) > 1 or hits[0].kind not in ("provision", "answer"):
        return []
    if asks_all(context, part) or _tells_of_all(context, hits[0], part.sources):
        return []
    near, sides, fitted = _without_names(context, part, hits), list[Hit](), section("decide")
    for families in part.sources:
        own = [hit for hit in hits if hit.target in near and _is_side(context, hit, families) and hit not in sides]
        best = max(own, key=lambda hit: near[hit.target], default=None)
        if best is not None and best.score >= float(fitted["side_from"]) and near[best.target] >= float(fitted["side_near"]):
            sides.append(best)
    sides.sort(key=lambda hit: -hit.score)
    return [Choice(hit, lines_of(context, hit) if hit.kind == "provision" else ()) for hit in sides] if len(sides) > 1 else []


def _without_names(context: Context, part: PartQuery, hits: list[Hit]) -> dict[str, float]:
    """How near each target is to what is asked of the sources, by what is left without their names: with them each source's own provision
    on the matter is second to what it says of the other one. Of 198 sides of comparisons the right one was first for 158 so, for 140 by the
    scores of the whole question.
    """
    bare = without_sources(part.text)
    if bare == part.text or not own_words(bare, context.language):
        return {hit.target: hit.score for hit in hits}
    language = context.index.languages[context.language]
    return dict(language.ordered(language.scores(bare, context.vectors([bare])[0], weights())))


def _tells_of_all(context: Context, hit: Hit, sources: Sequence[tuple[str, ...]]) -> bool:
    """Whether a hit tells of several sources at once: what was written on all of them, or a provision that is of them or names them but for
    one ("what do the British, the Dutch and the Swedes call it?" is told by the recommendations).
    """
    if hit.kind == "answer":
        return rests_on(context.corpus.knowledge, hit, sources)
    return sum(speaks_itself(context, hit, families) for families in sources) >= max(2, len(sources) - 1)


def _is_side(context: Context, hit: Hit, families: tuple[str, ...]) -> bool:
    """Whether a hit may tell what one source says: a provision of it, or what was written on it alone."""
    if hit.kind != "answer":
        return adds(context, hit) and is_of(hit.id, families)
    return all(is_of(provision, families) for provision in answer_cites(context.corpus.knowledge, hit.id))
