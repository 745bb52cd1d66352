"""What rests on something that changed: entries of knowledge, by the sentences that they cite.

A reviewed answer was true of the sentences that its writer read. When one of them is reworded, gone or no longer in force, someone has to
read the answer again, and nothing else in the corpus would say so: the citation still points somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from corpus.diff import CorpusDiff, ProvisionChange
from corpus.model import Cite
from corpus.snapshot import KeptEntry, Snapshot

Why = Literal["removed", "renamed", "reworded", "moved", "standing"]
WHYS: tuple[Why, ...] = get_args(Why)
# Of a provision's fields, those that change what it is worth; its label, page and address do not.
_WORTH = ("text_kind", "restates", "tells_law", "complete")


@dataclass(frozen=True)
class Touch:
    """A citation, and what became of what it cites; ``moved`` says that the same sentence has another number now."""

    cite: str
    why: Why


@dataclass(frozen=True)
class Touched:
    """An entry (``kind/id``; an item of a checklist with its own id behind) that rests on what changed. ``amended`` where the entry itself
    has changed too, so that someone has seen to it. ``title`` is what a person calls it, by language.
    """

    name: str
    touches: tuple[Touch, ...]
    amended: bool
    title: Mapping[str, str] = field(default_factory=dict)


def touched(change: CorpusDiff, old: Snapshot, new: Snapshot) -> list[Touched]:
    """The entries that there were and still are, and that cite something that changed."""
    amended = {entry.name for entry in change.entries}
    found = []
    for entry in old.entries.values():
        if entry.name in new.entries:
            for name, title, cites in _cites(entry):
                touches = tuple(Touch(cite, why) for cite in cites if (why := touch(change, Cite.parse(cite))))
                if touches:
                    found.append(Touched(name, touches, entry.name in amended, title))
    return found


def touch(change: CorpusDiff, cite: Cite) -> Why | None:
    """What became of cited sentences; None where nothing that matters did."""
    provision = change.provisions.get(cite.provision)
    why = _of_provision(provision, cite.lines) if provision else None
    document = change.before.get(cite.document)
    return why or ("standing" if document and document.standing else None)


def _of_provision(change: ProvisionChange, lines: tuple[int, ...]) -> Why | None:
    if change.new is None:
        return "removed"
    if change.what == "renamed":
        return "renamed"
    # Sentences of an edition that was not there before, or is no more, reword nothing; its kind of text is told below.
    both = {name for name in change.new.editions if change.old and name in change.old.editions}
    reworded = [sentence for sentence in change.sentences if sentence.edition in both]
    if any(line not in change.kept for line in lines) or any(not lines or s.edition.endswith("+") for s in reworded):
        return "reworded"
    if any(change.kept[line] != line for line in lines):
        return "moved"
    return "standing" if any(field.name.split(" ")[0] in _WORTH for field in change.fields) else None


def _cites(entry: KeptEntry) -> list[tuple[str, Mapping[str, str], list[str]]]:
    """What cites in an entry (itself, and the items of a checklist), with its title and its citations, each once."""
    found: dict[str, tuple[str, Mapping[str, str], list[str]]] = {}
    for name, part, cite in _walk(entry.data, entry.name, entry.data):
        _, _, listed = found.setdefault(name, (name, _title(part), []))
        if cite not in listed:
            listed.append(cite)
    return list(found.values())


def _title(part: Mapping[str, object]) -> Mapping[str, str]:
    """What a person calls an entry: the first of these that it has."""
    named = (part.get(key) for key in ("title", "term", "name", "matter", "text"))
    return next(({str(k): str(v) for k, v in value.items()} for value in named if isinstance(value, Mapping)), {})


def _walk(value: object, name: str, within: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object], str]]:
    """Every citation, with the name and the content of what has an id of its own around it."""
    if isinstance(value, Mapping):
        inner, part = (f"{name} {value['id']}", value) if "id" in value else (name, within)
        for key, content in value.items():
            if key == "cites" and isinstance(content, list):
                yield from ((inner, part, str(cite)) for cite in content)
            else:
                yield from _walk(content, inner, part)
    elif isinstance(value, list):
        for content in value:
            yield from _walk(content, name, within)
