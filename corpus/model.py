"""Documents, editions, provisions and sentences: the shapes that every other room reads.

A document is identified once; an edition is one language of it; a provision is the smallest part that a person would cite, and has
the same id in every edition. A line is a sentence, and line *n* says the same in every edition, so that a reading-aid sentence
can stand beside its official one. Code that reads a provision need not know which document it came from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["sv", "fi", "en"]
TextKind = Literal["official", "translation", "digest"]
Authority = Literal[
    "law", "eu_law", "eu_recommendation", "international_recommendation", "government_policy", "national_recommendation",
    "guideline", "self_regulation", "funder_condition", "institution_rule", "advice",
]  # fmt: skip
Layer = Literal["own", "national", "eu", "international", "foreign"]
InForce = Literal["in_force", "not_in_force", "superseded", "proposed", "not_applicable", "unknown"]
Restates = Literal["law", "eu_law"]
Trilingual = dict[str, str]
ProvisionKind = Literal["title", "paragraph", "recommendation", "list", "note"]


class Strict(BaseModel):
    """A data file's part: unknown keys are refused, so that a typing error is found at load."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProvisionMeta(Strict):
    """What ``document.yaml`` says of one provision, whatever the language."""

    id: str
    kind: ProvisionKind = "paragraph"
    page: int | list[int] | None = None
    number: str | None = Field(None, description="as it is referred to: 1b, 8")
    stem: str | None = Field(None, description="the provision that this one is a letter or item of")
    restates: dict[Restates, list[int]] = Field(default_factory=dict, description="lines that recall a duty standing in law")
    tells_law: list[int] = Field(default_factory=list, description="lines that tell what stands in law and is no duty")
    complete: bool = True
    url: str | None = None
    official: str | list[str] | None = Field(None, description="parts of the official text that it stands for; by its id if left out")


class Misprint(Strict):
    """A fault of the official text, kept there and flagged."""

    provision: str
    printed: str
    meant: str | None
    note: Trilingual | None = None


class SourceFile(Strict):
    """The text that the official edition was taken from."""

    file: str
    sha256: str


class OfficialEdition(Strict):
    """An official text that can be fetched from its publisher (docs/sync.md).

    ``url`` is null where only ``page``, the page that leads to the file, is known: then the person names the file. ``selector`` and
    ``exclude`` are what the parser of the format takes; ``take`` and ``leave_out`` choose parsed parts by pattern (``annex-*``), all where
    nothing is said.
    ``must_contain`` and ``min_parts`` tell a changed or broken page from the text.
    """

    language: Language
    url: str | None
    format: Literal["eu-xhtml", "formex", "akoma-ntoso", "html", "pdf", "docx"]
    page: str | None = None
    accept: str | None = Field(None, description="what is asked for where the publisher has several formats under one address")
    selector: str | None = None
    exclude: list[str] = Field(default_factory=list)
    take: list[str] = Field(default_factory=list)
    leave_out: list[str] = Field(default_factory=list)
    must_contain: list[str] = Field(default_factory=list)
    min_parts: int = Field(1, ge=1)


class DocumentMeta(Strict):
    """``document.yaml``: what a document is, who issued it, what force it has."""

    id: str
    titles: Trilingual
    title_notes: Trilingual = Field(default_factory=dict)
    names: Trilingual
    lead_in: Trilingual
    lead_in_restates: Trilingual = Field(default_factory=dict)
    issuer: Trilingual
    date: dt.date | None
    references: list[str] = Field(default_factory=list)
    url: str | None
    url_note: str | None = None
    authority: Authority
    jurisdiction: str
    layer: Layer
    binding: bool
    in_force: InForce
    as_of: dt.date | None
    review_by: dt.date | None
    official_language: Language | None = None
    pages: int | None = None
    page_starts: list[int] = Field(default_factory=list)
    source: SourceFile | None = None
    licence: str
    complete: bool = True
    supersedes: list[str] = Field(default_factory=list)
    superseded_by: str | None = None
    misprints: list[Misprint] = Field(default_factory=list)
    official_editions: list[OfficialEdition] = Field(default_factory=list)
    # Which sentences say whether the document binds, the best first ("document/provision#2").
    force_at: list[str] = Field(default_factory=list)
    # Provisions that hold one list between them: who asks for it wants them all.
    lists: list[list[str]] = Field(default_factory=list)
    provisions: list[ProvisionMeta]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an edition. ``text`` has no note marks; ``notes`` are the numbers of the notes that it carries; ``plain`` says it in
    our own words, for a reader who wants no more than what it says.
    """

    text: str
    notes: tuple[str, ...] = ()
    aid: str | None = None
    plain: str | None = None

    @property
    def reading(self) -> str:
        """The sentence as it reads alone: the aid where there is one."""
        return self.aid or self.text


@dataclass(frozen=True, slots=True)
class EditionText:
    """A provision in one language."""

    language: str
    text_kind: str
    label: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    text: str
    spans: tuple[tuple[int, int], ...]
    # Where a fetched text stands in its own file; the pages of a carried text are its document's.
    page: int | list[int] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets in ``text`` of lines ``first`` to ``last`` (numbered from 1, both included)."""
        return self.spans[first - 1][0], self.spans[last - 1][1]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Expected questions of some lines of a provision, by language."""

    lines: tuple[int, ...]
    questions: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest part that a person would cite."""

    id: str
    local_id: str
    document: DocumentMeta = field(repr=False)
    meta: ProvisionMeta
    editions: dict[str, EditionText]
    questions: tuple[QuestionGroup, ...] = ()
    # Official texts that were fetched, by language, where an edition of our own is read in that language; and those of them that are
    # aligned with our editions line by line.
    fetched: dict[str, EditionText] = field(default_factory=dict)
    aligned: frozenset[str] = frozenset()

    def edition(self, language: str) -> EditionText:
        """The text in ``language``, or in the official language, or in any there is."""
        official = self.document.official_language
        return self.editions.get(language) or self.editions.get(official or "") or next(iter(self.editions.values()))

    def officials(self, language: str | None = None) -> list[EditionText]:
        """Every official text of it, best first: that of ``language``, the carried one, then any that was fetched."""
        carried = [text for text in self.editions.values() if text.text_kind == "official"]
        found = [*carried, *(text for text in self.fetched.values() if text not in carried)]
        return sorted(found, key=lambda text: (text.language != language, text.language != self.document.official_language))

    def official(self, language: str | None = None) -> EditionText | None:
        """The official text, where there is one; in ``language`` if it is there in that language."""
        return next(iter(self.officials(language)), None)

    def is_aligned(self, text: EditionText) -> bool:
        """Whether line n of an official text says what line n of the other editions says."""
        return text in self.editions.values() or text.language in self.aligned

    def restates(self, lines: tuple[int, ...]) -> str | None:
        """``law`` or ``eu_law`` where every one of the lines recalls a duty that stands there."""
        return next((kind for kind, of in self.meta.restates.items() if lines and set(lines) <= set(of)), None)

    def recalls_law(self, lines: tuple[int, ...]) -> bool:
        """Whether every one of the lines tells what stands in law, a duty or not."""
        return bool(lines) and set(lines) <= {*self.meta.tells_law, *(line for of in self.meta.restates.values() for line in of)}


@dataclass(frozen=True)
class Document:
    """A document with its provisions in reading order."""

    meta: DocumentMeta
    provisions: dict[str, Provision]

    @property
    def id(self) -> str:
        return self.meta.id

    def children(self, local_id: str) -> list[Provision]:
        """The letters or items of a provision, in order."""
        return [p for p in self.provisions.values() if p.meta.stem == local_id]

    def listed_with(self, local_id: str) -> list[Provision]:
        """The provisions that hold a list together with this one, in order; empty where it holds its list alone, or none."""
        together = next((names for names in self.meta.lists if local_id in names), [])
        return [self.provisions[name] for name in together]

    def note(self, number: str) -> Provision | None:
        """The footnote with that number."""
        return next((p for p in self.provisions.values() if p.meta.kind == "note" and p.meta.number == number), None)


@dataclass(frozen=True, slots=True)
class Cite:
    """A reference from knowledge to sentences: ``recommendations-2025/r1b#1,2``; no lines means all."""

    provision: str
    lines: tuple[int, ...]

    @property
    def document(self) -> str:
        """The document of the provision."""
        return self.provision.partition("/")[0]

    @classmethod
    def parse(cls, text: str) -> Cite:
        """From ``document/provision#1,2``."""
        provision, _, lines = text.partition("#")
        return cls(provision.strip(), tuple(int(n) for n in lines.split(",")) if lines else ())

    def __str__(self) -> str:
        return self.provision + ("#" + ",".join(map(str, self.lines)) if self.lines else "")
