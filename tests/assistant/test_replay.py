"""Records asked again: the same answer is the same, every change is told where it is, and a conversation is carried."""

import json

import pytest
import yaml

from assistant.export.replay import replay_text
from assistant.faces.batch import Case, run_case
from assistant.faces.cli import main
from assistant.personal import kept
from assistant.record import Answer
from assistant.replay import compare, replay
from assistant.saved import Saved, read_saved
from assistant.service import Assistant
from corpus.base.settings import LANGUAGES, Settings
from corpus.base.yamlfile import read_yaml
from corpus.load import ROOT, load_corpus
from index.build import build

QUESTIONS = {
    "sv": [
        "Vem ska utses till kontaktperson?",
        "Får vi exportera den här lasern?",
        "Vad blir det för mat?",
        "Lista rekommendationerna",
        "",
    ],
    "fi": ["Kuka nimetään yhteyshenkilöksi?", "Saammeko palkata tämän tutkijan?", "Onko määräaikaa?"],
    "en": [
        "How is responsible internationalisation followed up?",
        "A visiting researcher needs access to our servers and lasers.",
        "sanctions",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_asked_again_at_once_is_the_same(assistant, language, tmp_path):
    """Over every kind of ending; as the record leaves and is read back."""
    lines = [assistant.ask(question, language=language).model_dump_json() for question in QUESTIONS[language]]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = replay(assistant, read_saved(tmp_path / "r.jsonl"))
    assert [(r.same, r.versions) for r in found] == [(True, ())] * len(lines)


def test_a_conversation_is_carried(assistant, tmp_path):
    """The second question leans on the first; asked alone it would be another question."""
    case = Case(id="x", turns=["Who is to be appointed contact person?", "and the agencies?", "in Finnish, please"])
    (tmp_path / "r.jsonl").write_text(json.dumps(run_case(assistant, case)), encoding="utf-8")
    (record,) = read_saved(tmp_path / "r.jsonl")
    assert record.answers[1].standalone_question != record.answers[1].question
    (found,) = replay(assistant, [record])
    assert found.same
    assert [turn.remarks for turn in found.turns] == [(), (), ()]
    (alone,) = replay(assistant, [Saved("alone", record.answers[1:2])])
    assert alone.turns[0].remarks == ("follow_up",)


def test_a_checklist_is_asked_again(assistant):
    made = assistant.checklist("Vi skriver avtal med ett universitet som utbildar militärer.")
    (found,) = replay(assistant, [Saved("c", checklist=made)])
    assert found.same
    first, *rest = made.themes
    told = replay(assistant, [Saved("c", checklist=made.model_copy(update={"themes": rest, "corpus_version": "other"}))])[0]
    assert {(c.id, c.what) for c in told.turns[0].checklist} >= {(first.id, "new")}
    assert [(v.name, v.old) for v in told.versions] == [("corpus_version", "other")]


@pytest.fixture(scope="module")
def answer(assistant):
    return assistant.ask("Vem ska utses till kontaktperson?")


def changed(answer: Answer, **edits) -> Answer:
    """The record altered by hand: ``citations__0__quote="x"`` at that place."""
    data = answer.model_dump(mode="json")
    for path, value in edits.items():
        part = data
        *way, last = path.split("__")
        for step in way:
            part = part[int(step) if step.isdigit() else step]
        if isinstance(part, list):
            part[int(last)] = value
        else:
            part[last] = value
    return Answer.model_validate(data)


def test_every_alteration_is_told_where_it_is(assistant, answer):
    cited = answer.citations[0].provision_id
    said = next(n for n, s in enumerate(answer.statements) if s.citations)
    cases = {
        "status": ({"status": "partial"}, lambda t: t.fields[0].name),
        answer.statements[said].kind: (
            {f"statements__{said}__text": "Ändrat " + answer.statements[said].text.partition(" ")[2]},
            lambda t: t.statements[0].name,
        ),
        "kind": ({f"statements__{said}__kind": "translation"}, lambda t: t.statements[0].name),
        "passage": ({"citations__0__passage": answer.citations[0].passage + " Mer."}, lambda t: t.citations[0].changes[0].name),
        "in_force": ({"citations__0__in_force": "in_force"}, lambda t: t.citations[0].changes[0].name),
        "gone new": ({"citations__0__provision_id": cited + "-x"}, lambda t: " ".join(c.what for c in t.citations)),
    }
    for expected, (edits, told) in cases.items():
        (found,) = replay(assistant, [Saved("r", (changed(answer, **edits),))])
        assert not found.same, expected
        assert told(found.turns[0]) == expected


def test_words_that_differ_are_shown(assistant, answer):
    said = next(n for n, s in enumerate(answer.statements) if s.citations)
    word, _, rest = answer.statements[said].text.partition(" ")
    other = changed(answer, **{f"statements__{said}__text": "Ändrat " + rest})
    text = replay_text(replay(assistant, [Saved("r", (other,))]))
    assert f"-Ändrat- +{word}+" in text
    assert "Skiljer sig i dag." in text


def test_a_sentence_and_a_referral_that_are_gone(assistant):
    then = assistant.ask("May we export this laser to a university in China?", language="en")
    assert then.referral
    now = then.model_copy(update={"referral": None, "statements": then.statements[:-1]})
    turn = compare(then, now)
    assert [(c.old, c.new) for c in turn.statements] == [(then.statements[-1].text, None)]
    assert {c.name for c in turn.referral} >= {"body", "why"}
    assert compare(now, then).statements[0].old is None


def test_what_nobody_relies_on_is_not_compared(answer):
    data = answer.model_dump(mode="json") | {"timings_ms": {"total": 1.0}, "ask_next": [], "index_version": "x"}
    data["citations"][0]["score"] = 0.1
    assert compare(answer, Answer.model_validate(data)).same


def test_a_record_of_another_corpus_tells_both_versions_and_the_words(small_corpus, tmp_path, encoder):
    """The product's promise: a year later, with other texts, it is said what the answer would be now."""
    # What gets no answer competes with what does: a few such classes of the real corpus.
    classes = read_yaml(ROOT / "knowledge" / "classes.yaml")[:3]
    (small_corpus / "knowledge" / "classes.yaml").write_text(yaml.safe_dump(classes, allow_unicode=True), encoding="utf-8")
    data = tmp_path / "data"
    opened = []
    for _ in range(2):
        corpus = load_corpus(small_corpus)
        build(corpus, encoder, data, progress=False)
        opened.append(Assistant.open(Settings(data_dir=data), corpus))
        for language, old, new in (("sv", "utser en", "utser två"), ("en", "appoints a", "appoints one"), ("fi", "nimeää", "valitsee")):
            path = small_corpus / "documents" / "made-up" / f"{language}.md"
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    then = opened[0].ask("sv fråga 1 om fyren? a", language="sv")
    assert then.status == "answered"
    (found,) = replay(opened[1], [Saved("r", (then,))])
    assert {v.name for v in found.versions} == {"corpus_version", "index_version"}
    turn = found.turns[0]
    assert not turn.fields
    assert any("utser två" in (c.new or "") for c in turn.statements)
    assert "made-up/a" in {c.provision_id for c in turn.citations}
    assert {"passage", "quote"} <= {change.name for change in turn.citations[0].changes}
    # And the other way: the old corpus says what it said.
    assert replay(opened[0], [Saved("r", (then,))])[0].same


def test_the_command_ends_as_scripts_need_it(here, capsys, tmp_path, answer):
    """0 the same, 1 different, 2 a record that could not be read."""
    path = tmp_path / "r.json"
    path.write_text(answer.model_dump_json(), encoding="utf-8")
    assert main(["replay", str(path)]) == 0
    assert "Samma i dag." in capsys.readouterr().out
    path.write_text(changed(answer, status="partial", corpus_version="0" * 12).model_dump_json(), encoding="utf-8")
    assert main(["replay", str(path), "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert "corpus: 000000000000 then" in said
    assert "Partly answered → Answered" in said
    path.write_text(changed(answer, schema_version="0").model_dump_json(), encoding="utf-8")
    assert main(["replay", str(path)]) == 2
    assert "schema version 0" in capsys.readouterr().out
    assert main(["replay", str(tmp_path / "none.json")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_data_for_scripts(here, capsys, tmp_path, answer):
    path = tmp_path / "r.jsonl"
    other = changed(answer, citations__0__provision_id="recommendations-2025/gone")
    path.write_text(f"{answer.model_dump_json()}\n{other.model_dump_json()}\n", encoding="utf-8")
    assert main(["replay", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], [r["same"] for r in told["records"]]) == (False, [True, False])
    assert told["corpus_version"] == answer.corpus_version
    whats = {(c["provision_id"], c["what"]) for c in told["records"][1]["turns"][0]["citations"]}
    assert ("recommendations-2025/gone", "gone") in whats


def test_a_cleaned_question_is_no_follow_up(assistant):
    """A first question with an e-mail address, a line break or a greeting was asked again as a follow-up and always differed."""
    asked = [
        "Vem är kontaktperson? Mejla a.b@example.org",
        "Vem ska utses\ntill kontaktperson?",
        "Hej! Vem ska utses till kontaktperson? Tack!",
    ]
    for question in asked:
        for record in (assistant.ask(question, language="sv"), kept(assistant.ask(question, language="sv"))):
            (told,) = replay(assistant, [Saved("there", (record,))])
            assert told.same, question
            assert told.turns[0].remarks == ()
