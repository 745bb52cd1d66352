"""Bad things lower scores: a wrong quote, a citation past the budget, a refusal with sources, a reply in another language."""

from __future__ import annotations

import pytest

from assistant.record import Checklist, ChecklistTheme, Referral, Statement
from evals.collect import Abstained, Answered, Listed, Turned
from evals.questions import Answerable, Group, Situation, Turn, Unanswerable
from evals.score import counted, outcome, score_abstained, score_answered, score_listed, score_turned
from evals.spans import OfficialText

ASKED = {"sv": "Vem utses?", "fi": "Kuka nimetään?", "en": "Who is appointed?"}


def item(*groups: list[str]) -> Answerable:
    evidence = [{"any": group} for group in groups]
    return Answerable(id="a1", kind="lookup", persona="researcher", topic="t", questions=ASKED, evidence=evidence, answer="-")


def scored(corpus, answer, *groups, language="sv", ranked=()):
    return score_answered(Answered(item(*groups), language, "q", answer, tuple(ranked)), corpus, OfficialText(corpus))


def test_a_right_answer(corpus, cite, reply):
    row = scored(corpus, reply(cite("r1")), ["utser en kontaktperson"], ranked=["doc/r1", "doc/r2"])
    assert (row.quotes, row.passages, row.first, row.first_two, row.reply_language, row.faults) == (True, True, True, True, True, [])
    assert row.ranking["recall@1"] == 1.0
    assert row.characters == len(corpus.provision("doc/r1").edition("sv").text)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_translation_counts_by_its_official_words(corpus, cite, reply, language):
    row = scored(corpus, reply(cite("r1", language=language), language=language), ["utser en kontaktperson"], language=language)
    assert (row.quotes, row.passages, row.reply_language, row.faults) == (True, True, True, [])


def test_the_wrong_sentence_of_the_right_passage(corpus, cite, reply):
    row = scored(corpus, reply(cite("r1", line=2)), ["utser en kontaktperson"])
    assert (row.passages, row.quotes, row.first) == (True, False, False)


def test_half_of_a_two_part_answer_is_no_answer(corpus, cite, reply):
    row = scored(corpus, reply(cite("r1")), ["utser en kontaktperson"], ["nitton möten"])
    assert (row.passages, row.passages_share, row.quotes_share) == (False, 0.5, 0.5)


def test_only_four_citations_count(corpus, cite, reply):
    answer = reply(*(cite("r1", number=n) for n in range(1, 5)), cite("p1", number=5))
    row = scored(corpus, answer, ["nitton möten"])
    assert (row.passages, row.citations, row.counted) == (False, 5, 4)


def test_a_citation_past_the_budget_does_not_count(cite):
    long = cite("r1", passage="x" * 1200)
    assert len(counted([long, cite("p1", passage="y" * 1200)])) == 2
    assert len(counted([long, cite("p1", passage="y" * 1201)])) == 1
    # What comes after it does not count either: a reader's patience ended.
    assert len(counted([long, cite("p1", passage="y" * 1201), cite("p2")])) == 1


def test_evidence_in_the_third_statement_is_not_early(corpus, cite, reply):
    row = scored(corpus, reply(cite("p1"), cite("p2", number=2), cite("r1", number=3)), ["utser en kontaktperson"])
    assert (row.quotes, row.first, row.first_two) == (True, False, False)


def test_notices_are_not_statements_about_the_matter(corpus, cite, reply):
    answer = reply(cite("r1"))
    answer.statements.insert(0, Statement(text="Enligt rekommendationerna, som inte är bindande:", language="sv", kind="notice"))
    assert scored(corpus, answer, ["utser en kontaktperson"]).first


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"quote_start": 1}, "offsets"),
        ({"quote": ""}, "offsets"),
        ({"passage": "Varje högskola utser ingen.", "quote": "Varje", "quote_start": 0, "quote_end": 5}, "passage"),
        ({"official_quote": "Varje högskola ska utse en kontaktperson."}, "official_quote"),
        ({"provision_id": "doc/r9"}, "unknown_provision"),
        ({"pinpoint": "Punkt r1, p. 7 (9)"}, "pinpoint"),
        ({"pinpoint": " "}, "pinpoint"),
        ({"binding": True}, "binding"),
        ({"text_kind": "translation", "official_quote": None}, "official_missing"),
    ],
)
def test_a_false_citation_is_a_fault(corpus, cite, reply, wrong, kind):
    row = scored(corpus, reply(cite("r1", **wrong)), ["utser en kontaktperson"])
    assert kind in {fault.partition(":")[0] for fault in row.faults}


def test_words_that_stand_in_no_cited_passage(corpus, cite, reply):
    answer = reply(cite("r1"))
    answer.statements[0].text = "Varje högskola måste utse en kontaktperson."
    assert [fault.partition(":")[0] for fault in scored(corpus, answer, ["kontaktperson"]).faults] == ["words"]
    answer.statements[0].text = "Varje högskola [i Finland] utser en kontaktperson."
    assert scored(corpus, answer, ["kontaktperson"]).faults == []


def test_faults_of_the_record(corpus, cite, reply):
    def kinds(answer):
        return [fault.partition(":")[0] for fault in scored(corpus, answer, ["kontaktperson"]).faults]

    assert kinds(reply(cite("r1", number=2))) == ["numbering"]
    assert kinds(reply(status="answered")) == ["no_sources"]
    assert kinds(reply(cite("r1"), status="referred")) == ["referral"]
    uncited = reply(cite("r1"))
    uncited.statements.append(Statement(text="Så är det.", language="sv", kind="digest"))
    assert kinds(uncited) == ["uncited"]
    assert kinds(reply(cite("r1"), timings_ms={})) == ["timings"]


def test_a_reply_in_another_language(corpus, cite, reply):
    assert not scored(corpus, reply(cite("r1", language="fi"), language="fi"), ["kontaktperson"], language="sv").reply_language
    # A record that says Swedish over Finnish words is found out.
    answer = reply(cite("r1"))
    answer.statements[0].text = "Jokainen korkeakoulu nimeää yhteyshenkilön."
    assert not scored(corpus, answer, ["kontaktperson"]).reply_language


def unanswerable(*expect: str, body: tuple[str, ...] = ()) -> Unanswerable:
    return Unanswerable(id="u1", kind="near_topic", questions=ASKED, expect=expect, body=body, why="-")


def test_what_catches_an_unanswerable_question(corpus, cite, reply):
    def caught(answer, *expect):
        return score_abstained(Abstained(unanswerable(*expect), "sv", answer), corpus).caught

    corrected = reply(cite("r1"))
    corrected.statements.append(Statement(text="Det sägs inte.", language="sv", kind="premise_correction", citations=[1]))
    assert outcome(corrected) == "premise"
    assert caught(reply(status="not_covered"), "not_covered")
    assert caught(corrected, "premise", "not_covered")
    assert not caught(corrected, "not_covered")
    assert not caught(reply(cite("r1")), "not_covered", "premise")
    assert not caught(reply(cite("r1"), status="partial"), "not_covered", "premise")
    assert not caught(reply(status="refused"), "not_covered")


def test_a_refusal_with_sources(corpus, cite, reply):
    row = score_abstained(Abstained(unanswerable("not_covered"), "sv", reply(cite("r1"), status="not_covered")), corpus)
    assert row.sources_on_refusal
    assert row.faults == ["sources_on_refusal: not_covered"]


def test_the_body_of_a_referral(corpus, reply):
    def body(name):
        referral = Referral(body=name, url=None, why="-", prepare=[], do_not_send=[])
        asked = unanswerable("referred", body=("Utrikesministeriet",))
        return score_abstained(Abstained(asked, "sv", reply(status="referred", referral=referral)), corpus)

    assert body("utrikesministeriet, enheten för exportkontroll").body
    wrong = body("Försvarsministeriet")
    assert (wrong.caught, wrong.body_asked, wrong.body) == (True, True, False)


def test_checklists(corpus):
    raised = [ChecklistTheme(id=name, title="t", why=["w"], level=1, items=[], escalate=None) for name in ("funding", "travel")]
    checklist = Checklist(situation="s", language="sv", themes=raised, corpus_version="x")
    situation = Situation(id="s1", text=ASKED, must=("funding", "sanctions"), may=(), must_not=("travel",))
    row = score_listed(Listed(situation, "sv", checklist), corpus)
    assert (row.missed, row.false, row.must, row.must_not, row.innocuous) == (["sanctions"], ["travel"], 2, 1, False)
    assert {fault.partition(":")[0] for fault in row.faults} == {"theme"}  # themes without items


def test_turns(corpus, cite, reply):
    def right(answer, expect, *evidence):
        turn = Turn(text="och sedan?", language="sv", evidence=[Group(any=group) for group in evidence], expect=expect)
        return score_turned(Turned("c1", 2, turn, answer), corpus, OfficialText(corpus)).right

    assert right(reply(cite("r1")), "answered", ["kontaktperson"])
    assert not right(reply(cite("p1")), "answered", ["kontaktperson"])
    assert not right(reply(status="not_covered"), "answered", ["kontaktperson"])
    assert right(reply(status="not_covered"), "not_covered")
    assert not right(reply(cite("r1")), "not_covered")
