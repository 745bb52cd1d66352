"""Which sentences of a provision answer.

A provision has one to seven sentences, and mostly one of them is what was asked for. A conditional logit over how near each is (itself, and
the expected questions that point at it, one by one and by what was learnt from all of them) says with what chance; its weights are data
(``weights.yaml``: ``lines``), fitted on independently written questions (``evals fit lines``).
"""

from __future__ import annotations

import math

from assistant.context import Context
from assistant.policy import section
from index.hits import Hit, Near

FEATURES = ("cosine", "lexical", "asked", "asked_lexical", "pointed", "expected", "letters", "opens")


def rows(sentences: dict[int, Near]) -> dict[int, list[float]]:
    """The features of each sentence of a provision in the order of ``FEATURES``, by its number. A sentence that no question points at is as
    unlike as the least like of the others. Some are asked for more than others whatever the question: those that more was expected to be
    asked of, the longer ones and the first.
    """
    asked = min((near.asked for near in sentences.values() if near.asked is not None), default=0.0)
    pointed = min((near.pointed for near in sentences.values() if near.pointed is not None), default=0.0)
    return {
        line: [
            near.cosine,
            near.lexical,
            asked if near.asked is None else near.asked,
            near.asked_lexical,
            pointed if near.pointed is None else near.pointed,
            math.log1p(near.expected),
            math.log(max(1, near.letters)),
            line == 1,
        ]
        for line, near in sentences.items()
    }


def line_chances(hit: Hit) -> dict[int, float]:
    """The chance of each sentence of a provision that it answers, by its number; together 1."""
    weights = [float(section("weights")["lines"][name]) for name in FEATURES]
    scores = {line: sum(w * value for w, value in zip(weights, values, strict=True)) for line, values in rows(hit.sentences).items()}
    best = max(scores.values(), default=0.0)
    odds = {line: math.exp(score - best) for line, score in scores.items()}
    return {line: share / sum(odds.values()) for line, share in odds.items()}


def lines_of(context: Context, hit: Hit, best: bool = False, listed: bool = False) -> tuple[int, ...]:
    """The sentences of a provision that are said where the answer stands: the likeliest, and what is not much less likely, in reading
    order. Of the ``best`` provision more than of the others, and where it is to be ``listed`` all that may belong to it.
    """
    provision = context.provision(hit.id)
    everything = tuple(range(1, len(provision.edition(context.language).lines) + 1))
    if provision.meta.kind == "list":
        return everything
    policy, chance = section("decide"), line_chances(hit)
    ranked = sorted(everything, key=lambda line: (-chance.get(line, 0.0), line))
    top, after, before = chance.get(ranked[0], 0.0), float(policy["line_share"]), float(policy["before_best"])
    most = int(policy["best_sentences" if best else "sentences"])
    if best and listed:
        # What stands before the likeliest is read before it: of that no more than where no list is asked for is said after it.
        most, after, before = int(policy["listed_sentences"]), float(policy["listed_share"]), after
    likely = [line for line in ranked[1:] if chance.get(line, 0.0) >= top * (before if line < ranked[0] else after)]
    if not best:
        likely = [line for line in likely if chance.get(line, 0.0) >= float(policy["line_from"])]
    said = {ranked[0], *likely[: most - 1]}
    if best:
        # What may belong to it and stands between: a list was torn apart by what came after it in the passage.
        least = float(policy["rest_from"])
        said |= {line for line in everything if min(said) < line < max(said) and chance.get(line, 0.0) >= least}
    return tuple(sorted(said))


def rest_of(hit: Hit, said: tuple[int, ...], least: float) -> tuple[int, ...]:
    """The sentences of a provision that may belong to the answer too, from the chance ``least``, though hardly as much as those that are
    ``said``: they come after those, so that nobody has to read past them, in reading order.
    """
    policy, chance = section("decide"), line_chances(hit)
    further = [line for line, odds in chance.items() if line not in said and odds >= least]
    return tuple(sorted(sorted(further, key=lambda line: (-chance[line], line))[: int(policy["rest_sentences"])]))
