"""The fit of what a conversation is about sees each turn as the assistant did, before it is remembered.

It wants the real assistant, so it stands here.
"""

from types import SimpleNamespace

import numpy as np

from assistant.steps.going_on import FEATURES as GOING_ON
from assistant.steps.spoken import FEATURES
from evals import fit_following, fit_going_on
from evals import turns as turns_of_dev
from evals.questions import Dialogue, Group, Turn


def turn(text, key):
    evidence = (Group(any=({"url": "tietosuoja.fi", "key": key},)),)
    return Turn(text=text, language="en", evidence=evidence, expect="answered")


def test_only_turns_after_an_answer_are_listed(assistant, monkeypatch):
    """Looked at afterwards, a turn would have leant on its own answer, and the fit would have learnt to repeat it."""
    first = turn("On what basis may personal data go outside the EEA?", "transfer basis")
    talk = Dialogue(id="made", turns=(first, turn("And who supervises that?", "supervised ombudsman")))
    monkeypatch.setattr(turns_of_dev, "load_split", lambda split: SimpleNamespace(conversations=(talk,)))
    (one,) = fit_following.lists(assistant, fit_following.followed_of)
    assert one.item == "made"
    assert one.values.shape == (len(one.right), 1 + len(FEATURES))
    assert np.allclose(one.values.mean(axis=0), 0)
    # Some candidates are of the source that was spoken of and some are not.
    assert one.values[:, 1].std() > 0
    (same,) = fit_following.lists(assistant, fit_going_on.first_of)
    assert same.values.shape == (len(same.right), 1 + len(GOING_ON))
    assert same.values[:, 1 + GOING_ON.index("alike")].std() > 0
