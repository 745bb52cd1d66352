"""Of a reviewed answer is told first, and sometimes only, what rests on provisions near to the question.

Readers of 320 answers struck out one sentence in five of what reviewed answers said, mostly what rests on provisions far from the question,
and found the answer last where it had been written last.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.context import PartQuery
from assistant.policy import section
from assistant.steps.written import written_of
from corpus.model import Cite
from index.hits import Detail, Hit, Near

ANSWER = "devices_to_risk_country"


def hits_for(statements, scores, cosine):
    """A hit of each provision that the statements rest on, scored as the first statement that cites it is."""
    hits = {}
    for said, score in zip(statements, scores, strict=True):
        for cite in map(Cite.parse, said.cites):
            lines = {line: Near(cosine=cosine if score else 0.5) for line in range(1, 9)}
            hits.setdefault(cite.provision, Hit(f"provision:{cite.provision}", score, detail=Detail(sentences=lines)))
    return list(hits.values())


def told(corpus, answer, scores, question_cosine=0.9):
    statements = corpus.knowledge.answer[answer].statements
    lead = Hit(f"answer:{answer}", 12.0, question_cosine=question_cosine)
    part = PartQuery("?", hits=[lead, *hits_for(statements, scores, 0.8)])
    return statements, written_of(corpus.knowledge, part, lead, 9)


def apart(corpus):
    """Reviewed answers whose sentences rest on provisions of their own each, and none leans on another."""
    for answer in corpus.knowledge.answers:
        cited = [{Cite.parse(cite).provision for cite in said.cites} for said in answer.statements]
        if len(cited) > 2 and all(not a & b for n, a in enumerate(cited) for b in cited[n + 1 :]):
            yield answer.id


def test_what_is_near_comes_first_and_what_is_far_is_left_out(corpus):
    answer = next(apart(corpus))
    count = len(corpus.knowledge.answer[answer].statements)
    statements, said = told(corpus, answer, [0.0, 8.0, *[0.0] * (count - 2)])
    assert said == [statements[1]]
    statements, said = told(corpus, answer, [6.0, 8.0, *[7.5] * (count - 2)])
    assert said == [*statements[1:], statements[0]]


def test_what_was_written_for_the_question_is_told_whole(corpus):
    answer = next(apart(corpus))
    count = len(corpus.knowledge.answer[answer].statements)
    statements, said = told(corpus, answer, [0.0, 8.0, *[0.0] * (count - 2)], question_cosine=float(section("decide")["said_whole"]))
    assert said[0] == statements[1]
    assert len(said) == count


@pytest.mark.parametrize(
    ("answer", "leaning"), [("drafter_definition_of_research_security", 1), ("researcher_cooperation_with_countries", 1)]
)
def test_a_sentence_that_leans_stays_with_the_one_before_it(corpus, answer, leaning):
    """ "The second risk (b) …" before the first, or "there are, however, …" alone, is a riddle."""
    count = len(corpus.knowledge.answer[answer].statements)
    scores = [9.0 if n == count - 1 else 0.0 for n in range(count)]
    statements, said = told(corpus, answer, scores, question_cosine=1.0)
    together = list(pairwise(said))
    assert (statements[leaning - 1], statements[leaning]) in together


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_is_added_and_the_nearest_is_never_left_out(corpus, data):
    answer = data.draw(st.sampled_from([answer.id for answer in corpus.knowledge.answers]))
    count = len(corpus.knowledge.answer[answer].statements)
    scores = data.draw(st.lists(st.floats(0, 12), min_size=count, max_size=count))
    statements, said = told(corpus, answer, scores, data.draw(st.floats(0.7, 1.0)))
    places = [statements.index(one) for one in said]
    assert len(set(places)) == len(said) > 0
    first = scores.index(max(scores))
    cited = {Cite.parse(cite).provision for cite in statements[first].cites}
    assert any(cited & {Cite.parse(cite).provision for cite in one.cites} for one in said)
