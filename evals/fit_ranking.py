"""Fit the figures of ``assistant/policy/weights.yaml`` (``rank``): which of the first candidates of a question was asked for.

A conditional logit over the candidates of each question of dev and calibration: the probability that the model gives to those that hold
evidence is made as great as it can be, with a penalty on the squares of the weights (per standard deviation). The score of the search is a
feature too, and the other weights are given in its points. Cross-validated by item, so that the three languages of one are on one side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.context import Context, PartQuery
from assistant.policy import section
from assistant.service import Assistant
from assistant.steps.rank import FEATURES, candidates, features
from assistant.steps.written import written_of
from corpus.base.settings import LANGUAGES
from corpus.load import Corpus
from evals.fit import searched
from evals.questions import load_split
from evals.score import MAX_CITATIONS
from evals.spans import OfficialText
from index.hits import Hit

Floats = NDArray[np.float64]
PENALTY, FOLDS = 3.0, 5


@dataclass(frozen=True)
class Listed:
    """The candidates of one part of a question: a row each, the search's score first, and which of them hold evidence."""

    item: str
    values: Floats
    right: NDArray[np.bool_]


def cited(corpus: Corpus, part: PartQuery, hit: Hit) -> set[str]:
    """The provisions that a reply would cite for a candidate: as many as count."""
    if hit.kind == "provision":
        return {hit.id}
    cites = [cite.partition("#")[0] for said in written_of(corpus, part, hit, MAX_CITATIONS) for cite in said.cites]
    return set(list(dict.fromkeys(cites))[:MAX_CITATIONS])


def lists(assistant: Assistant, split: str) -> Iterator[Listed]:
    """The candidates of every answerable question of one part, as the ranking finds them. Of several parts it is not told which a piece of
    evidence belongs to.
    """
    official = OfficialText(assistant.corpus)
    for item in load_split(split).answerable:
        holding = set().union(*official.relevant(item.evidence))
        for language in LANGUAGES:
            context = searched(assistant, getattr(item.questions, language), language)
            if len(context.parts) == 1:
                yield _listed(context, context.parts[0], item.id, holding)


def _listed(context: Context, part: PartQuery, item: str, holding: set[str]) -> Listed:
    first = candidates(part.hits)
    scores = np.array([[hit.score] for hit in first])
    values = np.hstack([scores, part.own_share * features(context, part.searched, first, part.told)])
    right = [bool(cited(context.corpus, part, hit) & holding) for hit in first]
    return Listed(item, values - values.mean(axis=0), np.array(right))


def fit(found: list[Listed], penalty: float = PENALTY) -> Floats:
    """The weights, the score's first; lists where all or no candidates are right say nothing."""
    from scipy.optimize import minimize

    telling = [one for one in found if one.right.any() and not one.right.all()]
    values = np.concatenate([one.values for one in telling])
    spread = values.std(axis=0) + 1e-9
    scaled, right = values / spread, np.concatenate([one.right for one in telling])
    sizes = np.array([len(one.right) for one in telling])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        whole, held = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        pull = odds * right / np.repeat(held, sizes) - odds / np.repeat(whole, sizes)
        return float(np.log(whole / held).sum() + penalty * weights @ weights), -(scaled.T @ pull) + 2 * penalty * weights

    return np.asarray(minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B").x / spread)


def first_right(found: list[Listed], weights: Floats) -> float:
    """The share of lists whose best candidate holds evidence."""
    return float(np.mean([one.right[int(np.argmax(one.values @ weights))] for one in found]))


def held_out(found: list[Listed]) -> float:
    """The same with weights fitted on the other items."""
    items = {item: n % FOLDS for n, item in enumerate(dict.fromkeys(one.item for one in found))}
    folds = [[one for one in found if items[one.item] == fold] for fold in range(FOLDS)]
    rights = [first_right(fold, fit([one for other in folds if other is not fold for one in other])) * len(fold) for fold in folds]
    return sum(rights) / len(found)


def report(assistant: Assistant) -> str:
    """The fitted figures as YAML with what cross-validation says of them."""
    # Without what an earlier fit adds.
    with patch.dict(section("weights")["rank"], features=dict.fromkeys(FEATURES, 0.0)):
        found = [one for split in ("dev", "calibration") for one in lists(assistant, split)]
    alone = np.eye(len(FEATURES) + 1)[0]
    weights = fit(found)
    right, better = first_right(found, alone), held_out(found)
    lines = [
        f"# fitted on {len(found)} questions of one part of dev and calibration; the best candidate is right for {right:.3f} by the",
        f"# score alone, {better:.3f} with the features (cross-validated)",
        f"sharpness: {weights[0]:.3f}",
        "features:",
    ]
    lines += [f"  {name}: {weight / weights[0]:.4g}" for name, weight in zip(FEATURES, weights[1:], strict=True)]
    return "\n".join(lines)
