"""Knowledge files: three languages, sentences that exist, and the counts that the product promises."""

import pytest

from corpus.base.settings import LANGUAGES
from corpus.check import check_knowledge, official_hash
from corpus.load import Corpus

THEMES = {
    "partner_due_diligence",
    "export_control",
    "sanctions",
    "foreign_interference",
    "academic_freedom_values",
    "talent_programmes",
    "funding",
    "agreements_ip",
    "data_protection",
    "cyber_infrastructure",
    "travel",
    "visitors_recruitment",
    "student_recruitment_agents",
    "research_ethics",
    "reputation",
    "incident_response",
}


def test_the_promised_extent(corpus):
    k = corpus.knowledge
    assert {theme.id for theme in k.themes} == THEMES
    assert len(k.glossary) >= 40
    assert len(k.answers) >= 25
    assert {a.persona for a in k.answers} == {"researcher", "contact_person", "drafter"}


def test_every_theme_has_items_that_are_supported_now(corpus):
    for theme in corpus.knowledge.themes:
        assert [item for item in theme.items if item.pending is None and item.cites], theme.id


def test_referrals_to_bodies_that_the_corpus_does_not_name_bring_a_source(corpus):
    for referral in corpus.knowledge.referrals:
        assert referral.cites or referral.source or referral.first, referral.id


def test_only_what_was_read_in_full_is_called_silent(corpus):
    """Of a source that is carried in part nobody knows what it leaves out."""
    assert all(absence.held for absence in corpus.knowledge.absences if absence.silent)


def test_absences_are_bound_to_the_text_they_were_read_against(corpus):
    """An absence is true of a text; when the text changes it must be read again."""
    for name, read in corpus.knowledge.read_against.items():
        assert read == official_hash(corpus.documents[name])
    stale = corpus.knowledge.model_copy(update={"read_against": {"recommendations-2025": "0" * 12}})
    found = list(check_knowledge(Corpus(corpus.documents, stale, corpus.version)))
    assert any("read them again" in str(f) for f in found)


@pytest.mark.parametrize("broken", ["recommendations-2025/nowhere", "recommendations-2025/r1b#9", "nothing"])
def test_a_citation_of_what_is_not_there_is_found(corpus, broken):
    answer = corpus.knowledge.answers[0]
    said = answer.statements[0].model_copy(update={"cites": [broken]})
    changed = corpus.knowledge.model_copy(update={"answers": [answer.model_copy(update={"statements": [said]})]})
    assert any(broken in str(f) for f in check_knowledge(Corpus(corpus.documents, changed, corpus.version)))


def test_roles_are_named_in_every_language(corpus):
    assert all(corpus.knowledge.role_name("contact_person", language) != "contact_person" for language in LANGUAGES)
