"""Words of force: a duty that stands in one language only is found; a word with another meaning proves nothing."""

import pytest

from corpus.base.settings import LANGUAGES
from corpus.text.force import force_differences, force_words, forces, strengthened


@pytest.mark.parametrize(
    ("language", "text", "force"),
    [
        ("sv", "Högskolan ska utse en kontaktperson.", {"must"}),
        ("sv", "Den som söker får enligt villkoren aldrig uppge personuppgifter.", {"must"}),
        ("sv", "Lagen kräver ett tillstånd.", {"must"}),
        ("sv", "Högskolan bör utse en kontaktperson.", {"should"}),
        ("sv", "Rådet rekommenderade åtgärder.", {"should"}),
        ("sv", "Det kan vara fråga om dubbla användningsområden.", {"may"}),
        ("fi", "Korkeakoulun on lain mukaan nimettävä yhteyshenkilö.", {"must"}),
        ("fi", "Tietoja ei saa luovuttaa.", {"must"}),
        ("fi", "Lupa edellytetään aina.", {"must"}),
        ("fi", "Korkeakoulun tulisi nimetä yhteyshenkilö.", {"should"}),
        ("fi", "Komissio suositteli, että riskit arvioidaan.", {"should"}),
        ("fi", "Riski saattaa toteutua.", {"may"}),
        ("en", "The institution must appoint a contact person.", {"must"}),
        ("en", "Data may not be sent.", {"must"}),
        ("en", "Trips are not permitted.", {"must"}),
        ("en", "The institution should appoint a contact person.", {"should"}),
        ("en", "The risk could materialise.", {"may"}),
    ],
)
def test_words_that_prove_a_force(language, text, force):
    assert forces(text, language) == force


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was published on 16 May 2024."),
        ("en", "The guidelines of May 2022 came at the end of May."),
        ("en", "They may not have been illegal."),
        ("en", "The group for responsible internationalisation met."),
        ("sv", "Enligt utkastet skulle lagen gälla också utomlands."),
        ("sv", "Doktoranderna får stöd."),
        ("sv", "Brevet avgör vem som ska granskas."),
        ("sv", "Punkten gäller personuppgifter."),
        ("fi", "Laki tuli voimaan, ja se pitää tutkimusta alttiina."),
        ("fi", "Suomi on vastuullinen, vastaanottava ja avoin suunnannäyttäjä."),
        ("fi", "Rekrytointi on kestävä ja riittävä."),
        ("fi", "Asetus on suoraan sovellettava."),
        ("fi", "Käytettävien laitteiden luettelo on julkaistu."),
    ],
)
def test_what_only_looks_like_a_word_of_force(language, text):
    """The month of May, "gets", "came", "sustainable": they made 166 of 946 sentences look as if their languages disagreed."""
    assert forces(text, language) == set()


def test_a_ban_is_no_leave():
    """ "May not" holds "may"; counted for both, a ban in one language would agree with a leave in another."""
    assert set(force_words("Data may not be sent.", "en").certain) == {"must"}
    texts = {"sv": "Uppgifter får inte sändas.", "fi": "Tietoja saa lähettää.", "en": "Data may be sent."}
    (found,) = force_differences(texts)
    assert (found.force, found.missing) == ("must", ("fi", "en"))


def test_a_word_with_two_meanings_lets_itself_be_read_both_ways():
    """A Swedish "får" answers an English "may", and does not by itself demand one."""
    assert force_differences({"sv": "Den sökande får överklaga.", "en": "The applicant may appeal."}) == []
    assert force_differences({"sv": "Den sökande får skälen.", "en": "The applicant is given the reasons."}) == []


PLAIN = {
    "sv": "Varje högskola utser en kontaktperson.",
    "fi": "Jokainen korkeakoulu nimeää yhteyshenkilön.",
    "en": "Each institution appoints a contact person.",
}
STRONGER = {
    "must": {
        "sv": "Varje högskola ska utse en kontaktperson.",
        "fi": "Jokaisen korkeakoulun on nimettävä yhteyshenkilö.",
        "en": "Each institution must appoint a contact person.",
    },
    "should": {
        "sv": "Varje högskola bör utse en kontaktperson.",
        "fi": "Jokaisen korkeakoulun tulisi nimetä yhteyshenkilö.",
        "en": "Each institution should appoint a contact person.",
    },
    "may": {
        "sv": "Varje högskola kan utse en kontaktperson.",
        "fi": "Jokainen korkeakoulu voi nimetä yhteyshenkilön.",
        "en": "Each institution may appoint a contact person.",
    },
}


@pytest.mark.parametrize("force", STRONGER)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_language_out_of_step_is_found_with_its_words(force, language):
    """A plain statement grown into a duty in one translation, and a duty lost in one."""
    (grown,) = force_differences(PLAIN | {language: STRONGER[force][language]})
    assert (grown.force, set(grown.spoken), set(grown.missing)) == (force, {language}, set(LANGUAGES) - {language})
    assert all(word in STRONGER[force][language] for word in grown.spoken[language])
    (lost,) = force_differences(STRONGER[force] | {language: PLAIN[language]})
    assert (lost.force, lost.missing) == (force, (language,))
    assert force_differences(STRONGER[force]) == []


def test_a_translation_is_not_stronger_than_its_source():
    assert strengthened(PLAIN["sv"], "sv", STRONGER["must"]["en"], "en")
    assert not strengthened(STRONGER["must"]["sv"], "sv", STRONGER["must"]["fi"], "fi")
    assert not strengthened("Gruppen skulle rapportera.", "sv", "The group had to report.", "en")
