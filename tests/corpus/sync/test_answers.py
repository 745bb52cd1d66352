"""From the publisher to the answer: an act that was fetched is found, said verbatim and cited with its place, in three languages."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.service import Assistant, Conversation
from corpus.base.settings import Settings, SyncSettings
from corpus.load import ROOT, load_corpus
from corpus.sync.policy import policy
from corpus.sync.run import sync
from evals.contract import answer_faults
from index.build import build, needed

DOCUMENT = "lighthouse-recommendation"
HERE = Path(__file__).resolve().parents[3]

# What only the official text says, asked in everyday words: the provision, its sentence, its pinpoint.
ONLY_OFFICIAL = {
    "sv": ("Vem får tända lampan i fyren?", "p-15", "ange vem som får tända lampan.", "15."),
    "fi": (
        "Raportoidaanko majakoista neuvostolle kolmen vuoden kuluessa?",
        "p-20",
        "raportoimaan neuvostolle kolmen vuoden kuluessa.",
        "20.",
    ),
    "en": ("Who designates an authority responsible for lighthouses?", "p-1", "designate an authority responsible for lighthouses.", "1."),
}
DIGESTED = {
    "sv": ("Vad säger fyrrekommendationen om punkt 2?", "Besluten bör motiveras."),
    "fi": ("Mitä majakkasuositus sanoo: 2 kohta?", "Päätökset olisi perusteltava."),
    "en": ("What does the lighthouse recommendation say of Point 2?", "Decisions should be reasoned."),
}


@pytest.fixture(scope="module")
def at_work(tmp_path_factory, make_publisher, write_lighthouse, publishers, built_data, copy_index, encoder):
    """The corpus that ships with the made-up act's digest in it; its text fetched; an index of both."""
    folder = tmp_path_factory.mktemp("at-work")
    root, data = folder / "corpus", folder / "data"
    for name in ("documents", "knowledge"):
        shutil.copytree(ROOT / name, root / name)
    write_lighthouse(root / "documents" / DOCUMENT)
    # What the other tests have embedded and indexed is taken over.
    copy_index(data)
    if (built_data / "vectors").exists():
        shutil.copytree(built_data / "vectors", data / "vectors")
    publisher = make_publisher()
    for language, code in (("sv", "swe"), ("fi", "fin"), ("en", "eng")):
        publisher.sends({"body": publishers.present(publishers.RECOMMENDATION, language)}, language=code)
    settings = Settings(data_dir=data, sync=SyncSettings(mirrors={"publications.europa.eu": publisher.base}, allow_private=True))
    outcomes = sync(load_corpus(root).documents, settings.official(), policy(), settings.sync, document=DOCUMENT, sleep=lambda _: None)
    publisher.close()
    assert [outcome.kind for outcome in outcomes] == ["fetched"] * 3
    corpus = load_corpus(root, official=settings.official())
    with pytest.MonkeyPatch.context() as patch:
        # Eighty thousand questions again for the sake of a made-up act: a pass tells it from the rest, eight take a minute and a half.
        patch.setattr("index.outcomes.PASSES", 1)
        build(corpus, encoder, data, progress=False)
    fits = needed(corpus, encoder.id, data), needed(load_corpus(root), encoder.id, data)
    yield Assistant.open(settings, corpus), fits
    shutil.rmtree(folder)  # an index of the whole corpus: disks of test machines have been filled


def ask(at_work, question, **options):
    return at_work[0].ask(question, **options)


def test_an_index_with_the_text_does_not_fit_the_corpus_without_it(at_work):
    """`index build --if-needed` and `doctor` go by this: without it the new provisions would never be found, or looked for in vain."""
    with_it, without_it = at_work[1]
    assert with_it is None
    assert "corpus" in without_it


@pytest.mark.parametrize("language", ONLY_OFFICIAL)
def test_a_provision_that_only_the_official_text_has_is_said_verbatim(at_work, language):
    """No digest of it exists, and nobody wrote a question for it: its own words find it, and they are what is said."""
    question, local, sentence, pinpoint = ONLY_OFFICIAL[language]
    answer = ask(at_work, question)
    assert (answer.status, answer.language) == ("answered", language)
    cited = {c.number: c for c in answer.citations}
    said = next(s for s in answer.statements if s.citations and cited[s.citations[0]].provision_id == f"{DOCUMENT}/{local}")
    assert (said.kind, said.language) == ("verbatim", language)
    assert said.text.endswith(sentence)
    citation = cited[said.citations[0]]
    assert (citation.text_kind, citation.language, citation.official_language) == ("official", language, language)
    assert sentence in citation.official_quote
    assert citation.official_quote in citation.official_passage
    assert citation.pinpoint == pinpoint


@pytest.mark.parametrize("language", DIGESTED)
def test_a_digest_has_its_official_sentence_beside_it(at_work, language):
    """Our summary is read, the publisher's sentence is quoted, in the reader's language."""
    question, sentence = DIGESTED[language]
    answer = ask(at_work, question)
    citation = next(c for c in answer.citations if c.provision_id == f"{DOCUMENT}/p2")
    assert (citation.text_kind, citation.official_language) == ("digest", language)
    assert citation.official_quote == sentence
    assert citation.official_quote in citation.official_passage
    assert any(s.kind == "digest" and citation.number in s.citations for s in answer.statements)


def test_the_answer_in_another_language_is_the_official_text_of_that_language(at_work):
    """The same provision, asked for again in Finnish: its Finnish wording, not a translation and not the Swedish line."""
    conversation = Conversation()
    question, local, _, _ = ONLY_OFFICIAL["sv"]
    ask(at_work, question, conversation=conversation)
    answer = ask(at_work, "På finska, tack", conversation=conversation)
    assert answer.language == "fi"
    citation = next(c for c in answer.citations if c.provision_id == f"{DOCUMENT}/{local}")
    assert (citation.language, citation.official_language) == ("fi", "fi")
    assert citation.official_quote == "ilmoittavat, kuka saa sytyttää lampun."


def test_every_answer_keeps_the_contract(at_work, tmp_path):
    """Held by the evaluation's own check and by the script that users run over their results."""
    questions = [q for q, *_ in (*ONLY_OFFICIAL.values(), *DIGESTED.values())]
    questions += ["Bör risker bedömas före resan till fyren?", "Vem ansvarar för exportkontroll?", "Mitä majakoissa pidetään lukossa?"]
    answers = [ask(at_work, question) for question in questions]
    for answer in answers:
        assert answer_faults(answer, at_work[0].corpus) == [], answer.question
        assert answer.withheld == 0
    results = tmp_path / "results.jsonl"
    rows = [json.dumps({"id": str(n), "answers": [answer.model_dump()]}) for n, answer in enumerate(answers)]
    results.write_text("\n".join(rows), encoding="utf-8")
    checked = subprocess.run([sys.executable, HERE / "docs" / "check_record.py", results], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_a_question_about_something_else_is_answered_as_before(at_work):
    """The fetched text is one document among many: the recommendations are still quoted from their carried text."""
    answer = ask(at_work, "Vem ska utse en kontaktperson?")
    assert answer.status == "answered"
    assert answer.citations[0].document_id == "recommendations-2025"
    assert answer.citations[0].official_language == "sv"
