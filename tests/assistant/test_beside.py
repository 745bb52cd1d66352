"""What stands beside an answer does not stand in its way: places instead of sentences, short names instead of repeated lead-ins.

Readers of 400 answers called seven in ten of the sentences under "see also" stray; the places alone they hardly minded.
"""

import math
import re

import pytest

from assistant.context import Choice, PartQuery
from assistant.policy import say, section
from assistant.steps.choose import choose
from assistant.steps.compose import compose
from assistant.steps.composer import Composer, place_of, plain
from assistant.steps.leads import lead_ins, leading_itself
from assistant.steps.verify import verify
from corpus.base.settings import LANGUAGES
from index.hits import Detail, Hit, Near

OWN, RUSSIA = "recommendations-2025/r1b", "okm-russia-2022/individuals"


def hit(provision, score=5.0, cosine=0.8, **more):
    return Hit(f"provision:{provision}", score, question_cosine=cosine, **more)


def as_likely(share):
    """The score of a provision that is so much as likely as one of the usual score."""
    return 5.0 + math.log(share) / float(section("weights")["rank"]["sharpness"])


def place_named(assistant, provision, language):
    return place_of(assistant.corpus.provision(provision), 1, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_that_is_a_mere_number_is_told_with_its_first_words(corpus, language):
    """ "The introduction, paragraph 8" under "see also" told readers nothing, though it was the sentence that they had asked for."""
    quoted = re.compile(r"\([“”](?P<words>.+)”\)$")
    for provision in corpus.documents["recommendations-2025"].provisions.values():
        said, edition = place_of(provision, 1, language), provision.edition(language)
        found = quoted.search(said)
        assert bool(found) is bool(re.search(r"\d( ?\(?[a-z]\)?)?$", edition.label))
        assert edition.label in said
        if found:
            first = edition.lines[0].plain or edition.lines[0].text
            assert " ".join(first.split()).find(found["words"].removesuffix(" …")) in range(4)


@pytest.mark.parametrize(("probability", "named"), [(0.5, True), (0.99, False)])
def test_beside_a_sure_answer_no_bare_place_is_named(assistant, of_choices, probability, named):
    """Readers called the places under "see also" unrelated even where the answer was good; of 138 beside sure ones none held evidence."""
    made = of_choices([Choice(hit(OWN), (1,)), Choice(hit(RUSSIA, 1.0), (1,), beside=True)])
    made.parts[0].probability = probability
    compose(made)
    assert (place_named(assistant, RUSSIA, "en") in [statement.text for statement in made.statements]) is named


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_what_is_only_near_the_place_is_named(assistant, of_choices, language):
    made = of_choices([Choice(hit(OWN), (1,)), Choice(hit(RUSSIA, 1.0), (1,), beside=True)], language=language)
    compose(made)
    verify(made)
    line = next(n for n, s in enumerate(made.statements) if s.text == say("answer.beside", language))
    named = made.statements[line + 1]
    assert (named.text, named.kind) == (place_named(assistant, RUSSIA, language), "notice")
    assert [made.citations[n - 1].provision_id for n in named.citations] == [RUSSIA]
    assert line + 1 not in made.answer_parts[0].statements
    # Nothing is said of a source that only stands there: that it is an example, a proposal, replaced.
    assert len(made.statements) == line + 2


def test_what_may_well_belong_to_the_answer_is_said_in_its_words(assistant, of_choices):
    """The half of an answer stood as a bare label under "see also"; its words are said from a chance and a likeness that are policy."""
    policy = section("decide")
    least, share = float(policy["beside_said_cosine"]), float(policy["answering_share"])
    for cosine, odds, said in ((least, share / 2, True), (least - 0.01, share / 2, False), (least - 0.01, 2 * share, True)):
        made = of_choices([Choice(hit(OWN), (1,)), Choice(hit(RUSSIA, as_likely(odds), cosine), (1,), beside=True)])
        compose(made)
        words = assistant.corpus.provision(RUSSIA).edition("en").lines[0].reading
        assert (words in [s.text for s in made.statements if s.kind != "notice"]) is said
        assert (place_named(assistant, RUSSIA, "en") in [s.text for s in made.statements]) is not said


def test_a_place_whose_quote_cannot_be_located_is_not_named(assistant, of_choices):
    """A notice was always kept; one that cites must go with its source, or it would point at nothing."""
    made = of_choices([Choice(hit(OWN), (1,)), Choice(hit(RUSSIA, 1.0), (1,), beside=True)])
    compose(made)
    made.citations[1] = made.citations[1].model_copy(update={"quote": "words that stand nowhere"})
    verify(made)
    assert [c.provision_id for c in made.citations] == [OWN]
    assert place_named(assistant, RUSSIA, "en") not in [s.text for s in made.statements]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_else_a_source_says_is_told_under_its_name_where_another_spoke_last(assistant, of_choices, language):
    """It stood over another source's lead-in. Where none spoke in between it goes on without a line: under "The same place also says:"
    readers took the half of an answer for something else.
    """
    several = assistant.corpus.provision("recommendations-2025/shared-2")
    sentences = {1: Near(0.9, asked=0.93, pointed=0.3), 2: Near(0.86, asked=0.9, pointed=0.25)}
    first = hit(several.id, detail=Detail(sentences=sentences))
    told, more = (line.plain or line.reading for line in several.edition(language).lines[:2])
    announced = say("answer.rest_of", language, name=several.document.names[language])
    for choices, before in (([Choice(first, (1,))], told), ([Choice(first, (1,)), Choice(hit(RUSSIA), (1,))], announced)):
        made = of_choices(choices, language=language)
        compose(made)
        texts = [s.text for s in made.statements]
        assert texts[texts.index(more) - 1] == before
        assert texts.count(several.document.lead_in[language]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_announces_what_comes_to_nothing_stands_over_no_other_source(assistant, of_choices, language):
    """What a Danish university says stood under "Also in the same source" of a Swedish guidance that had no more to say."""
    several = assistant.corpus.provision("recommendations-2025/shared-2")
    sentences = {1: Near(0.9, asked=0.93, pointed=0.3), 2: Near(0.86, asked=0.9, pointed=0.25)}
    made = of_choices([Choice(hit(RUSSIA), (1,))], [Choice(hit(several.id, detail=Detail(sentences=sentences)), (1,))], language=language)
    compose(made)
    told, more = (line.plain or line.reading for line in several.edition(language).lines[:2])
    texts = [s.text for s in made.statements]
    assert texts[texts.index(more) - 1] == told
    name = assistant.corpus.provision(RUSSIA).document.names[language]
    assert say("answer.rest_of", language, name=name) not in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_after_another_source_stands_under_its_own_name(assistant, of_choices, language):
    """What the Dutch minister gave up was told under the lead-in of a Finnish agency, whose next sentence followed it."""
    absence = next(entry for entry in assistant.corpus.knowledge.absences if entry.id == "abs_nl_screening_nationality")
    rests_on = set(lead_ins(assistant.corpus.documents[absence.cites[0].partition("/")[0]].meta, language))
    corrected = PartQuery("?", outcome="absence", choices=[Choice(Hit(f"absence:{absence.id}", 5.0))])
    for before, named in (([], False), ([[Choice(hit(RUSSIA), (1,))]], True)):
        made = of_choices(*before, language=language)
        made.parts.append(corrected)
        compose(made)
        texts = [s.text for s in made.statements]
        place = texts.index(absence.text[language])
        assert (not rests_on.isdisjoint(texts)) is named
        assert not named or texts[place - 1] in rests_on


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reviewed_sentence_is_not_said_after_the_sentence_that_it_retells(assistant, of_choices, bar, language):
    """The red flags of the Dutch contact point came twice: in its own words for one part, in the reviewed answer's for the next."""
    bar(-99.0)
    flags = "nl-guidelines-2022/partners"
    reviewed = Choice(Hit("answer:partner_red_flags", 5.0))
    entry = next(answer for answer in assistant.corpus.knowledge.answers if answer.id == "partner_red_flags")
    metas = [assistant.corpus.documents[said.cites[0].partition("/")[0]].meta for said in entry.statements]
    texts = [said.text[language] for said in entry.statements]
    retold, *others = [leading_itself(meta, text, language) or text for meta, text in zip(metas, texts, strict=True)]
    for parts, said in (([[reviewed]], True), ([[Choice(hit(flags), (1,))], [reviewed]], False)):
        made = of_choices(*parts, language=language)
        compose(made)
        texts = [s.text for s in made.statements]
        assert (retold in texts) is said
        assert others[0] in texts
        # The part is answered by it all the same.
        assert len(made.answer_parts[-1].statements) == len(entry.statements)


def test_a_sentence_that_announces_what_is_not_said_here_does_not_end_in_a_colon(assistant, of_choices):
    """ "… and act to manage the risks:" ended an answer."""
    stem = next(
        p
        for p in assistant.corpus.documents["recommendations-2025"].provisions.values()
        if p.meta.kind == "recommendation" and p.edition("en").lines[-1].reading.endswith(":")
    )
    composer = Composer(of_choices([Choice(hit(stem.id), (1,))]))
    last = len(stem.edition("en").lines)
    composer.sentences(plain(stem.id, (last,)))
    assert composer.context.statements[-1].text.endswith(" …")
    composer = Composer(of_choices([Choice(hit(stem.id), (1,))]))
    composer.sentences(plain(stem.id, (last,)), whole_list=True)
    assert composer.context.statements[-1].text.endswith(":")


def test_of_a_named_source_that_says_nothing_near_only_the_place_is_named(of_choices):
    """Canada stood in the question for another reason, and its funding rules in the middle of the answer."""
    fitted = section("decide")
    far, near = float(fitted["named_cosine"]) - 0.01, float(fitted["named_cosine"])
    for cosine, beside in ((far, True), (near, False)):
        hits = [hit(OWN, 12.0, 0.95), hit("canada-strac/rule", 1.0, cosine)]
        made = of_choices([])
        made.parts[0].hits, made.parts[0].sources = hits, [("recommendations-2025",), ("canada-*",)]
        chosen = {choice.hit.id: choice.beside for choice in choose(made, made.parts[0], hits)}
        assert chosen == {OWN: False, "canada-strac/rule": beside}


def test_a_place_takes_no_more_room_than_is_left(of_choices):
    """Two sentences far apart are two citations, and each of them fitted by itself: replies had five citations instead of four."""
    provisions = ["recommendations-2025/r1b", "okm-russia-2022/individuals", "recommendations-2025/r6"]
    far = Choice(hit("horizon-europe-security/civil-focus", 1.0), (1, 4), beside=True)
    made = of_choices([*(Choice(hit(name), (1,)) for name in provisions), far])
    compose(made)
    assert len(made.citations) == int(section("decide")["max_citations"])
    alone = of_choices([Choice(hit(provisions[0]), (1,)), far])
    compose(alone)
    assert len(alone.citations) == 3, "both sentences are cited where there is room"


@pytest.mark.parametrize(("cosine", "beside"), [(0.87, True), (0.89, False), (0.0, False)])
def test_what_nobody_was_expected_to_ask_so_stands_beside(of_choices, cosine, beside):
    """Sentences on other matters stood in the answer, though no expected question of their provision was like the one asked; of a text that
    was fetched there are no expected questions, which tells nothing.
    """
    made = of_choices([])
    part = PartQuery("?", hits=[hit(OWN, cosine=0.95), hit("recommendations-2025/r5", 4.9, cosine)])
    chosen = choose(made, part, part.hits)
    assert [(c.hit.id, c.beside) for c in chosen] == [(OWN, False), ("recommendations-2025/r5", beside)]


def test_each_part_is_answered_before_more_is_said_of_any(of_choices):
    """The makers and authors of a guidance stood between the two things that were asked of it."""
    best, more, second = OWN, RUSSIA, "recommendations-2025/r5"
    made = of_choices([Choice(hit(best), (1,)), Choice(hit(more, 4.9), (1,), chance=0.4)], [Choice(hit(second), (1,))])
    compose(made)
    said = [(place, made.citations[s.citations[0] - 1].provision_id) for place, s in enumerate(made.statements) if s.citations]
    assert [provision for _, provision in said] == [best, second, more]
    first, _, third = (place for place, _ in said)
    assert made.answer_parts[0].statements == [first, third]
    # Alone it stays with what it belongs to, and where two sources are named each is heard in its place.
    for parts, sources in (((0,), []), ((0, 1), [("a",), ("b",)])):
        choices = [[Choice(hit(best), (1,)), Choice(hit(more, 4.9), (1,), chance=0.4)], [Choice(hit(second), (1,))]]
        made = of_choices(*(choices[n] for n in parts))
        made.parts[0].sources = sources
        compose(made)
        assert [made.citations[s.citations[0] - 1].provision_id for s in made.statements if s.citations][:2] == [best, more]


@pytest.mark.parametrize(("sources", "named"), [([], 2), ([("mfa-*",)], 3)])
def test_few_bare_places_are_named(of_choices, sources, named):
    """ "See also: Annex, paragraph 7", three times over, tells a hurried reader nothing; who names a source gets all of it."""
    places = ("mfa-sanctions/role", "mfa-export-control/authorities", "mfa-export-control/universities")
    near = [Choice(hit(name, as_likely(0.01)), (1,), beside=True) for name in places]
    made = of_choices([Choice(hit(OWN, as_likely(1)), (1,)), *near])
    made.parts[0].sources = sources
    compose(made)
    assert sum(s.kind == "notice" and bool(s.citations) for s in made.statements) == named


@pytest.mark.parametrize(("best", "said"), [(OWN, False), ("nl-guidelines-2022/visits", True)])
def test_an_example_from_abroad_stands_beside_examples_from_abroad(of_choices, best, said):
    """ "Which Finnish authority grants export licences?" had the Swedish one under "see also"."""
    near = Choice(hit("se-kth-export-control/checklist", as_likely(0.5), 0.95), (1,), beside=True)
    made = of_choices([Choice(hit(best, as_likely(1)), (1,)), near])
    compose(made)
    assert ("se-kth-export-control/checklist" in {c.provision_id for c in made.citations}) == said
