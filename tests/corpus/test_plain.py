"""What a sentence says in our own words: in three languages, with no figure and no duty that the sentence has not.

Two in three of the bracketed sentences of the recommendations were read as clumsy; a plain one must not be had by saying something else.
"""

import pytest
import yaml

from corpus.base.errors import MendData
from corpus.base.settings import LANGUAGES
from corpus.check import check_document
from corpus.load import load_document

SAME = {
    "sv": "I skolan tänds lampan av fyrvaktaren.",
    "fi": "Koulussa lampun sytyttää majakanvartija.",
    "en": "At school the keeper lights the lamp.",
}


@pytest.fixture
def made(small_corpus):
    """The made-up document with these plain words for the second sentence of its first provision."""

    def write(texts, provision="a", line=2):
        folder = small_corpus / "documents" / "made-up"
        (folder / "plain.yaml").write_text(yaml.safe_dump({provision: {line: texts}}, allow_unicode=True), encoding="utf-8")
        return folder, load_document(folder)

    return write


def faults(made):
    folder, document = made
    return [str(finding) for finding in check_document(folder, document) if finding.fault and "plain" in str(finding)]


def test_each_edition_has_its_own(made):
    _, document = made(SAME)
    assert {language: document.provisions["a"].edition(language).lines[1].plain for language in LANGUAGES} == SAME
    assert document.provisions["a"].edition("en").lines[0].plain is None


def test_what_says_the_same_is_sound(made):
    assert faults(made(SAME)) == []


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (SAME | {"en": "At school the keeper must light the lamp."}, "must"),
        (SAME | {"fi": "Koulussa lampun sytyttää 2 majakanvartijaa."}, "figures"),
        (SAME | {"sv": "[I skolan] tänds lampan av fyrvaktaren."}, "brackets"),
        (SAME | {"sv": "I skolan tänds lampan av fyrvaktaren"}, "full stop"),
        ({"sv": SAME["sv"], "fi": SAME["fi"]}, "three languages"),
    ],
    ids=["a duty", "a figure", "a bracket", "no end", "a language missing"],
)
def test_what_says_more_is_found(made, texts, told):
    assert any(told in fault for fault in faults(made(texts)))


def test_a_provision_that_is_not_there_is_named(made):
    with pytest.raises(MendData, match="nowhere"):
        made(SAME, provision="nowhere")


def test_a_line_that_is_not_there_is_named(made):
    """It would be written and never said."""
    with pytest.raises(MendData, match="3"):
        made(SAME, line=3)
