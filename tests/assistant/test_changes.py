"""What changed, for a person and for a script: words marked where they stand, and the saved records that rest on them."""

import json
import re
from dataclasses import replace

import pytest

from assistant.changes import changes, last_change, since_previous
from assistant.export.changes import changes_data, changes_markdown, changes_text, word_marks
from assistant.faces.cli import main
from assistant.saved import Saved
from corpus.base.settings import LANGUAGES
from corpus.load import load_corpus
from corpus.snapshot import KeptDocument, KeptEntry, KeptLine, open_version, snapshot_of, write_snapshot
from corpus.text.worddiff import word_diff
from index.kept import BEFORE, OWN
from index.manifest import Indexes


@pytest.fixture(scope="module")
def now(corpus):
    return snapshot_of(corpus)


def reworded(kept, provision, old, new):
    """The corpus with words of one provision replaced."""
    document, local = provision.split("/")
    part = kept.documents[document].provisions[local]
    editions = {
        name: replace(text, lines=tuple(KeptLine(line.text.replace(old, new), line.notes, line.aid) for line in text.lines))
        for name, text in part.editions.items()
    }
    provisions = kept.documents[document].provisions | {local: replace(part, editions=editions)}
    documents = kept.documents | {document: KeptDocument(document, kept.documents[document].meta, provisions)}
    return replace(kept, version="after", documents=documents)


@pytest.fixture(scope="module")
def after(now):
    return reworded(now, "recommendations-2025/r1b", "utser en kontaktperson", "ska utse två kontaktpersoner")


def test_a_text_shows_what_went_and_came(now, after):
    text = changes_text(changes(now, after))
    assert "-utser en kontaktperson- +ska utse två kontaktpersoner+" in text
    assert "recommendations-2025/r1b, Recommendation 1(b) (changed)" in text
    assert "answers/" in text
    assert "documents 1, passages 1" in text


def test_markdown_marks_words_and_lets_corpus_text_bring_no_marks():
    """A text with stars and brackets of its own must not turn half the page bold, nor bring a link."""
    shown = changes_markdown_words("a *b* [x](y) c", "a *b* [x](z) d")
    assert "\\*b\\*" in shown
    assert "\\[x\\]" in shown
    assert re.search(r"~~\S(.*\S)?~~", shown)
    assert re.search(r"\*\*\S(.*\S)?\*\*", shown)


def changes_markdown_words(old, new):
    from assistant.export.changes import MARKDOWN

    return word_marks(word_diff(old, new), MARKDOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_in_one_language_shows_the_texts_of_that_language(now, language):
    other = reworded(now, "recommendations-2025/r6", " ", "  ")
    other = replace(other, documents=other.documents)
    text = changes_text(changes(now, other), language, language)
    editions = {line.split()[0] for line in text.splitlines() if re.match(r"\s+(sv|fi|en) \d", line)}
    assert editions == {language}


def test_a_change_in_another_language_is_shown_all_the_same(now, after):
    """Only the Swedish text changed; a report in Finnish that showed nothing would say that nothing happened."""
    assert "+ska utse två kontaktpersoner+" in changes_text(changes(now, after), "fi", "fi")


def test_nothing_changed_is_said(now):
    assert "Nothing changed" in changes_text(changes(now, now))
    assert "Ingenting har ändrats" in changes_markdown(changes(now, now), "sv")


def test_the_data_for_scripts_is_whole(now, after):
    data = json.loads(json.dumps(changes_data(changes(now, after))))
    (document,) = data["documents"]
    (provision,) = document["provisions"]
    (sentence,) = provision["sentences"]
    assert "".join(text for op, text in sentence["pieces"] if op != "-") == sentence["new"]
    assert "".join(text for op, text in sentence["pieces"] if op != "+") == sentence["old"]
    assert {t["id"].split("/")[0] for t in data["touched"]} >= {"answers", "actors"}
    gone = changes_data(changes(now, replace(now, documents={})))
    assert {d["what"] for d in gone["documents"]} == {"removed"}
    assert all(p["lines"] for d in gone["documents"] for p in d["provisions"])


def test_what_is_gone_or_new_as_a_whole_is_given_line_by_line(now):
    fewer = replace(now, documents={k: v for k, v in now.documents.items() if k != "tenk-2023"})
    text = changes_text(changes(now, fewer), "en", "en")
    first = now.documents["tenk-2023"].provisions["publication"].editions["en"].lines[0].text
    assert f"-{first}-" in text
    assert f"+{first}+" in changes_text(changes(fewer, now), "en", "en")


def test_one_document_alone(now, after):
    both = reworded(after, "tenk-2023/publication", "2023", "2024")
    assert {d.id for d in changes(now, both).diff.documents} == {"recommendations-2025", "tenk-2023"}
    alone = changes(now, both, document="tenk-2023")
    assert [d.id for d in alone.diff.documents] == ["tenk-2023"]
    assert alone.diff.entries == ()


def test_what_last_changed_in_a_document_is_found_before_and_after_a_build(now, after, tmp_path):
    """Someone fetches a text and wants to see what it brought; whether the index was built again since is no matter to them."""
    write_snapshot(now, tmp_path / OWN)
    assert not last_change("recommendations-2025", tmp_path, after).diff.empty
    assert last_change("tenk-2023", tmp_path, after).diff.empty
    write_snapshot(now, tmp_path / BEFORE)
    write_snapshot(after, tmp_path / OWN)
    found = last_change("recommendations-2025", tmp_path, after)
    assert (found.diff.old_version, [d.id for d in found.diff.documents]) == (now.version, ["recommendations-2025"])


def test_a_fetched_official_text_is_told_apart(now):
    """It stands beside our own edition in the same language; under one name, two different sentences would seem to be one."""
    document = now.documents["tenk-2023"]
    part = document.provisions["publication"]
    fetched = replace(part.editions["fi"], text_kind="official", lines=(KeptLine("Virallinen virke."),))
    more = replace(document, provisions=document.provisions | {"publication": replace(part, editions=part.editions | {"fi+": fetched})})
    text = changes_text(changes(now, replace(now, documents=now.documents | {document.id: more})))
    assert "fi (official text) 1: +Virallinen virke.+" in text


def test_saved_answers_that_rest_on_a_change_are_named(assistant, now, after):
    """The answer someone saved quotes the old words; one whose quotes still stand is left alone."""
    asked = assistant.ask("Vem ska utses till kontaktperson?", language="sv")
    other = assistant.ask("Hur följs den ansvarsfulla internationaliseringen upp?", language="sv")
    plan = assistant.checklist("Vi skriver avtal med ett universitet som utbildar militärer.", language="sv")
    saved = [Saved("a.json", (asked,)), Saved("b.json", (other,)), Saved("c.json", checklist=plan)]
    told = {r.where: [(t.cite, t.why) for t in r.touches] for r in changes(now, after, saved).records}
    assert told["a.json"] == [("recommendations-2025/r1b", "reworded")]
    assert "b.json" not in told
    cited = plan.themes[0].items[0].citations[0].provision_id
    document, local = cited.split("/")
    fewer = {k: v for k, v in now.documents[document].provisions.items() if k != local}
    gone = replace(now, documents=now.documents | {document: replace(now.documents[document], provisions=fewer)})
    told = {r.where: {t.cite: t.why for t in r.touches} for r in changes(now, gone, saved).records}
    assert told["c.json"][cited] == "removed"
    assert "c.json, " in changes_text(changes(now, gone, saved))


def test_a_quote_that_still_stands_is_not_touched_by_words_beside_it(assistant, now):
    asked = assistant.ask("Vem ska utses till kontaktperson?", language="sv")
    longer = now.documents["recommendations-2025"].provisions["r1b"]
    editions = {n: replace(text, lines=(*text.lines, KeptLine("En ny mening."))) for n, text in longer.editions.items()}
    document = now.documents["recommendations-2025"]
    more = replace(document, provisions=document.provisions | {"r1b": replace(longer, editions=editions)})
    beside = replace(now, documents=now.documents | {document.id: more})
    assert changes(now, beside, [Saved("a", (asked,))]).records == ()
    superseded = replace(more, meta=more.meta | {"in_force": "superseded"})
    told = changes(now, replace(now, documents=now.documents | {document.id: superseded}), [Saved("a", (asked,))]).records
    assert {t.why for t in told[0].touches} == {"standing"}


def test_entries_are_told_with_their_texts(now):
    name = next(iter(n for n in now.entries if n.startswith("glossary/")))
    entry = now.entries[name]
    text = {k: v + " Tillagt." for k, v in entry.data["text"].items()}
    mended = replace(now, entries={**now.entries, name: KeptEntry(entry.kind, entry.id, entry.data | {"text": text}, entry.search)})
    assert "+Tillagt.+" in changes_text(changes(now, mended)).replace("+ Tillagt.+", "+Tillagt.+")


def test_the_commands(here, small_corpus, tmp_path, capsys, assistant):
    first = tmp_path / "first.gz"
    assert main(["corpus", "snapshot", str(first), "--corpus", str(small_corpus)]) == 0
    path = small_corpus / "documents" / "made-up" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("appoints a", "must appoint one"), encoding="utf-8")
    capsys.readouterr()
    assert main(["corpus", "diff", str(first), str(small_corpus)]) == 0
    assert "-appoints a- +must appoint one+" in capsys.readouterr().out
    assert main(["corpus", "diff", str(first), str(small_corpus), "--format", "md", "--language", "sv"]) == 0
    assert "~~appoints a~~ **must appoint one**" in capsys.readouterr().out
    assert main(["corpus", "diff", str(first), str(small_corpus), "--format", "json", "--document", "made-up"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["id"] == "made-up"
    record = tmp_path / "record.json"
    record.write_text(assistant.ask("Vem ska utses till kontaktperson?").model_dump_json(), encoding="utf-8")
    assert main(["corpus", "diff", "--records", str(record)]) == 0
    assert "Nothing changed" in capsys.readouterr().out
    for wrong in (["nowhere", "nowhere"], ["--document", "nothing"], ["--previous"], [str(tmp_path)]):
        assert main(["corpus", "diff", *wrong]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_without_arguments_the_index_in_use_is_compared_with_the_corpus_now(here, built_data, capsys):
    """The index fits the corpus here; one that was built from another corpus is told by its own snapshot, whose files are gone."""
    assert open_version(Indexes(built_data).require() / OWN).version == load_corpus().version
    assert main(["corpus", "diff"]) == 0
    assert "Nothing changed" in capsys.readouterr().out


def test_the_last_difference_is_kept_with_the_index(now, after, tmp_path):
    assert since_previous(tmp_path / "nothing") is None
    write_snapshot(now, tmp_path / BEFORE)
    assert since_previous(tmp_path) is None, "damaged: the page goes on without"
    folder = tmp_path / "sound"
    folder.mkdir()
    write_snapshot(now, folder / BEFORE)
    write_snapshot(after, folder / OWN)
    assert [d.id for d in since_previous(folder).diff.documents] == ["recommendations-2025"]
