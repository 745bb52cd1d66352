"""A page of a ministry or agency: the part that the caller's selectors name, under its headings.

Text is ``h-<slug of its heading>``, or ``sec-2-1`` where the heading is numbered; numbered lists are items of the text before them,
bullets are lines of it, a row of a table is a line, notes are parts of their own. What a person does not see is taken out first
(``corpus.parse.hidden``). Which part of the page is its text is data of the caller: pages change, the code should not have to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.cssselect import CSSSelector, SelectorError

from corpus.base.errors import MendData
from corpus.parse.flow import HTML_UNSEEN, Flow
from corpus.parse.hidden import take_out, take_out_hidden
from corpus.parse.node import Node
from corpus.parse.numbering import Marker, follows, leading, numeral
from corpus.parse.outline import Outline
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.safe import Element, all_text, decode, html_tree, local, page_title
from corpus.text.normal import NOTE_MARK, squeeze

FORMAT = "html"
_DEFAULT = ("main", "[role=main]", "article", "body")
_NUMBERED = re.compile(r"(?:§\s*)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]\s*|\s+)(?=[^\W\d_])")
_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_UNSEEN = HTML_UNSEEN | {"hr", "nav"}
_REFERENCE = re.compile(r"\[?\(?(\d{1,3}|\*{1,3})\)?\]?\Z")


def parse_html(data: bytes, *, language: str | None = None, selector: str | None = None, exclude: Sequence[str] = ()) -> ParsedText:
    """The text of a page. ``selector`` names its main content (else ``main`` or ``article`` is taken), ``exclude`` what in it is none.

    Raises ``NotReadable`` where the page has no such content, ``MendData`` for a selector that cannot be read.
    """
    text, remark = decode(data)
    root = html_tree(text, "page")
    title, said = page_title(root), (root.get("lang") or "")[:2].casefold() or None
    reader = _Reader()
    if remark:
        reader.outline.remark(remark)
    for told in take_out_hidden(root):
        reader.outline.remark(told)
    found = _main(root, selector, title)
    for pattern in exclude:
        for element in [e for top in found for e in _selected(pattern, top) if e is not top]:
            take_out(element)
    return reader.read(root, found, title, said, language)


def _selected(pattern: str, root: Element) -> list[Element]:
    try:
        found = CSSSelector(pattern, translator="html")(root)
    except SelectorError as error:
        raise MendData(f"The selector {pattern!r} cannot be read: {error}.") from error
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def _main(root: Element, selector: str | None, title: str) -> list[Element]:
    """The outermost elements that the selector names, in the order of the page."""
    for pattern in [selector] if selector else _DEFAULT:
        chosen = set(_selected(pattern, root))
        found = [e for e in root.iter() if e in chosen and not any(a in chosen for a in e.iterancestors())]
        if any(all_text(e).strip() for e in found):
            return found
    raise NotReadable(f"The selector {selector or 'main'!r} finds no text on the page, which is called “{title}”.")


def slug(text: str) -> str:
    """A heading as it stands in an id: ASCII, small letters, hyphens, at most sixty signs."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "text"


class _Reader:
    """Walks the blocks of a page."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.flow = Flow(self._note)
        self.node: Node | None = None
        self.title = ""
        self._references: dict[Element, str] = {}

    def read(self, root: Element, found: list[Element], page: str, said: str | None, language: str | None) -> ParsedText:
        """The parts of the chosen elements."""
        for element in found:
            self._take_notes(element, root)
        for element in found:
            self._block(element)
        if not any(node.paragraphs for node in self.outline.root.walk()):
            raise NotReadable(f"The page “{page}” has no text where it was looked for.")
        return self.outline.finish(FORMAT, said, self.title or page, language)

    # Notes

    def _note(self, element: Element) -> str | None:
        return self._references.get(element)

    def _take_notes(self, element: Element, root: Element) -> None:
        """Notes are taken out of the flow where a raised figure links to them."""
        places = {id_: e for e in root.iter() if (id_ := e.get("id") or (e.get("name") if local(e) == "a" else None))}
        targets: dict[Element, str] = {}
        for link in element.iter():
            shown = _REFERENCE.match(all_text(link).strip()) if local(link) == "a" else None
            target = _noted(places.get((link.get("href") or "")[1:])) if shown and (link.get("href") or "").startswith("#") else None
            if shown is None or target is None or link in target.iter() or not self._is_reference(link):
                continue
            if target not in targets:
                number = shown.group(1) if shown.group(1).isdigit() and shown.group(1) not in self.outline.notes else f"n{len(targets) + 1}"
                targets[target] = number
                self.outline.notes[number] = []
            self._references[link] = targets[target]
        for target, number in targets.items():
            for link in [e for e in target.iter() if local(e) == "a" and (e.get("href") or "").startswith("#")]:
                take_out(link)
            text = re.sub(rf"\A\[?\(?{number}[\])]?[.)]?\s+", "", self.flow.of(target))
            self.outline.notes[number] = [text] if text else []
            take_out(target)

    def _is_reference(self, link: Element) -> bool:
        near = [link, *link.iterancestors()][:3]
        named = " ".join(f"{e.get('class') or ''} {e.get('role') or ''} {e.get('href') or ''}" for e in near).casefold()
        raised = any(local(e) == "sup" for e in [*near, *link.iter()])
        return raised or "note" in named or "fn" in named

    # Blocks

    def _inside(self, element: Element) -> None:
        for block in self.flow.runs(element):
            if isinstance(block, list):
                self._paragraph(self.flow.text(block))
            else:
                self._block(block)

    def _block(self, element: Element) -> None:
        name = local(element)
        if name in _UNSEEN:
            if name == "nav":
                self.outline.remark("Left out: navigation.")
        elif re.fullmatch(r"h[1-6]", name):
            self._heading(int(name[1]), self.flow.of(element))
        elif name in ("ol", "ul", "menu", "dir"):
            self._list(element, name == "ol")
        elif name == "table":
            self._table(element)
        elif any(self.flow.is_block(child) for child in element):
            self._inside(element)
        elif text := self.flow.of(element):
            self._paragraph(text)

    def _heading(self, level: int, text: str) -> None:
        if not text:
            return
        self.node = None
        if level == 1 and not self.title:
            self.title = text
            self.outline.open("title").add(text)
        else:
            self.outline.heading(level, text)

    def _open(self) -> Node:
        """The node of the text under the heading in force."""
        if self.node is None:
            heading = squeeze(NOTE_MARK.sub("", self.outline.headings[-1] if self.outline.headings else self.title))
            numbered = _NUMBERED.match(heading) if self.outline.headings else None
            if numbered:
                self.node = self.outline.open("section", numbered["number"].replace(".", "-"), numbered["number"])
            else:
                self.node = self.outline.open("text")
                self.node.name = f"h-{slug(heading)}"
        return self.node

    def _paragraph(self, text: str) -> None:
        """A paragraph; one that begins with the next number or letter is an item, as if it stood in a list."""
        top = self._open()
        last = top.children[-1] if top.children else None
        before = last.mark if last is not None and last.kind == "item" else None
        found = leading(text, before)
        if found and found[0].style != "dash" and self._is_next(found[0], before):
            top.item(found[0]).add(found[1])
        else:
            top.add(text)

    def _is_next(self, mark: Marker, before: Marker | None) -> bool:
        if mark.style == "number":
            return follows(before.number if before and before.style == "number" else None, mark.number)
        first = {"letter": "a", "roman": "i"}[mark.style]
        return mark.number == first or (before is not None and before.style == mark.style)

    def _list(self, element: Element, numbered: bool) -> None:
        top = self._open()
        marks = _markers(element) if numbered else iter(())
        for block in self.flow.runs(element):
            if isinstance(block, list):
                self._paragraph(self.flow.text(block))
            elif local(block) == "li" and (mark := next(marks, None)):
                # A list that follows text after another list belongs to that text.
                last = top.children[-1] if top.children else top
                self._item(block, (last if last.kind == "sub" else top).item(mark))
            elif local(block) == "li":
                self._item(block, top)
            else:
                self._block(block)
            self.node = top

    def _item(self, element: Element, node: Node) -> None:
        """What stands in an item is its own; the node that was open is so again afterwards."""
        outer, self.node = self.node, node
        self._inside(element)
        self.node = outer

    def _table(self, table: Element) -> None:
        for child in table:
            if local(child) == "caption" and (text := self.flow.of(child)):
                self._open().add(text)
        for cells in self.flow.rows(table):
            if len(cells) == 1 or table.get("role") in ("presentation", "none"):
                for cell in cells:
                    self._inside(cell)
            elif text := self.flow.row_text(cells):
                self._open().add(text)


def _noted(element: Element | None) -> Element | None:
    """The block that is the note, from the anchor that is linked to."""
    while element is not None and local(element) not in ("li", "p", "dd", "div", "aside", "tr", "section", "body"):
        element = element.getparent()
    return element if element is not None and local(element) not in ("body", "section") else None


def _markers(element: Element) -> Iterator[Marker]:
    """The markers of a numbered list's items as a browser shows them: start, value, type and reversed are followed."""
    items = [child for child in element if local(child) == "li"]
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
    kind = style.group(1) if style else _STYLES.get(element.get("type") or "1", "decimal")
    step = -1 if element.get("reversed") is not None else 1
    number = _integer(element.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        yield numeral(number, kind)
        number += step


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,4}", squeeze(text)) else default
