"""The fit of what a conversation is about sees each turn as the assistant did, before it is remembered.

It wants the real assistant, so it stands here.
"""

import numpy as np

from assistant.steps.spoken import FEATURES
from evals import fit_following
from evals.questions import ROOT, load_split


def test_only_turns_after_an_answer_are_listed(assistant, monkeypatch):
    """Looked at afterwards, a turn would have leant on its own answer, and the fit would have learnt to repeat it."""
    few = load_split("dev", ROOT).conversations[:6]
    monkeypatch.setattr(fit_following, "load_split", lambda split: type("Few", (), {"conversations": few})())
    found = list(fit_following.lists(assistant))
    assert 0 < len(found) <= sum(len(dialogue.turns) - 1 for dialogue in few)
    for one in found:
        assert one.values.shape == (len(one.right), 1 + len(FEATURES))
        assert np.allclose(one.values.mean(axis=0), 0)
    # Some candidates are of the source that was spoken of and some are not.
    assert any(one.values[:, 1].std() > 0 for one in found)
