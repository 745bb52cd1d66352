"""What changed in the corpus, as text, Markdown and plain data.

Words that went and came are marked where they stand: ``-gone- +come+`` in text, ``~~gone~~ **come**`` in Markdown, where corpus text is
escaped so that it cannot bring marks of its own. A text that is new or gone as a whole is given line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.changes import Changes, TouchedRecord
from assistant.export.text import escape
from assistant.policy import say, texts
from corpus.base.settings import LANGUAGES
from corpus.diff import DocumentChange, EntryChange, FieldChange, ProvisionChange, SentenceChange
from corpus.snapshot import KeptProvision
from corpus.text.worddiff import Piece, new_text, old_text
from corpus.touched import WHYS, Touched


@dataclass(frozen=True)
class _Style:
    """How a format marks what it says: headings by depth, points by depth, words that came and went, corpus text."""

    heading: Callable[[int, str], str]
    point: Callable[[int, str], str]
    gone: Callable[[str], str]
    come: Callable[[str], str]
    plain: Callable[[str], str]


def _marked(text: str, mark: str) -> str:
    """The mark close around the words: Markdown does not see one that has a blank inside."""
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


TEXT = _Style(
    heading=lambda depth, words: f"\n{'  ' * (depth - 1)}{words}",
    point=lambda depth, words: f"{'  ' * (depth + 1)}{words}",
    gone=lambda text: _marked(text, "-"),
    come=lambda text: _marked(text, "+"),
    plain=lambda text: text,
)
MARKDOWN = _Style(
    heading=lambda depth, words: f"\n{'#' * (depth + 1)} {words}\n",
    point=lambda depth, words: f"{'  ' * (depth - 1)}- {words}",
    gone=lambda text: _marked(escape(text), "~~"),
    come=lambda text: _marked(escape(text), "**"),
    plain=escape,
)


def changes_text(found: Changes, language: str = "en", only: str | None = None) -> str:
    """For a terminal, in the words of ``language``; ``only`` leaves out the texts in other languages."""
    return "\n".join(_all(found, language, only, TEXT)).strip("\n")


def changes_markdown(found: Changes, language: str = "en", only: str | None = None) -> str:
    """To keep or send."""
    return "\n".join(_all(found, language, only, MARKDOWN)).strip("\n") + "\n"


def word_marks(pieces: Sequence[Piece], style: _Style = TEXT) -> str:
    """A text with the marks of what went and came."""
    shown = {"=": style.plain, "-": style.gone, "+": style.come}
    out = ""
    for piece in pieces:
        marked = shown[piece.op](piece.text)
        # What came stands apart from what went, or the two marks run together.
        out += f" {marked}" if piece.op == "+" and out.endswith(("-", "~~")) else marked
    return out


def _all(found: Changes, language: str, only: str | None, style: _Style) -> Iterator[str]:
    d = found.diff
    if d.empty:
        yield style.heading(1, _say("none", language, old=d.old_version, new=d.new_version))
        return
    yield style.heading(1, _say("heading", language, old=d.old_version, new=d.new_version))
    counts = {"documents": len(d.documents), "provisions": sum(len(x.provisions) for x in d.documents), "entries": len(d.entries)}
    yield _say("counts", language, **counts)
    for document in d.documents:
        yield from _document(document, language, only, style)
    if d.entries:
        yield style.heading(2, _say("knowledge", language))
        for entry in d.entries:
            yield from _entry(entry, language, only, style)
    yield from _touched(found.touched, language, style)
    yield from _records(found.records, language, style)


def _say(key: str, language: str, **values: object) -> str:
    return say(f"changes.{key}", language, **values)


def _what(change: DocumentChange | ProvisionChange | EntryChange, language: str) -> str:
    told = _say(f"what.{change.what}", language)
    if change.what == "renamed" and change.old and not isinstance(change, EntryChange):
        told += f", {_say('was', language, id=change.old.id)}"
    return told


def _document(change: DocumentChange, language: str, only: str | None, style: _Style) -> Iterator[str]:
    title = change.titles.get(language) or next(iter(change.titles.values()), "")
    yield style.heading(2, f"{style.plain(change.id)}: {style.plain(title)} ({_what(change, language)})")
    yield from (style.point(1, _field(field, language, style)) for field in shown_fields(change.fields, only))
    for provision in change.provisions:
        label = provision_label(provision, language)
        yield style.point(1, f"{style.plain(provision.id)}, {style.plain(label)} ({_what(provision, language)})")
        yield from (style.point(2, line) for line in _provision(provision, language, only, style))


def provision_label(change: ProvisionChange, language: str) -> str:
    """How a person would name the place, now or last."""
    found = change.new or change.old
    editions = found.editions if found else {}
    edition = editions.get(language) or next(iter(editions.values()), None)
    return edition.label if edition else ""


def _provision(change: ProvisionChange, language: str, only: str | None, style: _Style) -> Iterator[str]:
    for field in shown_fields(change.fields, only):
        yield _field(field, language, style)
    for sentence in shown_sentences(change, only):
        number = sentence.new_line or sentence.old_line
        yield f"{edition_name(sentence.edition, language)} {number}: {word_marks(sentence.pieces, style)}"
    whole = change.new if change.what == "added" else change.old if change.what == "removed" else None
    if whole:
        mark = style.come if change.what == "added" else style.gone
        yield from (f"{edition_name(name, language)} {number}: {mark(text)}" for name, number, text in whole_lines(whole, only))


def edition_name(name: str, language: str) -> str:
    """An edition by its language; a fetched official text, which stands beside our own edition, is told apart."""
    return f"{name[:-1]} ({_say('official', language)})" if name.endswith("+") else name


def shown_fields(fields: Sequence[FieldChange], only: str | None) -> list[FieldChange]:
    """The changed fields without those of other languages than ``only``; all of them where no other changed, for a change must be seen."""
    others = set(LANGUAGES) - {only} if only else set()
    mine = [field for field in fields if not others & {word.rstrip("+") for word in field.name.split(" ")}]
    return mine or list(fields)


def shown_sentences(change: ProvisionChange, only: str | None) -> list[SentenceChange]:
    """The changed sentences in one language; in all of them where none changed in that one, for a change must be seen."""
    mine = [sentence for sentence in change.sentences if only is None or sentence.edition.rstrip("+") == only]
    return mine or list(change.sentences)


def whole_lines(provision: KeptProvision, only: str | None) -> list[tuple[str, int, str]]:
    """The lines of a provision as (edition, number, text), in one language where it has that one."""
    names = [name for name in provision.editions if only is None or name.rstrip("+") == only] or list(provision.editions)
    return [(name, n, line.text) for name in names for n, line in enumerate(provision.editions[name].lines, 1)]


def _field(change: FieldChange, language: str, style: _Style) -> str:
    name = style.plain(field_name(change.name, language))
    if change.name == "questions":
        return name
    if not any(" " in value for value in (change.old, change.new) if value):
        return f"{name}: {style.plain(change.old or '–')} → {style.plain(change.new or '–')}"
    return f"{name}: {word_marks(change.pieces, style)}"


def field_name(name: str, language: str) -> str:
    """What a field is called: its first word in the catalogue's words, where it is there; the way on as it is."""
    first, _, rest = name.partition(" ")
    return " ".join(filter(None, [str(texts(language)["changes"]["fields"].get(first, first)), rest]))


def _entry(change: EntryChange, language: str, only: str | None, style: _Style) -> Iterator[str]:
    yield style.point(1, f"{style.plain(change.name)} ({_what(change, language)})")
    yield from (style.point(2, _field(field, language, style)) for field in shown_fields(change.fields, only))


def _touched(entries: Sequence[Touched], language: str, style: _Style) -> Iterator[str]:
    """What to read again, by what became of what it cites: a text that is no longer in force may touch every entry there is."""
    if entries:
        yield style.heading(2, _say("touched", language))
    for why in WHYS:
        told = []
        for entry in entries:
            cites = [style.plain(touch.cite) for touch in entry.touches if touch.why == why]
            amended = [_say("amended", language)] if entry.amended and cites else []
            told += [f"{style.plain(entry.name)} ({'; '.join([', '.join(cites), *amended])})"] if cites else []
        if told:
            yield style.point(1, f"{_say(f'why.{why}', language)}: {', '.join(told)}")


def _records(records: Sequence[TouchedRecord], language: str, style: _Style) -> Iterator[str]:
    if records:
        yield style.heading(2, _say("records", language))
    for record in records:
        cites = ", ".join(f"{style.plain(touch.cite)} ({_say(f'why.{touch.why}', language)})" for touch in record.touches)
        yield style.point(1, f"{style.plain(record.where)}, {style.plain(record.asked)}: {cites}")


def changes_data(found: Changes) -> dict[str, Any]:
    """As plain data for JSON: texts whole, before and after, with the pieces in which they differ."""
    d = found.diff
    return {
        "old_version": d.old_version,
        "new_version": d.new_version,
        "documents": [_document_data(x) for x in d.documents],
        "entries": [{"id": x.name, "what": x.what, "fields": _fields_data(x.fields)} for x in d.entries],
        "touched": [
            {"id": x.name, "amended": x.amended, "cites": [{"cite": t.cite, "why": t.why} for t in x.touches]} for x in found.touched
        ],
        "records": [
            {"where": x.where, "asked": x.asked, "cites": [{"cite": t.cite, "why": t.why} for t in x.touches]} for x in found.records
        ],
    }


def _document_data(change: DocumentChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "old_id": change.old.id if change.old else None,
        "what": change.what,
        "titles": change.titles,
        "fields": _fields_data(change.fields),
        "provisions": [_provision_data(p) for p in change.provisions],
    }


def _provision_data(change: ProvisionChange) -> dict[str, Any]:
    whole = change.new if change.what == "added" else change.old if change.what == "removed" else None
    return {
        "id": change.id,
        "old_id": change.old.id if change.old else None,
        "what": change.what,
        "fields": _fields_data(change.fields),
        "sentences": [
            {
                "edition": s.edition,
                "old_line": s.old_line,
                "new_line": s.new_line,
                "old": old_text(s.pieces) if s.old_line else None,
                "new": new_text(s.pieces) if s.new_line else None,
                "pieces": _pieces_data(s.pieces),
            }
            for s in change.sentences
        ],
        "lines": [{"edition": name, "line": number, "text": text} for name, number, text in whole_lines(whole, None)] if whole else [],
    }


def _fields_data(fields: Sequence[FieldChange]) -> list[dict[str, Any]]:
    return [{"name": f.name, "old": f.old, "new": f.new} for f in fields]


def _pieces_data(pieces: Sequence[Piece]) -> list[list[str]]:
    return [[piece.op, piece.text] for piece in pieces]
