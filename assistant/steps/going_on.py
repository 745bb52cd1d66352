"""Which of the first candidates a question after an answer means: one that goes on from what was said.

The search knows such a question by its own words and joined with what it leans on (``resolve``); which of the candidates near to both
goes on from the answer, neither tells. A conditional logit over a few features of each, as in ``rank``, fitted on dev's conversations
(``evals fit going-on``); its weights are data (``weights.yaml``: ``going_on``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.context import Context, OwnReading, PartQuery
from assistant.policy import section
from assistant.steps.rank import candidates
from assistant.steps.spoken import Spoken, provisions_of
from corpus.text.normal import words
from index.encoders.base import Vectors
from index.hits import Hit

FEATURES = ("own", "asked", "said", "adjacent", "alike")


def go_on(context: Context, part: PartQuery, spoken: Spoken, own: OwnReading) -> None:
    """Put the first candidates of a part in the order in which they are meant. The best comes no higher than the best was, for that tells
    whether anything answers.
    """
    first = looked_at(context, part.hits)
    if len(first) < 2:
        return
    policy = section("weights")["going_on"]["features"]
    values = features(context, spoken, own, first)
    scores = np.array([hit.score for hit in first])
    whole = scores + values @ np.array([float(policy[name]) for name in FEATURES])
    for hit, score in zip(first, (whole - whole.max() + scores.max()).tolist(), strict=True):
        hit.score = score
    part.hits.sort(key=lambda hit: -hit.score)


def looked_at(context: Context, hits: list[Hit]) -> list[Hit]:
    """The first candidates but for the asker's own documents, of which the index of the corpus knows nothing."""
    return [hit for hit in candidates(hits) if hit.kind != "provision" or hit.document in context.corpus.documents]


def features(context: Context, spoken: Spoken, own: OwnReading, hits: list[Hit]) -> NDArray[np.float64]:
    """A row a candidate, a column a feature in the order of ``FEATURES``."""
    # The fewer words a question has, the less they tell without what they lean on.
    most = int(section("weights")["going_on"]["words"])
    short = 1 - min(len(words(context.text)), most) / most
    language = context.index.languages[context.language]
    scores = language.scores_of(own.scores, [hit.target for hit in hits])
    said, rows = _direction(context, spoken.provisions), []
    for hit, score in zip(hits, scores.tolist(), strict=True):
        rests_on = provisions_of(context, hit)
        adjacent, alike = _adjacent(context, rests_on, spoken.provisions), _likeness(said, _direction(context, rests_on))
        rows.append([short * score, hit.question_cosine, float(hit.target == spoken.target), adjacent, alike])
    return np.array(rows, dtype=np.float64)


def _adjacent(context: Context, these: Sequence[str], those: Sequence[str]) -> float:
    """How near two sets of provisions stand in a document of both: 1 where they share one, a half where one follows another, 0 where
    they share no document.
    """
    nearest = 0.0
    for document in {provision.partition("/")[0] for provision in those}:
        order = list(context.document(document).provisions)
        here, there = ([order.index(one.partition("/")[2]) for one in some if one.partition("/")[0] == document] for some in (these, those))
        nearest = max([nearest, *(1 / (1 + abs(one - other)) for one in here for other in there)])
    return nearest


def _direction(context: Context, provisions: Sequence[str]) -> Vectors | None:
    """The mean of the vectors of some provisions' passages; None where there are none."""
    found = context.index.languages[context.language].passages(provisions)
    return found.mean(axis=0) if len(found) else None


def _likeness(one: Vectors | None, other: Vectors | None) -> float:
    return float(one @ other) if one is not None and other is not None else 0.0
