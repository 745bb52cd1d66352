"""Records as markup: what must be seen is there, and what came from elsewhere means only itself."""

import html
import re

import pytest

from assistant.faces.web.render import answer_card, earlier_turns
from assistant.faces.web.render_checklist import checklist_panel
from assistant.faces.web.render_sources import sources_panel
from assistant.policy import say
from assistant.record import Answer, Checklist

EVIL = '<img src=x onerror=alert(1)> ![](http://evil.example/x.png) ${alert(2)} </script> [x](javascript:alert(3)) "onclick="'


def plain(role, language):
    return f"{role} (person)"


def citation(number=1, **more):
    passage = "Före. Varje organisation utser en kontaktperson. Efter."
    quote = "Varje organisation utser en kontaktperson."
    return {
        "number": number,
        "document_id": "d",
        "provision_id": "d/r1b",
        "title": "Recommendations",
        "issuer": "Group",
        "date": "2025-03-11",
        "pinpoint": "Recommendation 1(b), p. 3 (9)",
        "authority": "national_recommendation",
        "jurisdiction": "FI",
        "layer": "national",
        "binding": False,
        "restates": None,
        "in_force": "not_applicable",
        "as_of": None,
        "text_kind": "translation",
        "language": "en",
        "passage": "Before. Each organisation appoints a contact person.",
        "quote": "Each organisation appoints a contact person.",
        "quote_start": 8,
        "quote_end": 52,
        "official_passage": passage,
        "official_quote": quote,
        "official_language": "sv",
        "url": "https://okm.fi/sv/x",
        "score": 1.0,
        **more,
    }


def answer(**more):
    said = [
        {"text": "According to the recommendations:", "language": "en", "kind": "notice"},
        {"text": "Each organisation appoints a contact person.", "language": "en", "kind": "translation", "citations": [1]},
    ]
    base = {
        "question": "Who?",
        "standalone_question": "Who?",
        "language": "en",
        "status": "answered",
        "statements": said,
        "citations": [citation()],
        "parts": [{"text": "Who?", "status": "answered", "statements": [1]}],
        "corpus_version": "c",
        "index_version": "i",
        "timings_ms": {},
    }
    return Answer.model_validate(base | more)


def test_card():
    made = answer_card(answer(), "TOKEN_abc", plain)
    assert '<section class="ri-turn" lang="en">' in made.replace("&#45;", "-")
    assert '<p class="ri-soft">According to the recommendations&#58;</p>' in made
    assert 'href="&#35;source-1"' in made
    assert "Source </span>1" in made
    assert "/export/TOKEN&#95;abc.md" in made
    assert "/export/TOKEN&#95;abc.json" in made
    assert "/export/TOKEN&#95;abc.txt" in made
    assert "\n" not in made, "one block of HTML, so that no Markdown rule cuts it"


def test_missing_part_is_said_where_the_person_looks():
    notice = {"text": say("answer.part_missing", "en", part="by when"), "language": "en", "kind": "notice"}
    base = answer()
    made = answer_card(
        answer(
            status="partial",
            statements=[*[s.model_dump() for s in base.statements], notice],
            parts=[{"text": "Who?", "status": "answered", "statements": [1]}, {"text": "by when?", "status": "missing", "statements": []}],
        ),
        "T",
        plain,
    )
    assert re.search(r'<div class="ri-missing"><p>No answer to “by when” was', made)
    assert "Partly answered" in made


def test_referral_names_the_persons_and_says_what_not_to_send():
    referral = {
        "body": "Supo",
        "url": "https://supo.fi/x",
        "why": "Not assessed here.",
        "prepare": ["what happened"],
        "do_not_send": ["names"],
        "first": ["security"],
    }
    made = answer_card(answer(status="referred", referral=referral), "T", plain)
    assert "Turn to" in made
    assert 'href="https&#58;//supo.fi/x"' in made
    assert "security &#40;person&#41;" in made
    assert "what happened" in made
    assert "Do not write here" in made
    assert "Not assessed here." in made
    told = answer_card(
        answer(
            status="referred",
            referral=referral,
            statements=[{"text": "Not assessed here.", "language": "en", "kind": "notice"}],
            citations=[],
        ),
        "T",
        plain,
    )
    assert told.count("Not assessed here.") == 1, "said once"


def test_the_address_is_that_of_the_body_named_first():
    """A link to TENK lay over the name of the security police too."""
    referral = {
        "body": "TENK; suspected espionage: Supo",
        "url": "https://tenk.fi",
        "why": "",
        "prepare": [],
        "do_not_send": [],
        "first": [],
    }
    made = answer_card(answer(status="referred", referral=referral), "T", plain)
    assert 'href="https&#58;//tenk.fi"' in made
    assert re.search(r">TENK<span[^>]*>[^<]*</span></a>; suspected espionage&#58; Supo</h3>", made)


def test_source_card():
    made = sources_panel(answer())
    assert "Recommendation 1&#40;b&#41;, p. 3 &#40;9&#41;" in made
    assert "11 March 2025" in made
    for badge in ("National recommendation", "Not binding", "Unofficial translation"):
        assert f"<li>{badge}</li>" in made
    assert '<blockquote lang="sv">Före. <mark>Varje organisation utser en kontaktperson.</mark> Efter.</blockquote>' in made
    assert "Official text, Swedish." in made
    assert '<span lang="en">Each organisation' in made
    assert 'href="https&#58;//okm.fi/sv/x"' in made
    assert "opens in a new tab" in made
    assert 'id="source-1"' in made


@pytest.mark.parametrize(
    "more", [{"binding": True, "restates": "eu_law", "in_force": "in_force", "as_of": "2026-11-25", "authority": "eu_law"}]
)
def test_force_is_said_in_words(more):
    made = sources_panel(answer(citations=[citation(**more)]))
    for words in ("EU law", "Binding", "Recalls a duty in EU law", "checked 25 November 2026"):
        assert words in made


def test_a_digest_with_its_official_sentence_shows_that_sentence():
    """A fetched text: the publisher's words are in the card, in their language, and are called official."""
    made = sources_panel(answer(citations=[citation(text_kind="digest")]))
    assert '<blockquote lang="sv">' in made
    assert "<mark>Varje organisation utser en kontaktperson.</mark>" in made
    assert "not the source" not in made


def test_a_digest_with_no_sentence_surely_beside_it_is_shown_as_a_digest():
    """The official passage is known and no sentence of it is surely meant: the card must not call our summary official words."""
    made = sources_panel(answer(citations=[citation(text_kind="digest", official_quote=None)]))
    assert '<blockquote lang="en">' in made
    assert "Varje organisation" not in made
    assert "Summary, not the source" in made


def test_of_a_long_official_passage_the_neighbourhood_is_shown():
    """A fetched article can be pages long; the words relied on stay, whole words around them."""
    quote = "Varje organisation utser en kontaktperson."
    passage = f"Början. {'Ord före. ' * 600}{quote} {'Ord efter. ' * 600}Slutet."
    made = sources_panel(answer(citations=[citation(official_passage=passage, official_quote=quote)]))
    assert f"<mark>{quote}</mark>" in made
    assert "Början" not in made
    assert "Slutet" not in made
    assert len(made) < 6000


def test_own_text_is_not_called_official():
    own = {"layer": "own", "authority": "institution_rule", "text_kind": "official", "url": None, "date": None}
    made = sources_panel(answer(citations=[citation(**own)]))
    assert "Official text" not in made
    assert "Your own document" in made
    assert "Publisher" not in made


def test_an_address_that_is_no_web_address_is_no_link():
    made = sources_panel(answer(citations=[citation(url="javascript:alert(1)")]))
    assert "<a " not in made


def test_lists_follow_their_stem():
    said = [
        {"text": "The group held:", "language": "en", "kind": "translation", "citations": [1]},
        {"text": "one", "language": "en", "kind": "translation", "citations": [1]},
        {"text": "two", "language": "en", "kind": "translation", "citations": [1]},
    ]
    assert answer_card(answer(statements=said), "T", plain).count('class="ri-item"') == 2


def test_checklist():
    item = {
        "id": "x.1",
        "text": "Check the partner.",
        "stage": ["idea", "running"],
        "responsible": ["researcher"],
        "responsible_names": ["researcher: Maija"],
        "level": 3,
        "citations": [citation()],
    }
    theme = {
        "id": "partner_due_diligence",
        "title": "Partner",
        "why": ["drone"],
        "level": 2,
        "items": [item],
        "escalate": "Stop when unsure.",
    }
    listed = Checklist.model_validate(
        {"situation": "s", "language": "en", "themes": [theme], "ask_next": ["Who owns it?"], "corpus_version": "c"}
    )
    made = checklist_panel(listed, "TOKEN")
    for words in (
        "Level 2: consult",
        "Level 3: pause",
        "“drone”",
        "researcher: Maija",
        "idea, under way",
        "Stop when unsure.",
        "Who owns it?",
        "no person or country is scored",
    ):
        assert words in html.unescape(made)
    assert '<input type="checkbox">' in made
    assert "/export/TOKEN.md" in made
    nothing = checklist_panel(listed.model_copy(update={"themes": []}), "T")
    assert say("checklist.none", "en") in html.unescape(nothing)


def test_hostile_text_is_only_text():
    bad = citation(
        title=EVIL,
        pinpoint=EVIL,
        passage=EVIL,
        quote=EVIL,
        quote_start=0,
        quote_end=len(EVIL),
        official_passage=EVIL,
        official_quote=EVIL,
        issuer=EVIL,
        url=EVIL,
    )
    item = {"id": "x", "text": EVIL, "stage": ["idea"], "responsible": [EVIL], "level": 1, "citations": [bad]}
    theme = {"id": "t", "title": EVIL, "why": [EVIL], "level": 1, "items": [item], "escalate": EVIL}
    checklist = {"situation": EVIL, "language": "en", "themes": [theme], "ask_next": [EVIL], "corpus_version": EVIL}
    made = answer(
        question=EVIL,
        citations=[bad],
        statements=[{"text": EVIL, "language": "en", "kind": "digest", "citations": [1]}],
        referral={"body": EVIL, "url": EVIL, "why": EVIL, "prepare": [EVIL], "do_not_send": [EVIL], "first": [EVIL]},
        checklist=checklist,
        withheld=1,
        parts=[{"text": EVIL, "status": "missing", "statements": [0]}],
    )
    panels = [
        answer_card(made, "T", plain),
        sources_panel(made),
        checklist_panel(made.checklist, "T"),
        earlier_turns([(made, "T")], "en", plain),
    ]
    for panel in panels:
        assert "<img" not in panel
        assert "<script" not in panel
        assert "](" not in panel
        assert "${" not in panel
        assert "\n" not in panel
        assert not re.search(r"<[^>]*\son\w+\s*=", panel)
        assert 'href="javascript' not in panel
        assert set(re.findall(r"<(\w+)", panel)) <= {
            "section",
            "h2",
            "h3",
            "div",
            "p",
            "sup",
            "a",
            "span",
            "button",
            "details",
            "summary",
            "dl",
            "dt",
            "dd",
            "article",
            "ul",
            "li",
            "blockquote",
            "mark",
            "label",
            "input",
            "b",
            "strong",
        }


def test_what_more_the_sources_say_is_folded_after_the_answer():
    """Readers of answers of four sentences called two in five readable, of one nine in ten."""
    base = answer()
    more = {"text": "And more.", "language": "en", "kind": "notice", "further": True}
    made = answer_card(answer(statements=[more, *[s.model_dump() for s in base.statements]]), "T", plain)
    said, folded = made.split('<details class="ri-further"><summary>More from the sources</summary>')
    assert "And more." in folded
    assert "And more." not in said
    assert all(s.text[:20] in said for s in base.statements)
    assert "<details" not in answer_card(base, "T", plain)
