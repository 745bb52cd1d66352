"""Who names a source wants what it says: which hits may answer or stand beside the best where a question names one or several."""

from __future__ import annotations

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.steps.rank import is_short
from assistant.steps.sources import is_of, speaks_of
from assistant.steps.written import answer_cites, rests_on
from index.hits import Hit


def leaves_sources(part: PartQuery, hits: list[Hit]) -> bool:
    """Whether a question leaves the sources that the one before it named: the best is of none of them, and nothing of theirs nearly as near
    ("and the Bologna values, which ones are they again?").
    """
    of_named = [hit.score for hit in hits if any(is_of(hit.id, families) for families in part.sources)]
    own = any(is_of(hits[0].id, families) for families in part.sources)
    return not own and max(of_named, default=0.0) < float(section("decide")["named_share"]) * hits[0].score


def asked_of_source(context: Context, part: PartQuery, hits: list[Hit]) -> Hit | None:
    """What the one source that is named says itself, where something leads that is not of it: "KTH on responsible internationalisation"
    wants no definition out of the Finnish recommendations. Instead of a term, and of a provision that a short question is near to though it
    does not name the source, goes what was written on the source, or its nearest provision, however much nearer the words of the topic are;
    instead of an answer or a body only what is hardly less near.
    """
    best, policy = hits[0], section("decide")
    if len(part.sources) != 1 or part.inherited or part.carried or best.kind == "event":
        return None
    families, usual = part.sources[0], str(section("language")["structure"]["document"])
    if (best.kind == "provision" and not is_short(part.text)) or is_of(f"{usual}/", families):
        return None
    speaks = _speaks_of_it(context, part, best)
    if speaks and (best.kind != "provision" or is_of(best.id, families)):
        return None
    written = next((hit for hit in hits if hit.kind == "answer" and _is_on(context, part, hit)), None)
    own = next((hit for hit in hits if hit.kind == "provision" and is_of(hit.id, families)), None)
    nearest = max((hit for hit in (written, own) if hit), key=lambda hit: hit.score, default=None)
    if nearest is None:
        return None
    if speaks:
        # What another says of the source answers ("which countries make up the G7?"), unless what it says itself is hardly less near.
        return nearest if nearest.score >= float(policy["named_speaks"]) * best.score else None
    if best.kind in ("term", "provision"):
        # Where nothing of it is near it is asked as a whole.
        near = nearest.score >= float(policy["named_whole"]) * best.score
        return nearest if near else written or nearest
    return nearest if nearest.score >= float(policy["named_instead"]) * best.score else None


def _is_on(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether a reviewed answer begins with the named source and mostly rests on it."""
    cited = [is_of(provision, part.sources[0]) for provision in answer_cites(context.corpus.knowledge, hit.id)]
    return bool(cited) and cited[0] and sum(cited) >= len(cited) / 2


def _speaks_of_it(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether a hit is of the named source or speaks of it: rests on it, or has its name ("in the Council Recommendation it means …")."""
    knowledge, families = context.corpus.knowledge, part.sources[0]
    if hit.kind == "answer":
        return rests_on(knowledge, hit, part.sources)
    if hit.kind == "provision":
        return speaks_itself(context, hit, families)
    if hit.kind == "actor":
        return False
    term = knowledge.term[hit.id]
    rests = any(is_of(cite.partition("#")[0], families) for cite in term.cites)
    named = (*term.term.values(), *(word for words_of in term.also.values() for word in words_of), term.text[context.language])
    return rests or any(speaks_of(name, families) for name in named)


def fits_named(context: Context, part: PartQuery, written: Hit, hits: list[Hit]) -> bool:
    """Whether what was written may answer for the sources that are named: it hears all of several; of one it is the better answer, the
    sooner where it tells little else, or was written for this question, or for nearly this one where few words want no single sentence
    of it ("what is Supo's advice for travellers?").
    """
    knowledge, policy = context.corpus.knowledge, section("decide")
    hears_all = rests_on(knowledge, written, part.sources)
    if len(part.sources) > 1:
        return hears_all
    near = "named_answer_cosine" if is_short(part.text) else "answer_cosine"
    if hears_all and written.question_cosine >= float(policy[near]) and len(context.parts) == 1:
        return True
    mostly = hears_all and _is_on(context, part, written)
    # What the recommendations say of a source is none of its own provisions.
    own = (
        hit for hit in hits if hit.kind == "provision" and (is_of(hit.id, part.sources[0]) if hears_all else of_named(context, part, hit))
    )
    named = next(own, None)
    least = float(policy["named_own_share" if mostly else "named_share"]) * written.score
    return named is None or (named.score < least and (hears_all or written is hits[0]))


def of_named(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether a hit may stand beside the best where the question names its source: what others say was not asked. What the recommendations
    say may, but of a source that is asked about a topic in few words only where they speak of it.
    """
    if not part.sources or part.inherited or any(is_of(hit.id, families) for families in part.sources):
        return True
    if hit.document != str(section("language")["structure"]["document"]):
        return False
    return not is_short(part.text) or any(_named_by(context, hit, families) for families in part.sources)


def speaks_itself(context: Context, provision: Hit, families: tuple[str, ...]) -> bool:
    """Whether a provision is of a source or has its name."""
    return is_of(provision.id, families) or _named_by(context, provision, families)


def _named_by(context: Context, hit: Hit, families: tuple[str, ...]) -> bool:
    return speaks_of(context.provision(hit.id).edition(context.language).text, families)
