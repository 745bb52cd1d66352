"""A saved record asked again: what the corpus of today answers, and where that differs.

Someone quoted an answer in a decision; a year later the question is whether it would be given again. The recorded questions are asked in
the language of their replies, a conversation turn by turn, and the replies are laid beside the recorded ones. Timings, scores and suggested
questions are not compared: they are not what anyone relies on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.context import Conversation
from assistant.personal import KINDS
from assistant.policy import say, section
from assistant.record import Answer, Checklist, Citation, Statement
from assistant.saved import Saved, Unread
from corpus.text.worddiff import Piece, align, word_diff

if TYPE_CHECKING:
    from assistant.service import Assistant

# What a citation quotes and what it is worth; its number and score say nothing about the source.
WORDS = ("passage", "quote", "official_passage", "official_quote")
WORTH = (
    "title", "issuer", "date", "pinpoint", "authority", "jurisdiction", "layer", "binding", "restates", "in_force", "as_of", "text_kind",
    "url",
)  # fmt: skip
THEME, ITEM = ("title", "level", "escalate"), ("text", "stage", "responsible", "level")
REFERRAL = ("body", "url", "why", "prepare", "do_not_send", "first")


@dataclass(frozen=True)
class Change:
    """A value before and after; None where there was, or is, none. ``pieces`` are the words that differ."""

    name: str
    old: str | None
    new: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The two values word by word."""
        return word_diff(self.old or "", self.new or "")


@dataclass(frozen=True)
class CitationChange:
    """A source that is gone, new, or the same with other words or another worth."""

    provision_id: str
    what: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class ChecklistChange:
    """A theme or an item that is gone, new or reworded, by its id."""

    id: str
    what: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One question asked again: how the reply differs from the recorded one, and what must be known to read that."""

    asked: str
    language: str
    fields: tuple[Change, ...] = ()
    statements: tuple[Change, ...] = ()
    citations: tuple[CitationChange, ...] = ()
    referral: tuple[Change, ...] = ()
    checklist: tuple[ChecklistChange, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs that anyone relies on."""
        return not (self.fields or self.statements or self.citations or self.referral or self.checklist)


@dataclass(frozen=True)
class Replayed:
    """A record asked again. ``versions`` name what else it was answered from then: corpus and index, where they differ from today's."""

    where: str
    turns: tuple[Turn, ...]
    versions: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether every turn is answered as then."""
        return all(turn.same for turn in self.turns)


def replay(assistant: Assistant, records: Iterable[Saved | Unread]) -> list[Replayed | Unread]:
    """Ask what was recorded again, record by record. A record that could not be read is handed on."""
    return [record if isinstance(record, Unread) else _replayed(assistant, record) for record in records]


def _replayed(assistant: Assistant, saved: Saved) -> Replayed:
    versions: dict[str, Change] = {}
    turns = []
    conversation = Conversation()
    for place, then in enumerate(saved.answers):
        turns.append(_asked(assistant, then, conversation, first=place == 0))
        versions |= _versions(then, {"corpus_version": assistant.corpus.version, "index_version": assistant.index.manifest.version})
    if saved.checklist:
        now = assistant.checklist(saved.checklist.situation, language=saved.checklist.language)
        turns.append(
            Turn(
                saved.checklist.situation,
                saved.checklist.language,
                citations=_citations(_sources(saved.checklist), _sources(now)),
                checklist=_checklist(saved.checklist, now),
            )
        )
        versions |= _versions(saved.checklist, {"corpus_version": assistant.corpus.version})
    return Replayed(saved.where, tuple(turns), tuple(versions.values()))


def _versions(then: Answer | Checklist, now: Mapping[str, str]) -> dict[str, Change]:
    return {name: Change(name, getattr(then, name), version) for name, version in now.items() if getattr(then, name) != version}


def _asked(assistant: Assistant, then: Answer, conversation: Conversation, first: bool) -> Turn:
    question, remarks = then.question, []
    if first and _leant(assistant, then):
        # What it leant on is not in the record; the resolved question is.
        question = then.standalone_question
        remarks.append("follow_up")
    own = {citation.document_id for citation in then.citations if citation.layer == "own"}
    if own - {document.id for document in assistant.kept_documents()}:
        remarks.append("own_documents")
    now = assistant.ask(question, language=then.language, conversation=conversation, default_language=then.language)
    return compare(then, now, tuple(remarks))


def _without_notices(answer: Answer) -> list[Statement]:
    """The statements, without what was said of personal data that a saved record no longer holds."""
    if str(section("personal")["mark"]) not in answer.question:
        return list(answer.statements)
    told = {say(f"personal.{kind}", answer.language) for kind in KINDS}
    return [statement for statement in answer.statements if statement.text not in told]


def _leant(assistant: Assistant, then: Answer) -> bool:
    """Whether the first question of a record was a follow-up: asked by itself it is not resolved to what it was then. That it was cleaned
    of courtesy, of line breaks or of what does not belong in it makes it none.
    """
    if then.standalone_question == then.question or then.status == "invalid":
        return False
    alone = assistant.ask(then.question, language=then.language, conversation=Conversation(), default_language=then.language)
    return alone.standalone_question != then.standalone_question


def compare(then: Answer, now: Answer, remarks: tuple[str, ...] = ()) -> Turn:
    """How a reply differs from the recorded one."""
    return Turn(
        asked=then.question,
        language=then.language,
        fields=_changed(then, now, ("status", "language", "mode")),
        statements=_statements(_without_notices(then), _without_notices(now)),
        citations=_citations([*then.citations, *_sources(then.checklist)], [*now.citations, *_sources(now.checklist)]),
        referral=_referral(then, now),
        checklist=_checklist(then.checklist, now.checklist),
        remarks=remarks,
    )


def _changed(then: object, now: object, names: Sequence[str]) -> tuple[Change, ...]:
    pairs = [(name, _shown(getattr(then, name, None)), _shown(getattr(now, name, None))) for name in names]
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


def _shown(value: Any) -> str | None:
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _statements(then: Sequence[Statement], now: Sequence[Statement]) -> tuple[Change, ...]:
    """Sentences that are gone, new or reworded, and those that have become another kind of sentence."""
    found = []
    for i, k in align([s.text for s in then], [s.text for s in now]):
        old, new = then[i] if i is not None else None, now[k] if k is not None else None
        if old is None or new is None or old.text != new.text:
            kind = new.kind if new else old.kind if old else ""
            found.append(Change(kind, old.text if old else None, new.text if new else None))
        elif old.kind != new.kind:
            found.append(Change("kind", f"{old.kind}: {old.text}", f"{new.kind}: {new.text}"))
    return tuple(found)


def _sources(checklist: Checklist | None) -> list[Citation]:
    """What the items of a checklist cite, each quote once: several items may rest on one sentence."""
    cited = [c for theme in checklist.themes for item in theme.items for c in item.citations] if checklist else []
    return list({(c.provision_id, c.quote): c for c in cited}.values())


def _citations(then: Sequence[Citation], now: Sequence[Citation]) -> tuple[CitationChange, ...]:
    """By provision; one provision may be cited for several of its sentences, which are paired in order."""
    found = []
    for name in {c.provision_id: None for c in [*then, *now]}:
        old, new = ([c for c in side if c.provision_id == name] for side in (then, now))
        for place in range(max(len(old), len(new))):
            if place >= len(new):
                found.append(CitationChange(name, "gone"))
            elif place >= len(old):
                found.append(CitationChange(name, "new"))
            elif changes := _changed(old[place], new[place], (*WORDS, *WORTH)):
                found.append(CitationChange(name, "changed", changes))
    return tuple(found)


def _referral(then: Answer, now: Answer) -> tuple[Change, ...]:
    if then.referral is None and now.referral is None:
        return ()
    return _changed(then.referral, now.referral, REFERRAL)


def _checklist(then: Checklist | None, now: Checklist | None) -> tuple[ChecklistChange, ...]:
    """Themes and their items by id: gone, new, or saying something else."""
    return (*_parts(_themes(then), _themes(now), THEME), *_parts(_items(then), _items(now), ITEM))


def _themes(checklist: Checklist | None) -> dict[str, Any]:
    return {theme.id: theme for theme in checklist.themes} if checklist else {}


def _items(checklist: Checklist | None) -> dict[str, Any]:
    return {item.id: item for theme in checklist.themes for item in theme.items} if checklist else {}


def _parts(then: Mapping[str, Any], now: Mapping[str, Any], names: Sequence[str]) -> list[ChecklistChange]:
    found = []
    for name in {**then, **now}:
        if name not in now:
            found.append(ChecklistChange(name, "gone"))
        elif name not in then:
            found.append(ChecklistChange(name, "new"))
        elif changes := _changed(then[name], now[name], names):
            found.append(ChecklistChange(name, "changed", changes))
    return found
