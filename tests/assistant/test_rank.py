"""Which of the first candidates was asked for, and what may stand beside it."""

import numpy as np
import pytest

from assistant.context import Choice, Context, Conversation, PartQuery, Session
from assistant.policy import say, section, weights
from assistant.steps.compose import compose
from assistant.steps.rank import FEATURES, candidates, chances, features, rank
from assistant.steps.written import nearest
from corpus.base.settings import LANGUAGES
from index.hits import Hit


@pytest.fixture
def searched(assistant):
    """A question's hits as the search leaves them, with the context they were found in."""

    def made(text, language):
        found = Context(assistant.corpus, assistant.index, assistant.encoder, text, language, None, Conversation(), Session())
        found.text, found.language = text, language
        vector = assistant.encoder.queries([text])[0]
        return found, assistant.index.languages[language].search(text, vector, weights()).hits

    return made


ASKED = {"sv": "Vem ska utse en kontaktperson?", "fi": "Kenen pitää nimetä yhteyshenkilö?", "en": "Who has to name a contact person?"}


@pytest.fixture
def ranked(searched, monkeypatch):
    """How far each target is moved, and how high the best candidate stands, by the policy's features or with some of another weight."""

    def made(text, language, **changed):
        policy = section("weights")["rank"]
        monkeypatch.setitem(policy, "features", policy["features"] | changed)
        context, hits = searched(text, language)
        first, before = candidates(hits), {hit.target: hit.score for hit in hits}
        rank(context, text, hits)
        moved = {hit.target: hit.score - before[hit.target] for hit in hits if hit.score != before[hit.target]}
        assert set(moved) <= {hit.target for hit in first}
        return moved, max(hit.score for hit in first)

    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranking_moves_candidates_against_each_other_and_nothing_else(ranked, language):
    """What is added is centred: were all candidates raised, absences and referrals would lose to them for no reason."""
    moved, _ = ranked(ASKED[language], language, own_words=0.0)
    assert moved
    assert sum(moved.values()) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_its_own_tell_candidates_apart_and_raise_none_over_what_says_why_there_is_no_answer(ranked, language):
    """Of "how long does it take?" one candidate has nearly all the words: it won over the absence that was written for the question."""
    without, height = ranked(ASKED[language], language, own_words=0.0)
    moved, same = ranked(ASKED[language], language, own_words=30.0)
    assert moved != without
    assert same == pytest.approx(height)


def test_half_of_the_share_moves_half_as_far(searched):
    """Scores that are half those of what is told around a question were moved as far as scores of its own, and the wrong provision won."""
    moves = []
    for share in (1.0, 0.5):
        context, hits = searched(ASKED["en"], "en")
        before, first = {hit.target: hit.score for hit in hits}, candidates(hits)
        rank(context, ASKED["en"], hits, share=share)
        moved = np.array([hit.score - before[hit.target] for hit in first])
        moves.append(moved - moved.mean())
    assert moves[1] == pytest.approx(moves[0] / 2)


def test_features_have_a_column_each_and_a_row_a_candidate(searched):
    context, hits = searched(ASKED["fi"], "fi")
    first = candidates(hits)
    values = features(context, ASKED["fi"], first)
    assert values.shape == (len(first), len(FEATURES))
    assert np.isfinite(values).all()


def test_what_is_told_around_a_question_tells_candidates_apart_by_its_words(searched):
    """A story named the matter, the question after it ("which are they?") did not, and its words told nothing."""
    context, hits = searched(ASKED["en"], "en")
    first, place = candidates(hits), FEATURES.index("own_words")
    bare = features(context, "Which are they?", first)[:, place]
    told = features(context, "Which are they?", first, "Every organisation names a contact person.")[:, place]
    assert told.max() > bare.max()


def test_chances_are_shared_out_by_score():
    hits = [Hit(f"provision:d/{n}", float(score)) for n, score in enumerate((3, 1, 5, 2))]
    found = chances(hits)
    assert sum(found.values()) == pytest.approx(1)
    assert sorted(found, key=found.get) == [hit.target for hit in sorted(hits, key=lambda hit: hit.score)]
    assert chances([]) == {}


@pytest.fixture
def composed(assistant):
    """A reply of one part for each of the given targets."""

    def made(*targets):
        context = Context(assistant.corpus, assistant.index, assistant.encoder, "?", "en", None, Conversation(), Session())
        context.text, context.language = "?", "en"
        context.parts = [PartQuery("?", outcome="answered", choices=[Choice(Hit(target, 5.0), (1,))]) for target in targets]
        compose(context)
        return context

    return made


def test_a_source_that_returns_is_named_again(assistant, composed):
    """ "According to A: a. According to B: b. a2" was read as B's: what does not bind stood under the Constitution's name."""
    first, second = (assistant.corpus.documents[name] for name in ("recommendations-2025", "fi-constitution"))
    of_first = [p for p in first.provisions.values() if p.meta.kind == "paragraph"]
    of_second = next(p for p in second.provisions.values() if p.meta.kind != "title")
    context = composed(*(f"provision:{p.id}" for p in (of_first[0], of_second, of_first[1])))
    documents = {c.number: c.document_id for c in context.citations}
    heard = ""
    for statement in context.statements:
        heard = statement.text if statement.kind == "notice" else heard
        for meta in (assistant.corpus.documents[documents[number]].meta for number in statement.citations):
            # In short the second time: readers minded the same long line twice.
            name = meta.names["en"][:1].upper() + meta.names["en"][1:]
            assert heard in (meta.lead_in["en"], say("answer.again", "en", name=name))
    said = [s.text for s in context.statements]
    assert said.count(first.meta.lead_in["en"]) == 1


def test_no_lead_in_announces_what_was_said_before(assistant, composed):
    """Two parts had one reviewed answer: its sentences were not said again, but its source was named for them once more."""
    answer = next(a for a in assistant.corpus.knowledge.answers if a.statements[0].cites[0].startswith("recommendations-2025/"))
    other = next(p for p in assistant.corpus.documents["fi-constitution"].provisions.values() if p.meta.kind != "title")
    context = composed(f"answer:{answer.id}", f"provision:{other.id}", f"answer:{answer.id}")
    leads = {document.meta.lead_in["en"] for document in assistant.corpus.documents.values()}
    following = zip(context.statements, [*context.statements[1:], None], strict=True)
    assert all(after and after.citations for said, after in following if said.text in leads)


def test_beside_a_written_answer_no_source_that_it_cites_speaks_again(assistant):
    """After four sources the first came back with one more sentence of the provision that the answer had begun with."""
    answer = assistant.ask("Mitä yliopiston pitää tehdä, jos ulkomainen kumppani ei noudata sopimusta?")
    notices = [s.text for s in answer.statements if s.kind == "notice"]
    assert answer.status == "answered"
    assert len(notices) == len(set(notices))


def test_the_same_from_two_sources_is_said_once(assistant):
    """The Constitution's section and the recommendations' sentence about it stood one after the other, word for word."""
    answer = assistant.ask("Which section of the Constitution gives the universities their self-government?")
    assert answer.status == "answered"
    said = [s.text for s in answer.statements if s.citations and not s.further]
    assert sum("section 123" in text for text in said) == 1


def test_an_actor_says_what_is_nearest_to_the_question(assistant):
    """Of what the ministry does the first four sentences were said, whatever of it was asked."""
    actor = max(assistant.corpus.knowledge.actors, key=lambda a: len(a.does) + len(a.does_not))
    statements = [*actor.does, *actor.does_not]
    assert len(statements) > 2
    for wanted in statements:
        cited = wanted.cites[0].partition("#")[0]
        part = PartQuery("?", hits=[Hit(f"provision:{cited}", 9.0)])
        kept = nearest(part, statements, 2)
        assert any(cited in cite for said in kept for cite in said.cites)
        assert kept == [said for said in statements if said in kept]
