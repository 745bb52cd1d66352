"""The rules of fetching, read from ``policy.yaml``: which hosts, how often, how much, how long, and what a page in the way looks like."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import Field

from corpus.base.yamlfile import read_yaml
from corpus.load import validate
from corpus.model import Strict


class Host(Strict):
    """A publisher's host. ``interval`` in seconds between two requests."""

    interval: float = Field(ge=0)
    http_start: bool = False
    languages: dict[str, str] = Field(default_factory=dict)


class Limits(Strict):
    """Sizes in bytes of the unpacked text, times in the unit of the name."""

    bytes: int
    robots_bytes: int
    connect_seconds: float
    read_seconds: float
    total_seconds: float
    redirects: int
    attempts: int = Field(ge=1)
    backoff_seconds: float
    retry_after_seconds: float
    robots_hours: float
    resume_hours: float


class Signs(Strict):
    """What one kind of page in the way says."""

    titles: list[str]
    words: list[str]


class SyncPolicy(Strict):
    """``policy.yaml``."""

    program: str
    hosts: dict[str, Host]
    limits: Limits
    short: int
    signs: dict[str, Signs]
    markup: dict[str, list[str]]
    types: dict[str, list[str]]
    vague_types: list[str]

    @property
    def user_agent(self) -> str:
        """The program and its version."""
        try:
            return f"{self.program}/{version(self.program)} (corpus sync)"
        except PackageNotFoundError:
            return f"{self.program} (corpus sync)"

    def accept_language(self, host: str, language: str) -> str:
        """The language as the publisher wants it named."""
        known = self.hosts.get(host)
        return known.languages.get(language, language) if known else language


@lru_cache(maxsize=1)
def policy() -> SyncPolicy:
    """The policy that ships with the program."""
    path = Path(__file__).with_name("policy.yaml")
    return validate(SyncPolicy, read_yaml(path), f"sync/{path.name}")
