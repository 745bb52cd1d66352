"""BM25 on pieces of words: what it must find, what it must not, and that it ranks as BM25 does."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.base.errors import BuildIndex
from corpus.text.likeness import N, grams
from index.lexical import Coverage, LexicalIndex
from index.passages import Unit

TEXTS = [
    "Exportkontrollen hör till utrikesministeriet.",
    "Kontaktpersonen utses av varje organisation.",
    "Yhteyshenkilön nimeää jokainen organisaatio.",
    "Puolustusministeriö vastaa puolustustarvikkeiden vientivalvonnasta.",
]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("kontroll av export", 0),  # a compound and its parts
        ("kontaktpersoner", 1),  # inflection
        ("yhteyshenkilo", 2),  # inflection and missing diacritics
        ("puolustustarvike vienti", 3),  # a compound's parts, inflected
        ("exprotkontroll", 0),  # a typing error
    ],
)
def test_an_inflected_or_mistyped_word_finds_its_text(query, best):
    scores = LexicalIndex.build(TEXTS).scores(query)
    assert scores.argmax() == best


@pytest.mark.parametrize("query", ["", "!!!", "zzqqxx", "日本"])
def test_nonsense_scores_nothing(query):
    """The usual wrapper returns zero-score texts as hits, and fusion then rewards them."""
    assert not LexicalIndex.build(TEXTS).scores(query).any()


def test_an_empty_index_answers(tmp_path):
    LexicalIndex.build([]).save(tmp_path / "empty")
    assert len(LexicalIndex.load(tmp_path / "empty", 0).scores("x")) == 0


def test_what_was_saved_scores_the_same(tmp_path):
    built = LexicalIndex.build(TEXTS)
    built.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", len(TEXTS))
    assert loaded.scores("kontaktperson").tolist() == built.scores("kontaktperson").tolist()


def test_scores_are_bm25_by_the_book():
    """Held against the formula (Lucene's variant, k1 1.2, b 0.6) written out plainly."""
    documents = [grams(text) for text in TEXTS]
    mean = sum(map(len, documents)) / len(documents)
    query = "kontaktperson organisation"

    def score(document: list[str]) -> float:
        total = 0.0
        for gram in dict.fromkeys(grams(query)):
            holding = sum(gram in d for d in documents)
            if holding:
                tf = document.count(gram)
                idf = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
                total += idf * tf / (tf + 1.2 * (1 - 0.6 + 0.6 * len(document) / mean))
        return total

    expected = [score(document) for document in documents]
    assert LexicalIndex.build(TEXTS).scores(query).tolist() == pytest.approx(expected, abs=1e-4)


@given(st.text(max_size=40))
def test_grams_are_bounded(text):
    assert all(0 < len(gram) <= N for gram in grams(text))


def test_coverage_tells_what_a_target_does_not_speak_of(tmp_path):
    """Near in meaning, foreign in words: the list of members holds no telephone numbers."""
    said = {"members": "Gruppens ordförande var överdirektören.", "export": "Exportkontrollen hör till ministeriet."}
    made = Coverage.of([Unit(target, "sentence", "sv", text, target) for target, text in said.items()])
    made.save(tmp_path, "sv")
    for coverage in (made, Coverage.load(tmp_path, "sv")):
        assert coverage.share("gruppens ordförande", "members") > 0.9
        assert coverage.share("ordförandens telefonnummer", "members") < 0.6
        assert coverage.share("gruppens ordförande", "nowhere") == 0


def test_words_that_all_have_tell_none_apart_and_a_few_words_say_little():
    """ "How long does it take?" named one of the candidates by a word or two, and it led by as much as after a whole question."""
    said = {"members": "Gruppens ordförande var överdirektören.", "tasks": "Gruppens uppgift var att bereda.", "export": "Exportkontroll."}
    coverage = Coverage.of([Unit(target, "sentence", "sv", text, target) for target, text in said.items()])
    few, many = (
        coverage.own(text, list(said), besides=20).tolist() for text in ("uppgift", "vilken uppgift hade gruppen, vad skulle den bereda")
    )
    assert few.index(max(few)) == many.index(max(many)) == 1
    assert few[0] == few[2] == many[2] == 0
    assert 0 < many[0] < many[1] < 1
    assert coverage.own("gruppens", ["members", "tasks"])[0] == coverage.own("gruppens", ["members", "tasks"])[1]
    assert max(few) < 0.5
    assert not coverage.own("uppgift", ["nowhere"]).any()
    assert not coverage.own("gruppens", ["members"], frozenset({"gruppens"})).any()


def test_no_coverage_of_nothing(tmp_path):
    Coverage.of([]).save(tmp_path, "fi")
    assert len(Coverage.load(tmp_path, "fi").shares("yhteyshenkilö")) == 0
    with pytest.raises(BuildIndex, match="wording of en"):
        Coverage.load(tmp_path, "en")
