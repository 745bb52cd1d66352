"""Compose the reply from the choices, without a language model.

Statements are sentences of the reading edition in the asker's language (or sentences written and reviewed by people), each with its
citation. One lead-in from data names source, date and force. What is missing is said with the asker's own words.
"""

from __future__ import annotations

import re

from assistant.cite import Citations
from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.record import AnswerPart, Referral, Statement
from assistant.steps.advise import advise, own_organisation
from assistant.steps.remarks import in_order, remarks, shorten
from assistant.steps.structure import last_number
from assistant.steps.written import written_of
from corpus.knowledge_model import Said
from corpus.model import EditionText, Provision
from corpus.text.sentences import sentences
from index.hits import Hit

_ENUMERATOR = re.compile(r"^(?:\d{1,2}\.|[a-z]\.|\d\))\s+")


class Composer:
    """The reply as it grows."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.language = context.language
        self.citations = Citations(context.language)
        self.speaking = ""  # the document that the last lead-in named
        self.said: set[tuple[str, int]] = set()
        policy = section("decide")
        self.max_statements, self.max_characters = int(policy["max_statements"]), int(policy["max_cited_characters"])
        self.max_citations, self.max_list = int(policy["max_citations"]), int(policy["max_list_citations"])
        self.share = (self.max_citations, self.max_characters)  # how far the part at hand may go
        self.before = 0  # how many citations the parts before it have

    def begin(self, parts_left: int) -> None:
        """Begin a part: what is left is shared among the parts that are left, so that the first does not take it all."""
        self.before, used = len(self.citations), self.citations.characters()
        self.share = (
            self.before + -(-(self.max_citations - self.before) // parts_left),
            used + (self.max_characters - used) // parts_left,
        )

    def lead_in(self, provision: Provision) -> None:
        """Name the source with its date and force, and again where another spoke in between: what stands under a lead-in is read as its."""
        if provision.document.id != self.speaking:
            self.speaking = provision.document.id
            self.context.notice(provision.document.lead_in[self.language])

    def fits(self, provision: Provision, whole_list: bool) -> bool:
        """Whether one more provision may be cited."""
        cost, used = self.citations.cost(provision), self.citations.characters()
        if cost == 0:
            return True
        if len(self.citations) >= (self.max_list if whole_list else self.max_citations) or used + cost > self.max_characters:
            return False
        citations, characters = self.share
        # A part's first citation may be longer than its share.
        return whole_list or len(self.citations) == self.before or (len(self.citations) < citations and used + cost <= characters)

    def sentences(self, choice: Choice, whole_list: bool = False) -> list[int]:
        """Say the chosen sentences of a provision; returns the places of the statements."""
        provision = self.provision(choice.hit.id)
        new = [line for line in choice.lines if (provision.id, line) not in self.said]
        if not new or not self.fits(provision, whole_list):
            return []
        edition = provision.edition(self.language)
        places = []
        for line in new:
            number = self.citations.add(provision, (line,), choice.hit.score)
            self.said.add((provision.id, line))
            text = sentence_text(provision, edition, line, whole_list)
            places.append(self.add(text, statement_kind(edition), [number], edition.language, provision))
        return places

    def written(self, statements: list[Said], kind: str = "digest", score: float | None = None) -> list[int]:
        """Say reviewed sentences with their citations."""
        places = []
        for said in statements:
            cited = [self.cited(cite) for cite in said.cites]
            if any(not self.fits(provision, False) for provision, _ in cited):
                continue
            numbers = sorted({self.citations.add(provision, lines, score) for provision, lines in cited})
            self.said |= {(provision.id, line) for provision, lines in cited for line in lines}
            led_by = cited[0][0] if kind == "digest" and cited else None
            places.append(self.add(said.text[self.language], kind, numbers, self.language, led_by))
        return places

    def add(self, text: str, kind: str, numbers: list[int], language: str, led_by: Provision | None = None) -> int:
        """Say one sentence, under the lead-in of its source where it has one; returns its place. What was said under an earlier part is not
        said again, and no lead-in announces it.
        """
        for place, said in enumerate(self.context.statements):
            if said.text == text and said.citations:
                return place
        if led_by:
            self.lead_in(led_by)
        self.context.statements.append(Statement(text=text, language=language, kind=kind, citations=numbers))
        return len(self.context.statements) - 1

    def provision(self, full_id: str) -> Provision:
        """A provision of the session or the corpus."""
        document, _, local = full_id.partition("/")
        return self.context.document(document).provisions[local]

    def cited(self, cite: str) -> tuple[Provision, tuple[int, ...]]:
        """Provision and lines of a knowledge file's citation."""
        return self.context.corpus.cited(cite)


def plain(provision_id: str, lines: tuple[int, ...]) -> Choice:
    """A choice that the structure made, not the ranking."""
    return Choice(Hit(f"provision:{provision_id}", 0), lines)


def statement_kind(edition: EditionText) -> str:
    """What kind a sentence of an edition is."""
    return "verbatim" if edition.text_kind == "official" else edition.text_kind


def sentence_text(provision: Provision, edition: EditionText, line: int, named: bool = False) -> str:
    """A sentence as it is said: without its enumerator; in a list, and for a note, with its place in brackets."""
    text = _ENUMERATOR.sub("", edition.lines[line - 1].reading)
    if provision.meta.kind == "note" or named:
        return f"[{edition.label}:] {text}"
    return text


def compose(context: Context) -> None:
    """Sets ``statements``, ``citations``, ``status``, ``answer_parts`` and ``referral``."""
    context.language = context.answer_language or context.language
    composer = Composer(context)
    advise(context)
    if context.foreign:
        context.notice(say("answer.other_language", "en"))
    for n, part in enumerate(context.parts):
        composer.begin(sum(later.outcome in _SAYING for later in context.parts[n + 1 :]) + 1)
        places = _OUTCOMES[part.outcome](composer, part)
        alone = len(context.parts) == 1 and part.outcome in ("absence", "no_such_place", "referral")
        answered = part.outcome in ("answered", "situation") or alone
        context.answer_parts.append(AnswerPart(text=part.text, status="answered" if answered and places else "missing", statements=places))
    context.citations = composer.citations.records()
    context.status = _status(context)
    if context.short:
        shorten(context)
    remarks(context)
    if context.status in ("not_covered", "refused", "invalid"):
        context.citations = []


def _answered(composer: Composer, part: PartQuery) -> list[int]:
    places: list[int] = []
    whole_list = part.whole_list
    for choice in part.choices if whole_list else in_order(composer.context, part, composer.max_statements):
        places += _by_kind(composer, part, choice)
    if not places and part.choices:
        # Everything was said under an earlier part already: point there.
        places = _said_before(composer, part)
    if len(composer.context.parts) == 1 and not whole_list:
        places += _notes(composer, part)
    return places


def _situation(composer: Composer, part: PartQuery) -> list[int]:
    composer.context.notice(say("answer.situation", composer.language))
    return [place for choice in part.choices for place in composer.sentences(choice)]


def _said_before(composer: Composer, part: PartQuery) -> list[int]:
    wanted = {choice.hit.id for choice in part.choices}
    numbers = {c.number for c in composer.citations.records() if c.provision_id in wanted}
    return [place for place, s in enumerate(composer.context.statements) if numbers & set(s.citations)]


def _by_kind(composer: Composer, part: PartQuery, choice: Choice) -> list[int]:
    if choice.hit.kind == "provision":
        return composer.sentences(choice, part.whole_list)
    said = written_of(composer.context.corpus.knowledge, part, choice.hit, composer.max_statements)
    return composer.written(said, score=choice.hit.score)


def _notes(composer: Composer, part: PartQuery) -> list[int]:
    """A sentence brings the note that it carries where the question found that note too, and a note brings its sentence."""
    places: list[int] = []
    near = {hit.id for hit in part.hits[:5] if hit.kind == "provision"}
    for choice in [c for c in part.choices if c.hit.kind == "provision"][:2]:
        provision = composer.provision(choice.hit.id)
        document = composer.context.document(provision.document.id)
        if provision.meta.kind == "note":
            for p in document.provisions.values():
                carrying = tuple(n for n, line in enumerate(p.edition("sv").lines, 1) if provision.meta.number in line.notes)
                if carrying:
                    places += composer.sentences(plain(p.id, carrying))
        else:
            for line in choice.lines:
                for number in provision.edition("sv").lines[line - 1].notes:
                    note = document.note(number)
                    if note and note.id in near:
                        places += composer.sentences(plain(note.id, (1,)))
    return places


def _absence(composer: Composer, part: PartQuery) -> list[int]:
    absence = next(a for a in composer.context.corpus.knowledge.absences if a.id == part.choices[0].hit.id)
    if len(composer.context.parts) > 1:
        composer.context.notice(say("answer.part_missing", composer.language, part=part.text.rstrip("?")))
    if not absence.held:
        composer.context.notice(sentences(absence.text[composer.language])[0])
        return [place for choice in part.choices[1:] for place in composer.sentences(choice)]
    places = composer.written([Said(text=absence.text, cites=absence.cites)], "premise_correction", part.choices[0].hit.score)
    return places + [place for choice in part.choices[1:] for place in composer.sentences(choice)]


def _no_such_place(composer: Composer, part: PartQuery) -> list[int]:
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


def _referral(composer: Composer, part: PartQuery) -> list[int]:
    k, language = composer.context.corpus.knowledge, composer.language
    referral = next(r for r in k.referrals if r.id == part.choices[0].hit.id)
    composer.context.notice(referral.why[language])
    places = [len(composer.context.statements) - 1]
    for cite in referral.cites[:2]:
        provision, lines = composer.cited(cite)
        places += composer.sentences(plain(provision.id, lines))
    if composer.context.referral is None:
        composer.context.referral = Referral(
            body=referral.body[language],
            url=referral.url,
            why=referral.why[language],
            prepare=referral.prepare[language],
            do_not_send=referral.do_not_send[language],
            first=[k.role_name(role, language) for role in referral.first],
        )
    return places


def _class(composer: Composer, part: PartQuery) -> list[int]:
    entry = next(c for c in composer.context.corpus.knowledge.classes if c.id == part.choices[0].hit.id)
    if len(composer.context.parts) > 1:
        composer.context.notice(say("answer.part_missing", composer.language, part=part.text.rstrip("?")))
        return []
    composer.context.notice(entry.text[composer.language])
    if section("statuses")["classes"][entry.answer_class] == "referred" and composer.context.referral is None:
        composer.context.referral = own_organisation(composer.language)
    return [len(composer.context.statements) - 1]


def _missing(composer: Composer, part: PartQuery) -> list[int]:
    key = "answer.part_missing" if len(composer.context.parts) > 1 else "answer.not_covered"
    composer.context.notice(say(key, composer.language, part=part.text.rstrip("?")))
    return []


_OUTCOMES = {
    "answered": _answered,
    "situation": _situation,
    "absence": _absence,
    "referral": _referral,
    "class": _class,
    "missing": _missing,
    "no_such_place": _no_such_place,
}


# Outcomes that may cite.
_SAYING = ("answered", "situation", "absence", "no_such_place", "referral")


def _status(context: Context) -> str:
    outcomes = {part.outcome for part in context.parts}
    cited = any(s.citations for s in context.statements)
    if outcomes & {"answered", "situation"} and cited:
        whole = all(p.status == "answered" for p in context.answer_parts)
        return "answered" if whole else "partial"
    if "referral" in outcomes:
        return "referred"
    if outcomes & {"absence", "no_such_place"} and cited:
        corrected = any(s.kind == "premise_correction" for s in context.statements)
        return "answered" if len(context.parts) == 1 and corrected else "partial"
    if "class" in outcomes:
        names = {c.id: c.answer_class for c in context.corpus.knowledge.classes}
        statuses = {section("statuses")["classes"][names[p.choices[0].hit.id]] for p in context.parts if p.outcome == "class"}
        return next(s for s in ("refused", "referred", "not_covered") if s in statuses)
    return "not_covered"
