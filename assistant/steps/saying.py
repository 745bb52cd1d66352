"""What is said of a choice: in the answer, among what more the sources say, or not at all.

Of 210 replies of one sentence readers called 91 in a hundred readable, of 151 of two 78, of 107 of three 50, of 89 of four 40; those of one
and of two were as complete as the longer ones. So what only adds to an answer is put by: it stands after it, and the page shows it folded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Choice, PartQuery
from assistant.policy import section
from assistant.steps.composer import Composer, PutBy, plain
from assistant.steps.lines import rest_of
from assistant.steps.worth import Stand
from assistant.steps.written import cites_of, leans, led_by, written_of
from corpus.knowledge_model import Said
from corpus.model import Cite, Provision


def said(composer: Composer, part: PartQuery, choice: Choice, further: bool = False) -> list[int]:
    """Say of a choice what answers, after the sentences that carry it where it is a note; what more it says is put by. What was said
    already in its place counts as said of it.
    """
    composer.instead.clear()
    if choice.hit.kind != "provision":
        return composer.written(_of_written(composer, part, choice, further), score=choice.hit.score) + composer.instead
    kept = _of_provision(composer, part, choice, further=further)
    if not kept.lines:
        return list(composer.instead)
    places = carrying(composer, choice) if part.probability < 1 else []
    return places + composer.sentences(kept, part.whole_list) + composer.instead


def rest_of_best(composer: Composer, part: PartQuery, choice: Choice) -> list[int]:
    """Say what else a provision says that may belong to the answer. Of a question of several parts it goes with its own part, less of it:
    readers preferred that to all of it after both answers, where it tore lists apart.
    """
    if composer.context.short or choice.hit.kind != "provision":
        return []
    provision, policy = composer.provision(choice.hit.id), section("decide")
    least = float(policy["rest_from" if len(composer.context.parts) == 1 else "part_rest_from"])
    lines = tuple(line for line in rest_of(choice.hit, choice.lines, least) if not composer.citations.opens(provision, (line,)))
    kept = _of_provision(composer, part, replace(choice, lines=lines), rest=True).lines
    return [place for line in kept for place in composer.sentences(replace(choice, lines=(line,)))]


def put_by(composer: Composer) -> None:
    """Say what was put by, what one source says together."""
    context = composer.context
    composer.begin(1)
    order = list(dict.fromkeys(one.document for one in composer.put_by))
    for one in sorted(composer.put_by, key=lambda one: order.index(one.document)):
        if one.written:
            sentences = [said for said in one.written if not composer.verbatim(said.text[composer.language])]
            places = composer.written(sentences, score=one.choice.hit.score)
        else:
            edition = composer.provision(one.choice.hit.id).edition(composer.language).lines
            lines = tuple(n for n in one.choice.lines if not composer.verbatim(edition[n - 1].plain or edition[n - 1].reading))
            places = composer.sentences(replace(one.choice, lines=lines))
        told = context.answer_parts[one.part]
        context.answer_parts[one.part] = told.model_copy(update={"statements": sorted({*told.statements, *places})})


def near_lines(composer: Composer, part: PartQuery, choice: Choice) -> Choice:
    """Of what stands beside an answer the lines that are worth their words."""
    lines = composer.provision(choice.hit.id).edition(composer.language).lines
    stands = _stands(composer, part, choice)
    return replace(choice, lines=_kept(choice, [stand > Stand.LEFT for stand in stands], [line.text for line in lines]))


def _of_provision(composer: Composer, part: PartQuery, choice: Choice, *, further: bool = False, rest: bool = False) -> Choice:
    """A choice of a provision with those of its lines that answer; what a line announces comes with it. What more it says is put by."""
    edition = composer.provision(choice.hit.id).edition(composer.language).lines
    lines, readings = [line.text for line in edition], [edition[line - 1].plain or edition[line - 1].reading for line in choice.lines]
    stands = composer.once(part, _stands(composer, part, choice, further=further, rest=rest), readings)
    answering = _kept(choice, [stand >= Stand.SAID for stand in stands], lines)
    more = tuple(line for line in _kept(choice, [stand > Stand.LEFT for stand in stands], lines) if line not in answering)
    if more:
        composer.put_by.append(PutBy(_place(composer, part), replace(choice, lines=more)))
    return replace(choice, lines=answering)


def _stands(composer: Composer, part: PartQuery, choice: Choice, *, further: bool = False, rest: bool = False) -> list[Stand]:
    edition = composer.provision(choice.hit.id).edition(composer.language).lines
    cites, texts = [[Cite(choice.hit.id, (line,))] for line in choice.lines], [edition[line - 1].reading for line in choice.lines]
    return composer.worth.stands(part, choice, cites, texts, further=further, rest=rest)


def _kept(choice: Choice, worth: Sequence[bool], texts: Sequence[str]) -> tuple[int, ...]:
    """The lines that are worth saying, with what they announce."""
    kept: list[int] = []
    for line, is_worth in zip(choice.lines, worth, strict=True):
        if is_worth or (line - 1 in kept and texts[line - 2].endswith(":")):
            kept.append(line)
    return tuple(kept)


def _of_written(composer: Composer, part: PartQuery, choice: Choice, further: bool) -> list[Said]:
    """Of what was written the sentences that answer; one that leans on the one before it goes with that. What more there is is put by."""
    sentences = written_of(composer.context.corpus, part, choice.hit, composer.max_statements)
    if composer.context.short:
        return sentences[:1]
    sentences = led_by(composer.context.corpus, sentences, composer.worth.leading(part, choice, [cites_of(one) for one in sentences]))
    texts = [one.text[composer.language] for one in sentences]
    stands = composer.worth.stands(part, choice, [cites_of(one) for one in sentences], texts, further=further, rest=False)
    stands = composer.once(part, stands, texts)
    for n, one in enumerate(sentences):
        if n and leans(one):
            stands[n] = stands[n - 1]
    more = tuple(one for one, stand in zip(sentences, stands, strict=True) if stand == Stand.FURTHER)
    if more:
        composer.put_by.append(PutBy(_place(composer, part), choice, more))
    return [one for one, stand in zip(sentences, stands, strict=True) if stand >= Stand.SAID]


def _place(composer: Composer, part: PartQuery) -> int:
    return next(n for n, other in enumerate(composer.context.parts) if other is part)


def carrying(composer: Composer, choice: Choice) -> list[int]:
    """Say the sentences that carry a note: by itself a note is mostly the bare title of what they speak of; not one that has sentences, or
    that is told in plain words of its own.
    """
    places: list[int] = []
    provision = composer.provision(choice.hit.id) if choice.hit.kind == "provision" else None
    if provision and provision.meta.kind == "note" and _is_bare(provision):
        for p in composer.context.document(provision.document.id).provisions.values():
            carrying = tuple(n for n, line in enumerate(p.edition("sv").lines, 1) if provision.meta.number in line.notes)
            if carrying:
                places += composer.sentences(plain(p.id, carrying))
    return places


def _is_bare(note: Provision) -> bool:
    lines = note.edition("sv").lines
    return len(lines) == 1 and not lines[0].plain
