"""Where a digest comes from: ``facts.yaml`` and the provisions, held against each other in both directions.

A digest is our own words for a text that the corpus does not carry, so nothing in it can be held against a source here. What can be
held is that every provision rests on noted facts with an address, that every fact lies in exactly one provision, and that what was
left out says why. ``facts.yaml`` changes no answer and does not come along in an installed program; where no document has one, none is
asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from corpus.base.errors import MendData
from corpus.base.yamlfile import read_yaml
from corpus.checks.finding import Finding
from corpus.load import Corpus, validate
from corpus.model import Document, Strict

NAME = "facts.yaml"


class Fact(Strict):
    """Something seen at an address, and the one provision that says it."""

    id: str = Field(pattern=r"\S")
    says: str = Field(pattern=r"\S")
    url: str = Field(pattern=r"^https?://\S+$")
    provision: str = Field(pattern=r"\S", description="local id in the same document")


class Unused(Strict):
    """Something noted that no provision says, and why not."""

    id: str = Field(pattern=r"\S")
    says: str = Field(pattern=r"\S")
    why: str = Field(pattern=r"\S")


class Facts(Strict):
    """``facts.yaml`` of one document."""

    facts: list[Fact]
    unused: list[Unused] = Field(default_factory=list)


def load_facts(folder: Path) -> Facts | None:
    """The facts of a document folder; None where it has none. Raises ``MendData`` for a file that is not what it should be."""
    path = folder / NAME
    return validate(Facts, read_yaml(path), f"{folder.name}/{NAME}") if path.exists() else None


def check_facts(corpus: Corpus, root: Path) -> Iterator[Finding]:
    """Facts against provisions and provisions against facts, over the whole corpus."""
    known: dict[str, Facts] = {}
    for document in corpus.documents.values():
        try:
            facts = load_facts(root / "documents" / document.id)
        except MendData as error:
            yield Finding(document.id, str(error))
            continue
        if facts:
            known[document.id] = facts
            yield from _check_document(document, facts)
        elif _digested(document) and any((root / "documents").glob(f"*/{NAME}")):
            yield Finding(document.id, f"{NAME} is missing: a digest says which facts it rests on")
    yield from _check_ids(known)


def _digested(document: Document) -> set[str]:
    """The provisions that some edition digests, by local id."""
    return {local for local, p in document.provisions.items() if any(text.text_kind == "digest" for text in p.editions.values())}


def _check_document(document: Document, facts: Facts) -> Iterator[Finding]:
    addresses: dict[str, set[str]] = {}
    for fact in facts.facts:
        addresses.setdefault(fact.provision, set()).add(_address(fact.url))
        if fact.provision not in document.provisions:
            yield Finding(f"{document.id}/{NAME}", f"{fact.id}: there is no provision {fact.provision}")
    for local in document.provisions:
        provision = document.provisions[local]
        if local not in addresses:
            if local in _digested(document):
                yield Finding(provision.id, f"no fact in {NAME} backs it")
            continue
        shown = provision.meta.url or document.meta.url
        if shown and _address(shown) not in addresses[local]:
            yield Finding(provision.id, f"its address {shown} is not among those of its facts", fault=False)


def _address(url: str) -> str:
    """An address without what does not change the page."""
    return url.partition("#")[0].rstrip("/").replace("http://", "https://", 1)


def _check_ids(known: Mapping[str, Facts]) -> Iterator[Finding]:
    """A fact lands in exactly one provision of the corpus; one left out here may be carried by another document."""
    owner: dict[str, str] = {}
    for name, facts in known.items():
        for fact in facts.facts:
            if fact.id in owner:
                yield Finding(f"{name}/{NAME}", f"the fact {fact.id} stands in {owner[fact.id]} too")
            owner.setdefault(fact.id, name)
    for name, facts in known.items():
        left_out = [entry.id for entry in facts.unused]
        for entry in sorted({x for x in left_out if left_out.count(x) > 1}):
            yield Finding(f"{name}/{NAME}", f"the unused {entry} stands twice")
        for entry in sorted({x for x in left_out if owner.get(x) == name}):
            yield Finding(f"{name}/{NAME}", f"{entry} is both used and unused")
