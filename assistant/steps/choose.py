"""Choose what answers a part: the best outcome, what may stand beside it, and which of their sentences are said.

A list asked for whole comes from the structure, not from the ranking. Where several sources are named each is heard; where one is named
others keep silent.
"""

from __future__ import annotations

from fnmatch import fnmatch

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.held import words_of
from assistant.steps.lines import lines_of
from assistant.steps.lists import asks_by, asks_list, rest_of_lists, whole, whole_list
from assistant.steps.named import asked_of_source, fits_named, leaves_sources, of_named
from assistant.steps.rank import adds, candidates, chances, is_short
from assistant.steps.sides import side_by_side
from assistant.steps.sources import is_of
from assistant.steps.written import answer_cites, rests_on, written_of
from corpus.text.likeness import matter, within
from index.hits import Hit


def choose(context: Context, part: PartQuery, hits: list[Hit]) -> list[Choice]:
    """The targets that answer a part, best first, with their sentences."""
    if part.carried and leaves_sources(part, hits):
        part.sources = []
    best = _best(context, part, hits)
    whole_source = _on_whole_source(context, part, best, hits)
    if whole_source and is_short(part.text):
        best = whole_source
    hits = [best, *(hit for hit in hits if hit is not best)]
    sides = side_by_side(context, part, hits)
    part.sides = len(sides)
    if best.kind != "provision" and not sides:
        return _written_with_nearest(context, part, hits)
    document, _, local = best.id.partition("/")
    family = [] if sides else whole_list(context, context.document(document), local, part)
    if family:
        part.whole_list = True
        return [whole(part, p) for p in family]
    fitted = section("decide")
    several = _asks_several(context, part)
    listed = asks_list(context, part)
    chosen = sides or [
        Choice(hit, lines_of(context, hit, hit is hits[0], listed), _far(hits, hit), odds)
        for hit, odds in _first_of_each(context, part, hits)
    ]
    chosen += rest_of_lists(context, part, {choice.hit.id for choice in chosen if choice.hit.kind == "provision"})
    most = int(fitted["max_citations"] if len(context.parts) == 1 else fitted["part_choices"])
    # The heading over the best says nothing beside it.
    heading = f"{document}/{context.document(document).provisions[local].meta.stem}" if best.kind == "provision" else ""
    taken = {
        heading,
        *(choice.hit.id for choice in chosen),
        *(cite for side in sides if side.hit.kind == "answer" for cite in answer_cites(context.corpus.knowledge, side.hit.id)),
    }
    for hit, odds, only_near in _further(context, part, hits):
        least = _from_chance(hit, "cite_from_of_several" if several else "cite_from")
        if len(chosen) < most and hit.id not in taken and odds >= least:
            choice = Choice(hit, lines_of(context, hit), only_near, odds)
            if not _repeats(context, part, choice, chosen):
                chosen.append(choice)
    if whole_source:
        chosen.insert(1, Choice(whole_source))
    return chosen


def _written_with_nearest(context: Context, part: PartQuery, hits: list[Hit]) -> list[Choice]:
    """What was written about a matter, and the nearest sentence of a source where it is nearly as near and not told with it already."""
    chance, fitted = chances(candidates(hits)), section("decide")
    further = _after_term(hits)
    written = [said for hit in (hits[0], *further) for said in written_of(context.corpus, part, hit, int(fitted["max_statements"]))]
    told = {cite.partition("#")[0] for said in written for cite in said.cites}
    near = [hit for hit in hits[1:6] if adds(context, hit) and chance.get(hit.target, 0.0) >= _from_chance(hit, "beside_from")]
    beside = [hit for hit in near if hit.id not in told][:1]
    return [
        Choice(hits[0]),
        *map(Choice, further),
        *(Choice(hit, lines_of(context, hit), beside=True, chance=chance[hit.target]) for hit in beside),
    ]


def _on_whole_source(context: Context, part: PartQuery, best: Hit, hits: list[Hit]) -> Hit | None:
    """The reviewed answer on the whole source of the best provision, where the question is hardly less near to it: then nothing in
    particular is asked of that source. It comes after that provision, or of a short question instead of it. After an answer one asks of
    something in particular, however little of it is said.
    """
    if best.kind != "provision" or len(context.parts) > 1 or len(part.sources) > 1 or context.conversation.last:
        return None
    document, least = best.document, best.score - float(section("decide")["whole_source_margin"])
    if document == str(section("language")["structure"]["document"]):
        # Half of all that was written rests on it alone, and none of that is on the whole of it.
        return None
    return next((hit for hit in hits if hit.kind == "answer" and hit.score >= least and _on_source(context, hit, document)), None)


def _on_source(context: Context, answer: Hit, document: str) -> bool:
    """Whether a reviewed answer rests on one document, but for a single provision of another."""
    of = [cite.partition("/")[0] == document for cite in answer_cites(context.corpus.knowledge, answer.id)]
    return of.count(False) <= min(1, len(of) // 3)


def _after_term(hits: list[Hit]) -> list[Hit]:
    """The reviewed answer that waits for nearly the same question as a term that leads: what the word means comes first, then what there is
    to say of it. "EU's recommendation on research security" wants more than its date.
    """
    if hits[0].kind != "term":
        return []
    least = hits[0].question_cosine - float(section("decide")["term_margin"])
    return [hit for hit in hits[1:4] if hit.kind == "answer" and hit.question_cosine >= least][:1]


def _best(context: Context, part: PartQuery, hits: list[Hit]) -> Hit:
    """What answers: the first, but who names sources wants them themselves. They go before what was written on one of several; of one
    source that is named, where they are nearly as near, before what was written on it and before the source that another part names.
    """
    best, nearly = hits[0], float(section("decide")["named_share"]) * hits[0].score
    if own := asked_of_source(context, part, hits):
        return own
    if best.kind != "provision":
        fits = (hit for hit in hits if (of_named(context, part, hit) if hit.kind == "provision" else fits_named(context, part, hit, hits)))
        return next(fits, best) if part.sources else best
    if len(part.sources) > 1 and len(context.parts) == 1:
        # "How have Sweden, Norway and Denmark arranged their guidelines?" is told by what was written on all three.
        of_all = (hit for hit in hits[:6] if hit.kind == "answer" and hit.score >= nearly)
        return next((hit for hit in of_all if rests_on(context.corpus.knowledge, hit, part.sources)), best)
    if len(part.sources) != 1 or is_of(best.id, part.sources[0]):
        return best
    others = [families for other in context.parts if other is not part and not other.inherited for families in other.sources]
    # A part that leans on what was asked before means the source of that.
    leans = part.inherited and part.searched != part.text
    if not leans and (part.inherited or not any(is_of(best.id, families) for families in others)):
        return best
    own = next((hit for hit in hits if hit.kind == "provision" and is_of(hit.id, part.sources[0])), best)
    return own if own.score >= nearly else best


def _further(context: Context, part: PartQuery, hits: list[Hit]) -> list[tuple[Hit, float, bool]]:
    """What may be cited after the best, with its chance and whether it is only near what was asked, the likeliest first. Of several named
    sources each one's own come next, their chances being those among its own.
    """
    fitted = section("decide")
    if len(part.sources) < 2:
        chance = chances(candidates(hits))
        answering = float(fitted["answering_share"]) * chance.get(hits[0].target, 0.0)
        following = [(hit, chance.get(hit.target, 0.0)) for hit in hits[1:8] if adds(context, hit) and of_named(context, part, hit)]
        return [(hit, odds, odds < answering or _unasked(hit, hits[0])) for hit, odds in following]
    rows = []
    for families in part.sources:
        own = [h for h in hits[: int(fitted["named_depth"])] if adds(context, h) and is_of(h.id, families)]
        chance = chances(own)
        for hit in own[1:3]:
            # Among what a source says of other matters the next is as near as the first: what is near to no expected question is no answer.
            far = hit.question_cosine < float(fitted["named_cosine"])
            rows.append((hit, chance[hit.target], far or chance[hit.target] < float(fitted["answering_share"]) * chance[own[0].target]))
    return sorted(rows, key=lambda row: -row[1])


def _repeats(context: Context, part: PartQuery, choice: Choice, chosen: list[Choice]) -> bool:
    """Whether another source says much the same as what is chosen already: most pieces of the shorter text's words stand in the longer."""
    document, own = choice.hit.document, matter(words_of(context, part, choice), context.language)
    others = [matter(words_of(context, part, other), context.language) for other in chosen if other.hit.document != document]
    most = float(section("decide")["repeated"])
    return any(within(own, other) >= most for other in others)


def _asks_several(context: Context, part: PartQuery) -> bool:
    """Whether more than one thing may be asked for: in several parts, of several sources, with a word that joins or compares, in a list."""
    return len(context.parts) > 1 or len(part.sources) > 1 or asks_list(context, part) or asks_by(context, part, "several")


def _first_of_each(context: Context, part: PartQuery, hits: list[Hit]) -> list[tuple[Hit, float]]:
    """The best hit, and where the question names several sources the best of each of the others too, with its chance among its own."""
    first = [(hits[0], 0.0)]
    for families in part.sources if len(part.sources) > 1 else ():
        if not any(is_of(hit.id, families) for hit, _ in first):
            own = [h for h in hits[: int(section("decide")["named_depth"])] if adds(context, h) and is_of(h.id, families)]
            first += [(hit, chances(own)[hit.target]) for hit in own[:1]]
    return first


def _far(hits: list[Hit], hit: Hit) -> bool:
    """Whether the best that a named source says is of another matter all the same: near to no expected question, and hardly a candidate."""
    fitted = section("decide")
    near = hit is hits[0] or hit.question_cosine >= float(fitted["named_cosine"])
    return not near and chances(candidates(hits)).get(hit.target, 0.0) < float(fitted["named_chance"])


def _unasked(hit: Hit, best: Hit) -> bool:
    """Whether nobody was expected to ask a provision anything like this, and of the best one they were sooner: then it is hardly more than
    near. What has no expected questions, as a text that was fetched, tells nothing of the kind.
    """
    return 0 < hit.question_cosine < min(best.question_cosine, float(section("decide")["asked_cosine"]))


def _from_chance(hit: Hit, name: str) -> float:
    """From which chance a hit stands beside a better one: the policy's of that name, but more of what speaks of the matter as a whole, as
    an introduction does, for it is near to every question and the answer to few.
    """
    general = any(fnmatch(hit.id, pattern) for pattern in section("decide")["general"])
    return float(section("decide")["general_from" if general else name])
