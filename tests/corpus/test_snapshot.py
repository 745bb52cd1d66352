"""Snapshots: what is kept is what an answer can say, it is read back as it was, and a damaged file is named."""

import gzip
import json

import pytest

from corpus.base.errors import BadInput
from corpus.load import load_corpus
from corpus.snapshot import FORMAT, Snapshot, open_version, read_snapshot, snapshot_of, to_bytes, write_snapshot


def test_a_snapshot_is_read_back_as_it_was(corpus, tmp_path):
    kept = snapshot_of(corpus)
    write_snapshot(kept, tmp_path / "s.gz")
    assert read_snapshot(tmp_path / "s.gz") == kept
    assert to_bytes(read_snapshot(tmp_path / "s.gz")) == (tmp_path / "s.gz").read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["s.gz"]
    assert (tmp_path / "s.gz").stat().st_size < 2_000_000


def test_all_that_is_said_is_kept(corpus):
    kept = snapshot_of(corpus)
    for document in corpus.documents.values():
        mine = kept.documents[document.id]
        assert list(mine.provisions) == list(document.provisions)
        assert mine.meta["in_force"] == document.meta.in_force
        for local, p in document.provisions.items():
            for language, text in p.editions.items():
                assert [line.text for line in mine.provisions[local].editions[language].lines] == [line.text for line in text.lines]
    k = corpus.knowledge
    assert kept.entries[f"answers/{k.answers[0].id}"].data["statements"][0]["text"] == k.answers[0].statements[0].text
    assert len([e for e in kept.entries.values() if e.kind == "themes"]) == len(k.themes)


def test_a_folder_and_its_snapshot_are_the_same(small_corpus, tmp_path):
    write_snapshot(snapshot_of(load_corpus(small_corpus)), tmp_path / "s.gz")
    assert open_version(small_corpus) == open_version(tmp_path / "s.gz")


DAMAGED = {
    "empty": b"",
    "no archive": b"x",
    "half a text": gzip.compress(b"{"),
    "nothing in it": gzip.compress(b"{}"),
    "cut off": gzip.compress(b"[]")[:-4],
    "a format alone": gzip.compress(json.dumps({"format": 1}).encode()),
}


# Named ids: gzip writes the time, so ids made of the bytes differ between two runners that collect a second apart.
@pytest.mark.parametrize("content", DAMAGED.values(), ids=list(DAMAGED))
def test_what_is_no_snapshot_is_named(tmp_path, content):
    (tmp_path / "s.gz").write_bytes(content)
    with pytest.raises(BadInput, match=r"s\.gz is no snapshot"):
        open_version(tmp_path / "s.gz")


def test_another_format_is_named(small_corpus, tmp_path):
    data = json.loads(gzip.decompress(to_bytes(open_version(small_corpus))))
    (tmp_path / "s.gz").write_bytes(gzip.compress(json.dumps(data | {"format": 2}).encode()))
    with pytest.raises(BadInput, match="format 2"):
        read_snapshot(tmp_path / "s.gz")


def test_what_is_not_there_is_named_with_the_remedy(tmp_path):
    with pytest.raises(BadInput, match="does not exist"):
        open_version(tmp_path / "nothing")
    with pytest.raises(BadInput, match="no folder named documents"):
        open_version(tmp_path)
    with pytest.raises(BadInput, match="cannot be written"):
        write_snapshot(Snapshot(FORMAT, "v", {}, {}), tmp_path / "no" / "s.gz")
