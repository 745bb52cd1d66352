"""Formex: what the made-up acts of test_acts.py and test_eurlex.py do not have."""

import pytest

from corpus.parse.parsed import NotReadable
from corpus.parse.read import parse


def act(body: str, before: str = "") -> bytes:
    head = f"<ACT><BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><TITLE><TI><P>Act</P></TI></TITLE>{before}"
    return f"<?xml version='1.0' encoding='UTF-8'?>{head}<ENACTING.TERMS>{body}</ENACTING.TERMS></ACT>".encode()


def article(inner: str) -> str:
    return f'<ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART>{inner}</ARTICLE>'


def lines(parsed, id_):
    return next(p.lines for p in parsed.parts if p.id == id_)


def test_an_annex_has_a_file_of_its_own(publishers, sound):
    """The Publications Office sends an act and its annexes as files: together they have the parts of the one that has all."""
    for wanted in (publishers.RECOMMENDATION, publishers.REGULATION):
        whole = parse(publishers.formex(wanted, "sv"), "formex")
        parts = []
        for data in publishers.formex_files(wanted, "sv").values():
            parsed = parse(data, "formex")
            sound(parsed)
            parts += parsed.parts
        assert sorted(p.id for p in parts) == sorted(p.id for p in whole.parts)


def test_capitals_quotation_marks_and_powers_are_text():
    """They stand as elements; dropped, the quote would not be what the journal prints."""
    text = (
        '<HT TYPE="UC">Council</HT> <QUOT.START CODE="201C"/>fog<QUOT.END CODE="201D"/> of 10<HT TYPE="SUP">-9</HT> m<HT TYPE="SUB">2</HT>.'
    )
    parsed = parse(act(article(f"<ALINEA>{text}</ALINEA>")), "formex")
    assert lines(parsed, "art-1") == ("COUNCIL “fog” of 10⁻⁹ m₂.",)


def test_notes_are_numbered_in_order_and_may_be_referred_to_again():
    note = '<NOTE NOTE.ID="E0007" NUMBERING="ARAB" TYPE="FOOTNOTE"><P>See the fog.</P></NOTE>'
    body = article(f'<ALINEA>Fog{note}, and again<NOTE NOTE.REF="E0007"/>.</ALINEA>')
    parsed = parse(act(body), "formex")
    assert lines(parsed, "art-1") == ("Fog[^1], and again[^1].",)
    assert lines(parsed, "fn-1") == ("See the fog.",)


def test_lists_of_dashes_definitions_tables_and_quoted_text():
    dashes = '<LIST TYPE="DASH"><ITEM><P>grey,</P></ITEM><ITEM><P>wet.</P></ITEM></LIST>'
    definitions = "<DLIST SEPARATOR=':'><DLIST.ITEM><TERM>fog</TERM><DEFINITION>a cloud;</DEFINITION></DLIST.ITEM></DLIST>"
    table = "<TBL><TITLE><TI><P>Table</P></TI></TITLE><CORPUS><ROW><CELL>A</CELL><CELL>B</CELL></ROW></CORPUS></TBL>"
    quoted = "<QUOT.S><ARTICLE><TI.ART>Article 9</TI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>Old.</ALINEA></PARAG></ARTICLE></QUOT.S>"
    parsed = parse(act(article(f"<ALINEA><P>Fog is</P>{dashes}</ALINEA><ALINEA>{definitions}{table}{quoted}</ALINEA>")), "formex")
    assert lines(parsed, "art-1") == ("Fog is", "— grey,", "— wet.", "fog: a cloud;", "Table", "A | B", "Article 9", "1. Old.")
    assert [p.id for p in parsed.parts] == ["title", "art-1"]


def test_instructions_to_the_typesetter_are_no_text():
    """Page marks and the marks of consolidation stand between and within the texts."""
    body = article('<ALINEA>Fog <?PAGE NO="2"?>comes<?CLG.MDFO ID="C1" IDREF="O1"?>.</ALINEA><?CLG.MDFC ID="C2"?>')
    assert lines(parse(act(body), "formex"), "art-1") == ("Fog comes.",)


def test_recitals_in_sections_and_without_numbers():
    recitals = "<DIV.CONSID><TITLE><TI><P>Fog</P></TI></TITLE><CONSID>Fog is grey.</CONSID><CONSID><P>Fog is wet.</P></CONSID></DIV.CONSID>"
    parsed = parse(act(article("<ALINEA>It goes.</ALINEA>"), f"<PREAMBLE><GR.CONSID>{recitals}</GR.CONSID></PREAMBLE>"), "formex")
    assert [(p.id, p.lines, p.headings) for p in parsed.parts[1:3]] == [
        ("rec-1", ("Fog is grey.",), ("Fog",)),
        ("rec-2", ("Fog is wet.",), ("Fog",)),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><head><title>404 Not found</title></head><body/></html>", "404 Not found"),
        (b"<DOC><BIB.DOC/></DOC>", "root element is DOC"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", "root element is RDF"),
        (b"<ACT><TITLE><TI><P>Cut", "no sound XML"),
        (b"<ACT><BIB.INSTANCE/></ACT>", "no text of an act"),
    ],
)
def test_what_is_no_act_says_what_it_is(data, said):
    with pytest.raises(NotReadable, match=said):
        parse(data, "formex")
