"""The checklist: themes for what the situation says, each item with its support; nothing for an innocuous one."""

import pytest

from assistant.profile import Profile, load_profile
from corpus.base.errors import BadInput, MendSetup


@pytest.mark.parametrize(
    ("situation", "language", "themes"),
    [
        (
            "Vi ska skriva avtal med ett militärt universitet i Asien om att utveckla drönare tillsammans.",
            "sv",
            {"agreements_ip", "partner_due_diligence"},
        ),
        ("Tutkijan kannettava tietokone katosi konferenssimatkalla, ja siinä oli julkaisematonta aineistoa.", "fi", {"incident_response"}),
        ("A foreign company offers to pay for a professorship if it may approve the publications.", "en", {"funding"}),
        ("Vi ska anlita en ny agent som rekryterar studenter till vårt masterprogram.", "sv", {"student_recruitment_agents"}),
    ],
)
def test_what_the_words_call_for(assistant, situation, language, themes):
    made = assistant.checklist(situation)
    assert made.language == language
    assert themes <= {theme.id for theme in made.themes}


@pytest.mark.parametrize(
    "situation",
    [
        "A poetry reading in the library with a local writer.",
        "Vi bakar bullar till institutionens adventskaffe.",
        "Järjestämme kirjallisuuspiirin kampuksen kirjastossa.",
    ],
)
def test_an_innocuous_situation_gets_next_to_nothing(assistant, situation):
    assert len(assistant.checklist(situation).themes) <= 1


def test_every_item_is_supported_and_nothing_pending_is_shown(assistant, corpus):
    pending = {item.id for theme in corpus.knowledge.themes for item in theme.items if item.pending is not None}
    made = assistant.checklist(
        "We sign an MoU with a new partner, host its guests in our lab, send samples and health data, and travel there."
    )
    shown = [item for theme in made.themes for item in theme.items]
    assert shown
    assert all(item.citations for item in shown)
    assert not pending & {item.id for item in shown}


def test_the_words_that_called_for_a_theme_stand_in_the_situation(assistant):
    situation = "Vi planerar ett nytt samarbetsavtal med ett försvarsuniversitet."
    themes = assistant.checklist(situation).themes
    assert any(theme.why for theme in themes), "with no theme, or none that a word called for, nothing would be held"
    for theme in themes:
        assert all(word in situation for word in theme.why if not word.startswith("Beskrivningen"))


def test_nationality_alone_calls_for_nothing_more(assistant):
    """Asset, role, affiliation, funding and use decide: the same plan gets the same themes whatever the passport."""
    plans = [
        f"A {nation} doctoral student writes a thesis on medieval poetry with us."
        for nation in ("Swedish", "Chinese", "Iranian", "American")
    ]
    found = [{theme.id for theme in assistant.checklist(plan).themes} for plan in plans]
    assert max(map(len, found)) - min(map(len, found)) <= 1


def test_empty_and_endless_situations_are_told(assistant):
    with pytest.raises(BadInput):
        assistant.checklist("  ")
    with pytest.raises(BadInput):
        assistant.checklist("x" * 10_000)


def test_the_profile_puts_persons_on_roles(settings, corpus, tmp_path):
    from assistant.service import Assistant

    path = tmp_path / "profile.yaml"
    path.write_text(
        "name: {sv: Högskolan, fi: Korkeakoulu, en: The School}\n"
        "roles:\n  contact_person: {name: Team Research Security, email: security@example.org}\n",
        encoding="utf-8",
    )
    with_profile = Assistant.open(settings.model_copy(update={"profile": path}), corpus)
    made = with_profile.checklist("We sign an agreement with an unknown partner about dual-use technology.")
    names = [name for theme in made.themes for item in theme.items for name in item.responsible_names]
    assert any("security@example.org" in name for name in names)
    referred = with_profile.ask("May we sign this agreement with our new partner?")
    assert referred.referral is None or isinstance(referred.referral.first, list)


@pytest.mark.parametrize(
    "faulty",
    [
        "accent: red",
        "roles: {legal: {name: X, url: 'javascript:alert(1)'}}",
        "roles: {legal: {name: X, email: nobody}}",
        "nam: {sv: X}",
        "pages: {a: 'ftp://x'}",
    ],
)
def test_a_faulty_profile_is_one_clear_line(tmp_path, faulty):
    """Its addresses become links on the page: only http and https pass."""
    path = tmp_path / "profile.yaml"
    path.write_text(faulty, encoding="utf-8")
    with pytest.raises(MendSetup, match="Mend that line"):
        load_profile(path)


def test_an_empty_profile_changes_nothing():
    assert Profile().role("legal", "legal services", "en") == "legal services"
