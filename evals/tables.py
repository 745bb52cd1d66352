"""How figures are written in a report: percentages with their interval, differences in points, Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.base.settings import LANGUAGES

Record = Mapping[str, Any]
COLUMNS = ("all", *LANGUAGES)


def percent(estimate: Mapping[str, Any] | None, interval: bool = True) -> str:
    """``83.3 (76–90)``; a dash where nothing was counted."""
    if not estimate or estimate["value"] is None:
        return "–"
    value = f"{100 * estimate['value']:.1f}"
    return f"{value} ({100 * estimate['low']:.0f}–{100 * estimate['high']:.0f})" if interval else value


def points(difference: float) -> str:
    """A difference in percentage points, with its sign; no minus before a zero."""
    return f"{round(100 * difference, 1) + 0.0:+.1f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def across(name: str, figures: Mapping[str, Any]) -> list[str]:
    """A row of a figure over all languages and each."""
    return [name, *(percent(figures[column]) for column in COLUMNS)]
