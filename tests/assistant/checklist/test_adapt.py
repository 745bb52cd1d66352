"""The list follows the situation: stage, cases, level, who joins, what to ask."""

import pytest

from assistant.checklist.adapt import Told, items_that_apply, level, responsible, rule_of, shift, stage_of
from assistant.policy import section
from corpus.base.settings import LANGUAGES


@pytest.fixture(scope="module")
def themes(corpus):
    return {theme.id: theme for theme in corpus.knowledge.themes}


def test_the_stage_is_the_one_with_the_most_words_and_none_where_two_are_even():
    assert stage_of({"idea": 2, "running": 1}) == "idea"
    assert stage_of({"idea": 1, "running": 1}) is None
    assert stage_of({}) is None


def test_a_thin_description_keeps_every_supported_item(themes):
    for theme in themes.values():
        assert items_that_apply(theme, Told()) == [item for item in theme.items if item.pending is None]


def test_items_of_other_cases_and_stages_drop_out(themes):
    """A list for a trip spoke of guests and of what to do before applying."""
    theme = themes["export_control"]
    shown = {item.id for item in items_that_apply(theme, Told("running", {"trip": ("resa",)}))}
    assert "export_control.8" in shown
    assert not {"export_control.6", "export_control.7"} & shown


def test_the_level_moves_with_what_is_told_and_stays_within_one_and_four(themes):
    by, words = shift(themes["export_control"].adapt.level, Told(None, {"happened": ("stals",), "military": ("vapen",)}))
    assert by == 2
    assert words == ("stals", "vapen")
    assert level(3, 5) == 4
    assert level(1, -2) == 1


def test_roles_join_because_of_what_is_told(themes):
    theme = themes["export_control"]
    item = next(item for item in theme.items if item.id == "export_control.1")
    rule = rule_of(theme.adapt, item)
    assert "information_security" not in responsible(item, rule, Told())
    assert "information_security" in responsible(item, rule, Told(None, {"computing": ("supercomputer",)}))


@pytest.mark.parametrize(
    ("language", "thin", "told"),
    [
        ("sv", "Ny partner hör av sig om drönare.", "mejlar"),
        ("fi", "Uusi kumppani kysyi drooneista.", "lähetämme"),
        ("en", "A new partner asks about drones.", "send"),
    ],
)
def test_at_most_three_questions_and_only_where_the_description_is_thin(assistant, language, thin, told):
    asked = assistant.checklist(thin, language).ask_next
    assert 0 < len(asked) <= int(section("decide")["checklist"]["max_asks"]) == 3
    assert len(set(asked)) == len(asked)
    long = thin + (f" {told} " + "x " * 40)
    assert assistant.checklist(long, language).ask_next == []


def test_every_theme_has_its_questions_in_every_language(themes):
    for theme in themes.values():
        for ask in theme.adapt.ask:
            assert all(ask.text[language].rstrip().endswith("?") for language in LANGUAGES), theme.id
