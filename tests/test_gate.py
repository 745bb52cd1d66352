"""The regression gate: the floors of the dev split hold for the corpus, index and assistant as they stand."""

import sys

import pytest

from evals.cli import main


# Every eighth question of dev, every fourth conversation, all its situations: the whole took a quarter of an hour beside the other tests.
@pytest.mark.timeout(1800)
def test_no_floor_fell(built_data, monkeypatch, capsys):
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(built_data))
    monkeypatch.delenv("RI_ASSISTANT_CONFIG", raising=False)
    status = main(["gate", "--every", "8"])
    told = capsys.readouterr().out
    sys.stdout.write(told)
    assert status == 0, told
