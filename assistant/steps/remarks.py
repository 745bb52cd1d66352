"""What is said about the sources of a reply: in what order they come, whether they bind, and what must be known of each.

A reader who asks "must we?" wants to know first whether anything here binds, and a reader in Finland must not take a Swedish university's
rule for a Finnish law. So what applies here comes before what is only an example, and an example, a proposal and a replaced text say so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.context import Choice, Context, PartQuery
from assistant.policy import say, section
from assistant.record import Citation
from assistant.steps.asks import asks_force
from assistant.steps.leads import lead_ins
from assistant.steps.lists import asks_list
from assistant.steps.sources import is_of
from corpus.model import Document, DocumentMeta
from corpus.text.normal import squeeze

_OF_SOME = ("funder_condition", "institution_rule")
_LAWS = ("law", "eu_law")
_LAST = 9


def standing(document: Document) -> int:
    """The place of a source among others that answer the same: own, law, national, EU, international, foreign."""
    if document.meta.layer == "own":
        return 0
    if document.meta.binding:
        return 1
    return 2 + ("national", "eu", "international", "foreign").index(document.meta.layer)


def in_order(context: Context, part: PartQuery, statements: int) -> list[Choice]:
    """As many choices as may be said, those that answer nearly as well as the best by the rank of their source, and those of one document
    together; all that only stands beside comes last. Where sources are named the order is the question's.
    """
    kept: list[Choice] = []
    lines, most = 0, int(section("decide")["best_sentences"])
    for choice in part.choices:
        if lines < statements or choice.beside:
            kept.append(choice)
        if not choice.beside:
            lines += max(1, min(len(choice.lines), most))
    if part.outcome != "answered" or part.sources or not kept:
        return sorted(kept, key=lambda choice: (choice.beside, _named_place(part, choice, kept)))
    near = float(section("decide")["same_thing"]) * kept[0].hit.score
    first: dict[str, int] = {}

    def key(place: int) -> tuple[bool, int, int, int]:
        choice = kept[place]
        if choice.hit.kind != "provision" and kept[0].hit.kind != "provision":
            return (choice.beside, -1, place, place)
        # What was written on the whole source of the best comes with it.
        of = choice if choice.hit.kind == "provision" else kept[0]
        document = of.hit.document
        place_of = standing(context.document(document)) if of.hit.score >= near else _LAST
        return (choice.beside, place_of, first.setdefault(document, place), place)

    order = sorted(range(len(kept)), key=key)
    return [kept[place] for place in order]


def _named_place(part: PartQuery, choice: Choice, kept: list[Choice]) -> int:
    """Where the question names a choice's source among several, counted from 0; last where it does not, or where it is much less near to
    what was asked than the best: an answer does not begin with it.
    """
    if len(part.sources) < 2 or choice.hit.kind != "provision":
        return 0
    if choice.hit.score < float(section("decide")["named_share"]) * kept[0].hit.score:
        return len(part.sources)
    return next((place for place, families in enumerate(part.sources) if is_of(choice.hit.id, families)), len(part.sources))


def remarks(context: Context) -> None:
    """Add what must be said about the sources used: where it was asked for, whether they bind and where the words stand; always, what is an
    example, a proposal, replaced, misprinted, a partial list or past its review date.
    """
    if context.status in ("answered", "partial"):
        _force_first(context)
    if context.exact:
        _places(context)
    answering, further = _spoken_of(context, False), _spoken_of(context, True)
    _of_documents(context, _documents(context, answering))
    with context.folded():
        # What is only said further down is remarked on there.
        _of_documents(context, [meta for meta in _documents(context, further) if meta not in _documents(context, answering)])
        _partial_lists(context, further - answering)
    for citation in context.citations:
        _misprints(context, citation)
    _partial_lists(context, answering)
    reviews = (context.document(c.document_id).meta.review_by for c in context.citations)
    for date in sorted({date for date in reviews if date and date < context.today}):
        context.notice(say("answer.past_review", context.language, date=date.isoformat()))


def _spoken_of(context: Context, further: bool) -> set[int]:
    """The citations that sentences of the answer, or of what more the sources say, rest on. Of a place that is only named nothing is said
    that could be taken for what applies.
    """
    return {number for s in context.statements if s.kind != "notice" and s.further == further for number in s.citations}


def _documents(context: Context, numbers: set[int]) -> list[DocumentMeta]:
    return list({c.document_id: context.document(c.document_id).meta for c in context.citations if c.number in numbers}.values())


def _of_documents(context: Context, documents: list[DocumentMeta]) -> None:
    """What must be known of these sources."""
    _examples(context, documents)
    for meta in documents:
        _replaced(context, meta)
    _proposals(context, documents)


def _force_first(context: Context) -> None:
    """Begin with the force of the first source, where whether something must be done is asked; of the one that the question names, where
    that is told of by another.
    """
    asking = [part for part in context.parts if asks_force(part.text)]
    if not context.citations or not asking:
        return
    first = context.citations[0]
    meta = _meant(context, asking, first)
    own = meta is not None and meta.id == first.document_id
    # More is cited than what recalls law: "everyone must know it" stands in law, whatever else its passage says.
    law = any(said.text in context.duties and first.number in said.citations and not said.further for said in context.statements)
    text = force(meta, context.language, (first.restates or (_LAWS[0] if law else None)) if own else None) if meta else None
    if text and all(said.text != text for said in context.statements):
        context.notice(text)
        said = context.statements.pop()
        cited = context.document(first.document_id).meta
        leads = [*lead_ins(cited, context.language), cited.lead_in_restates.get(context.language)]
        if own and context.statements and context.statements[0].kind == "notice" and context.statements[0].text in leads:
            # The lead-in names the source and that it does not bind: once is enough.
            context.statements[0] = said
            return
        context.statements.insert(0, said)
        context.answer_parts = [p.model_copy(update={"statements": [n + 1 for n in p.statements]}) for p in context.answer_parts]


def _meant(context: Context, asking: list[PartQuery], first: Citation) -> DocumentMeta | None:
    """The document whose force is asked for: of the first citation, unless the question names others; then the one that it names, if it is
    one alone.
    """
    families = [families for part in asking for families in part.sources]
    if not families or any(is_of(first.provision_id, named) for named in families):
        return context.document(first.document_id).meta
    named = [document.meta for name, document in context.corpus.documents.items() if any(is_of(name, family) for family in families)]
    return named[0] if len(named) == 1 else None


def force(meta: DocumentMeta, language: str, restates: str | None = None) -> str | None:
    """Whether a source binds, in a sentence; None where its document does not tell. ``restates``: what is cited recalls a duty in law."""
    if meta.layer == "own" or meta.in_force == "superseded":
        return None
    if meta.binding:
        key = "law"
    elif meta.in_force == "proposed":
        key = "proposed"
    elif meta.authority in _LAWS:
        return None
    elif restates:
        key = "restates"
    else:
        key = "some" if meta.authority in _OF_SOME else "none"
    kind = say(f"badge.authority.{meta.authority}", language)
    return say(f"force.{key}", language, name=meta.names[language], kind=kind)


def _examples(context: Context, documents: list[DocumentMeta]) -> None:
    """That sources are examples from abroad where nothing has said so, in one line: a line each is a list of names under an answer."""
    abroad = [meta for meta in documents if meta.layer == "foreign" and meta.id not in context.led]
    _of_all(context, "answer.example", abroad)


def _proposals(context: Context, documents: list[DocumentMeta]) -> None:
    """That sources are proposals, likewise; of one whose force was asked for, or whose lead-in says that its stage is not known, it was
    said first.
    """
    said, language = {s.text for s in context.statements}, context.language
    proposed = [meta for meta in documents if meta.in_force == "proposed" and not meta.superseded_by]
    unsure = re.compile("|".join(section("language")["stage_unknown"][language]))
    untold = [m for m in proposed if not (m.id in context.led and unsure.search(m.lead_in[language]))]
    _of_all(context, "force.proposed", [m for m in untold if say("force.proposed", language, name=m.names[language]) not in said])


def _of_all(context: Context, key: str, documents: list[DocumentMeta]) -> None:
    """Say a text of some documents, which is in the plural where there are several."""
    if documents:
        names = "; ".join(meta.names[context.language] for meta in documents)
        context.notice(say(f"{key}_several" if len(documents) > 1 else key, context.language, name=names))


def _replaced(context: Context, meta: DocumentMeta) -> None:
    """That a source was replaced."""
    name = meta.names[context.language]
    if meta.superseded_by:
        later = context.corpus.documents[meta.superseded_by].meta.names[context.language]
        text = say("answer.replaced", context.language, name=name, later=later)
        context.notice(text[:1].upper() + text[1:])
    elif meta.in_force == "superseded":
        context.notice(say("answer.superseded", context.language, name=name))


def _misprints(context: Context, citation: Citation) -> None:
    """A misprint in a quoted sentence."""
    document, _, local = citation.provision_id.partition("/")
    for misprint in context.document(document).meta.misprints:
        if misprint.note and misprint.provision == local and misprint.printed in (citation.official_quote or citation.quote):
            context.notice(say("answer.misprint", context.language, note=misprint.note[context.language]))


def _partial_lists(context: Context, said: set[int]) -> None:
    """Which citations are of lists that are carried in part only, where a list is asked for: elsewhere it hung in the air and cast doubt
    on a whole answer. Once, by their numbers.
    """
    if not any(asks_list(context, part) for part in context.parts):
        return
    numbers = []
    for citation in context.citations:
        if citation.number in said and not context.provision(citation.provision_id).meta.complete:
            numbers.append(f"[{citation.number}]")
    if numbers:
        context.notice(say("answer.incomplete", context.language, numbers=", ".join(numbers)))


def _places(context: Context) -> None:
    """Where it is asked for: where the words stand, and how they run, or that they do not stand here."""
    said, summaries = [squeeze(statement.text) for statement in context.statements], dict[str, list[str]]()
    for citation in context.citations[:2]:
        context.notice(say("answer.stands", context.language, number=citation.number, title=citation.title, pinpoint=citation.pinpoint))
        quote, language = citation.official_quote, citation.official_language
        if citation.text_kind == "digest" and quote is None and citation.url:
            summaries.setdefault(citation.url, []).append(f"[{citation.number}]")
        elif quote and language and not any(squeeze(quote) in text for text in said):
            spoken = say(f"answer.spoken.{language}", context.language)
            context.notice(say("answer.own_words", context.language, number=citation.number, spoken=spoken, quote=quote))
    for url, numbers in summaries.items():
        context.notice(say("answer.only_summary", context.language, numbers=", ".join(numbers), url=url))


def shortened(context: Context) -> list[PartQuery]:
    """The parts with what answers each best alone, and of that the sentence that is said first."""
    firsts = [[replace(choice, lines=choice.lines[:1]) for choice in in_order(context, part, statements=1)[:1]] for part in context.parts]
    return [replace(part, choices=first) for part, first in zip(context.parts, firsts, strict=True)]
