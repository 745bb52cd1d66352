"""``assistant corpus snapshot | diff``: keeping a corpus as it is, and telling what changed.

Without arguments ``diff`` compares the corpus that the index in use was built from with the corpus as it is now: what a build would bring
into the answers. ``--document`` looks one build further back where that finds nothing, for an official text that was fetched and built in.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.base.errors import BadInput
from corpus.base.settings import LANGUAGES, load_settings

if TYPE_CHECKING:
    from assistant.saved import Saved
    from corpus.snapshot import Snapshot

    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def register(actions: Actions) -> None:
    """Add ``snapshot`` and ``diff`` to the actions of ``corpus``."""
    snapshot = actions.add_parser("snapshot", help="keep the corpus as it is now in one file")
    snapshot.add_argument("file", metavar="FILE")
    snapshot.add_argument("--corpus", metavar="FOLDER", help="another corpus than the program's")
    snapshot.set_defaults(handler=_snapshot)
    diff = actions.add_parser("diff", help="what changed: texts, force, dates, and what rests on them")
    diff.add_argument("old", nargs="?", metavar="OLD", help="a corpus folder or a snapshot; the index in use if left out")
    diff.add_argument("new", nargs="?", metavar="NEW", help="the same; the corpus as it is now if left out")
    diff.add_argument("--previous", action="store_true", help="from the corpus before to the one that the index in use was built from")
    diff.add_argument("--document", metavar="ID", help="only this document: what last changed in it")
    diff.add_argument(
        "--records", action="append", default=[], metavar="FOLDER|FILE", help="saved answers and checklists to hold against it"
    )
    diff.add_argument("--format", choices=("text", "md", "json"), default="text")
    diff.add_argument(
        "--language", choices=LANGUAGES, help="language of the report, and of the texts shown; otherwise English, and all texts"
    )
    diff.set_defaults(handler=_diff)


def _snapshot(args: argparse.Namespace) -> int:
    from corpus.snapshot import open_version, write_snapshot

    kept = open_version(Path(args.corpus)) if args.corpus else _now()
    write_snapshot(kept, Path(args.file))
    print(f"Corpus {kept.version}: {len(kept.documents)} documents, {len(kept.entries)} entries of knowledge in {args.file}.")
    return 0


def _now() -> Snapshot:
    from corpus.load import load_corpus
    from corpus.snapshot import snapshot_of

    return snapshot_of(load_corpus(official=load_settings().official()))


def _sides(args: argparse.Namespace) -> tuple[Snapshot, Snapshot]:
    """What is compared with what."""
    from corpus.snapshot import open_version
    from index.kept import built_from
    from index.manifest import Indexes

    old = open_version(Path(args.old)) if args.old else built_from(Indexes(load_settings().data()).require())
    return old, open_version(Path(args.new)) if args.new else _now()


def _previous() -> tuple[Snapshot, Snapshot]:
    from index.kept import built_before, built_from
    from index.manifest import Indexes

    folder = Indexes(load_settings().data()).require()
    before = built_before(folder)
    if before is None:
        raise BadInput("No corpus before that of the index in use is known.", "Give two corpus folders or snapshots instead.")
    return before, built_from(folder)


def _diff(args: argparse.Namespace) -> int:
    from assistant.changes import changes, last_change
    from assistant.export.changes import changes_data, changes_markdown, changes_text
    from index.manifest import Indexes

    if args.document and args.document.startswith("own-"):
        raise BadInput("Of own documents no earlier text is kept, so there is nothing to compare.", "assistant corpus show tells the text.")
    old, new = _previous() if args.previous else _sides(args)
    if args.document and args.document not in {**old.documents, **new.documents}:
        raise BadInput(f"There is no document {args.document}.", "Give an id that `assistant corpus list` knows.")
    if args.document and not args.old and not args.previous:
        found = last_change(args.document, Indexes(load_settings().data()).require(), new, _records(args.records))
    else:
        found = changes(old, new, _records(args.records), args.document)
    if args.format == "json":
        print(json.dumps(changes_data(found), ensure_ascii=False, indent=1))
    else:
        shown = changes_markdown if args.format == "md" else changes_text
        print(shown(found, args.language or "en", args.language).rstrip("\n"))
    return 0


def _records(paths: list[str]) -> list[Saved]:
    """The saved records of all the paths; what cannot be read is told on stderr."""
    from assistant.saved import Saved, read_saved

    found = [record for path in paths for record in read_saved(Path(path))]
    for record in found:
        if not isinstance(record, Saved):
            print(f"Left out: {record}", file=sys.stderr)
    return [record for record in found if isinstance(record, Saved)]
