"""Reading a file that nobody vouches for: in a process of its own that has little time, little memory, no network and nothing to write
to.

A parser of a large format is where hostile files find their way in. So it runs apart, and what it says is checked like any other input. A
crash, a hang, a bomb and an answer without end are one refusal: the file could not be read within the limits.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.parse.limits import ProcessLimits, limits
from corpus.parse.parsed import NotReadable, ParsedText

Format = Literal["pdf", "docx", "markdown", "text"]
# Nothing is taken from the environment: what the child may import is named to it.
_START = "import json, sys; sys.path[:0] = json.loads(sys.argv[2]); from corpus.parse.child import main; sys.exit(main())"
_HOME = Path(__file__).resolve().parents[2]


class _Told(BaseModel):
    """What the child says: a text, or why not."""

    model_config = ConfigDict(extra="forbid")
    text: ParsedText | None = None
    refused: str | None = None
    message: str = ""
    values: dict[str, int | str] = {}


def parse_limited(data: bytes, format: Format, bounds: ProcessLimits | None = None) -> ParsedText:
    """The parts of a file, read apart. Raises ``NotReadable`` with its reason; ``gave_up`` where the limits were met."""
    bounds = bounds or limits().process
    with tempfile.TemporaryDirectory(prefix="ri-read-") as folder:
        said = _run(data, format, bounds, folder)
    if said is None:
        raise NotReadable("The file could not be read within the limits of time and memory.", "gave_up")
    try:
        told = _Told.model_validate_json(said)
    except ValidationError:
        raise NotReadable("The file could not be read within the limits of time and memory.", "gave_up") from None
    if told.text is None:
        raise NotReadable(told.message, told.refused or "broken", **told.values)
    return told.text


def _run(data: bytes, format: Format, bounds: ProcessLimits, folder: str) -> bytes | None:
    """What the child wrote; None where it crashed, took too long or wrote too much."""
    order = json.dumps({"format": format, "limits": bounds.model_dump()})
    paths = [str(_HOME), *[place for place in sys.path if place and Path(place).is_absolute() and Path(place).exists()]]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows starts no process without it
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, order, json.dumps(list(dict.fromkeys(paths)))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept, cwd=folder, close_fds=True,
        start_new_session=True,
    )  # fmt: skip
    out = bytearray()
    writer = threading.Thread(target=_feed, args=(process, data), daemon=True)
    reader = threading.Thread(target=_listen, args=(process, out, bounds.output_bytes), daemon=True)
    until = time.monotonic() + bounds.wall_seconds
    try:
        writer.start()
        reader.start()
        reader.join(max(0.0, until - time.monotonic()))
        if reader.is_alive() or len(out) > bounds.output_bytes:
            return None
        status = process.wait(max(0.1, min(5.0, until - time.monotonic())))
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)
        writer.join(1)
        reader.join(1)
    return bytes(out) if status == 0 else None


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(data)
        process.stdin.close()
    except OSError:  # the child has ended before it read all
        return


def _listen(process: subprocess.Popen[bytes], out: bytearray, most: int) -> None:
    """Gather what the child writes, to one byte beyond the most."""
    while process.stdout is not None and len(out) <= most:
        try:
            piece = process.stdout.read1(65536)  # type: ignore[attr-defined]
        except (OSError, ValueError):
            return
        if not piece:
            return
        out += piece


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child, where it has not ended, with whatever it started."""
    if process.returncode is None:
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
