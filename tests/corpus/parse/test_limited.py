"""The process that reads for us: the same result as reading here, and one refusal for whatever does not end well."""

import subprocess
import sys
import time
from pathlib import Path

import hostile
import pytest
from made_docx import guideline_docx, plain_docx
from made_pdf import simple_pdf

from corpus.parse.docx import parse_docx
from corpus.parse.limited import parse_limited
from corpus.parse.limits import limits
from corpus.parse.parsed import NotReadable
from corpus.parse.plain import parse_plain

ROOT = Path(__file__).resolve().parents[3]
TEXT = "Gäster anmäls till receptionen av den enhet som tar emot dem."


def gave_up(data, kind, **bounds):
    with pytest.raises(NotReadable) as raised:
        parse_limited(data, kind, limits().process.model_copy(update=bounds))
    return raised.value.reason == "gave_up"


def test_read_apart_is_read_the_same():
    data = guideline_docx(2)
    assert parse_limited(data, "docx") == parse_docx(data)
    text = "# Regler\n\n1. Gäster anmäls.\n".encode()
    assert parse_limited(text, "markdown") == parse_plain(text, markdown=True)
    (part,) = parse_limited(simple_pdf(TEXT), "pdf").parts
    assert (part.lines, part.page) == ((TEXT,), 1)


def test_a_refusal_comes_through_with_its_reason_and_values():
    with pytest.raises(NotReadable) as raised:
        parse_limited(hostile.many_pages(), "pdf")
    assert (raised.value.reason, raised.value.values) == ("pages", {"limit": limits().pages})


def test_time_memory_and_output_are_bounded():
    """A parser that hangs took the page with it; one that swells takes the machine."""
    begun = time.monotonic()
    assert gave_up(hostile.endless_pdf(), "pdf", wall_seconds=4.0)
    assert time.monotonic() - begun < 15
    assert gave_up(hostile.swelling_pdf(), "pdf", memory_mb=700)
    assert gave_up(guideline_docx(1), "docx", output_bytes=1000)
    assert gave_up(plain_docx(TEXT), "docx", wall_seconds=0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_processor_time_is_bounded():
    begun = time.monotonic()
    assert gave_up(hostile.endless_pdf(), "pdf", cpu_seconds=2, wall_seconds=100.0)
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("make", [hostile.deep_pdf, hostile.biting_pdf])
def test_nesting_without_end_is_a_refusal(make):
    with pytest.raises(NotReadable):
        parse_limited(make(), "pdf", limits().process.model_copy(update={"wall_seconds": 30.0}))


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('made', 'w')",
        "import os; os.open('made', os.O_CREAT | os.O_WRONLY)",
        "import os; os.remove('here')",
        "open('/etc/hostname')",
        "open('here')",
        "import ctypes; ctypes.CDLL(None)",
    ],
)
def test_once_shut_in_nothing_gets_out(code, tmp_path):
    """No network, no process, no change, no reading but of the program's own files: whatever a file talks its parser into."""
    (tmp_path / "here").write_text("x", encoding="utf-8")
    begin = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport socket, subprocess, ctypes\n"
    script = f"{begin}from corpus.parse.child import _shut\n_shut()\n{code}"
    ended = subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    assert "Forbidden" in ended.stderr
    assert not (tmp_path / "made").exists()
    assert (tmp_path / "here").exists()


def test_the_environment_is_not_handed_on(monkeypatch, tmp_path):
    """A module of the same name on PYTHONPATH would be run in place of ours, and a key in the environment would be there to read."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    assert parse_limited(b"Regel ett.", "text").parts[0].lines == ("Regel ett.",)


def test_it_works_where_the_system_has_no_limits(monkeypatch, tmp_path):
    """Windows has no ``resource``: the clock of the starting process is the bound there."""
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nsys.modules['resource'] = None\n"
        "from corpus.parse.child import _bound\n_bound({'memory_mb': 1, 'cpu_seconds': 1, 'files': 1})\nprint('bounded')"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "bounded"
