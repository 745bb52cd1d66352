"""Digests and the facts that they rest on: every provision is backed, every fact lies in one provision, what is left out says why."""

import copy
import shutil

import pytest
import yaml

from corpus.checks.facts import Facts, check_facts, load_facts
from corpus.load import ROOT, load_corpus

FACTS = {
    "facts": [
        {"id": "f1", "says": "a keeper is appointed", "url": "https://example.org/text/", "provision": "a"},
        {"id": "f2", "says": "the lamp burns", "url": "https://example.org/text", "provision": "b"},
        {"id": "f3", "says": "there is a handbook", "url": "https://example.org/text#notes", "provision": "n1"},
    ],
    "unused": [{"id": "f4", "says": "the lamp is red", "why": "not seen in a source"}],
}


@pytest.fixture
def digest(small_corpus):
    """The made-up document as a digest with its facts; ``write`` puts other facts there and returns what is found."""
    folder = small_corpus / "documents" / "made-up"
    for language in ("sv", "fi", "en"):
        path = folder / f"{language}.md"
        text = path.read_text(encoding="utf-8")
        for kind in ("official", "translation"):
            text = text.replace(f"text_kind: {kind}", "text_kind: digest")
        path.write_text(text, encoding="utf-8")

    def write(facts):
        (folder / "facts.yaml").write_text(yaml.safe_dump(facts), encoding="utf-8")
        return list(check_facts(load_corpus(small_corpus), small_corpus))

    return write


def test_every_digest_of_the_corpus_says_what_it_rests_on(corpus):
    """Both ways, over the real corpus. 127 digests came with facts, and one of the files could not be read: nothing had opened it."""
    assert [str(f) for f in check_facts(corpus, ROOT) if f.fault] == []
    digested = {d.id for d in corpus.documents.values() if next(iter(d.provisions.values())).editions["en"].text_kind == "digest"}
    assert {d for d in corpus.documents if load_facts(ROOT / "documents" / d)} == digested
    assert len(digested) > 100


def test_sound_facts_find_nothing(digest):
    """A slash or a place within the page makes no other address."""
    assert digest(FACTS) == []


def change(**edits):
    """The facts with a value replaced: ``f1__provision="c"`` in the fact f1."""
    facts = copy.deepcopy(FACTS)
    for key, value in edits.items():
        name, _, field = key.partition("__")
        next(e for e in [*facts["facts"], *facts["unused"]] if e["id"] == name)[field] = value
    return facts


@pytest.mark.parametrize(
    ("facts", "where", "what"),
    [
        (change(f1__provision="c"), "made-up/facts.yaml", "f1: there is no provision c"),
        (change(f1__provision="b"), "made-up/a", "no fact in facts.yaml backs it"),
        (change(f2__id="f1"), "made-up/facts.yaml", "the fact f1 stands in made-up too"),
        (change(f4__id="f1"), "made-up/facts.yaml", "f1 is both used and unused"),
        (change(f4__why=" "), "made-up", "unused.0.why"),
        (change(f1__url="seen somewhere"), "made-up", "facts.0.url"),
        (change(f1__note="x"), "made-up", "facts.0.note"),
        ({"facts": FACTS["facts"], "unused": [FACTS["unused"][0]] * 2}, "made-up/facts.yaml", "the unused f4 stands twice"),
    ],
)
def test_what_does_not_hold_is_a_fault_with_its_place(digest, facts, where, what):
    assert any(f.fault and f.where == where and what in f.what for f in digest(facts)), [str(f) for f in digest(facts)]


def test_a_provision_shown_with_another_address_is_for_a_person_to_look_at(digest):
    """The page may say the same; that it was not noted as seen there is not wrong in itself."""
    found = digest(change(f2__url="https://example.org/elsewhere"))
    assert [(f.where, f.fault) for f in found] == [("made-up/b", False)]


def test_a_fact_lies_in_one_document_only(digest, small_corpus):
    """The same fact in two documents is counted twice by whoever weighs how well a statement is supported."""
    digest(FACTS)
    folder = small_corpus / "documents" / "made-up"
    shutil.copytree(folder, folder.with_name("made-up-too"))
    path = folder.with_name("made-up-too") / "document.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: made-up\n", "id: made-up-too\n"), encoding="utf-8")
    found = [str(f) for f in check_facts(load_corpus(small_corpus), small_corpus)]
    assert len(found) == 3
    assert all("stands in made-up too" in f for f in found)
    (path.parent / "facts.yaml").unlink()
    assert [f.what for f in check_facts(load_corpus(small_corpus), small_corpus)] == [
        "facts.yaml is missing: a digest says which facts it rests on"
    ]


def test_an_installed_program_has_no_facts_and_is_sound(digest, small_corpus):
    """The wheel leaves ``facts.yaml`` out; its own check must not call every digest unsupported."""
    digest(FACTS)
    (small_corpus / "documents" / "made-up" / "facts.yaml").unlink()
    assert list(check_facts(load_corpus(small_corpus), small_corpus)) == []


def test_facts_that_cannot_be_read_are_named(digest, small_corpus):
    """An apostrophe in a quoted text ended it too soon: the file was not YAML, and nobody knew."""
    digest(FACTS)
    (small_corpus / "documents" / "made-up" / "facts.yaml").write_text("facts:\n- {id: a, why: 'writer's'}\n", encoding="utf-8")
    (found,) = check_facts(load_corpus(small_corpus), small_corpus)
    assert found.fault
    assert "facts.yaml" in found.what


def test_the_shape_of_the_file():
    assert Facts.model_validate(FACTS).unused[0].why == "not seen in a source"
