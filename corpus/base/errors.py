"""The errors of the product, few, and named by what the caller can do about them.

Each says in one line what is wrong and, where there is one, the remedy. A face prints that line; a traceback means a defect.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error that a person is meant to read. ``exit_code`` is what a command line returns."""

    exit_code = 1

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message if remedy is None else f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


class MendData(AssistantError):
    """A data file says something that cannot be: mend the file named in the message."""

    exit_code = 3


class BuildIndex(AssistantError):
    """The index is missing, damaged or of another corpus or encoder: build it."""

    exit_code = 4

    def __init__(self, message: str, remedy: str = "Run: assistant index build") -> None:
        super().__init__(message, remedy)


class MendSetup(AssistantError):
    """The machine or the configuration lacks something: install or change what the message names."""

    exit_code = 5


class BadInput(AssistantError):
    """What the caller gave cannot be used: give something else."""

    exit_code = 2
