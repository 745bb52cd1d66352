"""What the manual says of the question sets is what is in them."""

import re
from pathlib import Path

import pytest

from corpus.base.yamlfile import read_yaml
from evals.questions import ROOT, SETS, load_split

TOLD = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["answerable", "unanswerable", "situations", "conversations"])
def test_the_table_says_how_many_there_are(kind):
    """For days the page spoke of 80 and 158 questions of test where its own table had 88 and 213."""
    found = re.search(rf"^\| `{kind}` \|([^|]+)\|([^|]+)\|([^|]+)\|", TOLD, re.MULTILINE)
    for split, cell in zip(SETS, found.groups(), strict=True):
        held = sum(len(read_yaml(path) or []) for path in (ROOT / split).glob(f"{kind}*.yaml"))
        asked = len(getattr(load_split(split), kind))
        numbers = f"{held:,}" if held == asked else f"{held:,} ({asked:,} asked)"
        assert cell.strip() == (numbers if held else "–")


def test_the_table_says_how_many_requests_there_are():
    requests = read_yaml(ROOT / "calibration" / "requests.yaml")
    held = sum(len(texts) for kind in requests.values() for texts in kind.values())
    assert f"| `requests` | – | – | {held} texts |" in TOLD


def test_no_look_at_test_is_counted_by_hand():
    """It said twenty-five where there had been forty-one: the log of the looks is what counts them."""
    [said] = [line for line in TOLD.splitlines() if line.startswith("- **test** is new")]
    assert "results/test-looks.md" in said
    assert not re.search(r"looked at [\w-]+ times", said)
