"""The worked example of docs/corpus.md, written into an empty folder as a person would, passes the check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from corpus.check import check
from corpus.load import load_corpus

DOCS = Path(__file__).resolve().parents[2] / "docs" / "corpus.md"
NAME = "kaivola-visitors-2026"


def files() -> dict[str, str]:
    """The files of the example by name, told by how each begins."""
    section = DOCS.read_text(encoding="utf-8").partition("## Add a document")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```(?:yaml)?\n(.*?)^```", section, re.S | re.M)
    begins = {"document.yaml": "id:", "questions.yaml": "invitation:\n", "facts.yaml": "facts:"}
    begins |= {f"{language}.md": f"---\nlanguage: {language}\n" for language in ("sv", "fi", "en")}
    return {name: next(block for block in blocks if block.startswith(start)) for name, start in begins.items()}


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "documents" / NAME
    folder.mkdir(parents=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_passes_the_check(root):
    """A person who copies the page line by line must not meet a fault: the first trial of it ended in a traceback."""
    assert [str(finding) for finding in check(root)] == []
    assert list(load_corpus(root).documents[NAME].provisions) == ["invitation", "keys"]


def test_what_is_told_to_be_required_is_required(root):
    """Each field of the example's document.yaml up to the provisions, but those that have a value of their own, is asked for."""
    path = root / "documents" / NAME / "document.yaml"
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    for field in set(whole) - {"complete"}:
        path.write_text(yaml.safe_dump({key: value for key, value in whole.items() if key != field}, allow_unicode=True), encoding="utf-8")
        assert any(field in str(finding) for finding in check(root)), field
