"""What changed between two corpora: documents, provisions, sentences word by word, and knowledge.

Compared are snapshots (``corpus.snapshot``), so either side may be a folder, the corpus that an index was built from, or a file. A
provision is known by its id; one whose id is gone and whose words stand under another id was renamed (``corpus.diff_pairs``). What rests
on what changed is told by ``corpus.touched``. Nothing here knows how a difference is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeVar

from corpus.diff_pairs import pair_documents, pair_moved, pair_provisions
from corpus.snapshot import KeptDocument, KeptEdition, KeptEntry, KeptProvision, Snapshot
from corpus.text.worddiff import Pairs, Piece, align, word_diff

What = Literal["added", "removed", "renamed", "changed"]
Kept = TypeVar("Kept", KeptDocument, KeptProvision, KeptEntry)
# A change of these changes what a citation is worth. A day on which someone looked again (as_of, review_by) does not.
STANDING = ("authority", "jurisdiction", "layer", "binding", "in_force", "date", "supersedes", "superseded_by")


def _what(old: Kept | None, new: Kept | None) -> What:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "changed" if old.id == new.id else "renamed"


def _one(old: Kept | None, new: Kept | None) -> Kept:
    found = new or old
    if found is None:
        raise ValueError("a change of nothing")
    return found


@dataclass(frozen=True)
class FieldChange:
    """A field with its value before and after; None where it had or has none. Expected questions are told as changed, not shown."""

    name: str
    old: str | None
    new: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The values word by word."""
        return word_diff(self.old or "", self.new or "")


@dataclass(frozen=True)
class SentenceChange:
    """A sentence of an edition. Line numbers count from 1; None where the sentence did not stand, or stands no more."""

    edition: str
    old_line: int | None
    new_line: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ProvisionChange:
    """What became of a provision. ``kept`` says where each unchanged line stands now."""

    old: KeptProvision | None
    new: KeptProvision | None
    fields: tuple[FieldChange, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()
    kept: Mapping[int, int] = field(default_factory=dict)

    @property
    def what(self) -> What:
        """Added, removed, renamed (its words may have changed too) or changed."""
        return _what(self.old, self.new)

    @property
    def id(self) -> str:
        """Its id now, or the last it had."""
        return _one(self.old, self.new).id


@dataclass(frozen=True)
class DocumentChange:
    """What became of a document: its fields, and those of its provisions of which something changed."""

    old: KeptDocument | None
    new: KeptDocument | None
    fields: tuple[FieldChange, ...] = ()
    provisions: tuple[ProvisionChange, ...] = ()

    @property
    def what(self) -> What:
        """Added, removed, renamed or changed."""
        return _what(self.old, self.new)

    @property
    def id(self) -> str:
        """Its id now, or the last it had."""
        return _one(self.old, self.new).id

    @property
    def titles(self) -> dict[str, str]:
        """Its titles by language, now or last."""
        titles = _one(self.old, self.new).meta.get("titles")
        return dict(titles) if isinstance(titles, dict) else {}

    @property
    def standing(self) -> tuple[FieldChange, ...]:
        """The changed fields that say what the source is worth: force, dates, what replaced it."""
        return tuple(change for change in self.fields if change.name in STANDING)


@dataclass(frozen=True)
class EntryChange:
    """What became of an entry of knowledge; its texts are fields, named by the way to them ("does 1 text sv")."""

    old: KeptEntry | None
    new: KeptEntry | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def what(self) -> What:
        """Added, removed or changed."""
        return _what(self.old, self.new)

    @property
    def name(self) -> str:
        """``kind/id``."""
        return _one(self.old, self.new).name


@dataclass(frozen=True)
class CorpusDiff:
    """Everything that changed between two versions of the corpus."""

    old_version: str
    new_version: str
    documents: tuple[DocumentChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self.documents and not self.entries

    @cached_property
    def provisions(self) -> dict[str, ProvisionChange]:
        """The changed provisions that were there before, by the id they had: what a citation of the old corpus is looked up in."""
        return {p.old.id: p for d in self.documents for p in d.provisions if p.old}

    @cached_property
    def before(self) -> dict[str, DocumentChange]:
        """The changed documents that were there before, by the id they had."""
        return {d.old.id: d for d in self.documents if d.old}


def diff(old: Snapshot, new: Snapshot) -> CorpusDiff:
    """What changed from one corpus to the other."""
    pairs = pair_documents(old.documents, new.documents)
    changes = [change for a, b in pairs if (change := diff_documents(a, b))]
    entries = [_entry(old.entries.get(name), new.entries.get(name)) for name in {**new.entries, **old.entries}]
    return CorpusDiff(old.version, new.version, tuple(_moved(changes)), tuple(entry for entry in entries if entry))


def diff_documents(old: KeptDocument | None, new: KeptDocument | None) -> DocumentChange | None:
    """What changed in one document; None where nothing did. A side that is None has no such document."""
    if old == new:
        return None
    before = list(old.provisions.values()) if old else []
    after = list(new.provisions.values()) if new else []
    changes = [change for a, b in pair_provisions(before, after) if (change := _provision(a, b))]
    order: dict[str, int] = {}
    for place, provision in enumerate([*after, *before]):
        order.setdefault(provision.id, place)
    changes.sort(key=lambda change: order[change.id])
    fields = _fields(_flat(old.meta), _flat(new.meta)) if old and new else ()
    return DocumentChange(old, new, fields, tuple(changes))


def _moved(changes: list[DocumentChange]) -> Iterator[DocumentChange]:
    """Provisions that left one document and came into another are told once, where they stand now."""
    gone = [p.old for d in changes for p in d.provisions if p.old and not p.new]
    come = [p.new for d in changes for p in d.provisions if p.new and not p.old]
    pairs = [(a, b) for a, b in pair_moved(gone, come) if a and b]
    told = {b.id: _provision(a, b) for a, b in pairs}
    left = {a.id for a, _ in pairs}
    for document in changes:
        kept = [p for p in document.provisions if p.new or p.id not in left]
        provisions = tuple(told.get(p.id) or p if p.what == "added" else p for p in kept)
        if provisions or document.fields or document.what != "changed":
            yield replace(document, provisions=provisions)


def _provision(old: KeptProvision | None, new: KeptProvision | None) -> ProvisionChange | None:
    if old == new:
        return None
    if not (old and new):
        return ProvisionChange(old, new)
    fields = [*_fields(_flat(old.meta), _flat(new.meta))]
    if old.questions != new.questions:
        fields.append(FieldChange("questions", None, None))
    sentences: list[SentenceChange] = []
    kept: list[dict[int, int]] = []
    for name in {**new.editions, **old.editions}:
        a, b = old.editions.get(name), new.editions.get(name)
        # A fetched official text is cut into lines of its own, which no citation counts.
        cited = a is not None and b is not None and not name.endswith("+")
        if a == b:
            kept += [{n: n for n in range(1, len(a.lines) + 1)}] if a and cited else []
            continue
        pairs = align([line.text for line in a.lines] if a else [], [line.text for line in b.lines] if b else [])
        sentences += _sentences(name, a, b, pairs)
        fields += _edition_fields(name, a, b, pairs)
        if a and b and cited:
            kept.append({i + 1: k + 1 for i, k in pairs if i is not None and k is not None and a.lines[i].text == b.lines[k].text})
    where = {n: at for n, at in (kept[0] if kept else {}).items() if all(lines.get(n) == at for lines in kept)}
    return ProvisionChange(old, new, tuple(fields), tuple(sentences), where)


def _sentences(name: str, old: KeptEdition | None, new: KeptEdition | None, pairs: Pairs) -> Iterator[SentenceChange]:
    for i, k in pairs:
        before = old.lines[i].text if old and i is not None else ""
        after = new.lines[k].text if new and k is not None else ""
        if before != after:
            yield SentenceChange(name, None if i is None else i + 1, None if k is None else k + 1, word_diff(before, after))


def _edition_fields(name: str, old: KeptEdition | None, new: KeptEdition | None, pairs: Pairs) -> Iterator[FieldChange]:
    """What is said of an edition, and of its sentences: their notes, and how they read alone."""
    for part in ("text_kind", "label") if old and new else ("text_kind",):
        a, b = getattr(old, part, None), getattr(new, part, None)
        if a != b:
            yield FieldChange(f"{part} {name}", a, b)
    for i, k in pairs:
        if old and new and i is not None and k is not None:
            before, after = old.lines[i], new.lines[k]
            if before.notes != after.notes:
                yield FieldChange(f"notes {name} {k + 1}", ", ".join(before.notes) or None, ", ".join(after.notes) or None)
            for part in ("aid", "plain"):
                a, b = getattr(before, part), getattr(after, part)
                if a != b:
                    yield FieldChange(f"{part} {name} {k + 1}", a, b)


def _entry(old: KeptEntry | None, new: KeptEntry | None) -> EntryChange | None:
    if old == new:
        return None
    fields = [*_fields(_flat(old.data), _flat(new.data))] if old and new else []
    if old and new and old.search != new.search:
        fields.append(FieldChange("questions", None, None))
    return EntryChange(old, new, tuple(fields))


def _flat(value: object, path: str = "") -> dict[str, str]:
    """Every value of nested data as text, by the way to it; lists of plain values are one text, entries of a list go by their id."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in _flat(inner, f"{path} {key}".strip()).items()}
    if isinstance(value, list):
        if not any(isinstance(inner, dict | list) for inner in value):
            return {path: "; ".join(map(str, value))} if value else {}
        named = [(inner.get("id") or place if isinstance(inner, dict) else place, inner) for place, inner in enumerate(value, 1)]
        return {k: v for name, inner in named for k, v in _flat(inner, f"{path} {name}").items()}
    if value is None:
        return {}
    return {path: str(value).lower() if isinstance(value, bool) else str(value)}


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, old.get(name), new.get(name)) for name in {**new, **old} if old.get(name) != new.get(name))
