"""Lists that stand in several provisions: told whole to who wants them whole, and of one of their items that one."""

import pytest

from assistant.context import PartQuery
from assistant.policy import section
from assistant.steps.choose import choose
from index.hits import Hit

MINISTRIES = {f"recommendations-2025/ministries-{n}" for n in (1, 2, 3)}
AREAS = ["eu-recommendation-2023-2113/four-areas", "eu-recommendation-2023-2113/other-areas"]


@pytest.mark.parametrize(
    "question",
    [
        "Which ministry is responsible for the legislation on security clearances?",
        "Vilket ministerium ansvarar för lagstiftningen om säkerhetsutredningar?",
        "Mikä ministeriö vastaa turvallisuusselvityksiä koskevasta lainsäädännöstä?",
    ],
)
def test_who_asks_for_one_of_a_list_is_not_told_the_others(assistant, question):
    """ "Which ministry …?" was answered with what three of them do, for their paragraphs are one list."""
    answer = assistant.ask(question)
    numbers = {number for said in answer.statements if not said.further for number in said.citations}
    told = {citation.provision_id for citation in answer.citations if citation.number in numbers}
    assert told & MINISTRIES == {"recommendations-2025/ministries-3"}


@pytest.mark.parametrize(
    ("question", "far", "whole"),
    [
        ("Which technology is the most critical?", False, True),
        ("Which technology is the most critical?", True, False),
        ("List all the critical areas.", True, True),
    ],
)
def test_the_rest_of_a_list_goes_with_it_where_it_is_near_or_all_is_wanted(of_choices, question, far, whole):
    """Half a list is no answer to who wants the list."""
    made = of_choices([])
    score = float(section("decide")["list_share"]) * 10 + (-0.1 if far else 0.1)
    hits = [Hit(f"provision:{area}", near, question_cosine=0.9) for area, near in zip(AREAS, (10.0, score), strict=True)]
    part = PartQuery(question, hits=hits)
    made.parts = [part]
    # What has a chance stands there as what may answer too.
    assert [choice.hit.id for choice in choose(made, part, part.hits) if not choice.chance] == AREAS[: 1 + whole]


def test_what_was_written_is_not_followed_by_the_rest_of_a_list(assistant):
    """ "Who licenses what?" was told, and after it what the Ministry of Justice does, which stands in one list with one of its sources."""
    answer = assistant.ask(
        "Vilka myndigheter i Finland ger exporttillstånd för produkter med dubbla användningsområden och försvarsmateriel?"
    )
    assert not {"recommendations-2025/ministries-3"} & {citation.provision_id for citation in answer.citations}
