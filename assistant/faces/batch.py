"""Many cases from a JSON Lines file, one result a line, in the same order (docs/record.md).

A line that is no valid case gets an error that says what is wrong, and the run goes on. The result is written beside its place
and put there whole, so that a crash leaves no half file under the name that a script reads.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tqdm import tqdm

from assistant.personal import kept
from assistant.service import Assistant, Conversation
from corpus.base.errors import AssistantError, BadInput

# Half of a pair of surrogates, which UTF-8 cannot hold, and what is a line's end to some readers though not to JSON.
_UNSAFE = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str
    text: str


class Case(BaseModel):
    """One line of the input."""

    model_config = ConfigDict(extra="ignore")
    id: str | int
    kind: Literal["ask", "checklist"] = "ask"
    turns: list[str] = Field(min_length=1)
    language: Literal["sv", "fi", "en"] | None = None
    documents: list[_Document] = Field(default_factory=list)


def run_case(assistant: Assistant, case: Case) -> dict[str, Any]:
    """The result of a case."""
    if case.kind == "checklist":
        made = kept(assistant.checklist(case.turns[0], language=case.language))
        return {"id": case.id, "checklist": made.model_dump(mode="json")}
    conversation = Conversation()
    session = assistant.session([(d.name, d.text) for d in case.documents])
    answers = [assistant.ask(turn, language=case.language, conversation=conversation, session=session) for turn in case.turns]
    return {"id": case.id, "answers": [kept(answer).model_dump(mode="json") for answer in answers]}


def _result(assistant: Assistant, number: int, line: str) -> dict[str, Any]:
    name: Any = number
    try:
        data = json.loads(line)
        if isinstance(data, dict) and isinstance(data.get("id"), str | int):
            name = data["id"]
        return run_case(assistant, Case.model_validate(data))
    except json.JSONDecodeError as error:
        return {"id": name, "error": f"line {number}: not JSON ({error.msg})"}
    except RecursionError:
        return {"id": name, "error": f"line {number}: nested too deeply"}
    except ValidationError as error:
        first = error.errors()[0]
        return {"id": name, "error": f"line {number}: {'.'.join(map(str, first['loc'])) or 'case'}: {first['msg']}"}
    except AssistantError as error:
        return {"id": name, "error": str(error)}
    except ValueError:
        return {"id": name, "error": f"line {number}: cannot be read"}


def _written(result: dict[str, Any]) -> str:
    """A result as one line, whatever reads it: half characters are written as their numbers, and so are the marks that some take for a
    line's end.
    """
    text = json.dumps(result, ensure_ascii=False)
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def run_batch(assistant: Assistant, source: Path, target: Path) -> int:
    """Answer every case of ``source`` into ``target``; 1 where a line was no valid case, else 0. Raises ``BadInput`` for files it
    cannot use.
    """
    try:
        lines = source.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{source} cannot be read ({error.__class__.__name__}).", "Give a UTF-8 JSON Lines file.") from error
    target = target.resolve()  # what a link leads to is written, and the link stays
    if target.exists() and not target.is_file():
        raise BadInput(f"{target} is no file.", "Give a file in a folder that you may write to; /dev/stdout and the like are none.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    failed = 0
    try:
        with part.open("w", encoding="utf-8") as out:
            for number, line in enumerate(tqdm(lines, unit="case", disable=None, file=sys.stderr), 1):
                if not line.strip():
                    continue
                result = _result(assistant, number, line)
                failed += "error" in result
                out.write(_written(result) + "\n")
        os.replace(part, target)
    except OSError as error:
        raise BadInput(f"{target} cannot be written ({error.strerror}).", "Give a file in a folder that you may write to.") from error
    finally:
        part.unlink(missing_ok=True)
    return 1 if failed else 0
