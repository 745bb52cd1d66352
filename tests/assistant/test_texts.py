"""What the program says is said somewhere: a text that nothing asks for is translated, read again and kept true for nobody."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from assistant.policy import texts
from corpus.base.settings import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
WEB = "assistant/faces/web"

# Texts whose key is made while the program runs: how the key begins, the code that makes it, and where what follows stands (as a
# string or a field of that module or folder).
MADE = {
    "answer.no_such_": ('f"answer.no_such_{kind}"', "assistant/steps/structure.py"),
    "answer.spoken.": ('f"answer.spoken.{language}"', set(LANGUAGES)),
    "badge.authority.": ('f"badge.authority.{', "corpus/model.py"),
    "badge.in_force.": ('f"badge.in_force.{', "corpus/model.py"),
    "badge.layer.": ('f"badge.layer.{', "corpus/model.py"),
    "badge.restates.": ('f"badge.restates.{', "corpus/model.py"),
    "changes.": ('f"changes.{key}"', "assistant/export/changes.py"),
    "changes.fields.": ('["changes"]["fields"]', "corpus/model.py"),
    "changes.what.": ("_say(f'what.{", "corpus/diff.py"),
    "changes.why.": ("_say(f'why.{", "corpus/touched.py"),
    "force.": ('f"force.{key}"', "assistant/steps/remarks.py"),
    "page.about.": ('f"about.{key}"', f"{WEB}/views.py"),
    "page.answer.": ('f"answer.{key}"', f"{WEB}/render.py"),
    "page.changes.": ('f"changes.{key}"', f"{WEB}/render_changes.py"),
    "page.checklist.levels.": ('f"checklist.levels.{number}"', {"1", "2", "3", "4"}),
    "page.checklist.stages.": ('f"checklist.stages.{stage}"', "assistant/record.py"),
    "page.examples.": ('f"examples.{kind}"', f"{WEB}/views.py"),
    "page.quality.": ('f"quality.{key}"', f"{WEB}/render_quality.py"),
    "page.quality.kinds.": ("f'quality.kinds.{", "evals/questions.py"),
    "page.spoken.": ('f"spoken.{code}"', set(LANGUAGES)),
    "personal.": ('f"personal.{kind}"', "assistant/personal.py"),
    "replay.": ("f'replay.{key}'", "assistant/export/replay.py"),
    "replay.fields.": ("f'replay.fields.{", "assistant/replay.py"),
    "replay.remarks.": ("f'replay.remarks.{", "assistant/replay.py"),
    "replay.versions.": ('f"replay.versions.{', "assistant/replay.py"),
    "replay.what.": ("f'replay.what.{", "assistant/replay.py"),
    "ui.": ("f\"ui.{section('statuses')", "assistant/policy/statuses.yaml"),
    "upload.refused.": ('f"upload.refused.{reason}"', "corpus/parse", "assistant/guidelines"),
    "upload.remark.": ('f"upload.remark.{', "corpus/parse/remarks.py"),
    "upload.what.": ('known["what"]', "corpus/parse/sniff.py"),
}
# What is put behind a key, and the code that does.
ENDINGS = {"_several": 'f"{key}_several"', "_asks": 'f"examples.{kind}_asks"'}


@cache
def words(place: str) -> frozenset[str]:
    """The strings that stand by themselves in a module or below a folder, and the names of fields; of a data file its words."""
    path = ROOT / place
    if path.is_dir():
        return frozenset().union(*(words(below.relative_to(ROOT).as_posix()) for below in path.rglob("*.py")))
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return frozenset(re.findall(r"\w+", text))
    tree = list(ast.walk(ast.parse(text)))
    strings = {node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(strings | {node.target.id for node in tree if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)})


def keys(value: object, path: str = "") -> list[str]:
    if not isinstance(value, dict):
        return [path]
    return [key for name, inner in value.items() for key in keys(inner, f"{path}.{name}".strip("."))]


def used(key: str) -> bool:
    """Whether the whole key stands in the code (in the page's without ``page.``), or is made there."""
    key = next((key.removesuffix(ending) for ending in ENDINGS if key.endswith(ending)), key)
    if key in words("assistant") or (key.startswith("page.") and key.removeprefix("page.") in words(WEB)):
        return True
    start = max((start for start in MADE if key.startswith(start)), key=len, default=None)
    places = MADE[start][1:] if start else ()
    return any(key.removeprefix(start) in (words(place) if isinstance(place, str) else place) for place in places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_asked_for(language):
    """Two texts of each catalogue had outlived the lines that said them, and two told of what the program never did."""
    assert [key for key in keys(texts(language)) if not used(key)] == []


@pytest.mark.parametrize("key", ["ui.official_text", "page.sources.official_only", "page.answer.generated", "replay.remarks.generative"])
def test_a_text_that_nothing_asks_for_is_noticed(key):
    """Those four: each stood among texts whose keys are made, where a search for the last word alone finds something for most."""
    assert not used(key)


def test_what_makes_keys_is_there():
    """A way of making keys that is gone would excuse its texts for ever."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))
    assert [made for made in [*(entry[0] for entry in MADE.values()), *ENDINGS.values()] if made not in code] == []
