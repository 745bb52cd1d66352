"""Chunks are embedded once, and a second run has the figures of the first."""

from __future__ import annotations

import numpy as np

from evals.peers.kept import KeptEncoder


class Counting:
    """An encoder that counts the texts it was given."""

    def __init__(self, encoder) -> None:
        self.id, self.dimension, self.max_tokens, self.count_tokens = (
            encoder.id,
            encoder.dimension,
            encoder.max_tokens,
            encoder.count_tokens,
        )
        self._encoder, self.seen = encoder, []

    def queries(self, texts):
        self.seen += texts
        return self._encoder.queries(texts)

    def passages(self, texts):
        self.seen += texts
        return self._encoder.passages(texts)


def test_a_text_is_embedded_once(encoder, tmp_path):
    inner = Counting(encoder)
    kept = KeptEncoder(inner, tmp_path)
    first = kept.passages(["one text", "another text", "one text"])
    kept.queries(["a question"])
    kept.queries(["a question", "another"])
    kept.passages(["another text"])
    assert inner.seen == ["one text", "another text", "a question", "another"]
    assert np.array_equal(first[0], first[2])


def test_a_second_run_reads_the_same_vectors(encoder, tmp_path):
    """A shelf rounds. Were the first run's vectors not rounded too, the same questions could rank differently the second time."""
    first = KeptEncoder(encoder, tmp_path)
    vectors = first.passages(["one text", "another text"])
    assert np.abs(vectors - encoder.passages(["one text", "another text"])).max() < 0.01
    first.save()
    inner = Counting(encoder)
    again = KeptEncoder(inner, tmp_path)
    assert np.abs(again.passages(["one text", "another text"]) - vectors).max() < 1e-6
    assert inner.seen == []
    again.passages(["a third"])
    again.save()
    third = KeptEncoder(Counting(encoder), tmp_path)
    assert np.abs(third.passages(["another text", "one text"]) - vectors[::-1]).max() < 1e-6


def test_a_question_and_a_passage_of_the_same_words_are_two(encoder):
    """The encoder tells them apart by a prefix; one vector for both would be the wrong one for one of them."""

    class Apart(Counting):
        def queries(self, texts):
            return -super().queries(texts)

    kept = KeptEncoder(Apart(encoder))
    assert np.allclose(kept.passages(["same words"]), -kept.queries(["same words"]), atol=0.01)
