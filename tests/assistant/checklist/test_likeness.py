"""Likeness to the example situations: wording by pieces of words, meaning by vectors."""

import numpy as np

from assistant.checklist.likeness import Likeness, Shape, Wording, pieces

TEXTS = ["samarbetsavtal med ett företag", "avtalet löper ut", "resan till fältet", "fältarbete och resor"]
TARGETS = np.array([[1, -1], [1, -1], [-1, 1], [-1, 1]], dtype=np.float32)
SHAPE = Shape(steepness=2.2, wording=1.0, penalty=0.5)


def alike() -> np.ndarray:
    """Vectors that tell nothing apart, so that only the wording decides."""
    return np.tile(np.array([[1.0, 0.1, 0.0]], dtype=np.float32), (4, 1)) + np.eye(4, 3, dtype=np.float32) * 1e-3


def test_a_word_is_cut_into_pieces_with_its_edges():
    assert " avt" in pieces("avtal")
    assert "vtal" in pieces("avtal")
    assert pieces("ai") == [" ai "]


def test_the_kernel_is_the_product_of_the_rows():
    wording = Wording(TEXTS)
    kernel = wording.kernel()
    assert np.allclose(np.diag(kernel), 1, atol=1e-5)
    assert np.allclose(kernel, kernel.T)
    assert np.allclose(wording.scores(TEXTS, wording.pull(np.eye(4, dtype=np.float32))), kernel, atol=1e-5)


def test_inflection_compounds_and_slips_are_alike():
    """An encoder of this size blurs the one word that decides: "samarbetsavtl" has to be near "avtalet" without it."""
    likeness = Likeness(TEXTS, alike(), TARGETS, SHAPE)
    for text in ("ett gästavtal", "samarbetsavtl", "AVTALEN"):
        agreement, travel = likeness.scores([text], alike()[:1])[0]
        assert agreement > travel, text
    assert likeness.scores(["fältresa"], alike()[:1])[0].argmax() == 1


def test_what_a_word_adds_is_told_for_each_theme():
    pulls = Likeness(TEXTS, alike(), TARGETS, SHAPE).pulls(["avtalet", "resan", "zzz"])
    assert pulls.shape == (3, 2)
    assert pulls[0, 0] > 0 > pulls[0, 1]
    assert pulls[1, 1] > 0
    assert not pulls[2].any()


def test_a_text_of_unknown_words_and_no_words_has_a_score():
    likeness = Likeness(TEXTS, alike(), TARGETS, SHAPE)
    assert likeness.scores(["zzz", "!"], alike()[:2]).shape == (2, 2)
    assert likeness.pulls([]).shape == (0, 2)
