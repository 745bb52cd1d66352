"""``assistant corpus …``: what the corpus holds, and whether it is sound.

An action is a function with its arguments beside it, so that a new one is added in one place.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from assistant.faces.commands import changes, own, sync
from corpus.base.settings import load_settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def register(commands: Commands) -> None:
    """Add ``corpus`` with its actions."""
    parser = commands.add_parser("corpus", help="list, show and check the corpus; add and remove own documents")
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    listing = actions.add_parser("list", help="name every document")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(handler=_list)
    check = actions.add_parser("check", help="what must hold of the corpus")
    check.add_argument("--report", action="store_true", help="also what deserves a look, and what waits to be done")
    check.set_defaults(handler=_check)
    changes.register(actions)
    sync.register(actions)
    own.register(actions)


def run(args: argparse.Namespace) -> int:
    """Carry out the action; returns the exit status."""
    return int(args.handler(args))


def _list(args: argparse.Namespace) -> int:
    from corpus.load import load_corpus

    rows = [
        {
            "id": d.id,
            "title": d.meta.titles["en"],
            "languages": sorted(next(iter(d.provisions.values())).editions),
            "authority": d.meta.authority,
            "jurisdiction": d.meta.jurisdiction,
            "layer": d.meta.layer,
            "binding": d.meta.binding,
            "date": d.meta.date.isoformat() if d.meta.date else None,
            "provisions": len(d.provisions),
            "in_force": d.meta.in_force,
            "as_of": d.meta.as_of.isoformat() if d.meta.as_of else None,
            "complete": d.meta.complete,
            "url": d.meta.url,
        }
        for d in load_corpus(official=load_settings().official()).documents.values()
    ]
    rows += own.rows()
    print(
        json.dumps(rows, ensure_ascii=False, indent=1)
        if args.json
        else "\n".join(
            f"{r['id']}: {r['title']}{' (' + str(r['date']) + ')' if r['date'] else ''}, {r['provisions']} provisions"
            + (", own" if r["layer"] == "own" else "")
            for r in rows
        )
    )
    return 0


def _check(args: argparse.Namespace) -> int:
    import datetime as dt
    import textwrap

    from assistant.policy import check_policy
    from corpus.check import check
    from corpus.checks.upkeep import upkeep
    from corpus.load import load_corpus
    from corpus.sync.check import check_official

    findings = check()
    if not any(f.where == "corpus" for f in findings):
        findings += check_official(load_corpus().documents, load_settings().official())
    faults = [str(f) for f in findings if f.fault] + check_policy()
    looks = [str(f) for f in findings if not f.fault]
    print("\n".join(faults), end="\n" if faults else "")
    if args.report:
        print("\n".join(["To look at:", *looks]))
        if not faults:
            kinds = upkeep(load_corpus(official=load_settings().official()), dt.date.today())
            told = [textwrap.fill(str(kind), 140, subsequent_indent="  ", break_on_hyphens=False) for kind in kinds]
            print("\n".join(["Waiting:", *told]))
    print(f"{len(faults)} faults, {len(looks)} to look at{'' if args.report else ' (--report)'}.")
    return 3 if faults else 0
