"""The fit of the sentences looks at the first provision that holds evidence, and only where a choice is to be made."""

import pytest

from assistant.context import PartQuery
from evals.fit_lines import FEATURES, _listed
from evals.questions import Group
from evals.spans import OfficialText
from index.hits import Detail, Hit, Near


@pytest.fixture
def official(shipped_corpus):
    return OfficialText(shipped_corpus)


@pytest.fixture
def evidence(shipped_corpus):
    """One sentence of a provision of several, word for word."""
    provisions = (p for p in shipped_corpus.documents["recommendations-2025"].provisions.values() if p.official())
    provision = next(p for p in provisions if len(p.official().lines) == 3 and p.meta.kind != "list")
    return provision, Group(any=(provision.official().lines[1].text,))


def hits(provision, lines):
    sentences = {line: Near(0.8 + line / 100, asked=0.9) for line in range(1, lines + 1)}
    return PartQuery("?", hits=[Hit("term:x", 9.0), Hit(f"provision:{provision.id}", 5.0, detail=Detail(sentences=sentences))])


def test_the_sentences_that_hold_evidence_are_right(evidence, official):
    provision, group = evidence
    found = _listed(hits(provision, 3), "q", (group,), official)
    assert found.right.tolist() == [False, True, False]
    assert found.values.mean(axis=0) == pytest.approx([0.0] * len(FEATURES))


def test_where_there_is_nothing_to_choose_nothing_is_learnt(evidence, official, shipped_corpus):
    provision, group = evidence
    every = tuple(Group(any=(line.text,)) for line in provision.official().lines)
    assert _listed(hits(provision, 3), "q", every, official) is None
    other = shipped_corpus.documents["recommendations-2025"].provisions["r1b"]
    assert _listed(hits(other, 3), "q", (group,), official) is None
