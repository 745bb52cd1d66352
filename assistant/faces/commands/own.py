"""``assistant corpus add | show | remove``: the institution's own documents on this machine, and any document to look at.

They sit beside ``corpus list`` and ``check`` (``corpus.py``). Nothing here needs an index: what is added is searched beside it, and it is
embedded at once, where a person sees that it takes a while.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.base.errors import AssistantError, BadInput
from corpus.base.settings import LANGUAGES, load_settings
from corpus.own import AUTHORITIES, OwnDocument, OwnStore, authority, files_of, keep_document

if TYPE_CHECKING:
    from corpus.model import Document, Provision
    from corpus.text.language import LanguageDetector

    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def register(actions: Actions) -> None:
    """Add the actions to ``corpus``."""
    add = actions.add_parser("add", help="keep own guidelines on this machine: PDF, Word (.docx), .txt, .md, or a folder of them")
    add.add_argument("path", type=Path, metavar="FILE|FOLDER")
    add.add_argument("--title", help="what it is called in answers; otherwise its own title or its name")
    add.add_argument("--language", choices=LANGUAGES, help="language of the text; otherwise it is told from the text")
    add.add_argument("--authority", default="institution_rule", metavar="KIND", help=f"one of: {', '.join(AUTHORITIES)}")
    add.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="when it was adopted")
    add.set_defaults(handler=_add)
    show = actions.add_parser("show", help="print the provisions of a document with their ids and places")
    show.add_argument("id")
    show.add_argument("--language", choices=LANGUAGES, help="which edition; otherwise the official or only one")
    show.add_argument("--json", action="store_true")
    show.set_defaults(handler=_show)
    remove = actions.add_parser("remove", help="remove a kept own document from this machine")
    remove.add_argument("id")
    remove.set_defaults(handler=_remove)


def rows() -> list[dict[str, Any]]:
    """The kept documents as ``corpus list`` shows them."""
    kept, damaged = OwnStore(load_settings().data()).read()
    for entry in damaged:
        print(f"Left out: {entry.why} Run: assistant doctor", file=sys.stderr)
    return [
        {
            "id": own.id,
            "title": own.title,
            "languages": [own.language],
            "authority": own.authority,
            "jurisdiction": "FI",
            "layer": "own",
            "binding": False,
            "date": own.date.isoformat() if own.date else None,
            "provisions": len(own.text.parts),
            "in_force": "unknown",
            "as_of": None,
            "complete": True,
            "url": None,
            "added": own.added.isoformat(),
            "file": own.name,
            "sha256": own.sha256,
        }
        for own in kept
    ]


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no date; write it as 2026-03-11") from error


def _add(args: argparse.Namespace) -> int:
    from corpus.load import load_corpus
    from index.detector import detector_of

    chosen = authority(args.authority)
    if not args.path.exists() and not args.path.is_symlink():
        raise BadInput(f"{args.path} does not exist.", "Give a file or a folder.")
    files = files_of(args.path)
    if args.title and len(files) > 1:
        raise BadInput("--title names one document, and the folder has several.", "Add them one by one, or leave it out.")
    store, corpus = OwnStore(load_settings().data()), load_corpus()
    detector, failed = detector_of(corpus), 0
    for file in files:
        try:
            _add_one(file, args, store, detector, set(corpus.documents), chosen)
        except BadInput as error:
            failed += 1
            print(error, file=sys.stderr)
    if len(files) > failed:
        _embed()
    if not files:
        print(f"There is no file in {args.path}.", file=sys.stderr)
    return BadInput.exit_code if failed or not files else 0


def _embed() -> None:
    """Bring the vectors to what is kept now, where a person sees it, and not at the next question."""
    from assistant.guidelines.kept import Kept
    from index.encoders import open_encoder

    settings = load_settings()
    Kept(settings.data(), open_encoder(settings.encoder), progress=True).session()


def _add_one(
    file: Path, args: argparse.Namespace, store: OwnStore, detector: LanguageDetector, taken: set[str], chosen: Any
) -> OwnDocument | None:
    """Read and keep one file; what came of it is said. Raises ``BadInput`` where it cannot be used."""
    from assistant.guidelines.ingest import read_file, remarks
    from assistant.policy import say
    from corpus.parse.sniff import shown_name

    name = shown_name(file.name)
    if file.is_symlink():
        raise BadInput(say("upload.refused.link", "en", name=name))
    own = read_file(file.name, _bytes(file, name), detector, "en", title=args.title, spoken=args.language, authority=chosen, date=args.date)
    same = store.same(own)
    if same:
        print(f"{name}: the same text is kept already as {same.id} ({same.title}).")
        return None
    twin = next((other for other in store.read()[0] if other.title == own.title), None)
    kept = keep_document(store, own, taken)
    lines = [f"{name} is kept as {kept.id} ({kept.language}, {kept.authority}).", *remarks(kept, "en")]
    hidden = next((remark for remark in kept.text.noted if remark.kind == "hidden_text"), None)
    lines += [f"  left out: “{sample}”" for sample in (hidden.samples if hidden else ())]
    if twin:
        lines.append(f"Another text of that title is kept as {twin.id}; if it is an older version: assistant corpus remove {twin.id}")
    print("\n".join(lines))
    return kept


def _bytes(file: Path, name: str) -> bytes:
    """A file's bytes, no more than the largest kind may have and one. Raises ``BadInput`` for one that cannot be read."""
    from assistant.policy import say
    from corpus.parse.limits import limits

    bound = limits().bytes
    try:
        if not file.is_file():
            raise BadInput(say("upload.refused.unread", "en", name=name))
        with file.open("rb") as given:
            return given.read(max(bound.pdf, bound.docx, bound.text) + 1)
    except OSError as error:
        raise BadInput(say("upload.refused.unread", "en", name=name)) from error


def _document(document_id: str) -> Document:
    """A kept or shipped document. Raises ``BadInput`` where there is none, and the error of a kept one that is damaged."""
    from assistant.guidelines.document import own_document
    from corpus.load import load_corpus

    kept, damaged = OwnStore(load_settings().data()).read()
    for own in kept:
        if own.id == document_id:
            return own_document(own)
    for entry in damaged:
        if entry.id == document_id:
            raise BadInput(entry.why, f"Remove it and add it again: assistant corpus remove {entry.id}")
    found = load_corpus().documents.get(document_id)
    if found is None:
        raise BadInput(f"There is no document {document_id}.", "assistant corpus list names them.")
    return found


def _show(args: argparse.Namespace) -> int:
    from assistant.cite import pinpoint

    document = _document(args.id)
    language = args.language or document.meta.official_language or "en"
    shown = [_provision(p, language, pinpoint(p, language)) for p in document.provisions.values()]
    if args.json:
        meta = document.meta.model_dump(mode="json", exclude={"provisions", "misprints", "page_starts", "source"})
        print(json.dumps({**meta, "provisions": shown}, ensure_ascii=False, indent=1))
        return 0
    date = f", {document.meta.date.isoformat()}" if document.meta.date else ""
    print(f"{document.meta.titles[language]} ({document.id}, {document.meta.layer}, {document.meta.authority}{date})")
    for entry in shown:
        print("\n" + f"{entry['id']}  {entry['pinpoint']}")
        print("\n".join(f"  {line}" for line in entry["lines"]))
    return 0


def _provision(provision: Provision, language: str, place: str) -> dict[str, Any]:
    edition = provision.edition(language)
    return {
        "id": provision.id,
        "pinpoint": place,
        "headings": list(edition.headings),
        "number": provision.meta.number,
        "stem": provision.meta.stem,
        "page": provision.meta.page,
        "language": edition.language,
        "text_kind": edition.text_kind,
        "text": edition.text,
        "lines": [line.text for line in edition.lines],
    }


def _remove(args: argparse.Namespace) -> int:
    title = OwnStore(load_settings().data()).remove(args.id)
    if title is None:
        raise _no_such(args.id)
    _embed()  # its vectors go too, not only at the next question
    print(f"Removed: {args.id} ({title}).")
    return 0


def _no_such(document_id: str) -> AssistantError:
    from corpus.load import load_corpus

    if document_id in load_corpus().documents:
        return BadInput(f"{document_id} ships with the program and cannot be removed.", "Only own documents (own-…) can.")
    return BadInput(f"There is no own document {document_id}.", "assistant corpus list names them.")
