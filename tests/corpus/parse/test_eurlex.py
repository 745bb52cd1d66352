"""EU acts as XHTML: the Council's recommendation and a regulation in every form, and the turns that real pages take."""

import pytest

from corpus.parse.parsed import NotReadable
from corpus.parse.read import parse

LANGUAGES = ("sv", "fi", "en")
FORMS = ("present", "older", "plain", "formex")


def read(publishers, form, act, language):
    return parse(getattr(publishers, form)(act, language), "formex" if form == "formex" else "eu-xhtml")


def page(body: str, head: str = "") -> bytes:
    return f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'.encode()


def row(number: str, inner: str) -> str:
    cell = '<td valign="top">'
    return f'<table><tbody><tr>{cell}<p class="oj-normal">{number}</p></td>{cell}{inner}</td></tr></tbody></table>'


def normal(text: str) -> str:
    return f'<p class="oj-normal">{text}</p>'


def ids(parsed):
    return [part.id for part in parsed.parts]


def part(parsed, id_):
    return next(p for p in parsed.parts if p.id == id_)


def wanted_ids(act) -> list[str]:
    """The ids that the description of a recommendation asks for, in reading order."""

    def under(item, prefix):
        yield f"{prefix}-{item.number}"
        for child in item.items:
            yield from under(child, f"{prefix}-{item.number}")
        if item.tail:
            yield f"{prefix}-{item.number}-sub-2"

    wanted = ["title", "pbl-1", *(f"rec-{i}" for i in range(1, len(act.recitals) + 1)), "pbl-2"]
    for number, block in enumerate(act.body, 1):
        wanted.append(f"enc-{number}")
        for point in block.points:
            wanted += under(point, f"enc-{number}" if block.definitions else "p")
    wanted.append("fnp-1")
    for number, annex in enumerate(act.annexes, 1):
        wanted += [f"annex-{number}", *(i for point in annex.points for i in under(point, f"annex-{number}")), f"annex-{number}-sub-2"]
    return [*wanted, *(f"fn-{n}" for n in act.notes)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recommendation_has_the_same_parts_in_every_form_and_language(publishers, sound, form, language):
    """A question asked in Finnish is answered from the part with the same id as in Swedish: forty recitals, twenty points, definitions."""
    act = publishers.RECOMMENDATION
    parsed = read(publishers, form, act, language)
    sound(parsed)
    assert ids(parsed) == wanted_ids(act)
    assert parsed.language == language
    assert parsed.title == " ".join(line[language] for line in act.title)
    assert parsed.parts == read(publishers, "present", act, language).parts


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_regulation_has_the_same_parts_in_every_form_and_language(publishers, sound, form, language):
    parsed = read(publishers, form, publishers.REGULATION, language)
    sound(parsed)
    assert parsed.parts == read(publishers, "present", publishers.REGULATION, language).parts
    assert ids(parsed) == ids(read(publishers, "present", publishers.REGULATION, "sv"))


def test_a_letter_knows_its_stem_and_a_sentence_its_note(publishers):
    parsed = read(publishers, "present", publishers.RECOMMENDATION, "sv")
    letter = part(parsed, "p-14-c-ii")
    assert (letter.kind, letter.label, letter.number, letter.stem) == ("point", "14. c ii", "14c.ii", "p-14-c")
    assert letter.headings == ("Arbetet i fyrarna",)
    assert letter.lines == ("säkerhet på klipporna[^6],",)
    assert part(parsed, "p-5").lines == ("följa den påhittade handboken[^5].", "Handboken ses över vart femte år.")
    assert part(parsed, "fn-6").lines == ("Klippornas karta, påhittad.",)
    assert part(parsed, "p-7-sub-2").stem == "p-7"


def test_a_definition_is_not_point_two(publishers):
    """The definitions are numbered too; "point 2" is the act's own, and an exact look-up by number must find that one."""
    parsed = read(publishers, "present", publishers.RECOMMENDATION, "fi")
    assert [p.id for p in parsed.parts if p.number == "2" and p.kind == "point"] == ["p-2"]
    assert part(parsed, "enc-1-2").stem == "enc-1"


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        (
            "sv",
            {"rec-5": "Skäl 5", "art-2": "Artikel 2", "art-3-2-b-i": "Artikel 3.2 b i", "fn-1": "Fotnot 1", "annex-2-1": "BILAGA II, 1."},
        ),
        ("fi", {"rec-5": "Johdanto-osan 5 kappale", "art-2": "2 artikla", "art-3-2-b-i": "3 artiklan 2 kohdan b alakohdan i alakohta"}),
        ("en", {"rec-5": "Recital 5", "art-2-a": "Article 2(a)", "art-3-2-b-i": "Article 3(2)(b)(i)", "annex-1": "ANNEX I"}),
    ],
)
def test_places_are_called_as_the_publisher_calls_them(publishers, language, labels):
    parts = [p for act in (publishers.RECOMMENDATION, publishers.REGULATION) for p in read(publishers, "present", act, language).parts]
    found = {p.id: p.label for p in parts}
    assert {id_: found[id_] for id_ in labels} == labels


def test_what_surrounds_the_act_is_no_text_of_it(publishers):
    """The journal's head, the ELI at the foot and, on the web site, a table of contents stand on the same page."""
    data = publishers.present(publishers.RECOMMENDATION, "sv")
    menu = '<div id="TOC"><nav><ul><li><a href="#rct_1">recital 1</a></li></ul></nav></div>'
    framed = data.replace(b"<body>", f"<body>{menu}".encode())
    text = " ".join(line for p in parse(framed, "eu-xhtml").parts for line in p.lines)
    assert "example.org" not in text
    assert "officiella tidning" not in text
    assert "recital 1" not in text
    assert any("journal's own head" in remark for remark in parse(framed, "eu-xhtml").remarks)


def test_the_web_site_s_html_is_read_like_cellar_s_xhtml(publishers):
    """Not every page is sound XML: named entities, unclosed elements."""
    act = publishers.REGULATION
    untidy = publishers.present(act, "en").replace(b"&#160;", b"&nbsp;").replace(b'<col width="4%"/>', b"<col width=4%>")
    assert parse(untidy, "eu-xhtml").parts == read(publishers, "present", act, "en").parts


def test_consolidated_acts(sound):
    """Other names, grids for tables, marks of amendments between the texts, and numbers that are missing since they were repealed."""
    body = """<div class="eli-container"><p class="reference">02099R0001 — EN — 01.01.2099 — 001.001</p><p class="arrow">▼B</p>
      <p class="title-doc-first">REGULATION</p><p class="title-doc-last">on fog</p>
      <div class="eli-subdivision" id="cpt_I"><p class="title-division-1">CHAPTER I</p><p class="title-division-2">GENERAL</p>
      <div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article 1</p>
      <div class="eli-title"><p class="stitle-article-norm">Scope</p></div>
      <div class="norm"><span class="no-parag">2.  </span><div class="norm inline-element">
        <p class="norm inline-element">Fog is ►M1 grey ◄:</p>
        <div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a) </span></div>
          <div class="grid-list-column-2"><p class="norm">at sea;</p></div></div>
        <div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(b) </span></div>
          <div class="grid-list-column-2"><p class="norm">on land.</p></div></div></div></div>
      <p class="modref"><a>▼M2</a></p>
      <div class="norm"><span class="no-parag">3.  </span><div class="norm inline-element">It goes.</div></div></div>
      <div class="eli-subdivision" id="art_3a"><p class="title-article-norm">Article 3a</p>
      <p class="norm">Horns sound.</p></div></div></div>"""
    parsed = parse(page(body).replace(b' lang="en"', b""), "eu-xhtml")
    sound(parsed)
    assert parsed.language == "en"
    assert ids(parsed) == ["title", "art-1-2", "art-1-2-a", "art-1-2-b", "art-1-3", "art-3a"]
    assert part(parsed, "art-1-2").lines == ("Fog is grey :",)
    assert part(parsed, "art-1-3").headings == ("CHAPTER I GENERAL", "Scope")
    assert not any("▼" in line or "►" in line for p in parsed.parts for line in p.lines)


def test_an_article_that_is_quoted_is_no_article():
    """An amending act quotes articles of another one; as its own they would answer under the wrong number."""
    quoted = normal("In Regulation 1 Article 7 is replaced:") + '<p class="oj-ti-art">‘Article 7</p>' + normal("1.   New text.’")
    own = '<div id="art_2"><p class="oj-ti-art">Article 2</p>' + normal("It is replaced:") + '<p class="oj-ti-art">Article 9</p></div>'
    flat = f'<p class="oj-ti-art">Article 1</p>{quoted}{own}<p class="oj-ti-art">Article 3</p>{normal("It applies.")}'
    parsed = parse(page(flat), "eu-xhtml")
    assert not {"art-7", "art-9"} & set(ids(parsed))
    assert part(parsed, "art-2").lines == ("It is replaced:", "Article 9")
    assert "art-3" in ids(parsed)


def test_raised_figures_stay_raised():
    """10²⁵ operations flattened to 1025 would be another rule; a raised note is a reference and no power."""
    note = '<p class="oj-note"><a id="ntr1-X" href="#ntc1-X">(<span class="oj-super">1</span>)</a> Note.</p>'
    reference = '<a id="ntc1-X" href="#ntr1-X">(<span class="oj-super">1</span>)</a>'
    text = normal(f'More than 10<span class="oj-super">25</span> and 5 m<sup>2</sup> {reference}.')
    parsed = parse(page(f'<p class="oj-ti-art">Article 1</p>{text}{note}'), "eu-xhtml")
    assert part(parsed, "art-1").lines == ("More than 10²⁵ and 5 m²[^1].",)
    assert part(parsed, "fn-1").lines == ("Note.",)


def test_letters_beyond_h_and_lists_of_dashes():
    """(i) after (h) is a letter; dashes are lines of the text that they stand under, and may have letters of their own."""
    letters = "".join(row(f"({c})", normal(f"letter {c};")) for c in "abcdefghij")
    dashes = row("—", normal("first;")) + row("—", normal("second:") + row("(a)", normal("deeper.")))
    body = f'<p class="oj-ti-art">Article 1</p>{normal("Letters:")}{letters}<p class="oj-ti-art">Article 2</p>{normal("Dashes:")}{dashes}'
    parsed = parse(page(body), "eu-xhtml")
    assert [i for i in ids(parsed) if i.startswith("art-1-")] == [f"art-1-{c}" for c in "abcdefghij"]
    assert part(parsed, "art-2").lines == ("Dashes:", "— first;", "— second:")
    assert part(parsed, "art-2-a").lines == ("deeper.",)


def test_a_real_table_is_read_row_by_row():
    cells = "".join(f"<tr><td><p>{a}</p></td><td><p>{b}</p></td><td><p>{c}</p></td></tr>" for a, b, c in (("A", "B", "C"), ("1", "", "3")))
    parsed = parse(page(f'<p class="oj-ti-art">Article 1</p>{normal("The table:")}<table>{cells}</table>'), "eu-xhtml")
    assert part(parsed, "art-1").lines == ("The table:", "A | B | C", "1 | 3")


def test_numbers_that_begin_again_get_ids_of_their_own(sound):
    """Two lists of one annex both begin at 1: both can be cited, and the second is told."""
    body = f'{row("1.", normal("Point."))}<div class="eli-container" id="anx_I"><p class="oj-doc-ti">ANNEX I</p><p class="oj-doc-ti">T</p>'
    for section in ("A", "B"):
        body += (
            f'<p class="oj-ti-grseq-1">Section {section}</p>{row("1.", normal(f"{section} one."))}{row("2.", normal(f"{section} two."))}'
        )
    parsed = parse(page(f"{body}</div>"), "eu-xhtml")
    sound(parsed)
    assert ids(parsed) == ["p-1", "annex-1-1", "annex-1-2", "annex-1-1.2", "annex-1-2.2"]
    assert part(parsed, "annex-1-1.2").headings == ("T", "Section B")
    assert any("stands more than once" in remark for remark in parsed.remarks)


def test_articles_of_an_annex_are_the_annex_s():
    """An annex may be an agreement with articles: its Article 1 is not the act's."""
    own = f'<p class="oj-ti-art">Article 1</p>{normal("1.   Own.")}'
    annexed = f'<p class="oj-doc-ti">ANNEX</p><p class="oj-doc-ti">Agreement</p><p class="oj-ti-art">Article 1</p>{normal("1.   Agreed.")}'
    parsed = parse(page(f'{own}<div class="eli-container" id="anx_1">{annexed}</div>'), "eu-xhtml")
    assert ids(parsed) == ["art-1-1", "annex-1-art-1-1"]
    assert part(parsed, "annex-1-art-1-1").label == "ANNEX, Article 1 1."
    assert part(parsed, "annex-1-art-1-1").headings == ("Agreement",)


def test_the_24_languages_need_no_words():
    """Greek and Bulgarian letters have the ids of the Latin ones, and no word was known."""
    greek = f'<p class="oj-ti-art">Άρθρο 2</p>{normal("1.   Νοούνται ως:")}{row("α)", normal("φάρος·"))}{row("β)", normal("φως."))}'
    bulgarian = f'<p class="oj-ti-art">Член 2</p>{normal("1.   Определения:")}{row("а)", normal("фар;"))}{row("б)", normal("светлина."))}'
    assert ids(parse(page(greek), "eu-xhtml")) == ids(parse(page(bulgarian), "eu-xhtml")) == ["art-2-1", "art-2-1-a", "art-2-1-b"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (page("<h1>Service unavailable</h1><p>Try again.</p>").replace(b">T<", b">503 Error<"), "503 Error"),
        (page(normal("Only a text, no act.")), "no recitals, articles or points"),
        (b"<html><body>" + b"<p class='oj-normal'>(1) cut", "no sound XML"),
    ],
)
def test_a_page_that_is_no_act_says_what_it_is(data, said):
    """Publishers answer with an error page under status 200, or break off: neither may become a text of law."""
    with pytest.raises(NotReadable, match=said):
        parse(data, "eu-xhtml")
