"""The model of a provision's sentences: what it learns from the questions that point at them, and that it is kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.base.errors import BuildIndex
from index.passages import Unit
from index.pointing import FILE, Pointing

WIDE = 8


def asked(seed, sentences=3, each=20, provisions=4):
    """Questions of provisions: they vary along the first axis, as phrasing does; those of different sentences differ along the others."""
    random = np.random.default_rng(seed)
    units, rows = [], []
    for provision in range(provisions):
        centres = random.normal(size=(sentences, WIDE))
        centres[:, 0] = 0
        for line in range(1, sentences + 1):
            for n in range(each):
                name = f"provision:a/{provision}"
                units.append(Unit(f"{provision}-{line}-{n}", "question", "en", f"? {provision} {line} {n}", name, (line,)))
                rows.append(centres[line - 1] + random.normal(size=WIDE) * np.array([4.0, *[0.3] * (WIDE - 1)]))
    return units, np.asarray(rows, dtype=np.float32)


def told(fitted, unit, row):
    scores = fitted.scores(unit.target, row)
    return max(scores, key=lambda line: scores[line])


def test_phrasing_counts_less_than_what_tells_sentences_apart():
    """The nearest question pointed at another sentence, because it was put in the same way."""
    units, rows = asked(5)
    fitted = Pointing.fit(units, rows)
    strange = rows.copy()
    strange[:, 0] = 6.0
    right = [told(fitted, unit, row) == unit.lines[0] for unit, row in zip(units, strange, strict=True)]
    assert sum(right) > 0.95 * len(right)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_scores_are_shares_apart_from_a_constant(seed):
    """What all questions of a provision point at between them adds up, so that for each the scores sum to nothing."""
    units, rows = asked(seed)
    fitted = Pointing.fit(units, rows)
    assert sum(fitted.scores(units[0].target, rows[0]).values()) == pytest.approx(0, abs=1e-4)


def test_a_question_of_several_sentences_is_shared_out():
    units, rows = asked(2, sentences=2)
    both = [Unit(unit.id, unit.kind, unit.language, unit.text, unit.target, (1, 2)) for unit in units[:3]]
    fitted = Pointing.fit([*both, *units[3:]], rows)
    assert fitted.scores(units[0].target, rows[0]).keys() == {1, 2}


@pytest.mark.parametrize("lines", [(), (1,)])
def test_where_there_is_nothing_to_tell_apart_nothing_is_told(lines):
    """An own document has no questions; some provisions have one sentence."""
    units = [Unit(str(n), "question", "en", f"? {n}", "provision:a/b", lines) for n in range(4)]
    fitted = Pointing.fit(units, np.ones((4, WIDE), dtype=np.float32))
    assert fitted.scores("provision:a/b", np.ones(WIDE, dtype=np.float32)) == {}
    assert Pointing.fit([], np.zeros((0, WIDE), dtype=np.float32)).scores("provision:a/b", np.ones(WIDE, dtype=np.float32)) == {}


def test_it_is_kept_and_read_back(tmp_path):
    units, rows = asked(1)
    fitted = Pointing.fit(units, rows)
    fitted.save(tmp_path)
    again = Pointing.load(tmp_path)
    assert again.scores(units[0].target, rows[0]) == pytest.approx(fitted.scores(units[0].target, rows[0]))
    Pointing.fit([], rows[:0]).save(tmp_path)
    assert Pointing.load(tmp_path).lines == {}
    (tmp_path / FILE).write_bytes(b"PK not an archive")
    with pytest.raises(BuildIndex, match="cannot be read"):
        Pointing.load(tmp_path)
