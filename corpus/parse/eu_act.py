"""What every form of an EU act has in common: preamble, recitals, enacting terms, final formula, annexes, notes, and where a text belongs.

The readers of XHTML and Formex say what they meet ("an article", "a numbered item", "a paragraph"); here it is decided where it goes. So
the same act has the same parts in every format. The preamble is ``pbl-1`` up to the recitals and ``pbl-2`` after them (the formula of
adoption); unnumbered text of the enacting terms is ``enc-1``, ``enc-2`` …; place, date and signatures are ``fnp-1``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.parse.eu_titles import ActTitles
from corpus.parse.node import Dashed, Node, NodeKind
from corpus.parse.numbering import Marker, follows, int_of, leading
from corpus.parse.parsed import NotReadable, ParsedText


class ActReader(ActTitles):
    """The state of reading an act: under which headings, in which article, paragraph or item."""

    def paragraph(self, text: str, *, verbatim: bool = False) -> None:
        """A paragraph of text, with its number before it unless ``verbatim``."""
        self._meet()
        found = None if verbatim or self._cell is not None else leading(text, self.last_mark())
        if found and self._takes(found[0]):
            self.open_paragraph(found[0])
            text = found[1]
        self._target().add(text)
        if self._paragraph is not None and self._paragraph.kind == "recital":
            self._paragraph = None

    def _takes(self, mark: Marker) -> bool:
        """Whether the number before a paragraph makes it a part of its own: where it is the next one, or in an article a later one, since
        paragraphs may have been deleted there.
        """
        if mark.style == "dash" or self.stage == "final":
            return False
        if self.stage in ("preamble", "recitals"):
            return self._is_recital(mark)
        if self._resumes(mark) or mark.style != "number":
            return True
        before = self._last_number(self._article or self._annex)
        if self._article is None:
            return follows(before, mark.number) or mark.number == "1"
        return follows(before, mark.number) or 0 < int_of(mark.number) - int_of(before or "0") <= 9

    def open_paragraph(self, mark: Marker) -> None:
        """A numbered paragraph begins, and is open until something else does."""
        self._meet()
        if self.stage in ("preamble", "recitals") and self._is_recital(mark):
            self._paragraph = self._open_recital(mark)
        elif mark.style == "number":
            self._paragraph = self._new_item(self._article or self._annex, mark)
        else:
            self._paragraph = self._new_item(self._beside(mark), mark)

    def _meet(self) -> None:
        self._heading_open = False
        if self.stage == "head":
            self.stage = "preamble"

    def _beside(self, mark: Marker) -> Node | None:
        """Under which node a letter goes: beside the last one of its style, else under what is open."""
        at = self._paragraph
        while at is not None and at.kind == "item":
            if at.style == mark.style:
                return at.parent if at.parent is not self.outline.root else None
            at = at.parent
        return self._paragraph or self._target()

    def _is_recital(self, mark: Marker) -> bool:
        return mark.style == "number" and mark.printed.startswith("(") and (self.stage == "recitals" or mark.number == "1")

    def _resumes(self, mark: Marker) -> bool:
        """Whether the recitals go on after what looked like the formula of adoption: then that was their text."""
        two = self.outline.root.children[-2:]
        if [node.kind for node in two] != ["recital", "preamble"]:
            return False
        last, formula = two
        if not mark.printed.startswith("(") or not follows(last.number, mark.number):
            return False
        last.paragraphs += formula.paragraphs
        self.outline.root.children.pop()
        self.stage = "recitals"
        return True

    def _open_recital(self, mark: Marker) -> Node:
        self.stage = "recitals"
        return self.outline.open("recital", mark.number, mark.printed)

    @contextmanager
    def recital(self, mark: Marker | None) -> Iterator[None]:
        """A recital: everything inside is its text. Without a number it is the next one."""
        count = sum(node.kind == "recital" for node in self.outline.root.children)
        self._cell = self._open_recital(mark or Marker(f"({count + 1})", str(count + 1), "number"))
        yield
        self._cell = None

    @contextmanager
    def item(self, mark: Marker) -> Iterator[None]:
        """A numbered item: what is met inside is its text and what stands under it."""
        self._meet()
        outer = self._cell
        if mark.style == "dash":
            self._cell = Dashed(self._target(), mark.printed)
        elif outer is None and (self.stage in ("preamble", "recitals") or self._resumes(mark)) and self._is_recital(mark):
            self._cell = self._open_recital(mark)
        else:
            if self.stage in ("preamble", "recitals") and outer is None:
                self.stage = "enacting"
            holder = outer or self._paragraph or self._article or self._annex
            if holder is None and mark.style != "number":
                holder = self._target()
            self._cell = self._new_item(holder, mark)
        yield
        self._cell = outer

    def _new_item(self, holder: Node | None, mark: Marker) -> Node:
        if holder is None:
            return self.outline.open("item", mark.number, mark.printed, mark.style)
        last = holder.children[-1] if holder.children else None
        if last is not None and last.kind == "sub" and not self._continues(holder, mark):
            holder = last
        node = holder.item(mark)
        if self.stage == "annex" and self._article is None:
            node.headings = self.outline.headings
        return node

    def _continues(self, holder: Node, mark: Marker) -> bool:
        """Whether the list that stood before the last text goes on: else the item belongs to that text."""
        before = [n.number or "" for n in holder.children if n.kind == "item" and n.style == mark.style]
        if mark.style == "number":
            return bool(before) and follows(before[-1], mark.number)
        return bool(before) and mark.number not in before

    def _last_number(self, holder: Node | None) -> str | None:
        items = [n for n in (holder or self.outline.root).children if n.kind == "item" and n.style == "number"]
        return items[-1].number if items else None

    def last_mark(self) -> Marker | None:
        """The marker of the last item on the level now open."""
        holder = self._cell or self._paragraph or self._article or self._annex or self.outline.root
        last = holder.children[-1] if holder.children else None
        if last is not None and last.mark is not None:
            return last.mark
        return self._paragraph.mark if self._cell is None and self._paragraph is not None else None

    def _target(self) -> Node:
        """The node that running text belongs to now."""
        holder = self._cell or self._paragraph or self._article
        # Without tables nothing shows where a letter ends: what follows the letters is taken for the text that they stand under.
        while holder is not None and holder is self._paragraph and self._lettered(holder):
            self._paragraph = holder = holder.parent
        if holder is not None:
            return holder
        if self._annex is not None and self.stage == "annex":
            return self._annex_target(self._annex)
        if self.stage == "recitals":
            # The first text after the recitals adopts the act; what comes then is the act.
            self.stage = "enacting"
            return self.outline.open("preamble")
        kind: NodeKind = "preamble" if self.stage == "preamble" else "final" if self.stage == "final" else "text"
        last = self.outline.root.children[-1] if self.outline.root.children else None
        if last is not None and last.kind == kind and (kind != "text" or last.headings == self.outline.headings):
            return last
        return self.outline.open(kind)

    def _lettered(self, node: Node) -> bool:
        """Whether it is a letter or a Roman number that has its text already, under something else."""
        return node.kind == "item" and node.style != "number" and bool(node.paragraphs) and node.parent is not self.outline.root

    def _annex_target(self, annex: Node) -> Node:
        headings = self.outline.headings
        if not annex.paragraphs and not annex.children:
            annex.headings = headings
        last = annex.children[-1] if annex.children else annex
        if last.kind in ("annex", "sub") and last.headings == headings:
            return last
        annex.blocks += 1
        return annex.child(Node("sub", str(annex.blocks), headings=headings))

    # Notes and the end

    def note(self, printed: str, text: str) -> str:
        """A note; the number that references to it carry is returned. A number that is taken gets a second one behind it."""
        wanted = printed if printed.isdigit() else f"n{len(self.outline.notes) + 1}"
        number, count = wanted, 2
        while number in self.outline.notes:
            number, count = f"{wanted}_{count}", count + 1
        self.outline.notes[number] = [text]
        return number

    def finish(self, format: str, language: str | None) -> ParsedText:
        """The parts. Raises ``NotReadable`` where no text of an act was met."""
        if not any(node.paragraphs for node in self.outline.root.walk()):
            raise NotReadable("The file has no text of an act.")
        title = " ".join(self.titles)
        if title:
            self.outline.root.children.insert(0, Node("title", paragraphs=[title], parent=self.outline.root))
        return self.outline.finish(format, language, title, self.language)
