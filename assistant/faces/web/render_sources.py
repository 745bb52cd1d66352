"""The sources of an answer as cards: place, document, force in words, the official words with what was relied on marked."""

from __future__ import annotations

from assistant.export.text import force
from assistant.faces.web.markup import Markup, host, join, link, tag, text, unseen, web_address
from assistant.faces.web.words import date, spoken, word
from assistant.record import Answer, Citation

# Characters shown before and after the words relied on.
AROUND = 1200


def sources_panel(answer: Answer) -> Markup:
    """Every citation as a card."""
    return tag("div", *[source_card(c, answer.language) for c in answer.citations], class_="ri-sources", lang=answer.language)


def source_card(citation: Citation, language: str) -> Markup:
    """One citation. Its id is what the numbered marks lead to."""
    number = tag("span", unseen(word("sources.mark", language) + " "), text(citation.number), class_="ri-number")
    return tag(
        "article",
        tag("h3", number, " ", citation.pinpoint),
        tag("p", _document(citation, language), class_="ri-meta"),
        badges(citation, language),
        quoted(citation),
        *aids(citation, language),
        _links(citation, language),
        class_="ri-source", id=f"source-{citation.number}", tabindex="-1",
    )  # fmt: skip


def badges(citation: Citation, language: str) -> Markup:
    """The force in words."""
    return tag("ul", *[tag("li", badge) for badge in force(citation, language)], class_="ri-badges")


def quoted(citation: Citation) -> Markup:
    """The passage in its official language with the words relied on marked; the edition that was used where no official text is carried."""
    if citation.official_passage and citation.official_quote:
        passage, quote, spoken_in = citation.official_passage, citation.official_quote, citation.official_language
        start = passage.find(quote)
    else:
        passage, quote, spoken_in, start = citation.passage, citation.quote, citation.language, citation.quote_start
    if start < 0:
        start, quote = 0, passage
    before, after = _near(passage[:start], passage[start + len(quote) :])
    return tag("blockquote", join([text(before), tag("mark", quote), text(after)]), lang=spoken_in)


def _near(before: str, after: str) -> tuple[str, str]:
    """What stands around the words relied on, whole words of it: a fetched article can be pages long."""
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def _document(citation: Citation, language: str) -> str:
    rows = [citation.title, date(citation.date, language)]
    if citation.in_force == "in_force" and citation.as_of:
        rows.append(word("sources.checked", language, date=date(citation.as_of, language)))
    return ", ".join(row for row in rows if row)


def aids(citation: Citation, language: str) -> list[Markup | None]:
    """What the quoted text is, and the same sentence in the reader's language."""
    if citation.text_kind == "digest" and not citation.official_quote:
        return [tag("p", word("sources.digest", language), class_="ri-aid")]
    if citation.layer == "own":
        return []
    official = citation.official_language or citation.language
    told = tag("p", word("sources.official", language, spoken=spoken(official, language)), class_="ri-aid")
    if citation.text_kind != "translation":
        return [told]
    named = word("sources.aid", language, spoken=spoken(citation.language, language))
    return [
        told,
        tag("p", tag("span", named, class_="ri-aid-name"), " ", tag("span", citation.quote, lang=citation.language), class_="ri-aid"),
    ]


def _links(citation: Citation, language: str) -> Markup:
    url = web_address(citation.url)
    publisher = None
    if url:
        publisher = link(url, word("sources.publisher", language, host=host(url)), unseen(f" ({word('sources.new_tab', language)})"))
    words = citation.official_quote or citation.quote
    cited = f"{citation.title}, {citation.pinpoint}: “{words}”" + (f" {url}" if url else "")
    copy = tag("button", word("sources.copy", language), type="button", class_="ri-copy-words", value=cited)
    said = tag("span", word("answer.copied", language), class_="ri-copied", hidden=True)
    return tag("p", join([publisher, copy, said], " "), class_="ri-links")
