"""The card on the page: every figure in every language, and a word where the corpus has moved on."""

from __future__ import annotations

import html
import re
from typing import get_args

import pytest

from assistant.faces.web.render_quality import quality_section
from assistant.faces.web.views import frame
from assistant.policy import texts
from assistant.profile import Profile
from assistant.quality import quality_card
from evals.questions import Answerable, Unanswerable

LANGUAGES = ("sv", "fi", "en")


def read(section: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", section))


@pytest.fixture
def card():
    found = quality_card()
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_told_whole(card, language):
    told = read(quality_section(card, language, card.corpus_version))
    shares = [*(getattr(card.evidence, code) for code in LANGUAGES), card.abstention_recall.all, card.abstention_precision.all]
    shares += [weak.share for weak in (*card.weakest_answered, *card.weakest_declined)]
    for share in shares:
        assert f"{100 * share.value:.0f}\u00a0% ({100 * share.low:.0f}–{100 * share.high:.0f})" in told
    for count in (card.sizes.answerable, card.sizes.unanswerable, card.quotes.cited):
        assert str(count) in told
    assert "{" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_another_corpus_are_said_to_be_so(card, language):
    same, other = (read(quality_section(card, language, version)) for version in (card.corpus_version, "0123456789ab"))
    assert "0123456789ab" in other
    assert card.corpus_version in other
    assert texts(language)["page"]["quality"]["changed"].split("(")[0] in other
    assert texts(language)["page"]["quality"]["changed"].split("(")[0] not in same


def test_a_program_without_a_card_has_no_section():
    assert quality_section(None, "en", "x") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_has_a_name(language):
    """A kind without one would stop the page where it is among the weakest."""
    kinds = {kind for model in (Answerable, Unanswerable) for kind in get_args(model.model_fields["kind"].annotation)}
    assert set(texts(language)["page"]["quality"]["kinds"]) == kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_section_stands_in_what_the_page_says_of_itself(card, language):
    about = str(frame(language, Profile(), ("0123456789ab", "index"))["about"]["value"])
    assert texts(language)["page"]["quality"]["heading"] in about
    assert about.count("<details") == about.count("</details>") == 1
    assert "\n" not in about  # a block is one line, which no Markdown rule cuts
