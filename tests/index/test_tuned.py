"""The tuned weights are a difference over the package's model file, and of nothing else."""

import shutil

import numpy as np
import pytest

from corpus.base.errors import MendSetup
from corpus.base.settings import EncoderSettings
from index.encoders import open_encoder
from index.encoders.nano import model_file
from index.encoders.tuned import FILE, Tuned

BASE = bytes(range(200))
MADE = BASE[:50] + bytes(reversed(BASE[50:]))


@pytest.fixture
def model(tmp_path):
    (tmp_path / "model.bin").write_bytes(BASE)
    return tmp_path / "model.bin"


def test_the_difference_makes_the_tuned_file_and_leaves_nothing_behind(model, tmp_path):
    Tuned.between(BASE, MADE, 50).save(tmp_path / "tuned.npz")
    with Tuned.load(tmp_path / "tuned.npz").over(model) as whole:
        assert whole.read_bytes() == MADE
    assert not whole.exists()
    assert not whole.parent.exists()
    assert model.read_bytes() == BASE


@pytest.mark.parametrize("other", [BASE[:60] + b"\xff" + BASE[61:], BASE[:-1], BASE + b"x"], ids=["another byte", "shorter", "longer"])
def test_over_another_model_it_is_refused(model, other):
    """A new version of the package would give vectors that look like vectors and mean nothing."""
    model.write_bytes(other)
    with pytest.raises(MendSetup, match="do not fit the installed package"), Tuned.between(BASE, MADE, 50).over(model):
        pass


def test_a_damaged_difference_is_refused(model):
    good = Tuned.between(BASE, MADE, 50)
    damaged = good.difference.copy()
    damaged[3] ^= 1
    with pytest.raises(MendSetup, match="do not fit"), Tuned(good.start, damaged, good.base, good.made).over(model):
        pass


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_an_unreadable_file_says_what_to_do(tmp_path, content):
    (tmp_path / "tuned.npz").write_bytes(content)
    with pytest.raises(MendSetup, match=r"tuned\.npz") as told:
        Tuned.load(tmp_path / "tuned.npz")
    assert "Install the program again" in str(told.value)


def test_a_full_temporary_folder_says_what_to_do(model, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(MendSetup, match="No space left") as told, Tuned.between(BASE, MADE, 50).over(model):
        pass
    assert "TMPDIR" in str(told.value)


def test_files_that_differ_elsewhere_have_no_difference():
    with pytest.raises(ValueError, match="more than the part"):
        Tuned.between(BASE, MADE, 51)


def test_what_ships_fits_the_package_and_is_told_in_the_id(encoder):
    """Vectors of two encoders are never mixed: the id is what keeps them apart."""
    with Tuned.load(FILE).over(model_file()) as whole:
        assert whole.stat().st_size == model_file().stat().st_size
    plain = open_encoder(EncoderSettings(tuned=False))
    assert encoder.id == f"{plain.id}-{Tuned.load().name}"
    text = ["Vem är kontaktperson?"]
    assert float(encoder.queries(text)[0] @ plain.queries(text)[0]) < 0.99
    assert np.linalg.norm(encoder.queries(text)) == pytest.approx(1, abs=1e-5)
