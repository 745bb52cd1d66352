"""Where a sentence ends: what is quoted is a whole sentence, so a cut in the middle of one is a defect; the words are never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normal import squeeze
from corpus.text.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Enligt art. 5 i fördraget gäller detta.",
        "As laid down in Art. 5 of the Treaty, this applies.",
        "See Arts. 5 and 6 of Reg. (EU) No. 12/2099.",
        "Asiasta säädetään 5 §:n 2 mom. 3 kohdassa.",
        "Laissa N:o 12/2099 ja asetuksessa nro 5 säädetään siitä.",
        "Se anges i prop. 2020/21:5 s. 12 och i bil. 3 till den.",
        "Förordning (EG) nr 428/2009 (EUT L 134, 29.5.2009, s. 1).",
        "Asetus (EY) N:o 428/2009 (EUVL L 134, 29.5.2009, s. 1).",
        "Det gäller fr.o.m. 1.1.2025 t.o.m. 31.12.2025.",
        "Rahmenbeschluss vom 13. Juni 2002 über den Haftbefehl.",
        "Tutkijat (esim. A. Virtanen ym. 2099) ovat kirjoittaneet siitä.",
        "Forskare, t.ex. V. Ask m.fl. 2099, har skrivit om det.",
        "1. Jäsenvaltioiden on toimittava.",
    ],
)
def test_a_legal_abbreviation_ends_no_sentence(text):
    """A half sentence quotes badly: "… enligt art." would stand beside an answer."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Detta gäller 2 §. Därefter gäller 3 §.", ["Detta gäller 2 §.", "Därefter gäller 3 §."]),
        ("Lampan ska lysa.[^8] Den släcks i gryningen.", ["Lampan ska lysa.[^8]", "Den släcks i gryningen."]),
        ("Den lyser[^1][^2]. Sedan inte.", ["Den lyser[^1][^2].", "Sedan inte."]),
        ("”Den lyser.”[^3] Sedan inte.", ["”Den lyser.”[^3]", "Sedan inte."]),
        ("Lue liite 3. Érard ja Žukov lukivat sen.", ["Lue liite 3.", "Érard ja Žukov lukivat sen."]),
        ("Първо изречение. Второ изречение.", ["Първо изречение.", "Второ изречение."]),
        ("Asetus 2099/1. (Kumottu.) Uusi asetus.", ["Asetus 2099/1.", "(Kumottu.)", "Uusi asetus."]),
    ],
)
def test_a_sentence_ends_at_its_full_stop(text, found):
    """Note marks stand after the full stop in official texts, and capitals are those of every alphabet of the Union."""
    assert sentences(text) == found


@given(st.text(alphabet="abÅö1§. [^]()?!”\n\xa0Ж", max_size=120))
def test_together_the_sentences_are_the_paragraph(text):
    """Cutting takes nothing away and adds nothing, whatever stands in the text."""
    assert squeeze(" ".join(sentences(text))) == squeeze(text)
