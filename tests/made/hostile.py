"""Files made to deceive or to do harm, by name: what they are called, their bytes, and the reason for which each is refused (None where
it is made harmless and read).
"""

import io
import zipfile
import zlib

from made_docx import plain_docx, with_parts
from made_pdf import simple_pdf
from pypdf import PdfReader, PdfWriter

SEEN = "Gäster anmäls till receptionen av den enhet som tar emot dem."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def nested_bomb() -> bytes:
    """A DOCX with an archive in it that unpacks to a hundred megabytes."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(3):
            packed.writestr(f"{n}.bin", b"\0" * 40_000_000)
    return with_parts(plain_docx(SEEN), {"word/embeddings/inner.zip": inner.getvalue()})


def packed_of(piece: bytes, times: int) -> bytes:
    """A piece over and over, packed without ever standing in memory whole."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])


def pdf_of(packed: bytes, *objects: bytes, resources: bytes = b"<<>>") -> bytes:
    """A PDF of one page whose packed content stream is this; ``objects`` are numbered from 5."""
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources
    listed = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream, *objects]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(listed, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(out), len(listed) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table, size, start)
    return bytes(out)


def swelling_pdf() -> bytes:
    """A content stream of a few kilobytes that unpacks to more memory than there may be."""
    return pdf_of(packed_of(b"\0" * 1_000_000, 1200))


def endless_pdf() -> bytes:
    """A content stream of a few kilobytes that takes for ever to carry out."""
    return pdf_of(packed_of(b"q Q " * 10_000, 2000))


def deep_pdf() -> bytes:
    return pdf_of(packed_of(b"[" * 400_000, 1))


def biting_pdf() -> bytes:
    """A form that draws itself."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream"
    )
    return pdf_of(packed_of(b"/F Do", 1), form, resources=b"<< /XObject << /F 5 0 R >> >>")


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(simple_pdf(SEEN))))
    writer.encrypt("hemligt", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(400):
        writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_pdf() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (200, 280), 240).save(out, "PDF")
    return out.getvalue()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><x>&c;</x>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
MACROS = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'  # noqa: E501

# Name, how its bytes are made, why it is refused.
REFUSED = {
    "empty": ("tom.pdf", lambda: b"", "empty"),
    "blank": ("blank.txt", lambda: b"\n \n\t", "empty"),
    "program as pdf": ("regler.pdf", lambda: b"MZ\x90\0" + b"x" * 200, "disguised"),
    "program as text": ("regler.txt", lambda: b"\x7fELF" + b"x" * 200, "disguised"),
    "web page as pdf": ("regler.pdf", lambda: b"<!doctype html><script>alert(1)</script>", "disguised"),
    "web page as text": ("regler.md", lambda: b"\xef\xbb\xbf <html><script>alert(1)</script><p>Regel.</p>", "disguised"),
    "web page": ("regler.html", lambda: b"<html><script>alert(1)</script><p>Regel.</p></html>", "kind"),
    "picture as docx": ("regler.docx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "disguised"),
    "archive as docx": ("regler.docx", lambda: zipped(a_dot_txt="x"), "disguised"),
    "archive as pdf": ("regler.pdf", lambda: zipped(a_dot_txt="x"), "disguised"),
    "docx as pdf": ("regler.pdf", lambda: plain_docx(SEEN), "disguised"),
    "pdf as docx": ("regler.docx", lambda: simple_pdf(SEEN), "disguised"),
    "macro name": ("regler.docm", lambda: plain_docx(SEEN), "macro"),
    "macro inside": ("regler.docx", lambda: with_parts(plain_docx(SEEN), {"word/vbaProject.bin": b"x"}), "macro"),
    "macro type": ("regler.docx", lambda: with_parts(plain_docx(SEEN), {"[Content_Types].xml": MACROS}), "macro"),
    "locked docx": ("regler.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "old doc": ("regler.docx", lambda: OLE + b"Word.Document.8", "old_word"),
    "locked pdf": ("regler.pdf", encrypted_pdf, "password"),
    "scanned": ("regler.pdf", picture_pdf, "scanned"),
    "too many pages": ("regler.pdf", many_pages, "pages"),
    "cut pdf": ("regler.pdf", lambda: simple_pdf(SEEN)[:400], "broken"),
    "cut docx": ("regler.docx", lambda: plain_docx(SEEN)[:3000], "broken"),
    "bomb": ("regler.docx", lambda: with_parts(plain_docx(SEEN), {"word/media/x.bin": b"\0" * 60_000_000}), "bomb"),
    "nested bomb": ("regler.docx", nested_bomb, "bomb"),
    "entities": ("regler.docx", lambda: with_parts(plain_docx(SEEN), {"word/document.xml": ENTITIES}), "bomb"),
    "outside entity": ("regler.docx", lambda: with_parts(plain_docx(SEEN), {"word/settings.xml": OUTSIDE}), "bomb"),
    "no text": ("regler.md", lambda: b"<!-- bara en kommentar -->\n\n---\n", "no_text"),
    "binary text": ("regler.txt", lambda: b"regel\0regel", "disguised"),
    "another language": ("regler.txt", lambda: "Это правила нашего университета о поездках и гостях. ".encode() * 5, "language"),
}  # fmt: skip
# These meet the limits of the process; each takes as long as it is given.
SLOW = {"swelling": swelling_pdf, "endless": endless_pdf, "deep": deep_pdf}
