"""Start the page: take the port, load the assistant beside Gradio, serve until the person stops it.

The index and the libraries load side by side, and the page is served as soon as it can be: who has opened it and typed a question waits
for the rest of the index at the most. A port that is taken and an index that is missing or of another corpus are said in one line before
anything heavy begins; an index that turns out to be damaged ends the serving with its line.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from concurrent.futures import Future
from types import FrameType
from typing import TYPE_CHECKING

from assistant.profile import load_profile
from corpus.base.collecting import without_collecting
from corpus.base.errors import AssistantError, MendSetup
from corpus.base.settings import LANGUAGES, Settings
from index.manifest import Indexes

if TYPE_CHECKING:
    import uvicorn

    from assistant.service import Assistant


def serve(settings: Settings, open_browser: bool = True) -> int:
    """Serve the page until Ctrl-C; the exit status. Raises ``AssistantError`` where it cannot be served.

    What still loads in the background is not waited for: who stops the page at once is not held up, see ``assistant.faces.cli``.
    """
    Indexes(settings.data()).require()
    profile = load_profile(settings.profile)
    taken = bind(settings.web.host, settings.web.port)
    folder = tempfile.mkdtemp(prefix="ri-assistant-")
    os.environ["GRADIO_TEMP_DIR"] = folder  # what passes through Gradio's hands lies here, private, until the page ends
    with contextlib.suppress(ValueError):  # not the main thread: then someone else ends it
        signal.signal(signal.SIGTERM, _interrupt)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # `nohup` wants it to stay
            signal.signal(signal.SIGHUP, _interrupt)  # the terminal is closed: nothing stays behind
    try:
        loading: Future[Assistant] = Future()
        threading.Thread(target=_open, args=(settings, loading), daemon=True).start()
        from assistant.faces.web.app import create_app

        app = create_app(settings, loading.result, profile)
        return _run(app, taken, settings, loading, open_browser)
    except KeyboardInterrupt:
        return 0
    finally:
        taken.close()
        shutil.rmtree(folder, ignore_errors=True)


def bind(host: str, port: int) -> socket.socket:
    """The listening socket. Raises ``MendSetup`` that says what to do where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(128)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            remedy = (
                f"If the page runs already, open {address(host, port)}; otherwise choose another port: assistant serve --port {port + 1}"
            )
            raise MendSetup(f"Port {port} is in use.", remedy) from error
        if error.errno == errno.EACCES:
            raise MendSetup(f"Port {port} may not be used by you.", "Choose one above 1023: assistant serve --port 7860") from error
        raise MendSetup(f"{host} is no address of this machine.", "Leave out --host to serve on 127.0.0.1.") from error
    return taken


def address(host: str, port: int) -> str:
    """What to type in a browser."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - shown, not bound
    return f"http://{shown}:{port}/"


def _open(settings: Settings, loading: Future[Assistant]) -> None:
    try:
        from assistant.service import Assistant

        with without_collecting():
            loading.set_result(Assistant.open(settings))
    except BaseException as error:
        loading.set_exception(error)


def _run(app: object, taken: socket.socket, settings: Settings, loading: Future[Assistant], open_browser: bool) -> int:
    import uvicorn

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2, proxy_headers=False, ws="none",  # type: ignore[arg-type]
    )  # fmt: skip
    server = uvicorn.Server(config)
    url = address(settings.web.host, taken.getsockname()[1])
    threading.Thread(target=_announce, args=(server, url, loading, open_browser), daemon=True).start()

    def stop_where_failed(done: Future[Assistant]) -> None:
        if done.exception() is not None:
            server.should_exit = True

    loading.add_done_callback(stop_where_failed)
    server.run(sockets=[taken])
    if loading.done():
        loading.result()
    return 0 if server.started else 1


def _announce(server: uvicorn.Server, url: str, loading: Future[Assistant], open_browser: bool) -> None:
    """When it is served: print the address, open a browser, and answer one question a language so that the first person need not wait."""
    waiting = threading.Event()
    while not server.started and not server.should_exit:
        waiting.wait(0.02)
    sys.stdout.write(f"The page is at {url} (Ctrl-C stops it)\n")
    sys.stdout.flush()
    if open_browser and _has_browser():
        try:
            webbrowser.open(url)
        except (webbrowser.Error, OSError):
            sys.stderr.write("No browser could be opened; open the address yourself.\n")
    with contextlib.suppress(AssistantError):
        for language in LANGUAGES:
            loading.result().ask("kontaktperson", language=language)
        loading.result().checklist("avtal", language="sv")  # the example situations are fitted when the first one is read


def _has_browser() -> bool:
    """Whether a browser with a window can be opened; a text browser would take over the terminal."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
