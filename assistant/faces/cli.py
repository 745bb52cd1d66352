"""The command line: ``assistant ask | checklist | batch | replay | serve | index | corpus | doctor | schema``.

Heavy rooms are imported by the command that needs them, so that help and errors come at once. An error that a person can mend
is one line on stderr with its remedy, and a status of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from assistant.faces.commands import corpus as corpus_commands
from assistant.faces.commands import replay as replay_command
from corpus.base.errors import AssistantError, BadInput
from corpus.base.settings import LANGUAGES, WebSettings, load_settings

# Before any library is imported: no telemetry, no hub, no tunnel (docs/privacy.md).
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SHARE": "False",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_SSR_MODE": "False",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "DO_NOT_TRACK": "1",
}


def be_quiet() -> None:
    """Set what keeps the libraries from calling out; what the person has set stays, but for a key that no default path needs."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    for name in ("OPENAI_API_KEY", "OPENAI_API_BASE", "IS_TESTING"):
        os.environ.pop(name, None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assistant", description="Cited answers and risk checklists on responsible internationalisation (sv, fi, en)."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question")
    checklist = commands.add_parser("checklist", help="suggest a risk checklist for a described situation")
    checklist.add_argument("situation")
    for sub in (ask, checklist):
        sub.add_argument("--language", choices=LANGUAGES, help="language of the reply; otherwise that of the text")
        sub.add_argument("--json", action="store_true", help="the public record, for scripts")
    batch = commands.add_parser("batch", help="answer many cases from a JSON Lines file")
    batch.add_argument("--in", dest="source", required=True, metavar="FILE")
    batch.add_argument("--out", dest="target", required=True, metavar="FILE")
    replay_command.register(commands)
    serve = commands.add_parser("serve", help="open the page on this machine")
    serve.add_argument("--port", type=int, help="port; otherwise the configuration's (7860)")
    serve.add_argument("--host", help="address to bind; otherwise 127.0.0.1")
    serve.add_argument("--no-browser", action="store_true", help="only print the address")
    index = commands.add_parser("index", help="build, look at or verify the index")
    index.add_argument("action", choices=("build", "status", "verify"))
    index.add_argument("--if-needed", action="store_true", help="build only where the index in use does not fit")
    corpus_commands.register(commands)
    doctor = commands.add_parser("doctor", help="tell what is wrong and how to mend it")
    doctor.add_argument("--json", action="store_true")
    commands.add_parser("schema", help="print the JSON Schema of the public record")
    return parser


def _typed(text: str) -> str:
    """What was typed; bytes that are no UTF-8 are shown as such and can be written again."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _ask(args: argparse.Namespace) -> int:
    from assistant.export.text import answer_text
    from assistant.service import Assistant

    answer = Assistant.open(load_settings()).ask(_typed(args.question), language=args.language)
    print(answer.model_dump_json(indent=1) if args.json else answer_text(answer, brief=True))
    return 0


def _checklist(args: argparse.Namespace) -> int:
    from assistant.export.text import checklist_text
    from assistant.service import Assistant

    made = Assistant.open(load_settings()).checklist(_typed(args.situation), language=args.language)
    print(made.model_dump_json(indent=1) if args.json else checklist_text(made))
    return 0


def _batch(args: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.faces.batch import run_batch
    from assistant.service import Assistant

    return run_batch(Assistant.open(load_settings()), Path(args.source), Path(args.target))


def _serve(args: argparse.Namespace) -> NoReturn:
    from pydantic import ValidationError

    from assistant.faces.web.server import serve

    settings = load_settings()
    given = {k: v for k, v in (("port", args.port), ("host", args.host)) if v is not None}
    try:
        web = WebSettings.model_validate({**settings.web.model_dump(), **given})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"--{first['loc'][0]}: {first['msg']}.", "Give a port from 0 to 65535 and the address of this machine.") from error
    status = serve(settings.model_copy(update={"web": web}), open_browser=not args.no_browser)
    # The index may still be loading on a thread that cannot be told to stop. It only reads, so nothing is lost by leaving now,
    # and a person who stops the page at once need not wait seconds for it.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _index(args: argparse.Namespace) -> int:
    from corpus.load import load_corpus
    from index.build import build, needed
    from index.encoders import open_encoder
    from index.manifest import Indexes, read_manifest
    from index.verify import verify_folder

    settings = load_settings()
    data, encoder = settings.data(), open_encoder(settings.encoder)
    if args.action == "build":
        corpus = load_corpus(official=settings.official())
        for remark in corpus.remarks:
            print(remark, file=sys.stderr)
        why = needed(corpus, encoder.id, data)
        if args.if_needed and why is None:
            return 0
        print(why or "Building the index again.", file=sys.stderr)
        folder = build(corpus, encoder, data, url=settings.chroma_url)
        print(f"Index {read_manifest(folder).version} is in use.", file=sys.stderr)
        return 0
    folder = Indexes(data).require()
    manifest = read_manifest(folder)
    if args.action == "status":
        why = needed(load_corpus(official=settings.official()), encoder.id, data)
        print(f"index {manifest.version}, corpus {manifest.corpus_version}, encoder {manifest.encoder}, built {manifest.built}")
        print("\n".join(f"  {name}: {count}" for name, count in manifest.counts.items()))
        print(f"{why} Run: assistant index build" if why else "It fits the program.")
        return 4 if why else 0
    faults = verify_folder(folder, encoder, settings.chroma_url)
    print("\n".join([*faults, "Run: assistant index build"]) if faults else "The index is sound.")
    return 4 if faults else 0


def _doctor(args: argparse.Namespace) -> int:
    from assistant.doctor import examine

    findings = examine()
    if args.json:
        print(json.dumps([f.__dict__ for f in findings], ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{f.severity:7} {f.name}: {f.message}" + (f" {f.remedy}" if f.remedy else "") for f in findings))
    return 1 if any(f.severity == "error" for f in findings) else 0


def _schema(_: argparse.Namespace) -> int:
    from assistant.record import schemas

    print(json.dumps(schemas(), indent=1))
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    be_quiet()
    args = _parser().parse_args(argv)
    handlers = {
        "ask": _ask,
        "checklist": _checklist,
        "batch": _batch,
        "replay": replay_command.run,
        "serve": _serve,
        "index": _index,
        "corpus": corpus_commands.run,
        "doctor": _doctor,
        "schema": _schema,
    }
    try:
        return handlers[args.command](args)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
