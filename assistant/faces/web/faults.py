"""What goes wrong on the page is told on stderr by its kind and place: the message of an exception may hold what a person typed.

Gradio prints the whole traceback of an action that fails before it reaches ours (a forged value is quoted in it), and the server that of
any other failure.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

from gradio import queueing, routes


def told(error: BaseException) -> str:
    """Kind and place of an exception, in a line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _print() -> None:
    error = sys.exception()
    if error is not None:
        sys.stderr.write(f"{told(error)}\n")


def _shortened(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[1] is not None:
        record.msg, record.args, record.exc_info = told(record.exc_info[1]), (), None
    return True


def tell_briefly() -> None:
    """Have Gradio and the server tell what fails in this way."""
    brief = SimpleNamespace(print_exc=_print, format_exc=lambda: "", print_exception=lambda *_, **__: _print())
    for module in (queueing, routes):
        module.traceback = brief  # type: ignore[attr-defined]
    for name in ("uvicorn.error", "asyncio"):
        logging.getLogger(name).addFilter(_shortened)
