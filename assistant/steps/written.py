"""What people wrote about a matter, as the sentences that a reply says of it: a reviewed answer, a term, an actor, an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.context import PartQuery
from assistant.policy import section
from assistant.steps.leads import is_ones_own
from assistant.steps.sources import is_of
from corpus.knowledge_model import Knowledge, Said
from corpus.load import Corpus
from corpus.model import Cite
from corpus.text.normal import fold, words
from index.hits import Hit


def written_of(corpus: Corpus, part: PartQuery, hit: Hit, most: int) -> list[Said]:
    """The sentences of a hit that is no provision; of an actor ``most`` at most. Empty for a hit that says why there is no answer."""
    knowledge = corpus.knowledge
    match hit.kind:
        case "answer":
            return _named_first(part, _near_first(corpus, part, hit))
        case "term":
            term = knowledge.term[hit.id]
            return [Said(text=term.text, cites=term.cites)]
        case "actor":
            actor = knowledge.actor[hit.id]
            return nearest(part, [*actor.does, *actor.does_not], most)
        case "event":
            event = knowledge.event[hit.id]
            return [Said(text=event.text, cites=event.cites)]
    return []


@lru_cache(maxsize=1)
def _leaning() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(section('language')['leaning_statements'])})")


def leans(said: Said) -> bool:
    """Whether a sentence leans on the one before it (language.yaml: ``leaning_statements``; the three editions say the same)."""
    return bool(_leaning().match(fold(said.text["en"])))


def _near_first(corpus: Corpus, part: PartQuery, answer: Hit) -> list[Said]:
    """The sentences of a reviewed answer, first what rests on provisions hardly less near to the question than the nearest, though no
    example (from abroad, or of one institution) before what applies to all; and where the answer was not written for nearly this question
    (nor is on the source that a few words ask for), nothing after its first sentence that rests on provisions far from it: of 27 such
    sentences readers called 19 surplus and none the answer. A sentence that leans on the one before it stays with that.
    """
    policy, together = section("decide"), _kept_together(corpus.knowledge.answer[answer.id].statements)
    scores, cosines = zip(*(_nearness(part, [cite for said in group for cite in cites_of(said)]) for group in together), strict=True)
    documents, examples = _sources(corpus, together)
    best, nearest_line = max(scores), max(cosines)
    near, far, unlike = (float(policy[f"said_{name}"]) for name in ("near", "far", "unlike"))
    few_words = len(words(part.text)) <= int(policy["said_words"])
    of_one = len({cite.partition("/")[0] for cite in answer_cites(corpus.knowledge, answer.id)}) == 1
    whole = answer.question_cosine >= float(policy["said_whole"]) or (few_words and of_one)
    heard = (
        set()
        if part.inherited
        else first_of_each(part.sources, [[cite for said in group for cite in cites_of(said)] for group in together])
    )
    kept = [n for n in range(len(together)) if whole or not n or n in heard or scores[n] > best - far or cosines[n] > nearest_line - unlike]
    kept.sort(key=lambda n: (examples[n] and not examples[0], scores[n] < best - near))
    return _by_source(together, kept, documents)


def led_by(corpus: Corpus, statements: Sequence[Said], lead: int) -> list[Said]:
    """The sentences of a reviewed answer with another one first: with those that lean on it, and what the same source says after it. An
    example goes before no sentence that applies to all.
    """
    together = _kept_together(statements)
    head = next(n for n, _ in enumerate(together) if sum(map(len, together[: n + 1])) > lead)
    documents, examples = _sources(corpus, together)
    if not head or (examples[head] and not examples[0]):
        return list(statements)
    return _by_source(together, [head, *(n for n in range(len(together)) if n != head)], documents)


def _sources(corpus: Corpus, together: Sequence[Sequence[Said]]) -> tuple[list[str], list[bool]]:
    """The document that each group of sentences is said with, and whether that is an example, from abroad or of one institution."""
    metas = [corpus.documents[group[0].cites[0].partition("/")[0]].meta for group in together]
    return [meta.id for meta in metas], [meta.layer == "foreign" or is_ones_own(meta) for meta in metas]


def _by_source(together: Sequence[Sequence[Said]], places: Sequence[int], documents: Sequence[str]) -> list[Said]:
    """The groups at these places in their order, what a source says together: lead-ins that went back and forth between two sources were
    read as a patchwork.
    """
    order = list(dict.fromkeys(documents[n] for n in places))
    return [said for n in sorted(places, key=lambda n: order.index(documents[n])) for said in together[n]]


def _kept_together(statements: Sequence[Said]) -> list[list[Said]]:
    """The sentences, each with those that lean on it."""
    together: list[list[Said]] = []
    for said in statements:
        if together and leans(said):
            together[-1].append(said)
        else:
            together.append([said])
    return together


def cites_of(said: Said) -> list[Cite]:
    """What a written sentence rests on."""
    return [Cite.parse(cite) for cite in said.cites]


def first_of_each(sources: Sequence[tuple[str, ...]], sentences: Sequence[Sequence[Cite]]) -> set[int]:
    """The places of the first sentence on each of several sources that a question names, given as families of ids: who sets two side by
    side wants both, and what was written on them tells of the second only after the first. Empty where only one is named.
    """
    places = (
        next((n for n, cites in enumerate(sentences) if any(is_of(cite.provision, families) for cite in cites)), None)
        for families in sources
    )
    return {place for place in places if place is not None} if len(sources) > 1 else set()


def _nearness(part: PartQuery, cites: Sequence[Cite]) -> tuple[float, float]:
    """How near a question is to what is cited: the highest score of the provisions and the highest cosine of the sentences; the lowest
    there are where none is among the hits.
    """
    cited = part.cited(cites)
    cosines = [hit.sentences[line].cosine for hit, lines in cited for line in lines]
    return max((hit.score for hit, _ in cited), default=-1e9), max(cosines, default=-1.0)


def _named_first(part: PartQuery, statements: Sequence[Said]) -> list[Said]:
    """The sentences of a reviewed answer, where the question names one source those on it first: "how does Karolinska Institutet assess
    cooperation?" has nothing to wait for in what is said of other Swedish universities. What the recommendations say keeps its place.
    """
    usual = str(section("language")["structure"]["document"])
    if len(part.sources) != 1 or part.inherited or any(cite.partition("/")[0] == usual for cite in statements[0].cites):
        return list(statements)
    families = part.sources[0]
    return sorted(statements, key=lambda said: not any(is_of(cite.partition("#")[0], families) for cite in said.cites))


def answer_cites(knowledge: Knowledge, answer: str) -> list[str]:
    """The provisions that a reviewed answer cites, in its order."""
    return [cite.partition("#")[0] for said in knowledge.answer[answer].statements for cite in said.cites]


def rests_on(knowledge: Knowledge, hit: Hit, sources: Sequence[tuple[str, ...]]) -> bool:
    """Whether a reviewed answer cites each of the sources, given as families of ids; no other hit does."""
    cited = answer_cites(knowledge, hit.id) if hit.kind == "answer" else []
    return all(any(is_of(provision, families) for provision in cited) for families in sources)


def nearest(part: PartQuery, statements: list[Said], most: int) -> list[Said]:
    """As many statements as may be said, those whose provisions the question is nearest to, in the order in which they are written."""
    near = {n: max((hit.score for hit, _ in part.cited(cites_of(said))), default=0.0) for n, said in enumerate(statements)}
    return [statements[n] for n in sorted(sorted(near, key=lambda n: -near[n])[:most])]
