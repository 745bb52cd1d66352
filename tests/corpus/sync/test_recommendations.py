"""The Finnish text of the recommendations as a PDF that a person has saved: from the file to the quotation, with the pages of that file.

The text is our own translation, set by us: the ministry's PDF is not at hand. What is tested is the way, not the words.
"""

import re

import pytest
from made_pdf import BOLD, Sheet

from assistant.cite import make_citation
from corpus.base.settings import SyncSettings
from corpus.load import ROOT, load_corpus, parse_edition
from corpus.sync.check import check_official
from corpus.sync.policy import policy
from corpus.sync.run import sync

DOCUMENT = "recommendations-2025"


def without_aids(line):
    """A line of the translation without what it supplies in brackets, begun with a capital as the original would be."""
    plain = re.sub(r"\[(?!\^)[^\]]*\]\s*", "", line)
    return plain if plain == line or not line.startswith("[") else plain[0].upper() + plain[1:]


def finnish_pdf(document):
    """Headings in bold, numbered and lettered items hanging, footnotes at the foot of their page, page numbers."""
    raw = parse_edition((ROOT / "documents" / DOCUMENT / "fi.md").read_text(encoding="utf-8"), "fi.md")
    metas = {p.local_id: p.meta for p in document.provisions.values()}
    notes = {
        int(metas[name].number): " ".join(map(without_aids, own))
        for name, (_, _, own) in raw.provisions.items()
        if metas[name].kind == "note"
    }
    sheet, under = Sheet("", "{page}"), ()
    for name, (_, headings, lines) in raw.provisions.items():
        if metas[name].kind == "note":
            continue
        if name == "title":
            sheet.put(lines[0], 18, BOLD, after=16)
            continue
        for heading in headings[1:]:
            if heading not in under:
                sheet.put(heading, 13, BOLD, after=8)
        under = headings
        text = " ".join(map(without_aids, lines)).replace("][^", "], [^")
        item = re.match(r"(\d+\.|[a-z]\.)\s+(.*)", text)
        if item:
            sheet.put(item[2], indent=10 if item[1][0].isdigit() else 24, hang=16, after=4, first=item[1], notes=notes)
        else:
            sheet.put(text, notes=notes)
    return sheet.done()


@pytest.fixture(scope="module")
def given(corpus, tmp_path_factory):
    """The folder of texts after the file was given, with what was said of it."""
    folder = tmp_path_factory.mktemp("given")
    saved = folder / "suositukset.pdf"
    saved.write_bytes(finnish_pdf(corpus.documents[DOCUMENT]))
    options = {"document": DOCUMENT, "language": "fi", "source": str(saved), "sleep": lambda _: None}
    [outcome] = sync(corpus.documents, folder / "official", policy(), SyncSettings(), **options)
    return outcome, load_corpus(official=folder / "official"), folder / "official"


def test_the_file_is_taken_and_laid_beside_the_swedish_text(given):
    """Nine of ten provisions or more get their Finnish lines; a paragraph that the PDF runs together with another is left alone."""
    outcome, laid, _ = given
    assert outcome.kind == "fetched"
    provisions = laid.documents[DOCUMENT].provisions
    aligned = [p for p in provisions.values() if "fi" in p.aligned]
    assert len(aligned) >= 0.9 * 80
    assert all(p.edition("fi").text_kind == "official" for p in aligned)


def test_what_stands_beside_says_what_our_translation_said(given, corpus):
    """Every line that was aligned is the line of our translation that it was set from."""
    provisions = given[1].documents[DOCUMENT].provisions
    for name, before in corpus.documents[DOCUMENT].provisions.items():
        now = provisions[name]
        if "fi" not in now.aligned:
            continue
        for line, was in zip(now.edition("fi").lines, before.editions["fi"].lines, strict=True):
            expected = re.sub(r"^(\d+\.|[a-z]\.)\s+", "", without_aids(was.text))
            assert re.sub(r"\W+", "", line.text) == re.sub(r"\W+", "", expected), name


def test_a_recommendation_is_quoted_with_the_page_of_the_finnish_file(given):
    """The Swedish PDF has it on page 3 of 9; the Finnish one has pages of its own, and a page that was not looked up there is not said."""
    provision = given[1].provision(f"{DOCUMENT}/r1b")
    pages = provision.fetched["fi"].page
    pages = pages if isinstance(pages, list) else [pages]
    finnish = make_citation(provision, (1, 1), "fi", 1)
    assert (finnish.text_kind, finnish.official_language) == ("official", "fi")
    assert finnish.official_quote == finnish.quote
    assert finnish.pinpoint == "Suositus 1 b, s. " + "–".join(map(str, pages))
    assert "(9)" in make_citation(provision, (1, 1), "sv", 1).pinpoint
    english = make_citation(provision, (1, 1), "en", 1)
    assert (english.text_kind, english.official_language) == ("translation", "sv")


def test_what_was_given_is_sound(given, corpus):
    """The check reads the file again and finds the same."""
    assert [str(finding) for finding in check_official(corpus.documents, given[2])] == []
