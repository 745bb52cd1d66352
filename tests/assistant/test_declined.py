"""A refusal speaks of what was asked: of the source that is meant, or of none."""

import pytest


@pytest.mark.parametrize(
    ("question", "follow_up", "word"),
    [
        (
            "The March 2025 recommendations mention a change to the Research Council of Finland's act. What was supposed to change?",
            "What is the number of the amending act? I need it for a footnote.",
            "Dual-Use",
        ),
        (
            "In which language is the Research Council's research security appendix written?",
            "What is the maximum number of pages?",
            "Horizon",
        ),
    ],
)
def test_a_follow_up_is_not_refused_for_another_matter(asked_after, question, follow_up, word):
    """The number of another act, or the budgets of another programme, was said not to be held."""
    reply = asked_after(question, follow_up)
    assert reply.status == "not_covered"
    assert not any(word in statement.text for statement in reply.statements)


def test_what_hangs_on_an_absence_is_named_as_missing(assistant):
    """ "Which are they?" was answered with what another number counts."""
    reply = assistant.ask("Montako tutkimusturvallisuuden periaatetta G7-asiakirjan liitteessä B on ja mitkä ne ovat?")
    assert reply.status == "not_covered"
    assert not reply.citations


def test_a_part_that_is_nearly_sure_does_not_fall_with_one_that_words_refuse(assistant):
    reply = assistant.ask("Who led the group behind these recommendations, and who sat on it for the universities of applied sciences?")
    assert "recommendations-2025/group-1" in {citation.provision_id for citation in reply.citations}
