"""Every peer over the same small corpus. The ones of other libraries are left out where the extra ``peers`` is not installed."""

from __future__ import annotations

import os
import socket
from dataclasses import replace

import pytest

from corpus.base.errors import MendSetup
from corpus.model import Document
from evals.peers import catalogue
from evals.peers.base import characters, cut, found_in
from evals.peers.catalogue import ENTRIES, Entry, chosen, missing, open_peers, versions
from evals.questions import Group
from evals.spans import OfficialText

QUESTIONS = {"sv": "Vem utser en kontaktperson?", "fi": "Kuka nimeää yhteyshenkilön?", "en": "Who appoints a contact person?"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """A peer that looks up a host would be comparing somebody else's model."""

    def refuse(*_args: object, **_more: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(params=ENTRIES, ids=lambda entry: entry.name)
def entry(request) -> Entry:
    lacking = missing(request.param)
    if lacking:
        pytest.skip(f"needs {', '.join(lacking)} (extra `peers`)")
    return request.param


def test_every_peer_finds_its_way(entry, corpus, encoder):
    """On four plain provisions each finds the evidence uncut, none reaches outside, and each says what it was made with."""
    official, group = OfficialText(corpus), Group(any=["utser en kontaktperson"])
    (peer,) = open_peers((entry,), corpus, encoder)
    assert peer.name == entry.name
    assert peer.config
    for language, question in QUESTIONS.items():
        found = peer.retrieve(question, language)
        assert found
        only = peer.config.get("only_edition")
        assert {piece.language for piece in found} == {only or language}
        if not only:
            assert found_in(group, found, official), language
        assert characters(cut(found, 50)) <= 50


def test_no_chunk_holds_text_of_two_documents(entry, corpus, encoder):
    """With one document a chunk could be cut anywhere; of many, one that holds the end of one and the beginning of the next would find
    evidence that nobody would show together.
    """
    first = corpus.documents["doc"]
    renamed = first.meta.model_copy(update={"id": "other"})
    provisions = {name: replace(p, id=f"other/{name}", document=renamed) for name, p in list(first.provisions.items())[2:]}
    some = Document(first.meta, dict(list(first.provisions.items())[:2]))
    both = replace(corpus, documents={"doc": some, "other": Document(renamed, provisions)})
    (peer,) = open_peers((entry,), both, encoder)
    ends = ("The ministry advises on dual-use goods.", "Ministeriet ger råd om produkter med dubbel användning.")
    begins = ("The group held nineteen meetings", "Gruppen höll nitton möten")
    found = peer.retrieve("Which meetings and which goods?", "en")
    assert any(end in piece.text for piece in found for end in ends)
    assert not [p for p in found if any(end in p.text for end in ends) and any(begin in p.text for begin in begins)]


def test_telemetry_is_off(corpus, encoder):
    """Haystack sends usage to a host unless the variable is set before it is imported."""
    pytest.importorskip("haystack", reason="needs haystack (extra `peers`)")
    (peer,) = open_peers(tuple(e for e in ENTRIES if e.name == "haystack_default"), corpus, encoder)
    assert peer.retrieve("Who?", "en")
    assert os.environ["HAYSTACK_TELEMETRY_ENABLED"] == "False"
    from haystack.telemetry import _telemetry

    assert _telemetry.telemetry is None


def test_best_first(corpus, encoder):
    for peer in open_peers(tuple(e for e in ENTRIES if e.name in ("bm25", "dense")), corpus, encoder):
        assert peer.retrieve("Hur många möten höll gruppen?", "sv")[0].text.startswith("Gruppen höll nitton möten")


def test_words_that_are_shared_with_nothing_find_nothing(corpus, encoder):
    (peer,) = open_peers(tuple(e for e in ENTRIES if e.name == "bm25"), corpus, encoder)
    assert peer.retrieve("zzzz qqqq", "sv") == []


def test_light_peers_need_no_extra():
    assert chosen("none") == ()
    assert {entry.name for entry in chosen("light")} >= {"llamaindex_default", "llamaindex_best", "bm25", "dense"}
    assert not any(entry.needs for entry in chosen("light"))
    assert versions(chosen("light"))["bm25s"]


def test_a_missing_library_is_told_before_the_run(monkeypatch):
    """Found missing after ten minutes of asking, it would cost them."""
    strange = Entry("x", "X", ENTRIES[0].make, ("no_such_module_here",))
    monkeypatch.setattr(catalogue, "ENTRIES", (*ENTRIES, strange))
    with pytest.raises(MendSetup, match=r"no_such_module_here.*ri-assistant\[peers\]"):
        chosen("all")
