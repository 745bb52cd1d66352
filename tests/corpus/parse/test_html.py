"""Pages of ministries and agencies: the chosen part of the page, as a person sees it, in parts that can be cited."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.base.errors import MendData
from corpus.parse.html import slug
from corpus.parse.parsed import NotReadable
from corpus.parse.read import parse


def page(body: str) -> bytes:
    head = '<head><meta charset="utf-8"><title>Sivu</title></head>'
    return f'<!DOCTYPE html><html lang="fi">{head}<body><main>{body}</main></body></html>'.encode()


def text_of(parsed) -> str:
    return " ".join(line for p in parsed.parts for line in p.lines)


def part(parsed, id_):
    return next(p for p in parsed.parts if p.id == id_)


@pytest.fixture(scope="module")
def ministry(publishers):
    return parse(publishers.ministry_page(), "html", selector=publishers.SELECTOR, exclude=publishers.EXCLUDE)


def test_a_ministry_s_page_in_parts(ministry, sound):
    sound(ministry)
    assert ministry.language == "fi"
    assert ministry.title == "Majakoiden turvallisuus"
    assert [(p.id, p.stem) for p in ministry.parts] == [
        ("title", None),
        ("h-majakoiden-turvallisuus", None),
        ("h-ennen-matkaa", None),
        ("h-ennen-matkaa-1", "h-ennen-matkaa"),
        ("h-ennen-matkaa-1-a", "h-ennen-matkaa-1"),
        ("h-ennen-matkaa-1-b", "h-ennen-matkaa-1"),
        ("h-ennen-matkaa-1-b-i", "h-ennen-matkaa-1-b"),
        ("h-ennen-matkaa-1-b-ii", "h-ennen-matkaa-1-b"),
        ("h-ennen-matkaa-2", "h-ennen-matkaa"),
        ("h-ennen-matkaa-3", "h-ennen-matkaa"),
        ("h-ennen-matkaa-sub-2", "h-ennen-matkaa"),
        ("h-ennen-matkaa-sub-2-4", "h-ennen-matkaa-sub-2"),
        ("h-ennen-matkaa-sub-2-7", "h-ennen-matkaa-sub-2"),
        ("h-ennen-matkaa-sub-3", "h-ennen-matkaa"),
        ("h-varusteet", None),
        ("h-hinnat", None),
        ("sec-2-1", None),
        ("fn-1", None),
        ("fn-2", None),
    ]


def test_what_stands_in_the_parts(ministry):
    assert part(ministry, "h-majakoiden-turvallisuus").lines == ("Tämä sivu on keksitty.[^1]", "Se kertoo majakoista.")
    assert part(ministry, "h-varusteet").lines == ("Mukaan otetaan:", "köyttä", "lamppuöljyä", "kirkasta", "tummaa")
    assert part(ministry, "h-hinnat").lines == ("Hinnasto", "Varuste | Hinta", "Köysi | 5 euroa", "Öljy | 7 euroa/m³")
    assert part(ministry, "h-hinnat").headings == ("Varusteet", "Hinnat")
    assert part(ministry, "sec-2-1").lines == ("Majakkavirasto valvoo.", "Ks. lain 5 §:n 2 mom. ja N:o 12/2099.")
    assert part(ministry, "fn-2").lines == ("Toinen lähde, s. 5.",)


@pytest.mark.parametrize(
    "unseen",
    ["evästeitä", "Etusivu", "Kommentti", "ohjelmaa", "Jaa sivu", "Lue myös", "Ohita aiemmat ohjeet", "näkymätön", "Valkoista", "piilossa",
     "Piilotettu", "Tätä ei näe", "Uutiskirje", "PL 0"],
)  # fmt: skip
def test_nothing_unseen_or_excluded_comes_out(ministry, unseen):
    """Instructions to machines are written where no person sees them; menus and banners are no text of the ministry's."""
    assert unseen not in text_of(ministry)


def test_what_was_hidden_is_told(ministry):
    """A page with hidden text is one that a person should look at."""
    told = " ".join(ministry.remarks)
    for ground in ("display: none", "visibility: hidden", "aria-hidden", "letters of no size", "letters in the colour of the ground"):
        assert ground in told


HIDING = [
    'style="display: none"', 'style="DISPLAY:NONE !important"', 'style="visibility:hidden"', 'style="visibility: collapse"', "hidden",
    'hidden="until-found"', 'aria-hidden="true"', 'style="font-size:0"', 'style="font-size: 0.5px"', 'style="opacity:0"',
    'style="color:#ffffff"', 'style="color: White;"', 'style="color:rgb(255, 255, 255)"', 'style="background:#000;color:black"',
    'style="position:absolute; left:-9999px"', 'style="text-indent:-9999px"', 'style="overflow:hidden;height:0"',
]  # fmt: skip


@pytest.mark.parametrize("how", HIDING)
@pytest.mark.parametrize("name", ["p", "span", "div", "li", "td", "a"])
def test_ways_of_hiding(how, name):
    """In any element; what stands beside it stays, its place included."""
    wrap = {"li": "<ul>{}</ul>", "td": "<table><tr>{}<td>Solu.</td></tr></table>"}.get(name, "<div>{}</div>")
    parsed = parse(page("<p>Ennen.</p>" + wrap.format(f"<{name} {how}>Salaisuus <b>syvällä</b>.</{name}>") + "<p>Jälkeen.</p>"), "html")
    assert "Salaisuus" not in text_of(parsed)
    assert "syvällä" not in text_of(parsed)
    assert text_of(parsed).startswith("Ennen.")
    assert text_of(parsed).endswith("Jälkeen.")
    assert any("hidden text" in remark for remark in parsed.remarks)


@pytest.mark.parametrize(
    "how",
    ['style="color:#fff;background:#000"', 'style="font-size:12px"', 'style="font-size:0.8em"', 'style="opacity:0.9"',
     'aria-hidden="false"', 'style="display:block"', 'style="color:red"', 'style="position:absolute;left:10px"',
     'style="overflow:hidden;height:auto"'],
)  # fmt: skip
def test_ways_of_showing(how):
    """What a person sees is never dropped for looking odd."""
    parsed = parse(page(f"<p {how}>Näkyvä.</p>"), "html")
    assert text_of(parsed) == "Näkyvä."
    assert not any("hidden" in remark for remark in parsed.remarks)


def test_characters_that_cannot_be_seen_are_dropped_and_told():
    parsed = parse(page("<p>Ma\u200bjakka \u202epalaa.\u2066</p><p>Tavu\u00adviiva.</p>"), "html")
    assert text_of(parsed) == "Majakka palaa. Tavuviiva."
    assert any("3 characters" in remark for remark in parsed.remarks)


def test_text_after_a_hidden_element_stays():
    parsed = parse(page("<p>Yksi<span hidden>X</span> kaksi<!-- Y --> kolme<script>Z</script> neljä.</p>"), "html")
    assert text_of(parsed) == "Yksi kaksi kolme neljä."


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", ["1", "2", "3"]),
        ('start="4"', ["4", "5", "6"]),
        ('type="a"', ["a", "b", "c"]),
        ('type="A" start="3"', ["c", "d", "e"]),
        ('type="i"', ["i", "ii", "iii"]),
        ('style="list-style-type: lower-alpha"', ["a", "b", "c"]),
        ("reversed", ["3", "2", "1"]),
        ('start="x"', ["1", "2", "3"]),
    ],
)
def test_numbered_lists_are_numbered_as_a_browser_does(attributes, numbers):
    """A wrong number is a wrong citation."""
    parsed = parse(page(f"<h2>Lista</h2><p>Nämä:</p><ol {attributes}><li>A.</li><li>B.</li><li>C.</li></ol>"), "html")
    assert [p.id for p in parsed.parts] == ["h-lista", *(f"h-lista-{n}" for n in numbers)]


def test_numbers_written_into_paragraphs_are_points_too():
    parsed = parse(page("<h2>Ohje</h2><p>1. Ensin.</p><p>2) Sitten.</p><p>3.5 euroa maksaa.</p><p>7. luku ei ala tästä.</p>"), "html")
    assert [(p.id, p.lines[0]) for p in parsed.parts] == [
        ("h-ohje-1", "Ensin."),
        ("h-ohje-2", "Sitten."),
        ("h-ohje-sub-1", "3.5 euroa maksaa."),
    ]


def test_headings_make_paths_and_numbered_ones_sections():
    body = "<h1>Opas</h1><h2>1 Alku</h2><p>A.</p><h3>1.1 Osa</h3><p>B.</p><h2>2. Loppu</h2><p>C.</p>"
    body += "<h2>2030 vuosi</h2><p>D.</p><h2>Alku</h2><p>E.</p><h2>Alku</h2><p>F.</p>"
    parsed = parse(page(body), "html")
    assert [(p.id, p.headings, p.label) for p in parsed.parts[1:]] == [
        ("sec-1", ("1 Alku",), "1"),
        ("sec-1-1", ("1 Alku", "1.1 Osa"), "1.1"),
        ("sec-2", ("2. Loppu",), "2"),
        ("h-2030-vuosi", ("2030 vuosi",), "2030 vuosi"),
        ("h-alku", ("Alku",), "Alku"),
        ("h-alku.2", ("Alku",), "Alku"),
    ]


def test_a_reference_in_a_heading_is_no_part_of_its_name():
    notes = '<ul><li id="n1"><a href="#r1">^</a> Selitys.</li></ul>'
    parsed = parse(page(f'<h2>Alku<sup><a id="r1" href="#n1">1</a></sup></h2><p>A.</p>{notes}'), "html")
    assert [(p.id, p.headings) for p in parsed.parts] == [("h-alku", ("Alku",)), ("fn-1", ())]


def test_a_reference_to_a_note_that_is_not_there_stays_text(sound):
    """A mark without its note would be a fault of the corpus, and the figure is what the page shows."""
    body = '<p class="oj-ti-art">Article 1</p><p class="oj-normal">Fog <a id="ntc3-X" href="#ntr3-X">(<span>3</span>)</a>.</p>'
    parsed = parse(page(body), "eu-xhtml")
    sound(parsed)
    assert parsed.parts[0].lines == ("Fog (3).",)


def test_several_selected_parts_come_once_each_in_order():
    body = '<div class="b"><p>Yksi.</p><div class="a"><p>Kaksi.</p></div></div><p>Ei tätä.</p><div class="a"><p>Kolme.</p></div>'
    assert text_of(parse(page(body), "html", selector=".a, .b")) == "Yksi. Kaksi. Kolme."


def test_a_selector_that_finds_nothing_says_so():
    """A redesigned site must be noticed, not read from its menus."""
    with pytest.raises(NotReadable, match="finds no text on the page, which is called “Sivu”"):
        parse(page("<p>Teksti.</p>"), "html", selector=".article-body")


@pytest.mark.parametrize("selector", ["main >", ":::", "p:unknown(x)", ""])
def test_a_selector_that_cannot_be_read_is_the_caller_s_to_mend(selector):
    with pytest.raises(MendData, match="cannot be read"):
        parse(page("<p>Teksti.</p>"), "html", exclude=[selector])


ATOMS = [
    "{}",
    "<p>{}</p>",
    "<div>{}</div>",
    "<h2>{}</h2>",
    "<pre>{}</pre>",
    "<span>{}</span>",
    "<p>{}<br>{}</p>",
    "<div>{}<p>{}</p>{}</div>",
    "<blockquote>{}</blockquote>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<details><summary>{}</summary>{}</details>",
    "<table><tr><th>{}</th><td>{}</td></tr></table>",
    "<ul><li>{}</li><li>{}</li></ul>",
    "<ul><li><p>{}</p><p>{}</p></li></ul>",
    "<ol><li>{}<ol type='a'><li>{}</li></ol></li></ol>",
    "<ol start='3'><li>{}</li>{}<li>{}</li></ol>",
    "<section><h3>{}</h3><p><b>{}</b> <a href='#'>{}</a></p></section>",
]


@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=12))
def test_every_visible_word_comes_out_once_and_in_order(words_of, sound, atoms):
    """Whatever a content system makes of headings, lists, tables and loose text."""
    numbers = itertools.count(1)
    body = re.sub(r"\{\}", lambda _: f"w{next(numbers)}", "\n".join(atoms))
    total = next(numbers) - 1
    last = atoms[-1] == "<h2>{}</h2>"
    try:
        parsed = parse(page(body), "html")
    except NotReadable:
        assert set(atoms) == {"<h2>{}</h2>"}
        return
    sound(parsed)
    found = words_of(parsed)
    # A heading with nothing under it stands in no part, and is told.
    heads = set(re.findall(r"<h2>(w\d+)</h2>", body)) & set(re.findall(r"w\d+", " ".join(parsed.remarks)))
    missing = [w for w in (f"w{n}" for n in range(1, total + 1)) if w not in found]
    assert [w for w in found if w not in missing] == found
    assert set(missing) <= heads
    assert found == sorted(found, key=lambda w: int(w[1:]))
    assert len(found) == len(set(found))
    assert not last or f"w{total}" in missing


@given(st.text(max_size=80))
def test_a_slug_can_stand_in_an_id(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 60
    assert slug(slug(text)) == slug(text)
