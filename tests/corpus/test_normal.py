"""What counts as the same text: properties that quoting and matching rest on."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normal import clean, fold, squeeze, words


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_nothing_hidden_is_left(text):
    """Zero-width and bidirectional characters hide instructions and break quotes; a NUL cuts what the encoder reads."""
    assert not [c for c in clean(text) if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs", "Cn"}]


@given(st.text(alphabet="åäöÅÄÖéabcXYZ -–’”", max_size=60))
def test_folding_forgives_case_and_diacritics(text):
    assert fold(text.upper()) == fold(text.lower())
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_a_missing_diacritic_meets_the_word():
    assert words("Mika on yhteyshenkilon tehtava?") == words("Mikä on yhteyshenkilön tehtävä?")


@given(st.text(alphabet=" \t\n a", max_size=30))
def test_squeezing_leaves_single_spaces(text):
    assert "  " not in squeeze(text)
    assert squeeze(text) == squeeze(text).strip()
