"""A piece of a text that may be cited, with what stands under it: what readers build and parts are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from corpus.parse.numbering import Marker, Style

NodeKind = Literal["title", "preamble", "recital", "article", "section", "subsection", "item", "text", "sub", "annex", "final", "note"]


@dataclass(eq=False)
class Node:
    """A piece of the text that may be cited: its own paragraphs, then what stands under it.

    ``name`` is the id where the reader knows it; ``group`` the number of the chapter that a section stands in, plain and as printed.
    """

    kind: NodeKind
    number: str | None = None
    printed: str = ""
    style: Style | None = None
    headings: tuple[str, ...] = ()
    paragraphs: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)
    id: str = ""
    name: str = ""
    group: tuple[str, str] | None = None
    blocks: int = 0

    def add(self, text: str) -> Node:
        """Own text. After children a new node for it is made, so that reading order stays. The node that took it is returned."""
        if not self.children:
            self.paragraphs.append(text)
            self.blocks += 1
            return self
        last = self.children[-1]
        if last.kind != "sub" or last.children:
            self.blocks += 1
            last = self.child(Node("sub", str(self.blocks), headings=self.headings))
        last.paragraphs.append(text)
        return last

    def child(self, node: Node) -> Node:
        """``node`` as the last one under this; returned."""
        node.parent = self
        self.children.append(node)
        return node

    @property
    def mark(self) -> Marker | None:
        """The marker that an item was opened with."""
        return Marker(self.printed, self.number or "", self.style) if self.kind == "item" and self.style else None

    def item(self, mark: Marker) -> Node:
        """A new numbered item under this."""
        return self.child(Node("item", mark.number, mark.printed, mark.style, headings=self.headings))

    def walk(self) -> Iterator[Node]:
        """This node and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Dashed(Node):
    """Stands in for the node whose text a line with a dash before it is: a list without numbers stays lines of that text."""

    def __init__(self, holder: Node, dash: str) -> None:
        super().__init__("text", children=holder.children)
        self.holder, self.dash = holder, dash

    def add(self, text: str) -> Node:
        """The dash and the text as one paragraph of the holder; what follows without a dash."""
        self.holder = self.holder.add(f"{self.dash} {text}" if self.dash else text)
        self.dash, self.children = "", self.holder.children
        return self.holder

    def child(self, node: Node) -> Node:
        """Items under a dashed line are items of its holder."""
        return self.holder.child(node)
