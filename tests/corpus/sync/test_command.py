"""``assistant corpus sync`` as a person runs it: a line a text, an exit status for scripts, and what to do next."""

import dataclasses
import json
import shutil

import pytest
import yaml

from assistant.doctor import examine
from assistant.faces.cli import main

CELEX = "/resource/celex/32024H03510"


@pytest.fixture
def machine(publisher, act, tmp_path, monkeypatch):
    """A person's configuration, with the local server in the place of the publishers; the data folder is empty."""
    config = tmp_path / "config.yaml"
    mirrors = {"publications.europa.eu": publisher.base, "opendata.finlex.fi": publisher.base}
    settings = {"data_dir": str(tmp_path / "data"), "sync": {"mirrors": mirrors, "allow_private": True}}
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    monkeypatch.setenv("RI_ASSISTANT_CONFIG", str(config))
    for language, code in (("sv", "swe"), ("fi", "fin"), ("en", "eng")):
        publisher.sends({"body": act[language]}, path=CELEX, language=code)
    return tmp_path / "data"


def run(*arguments):
    return main(["corpus", "sync", *arguments])


def test_a_text_is_fetched_and_the_next_step_is_said(machine, capsys):
    """The made-up act stands at the address of a real one; whoever fetched it must build the index before it is quoted."""
    assert run("--document", "council-recommendation-2024", "--language", "sv") == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("council-recommendation-2024 sv: fetched, 100 parts: ")
    assert out[1:] == ["1 texts: 1 new or changed, 0 not fetched.", "The index does not know the texts yet. Run: assistant index build"]


def test_a_failure_is_a_line_and_a_status(machine, publisher, capsys):
    """A script sees the status, a person the line with the remedy; the other languages are there."""
    publisher.sends({"status": 404}, path=CELEX, language="fin")
    assert run("--document", "council-recommendation-2024") == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines[:3]] == [f"council-recommendation-2024 {language}" for language in ("sv", "fi", "en")]
    assert "not fetched: There is nothing at http://publications.europa.eu/resource/celex/32024H03510 (404)." in lines[1]
    assert "3 texts: 2 new or changed, 1 not fetched." in lines


def test_an_interruption_says_that_it_can_go_on(machine, capsys, monkeypatch):
    """Ctrl-C is no failure: what was fetched is kept."""
    import assistant.faces.commands.sync as command

    def interrupt(outcome):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_tell", interrupt)
    assert run("--document", "council-recommendation-2024") == 130
    assert "goes on from there" in capsys.readouterr().err
    monkeypatch.undo()


def test_a_misspelt_document_is_an_error(machine, capsys):
    """With the status of a wrong input."""
    assert run("--document", "council-recommendation-2042") == 2
    assert "assistant corpus list" in capsys.readouterr().err


def test_a_dry_run_names_every_address(machine, publisher, capsys):
    """All of them, of all documents, and nothing but robots.txt is asked for."""
    assert run("--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 25
    assert any(line.startswith("recommendations-2025 fi: the address of the file is not known. https://okm.fi/sv/") for line in lines)
    assert {path for path, _ in publisher.requests} == {"/robots.txt"}


def test_check_and_list_and_doctor_look_at_what_was_fetched(machine, capsys):
    """A byte that changed on the disk is a fault of the corpus; the list counts the provisions that are there."""
    run("--document", "council-recommendation-2024", "--language", "sv")
    capsys.readouterr()
    assert main(["corpus", "list", "--json"]) == 0
    counted = {row["id"]: row["provisions"] for row in json.loads(capsys.readouterr().out)}
    assert counted["council-recommendation-2024"] > 90
    findings = {finding.name: finding for finding in examine()}
    assert findings["official texts"].severity == "ok"
    assert findings["official texts"].message.startswith("1 fetched")
    [path] = machine.rglob("parsed.json")
    path.write_bytes(path.read_bytes().replace(b"fyrar", b"fyrer", 1))
    assert main(["corpus", "check"]) == 3
    assert "does not fit its hash" in capsys.readouterr().out
    assert {f.name: f.severity for f in examine()}["official texts"] == "warning"


def test_the_check_holds_every_line_against_the_source(machine, publisher, capsys, act):
    """A parser that changes words would make them official: each line is looked up in the bytes as they came, white space aside."""
    from corpus.load import load_corpus
    from corpus.sync.check import check_official
    from corpus.sync.store import OfficialStore, text_to_json

    run("--document", "council-recommendation-2024", "--language", "sv")
    root = machine / "official"
    documents = load_corpus().documents
    assert [str(f) for f in check_official(documents, root)] == []
    stored = OfficialStore(root).read("council-recommendation-2024", "sv")
    changed = dataclasses.replace(stored.text.parts[5], lines=("Fyren får inte tändas.",))
    text = dataclasses.replace(stored.text, parts=(*stored.text.parts[:5], changed, *stored.text.parts[6:]))
    OfficialStore(root).write(stored.record, stored.source(), text)
    assert text_to_json(text) != text_to_json(stored.text)
    faults = [str(f) for f in check_official(documents, root)]
    assert any("not verbatim: Fyren får inte tändas." in fault for fault in faults)
    assert any("is read differently" in fault for fault in faults)


def test_a_document_that_is_gone_is_a_look_and_no_fault(machine, capsys):
    """A folder left from an older corpus does no harm; the check names it."""
    run("--document", "council-recommendation-2024", "--language", "sv")
    shutil.move(machine / "official" / "council-recommendation-2024", machine / "official" / "old-document")
    path = machine / "official" / "old-document" / "sv.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"council-recommendation-2024"', '"old-document"'), encoding="utf-8")
    capsys.readouterr()
    assert main(["corpus", "check", "--report"]) == 0
    assert "old-document/sv: the corpus names no such text any more" in capsys.readouterr().out
