from __future__ import annotations

import socket

import pytest

from assistant.record import Answer
from evals.baselines import (
    DenseBaseline,
    LexicalBaseline,
    LlamaIndexBaseline,
    Retrieved,
    characters,
    cut,
    found_in,
    open_baselines,
    whole_text,
)
from evals.collect import Answered
from evals.compare import compare, equal_budgets, run_baseline
from evals.questions import Answerable, Group
from evals.score import score_answered
from evals.spans import OfficialText

QUESTIONS = {"sv": "Vem utser en kontaktperson?", "fi": "Kuka nimeää yhteyshenkilön?", "en": "Who appoints a contact person?"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """A peer that looks up a host would be comparing somebody else's model."""

    def refuse(*_args: object, **_more: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)


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


def test_the_whole_edition_is_given(corpus):
    text = whole_text(corpus.documents["doc"], "fi")
    assert all(line.text in text for p in corpus.documents["doc"].provisions.values() for line in p.edition("fi").lines)
    assert text.count("# Heading") == 1
    assert "Kohta r1" in text  # numbered in the document
    assert "Kohta p1" not in text  # a label that only the corpus gives


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_baseline_finds_its_way(corpus, encoder, language):
    """On four plain provisions each finds the evidence uncut, and none reaches outside or returns more than the budget."""
    official, group = OfficialText(corpus), Group(any=["utser en kontaktperson"])
    for baseline in open_baselines(corpus, encoder):
        found = baseline.retrieve(QUESTIONS[language], language)
        assert found
        if not baseline.name.endswith("_official"):
            assert found_in(group, found, official), baseline.name
        assert characters(cut(found, 50)) <= 50


def test_the_official_variant_searches_the_official_text_whatever_language_asks(corpus, encoder):
    baseline = LlamaIndexBaseline("x", corpus, encoder, 256, 20, 4, "sv")
    assert {piece.language for piece in baseline.retrieve(QUESTIONS["fi"], "fi")} == {"sv"}


def test_best_first(corpus, encoder):
    for baseline in (LexicalBaseline(corpus, encoder), DenseBaseline(corpus, encoder)):
        assert baseline.retrieve("Hur många möten höll gruppen?", "sv")[0].text.startswith("Gruppen höll nitton möten")


def test_words_that_are_shared_with_nothing_find_nothing(corpus, encoder):
    assert LexicalBaseline(corpus, encoder).retrieve("zzzz qqqq", "sv") == []


def answered(language: str, answer: Answer) -> Answered:
    evidence = [{"any": ["utser en kontaktperson"]}]
    item = Answerable(id="a1", kind="lookup", persona="researcher", topic="t", questions=QUESTIONS, evidence=evidence, answer="-")
    return Answered(item, language, QUESTIONS[language], answer)


def test_equal_text_is_what_our_answer_cited(corpus, encoder, cite, reply):
    asked = [answered("sv", reply(cite("r1"))), answered("fi", reply(language="fi", status="not_covered"))]
    rows = [score_answered(one, corpus, OfficialText(corpus)) for one in asked]
    ours = len(corpus.provision("doc/r1").edition("sv").text)
    # Where we cited nothing the baseline gets our mean: it is not charged for our refusal.
    assert equal_budgets(rows) == {("a1", "sv"): ours, ("a1", "fi"): ours}
    told = run_baseline(DenseBaseline(corpus, encoder), asked, equal_budgets(rows), OfficialText(corpus))
    assert all(row.characters <= row.budget == ours for row in told["equal"])
    assert all(row.characters <= 2400 for row in told["budget_2400"])


def test_comparison_is_paired(corpus, encoder, cite, reply):
    """Ours right on everything, a baseline that finds nothing: the whole difference is ours."""

    class Nothing:
        name = "nothing"

        def retrieve(self, question: str, language: str) -> list[Retrieved]:
            return []

    asked = [answered(language, reply(cite("r1", language=language), language=language)) for language in QUESTIONS]
    rows = [score_answered(one, corpus, OfficialText(corpus)) for one in asked]
    figures, told = compare(corpus, encoder, asked, rows, [Nothing()])
    assert figures["nothing"]["equal"]["evidence"]["all"]["value"] == 0.0
    assert figures["nothing"]["ours_minus_theirs"]["equal"]["difference"] == 1.0
    assert [row["found"] for row in told["nothing"]] == [False] * 3
