"""Ours beside the peers: the budgets are what we cited, and the comparison is paired."""

from __future__ import annotations

from assistant.record import Answer
from evals.collect import Answered
from evals.compare import compare, equal_budgets, run_peer
from evals.peers.base import Retrieved
from evals.peers.plain import DensePeer
from evals.questions import Answerable
from evals.score import score_answered
from evals.spans import OfficialText

QUESTIONS = {"sv": "Vem utser en kontaktperson?", "fi": "Kuka nimeää yhteyshenkilön?", "en": "Who appoints a contact person?"}


def answered(language: str, answer: Answer) -> Answered:
    evidence = [{"any": ["utser en kontaktperson"]}]
    item = Answerable(id="a1", kind="lookup", persona="researcher", topic="t", questions=QUESTIONS, evidence=evidence, answer="-")
    return Answered(item, language, QUESTIONS[language], answer)


def test_equal_text_is_what_our_answer_cited(corpus, encoder, cite, reply):
    asked = [answered("sv", reply(cite("r1"))), answered("fi", reply(language="fi", status="not_covered"))]
    rows = [score_answered(one, corpus, OfficialText(corpus)) for one in asked]
    ours = len(corpus.provision("doc/r1").edition("sv").text)
    # Where we cited nothing the peer gets our mean: it is not charged for our refusal.
    assert equal_budgets(rows) == {("a1", "sv"): ours, ("a1", "fi"): ours}
    told = run_peer(DensePeer("dense", corpus, encoder), asked, equal_budgets(rows), OfficialText(corpus))
    assert all(row.characters <= row.budget == ours for row in told["equal"])
    assert all(row.characters <= 2400 for row in told["budget_2400"])


def test_comparison_is_paired(corpus, cite, reply):
    """Ours right on everything, a peer that finds nothing: the whole difference is ours."""

    class Nothing:
        name, config = "nothing", {"finds": "nothing"}

        def retrieve(self, question: str, language: str) -> list[Retrieved]:
            return []

    asked = [answered(language, reply(cite("r1", language=language), language=language)) for language in QUESTIONS]
    rows = [score_answered(one, corpus, OfficialText(corpus)) for one in asked]
    compared = compare(corpus, [Nothing()], asked, rows)
    figures = compared.figures["nothing"]
    assert figures["equal"]["evidence"]["all"]["value"] == 0.0
    assert figures["ours_minus_theirs"]["equal"]["difference"] == 1.0
    assert [row["found"] for row in compared.rows["nothing"]] == [False] * 3
    assert compared.configs == {"nothing": {"finds": "nothing"}}
