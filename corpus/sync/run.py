"""A run: what is to be fetched, one text after the other, each with its own end.

A text that fails leaves its old copy as it was and does not stop the others. What is done is written down as it is done, so that a run that
was interrupted goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from tqdm import tqdm

from corpus.base.errors import BadInput, MendSetup
from corpus.base.settings import SyncSettings
from corpus.model import Document, OfficialEdition
from corpus.sync.faults import SyncFault
from corpus.sync.fetch import Fetched, Fetcher, Known
from corpus.sync.overlay import overlaid
from corpus.sync.policy import SyncPolicy
from corpus.sync.recognise import read_text, recognise
from corpus.sync.store import FORMAT, Damaged, OfficialStore, Record, Stored

GOOD = ("fetched", "updated", "unchanged", "done before", "planned", "kept", "to give")


@dataclass(frozen=True, slots=True)
class Task:
    """One text to fetch."""

    document: Document
    edition: OfficialEdition

    @property
    def name(self) -> str:
        return f"{self.document.id} {self.edition.language}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a text ended: ``fetched``, ``updated``, ``unchanged``, ``done before`` the interruption, ``planned`` (dry run), ``kept`` or
    ``to give`` (no address is known), or the kind of fault.
    """

    name: str
    kind: str
    message: str

    @property
    def good(self) -> bool:
        return self.kind in GOOD

    @property
    def changed(self) -> bool:
        """Whether the corpus is another one now."""
        return self.kind in ("fetched", "updated")

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"


def plan(documents: Mapping[str, Document], document: str | None = None, language: str | None = None) -> list[Task]:
    """What can be fetched, of one document or language or of all. Raises ``BadInput`` where there is nothing."""
    if document is not None and document not in documents:
        raise BadInput(f"There is no document {document}.", "`assistant corpus list` names them.")
    chosen = [documents[document]] if document is not None else list(documents.values())
    tasks = [Task(d, e) for d in chosen for e in d.meta.official_editions if language in (None, e.language)]
    if not tasks:
        what = f"{document or 'any document'}{f' in {language}' if language else ''}"
        raise BadInput(f"No official text of {what} is named in the corpus.", "docs/sync.md says how to add one.")
    return tasks


class Run:
    """A run over the tasks of a plan. ``root`` is the folder of fetched texts; ``tell`` hears of each end as it comes."""

    def __init__(self, root: Path, policy: SyncPolicy, tell: Callable[[Outcome], None]) -> None:
        self._root, self._policy, self._tell = root, policy, tell
        self._store = OfficialStore(root)

    def go(self, tasks: list[Task], fetcher: Fetcher, given: Given | None = None) -> list[Outcome]:
        """Fetch every text. Raises ``MendSetup`` where another run is under way or the folder cannot be made."""
        with self._alone():
            state = _State(self._root / ".run.json", tasks, self._policy.limits.resume_hours)
            outcomes = []
            with tqdm(tasks, desc="official texts", unit="text", file=sys.stderr, disable=None) as bar:
                for task in bar:
                    bar.set_postfix_str(task.name)
                    outcome = Outcome(task.name, "done before", "done before the interruption.") if state.is_done(task) else None
                    outcome = outcome or self._one(task, fetcher, given)
                    if outcome.kind in ("fetched", "updated", "unchanged"):
                        state.done(task)
                    outcomes.append(outcome)
                    self._tell(outcome)
            state.end()
            return outcomes

    def preview(self, tasks: list[Task], fetcher: Fetcher) -> list[Outcome]:
        """What ``go`` would ask for; nothing but robots.txt is fetched."""
        outcomes = []
        for task in tasks:
            outcomes.append(self._foreseen(task, fetcher))
            self._tell(outcomes[-1])
        return outcomes

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with FileLock(self._root / ".lock", timeout=1):
                yield
        except Timeout as error:
            raise MendSetup("Another sync is running.", "Wait for it to end, then try again.") from error
        except PermissionError as error:
            raise MendSetup(f"No permission to write in {self._root}.", "Set RI_ASSISTANT_DATA to a folder of yours.") from error

    def _foreseen(self, task: Task, fetcher: Fetcher) -> Outcome:
        edition, stored = task.edition, self._store.read(task.document.id, task.edition.language)
        if edition.url is None:
            return _no_address(task, stored)
        try:
            fetcher.allowed(edition.url)
        except SyncFault as fault:
            return Outcome(task.name, fault.kind, f"would not be fetched. {fault}")
        if isinstance(stored, Stored):
            return Outcome(task.name, "planned", f"{edition.url} would be asked whether the copy of {stored.record.date} has changed.")
        return Outcome(task.name, "planned", f"would be fetched from {edition.url}.")

    def _one(self, task: Task, fetcher: Fetcher, given: Given | None) -> Outcome:
        stored = self._store.read(task.document.id, task.edition.language)
        try:
            if given is not None:
                came = given.read(task.edition, fetcher, self._policy)
                return self._take(task, came, stored, given.said(task.edition))
            if task.edition.url is None:
                return _no_address(task, stored)
            known = None
            if isinstance(stored, Stored) and stored.record.url == task.edition.url:
                known = Known(stored.record.etag, stored.record.last_modified)
            came = fetcher.fetch(task.edition.url, task.edition.language, task.edition.accept, known)
            return self._take(task, came, stored, task.edition.url)
        except SyncFault as fault:
            kept = f" The copy of {stored.record.date} stays." if isinstance(stored, Stored) else ""
            return Outcome(task.name, fault.kind, f"not fetched: {fault.message}{kept} {fault.remedy}")

    def _take(self, task: Task, came: Fetched, stored: Stored | Damaged | None, said: str) -> Outcome:
        edition = task.edition
        old = stored if isinstance(stored, Stored) else None
        data = came.data if came.data is not None else old.source() if old else b""
        before = _parts(old, edition) if old else None
        parsed = recognise(data, came.content_type if came.data is not None else "", edition, self._policy, before)
        if old and old.source() == data and old.text == parsed:
            if came.data is not None and (came.etag, came.last_modified, said) != (
                old.record.etag,
                old.record.last_modified,
                old.record.url,
            ):
                marks = {"etag": came.etag, "last_modified": came.last_modified, "url": said}
                self._store.mark(old.record.model_copy(update=marks))
            return Outcome(task.name, "unchanged", f"unchanged since {old.record.date}.")
        record = Record(
            format=FORMAT,
            document=task.document.id,
            language=edition.language,
            url=said,
            answered_from=came.url,
            date=dt.date.today().isoformat(),
            text_format=edition.format,
            folder="",
            sha256="",
            parsed_sha256="",
            parts=0,
            etag=came.etag,
            last_modified=came.last_modified,
        )
        new = self._store.write(record, data, parsed)
        kind = "updated" if old else "fetched"
        return Outcome(task.name, kind, f"{kind}, {_counted(task.document, new)}")


def _parts(old: Stored, edition: OfficialEdition) -> int:
    """How many parts the copy has by today's manifest: one that leaves more out than before is no changed page."""
    try:
        return len(read_text(old.source(), edition).parts)
    except SyncFault:
        return old.record.parts


def _counted(document: Document, stored: Stored) -> str:
    laid = overlaid(document, {stored.record.language: stored})
    beside = sum(stored.record.language in p.fetched for p in laid.provisions.values())
    new = len(laid.provisions) - len(document.provisions)
    told = f"{stored.record.parts} parts: {beside} provisions have their official text now, {new} are new."
    return told + (f" {len(stored.text.remarks)} remarks of the parser." if stored.text.remarks else "")


def _no_address(task: Task, stored: Stored | Damaged | None) -> Outcome:
    if isinstance(stored, Stored):
        return Outcome(task.name, "kept", f"given on {stored.record.date}; no address is known to ask for a newer one.")
    page = f" {task.edition.page} leads to it:" if task.edition.page else ""
    how = f"assistant corpus sync --document {task.document.id} --language {task.edition.language} --from FILE"
    return Outcome(task.name, "to give", f"the address of the file is not known.{page} save it and run: {how}")


@dataclass(frozen=True)
class Given:
    """A text that the person names: a file on this machine or an address of a publisher."""

    source: str

    def said(self, edition: OfficialEdition) -> str:
        """What is recorded as the address: of a file the page that leads to it, or its bare name."""
        return self.source if self.is_address else edition.url or edition.page or f"file:{Path(self.source).name}"

    @property
    def is_address(self) -> bool:
        return "://" in self.source

    def read(self, edition: OfficialEdition, fetcher: Fetcher, policy: SyncPolicy) -> Fetched:
        """What the person named. Raises ``SyncFault`` and, for a file that is not there, ``BadInput``."""
        if self.is_address:
            return fetcher.fetch(self.source, edition.language, edition.accept)
        path = Path(self.source).expanduser()
        try:
            if path.stat().st_size > policy.limits.bytes:
                raise SyncFault("size", f"{path.name} is larger than {policy.limits.bytes // 2**20} MB.", "Give the text alone.")
            return Fetched(path.read_bytes(), "", f"file:{path.name}")
        except OSError as error:
            raise BadInput(f"{path.name} cannot be read ({error.strerror}).", "Give a file that is there.") from error


class _State:
    """What of an interrupted run is done."""

    def __init__(self, path: Path, tasks: list[Task], hours: float) -> None:
        self._path = path
        names = "\n".join(sorted(f"{task.name} {task.edition.url}" for task in tasks))
        self._plan = hashlib.sha256(names.encode()).hexdigest()[:16]
        self._done: list[str] = []
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(kept["begun"])
            if kept["plan"] == self._plan and age < dt.timedelta(hours=hours):
                self._done = [str(name) for name in kept["done"]]
        except (OSError, ValueError, KeyError, TypeError):
            self._done = []
        self._begun = dt.datetime.now(dt.UTC).isoformat()

    def is_done(self, task: Task) -> bool:
        return task.name in self._done

    def done(self, task: Task) -> None:
        """Write down that a text is done. A state that cannot be written costs a repetition, no text."""
        if task.name in self._done:
            return
        self._done.append(task.name)
        part = self._path.with_suffix(".new")
        try:
            part.write_text(json.dumps({"plan": self._plan, "begun": self._begun, "done": self._done}), encoding="utf-8")
            os.replace(part, self._path)
        except OSError:
            part.unlink(missing_ok=True)

    def end(self) -> None:
        self._path.unlink(missing_ok=True)


def sync(
    documents: Mapping[str, Document],
    root: Path,
    policy: SyncPolicy,
    settings: SyncSettings,
    *,
    document: str | None = None,
    language: str | None = None,
    dry_run: bool = False,
    source: str | None = None,
    tell: Callable[[Outcome], None] = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Outcome]:
    """Fetch the official texts of ``documents`` into ``root``; how each ended. ``source`` is a file or address that stands for the one text
    chosen. Raises ``BadInput`` and ``MendSetup``.
    """
    tasks = plan(documents, document, language)
    given = None
    if source is not None:
        if len(tasks) != 1:
            raise BadInput("--from gives one text.", "Name its --document and --language.")
        given = Given(source)
    run = Run(root, policy, tell)
    with Fetcher(policy, settings, root / ".robots", sleep) as fetcher:
        return run.preview(tasks, fetcher) if dry_run else run.go(tasks, fetcher, given)
