"""The page in a real browser: right answers in three languages, whole switches, and a browser that does nothing it was not meant to."""

import json
import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ACCEPTANCE = {
    "sv": [
        ("Vem ska utses till kontaktperson?", "Rekommendation 1 b, s. 3 (9)"),
        ("Vem ansvarar för exportövervakningen av försvarsmateriel?", "Andra ministeriers processer, stycke 2, s. 8 (9)"),
        ("Hur följs den ansvarsfulla internationaliseringen upp?", "Rekommendation 6, s. 4 (9)"),
    ],
    "fi": [
        ("Kuka nimetään yhteyshenkilöksi?", "Suositus 1 b, s. 3 (9)"),
        ("Kuka vastaa puolustustarvikkeiden viennin valvonnasta?", "Muiden ministeriöiden prosessit, kappale 2, s. 8 (9)"),
        ("Miten vastuullista kansainvälistymistä seurataan?", "Suositus 6, s. 4 (9)"),
    ],
    "en": [
        ("Who is to be appointed contact person?", "Recommendation 1(b), p. 3 (9)"),
        ("Who is responsible for the export control of defence materiel?", "Processes of other ministries, paragraph 2, p. 8 (9)"),
        ("How is responsible internationalisation followed up?", "Recommendation 6, p. 4 (9)"),
    ],
}
SWEDISH = {
    "Rekommendation 1 b": "utser en kontaktperson",
    "stycke 2": "exportövervakningen av försvarsmateriel",
    "Rekommendation 6": "följs upp",
}
HOSTILE = (
    "Who is the contact person? <img src=x onerror=alert(1)> ![](http://evil.example/q.png) ${alert(2)} "
    "</script><script>alert(3)</script> [x](javascript:alert(4)) "
    "<style>*{background:url(http://evil.example/s)}</style> <form action=http://evil.example><input type=password></form> "
    "$$\\href{javascript:alert(5)}{x}$$"
)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_acceptance_questions(open_page, language):
    opened = open_page(f"?lang={language}")
    page = opened.page
    for (question, pinpoint), official in zip(ACCEPTANCE[language], SWEDISH.values(), strict=True):
        opened.ask(question)
        assert page.inner_text("#ri-card .ri-question") == question
        first = page.locator(".ri-source").first
        assert pinpoint in first.locator("h3").inner_text()
        assert official in first.locator("blockquote[lang=sv] mark").inner_text()
        assert page.get_attribute("#ri-card .ri-turn", "lang") == language
        assert page.locator(f"#ri-card a[href='#{first.get_attribute('id')}']").count() >= 1
    assert page.locator("#ri-earlier details:not(.ri-further)").count() == 2
    opened.assert_quiet()


def seen_texts(page) -> set[str]:
    """Every text that a person sees or hears named: text, placeholders, labels for those who listen, the title."""
    return set(
        page.evaluate(
            """() => {
              const out = [document.title];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const e = walk.currentNode.parentElement;
                if (e.closest('script,style,noscript') || e.closest('[aria-hidden=true]') || !e.checkVisibility()) continue;
                out.push(walk.currentNode.textContent.trim());
              }
              for (const e of document.querySelectorAll('[placeholder],[aria-label],[title]'))
                if (e.checkVisibility()) out.push(e.getAttribute('placeholder'), e.getAttribute('aria-label'), e.getAttribute('title'));
              return out.filter(Boolean);
            }"""
        )
    )


SAME = {
    "Svenska",
    "Suomi",
    "English",  # each language under its own name
    "Example University",
    "Exempelhögskolan",
    "Esimerkkikorkeakoulu",
    "Intranät",  # what the profile says
    "Markdown (.md)",
    "JSON (.json)",
    "1",
    "▼",
    "◀",
    "◂",
}


def test_a_switch_changes_every_label(open_page):
    opened = open_page("?lang=sv")
    page = opened.page
    shown = {}
    for language in ("sv", "fi", "en"):
        if language != "sv":
            opened.switch(language)
        page.get_by_text(re.compile("^(Om sidan|Tietoa sivusta|About this page)$")).click()
        page.wait_for_timeout(200)
        if page.locator("#ri-own-add").count() == 0 or not page.locator("#ri-own-add").is_visible():
            page.locator("#ri-own .label-wrap").click()
            page.wait_for_timeout(300)
        ask = seen_texts(page)
        page.locator("#ri-views [role=tab]").nth(1).click()
        page.wait_for_timeout(300)
        shown[language] = ask | seen_texts(page)
        page.locator("#ri-views [role=tab]").nth(0).click()
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.lang") == language
        assert f"lang={language}" in page.url
        assert page.get_attribute(f"#ri-language-{language}", "aria-pressed") == "true"
        assert len(shown[language]) > 30
    numbers = re.compile(r"^[\W\d]*$")
    for one, other in (("sv", "fi"), ("sv", "en"), ("fi", "en")):
        both = {t for t in shown[one] & shown[other] if t not in SAME and not numbers.match(t)}
        assert both == set(), (one, other)
    opened.assert_quiet()


def test_a_switch_gives_the_answer_again(open_page):
    opened = open_page("?lang=en")
    opened.ask("Who is to be appointed contact person?")
    opened.switch("fi")
    page = opened.page
    page.wait_for_selector("#ri-card .ri-turn[lang=fi]")
    assert "Suositus 1 b, s. 3 (9)" in page.inner_text("#ri-sources")
    assert "Kopioi lähteineen" in page.inner_text("#ri-card")
    assert re.fullmatch(r"Lähteet \(\d\)", page.inner_text("#ri-tabs [role=tab] >> nth=0"))
    opened.ask("entä virastot?")
    assert page.get_attribute("#ri-card .ri-turn", "lang") == "fi"
    opened.assert_quiet()


def test_the_notice_is_seen_at_once_in_each_language(open_page):
    for width, height in ((1280, 900), (360, 700)):
        for language, words in (("sv", "inte juridisk rådgivning"), ("fi", "ei oikeudellista neuvontaa"), ("en", "not legal advice")):
            opened = open_page(f"?lang={language}", width=width, height=height)
            notice = opened.page.locator("#ri-notice")
            assert words in notice.inner_text()
            box = notice.bounding_box()
            assert box["y"] + box["height"] <= height, "without scrolling"


def test_hostile_text_stays_text(open_page, tmp_path):
    own = tmp_path / "own<b> rules.md"
    own.write_text(
        f"# Partners\n\n1. The Quorum of Seven approves new partners.\n\n2. The Quorum of Seven meets monthly {HOSTILE}\n\n3. {HOSTILE}\n",
        encoding="utf-8",
    )
    opened = open_page("?lang=en")
    page = opened.page
    page.locator("#ri-own .label-wrap").click()
    page.locator("#ri-own input[type=file]").set_input_files([str(own)])
    page.wait_for_selector("#ri-own-remove-0", timeout=60_000)
    opened.ask(HOSTILE)
    assert page.inner_text("#ri-card .ri-question") == " ".join(HOSTILE.split())
    opened.ask("How often does the Quorum meet?")
    assert "Quorum of Seven" in page.inner_text("#ri-sources"), "the own text is quoted"
    opened.plan(HOSTILE + " A visiting researcher gets access to our servers.")
    page.wait_for_timeout(500)
    brought = "() => [...document.querySelectorAll('img, form, video, audio, iframe, object, embed')].filter(e => /evil/.test(e.outerHTML))"
    assert page.evaluate(brought) == []
    assert page.locator(".ri-card img, .ri-sources img, .ri-card form, .ri-checklist img, a[href^=javascript]").count() == 0
    opened.assert_quiet()
    assert opened.stored() == '[{},{},""]'
    page.locator("#ri-views [role=tab]").nth(0).click()
    page.locator("#ri-own-remove-0").click()
    page.wait_for_selector("#ri-own-remove-0", state="hidden")


def test_a_link_fills_in_and_does_not_send(open_page):
    question = "Vem är kontaktperson? <b>x</b>"
    opened = open_page("?lang=fi&q=Vem+%C3%A4r+kontaktperson%3F+%3Cb%3Ex%3C%2Fb%3E")
    page = opened.page
    page.wait_for_function("() => document.querySelector('#question textarea').value !== ''")
    assert page.input_value("#question textarea") == question
    page.wait_for_timeout(1000)
    assert page.locator("#ri-card").count() == 0 or not page.locator("#ri-card .ri-question").count()
    assert "q=" not in page.url, "the question leaves the address"
    assert page.evaluate("document.documentElement.lang") == "fi"
    long = open_page("?lang=sv&q=" + "x" * 2500)
    assert long.page.input_value("#question textarea") == ""
    assert "för lång" in long.page.inner_text("#ri-problem")


def test_downloads_and_copies_contain_the_sources(open_page):
    opened = open_page("?lang=en")
    page = opened.page
    opened.ask("Who is to be appointed contact person?")
    with page.expect_download() as given:
        page.click("#ri-card a[href$='.md']")
    text = Path(given.value.path()).read_text(encoding="utf-8")
    assert given.value.suggested_filename == "answer.md"
    assert "Varje organisation inom förvaltningsområdet" in text
    assert "Recommendation 1" in text
    assert "not legal advice" in text
    with page.expect_download() as given:
        page.click("#ri-card a[href$='.json']")
    record = json.loads(Path(given.value.path()).read_text(encoding="utf-8"))
    assert record["citations"][0]["official_language"] == "sv"
    assert record["schema_version"] == "1"
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#ri-card .ri-copy")
    page.wait_for_selector("#ri-card .ri-copied:visible")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Who is to be appointed contact person?")
    assert "Varje organisation" in copied
    assert "\\(" not in copied
    page.click(".ri-source .ri-copy-words")
    page.wait_for_selector(".ri-source .ri-copied:visible")
    assert "Recommendation 1(b), p. 3 (9)" in page.evaluate("navigator.clipboard.readText()")
    opened.assert_quiet()


def test_a_mark_leads_to_its_source(open_page):
    opened = open_page("?lang=sv", width=360, height=700)
    page = opened.page
    opened.ask("Vem ska utses till kontaktperson?")
    page.locator("#ri-tabs [role=tab]").nth(1).click()
    page.locator("#ri-card sup a").first.click()
    page.wait_for_selector("#source-1.ri-on:visible")
    assert page.evaluate("document.activeElement.id") == "source-1"
    top = page.locator("#source-1").bounding_box()["y"]
    assert 0 <= top < 700


def test_checklist_of_a_plan(open_page):
    opened = open_page("?lang=fi")
    page = opened.page
    opened.plan("Vieraileva tutkija työskentelee laboratoriossamme puoli vuotta ja tarvitsee pääsyn palvelimillemme ja tutkimusaineistoon.")
    result = page.locator("#ri-check-result")
    assert result.locator(".ri-theme").count() >= 1
    words = result.inner_text()
    for expected in ("Taso", "Kuka:", "Lähde:", "Milloin pysähdytään", "ketään ihmistä tai maata ei pisteytetä", "Research Security Team"):
        assert expected in words
    box = result.locator("input[type=checkbox]").first
    box.check()
    assert box.is_checked()
    result.locator(".ri-support summary").first.click()
    assert result.locator(".ri-support blockquote[lang=sv] mark").first.is_visible()
    page.click("#ri-check-clear")
    page.wait_for_selector("#ri-check-result", state="hidden")
    page.locator("#ri-situation-2").click()
    page.wait_for_selector("#ri-check-result .ri-theme")
    opened.assert_quiet()


def test_nothing_asked_is_said_and_nothing_lost(open_page):
    opened = open_page("?lang=fi")
    page = opened.page
    page.fill("#question textarea", "   ")
    page.click("#ri-ask")
    page.wait_for_selector("#ri-problem .ri-problem")
    assert "Kysymystä ei annettu" in page.inner_text("#ri-problem")
    page.fill("#question textarea", "????!!")
    page.click("#ri-ask")
    page.wait_for_function("() => document.querySelector('#ri-problem').textContent.includes('ei voitu lukea')")
    assert page.input_value("#question textarea") == "????!!"


@pytest.mark.parametrize("width", [320, 360])
def test_no_sideways_scrolling(open_page, width):
    opened = open_page("?lang=fi", width=width, height=700)
    page = opened.page

    def fits() -> bool:
        return page.evaluate("document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth")

    assert fits()
    opened.ask("Kuka vastaa puolustustarvikkeiden viennin valvonnasta?")
    assert fits()
    assert page.locator("#ri-side").bounding_box()["y"] > page.locator("#ri-card").bounding_box()["y"], "sources follow the answer"
    opened.plan("Olemme allekirjoittamassa aiesopimusta yliopiston kanssa, joka kouluttaa insinöörejä myös maansa asevoimille.")
    assert fits()


def test_after_an_example_the_keyboard_goes_on_from_the_answer(open_page):
    """The examples go when the answer comes, and with the pressed button went the focus: the next Tab began at the top of the page."""
    page = open_page("?lang=en").page
    page.locator(".ri-example").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#ri-card .ri-tools", timeout=60_000)
    page.wait_for_function("() => document.activeElement?.id === 'answer'", timeout=5_000)


def test_the_sources_stay_beside_the_answer_that_is_read(open_page):
    """After several questions the last answer stood at the foot and its sources at the head."""
    opened = open_page("?lang=en", height=700)
    for question in (
        "Who is appointed contact person?",
        "How is it followed up?",
        "What does the Ministry do?",
        "Which sections of law are named?",
    ):
        opened.ask(question)
    opened.page.wait_for_timeout(400)
    boxes = [opened.page.locator(selector).bounding_box() for selector in ("#answer", "#ri-side")]
    assert all(boxes)
    assert boxes[1]["y"] < 700
    assert boxes[1]["y"] + boxes[1]["height"] > boxes[0]["y"], "no drift beside what is read"
    assert opened.page.locator("#ri-sources .ri-source").first.is_visible()


def test_thanks_leave_the_answer_where_it_is(open_page):
    """The answer and its sources gave way to a card that said "not in the sources"."""
    opened = open_page("?lang=en")
    opened.ask("Who is appointed contact person?")
    answer = opened.page.inner_text("#ri-card")
    opened.page.fill("#question textarea", "thanks!")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#ri-problem p", timeout=60_000)
    assert opened.page.inner_text("#ri-card") == answer
    assert opened.page.input_value("#question textarea") == ""


def test_by_keyboard_alone(open_page):
    """The skip link leads to the box, Enter asks, and the focus is seen."""
    opened = open_page("?lang=en")
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ri-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("How is responsible internationalisation followed up?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ri-card .ri-question", timeout=60_000)
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA", "the focus stays in the box"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert "answer is ready" in page.inner_text("body > [role=status]")


def test_dark_follows_the_system(open_page):
    colours = [open_page("?lang=en", dark=dark).page.evaluate("getComputedStyle(document.body).backgroundColor") for dark in (False, True)]
    assert colours == ["rgb(251, 251, 249)", "rgb(20, 24, 29)"]


def test_the_profile_is_seen(open_page):
    opened = open_page("?lang=sv")
    page = opened.page
    assert page.inner_text(".ri-org") == "Exempelhögskolan"
    assert page.title() == "Ansvarsfull internationalisering – Exempelhögskolan"
    accent = page.evaluate("getComputedStyle(document.querySelector('#ri-ask')).backgroundColor")
    assert accent == "rgb(122, 31, 92)"
    page.get_by_text("Om sidan").click()
    assert page.locator("#ri-about a[href='https://intra.example.org/ansvarsfull']").is_visible()
