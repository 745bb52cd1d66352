"""An index tells what it was built from, and what was there before, when the files are long gone."""

import pytest

from corpus.base.errors import BuildIndex
from corpus.load import load_corpus
from corpus.snapshot import snapshot_of
from index.build import build
from index.kept import BEFORE, OWN, built_before, built_from
from index.manifest import read_manifest
from index.verify import verify_folder


def change(small_corpus, old, new):
    path = small_corpus / "documents" / "made-up" / "sv.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_every_build_keeps_its_corpus_and_hands_on_the_one_before(small_corpus, tmp_path, encoder):
    """Built twice from the same corpus (another encoder, a damaged index), the last difference must not become "nothing changed"."""
    data = tmp_path / "data"
    versions, folders = [], []
    for old, new in ((" ", " "), ("tänder", "släcker"), (" ", " "), ("släcker", "putsar")):
        change(small_corpus, old, new)
        corpus = load_corpus(small_corpus)
        folders.append(build(corpus, encoder, data, progress=False))
        versions.append(corpus.version)
        assert built_from(folders[-1]) == snapshot_of(corpus)
        if len(folders) == 1:
            assert built_before(folders[-1]) is None
            continue
        earlier = next(v for v in reversed(versions) if v != corpus.version)
        assert built_before(folders[-1]).version == earlier
    assert versions[1] == versions[2]
    assert {OWN, BEFORE} <= set(read_manifest(folders[-1]).files)
    assert verify_folder(folders[-1], encoder) == []


def test_an_index_of_an_older_program_is_told_to_be_built_again(tmp_path):
    with pytest.raises(BuildIndex, match="assistant index build"):
        built_from(tmp_path)
    assert built_before(tmp_path) is None
