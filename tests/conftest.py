"""What all tests share: a closed network, the real corpus and encoder, and one index built from them.

No test reaches another machine: names are not looked up and addresses outside the loopback range are refused. ``RI_TEST_DATA``
names a data folder with a built index; without it one is built once a run, from the shipped vectors.
"""

import importlib
import ipaddress
import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.faces.cli import be_quiet

be_quiet()
# The person's own configuration and data folder are no part of the tests.
for name in ("RI_ASSISTANT_DATA", "RI_ASSISTANT_CONFIG"):
    os.environ.pop(name, None)

ROOT = Path(__file__).resolve().parents[1]
_connect, _getaddrinfo = socket.socket.connect, socket.getaddrinfo


class NetworkForbidden(AssertionError):
    """A test, or the code it runs, tried to reach another machine."""


def _is_local(host: object) -> bool:
    if host in ("", None, "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback or str(host) == "0.0.0.0"
    except ValueError:
        return False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The gate first: it takes minutes, and where tests run side by side the others are done meanwhile. Then the files that need no index
    of the whole corpus: until the first process has built it, the others would wait.
    """
    waiting = {item.path for item in items if "built_data" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.path.name != "test_gate.py", item.path in waiting))


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is open, everything else fails loudly: the libraries of our stack call out in several quiet ways."""

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise NetworkForbidden(f"connection to {address[0]}")
        return _connect(self, address)

    def getaddrinfo(host: object, *args: object, **kwargs: object) -> object:
        if not _is_local(host):
            raise NetworkForbidden(f"look-up of {host}")
        return _getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture(scope="session")
def publishers():
    """Made-up documents in the publishers' formats: the module ``tests/publishers/samples.py``."""
    folder = str(ROOT / "tests" / "publishers")
    sys.path.insert(0, folder)
    try:
        return importlib.import_module("samples")
    finally:
        sys.path.remove(folder)


@pytest.fixture(scope="session")
def shipped_corpus():
    """The corpus that ships, also where a folder's tests have a made-up one."""
    from corpus.load import load_corpus

    return load_corpus()


@pytest.fixture(scope="session")
def corpus(shipped_corpus):
    """The corpus that ships."""
    return shipped_corpus


@pytest.fixture(scope="session")
def encoder():
    """The embedded encoder."""
    from corpus.base.settings import Settings
    from index.encoders import open_encoder

    return open_encoder(Settings().encoder)


@pytest.fixture(scope="session")
def built_data(tmp_path_factory, corpus, encoder) -> Path:
    """A data folder with an index of the corpus that ships; not to be written to.

    Tests that run side by side share it: the first process builds, the others wait.
    """
    from filelock import FileLock

    from index.build import build, needed

    named = os.environ.get("RI_TEST_DATA")
    base = tmp_path_factory.getbasetemp()
    data = Path(named) if named else (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "data"
    data.mkdir(parents=True, exist_ok=True)
    with FileLock(data / "tests.lock"):
        if needed(corpus, encoder.id, data):
            build(corpus, encoder, data, progress=False)
    return data


@pytest.fixture(scope="session")
def copy_index(built_data) -> Callable[[Path], Path]:
    """Makes of a folder that is not there yet a data folder with a copy of the index.

    What is never written in place is linked: whole copies filled a disk of the size that machines for tests have. SQLite's file is
    copied, for two names of one database are two journals.
    """

    def copied(data: Path) -> Path:
        def put(source: str, target: str) -> None:
            linked = ".sqlite3" not in Path(source).name and os.stat(source).st_dev == data.parent.stat().st_dev
            (os.link if linked else shutil.copy2)(source, target)

        shutil.copytree(built_data / "index", data / "index", copy_function=put)
        return data

    return copied


@pytest.fixture
def own_copy(copy_index, tmp_path) -> Path:
    """A data folder with a copy of the index that a test may swap or break."""
    return copy_index(tmp_path / "data")


@pytest.fixture(scope="session")
def settings(built_data):
    """Settings over the built index."""
    from corpus.base.settings import Settings

    return Settings(data_dir=built_data)


@pytest.fixture(scope="session")
def assistant(settings, corpus):
    """The assistant over corpus, index and encoder as they ship."""
    from assistant.service import Assistant

    return Assistant.open(settings, corpus)


@pytest.fixture
def small_corpus(tmp_path) -> Path:
    """A made-up document of six sentences in three languages, with the real shape: for tests that change or break a corpus."""
    import yaml

    folder = tmp_path / "corpus" / "documents" / "made-up"
    folder.mkdir(parents=True)
    (tmp_path / "corpus" / "knowledge").mkdir()
    three = {"sv": "x", "fi": "x", "en": "x"}
    meta = {
        "id": "made-up",
        "titles": three,
        "names": three,
        "lead_in": three,
        "issuer": three,
        "date": None,
        "url": "https://example.org/text",
        "authority": "guideline",
        "jurisdiction": "FI",
        "layer": "national",
        "binding": False,
        "in_force": "unknown",
        "as_of": None,
        "review_by": None,
        "licence": "none",
        "official_language": "sv",
        "provisions": [{"id": "a", "kind": "recommendation", "number": "1"}, {"id": "b"}, {"id": "n1", "kind": "note", "number": "1"}],
    }
    (folder / "document.yaml").write_text(yaml.safe_dump(meta), encoding="utf-8")
    texts = {
        "sv": ["Varje skola utser en fyrvaktare.", "Fyrvaktaren tänder lampan.", "Lampan ska lysa hela natten.[^1]", "Lamphandboken."],
        "fi": [
            "Jokainen koulu nimeää majakanvartijan.",
            "Majakanvartija sytyttää lampun.",
            "Lampun on palettava koko yön.[^1]",
            "Lamppukäsikirja.",
        ],
        "en": [
            "Every school appoints a lighthouse keeper.",
            "The keeper lights the lamp.",
            "The lamp must burn all night.[^1]",
            "The lamp handbook.",
        ],
    }
    for language, lines in texts.items():
        kind = "official" if language == "sv" else "translation"
        head = f"---\nlanguage: {language}\ntext_kind: {kind}\nbasis: sv\n---\n\n## H\n"
        parts = [("R 1", "a", lines[0] + "\n\n" + lines[1]), ("S", "b", lines[2]), ("N", "n1", lines[3])]
        body = head + "".join(f"\n### {label} {{#{name}}}\n\n{text}\n" for label, name, text in parts)
        (folder / f"{language}.md").write_text(body, encoding="utf-8")
    asked = {lang: [f"{lang} fråga {i} om fyren?" for i in range(4)] for lang in texts}
    groups = {pid: [{"lines": [1], **{k: [f"{q} {pid}" for q in v] for k, v in asked.items()}}] for pid in ("a", "b", "n1")}
    (folder / "questions.yaml").write_text(yaml.safe_dump(groups, allow_unicode=True), encoding="utf-8")
    return tmp_path / "corpus"
