"""Words that call for a theme, and clauses that say what is not there."""

import pytest

from assistant.checklist.cues import Lexicon, absent_words, one_slip, read_words, said


def met(phrase: str, text: str, language: str = "sv", known: tuple[str, ...] = ()) -> list[str]:
    """What of a text meets one trigger."""
    words = read_words(text, language)
    cues = Lexicon({"theme": [(phrase, 2)]}, known).meet(words, absent_words(words, language)).get("theme", [])
    return [text[start:end] for cue in cues for start, end in cue.spans]


@pytest.mark.parametrize(
    ("phrase", "text", "language", "words"),
    [
        ("exportkontroll", "Gäller exportkontrollen oss?", "sv", ["exportkontrollen"]),
        ("*avtal", "Samarbetsavtalet är klart.", "sv", ["Samarbetsavtalet"]),
        ("kaksikäyt", "Onko se kaksikäyttötuote?", "fi", ["kaksikäyttötuote"]),
        ("photo + minister", "The minister wants a photo.", "en", ["photo", "minister"]),
        ("photo + minister", "The minister came. We took a photo.", "en", []),
        ("dual use", "Is dual-use research meant?", "en", ["dual-use"]),
        ("MoU", "We sign an MoU.", "en", ["MoU"]),
        ("lån", "Vi lånar ut den.", "sv", ["lånar"]),
    ],
)
def test_a_trigger_meets_inflected_forms_compounds_and_words_apart(phrase, text, language, words):
    assert met(phrase, text, language) == words


@pytest.mark.parametrize("word", ["exportkontrol", "exprotkontroll", "exportkontrolll", "exsportkontroll"])
def test_a_slip_of_the_pen_is_forgiven_in_a_word_that_we_do_not_know(word):
    assert met("exportkontroll", f"Gäller {word} oss?") == [word]


def test_a_word_that_we_know_is_no_slip_for_another():
    """ "Passion" stood for "mission" in a trial: what the corpus itself uses is taken as it is written."""
    assert met("patient", "Patienc is a game.", "en") == ["Patienc"]
    assert met("patient", "Patenting takes time.", "en", known=("patent patenting",)) == []


def test_one_slip_is_one():
    assert one_slip("agreement", "agremeent")
    assert not one_slip("agreement", "agrmt")


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("We only cite articles, no data leave the house.", "en", "We only cite articles"),
        ("Ingen reser någonstans. Kursen hålls här.", "sv", "Kursen hålls här"),
        ("Kukaan ei matkusta, kurssi pidetään täällä.", "fi", "kurssi pidetään täällä"),
        ("Nothing has leaked. We update the phone list.", "en", "We update the phone list"),
    ],
)
def test_what_is_said_to_be_absent_is_not_read(text, language, left):
    words = read_words(text, language)
    assert said(text, words, absent_words(words, language)) == left


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No one has checked the partner.", "en"),
        ("We have no travel insurance for the trip.", "en"),
        ("Vi har inget avtal med gästen om vad hon får se.", "sv"),
        ("Kumppanista ei tiedetä mitään.", "fi"),
        ("A partner nobody knows sends data, but not the names.", "en"),
    ],
)
def test_a_missing_safeguard_is_a_risk_and_is_read(text, language):
    """ "No travel insurance" is no reason to forget the trip."""
    words = read_words(text, language)
    assert len(said(text, words, absent_words(words, language))) > len(text) / 2
