"""Finnish acts as Akoma Ntoso: sections, subsections and items as they are cited, in both languages; the wording that is in force."""

import datetime as dt

import pytest

from corpus.parse.parsed import NotReadable
from corpus.parse.read import parse

IDS = [
    "title", "pbl-1", "sec-1-1", "sec-1-2", "sec-2", "sec-2a", "sec-2a-1", "sec-2a-1-a", "sec-2a-1-b", "sec-2a-2", "sec-2a-sub-2",
    "sec-3-1", "sec-3-2", "sec-3-2-1", "sec-3-2-2", "sec-3-2-3", "sec-3-3", "sec-4", "enc-1", "fnp-1", "fn-1",
]  # fmt: skip


def act(body: str, attributes: str = "") -> bytes:
    head = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:finlex="http://data.finlex.fi/schema/finlex">'
    meta = '<meta><identification><FRBRExpression><FRBRlanguage language="fin"/></FRBRExpression></identification></meta>'
    return f"{head}<act>{meta}<body>{body}</body></act></akomaNtoso>".encode()


def part(parsed, id_):
    return next(p for p in parsed.parts if p.id == id_)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_an_act_has_the_same_parts_in_both_languages(publishers, sound, language):
    parsed = parse(publishers.finlex_act(language), "akoma-ntoso")
    sound(parsed)
    assert [p.id for p in parsed.parts] == IDS
    assert parsed.language == language


def test_places_are_called_as_finnish_law_calls_them(publishers):
    fi, sv = (parse(publishers.finlex_act(language), "akoma-ntoso") for language in ("fi", "sv"))
    assert part(fi, "sec-3-2-3").label == "3 § 2 mom. 3 kohta"
    assert part(sv, "sec-3-2-3").label == "3 § 2 mom. 3 punkten"
    assert part(fi, "sec-2a-1-b").label == "2 a § 1 kohta b alakohta"
    assert part(fi, "sec-2").label == "2 §"
    assert part(fi, "sec-3-2-3").stem == "sec-3-2"
    assert part(fi, "sec-1-2").headings == ("1 luku Yleiset säännökset", "Soveltamisala")
    assert part(fi, "sec-1-2").lines == ("Lakia ei sovelleta lyhtyihin.", "Lyhdyistä säädetään 5 §:n 2 mom. 3 kohdassa.")


def test_a_note_is_a_part_and_its_place_is_marked(publishers):
    fi = parse(publishers.finlex_act("fi"), "akoma-ntoso")
    assert part(fi, "sec-2").lines == ("Jokaisella majakalla on majakanvartija[^1].",)
    assert part(fi, "fn-1").lines == ("Keksitty alaviite.",)


def test_sections_numbered_anew_in_each_chapter_carry_it(publishers, sound):
    """1 § of the second chapter is another place than 1 § of the first; both as "sec-1" one would answer for the other."""
    parsed = parse(publishers.finlex_act("fi", anew=True), "akoma-ntoso")
    sound(parsed)
    assert part(parsed, "ch-2-sec-1-2").label == "2 luku 1 § 2 mom."
    assert part(parsed, "ch-1-sec-1-2").number == "1:1.2"


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize(
    ("from_", "as_of", "new"),
    [
        ("1.7.2099", None, False),
        ("1.5.2099", None, True),
        ("1.7.2099", dt.date(2099, 7, 1), True),
        ("1.7.2099", dt.date(2099, 6, 30), False),
    ],
)
def test_of_two_wordings_the_one_in_force_is_kept(publishers, sound, language, from_, as_of, new):
    """Finlex carries the coming wording with the present one after a note; without a day the file's own (1.6.2099) decides."""
    parsed = parse(publishers.finlex_act(language, amended=from_), "akoma-ntoso", as_of=as_of)
    sound(parsed)
    plain = parse(publishers.finlex_act(language), "akoma-ntoso")
    assert [p.id for p in parsed.parts] == IDS
    assert (part(parsed, "sec-3-1").lines == part(plain, "sec-3-1").lines) is new
    assert any(from_ in remark for remark in parsed.remarks)


def test_without_any_day_both_wordings_stay(publishers):
    """A wording that may be in force is never dropped on a guess."""
    data = publishers.finlex_act("fi", amended="1.7.2099").replace(b'name="dateConsolidated"', b'name="dateIssued"')
    parsed = parse(data, "akoma-ntoso")
    assert [p.id for p in parsed.parts if p.id.startswith("sec-3-1")] == ["sec-3-1", "sec-3-1.2"]
    assert any("both are kept" in remark for remark in parsed.remarks)


def test_a_subsection_whose_number_is_not_known_gets_none():
    """An amending act gives "2 mom." alone and leaves out the others: by its order it would be called the first."""
    new = "<subsection><content><p>Uutta.</p></content></subsection>"
    parsed = parse(act(f'<section eId="sec_16"><num>16 §</num><hcontainer name="omission"/>{new}</section>'), "akoma-ntoso")
    assert [(p.id, p.label) for p in parsed.parts] == [("sec-16", "16 §")]
    assert any("not numbered" in remark for remark in parsed.remarks)


def test_tables_cross_headings_and_annexes():
    table = "<table><tr><td><p>A</p></td><td><p>B</p></td></tr></table>"
    section = f"<section><num>1 §</num><subsection><content><p>Taulukko:</p>{table}</content></subsection></section>"
    annex = '<hcontainer name="attachment"><heading>Liite 2</heading><content><p>Liitteen teksti.</p></content></hcontainer>'
    parsed = parse(act(f"<crossHeading>Väliotsikko</crossHeading>{section}{annex}"), "akoma-ntoso")
    assert part(parsed, "sec-1").lines == ("Taulukko:", "A | B")
    assert part(parsed, "sec-1").headings == ("Väliotsikko",)
    assert part(parsed, "annex-2").lines == ("Liitteen teksti.",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (act('<hcontainer name="contentAbsent"/>'), "no text of this act"),
        (b"<html><head><title>Finlex - virhe</title></head><body><p>x</p></body></html>", "Finlex - virhe"),
        (b"<AknXmlList/>", "root element is AknXmlList"),
        (act("<section><num>1 §</num>")[:-40], "no sound XML"),
        (act("<section><num>1 §</num></section>"), "no text of an act"),
    ],
)
def test_what_is_no_act_says_what_it_is(data, said):
    with pytest.raises(NotReadable, match=said):
        parse(data, "akoma-ntoso")
