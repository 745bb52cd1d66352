"""Look at the first candidates beside each other once more, by a fitted model of which of them was asked for.

The search scores every target against all others; what tells the first dozen apart is something else. A conditional logit (a listwise
softmax, McFadden 1974) over a few features of each candidate is fitted on independently written questions (``evals fit ranking``); its
weights are data (``weights.yaml``), in points of the search's score. Its probabilities also say what may be cited beside the best.
"""

from __future__ import annotations

import math
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.context import Context
from assistant.policy import section
from assistant.steps.asks import things, things_asked
from corpus.text.language import function_words
from corpus.text.normal import words
from index.hits import ANSWERING, Hit


def rank(context: Context, text: str, hits: list[Hit], told: str = "", share: float = 1.0) -> None:
    """Add to the scores of the first candidates what their features say. ``hits`` come best first; ``share`` is how much of their scores is
    the text's own, the rest is that of what is ``told`` around it, of which the features know the wording alone.
    """
    policy = section("weights")["rank"]
    first = candidates(hits)
    if len(first) < 2:
        return
    values = features(context, text, first, told)
    added = share * (values - values.mean(axis=0)) * np.array([float(policy["features"][name]) for name in FEATURES])
    scores = np.array([hit.score for hit in first])
    whole = scores + added.sum(axis=1)
    height = (whole - added[:, FEATURES.index("own_words")]).max()
    for hit, score in zip(first, (whole - whole.max() + height).tolist(), strict=True):
        hit.score = score


def lift_whole(text: str, hits: list[Hit]) -> None:
    """Of a short question the best reviewed answer that waits for nearly such a one goes before a provision that is near by chance: in few
    words people ask for a matter, and want it whole. It comes no higher than the best was, for that tells whether anything answers.
    """
    policy, first = section("weights")["whole"], candidates(sorted(hits, key=lambda hit: -hit.score))
    if not first or not is_short(text):
        return
    nearest, height = max(hit.question_cosine for hit in first), first[0].score
    for hit in first:
        if hit.kind == "answer" and hit.question_cosine >= nearest - float(policy["near"]):
            if hit.score + float(policy["lift"]) > height:
                hit.score = max(hit.score, height + LEAST)
            return


def is_short(text: str) -> bool:
    """Whether a question has so few words that it asks for a matter rather than for a sentence."""
    return len(words(text)) <= int(section("weights")["whole"]["words"])


def candidates(hits: list[Hit]) -> list[Hit]:
    """The first hits that answer: a provision, or what was written about one."""
    most = int(section("weights")["rank"]["candidates"])
    return list(islice((hit for hit in hits if hit.kind in ANSWERING), most))


def adds(context: Context, hit: Hit) -> bool:
    """Whether a hit may stand beside a better one: a provision, but no title and no list, which would say far more than was asked."""
    if hit.kind != "provision":
        return False
    return context.provision(hit.id).meta.kind not in ("title", "list")


# Enough to go before what has the same score.
LEAST = 1e-6

OF_QUESTIONS = ("outcome", "same_words", "expected", "unmet")
FEATURES = (
    "outcome",
    "same_words",
    "expected",
    "length",
    "unmet",
    "term",
    "actor",
    "national",
    "foreign",
    "own_words",
)


def features(context: Context, text: str, hits: list[Hit], told: str = "") -> NDArray[np.float64]:
    """A row a candidate, a column a feature in the order of ``FEATURES``.

    A provision for which nobody wrote a question (of a text that was fetched) has the others' mean where a feature is of questions.
    """
    tokens, wanted = words(text), things_asked(text, context.language)
    coverage = context.index.languages[context.language].coverage
    ignore, besides = function_words(context.language), int(section("weights")["rank"]["besides"])
    own = coverage.own(f"{told} {text}", [hit.target for hit in hits], ignore, besides).tolist()
    values = np.array([_row(context, tokens, wanted, hit, share) for hit, share in zip(hits, own, strict=True)], dtype=np.float64)
    unasked = np.array([not hit.expected for hit in hits])
    if unasked.any() and not unasked.all():
        for column in map(FEATURES.index, OF_QUESTIONS):
            values[unasked, column] = values[~unasked, column].mean()
    return values


def _row(context: Context, tokens: list[str], wanted: frozenset[str], hit: Hit, own: float) -> list[float]:
    language = context.language
    layer, length = "", 0
    if hit.kind == "provision":
        provision = context.provision(hit.id)
        layer, length = provision.document.layer, len(provision.edition(language).text)
    return [
        hit.outcome_score,
        len(set(tokens) & set(words(hit.matched))) / max(1, len(tokens)),
        math.log(1 + hit.expected),
        length,
        len(wanted - things(hit.matched, language)),
        hit.kind == "term",
        hit.kind == "actor",
        layer == "national",
        layer == "foreign",
        own,
    ]


def chances(hits: list[Hit]) -> dict[str, float]:
    """The probability of each of the first candidates that it is what was asked for, by target; the best of own documents among them."""
    if not hits:
        return {}
    sharpness = float(section("weights")["rank"]["sharpness"])
    best = max(hit.score for hit in hits)
    odds = {hit.target: math.exp(sharpness * (hit.score - best)) for hit in hits}
    whole = sum(odds.values())
    return {target: share / whole for target, share in odds.items()}
