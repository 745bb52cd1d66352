"""Reading YAML: the C loader (the corpus is megabytes of it), duplicate keys refused, faults named with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from corpus.base.errors import MendData

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Safe loader that refuses a key given twice: PyYAML would keep the last one and lose the first in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def parse_yaml(text: str, name: str) -> Any:
    """The content of a YAML text; ``name`` is what errors call it."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" line {mark.line + 1}" if mark else ""
        raise MendData(f"{name}{place}: not valid YAML ({getattr(error, 'problem', None) or 'syntax'}).", "Mend that line.") from error


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises ``MendData`` for a file that is missing, not UTF-8 or not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MendData(f"{path.name}: the file is missing ({path.parent.name}).") from error
    except UnicodeDecodeError as error:
        raise MendData(f"{path.parent.name}/{path.name}: not UTF-8 text.", "Save it as UTF-8.") from error
    return parse_yaml(text, f"{path.parent.name}/{path.name}")
