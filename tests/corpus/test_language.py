"""The language of a short text: the corpus's own questions, keywords, missing diacritics, other languages."""

import pytest

from corpus.text.sentences import sentences
from index.detector import detector_of


@pytest.fixture(scope="module")
def detector(corpus):
    return detector_of(corpus)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kontaktperson", "sv"),
        ("sanktioner", "sv"),
        ("pakotteet", "fi"),
        ("Mika on yhteyshenkilon tehtava", "fi"),
        ("vad sager ukm om resor", "sv"),
        ("who appoints the contact person", "en"),
        ("entä opiskelijat?", "fi"),
        ("och ämbetsverken?", "sv"),
        ("and the agencies?", "en"),
        ("Wer ist in Finnland für die Exportkontrolle zuständig?", "de"),
        ("¿Quién controla las exportaciones de material de defensa?", "es"),
        ("Кто отвечает за контроль экспорта?", "ru"),
    ],
)
def test_short_texts(detector, text, language):
    assert detector.detect(text, default="xx") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("stipendium från China Scholarship Council", "sv"),
        ("China Scholarship Council doktorander", "sv"),
        ("apuraha China Scholarship Councililta tutkijalle", "fi"),
        ("Vad är Trusted Research and Innovation?", "sv"),
        ("Mikä London Statement on?", "fi"),
        ("Mikä Agent Code of Conduct on?", "fi"),
    ],
)
def test_a_name_keeps_its_language_in_every_other(detector, text, language):
    """Three words of a name outvoted the two that ask, and the answer came in English."""
    assert detector.detect(text, default="en") == language


@pytest.mark.parametrize("text", ["GDPR?", "HPC", "OECD 2005", "?"])
def test_what_tells_nothing_takes_the_page_s_language(detector, text):
    assert {detector.detect(text, default=language) for language in ("sv", "fi", "en")} == {"sv", "fi", "en"}


def test_hardly_any_expected_question_is_taken_for_another_language(corpus, detector):
    """Leave nothing to luck: of thousands of questions less than one in fifty may be misread."""
    asked = [
        (q, lang)
        for d in corpus.documents.values()
        for p in d.provisions.values()
        for g in p.questions
        for lang, qs in g.questions.items()
        for q in qs
    ]
    wrong = [q for q, lang in asked if detector.detect(q, default=lang) != lang]
    assert len(wrong) <= len(asked) / 50, wrong[:5]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Detta gäller bl.a. avtal. Nästa mening.", 2),
        ("Ks. esim. liite 3. Toinen virke.", 2),
        ("See art. 5 of the rules. Then stop.", 2),
        ("Enligt 2 kap. 3 § gäller detta.", 1),
        ("Är det så? Ja! Bra.", 3),
    ],
)
def test_sentences_are_not_cut_at_abbreviations(text, count):
    found = sentences(text)
    assert len(found) == count
    assert " ".join(found) == text
