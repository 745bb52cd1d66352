"""A sentence that reads badly by itself is said in our own words, with the official ones beside it.

Two in three of the bracketed sentences of the recommendations were read as clumsy.
"""

from assistant.steps.composer import Composer, place_of, plain


def test_it_is_said_as_our_own_words_with_the_official_ones_beside_it(unsaid, corpus):
    composer, provision = Composer(unsaid), corpus.provision("recommendations-2025/r1b")
    composer.sentences(plain(provision.id, (1,)))
    said, (citation,) = unsaid.statements[-1], composer.citations.records()
    assert said.text == provision.edition("en").lines[0].plain
    assert said.kind == "digest"
    assert citation.official_quote in provision.official().text


def test_who_asks_for_the_exact_words_gets_them(unsaid, corpus):
    provision = corpus.provision("recommendations-2025/r1b")
    unsaid.exact = True
    Composer(unsaid).sentences(plain(provision.id, (1,)))
    assert "[" in unsaid.statements[-1].text
    assert unsaid.statements[-1].kind == "translation"


def test_a_whole_list_keeps_its_own_words_and_numbers(unsaid):
    Composer(unsaid).sentences(plain("recommendations-2025/r1b", (1,)), whole_list=True)
    assert unsaid.statements[-1].kind == "translation"


def test_a_place_is_named_without_brackets(corpus):
    assert "[" not in place_of(corpus.provision("recommendations-2025/group-1"), 3, "en")
