"""A file that the person gave to the page: its name and bytes, bounded before they are read. What it is, is told further in."""

from __future__ import annotations

from pathlib import Path

from assistant.policy import say
from corpus.base.errors import BadInput
from corpus.parse.limits import limits
from corpus.parse.sniff import NAMED, shown_name

KINDS = tuple(NAMED)


def largest() -> int:
    """Bytes that the largest kind of file may have."""
    bound = limits().bytes
    return max(bound.pdf, bound.docx, bound.text)


def read_upload(path: Path, language: str) -> tuple[str, bytes]:
    """Name and bytes of a file. Raises ``BadInput`` with the reason, in the page's language."""
    name = shown_name(path.name)
    try:
        with path.open("rb") as given:
            data = given.read(largest() + 1)
    except OSError as error:
        raise BadInput(say("upload.refused.unread", language, name=name)) from error
    if len(data) > largest():
        raise BadInput(say("upload.refused.bytes", language, name=name, limit=largest() // 1000))
    return name, data
