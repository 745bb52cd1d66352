"""The evaluation's own questions, read strictly.

Written from the sources alone by people who saw neither the index nor the expected questions, and split by hash before anything was tuned
(docs/evaluation.md). An evidence *group* is one thing that must be cited; its alternatives are verbatim spans of an official text that the
corpus carries, or (for sources that it only digests) the address of the page and key words of what it says there; any of them will do.
Unknown keys are refused, so that a misspelt field cannot lose a requirement in silence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.base.errors import MendData
from corpus.base.settings import LANGUAGES
from corpus.base.yamlfile import read_yaml

ROOT = Path(__file__).resolve().parent / "questions"
SPLITS = ("dev", "test")
# Beside the splits: questions that only the decision is fitted on, so that dev stays a fair look at it.
SETS = (*SPLITS, "calibration")
SUMS = "SHA256SUMS"

Language = Literal["sv", "fi", "en"]
# What becomes of a question: a status of the record, or an answer that corrects the question's premise.
Outcome = Literal["answered", "not_covered", "referred", "refused", "invalid", "premise"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Trilingual(_Strict):
    """One text asked or told natively in each language."""

    sv: str = Field(min_length=1)
    fi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def items(self) -> Iterator[tuple[str, str]]:
        """Language and text, in the product's order of languages."""
        return ((language, getattr(self, language)) for language in LANGUAGES)


class Told(_Strict):
    """What a page says that the corpus digests: its address, and English key words of the statement."""

    url: str = Field(min_length=4)
    key: str = Field(min_length=3)


class Group(_Strict):
    """One thing that must be cited: any of the alternatives, each a verbatim span of the official text or a statement of a page."""

    any: tuple[str | Told, ...] = Field(min_length=1)


class Answerable(_Strict):
    """A question that the corpus answers, with the evidence that a full answer cites."""

    id: str
    kind: Literal["lookup", "paraphrase", "two_part", "everyday", "list", "structure", "cross_document"]
    persona: Literal["researcher", "contact_person", "drafter"]
    topic: str
    questions: Trilingual
    evidence: tuple[Group, ...] = Field(min_length=1)
    answer: str


class Unanswerable(_Strict):
    """A question that must not be answered as if the corpus held it. Any outcome in ``expect`` is right."""

    id: str
    kind: Literal["near_topic", "false_premise", "own_case", "off_topic", "live_data", "opinion", "evasion"]
    questions: Trilingual
    expect: tuple[Outcome, ...] = Field(min_length=1)
    body: tuple[str, ...] = Field(description="names of the competent body, any of which the referral must hold; empty where none is asked")
    why: str
    answered_since: str | None = Field(None, description="the document that came later and answers it: the item is not asked any more")


class Situation(_Strict):
    """A described situation: the themes that must, may and must not be raised."""

    id: str
    text: Trilingual
    must: tuple[str, ...]
    may: tuple[str, ...]
    must_not: tuple[str, ...]


class Turn(_Strict):
    """One turn of a conversation."""

    text: str = Field(min_length=1)
    language: Language
    evidence: tuple[Group, ...]
    expect: Outcome


class Dialogue(_Strict):
    """Turns that build on each other."""

    id: str
    turns: tuple[Turn, ...] = Field(min_length=1)


@dataclass(frozen=True)
class QuestionSet:
    """One split."""

    split: str
    answerable: tuple[Answerable, ...]
    unanswerable: tuple[Unanswerable, ...]
    situations: tuple[Situation, ...]
    conversations: tuple[Dialogue, ...]

    def sizes(self) -> dict[str, int]:
        """How many items of each kind."""
        return {
            "answerable": len(self.answerable),
            "unanswerable": len(self.unanswerable),
            "situations": len(self.situations),
            "conversations": len(self.conversations),
            "turns": sum(len(d.turns) for d in self.conversations),
            "languages": len(LANGUAGES),
        }

    def ids(self) -> Iterator[str]:
        """The id of every item."""
        yield from (item.id for item in self.answerable)
        yield from (item.id for item in self.unanswerable)
        yield from (item.id for item in self.situations)
        yield from (item.id for item in self.conversations)

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Every text put to the assistant: id, language, text."""
        asked = [(item.id, item.questions) for item in self.answerable] + [(item.id, item.questions) for item in self.unanswerable]
        asked += [(item.id, item.text) for item in self.situations]
        for where, trilingual in asked:
            yield from ((where, language, text) for language, text in trilingual.items())
        for dialogue in self.conversations:
            yield from ((f"{dialogue.id}.{n}", turn.language, turn.text) for n, turn in enumerate(dialogue.turns, 1))

    def groups(self) -> Iterator[tuple[str, Group]]:
        """Every evidence group with the id of its item."""
        for item in self.answerable:
            yield from ((item.id, group) for group in item.evidence)
        for dialogue in self.conversations:
            yield from ((f"{dialogue.id}.{n}", group) for n, turn in enumerate(dialogue.turns, 1) for group in turn.evidence)


def load_split(split: str, root: Path = ROOT) -> QuestionSet:
    """The questions of ``dev`` or ``test``, of all files of a kind (``answerable.yaml``, ``answerable-wide.yaml`` …). Raises ``MendData``
    that names the file, the item and the field.
    """
    folder = root / split
    return QuestionSet(
        split,
        _read_all(folder, "answerable", TypeAdapter(tuple[Answerable, ...])),
        tuple(item for item in _read_all(folder, "unanswerable", TypeAdapter(tuple[Unanswerable, ...])) if item.answered_since is None),
        _read_all(folder, "situations", TypeAdapter(tuple[Situation, ...])),
        _read_all(folder, "conversations", TypeAdapter(tuple[Dialogue, ...])),
    )


def _read_all(folder: Path, kind: str, adapter: TypeAdapter[Any]) -> Any:
    files = sorted(folder.glob(f"{kind}*.yaml"))
    if not files:
        raise MendData(f"{folder.name}: there is no {kind}.yaml.")
    return tuple(item for path in files for item in _read(path, adapter))


def _read(path: Path, adapter: TypeAdapter[Any]) -> Any:
    try:
        # Validated as Python data read from YAML: lists stand for tuples.
        return adapter.validate_python(read_yaml(path) or [], strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise MendData(f"{path.parent.name}/{path.name}: {place}: {first['msg']}.") from error


def sums(root: Path = ROOT) -> dict[str, str]:
    """The recorded hash of every question file."""
    try:
        lines = (root / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise MendData(f"{SUMS} is missing beside the question files.") from error
    return {name.strip(): digest for digest, _, name in (line.partition(" ") for line in lines if line.strip())}


def changed_files(root: Path = ROOT) -> list[str]:
    """Files that differ from their recorded hash, are missing, or were never recorded."""
    recorded = sums(root)
    present = {p.relative_to(root).as_posix(): p for split in SETS for p in sorted((root / split).glob("*.yaml"))}
    wrong = [name for name in recorded if name not in present or hashlib.sha256(present[name].read_bytes()).hexdigest() != recorded[name]]
    return sorted({*wrong, *(name for name in present if name not in recorded)})
