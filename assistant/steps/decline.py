"""Decline: say why there is no answer, or who gives it. Which absence, body or class is named, and whether any speaks of what was asked."""

from __future__ import annotations

from fnmatch import fnmatch

from assistant.context import Choice, Context, PartQuery
from assistant.policy import section
from assistant.steps.asks import CLASS_CUES, EVASION, NEAR_TOPIC, OFF_TOPIC, assumes, things, things_asked
from assistant.steps.cases import case_meant, evasion_meant, is_honest, is_way_round, off_topic_meant, put_as_way_round
from assistant.steps.lines import lines_of
from assistant.steps.rank import adds
from assistant.steps.sources import is_of
from assistant.steps.spoken import is_after, spoken_of
from assistant.steps.written import answer_cites
from corpus.text.language import function_words
from index.hits import Hit


def decline(context: Context, part: PartQuery, others: list[Hit], answering: list[Hit]) -> None:
    """Sets the part's outcome and choices from what says why there is no answer, best first."""
    other = _why_not(context, part, others)
    if not _speaks_of(context, part, other):
        # Something else was asked: no absence and no body is named for what nobody asked about.
        part.outcome, part.choices = "missing", []
        return
    part.outcome, part.choices = other.kind, [Choice(other)]
    fitted = section("decide")
    if other.kind == "absence" and part.probability >= float(fitted[_doubt(context, part, other)]):
        # In doubt the nearest sentences are said too: the reader sees at once whether they are what was asked.
        near = [hit for hit in answering[:8] if adds(context, hit)][: int(fitted["doubt_choices"])]
        part.choices += [Choice(hit, lines_of(context, hit), beside=True) for hit in near]


def _doubt(context: Context, part: PartQuery, absence: Hit) -> str:
    """From which probability the nearest is cited beside an absence: a correction has its source, a follow-up leans on what was said."""
    if says_otherwise(context, part, absence):
        return "doubt"
    return "doubt_after" if context.leaning else "doubt_alone"


def add_rule(context: Context, part: PartQuery) -> None:
    """Beside the body that decides a case, what the sources say of such cases, where that is hardly less near: "may I leave it in the hotel
    safe?" is for the own security, and Supo's advice tells most of it.
    """
    policy = section("decide")
    if part.outcome != "referral" or len(part.choices) > 1:
        return
    least = part.choices[0].hit.score - float(policy["rule_margin"])
    near = [hit for hit in part.hits if hit.kind == "answer" or adds(context, hit)]
    rule = next((hit for hit in near[:1] if hit.score >= least and hit.question_cosine >= float(policy["rule_cosine"])), None)
    if rule:
        part.choices.append(Choice(rule, lines_of(context, rule) if rule.kind == "provision" else ()))


def assumption(context: Context, part: PartQuery) -> Hit | None:
    """The absence that sets right what a part takes for granted, where it rests on the very provision that answers, or on one that a
    reviewed answer is told from, and is nearly as near: "why does the text forbid it?" is near to where it says the opposite, and told with
    its words alone the reader must find out for himself. What has an expected question nearly the same is asked for and takes nothing for
    granted.
    """
    best, policy = part.choices[0].hit, section("decide")
    expected = best.kind not in ("provision", "answer") or best.question_cosine >= float(policy["assumed_cosine"])
    if expected or not assumes(part.text, context.language):
        return None
    least = max(float(policy["premise_cosine"]), best.question_cosine - float(policy["assumed_margin"]))
    near = (hit for hit in part.hits if hit.kind == "absence" and hit.question_cosine >= least)
    wrong = next((hit for hit in near if is_held(context, hit)), None)
    told_from = [best.id] if best.kind == "provision" else answer_cites(context.corpus.knowledge, best.id)
    return wrong if wrong and any(cite.partition("#")[0] in told_from for cite in context.absence(wrong.id).cites) else None


def is_held(context: Context, hit: Hit) -> bool:
    """Whether an absence is one of the source itself, not only of what is carried of it here."""
    return context.absence(hit.id).held


def says_otherwise(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether an absence has something to say to a part, rather than that nothing is held: not where a source is silent and a number or the
    like is asked for that would have to stand there ("how many hours a week does a contact person get?").
    """
    absence = context.absence(hit.id)
    asked = things_asked(part.text, context.language).intersection(section("decide")["silent_on"]) if absence.silent else ()
    return absence.held and not (asked and not assumes(part.text, context.language))


def surely_meant(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether one of its questions is nearly the same as what was asked, whatever source or thing that names."""
    return max(hit.question_cosine, _as_asked(context, part, hit)) >= float(section("decide")["surely_cosine"])


def _as_asked(context: Context, part: PartQuery, hit: Hit) -> float:
    """How near one of its questions is to what was asked, with the names of sources in it: what is searched is turned away from them, and
    an absence waits for questions that name its source.
    """
    vector = context.vector if part.alone is None else part.alone
    if vector is None or context.foreign:
        return hit.question_cosine
    return context.index.languages[context.language].question_cosine(hit.target, vector)


def _why_not(context: Context, part: PartQuery, others: list[Hit]) -> Hit:
    """The outcome that says why there is no answer: the best, but where a number, a cost or a name is asked for one that waits for a
    question for the same goes first, if it is nearly as good; and one of the source that is meant before one of another.
    """
    if evasion := evasion_meant(context, others):
        return evasion
    others = [hit for hit in others if not _accuses(context, hit)] or others
    if meant := off_topic_meant(context, others) or case_meant(context, others):
        return meant
    asked, policy = things_asked(part.text, context.language), section("decide")
    # A cost or a date asked for is no case, however near a case is; of what the sources do not hold the nearer question tells.
    least = 0.0 if others[0].kind == "referral" else others[0].question_cosine - float(policy["same_thing_cosine"])
    near = [h for h in others[:8] if h.score >= others[0].score - float(policy["same_thing_margin"]) and h.question_cosine >= least]
    best = next((hit for hit in near if asked & things(hit.matched, context.language)), others[0]) if asked else others[0]
    if best.kind != "absence" or surely_meant(context, part, best) or not _is_elsewhere(context, part, best):
        return best
    nearly = [hit for hit in others[:20] if hit.kind == "absence" and hit.score >= best.score - float(policy["same_source_margin"])]
    return next((hit for hit in nearly if not _is_elsewhere(context, part, hit) and _speaks_of(context, part, hit)), best)


def _accuses(context: Context, hit: Hit) -> bool:
    """Whether an outcome would tell an asker that no help is given to hide something, though no word of theirs asks for that."""
    evasion = hit.kind == "class" and context.class_of(hit.id) == EVASION
    told = CLASS_CUES[EVASION] in context.cues or is_way_round(context) or put_as_way_round(context)
    return evasion and (not told or is_honest(context, hit))


def _is_elsewhere(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether an absence is of another source than those that may be meant: the named ones, and after an answer those that it rested on.
    False where none is meant.
    """
    documents, spoken = context.absence(hit.id).documents, spoken_of(context)
    if spoken and not spoken.documents.isdisjoint(documents):
        return False
    families = {family.partition("/")[0] for families in part.sources for family in families}
    named = any(fnmatch(document, family) for document in documents for family in families)
    return not named and bool(families or spoken)


def _is_foreign(context: Context, part: PartQuery) -> bool:
    """Whether the only source that a part names is one from abroad."""
    named = [document.meta.layer for name, document in context.corpus.documents.items() if any(is_of(name, f) for f in part.sources)]
    return len(part.sources) == 1 and bool(named) and set(named) == {"foreign"}


def _asks_for_another(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether a follow-up is near to an outcome by its own few words only: "by when?" after the terms of a supercomputer is near to the
    deadline that the recommendations do not set, "does it cost anything?" to private money. Corrections of what is said are told all the
    same.
    """
    if not context.leaning:
        return False
    if hit.kind == "class":
        name = context.class_of(hit.id)
        return name == OFF_TOPIC or (name == NEAR_TOPIC and context.bare)
    lacking = hit.kind == "absence" and (not is_held(context, hit) or context.absence(hit.id).silent)
    return lacking and _is_elsewhere(context, part, hit)


def _least_score(context: Context, absence: Hit) -> float:
    """From which score an absence is told: later where it tells what is not carried here, but after an answer, where it is meant sooner."""
    sooner = is_held(context, absence) or context.conversation.last is not None
    return float(section("decide")["absence_score" if sooner else "not_carried_score"])


def _speaks_of(context: Context, part: PartQuery, hit: Hit) -> bool:
    """Whether an absence, a referral or a matter near the topic is what was asked about: near to one of its questions, or in much the same
    words.
    """
    fitted = section("decide")
    if hit.kind == "referral":
        # A case is told with its own particulars, so its wording says little; what follows an answer is near to some case by its few words.
        after = context.leaning or is_after(context, part)
        return hit.question_cosine >= float(fitted["case_cosine"]) and not (after and hit.score < float(fitted["later"]["case_score"]))
    if hit.kind == "absence" and _is_foreign(context, part) and _is_elsewhere(context, part, hit):
        # "From what sum must an American university report gifts?" is not answered by what the Finnish recommendations lack.
        return _as_asked(context, part, hit) >= float(fitted["surely_cosine"])
    if _asks_for_another(context, part, hit):
        return False
    if hit.kind == "absence" and surely_meant(context, part, hit):
        return True
    if hit.kind == "absence" and hit.score < _least_score(context, hit):
        # Nearest of what there is, but not near: it would answer what nobody asked.
        return False
    if hit.kind == "absence" and is_held(context, hit):
        # A wrong assumption is corrected only where one was made.
        asked = things_asked(part.text, context.language) - set(section("asks")["asked_of_assumptions"])
        return not asked - things(hit.matched, context.language) and hit.question_cosine >= float(fitted["premise_cosine"])
    if hit.kind == "absence" and _is_elsewhere(context, part, hit):
        # "How long does that take?" after another matter is near to how long anything takes.
        return False
    if hit.kind == "class":
        return context.class_of(hit.id) != NEAR_TOPIC or hit.question_cosine >= float(fitted["about_cosine"])
    covered = context.index.languages[context.language].coverage.share(part.searched, hit.target, function_words(context.language))
    return hit.question_cosine >= float(fitted["about_cosine"]) or covered >= float(fitted["about_coverage"])
