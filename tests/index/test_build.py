"""Building: killed at any moment the old index still serves; what does not fit is named with its remedy."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from chromadb.errors import InternalError

from corpus.base.errors import BuildIndex, MendSetup
from corpus.load import load_corpus
from index.build import build, needed
from index.detector import load_detector
from index.hits import Weights
from index.manifest import Indexes, file_hash, read_manifest
from index.passages import CHUNKER, LATER, SEARCHED, units
from index.put import Put
from index.search import SearchIndex
from index.store import VectorStore
from index.vectors import KeptVectors
from index.verify import read_units, verify_folder

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("started", "embedded", "written", "verified", "named")


class Killed(BaseException):
    """Stands for the end of the process at a stage."""


@pytest.fixture
def built(small_corpus, tmp_path, encoder):
    """A small corpus with an index of it."""
    corpus, data = load_corpus(small_corpus), tmp_path / "data"
    return corpus, data, build(corpus, encoder, data, progress=False)


def change(small_corpus: Path) -> None:
    path = small_corpus / "documents" / "made-up" / "sv.md"
    path.write_text(path.read_text(encoding="utf-8").replace("tänder lampan", "släcker lampan"), encoding="utf-8")


@pytest.mark.parametrize("stage", STAGES)
def test_ended_at_any_stage_the_old_index_still_serves(built, small_corpus, encoder, stage):
    _, data, old = built
    change(small_corpus)

    def stop(now: str) -> None:
        if now == stage:
            raise Killed

    with pytest.raises(Killed):
        build(load_corpus(small_corpus), encoder, data, progress=False, at=stop)
    assert Indexes(data).require() == old
    assert verify_folder(old, encoder) == []
    # And the next build succeeds and leaves no litter.
    new = build(load_corpus(small_corpus), encoder, data, progress=False)
    assert Indexes(data).require() == new
    assert not list((data / "index").glob(".new-*"))


@pytest.mark.parametrize("delay", [0.0, 0.3, 0.8, 1.5, 2.5, 4.0])
def test_killed_by_the_system_the_old_index_still_serves(built, small_corpus, encoder, tmp_path, delay):
    """SIGKILL at many moments, in a process of its own: nothing is flushed, no handler runs."""
    _, data, old = built
    change(small_corpus)
    program = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from corpus.base.settings import Settings
from corpus.load import load_corpus
from index.build import build
from index.encoders import open_encoder
print("ready", flush=True)
corpus = load_corpus(Path({str(small_corpus)!r}))
build(corpus, open_encoder(Settings().encoder), Path({str(data)!r}), progress=False)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    current = Indexes(data).require()
    assert verify_folder(current, encoder) == []
    if current == old:
        assert SearchIndex.open(old).languages["sv"].search("fyr", encoder.queries(["fyr"])[0], Weights()).hits


@pytest.mark.parametrize(
    "fault",
    [OSError(errno.ENOSPC, "No space left on device"), InternalError("database error: (code: 13) database or disk is full")],
)
def test_a_full_disk_is_said_and_not_kept_full(built, small_corpus, encoder, monkeypatch, fault):
    """The store has an error of its own for it: that ended in a traceback, and half an index stayed on the full disk."""
    import index.build as module

    _, data, old = built
    change(small_corpus)

    def full(*_: object) -> None:
        raise fault

    monkeypatch.setattr(module, "write", full)
    with pytest.raises(MendSetup, match="full"):
        build(load_corpus(small_corpus), encoder, data, progress=False)
    assert Indexes(data).require() == old
    assert not list((data / "index").glob(".new-*"))


def test_a_second_build_embeds_only_what_changed(built, small_corpus, encoder, monkeypatch):
    _, data, _ = built
    change(small_corpus)
    seen = []
    import index.build as module

    original = module.embed
    monkeypatch.setattr(module, "embed", lambda todo, enc, progress: seen.append([u.text for u in todo]) or original(todo, enc, progress))
    build(load_corpus(small_corpus), encoder, data, progress=False)
    new = seen[-1]
    assert new
    assert all("släcker" in text for text in new)


def test_what_did_not_change_is_taken_over_and_looked_at_more_briefly(built, small_corpus, encoder, monkeypatch):
    """A change of the Swedish text leaves the Finnish and English collections; a wrong vector in them is found all the same."""
    import index.build as module

    _, data, _ = built
    change(small_corpus)
    told = []
    original = module.verify_folder
    monkeypatch.setattr(module, "verify_folder", lambda *given: told.append(given[3]) or original(*given))
    folder = build(load_corpus(small_corpus), encoder, data, progress=False)
    assert told == [{f"{language}-{kind}" for language in ("fi", "en") for kind in ("question", "sentence", "passage")} | {"sv-question"}]
    assert verify_folder(folder, encoder, None, told[0]) == []
    store = VectorStore(folder / "chroma")
    members = [u.id for u in read_units(folder) if (u.language, u.kind) == ("fi", "passage")]
    store.remove("fi-passage", members)
    store.add("fi-passage", members, np.eye(len(members), 384, dtype=np.float32))
    store.close()
    assert [fault for fault in verify_folder(folder, encoder, None, told[0]) if fault.startswith("fi-passage")]


def test_what_does_not_fit_is_named_with_its_remedy(built, small_corpus, encoder):
    corpus, data, folder = built
    assert needed(corpus, encoder.id, data) is None
    change(small_corpus)
    assert "corpus" in needed(load_corpus(small_corpus), encoder.id, data)
    manifest = read_manifest(folder)
    assert "encoder other" not in str(manifest.mismatch(encoder.id, CHUNKER, corpus.version))
    assert "other" in manifest.mismatch("other", CHUNKER, corpus.version)
    with pytest.raises(BuildIndex, match="assistant index build"):
        Indexes(data.parent / "nowhere").require()


def test_what_was_fitted_and_cannot_be_read_is_a_broken_index(built):
    """It is read where an index is opened: a traceback there would name no remedy."""
    for file, read in (("put.npz", Put.load), ("words.json", load_detector)):
        path = built[2] / file
        for content in (b"", b"[1]"):
            path.write_bytes(content)
            with pytest.raises(BuildIndex, match=file):
                read(path.parent)
        path.unlink()
        with pytest.raises(BuildIndex, match=file):
            read(path.parent)


@pytest.mark.parametrize("damage", ["units", "manifest", "vectors", "read-out", "lexical"])
def test_damage_is_found(built, encoder, damage):
    _, _, folder = built
    match damage:
        case "units":
            rows = json.loads((folder / "units.json").read_text(encoding="utf-8"))
            (folder / "units.json").write_text(json.dumps(rows[:-1]), encoding="utf-8")
        case "manifest":
            (folder / "manifest.json").write_text("{", encoding="utf-8")
        case "vectors":
            shutil.rmtree(folder / "chroma")
        case "read-out":  # as it would be if the build had written other vectors than it stored
            file = folder / "vectors" / "fi-passage.npy"
            np.save(file, np.load(file)[::-1])
            known = read_manifest(folder)
            told = known.model_copy(update={"files": {**known.files, "vectors/fi-passage.npy": file_hash(file)}})
            (folder / "manifest.json").write_text(told.model_dump_json(), encoding="utf-8")
        case "lexical":
            next((folder / "lexical").rglob("*.npy")).write_bytes(b"")
    assert verify_folder(folder, encoder)


def test_two_builds_at_once_do_not_mix(built, encoder):
    from filelock import FileLock

    corpus, data, _ = built
    with FileLock(data / "index" / ".lock"), pytest.raises(BuildIndex, match="Another build"):
        build(corpus, encoder, data, progress=False)


def test_a_folder_that_may_not_be_written_to_is_one_clear_line(small_corpus, tmp_path, encoder):
    from corpus.base.errors import MendSetup

    if os.geteuid() == 0:
        blocked = tmp_path / "file"
        blocked.write_text("", encoding="utf-8")
        with pytest.raises((MendSetup, NotADirectoryError, FileExistsError)):
            build(load_corpus(small_corpus), encoder, blocked, progress=False)
        return
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(MendSetup, match="No permission"):
        build(load_corpus(small_corpus), encoder, locked, progress=False)


def test_shelves_keep_vectors_nearly_exact(tmp_path):
    """8-bit storage must not move a neighbour: cosine to the original above 0.9999."""
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(200, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys = [f"{n:016x}" for n in range(200)]
    KeptVectors.save(tmp_path / "s.npz", keys, vectors)
    shelf = KeptVectors.load(tmp_path / "s.npz")
    assert min(float(shelf.get(key) @ vector) for key, vector in zip(keys, vectors, strict=True)) > 0.9999


def test_a_shelf_of_another_model_is_not_believed(built, small_corpus, encoder, tmp_path, capsys):
    """Vectors that ship are trusted only after a sample was embedded again: a foreign shelf would poison the index in silence."""
    corpus = load_corpus(small_corpus)
    from index.vectors import shelf_name

    data = tmp_path / "other"
    wanted = units(corpus, encoder)
    rng = np.random.default_rng(1)
    KeptVectors.save(
        data / "vectors" / shelf_name(encoder.id),
        [u.key for u in {u.key: u for u in wanted}.values()],
        rng.normal(size=(len({u.key for u in wanted}), 384)).astype(np.float32),
    )
    folder = build(corpus, encoder, data, progress=False)
    assert "do not match" in capsys.readouterr().err
    assert verify_folder(folder, encoder) == []


def test_a_broken_shelf_is_an_empty_one(tmp_path):
    (tmp_path / "s.npz").write_bytes(b"no archive")
    assert len(KeptVectors.load(tmp_path / "s.npz")) == 0


def test_the_store_never_asks_for_a_model(tmp_path):
    """Chroma's default embedding function would download one at the first text; ours is created without and given vectors only."""
    store = VectorStore(tmp_path / "chroma")
    store.create("some")
    store.add("some", ["a", "b"], np.eye(2, 384, dtype=np.float32))
    collection = store._get("some")
    with pytest.raises(ValueError, match="embedding function"):
        collection.query(query_texts=["x"], n_results=1)
    assert store.read("some", ["b", "a"])[0][1] == 1
    store.close()


def test_passages_are_cut_by_the_encoder_s_own_tokens(corpus, encoder):
    """Another cut would lose the tail of a long passage without a word."""
    long = [u for u in units(corpus, encoder) if u.kind == "passage"]
    assert max(encoder.count_tokens(u.text) for u in long) <= encoder.max_tokens


def test_the_whole_index_is_sound(built_data, encoder):
    folder = Indexes(built_data).require()
    assert verify_folder(folder, encoder) == []
    assert {u.kind for u in read_units(folder)} == {*SEARCHED, "situation", *LATER}
