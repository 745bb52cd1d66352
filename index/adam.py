"""Adam (Kingma and Ba 2015) with a rate that falls to nothing and decoupled weight decay (Loshchilov and Hutter 2019)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# The usual figures.
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


class Adam:
    """A descent of so many steps over ``values``, which are changed in place; ``weights`` is the part of them that decays, a view."""

    def __init__(self, values: NDArray[np.floating], weights: NDArray[np.floating], steps: int, rate: float, decay: float) -> None:
        self._values, self._weights = values, weights
        self._steps, self._rate, self._decay = steps, rate, decay
        self._first, self._second = np.zeros_like(values), np.zeros_like(values)

    def step(self, n: int, slope: NDArray[np.floating]) -> None:
        """The step of that number, counted from 1, down the slope."""
        self._first += (1 - _FIRST) * (slope - self._first)
        self._second += (1 - _SECOND) * (slope * slope - self._second)
        rate = self._rate * (1 - n / (self._steps + 1))
        self._weights *= 1 - rate * self._decay
        self._values -= rate * (self._first / (1 - _FIRST**n)) / (np.sqrt(self._second / (1 - _SECOND**n)) + _TINY)
