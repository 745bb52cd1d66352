"""Made-up EU acts as Formex 4 (schema 6 of the Publications Office).

Structures followed: ``ACT`` with ``BIB.INSTANCE``, ``TITLE/TI/P``, ``PREAMBLE`` (``PREAMBLE.INIT``, ``GR.VISA/VISA``, ``GR.CONSID`` with
``GR.CONSID.INIT`` and ``CONSID/NP/NO.P+TXT``, ``PREAMBLE.FINAL``), ``ENACTING.TERMS`` with ``DIVISION``, ``ARTICLE`` (``TI.ART``,
``STI.ART``, ``PARAG`` with ``NO.PARAG`` and ``ALINEA``, ``LIST/ITEM/NP``) or ``GR.SEQ`` with ``NP``; ``NOTE`` in the text where it is
referred to, ``QUOT.START`` and ``QUOT.END`` for quotation marks, ``FINAL/SIGNATURE``; an ``ANNEX`` with ``CONTENTS`` and ``TBL``.
"""

import re
from html import escape

from description import Act, Article, Block, brackets
from eu_xhtml import annex_heading, article_heading
from recommendation import WHEREAS


class _Formex:
    def __init__(self, act: Act, language: str) -> None:
        self.act, self.language = act, language

    def inline(self, texts) -> str:
        def note(match):
            text = escape(self.act.notes[match[1]][self.language], quote=False)
            return f'<NOTE NOTE.ID="E{int(match[1]):04d}" NUMBERING="ARAB" TYPE="FOOTNOTE"><P>{text}</P></NOTE>'

        text = re.sub(r"\[\^(\d+)\]", note, escape(texts[self.language], quote=False))
        return re.sub(r"[‘’]", lambda m: f'<QUOT.{"START" if m[0] == "‘" else "END"} CODE="{ord(m[0]):04X}" ID="QS1"/>', text)

    def point(self, item, definition=False) -> str:
        items = "".join(f"<ITEM>{self.point(i)}</ITEM>" for i in item.items)
        under = f'<P><LIST TYPE="alpha">{items}</LIST></P>' if items else ""
        tail = f"<P>{self.inline(item.tail)}</P>" if item.tail else ""
        number = brackets(item.number, self.language, definition=definition)
        return f"<NP><NO.P>{number}</NO.P><TXT>{self.inline(item.texts)}</TXT>{under}{tail}</NP>"

    def block(self, block: Block) -> str:
        title = f'<TITLE><TI><P><HT TYPE="BOLD">{self.inline(block.heading)}</HT></P></TI></TITLE>' if block.heading else ""
        text = f"<P>{self.inline(block.text)}</P>" if block.text else ""
        if block.definitions:
            items = "".join(f"<ITEM>{self.point(i, True)}</ITEM>" for i in block.points)
            return f'<GR.SEQ LEVEL="1">{title}{text}<LIST TYPE="ARAB">{items}</LIST></GR.SEQ>'
        return f'<GR.SEQ LEVEL="1">{title}{text}{"".join(self.point(i) for i in block.points)}</GR.SEQ>'

    def alinea(self, texts, items, tail=None) -> str:
        inner = self.inline(texts)
        if items:
            inner = f'<P>{inner}</P><LIST TYPE="alpha">{"".join(f"<ITEM>{self.point(i)}</ITEM>" for i in items)}</LIST>'
        return f"<ALINEA>{inner}</ALINEA>" + (f"<ALINEA>{self.inline(tail)}</ALINEA>" if tail else "")

    def article(self, article: Article) -> str:
        number = f"{int(article.number):03d}"
        inner = f"<TI.ART>{article_heading(article.number, self.language)}</TI.ART><STI.ART>{self.inline(article.title)}</STI.ART>"
        if article.text:
            inner += self.alinea(article.text, article.items)
        for p in article.paragraphs:
            inner += f'<PARAG IDENTIFIER="{number}.{int(p.number):03d}"><NO.PARAG>{p.number}.</NO.PARAG>'
            inner += f"{self.alinea(p.texts, p.items, p.tail)}</PARAG>"
        inner += f"<ALINEA>{self.inline(article.tail)}</ALINEA>" if article.tail else ""
        return f'<ARTICLE IDENTIFIER="{number}">{inner}</ARTICLE>'

    def body(self) -> str:
        parts, open_ = [], False
        for part in self.act.body:
            if isinstance(part, Block):
                parts.append(self.block(part))
                continue
            if part.chapter:
                number, name = (self.inline(t) for t in part.chapter)
                title = f'<TITLE><TI><P><HT TYPE="ITALIC">{number}</HT></P></TI><STI><P><HT TYPE="BOLD">{name}</HT></P></STI></TITLE>'
                parts.append(("</DIVISION>" if open_ else "") + f"<DIVISION>{title}")
                open_ = True
            parts.append(self.article(part))
        return "".join(parts) + ("</DIVISION>" if open_ else "")

    def annex(self, position: int) -> str:
        annex = self.act.annexes[position]
        rows = "".join(
            "<ROW>" + "".join(f'<CELL COL="{n}">{self.inline(c)}</CELL>' for n, c in enumerate(row, 1)) + "</ROW>" for row in annex.table
        )
        table = f'<TBL COLS="2" NO.SEQ="0001"><CORPUS>{rows}</CORPUS></TBL>' if rows else ""
        heading = annex_heading(position, len(self.act.annexes), self.language)
        return (
            f"<ANNEX><BIB.INSTANCE><LG.DOC>{self.language.upper()}</LG.DOC></BIB.INSTANCE><TITLE><TI><P>{heading}</P></TI><STI><P>"
            f"{self.inline(annex.title)}</P></STI></TITLE><CONTENTS><P>{self.inline(annex.text)}</P>"
            f"{''.join(self.point(i) for i in annex.points)}{table}</CONTENTS></ANNEX>"
        )

    def main(self) -> str:
        act = self.act
        title = "".join(f"<P>{self.inline(t)}</P>" for t in act.title)
        visas = "".join(f"<VISA>{self.inline(t)}</VISA>\n" for t in act.citations)
        recitals = "".join(
            f'<CONSID><NP><NO.P>({i})</NO.P><TXT>{self.inline(t)}</TXT></NP></CONSID>\n<?PAGE NO="{i}"?>'
            for i, t in enumerate(act.recitals, 1)
        )
        signed = "".join(f"<P>{self.inline(t)}</P>" for t in act.final[1:])
        return (
            f'<ACT xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="formex-06.02.1-20231031.xd">\n'
            f'<BIB.INSTANCE><DOCUMENT.REF FILE="{act.name}{self.language.upper()}.doc.xml"><COLL>M</COLL><NO.OJ>1</NO.OJ><YEAR>2099</YEAR>'
            f"<LG.OJ>{self.language.upper()}</LG.OJ></DOCUMENT.REF><LG.DOC>{self.language.upper()}</LG.DOC></BIB.INSTANCE>\n"
            f"<!-- made-up text, not law --><TITLE><TI>{title}</TI></TITLE>\n<PREAMBLE>"
            f"<PREAMBLE.INIT>{self.inline(act.institution)}</PREAMBLE.INIT>"
            f"<GR.VISA>{visas}</GR.VISA><GR.CONSID><GR.CONSID.INIT>{self.inline(WHEREAS)}</GR.CONSID.INIT>{recitals}</GR.CONSID>"
            f"<PREAMBLE.FINAL>{self.inline(act.adoption)}</PREAMBLE.FINAL></PREAMBLE>\n<ENACTING.TERMS>{self.body()}</ENACTING.TERMS>\n"
            f"<FINAL><SIGNATURE><PL.DATE><P>{self.inline(act.final[0])}</P></PL.DATE><SIGNATORY>{signed}</SIGNATORY></SIGNATURE></FINAL></ACT>"
        )


def formex(act: Act, language: str) -> bytes:
    """The act with its annexes in one file, as a reader of the whole manifestation gets them."""
    made = _Formex(act, language)
    annexes = "".join(made.annex(i) for i in range(len(act.annexes)))
    inner = f"<COMBINED>{made.main()}{annexes}</COMBINED>" if annexes else made.main()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inner}\n'.encode()


def formex_files(act: Act, language: str) -> dict[str, bytes]:
    """The act and its annexes as the files that the Publications Office makes of them, by name."""
    made = _Formex(act, language)
    stem = f"{act.name}{language.upper()}"
    files = {f"{stem}.000101.fmx.xml": made.main()} | {f"{stem}.00{i + 2}01.fmx.xml": made.annex(i) for i in range(len(act.annexes))}
    return {name: f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode() for name, text in files.items()}
