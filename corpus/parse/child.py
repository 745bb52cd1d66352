"""The process that reads a file for us: bounded before it begins, shut in before it reads, its result as JSON on standard output.

Started by ``corpus.parse.limited`` only. The order is what makes it safe: limits first, then the parsers are imported, then the door is
shut (no network, no other process, no writing, no reading outside the program's own folders), and only then are the bytes read.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import os
import sys
from collections.abc import Callable
from typing import Any

_ALONE = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.kill", "pty.", "ctypes.dlopen",
    "urllib.", "ftplib.", "http.", "smtplib.", "webbrowser.",
)  # fmt: skip
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "shutil.")
GAVE_UP = 3


class Forbidden(BaseException):
    """The code that reads tried what reading needs not. No parser catches it, so the process ends."""


def _bound(limits: dict[str, Any]) -> None:
    """Bounds of the system, where it has them; elsewhere the clock of the starting process is the bound."""
    with contextlib.suppress(ImportError):
        import resource

        memory, cpu = limits["memory_mb"] * 2**20, limits["cpu_seconds"]
        for name, soft, hard in (
            ("RLIMIT_CORE", 0, 0), ("RLIMIT_CPU", cpu, cpu + 2), ("RLIMIT_FSIZE", 0, 0),
            ("RLIMIT_NOFILE", limits["files"], limits["files"]), ("RLIMIT_AS", memory, memory),
        ):  # fmt: skip
            with contextlib.suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, name), (soft, hard))


def _shut() -> None:
    """From here on: no network, no process, no change, and reading in the program's own folders only."""
    roots = tuple({os.path.realpath(place) + os.sep for place in [*sys.path, sys.prefix, sys.base_prefix] if place})
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_ALONE) or event.startswith(_CHANGES):
            raise Forbidden(event)
        if event == "open" and isinstance(arguments[0], str | bytes):
            mode, flags = arguments[1] or "r", arguments[2] or 0
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if set(str(mode)) & set("wax+") or flags & writing or not (path + os.sep).startswith(roots):
                raise Forbidden(event)

    sys.addaudithook(watch)


def _parser(kind: str) -> Callable[[bytes], Any]:
    """The parser of a format, with everything that it would import later."""
    from corpus.parse.limits import limits

    limits()
    if kind == "pdf":
        import PIL.PngImagePlugin
        import pypdfium2

        from corpus.parse.hyphens import Joiner
        from corpus.parse.pdf import parse_pdf

        for word in ("och", "ja", "the"):
            Joiner([word])
        pypdfium2.PdfDocument.new().close()
        PIL.Image.preinit()
        return parse_pdf
    if kind == "docx":
        from corpus.parse.docx import parse_docx

        return parse_docx
    import markdown_it

    from corpus.parse.plain import parse_plain

    markdown_it.MarkdownIt("commonmark").enable("table").render("[a](b)")
    return functools.partial(parse_plain, markdown=kind == "markdown")


def main() -> int:
    """Read a file from standard input as the first argument says; the exit status."""
    order = json.loads(sys.argv[1])
    _bound(order["limits"])
    parse = _parser(order["format"])
    from corpus.parse.parsed import NotReadable

    data = sys.stdin.buffer.read()
    _shut()
    result: dict[str, Any]
    try:
        result = {"text": dataclasses.asdict(parse(data))}
    except NotReadable as error:
        result = {"refused": error.reason, "message": str(error), "values": error.values}
    except (MemoryError, RecursionError, Forbidden):
        return GAVE_UP
    except Exception as error:  # a defect of a parser is met by a hostile file first
        result = {"refused": "broken", "message": f"The file is damaged ({type(error).__name__}).", "values": {}}
    sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0
