"""The fetched official texts laid over the corpus's documents.

A part that a provision stands for becomes that provision's official text (``Provision.fetched``), beside the digest that stays the reading
aid; a translation gives way to the official text of its language where the two have the same lines. A part that no provision stands for
becomes a provision of its own, official in the languages fetched and in no other. Its lines are kept only where all its languages have as
many of them; otherwise the text is one line, so that "line n says the same in every edition" stays true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from corpus.base.settings import LANGUAGES
from corpus.load import edition_text
from corpus.model import Document, EditionText, Provision, ProvisionKind, ProvisionMeta
from corpus.parse.parsed import ParsedPart
from corpus.sync.align import Placed, align
from corpus.sync.match import match
from corpus.sync.reading import aids, lead_ins
from corpus.sync.store import Damaged, OfficialStore, Stored

_KINDS: dict[str, ProvisionKind] = {"note": "note", "title": "title"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part in one language with what leads into it."""

    text: ParsedPart
    lead_in: str | None


def lay_over(documents: Mapping[str, Document], store: OfficialStore) -> tuple[dict[str, Document], list[Document], list[Damaged]]:
    """All documents with what was fetched for them; those of them for which something was; the texts that are damaged and were not used."""
    out, damaged = dict(documents), []
    by_document: dict[str, dict[str, Stored]] = {}
    for found in store.all():
        if isinstance(found, Damaged):
            damaged.append(found)
        elif found.record.document in out:
            by_document.setdefault(found.record.document, {})[found.record.language] = found
    for name, texts in by_document.items():
        out[name] = overlaid(out[name], {language: texts[language] for language in LANGUAGES if language in texts})
    return out, [out[name] for name in by_document], damaged


def fingerprint(document: Document) -> str:
    """A hash over all that the overlay made of a document: another text, another way of laying it over, another fingerprint."""
    digest = hashlib.sha256(document.id.encode())
    for provision in document.provisions.values():
        for text in (*provision.editions.values(), *provision.fetched.values()):
            lines = [(line.text, line.aid) for line in text.lines]
            row = (provision.local_id, text.language, text.text_kind, provision.is_aligned(text), text.label, text.headings, lines)
            digest.update(repr(row).encode())
    return digest.hexdigest()


def overlaid(document: Document, texts: Mapping[str, Stored]) -> Document:
    """One document with its fetched texts by language."""
    provisions = dict(document.provisions)
    rest: dict[str, dict[str, _Part]] = {}
    standing: dict[str, str] = {}
    for language, stored in texts.items():
        parts = {part.id: part for part in stored.text.parts}
        matched = match(document.meta.provisions, stored.text.parts)
        lines = {name: [Placed(parts[part], line) for part in chosen for line in parts[part].lines] for name, chosen in matched.items()}
        taken = {part for chosen in matched.values() for part in chosen}
        leads = lead_ins(stored.text.parts)
        standing |= {chosen[0]: name for name, chosen in matched.items() if len(chosen) == 1}
        if document.meta.source is not None:
            found, used = align(document, matched, stored.text.parts, language)
            lines |= found
            taken |= used
        for name, own in lines.items():
            if own:
                provisions[name] = _with(provisions[name], language, own)
        for part in stored.text.parts:
            if part.id not in taken and part.kind != "title" and any(line.strip() for line in part.lines):
                rest.setdefault(part.id, {})[language] = _Part(part, leads.get(part.id))
    names = {part: part if part not in provisions else f"text-{part}" for part in rest}
    for part_id, by_language in rest.items():
        provision = _new(document, names[part_id], by_language, standing | names)
        provisions[provision.local_id] = provision
    return Document(document.meta, provisions)


def _with(provision: Provision, language: str, placed: list[Placed]) -> Provision:
    """A provision with its official text in a language."""
    ours, first, last = provision.edition(language), placed[0].part, placed[-1].part
    label = first.label if first.label and ours.language != language else ours.label
    lines = [line.line for line in placed]
    carried = next((own for own in provision.editions.values() if own.text_kind == "official"), None)
    if carried is not None and len(carried.lines) == 1:
        # One sentence there, several here: they share the line.
        lines = [" ".join(lines)]
    text = edition_text(language, "official", label, first.headings or ours.headings, lines, {})
    text = replace(text, page=_pages(first.page, last.last_page or last.page))
    aligned = carried is not None and carried.language != language and len(carried.lines) == len(text.lines)
    editions = provision.editions
    if aligned and ours.language == language and ours.text_kind == "translation":
        # What a sentence says in our own words holds of its official text too.
        text = replace(text, lines=tuple(replace(line, plain=own.plain) for line, own in zip(text.lines, ours.lines, strict=True)))
        editions = {**editions, language: text}
    return replace(
        provision,
        editions=editions,
        fetched={**provision.fetched, language: text},
        aligned=provision.aligned | ({language} if aligned else set()),
    )


def _new(document: Document, name: str, parts: Mapping[str, _Part], names: Mapping[str, str]) -> Provision:
    """A provision that only the official text has."""
    counts = {len(part.text.lines) for part in parts.values()}
    editions: dict[str, EditionText] = {}
    for language, part in parts.items():
        text = part.text
        lines = list(text.lines) if len(counts) == 1 else [" ".join(text.lines)]
        label = text.label or (text.headings[-1] if text.headings else document.meta.names[language])
        made = edition_text(language, "official", label, text.headings, lines, aids(lines, part.lead_in))
        editions[language] = replace(made, page=_pages(text.page, text.last_page))
    first = next(iter(parts.values())).text
    meta = ProvisionMeta(
        id=name,
        kind=_KINDS.get(first.kind, "paragraph"),
        number=first.number,
        stem=_same(names.get(part.text.stem or "") for part in parts.values()),
    )
    return Provision(f"{document.id}/{name}", name, document.meta, meta, editions)


def _pages(first: int | None, last: int | None) -> int | list[int] | None:
    return [first, last] if first is not None and last not in (None, first) else first


def _same(values: Iterable[str | None]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
