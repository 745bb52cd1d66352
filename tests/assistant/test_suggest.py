"""What could be asked next is something else than what was asked: who had been refused was offered the very question."""

import pytest

from corpus.text.likeness import alike, matter


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_no_question_is_offered_in_nearly_its_own_words(assistant, corpus, language):
    asked = [
        next(q for group in provision.questions for q in group.questions[language] if q.endswith("?") and len(q) < 90)
        for document in ("recommendations-2025", "mfa-sanctions", "nl-contact-point")
        for provision in list(corpus.documents[document].provisions.values())[:8]
        if any(q.endswith("?") and len(q) < 90 for group in provision.questions for q in group.questions.get(language, ()))
    ]
    offered = [(question, other) for question in asked for other in assistant.ask(question).ask_next]
    assert offered
    for question, other in offered:
        assert alike(matter(question, language), matter(other, language)) < 0.7, (question, other)
