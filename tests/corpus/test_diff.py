"""What changed between two corpora: everything, once, the same whichever way one looks; and quickly over the whole corpus."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.diff import diff, diff_documents
from corpus.load import load_corpus
from corpus.model import Cite
from corpus.snapshot import KeptDocument, KeptEdition, KeptEntry, KeptLine, KeptProvision, Snapshot, open_version, snapshot_of
from corpus.text.worddiff import new_text, old_text
from corpus.touched import Touch, touch, touched

LINES = [
    "The keeper lights the lamp at dusk.",
    "The keeper puts out the lamp at dawn.",
    "Every school appoints a keeper of the lighthouse.",
    "Boats are painted red in the harbour.",
    "Ropes are counted twice a year by the harbour master.",
]


def provision(document, name, lines, page=1):
    editions = {"en": KeptEdition("en", "digest", f"Part {name}", tuple(KeptLine(line) for line in lines))}
    return KeptProvision(f"{document}/{name}", {"page": page}, editions, "q")


@st.composite
def snapshots(draw):
    """Small corpora that share documents, ids and sentences, in every mixture."""
    documents = {}
    for name in draw(st.sets(st.sampled_from(["one", "two", "three"]))):
        locals_ = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=4))
        parts = {
            local: provision(name, local, draw(st.lists(st.sampled_from(LINES), max_size=3)), draw(st.integers(1, 2))) for local in locals_
        }
        meta = {"in_force": draw(st.sampled_from(["in_force", "superseded"])), "titles": {"en": name}}
        documents[name] = KeptDocument(name, meta, parts)
    names = draw(st.sets(st.sampled_from("xyz")))
    entries = {f"glossary/{n}": KeptEntry("glossary", n, {"text": draw(st.sampled_from(LINES))}, "s") for n in names}
    return Snapshot(1, "v", documents, entries)


@given(snapshots())
def test_nothing_differs_from_itself(one):
    assert diff(one, one).empty


def counted(found):
    provisions = [p for d in found.documents for p in d.provisions]
    return {
        kind: [sorted(x.id for x in xs if x.what == kind) for xs in (found.documents, provisions)]
        + [sorted(x.name for x in found.entries if x.what == kind)]
        for kind in ("added", "removed")
    }


@settings(max_examples=500)
@given(snapshots(), snapshots())
def test_what_one_way_adds_the_other_way_removes(one, other):
    there, back = counted(diff(one, other)), counted(diff(other, one))
    assert there["added"] == back["removed"]
    assert there["removed"] == back["added"]


def rebuilt(one, found):
    """The texts of the new corpus, from the old one and the difference alone."""
    texts = {
        p.id: {n: [line.text for line in e.lines] for n, e in p.editions.items()}
        for d in one.documents.values()
        for p in d.provisions.values()
    }
    changes = [p for d in found.documents for p in d.provisions]
    before = dict(texts)
    for change in changes:
        if change.old:
            texts.pop(change.old.id, None)
    for change in changes:
        if change.new and not change.old:
            texts[change.id] = {n: [line.text for line in e.lines] for n, e in change.new.editions.items()}
        elif change.new and change.old:
            now = {n: dict(enumerate(lines, 1)) for n, lines in before[change.old.id].items()}
            moved = {n: {} for n in change.new.editions}
            for name, lines in now.items():
                gone = {s.old_line for s in change.sentences if s.edition == name and s.old_line}
                stay = [text for number, text in lines.items() if number not in gone]
                come = {s.new_line: new_text(s.pieces) for s in change.sentences if s.edition == name and s.new_line}
                total = len(stay) + len(come)
                rest = iter(stay)
                moved[name] = [come[n] if n in come else next(rest) for n in range(1, total + 1)]
            texts[change.id] = moved
    return texts


@settings(max_examples=300)
@given(snapshots(), snapshots())
def test_the_difference_put_on_the_old_corpus_gives_the_new_one(one, other):
    """Nothing is left out of a difference: every sentence of the new corpus follows from the old one and it."""
    wanted = {
        p.id: {n: [line.text for line in e.lines] for n, e in p.editions.items()}
        for d in other.documents.values()
        for p in d.provisions.values()
    }
    assert rebuilt(one, diff(one, other)) == wanted


@given(snapshots(), snapshots())
def test_a_sentence_change_says_what_stood_there(one, other):
    for document in diff(one, other).documents:
        for change in document.provisions:
            for s in change.sentences:
                assert old_text(s.pieces) == (change.old.editions[s.edition].lines[s.old_line - 1].text if s.old_line else "")
                assert new_text(s.pieces) == (change.new.editions[s.edition].lines[s.new_line - 1].text if s.new_line else "")


@pytest.fixture
def before(small_corpus):
    return open_version(small_corpus)


@pytest.fixture
def edit(small_corpus, before):
    """Change files of the made-up document; the difference to how it was."""

    def change(*edits):
        for name, old, new in edits:
            path = small_corpus / "documents" / "made-up" / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
        return diff(before, snapshot_of(load_corpus(small_corpus)))

    return change


def only(found):
    (document,) = found.documents
    (change,) = document.provisions
    return change


def test_a_reworded_sentence_is_told_word_by_word(edit):
    change = only(edit(("en.md", "The keeper lights the lamp.", "The keeper lights both lamps.")))
    (sentence,) = change.sentences
    assert (change.what, change.id, sentence.edition, sentence.old_line, sentence.new_line) == ("changed", "made-up/a", "en", 2, 2)
    assert [(p.op, p.text) for p in sentence.pieces if p.op != "="] == [("-", "the lamp"), ("+", "both lamps")]
    assert change.kept == {1: 1}


def test_a_new_id_for_the_same_words_is_a_new_name(edit):
    """Shown by id alone, a text is lost and another found, and whoever cited it does not learn where it is."""
    change = only(
        edit(
            *[(f"{x}.md", "{#b}", "{#lamp}") for x in ("sv", "fi", "en")],
            ("document.yaml", "id: b", "id: lamp"),
            ("questions.yaml", "\nb:", "\nlamp:"),
        )
    )
    assert (change.what, change.old.id, change.id, change.sentences) == ("renamed", "made-up/b", "made-up/lamp", ())


def test_numbers_that_shift_are_new_names_not_new_texts(before):
    """A publisher puts a paragraph first: every id after it now names the text that the one before it named."""
    old = KeptDocument("d", {}, {f"p-{n}": provision("d", f"p-{n}", [LINES[n]]) for n in range(4)})
    shifted = {f"p-{n + 1}": provision("d", f"p-{n + 1}", [LINES[n]]) for n in range(4)}
    new = KeptDocument("d", {}, {"p-0": provision("d", "p-0", ["Anchors are a matter of their own."])} | shifted)
    found = diff_documents(old, new)
    assert [(p.what, p.old.id if p.old else None, p.id) for p in found.provisions] == [
        ("added", None, "d/p-0"),
        *(("renamed", f"d/p-{n}", f"d/p-{n + 1}") for n in range(4)),
    ]


def test_a_document_with_another_id_is_known_by_its_words(before):
    (old,) = before.documents.values()
    parts = {name: replace(p, id=f"lights/{name}") for name, p in old.provisions.items()}
    other = replace(before, documents={"lights": KeptDocument("lights", old.meta, parts)})
    (found,) = diff(before, other).documents
    assert (found.what, found.old.id, found.id) == ("renamed", "made-up", "lights")
    assert {p.what for p in found.provisions} == {"renamed"}
    assert touch(diff(before, other), Cite("made-up/a", ())) == "renamed"


def test_a_provision_moved_to_another_document_is_told_once():
    part = provision("one", "a", LINES[:3])
    old = Snapshot(1, "o", {"one": KeptDocument("one", {}, {"a": part}), "two": KeptDocument("two", {}, {})}, {})
    moved = replace(part, id="two/c")
    new = Snapshot(1, "n", {"one": KeptDocument("one", {}, {}), "two": KeptDocument("two", {}, {"c": moved})}, {})
    (found,) = diff(old, new).documents
    assert [(p.what, p.old.id, p.id) for p in found.provisions] == [("renamed", "one/a", "two/c")]


def test_force_and_dates_are_told_apart_from_the_rest(edit):
    (document,) = edit(
        ("document.yaml", "in_force: unknown", "in_force: superseded"), ("document.yaml", "licence: none", "licence: free")
    ).documents
    assert {f.name for f in document.fields} == {"in_force", "licence"}
    assert [(f.name, f.old, f.new) for f in document.standing] == [("in_force", "unknown", "superseded")]


def test_expected_questions_are_told_as_changed_and_not_shown(edit):
    """The corpus has another version then; a difference that said "nothing" would contradict it."""
    change = only(edit(("questions.yaml", "sv fråga 1 om fyren? a", "sv frågan 1 om fyren? a")))
    assert {f.name for f in change.fields} == {"questions"}
    assert change.sentences == ()


def with_official(kept, *lines):
    """The made-up corpus with a fetched official text beside the first provision, cut into lines of its own."""
    document = kept.documents["made-up"]
    part = document.provisions["a"]
    text = KeptEdition("sv", "official", "1 §", tuple(KeptLine(line) for line in lines))
    provisions = document.provisions | {"a": replace(part, editions=part.editions | {"sv+": text})}
    return replace(kept, documents={"made-up": replace(document, provisions=provisions)})


def test_an_official_text_beside_a_digest_touches_what_cites_the_digest(before):
    """Fetched for the first time, a person should hold the digest against it; reworded by its publisher, read what rests on it again."""
    fetched, later = with_official(before, "Ett.", "Två.", "Tre."), with_official(before, "Ett.", "Två och en halv.", "Tre.")
    for cite in ("made-up/a#1", "made-up/a"):
        assert touch(diff(before, fetched), Cite.parse(cite)) == "standing"
        assert touch(diff(fetched, later), Cite.parse(cite)) == "reworded"
        assert touch(diff(fetched, fetched), Cite.parse(cite)) is None
    assert only(diff(fetched, later)).kept == {1: 1, 2: 2}


CITES = {
    "first": ["made-up/a#1"],
    "second": ["made-up/a#2"],
    "whole": ["made-up/a"],
    "other": ["made-up/b#1"],
}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("en.md", "The keeper lights the lamp.", "The keeper lights both.")], {"second": "reworded", "whole": "reworded"}),
        (
            [(f"{x}.md", "{#a}\n", "{#a}\n\nX.\n") for x in ("sv", "fi", "en")],
            {"first": "moved", "second": "moved", "whole": "reworded"},
        ),
        ([("document.yaml", "in_force: unknown", "in_force: superseded")], dict.fromkeys(CITES, "standing")),
        ([("document.yaml", "licence: none", "licence: free")], {}),
        ([("sv.md", "### R 1 {#a}", "### R 2 {#a}")], {}),
        ([("en.md", "text_kind: translation", "text_kind: digest")], dict.fromkeys(CITES, "standing")),
    ],
    ids=["reworded", "moved", "standing", "another field", "label", "text kind"],
)
def test_what_rests_on_a_change_is_told_by_its_citations(edit, before, small_corpus, edits, expected):
    """Line by line: an entry that cites the sentence beside the changed one need not be read again."""
    entries = {f"glossary/{n}": KeptEntry("glossary", n, {"cites": cites}, "s") for n, cites in CITES.items()}
    found = edit(*edits)
    old, new = replace(before, entries=entries), replace(open_version(small_corpus), entries=entries)
    told = {t.name.split("/")[1]: t.touches[0].why for t in touched(found, old, new)}
    assert told == expected


def test_an_entry_that_changed_too_is_marked(edit, before, small_corpus):
    entry = KeptEntry("answers", "x", {"statements": [{"text": "old", "cites": ["made-up/a#2"]}]}, "s")
    item = KeptEntry("themes", "t", {"items": [{"id": "t.1", "cites": ["made-up/a#2"]}]}, "s")
    edit(("en.md", "The keeper lights the lamp.", "The keeper lights both."))
    old = replace(before, entries={e.name: e for e in (entry, item)})
    mended = replace(entry, data={"statements": [{"text": "new", "cites": ["made-up/a#2"]}]})
    new = replace(open_version(small_corpus), entries={e.name: e for e in (mended, item)})
    told = {t.name: t for t in touched(diff(old, new), old, new)}
    assert told["answers/x"].amended
    assert not told["themes/t t.1"].amended
    assert told["themes/t t.1"].touches == (Touch("made-up/a#2", "reworded"),)
    assert touched(diff(old, replace(new, entries={})), old, replace(new, entries={})) == []


def test_the_whole_corpus_takes_less_than_two_seconds(corpus):
    """Every sentence reworded, and the worst case of renaming: every id of every document another one."""
    now = snapshot_of(corpus)

    def longer(text):
        return replace(text, lines=tuple(replace(line, text=f"{line.text} x") for line in text.lines))

    def reworded(d):
        parts = {n: replace(p, editions={e: longer(text) for e, text in p.editions.items()}) for n, p in d.provisions.items()}
        return replace(d, provisions=parts)

    def renamed(d):
        return KeptDocument(f"z-{d.id}", d.meta, {f"q{n}": replace(p, id=f"z-{d.id}/q{n}") for n, p in d.provisions.items()})

    for change, what in ((reworded, "changed"), (renamed, "renamed")):
        other = replace(now, documents={d.id: d for d in map(change, now.documents.values())})
        begun = time.perf_counter()
        found = diff(now, other)
        touched(found, now, other)
        seconds = time.perf_counter() - begun
        assert {d.what for d in found.documents} == {what}
        assert len(found.documents) == len(now.documents)
        assert seconds < 2
