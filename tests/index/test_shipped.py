"""The vectors that ship cover the corpus: a first start embeds next to nothing."""

import numpy as np
import pytest

from index.outcomes import Outcomes, made_of
from index.passages import units
from index.ship import lay
from index.vectors import SHIPPED, KeptVectors, outcomes_name, shelf_name


def test_the_shipped_vectors_cover_the_corpus(corpus, encoder):
    """After the corpus changed: python -m index.ship. A few new texts are embedded at the first start, a tenth would cost a minute."""
    shelf = KeptVectors.load(SHIPPED / shelf_name(encoder.id))
    wanted = {unit.key for unit in units(corpus, encoder)}
    missing = [key for key in wanted if key not in shelf]
    assert len(missing) <= len(wanted) / 100


def test_nothing_else_ships(corpus, encoder):
    """Vectors of texts that are gone would be carried for ever."""
    shelf = KeptVectors.load(SHIPPED / shelf_name(encoder.id))
    assert len(shelf) <= len({unit.key for unit in units(corpus, encoder)}) * 1.05


def test_the_shipped_outcomes_are_those_of_the_corpus(corpus, encoder):
    """After the corpus changed: python -m index.ship. A first start that fits them takes a minute longer."""
    model = Outcomes.load(SHIPPED / outcomes_name(encoder.id))
    asked = [(unit.target, unit.key) for unit in units(corpus, encoder) if unit.kind == "question"]
    assert model.made_of == made_of(asked)


def row(*at: int) -> np.ndarray:
    """A unit vector that is 1 at the given places, before scaling."""
    vector = np.zeros(8, dtype=np.float32)
    vector[list(at)] = 1.0
    return vector / np.linalg.norm(vector)


def key(number: int) -> str:
    return f"{number:016x}"


@pytest.fixture
def wanted():
    return {key(n): row(n % 8, (n + 1) % 8) for n in range(100)}


def test_what_is_new_goes_into_a_further_file(tmp_path, wanted):
    """Every change of the corpus once wrote fifty megabytes anew, which each clone carries for ever."""
    path = tmp_path / "shelf.npz"
    assert lay(path, wanted) == path
    before = path.read_bytes()
    more = wanted | {key(n): row(n % 8) for n in range(100, 103)}
    assert lay(path, more) == tmp_path / "shelf+1.npz"
    assert path.read_bytes() == before
    shelf = KeptVectors.load(path)
    assert set(shelf.keys()) == set(more)
    assert all(float(shelf.get(one) @ vector) > 0.999 for one, vector in more.items())
    assert lay(path, more) is None


def test_a_shelf_of_which_much_is_gone_is_written_anew(tmp_path, wanted):
    """Vectors of texts that nobody holds any more would be carried for ever."""
    path = tmp_path / "shelf.npz"
    lay(path, wanted)
    lay(path, wanted | {key(200): row(0)})
    left = dict(list(wanted.items())[:90])
    assert lay(path, left) == path
    assert set(KeptVectors.load(path).keys()) == set(left)
    assert [file.name for file in tmp_path.iterdir()] == ["shelf.npz"]


def test_a_damaged_further_file_takes_nothing_else_with_it(tmp_path, wanted):
    """A build embeds again what it cannot read, and only that."""
    path = tmp_path / "shelf.npz"
    lay(path, wanted)
    further = lay(path, wanted | {key(200): row(0)})
    further.write_bytes(further.read_bytes()[:40])
    assert set(KeptVectors.load(path).keys()) == set(wanted)
