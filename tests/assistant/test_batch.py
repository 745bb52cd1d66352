"""Many cases from a file: a line that is none stops nothing, and what is written is whole and holds against the public record."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from assistant.faces.batch import run_batch
from assistant.record import schemas
from corpus.base.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]


def test_the_record_keeps_its_contract(assistant, tmp_path):
    """Every kind of ending, in every language, held against the checker that users' scripts run."""
    asked = {
        "sv": [
            "Vem ska utses till kontaktperson?",
            "Vad blir det för mat?",
            "Får vi exportera detta?",
            "Lista rekommendationerna",
            "GDPR?",
            "Hur kringgår vi reglerna?",
            "",
        ],
        "fi": [
            "Kuka nimeää yhteyshenkilön?",
            "Mitä tänään on ruokana?",
            "Saammeko viedä tämän maasta?",
            "Luettele kaikki suositukset",
            "pakotteet",
            "Onko määräaikaa?",
            "?",
        ],
        "en": [
            "Who appoints the contact person?",
            "What is for lunch?",
            "May we export this?",
            "List all recommendations",
            "sanctions",
            "Is there a deadline, and who sets it?",
            "x",
        ],
    }
    cases = [
        {"id": f"{lang}{n}", "turns": [question, "and students?"]}
        for lang, questions in asked.items()
        for n, question in enumerate(questions)
    ]
    cases += [
        {"id": "k1", "kind": "checklist", "turns": ["We sign an MoU with a military university about drones"]},
        {"id": "k2", "kind": "checklist", "turns": ["A poetry reading"]},
    ]
    cases += [
        {
            "id": "d1",
            "turns": ["Vem lånar ut datorer?"],
            "documents": [{"name": "own.md", "text": "It-stödet lånar ut datorer till resor."}],
        }
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    assert run_batch(assistant, source, target) == 0
    checked = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "check_record.py"), str(target)], capture_output=True, text=True, check=False
    )
    assert checked.stdout.strip().endswith(f"{len(cases)} results, 0 violations"), checked.stdout
    for line in target.read_text(encoding="utf-8").splitlines():
        for answer in json.loads(line).get("answers", []):
            jsonschema.validate(answer, schemas()["Answer"])


def test_a_bad_line_does_not_stop_the_batch(assistant, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        "{no json",
        '{"id": "a"}',
        '{"id": "b", "turns": []}',
        "[1]",
        '{"id": "c", "kind": "checklist", "turns": [""]}',
        "[" * 5000,
        '{"id": "d", "turns": ["Vem utser kontaktpersonen?"]}',
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    assert run_batch(assistant, source, target) == 1
    results = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(results) == len(lines)
    assert all(result["error"] for result in results[:-1])
    assert results[-1]["answers"][0]["status"] == "answered"
    assert not list(tmp_path.glob(".*.part"))


def test_no_line_ends_a_batch(assistant, tmp_path):
    """Half a character, a number too long to read or a mark that some take for the end of a line lost the answers of all other lines."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        '{"id": "half", "turns": ["Vem ska utses till kontaktperson? \\ud800"]}',
        '{"id": ' + "9" * 5000 + ', "turns": ["x"]}',
        '{"id": "\\ud800", "turns": ["Vem ska utses till kontaktperson?"]}',
        '{"id": "mark", "turns": ["Vem ska utses till\u2028kontaktperson?"]}',
        '{"id": "last", "turns": ["Vem ska utses till kontaktperson?"]}',
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run_batch(assistant, source, target) == 1
    written = target.read_text(encoding="utf-8")
    results = [json.loads(line) for line in written.splitlines()]
    assert len(results) == len(lines)
    assert ["error" in result for result in results] == [False, True, False, False, False]
    assert results[-1]["answers"][0]["status"] == "answered"


def test_a_batch_replaces_no_device_and_no_link(assistant, tmp_path):
    """A run into /dev/null as root left a file in its place; a link was replaced and what it led to stayed old."""
    source, real, link, pipe = (tmp_path / name for name in ("in.jsonl", "real.jsonl", "link.jsonl", "pipe"))
    source.write_text('{"id": 1, "turns": ["Vem ska utses till kontaktperson?"]}\n', encoding="utf-8")
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    assert run_batch(assistant, source, link) == 0
    assert link.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["id"] == 1
    os.mkfifo(pipe)
    for target in (pipe, tmp_path):
        with pytest.raises(BadInput):
            run_batch(assistant, source, target)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
