"""Say why a part is not answered: what the sources do not hold, who decides, what is not dealt with, or that a source does not bind.

Each of these adds to the reply and returns the places of its statements.
"""

from __future__ import annotations

from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.record import Referral
from assistant.steps.advise import own_organisation
from assistant.steps.composer import Composer, plain
from assistant.steps.decline import says_otherwise
from assistant.steps.force import assumes_force
from assistant.steps.remarks import force
from assistant.steps.structure import last_number
from assistant.steps.written import written_of
from corpus.base.settings import LANGUAGES
from corpus.knowledge_model import Referral as Case
from corpus.knowledge_model import Said
from corpus.model import Provision
from corpus.text.likeness import matter
from corpus.text.sentences import sentences


def say_absence(composer: Composer, part: PartQuery) -> list[int]:
    """What the source says instead; of what may stand in the source and is not carried, that it is not here, and what is nearest."""
    absence = composer.context.absence(part.choices[0].hit.id)
    if not says_otherwise(composer.context, part, part.choices[0].hit):
        _name_part(composer, part)
        _notice_once(composer.context, sentences(absence.text[composer.language])[0])
        return _nearest(composer, part.choices[1:])
    # What the sources say instead is said by its text, and by the words of what answers; what is near comes after all parts.
    places = composer.written([Said(text=absence.text, cites=absence.cites)], "premise_correction", part.choices[0].hit.score)
    return places + [place for choice in part.choices[1:2] if not choice.beside for place in composer.sentences(choice)]


def _nearest(composer: Composer, choices: list[Choice]) -> list[int]:
    """Say what is only near, under a line that says so."""
    composer.announce(say("answer.nearest", composer.language))
    places = [place for choice in choices for place in composer.sentences(choice)]
    composer.announce("")
    return places


def say_no_such_place(composer: Composer, part: PartQuery) -> list[int]:
    """That a document has no recommendation or footnote of that number, and which is its last."""
    choice = part.choices[0]
    provision = composer.provision(choice.hit.id)
    document = composer.context.document(provision.document.id)
    kind = provision.meta.kind
    text = say(
        f"answer.no_such_{kind}",
        composer.language,
        number=choice.hit.matched,
        name=document.meta.names[composer.language],
        last=last_number(document, kind) or "",
    )
    number = composer.citations.add(provision, (1,))
    return [composer.add(text, "premise_correction", [number], composer.language)]


def say_force(composer: Composer, part: PartQuery) -> list[int]:
    """Whether a source binds, from its document's data, with what it says of that itself where it does."""
    choice, language = part.choices[0], composer.language
    provision = composer.provision(choice.hit.id)
    text = force(provision.document, language)
    if text is None:
        return []
    # Asked again in another form or language it stays what it was.
    assumed = any(assumes_force(said, spoken) for said in (composer.context.typed, part.text) for spoken in LANGUAGES)
    kind = "premise_correction" if assumed else "digest"
    places = [composer.add(text, kind, [composer.citations.add(provision, choice.lines)], language)]
    return places + (composer.sentences(choice) if provision.document.force_at else [])


def say_referral(composer: Composer, part: PartQuery) -> list[int]:
    """Which body decides such a case, and the rule that it rests on. What tells why cites what it retells, which is not said again."""
    k, language = composer.context.corpus.knowledge, composer.language
    referral = k.referral[part.choices[0].hit.id]
    most = int(section("decide")["referral_rules"]) - len(part.choices[1:])
    why, rests_on = referral.why[language], [composer.cited(cite) for cite in referral.cites[:most]]
    numbers: list[int] = []
    for provision, cited in rests_on:
        told = _retold(composer, why, provision, cited)
        if told and composer.fits([(provision, told)]):
            numbers.append(composer.citations.add(provision, told))
            composer.said |= {(provision.id, line) for line in told}
    places = [composer.add(why, "notice", numbers, language)]
    for provision, lines in rests_on:
        places += composer.sentences(plain(provision.id, lines))
    if composer.context.referral is None:
        composer.context.referral = Referral(
            body=_body(composer.context, part, referral),
            url=referral.url,
            why=referral.why[language],
            prepare=referral.prepare[language],
            do_not_send=referral.do_not_send[language],
            first=[k.role_name(role, language) for role in referral.first],
        )
    return places + _in_general(composer, part)


def _in_general(composer: Composer, part: PartQuery) -> list[int]:
    """What the sources say of such cases, under a line that says so."""
    composer.announce(say("answer.in_general", composer.language))
    places: list[int] = []
    for choice in part.choices[1:]:
        if choice.hit.kind == "provision":
            places += composer.sentences(choice)
        else:
            most = int(section("decide")["rule_sentences"])
            places += composer.written(written_of(composer.context.corpus, part, choice.hit, most)[:most], score=choice.hit.score)
    composer.announce("")
    return places


def _retold(composer: Composer, why: str, provision: Provision, lines: tuple[int, ...]) -> tuple[int, ...]:
    """Those of a provision's lines that a text retells."""
    words, least = matter(why, composer.language), float(section("decide")["retold"])
    own = {line: matter(provision.edition(composer.language).lines[line - 1].reading, composer.language) for line in lines}
    return tuple(line for line, found in own.items() if len(found & words) >= least * len(found))


def _body(context: Context, part: PartQuery, referral: Case) -> str:
    """The body that is named, and the next likely one with its matter where the case is nearly as much like its cases."""
    language, least = context.language, part.choices[0].hit.score - float(section("decide")["second_body"])
    near = [context.corpus.knowledge.referral[hit.id] for hit in part.hits if hit.kind == "referral" and hit.score >= least]
    other = next((entry for entry in near if entry.body[language] != referral.body[language]), None)
    if other is None:
        return referral.body[language]
    return say("answer.either_body", language, body=referral.body[language], other=other.body[language], matter=other.matter[language])


def say_class(composer: Composer, part: PartQuery) -> list[int]:
    """What is said to a class of questions that get no answer."""
    entry = composer.context.corpus.knowledge.no_answer[part.choices[0].hit.id]
    if _name_part(composer, part):
        return []
    _notice_once(composer.context, entry.text[composer.language])
    if section("statuses")["classes"][entry.answer_class] == "referred" and composer.context.referral is None:
        composer.context.referral = own_organisation(composer.language)
    return [len(composer.context.statements) - 1]


def say_missing(composer: Composer, part: PartQuery) -> list[int]:
    """That the sources hold no answer. Of several parts without one it is said once, and not at all where another says why."""
    if not _name_part(composer, part) and all(other.outcome == "missing" for other in composer.context.parts):
        _notice_once(composer.context, say("answer.not_covered", composer.language))
    return []


def _name_part(composer: Composer, part: PartQuery) -> bool:
    """Say of which part no answer was found, where another part has one; whether it was said."""
    named = len(composer.context.parts) > 1 and not _nothing_answered(composer.context)
    if named:
        composer.context.notice(say("answer.part_missing", composer.language, part=part.text.rstrip("?")))
    return named


def _nothing_answered(context: Context) -> bool:
    """Whether no part has more than a reason why there is no answer: then a reader needs the reasons, not each of the parts again."""
    return all(_is_bare(context, part) for part in context.parts)


def _is_bare(context: Context, part: PartQuery) -> bool:
    if part.outcome == "absence":
        return len(part.choices) == 1 and not says_otherwise(context, part, part.choices[0].hit)
    return part.outcome in ("class", "missing")


def _notice_once(context: Context, text: str) -> None:
    if all(statement.text != text for statement in context.statements):
        context.notice(text)
