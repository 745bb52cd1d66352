"""Encoders behind one interface: bounded input, unit vectors, prefixes; the second encoder for real, with a tiny model made here."""

import time

import numpy as np
import pytest

from corpus.base.errors import MendSetup
from corpus.base.settings import EncoderSettings
from index.encoders import open_encoder
from index.encoders.llama import EncoderEmbedding


@pytest.mark.parametrize("text", ["", "\0", "a\0b" * 3, "\ud800", "​‮", "x" * 100_000, "🙂" * 50])
def test_no_input_breaks_the_encoder(encoder, text):
    """The engine drops what follows a NUL in silence, raises on lone surrogates, and takes half a minute for 100 KB."""
    begun = time.perf_counter()
    vector = encoder.queries([text])
    assert vector.shape == (1, encoder.dimension)
    assert np.isfinite(vector).all()
    assert time.perf_counter() - begun < 30


def test_what_follows_a_nul_is_read(encoder):
    with_nul = encoder.queries(["exportkontroll\0 och poesi på biblioteket"])[0]
    assert with_nul @ encoder.queries(["exportkontroll"])[0] < 0.999


def test_vectors_have_unit_length_and_keep_their_order(encoder):
    texts = [f"Mening nummer {n} om exportkontroll." for n in range(9)]
    together = encoder.passages(texts)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(9), abs=1e-5)
    alone = np.stack([encoder.passages([text])[0] for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.9999


def test_meaning_is_nearer_than_chance_across_languages(encoder):
    question = encoder.queries(["Who controls exports?"])[0]
    near, far = encoder.passages(["Utrikesministeriet ansvarar för kontrollen av export.", "Dikter lästes på biblioteket i går."])
    assert near @ question > far @ question


def test_llamaindex_sees_the_same_vectors(encoder):
    embedding = EncoderEmbedding(encoder)
    assert np.allclose(embedding.get_query_embedding("Vem?"), encoder.queries(["Vem?"])[0])
    assert np.allclose(embedding.get_text_embedding_batch(["a", "b"]), encoder.passages(["a", "b"]), atol=1e-6)


def test_a_second_encoder_without_a_model_says_what_to_set():
    with pytest.raises(MendSetup, match=r"encoder\.model"):
        open_encoder(EncoderSettings(kind="sentence-transformers"))


@pytest.fixture(scope="module")
def tiny_model(tiny_bert):
    """A random BERT saved as sentence-transformers saves an encoder."""
    st = pytest.importorskip("sentence_transformers")
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    transformer = Transformer(str(tiny_bert), max_seq_length=256)
    model = st.SentenceTransformer(modules=[transformer, Pooling(32, pooling_mode="mean")], device="cpu")
    folder = tiny_bert.parent / "encoder"
    model.save(str(folder))
    return folder


@pytest.mark.models
def test_another_encoder_builds_an_index_and_answers_through_it(tiny_model, small_corpus, tmp_path, corpus):
    """The whole way with another model from a local folder: embed, build, verify, search, answer."""
    from assistant.service import Assistant
    from corpus.base.settings import Settings
    from corpus.load import load_corpus
    from index.build import build
    from index.manifest import read_manifest
    from index.verify import verify_folder

    settings = Settings(encoder=EncoderSettings(kind="sentence-transformers", model=str(tiny_model)), data_dir=tmp_path / "data")
    encoder = open_encoder(settings.encoder)
    assert encoder.dimension == 32
    assert encoder.count_tokens("ett två") > 2
    small = load_corpus(small_corpus)
    folder = build(small, encoder, tmp_path / "data", progress=False)
    assert read_manifest(folder).encoder == encoder.id
    assert verify_folder(folder, encoder) == []
    hits = Assistant.open(settings, small).search("sv fråga 1 om fyren? a", "sv")
    assert hits[0].target == "provision:made-up/a"


@pytest.mark.models
def test_a_model_that_is_not_there_is_named_at_once(tmp_path):
    """A hub name without a network would hang for a minute."""
    pytest.importorskip("sentence_transformers")
    begun = time.perf_counter()
    with pytest.raises(MendSetup, match="cannot be opened"):
        open_encoder(EncoderSettings(kind="sentence-transformers", model="nobody/no-such-model"))
    assert time.perf_counter() - begun < 30
