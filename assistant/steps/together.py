"""How the parts of one question bear on each other: what one lacks, another hardly has, and what one is told may answer another."""

from __future__ import annotations

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import asks_whom
from assistant.steps.decline import decline, says_otherwise
from assistant.steps.lines import lines_of
from assistant.steps.parts import own_words
from assistant.steps.resolve import refers_back
from index.hits import ANSWERING


def hangs(context: Context, part: PartQuery) -> bool:
    """Whether a part asks of what the part before it asked for: "does Iceland have guidelines, and what are they called?"."""
    return len(own_words(part.text, context.language)) < int(section("decide")["own_words"]) or refers_back(part.text, context.language)


def hangs_on_nothing(context: Context, part: PartQuery, before: PartQuery) -> bool:
    """Whether a part asks of what the sources do not hold; where that was only told by words, what is nearly sure to be answered stays."""
    if before.outcome == "answered" or part.outcome == "class" or not hangs(context, part):
        return False
    return part.outcome != "answered" or before.outcome != "missing" or part.probability < float(section("decide")["held_sure"])


def doubt_beside_nothing(context: Context) -> None:
    """Of a question of which one part has no answer the others are of much the same matter, and hardly held either: "what does a clearance
    cost, and does the university get the bill?" is not answered by whom a Dutch bill concerns. What is nearly sure stays.
    """
    lacking = [part for part in context.parts if _has_no_answer(context, part) or _is_near_topic(context, part)]
    least = float(section("decide")["held_sure"])
    for part in context.parts if lacking else ():
        others = [hit for hit in part.hits if hit.kind not in ANSWERING]
        if part.outcome == "answered" and part.probability < least and others:
            decline(context, part, others, answering=[])


def told_for_another(context: Context, part: PartQuery) -> None:
    """A part whose best provision answers another part is answered with it: "not in the sources" beside the very sentence is untrue."""
    best = next((hit for hit in part.hits if hit.kind in ANSWERING), None)
    others = (other for other in context.parts if other is not part)
    if _has_no_answer(context, part) and best and best.kind == "provision" and any(best.id in _told_by(context, other) for other in others):
        part.outcome, part.choices = "answered", [Choice(best, lines_of(context, best))]


def names_its_body(context: Context, part: PartQuery) -> bool:
    """Whether a part without an answer asks who has in hand what another part is referred for: "not in the sources" beside the very body
    is untrue.
    """
    referred = any(other.outcome == "referral" for other in context.parts)
    return referred and _has_no_answer(context, part) and hangs(context, part) and asks_whom(part.text, context.language)


def _told_by(context: Context, part: PartQuery) -> set[str]:
    """The provisions that tell what a part is answered with; those that are cited where the sources say something else instead."""
    if part.outcome == "answered":
        return {choice.hit.id for choice in part.choices}
    if part.outcome == "absence" and says_otherwise(context, part, part.choices[0].hit):
        return {cite.partition("#")[0] for cite in context.absence(part.choices[0].hit.id).cites}
    return set()


def _has_no_answer(context: Context, part: PartQuery) -> bool:
    return part.outcome == "missing" or (part.outcome == "absence" and not says_otherwise(context, part, part.choices[0].hit))


def _is_near_topic(context: Context, part: PartQuery) -> bool:
    return part.outcome == "class" and context.class_of(part.choices[0].hit.id) == "near_topic"
