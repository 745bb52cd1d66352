"""Compose the reply from the choices, without a language model.

Statements are sentences of the reading edition in the asker's language (or sentences written and reviewed by people), each with its
citation. One lead-in from data names source, date and force. What is missing is said with the asker's own words.
"""

from __future__ import annotations

from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.record import AnswerPart
from assistant.steps.advise import advise
from assistant.steps.beside import answering, see_also
from assistant.steps.composer import Composer
from assistant.steps.remarks import in_order, remarks, shortened
from assistant.steps.saying import put_by, rest_of_best, said
from assistant.steps.spoken import is_after
from assistant.steps.unanswered import say_absence, say_class, say_force, say_missing, say_no_such_place, say_referral


def compose(context: Context) -> None:
    """Sets ``statements``, ``citations``, ``status``, ``answer_parts`` and ``referral``."""
    context.language = context.answer_language or context.language
    whole = context.parts
    if context.short:
        context.parts = shortened(context)
    composer = Composer(context)
    advise(context)
    if context.foreign:
        context.notice(say("answer.other_language", "en"))
    for n, part in enumerate(context.parts):
        composer.begin(sum(later.outcome in _SAYING for later in context.parts[n + 1 :]) + 1)
        places = _OUTCOMES[part.outcome](composer, part)
        alone = len(context.parts) == 1 and part.outcome in ("absence", "no_such_place", "referral")
        answered = part.outcome in ("answered", "situation", "force") or alone
        context.answer_parts.append(AnswerPart(text=part.text, status="answered" if answered and places else "missing", statements=places))
    _further(composer)
    _rest(composer)
    with context.folded():
        composer.speaking = ""
        put_by(composer)
        see_also(composer)
    context.citations = composer.citations.records()
    context.status = _status(context)
    remarks(context)
    _folded_last(context)
    # The next question may lean on all of it.
    context.parts = whole
    if not section("statuses")[context.status]["sources"]:
        context.citations = []


def _answered(composer: Composer, part: PartQuery) -> list[int]:
    places: list[int] = []
    if len(composer.context.parts) == 1 and 0 < part.probability < _sure_from(composer.context, part):
        # The reader sees that it may not be the answer.
        composer.announce(say("answer.nearest", composer.language))
    for n, choice in enumerate(part.choices if part.whole_list else in_order(composer.context, part, composer.max_statements)):
        if n < part.sides:
            # The first of several sources does not take the room of the others.
            composer.begin(part.sides - n)
        if not choice.beside and not _waits(composer.context, part, choice):
            places += said(composer, part, choice)
            if choice is part.choices[0] and len(composer.context.parts) > 1:
                places += rest_of_best(composer, part, choice)
    # Everything may have been said under an earlier part already: then point there.
    return places or _said_before(composer, part)


def _sure_from(context: Context, part: PartQuery) -> float:
    """Below which probability what is said is called the nearest that the sources say."""
    policy = section("decide")
    if is_after(context, part):
        return float(policy["later"]["sure_from"])
    return 0.0 if context.leaning else float(policy["sure_from"])


def _waits(context: Context, part: PartQuery, choice: Choice) -> bool:
    """Whether a choice is said only after the answers to all parts: what comes after the best one of a part stands between it and the next
    part's answer. Where sources are named each is heard in its place; a choice without a chance is a best one, or of a list.
    """
    return len(context.parts) > 1 and len(part.sources) < 2 and choice.chance > 0


def _further(composer: Composer) -> None:
    """What else answers the parts, after the best of each."""
    context = composer.context
    composer.begin(1)
    for n, part in enumerate(context.parts):
        if part.outcome == "answered" and not part.whole_list:
            waiting = [choice for choice in part.choices if not choice.beside and _waits(context, part, choice)]
            places = [place for choice in waiting for place in said(composer, part, choice, further=True)]
            told = context.answer_parts[n]
            context.answer_parts[n] = told.model_copy(update={"statements": sorted({*told.statements, *places})})


def _rest(composer: Composer) -> None:
    """What else the best provision of the only part says that may belong to the answer, after all of it: it cites nothing that is not
    cited already.
    """
    parts = answering(composer)
    if len(composer.context.parts) > 1 or not parts or not parts[0].choices or parts[0].choices[0].hit.kind != "provision":
        return
    choice = parts[0].choices[0]
    document = composer.provision(choice.hit.id).document
    if composer.speaking != document.id:
        composer.announce(say("answer.rest_of", composer.language, name=document.names[composer.language]), document.id)
    rest_of_best(composer, parts[0], choice)
    composer.announce("")


def _folded_last(context: Context) -> None:
    """What the page shows folded comes last; what is remarked of the answer itself stands before it."""
    order = sorted(range(len(context.statements)), key=lambda n: context.statements[n].further)
    place = {old: new for new, old in enumerate(order)}
    context.statements = [context.statements[old] for old in order]
    context.answer_parts = [p.model_copy(update={"statements": sorted(place[n] for n in p.statements)}) for p in context.answer_parts]


def _situation(composer: Composer, part: PartQuery) -> list[int]:
    composer.context.notice(say("answer.situation", composer.language))
    return [place for choice in part.choices for place in composer.sentences(choice)]


def _said_before(composer: Composer, part: PartQuery) -> list[int]:
    wanted = {choice.hit.id for choice in part.choices}
    numbers = {c.number for c in composer.citations.records() if c.provision_id in wanted}
    return [place for place, s in enumerate(composer.context.statements) if numbers & set(s.citations)]


_OUTCOMES = {
    "answered": _answered,
    "situation": _situation,
    "absence": say_absence,
    "referral": say_referral,
    "class": say_class,
    "missing": say_missing,
    "no_such_place": say_no_such_place,
    "force": say_force,
}


# Outcomes that may cite.
_SAYING = ("answered", "situation", "absence", "no_such_place", "force", "referral")


def _status(context: Context) -> str:
    outcomes = {part.outcome for part in context.parts}
    cited = any(s.citations for s in context.statements)
    if outcomes & {"answered", "situation", "force"} and cited:
        whole = all(p.status == "answered" for p in context.answer_parts)
        return "answered" if whole else "partial"
    if "referral" in outcomes:
        return "referred"
    if outcomes & {"absence", "no_such_place"} and cited:
        corrected = any(s.kind == "premise_correction" for s in context.statements)
        return "answered" if len(context.parts) == 1 and corrected else "partial"
    if "class" in outcomes:
        classes = section("statuses")["classes"]
        statuses = {classes[context.class_of(p.choices[0].hit.id)] for p in context.parts if p.outcome == "class"}
        return next(s for s in ("refused", "referred", "not_covered") if s in statuses)
    return "not_covered"
