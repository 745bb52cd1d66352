"""DOCX files for the tests, made with python-docx; what it has no interface for (automatic numbers, footnotes, tracked changes, hidden
text) is put in as XML.
"""

import io
import re
import zipfile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from guideline import TITLE, guideline, notes_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}"'
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def level(place, form, text, start=1, style="", more=""):
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{tied}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def set_numbering(document, abstracts, nums):
    """``abstracts``: levels by id. ``nums``: (num id, abstract id, overrides as XML)."""
    listed = "".join(f'<w:abstractNum w:abstractNumId="{name}">{levels}</w:abstractNum>' for name, levels in abstracts.items())
    listed += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/>{more}</w:num>' for n, a, more in nums)
    part = document.part.numbering_part
    part._element = parse_xml(f"<w:numbering {NS}>{listed}</w:numbering>")


def set_list(paragraph, num, place=0):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{place}"/><w:numId w:val="{num}"/></w:numPr>'))


def add_footnotes(document, notes, kind="footnote"):
    body = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
        for n, text in notes.items()
    )
    apart = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {NS}>{apart}{body}</w:{kind}s>'.encode()
    part = Part(PackURI(f"/word/{kind}s.xml"), FOOTNOTES.replace("footnote", kind), blob, document.part.package)
    document.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s")


def write(paragraph, text, kind="footnote"):
    """Text into a paragraph; "[^7]" becomes a call of note 7."""
    for piece in re.split(r"(\[\^\d+\])", text):
        run = paragraph.add_run("" if piece.startswith("[^") else piece)
        if piece.startswith("[^"):
            run._r.append(parse_xml(f'<w:{kind}Reference {NS} w:id="{piece[2:-1]}"/>'))
    return paragraph


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def guideline_docx(chapters=8) -> bytes:
    """The guideline with real automatic numbers: headings 1 and 1.1 by their styles, items a)–e) that begin anew in each section."""
    made = guideline(chapters)
    document = Document()
    headings = level(0, "decimal", "%1", style="Heading1") + level(1, "decimal", "%1.%2", style="Heading2")
    letters = level(0, "lowerLetter", "%1)")
    sections = sum(len(s) for _, _, s in made)
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    set_numbering(document, {"1": headings, "2": letters}, [(1, 1, ""), *[(10 + n, 2, again) for n in range(sections)]])
    for n in (1, 2):
        properties = document.styles[f"Heading {n}"].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{n - 1}"/><w:numId w:val="1"/></w:numPr>'))
    add_footnotes(document, notes_of(made))
    document.sections[0].header.paragraphs[0].text = "Exempelhögskolan"
    document.add_paragraph(TITLE, style="Title")
    number = 10
    for _, heading, listed in made:
        document.add_paragraph(heading, style="Heading 1")
        for section in listed:
            document.add_paragraph(section.heading, style="Heading 2")
            for text in section.paragraphs:
                write(document.add_paragraph(), text)
            document.add_paragraph(section.stem)
            for item in section.items:
                set_list(document.add_paragraph(f"{item};"), number)
            number += 1
    return saved(document)


def plain_docx(*paragraphs, table=None) -> bytes:
    """A document of these paragraphs; one given as (style, text) has that style."""
    document = Document()
    for entry in paragraphs:
        style, text = entry if isinstance(entry, tuple) else (None, entry)
        document.add_paragraph(text, style=style)
    if table:
        made = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
    return saved(document)


def xml_docx(body, **parts) -> bytes:
    """A document whose body is this XML; ``parts`` replace or add parts by name ("word/x.xml" as word_x)."""
    document = Document()
    body_element = document.element.body
    for child in list(body_element):
        if child.tag != qn("w:sectPr"):
            body_element.remove(child)
    made = parse_xml(
        f'<w:body {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{body}</w:body>'
    )
    for place, child in enumerate(list(made)):
        body_element.insert(place, child)
    return with_parts(saved(document), parts) if parts else saved(document)


def with_parts(data, parts) -> bytes:
    """The same file with parts replaced or added; what is given as None is taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info.filename))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


__all__ = ["RELATIONSHIP_TYPE", "guideline_docx", "plain_docx", "saved", "with_parts", "write", "xml_docx"]
