"""Starting and stopping: quick, on this machine only, one clear line where it cannot be, nothing left behind."""

import signal
import socket
import subprocess
import sys
import time

import pytest

from assistant.faces.web.server import address, bind
from corpus.base.errors import MendSetup
from index.manifest import Indexes
from index.outcomes import FILE

SECONDS = 8.0
"""From the start of the process to a served page, on two idle cores of a common laptop."""

SERVE = ("-m", "assistant.faces.cli", "serve", "--no-browser", "--port")


def test_a_port_in_use_is_one_line_with_the_remedy(run_program):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        begun = time.monotonic()
        done = run_program(*SERVE, str(port))
    assert done.returncode == 5
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert str(port) in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert time.monotonic() - begun < 6, "before anything heavy is loaded"


def test_no_index_is_one_line_with_the_remedy(run_program, tmp_path):
    done = run_program(*SERVE, "0", data=tmp_path, folder=tmp_path)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "assistant index build" in done.stderr


@pytest.mark.timeout(200)
def test_a_damaged_index_ends_the_serving_with_its_line(run_program, own_copy, tmp_path):
    """The page is up before the index is open: what is wrong with it must still end the program, and not show as a page that hangs."""
    (Indexes(own_copy).require() / FILE).unlink()
    done = run_program(*SERVE, "0", data=own_copy, folder=tmp_path)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "assistant index build" in done.stderr


def test_an_address_that_is_not_ours():
    with pytest.raises(MendSetup, match="--host"):
        bind("192.0.2.1", 0)
    assert address("0.0.0.0", 7) == "http://127.0.0.1:7/"
    assert address("::1", 7) == "http://[::1]:7/"


def seconds_to_import() -> float:
    """What the page's library alone takes this machine now: the measure that a start is held against."""
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", "import gradio"], check=True)
    return time.monotonic() - begun


@pytest.mark.timeout(400)
def test_it_is_served_soon(serve_again):
    """Eight seconds, or three and a half times its library's own import where a machine is slow or busy; the best of three starts."""
    tried = []
    for _ in range(3):
        running = serve_again()
        running.process.kill()
        tried.append((running.seconds, max(SECONDS, 3.5 * seconds_to_import())))
        if tried[-1][0] <= tried[-1][1]:
            return
    pytest.fail(f"seconds from process start to a served page, and allowed: {tried}")


@pytest.mark.timeout(200)
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_at_once(serve_again, stop):
    """Stopped while the index still loads, the page was once held up until the loading was done: nine seconds, on a slow machine twenty."""
    running = serve_again()
    listening = running.url.split("//")[1].split(":")[0]
    assert listening == "127.0.0.1"
    begun = time.monotonic()
    running.process.send_signal(stop)
    assert running.process.wait(timeout=20) == 0
    assert time.monotonic() - begun < running.seconds, "stopping takes less than starting"
    time.sleep(0.3)
    assert "Traceback" not in "".join(running.said)
    assert not list(running.folder.glob("ri-assistant-*")), "its folder for files in passing is gone"


@pytest.mark.timeout(200)
def test_no_name_is_looked_up(run_program, tmp_path):
    """The page is served and a question answered with name resolution taken away."""
    script = tmp_path / "quiet.py"
    script.write_text(
        "import socket, sys, threading, time, json, urllib.request\n"
        "looked = []\n"
        "real = socket.getaddrinfo\n"
        "def refuse(host, *a, **k):\n"
        "    if host not in ('127.0.0.1', None, '::1', 'localhost'):\n"
        "        looked.append(host); raise OSError('no network here')\n"
        "    return real(host, *a, **k)\n"
        "socket.getaddrinfo = refuse\n"
        "from assistant.faces.cli import main\n"
        "free = socket.create_server(('127.0.0.1', 0)); port = free.getsockname()[1]; free.close()\n"
        "def visit():\n"
        "    for _ in range(300):\n"
        "        try:\n"
        "            urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=5).read(); break\n"
        "        except OSError: time.sleep(0.2)\n"
        "    time.sleep(4)\n"
        "    print('LOOKED', json.dumps(looked), flush=True)\n"
        "    import os, signal; os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=visit, daemon=True).start()\n"
        "sys.exit(main(['serve', '--port', str(port), '--no-browser']))\n",
        encoding="utf-8",
    )
    done = run_program(str(script), folder=tmp_path)
    assert "LOOKED []" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
