from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from corpus.base.errors import MendData
from evals.check import check_questions
from evals.copies import Likeness, Text, Wording, evaluation_texts, expected_texts, near_copies
from evals.questions import load_split


def asked(word: str) -> dict[str, str]:
    return {"sv": f"Vem utses till {word}?", "fi": f"Kuka nimetään: {word}?", "en": f"Who is appointed {word}?"}


def good() -> dict[str, dict[str, list[dict]]]:
    def answerable(name: str, word: str) -> dict:
        told = {"kind": "lookup", "persona": "drafter", "topic": "t", "answer": "-"}
        return {"id": name, "questions": asked(word), "evidence": [{"any": ["utser en kontaktperson"]}], **told}

    def unanswerable(name: str, word: str) -> dict:
        return {"id": name, "kind": "opinion", "questions": asked(word), "expect": ["not_covered"], "body": [], "why": "-"}

    def situation(name: str, word: str) -> dict:
        return {"id": name, "text": asked(word), "must": ["funding"], "may": [], "must_not": ["travel"]}

    def dialogue(name: str) -> dict:
        turns = [
            {"text": "Och sedan?", "language": "sv", "evidence": [{"any": ["nitton möten"]}], "expect": "answered"},
            {"text": "Varför?", "language": "sv", "evidence": [], "expect": "not_covered"},
        ]
        return {"id": name, "turns": turns}

    return {
        split: {
            "answerable": [answerable(f"a{n}", f"{split} ett")],
            "unanswerable": [unanswerable(f"u{n}", f"{split} två")],
            "situations": [situation(f"s{n}", f"{split} tre")],
            "conversations": [dialogue(f"c{n}")],
        }
        for n, split in enumerate(("dev", "test"))
    }


def written(folder: Path, sets: dict[str, dict[str, list[dict]]]) -> Path:
    sums = []
    for split, files in sets.items():
        (folder / split).mkdir(parents=True)
        for name, rows in files.items():
            path = folder / split / f"{name}.yaml"
            path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
            sums.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {split}/{name}.yaml")
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return folder


def test_a_good_set_has_no_fault(tmp_path, corpus):
    assert check_questions(corpus, written(tmp_path, good())) == []


def spoil(sets: dict, fault: str) -> str:
    """Make one thing wrong; returns a word that the check must say."""
    dev = sets["dev"]
    if fault == "span":
        dev["answerable"][0]["evidence"] = [{"any": ["utser en kontaktperson", "utser två kontaktpersoner"]}]
        return "utser två kontaktpersoner"
    if fault == "id":
        dev["answerable"][0]["id"] = "a1"
        return "a1: the id stands 2 times"
    if fault == "question in both splits":
        dev["answerable"][0]["questions"] = sets["test"]["answerable"][0]["questions"]
        return "asked 2 times"
    if fault == "theme told twice":
        dev["situations"][0]["may"] = ["funding"]
        return "funding stands 2 times"
    if fault == "theme left out":
        dev["situations"][0]["must_not"] = []
        return "says nothing of travel"
    if fault == "unknown theme":
        dev["situations"][0]["may"] = ["astrology"]
        return "there is no theme astrology"
    if fault == "body without referral":
        dev["unanswerable"][0]["body"] = ["ministeriet"]
        return "names a body"
    if fault == "an answer to the unanswerable":
        dev["unanswerable"][0]["expect"] = ["answered"]
        return "an answer would be right"
    dev["conversations"][0]["turns"][0]["evidence"] = []
    return "c0.1: answered, with 0 pieces"


FAULTS = (
    "span", "id", "question in both splits", "theme told twice", "theme left out", "unknown theme", "body without referral",
    "an answer to the unanswerable", "turn without evidence",
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named(tmp_path, corpus, fault):
    sets = good()
    word = spoil(sets, fault)
    told = check_questions(corpus, written(tmp_path, sets))
    assert any(word in line for line in told), told


def test_a_changed_or_unrecorded_file_is_named(tmp_path, corpus):
    root = written(tmp_path, good())
    with (root / "test" / "answerable.yaml").open("a", encoding="utf-8") as out:
        out.write("# tuned\n")
    (root / "dev" / "more.yaml").write_text("[]\n", encoding="utf-8")
    told = check_questions(corpus, root)
    assert [line.partition(":")[0] for line in told] == ["dev/more.yaml", "test/answerable.yaml"]


@pytest.mark.parametrize(
    ("spoiled", "place"),
    [
        (lambda row: row.update(evidense=[]), "evidense"),
        (lambda row: row["questions"].pop("fi"), "questions.fi"),
        (lambda row: row["questions"].update(fi=""), "questions.fi"),
        (lambda row: row.update(kind="riddle"), "kind"),
        (lambda row: row.update(evidence=[]), "evidence"),
    ],
)
def test_files_are_read_strictly(tmp_path, spoiled, place):
    sets = good()
    spoiled(sets["dev"]["answerable"][0])
    with pytest.raises(MendData, match=place):
        load_split("dev", written(tmp_path, sets))


def test_near_copies_by_wording_and_meaning(corpus, encoder):
    texts = [
        Text("a1", "sv", "Vad säger punkt r1"),  # one character from an expected question
        Text("a2", "sv", "Hur många gånger sammanträdde man egentligen?"),
        Text("a3", "fi", "Vad säger punkt r1?"),  # a copy only within its own language
        Text("s1", "en", "An example of FUNDING that somebody describes"),
    ]
    found = near_copies(texts, expected_texts(corpus), None)
    assert {(c.id, c.where) for c in found} == {("a1", "doc/r1"), ("s1", "theme:funding")}
    assert all(c.meaning is None for c in found)
    meant = near_copies(texts, expected_texts(corpus), Likeness(encoder))
    assert {c.id for c in meant} >= {"a1", "s1"}
    assert "a2" not in {c.id for c in meant}


def test_likeness_of_wording():
    known = Wording(["vem  UTSER?", "Quite another thing", "Vem utser dem?"])
    same, other, longer = known.jaccard("Vem utser?")
    assert same == 1.0
    assert other < 0.1
    assert other < longer < same


def test_every_text_of_a_set_is_compared(tmp_path):
    texts = evaluation_texts(load_split("dev", written(tmp_path, good())))
    assert sorted({t.where for t in texts}) == ["a0", "c0.1", "c0.2", "s0", "u0"]
    assert len(texts) == 3 * 3 + 2


def test_the_committed_sets_hold_their_hashes():
    from evals.questions import changed_files

    assert changed_files() == []
