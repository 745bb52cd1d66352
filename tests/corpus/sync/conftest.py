"""A publishers' server on this machine, and a corpus whose official texts are there.

The server speaks real HTTP: what a test wants it to do wrong (break off, drip, redirect in circles) it does on the wire.
"""

import socket
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml

from corpus.base.settings import SyncSettings
from corpus.sync.policy import policy

HOST = "publications.europa.eu"
CELEX = f"http://{HOST}/resource/celex/39999H0001"
PATH = "/resource/celex/39999H0001"
XHTML = {"Content-Type": "application/xhtml+xml; charset=utf-8"}


@dataclass
class Reply:
    """What the server answers. ``after`` says how the body comes: whole, ``cut`` (fewer bytes than promised), ``dropped`` (the connection
    is reset), ``drip`` (a byte at a time) or ``closed`` (no length said, the end is the end of the connection).
    """

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=lambda: dict(XHTML))
    after: str = "whole"


class Publisher:
    """Replies by path and language; every request is remembered."""

    def __init__(self):
        self.replies = {}
        self.requests = []
        self.counts = defaultdict(int)
        handler = type("Handler", (_Handler,), {"publisher": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def sends(self, *replies, path=PATH, language="swe"):
        """Answer a path, in one language or (None) any, with ``Reply(**reply)``; several come one after the other, the last for ever."""
        self.replies[path, language] = [Reply(**reply) for reply in replies]

    def answer(self, path, language):
        listed = self.replies.get((path, language)) or self.replies.get((path, None)) or [Reply(b"Not found", 404, {})]
        self.counts[path, language] += 1
        return listed.pop(0) if len(listed) > 1 else listed[0]

    def asked(self, path=PATH):
        """Headers of the requests for a path."""
        return [headers for asked, headers in self.requests if asked == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def log_message(self, *_):
        pass

    def do_GET(self):
        headers = {name.casefold(): value for name, value in self.headers.items()}
        self.publisher.requests.append((self.path, headers))
        reply = self.publisher.answer(self.path, headers.get("accept-language"))
        etag = reply.headers.get("ETag")
        if etag and headers.get("if-none-match") == etag:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers and reply.after != "closed":
            self.send_header("Content-Length", str(len(reply.body) + (1000 if reply.after in ("cut", "dropped") else 0)))
        self.end_headers()
        self._send(reply)

    def _send(self, reply):
        try:
            if reply.after == "drip":
                for byte in reply.body:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.02)
            else:
                self.wfile.write(reply.body)
                self.wfile.flush()
        except OSError:
            return
        if reply.after in ("cut", "dropped"):
            self.close_connection = True
            if reply.after == "dropped":
                # Lingering off: the other side sees a reset, not an end.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()


@pytest.fixture(scope="session")
def make_publisher():
    """For fixtures that live longer than a test."""
    return Publisher


@pytest.fixture(scope="session")
def write_lighthouse():
    """Writes the small document into a folder."""
    return write_document


@pytest.fixture
def publisher():
    served = Publisher()
    yield served
    served.close()


@pytest.fixture
def rules():
    """The policy that ships, with times that a test can wait for."""
    shipped = policy()
    hosts = {name: host.model_copy(update={"interval": 0.0}) for name, host in shipped.hosts.items()}
    quick = {"read_seconds": 1.0, "total_seconds": 1.5, "backoff_seconds": 0.01, "connect_seconds": 2.0}
    return shipped.model_copy(update={"hosts": hosts, "limits": shipped.limits.model_copy(update=quick)})


@pytest.fixture
def through(publisher):
    """Settings that ask the local server instead of the publishers."""
    return SyncSettings(mirrors={HOST: publisher.base, "opendata.finlex.fi": publisher.base, "okm.fi": publisher.base}, allow_private=True)


THREE = {"sv": "x", "fi": "x", "en": "x"}
NAMES = {"sv": "fyrrekommendationen", "fi": "majakkasuositus", "en": "the lighthouse recommendation"}
DIGESTS = {
    "recital-2": (
        {"sv": "Skäl 2", "fi": "Johdanto-osan 2 kappale", "en": "Recital 2"},
        {
            "sv": ["Enligt skäl 2 hör lamprummet till arvet vid kusterna."],
            "fi": ["Johdanto-osan 2 kappaleen mukaan lamppuhuone kuuluu rannikoiden perintöön."],
            "en": ["According to recital 2 the lamp room is part of the heritage of the coasts."],
        },
    ),
    "p2": (
        {"sv": "Punkt 2", "fi": "2 kohta", "en": "Point 2"},
        {
            "sv": ["Enligt punkt 2 bör besluten också motiveras."],
            "fi": ["Suosituksen 2 kohdan mukaan päätökset olisi myös perusteltava."],
            "en": ["According to point 2, decisions should also be reasoned."],
        },
    ),
    "status": (
        {"sv": "Verkan", "fi": "Vaikutus", "en": "Effect"},
        {
            "sv": ["Fyrrekommendationen är inte bindande."],
            "fi": ["Majakkasuositus ei ole sitova."],
            "en": ["The lighthouse recommendation is not binding."],
        },
    ),
}


@pytest.fixture
def lighthouse(tmp_path):
    """A corpus of one document: a digest of three provisions of the made-up EU act, with its official editions in the manifest."""
    root = tmp_path / "corpus"
    (root / "knowledge").mkdir(parents=True)
    write_document(root / "documents" / "lighthouse-recommendation")
    return root


EDITION = {"url": CELEX, "format": "eu-xhtml", "accept": "application/xhtml+xml", "min_parts": 20, "leave_out": ["fnp-*"]}


def write_document(folder, **changes):
    folder.mkdir(parents=True)
    meta = {
        "id": folder.name,
        "titles": {"sv": "Fyrrekommendationen", "fi": "Majakkasuositus", "en": "Lighthouse recommendation"},
        "names": NAMES,
        "lead_in": {"sv": "Enligt fyrrekommendationen:", "fi": "Majakkasuosituksen mukaan:", "en": "According to that recommendation:"},
        "issuer": THREE,
        "date": None,
        "url": "http://data.europa.eu/eli/C/9999/1/oj",
        "authority": "eu_recommendation",
        "jurisdiction": "EU",
        "layer": "eu",
        "binding": False,
        "in_force": "not_applicable",
        "as_of": None,
        "review_by": None,
        "licence": "made up",
        "official_editions": [
            {**EDITION, "language": language} for language in ("sv", "fi", "en")
        ],
        "provisions": [{"id": name} for name in DIGESTS],
        **changes,
    }  # fmt: skip
    (folder / "document.yaml").write_text(yaml.safe_dump(meta, allow_unicode=True), encoding="utf-8")
    for language in ("sv", "fi", "en"):
        parts = [
            f"\n### {labels[language]} {{#{name}}}\n\n" + "\n\n".join(lines[language]) + "\n" for name, (labels, lines) in DIGESTS.items()
        ]
        front = f"---\nlanguage: {language}\ntext_kind: digest\nbasis: made up\n---\n"
        (folder / f"{language}.md").write_text(front + "".join(parts), encoding="utf-8")
    asked = {
        "sv": "Vad säger fyrrekommendationen om {}?",
        "fi": "Mitä majakkasuositus sanoo: {}?",
        "en": "What does the lighthouse recommendation say of {}?",
    }
    groups = {
        name: [{"lines": [1], **{lang: [asked[lang].format(labels[lang])] for lang in asked}}] for name, (labels, _) in DIGESTS.items()
    }
    (folder / "questions.yaml").write_text(yaml.safe_dump(groups, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def act(publishers):
    """The made-up EU act of 40 recitals and 20 points as the publisher sends it, by language."""
    return {language: publishers.present(publishers.RECOMMENDATION, language) for language in ("sv", "fi", "en")}


@pytest.fixture
def served(publisher, act):
    """The act at its address in three languages, told apart as CELLAR does."""
    for language, code in (("sv", "swe"), ("fi", "fin"), ("en", "eng")):
        publisher.sends({"body": act[language], "headers": {**XHTML, "ETag": f'"{language}-1"'}}, language=code)
    return publisher


class Sync:
    """Runs of a sync over the small corpus; the texts are kept in ``root``."""

    def __init__(self, corpus, root, rules, through):
        self.corpus, self.root, self._rules, self._through = corpus, root, rules, through
        self.pauses = []

    def run(self, **options):
        """The outcomes by language."""
        from corpus.load import load_corpus
        from corpus.sync.run import sync

        rules, through = options.pop("rules", self._rules), options.pop("settings", self._through)
        outcomes = sync(load_corpus(self.corpus).documents, self.root, rules, through, sleep=self.pauses.append, **options)
        return {outcome.name.split()[-1]: outcome for outcome in outcomes}

    def loaded(self):
        """The corpus with what was fetched."""
        from corpus.load import load_corpus

        return load_corpus(self.corpus, official=self.root)

    def snapshot(self):
        """Every file that is kept, with its bytes and the time it was written."""
        files = [p for p in self.root.rglob("*") if p.is_file() and ".robots" not in p.parts and p.name != ".lock"]
        return {p.relative_to(self.root).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


@pytest.fixture
def syncing(lighthouse, tmp_path, rules, through):
    return Sync(lighthouse, tmp_path / "data" / "official", rules, through)
