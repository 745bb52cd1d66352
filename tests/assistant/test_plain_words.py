"""A sentence that reads badly by itself is said in our own words, with the official ones beside it.

Two in three of the bracketed sentences of the recommendations were read as clumsy.
"""

import pytest

from assistant.context import Context, Conversation, Session
from assistant.steps.composer import Composer, place_of, plain


@pytest.fixture
def context(assistant):
    made = Context(assistant.corpus, assistant.index, assistant.encoder, "?", "en", None, Conversation(), Session())
    made.text = "?"
    return made


def test_it_is_said_as_our_own_words_with_the_official_ones_beside_it(context, corpus):
    composer, provision = Composer(context), corpus.provision("recommendations-2025/r1b")
    composer.sentences(plain(provision.id, (1,)))
    said, (citation,) = context.statements[-1], composer.citations.records()
    assert said.text == provision.edition("en").lines[0].plain
    assert said.kind == "digest"
    assert citation.official_quote in provision.official().text


def test_who_asks_for_the_exact_words_gets_them(context, corpus):
    provision = corpus.provision("recommendations-2025/r1b")
    context.exact = True
    Composer(context).sentences(plain(provision.id, (1,)))
    assert "[" in context.statements[-1].text
    assert context.statements[-1].kind == "translation"


def test_a_whole_list_keeps_its_own_words_and_numbers(context):
    Composer(context).sentences(plain("recommendations-2025/r1b", (1,)), whole_list=True)
    assert context.statements[-1].kind == "translation"


def test_a_place_is_named_without_brackets(corpus):
    assert "[" not in place_of(corpus.provision("recommendations-2025/group-1"), 3, "en")
