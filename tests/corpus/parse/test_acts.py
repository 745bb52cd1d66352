"""Made-up acts of every shape, in every form: whatever is in them, all formats give the same parts and no word is lost or moved.

Every word of a made-up act is another one, so that one that is dropped, doubled or misplaced shows.
"""

import itertools
import re
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.parse.read import parse

ROMAN = ("i", "ii", "iii")


class Words:
    """Hands out words that were not there before."""

    def __init__(self):
        self.numbers = itertools.count(1)

    def texts(self, draw, *, heading=False):
        """One paragraph of one to three sentences, the same words in every language."""
        count = 1 if heading else draw(st.integers(1, 3))
        lengths = [draw(st.integers(1, 4)) for _ in range(count)]
        sentence = [" ".join(f"{'w' if i else 'W'}{next(self.numbers)}" for i in range(length)) for length in lengths]
        between = draw(st.sampled_from([". ", ".\u00a0", " & < ‘", ", ("])) if not heading else " "
        text = between.join(sentence) + ("" if heading else draw(st.sampled_from([".", ";", ":", ","])))
        return dict.fromkeys(("sv", "fi", "en"), text)


@st.composite
def acts(draw, publishers):
    """An act of articles or of points."""
    p, words = publishers, Words()
    notes = {}

    def text(noted=True):
        made = words.texts(draw)
        if noted and len(notes) < 5 and draw(st.integers(0, 5)) == 0:
            number = str(len(notes) + 1)
            notes[number] = None
            made = {language: f"{t[:-1]} w{0}x [^{number}]{t[-1]}" for language, t in made.items()}
        return made

    def items(depth, tail=False):
        names = string.ascii_lowercase if depth == 0 else ROMAN
        count = draw(st.integers(0, 3)) if depth < 2 else 0
        return tuple(p.Item(names[i], text(), items(depth + 1)) for i in range(count))

    def numbered(first, count):
        made = []
        for number in range(first, first + count):
            own = text()
            under = items(0)
            made.append(p.Item(str(number), own, under, text() if under and draw(st.booleans()) else None))
        return tuple(made)

    def article(number):
        title = words.texts(draw, heading=True)
        if draw(st.booleans()):
            return p.Article(str(number), title, paragraphs=numbered(1, draw(st.integers(1, 3))), chapter=chapters.get(number))
        own, under = text(), items(0)
        return p.Article(
            str(number), title, own, under, tail=text() if under and draw(st.booleans()) else None, chapter=chapters.get(number)
        )

    title = tuple(words.texts(draw, heading=True) for _ in range(draw(st.integers(1, 3))))
    institution = {language: f"{t}," for language, t in words.texts(draw, heading=True).items()}
    citations = tuple(text() for _ in range(draw(st.integers(0, 2))))
    recitals = tuple(text() for _ in range(draw(st.integers(1, 4))))
    adoption = {language: f"{t}:" for language, t in words.texts(draw, heading=True).items()}
    if draw(st.booleans()):
        chapters = {}
        body = []
        for number in range(1, draw(st.integers(1, 4)) + 1):
            if number == 1 or draw(st.booleans()):
                roman = ("I", "II", "III", "IV")[len(chapters)]
                names = ("KAPITEL {}", "{} LUKU", "CHAPTER {}")
                named = {language: n.format(roman) for language, n in zip(("sv", "fi", "en"), names, strict=True)}
                chapters[number] = (named, words.texts(draw, heading=True))
            body.append(article(number))
    else:
        body, first = [], 1
        for _ in range(draw(st.integers(1, 3))):
            count = draw(st.integers(1, 3))
            heading = words.texts(draw, heading=True)
            body.append(p.Block(heading, text(), numbered(first, count)))
            first += count
    done = p.three("Utfärdad i", "Tehty", "Done at")
    final = ({language: f"{done[language]} {t}." for language, t in words.texts(draw, heading=True).items()},)
    annexes = tuple(
        p.Annex(words.texts(draw, heading=True), text(noted=False), numbered(1, draw(st.integers(0, 2))))
        for _ in range(draw(st.integers(0, 2)))
    )
    return p.Act(
        "X_1", title, institution, citations, recitals, adoption, tuple(body), final, {n: words.texts(draw) for n in notes}, annexes
    )


def expected_words(act, publishers):
    """The words in the order in which a person reads them."""

    def of(thing):
        if isinstance(thing, dict):
            yield thing["en"]
        elif isinstance(thing, publishers.Item):
            yield from of((thing.texts, thing.items, thing.tail))
        elif isinstance(thing, publishers.Block):
            yield from of((thing.heading, thing.text, thing.points))
        elif isinstance(thing, publishers.Article):
            yield from of((thing.chapter, thing.title, thing.text, thing.items, thing.paragraphs, thing.tail))
        elif isinstance(thing, publishers.Annex):
            yield from of((thing.title, thing.text, thing.points))
        elif isinstance(thing, tuple):
            for one in thing:
                yield from of(one)

    head = (act.title, act.institution, act.citations, act.recitals, act.adoption)
    whole = of((*head, act.body, act.final, act.annexes, tuple(act.notes.values())))
    return re.findall(r"[wW]\d+", " ".join(whole))


def forms(publishers, act, language):
    for form in ("present", "older", "plain"):
        yield form, parse(getattr(publishers, form)(act, language), "eu-xhtml")
    yield "formex", parse(publishers.formex(act, language), "formex")


LIGHT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@LIGHT
@given(data=st.data())
def test_every_form_of_an_act_has_the_same_parts_with_all_its_words_in_order(publishers, words_of, sound, data):
    """An answer quotes what the publisher wrote: nothing lost, doubled or moved, whichever of the formats was to be had."""
    act = data.draw(acts(publishers))
    language = data.draw(st.sampled_from(("sv", "fi", "en")))
    first = None
    for form, parsed in forms(publishers, act, language):
        sound(parsed)
        assert words_of(parsed) == expected_words(act, publishers), form
        first = first or parsed
        assert parsed.parts == first.parts, form


@LIGHT
@given(data=st.data())
def test_white_space_between_and_in_paragraphs_means_nothing(publishers, data):
    """Publishers break lines where their software does; a quote must not depend on it."""
    act = data.draw(acts(publishers))
    page = publishers.present(act, "sv").decode()
    broken = re.sub(r"(<(?:p|td|div|tr)\b[^>]*>)", "\\1\n   ", re.sub(r"(</(?:p|td|div|tr)>)", "\n\\1\n ", page))
    broken = re.sub(r"(?<=\w) (?=\w+[ .,;:]?[^<>]*</p>)", " \n\t", broken)
    assert parse(broken.encode(), "eu-xhtml").parts == parse(page.encode(), "eu-xhtml").parts


@LIGHT
@given(data=st.data())
def test_an_act_in_three_languages_has_the_same_parts(publishers, data):
    act = data.draw(acts(publishers))
    ids = [[part.id for part in parse(publishers.present(act, language), "eu-xhtml").parts] for language in ("sv", "fi", "en")]
    assert ids[0] == ids[1] == ids[2]
