"""The whole run over a fake assistant: figures that can be counted by hand, and files that hold them."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from assistant.record import Checklist, ChecklistTheme, Referral
from corpus.base.errors import MendData
from evals import cli
from evals.ablation import ablate, variants
from evals.collect import Answered
from evals.floors import GATE, TARGETS, Floor, fallen, judge, read_floors
from evals.latency import Timed, latency_figures, measure
from evals.metrics import flat
from evals.questions import Answerable, Dialogue, QuestionSet, Situation, Turn, Unanswerable
from evals.run import Parts, evaluate, folder_for, log_look, write
from evals.system import Subject
from index.hits import Weights

LANGUAGES = ("sv", "fi", "en")
QUICK = Parts(peers="none", ablation=False, latency=False, copies=False)


def asked(word: str) -> dict[str, str]:
    return {language: f"{word} {language}" for language in LANGUAGES}


@pytest.fixture
def questions() -> QuestionSet:
    def answerable(name: str, kind: str, *spans: str) -> Answerable:
        evidence = [{"any": [span]} for span in spans]
        return Answerable(id=name, kind=kind, persona="drafter", topic="t", questions=asked(name), evidence=evidence, answer="-")

    opinion = Unanswerable(id="u1", kind="opinion", questions=asked("u1"), expect=("not_covered",), body=(), why="-")
    premise = Unanswerable(id="u2", kind="false_premise", questions=asked("u2"), expect=("premise",), body=(), why="-")
    own = Unanswerable(id="u3", kind="own_case", questions=asked("u3"), expect=("referred",), body=("ministry",), why="-")
    situation = Situation(id="s1", text=asked("s1"), must=("funding",), may=(), must_not=("travel",))
    turns = (
        Turn(text="t1", language="sv", evidence=[{"any": ["nitton möten"]}], expect="answered"),
        Turn(text="t2", language="sv", evidence=[], expect="not_covered"),
    )
    sets = (answerable("a1", "lookup", "utser en kontaktperson"), answerable("a2", "two_part", "nitton möten", "görs årligen"))
    return QuestionSet("dev", sets, (opinion, premise, own), (situation,), (Dialogue(id="c1", turns=turns),))


@pytest.fixture
def subject(assistant, cite, reply) -> Subject:
    """Right on a1 everywhere; on a2 only in Swedish, half in Finnish, refused in English; u1, u3 caught, u2 answered as if so."""
    for language in LANGUAGES:
        assistant.answers[f"a1 {language}"] = reply(cite("r1", language=language), language=language)
        assistant.answers[f"u1 {language}"] = reply(language=language, status="not_covered")
        assistant.answers[f"u2 {language}"] = reply(cite("r2", language=language), language=language)
        referral = Referral(body="Ministry for Foreign Affairs", url=None, why="-", prepare=[], do_not_send=[])
        assistant.answers[f"u3 {language}"] = reply(language=language, status="referred", referral=referral)
        themes = ("funding",) if language == "sv" else ("travel",)
        raised = [ChecklistTheme(id=name, title="t", why=["w"], level=1, items=[], escalate=None) for name in themes]
        assistant.checklists[f"s1 {language}"] = Checklist(situation="s", language=language, themes=raised, corpus_version="x")
        assistant.ranked[f"a1 {language}"] = ["doc/r1", "doc/r2"]
        assistant.ranked[f"a2 {language}"] = ["doc/r1", "doc/p1", "doc/p2"]
    assistant.answers["a2 sv"] = reply(cite("p1"), cite("p2", number=2))
    assistant.answers["a2 fi"] = reply(cite("p1", language="fi"), language="fi", status="partial")
    assistant.answers["a2 en"] = reply(language="en", status="not_covered")
    assistant.answers["t1"] = reply(cite("p1"))
    assistant.answers["t2"] = reply(cite("p1"))
    return Subject(assistant, list)


def test_figures_counted_by_hand(subject, questions):
    run, replies = evaluate(subject, questions, QUICK)
    numbers = flat(run.figures)
    expected = {
        "answers.passages.all": 4 / 6,
        "answers.passages.sv": 1.0,
        "answers.passages.fi": 0.5,
        "answers.passages_groups.fi": 0.75,
        "answers.by_kind.two_part.passages.all": 1 / 3,
        "answers.gap.passages.widest": 0.5,
        "answers.gap.passages.pairs.sv-fi.difference": 0.5,
        "answers.cited.citations_max": 2,
        "retrieval.recall@1.all": 0.5,
        "retrieval.recall@2.all": 0.75,
        "retrieval.full@4.all": 1.0,
        "retrieval.mrr.all": 0.75,
        "abstention.recall.all": 2 / 3,
        "abstention.precision.all": 6 / 7,  # opinions and own cases caught, one answerable question refused
        "abstention.referral_body": 1.0,
        "abstention.false_refusals.en": 0.5,
        "abstention.by_kind.false_premise": 0.0,
        "abstention.sources_on_refusals": 0,
        "verification.quotes_located": 1.0,
        "reply_language.answerable.all": 1.0,
        "checklist.all.recall": 1 / 3,
        "checklist.all.false_alarm_share": 2 / 3,
        "checklist.all.false_alarm_rate": 2 / 3,
        "checklist.all.themes": 1.0,
        "conversations.turns": 0.5,
        "conversations.first_turns": 1.0,
        "conversations.conversations": 0.0,
    }
    assert {name: numbers[name] for name in expected} == pytest.approx(expected)
    assert len(list(replies.answers())) == 17


def test_a_wrong_quote_lowers_the_figures(subject, questions, cite, reply):
    before = flat(evaluate(subject, questions, QUICK)[0].figures)
    subject.system.answers["a1 sv"] = reply(cite("r1", official_quote="Varje högskola ska utse någon."))
    after = flat(evaluate(subject, questions, QUICK)[0].figures)
    for name in ("answers.quotes.sv", "verification.quotes_located", "verification.replies_without_fault"):
        assert after[name] < before[name], name


def test_the_record_says_what_and_names_no_machine(subject, questions, tmp_path, monkeypatch):
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(tmp_path / "data"))
    run, _ = evaluate(subject, questions, Parts(ablation=False, latency=False))
    write(run, tmp_path / "out")
    record = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert record["about"]["corpus_version"] == "0123456789ab"
    assert record["about"]["sizes"]["turns"] == 2
    assert len(record["rows"]["answers"]) == 6
    assert set(record["rows"]["baselines"]) == set(record["figures"]["baselines"]) == set(record["about"]["peers"])
    assert record["about"]["peers"]["llamaindex_best"]["chunk_size"] == 128
    assert str(tmp_path) not in json.dumps(record)
    told = (tmp_path / "out" / "results.md").read_text(encoding="utf-8")
    # What failed is named before what went well, and the missed targets stand first.
    assert told.index("**missed**") < told.index("| met |") < told.index("## Evidence")
    assert "a2.fi (two_part, partial)" in told
    assert "LlamaIndex 128/20, top 8" in told
    assert "Not asked in this run: LlamaIndex hybrid fusion" in told
    assert (tmp_path / "out" / "evidence.png").read_bytes().startswith(b"\x89PNG")


def test_a_row_of_the_record_is_a_line_and_a_figure_is_one(subject, questions, tmp_path):
    """A value a line made seventy thousand of a run on test: nobody could see what two runs differ in."""
    run, _ = evaluate(subject, questions, QUICK)
    write(run, tmp_path)
    text = (tmp_path / "results.json").read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(json.dumps(run.record()))
    rows = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.lstrip().startswith('{"id"')]
    assert rows[: len(run.rows.answers)] == run.record()["rows"]["answers"]
    value = run.record()["figures"]["answers"]["passages"]["sv"]["value"]
    assert f'"value": {value},' in [line.strip() for line in text.splitlines()]


def test_a_report_on_test_lists_no_items(subject, questions, tmp_path):
    held_back = QuestionSet("test", questions.answerable, questions.unanswerable, questions.situations, questions.conversations)
    run, _ = evaluate(subject, held_back, QUICK, "first look")
    write(run, tmp_path)
    told = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert "a2.fi" not in told
    assert "first look" in told


def test_a_look_at_test_is_logged_and_replaces_nothing(tmp_path, monkeypatch):
    log_look("0123456789ab", "release | 0.1", tmp_path)
    log_look("0123456789ab", "again", tmp_path)
    lines = (tmp_path / "test-looks.md").read_text(encoding="utf-8").splitlines()
    assert [line.split(" | ")[-1] for line in lines[-2:]] == ["release / 0.1 |", "again |"]
    monkeypatch.setattr("evals.run.RESULTS", tmp_path)
    first = folder_for("test", None)
    first.mkdir()
    assert folder_for("test", None).name == f"{first.name}-2"
    dev = folder_for("dev", None)
    dev.mkdir()
    assert folder_for("dev", None) == dev


def test_test_needs_a_reason(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["run", "--split", "test", "--why", "  "])
    assert left.value.code == 2
    assert "--why" in capsys.readouterr().err


def test_floors(tmp_path):
    floors = [Floor(figure="a.b", at_least=0.9), Floor(figure="a.c", at_most=0.1), Floor(figure="a.d", above=0)]
    assert fallen(judge({"a": {"b": 0.9, "c": 0.1, "d": 0.001}}, floors)) == []
    assert len(fallen(judge({"a": {"b": 0.89, "c": 0.11, "d": 0.0}}, floors))) == 3
    # A gate that cannot see a figure must not open.
    assert fallen(judge({}, floors[:1])) == ["a.b: not counted, should be at least 0.9"]
    # A peer that this run did not ask is not missed; one that it did ask counts like any other.
    peer = [Floor(figure="a.b", above=0, where_counted=True)]
    assert fallen(judge({}, peer)) == []
    assert len(fallen(judge({"a": {"b": -0.1}}, peer))) == 1
    faulty = tmp_path / "gate.yaml"
    faulty.write_text("- {figure: a.b}\n", encoding="utf-8")
    with pytest.raises(MendData, match="no bound"):
        read_floors(faulty)
    faulty.write_text("- {figure: a.b, at_leest: 1}\n", encoding="utf-8")
    with pytest.raises(MendData, match="at_leest"):
        read_floors(faulty)


@pytest.mark.parametrize("path", [GATE, TARGETS])
def test_committed_floors_name_figures_that_are_counted(path, subject, questions):
    numbers = flat(evaluate(subject, questions, QUICK)[0].figures)
    slow = ("baselines.", "latency.", "near_copies.", "ablation.")
    named = [floor.figure for floor in read_floors(path) if not floor.figure.startswith(slow)]
    assert [figure for figure in named if figure not in numbers] == []


def test_the_gate_falls_and_stands(subject, questions, monkeypatch, tmp_path, capsys):
    class Opened:
        def __enter__(self) -> Subject:
            return subject

        def __exit__(self, *_: object) -> None:
            return None

    gate = tmp_path / "gate.yaml"
    monkeypatch.setattr("evals.system.open_subject", Opened)
    monkeypatch.setattr(cli, "load_split", lambda _: questions)
    monkeypatch.setattr(cli, "check_questions", lambda _: [])
    monkeypatch.setattr(cli, "GATE", gate)
    gate.write_text("- {figure: answers.passages.sv, at_least: 0.95}\n", encoding="utf-8")
    assert cli.main(["gate"]) == 0
    gate.write_text("- {figure: answers.passages.fi, at_least: 0.95}\n", encoding="utf-8")
    assert cli.main(["gate"]) == 1
    assert "FELL  answers.passages.fi: 0.500" in capsys.readouterr().out


def test_ablation_takes_one_part_away(subject, questions):
    full = Weights()
    without = variants(full)
    assert without["without_expected_questions"].text_share == 1.0
    assert (without["without_bm25"].question_lexical, without["without_bm25"].text_lexical) == (0.0, 0.0)
    answers = subject.system.answers
    asked = [Answered(item, code, text, answers[text]) for item in questions.answerable for code, text in item.questions.items()]
    figures = ablate(subject.system, asked, full)
    assert set(figures) == set(without)
    assert figures["full"]["minus_full"]["retrieval"]["difference"] == 0.0
    assert all("end_to_end" not in told for told in figures.values())  # the fake cannot be asked with other weights


def test_latency_times_each_question_once_and_interleaved(subject, questions, monkeypatch):
    calls: list[str] = []
    system = subject.system
    monkeypatch.setattr(system, "ask", lambda text: calls.append(f"ask {text}") or SimpleNamespace(timings_ms={"total": 2.0}))
    queries = system.encoder.queries
    monkeypatch.setattr(system.encoder, "queries", lambda texts: calls.append(f"embed {texts[0]}") or queries(texts))
    asked = [Answered(item, "sv", item.questions.sv, None) for item in questions.answerable]
    timed = measure(system, asked, ["warm"])
    assert calls == ["embed warm", "ask warm", "ask a1 sv", "embed a1 sv", "embed a2 sv", "ask a2 sv"]
    assert [one.two_part for one in timed] == [False, True]


def test_latency_is_a_ratio():
    plain = Timed(False, 10.0, 30.0, {"total": 30.0})
    told = latency_figures([plain, plain, Timed(True, 10.0, 50.0, {})])
    assert told["plain"]["p50"]["ratio"] == pytest.approx(3.0)
    assert told["two_part"]["p50"]["ratio"] == pytest.approx(5.0)
    assert told["steps_ms"]["total"]["p50"] == pytest.approx(30.0)
