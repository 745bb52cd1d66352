"""What has changed in the sources since the previous index, as markup: folded, documents first, words that went and came marked.

It is for someone who comes back after a while, so it is short: a corpus that has changed from end to end is told in numbers, and the whole
list is a command's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.changes import Changes
from assistant.export.changes import field_name, provision_label, shown_fields, shown_sentences, whole_lines
from assistant.faces.web.markup import Markup, join, tag, text, unseen
from assistant.faces.web.words import word
from assistant.policy import say
from corpus.diff import DocumentChange, FieldChange, ProvisionChange
from corpus.text.worddiff import Piece
from corpus.touched import Touched

MOST_DOCUMENTS, MOST_PROVISIONS, MOST_ENTRIES = 60, 40, 30
KINDS = ("answers", "themes", "referrals", "absences", "actors", "roles", "timeline", "classes", "glossary")


def changes_panel(found: Changes | None, language: str) -> Markup:
    """The folded list; where no earlier corpus is known, it says so."""
    body = _body(found, language) if found else [tag("p", word("changes.first", language))]
    return tag("details", tag("summary", word("changes.heading", language)), *body, class_="ri-about ri-changes", lang=language)


def _body(found: Changes, language: str) -> list[Markup]:
    d = found.diff
    if d.empty:
        return [tag("p", _say("none", language, old=d.old_version, new=d.new_version))]
    provisions = sum(len(document.provisions) for document in d.documents)
    counts = _say("counts", language, documents=len(d.documents), provisions=provisions, entries=len(d.entries))
    out = [tag("p", _say("heading", language, old=d.old_version, new=d.new_version), ". ", counts)]
    room = MOST_PROVISIONS
    for document in d.documents[:MOST_DOCUMENTS]:
        # What is new or gone as a whole is told by its name: its provisions are in the answers, or no more.
        told = document.provisions[:room] if document.what in ("changed", "renamed") else ()
        room -= len(told)
        out.append(_document(document, told, language))
    left = sum(len(x.provisions) for x in d.documents if x.what in ("changed", "renamed")) - (MOST_PROVISIONS - room)
    left += max(0, len(d.documents) - MOST_DOCUMENTS)
    if left > 0:
        out.append(tag("p", word("changes.more", language, count=left), class_="ri-meta"))
    if found.touched:
        out.append(_touched(found.touched, language))
    return out


def _say(key: str, language: str, **values: object) -> str:
    return say(f"changes.{key}", language, **values)


def _document(change: DocumentChange, provisions: Sequence[ProvisionChange], language: str) -> Markup:
    title = change.titles.get(language) or change.id
    head = f"{title} ({_say(f'what.{change.what}', language)})"
    fields = [tag("li", _field(field, language)) for field in shown_fields(change.fields, language)]
    inner = [*fields, *(_provision(provision, language) for provision in provisions)]
    return tag("details", tag("summary", head), tag("ul", *inner)) if inner else tag("p", head)


def _provision(change: ProvisionChange, language: str) -> Markup:
    name = change.id if change.what != "renamed" or not change.old else f"{change.old.id} → {change.id}"
    head = f"{provision_label(change, language)} ({name}, {_say(f'what.{change.what}', language)})"
    return tag("li", tag("strong", head), *_texts(change, language))


def _texts(change: ProvisionChange, language: str) -> Iterator[Markup]:
    for field in shown_fields(change.fields, language):
        yield tag("p", _field(field, language), class_="ri-meta")
    for sentence in shown_sentences(change, language):
        yield tag("p", _marked(sentence.pieces, language), lang=sentence.edition.rstrip("+"))
    whole = change.new if change.what == "added" else change.old if change.what == "removed" else None
    for name, _, line in whole_lines(whole, language) if whole else ():
        piece = Piece("+" if change.what == "added" else "-", line)
        yield tag("p", _marked([piece], language), lang=name.rstrip("+"))


def _field(change: FieldChange, language: str) -> Markup:
    name = field_name(change.name, language)
    if change.name == "questions":
        return text(name)
    return join([text(f"{name}: "), _marked(change.pieces, language)])


def _marked(pieces: Sequence[Piece], language: str) -> Markup:
    """A text with what went and came; those who listen are told in words, for most readers pass over both elements in silence."""
    shown: list[Markup | None] = []
    for before, piece in pairwise([Piece("=", ""), *pieces]):
        if piece.op == "=":
            shown.append(text(piece.text))
        else:
            name, told = ("ins", "come") if piece.op == "+" else ("del", "gone")
            apart = text(" ") if before.op == "-" else None
            shown += [apart, tag(name, unseen(f"[{word(f'changes.{told}', language)}] "), piece.text)]
    return join(shown, "")


def _touched(entries: Sequence[Touched], language: str) -> Markup:
    # What is said to people first; terms and dates last.
    first = sorted(entries, key=lambda entry: KINDS.index(entry.name.partition("/")[0]))
    listed = []
    for entry in first[:MOST_ENTRIES]:
        amended = f" ({_say('amended', language)})" if entry.amended else None
        listed.append(tag("li", entry.title.get(language, entry.name), amended))
    if len(entries) > MOST_ENTRIES:
        listed.append(tag("li", word("changes.more", language, count=len(entries) - MOST_ENTRIES)))
    return tag("details", tag("summary", f"{_say('touched', language)} ({len(entries)})"), tag("ul", *listed))
