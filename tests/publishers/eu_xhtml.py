"""Made-up EU acts as the Publications Office's three forms of (X)HTML.

``present``: as CONVEX 9 makes them since 2023 (classes ``oj-…``, ``eli-container``, ``eli-subdivision`` with ids ``tit_1 pbl_1
cit_1 rct_1 enc_1 art_1 fnp_1 anx_I``, paragraphs ``001.001``, numbered texts in tables of 4 % and 96 %, references ``ntc1-…`` to notes
``ntr1-…``, the journal's head in a table before the container and the ELI after it). ``older``: CONVEX 6 of 2013 (same names
without ``oj-``, no ids, points as ``1.   text``). ``plain``: the HTML of acts up to 2004 (``div#TexteOnly``, bare paragraphs, an empty one
before headings, references as "(1)" after the word, notes at the end).
"""

import re
from html import escape

from description import Act, Article, Block, brackets
from recommendation import WHEREAS

_JOURNAL = {
    "sv": "Europeiska unionens officiella tidning",
    "fi": "Euroopan unionin virallinen lehti",
    "en": "Official Journal of the European Union",
}
_ARTICLE = {"sv": "Artikel {}", "fi": "{} artikla", "en": "Article {}"}
_ANNEX = {"sv": "BILAGA", "fi": "LIITE", "en": "ANNEX"}
ROMAN = ("I", "II", "III", "IV", "V")


def article_heading(number: str, language: str) -> str:
    return _ARTICLE[language].format(number)


def annex_heading(position: int, count: int, language: str) -> str:
    return _ANNEX[language] + (f" {ROMAN[position]}" if count > 1 else "")


class _Xhtml:
    def __init__(self, act: Act, language: str, prefix: str, ids: bool) -> None:
        self.act, self.language, self.prefix, self.ids = act, language, prefix, ids
        self.file = f"{act.name}{language.upper()}.000101"

    def inline(self, text: str) -> str:
        def reference(match):
            n = match[1]
            tag = f"{n}-{self.file}-E{int(n):04d}"
            return f'<a id="ntc{tag}" href="#ntr{tag}">(<span class="{self.prefix}super {self.prefix}note-tag">{n}</span>)</a>'

        return re.sub(r"\[\^(\d+)\]", reference, escape(text, quote=False).replace(" [^", "&#160;[^"))

    def p(self, style: str, text: str) -> str:
        return f'<p class="{self.prefix}{style}">{self.inline(text)}</p>'

    def sub(self, id_: str, inner: str) -> str:
        return f'<div class="eli-subdivision" id="{id_}">{inner}</div>' if self.ids else inner

    def row(self, printed: str, inner: str) -> str:
        return (
            '<table width="100%" border="0" cellspacing="0" cellpadding="0"><col width="4%"/><col width="96%"/><tbody><tr><td valign="top">'
            f'<p class="{self.prefix}normal">{printed}</p></td><td valign="top">{inner}</td></tr></tbody></table>\n'
        )

    def item(self, item, definition=False) -> str:
        inner = self.p("normal", item.texts[self.language]) + "".join(self.item(i) for i in item.items)
        if item.tail:
            inner += self.p("normal", item.tail[self.language])
        return self.row(brackets(item.number, self.language, definition=definition), inner)

    def open_item(self, item) -> str:
        """A numbered paragraph that is no table: its number stands before the text."""
        text = f"{item.number}.&#160;&#160;&#160;{self.inline(item.texts[self.language])}"
        tail = self.p("normal", item.tail[self.language]) if item.tail else ""
        return f'<p class="{self.prefix}normal">{text}</p>' + "".join(self.item(i) for i in item.items) + tail

    def block(self, block: Block) -> str:
        heading = (
            f'<p class="{self.prefix}ti-grseq-1"><span class="{self.prefix}bold">{escape(block.heading[self.language])}</span></p>'
            if block.heading
            else ""
        )
        text = self.p("normal", block.text[self.language]) if block.text else ""
        if self.ids or block.definitions:
            points = "".join(self.item(i, block.definitions) for i in block.points)
        else:
            points = "".join(self.open_item(i) for i in block.points)
        return f"{heading}\n{text}\n{points}"

    def article(self, article: Article) -> str:
        title = self.p("sti-art", article.title[self.language])
        inner = self.p("ti-art", article_heading(article.number, self.language))
        inner += f'<div class="eli-title" id="art_{article.number}.tit_1">{title}</div>' if self.ids else title
        if article.text:
            inner += self.p("normal", article.text[self.language]) + "".join(self.item(i) for i in article.items)
        for paragraph in article.paragraphs:
            inner += (
                f'<div id="{int(article.number):03d}.{int(paragraph.number):03d}">{self.open_item(paragraph)}</div>'
                if self.ids
                else self.open_item(paragraph)
            )
        if article.tail:
            inner += self.p("normal", article.tail[self.language])
        chapter = ""
        if article.chapter:
            number, name = (texts[self.language] for texts in article.chapter)
            chapter = self.p("ti-section-1", number) + self.p("ti-section-2", name)
        return chapter + self.sub(f"art_{article.number}", inner)

    def annex(self, position: int) -> str:
        annex, language = self.act.annexes[position], self.language
        inner = self.p("doc-ti", annex_heading(position, len(self.act.annexes), language)) + self.p("doc-ti", annex.title[language])
        inner += self.p("normal", annex.text[language]) + "".join(self.item(i) for i in annex.points)
        cells = "".join(
            "<tr>" + "".join(f'<td><p class="{self.prefix}tbl-txt">{escape(c[language])}</p></td>' for c in row) + "</tr>"
            for row in annex.table
        )
        inner += f'<table class="{self.prefix}table"><tbody>{cells}</tbody></table>' if cells else ""
        return f'<div class="eli-container" id="anx_{ROMAN[position]}">{inner}</div>' if self.ids else f'<hr class="doc-sep"/>{inner}'

    def note(self, number: str) -> str:
        tag = f"{number}-{self.file}-E{int(number):04d}"
        back = f'<a id="ntr{tag}" href="#ntc{tag}">(<span class="{self.prefix}super">{number}</span>)</a>'
        return f'<p class="{self.prefix}note">{back}&#160;&#160;{escape(self.act.notes[number][self.language])}</p>\n'

    def main(self) -> str:
        act, language = self.act, self.language
        title = "".join(self.p("doc-ti", t[language]) for t in act.title)
        citations = "".join(self.sub(f"cit_{i}", self.p("normal", t[language])) for i, t in enumerate(act.citations, 1))
        recitals = "".join(self.sub(f"rct_{i}", self.row(f"({i})", self.p("normal", t[language]))) for i, t in enumerate(act.recitals, 1))
        preamble = self.p("normal", act.institution[language]) + citations + self.p("normal", WHEREAS[language]) + recitals
        body = "".join(self.block(part) if isinstance(part, Block) else self.article(part) for part in act.body)
        final = f'<div class="{self.prefix}final">{self.p("normal", act.final[0][language])}<div class="{self.prefix}signatory">'
        final += "".join(self.p("signatory", t[language]) for t in act.final[1:]) + "</div></div>"
        notes = f'<hr class="{self.prefix}note"/>' + "".join(self.note(n) for n in act.notes)
        main = f'<div class="eli-main-title" id="tit_1">{title}</div>' if self.ids else title
        main += (
            self.sub("pbl_1", preamble + self.p("normal", act.adoption[language]))
            + self.sub("enc_1", body)
            + self.sub("fnp_1", final)
            + notes
        )
        annexes = "".join(self.annex(i) for i in range(len(act.annexes)))
        return f'<div class="eli-container">{main}</div>{annexes}' if self.ids else main + annexes

    def page(self) -> str:
        head = "".join(
            f'<td><p class="{self.prefix}{style}">{text}</p></td>'
            for style, text in (
                ("hd-date", "32.5.2099"),
                ("hd-lg", self.language.upper()),
                ("hd-ti", _JOURNAL[self.language]),
                ("hd-oj", "M 1/1"),
            )
        )
        foot = (
            f'<hr class="oj-separator"/><p class="oj-normal">ELI: http://example.org/eli/{self.act.name}</p><hr class="oj-doc-end"/>'
            if self.ids
            else '<hr class="doc-end"/>'
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">\n'
            '<html xmlns="http://www.w3.org/1999/xhtml"><!-- made-up text, not law --><head><meta http-equiv="content-type" '
            f'content="text/html; charset=utf-8"/><title>{self.file}.xml</title></head><body><table width="100%"><tbody><tr>{head}</tr>'
            f'</tbody></table><hr class="{self.prefix}separator"/>\n{self.main()}\n{foot}</body></html>\n'
        )  # fmt: skip


def present(act: Act, language: str) -> bytes:
    return _Xhtml(act, language, "oj-", ids=True).page().encode()


class _Plain(_Xhtml):
    """Bare paragraphs, an empty one before every heading."""

    def inline(self, text: str) -> str:
        return re.sub(r"\s?\[\^(\d+)\]", r"(\1)", escape(text, quote=False))

    def p(self, style: str, text: str) -> str:
        return f"{'<p></p>' if style in ('ti-art', 'ti-section-1') else ''}<p>{self.inline(text)}</p>\n"

    def row(self, printed: str, inner: str) -> str:
        return inner.replace("<p>", f"<p>{printed} ", 1)

    def open_item(self, item) -> str:
        return self.item(item)

    def item(self, item, definition=False) -> str:
        own = f"<p>{brackets(item.number, self.language, definition=definition)} {self.inline(item.texts[self.language])}</p>\n"
        tail = self.p("normal", item.tail[self.language]) if item.tail else ""
        return own + "".join(self.item(i) for i in item.items) + tail

    def block(self, block: Block) -> str:
        heading = f"<p></p><p>{escape(block.heading[self.language])}</p>\n" if block.heading else ""
        text = self.p("normal", block.text[self.language]) if block.text else ""
        return heading + text + "".join(self.item(i, block.definitions) for i in block.points)

    def annex(self, position: int) -> str:
        annex, language = self.act.annexes[position], self.language
        inner = f"<p></p><p>{annex_heading(position, len(self.act.annexes), language)}</p><p>{annex.title[language]}</p>"
        inner += self.p("normal", annex.text[language]) + "".join(self.item(i) for i in annex.points)
        rows = "".join("<tr>" + "".join(f"<td>{escape(c[language])}</td>" for c in row) + "</tr>" for row in annex.table)
        return inner + (f"<table>{rows}</table>" if rows else "")

    def page(self) -> str:
        act, language = self.act, self.language
        title = "".join(self.p("doc-ti", t[language]) for t in act.title)
        citations = "".join(self.p("normal", t[language]) for t in act.citations)
        recitals = "".join(self.p("normal", f"({i}) {t[language]}") for i, t in enumerate(act.recitals, 1))
        text = title + "<p></p>" + self.p("normal", act.institution[language]) + citations + self.p("normal", WHEREAS[language]) + recitals
        text += self.p("normal", act.adoption[language])
        text += "".join(self.block(part) if isinstance(part, Block) else self.article(part) for part in act.body)
        text += "<p></p>" + "".join(self.p("normal", t[language]) for t in act.final)
        text += "".join(self.annex(i) for i in range(len(act.annexes)))
        notes = "".join(f"<p>({n}) {escape(t[language])}</p>\n" for n, t in act.notes.items())
        return (
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n'
            f'<html lang="{language.upper()}"><head><meta name="DC.language" content="{language.upper()}">'
            '<meta name="DC.type" http-equiv="Content-Type" content="text/html; charset=UNICODE-1-1-UTF-8">'
            f'<title>EUR-Lex - made up - {language.upper()}</title></head><body><div id="banner"><p class="bglang">'
            '<a class="langue" href="notice.htm"><b>Avis juridique important</b></a><br></p></div><h1>made up</h1>'
            '<p><strong>made up</strong></p><br><div id="TexteOnly"><p>'
            f"<txt_te>{text}<p></p>{notes}<p> </p></txt_te></p></div></body></html>"
        )


def plain(act: Act, language: str) -> bytes:
    return _Plain(act, language, "", ids=False).page().encode()


def older(act: Act, language: str) -> bytes:
    return _Xhtml(act, language, "", ids=False).page().encode()
