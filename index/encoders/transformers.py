"""Any sentence-transformers model, by hub name or local folder (extra ``models``).

A hub name is only downloaded where the person has said so by unsetting ``HF_HUB_OFFLINE``; without a network a hub name would
otherwise hang for a minute. A local folder never looks anything up.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.base.errors import MendSetup
from corpus.base.settings import EncoderSettings
from index.encoders.base import Vectors, bounded, unit


def open_model(kind: str, model: str) -> Any:
    """A model of the sentence-transformers class ``kind`` on the CPU. Raises ``MendSetup`` with the remedy where it cannot be opened."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        import sentence_transformers
    except ModuleNotFoundError as error:
        if error.name not in ("sentence_transformers", "torch"):
            raise
        raise MendSetup(f"The package {error.name} is not installed.", "Install the extra: pip install 'ri-assistant[models]'") from error
    try:
        return getattr(sentence_transformers, kind)(model, device="cpu", local_files_only=os.environ.get("HF_HUB_OFFLINE") == "1")
    except (OSError, ValueError) as error:
        raise MendSetup(
            f"The model {Path(model).name} cannot be opened ({str(error).splitlines()[0][:120]}).",
            "Give a local folder, or set HF_HUB_OFFLINE=0 to download a hub model once.",
        ) from error


class SentenceTransformersEncoder:
    """A sentence-transformers model on the CPU."""

    def __init__(self, settings: EncoderSettings) -> None:
        if not settings.model:
            raise MendSetup("encoder.model is not set.", "Name a hub model or a local folder in the configuration.")
        self._model = open_model("SentenceTransformer", settings.model)
        self._query, self._passage = settings.query_prefix, settings.passage_prefix
        self.dimension = int(self._model.get_embedding_dimension())
        self.max_tokens = int(self._model.max_seq_length or 512)
        self.id = f"st-{Path(settings.model).name}-{self.dimension}-{abs(hash_text(settings.model + self._query + self._passage)):x}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return self._encode([self._query + text for text in bounded(texts)])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return self._encode([self._passage + text for text in bounded(texts)])

    def _encode(self, texts: list[str]) -> Vectors:
        return unit(self._model.encode(texts, show_progress_bar=False, convert_to_numpy=True))

    def count_tokens(self, text: str) -> int:
        """See ``Encoder``; counted before any cut."""
        return len(self._model.tokenizer(self._passage + bounded([text])[0], truncation=False)["input_ids"])


def hash_text(text: str) -> int:
    """A stable 32-bit number of a text (Python's own hash differs between runs)."""
    import hashlib

    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
