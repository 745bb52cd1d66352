"""Records asked again, as text and plain data: first whether the answer is the same, then what differs, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.export.changes import word_marks
from assistant.policy import say, section
from assistant.replay import Change, CitationChange, Replayed, Turn
from assistant.saved import Unread
from corpus.text.worddiff import Piece


def replay_text(found: Sequence[Replayed | Unread], language: str | None = None) -> str:
    """For a terminal, each record in the language of its reply, or all in ``language``."""
    out: list[str] = []
    for record in found:
        out.append(str(record) if isinstance(record, Unread) else "\n".join(_record(record, language)))
    if len(found) > 1:
        out.append(say("replay.summary", language or "en", **counts(found)))
    return "\n\n".join(out)


def counts(found: Sequence[Replayed | Unread]) -> dict[str, int]:
    """How many records were replayed, are the same, differ, could not be read."""
    played = [record for record in found if isinstance(record, Replayed)]
    same = sum(record.same for record in played)
    return {"total": len(played), "same": same, "different": len(played) - same, "unread": len(found) - len(played)}


def _record(record: Replayed, language: str | None) -> Iterator[str]:
    yield record.where
    spoken = language or (record.turns[0].language if record.turns else "en")
    for change in record.versions:
        name = say(f"replay.versions.{change.name}", spoken)
        yield "  " + say("replay.version", spoken, name=name, old=change.old, new=change.new)
    for turn in record.turns:
        yield from _turn(turn, language or turn.language)


def _turn(turn: Turn, language: str) -> Iterator[str]:
    yield f"  {turn.asked}"
    yield f"    {say('replay.same' if turn.same else 'replay.differs', language)}"
    yield from (f"    {say(f'replay.remarks.{remark}', language)}" for remark in turn.remarks)
    for change in turn.fields:
        yield f"    {say(f'replay.fields.{change.name}', language)}: {_value(change.old, language)} → {_value(change.new, language)}"
    for key, changes in (("statements", turn.statements), ("referral", turn.referral)):
        if changes:
            yield f"    {say(f'replay.{key}', language)}:"
            yield from (f"      {_named(change, language)}" for change in changes)
    for key, parts in (("citations", turn.citations), ("checklist", turn.checklist)):
        if parts:
            yield f"    {say(f'replay.{key}', language)}:"
            for part in parts:
                name = part.provision_id if isinstance(part, CitationChange) else part.id
                yield f"      {name}: {say(f'replay.what.{part.what}', language)}"
                yield from (f"        {change.name}: {_words(change)}" for change in part.changes)


def _value(value: str | None, language: str) -> str:
    known = section("statuses").get(value or "")
    return str(known["label"][language]) if known else value or "–"


def _named(change: Change, language: str) -> str:
    return f"{say('replay.kind', language)}: {_words(change)}" if change.name == "kind" else _words(change)


def _words(change: Change) -> str:
    if change.old is None or change.new is None:
        return word_marks([Piece("+" if change.old is None else "-", change.new or change.old or "")])
    return word_marks(change.pieces) if " " in change.old + change.new else f"{change.old} → {change.new}"


def replay_data(found: Sequence[Replayed | Unread], corpus_version: str | None, index_version: str | None) -> dict[str, Any]:
    """As plain data for JSON. The versions are today's; None where nothing could be asked again."""
    records = [{"where": r.where, "error": r.why} if isinstance(r, Unread) else _record_data(r) for r in found]
    return {
        "corpus_version": corpus_version,
        "index_version": index_version,
        "same": all(record.get("same") for record in records),
        "records": records,
    }


def _record_data(record: Replayed) -> dict[str, Any]:
    versions = {c.name: {"then": c.old, "now": c.new} for c in record.versions}
    return {"where": record.where, "same": record.same, "versions": versions, "turns": [_turn_data(t) for t in record.turns]}


def _turn_data(turn: Turn) -> dict[str, Any]:
    return {
        "question": turn.asked,
        "language": turn.language,
        "same": turn.same,
        "remarks": list(turn.remarks),
        "fields": _changes_data(turn.fields),
        "statements": [{"kind": c.name, **_change_data(c)} for c in turn.statements],
        "citations": [{"provision_id": c.provision_id, "what": c.what, "changes": _changes_data(c.changes)} for c in turn.citations],
        "referral": _changes_data(turn.referral),
        "checklist": [{"id": c.id, "what": c.what, "changes": _changes_data(c.changes)} for c in turn.checklist],
    }


def _changes_data(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [{"name": change.name, **_change_data(change)} for change in changes]


def _change_data(change: Change) -> dict[str, Any]:
    return {"old": change.old, "new": change.new, "pieces": [[piece.op, piece.text] for piece in change.pieces]}
