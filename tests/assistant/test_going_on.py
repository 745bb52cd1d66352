"""What is asked after an answer goes on from what was said: how the first candidates are put in the order in which they are meant."""

import pytest

from assistant.context import OwnReading, PartQuery
from assistant.policy import section, weights
from assistant.steps.going_on import FEATURES, features, go_on
from assistant.steps.spoken import spoken_of
from index.hits import Hit

DUTCH = "How quickly does the Dutch contact point for knowledge security answer?"
SAID, BESIDE, ELSEWHERE = "provision:nl-contact-point/service", "provision:nl-contact-point/limits", "provision:dk-dnrf/four-risks"


@pytest.fixture
def after_dutch(talked):
    """What a follow-up of the given words finds after one answer: the context, what was spoken of, its own reading."""

    def asked(text):
        context = talked(DUTCH, text)
        vector = context.vectors([text])[0]
        return context, spoken_of(context), OwnReading(vector, context.index.languages["en"].scores(text, vector, weights()))

    return asked


def columns(context, spoken, own, *targets):
    rows = features(context, spoken, own, [Hit(target, 1.0) for target in targets])
    return [dict(zip(FEATURES, row, strict=True)) for row in rows.tolist()]


def test_what_was_said_and_its_neighbours_are_told_from_the_rest(after_dutch):
    said, beside, elsewhere = columns(*after_dutch("and who pays?"), SAID, BESIDE, ELSEWHERE)
    assert (said["said"], beside["said"], elsewhere["said"]) == (1, 0, 0)
    assert said["adjacent"] == 1 > beside["adjacent"] > 0 == elsewhere["adjacent"]
    assert said["alike"] == pytest.approx(1, abs=1e-4)
    assert said["alike"] > beside["alike"] > elsewhere["alike"]


def test_a_reviewed_answer_stands_where_its_provisions_stand(after_dutch, corpus):
    context, spoken, own = after_dutch("and who pays?")
    answer = next(a.id for a in corpus.knowledge.answers if any(c.startswith("nl-contact-point/") for s in a.statements for c in s.cites))
    (row,) = columns(context, spoken, own, f"answer:{answer}")
    assert row["adjacent"] > 0
    assert 0 < row["alike"] <= 1.001


def test_the_fewer_words_the_less_they_tell_alone(after_dutch):
    most = int(section("weights")["going_on"]["words"])
    (long,) = columns(*after_dutch(" ".join(["word"] * most)), ELSEWHERE)
    assert long["own"] == 0
    (short,) = columns(*after_dutch("why?"), ELSEWHERE)
    assert short["own"] != 0


def test_the_best_comes_no_higher_than_the_best_was(after_dutch):
    """Whether anything answers is told by how high it comes: lifted by what was spoken of, nothing would be refused any more."""
    context, spoken, own = after_dutch("and who pays?")
    other = Hit("absence:made-up", 2.5)
    part = PartQuery("and who pays?", hits=[Hit(ELSEWHERE, 3.0), other, Hit(BESIDE, 2.0), Hit(SAID, 1.0)])
    go_on(context, part, spoken, own)
    assert max(hit.score for hit in part.hits) == pytest.approx(3.0)
    assert [hit.score for hit in part.hits] == sorted((hit.score for hit in part.hits), reverse=True)
    assert other.score == 2.5
    assert part.hits[0].target == BESIDE


@pytest.mark.parametrize(
    ("question", "follow_up", "provision"),
    [
        ("Who has to approve the risk form at Aarhus University?", "and for trips?", "dk-aarhus-rules/travel"),
        ("Mitä Norjan HK-dir neuvoo koulutussopimuksista?", "entä painostuksesta?", "no-hkdir-education-agreements/pressure"),
        ("Vad råder Norges HK-dir om utbildningsavtal?", "och om påtryckningar?", "no-hkdir-education-agreements/pressure"),
    ],
)
def test_what_follows_goes_on_from_what_was_said(asked_after, question, follow_up, provision):
    """By their own words these are near to a dozen other sources."""
    assert asked_after(question, follow_up).citations[0].provision_id == provision
