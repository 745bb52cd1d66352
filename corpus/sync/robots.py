"""What a publisher lets programs read (robots.txt), kept for a day.

As RFC 9309 has it: a file that is not there forbids nothing; one that cannot be read because the server fails forbids everything for now.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from protego import Protego

from corpus.sync.faults import LATER, SyncFault

# Status and text; (0, "") where the host could not be reached.
Read = Callable[[str], tuple[int, str]]


class Robots:
    """The rules of the hosts asked in a run. ``folder`` keeps them between runs; None keeps nothing."""

    def __init__(self, read: Read, program: str, folder: Path | None, hours: float) -> None:
        self._read, self._program, self._folder, self._hours = read, program, folder, hours
        self._known: dict[str, tuple[int, str]] = {}

    def _rules(self, origin: str) -> tuple[int, str]:
        if origin not in self._known:
            kept = self._kept(origin)
            self._known[origin] = kept or self._read(f"{origin}/robots.txt")
            if kept is None:
                self._keep(origin, self._known[origin])
        return self._known[origin]

    def _file(self, origin: str) -> Path | None:
        return self._folder / f"{urlsplit(origin).netloc.replace(':', '_')}.json" if self._folder else None

    def _kept(self, origin: str) -> tuple[int, str] | None:
        path = self._file(origin)
        try:
            if path is None or time.time() - path.stat().st_mtime > self._hours * 3600:
                return None
            status, text = json.loads(path.read_text(encoding="utf-8"))
            return int(status), str(text)
        except (OSError, ValueError):
            return None

    def _keep(self, origin: str, rules: tuple[int, str]) -> None:
        path = self._file(origin)
        # A failure is not kept: the next run asks again.
        if path is None or not 200 <= rules[0] < 500:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(rules), encoding="utf-8")
        except OSError:
            return

    def check(self, url: str) -> float | None:
        """The pause in seconds that the rules ask for, if any. Raises ``SyncFault`` where they forbid the address."""
        parts = urlsplit(url)
        status, text = self._rules(f"{parts.scheme}://{parts.netloc}")
        if 400 <= status < 500:
            return None
        if not 200 <= status < 300:
            raise SyncFault("robots", f"The rules for programs on {parts.netloc} could not be read, so nothing was asked.", LATER)
        rules = Protego.parse(text)
        if not rules.can_fetch(url, self._program):
            raise SyncFault(
                "robots",
                f"{parts.netloc} does not let programs read this address (robots.txt).",
                "Save the text in a browser and give it: --from FILE.",
            )
        delay = rules.crawl_delay(self._program)
        return float(delay) if delay is not None else None
