"""The parts that a tree is cut into: one place where ids, labels, stems and sentences are made, whatever the format.

Only when the whole tree is known are ids given, since numbering may begin again: of several runs of numbers outside articles the longest
is the points of the text (``p-14``), a shorter one is the list of the unnumbered text before it (``enc-1-2``). What carries a number
that was taken already gets ``.2`` after it.
"""

from __future__ import annotations

from corpus.parse.naming import article_label, note_label, point_label, recital_label, section_label, spoken_number
from corpus.parse.node import Node, NodeKind
from corpus.parse.numbering import int_of
from corpus.parse.parsed import ParsedPart, PartKind
from corpus.text.normal import clean
from corpus.text.sentences import sentences

_PART: dict[NodeKind, PartKind] = {
    "title": "title", "preamble": "paragraph", "recital": "recital", "article": "article", "section": "section",
    "subsection": "paragraph", "item": "point",
    "text": "paragraph", "sub": "paragraph", "annex": "annex", "final": "paragraph", "note": "note",
}  # fmt: skip
_MAX_TOLD = 12


def give_ids(root: Node) -> list[str]:
    """Gives every node of a tree its local id; what is doubtful about the numbers is returned, for the remarks."""
    ids = _Ids(root)
    ids.give()
    more = len(ids.remarks) - _MAX_TOLD
    return [*ids.remarks[:_MAX_TOLD], *([f"{more} more numbers stand more than once."] if more > 0 else [])]


class _Ids:
    """Local ids of a whole tree, each once."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.remarks: list[str] = []
        self.taken: set[str] = set()
        self.counts: dict[str, int] = {}

    def give(self) -> None:
        self._listed()
        sections = [n for n in self.root.children if n.kind == "section"]
        # Sections that are numbered through the whole act are cited without their chapter.
        if len({n.number for n in sections}) == len(sections) or len({(n.number, n.group) for n in sections}) < len(sections):
            for node in sections:
                node.group = None
        for node in self.root.children:
            self._give(node, "")

    def _listed(self) -> None:
        """Shorter runs of top numbers go under the unnumbered text before them."""
        root = self.root
        runs: list[list[Node]] = []
        for node in root.children:
            if node.kind == "item" and node.style == "number":
                before = runs[-1][-1].number if runs else None
                if not runs or int_of(node.number or "") <= int_of(before or ""):
                    runs.append([])
                runs[-1].append(node)
        main = {id(node) for node in max(reversed(runs), key=len, default=[])}
        lead: Node | None = None
        kept: list[Node] = []
        for node in root.children:
            listed = node.kind == "item" and id(node) not in main
            if listed and lead is not None:
                lead.child(node)
                continue
            if node.kind != "item" or not listed:
                lead = node if node.kind == "text" else None
            kept.append(node)
        root.children = kept

    def _give(self, node: Node, prefix: str) -> None:
        node.id = self._free(self._wanted(node, prefix), node)
        for child in node.children:
            self._give(child, node.id)

    def _wanted(self, node: Node, prefix: str) -> str:
        if node.name:
            return node.name
        match node.kind:
            case "title":
                return "title"
            case "preamble" | "final" | "text" if not prefix:
                name = {"preamble": "pbl", "final": "fnp", "text": "enc"}[node.kind]
                self.counts[name] = self.counts.get(name, 0) + 1
                return f"{name}-{self.counts[name]}"
            case "recital" | "article" | "section" | "annex" | "note":
                short = {"recital": "rec", "article": "art", "section": "sec", "annex": "annex", "note": "fn"}[node.kind]
                above = prefix or (f"ch-{node.group[0]}" if node.group else "")
                return f"{above}-{short}-{node.number}" if above else f"{short}-{node.number}"
            case "sub":
                return f"{prefix}-sub-{node.number}"
        return f"{prefix or 'p'}-{_own_number(node)}"

    def _free(self, wanted: str, node: Node) -> str:
        number, name = 2, wanted
        while name in self.taken:
            name, number = f"{wanted}.{number}", number + 1
        if name != wanted:
            self.remarks.append(f"The number {node.printed or node.number or wanted} stands more than once; one is called {name}.")
        self.taken.add(name)
        return name


def _own_number(node: Node) -> str:
    """The number below its parent's: "2.1" under "2." is 1."""
    above = f"{node.parent.number}-" if node.parent is not None and node.parent.kind == "item" else ""
    number = node.number or ""
    return number.removeprefix(above) if above and number != above else number


def part_of(node: Node, language: str | None) -> ParsedPart | None:
    """The part that a node is; None for one without text of its own. Its stem is the nearest node above that has text."""
    texts = [clean(paragraph) for paragraph in node.paragraphs]
    # A title is one line, whatever full stops it has.
    lines = tuple(text for text in texts if text) if node.kind == "title" else tuple(s for text in texts for s in sentences(text))
    if not lines:
        return None
    stem = node.parent
    while stem is not None and not stem.paragraphs:
        stem = stem.parent
    kind: PartKind = "paragraph" if _is_paragraph(node) else _PART[node.kind]
    return ParsedPart(
        id=node.id, kind=kind, label=_label(node, language), lines=lines, number=_number(node), headings=node.headings,
        stem=stem.id if stem is not None and node.kind in ("item", "sub") else None,
    )  # fmt: skip


def _is_paragraph(node: Node) -> bool:
    return node.kind == "item" and node.style == "number" and node.parent is not None and node.parent.kind == "article"


def _chain(node: Node) -> list[Node]:
    """The numbered nodes from the top down to this one."""
    chain: list[Node] = []
    at: Node | None = node
    while at is not None:
        # "2.1." under "2." says its parent's number itself.
        told = chain and at.kind == "item" and (chain[0].number or "").startswith(f"{at.number}-")
        if at.number is not None and at.kind != "sub" and not told:
            chain.insert(0, at)
        at = at.parent
    return chain


def _label(node: Node, language: str | None) -> str:
    chain = _chain(node)
    if not chain:
        return node.headings[-1] if node.name and node.headings else ""
    top, rest = chain[0], [n.printed for n in chain[1:]]
    match top.kind:
        case "recital":
            return recital_label(top.printed, rest, language)
        case "article":
            return article_label(top.printed, rest, language)
        case "section":
            chapter = [top.group[1]] if top.group else []
            return " ".join([*chapter, top.printed, *(section_label(n.kind, n.printed, language) for n in chain[1:])])
        case "annex":
            return ", ".join([top.printed, point_label(rest)] if rest else [top.printed])
        case "note":
            return note_label(top.printed, language)
    return point_label([top.printed, *rest])


def _number(node: Node) -> str | None:
    """What a person would call it by. An item of an annex or of a list under unnumbered text has none: "point 1" is the act's own."""
    chain = _chain(node)
    if node.kind == "sub" or not chain:
        return None
    top = chain[0]
    listed = top.kind == "item" and top.parent is not None and top.parent.parent is not None
    if listed or (top.kind == "annex" and top is not node):
        return None
    chapter = f"{top.group[0]}:" if top.group else ""
    return chapter + spoken_number([(n.number.replace("-", "."), n.style == "letter") for n in chain if n.number])
