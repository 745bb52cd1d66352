"""A Word document (DOCX) as parts. ``parse_docx`` is the door.

The parts of the file are read as XML, not through a library for editing: automatic numbers, footnotes, tracked changes and hidden text
decide what a rule says and where it stands, and such libraries leave them out. DOCX has no pages until it is printed, so heading and
number are the place.
"""

from __future__ import annotations

from lxml import etree

from corpus.parse.assemble import assemble
from corpus.parse.blocks import Block, missing, title_of
from corpus.parse.docx.body import Body
from corpus.parse.docx.numbering import Numbering
from corpus.parse.docx.package import Package, W
from corpus.parse.docx.runs import Notes, Reader
from corpus.parse.docx.styles import Styles, number, value
from corpus.parse.enumerators import Mark
from corpus.parse.parsed import NotReadable, ParsedText
from corpus.parse.remarks import Noted, told

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LANGUAGES = ("sv", "fi", "en")


def parse_docx(data: bytes) -> ParsedText:
    """The parts of a DOCX. Raises ``NotReadable`` with its reason (locked, macros, bomb, damaged, no text …)."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise NotReadable(
            "The file is locked with a password." if locked else "The file is an old Word document.", "password" if locked else "old_word"
        )
    if not data.startswith(b"PK"):
        raise NotReadable("The file is no Word document.", "disguised", what="other")
    package, noted = Package(data), Noted()
    main = package.tree(package.main)
    body = main.find(f"{W}body") if main is not None else None
    if body is None:
        raise NotReadable("The file has no text part.")
    blocks, title, language = _blocks(package, body, noted)
    _aside(package, noted)
    if not title:
        title, blocks = title_of(blocks)
    parts = assemble(blocks)
    if not parts:
        raise NotReadable("The file has no text.", "no_text")
    for gap in missing(parts):
        noted.add("gaps", gap)
    remarks = noted.remarks()
    return ParsedText("docx", parts, title or _title(package), language, None, told(remarks), remarks)


def _blocks(package: Package, body: etree._Element, noted: Noted) -> tuple[list[Block], str, str | None]:
    by_kind = {
        relation.kind.rsplit("/", 1)[-1]: relation.target for relation in package.relations(package.main).values() if not relation.external
    }
    styles = Styles(package.tree(by_kind.get("styles", "")))
    settings = package.tree(by_kind.get("settings", ""))
    footnotes, endnotes = (_notes(package, by_kind.get(kind, ""), kind, settings) for kind in ("footnotes", "endnotes"))
    numbering = Numbering(package.tree(by_kind.get("numbering", "")))
    reader = Reader(styles, footnotes, endnotes, noted)
    read = Body(reader, numbering, noted)
    blocks = read.blocks(body)
    for notes in (footnotes, endnotes):
        blocks += _note_blocks(reader, notes)
    return blocks, read.title, styles.language if styles.language in _LANGUAGES else None


def _notes(package: Package, part: str, kind: str, settings: etree._Element | None) -> Notes:
    """The notes of a part, with the way they are counted."""
    root = package.tree(part)
    name = kind.removesuffix("s")
    elements = {
        e.get(f"{W}id", ""): e for e in (root.findall(f"{W}{name}") if root is not None else []) if e.get(f"{W}type") in (None, "normal")
    }
    counted = settings.find(f"{W}{name}Pr") if settings is not None else None
    form = value(counted, "numFmt") or ("decimal" if kind == "footnotes" else "lowerRoman")
    return Notes(elements, form, number(value(counted, "numStart")) or 1)


def _note_blocks(reader: Reader, notes: Notes) -> list[Block]:
    """The notes that are called, in order. A note that calls a note would go on for ever: the numbers are settled before."""
    called = dict(notes.numbers)
    found = []
    for note_id, shown in called.items():
        text = " ".join(reader.read(p).text for p in notes.elements[note_id].iter(f"{W}p"))
        found.append(Block("note", text, Mark(shown, shown, "number")))
    return found


def _title(package: Package) -> str:
    core = package.tree("docProps/core.xml")
    found = core.find(_TITLE) if core is not None else None
    return " ".join((found.text or "").split())[:200] if found is not None else ""


def _aside(package: Package, noted: Noted) -> None:
    """What stands beside the text: comments, headers and footers, embedded files, what would run."""
    for name in package.names:
        folded = name.casefold()
        if folded.startswith("word/comments") and folded.rsplit("/", 1)[-1] == "comments.xml":
            root = package.tree(name)
            for comment in root.findall(f"{W}comment") if root is not None else []:
                noted.add("comments", "".join(t.text or "" for t in comment.iter(f"{W}t")))
        elif folded.startswith(("word/header", "word/footer")) and folded.endswith(".xml"):
            root = package.tree(name)
            said = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")) if root is not None else ""
            if said.strip():
                noted.add("margins", said)
        elif "/embeddings/" in folded or "/activex/" in folded or "/afchunk" in folded:
            noted.add("embedded" if "/activex/" not in folded else "active", name)
    for part in (package.main, "word/settings.xml"):
        for relation in package.relations(part).values():
            if relation.external and relation.kind.rsplit("/", 1)[-1] in ("attachedTemplate", "oleObject", "frame", "subDocument"):
                noted.add("active", relation.kind.rsplit("/", 1)[-1])
