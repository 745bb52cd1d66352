"""Kept own documents: written whole or not at all, private, checked when read, and gone when removed."""

import datetime as dt
import json
import os
import stat
import sys

import pytest

from corpus.base.errors import BadInput, MendSetup
from corpus.own import AUTHORITIES, FILE, OwnDocument, OwnStore, authority, files_of, free_id, keep_document
from corpus.parse.limits import limits
from corpus.parse.plain import parse_text


def own(title="Gästregler", text="1. Gäster anmäls.\n\n2. Kort lämnas ut.", sha="0" * 64) -> OwnDocument:
    made = {"id": "own-gastregler", "name": "g.md", "title": title, "language": "sv", "added": dt.date(2026, 3, 1), "sha256": sha}
    return OwnDocument.model_validate({**made, "text": parse_text(text)})


@pytest.fixture
def store(tmp_path):
    return OwnStore(tmp_path / "data")


def test_what_is_kept_comes_back_the_same(store):
    document = own()
    store.keep(document)
    assert store.read() == ([document], [])
    assert not any(path.name.startswith(".") for path in store.folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_only_its_owner_can_read_it(store):
    """An institution's internal rules lie in a shared machine's data folder."""
    place = store.keep(own())
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE((place / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_text("{", encoding="utf-8"),
        lambda file: file.write_bytes(file.read_bytes()[:200]),
        lambda file: file.write_text(file.read_text(encoding="utf-8").replace("anmäls", "anmaels"), encoding="utf-8"),
        lambda file: file.write_text(file.read_text(encoding="utf-8").replace('"format": 1', '"format": 9'), encoding="utf-8"),
        lambda file: file.unlink(),
    ],
)
def test_a_damaged_entry_is_named_and_the_others_serve_on(store, damage):
    """One changed letter would be quoted as the institution's own words."""
    store.keep(own())
    sound = keep_document(store, own("Resor", "1. Resor planeras.", "1" * 64), set())
    damage(store.folder / "own-gastregler" / FILE)
    found, damaged = store.read()
    assert [document.id for document in found] == [sound.id]
    assert [entry.id for entry in damaged] == ["own-gastregler"]
    assert store.remove("own-gastregler") == "own-gastregler", "what is damaged can still be removed"
    assert store.read()[1] == []


def test_a_crash_while_writing_leaves_nothing_half(store, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(MendSetup):
        store.keep(own())
    assert store.read() == ([], [])
    assert list(store.folder.iterdir()) == []


def test_the_same_text_is_known_again(store):
    store.keep(own())
    assert store.same(own(sha="2" * 64)).id == "own-gastregler", "the same text from another file"
    assert store.same(own(text="1. Annat.", sha="0" * 64)).id == "own-gastregler", "the same file"
    assert store.same(own(text="1. Annat.", sha="2" * 64)) is None


def test_ids_do_not_meet(store):
    first = keep_document(store, own(), {"own-gastregler"})
    second = keep_document(store, own(), {"own-gastregler"})
    assert (first.id, second.id) == ("own-gastregler-2", "own-gastregler-3")
    with pytest.raises(BadInput):
        store.keep(first)
    assert free_id("own-a", {"own-b"}) == "own-a"


def test_there_is_a_most(store, monkeypatch):
    monkeypatch.setattr("corpus.own.limits", lambda: limits().model_copy(update={"kept": 1}))
    store.keep(own())
    with pytest.raises(BadInput):
        keep_document(store, own(), set())


@pytest.mark.parametrize("name", ["../..", "own-../x", "/etc", "own-x/../../y", "recommendations-2025", "OWN-X"])
def test_nothing_but_an_entry_is_removed(store, name, tmp_path):
    store.keep(own())
    (tmp_path / "y").mkdir()
    assert store.remove(name) is None
    assert len(store.read()[0]) == 1
    assert (tmp_path / "y").exists()


def test_removing_takes_everything_away(store):
    before = store.signature()
    store.keep(own())
    assert store.signature() != before
    assert store.remove("own-gastregler") == "Gästregler"
    assert list(store.folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_links_are_followed_nowhere(store, tmp_path):
    """A link in a folder of guidelines, or in the store, may lead to any file of the machine."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.md").write_text("x", encoding="utf-8")
    (folder / ".hidden.md").write_text("x", encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "a.md").symlink_to("/etc/hostname")
    assert [file.name for file in files_of(folder)] == ["b.md"]
    place = store.keep(own())
    (store.folder / "own-link").symlink_to(place)
    assert len(store.read()[0]) == 1


def test_an_own_document_is_never_law():
    assert authority("guideline") == "guideline"
    assert not {"law", "eu_law", "government_policy"} & set(AUTHORITIES)
    with pytest.raises(BadInput, match="guideline"):
        authority("law")


def test_the_original_is_not_kept(store):
    place = store.keep(own())
    assert [path.name for path in place.iterdir()] == [FILE]
    assert json.loads((place / FILE).read_text(encoding="utf-8"))["document"]["sha256"] == "0" * 64
