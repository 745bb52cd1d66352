"""Which part of an official text a provision stands for: a wrong pairing would put another provision's words beside a claim."""

import pytest

from corpus.model import ProvisionMeta
from corpus.parse.parsed import ParsedPart
from corpus.sync.match import match, place


@pytest.mark.parametrize(("ours", "theirs"), [
    ("p14a", "p-14-a"), ("p-14-a", "p-14-a"), ("r1b", "p-1-b"), ("recital-5", "rec-5"), ("fn8", "fn-8"), ("art-2-1", "art-2-1"),
    ("sec-16", "sec-16"), ("art-5l", "art-5l"), ("annex-1", "annex-1"), ("title", "title"),
])  # fmt: skip
def test_the_same_place_written_in_two_ways(ours, theirs):
    """Our ids were given by hand before any text was parsed."""
    assert place(ours) == place(theirs) is not None


@pytest.mark.parametrize("name", [
    "status", "principles", "law-1", "intro-2", "annex-1-updates", "technical-assistance", "art-5l-support", "p", "recital", "annex",
])  # fmt: skip
def test_a_name_is_no_place(name):
    """A digest with a name of its own sums up what it sums up; no part is guessed for it."""
    assert place(name) is None


@pytest.mark.parametrize(("one", "other"), [("p1", "p-1-a"), ("art-2-1", "art-21"), ("p14a", "p-14"), ("recital-1", "p-1"), ("r1", "fn1")])
def test_other_places_are_other_places(one, other):
    """Article 2(1) is not Article 21."""
    assert place(one) != place(other)


def part(name):
    return ParsedPart(name, "point", name, (f"Text of {name}.",))


def matched(parts, **provisions):
    metas = [ProvisionMeta(id=name.replace("_", "-"), official=official) for name, official in provisions.items()]
    return match(metas, [part(name) for name in parts])


def test_an_article_that_has_only_paragraphs_is_all_of_them():
    """A publisher numbers the paragraphs and leaves no text to the article itself."""
    assert matched(["art-2-1", "art-2-2", "art-20"], art_2=None) == {"art-2": ["art-2-1", "art-2-2"]}


def test_an_article_with_a_text_of_its_own_is_that_text():
    """The words that lead into a list are the provision; its letters are provisions of their own."""
    assert matched(["p-14", "p-14-a"], p14=None, p14a=None) == {"p14": ["p-14"], "p14a": ["p-14-a"]}


def test_the_manifest_goes_before_the_id():
    """ "Sections 1–3" was given the id sec-1-3, which is also the third subsection of section 1."""
    parts = ["sec-1-1", "sec-1-3", "sec-2", "sec-3", "sec-4"]
    assert matched(parts, sec_1_3=["sec-1", "sec-2", "sec-3"]) == {"sec-1-3": ["sec-1-1", "sec-1-3", "sec-2", "sec-3"]}
    assert matched(parts, sec_1_3=[]) == {}


def test_a_part_that_is_not_there_is_not_made_up():
    """The manifest names a part that the text has no more."""
    assert matched(["sec-2"], sec_9=None, status=None, rest="sec-7") == {}


def test_the_manifests_of_the_corpus_name_places(corpus):
    """A slip in a manifest (a name where a place is meant) would leave a provision without its text in silence."""
    for document in corpus.documents.values():
        for meta in document.meta.provisions:
            named = [meta.official] if isinstance(meta.official, str) else meta.official or []
            assert all(place(name) for name in named), f"{document.id}/{meta.id}"


def test_the_manifests_of_the_corpus_may_be_asked(corpus):
    """Every address is on the list of publishers, by https or on a host that is asked by https anyway; each language once."""
    from corpus.base.settings import SyncSettings
    from corpus.sync.network import Gate
    from corpus.sync.policy import policy

    gate = Gate(policy(), SyncSettings())
    for document in corpus.documents.values():
        editions = document.meta.official_editions
        assert len({edition.language for edition in editions}) == len(editions)
        for edition in editions:
            assert edition.url or edition.page
            if edition.url:
                assert gate.address(edition.url).asked.startswith("https://")
