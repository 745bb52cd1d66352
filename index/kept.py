"""The corpus that an index was built from, kept beside its manifest, and the one before it.

"What changed?" is asked when the old corpus files are gone: an update has put new ones in their place. So an index folder holds the
snapshot of its own corpus and, handed on from build to build, that of the last corpus that differed from it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus.base.errors import BadInput, BuildIndex
from corpus.load import Corpus
from corpus.snapshot import Snapshot, read_snapshot, snapshot_of, write_snapshot
from index.manifest import read_manifest

OWN, BEFORE = "corpus.json.gz", "corpus-before.json.gz"


def keep(folder: Path, corpus: Corpus, in_use: Path | None) -> None:
    """Write both snapshots into a folder that is being built. ``in_use`` is the index that it will replace."""
    write_snapshot(snapshot_of(corpus), folder / OWN)
    if in_use is None:
        return
    try:
        same = read_manifest(in_use).corpus_version == corpus.version
    except BuildIndex:
        return
    earlier = in_use / (BEFORE if same else OWN)
    if earlier.exists():
        shutil.copyfile(earlier, folder / BEFORE)


def built_from(folder: Path) -> Snapshot:
    """The corpus that an index was built from. Raises ``BuildIndex`` where the folder keeps none."""
    try:
        return read_snapshot(folder / OWN)
    except BadInput as error:
        raise BuildIndex("The index in use does not tell what it was built from: it was built by an older program.") from error


def built_before(folder: Path) -> Snapshot | None:
    """The last corpus that differed from that of the index; None where none is known."""
    try:
        return read_snapshot(folder / BEFORE)
    except BadInput:
        return None
