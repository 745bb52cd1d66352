"""Cases of the asker's own: whether a text is put like one, and whether a body's cases are near to it.

A likeness to single cases hangs on their things and places; how a case is put does not (``index/manner.py``). The figures are data
(``decide.yaml``).
"""

from __future__ import annotations

import numpy as np

from assistant.context import Context
from assistant.policy import section
from assistant.steps.asks import CLASS_CUES, EVASION, OFF_TOPIC, REFERRAL_CUE, has_cue
from corpus.text.sentences import sentences
from index.encoders.base import Vectors
from index.hits import Hit


def tell_case(context: Context, vector: Vectors, asked: str) -> None:
    """Sets ``case``, how much a text is put like a case; a cue where it is clear, though no "we" or "my" stands in what is asked."""
    manner = context.index.manner
    context.case, context.crooked = manner.own_case(vector), manner.evasion(vector)
    if context.conversation.last:
        context.said = _said(context)
        vectors = np.stack(list(context.said.values()))
        rounds = context.index.later.way_round(vectors)
        context.way_round, nearest = float(rounds.max()), vectors[int(rounds.argmax())]
        # "And if the device is only on loan?" is put like a way round the rules, and asked by honest people.
        if is_way_round(context) and context.index.later.is_honest(nearest, context.language):
            context.way_round = 0.0
    else:
        # After an answer the sentences of what is said tell it better, and what is asked leans on what was.
        context.manners = manner.classes(vector) | {EVASION: float(context.index.later.way_round(vector[None])[0])}
        context.honest = context.index.later.nearest_honest(vector, context.language)
    if context.case >= float(section("decide")["case_from"]) and not has_cue("guidance", asked, context.language):
        context.cues.add(REFERRAL_CUE)


def _said(context: Context) -> dict[str, Vectors]:
    """The sentences of what is said, with their vectors: a plan is told in one and asked about in another."""
    said = list(dict.fromkeys(sentences(context.typed))) or [context.typed]
    return dict(zip(said, context.vectors(said), strict=True))


def told_case(context: Context) -> Hit | None:
    """The referral of what is told, with nothing asked: "the hard disk is gone and the visitor too" is no plan. What has happened is
    sooner a case than what is planned.
    """
    policy = section("decide")
    happened = any(raised.theme.id == policy["incident_theme"] for raised in context.raised)
    least = float(policy["told_incident" if happened else "told_case"])
    return _near(context.parts[0].hits) if context.case >= least else None


def case_meant(context: Context, others: list[Hit]) -> Hit | None:
    """The referral of what is clearly a case, where another outcome is only a little nearer: that "the sources say nothing on forged
    certificates" is no help to who must decide on one tomorrow.
    """
    policy = section("decide")
    if context.case < float(policy["case_sure"]) or (others[0].kind == "class" and context.class_of(others[0].id) in policy["no_case"]):
        return None
    case = _near(others)
    return case if case and case.score >= others[0].score - float(policy["case_margin"]) else None


def evasion_meant(context: Context, others: list[Hit]) -> Hit | None:
    """The class of ways round the rules, where what would be referred is put like one: "how do I word my post in
    Tianjin so that the dean asks nothing?" is no case for HR.
    """
    policy = section("decide")
    # The manner of cases says nothing of what is no case ("and how long does that take?"), and an honest case may be near to an evasion: so
    # it must be clear, or that of all that is said tells the same.
    told = context.case >= float(policy["evasion_case" if others[0].kind == "referral" else "case_from"])
    told = told and context.crooked >= float(policy["evasion_from"])
    told = (told or put_as_way_round(context)) and others[0].kind in ("referral", "class")
    later = is_way_round(context)
    if not (told or later):
        return None
    evasion = next((hit for hit in others if hit.kind == "class" and context.class_of(hit.id) == EVASION), None)
    if evasion and not is_honest(context, evasion):
        margin = float(policy["evasion_margin" if told else "way_round_margin"])
        return evasion if evasion.score >= others[0].score - margin else None
    return None


def is_honest(context: Context, evasion: Hit) -> bool:
    """Whether a first question is nearer to an honest one than to any way round the rules ("how do I see that a degree is forged?"), and
    has no word that tells otherwise.
    """
    return CLASS_CUES[EVASION] not in context.cues and context.honest > evasion.question_cosine


def put_like(context: Context, name: str) -> float:
    """How much more than what may be chance a first question is put like those of a class without an answer."""
    if name == EVASION and not put_as_way_round(context):
        return 0.0
    policy = section("decide")
    # Who tells a case of the topic tells everyday things too: the bag is packed, the plane leaves.
    case = float(policy["manner_case"]) * max(0.0, context.case) if name == OFF_TOPIC else 0.0
    return max(0.0, context.manners.get(name, 0.0) - case - float(policy["manner_from"]))


def off_topic_meant(context: Context, others: list[Hit]) -> Hit | None:
    """The off-topic class of what is put like a question of such a one, where what else says why there is no answer is only a little
    nearer: a printer that refuses a badge is no matter for Customs. Of two classes the one with the nearer question is told: what a gift
    may cost has one of its own, however much it is put like a matter of one's own money.
    """
    off = next((hit for hit in others if hit.kind == "class" and context.class_of(hit.id) == OFF_TOPIC), None)
    lift = float(section("decide")["manner_lift"][OFF_TOPIC]) * put_like(context, OFF_TOPIC)
    if off is None or not lift or (others[0].kind == "class" and others[0].question_cosine > off.question_cosine):
        return None
    return off if off.score + lift >= others[0].score else None


def put_as_way_round(context: Context) -> bool:
    """Whether a first question is clearly put like a way round the rules, whatever its words ("which boxes make it low risk?"): it must be
    clear, for nobody honest is to be told that no help is given to hide something.
    """
    policy = section("decide")
    return context.manners.get(EVASION, 0.0) >= float(policy["manner_sure"]) and context.crooked >= float(policy["manner_crooked"])


def is_way_round(context: Context) -> bool:
    """Whether a sentence of what is said after an answer is clearly put like a way round the rules: "then we call it conference travel"."""
    policy = section("decide")
    return context.way_round >= float(policy["way_round_from"]) and context.crooked >= float(policy["way_round_crooked"])


def own_case_meant(context: Context, others: list[Hit]) -> Hit | None:
    """The referral of what is surely put like a case of the asker's own, though a view of it is asked for; of a way round the rules its
    class.
    """
    if context.case < float(section("decide")["case_sure"]):
        return None
    return evasion_meant(context, others) or _near(others)


def _near(hits: list[Hit]) -> Hit | None:
    """The best referral, where one of its cases is near to what was told."""
    case = next((hit for hit in hits if hit.kind == "referral"), None)
    return case if case and case.question_cosine >= float(section("decide")["case_cosine"]) else None
