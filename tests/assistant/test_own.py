"""Kept own documents in answers: part of every question, said to be the institution's own, beside the sources; gone when removed."""

import copy
import json

import pytest
from made_docx import plain_docx
from made_pdf import simple_pdf

from assistant.context import Conversation
from assistant.doctor import examine
from assistant.faces.batch import Case, run_case
from assistant.faces.cli import main
from assistant.guidelines.ingest import read_text
from assistant.guidelines.kept import Kept
from assistant.service import Assistant
from corpus.own import FILE, keep_document
from corpus.text.normal import squeeze

RULES = """# Gästregler

1. Varje enhet anmäler sina gäster till receptionen två dagar före besöket.

2. Gästen får ett passerkort som återlämnas samma dag som besöket slutar.

3. Gästens tillträde till lasersalen beslutas av lasersäkerhetsombudet.
"""


@pytest.fixture
def own_data(built_data, tmp_path):
    """A data folder of the test's own over the built index."""
    (tmp_path / "index").symlink_to(built_data / "index")
    return tmp_path


@pytest.fixture
def keeping(own_data, assistant, encoder):
    """An assistant over it; the index is the shared one."""
    other = copy.copy(assistant)
    other.kept = Kept(own_data, encoder)
    return other


@pytest.fixture
def rules(keeping):
    return keeping.keep(read_text("gastregler.md", RULES, keeping.detector, "sv"))


def test_after_an_answer_a_kept_document_is_heard_too(keeping, rules):
    """The order of what follows an answer knows the corpus alone: asked of one's own rules after another question, it crashed."""
    talk = Conversation()
    keeping.ask("Vem ska utses till kontaktperson?", conversation=talk)
    reply = keeping.ask("Vem beslutar om gästens tillträde till lasersalen?", conversation=talk)
    assert rules.id in {citation.document_id for citation in reply.citations}
    # … and once more where the answer that it follows rests on them.
    assert keeping.ask("när ska passerkortet återlämnas?", conversation=talk).status


def test_a_kept_document_is_part_of_every_question(keeping, rules):
    """It is taken up at the next question, without a restart and without touching the main index."""
    before = keeping.index.manifest.version
    answer = keeping.ask("Vem beslutar om gästens tillträde till lasersalen?")
    assert answer.index_version == before
    assert answer.statements[0].text == "Enligt din organisations egen riktlinje Gästregler:"
    (citation,) = [c for c in answer.citations if c.document_id == rules.id]
    assert (citation.provision_id, citation.layer, citation.authority, citation.binding) == (
        "own-gastregler/p-3", "own", "institution_rule", False,
    )  # fmt: skip
    assert citation.quote == citation.official_quote == "Gästens tillträde till lasersalen beslutas av lasersäkerhetsombudet."
    assert squeeze(citation.passage[citation.quote_start : citation.quote_end]) == citation.quote


def test_the_corpus_answers_as_before(keeping, rules, assistant):
    """What the sources answer is not pushed aside by a document that happens to be kept."""
    for question in ("Vem ska utses till kontaktperson?", "Kuka vastaa puolustustarvikkeiden viennin valvonnasta?"):
        mine, usual = keeping.ask(question), assistant.ask(question)
        assert [s.text for s in mine.statements] == [s.text for s in usual.statements]
        assert [c.provision_id for c in mine.citations] == [c.provision_id for c in usual.citations]


def test_a_plan_still_gets_its_situation(keeping, rules, assistant):
    """A kept document once counted as an upload, and a described plan was answered as a question."""
    plan = "We will sign an agreement on joint research with a foreign university and transfer equipment there."
    assert [s.text for s in keeping.ask(plan).statements] == [s.text for s in assistant.ask(plan).statements]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Mitä tapahtuu kulkukortille vierailun jälkeen?", "Organisaatiosi oman ohjeen Gästregler mukaan:"),
        ("Who decides on a guest's access to the laser hall?", "According to your organisation's own guideline Gästregler:"),
    ],
)
def test_a_document_in_another_language_is_found_and_quoted_as_it_stands(keeping, rules, question, lead):
    """A Swedish rule of a bilingual institution was never found by a Finnish question: their words share nothing."""
    answer = keeping.ask(question)
    assert answer.statements[0].text == lead
    assert answer.citations[0].document_id == rules.id
    assert answer.citations[0].language == "sv"


def test_uploads_and_kept_documents_are_searched_together(keeping, rules):
    upload = read_text("resor.md", "1. Resor med egen båt anmäls till båtmästaren.", keeping.detector, "sv")
    session = keeping.session([upload], "sv")
    assert keeping.ask("Vem anmäls resor med egen båt till?", session=session).citations[0].document_id == "own-resor"
    assert keeping.ask("Vem beslutar om gästens tillträde till lasersalen?", session=session).citations[0].document_id == rules.id
    assert not keeping.ask("Vem anmäls resor med egen båt till?").citations or all(
        c.document_id != "own-resor" for c in keeping.ask("Vem anmäls resor med egen båt till?").citations
    ), "an upload lives in its own session"


def test_what_is_removed_is_gone_from_the_next_question_and_the_shelf(keeping, rules, own_data):
    question, talk = "Vem beslutar om gästens tillträde till lasersalen?", Conversation()
    assert keeping.ask(question, conversation=talk).citations[0].document_id == rules.id
    assert list((own_data / "vectors").glob("own-*"))
    keeping.forget(rules.id)
    assert not list((own_data / "vectors").glob("own-*")), "at once: they stayed until somebody asked something"
    assert all(c.document_id != rules.id for c in keeping.ask(question).citations)
    assert keeping.ask("Och på kvällen?", conversation=talk).status, "a follow-up of what is gone still gets a reply"
    assert not list((own_data / "own").iterdir())


def test_opening_embeds_only_what_is_new(keeping, rules, own_data, encoder, monkeypatch):
    """Thirty pages take a minute to embed: not at every start."""
    keeping.kept_documents()
    asked = []

    class Counting:
        id, dimension, max_tokens = encoder.id, encoder.dimension, encoder.max_tokens
        count_tokens = staticmethod(encoder.count_tokens)

        def passages(self, texts):
            asked.extend(texts)
            return encoder.passages(texts)

    again = Kept(own_data, Counting())
    assert again.session().documents
    assert len(asked) <= 2, "a sample, to see that the vectors are this encoder's"
    keep_document(again.store, read_text("resor.md", "1. Resor planeras.", keeping.detector, "sv"), set())
    asked.clear()
    again.session()
    assert {text for text in asked if "Resor" in text}
    assert len(asked) <= 4


def test_vectors_of_another_model_are_not_believed(keeping, rules, own_data, encoder):
    import numpy as np

    from index.vectors import KeptVectors

    keeping.kept_documents()
    (shelf,) = (own_data / "vectors").glob("own-*")
    known = KeptVectors.load(shelf)
    keys = known.keys()
    KeptVectors.save(shelf, keys, np.stack([-known.get(key) for key in keys]))
    session = Kept(own_data, encoder).session()
    assert all(float(session.vectors[key] @ known.get(key)) > 0.99 for key in keys)


def test_a_damaged_entry_is_skipped_and_the_doctor_names_it(keeping, rules, own_data, monkeypatch, capsys):
    (own_data / "own" / rules.id / FILE).write_text("{}", encoding="utf-8")
    assert keeping.ask("Vem ska utses till kontaktperson?").status == "answered"
    assert rules.id in capsys.readouterr().err
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(own_data))
    (finding,) = [f for f in examine() if f.name == "own documents" and f.severity == "warning"]
    assert rules.id in finding.message
    assert finding.remedy == f"Remove it and add it again: assistant corpus remove {rules.id}"


def test_opening_brings_kept_documents_and_measuring_leaves_them_out(keeping, rules, own_data, corpus, settings):
    here = settings.model_copy(update={"data_dir": own_data})
    assert [own.id for own in Assistant.open(here, corpus).kept_documents()] == [rules.id]
    assert Assistant.open(here, corpus, own=False).kept_documents() == []


def test_a_batch_case_brings_its_own_documents(keeping):
    """The contract: name and text, for this case alone."""
    case = {"id": "x", "turns": ["Vem beslutar om gästens tillträde till lasersalen?"], "documents": [{"name": "own.md", "text": RULES}]}
    first = run_case(keeping, Case.model_validate(case))["answers"][0]
    assert first["citations"][0]["document_id"] == "own-gastregler"
    second = run_case(keeping, Case.model_validate({**case, "documents": []}))["answers"][0]
    assert all(c["document_id"] != "own-gastregler" for c in second["citations"])


# --- the command line


@pytest.fixture
def here(own_data, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("RI_ASSISTANT_DATA", str(own_data))
    monkeypatch.delenv("RI_ASSISTANT_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own_data))
    return tmp_path_factory.mktemp("given")


def test_add_list_show_remove(here, capsys):
    (here / "r.docx").write_bytes(
        plain_docx(("Heading 1", "1 Gäster"), ("Heading 2", "1.1 Ansvar"), "Enheten utreder:", "a) vem som kommer.")
    )
    assert main(["corpus", "add", str(here / "r.docx"), "--title", "Våra regler", "--authority", "guideline", "--date", "2026-03-01"]) == 0
    said = capsys.readouterr().out
    assert "own-vara-regler (sv, guideline)" in said
    assert "Våra regler: passages read: 2." in said
    assert main(["corpus", "list", "--json"]) == 0
    (row,) = [r for r in json.loads(capsys.readouterr().out) if r["layer"] == "own"]
    assert (row["id"], row["title"], row["authority"], row["date"], row["binding"]) == (
        "own-vara-regler", "Våra regler", "guideline", "2026-03-01", False,
    )  # fmt: skip
    assert main(["corpus", "list"]) == 0
    said = capsys.readouterr().out
    assert "own-vara-regler: Våra regler (2026-03-01), 2 provisions, own" in said
    assert "(None)" not in said, "documents without a date"
    assert main(["corpus", "show", "own-vara-regler", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {p["id"]: p["pinpoint"] for p in shown["provisions"]}["own-vara-regler/sec-1-1-a"] == "1.1 Ansvar, a)"
    assert main(["corpus", "diff", "--document", "own-vara-regler"]) == 2
    assert "no earlier text is kept" in capsys.readouterr().err, "the list knows it, so it was no help to be sent there"
    assert main(["corpus", "remove", "own-vara-regler"]) == 0
    assert "Våra regler" in capsys.readouterr().out
    assert main(["corpus", "remove", "own-vara-regler"]) == 2
    assert main(["corpus", "show", "own-vara-regler"]) == 2


def test_shipped_documents_can_be_shown_and_not_removed(here, capsys):
    assert main(["corpus", "show", "recommendations-2025", "--language", "fi"]) == 0
    said = capsys.readouterr().out
    assert "recommendations-2025/r1b" in said
    assert "s. 3 (9)" in said
    assert main(["corpus", "remove", "recommendations-2025"]) == 2
    assert "cannot be removed" in capsys.readouterr().err


def test_a_folder_is_taken_file_by_file_and_each_outcome_said(here, capsys):
    (here / "a.md").write_text(RULES, encoding="utf-8")
    (here / "b.pdf").write_bytes(simple_pdf("Resor planeras i god tid tillsammans med stödet."))
    (here / "c.pdf").write_bytes(b"MZ" + b"\0" * 50)
    (here / "d.xlsx").write_bytes(b"x")
    (here / "e.md").symlink_to("/etc/hostname")
    assert main(["corpus", "add", str(here)]) == 2, "some were refused"
    out, err = capsys.readouterr()
    assert "own-gastregler" in out
    assert "own-b" in out
    assert "c.pdf was not read: the file is not what its name says, but a program." in err
    assert "d.xlsx was not read: only PDF" in err
    assert "hostname" not in out + err
    assert main(["corpus", "add", str(here / "a.md")]) == 0
    assert "the same text is kept already as own-gastregler" in capsys.readouterr().out
    assert main(["corpus", "add", str(here / "e.md")]) == 2
    assert "link" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.pdf"], "does not exist"),
        (["a.md", "--authority", "law"], "institution_rule"),
        ([".", "--title", "x"], "--title names one document"),
    ],
)
def test_what_cannot_be_meant_is_one_line(here, capsys, monkeypatch, arguments, said):
    (here / "a.md").write_text(RULES, encoding="utf-8")
    (here / "b.md").write_text("1. Resor planeras.", encoding="utf-8")
    monkeypatch.chdir(here)
    assert main(["corpus", "add", *arguments]) == 2
    told = capsys.readouterr().err.strip()
    assert said in told
    assert len(told.splitlines()) == 1


def test_a_new_version_of_the_same_title_is_pointed_out(here, capsys, assistant):
    (here / "a.md").write_text(RULES, encoding="utf-8")
    assert main(["corpus", "add", str(here / "a.md")]) == 0
    (here / "a.md").write_text(RULES + "\n4. Gästen bär namnbricka.\n", encoding="utf-8")
    assert main(["corpus", "add", str(here / "a.md")]) == 0
    assert "assistant corpus remove own-gastregler" in capsys.readouterr().out


POLICY = """# Resepolicy

Till Kina och Ryssland används endast lånedator från IT-stödet.

Resor bokas genom resebyrån.
"""


@pytest.mark.parametrize(
    "question",
    ["Vad säger vår resepolicy om Kina?", "Vad säger våra egna regler om Kina?", "Vad gäller enligt Resepolicy för resor till Kina?"],
)
def test_a_named_own_document_is_heard(keeping, question):
    """It was passed over for Supo's advice, and once it was said that such rules are not held here."""
    own = keeping.keep(read_text("resepolicy.md", POLICY, keeping.detector, "sv"))
    answer = keeping.ask(question)
    assert any(c.document_id == own.id and "lånedator" in c.quote for c in answer.citations)
    assert any("lånedator" in statement.text and not statement.further for statement in answer.statements)


def test_the_recommendations_on_own_guidelines_are_not_the_own_ones(keeping):
    """Who asks a source about own guidelines asks that source, whatever guidelines are loaded."""
    own = keeping.keep(read_text("riktlinjer.md", POLICY.replace("Resepolicy", "Riktlinjer"), keeping.detector, "sv"))
    answer = keeping.ask("Vad säger rekommendationerna om egna riktlinjer?")
    first = next(statement for statement in answer.statements if statement.citations)
    cited = {c.number: c.document_id for c in answer.citations}
    assert own.id not in {cited[number] for number in first.citations}
