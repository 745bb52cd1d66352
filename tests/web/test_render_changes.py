"""What has changed in the sources, on the page: short, folded, told to those who listen, and unable to bring markup of its own."""

import html
import re
from dataclasses import replace

import pytest

from assistant.changes import changes
from assistant.faces.web.render_changes import MOST_PROVISIONS, changes_panel
from corpus.base.settings import LANGUAGES
from corpus.snapshot import KeptDocument, KeptEdition, KeptLine, KeptProvision, Snapshot, snapshot_of, write_snapshot
from index.kept import BEFORE
from index.manifest import Indexes

EVIL = "<img src=x onerror=alert(1)> ![](http://evil.example/x.png) ${alert(2)} </script>"


def corpus_of(words, count=1, version="v"):
    editions = {x: KeptEdition(x, "digest", f"Part {x}", (KeptLine(f"{words} {x}."),)) for x in LANGUAGES}
    parts = {f"p{n}": KeptProvision(f"d/p{n}", {}, editions, "q") for n in range(count)}
    return Snapshot(1, version, {"d": KeptDocument("d", {"titles": {x: f"Title {x}" for x in LANGUAGES}}, parts)}, {})


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_went_and_came_are_marked_and_told(language):
    """Most readers pass over ins and del in silence, so the words say it too."""
    made = changes_panel(changes(corpus_of("The lamp burns"), corpus_of("The lamp smokes")), language)
    told = {"sv": ("borttaget", "tillagt"), "fi": ("poistettu", "lisätty"), "en": ("removed", "added")}[language]
    assert re.search(rf"<del><span class=\"ri-vh\">.*{told[0]}.*</span>burns</del>", made)
    assert re.search(rf"<ins><span class=\"ri-vh\">.*{told[1]}.*</span>smokes</ins>", made)
    assert f"Title {language}" in plain(made)
    assert made.count("<del>") == 1, "one language"
    assert "style=" not in made
    assert "\n" not in made


def test_texts_bring_no_markup():
    made = changes_panel(changes(corpus_of("x"), corpus_of(EVIL)), "en")
    assert "<img" not in made
    assert "![" not in made
    assert "${" not in made
    assert EVIL.split()[0] in plain(made)


def test_a_corpus_changed_from_end_to_end_is_told_in_numbers():
    made = changes_panel(changes(corpus_of("The lamp burns", 200), corpus_of("The lamp smokes", 200)), "en")
    assert made.count("<strong>") == MOST_PROVISIONS
    assert "Not shown here: 160" in plain(made)
    assert "passages 200" in plain(made)


def test_nothing_to_compare_and_nothing_changed():
    assert "nothing to compare with" in plain(changes_panel(None, "en"))
    assert "Nothing changed" in plain(changes_panel(changes(corpus_of("a"), corpus_of("a")), "en"))


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_page_tells_what_changed(open_page, serve_again, own_copy, corpus):
    """In a browser, under the content policy: folded at first, in the language of the page, and the whole panel is switched with it."""
    now = snapshot_of(corpus)
    old = now.documents["recommendations-2025"]
    part = old.provisions["r1b"]
    before = {
        name: replace(text, lines=tuple(replace(line, text=line.text.replace("utser en", "väljer en")) for line in text.lines))
        for name, text in part.editions.items()
    }
    document = replace(
        old, provisions=old.provisions | {"r1b": replace(part, editions=before)}, meta=old.meta | {"review_by": "2026-01-01"}
    )
    write_snapshot(replace(now, version="before", documents=now.documents | {old.id: document}), Indexes(own_copy).require() / BEFORE)
    opened = open_page("?lang=sv", serve_again(data=own_copy))
    page = opened.page
    panel = page.locator("#ri-changes .ri-changes")
    assert panel.locator("ins").first.is_hidden()
    panel.locator("summary").first.click()
    panel.locator("details summary").first.click()
    page.wait_for_timeout(200)
    assert "Vad som har ändrats i källorna" in panel.inner_text()
    assert panel.locator("del", has_text="väljer").is_visible()
    assert panel.locator("ins", has_text="utser").is_visible()
    assert "ses över senast" in panel.inner_text()
    opened.switch("fi")
    assert page.get_attribute("#ri-changes .ri-changes", "lang") == "fi"
    assert "Mitä lähteissä on muuttunut" in page.inner_text("#ri-changes")
    opened.assert_quiet()
