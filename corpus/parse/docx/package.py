"""A DOCX as the packed file that it is: checked before anything is unpacked, its parts as trees.

Sizes are read from the directory of the archive and held against the limits first, those of archives inside it too, so that a few
kilobytes cannot become gigabytes. Nothing is ever written to disk, so a name with a path in it leads nowhere. A document type has no
place in these parts: one that declares it is refused before an entity can grow.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from corpus.parse.limits import ZipLimits, limits
from corpus.parse.parsed import NotReadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Files saved as "Strict Open XML" name the same things differently.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_WORD = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled", re.I)
_MACRO = re.compile(r"macroEnabled|vbaProject", re.I)
_PACKED = (".zip", ".docx", ".xlsx", ".pptx", ".docm", ".jar", ".odt", ".epub")


@dataclass(frozen=True)
class Relation:
    """A part or address that a part names."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a DOCX by name. Raises ``NotReadable`` with its reason for what is no DOCX or not to be opened."""

    def __init__(self, data: bytes) -> None:
        self._zip = open_checked(data)
        self.names = [info.filename for info in self._zip.infolist()]
        if len(set(self.names)) != len(self.names):
            raise NotReadable("Two parts of the file have the same name.")
        kinds = self._read("[Content_Types].xml") if "[Content_Types].xml" in self.names else b""
        listed = kinds.decode("utf-8", "ignore")
        if _MACRO.search(listed) or any(name.casefold().endswith("vbaproject.bin") for name in self.names):
            raise NotReadable("The file holds macros.", "macro")
        if not _WORD.search(listed):
            raise NotReadable("The file is packed, but no Word document.", "disguised", what="archive")
        self.main = next((r.target for r in self.relations("").values() if r.kind.endswith("/officeDocument")), "word/document.xml")
        if self.main not in self.names:
            raise NotReadable("The file has no text part.")

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part names, by the id it is named by."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for element in tree.iter(_RELATION) if tree is not None else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                target = (
                    posixpath.normpath(posixpath.join(folder, target)).lstrip("/") if not target.startswith("/") else target.lstrip("/")
                )
            found[element.get("Id", "")] = Relation(element.get("Type", ""), target, external)
        return found

    def tree(self, name: str) -> etree._Element | None:
        """The root of an XML part; None where there is no such part."""
        if name not in self.names:
            return None
        data = self._read(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data)

    def _read(self, name: str) -> bytes:
        most = limits().zip.part_bytes
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
            raise NotReadable(f"A part of the file is damaged ({type(error).__name__}).") from None
        if len(data) > most:
            raise NotReadable("A part of the file is too large.", "bomb")
        return data


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part, without entities, files or network. Raises ``NotReadable``."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        tree = etree.fromstring(data, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError) as error:
        entity = "ntity" in str(error) or "DOCTYPE" in str(error)
        raise NotReadable("A part of the file is no sound XML.", "bomb" if entity else "broken") from None
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise NotReadable("A part of the file declares a document type.", "bomb")
    root = tree.getroot()
    count = sum(1 for _ in root.iter())
    if count > limits().xml.elements:
        raise NotReadable("A part of the file has too many elements.", "bomb")
    return root


def open_checked(data: bytes) -> zipfile.ZipFile:
    """The archive, when what it says of its sizes is within bounds."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise NotReadable("The file is damaged: its archive cannot be opened.") from None
    bound = limits().zip
    if _unpacked(packed, bound, bound.depth) > bound.total_bytes:
        raise NotReadable("The file unpacks to far more than it is.", "bomb")
    return packed


def _unpacked(packed: zipfile.ZipFile, bound: ZipLimits, depth: int) -> int:
    """The bytes that an archive unpacks to, with those inside it. Raises ``NotReadable`` for one that is made to burst."""
    entries = packed.infolist()
    if len(entries) > bound.entries:
        raise NotReadable("The file has too many parts.", "bomb")
    total = 0
    for info in entries:
        total += info.file_size
        if info.flag_bits & 1:
            raise NotReadable("A part of the file is locked with a password.", "password")
        if info.file_size > bound.ratio_from and info.file_size > bound.ratio * max(1, info.compress_size):
            raise NotReadable("A part of the file unpacks to far more than it is.", "bomb")
        if depth and total <= bound.total_bytes and info.filename.casefold().endswith(_PACKED):
            total += _inner(packed, info, bound, depth - 1)
        if total > bound.total_bytes:
            raise NotReadable("The file unpacks to far more than it is.", "bomb")
    return total


def _inner(packed: zipfile.ZipFile, info: zipfile.ZipInfo, bound: ZipLimits, depth: int) -> int:
    """What an archive inside unpacks to; nothing where it is none. It is opened for its directory only."""
    try:
        with packed.open(info) as part:
            data = part.read(bound.part_bytes)
        return _unpacked(zipfile.ZipFile(io.BytesIO(data)), bound, depth)
    except NotReadable as error:
        # An attachment may well be locked; it is not read anyway.
        if error.reason == "password":
            return 0
        raise
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        return 0
