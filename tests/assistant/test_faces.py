"""The command line: what it prints, how it ends, what it never does."""

import json
import logging
import socket

import pytest

from assistant.doctor import examine
from assistant.export.text import answer_markdown, answer_text, checklist_text, plan_markdown
from assistant.faces.cli import main
from assistant.policy import say
from corpus.base.settings import LANGUAGES
from index.manifest import Indexes


def test_ask_for_a_person_and_for_a_script(here, capsys):
    assert main(["ask", "Vem ska utses till kontaktperson?"]) == 0
    said = capsys.readouterr().out
    assert "Rekommendation 1 b, s. 3 (9)" in said
    assert "Inte bindande" in said
    assert main(["ask", "--json", "Vem ska utses till kontaktperson?", "--language", "fi"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["language"], record["schema_version"]) == ("fi", "1")


def test_checklist_and_lists(here, capsys):
    assert main(["checklist", "We sign an agreement with a military university."]) == 0
    assert "[ ]" in capsys.readouterr().out
    assert main(["corpus", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"]
    assert main(["index", "status"]) == 0
    assert main(["index", "verify"]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checklist_does_not_drown_the_answer(assistant, language):
    """In a terminal one line of answer stood over sixty of checklist that nobody had asked for; a mail still carries the whole."""
    made = assistant.checklist("We sign an agreement with a military university abroad.", language=language)
    answer = assistant.ask("Who appoints the contact person?", language=language).model_copy(update={"checklist": made})
    brief, whole = answer_text(answer, brief=True), answer_text(answer)
    assert made.themes
    assert all(theme.title in brief for theme in made.themes)
    assert "[ ]" not in brief
    assert say("ui.checklist_whole", language) in brief
    assert whole.count("[ ]") == sum(len(theme.items) for theme in made.themes)


@pytest.mark.parametrize(
    ("args", "status"), [(["ask", "x"], 4), (["index", "verify"], 4), (["batch", "--in", "nowhere.jsonl", "--out", "o"], 4)]
)
def test_without_an_index_one_line_says_what_to_do(monkeypatch, tmp_path, capsys, args, status):
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(tmp_path))
    assert main(args) == status
    told = capsys.readouterr().err.strip()
    assert told.endswith("Run: assistant index build")
    assert len(told.splitlines()) == 1


def test_a_faulty_configuration_is_one_line(monkeypatch, tmp_path, capsys):
    path = tmp_path / "config.yaml"
    path.write_text("webb: {port: 1}", encoding="utf-8")
    monkeypatch.setenv("RI_ASSISTANT_CONFIG", str(path))
    assert main(["ask", "x"]) == 5
    assert "webb" in capsys.readouterr().err


def test_the_doctor_finds_a_sound_installation(here):
    assert [f for f in examine() if f.severity == "error"] == []


def test_the_doctor_names_what_is_wrong(monkeypatch, tmp_path):
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(tmp_path / "none"))
    wrong = {f.name: f for f in examine() if f.severity == "error"}
    assert "assistant index build" in wrong["index"].remedy


def test_no_key_is_used_and_no_host_looked_up(assistant, monkeypatch):
    """With every key unset and names that cannot be looked up, all of it works."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: pytest.fail("a host was looked up"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for question in ("Vem ska utses till kontaktperson?", "Kuka vastaa pakotteista?", "What is dual use?"):
        assert assistant.ask(question).statements


def test_no_question_stands_in_a_log(assistant, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        assistant.ask("Vem ska utses till kontaktperson vid Hemliga institutet?")
    assert "Hemliga" not in caplog.text
    out, err = capfd.readouterr()
    assert "Hemliga" not in out + err


def test_a_running_assistant_takes_up_a_new_index_at_its_next_question(corpus, own_copy):
    import shutil

    from assistant.service import Assistant
    from corpus.base.settings import Settings

    running = Assistant.open(Settings(data_dir=own_copy), corpus)
    before = running.index
    assert running.ask("Vem utser kontaktpersonen?").status == "answered"
    assert running.index is before
    indexes = Indexes(own_copy)
    now = indexes.require()
    later = now.with_name(f"{now.name}-later")
    shutil.copytree(now, later)
    indexes.point(later)
    assert running.ask("Vem utser kontaktpersonen?").status == "answered"
    assert running.index is not before
    assert Indexes(own_copy).require().exists()


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_checklist_keeps_its_particulars_in_every_form(assistant, language):
    """Saved or copied, a checklist lost the levels of its items, when they apply, the address and force of what they rest on, and the file
    did not say which plan it was for: three plans gave three files that nobody could tell apart.
    """
    made = assistant.checklist("We sign a double degree agreement with a university in India.", language=language)
    theme, item = next((theme, item) for theme in made.themes for item in theme.items if item.level != theme.level)
    for text in (checklist_text(made), plan_markdown(made).replace("\\", "")):
        line = next(line for line in text.splitlines() if item.text in line)
        assert f"{say('ui.level', language)} {item.level}" in line
        assert say(f"page.checklist.stages.{item.stage[0]}", language) in line
        assert item.citations[0].title in text
        assert item.citations[0].url is None or item.citations[0].url in text
        assert theme.level in range(1, 5)
    assert made.situation in plan_markdown(made)
    assert made.corpus_version in plan_markdown(made)
    assert all(question in plan_markdown(made).replace("\\", "") for question in made.ask_next)


def test_a_saved_referral_says_whom_to_turn_to_first(assistant):
    """The file led straight to the authority, past the own organisation."""
    answer = assistant.ask("Behöver vi anmäla till Skyddspolisen att en gäst har fotograferat vårt labb?", language="sv")
    assert answer.referral
    assert answer.referral.first
    assert ", ".join(answer.referral.first) in answer_markdown(answer)
