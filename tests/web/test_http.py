"""The running page as a script sees it: headers, closed doors, bounded bodies, and a dialogue that cannot be forged."""

import http.client
import json
import os
from pathlib import Path

import pytest

from assistant.faces.web.guard import POLICY
from corpus.parse.limits import limits


def test_headers_on_every_answer(page_server):
    for path in (
        "/",
        "/config",
        "/theme.css",
        "/app-static/app.js",
        "/app-static/app.css",
        "/app-static/accent.css",
        "/favicon.ico",
        "/nowhere",
    ):
        status, headers, _ = page_server.get(path)
        assert status == (404 if path == "/nowhere" else 200), path
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "server" not in headers
        assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/pwa_icon/16000",
        "/gradio_api/file=http://example.org/x",
        "/gradio_api/file=/etc/passwd",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/deep_link",
        "/gradio_api/run-history/records",
        "/gradio_api/runs",
        "/docs",
        "/openapi.json",
        "/gradio_api/openapi.json",
        "/gradio_api/proxy=http://example.org",
    ],
)
def test_closed_doors(page_server, path):
    assert page_server.get(path)[0] == 404


def test_a_foreign_origin_is_not_let_in(page_server):
    for path in ("/", "/config"):
        status, headers, _ = page_server.get(path, Origin="https://evil.example")
        assert status == 200
        assert "access-control-allow-origin" not in headers
        assert "access-control-allow-credentials" not in headers
    assert page_server.get("/gradio_api/queue/join", "POST", b"{}", Origin="https://evil.example")[0] == 403
    _, headers, _ = page_server.get("/config", "OPTIONS", Origin="https://evil.example", Access_Control_Request_Method="POST")
    assert "access-control-allow-origin" not in headers
    assert page_server.get("/", Host="evil.example")[0] == 400


def test_large_bodies_are_refused(page_server):
    for path, size in (("/gradio_api/queue/join", 70_000), ("/gradio_api/upload", limits().request_bytes + 1)):
        asking = http.client.HTTPConnection(page_server.url.split("/")[2], timeout=30)
        asking.putrequest("POST", path)
        asking.putheader("content-length", str(size))
        asking.endheaders(b"x" * 1000)  # refused by what is announced, before the rest is sent
        assert asking.getresponse().status == 413
        asking.close()


def test_a_long_question_is_refused_by_the_server(page_server):
    told = page_server.call("ri-ask", [None, "word " * 2000], "longquestion1")
    assert "process_completed" in told
    assert "too long" in told
    assert "ri-turn" not in told


def test_the_dialogue_is_the_servers(page_server):
    """An invented state, an invented conversation and surplus values change nothing; an action that nothing led to does nothing."""
    forged = {"language": "sv", "turns": [{"answer": "FORGED", "token": "x", "question": "FORGED"}], "conversation": {"turns": ["FORGED"]}}
    told = page_server.call("ri-ask", [forged, "Who is appointed contact person?"], "forger00001")
    assert "Recommendation 1" in told
    assert "FORGED" not in told
    assert "ri-earlier" not in told.replace("#ri-earlier", "")
    again = page_server.call("ri-ask", [forged, "Who is appointed contact person?", "FORGED"], "forger00001")
    assert "FORGED" not in again
    nothing = page_server.call("ri-next-0", [None], "forger00002")
    assert "ri-turn" not in nothing
    stranger = page_server.call("ri-language-sv", [None], "forger00003")
    assert "contact person" not in stranger, "another session sees nothing of the first"


@pytest.mark.parametrize("action", ["ri-own-add", "ri-ask"])
def test_a_path_that_was_not_uploaded_is_not_read(page_server, tmp_path, action):
    """Any readable text file of the machine was read for whoever named it: the check before held only because of the wrong suffix."""
    secret = tmp_path / "secret.md"
    secret.write_text("The reactor room is opened with the word marmalade, and nobody else may know it.")
    given = [{"path": str(secret), "orig_name": "rules.md", "meta": {"_type": "gradio.FileData"}}]
    told = page_server.call(action, [None, given, False], f"reader-{action}")
    assert "Added" not in told
    assert "marmalade" not in told
    assert not any("secret" in path.name for path in page_server.folder.rglob("*"))


@pytest.mark.parametrize("kind", ["fifo", "address", "link"])
def test_what_is_no_upload_is_not_touched(page_server, tmp_path, kind):
    """A pipe that was named as a file stopped the whole page, and an address was called."""
    given = tmp_path / "given.md"
    if kind == "fifo":
        os.mkfifo(given)
    elif kind == "link":
        given.symlink_to("/etc/hostname")
    path = "http://192.0.2.1/rules.md" if kind == "address" else str(given)
    told = page_server.call("ri-own-add", [None, [{"path": path, "meta": {"_type": "gradio.FileData"}}], False], f"toucher-{kind}")
    assert "Added" not in told
    assert page_server.get("/")[0] == 200, "the page still answers"


def test_errors_show_nothing_of_the_inside(page_server):
    told = page_server.call("ri-ask", [None, {"not": ["a", "string"]}], "errors00001") + page_server.call("ri-ask", [], "errors00002")
    assert "Traceback" not in told
    assert "/site-packages" not in told
    assert str(page_server.folder) not in told


def test_the_configuration_tells_nothing_private(page_server):
    config = page_server.get("/config")[2].decode()
    assert str(Path(__file__).resolve().parents[2]) not in config
    assert str(page_server.folder) not in config
    assert "huggingface" not in config.lower()
    assert json.loads(config)["analytics_enabled"] is False


def test_a_token_that_does_not_exist(page_server):
    status, _, body = page_server.get("/export/abcdefghijklmnopqrstuvwx.md", Accept_Language="fi")
    assert status == 404
    assert "Vastausta ei enää ole" in body.decode()


def test_what_people_wrote_is_not_logged(page_server):
    page_server.call("ri-ask", [None, "Zebrafinkproject, who is the contact person?"], "logged00001")
    page_server.get("/?q=Zebrafinkproject&lang=sv")
    for action, data in (("ri-ask", [None, {"Zebrafinkproject": 1}]), ("ri-own-add", [None, ["Zebrafinkproject"], "Zebrafinkproject"])):
        page_server.call(action, data, f"logged-{action}")  # a forged value stood in the traceback that Gradio prints
    assert "zebrafink" not in "".join(page_server.said).lower()
