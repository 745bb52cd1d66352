"""Starting and stopping: quick, on this machine only, one clear line where it cannot be, nothing left behind."""

import os
import shutil
import signal
import socket
import time

import pytest

from assistant.faces.web.server import address, bind
from corpus.base.errors import MendSetup
from index.manifest import Indexes
from index.outcomes import FILE

SECONDS = float(os.environ.get("RI_START_SECONDS", "8"))


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
def test_a_damaged_index_ends_the_serving_with_its_line(run_program, built_data, tmp_path):
    """The page is up before the index is open: what is wrong with it must still end the program, and not show as a page that hangs."""
    data = tmp_path / "data"
    shutil.copytree(built_data / "index", data / "index")
    (Indexes(data).require() / FILE).unlink()
    done = run_program(*SERVE, "0", data=data, folder=tmp_path)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "assistant index build" in done.stderr


def test_an_address_that_is_not_ours():
    with pytest.raises(MendSetup, match="--host"):
        bind("192.0.2.1", 0)
    assert address("0.0.0.0", 7) == "http://127.0.0.1:7/"
    assert address("::1", 7) == "http://[::1]:7/"


@pytest.mark.timeout(200)
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_is_served_soon_and_stops_cleanly(serve_again, stop):
    """The time holds on two idle cores; ``RI_START_SECONDS`` loosens it for a machine that does other things as well."""
    running = serve_again()
    if running.seconds > SECONDS and stop is signal.SIGTERM:
        pytest.fail(f"{running.seconds:.1f} s from process start to a served page")
    listening = running.url.split("//")[1].split(":")[0]
    assert listening == "127.0.0.1"
    running.process.send_signal(stop)
    assert running.process.wait(timeout=20) == 0
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
        "from assistant.faces.cli import be_quiet\n"
        "be_quiet()\n"
        "from assistant.faces.web import server\n"
        "from corpus.base.settings import Settings, WebSettings\n"
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
        "sys.exit(server.serve(Settings(web=WebSettings(port=port)), open_browser=False))\n",
        encoding="utf-8",
    )
    done = run_program(str(script), folder=tmp_path)
    assert "LOOKED []" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
