"""What only adds to an answer stands after it, folded on the page, and nothing is lost by that.

Of 210 replies of one sentence readers called 91 in a hundred readable, of 107 of three 50, of 89 of four 40.
"""

import pytest

from assistant.context import PartQuery
from assistant.export.text import answer_markdown, answer_text, escape
from assistant.policy import say, section
from assistant.record import AnswerPart, Statement
from assistant.steps.compose import _folded_last
from assistant.steps.composer import Composer, plain
from assistant.steps.leads import opens_as_example
from assistant.steps.remarks import remarks
from assistant.steps.verify import verify
from assistant.steps.worth import Stand

ASKED = [
    "What should we do before a visiting delegation arrives?",
    "Voimmeko tehdä yhteistyötä kiinalaisen yliopiston kanssa?",
    "Vem stödjer oss i exportkontroll, och vad är dubbel användning?",
    "How do Norway and Denmark check the background of applicants?",
]


@pytest.fixture
def shown(monkeypatch):
    """Sets from which odds on a sentence stands in the answer itself."""
    return lambda least: monkeypatch.setitem(section("worth")["shown"], "least", least)


def said(answer, further):
    return [s for s in answer.statements if s.kind != "notice" and s.further == further]


@pytest.mark.parametrize("question", ASKED)
def test_what_is_folded_comes_last_and_every_part_has_something_before_it(assistant, shown, question):
    """However high the bar: a part whose answer is folded away looks unanswered."""
    shown(99.0)
    answer = assistant.ask(question)
    folded = [s.further for s in answer.statements]
    assert any(folded)
    assert folded == sorted(folded)
    for part in answer.parts:
        assert part.status == "missing" or any(not answer.statements[n].further for n in part.statements)
    used = list(dict.fromkeys(n for s in answer.statements for n in s.citations))
    assert used == [citation.number for citation in answer.citations]


@pytest.mark.parametrize("question", ASKED)
def test_folding_loses_no_source(assistant, shown, question):
    shown(-99.0)
    whole = assistant.ask(question)
    shown(99.0)
    folded = assistant.ask(question)
    assert {c.provision_id for c in whole.citations} == {c.provision_id for c in folded.citations}
    assert len(said(folded, further=False)) < len(said(whole, further=False))


def test_what_stands_in_the_fold_has_its_source_named_there(assistant, shown):
    """Who opens it reads it without what stands above."""
    shown(99.0)
    for question in ASKED:
        answer = assistant.ask(question)
        first = next(s for s in answer.statements if s.further)
        assert first.text.endswith(":") if first.kind == "notice" else opens_as_example(first.text, answer.language)


def test_a_remark_on_a_source_that_is_only_cited_in_the_fold_stands_there(corpus, unsaid):
    """ "Replaced by a later text" under an answer from the recommendations was taken for a remark on them."""
    old = next(d for d in corpus.documents.values() if d.meta.in_force == "superseded")
    provision = next(p for p in old.provisions.values() if p.meta.kind not in ("title", "note"))
    composer = Composer(unsaid)
    composer.sentences(plain("recommendations-2025/r1b", (1,)))
    with unsaid.folded():
        composer.sentences(plain(provision.id, (1,)))
    unsaid.citations = composer.citations.records()
    before = len(unsaid.statements)
    remarks(unsaid)
    told = unsaid.statements[before:]
    assert told
    assert all(s.further for s in told)
    assert old.meta.names["en"][1:] in told[0].text


def test_parts_point_at_their_statements_when_the_order_changes(unsaid):
    with unsaid.folded():
        unsaid.notice("folded")
    unsaid.notice("said")
    unsaid.answer_parts = [
        AnswerPart(text="one?", status="answered", statements=[0]),
        AnswerPart(text="two?", status="answered", statements=[1]),
    ]
    _folded_last(unsaid)
    assert [s.text for s in unsaid.statements] == ["said", "folded"]
    assert [[unsaid.statements[n].text for n in part.statements] for part in unsaid.answer_parts] == [["folded"], ["said"]]


def test_nothing_is_folded_where_nothing_else_is_said(assistant, unsaid):
    """Where all that cites would be folded, a reader would see an empty answer."""
    answer = assistant.ask(ASKED[0])
    unsaid.status, unsaid.citations = answer.status, answer.citations
    unsaid.statements = [s.model_copy(update={"further": True}) for s in answer.statements]
    verify(unsaid)
    assert unsaid.statements
    assert not any(s.further for s in unsaid.statements)


def test_what_a_part_before_told_in_full_is_not_told_again(unsaid):
    """A summary of both parts was followed by the first sentence of each, word for word (7 of 100 replies that readers saw)."""
    composer = Composer(unsaid)
    part = PartQuery("?")
    part.outcome = "answered"
    whole = (
        "The Council restored its measures on 29 September 2025, and a resolution calls on states to be vigilant in specialised teaching."
    )
    half = "The Council restored its measures on 29 September 2025."
    composer.add(whole, "digest", [1], "en")
    assert composer.once(part, [Stand.FIRST], [half]) == [Stand.FURTHER]
    assert composer.instead == [0]
    other = "The Commission proposed a centre of expertise in 2026."
    assert composer.once(part, [Stand.FIRST, Stand.SAID], [other, other]) == [Stand.FIRST, Stand.FURTHER]


def test_what_was_told_but_for_a_few_words_is_folded(unsaid):
    """ "Point 14(c) concerns basic conditions in every agreement …" stood under a sentence that had told them."""
    composer = Composer(unsaid)
    part = PartQuery("?")
    part.outcome = "answered"
    said = "The foundation requires its grantees to watch for four risks, among them influence through people and the building of capacity."
    again = "Two of the risks of the foundation are influence through people and the building of capacity."
    new = "The foundation asks for an agreement on results before a collaboration begins."
    assert composer.once(part, [Stand.FIRST, Stand.SAID, Stand.SAID], [said, again, new]) == [Stand.FIRST, Stand.FURTHER, Stand.SAID]


def test_what_tells_more_than_what_was_said_is_told(unsaid):
    composer = Composer(unsaid)
    part = PartQuery("?")
    part.outcome = "answered"
    composer.add("The Council restored its measures on 29 September 2025.", "digest", [1], "en")
    more = (
        "The Council restored its measures on 29 September 2025, and specialised teaching in sensitive fields is to be prevented by states."
    )
    assert composer.once(part, [Stand.FIRST], [more]) == [Stand.FIRST]
    part.whole_list = True
    assert composer.once(part, [Stand.FIRST], ["The Council restored its measures on 29 September 2025."]) == [Stand.FIRST]


def test_a_record_of_before_has_nothing_folded():
    assert not Statement.model_validate({"text": "x", "language": "en", "kind": "notice"}).further


@pytest.mark.parametrize("written", [answer_text, answer_markdown])
def test_in_a_text_it_stands_under_its_own_heading(assistant, shown, written):
    shown(99.0)
    answer = assistant.ask(ASKED[0])
    text, heading = written(answer), say("ui.further", answer.language)
    assert text.count(heading) == 1
    before, after = text.split(heading)
    plain = str if written is answer_text else escape
    assert all(plain(s.text) in before for s in said(answer, further=False))
    assert all(plain(s.text) in after for s in said(answer, further=True))


def test_shorter_has_no_fold(asked_after):
    answer = asked_after(ASKED[0], "Say it shorter")
    assert len(said(answer, further=False)) == 1
    assert not any(s.further for s in answer.statements)
