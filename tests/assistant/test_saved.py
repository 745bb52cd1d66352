"""Reading records back: every shape that the program writes, a newer program's with its unknown fields, and a plain word for the rest."""

import io
import json
from pathlib import Path

import pytest

from assistant.saved import Saved, Unread, read_saved
from corpus.base.errors import BadInput


@pytest.fixture(scope="module")
def answer(assistant):
    return assistant.ask("Who is to be appointed contact person?").model_dump(mode="json")


@pytest.fixture(scope="module")
def checklist(assistant):
    return assistant.checklist("We sign an agreement with a military university.").model_dump(mode="json")


def write(tmp_path, *records, name="r.jsonl"):
    path = tmp_path / name
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def test_every_shape_that_the_program_writes(tmp_path, answer, checklist):
    batch = [{"id": "x1", "answers": [answer, answer]}, {"id": "k", "checklist": checklist}]
    found = read_saved(write(tmp_path, *batch))
    assert [(r.where, len(r.answers), bool(r.checklist)) for r in found] == [
        ("r.jsonl line 1 (x1)", 2, False),
        ("r.jsonl line 2 (k)", 0, True),
    ]
    (one,) = read_saved(write(tmp_path, json.dumps(answer, indent=1), name="a.json"))
    assert (one.where, one.answers[0].model_dump(mode="json")) == ("a.json", answer)
    (one,) = read_saved(write(tmp_path, json.dumps(checklist, indent=1), name="c.json"))
    assert one.checklist.situation == checklist["situation"]
    assert len(read_saved(write(tmp_path, json.dumps([answer, checklist]), name="l.json"))) == 2


def test_a_folder_and_the_standard_input(tmp_path, answer, monkeypatch):
    (tmp_path / "sub").mkdir()
    write(tmp_path, answer, name="a.json")
    write(tmp_path / "sub", answer, name="b.json")
    write(tmp_path, "not a record", name="c.txt")
    assert [r.where for r in read_saved(tmp_path)] == ["a.json", "sub/b.json"]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(answer)))
    assert read_saved(Path("-"))[0].where == "standard input"


def test_a_newer_program_s_fields_are_left_out(tmp_path, answer):
    """New fields may come within a schema version; a record that has them is no less a record."""
    newer = json.loads(json.dumps(answer)) | {"mood": "fine"}
    newer["citations"][0]["colour"] = "blue"
    newer["statements"][0]["weight"] = {"a": 1}
    (one,) = read_saved(write(tmp_path, newer))
    assert one.answers[0].model_dump(mode="json") == answer


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r | {"schema_version": "0"}, "written under schema version 0, and this program reads version 1"),
        (lambda r: {k: v for k, v in r.items() if k != "schema_version"}, "schema version unknown"),
        (lambda r: {k: v for k, v in r.items() if k != "status"}, "status"),
        (lambda r: r | {"statements": "x"}, "statements"),
        (lambda r: {"id": "x", "error": "line 3: not JSON"}, "the case failed then: line 3: not JSON"),
        (lambda r: {"hello": 1}, "no record"),
        (lambda r: "{", "not JSON"),
        (lambda r: "3", "no record"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path, answer, change, told):
    """An older schema means other things by the same words: comparing it would tell differences that are none."""
    found = read_saved(write(tmp_path, answer, change(answer), answer))
    assert [type(r) for r in found] == [Saved, Unread, Saved]
    assert told in str(found[1])
    assert "line 2" in str(found[1])


def test_no_file_and_no_record_are_one_line(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_saved(tmp_path / "none.json")
    with pytest.raises(BadInput, match="holds no record"):
        read_saved(write(tmp_path, "", name="empty.json"))
    (tmp_path / "latin.json").write_bytes("å".encode("latin-1"))
    assert read_saved(tmp_path / "latin.json")[0].why == "not UTF-8 text"
