"""Likeness to the example situations: wording by pieces of words, meaning by vectors."""

import numpy as np
import pytest

from corpus.base.errors import BuildIndex
from index.likeness import FILE, Likeness, Shape, Wording, pieces
from index.passages import Unit

TEXTS = ["samarbetsavtal med ett företag", "avtalet löper ut", "resan till fältet", "fältarbete och resor"]
TARGETS = np.array([[1, -1], [1, -1], [-1, 1], [-1, 1]], dtype=np.float32)
SHAPE = Shape(steepness=2.2, wording=1.0, penalty=0.5, may=0.1, along=-0.4)


def alike() -> np.ndarray:
    """Vectors that tell nothing apart, so that only the wording decides."""
    return np.tile(np.array([[1.0, 0.1, 0.0]], dtype=np.float32), (4, 1)) + np.eye(4, 3, dtype=np.float32) * 1e-3


def fitted() -> Likeness:
    units = [Unit(f"u{n}", "situation", "sv", text, "situation") for n, text in enumerate(TEXTS)]
    return Likeness.fit(units, alike(), TARGETS, ["agreement", "travel"], SHAPE, "made of this")


def test_a_word_is_cut_into_pieces_with_its_edges():
    assert " avt" in pieces("avtal")
    assert "vtal" in pieces("avtal")
    assert pieces("ai") == [" ai "]


def test_the_kernel_is_the_product_of_the_rows():
    wording = Wording.of(TEXTS)
    rows = wording.rows(TEXTS)
    kernel = wording.kernel(rows)
    assert np.allclose(np.diag(kernel), 1, atol=1e-5)
    assert np.allclose(kernel, kernel.T)
    assert np.allclose(wording.scores(TEXTS, wording.pull(rows, np.eye(4, dtype=np.float32))), kernel, atol=1e-5)


def test_inflection_compounds_and_slips_are_alike():
    """An encoder of this size blurs the one word that decides: "samarbetsavtl" has to be near "avtalet" without it."""
    likeness = fitted()
    for text in ("ett gästavtal", "samarbetsavtl", "AVTALEN"):
        agreement, travel = likeness.scores([text], alike()[:1])[0]
        assert agreement > travel, text
    assert likeness.scores(["fältresa"], alike()[:1])[0].argmax() == 1


def test_what_a_word_adds_is_told_for_each_theme():
    pulls = fitted().pulls(["avtalet", "resan", "zzz"])
    assert pulls.shape == (3, 2)
    assert pulls[0, 0] > 0 > pulls[0, 1]
    assert pulls[1, 1] > 0
    assert not pulls[2].any()


def test_a_text_of_unknown_words_and_no_words_has_a_score():
    likeness = fitted()
    assert likeness.scores(["zzz", "!"], alike()[:2]).shape == (2, 2)
    assert likeness.pulls([]).shape == (0, 2)


def test_it_is_kept_and_read_back(tmp_path):
    likeness = fitted()
    likeness.save(tmp_path)
    # An index lists its examples in an order of its own.
    again = Likeness.load(tmp_path, likeness.ids[::-1], alike()[::-1])
    assert (again.themes, again.made_of) == (("agreement", "travel"), "made of this")
    assert np.array_equal(again.scores(["gästavtal"], alike()[:1]), likeness.scores(["gästavtal"], alike()[:1]))
    assert np.array_equal(again.pulls(["resan"]), likeness.pulls(["resan"]))
    (tmp_path / FILE).write_bytes(b"PK not an archive")
    with pytest.raises(BuildIndex, match="cannot be read"):
        Likeness.load(tmp_path, likeness.ids, alike())


def test_nobody_who_describes_a_plan_waits_for_a_fit(assistant):
    """Fitted when the first situation was read, it took a dozen seconds of the two minutes that somebody has. What the index holds knows
    its examples again: read back in another order than it was fitted in, it raised other themes and nothing failed.
    """
    likeness, (units, vectors) = assistant.index.likeness, assistant.index.situations
    assert likeness.themes == tuple(theme.id for theme in assistant.corpus.knowledge.themes)
    some = [row for row, unit in enumerate(units) if unit.themes][::25]
    scores = likeness.scores([units[row].text for row in some], vectors[some])
    known = [likeness.themes[scored.argmax()] in units[row].themes for row, scored in zip(some, scores, strict=True)]
    assert sum(known) >= 0.98 * len(some)
