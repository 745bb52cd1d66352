"""The packed model file: what is read can be written again, and rounding is the nearest that four bits allow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.tuning import packed


def test_what_the_package_ships_is_read_and_written_alike(model):
    """Were a block packed otherwise than the engine's maker did it, every weight would drift when nothing was learnt."""
    names = [name for name, tensor in model.tensors.items() if name.startswith(("l0.", "l11."))]
    assert len(names) == 32
    again = model.with_arrays({name: model.array(name) for name in names})
    assert again == model.data


def test_the_shape_is_that_of_the_model(model):
    assert (model.width, model.layers, model.heads, model.inner) == (384, 12, 12, 1536)
    assert model.array("l3.fo.w", model.inner).shape == (384, 1536)
    assert model.pieces[model.first][0] == "<s>"
    assert model.pieces[model.last][0] == "</s>"


def test_a_tensor_of_another_size_is_refused(model):
    with pytest.raises(ValueError, match="another size"):
        model.with_arrays({"l0.q.b": np.zeros(3, np.float32)})


def test_another_file_is_refused(tmp_path):
    (tmp_path / "x.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"x\.bin is no packed model"):
        packed.read(tmp_path / "x.bin")


@given(arrays(np.float32, (2, packed.BLOCK), elements=st.floats(-4, 4, width=16)))
def test_rounding_stays_within_a_level(values):
    """Levels lie a scale apart, and the weight farthest from zero on the other side may fall a level short (-8 to 7)."""
    kept = packed.unpacked(packed.packed(values)).reshape(values.shape)
    level = np.abs(values).max(axis=1, keepdims=True) / packed.LEVELS
    assert (np.abs(kept - values) <= level * 1.01 + 1e-6).all()
    again = packed.unpacked(packed.packed(kept)).reshape(values.shape)
    assert np.allclose(again, kept, atol=1e-6 + 1e-3 * float(np.abs(values).max()))
