"""The recommendations of 11.3.2025: carried whole, verbatim, aligned in three languages, on the right pages."""

import re
import shutil

import pytest

from corpus.base.errors import MendData
from corpus.check import Finding, check, check_document
from corpus.load import ROOT, corpus_version, load_corpus, load_document, parse_edition
from corpus.verbatim import check_verbatim

FOLDER = ROOT / "documents" / "recommendations-2025"


@pytest.fixture(scope="module")
def document():
    return load_document(FOLDER)


def faults(findings: list[Finding]) -> list[str]:
    return [str(f) for f in findings if f.fault]


def test_the_corpus_is_sound():
    assert faults(check()) == []


def test_every_sentence_of_the_source_stands_in_exactly_one_provision(document):
    """Walks the source and takes every sentence, heading and note out once; nothing may be left and nothing may be missing."""
    edition = parse_edition((FOLDER / "sv.md").read_text(encoding="utf-8"), "sv.md")
    assert check_verbatim(edition, document.meta, FOLDER / "source.txt") == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t: t.replace("utser en kontaktperson", "ska utse en kontaktperson"), "not verbatim"),
        (lambda t: t.replace("Försvarsministeriet svarar för exportövervakningen av försvarsmateriel[^16].\n", ""), "in no provision"),
        (lambda t: t.replace("därvarje", "där varje"), None),  # white space does not count: the source breaks lines anywhere
        (lambda t: t.replace("den 31 januari 2024", "den 31 januari 2025"), "not verbatim"),
    ],
    ids=["a must made of a statement", "a sentence lost", "white space", "a misprint mended"],
)
def test_a_changed_edition_is_found_out(document, change, expected):
    text = (FOLDER / "sv.md").read_text(encoding="utf-8")
    assert change(text) != text
    found = check_verbatim(parse_edition(change(text), "sv.md"), document.meta, FOLDER / "source.txt")
    assert (found == []) if expected is None else any(expected in fault for fault in found)


def test_what_a_person_would_cite_is_a_provision(document):
    ids = set(document.provisions)
    assert {f"fn{n}" for n in range(1, 19)} | {"r1", "r1a", "r1b", "r2", "r3", "r3a", "r3b", "r3c", "r3d", "r4", "r4a", "r5", "r6"} <= ids
    assert [p.local_id for p in document.children("r3")] == ["r3a", "r3b", "r3c", "r3d"]
    assert document.note("8").local_id == "fn8"


def test_the_known_misprints_stay_and_are_flagged(document):
    """An official text is quoted as printed; mending it in silence would be a false quote."""
    printed = {m.printed for m in document.meta.misprints}
    assert len(printed) == 5
    whole = " ".join(p.official().text for p in document.provisions.values())
    assert all(words in whole for words in printed)


def test_no_recommendation_grew_a_must(document):
    """The numbered recommendations are plain statements; "must" may not come into them in translation."""
    numbered = [provision for provision in document.provisions.values() if provision.meta.kind == "recommendation"]
    assert numbered
    for provision in numbered:
        assert not re.search(r"\b(must|shall|should|required?)\b", provision.editions["en"].text), provision.id
        assert not re.search(r"\b(pitää|täytyy|tulee|on nimettävä|velvollis\w+)\b", provision.editions["fi"].text), provision.id


def test_quotes_can_be_located(document):
    for provision in document.provisions.values():
        for edition in provision.editions.values():
            for line, (start, end) in zip(edition.lines, edition.spans, strict=True):
                assert edition.text[start:end] == line.text


def test_a_lost_line_is_found(small_corpus):
    path = small_corpus / "documents" / "made-up" / "fi.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Majakanvartija sytyttää lampun.\n", ""), encoding="utf-8")
    folder = path.parent
    assert any("lines differ" in fault for fault in faults(list(check_document(folder, load_document(folder)))))


def test_a_note_mark_lost_in_translation_is_found(small_corpus):
    path = small_corpus / "documents" / "made-up" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("[^1]", ""), encoding="utf-8")
    assert any("note marks differ" in fault for fault in faults(list(check_document(path.parent, load_document(path.parent)))))


def test_a_translation_grown_stronger_is_shown_to_a_person(small_corpus):
    path = small_corpus / "documents" / "made-up" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("The keeper lights", "The keeper must light"), encoding="utf-8")
    looks = [str(f) for f in check_document(path.parent, load_document(path.parent)) if not f.fault]
    assert any("stronger" in look for look in looks)


@pytest.mark.parametrize(
    ("file", "change", "expected"),
    [
        ("document.yaml", lambda t: t.replace("layer:", "layr:"), "layr"),
        ("document.yaml", lambda t: t + "\nid: twice\n", "stands twice"),
        ("sv.md", lambda t: t.replace("{#b}", "{#a}"), "stands twice"),
        ("sv.md", lambda t: t.replace("---", ""), "front matter"),
        ("sv.md", lambda t: t.replace("## H", "## H\n\nloose words"), "outside a provision"),
        ("fi.md", lambda t: t.replace("{#b}", "{#c}"), "missing"),
        ("fi.md", lambda t: t.replace("language: fi", "language: sv"), "language is sv"),
        ("fi.md", lambda t: t.replace("text_kind: translation", "text_kind: translated"), "made-up/fi.md: text_kind"),
        ("fi.md", lambda t: t.replace("text_kind: translation\n", ""), "made-up/fi.md: text_kind"),
        ("document.yaml", lambda t: t.replace("id: made-up", "id: made-upp"), "its id is made-upp"),
        ("document.yaml", lambda t: t.replace("layer:", "layer: :"), "made-up/document.yaml line"),
        ("questions.yaml", lambda t: t.replace("lines:", "line:", 1), "made-up/questions.yaml: .*line"),
        ("questions.yaml", lambda t: re.sub(r"lines:\s+(- |\[)1\]?", "lines: 1", t, count=1), "made-up/questions.yaml: .*lines"),
        ("questions.yaml", lambda t: re.sub(r"^a:", "aa:", t, flags=re.M), "the provision aa is not in document.yaml"),
    ],
)
def test_a_faulty_file_is_named_with_what_to_mend(small_corpus, file, change, expected):
    """Whoever writes a document by hand misspells a word now and then: a traceback, or a slip passed over in silence, helps nobody."""
    path = small_corpus / "documents" / "made-up" / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(MendData, match=expected):
        load_corpus(small_corpus)


def test_a_document_without_an_edition_is_named(small_corpus):
    """The check ended in a traceback for a folder in which only document.yaml had been written so far."""
    for path in (small_corpus / "documents" / "made-up").glob("*.md"):
        path.unlink()
    with pytest.raises(MendData, match="made-up: there is no edition"):
        load_corpus(small_corpus)


def test_the_version_follows_every_byte(small_corpus, tmp_path):
    """An index must know that its corpus changed; a version over some files only would serve an old text as new."""
    before = corpus_version(small_corpus)
    other = tmp_path / "copy"
    shutil.copytree(small_corpus, other)
    assert corpus_version(other) == before
    path = other / "documents" / "made-up" / "questions.yaml"
    path.write_bytes(path.read_bytes() + b"\n")
    assert corpus_version(other) != before
