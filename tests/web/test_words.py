"""The page's words: complete in three languages, and the page's language as asked or accepted."""

import pytest

from assistant.faces.web.views import ASKS, KINDS
from assistant.faces.web.words import date, listing, page_language, word
from assistant.policy import check_policy, section
from corpus.base.settings import LANGUAGES


def test_catalogues_agree():
    assert check_policy() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_for_three_kinds_of_people(language):
    for kind in KINDS:
        assert len(listing(f"examples.{kind}_asks", language)) == ASKS == 3
    assert len(listing("check.situations", language)) == 3
    for level in ("1", "2", "3", "4"):
        assert word(f"checklist.levels.{level}", language)
    assert all(len(section("language")["switch_language"][language][0]) > 4 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        ("fi", "sv", "fi"),
        ("xx", "sv-FI,en;q=0.5", "sv"),
        (None, "de-DE,fi;q=0.4,sv;q=0.9", "sv"),
        (None, None, "en"),
        (None, "de", "en"),
        ("<b>", "fi;q=x,en", "en"),
        (None, ",;q=,sv", "sv"),
    ],
)
def test_page_language(asked, accepted, expected):
    assert page_language(asked, accepted) == expected


def test_dates():
    assert date("2025-03-11", "en") == "11 March 2025"
    assert date("2025-03-11", "fi") == "11.3.2025"
    assert date(None, "sv") == ""
    assert date("soon", "sv") == "soon"
