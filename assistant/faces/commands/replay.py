"""``assistant replay RECORD``: what a saved answer would be today."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.base.settings import LANGUAGES, load_settings

if TYPE_CHECKING:
    from assistant.replay import Replayed
    from assistant.saved import Unread

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def register(commands: Commands) -> None:
    """Add ``replay``."""
    parser = commands.add_parser("replay", help="ask a saved record again and show what differs today")
    parser.add_argument("record", metavar="RECORD", help="an answer, a checklist or a batch result; - for the standard input")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the report; otherwise that of each reply")
    parser.add_argument("--json", action="store_true", help="as data, for scripts")


def run(args: argparse.Namespace) -> int:
    """Replay; 0 where every answer is the same, 1 where one differs, 2 where a record could not be read."""
    from assistant.export.replay import counts, replay_data, replay_text
    from assistant.replay import replay
    from assistant.saved import Unread, read_saved
    from assistant.service import Assistant

    records = read_saved(Path(args.record))
    unread = [record for record in records if isinstance(record, Unread)]
    found: list[Replayed | Unread] = [*unread]
    versions: tuple[str | None, str | None] = (None, None)
    # Opening takes seconds: not for a file in which nothing can be asked again.
    if len(unread) < len(records):
        assistant = Assistant.open(load_settings())
        found = replay(assistant, records)
        versions = (assistant.corpus.version, assistant.index.manifest.version)
    if args.json:
        print(json.dumps(replay_data(found, *versions), ensure_ascii=False, indent=1))
    else:
        print(replay_text(found, args.language))
    told = counts(found)
    return 2 if told["unread"] else 1 if told["different"] else 0
