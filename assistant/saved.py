"""Reading back what the assistant gave: answers and checklists that someone kept as files.

One file may hold an answer (``assistant ask --json``, or a download of the page), a checklist, a batch result, or one of these a line. What
was written by a newer program may have fields that this one does not know: they are left out. What was written under another
``schema_version`` means other things and is not read.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.record import SCHEMA_VERSION, Answer, Checklist
from corpus.base.errors import BadInput

R = TypeVar("R", Answer, Checklist)


@dataclass(frozen=True)
class Saved:
    """What was kept of one case: a conversation's answers in order, or a checklist. ``where`` is the file, with the case's id or line."""

    where: str
    answers: tuple[Answer, ...] = ()
    checklist: Checklist | None = None


@dataclass(frozen=True)
class Unread:
    """A record that cannot be read, and why."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def read_saved(path: Path) -> list[Saved | Unread]:
    """The records of a file, or of every .json and .jsonl file under a folder; ``-`` is the standard input. Raises ``BadInput`` where there
    is no such file, or nothing in it.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix in (".json", ".jsonl") and p.is_file())
        found = [record for file in files for record in _file(file, str(file.relative_to(path)))]
    else:
        found = _file(path, "standard input" if str(path) == "-" else path.name)
    if not found:
        raise BadInput(f"{path} holds no record.", "Give what `assistant ask --json` or `assistant batch` wrote.")
    return found


def _file(path: Path, name: str) -> list[Saved | Unread]:
    try:
        text = sys.stdin.read().removeprefix("\ufeff") if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).", "Give a file that holds a record.") from error
    except UnicodeDecodeError:
        return [Unread(name, "not UTF-8 text")]
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _lines(text, name)
    return [_record(item, f"{name} {place}") for place, item in enumerate(whole, 1)] if isinstance(whole, list) else [_record(whole, name)]


def _lines(text: str, name: str) -> list[Saved | Unread]:
    found: list[Saved | Unread] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_record(json.loads(line), f"{name} line {number}"))
        except (ValueError, RecursionError):
            found.append(Unread(f"{name} line {number}", "not JSON"))
    return found


def _record(data: Any, where: str) -> Saved | Unread:
    if not isinstance(data, dict):
        return Unread(where, "no record of an answer or a checklist")
    if "id" in data and ("answers" in data or "checklist" in data or "error" in data):
        where = f"{where} ({data['id']})"
    try:
        if "error" in data and "answers" not in data:
            return Unread(where, f"the case failed then: {data['error']}")
        if isinstance(data.get("answers"), list) and data["answers"]:
            return Saved(where, tuple(_read(Answer, answer) for answer in data["answers"]))
        if "question" in data:
            return Saved(where, (_read(Answer, data),))
        if isinstance(data.get("checklist"), dict):
            return Saved(where, checklist=_read(Checklist, data["checklist"]))
        if "situation" in data:
            return Saved(where, checklist=_read(Checklist, data))
    except BadInput as error:
        return Unread(where, error.message)
    return Unread(where, "no record of an answer or a checklist")


def _read(model: type[R], data: Any) -> R:
    """A record as this program knows it. Raises ``BadInput`` that says why it is none."""
    version = data.get("schema_version") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        told = f"written under schema version {version or 'unknown'}, and this program reads version {SCHEMA_VERSION}"
        raise BadInput(f"{told}: ask the question again")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        unknown = [e["loc"] for e in error.errors() if e["type"] == "extra_forbidden"]
        if len(unknown) < error.error_count():
            first = next(e for e in error.errors() if e["type"] != "extra_forbidden")
            raise BadInput(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return model.model_validate(_without(data, unknown))


def _without(data: Any, places: list[tuple[int | str, ...]]) -> Any:
    """The data without what stands at these places."""
    copy = json.loads(json.dumps(data))
    for *way, last in places:
        part = copy
        for step in way:
            part = part[step]
        part.pop(last, None)
    return copy
