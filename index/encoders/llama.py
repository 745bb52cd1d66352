"""An encoder as a LlamaIndex embedding, so that LlamaIndex pipelines (the evaluation's peers, anybody's own) use the very same vectors."""

from __future__ import annotations

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from index.encoders.base import Encoder


class EncoderEmbedding(BaseEmbedding):
    """LlamaIndex's embedding interface over an ``Encoder``."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder, batch: int = 32) -> None:
        super().__init__(model_name=encoder.id, embed_batch_size=batch)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._encoder.queries([query])[0]]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self._encoder.passages([text])[0]]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._encoder.passages(texts)]
