"""What counts as shown, and as found, whatever peer shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.load import edition_text
from corpus.model import Document
from evals.peers.base import Retrieved, characters, cut, found_in, whole_text
from evals.questions import Group
from evals.spans import OfficialText


@pytest.mark.parametrize("budget", [0, 1, 4, 5, 6, 9, 10, 11, 100])
def test_a_cut_is_exact(budget):
    pieces = [Retrieved("abcde", "sv"), Retrieved("fghij", "sv")]
    assert "".join(piece.text for piece in cut(pieces, budget)) == "abcdefghij"[:budget]
    assert characters(cut(pieces, budget)) == min(budget, 10)


def test_evidence_in_a_chunk(corpus):
    official = OfficialText(corpus)
    group = Group(any=["utser en kontaktperson"])

    def found(text: str, language: str) -> bool:
        return found_in(group, [Retrieved(text, language)], official)

    assert found("… högskola utser  en\nkontaktperson. Kontakt", "sv")
    assert found("Jokainen korkeakoulu nimeää yhteyshenkilön. Yht", "fi")
    # The aligned line has to be there whole, and the right one.
    assert not found("Jokainen korkeakoulu nimeää yhteyshenkil", "fi")
    assert not found("Yhteyshenkilö raportoi rehtorille.", "fi")


def test_evidence_over_two_lines_needs_both(corpus):
    official = OfficialText(corpus)
    group = Group(any=["kontaktperson. Kontaktpersonen rapporterar"])
    assert official.places(group.any[0])[0].lines == (1, 2)
    assert not found_in(group, [Retrieved("Jokainen korkeakoulu nimeää yhteyshenkilön.", "fi")], official)
    assert found_in(group, [Retrieved("Jokainen korkeakoulu nimeää yhteyshenkilön. Yhteyshenkilö raportoi rehtorille.", "fi")], official)


@pytest.fixture
def digest(corpus):
    """The corpus with a digest of a page beside its document: three lines, the second and the third of which say the same thing."""
    lines = {
        "sv": ["Först något annat.", "Det finns sju principer.", "Principerna är alltså sju."],
        "fi": ["Ensin jotain muuta.", "Periaatteita on seitsemän.", "Periaatteet ovat siis seitsemän."],
        "en": ["First something else.", "There are seven principles.", "The principles are thus seven."],
    }
    first = corpus.provision("doc/p1")
    meta = first.document.model_copy(update={"id": "page", "url": "https://example.org/page", "official_language": None, "provisions": []})
    editions = {code: edition_text(code, "digest", "Point", ("Heading",), said, {}) for code, said in lines.items()}
    provision = replace(first, id="page/d1", local_id="d1", document=meta, editions=editions)
    return replace(corpus, documents={**corpus.documents, "page": Document(meta, {"d1": provision})})


@pytest.mark.parametrize(
    ("text", "language", "holds"),
    [
        ("Ensin jotain muuta. Periaatteita on seitsemän.", "fi", True),
        # Either line says it: what is searched for must not be one particular run of lines.
        ("Periaatteet ovat siis seitsemän.", "fi", True),
        ("Principerna är alltså sju.", "sv", True),
        ("Ensin jotain muuta. Periaatteita on seits", "fi", False),
        ("There are seven principles.", "en", True),
        # The same words elsewhere are not this page's.
        ("Seven other principles are told here.", "en", False),
    ],
)
def test_what_a_page_says_is_held_by_the_lines_that_say_it(digest, text, language, holds):
    """Digested pages have no official words. A peer is judged by the lines that its chunk covers, as our own citation is."""
    group = Group(any=[{"url": "example.org/page", "key": "seven principles"}])
    assert found_in(group, [Retrieved(text, language)], OfficialText(digest)) is holds


def test_the_whole_edition_is_given(corpus):
    text = whole_text(corpus.documents["doc"], "fi")
    assert all(line.text in text for p in corpus.documents["doc"].provisions.values() for line in p.edition("fi").lines)
    assert text.count("# Heading") == 1
    assert "Kohta r1" in text  # numbered in the document
    assert "Kohta p1" not in text  # a label that only the corpus gives
