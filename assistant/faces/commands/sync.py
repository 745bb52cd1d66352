"""``assistant corpus sync``: the official texts, fetched from their publishers to this machine."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from corpus.base.settings import LANGUAGES, Settings, load_settings

if TYPE_CHECKING:
    from corpus.sync.run import Outcome

    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def register(actions: Actions) -> None:
    """Add ``sync`` to the actions of ``corpus``."""
    sync = actions.add_parser("sync", help="fetch official texts from their publishers")
    sync.add_argument("--document", metavar="ID", help="only this document")
    sync.add_argument("--language", choices=LANGUAGES, help="only this language")
    sync.add_argument("--dry-run", action="store_true", help="say what would be fetched; ask for nothing but robots.txt")
    sync.add_argument("--from", dest="source", metavar="FILE", help="take one text from a file or an address of its publisher")
    sync.add_argument("--build", action="store_true", help="build the index afterwards, where the corpus has changed")
    sync.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Fetch, one line a text; 1 where one could not be fetched."""
    from corpus.load import load_corpus
    from corpus.sync.policy import policy
    from corpus.sync.run import sync

    settings = load_settings()
    try:
        outcomes = sync(
            load_corpus().documents,
            settings.official(),
            policy(),
            settings.sync,
            document=args.document,
            language=args.language,
            dry_run=args.dry_run,
            source=args.source,
            tell=_tell,
        )
    except KeyboardInterrupt:
        print("Interrupted. What was fetched is kept; the same command goes on from there.", file=sys.stderr)
        return 130
    failed = sum(not outcome.good for outcome in outcomes)
    changed = sum(outcome.changed for outcome in outcomes)
    if not args.dry_run:
        print(f"{len(outcomes)} texts: {changed} new or changed, {failed} not fetched.")
        _index(settings, args.build)
    return 1 if failed else 0


def _tell(outcome: Outcome) -> None:
    from tqdm import tqdm

    tqdm.write(str(outcome), file=sys.stdout)


def _index(settings: Settings, build_now: bool) -> None:
    """The index answers from the corpus that it was built of: say so, or build it."""
    from corpus.load import load_corpus
    from index.build import build, needed
    from index.encoders import open_encoder

    corpus, encoder = load_corpus(official=settings.official()), open_encoder(settings.encoder)
    if needed(corpus, encoder.id, settings.data()) is None:
        return
    if not build_now:
        print("The index does not know the texts yet. Run: assistant index build")
        return
    build(corpus, encoder, settings.data(), url=settings.chroma_url)
    print("The index knows the texts now.")
