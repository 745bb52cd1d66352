"""Ranking metrics over provisions: recall@k, full evidence@k, MRR and nDCG@10.

A provision is relevant where its official text holds an evidence span. Alternatives make relevant provisions interchangeable, so recall
counts evidence *groups* found rather than provisions, and nDCG gives a provision gain only for groups that nothing above it had found: a
list that says the same thing five times is not five times as good.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

KS = (1, 2, 4, 8)
DEPTH = 10


def groups_found(ranked: Sequence[str], relevant: Sequence[set[str]], k: int) -> int:
    """How many groups have a provision among the first ``k``."""
    top = set(ranked[:k])
    return sum(bool(top & group) for group in relevant)


def recall_at(ranked: Sequence[str], relevant: Sequence[set[str]], k: int) -> float:
    """Share of the evidence groups found among the first ``k``; 0 where nothing is relevant."""
    return groups_found(ranked, relevant, k) / len(relevant) if relevant else 0.0


def full_at(ranked: Sequence[str], relevant: Sequence[set[str]], k: int) -> bool:
    """Whether all evidence is among the first ``k``."""
    return bool(relevant) and groups_found(ranked, relevant, k) == len(relevant)


def reciprocal_rank(ranked: Sequence[str], relevant: Sequence[set[str]]) -> float:
    """One over the rank of the first relevant provision; 0 where none is ranked."""
    wanted = set().union(*relevant) if relevant else set()
    return next((1 / rank for rank, provision in enumerate(ranked, 1) if provision in wanted), 0.0)


def _gains(ranked: Sequence[str], relevant: Sequence[set[str]]) -> list[int]:
    left = list(relevant)
    gains = []
    for provision in ranked:
        gains.append(sum(provision in group for group in left))
        left = [group for group in left if provision not in group]
    return gains


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _ideal(relevant: Sequence[set[str]]) -> list[int]:
    """The best order there is: always the provision that holds most of what is left."""
    left, gains = list(relevant), []
    while any(left):
        best = max(sorted(set().union(*left)), key=lambda provision: sum(provision in group for group in left))
        gains.append(sum(best in group for group in left))
        left = [group for group in left if best not in group]
    return gains


def ndcg(ranked: Sequence[str], relevant: Sequence[set[str]]) -> float:
    """Discounted gain of the first ten over that of the best order; 0 where nothing is relevant."""
    best = _dcg(_ideal([group for group in relevant if group])[:DEPTH])
    return _dcg(_gains(ranked[:DEPTH], relevant)) / best if best else 0.0


def ranking_scores(ranked: Sequence[str], relevant: Sequence[set[str]]) -> dict[str, float]:
    """All ranking metrics of one question, by name."""
    scores = {f"recall@{k}": recall_at(ranked, relevant, k) for k in KS}
    scores |= {"full@4": float(full_at(ranked, relevant, 4)), "mrr": reciprocal_rank(ranked, relevant)}
    return scores | {f"ndcg@{DEPTH}": ndcg(ranked, relevant)}
