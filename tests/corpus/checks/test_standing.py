"""What a document says of itself: whose rules, whether it binds, its dates, what it replaces. A badge that is wrong here misstates law."""

import datetime as dt
from dataclasses import replace

import pytest
import yaml

from corpus.base.settings import LANGUAGES
from corpus.checks.standing import check_standing, jurisdictions
from corpus.load import ROOT, load_corpus

TODAY = dt.date(2026, 12, 1)


@pytest.fixture
def found(small_corpus):
    """What is found in the made-up document with some fields changed."""
    folder = small_corpus / "documents" / "made-up"

    def check(today=TODAY, **fields):
        path = folder / "document.yaml"
        path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8")) | fields, allow_unicode=True), encoding="utf-8")
        corpus = load_corpus(small_corpus)
        return [(f.what, f.fault) for f in check_standing(folder, corpus.documents["made-up"], corpus.documents, today)]

    return check


def test_the_corpus_stands_as_it_says(corpus):
    for document in corpus.documents.values():
        assert [
            str(f) for f in check_standing(ROOT / "documents" / document.id, document, corpus.documents, dt.date.today()) if f.fault
        ] == []


LAW = {"binding": True, "authority": "law", "in_force": "in_force"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (LAW | {"layer": "foreign", "jurisdiction": "SE"}, "binding, but of SE (foreign)"),
        (LAW | {"layer": "international", "jurisdiction": "INT"}, "binding, but of INT"),
        (LAW | {"in_force": "proposed"}, "binding, but proposed"),
        (LAW | {"in_force": "superseded"}, "binding, but superseded"),
        (LAW | {"authority": "guideline"}, "binding, but of the kind guideline"),
        ({"jurisdiction": "SE"}, "jurisdiction SE with layer national"),
        ({"jurisdiction": "UK", "layer": "foreign"}, "jurisdiction UK with layer foreign"),
        ({"jurisdiction": "FI", "layer": "foreign"}, "jurisdiction FI with layer foreign"),
        ({"authority": "eu_law"}, "authority eu_law with jurisdiction FI"),
        ({"date": "2027-01-01"}, "date 2027-01-01 lies in the future"),
        ({"as_of": "2026-12-02"}, "as_of 2026-12-02 lies in the future"),
        ({"as_of": "2026-06-01", "review_by": "2026-05-01"}, "to be looked at again by 2026-05-01"),
        ({"supersedes": ["made-up-before"]}, "supersedes made-up-before: there is no such document"),
        ({"superseded_by": "made-up-after"}, "superseded_by made-up-after: there is no such document"),
        ({"superseded_by": "a later text", "in_force": "in_force"}, "in force, and superseded"),
        ({"supersedes": ["made-up"]}, "it supersedes itself"),
        ({"provisions": [{"id": "a", "restates": {"law": [3]}}, {"id": "b"}, {"id": "n1", "kind": "note", "number": "1"}]}, "restates law"),
        (
            {"provisions": [{"id": "a", "tells_law": [3]}, {"id": "b"}, {"id": "n1", "kind": "note", "number": "1"}]},
            "what law tells: lines",
        ),
    ],
)
def test_what_does_not_fit_together_is_a_fault(found, fields, told):
    assert any(fault and told in what for what, fault in found(**fields)), found(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        LAW,
        LAW | {"layer": "eu", "jurisdiction": "EU", "authority": "eu_law"},
        {"layer": "foreign", "jurisdiction": "NO"},
        {"layer": "own", "jurisdiction": "EE"},
        {"supersedes": ["Act 351/2003"], "superseded_by": "the guidelines of 2027", "in_force": "superseded"},
        {"date": "2026-12-01", "as_of": "2026-12-01", "review_by": "2027-12-01"},
    ],
)
def test_what_fits_together_is_not_faulted(found, fields):
    """A text that the corpus does not carry stands by its plain name, which no id looks like."""
    assert [told for told in found(**fields) if told[1]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_in_makes_no_duty_of_a_recommendation(found, language):
    """ "Under the recommendations, universities must:" before plain statements would turn all of them into duties."""
    duty = {"sv": "Enligt anvisningen ska skolan:", "fi": "Ohjeen mukaan koulun on otettava:", "en": "The guide says that schools must:"}
    plain = {"sv": "Enligt anvisningen:", "fi": "Ohjeen mukaan:", "en": "According to the guide:"}
    told = found(lead_in=plain | {language: duty[language]})
    assert any(f"lead_in ({language}) speaks of a duty" in what for what, _ in told)
    assert found(lead_in=plain) == []


def test_a_lead_in_is_short(found):
    """They had grown to 218 characters, and a one-line answer stood under three lines of where it came from."""
    told = found(lead_in={"sv": "Enligt " + "x" * 100 + ":", "fi": "Ohjeen mukaan:", "en": "According to the guide:"})
    assert [what for what, _ in told if "lead_in (sv)" in what]
    assert not [what for what, _ in told if "lead_in (fi)" in what]


def test_succession_is_told_from_both_ends(corpus):
    """The page says "superseded by" from one field; the newer document must know of it too."""
    old, new = corpus.documents["se-proposal-2024"], corpus.documents["se-national-guidelines"]
    assert old.meta.superseded_by == new.id
    one_sided = replace(new, meta=new.meta.model_copy(update={"supersedes": []}))
    told = check_standing(ROOT / "documents" / old.id, old, corpus.documents | {new.id: one_sided}, TODAY)
    assert any("does not say that it supersedes" in f.what for f in told)
    other = replace(old, meta=old.meta.model_copy(update={"superseded_by": None}))
    told = check_standing(ROOT / "documents" / new.id, new, corpus.documents | {old.id: other}, TODAY)
    assert any("says it is superseded by nothing" in f.what for f in told)


def test_a_slow_clock_does_not_fault_what_was_seen(found, small_corpus):
    """A machine set to last year would call a sound corpus faulty; the day on which a page was seen has certainly been."""
    path = small_corpus / "documents" / "made-up" / "sv.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("basis: sv", "basis: seen https://example.org/a, 2026-11-25"), encoding="utf-8"
    )
    assert found(today=dt.date(2020, 1, 1), date="2026-11-25") == []
    assert found(today=dt.date(2020, 1, 1), date="2026-11-26") != []


def test_a_digest_names_the_page_and_the_day(small_corpus, found):
    path = small_corpus / "documents" / "made-up" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("text_kind: translation", "text_kind: digest"), encoding="utf-8")
    assert any("a digest says where it was seen" in what for what, _ in found())


def test_the_codes_are_codes():
    """YAML reads a bare NO as "no": Norway would have been missing."""
    codes = jurisdictions()["foreign"]
    assert {"NO", "SE", "GB", "US", "CN", "RU"} <= codes
    assert not {"UK", "FI", "EU", "EL"} & codes
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert len(codes) > 240


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"force_at": ["made-up/a#9"]}, "there is no such sentence"),
        ({"force_at": ["made-up/a"]}, "there is no such sentence"),
        ({"force_at": ["nowhere/a#1"]}, "there is no such sentence"),
        ({"lists": [["a", "nothing"]]}, "no provision nothing"),
        ({"lists": [["a", "a"]]}, "stands twice"),
    ],
)
def test_places_that_a_document_names_exist(found, fields, told):
    """Whether a source binds was looked for at a sentence that an edit had moved."""
    assert any(told in what and fault for what, fault in found(**fields))
