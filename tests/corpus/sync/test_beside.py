"""The official sentence beside a digest: the right one, or the short passage whole, or none."""

import pytest

from corpus.beside import SHORT_PASSAGE, beside
from corpus.load import edition_text
from corpus.model import Provision

FILLER = "Det här är en utfyllnad om väder och vind som bara gör stycket långt och handlar om något helt annat än det som frågas här."


@pytest.fixture
def provision(lighthouse):
    from corpus.load import load_corpus

    return load_corpus(lighthouse).provision("lighthouse-recommendation/p2")


def with_official(provision, language, *lines):
    text = edition_text(language, "official", "2.", (), list(lines), {})
    return Provision(provision.id, provision.local_id, provision.document, provision.meta, provision.editions, fetched={language: text})


def test_the_sentence_that_is_alike_is_quoted(provision):
    """The digest speaks of reasons; the official text says it in its second sentence."""
    stands = beside(with_official(provision, "sv", "Besluten fattas nära kusten.", "Besluten bör motiveras.", FILLER), (1, 1), "sv")
    assert stands.quote == "Besluten bör motiveras."


def test_two_sentences_that_are_as_alike_are_no_choice(provision):
    """Nothing says which of the two is meant; the passage is short, so it is quoted whole."""
    stands = beside(
        with_official(provision, "sv", "Besluten bör motiveras skriftligen.", "Besluten bör motiveras muntligen."), (1, 1), "sv"
    )
    assert stands.quote == "Besluten bör motiveras skriftligen. Besluten bör motiveras muntligen."


def test_of_a_long_passage_without_a_like_sentence_nothing_is_quoted(provision):
    """The whole would drown the reader and the first sentence would be a guess."""
    stands = beside(with_official(provision, "sv", *[FILLER] * 8), (1, 1), "sv")
    assert len(stands.edition.text) > SHORT_PASSAGE
    assert stands.quote is None


def test_a_text_in_another_language_is_quoted_only_where_it_is_short(provision):
    """Words of two languages are not compared: a sentence is not chosen by the names in it."""
    fetched = with_official(provision, "fi", "Päätökset tehdään lähellä rannikkoa.", "Päätökset olisi perusteltava.")
    assert beside(fetched, (1, 1), "sv").quote == "Päätökset tehdään lähellä rannikkoa. Päätökset olisi perusteltava."
    long = with_official(
        provision, "fi", *["Tämä on täytettä, joka ei kerro mitään muuta kuin säästä ja tuulesta rannikolla." for _ in range(12)]
    )
    assert beside(long, (1, 1), "sv").quote is None


def test_the_readers_own_language_goes_first(provision):
    """A Finnish reader gets the Finnish text where it is there."""
    both = with_official(provision, "sv", "Besluten bör motiveras.")
    finnish = edition_text("fi", "official", "2.", (), ["Päätökset olisi perusteltava."], {})
    both = Provision(both.id, both.local_id, both.document, both.meta, both.editions, fetched={**both.fetched, "fi": finnish})
    assert beside(both, (1, 1), "fi").edition.language == "fi"
    assert beside(both, (1, 1), "en").edition.language == "sv"


def test_a_provision_without_an_official_text_has_nothing_beside_it(provision):
    """A digest of a text that nobody fetched."""
    assert beside(provision, (1, 1), "sv") is None


def test_written_sentences_find_the_lines_that_they_cite(corpus):
    """The measure that the threshold was taken from: reviewed sentences of the knowledge files against the provisions that they cite. A
    digest that was laid beside another sentence than its own would claim an official wording that does not say it.
    """
    from corpus.beside import _alike

    k, right, wrong, total = corpus.knowledge, 0, [], 0
    said = [s for a in k.answers for s in a.statements] + [s for a in k.actors for s in [*a.does, *a.does_not]]
    for entry in [*said, *k.glossary]:
        for cite in (c for c in entry.cites if "#" in c and c.startswith("recommendations-2025/")):
            provision, lines = corpus.cited(cite)
            for language, official in provision.editions.items():
                if len(official.lines) < 2:
                    continue
                total += 1
                digest = edition_text(language, "digest", "", (), [entry.text[language]], {})
                found = _alike(digest, (1, 1), official)
                right += found is not None and found[0] in lines
                wrong += [(cite, language, found)] if found is not None and found[0] not in lines else []
    assert total > 500
    assert wrong == []
    assert right / total > 0.8
