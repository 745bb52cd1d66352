"""Whether a question is answered, by near expected questions that ask for the same kind of thing."""

import numpy as np
import pytest

from corpus.base.errors import BuildIndex
from corpus.text.asking import KINDS, asked_kinds
from index.asked import Asked
from index.hits import Weights
from index.passages import Unit


def unit(target: str, text: str, language: str = "en") -> Unit:
    return Unit(f"{target}-{text}", "question", language, text, target)


WAITING = [
    unit("provision:d/chair", "Who chaired the group?"),
    unit("provision:d/chair", "When was the group set up?"),
    unit("absence:reason", "Why was it a professor that chaired the group?"),
    unit("absence:reason", "How many meetings did the group have?"),
]
# All equally near: only what is asked for can tell them apart.
ALIKE = np.full(len(WAITING), 0.9, dtype=np.float32)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("sv", "Men vem leder gruppen?", "who"),
        ("sv", "Handboken är klar. Räcker det att vi läser den?", "whether"),
        ("sv", "hur många möten hölls", "how_many"),
        ("fi", "Miksi ryhmä perustettiin?", "why"),
        ("fi", "Saako laitteen jättää hotelliin?", "whether"),
        ("fi", "Paljonko se maksaa?", "cost"),
        ("en", "The bag is packed. Is it enough to lock it?", "whether"),
        ("en", "since when, and who decided?", "who"),
        ("en", "Where does it say so?", "where"),
    ],
)
def test_what_is_asked_for_is_told(language, text, kind):
    assert asked_kinds(text, language)[KINDS.index(kind)]


@pytest.mark.parametrize(("language", "text"), [("sv", "läget i går"), ("fi", "kokko palaa"), ("en", "export control dual use")])
def test_keywords_ask_for_nothing_in_particular(language, text):
    """A Finnish word that ends in -kko is no question."""
    assert not any(asked_kinds(text, language))


def test_what_asks_for_the_same_counts_for_more():
    """A question why somebody chaired the group lay nearest to "who chaired it?", and was answered with a name."""
    asked, texts = Asked.of(WAITING), ("Who led it?", "Why did he lead it?", "How many people led it?")
    who, why, many = (asked.odds(text, "en", ALIKE, Weights()) for text in texts)
    assert who > 1 > 0 > -1 > max(why, many)


def test_nearness_still_counts():
    """A question in nearly the words of one that is answered is answered, whatever its asking word."""
    near = ALIKE + np.array([0.08, 0, 0, 0], dtype=np.float32)
    assert Asked.of(WAITING).odds("Why did he lead it?", "en", near, Weights()) > 0


def test_one_side_alone_tells_nothing():
    """A corpus without absences, or an asker's own document, opens as well."""
    assert Asked.of(WAITING[:2]).odds("Who?", "en", ALIKE[:2], Weights()) == 0.0
    assert Asked.of([]).odds("Who?", "en", np.zeros(0, dtype=np.float32), Weights()) == 0.0


def test_it_is_read_back_as_written(tmp_path):
    made = Asked.of(WAITING)
    made.save(tmp_path, "en")
    read = Asked.load(tmp_path, "en", WAITING)
    assert read.odds("Who led it?", "en", ALIKE, Weights()) == made.odds("Who led it?", "en", ALIKE, Weights())


def test_what_does_not_fit_its_questions_is_refused(tmp_path):
    """An array of another build, or half a file, would set each kind beside another question."""
    Asked.of(WAITING).save(tmp_path, "en")
    with pytest.raises(BuildIndex):
        Asked.load(tmp_path, "en", [*WAITING, WAITING[0]])
    with pytest.raises(BuildIndex):
        Asked.load(tmp_path, "sv", [])
