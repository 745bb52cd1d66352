"""The Finnish text of the recommendations beside the carried Swedish one: line by line, and it takes the place of our translation."""

import random
import re

import pytest

from corpus.beside import beside
from corpus.parse.parsed import ParsedPart, ParsedText
from corpus.sync.overlay import overlaid
from corpus.sync.store import Record, Stored


def as_parsed(document, rate):
    """The document as a parser would read it from a PDF in Finnish: numbered places have their ids, what stands between lies under its
    heading in one piece; our translation's words, some of them changed for others, since the original was not translated from Swedish.
    """
    chance = random.Random(3)
    stock = [w for p in document.provisions.values() for line in p.editions["fi"].lines for w in line.text.split() if len(w) > 4]

    def garbled(line):
        plain = re.sub(r"\[[^\]]*\]\s*", "", line)
        return " ".join(w if len(w) < 4 or chance.random() > rate else chance.choice(stock) for w in plain.split())

    parts, lines, under = [], {}, None
    for p in document.provisions.values():
        edition = p.editions["fi"]
        own = lines[p.local_id] = tuple(garbled(line.text) for line in edition.lines)
        numbered = re.fullmatch(r"r(\d+)([a-z]?)", p.local_id)
        if p.local_id == "title":
            parts.append(ParsedPart("title", "title", "", own))
        elif numbered:
            parts.append(ParsedPart("-".join(["p", *filter(None, numbered.groups())]), "point", "", own, p.meta.number, edition.headings))
        elif p.meta.kind == "note":
            parts.append(ParsedPart(f"fn-{p.meta.number}", "note", f"Alaviite {p.meta.number}", own, p.meta.number))
        elif under == edition.headings:
            parts[-1] = ParsedPart(parts[-1].id, "section", parts[-1].label, parts[-1].lines + own, None, edition.headings)
        else:
            parts.append(ParsedPart(f"h-{len(parts)}", "section", edition.headings[-1], own, None, edition.headings))
        under = edition.headings if not numbered and p.meta.kind not in ("note", "title") else None
    record = Record(
        format=1, document=document.id, language="fi", url="https://okm.fi/x", answered_from="https://okm.fi/x", date="2026-11-25",
        text_format="pdf", folder="fi-x", sha256="", parsed_sha256="", parts=len(parts),
    )  # fmt: skip
    return Stored(record, ParsedText("pdf", tuple(parts), language="fi"), None), lines


@pytest.fixture(scope="module")
def document(corpus):
    return corpus.documents["recommendations-2025"]


@pytest.fixture(scope="module")
def finnish(document):
    stored, lines = as_parsed(document, 0.3)
    return overlaid(document, {"fi": stored}), lines


def test_every_provision_finds_its_lines(document, finnish):
    """Paragraphs have no number in a PDF: they are found by their likeness to our translation, in order."""
    laid, lines = finnish
    assert list(laid.provisions) == list(document.provisions)
    for name, own in lines.items():
        assert tuple(line.text for line in laid.provisions[name].fetched["fi"].lines) == own, name


def test_the_translation_gives_way(finnish):
    """A Finnish reader gets the ministry's own sentence, not our rendering of the Swedish one."""
    laid, lines = finnish
    provision = laid.provisions["intro-2"]
    assert provision.edition("fi").text_kind == "official"
    assert provision.edition("fi").label == "Johdanto, kappale 2"
    stands = beside(provision, (2, 2), "fi")
    assert (stands.edition.language, stands.quote) == ("fi", lines["intro-2"][1])


def test_what_it_says_in_our_own_words_stays(document, finnish):
    """Who fetches the official Finnish text would otherwise read worse answers than who does not."""
    provision = finnish[0].provisions["intro-2"]
    assert provision.edition("fi").lines[3].plain == document.provisions["intro-2"].edition("fi").lines[3].plain
    assert provision.edition("fi").lines[3].plain


def test_other_readers_keep_their_official_sentence(finnish):
    """The carried Swedish text stands beside the English translation as before; the fetched Finnish is one more."""
    provision = finnish[0].provisions["intro-2"]
    assert beside(provision, (2, 2), "en").quote == provision.editions["sv"].lines[1].text
    assert beside(provision, (2, 2), "sv").quote == provision.editions["sv"].lines[1].text
    assert [text.language for text in provision.officials("en")] == ["sv", "fi"]


def test_another_number_of_lines_is_not_laid_line_by_line(document):
    """One sentence more in Finnish: our translation stays, with the Swedish sentence that it renders beside it."""
    stored, _ = as_parsed(document, 0.0)
    parts = tuple(
        ParsedPart(p.id, p.kind, p.label, (*p.lines, "Tämä lause on vain suomeksi."), p.number, p.headings) if p.id == "p-3-d" else p
        for p in stored.text.parts
    )
    laid = overlaid(document, {"fi": Stored(stored.record, ParsedText("pdf", parts, language="fi"), None)})
    provision = laid.provisions["r3d"]
    assert provision.edition("fi").text_kind == "translation"
    assert not provision.is_aligned(provision.fetched["fi"])
    stands = beside(provision, (1, 1), "fi")
    assert (stands.edition.language, stands.quote) == ("sv", provision.editions["sv"].lines[0].text)


def test_a_text_that_says_something_else_is_not_laid_beside_ours(document):
    """Another document under the ministry's address: no paragraph of ours gets a paragraph of it."""
    other = tuple(f"Aivan toinen asia numero {n}: kalastuslupien hinnat nousevat vesistössä." for n in range(40))
    text = ParsedText("pdf", (ParsedPart("h-1", "section", "Kalastus", other, None, ("Kalastus",)),), language="fi")
    stored, _ = as_parsed(document, 0.0)
    laid = overlaid(document, {"fi": Stored(stored.record, text, None)})
    assert not any(p.fetched for p in laid.provisions.values())
    assert "h-1" in laid.provisions


def test_several_sentences_share_the_line_of_one(document):
    """A footnote is one line of ours and three sentences of the ministry's: there is only one place where they can stand."""
    stored, _ = as_parsed(document, 0.0)
    parts = tuple(
        ParsedPart(p.id, p.kind, p.label, ("Ensimmäinen virke.", "Toinen virke."), p.number) if p.id == "fn-8" else p
        for p in stored.text.parts
    )
    laid = overlaid(document, {"fi": Stored(stored.record, ParsedText("pdf", parts, language="fi"), None)})
    assert [line.text for line in laid.provisions["fn8"].edition("fi").lines] == ["Ensimmäinen virke. Toinen virke."]
