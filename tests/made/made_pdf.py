"""PDF files for the tests, drawn with reportlab: lines are broken and placed here, so that hyphens, columns, footnotes and margins stand
where the tests want them.
"""

import io
import re

from guideline import TITLE, guideline
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 72, WIDTH - 72, HEIGHT - 80, 80
BODY, BOLD = "Helvetica", "Helvetica-Bold"
CALL = re.compile(r"\[\^(\d+)\]")


def plain(text):
    return CALL.sub("", text)


def width(text, size, font=BODY):
    """Of a text with its calls, which are drawn small."""
    return stringWidth(plain(text), font, size) + sum(stringWidth(n, font, 0.6 * size) for n in CALL.findall(text))


def wrapped(text, room, size, font=BODY, hyphens=False):
    """A text as lines. With ``hyphens`` a long word that does not fit is broken after six letters, as typesetting does."""
    lines, current = [], ""
    for word in text.split():
        trial = f"{current} {word}".strip()
        if width(trial, size, font) <= room:
            current = trial
            continue
        head, tail = word[:6], word[6:]
        if hyphens and len(word) > 12 and word.isalpha() and width(f"{current} {head}-", size, font) <= room:
            lines.append(f"{current} {head}-")
            current = tail
        else:
            lines.append(current)
            current = word
    return [*lines, current]


class Sheet:
    """Sets text from the top of a page downwards, footnotes at its foot, on as many pages as it takes."""

    def __init__(self, header="", footer="", hyphens=False):
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4)
        self.header, self.footer, self.hyphens = header, footer, hyphens
        self.page, self.y, self.notes, self.pages = 1, TOP, [], {}

    def draw(self, x, y, text, size, font=BODY):
        """A line with its calls raised."""
        for piece in re.split(r"(\[\^\d+\])", text):
            found = CALL.fullmatch(piece)
            if found:
                self.canvas.setFont(font, 0.6 * size)
                self.canvas.drawString(x, y + 0.35 * size, found[1])
                x += stringWidth(found[1], font, 0.6 * size)
            elif piece:
                self.canvas.setFont(font, size)
                self.canvas.drawString(x, y, piece)
                x += stringWidth(piece, font, size)

    def room(self):
        return BOTTOM + sum(11 * len(lines) for _, lines in self.notes) + (14 if self.notes else 0)

    def put(self, text, size=10.5, font=BODY, indent=0, hang=0, after=6, notes=None, first=""):
        """A paragraph. ``notes``: the texts of the notes that it calls. ``first``: what stands in its hanging indent."""
        lines = wrapped(text, RIGHT - LEFT - indent - hang, size, font, self.hyphens)
        for n, line in enumerate(lines):
            notes = notes or {}
            called = [(int(c), wrapped(notes[int(c)], RIGHT - LEFT - 12, 8)) for c in CALL.findall(line) if int(c) in notes]
            if self.y - 1.3 * size < self.room() + sum(11 * len(ls) for _, ls in called) + 14:
                self.turn()
            self.notes += called
            self.y -= 1.3 * size
            if n == 0 and first:
                self.draw(LEFT + indent, self.y, first, size, font)
            self.draw(LEFT + indent + hang, self.y, line, size, font)
            self.pages.setdefault(plain(text), self.page)
        self.y -= after

    def foot(self):
        if self.notes:
            y = self.room() - 6
            self.canvas.line(LEFT, y, LEFT + 140, y)
            y -= 10
            for number, lines in self.notes:
                self.canvas.setFont(BODY, 5)
                self.canvas.drawString(LEFT, y + 2.5, str(number))
                self.canvas.setFont(BODY, 8)
                for line in lines:
                    self.canvas.drawString(LEFT + 12, y, line)
                    y -= 11
        self.notes = []
        if self.header:
            self.canvas.setFont(BODY, 8)
            self.canvas.drawString(LEFT, HEIGHT - 40, self.header)
        if self.footer:
            self.canvas.setFont(BODY, 8)
            self.canvas.drawRightString(RIGHT, 36, self.footer.format(page=self.page))

    def turn(self):
        self.foot()
        self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP

    def columns(self, left, right, size=10.5):
        """Two columns on a page of their own, drawn line by line across, as some programs do."""
        room, gap = (RIGHT - LEFT - 24) / 2, 24
        sides = [wrapped(" ".join(texts), room, size, hyphens=self.hyphens) for texts in (left, right)]
        for n in range(max(map(len, sides))):
            self.y -= 1.3 * size
            for side, lines in enumerate(sides):
                if n < len(lines):
                    self.draw(LEFT + side * (room + gap), self.y, lines[n], size)
        self.y -= 8

    def done(self) -> bytes:
        self.foot()
        self.canvas.save()
        return self.out.getvalue()


COLUMNS = (
    ["Vänstra spalten läses först.", "Den beskriver hur gäster tas emot vid enheten och vem som svarar för dem under besöket.",
     "Receptionen får uppgifterna två dagar före ankomsten och lämnar ut ett tillfälligt passerkort.",
     "Passerkortet återlämnas samma dag som besöket slutar, och enheten antecknar det i sitt register."],
    ["Högra spalten läses därefter.", "Den beskriver hur resor planeras och vilken utrustning som får tas med utomlands.",
     "Datorn lånas från enheten och innehåller bara det material som resan kräver.",
     "Efter hemkomsten granskas datorn av informationssäkerhetsenheten innan den ansluts på nytt."],
)  # fmt: skip


def guideline_pdf(chapters=8):
    """The guideline as a PDF, with the page that each paragraph begins on: header, page numbers "Sida 3", hyphens, footnotes, a
    two-column page.
    """
    sheet = Sheet("Exempelhögskolan – riktlinjer", "Sida {page}", hyphens=True)
    sheet.put(TITLE, 20, BOLD, after=20)
    for number, heading, sections in guideline(chapters):
        sheet.put(f"{number} {heading}", 15, BOLD, after=8)
        for section in sections:
            sheet.put(f"{section.number} {section.heading}", 12, BOLD, after=5)
            for text in section.paragraphs:
                sheet.put(text, notes=section.notes)
            sheet.put(section.stem, after=3)
            for letter, item in zip("abcde", section.items, strict=True):
                sheet.put(f"{item};", indent=14, hang=16, after=2, first=f"{letter})")
            sheet.y -= 6
    sheet.turn()
    sheet.put("9 Sammanfattning", 15, BOLD, after=8)
    sheet.columns(*COLUMNS)
    return sheet.done(), sheet.pages


def simple_pdf(*lines, size=11) -> bytes:
    """One page with these lines."""
    sheet = Sheet()
    for line in lines:
        sheet.put(line, size)
    return sheet.done()


def drawn_pdf(*draws) -> bytes:
    """A page that says "Gäster anmäls till receptionen." and whatever ``draws`` put on the canvas."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(BODY, 11)
    canvas.drawString(72, 700, "Gäster anmäls till receptionen av den enhet som tar emot dem.")
    for draw in draws:
        draw(canvas)
    canvas.save()
    return out.getvalue()
