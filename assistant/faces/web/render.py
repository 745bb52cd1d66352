"""An answer as a card: the question, sentences with their marks, what is missing, whom to turn to, what can be done with it.

The card speaks the answer's language (its ``lang``), which a person may have asked in another one than the page's. All markup is from
``markup``.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from assistant.faces.web.markup import Markup, join, link, tag, text, unseen
from assistant.faces.web.words import word
from assistant.policy import say, section
from assistant.record import Answer, Referral, Statement

MAX_LINKED = 500
Namer = Callable[[str, str], str]  # a role's name and a language; who that is here


def marks(numbers: list[int], language: str) -> Markup:
    """The numbered marks behind a sentence; each leads to its source."""
    seen = [link(f"#source-{n}", unseen(word("sources.mark", language) + " "), text(n)) for n in numbers]
    return tag("sup", join(list(seen), " ")) if seen else Markup("")


def answer_card(answer: Answer, token: str, name: Namer) -> Markup:
    """The question and its answer."""
    language = answer.language
    label = None if answer.status == "answered" else tag("p", section("statuses")[answer.status]["label"][language], class_="ri-state")
    body = [label, *_body(answer), _referral(answer, name), *_about(answer)]
    return tag(
        "section",
        tag("h2", answer.question, class_="ri-question", id="answer", tabindex="-1"),
        tag("div", join(body), _tools(answer, token), class_="ri-card"),
        tag("p", word("answer.ready", language, sources=len(answer.citations)), class_="ri-told", hidden=True),
        class_="ri-turn", lang=language,
    )  # fmt: skip


def earlier_turns(turns: list[tuple[Answer, str]], language: str, name: Namer) -> Markup:
    """The questions before, folded; each opens to its answer and its sources in short."""
    if not turns:
        return Markup("")
    shown = [
        tag(
            "details",
            tag("summary", answer.question),
            tag(
                "div",
                join([*_body(answer, linked=False), _referral(answer, name), _short_sources(answer), _tools(answer, token)]),
                class_="ri-card",
            ),
            lang=answer.language,
        )
        for answer, token in turns
    ]
    return tag("section", tag("h2", word("answer.earlier", language), class_="ri-small"), *shown, class_="ri-earlier")


def _body(answer: Answer, linked: bool = True) -> list[Markup]:
    """The statements in order; what more the sources say is folded, for a reader in a hurry."""
    places = range(len(answer.statements))
    said = _lines(answer, [place for place in places if not answer.statements[place].further], linked)
    more = _lines(answer, [place for place in places if answer.statements[place].further], linked)
    return [*said, tag("details", tag("summary", say("ui.further", answer.language)), *more, class_="ri-further")] if more else said


def _lines(answer: Answer, places: list[int], linked: bool) -> list[Markup]:
    """Statements as paragraphs, lists and the box for what is missing."""
    missing = {
        say("answer.part_missing", answer.language, part=part.text.rstrip("?")): set(part.statements)
        for part in answer.parts
        if part.status == "missing"
    }
    out: list[Markup] = []
    box: list[Markup] | None = None
    boxed: set[int] = set()
    listed: list[int] | None = None
    for place in places:
        statement = answer.statements[place]
        line = _statement(statement, linked)
        if statement.kind == "notice" and statement.text in missing:
            box, boxed, listed = [line], missing[statement.text], None
            out.append(_missing(box))
        elif box is not None and place in boxed:
            box.append(line)
            out[-1] = _missing(box)
        elif listed is not None and statement.citations == listed:
            # An item of a list that is one citation: its mark stands at the stem.
            out.append(tag("p", statement.text, class_="ri-item", lang=_lang(statement, answer)))
        else:
            box = None
            listed = statement.citations if statement.citations and statement.text.endswith(":") else None
            out.append(tag("p", line, class_=_kind(answer, place), lang=_lang(statement, answer)))
    return out


def _missing(lines: list[Markup]) -> Markup:
    return tag("div", *[tag("p", line) for line in lines], class_="ri-missing")


def _lang(statement: Statement, answer: Answer) -> str | None:
    return statement.language if statement.language != answer.language else None


def _kind(answer: Answer, place: int) -> str | None:
    """A lead-in and remarks about the answer are softer than what it says; where there is nothing else, they are the answer."""
    statement = answer.statements[place]
    if statement.kind != "notice":
        return None
    alone = not any(s.kind != "notice" for s in answer.statements)
    told = answer.referral is not None and statement.text == answer.referral.why
    return None if alone or told else "ri-soft"


def _statement(statement: Statement, linked: bool) -> Markup:
    numbers = marks(statement.citations, statement.language) if linked else tag("sup", " ".join(map(str, statement.citations)))
    return join([text(statement.text), numbers if statement.citations else None])


def _referral(answer: Answer, name: Namer) -> Markup | None:
    """Whom to turn to, what to prepare, what not to send."""
    referral, language = answer.referral, answer.language
    if referral is None:
        return None
    said = any(s.text == referral.why for s in answer.statements)
    new_tab = unseen(f" ({word('sources.new_tab', language)})")
    # The address is that of the body which is named first.
    first, mark, more = referral.body.partition(";")
    named = link(referral.url, text(first), new_tab) if referral.url else tag("span", first)
    return tag(
        "div",
        tag("h3", word("answer.turn_to", language), ": ", named, mark + more),
        None if said else tag("p", referral.why),
        tag("dl", *_steps(referral, language, name)),
        class_="ri-referral",
    )


def _steps(referral: Referral, language: str, name: Namer) -> list[Markup]:
    rows = [
        ("ui.first", [name(role, language) for role in referral.first]),
        ("ui.prepare", referral.prepare),
        ("ui.do_not_send", referral.do_not_send),
    ]
    return [join([tag("dt", say(key, language)), *[tag("dd", entry) for entry in entries]]) for key, entries in rows if entries]


def _about(answer: Answer) -> list[Markup | None]:
    """What comes with it, and what was left out."""
    left_out = word("answer.withheld", answer.language, count=answer.withheld) if answer.withheld else None
    return [_to_checklist(answer), tag("p", left_out, class_="ri-soft") if left_out else None]


def _to_checklist(answer: Answer) -> Markup | None:
    """Where the question describes a plan, the way to its checklist, which may be behind another tab."""
    if answer.checklist is None or not answer.checklist.themes:
        return None
    return tag(
        "p", link("#ri-checklist", word("answer.checklist", answer.language, count=len(answer.checklist.themes))), class_="ri-to-checklist"
    )


def _tools(answer: Answer, token: str) -> Markup:
    """What can be done with the answer."""
    language = answer.language
    asked = urlencode({"q": answer.question, "lang": language})
    question_link = link(f"/?{asked}", word("answer.link", language), title=word("answer.link_told", language), class_="ri-button")
    return tools(token, language, question_link if len(answer.question) <= MAX_LINKED else None)


def tools(token: str, language: str, more: Markup | None = None) -> Markup:
    """Copy and download of what ``token`` stands for."""
    copy = tag("button", word("answer.copy", language), type="button", class_="ri-button ri-copy", value=f"/export/{token}.txt")
    kinds = (("md", "markdown", "Markdown (.md)"), ("json", "data", "JSON (.json)"))
    files = [
        link(f"/export/{token}.{kind}", word(f"answer.{key}", language), download=True, title=title, class_="ri-button")
        for kind, key, title in kinds
    ]
    said = [
        tag("span", word(f"answer.{key}", language), class_=f"ri-{key.replace('_', '-')}", hidden=True) for key in ("copied", "copy_failed")
    ]
    return tag("p", join([copy, *files, more, *said], " "), class_="ri-tools")


def _short_sources(answer: Answer) -> Markup | None:
    if not answer.citations:
        return None
    return tag("ul", *[tag("li", f"{c.number}. {c.pinpoint}: {c.title}") for c in answer.citations], class_="ri-short")
