"""The guard: a list of what may pass, bounded bodies, own pages only, and headers on every answer."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.faces.web.guard import HEADERS, LARGEST, LOOPBACK, POLICY, UPLOAD, Guard, is_loopback
from corpus.parse.limits import limits


async def _echo(scope, receive, send):
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"server", b"x")]})
    await send({"type": "http.response.body", "body": str(size).encode()})


def request(path, method="GET", chunks=(b"",), headers=(), guard=None):
    sent = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in headers],
    }
    left = list(chunks)

    async def receive():
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as apart:  # a thread of its own: the browser tests keep a loop running in this one
        apart.submit(asyncio.run, (guard or Guard(_echo))(scope, receive, send)).result()
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, b"".join(m.get("body", b"") for m in sent[1:])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/assets/index-abc.js",
        "/app-static/app.js",
        "/gradio_api/queue/data",
        "/gradio_api/heartbeat/abc123",
        "/export/abcdefghijklmnopqrstuvwx.md",
    ],
)
def test_what_the_page_needs_passes(path):
    status, headers, _ = request(path)
    assert status == 200
    for name, value in HEADERS.items():
        assert headers[name] == value


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/pwa_icon/16000"),
        ("GET", "/pwa_icon"),
        ("GET", "/gradio_api/file=http://evil.example/x"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/gradio_api/run-history/records"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/proxy=http://x"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/api/ask"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/call/v2/ask"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/process_recording"),
        ("GET", "/gradio_api/stream/a/b/c/playlist.m3u8"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/profiling/summary"),
        ("GET", "/login"),
        ("POST", "/login"),
        ("PUT", "/"),
        ("GET", "/app-static/../app.py"),
        ("GET", "/app-static/..%2fapp.py"),
        ("GET", "/assets/%2e%2e/x y"),
        ("GET", "/export/short.md"),
        ("GET", "/gradio_api/mcp/sse"),
        ("GET", "/assets/../../etc/passwd"),
    ],
)
def test_what_it_does_not_need_is_not_there(method, path):
    status, headers, _ = request(path, method)
    assert status == 404
    assert headers["content-security-policy"] == POLICY


def test_the_policy_runs_no_strings_as_code():
    scripts = next(part for part in POLICY.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self'"
    assert "http:" not in POLICY
    assert "https:" not in POLICY


@pytest.mark.parametrize(("path", "limit"), [("/gradio_api/queue/join", LARGEST), (UPLOAD, limits().request_bytes)])
def test_bodies_are_bounded(path, limit):
    assert request(path, "POST", [b"x" * limit])[0] == 200
    assert request(path, "POST", [b""], [("content-length", str(limit + 1))])[0] == 413
    assert request(path, "POST", [b"x" * limit, b"y"])[0] == 413, "whatever length was announced"
    assert request(path, "POST", [b""], [("content-length", "many")])[0] == 413


def test_other_pages_may_not_call():
    own = [("host", "127.0.0.1:7860"), ("origin", "http://127.0.0.1:7860")]
    foreign = [("host", "127.0.0.1:7860"), ("origin", "https://evil.example")]
    assert request("/gradio_api/queue/join", "POST", headers=own)[0] == 200
    assert request("/gradio_api/queue/join", "POST", headers=foreign)[0] == 403
    assert request("/gradio_api/queue/join", "POST", headers=[("host", "127.0.0.1:7860"), ("origin", "null")])[0] == 403
    assert request("/gradio_api/queue/join", "POST", headers=foreign, guard=Guard(_echo, ["https://evil.example"]))[0] == 200


def test_on_loopback_only_its_own_names_are_answered():
    guard = Guard(_echo, hosts=frozenset(LOOPBACK))
    for name in ("127.0.0.1:7860", "localhost:7860", "[::1]:7860", "LOCALHOST"):
        assert request("/", headers=[("host", name)], guard=guard)[0] == 200
    for name in ("evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", "[", "127.0.0.2"):
        assert request("/", headers=[("host", name)], guard=guard)[0] == 400, name


def test_answers_are_not_kept_and_files_of_the_program_are():
    assert request("/export/abcdefghijklmnopqrstuvwx.json")[1]["cache-control"] == "no-store"
    assert request("/")[1]["cache-control"] == "no-store"
    assert "cache-control" not in request("/assets/x.js")[1]


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.0.0.2", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("example.org", False)],
)
def test_this_machine_alone(host, own):
    """Another address of the loopback network was served without a look at the name by which it was called."""
    assert is_loopback(host) is own
