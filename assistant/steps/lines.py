"""Which sentences of a provision answer.

A provision has one to seven sentences, and mostly one of them is what was asked for. A conditional logit over how near each is (itself, and
the expected questions that point at it) says with what chance; its weights are data (``weights.yaml``: ``lines``), fitted on independently
written questions (``evals fit --lines``).
"""

from __future__ import annotations

import math

from assistant.context import Context
from assistant.policy import section
from index.hits import Hit, Near

FEATURES = ("cosine", "lexical", "asked", "asked_lexical")


def rows(sentences: dict[int, Near]) -> dict[int, list[float]]:
    """The features of each sentence of a provision in the order of ``FEATURES``, by its number. A sentence that no question points at is as
    unlike as the least like of the others.
    """
    least = min((near.asked for near in sentences.values() if near.asked is not None), default=0.0)
    return {
        line: [near.cosine, near.lexical, least if near.asked is None else near.asked, near.asked_lexical]
        for line, near in sentences.items()
    }


def line_chances(hit: Hit) -> dict[int, float]:
    """The chance of each sentence of a provision that it answers, by its number; together 1."""
    weights = [float(section("weights")["lines"][name]) for name in FEATURES]
    scores = {line: sum(w * value for w, value in zip(weights, values, strict=True)) for line, values in rows(hit.sentences).items()}
    best = max(scores.values(), default=0.0)
    odds = {line: math.exp(score - best) for line, score in scores.items()}
    return {line: share / sum(odds.values()) for line, share in odds.items()}


def lines_of(context: Context, hit: Hit, best: bool = False, several: bool = False) -> tuple[int, ...]:
    """The sentences of a provision that are said: the likeliest, and more where it is not sure. Of the ``best`` provision a smaller chance
    is enough, and a still smaller one where ``several`` things are asked for, which it may all hold. They are in reading order, but nobody
    has to read past what is much less likely to find the answer: it comes after.
    """
    provision = context.provision(hit.id)
    everything = tuple(range(1, len(provision.edition(context.language).lines) + 1))
    if provision.meta.kind == "list":
        return everything
    policy, chance = section("decide"), line_chances(hit)
    most, from_chance = ("sentences", "line_from")
    if best:
        most, from_chance = ("several_sentences", "line_from_of_several") if several else ("best_sentences", "line_from_of_best")
    ranked = sorted(everything, key=lambda line: (-chance.get(line, 0.0), line))[: int(policy[most])]
    least = float(policy[from_chance])
    first = float(policy["before_best"]) * chance.get(ranked[0], 0.0)
    said = {ranked[0], *(line for line in ranked if chance.get(line, 0.0) >= least)}
    return tuple(sorted(said, key=lambda line: (line < ranked[0] and chance.get(line, 0.0) < first, line)))
