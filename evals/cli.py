"""The `evals` command: `run`, `check`, `gate`, `fit`, `card`. Thin: it reads arguments and prints."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

from corpus.base.errors import AssistantError
from corpus.base.settings import load_settings
from corpus.load import load_corpus
from evals.check import check_questions
from evals.copies import Likeness, evaluation_texts, expected_texts, near_copies
from evals.floors import GATE, TARGETS, fallen, judge, read_floors
from evals.peers.catalogue import CHOICES
from evals.questions import SPLITS, load_split

# What can be fitted (a module `fit_…` each), and which figures of assistant/policy those are.
FITS = {
    "decision": "decide.yaml, when a question is answered",
    "later": "decide.yaml, the same after an answer",
    "ranking": "weights.yaml, which of the first candidates was asked for",
    "lines": "weights.yaml, which sentence answers",
    "following": "weights.yaml, of which source a question asks that comes after an answer",
    "going-on": "weights.yaml, which candidate such a question means",
    "worth": "worth.yaml, which sentences beside the first are worth saying",
    "shown": "worth.yaml, which of them stand in the answer itself, not folded",
    "leads": "worth.yaml, which sentence of a reviewed answer goes first",
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="evals", description="How good the assistant is: dated figures on its own question sets.")
    commands = top.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="evaluate a split and write a dated folder")
    run.add_argument("--split", choices=SPLITS, required=True)
    run.add_argument("--out", type=Path, help="folder to write instead of evals/results/<date>-<split>")
    run.add_argument("--why", help="why the test split is looked at; required for it, and logged")
    run.add_argument("--answers", type=Path, help="also write the replies to this file (JSON Lines), for reading errors")
    run.add_argument("--peers", choices=CHOICES, default="light", help="what is asked beside us; all needs the extra `peers`")
    for part in ("ablation", "latency", "copies"):
        run.add_argument(f"--no-{part}", action="store_true", help=f"leave out the {part}")
    check = commands.add_parser("check", help="check the question sets; list near copies of expected questions")
    check.add_argument("--no-embeddings", action="store_true", help="likeness in wording only (seconds instead of minutes)")
    gate = commands.add_parser("gate", help="evaluate dev and compare with evals/gate.yaml; exit 1 if a floor fell")
    fewer = "ask every Nth question only, twice as many conversations, all else whole: for CI"
    gate.add_argument("--every", type=int, default=1, metavar="N", help=fewer)
    fit = commands.add_parser("fit", help="fit figures of assistant/policy and print them (on dev and the calibration set)")
    fit.add_argument("what", nargs="?", choices=FITS, default="decision", help="; ".join(f"{name}: {told}" for name, told in FITS.items()))
    card = commands.add_parser("card", help="write the quality card from the last run on the test split")
    card.add_argument("--check", action="store_true", help="write nothing; exit 1 where the card is not what that run says")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    arguments = parser().parse_args(argv)
    try:
        if arguments.command == "check":
            return _check(not arguments.no_embeddings)
        if arguments.command == "gate":
            return _gate(max(1, arguments.every))
        if arguments.command == "fit":
            return _fit(arguments.what)
        if arguments.command == "card":
            return _card(arguments.check)
        if arguments.split == "test" and not (arguments.why or "").strip():
            parser().error("a look at the test split needs --why; it is logged in evals/results/test-looks.md")
        return _run(arguments)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _check(embeddings: bool) -> int:
    from index.encoders import open_encoder

    corpus = load_corpus()
    faults = check_questions(corpus)
    print(*faults, sep="\n", end="\n" if faults else "")
    settings = load_settings()
    likeness = Likeness(open_encoder(settings.encoder), settings.data()) if embeddings else None
    expected = list(expected_texts(corpus))
    for split in SPLITS:
        copies = near_copies(evaluation_texts(load_split(split)), expected, likeness)
        print(f"{split}: {len(copies)} near copies of expected questions")
        for copy in copies:
            meaning = "" if copy.meaning is None else f", meaning {copy.meaning:.2f}"
            # The test split's wording stays unread here: only where the likeness is.
            words = f"\n    {copy.asked}\n    {copy.expected}" if split == "dev" else ""
            print(f"  {copy.id} ({copy.language}) ~ {copy.where}: wording {copy.wording:.2f}{meaning}{words}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _gate(every: int) -> int:
    from evals.run import Parts, evaluate
    from evals.system import open_subject

    floors = read_floors(GATE)
    faults = check_questions(load_corpus())
    if faults:
        print(*faults, sep="\n")
        return 1
    dev = load_split("dev")
    talks = dev.conversations[:: max(1, every // 2)]
    asked = replace(dev, answerable=dev.answerable[::every], unanswerable=dev.unanswerable[::every], conversations=talks)
    with open_subject() as subject:
        run, _ = evaluate(subject, asked, Parts("none", False, False, False, False))
    verdicts = judge(run.figures, floors)
    for verdict in verdicts:
        value = "not counted" if verdict.value is None else f"{verdict.value:.3f}"
        print(f"{'ok  ' if verdict.held else 'FELL'}  {verdict.floor.figure}: {value} ({verdict.floor.bound()})")
    fell = fallen(verdicts)
    print(f"{len(fell)} of {len(floors)} floors fell")
    return 1 if fell else 0


def fit_of(what: str) -> ModuleType:
    """The module that fits what is named in ``FITS``."""
    return import_module("evals.fit" if what == "decision" else f"evals.fit_{what.replace('-', '_')}")


def _fit(what: str) -> int:
    from assistant.service import Assistant

    assistant = Assistant.open(load_settings(), own=False)
    try:
        print(fit_of(what).report(assistant))
    finally:
        assistant.close()
    return 0


def _card(check: bool) -> int:
    from evals.card import last_run, stale, write_card

    if not check:
        write_card()
        print(f"The quality card now says what {last_run().name} says.")
        return 0
    wrong = stale()
    print(*(f"{path.name} is not what {last_run().name} says. Run: evals card" for path in wrong), sep="\n")
    return 1 if wrong else 0


def _run(arguments: argparse.Namespace) -> int:
    from evals.card import write_card
    from evals.run import Parts, evaluate, folder_for, log_look, write, write_answers
    from evals.system import open_subject

    questions = load_split(arguments.split)
    parts = Parts(arguments.peers, not arguments.no_ablation, not arguments.no_latency, not arguments.no_copies)
    with open_subject() as subject:
        if arguments.split == "test":
            log_look(subject.system.corpus.version, arguments.why)
        run, replies = evaluate(subject, questions, parts, arguments.why)
    folder = folder_for(arguments.split, arguments.out)
    write(run, folder)
    if arguments.split == "test" and arguments.out is None:
        write_card(folder)
    if arguments.answers:
        write_answers(replies, arguments.answers)
    missed = fallen(judge(run.figures, read_floors(TARGETS)))
    print(f"Written: {folder}")
    print("All targets met." if not missed else "Targets not met:\n  " + "\n  ".join(missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
