"""A running page for the tests: the real command in a process of its own, on a free port, over an index built from the repository's corpus.

``RI_TEST_DATA`` names a data folder with a built index; without it one is built once a session (two minutes where no vectors are shipped).
"""

import contextlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROFILE = """\
name: {sv: Exempelhögskolan, fi: Esimerkkikorkeakoulu, en: Example University}
accent: "#7a1f5c"
roles:
  contact_person: {name: Research Security Team, email: vastuullisuus@example.org}
pages: {Intranät: "https://intra.example.org/ansvarsfull"}
"""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# What the content policy refuses of Gradio's own page: five inline scripts (its configuration, the API description, the mode, a resizer
# for frames, a style fix). It then fetches the configuration itself. Nothing else may stand in the console.
REFUSED_BY_POLICY = re.compile(r"Executing inline script violates the following Content Security Policy directive 'script-src 'self''")
REFUSALS = 5


def environment(data: Path, **more: str) -> dict[str, str]:
    """For a process of the program: our tree, that data folder, and compiled modules kept as they are for a person."""
    path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)]))
    env = {**os.environ, "PYTHONPATH": path, "RI_ASSISTANT_DATA": str(data), "PYTHONUNBUFFERED": "1", **more}
    if env.pop("PYTHONDONTWRITEBYTECODE", None):
        env["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "ri-assistant-compiled")
    return env


@dataclass
class Running:
    """A page that is served."""

    url: str
    process: subprocess.Popen[str]
    seconds: float
    folder: Path
    said: list[str] = field(default_factory=list)

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """A request as a script makes it: status, headers in lower case, body."""
        asked = urllib.request.Request(
            self.url.rstrip("/") + path, data=body, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, {k.lower(): v for k, v in refused.headers.items()}, refused.read()

    def function(self, button: str) -> int:
        """The number of the action that a part of the page starts, by the part's id."""
        config = json.loads(self.get("/config")[2])
        ids = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
        return next(d["id"] for d in config["dependencies"] if any(ids.get(target) == button for target, _ in d["targets"]))

    def call(self, button: str, data: list[object], session: str = "testsession1") -> str:
        """Start an action as the browser does; everything that comes back, as text."""
        body = json.dumps({"data": data, "fn_index": self.function(button), "session_hash": session}).encode()
        status, _, told = self.get("/gradio_api/queue/join", "POST", body, content_type="application/json")
        if status != 200:
            return told.decode()
        out = []
        with urllib.request.urlopen(f"{self.url}gradio_api/queue/data?session_hash={session}", timeout=60) as stream:
            for line in stream:
                out.append(line.decode())
                if "process_completed" in out[-1] or "close_stream" in out[-1]:
                    break
        return "".join(out)


def start(data: Path, folder: Path, *arguments: str, timeout: float = 90, profile: str = PROFILE) -> Running:
    """Serve the page; returns when it answers."""
    (folder / "profile.yaml").write_text(profile, encoding="utf-8")
    (folder / "config.yaml").write_text(f"profile: {folder / 'profile.yaml'}\n", encoding="utf-8")
    env = environment(data, RI_ASSISTANT_CONFIG=str(folder / "config.yaml"), TMPDIR=str(folder))
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.faces.cli", "serve", "--port", "0", "--no-browser", *arguments],
        env=env,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    lines: queue.Queue[str] = queue.Queue()
    said: list[str] = []

    def listen() -> None:
        for line in process.stdout or ():
            said.append(line)
            lines.put(line)

    threading.Thread(target=listen, daemon=True).start()
    while time.monotonic() - begun < timeout:
        with contextlib.suppress(queue.Empty):
            found = re.search(r"http://\S+/", lines.get(timeout=0.2))
            if found:
                running = Running(found[0], process, 0.0, folder, said)
                assert running.get("/")[0] == 200
                running.seconds = time.monotonic() - begun
                return running
        if process.poll() is not None:
            break
    process.kill()
    pytest.fail("The page did not start: " + "".join(said))


@pytest.fixture(scope="session")
def run_program(built_data: Path):
    """Run the command to its end."""

    def run(*arguments: str, data: Path = built_data, folder: Path = built_data) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=150, env=environment(data), cwd=folder)

    return run


@pytest.fixture(scope="session")
def page_server(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Running:
    running = start(built_data, tmp_path_factory.mktemp("serve"))
    yield running
    running.process.terminate()
    running.process.wait(timeout=15)


@pytest.fixture(scope="session")
def serve_again(built_data: Path, tmp_path_factory: pytest.TempPathFactory):
    """Serve further pages, with arguments of their own, over the same data folder or another."""
    begun: list[Running] = []

    def serve(*arguments: str, data: Path = built_data, **more: str) -> Running:
        begun.append(start(data, tmp_path_factory.mktemp("again"), *arguments, **more))
        return begun[-1]

    yield serve
    for running in begun:
        if running.process.poll() is None:
            running.process.kill()


def chromium() -> str | None:
    return os.environ.get("RI_CHROMIUM") or next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; where there is none the tests that need it are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here (set RI_CHROMIUM or install one)")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=path, args=QUIET_BROWSER)
        yield opened
        opened.close()


class Opened:
    """A page in the browser that notes everything a safe page does not do."""

    def __init__(self, browser, url: str, query: str = "?lang=en", width: int = 1280, height: int = 900, dark: bool = False):
        self.base = url
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="de-DE"
        )
        self.page = self.context.new_page()
        self.console: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.console.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("dialog", lambda d: (self.dialogs.append(d.message), d.dismiss()))
        self.context.on("request", lambda r: self.requests.append(r.url))
        self.page.goto(url + query)
        self.page.wait_for_selector("#ri-head h1", timeout=60_000)  # right after the start the machine still reads the index
        self.page.wait_for_function("() => !document.documentElement.classList.contains('ri-waiting')")

    def ask(self, question: str) -> None:
        before = (
            self.page.locator("#ri-card .ri-tools a").first.get_attribute("href") if self.page.locator("#ri-card .ri-tools").count() else ""
        )
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "old => { const a = document.querySelector('#ri-card .ri-tools a'); return a && a.getAttribute('href') !== old }",
            arg=before,
            timeout=60_000,
        )
        self.page.wait_for_timeout(200)

    def switch(self, language: str) -> None:
        self.page.click(f"#ri-language-{language}")
        self.page.wait_for_function("code => document.documentElement.lang === code", arg=language, timeout=60_000)
        self.page.wait_for_timeout(300)

    def plan(self, text: str) -> None:
        self.page.locator("#ri-views [role=tab]").nth(1).click()
        self.page.wait_for_timeout(300)
        self.page.fill("#ri-situation textarea", text)
        self.page.wait_for_timeout(100)
        self.page.click("#ri-check")
        self.page.wait_for_selector("#ri-check-result .ri-told", state="attached", timeout=60_000)
        self.page.wait_for_timeout(200)

    def unexpected(self) -> list[str]:
        """Console messages that the policy's refusals of Gradio's inline scripts do not explain."""
        refused = [text for text in self.console if REFUSED_BY_POLICY.match(text)]
        assert len(refused) <= REFUSALS
        return [text for text in self.console if not REFUSED_BY_POLICY.match(text)] + self.errors

    def elsewhere(self) -> list[str]:
        """Requests to anywhere but the page's own server."""
        return [url for url in self.requests if not url.startswith((self.base, "data:", "blob:" + self.base))]

    def assert_quiet(self) -> None:
        assert self.unexpected() == []
        assert self.elsewhere() == []
        assert self.dialogs == []

    def stored(self) -> str:
        return self.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")


@pytest.fixture
def opened_over(browser):
    """Open any page; what was opened is closed afterwards."""
    opened: list[Opened] = []

    def make(url: str, query: str = "?lang=en", **more) -> Opened:
        opened.append(Opened(browser, url, query, **more))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()


@pytest.fixture
def open_page(opened_over, page_server: Running):
    """Open the page, or that of another server."""
    return lambda query="?lang=en", server=page_server, **more: opened_over(server.url, query, **more)
