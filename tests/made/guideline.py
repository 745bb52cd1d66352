"""A made-up Swedish guideline of some thirty pages, as data: numbered headings on two levels, lettered items, footnotes. The DOCX and PDF
of the tests are both made of it, so what a parser brings back can be held against what was put in.
"""

from dataclasses import dataclass, field

TITLE = "Riktlinjer för internationella samarbeten vid Exempelhögskolan"
CHAPTERS = (
    "Syfte och omfattning", "Ansvar och roller", "Bedömning av partner", "Gäster och besök", "Resor och utrustning",
    "Avtal och immateriella rättigheter", "Uppgifter och informationssäkerhet", "Incidenter och uppföljning",
)  # fmt: skip
SECTIONS = ("Utgångspunkter", "Förfarande", "Undantag", "Dokumentation")
WHO = ("Prefekten", "Kontaktpersonen", "Projektledaren", "Rektor", "Juristen", "Dataskyddsombudet")
DOES = (
    "ansvarar för att samarbetet bedöms innan någon förbindelse ingås med den utländska parten",
    "ser till att utrustningen gås igenom tillsammans med informationssäkerhetsenheten före avresan",
    "dokumenterar sin bedömning i ärendehanteringssystemet och underrättar enhetens samarbetsgrupp",
    "granskar samarbetsavtalet och bilagorna till det i god tid före undertecknandet",
    "meddelar högskolans kontaktperson om finansieringens ursprung förändras under projekttiden",
    "följer upp att de överenskomna åtgärderna genomförs och rapporterar om dem årligen",
)
ITEMS = (
    "vem som äger och finansierar parten",
    "om forskningsområdet omfattas av exportkontroll",
    "vilka uppgifter och vilken utrustning som lämnar högskolan",
    "vem som får tillträde till lokaler och informationssystem",
    "hur samarbetet kan avslutas i förtid",
)
LETTERS = "abcde"


@dataclass
class Section:
    """A section as it is written: its number and heading, paragraphs, items with a stem, and the notes that its sentences call."""

    number: str
    heading: str
    paragraphs: list[str]
    stem: str
    items: list[str]
    notes: dict[int, str] = field(default_factory=dict)


def sentence(chapter: int, section: int, place: int) -> str:
    """A sentence that stands once in the whole text."""
    who, does = WHO[(chapter + place) % len(WHO)], DOES[(chapter * 2 + section + place) % len(DOES)]
    return f"{who} {does} (ärende {chapter}{section}{place:02d})."


def guideline(chapters: int = 8) -> list[tuple[str, str, list[Section]]]:
    """Chapters as (number, heading, sections). Some sentences call a note: "[^7]" stands behind their full stop."""
    made = []
    note = 0
    for c, heading in enumerate(CHAPTERS[:chapters], 1):
        sections = []
        for s, name in enumerate(SECTIONS, 1):
            notes = {}
            paragraphs = []
            for p in range(6):
                said = [sentence(c, s, 4 * p + k) for k in range(4)]
                if p in (0, 3) and (note < 44):
                    note += 1
                    notes[note] = f"Se anvisning {note}/2025 om hur ärendet antecknas."
                    said[1] += f"[^{note}]"
                paragraphs.append(" ".join(said))
            stem = f"Före beslutet utreds i fråga om {heading.casefold()} ({c}.{s}):"
            sections.append(
                Section(f"{c}.{s}", f"{name} för kapitel {c}", paragraphs, stem, [f"{item} ({c}.{s})" for item in ITEMS], notes)
            )
        made.append((str(c), heading, sections))
    return made


def notes_of(chapters: list[tuple[str, str, list[Section]]]) -> dict[int, str]:
    """Every note by its number."""
    return {n: text for _, _, sections in chapters for section in sections for n, text in section.notes.items()}
