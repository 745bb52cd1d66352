"""Which sentences of a provision are said: the likeliest, more only where it is not sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policy import section
from assistant.steps.lines import line_chances, lines_of, rest_of
from index.hits import Detail, Hit, Near

LEAST = float(section("decide")["rest_from"])
NEAR = st.builds(
    Near,
    cosine=st.floats(0.7, 1),
    lexical=st.floats(0, 60),
    asked=st.none() | st.floats(0.7, 1),
    asked_lexical=st.floats(0, 60),
    pointed=st.none() | st.floats(-1, 1),
    expected=st.floats(0, 90),
    letters=st.integers(1, 900),
)


@pytest.fixture
def provision(assistant):
    """A provision of four sentences that is no list."""
    provisions = (p for d in assistant.corpus.documents.values() for p in d.provisions.values())
    return next(p for p in provisions if len(p.edition("en").lines) == 4 and p.meta.kind != "list")


def hit_of(provision, *sentences):
    return Hit(f"provision:{provision.id}", 5.0, detail=Detail(sentences=dict(enumerate(sentences, 1))))


@given(st.dictionaries(st.integers(1, 9), NEAR, min_size=1, max_size=9))
def test_the_chances_are_chances(sentences):
    found = line_chances(Hit("provision:a/b", 1.0, detail=Detail(sentences=sentences)))
    assert set(found) == set(sentences)
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= chance <= 1 for chance in found.values())


@given(st.lists(NEAR, min_size=2, max_size=7))
def test_what_is_nearer_in_everything_is_likelier(sentences):
    nearer = Near(1.0, 60.0, 1.0, 60.0, 1.0, 90.0, 900)
    found = line_chances(Hit("provision:a/b", 1.0, detail=Detail(sentences=dict(enumerate([nearer, *sentences], 1)))))
    assert found[1] == max(found.values())


def test_the_questions_that_point_at_a_sentence_say_more_than_the_sentence(provision, unsaid):
    """ "Who asked for it?" is near to every sentence on the matter; the expected questions tell which one answers."""
    hit = hit_of(provision, Near(0.85, asked=0.85), Near(0.84, asked=0.93), Near(0.85, asked=0.84), Near(0.83))
    assert lines_of(unsaid, hit) == (2,)


def test_what_was_learnt_of_all_its_questions_counts_beside_the_nearest(provision, unsaid):
    """The one question in like words pointed at a general sentence; all the others on the matter at another."""
    hit = hit_of(provision, Near(0.85, asked=0.90, pointed=-0.3), Near(0.85, asked=0.89, pointed=0.5), Near(0.8), Near(0.8))
    assert lines_of(unsaid, hit) == (2,)


@pytest.mark.parametrize(("of_another", "more"), [({"expected": 4}, {"expected": 30}), ({"letters": 60}, {"letters": 240})])
def test_of_two_alike_the_one_that_more_is_asked_of_is_likelier(of_another, more):
    """ "What is this text?" was answered with the day of its publication, of which few were expected to ask, as with what it is."""
    alike = {"cosine": 0.88, "asked": 0.9, "pointed": 0.1, "expected": 10, "letters": 120}
    sentences = {1: Near(0.8), 2: Near(**alike | of_another), 3: Near(**alike | more)}
    found = line_chances(Hit("provision:a/b", 1.0, detail=Detail(sentences=sentences)))
    assert found[3] > found[2] > found[1]


def test_a_question_counts_for_the_sentences_that_it_points_at(assistant):
    """Of one that points at several a share each: together they are the questions of the provision."""
    hit = next(hit for hit in assistant.search("Vem ledde gruppen?", "sv") if hit.target == "provision:recommendations-2025/group-1")
    assert sum(near.expected for near in hit.sentences.values()) == pytest.approx(hit.expected)
    assert all(near.letters > 20 and near.expected > 0 for near in hit.sentences.values())


def test_what_may_belong_to_it_comes_after_the_answer(provision, unsaid):
    """ "What is it, and how long may it last?": the second thing is unlike the question as a whole, and its sentence was left out; said
    among the likely ones such sentences were mostly stray (a quarter of them held what was asked).
    """
    hit = hit_of(provision, Near(0.9, asked=0.95), Near(0.87, asked=0.91), Near(0.8, asked=0.8), Near(0.8, asked=0.8))
    chances = line_chances(hit)
    assert float(section("decide")["rest_from"]) <= chances[2] < float(section("decide")["line_share"]) * chances[1]
    said = lines_of(unsaid, hit, best=True)
    assert said == (1,)
    assert rest_of(hit, said, LEAST) == (2,)


def test_no_sentence_is_both_in_the_answer_and_after_it(provision, unsaid):
    same = hit_of(provision, *[Near(0.9, asked=0.9)] * 4)
    said = lines_of(unsaid, same, best=True)
    assert not set(said) & set(rest_of(same, said, LEAST))


def test_where_one_sentence_is_sure_nothing_else_is_said(provision, unsaid):
    """Readers called the sentences after the answer stray."""
    sure = hit_of(provision, Near(0.80, asked=0.80), Near(0.95, 30.0, 0.97, 40.0), Near(0.80, asked=0.80), Near(0.80, asked=0.80))
    assert lines_of(unsaid, sure, best=True) == (2,)


def test_where_two_are_alike_both_are_said_in_reading_order(provision, unsaid):
    """A definition's second sentence, with the content, was left out for the first, which says little."""
    alike = hit_of(provision, Near(0.90, asked=0.90), Near(0.80, asked=0.80), Near(0.80, asked=0.80), Near(0.901, asked=0.90))
    assert lines_of(unsaid, alike, best=True) == (1, 4)


def test_what_may_belong_to_it_and_stands_between_is_said_in_its_place(provision, unsaid):
    """Of three levels the first was told, then the date of the report, and the second and third after it."""
    torn = hit_of(provision, Near(0.9, asked=0.95), Near(0.88, asked=0.92), Near(0.8, asked=0.8), Near(0.9, asked=0.945))
    chances, policy = line_chances(torn), section("decide")
    assert float(policy["rest_from"]) <= chances[2] < float(policy["line_share"]) * chances[1]
    assert chances[3] < float(policy["rest_from"])
    assert lines_of(unsaid, torn, best=True) == (1, 2, 4)
    assert lines_of(unsaid, torn) == (1, 4)


def test_what_hardly_answers_is_not_read_before_what_does(provision, unsaid):
    """Readers of ninety answers found the answer second, behind a sentence on something else of the same provision."""
    middle = hit_of(provision, Near(0.87, asked=0.888), Near(0.80, asked=0.80), Near(0.90, asked=0.915), Near(0.80, asked=0.80))
    chances = line_chances(middle)
    assert section("decide")["line_share"] * chances[3] <= chances[1] < section("decide")["before_best"] * chances[3]
    said = lines_of(unsaid, middle, best=True)
    assert said == (3,)
    assert rest_of(middle, said, LEAST)[0] == 1


def test_never_more_than_policy_allows(provision, unsaid):
    same = hit_of(provision, *[Near(0.9, asked=0.9)] * 4)
    assert len(lines_of(unsaid, same, best=True)) == section("decide")["best_sentences"]
    assert len(lines_of(unsaid, same)) == section("decide")["sentences"]


def test_a_question_finds_the_sentence_that_its_writer_pointed_at(assistant):
    """Held over expected questions of the real index: asked again, nine of ten come to a sentence that they point at."""
    right = total = 0
    for language, texts in (("sv", "Vem"), ("fi", "Kuka"), ("en", "Who")):
        index = assistant.index.languages[language]
        units, vectors = index.questions()
        several = [n for n, unit in enumerate(units) if unit.text.startswith(texts) and len(unit.lines) == 1][:40]
        for n in several:
            from assistant.policy import weights

            hit = next(h for h in index.search(units[n].text, vectors[n], weights()).hits if h.target == units[n].target)
            chances = line_chances(hit)
            total += 1
            right += max(chances, key=lambda line: chances[line]) in units[n].lines
    assert total > 60
    assert right / total > 0.9


def test_a_list_is_said_whole_where_the_answer_stands(provision, unsaid):
    """ "All ten areas": four of them were the answer, and six stood after it under a line of their own."""
    hit = hit_of(provision, Near(0.9, asked=0.95), Near(0.86, asked=0.902), Near(0.8, asked=0.8), Near(0.8, asked=0.8))
    assert lines_of(unsaid, hit, best=True) == (1,)
    said = lines_of(unsaid, hit, best=True, listed=True)
    least = float(section("decide")["listed_share"]) * line_chances(hit)[1]
    assert said == tuple(line for line, chance in sorted(line_chances(hit).items()) if chance >= least)
    assert len(said) > 1


def test_a_list_does_not_begin_with_what_hardly_belongs_to_it(provision, unsaid):
    """The sentence that held the list came third, after two that only stand before it in the source."""
    hit = hit_of(provision, Near(0.8, asked=0.8), Near(0.86, asked=0.902), Near(0.9, asked=0.95), Near(0.86, asked=0.902))
    assert lines_of(unsaid, hit, best=True, listed=True) == (3, 4)
