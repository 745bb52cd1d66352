"""The tree of a text while it is read: headings, numbered nodes, paragraphs, notes, remarks; at the end the parts of it.

Whatever a reader leaves in it comes out sound: a reference to a note that there is not is text again, a heading without text is told, and
characters that nobody sees are dropped and counted. Ids and labels are made in ``corpus.parse.parts``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from corpus.parse.node import Node, NodeKind
from corpus.parse.numbering import Style
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.parts import give_ids, part_of
from corpus.text.normal import NOTE_MARK, clean

Path: TypeAlias = tuple[tuple[int, str], ...]


class Outline:
    """The tree being built. ``path`` is the headings in force, each with its level."""

    def __init__(self) -> None:
        self.root = Node("text")
        self.notes: dict[str, list[str]] = {}
        self.remarks: list[str] = []
        self.path: Path = ()
        self._used: set[Path] = set()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that the next text stands under; whoever asks puts text there."""
        self._used.update(self.path[:end] for end in range(1, len(self.path) + 1))
        return tuple(text for _, text in self.path)

    def heading(self, level: int, text: str) -> None:
        """A heading closes those of its level and below. One that is closed before any text stood under it is told, for no part has it."""
        self._tell_unused(keep=level)
        self.path = (*((n, t) for n, t in self.path if n < level), (level, text))

    def extend_heading(self, text: str) -> None:
        """The last heading goes on: a number and a name printed one under the other."""
        level, first = self.path[-1]
        self.path = (*self.path[:-1], (level, f"{first} {text}"))

    def clear(self) -> None:
        """No heading is in force any more."""
        self._tell_unused(keep=0)
        self.path = ()

    def _tell_unused(self, keep: int) -> None:
        for end, (level, text) in enumerate(self.path, 1):
            if level >= keep and self.path[:end] not in self._used:
                self.remark(f"A heading has no text under it: “{text[:120]}”.")

    def open(self, kind: NodeKind, number: str | None = None, printed: str = "", style: Style | None = None) -> Node:
        """A new node at the top, under the headings in force."""
        return self.root.child(Node(kind, number, printed, style, headings=self.headings))

    def remark(self, text: str) -> None:
        """What was dropped or is doubtful, said once."""
        if text not in self.remarks:
            self.remarks.append(text)

    def _settle_marks(self) -> None:
        """A reference to a note that the file has not is text again, as it was printed."""

        def settled(mark: re.Match[str]) -> str:
            if any(clean(text) for text in self.notes.get(mark[1], ())):
                return mark[0]
            self.remark(f"The file has no note {mark[1]}, which is referred to.")
            return f" ({mark[1]})"

        for node in self.root.walk():
            node.paragraphs = [NOTE_MARK.sub(settled, text) for text in node.paragraphs if clean(text)]
            # What a part is called and stands under is no place for a reference.
            node.headings = tuple(clean(NOTE_MARK.sub("", text)) for text in node.headings)
            node.printed = clean(NOTE_MARK.sub("", node.printed))

    def _tell_unseen(self) -> None:
        """Letters of no width and marks of direction are dropped by ``clean``; a text that has them is one to look at."""
        count = sum(unicodedata.category(c) == "Cf" and c != "\xad" for node in self.root.walk() for text in node.paragraphs for c in text)
        if count:
            self.remark(f"Left out: {count} characters that cannot be seen (of no width, or marks of direction).")

    def finish(self, format: str, language: str | None, title: str = "", labels: str | None = None) -> ParsedText:
        """The parts, in reading order, notes last in the order of their numbers. ``labels`` is the language of the labels.

        Raises ``NotReadable`` where there is no text at all.
        """
        self.clear()
        for number, paragraphs in sorted(self.notes.items(), key=lambda item: int(item[0]) if item[0].isdigit() else 10**6):
            self.root.child(Node("note", number, number, paragraphs=paragraphs))
        self._tell_unseen()
        self._settle_marks()
        for remark in give_ids(self.root):
            self.remark(remark)
        parts = tuple(part for node in self.root.walk() if (part := part_of(node, language or labels)))
        if not parts:
            raise NotReadable("The file has no text.")
        return ParsedText(format, parts, title=clean(NOTE_MARK.sub("", title)), language=language, remarks=tuple(self.remarks))
