"""What a file is, told from its bytes; its name must agree. And what of a name may be shown and used.

A program called rules.pdf is refused before anything reads it. A name is only ever shown, never a path: what is kept is kept under an id
of our own making.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

from corpus.parse.blocks import slug
from corpus.parse.limited import Format
from corpus.parse.limits import limits
from corpus.parse.parsed import NotReadable
from corpus.parse.plain import decoded
from corpus.text.normal import clean

NAMED: dict[str, Format] = {".pdf": "pdf", ".docx": "docx", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
_MACRO = (".docm", ".dotm")
# First bytes, and a key of the catalogues under ``upload.what``.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "program"), (b"\x7fELF", "program"), (b"\xca\xfe\xba\xbe", "program"), (b"\xcf\xfa\xed\xfe", "program"), (b"#!", "program"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"II*\0", "picture"), (b"MM\0*", "picture"),
    (b"RIFF", "picture"), (b"\x1f\x8b", "archive"), (b"7z\xbc\xaf", "archive"), (b"Rar!", "archive"), (b"{\\rtf", "rtf"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?xml|\?php)", re.I | re.S)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.I)


def shown_name(name: str) -> str:
    """The last part of a name, without what hides or deceives: folders, control signs, turned writing, endless length."""
    last = PurePosixPath(PureWindowsPath(name.replace("\0", "")).name).name
    plain, most = clean(last).strip(". "), limits().name
    if len(plain) > most:
        end = PurePosixPath(plain).suffix[:10]
        plain = f"{plain[: most - len(end) - 1]}…{end}"
    return plain or "document"


def own_id(title: str) -> str:
    """The id of an own document by its title or name. Never a device of the system, never a path."""
    words = slug(title, words=8, longest=48)
    return f"own-{words}-text" if _DEVICES.match(words) else f"own-{words}"


def format_of(name: str, data: bytes) -> Format:
    """The format of a file whose name and bytes agree. Raises ``NotReadable`` with its reason."""
    suffix = PurePosixPath(shown_name(name)).suffix.casefold()
    if suffix in _MACRO:
        raise NotReadable("The file holds macros.", "macro")
    if suffix not in NAMED:
        raise NotReadable("The file is of another kind than those that are read.", "kind")
    wanted = NAMED[suffix]
    bound = limits().bytes
    most = {"pdf": bound.pdf, "docx": bound.docx}.get(wanted, bound.text)
    if len(data) > most:
        raise NotReadable(f"The file has more than {most} bytes.", "bytes", limit=most // 1000)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise NotReadable("The file is empty.", "empty")
    found = _kind(data)
    if found == "old_word" and wanted == "docx":
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise NotReadable("The file is locked or of an old kind.", "password" if locked else "old_word")
    if found != {"markdown": "text"}.get(wanted, wanted):
        raise NotReadable("The file is not what its name says.", "disguised", what=found)
    return wanted


def _kind(data: bytes) -> str:
    """What the bytes are: a format, or a key of ``upload.what``."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16]
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"  # packed; whether a Word document, its parser tells
    if start.startswith(_OLE):
        return "old_word"
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if _MARKUP.match(data.lstrip(b"\xef\xbb\xbf")[:4096]):
        return "page"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "text" if decoded(data) is not None else "other"
