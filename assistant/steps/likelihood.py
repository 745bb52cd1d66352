"""How likely it is that the corpus answers a question: differences and likenesses within it, and a fitted logistic model over them.

The weights are data (``decide.yaml``), fitted on independently written questions (``evals fit``).
"""

from __future__ import annotations

import math
from collections.abc import Callable

from assistant.context import Choice, Context, OwnReading, PartQuery
from assistant.policy import section
from assistant.steps.asks import holds, things, things_asked
from assistant.steps.held import words_of
from assistant.steps.resolve import content_of
from assistant.steps.spoken import Spoken, margins
from corpus.text.language import function_words
from corpus.text.normal import words
from index.encoders.base import Vectors
from index.hits import ANSWERING


def features(context: Context, part: PartQuery) -> dict[str, float]:
    """What the decision is made from: differences and likenesses within this question, and how much of its wording the winners have."""
    answering = [hit for hit in part.hits if hit.kind in ANSWERING]
    others = [hit for hit in part.hits if hit.kind not in ANSWERING]
    best, other = answering[0], others[0]
    language = context.index.languages[context.language]
    ignore = function_words(context.language)
    covered = [language.coverage.share(part.searched, hit.target, ignore) for hit in answering[:3]]
    elsewhere = language.coverage.share(part.searched, other.target, ignore)
    vector = part.vector
    asked = things_asked(part.text, context.language) - set(section("asks")["undecided_by"])
    # What an expected question asks for too, what it waits for holds.
    unmet = asked - things(best.matched, context.language)
    if unmet:
        provision = context.provision(best.id) if best.kind == "provision" else None
        said = provision.edition(context.language).text if provision else words_of(context, part, Choice(best))
        unmet = frozenset(thing for thing in unmet if not holds(thing, said, context.language))
    centre = section("decide")["centres"]
    near, far = (max(hit.question_cosine for hit in side[:20]) for side in (answering, others))
    cases = [hit.question_cosine for hit in others[:30] if hit.kind == "referral"]
    return {
        "margin": best.score - other.score,
        "near": 10 * (near - centre["question"]),
        "far": 10 * (far - centre["question"]),
        "manner": _of_both(part, vector, context.index.manner.answerable),
        "case": 10 * (max(cases, default=centre["no_case"]) - centre["question"]),
        "odds": language.answering_odds(vector) / 3 if vector is not None else 0.0,
        "whole_odds": _of_both(part, context.vector, language.answering_odds) / 3,
        "asked": part.asked / 3,
        # Words of another language say nothing for or against.
        "coverage": 0.0 if context.foreign else max(covered) - 0.5,
        "coverage_margin": covered[0] - elsewhere,
        "provision": float(best.kind == "provision"),
        "absence": float(other.kind == "absence"),
        "referral": float(other.kind == "referral"),
        "length": min(30, len(words(part.text))) / 10,
        "live": float("live_data" in context.cues),
        "reason": float("reason" in asked),
        "date": float("date" in asked),
        "thing": float(bool(asked - {"reason", "date"})),
        "unmet": float(bool(unmet)),
    }


def later_features(context: Context, part: PartQuery, own: OwnReading, spoken: Spoken) -> dict[str, float]:
    """Those of a question after an answer: what it leans on lifts all that was spoken of, so what its own words tell counts besides."""
    answering = [hit for hit in part.hits if hit.kind in ANSWERING]
    content, ignore = content_of(context.text, context.language), function_words(context.language)
    language = context.index.languages[context.language]
    policy = section("decide")["later"]
    margin, spoken_margin = margins(context, spoken, language.ordered(own.scores), float(policy["lowest"]))
    return {
        **features(context, part),
        "own_margin": margin,
        "spoken_margin": spoken_margin,
        "own_coverage": max(language.coverage.share(content, hit.target, ignore) for hit in answering[: int(policy["first"])]) - 0.5,
        "gap": answering[0].score - answering[1].score,
        "named": float(bool(part.sources)),
        "own_manner": context.index.manner.answerable(own.vector),
    }


def _of_both(part: PartQuery, vector: Vectors | None, of: Callable[[Vectors], float]) -> float:
    """What ``of`` tells of a vector and of the part's words alone: a story round a question sounds like a case, whatever is asked."""
    if vector is None:
        return 0.0
    share = float(section("decide")["alone_reading"]) if part.alone is not None else 0.0
    return (1 - share) * of(vector) + (share * of(part.alone) if part.alone is not None else 0.0)


def probability(values: dict[str, float], after: bool = False) -> float:
    """The fitted probability that the corpus answers; ``after``: for the features of a question after an answer."""
    fitted = section("decide")["later"] if after else section("decide")
    z = float(fitted["intercept"]) + sum(float(weight) * values[name] for name, weight in fitted["features"].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
