"""What a check returns. A fault breaks a promise of the product; a look is for a person's eye and fails nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold, or deserves a look."""

    where: str
    what: str
    fault: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
