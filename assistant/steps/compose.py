"""Compose the reply from the choices, without a language model.

Statements are sentences of the reading edition in the asker's language (or sentences written and reviewed by people), each with its
citation. One lead-in from data names source, date and force. What is missing is said with the asker's own words.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.record import AnswerPart
from assistant.steps.advise import advise
from assistant.steps.composer import Composer, plain
from assistant.steps.lines import rest_of
from assistant.steps.rank import candidates, chances
from assistant.steps.remarks import in_order, remarks, shortened
from assistant.steps.spoken import documents_of
from assistant.steps.unanswered import say_absence, say_class, say_force, say_missing, say_no_such_place, say_referral
from assistant.steps.written import cites_of, leans, written_of
from corpus.knowledge_model import Said
from corpus.model import Cite


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
    _see_also(composer)
    context.citations = composer.citations.records()
    context.status = _status(context)
    remarks(context)
    # The next question may lean on all of it.
    context.parts = whole
    if context.status in ("not_covered", "refused", "invalid"):
        context.citations = []


def _answered(composer: Composer, part: PartQuery) -> list[int]:
    places: list[int] = []
    alone = len(composer.context.parts) == 1 and composer.context.standalone == composer.context.text
    if alone and 0 < part.probability < float(section("decide")["sure_from"]):
        # The reader sees that it may not be the answer.
        composer.announce(say("answer.nearest", composer.language))
    for choice in part.choices if part.whole_list else in_order(composer.context, part, composer.max_statements):
        if not choice.beside and not _waits(composer.context, part, choice):
            places += _said(composer, part, choice)
            if choice is part.choices[0] and len(composer.context.parts) > 1:
                places += _rest_of(composer, part, choice)
    # Everything may have been said under an earlier part already: then point there.
    return places or _said_before(composer, part)


def _said(composer: Composer, part: PartQuery, choice: Choice, further: bool = False) -> list[int]:
    """Say of a choice what is worth saying, after the sentences that carry it where it is a note."""
    if choice.hit.kind != "provision":
        return composer.written(_worth_of_written(composer, part, choice, further), score=choice.hit.score)
    kept = _worth_of(composer, part, choice, further=further)
    if not kept.lines:
        return []
    places = _carrying(composer, choice) if part.probability < 1 else []
    return places + composer.sentences(kept, part.whole_list)


def _worth_of(composer: Composer, part: PartQuery, choice: Choice, *, further: bool = False, rest: bool = False) -> Choice:
    """A choice of a provision with those of its lines that are worth saying; what a line announces comes with it."""
    lines = composer.provision(choice.hit.id).edition(composer.language).lines
    worth = composer.worth.keep(part, choice, [[Cite(choice.hit.id, (line,))] for line in choice.lines], further=further, rest=rest)
    kept: list[int] = []
    for line, is_worth in zip(choice.lines, worth, strict=True):
        if is_worth or (line - 1 in kept and lines[line - 2].text.endswith(":")):
            kept.append(line)
    return replace(choice, lines=tuple(kept))


def _worth_of_written(composer: Composer, part: PartQuery, choice: Choice, further: bool) -> list[Said]:
    """Of what was written the sentences that are worth saying; one that leans on the one before it goes with that."""
    said = written_of(composer.context.corpus, part, choice.hit, composer.max_statements)
    if composer.context.short:
        return said[:1]
    worth = composer.worth.keep(part, choice, [cites_of(one) for one in said], further=further, rest=False)
    for n, one in enumerate(said):
        if n and leans(one):
            worth[n] = worth[n - 1]
    return [one for one, is_worth in zip(said, worth, strict=True) if is_worth]


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
            places = [place for choice in waiting for place in _said(composer, part, choice, further=True)]
            told = context.answer_parts[n]
            context.answer_parts[n] = told.model_copy(update={"statements": sorted({*told.statements, *places})})


def _answering(composer: Composer) -> list[PartQuery]:
    """The parts that are answered otherwise than by a whole list: what may come after their answers is still to be said."""
    return [part for part in composer.context.parts if part.outcome == "answered" and not part.whole_list]


def _rest(composer: Composer) -> None:
    """What else the best provision of the only part says that may belong to the answer, after all of it: it cites nothing that is not
    cited already.
    """
    parts = _answering(composer)
    if len(composer.context.parts) > 1 or not parts or not parts[0].choices or parts[0].choices[0].hit.kind != "provision":
        return
    choice = parts[0].choices[0]
    document = composer.provision(choice.hit.id).document
    if composer.speaking != document.id:
        composer.announce(say("answer.rest_of", composer.language, name=document.names[composer.language]), document.id)
    _rest_of(composer, parts[0], choice)
    composer.announce("")


def _rest_of(composer: Composer, part: PartQuery, choice: Choice) -> list[int]:
    """Say what else a provision says that may belong to the answer. Of a question of several parts it goes with its own part, less of it:
    readers preferred that to all of it after both answers, where it tore lists apart.
    """
    if composer.context.short or choice.hit.kind != "provision":
        return []
    provision, policy = composer.provision(choice.hit.id), section("decide")
    least = float(policy["rest_from" if len(composer.context.parts) == 1 else "part_rest_from"])
    lines = tuple(line for line in rest_of(choice.hit, choice.lines, least) if not composer.citations.opens(provision, (line,)))
    worth = _worth_of(composer, part, replace(choice, lines=lines), rest=True).lines
    return [place for line in worth for place in composer.sentences(replace(choice, lines=(line,)))]


def _see_also(composer: Composer) -> None:
    """What is near a question but hardly its answer, after all the answers and under a line of its own: what may well belong to it in its
    words, of the rest where it stands.
    """
    parts = _answering(composer)
    composer.begin(1)
    composer.announce(say("answer.beside", composer.language))
    beside = _beside(composer, parts)
    for part, choice in beside:
        if _may_belong(part, choice):
            composer.sentences(_worth_of(composer, part, choice))
    # A bare place tells little, so few are named, and none where the answer is sure; but of sources that were asked for each is.
    named = 0
    for part, choice in beside:
        if not _is_sure(part) and (part.sources or named < int(section("decide")["beside_places"])):
            named += composer.place(choice)
    if len(composer.context.parts) == 1 and parts and not composer.context.short:
        _notes(composer, parts[0])


def _is_sure(part: PartQuery) -> bool:
    """Whether a part is so surely answered that nothing else is worth a look."""
    return part.probability >= float(section("decide")["beside_sure_named" if part.sources else "beside_sure"])


def _beside(composer: Composer, parts: list[PartQuery]) -> list[tuple[PartQuery, Choice]]:
    """What stands beside the answers, of several parts the likeliest first: the first part does not take what room is left."""
    near = [(part, choice) for part in parts for choice in in_order(composer.context, part, composer.max_statements) if choice.beside]
    near += [(part, choice) for part in _corrected(composer) for choice in part.choices[1:]]
    near = [(part, choice) for part, choice in near if part.sources or not _is_from_abroad(composer.context, part, choice)]
    return near if len(parts) == 1 else sorted(near, key=lambda row: -row[1].chance)


def _is_from_abroad(context: Context, part: PartQuery, choice: Choice) -> bool:
    """Whether something is an example from abroad, and nothing that answers is: "which Finnish authority?" wants no Swedish one."""
    documents = {name for said in part.choices if not said.beside for name in documents_of(context, said.hit)}
    layers = {context.document(name).meta.layer for name in documents}
    return "foreign" not in layers and context.document(choice.hit.id.partition("/")[0]).meta.layer == "foreign"


def _may_belong(part: PartQuery, choice: Choice) -> bool:
    """Whether what is only near a question is said in its words: where it may well be what was asked for, or is hardly less likely than
    what stands in the answer.
    """
    policy, chance = section("decide"), chances(candidates(part.hits))
    own, best = chance.get(choice.hit.target, 0.0), chance.get(part.choices[0].hit.target, 0.0)
    near = own >= float(policy["beside_said_from"]) and choice.hit.question_cosine >= float(policy["beside_said_cosine"])
    return near or 0 < float(policy["beside_said_share"]) * best <= own


def _corrected(composer: Composer) -> list[PartQuery]:
    """The parts that are answered by saying what the sources do not hold."""
    context = composer.context
    return [part for part in context.parts if part.outcome == "absence" and context.absence(part.choices[0].hit.id).held]


def _situation(composer: Composer, part: PartQuery) -> list[int]:
    composer.context.notice(say("answer.situation", composer.language))
    return [place for choice in part.choices for place in composer.sentences(choice)]


def _said_before(composer: Composer, part: PartQuery) -> list[int]:
    wanted = {choice.hit.id for choice in part.choices}
    numbers = {c.number for c in composer.citations.records() if c.provision_id in wanted}
    return [place for place, s in enumerate(composer.context.statements) if numbers & set(s.citations)]


def _carrying(composer: Composer, choice: Choice) -> list[int]:
    """Say the sentences that carry a note: by itself a note is mostly the bare title of what they speak of; not one that has sentences."""
    places: list[int] = []
    provision = composer.provision(choice.hit.id) if choice.hit.kind == "provision" else None
    if provision and provision.meta.kind == "note" and len(provision.edition("sv").lines) == 1:
        for p in composer.context.document(provision.document.id).provisions.values():
            carrying = tuple(n for n, line in enumerate(p.edition("sv").lines, 1) if provision.meta.number in line.notes)
            if carrying:
                places += composer.sentences(plain(p.id, carrying))
    return places


def _notes(composer: Composer, part: PartQuery) -> None:
    """A sentence brings the note that it carries where the question found that note too, and a note that was asked for its sentence."""
    # Among provisions: what says why there is no answer may stand before a note, which few ask for by itself.
    provisions, chance = [hit for hit in part.hits if hit.kind == "provision"][:5], chances(candidates(part.hits))
    near = {hit.id for hit in provisions if chance.get(hit.target, 0.0) >= float(section("decide")["note_from"])}
    for choice in [c for c in part.choices if c.hit.kind == "provision"][:2]:
        _carrying(composer, choice)
        provision = composer.provision(choice.hit.id)
        for line in choice.lines if provision.meta.kind != "note" else ():
            for number in provision.edition("sv").lines[line - 1].notes:
                note = composer.context.document(provision.document.id).note(number)
                if note and note.id in near:
                    composer.sentences(plain(note.id, (1,)))


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
