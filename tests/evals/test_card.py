"""The quality card is what the last run on test says: counted from its record, and nothing else."""

from __future__ import annotations

import json
import shutil

import pytest

from assistant.quality import CARD
from corpus.base.errors import MendData
from evals import card, cli
from evals.run import RESULTS

needs_results = pytest.mark.skipif(not list(RESULTS.glob("*-test*")), reason="the results are not part of this copy")


@needs_results
def test_the_committed_card_is_what_the_last_run_says():
    """A figure changed by hand, or kept while the record went on, is found here; ``evals card`` mends it."""
    assert [path.name for path in card.stale()] == []


@pytest.fixture
def results(tmp_path, monkeypatch):
    """A folder of results with two runs of one day and one of a later day; the card is written elsewhere than in the repository."""
    if not list(RESULTS.glob("*-test*")):
        pytest.skip("the results are not part of this copy")
    source = card.last_run()
    for name in ("2026-01-02-test-2", "2026-01-02-test-10", "2025-12-31-test-11", "2026-03-01-dev"):
        (tmp_path / name).mkdir()
        shutil.copyfile(source / "results.json", tmp_path / name / "results.json")
    (tmp_path / "2026-02-01-test").mkdir()  # a run that was broken off
    monkeypatch.setattr(card, "CARD", tmp_path / "quality.json")
    monkeypatch.setattr(card, "PAGE", tmp_path / "quality.md")
    return tmp_path


def test_the_last_run_is_the_last_of_the_last_day(results):
    """Sorted as words, the tenth run of a day would come before the second."""
    assert card.last_run(results).name == "2026-01-02-test-10"


def test_without_a_run_there_is_no_card(tmp_path):
    with pytest.raises(MendData, match="evals run --split test"):
        card.last_run(tmp_path)


def changed(results, change) -> None:
    path = card.last_run(results) / "results.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(json.dumps(record), encoding="utf-8")


def test_a_figure_of_the_record_is_the_figure_of_the_card(results):
    def change(record) -> None:
        record["figures"]["answers"]["passages"]["fi"]["value"] = 0.1234
        record["figures"]["verification"] |= {"citations": 200, "quotes_located": 0.985}
        record["figures"]["decision"] = {name: {"all": {"value": v, "low": v, "high": v, "n": 9, "items": 3}} for name, v in ERROR.items()}

    changed(results, change)
    written = card.read_card(card.last_run(results))
    assert written.evidence.fi.value == 0.1234
    assert (written.quotes.cited, written.quotes.not_found) == (200, 3)
    assert (written.calibration.expected_error.value, written.calibration.roc_auc.value) == (0.05, 0.9)
    told = card.page(written, card.last_run(results))
    assert "12.3" in told
    assert "3 of 200" in told


ERROR = {"calibration_error": 0.05, "roc_auc": 0.9}


def test_answers_beside_the_point_are_counted_from_the_rows(results):
    """Refusals are no answers, and half an answer is not one beside the point."""

    def change(record) -> None:
        row = record["rows"]["answers"][0]
        shares = (("a", "answered", 0.0), ("b", "premise", 0.5), ("c", "answered", 1.0), ("d", "answered", 1.0), ("e", "not_covered", 0.0))
        record["rows"]["answers"] = [
            {**row, "id": name, "language": language, "outcome": outcome, "passages_share": share}
            for name, outcome, share in shares
            for language in ("sv", "fi", "en")
        ]

    changed(results, change)
    written = card.read_card(card.last_run(results))
    assert (written.answers_beside_the_point.all.value, written.answers_beside_the_point.all.n) == (0.25, 12)
    assert written.answers_incomplete.sv.value == 0.25


def test_the_weakest_kinds_are_named_and_tiny_ones_are_not(results):
    def change(record) -> None:
        some = {"value": 0.5, "low": 0.2, "high": 0.8, "n": 30, "items": 10}
        kinds = {"near_topic": some | {"value": 0.7}, "evasion": some | {"items": 2}, "opinion": some | {"value": 1.0}, "live_data": some}
        record["figures"]["abstention"]["by_kind"] = kinds

    changed(results, change)
    assert [weak.kind for weak in card.read_card(card.last_run(results)).weakest_declined] == ["live_data", "near_topic"]


def test_the_command_writes_and_checks(results, monkeypatch, capsys):
    monkeypatch.setattr(card.last_run, "__defaults__", (results,))
    assert cli.main(["card", "--check"]) == 1
    assert "quality.json is not what 2026-01-02-test-10 says" in capsys.readouterr().out
    assert cli.main(["card"]) == 0
    assert cli.main(["card", "--check"]) == 0
    path = results / "quality.json"
    path.write_text(path.read_text(encoding="utf-8").replace("0.8", "0.9"), encoding="utf-8")
    assert cli.main(["card", "--check"]) == 1
    assert CARD.exists()
