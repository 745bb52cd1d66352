"""The limits of own documents, from ``limits.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from corpus.base.yamlfile import read_yaml
from corpus.model import Strict


class ByteLimits(Strict):
    """How large a file may be, by format."""

    pdf: int = Field(gt=0)
    docx: int = Field(gt=0)
    text: int = Field(gt=0)


class ZipLimits(Strict):
    """What a packed file may unpack to."""

    entries: int
    part_bytes: int
    total_bytes: int
    ratio: int
    ratio_from: int
    depth: int


class XmlLimits(Strict):
    """How much one XML part may hold."""

    elements: int


class ProcessLimits(Strict):
    """What the process that reads a file may use."""

    memory_mb: int = Field(ge=256)
    cpu_seconds: int = Field(ge=1)
    wall_seconds: float = Field(gt=0)
    output_bytes: int
    files: int = Field(ge=16)
    small_text: int


class Limits(Strict):
    """All of them."""

    bytes: ByteLimits
    request_bytes: int
    documents: int
    kept: int
    pages: int
    characters: int
    sentences: int
    name: int
    zip: ZipLimits
    xml: XmlLimits
    process: ProcessLimits


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits in force."""
    return Limits.model_validate(read_yaml(Path(__file__).with_name("limits.yaml")))
