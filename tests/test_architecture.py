"""The house keeps its shape: imports run one way, modules stay small, the imported rooms are ours, the repository stands alone."""

import ast
import importlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "index", "assistant", "evals")
MODULES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names & set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path):
    """corpus ← index ← assistant ← evals: an import upwards would tie the sources to the page."""
    own = ROOMS.index(path.relative_to(ROOT).parts[0])
    assert all(ROOMS.index(room) <= own for room in imported_rooms(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_is_of_one_subject(path):
    """About 300 lines at the most, and it opens by saying what it does."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("room", ROOMS)
def test_the_imported_packages_are_ours(room):
    """PyPI has strangers named index and evals; one of them on the path would be imported in silence."""
    assert Path(importlib.import_module(room).__file__).is_relative_to(ROOT)


def test_tests_are_no_packages():
    """An __init__.py under tests/ would shadow a room of the same name."""
    assert not list((ROOT / "tests").rglob("__init__.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\0")
    return [ROOT / name for name in listed if name] or [p for p in ROOT.rglob("*.py") if ".venv" not in p.parts]


def test_no_path_of_a_machine_stands_in_the_repository():
    """A clone runs anywhere; a path of the machine it was written on would say otherwise."""
    pattern = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/[\w-]")
    faults = []
    for path in tracked():
        if path.suffix in {".npz", ".png", ".svg", ".lock"} or not path.is_file() or path == Path(__file__):
            continue
        faults += [
            f"{path.name}: {line[:80]}" for line in path.read_text(encoding="utf-8", errors="ignore").splitlines() if pattern.search(line)
        ]
    assert faults == []


def test_every_direct_dependency_says_why_it_is_there():
    """docs/dependencies.md has a line for each; one without a reason would stay for ever."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [d for extra in project["optional-dependencies"].values() for d in extra]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    assert [d for d in wanted if re.split(r"[<>=\[~! ]", d)[0].casefold() not in told] == []
