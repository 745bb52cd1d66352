"""A question after an answer is decided by what its own words tell besides: what it leans on is near to whatever it asks."""

from types import SimpleNamespace

import pytest

from assistant.policy import section
from evals import fit_later
from evals import turns as turns_of_dev
from evals.questions import Dialogue, Turn


def test_the_fit_sees_each_later_turn_as_the_assistant_did(assistant, monkeypatch):
    """The figures of the policy are of these features and no others: a name that one of them lacks would be an error for every user."""
    asked = ("On what basis may personal data go outside the EEA?", "And who supervises that?", "who pays for the coffee there?")
    turns = tuple(
        Turn(text=text, language="en", evidence=(), expect=expect)
        for text, expect in zip(asked, ("answered", "answered", "not_covered"), strict=True)
    )
    monkeypatch.setattr(turns_of_dev, "load_split", lambda split: SimpleNamespace(conversations=(Dialogue(id="made", turns=turns),)))
    rows = list(fit_later.examples(assistant))
    assert [row.question for row in rows] == list(asked[1:])
    assert [row.answerable for row in rows] == [True, False]
    for row in rows:
        assert set(row.values) == set(section("decide")["later"]["features"])
    # What supervises a transfer is held, by its own words too; the coffee is not.
    held, lacking = rows
    assert held.values["own_coverage"] > lacking.values["own_coverage"]


@pytest.mark.parametrize(
    ("question", "follow"),
    [
        ("Who agrees on the common minimum level?", "And what does it cost to join it?"),
        ("Vem utser kontaktpersonen?", "Och vilken färg har dörren till rummet?"),
        ("Kuka nimeää yhteyshenkilön?", "Ja minkä värinen ovi sinne on?"),
    ],
)
def test_what_leans_on_an_answer_and_is_not_held_is_not_answered_with_it(asked_after, question, follow):
    """The question before lifts its own provision: a quarter of what later turns asked in vain was answered with that once more."""
    assert asked_after(question, follow).status == "not_covered"
