"""A MADE-UP Finnish act in Finnish and Swedish as Finlex's open data gives acts: Akoma Ntoso 3 with attributes of Finlex's own.

Structures followed: ``akomaNtoso/act`` with ``meta`` (``FRBRWork``, ``FRBRExpression`` with ``FRBRlanguage``, ``FRBRdate``), ``preface``
with ``docNumber`` and ``docTitle``, ``preamble/formula``, ``body/hcontainer[@name=statuteProvisionsWrapper]``, ``chapter`` and
``section`` with ``num`` and ``heading``, ``subsection/content/p`` or ``intro`` and ``paragraph`` with ``num``, eIds as
``chp_1__sec_2__subsec_1__para_3``, ``hcontainer`` for entry into force and signatures. In consolidated acts: ``finlex:originalVersion`` on
amended places and a ``hcontainer[@name=noteAuthorial]`` between two wordings. The act is about lighthouses; nothing in it is law.
"""

from html import escape

_NS = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:finlex="http://data.finlex.fi/schema/finlex"'
_WORDS = {
    "fi": {"chapter": "luku", "text": "Säädöksen teksti", "signed": "Allekirjoitukset", "note": "huomautus", "iso": "fin"},
    "sv": {"chapter": "kap.", "text": "Författningens text", "signed": "Underskrifter", "note": "anmärkning", "iso": "swe"},
}

TITLE = {"fi": "Keksitty majakkalaki", "sv": "Påhittad fyrlag"}
FORMULA = {"fi": "Eduskunnan päätöksen mukaisesti säädetään keksitysti:", "sv": "I enlighet med riksdagens beslut föreskrivs påhittat:"}
CHAPTERS = {"fi": ("Yleiset säännökset", "Lamput"), "sv": ("Allmänna bestämmelser", "Lampor")}
# Each section: heading, then its subsections; a subsection is a text, or an introduction, its items and what comes after them.
SECTIONS = {
    "1": (
        {"fi": "Soveltamisala", "sv": "Tillämpningsområde"},
        (
            {"fi": "Tätä lakia sovelletaan majakoihin.", "sv": "Denna lag tillämpas på fyrar."},
            {
                "fi": "Lakia ei sovelleta lyhtyihin. Lyhdyistä säädetään 5 §:n 2 mom. 3 kohdassa.",
                "sv": "Lagen tillämpas inte på lyktor. Om lyktor föreskrivs i 5 § 2 mom. 3 punkten.",
            },
        ),
    ),
    "2": (
        {"fi": "Majakanvartija", "sv": "Fyrvaktare"},
        ({"fi": "Jokaisella majakalla on majakanvartija [1].", "sv": "Varje fyr har en fyrvaktare [1]."},),
    ),
    "2a": (
        {"fi": "Määritelmät", "sv": "Definitioner"},
        (
            (
                {"fi": "Tässä laissa tarkoitetaan:", "sv": "I denna lag avses med"},
                (
                    (
                        "1",
                        {"fi": "majakalla tornia, jossa on:", "sv": "fyr ett torn med"},
                        (("a", {"fi": "lamppu; tai", "sv": "en lampa, eller"}), ("b", {"fi": "sumusireeni;", "sv": "en mistlur,"})),
                    ),
                    ("2", {"fi": "lampulla valoa.", "sv": "lampa ett ljus."}, ()),
                ),
                {"fi": "Määritelmät koskevat myös asetuksia.", "sv": "Definitionerna gäller också förordningar."},
            ),
        ),
    ),
    "3": (
        {"fi": "Lampun sytyttäminen", "sv": "Att tända lampan"},
        (
            {"fi": "Lamppu sytytetään auringon laskiessa.", "sv": "Lampan tänds när solen går ned."},
            (
                {"fi": "Lamppua ei sytytetä, jos:", "sv": "Lampan tänds inte om"},
                (
                    ("1", {"fi": "on päivä;", "sv": "det är dag,"}, ()),
                    ("2", {"fi": "lamppu on rikki; taikka", "sv": "lampan är sönder, eller"}, ()),
                    ("3", {"fi": "majakka on tyhjä.", "sv": "fyren är tom."}, ()),
                ),
                None,
            ),
            {"fi": "Lampun on palettava koko yön.", "sv": "Lampan ska brinna hela natten."},
        ),
    ),
    "4": (
        {"fi": "Valvonta", "sv": "Tillsyn"},
        ({"fi": "Majakkavirasto valvoo lampuja.", "sv": "Fyrverket utövar tillsyn över lamporna."},),
    ),
}
ENTRY = {"fi": "Tämä laki tulee voimaan 32 päivänä toukokuuta 2099.", "sv": "Denna lag träder i kraft den 32 maj 2099."}
SIGNED = {"fi": ("Keksikarilla 1.1.2099", "Majakkaministeri"), "sv": ("På Påhittskär 1.1.2099", "Fyrminister")}
NOTE = {"fi": "Keksitty alaviite.", "sv": "Påhittad fotnot."}
EARLIER = {"fi": "Lamppu sytytettiin ennen keskiyöllä.", "sv": "Lampan tändes förr vid midnatt."}
EDITORS = {
    "fi": "L:lla 2/2099 muutettu 1 momentti tulee voimaan {day}. Aiempi sanamuoto kuuluu:",
    "sv": "Genom L 2/2099 ändrade 1 mom. träder i kraft {day}. Den tidigare lydelsen lyder:",
}


def _p(text: str, language: str) -> str:
    note = f'<authorialNote marker="1" placement="bottom"><p>{NOTE[language]}</p></authorialNote>'
    return f"<p>\n  {escape(text, quote=False).replace(' [1]', note)}\n</p>"


def _items(items, language: str, eid: str) -> str:
    made = ""
    for position, (number, text, under) in enumerate(((i if len(i) == 3 else (*i, ())) for i in items), 1):
        inner = f"<intro>{_p(text[language], language)}</intro>" if under else f"<content>{_p(text[language], language)}</content>"
        name = "subparagraph" if number.isalpha() else "paragraph"
        own = f"{eid}__{'subpara' if number.isalpha() else 'para'}_{position}"
        made += f'<{name} eId="{own}"><num>{number}) </num>{inner}{_items(under, language, own)}</{name}>\n'
    return made


def _subsection(subsection, language: str, eid: str, attributes: str = "") -> str:
    if isinstance(subsection, dict):
        return f'<subsection eId="{eid}"{attributes}><content>{_p(subsection[language], language)}</content></subsection>\n'
    intro, items, after = subsection
    end = f"<wrapUp>{_p(after[language], language)}</wrapUp>" if after else ""
    return f'<subsection eId="{eid}"><intro>{_p(intro[language], language)}</intro>{_items(items, language, eid)}{end}</subsection>\n'


def _section(number: str, language: str, chapter: str, amended: str | None) -> str:
    heading, subsections = SECTIONS[number]
    eid = f"chp_{chapter}__sec_{number}"
    made = ""
    for position, subsection in enumerate(subsections, 1):
        own = f"{eid}__subsec_{position}"
        if amended and number == "3" and position == 1:
            words = _WORDS[language]
            made += _subsection(
                subsection, language, f"{own}v20990002", ' finlex:originalVersion="@20990002" finlex:originalVersionLabel="1.2.2099/2"'
            )
            made += f'<hcontainer eId="note_1" finlex:outline="{words["note"]}" name="noteAuthorial"><content><p>'
            made += f"{EDITORS[language].format(day=amended)}</p></content></hcontainer>"
            made += _subsection(EARLIER, language, own)
        else:
            made += _subsection(subsection, language, own)
    printed = f"{number[:-1]} {number[-1]} §" if number[-1].isalpha() else f"{number} §"
    return f'<section eId="{eid}"><num>{printed}</num><heading>{heading[language]}</heading>\n{made}</section>\n'


def finlex_act(language: str, *, amended: str | None = None, anew: bool = False) -> bytes:
    """The act. ``amended`` is the day from which a newer wording of 3 § 1 mom. applies; ``anew`` numbers sections anew in each chapter."""
    words = _WORDS[language]
    chapters = ""
    for chapter, numbers in (("1", ("1", "2", "2a")), ("2", ("3", "4"))):
        sections = "".join(_section(n, language, chapter, amended) for n in numbers)
        if anew and chapter == "2":
            sections = sections.replace("<num>3 §</num>", "<num>1 §</num>").replace("<num>4 §</num>", "<num>2 §</num>")
        heading = CHAPTERS[language][int(chapter) - 1]
        chapters += (
            f'<chapter eId="chp_{chapter}"><num>{chapter} {words["chapter"]}</num><heading>{heading}</heading>\n{sections}</chapter>\n'
        )
    signed = "".join(f"<p>{line}</p>" for line in SIGNED[language])
    day = '<FRBRdate date="2099-06-01" name="dateConsolidated"/>' if amended else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso {_NS}>
  <!-- made-up text, not law -->
  <act contains="originalVersion" name="main">
    <meta><identification source="#organization_fi.finlex">
      <FRBRWork><FRBRthis value="/akn/fi/act/statute/2099/1/!main"/><FRBRdate date="2099-01-01" name="dateIssued"/></FRBRWork>
      <FRBRExpression><FRBRlanguage language="{words["iso"]}"/>{day}</FRBRExpression>
    </identification></meta>
    <preface><p><docNumber>1/2099</docNumber> <docTitle>{TITLE[language]}</docTitle></p></preface>
    <preamble><formula name="enactingClause"><p>{FORMULA[language]}</p></formula></preamble>
    <body><hcontainer finlex:outline="{words["text"]}" name="statuteProvisionsWrapper">
{chapters}</hcontainer>
      <hcontainer name="entryIntoForceStart"/>
      <hcontainer eId="entryIntoForce" name="entryIntoForce"><content><p>{ENTRY[language]}</p></content></hcontainer>
      <hcontainer finlex:outline="{words["signed"]}" name="conclusions"><content>{signed}</content></hcontainer>
    </body>
  </act>
</akomaNtoso>
""".encode()
