"""Why an official text was not taken: one kind of error, with what is wrong and what to do about it, for one line of the summary."""

from __future__ import annotations

LATER = "Try again later."
LOOK = "Open the address in a browser; where the page has moved, mend official_editions in the document's document.yaml (docs/sync.md)."


class SyncFault(Exception):
    """A text that could not be fetched, recognised or stored. ``kind`` names the cause for scripts and tests; ``again`` says whether
    another attempt in the same run can help, ``wait`` for how many seconds the publisher asked to be left alone first.
    """

    def __init__(self, kind: str, message: str, remedy: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(f"{message} {remedy}")
        self.kind, self.message, self.remedy = kind, message, remedy
        self.again, self.wait = again, wait
