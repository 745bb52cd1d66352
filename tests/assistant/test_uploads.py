"""Own guidelines: structure found, hidden text dropped, what cannot be used refused with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.guidelines.ingest import MAX_CHARACTERS, blocks, ingest
from corpus.base.errors import BadInput

TEXT = """# Riktlinjer

1. Varje enhet anmäler sina gäster till receptionen. Anmälan görs två dagar före besöket.

2. Resor planeras tillsammans med it-stödet.

## Avtal

a) Avtal granskas av juristen.
b) Avsiktsförklaringar räknas som avtal.
"""


def test_headings_and_points_become_provisions(assistant):
    document = ingest("regler.md", TEXT, assistant.detector, "sv")
    texts = [p.edition("sv") for p in document.provisions.values()]
    assert [t.text for t in texts][:2] == [
        "Varje enhet anmäler sina gäster till receptionen. Anmälan görs två dagar före besöket.",
        "Resor planeras tillsammans med it-stödet.",
    ]
    assert [len(t.lines) for t in texts] == [2, 1, 1, 1]
    assert "Avtal" in texts[2].label
    assert document.meta.layer == "own"
    assert not document.meta.binding


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bild.png", "\x89PNG\r\n\x1a\n\0\0\0"),
        ("tom.md", "  \n\n "),
        ("stor.md", "x" * (MAX_CHARACTERS + 1)),
        ("ru.md", "Это правила нашего университета о поездках и гостях. " * 5),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(assistant, name, text):
    with pytest.raises(BadInput, match=name.split(".")[0]):
        ingest(name, text, assistant.detector, "sv")


def test_hidden_instructions_lose_their_cover(assistant):
    document = ingest("x.md", "Gäster anmäls\u200b till \u202ereceptionen\u202c av enheten.", assistant.detector, "sv")
    assert document.provisions["p1"].edition("sv").text == "Gäster anmäls till receptionen av enheten."


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_structure(text):
    assert all(block.text for block in blocks(text))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c.md", "..", "", "ö" * 300])
def test_a_name_is_never_a_path(assistant, name):
    document = ingest(name, "Gäster anmäls till receptionen av enheten som tar emot dem.", assistant.detector, "sv")
    assert document.id.startswith("own-")
    assert "/" not in document.id
    assert ".." not in document.id


def test_too_many_documents_are_told(assistant):
    with pytest.raises(BadInput):
        assistant.session([(f"d{n}.md", "Gäster anmäls till receptionen av enheten.") for n in range(20)], "sv")
