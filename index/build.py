"""Building an index: embed what is new, write a folder beside the old one, verify it, swap the pointer.

The order is what makes a crash harmless: nothing that is in use is touched before the new folder is complete, verified and named.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout
from tqdm import tqdm

from corpus.base.collecting import without_collecting
from corpus.base.errors import BuildIndex, MendSetup
from corpus.load import Corpus
from index.detector import detector_of, save_detector
from index.encoders.base import Encoder, Vectors
from index.encoders.llama import EncoderEmbedding
from index.kept import keep
from index.manifest import FORMAT, Indexes, Manifest, file_hash, read_manifest
from index.passages import CHUNKER, SPOKEN, Unit, units
from index.vectors import SHIPPED, KeptVectors, outcomes_name, same_encoder, shelf_name
from index.verify import verify_folder
from index.write import write

BATCH = 128
SAMPLE = 16


def embed(todo: Sequence[Unit], encoder: Encoder, progress: bool) -> Vectors:
    """Vectors of the units, with a progress bar (rate and time left) on stderr."""
    embedding = EncoderEmbedding(encoder, BATCH)
    out = np.zeros((len(todo), encoder.dimension), dtype=np.float32)
    with tqdm(total=len(todo), desc="embedding", unit="text", disable=not progress or not todo, file=sys.stderr) as bar:
        for start in range(0, len(todo), BATCH):
            batch = todo[start : start + BATCH]
            asked = [i for i, unit in enumerate(batch) if unit.kind in SPOKEN]
            told = [i for i in range(len(batch)) if i not in set(asked)]
            for rows, vectors in (
                (asked, encoder.queries([batch[i].text for i in asked]) if asked else None),
                (told, embedding.get_text_embedding_batch([batch[i].text for i in told]) if told else None),
            ):
                if vectors is not None:
                    out[[start + i for i in rows]] = np.asarray(vectors, dtype=np.float32)
            bar.update(len(batch))
    return out


def vectors_of(all_units: Sequence[Unit], encoder: Encoder, data: Path, progress: bool) -> Vectors:
    """A vector a unit: from the shelves where the text is known, embedded otherwise. The user's shelf keeps the rest."""
    name = shelf_name(encoder.id)
    own_path = data / "vectors" / name
    shipped, own = (
        shelf if _matches(shelf, all_units, encoder) else KeptVectors()
        for shelf in (KeptVectors.load(SHIPPED / name), KeptVectors.load(own_path))
    )
    found: dict[str, Vectors] = {}
    missing: dict[str, Unit] = {}
    for unit in all_units:
        shelf = next((shelf for shelf in (shipped, own) if unit.key in shelf), None)
        if shelf is not None:
            found[unit.key] = shelf.get(unit.key)
        else:
            missing[unit.key] = unit
    todo = list(missing.values())
    found |= zip(missing, embed(todo, encoder, progress), strict=True)
    if todo:
        keys = [key for key in found if key not in shipped]
        KeptVectors.save(own_path, keys, np.stack([found[key] for key in keys]))
    return np.stack([found[unit.key] for unit in all_units])


def _matches(shelf: KeptVectors, all_units: Sequence[Unit], encoder: Encoder) -> bool:
    """Whether a sample of the shelf, embedded again, is the same."""
    known = [unit for unit in all_units if unit.key in shelf]
    # The shorter half of a wide sample: a short text tells another model as well as a long one, in less time.
    wide = known[:: max(1, len(known) // (2 * SAMPLE))][: 2 * SAMPLE]
    sample = sorted(wide, key=lambda unit: len(unit.text))[:SAMPLE]
    if not sample:
        return False
    again = embed(sample, encoder, progress=False)
    if not same_encoder([shelf.get(unit.key) for unit in sample], again):
        sys.stderr.write("The stored vectors do not match this encoder; embedding everything again.\n")
        return False
    return True


def _prune(indexes: Indexes, keep: set[str]) -> None:
    for old in indexes.root.iterdir():
        if old.is_dir() and old.name not in keep and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)


def build(
    corpus: Corpus,
    encoder: Encoder,
    data: Path,
    *,
    progress: bool = True,
    url: str | None = None,
    at: Callable[[str], None] = lambda _: None,
) -> Path:
    """Build an index of ``corpus`` and put it in use; returns its folder.

    ``at`` is called with the name of each stage (tests stop the build there). Raises ``BuildIndex`` where the new index fails its own
    verification (the old one stays in use) and ``MendSetup`` where the data folder cannot be written.
    """
    indexes = Indexes(data)
    try:
        indexes.root.mkdir(parents=True, exist_ok=True)
        with FileLock(indexes.root / ".lock", timeout=1), without_collecting():
            return _build_locked(corpus, encoder, indexes, data, progress, url, at)
    except Timeout as error:
        raise BuildIndex("Another build is running.", "Wait for it to end, then try again.") from error
    except PermissionError as error:
        raise MendSetup(f"No permission to write in {data}.", "Set RI_ASSISTANT_DATA to a folder of yours.") from error
    except (OSError, ChromaError) as error:
        if told := _unwritable(error, data):
            raise told from error
        raise


def _unwritable(error: OSError | ChromaError, data: Path) -> MendSetup | None:
    """What to tell where the data folder took no more; None of a fault of the store that is no matter of the disk."""
    if getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error):
        return MendSetup(f"The disk of {data} is full.", "Free some space; the old index is still in use.")
    if isinstance(error, OSError):
        return MendSetup(f"{data} cannot be written: {error.strerror}.", "Set RI_ASSISTANT_DATA to a folder of yours.")
    return None


def _build_locked(
    corpus: Corpus, encoder: Encoder, indexes: Indexes, data: Path, progress: bool, url: str | None, at: Callable[[str], None]
) -> Path:
    with _unfinished(indexes.root) as part:
        at("started")
        all_units = units(corpus, encoder)
        vectors = vectors_of(all_units, encoder, data, progress)
        at("embedded")
        shipped = SHIPPED / outcomes_name(encoder.id)
        written = write(part, all_units, vectors, corpus.knowledge, url, _previous(indexes, encoder), shipped)
        save_detector(detector_of(corpus), part)
        keep(part, corpus, indexes.current())
        at("written")
        files = {p.relative_to(part).as_posix(): file_hash(p) for p in sorted(part.rglob("*")) if p.is_file() and "chroma" not in p.parts}
        built = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")
        manifest = Manifest(
            format=FORMAT,
            encoder=encoder.id,
            dimension=encoder.dimension,
            chunker=CHUNKER,
            corpus_version=corpus.version,
            built=built,
            counts=written.counts,
            files=files,
        )
        (part / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        faults = verify_folder(part, encoder, url, written.taken_over)
        if faults:
            raise BuildIndex("The new index failed its own check: " + "; ".join(faults[:3]) + ".", "The old one stays in use.")
        at("verified")
        final = indexes.root / f"{manifest.version}-{os.urandom(3).hex()}"
        os.replace(part, final)
        at("named")
        before = indexes.current()
        indexes.point(final)
        at("swapped")
        _prune(indexes, {final.name, before.name if before else ""})
        return final


@contextlib.contextmanager
def _unfinished(root: Path) -> Iterator[Path]:
    """A folder for an index to be; gone again where it came to none, for half an index keeps a full disk full."""
    for stale in root.glob(".new-*"):
        shutil.rmtree(stale, ignore_errors=True)
    part = root / f".new-{os.getpid()}-{os.urandom(3).hex()}"
    part.mkdir()
    try:
        yield part
    except (Exception, KeyboardInterrupt):
        shutil.rmtree(part, ignore_errors=True)
        raise


def _previous(indexes: Indexes, encoder: Encoder) -> Path | None:
    """The index in use, where a new one may begin as a copy of it."""
    folder = indexes.current()
    try:
        manifest = read_manifest(folder) if folder else None
    except BuildIndex:
        return None
    fits = manifest and (manifest.format, manifest.encoder, manifest.chunker) == (FORMAT, encoder.id, CHUNKER)
    return folder if fits else None


def needed(corpus: Corpus, encoder_id: str, data: Path) -> str | None:
    """Why a build is needed, in words; None where the index in use fits the program."""
    folder = Indexes(data).current()
    if folder is None:
        return "There is no index yet."
    try:
        return read_manifest(folder).mismatch(encoder_id, CHUNKER, corpus.version)
    except BuildIndex as error:
        return error.message
