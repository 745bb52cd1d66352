"""A file that the person gave, as text: plain text or Markdown in UTF-8, UTF-16 or the old Western encoding, bounded in size."""

from __future__ import annotations

from pathlib import Path

from assistant.faces.web.words import word
from assistant.policy import say
from corpus.base.errors import BadInput
from corpus.text.normal import clean

MAX_BYTES = 900_000
KINDS = (".txt", ".md")


def read_text(path: Path, language: str) -> tuple[str, str]:
    """Name and text of a file. Raises ``BadInput`` with the reason, in the page's language."""
    name = clean(path.name)[:80] or "text"
    if path.suffix.lower() not in KINDS:
        raise BadInput(word("own.kind", language, name=name))
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(word("own.bytes", language, name=name, limit=MAX_BYTES // 1000))
    text = decoded(path.read_bytes())
    if text is None:
        raise BadInput(say("upload.not_text", language, name=name))
    return name, text


def decoded(data: bytes) -> str | None:
    """The text of these bytes; None where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        return None
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
