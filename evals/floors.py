"""Floors: what figures must reach, as data.

``gate.yaml`` holds what the dev split reaches today, less a little: a regression gate for CI. ``targets.yaml`` holds what the product
promises: every report says which are met and by how much the others are missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.base.errors import MendData
from corpus.base.yamlfile import read_yaml
from evals.metrics import flat

HERE = Path(__file__).resolve().parent
GATE = HERE / "gate.yaml"
TARGETS = HERE / "targets.yaml"


class Floor(BaseModel):
    """One bound on one figure, named as in ``results.json`` with dots."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure: str
    told: str | None = Field(None, description="what a person reads instead of the dotted name")
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    where_counted: bool = Field(False, description="whether a run that does not count the figure says nothing of it, instead of missing it")

    def bound(self) -> str:
        """The bound in words."""
        said = (("at least", self.at_least), ("at most", self.at_most), ("above", self.above))
        return ", ".join(f"{word} {value:g}" for word, value in said if value is not None)

    def missed_by(self, value: float) -> float:
        """How far the value is on the wrong side; 0 where it is on the right one. A value *at* ``above`` misses by next to nothing."""
        short = [self.at_least - value] if self.at_least is not None else []
        short += [value - self.at_most] if self.at_most is not None else []
        short += [max(self.above - value, 1e-9) if value <= self.above else 0.0] if self.above is not None else []
        return max([*short, 0.0])


@dataclass(frozen=True)
class Verdict:
    """A floor with what was reached. ``value`` is None where the run did not count the figure."""

    floor: Floor
    value: float | None

    @property
    def held(self) -> bool:
        """Whether the figure is there and on the right side (to the rounding of a report)."""
        return self.value is not None and self.floor.missed_by(round(self.value, 6)) == 0.0


def read_floors(path: Path) -> list[Floor]:
    """The floors of a file. Raises ``MendData`` for a faulty one, or one that bounds nothing."""
    try:
        floors = TypeAdapter(list[Floor]).validate_python(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise MendData(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    for floor in floors:
        if not floor.bound():
            raise MendData(f"{path.name}: {floor.figure} has no bound.")
    return floors


def judge(figures: Mapping[str, Any], floors: Sequence[Floor]) -> list[Verdict]:
    """Every floor against the figures of a run; those that bind only where they are counted are left out where they are not."""
    numbers = flat(figures)
    return [Verdict(floor, numbers.get(floor.figure)) for floor in floors if floor.figure in numbers or not floor.where_counted]


def fallen(verdicts: Sequence[Verdict]) -> list[str]:
    """The floors that do not hold, in words. A figure that is not there has fallen: a gate that cannot see must not open."""
    out = []
    for verdict in verdicts:
        if not verdict.held:
            told = verdict.floor.told or verdict.floor.figure
            value = "not counted" if verdict.value is None else f"{verdict.value:.3f}"
            out.append(f"{told}: {value}, should be {verdict.floor.bound()}")
    return out
