"""Whether what a document says of itself fits together: whose rules it states, whether it binds, its dates, what it replaces.

The answer's badges are these fields, so a foreign text that "binds" or a proposal in force would be a false statement of law on the
page, whatever the text says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from corpus.base.settings import LANGUAGES
from corpus.base.yamlfile import read_yaml
from corpus.checks.finding import Finding
from corpus.model import Document, DocumentMeta
from corpus.text.force import force_words

_BASIS = re.compile(r"^basis:\s*(.*)$", re.MULTILINE)
_SEEN = re.compile(r"seen (https?://\S+), (\d{4}-\d{2}-\d{2})")
# A reader in a hurry passes it before every answer.
LONGEST_LEAD_IN = 100
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@lru_cache(maxsize=1)
def jurisdictions() -> dict[str, frozenset[str]]:
    """The codes that go with a layer. The layer ``own`` is missing: an institution's rules may be of any country."""
    return {layer: frozenset(codes.split()) for layer, codes in read_yaml(Path(__file__).with_name("jurisdictions.yaml")).items()}


def check_standing(folder: Path, document: Document, documents: Mapping[str, Document], today: dt.date) -> Iterator[Finding]:
    """What does not fit together in one document. A machine whose clock is slow must not fault a sound corpus, so a day on which
    a page was seen counts as past.
    """
    meta = document.meta
    seen = _seen(folder)
    today = max([today, *(day for days in seen.values() for day in days)])
    whole = (*_binding(meta), *_whose(meta), *_succession(meta, documents), *_places(document, documents))
    yield from (Finding(meta.id, told) for told in whole)
    yield from _dates(meta, today)
    yield from _lead_in(meta)
    yield from _digested(document, seen)
    for provision in document.provisions.values():
        lines = len(provision.edition("sv").lines)
        restating = [(f"restates {kind}", told) for kind, told in provision.meta.restates.items()]
        for what, told in [*restating, ("what law tells", provision.meta.tells_law)]:
            if not set(told) <= set(range(1, lines + 1)):
                yield Finding(provision.id, f"{what}: lines {told}, the provision has {lines}")


def _seen(folder: Path) -> dict[str, list[dt.date]]:
    """The days on which the sources of each edition were seen, by language; none for an edition that names no page."""
    found = {}
    for path in sorted(folder.glob("[a-z][a-z].md")):
        basis = _BASIS.search(path.read_text(encoding="utf-8"))
        days = [day for _, day in _SEEN.findall(basis.group(1))] if basis else []
        found[path.stem] = [dt.date.fromisoformat(day) for day in days]
    return found


def _digested(document: Document, seen: Mapping[str, list[dt.date]]) -> Iterator[Finding]:
    first = next(iter(document.provisions.values()), None)
    for language, text in (first.editions if first else {}).items():
        if text.text_kind == "digest" and not seen.get(language):
            yield Finding(f"{document.id}/{language}.md", "basis: a digest says where it was seen (seen <address>, <date>)")


def _binding(meta: DocumentMeta) -> Iterator[str]:
    """Only law in force in Finland binds."""
    if not meta.binding:
        return
    if meta.layer == "foreign" or meta.jurisdiction not in ("FI", "EU"):
        yield f"binding, but of {meta.jurisdiction} ({meta.layer}): only law in force in Finland binds"
    if meta.in_force != "in_force":
        yield f"binding, but {meta.in_force}: only what is in force binds"
    if meta.authority not in ("law", "eu_law"):
        yield f"binding, but of the kind {meta.authority}: only law binds"


def _whose(meta: DocumentMeta) -> Iterator[str]:
    codes = jurisdictions().get(meta.layer)
    if codes is None:
        codes = frozenset().union(*jurisdictions().values())
    if meta.jurisdiction not in codes:
        listed = ", ".join(sorted(codes)) if len(codes) < 4 else "a country's two letters"
        yield f"jurisdiction {meta.jurisdiction} with layer {meta.layer}: {listed} is wanted"
    if meta.authority in ("eu_law", "eu_recommendation") and meta.jurisdiction != "EU":
        yield f"authority {meta.authority} with jurisdiction {meta.jurisdiction}: EU is wanted"


def _succession(meta: DocumentMeta, documents: Mapping[str, Document]) -> Iterator[str]:
    """What replaces what, told from both ends. A text that the corpus does not carry stands by its plain name."""
    for name in meta.supersedes:
        other = documents.get(name)
        if other is None and _ID.fullmatch(name):
            yield f"supersedes {name}: there is no such document; give an id, or the name of the text in words"
        elif other and other.meta.superseded_by != meta.id:
            yield f"supersedes {name}, which says it is superseded by {other.meta.superseded_by or 'nothing'}"
    name = meta.superseded_by or ""
    later = documents.get(name)
    if later is None and _ID.fullmatch(name):
        yield f"superseded_by {name}: there is no such document; give an id, or the name of the text in words"
    elif later and meta.id not in later.meta.supersedes:
        yield f"superseded_by {name}, which does not say that it supersedes {meta.id}"
    if meta.id in (*meta.supersedes, name):
        yield "it supersedes itself"
    if name and meta.in_force == "in_force":
        yield f"in force, and superseded by {name}"


def _places(document: Document, documents: Mapping[str, Document]) -> Iterator[str]:
    """Where the force is told, and what lists belong together: places that exist, and a list once."""
    for cite in document.meta.force_at:
        place, _, line = cite.partition("#")
        name, _, local = place.partition("/")
        provision = documents[name].provisions.get(local) if name in documents else None
        if provision is None or not line.isdigit() or not 1 <= int(line) <= len(provision.edition("en").lines):
            yield f"force_at {cite}: there is no such sentence; it is written document/provision#2"
    listed = [name for names in document.meta.lists for name in names]
    for name in listed:
        if name not in document.provisions:
            yield f"lists: there is no provision {name}"
        elif listed.count(name) > 1:
            yield f"lists: {name} stands twice"


def _dates(meta: DocumentMeta, today: dt.date) -> Iterator[Finding]:
    for field in ("date", "as_of"):
        day: dt.date | None = getattr(meta, field)
        if day and day > today:
            yield Finding(meta.id, f"{field} {day} lies in the future")
    if meta.as_of and meta.review_by and meta.review_by <= meta.as_of:
        yield Finding(meta.id, f"to be looked at again by {meta.review_by}, though it was checked on {meta.as_of}")
    if meta.date and meta.as_of and meta.as_of < meta.date:
        yield Finding(meta.id, f"as_of {meta.as_of} is before its date {meta.date}", fault=False)


def _lead_in(meta: DocumentMeta) -> Iterator[Finding]:
    """The words before an answer are short, for they come before every one, and must not make a duty of what does not bind; which lines
    recall law is told by ``restates`` of their provision.
    """
    for language, text in meta.lead_in.items():
        if len(text) > LONGEST_LEAD_IN:
            yield Finding(meta.id, f"lead_in ({language}) has {len(text)} characters, more than {LONGEST_LEAD_IN}", fault=False)
    if meta.binding:
        return
    for language in LANGUAGES:
        said = force_words(meta.lead_in.get(language, ""), language).certain.get("must", ())
        if said:
            yield Finding(meta.id, f"lead_in ({language}) speaks of a duty ({', '.join(said)}), and the text does not bind")
