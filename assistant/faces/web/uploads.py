"""A file that the person gave to the page: its name and bytes, bounded before they are read. What it is, is told further in."""

from __future__ import annotations

from pathlib import Path

from gradio.blocks import Block
from gradio.exceptions import InvalidPathError

from assistant.policy import say
from corpus.base.errors import BadInput
from corpus.parse.limits import limits
from corpus.parse.sniff import NAMED, shown_name

KINDS = tuple(NAMED)


def largest() -> int:
    """Bytes that the largest kind of file may have."""
    bound = limits().bytes
    return max(bound.pdf, bound.docx, bound.text)


def only_uploads() -> None:
    """Let no request name a file that was not uploaded. Gradio takes any path or address that a request gives into its folder, for its own
    check is off where the page is mounted in another app: files of this machine were read, and addresses called, for whoever asked.
    """
    Block.async_move_resource_to_block_cache = _uploaded  # type: ignore[method-assign, assignment]


async def _uploaded(block: Block, url_or_file_path: str | Path | None) -> str | None:
    """The path where it lies in the folder of uploads, links followed. Raises ``InvalidPathError`` for any other, and for an address."""
    if url_or_file_path is None:
        return None
    path = Path(str(url_or_file_path)).resolve()
    if not path.is_relative_to(Path(block.GRADIO_CACHE).resolve()) or not path.is_file():
        raise InvalidPathError("No such upload.")
    return str(path)


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
