"""The public record: what leaves the assistant through the command line, the page and exports.

These models are the contract with users' scripts (docs/record.md); a change of meaning is a new ``schema_version``. Every field
is said there.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"

Status = Literal["answered", "partial", "not_covered", "referred", "refused", "invalid"]
StatementKind = Literal["verbatim", "translation", "digest", "generated", "premise_correction", "notice"]
Language = Literal["sv", "fi", "en"]


class Part(BaseModel):
    """Base of all parts: unknown fields are refused, so that a record read back is the record that left."""

    model_config = ConfigDict(extra="forbid")


class Citation(Part):
    """A source that statements use, with the words relied on."""

    number: int = Field(ge=1)
    document_id: str
    provision_id: str
    title: str
    issuer: str
    date: str | None
    pinpoint: str
    authority: str
    jurisdiction: str
    layer: str
    binding: bool
    restates: str | None
    in_force: str
    as_of: str | None
    text_kind: Literal["official", "translation", "digest"]
    language: Language
    passage: str
    quote: str
    quote_start: int
    quote_end: int
    official_passage: str | None
    official_quote: str | None
    official_language: str | None
    url: str | None
    score: float | None


class Statement(Part):
    """A sentence of the reply."""

    text: str
    language: Language
    kind: StatementKind
    citations: list[int] = Field(default_factory=list)
    support: float = 1.0
    further: bool = Field(False, description="stands after the answer, among what more the sources say; the page shows it folded")


class AnswerPart(Part):
    """One thing that was asked, and which statements answer it."""

    text: str
    status: Literal["answered", "missing"]
    statements: list[int] = Field(default_factory=list)


class Referral(Part):
    """The body that a matter belongs to."""

    body: str
    url: str | None
    why: str
    prepare: list[str]
    do_not_send: list[str]
    first: list[str] = Field(default_factory=list, description="whom to turn to in the own organisation first")


class ChecklistItem(Part):
    """One thing to check, with its support."""

    id: str
    text: str
    stage: list[str]
    responsible: list[str]
    responsible_names: list[str] = Field(default_factory=list)
    level: int = Field(ge=1, le=4)
    citations: list[Citation] = Field(min_length=1)


class ChecklistTheme(Part):
    """A risk theme that the situation calls for."""

    id: str
    title: str
    why: list[str]
    level: int = Field(ge=1, le=4)
    level_why: list[str] = Field(default_factory=list, description="the words that moved the level from where the theme starts")
    items: list[ChecklistItem]
    escalate: str | None


class Checklist(Part):
    """The suggested risk checklist of a situation."""

    schema_version: str = SCHEMA_VERSION
    situation: str
    language: Language
    stage: Literal["idea", "application", "running", "end"] | None = Field(None, description="where the situation says how far the work is")
    themes: list[ChecklistTheme]
    ask_next: list[str] = Field(default_factory=list)
    corpus_version: str


class Answer(Part):
    """The reply to one question."""

    schema_version: str = SCHEMA_VERSION
    question: str
    standalone_question: str
    language: Language
    status: Status
    statements: list[Statement]
    citations: list[Citation] = Field(default_factory=list)
    parts: list[AnswerPart] = Field(default_factory=list)
    ask_next: list[str] = Field(default_factory=list)
    checklist: Checklist | None = None
    referral: Referral | None = None
    mode: Literal["extractive", "generative"] = "extractive"
    model: str | None = None
    withheld: int = 0
    corpus_version: str
    index_version: str
    timings_ms: dict[str, float]


def schemas() -> dict[str, object]:
    """The JSON Schemas of the two records."""
    return {"Answer": Answer.model_json_schema(), "Checklist": Checklist.model_json_schema()}
