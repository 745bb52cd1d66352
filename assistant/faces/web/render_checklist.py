"""A checklist as themes to unfold: what called for each, items to tick (nothing is kept) with who, when and source, when to stop."""

from __future__ import annotations

from assistant.faces.web.markup import Markup, host, join, link, tag, text, unseen, web_address
from assistant.faces.web.render import tools
from assistant.faces.web.render_sources import aids, badges, quoted
from assistant.faces.web.words import word
from assistant.policy import say
from assistant.record import Checklist, ChecklistItem, ChecklistTheme, Citation


def checklist_panel(checklist: Checklist, token: str | None, open_first: int = 1) -> Markup:
    """The checklist; ``open_first`` themes are unfolded. ``token`` gives it copy and download of its own."""
    language = checklist.language
    if not checklist.themes:
        return tag(
            "div", tag("p", say("checklist.none", language), class_="ri-card"), told(checklist), class_="ri-checklist", lang=language
        )
    return tag(
        "div",
        tag("h2", say("ui.checklist", language), class_="ri-question") if token else None,
        tag("p", say("ui.checklist_note", language), " ", word("checklist.ticks", language), class_="ri-aid"),
        *[_theme(theme, language, place < open_first) for place, theme in enumerate(checklist.themes)],
        _ask(checklist),
        tools(token, language) if token else None,
        told(checklist),
        class_="ri-checklist", lang=language,
    )  # fmt: skip


def told(checklist: Checklist) -> Markup:
    """What is said to those who listen when it is there."""
    return tag("p", word("check.ready", checklist.language, themes=len(checklist.themes)), class_="ri-told", hidden=True)


def level(number: int, language: str) -> Markup:
    """A level in words."""
    return tag(
        "span",
        word("checklist.level", language, level=number, name=word(f"checklist.levels.{number}", language)),
        class_=f"ri-level ri-level-{number}",
    )


def _theme(theme: ChecklistTheme, language: str, unfolded: bool) -> Markup:
    summary = tag("summary", tag("h3", theme.title), level(theme.level, language))
    escalate = (
        tag("p", tag("strong", say("ui.escalate", language), ": "), text(theme.escalate), class_="ri-escalate") if theme.escalate else None
    )
    return tag(
        "details",
        summary,
        _why(theme, language),
        _moved(theme, language),
        tag("ul", *[_item(item, theme, language) for item in theme.items], class_="ri-items"),
        escalate,
        open=unfolded, class_="ri-theme",
    )  # fmt: skip


def _why(theme: ChecklistTheme, language: str) -> Markup:
    """The words of the situation that called for the theme, quoted; or that it is alike."""
    if theme.why == [say("checklist.likeness", language)]:
        return tag("p", word("checklist.likeness", language), ".", class_="ri-meta")
    return tag("p", word("checklist.why", language), ": ", _quoted(theme.why, language), class_="ri-meta")


def _moved(theme: ChecklistTheme, language: str) -> Markup | None:
    """The words that moved the level from where the theme starts."""
    if not theme.level_why:
        return None
    return tag("p", word("checklist.level_why", language), ": ", _quoted(theme.level_why, language), class_="ri-meta")


def _quoted(words: list[str], language: str) -> str:
    return ", ".join(f"“{one}”" if language == "en" else f"”{one}”" for one in words)


def _item(item: ChecklistItem, theme: ChecklistTheme, language: str) -> Markup:
    who = ", ".join(item.responsible_names or item.responsible)
    stages = ", ".join(word(f"checklist.stages.{stage}", language) for stage in item.stage)
    rows = [(word("checklist.who", language), who), (word("checklist.stage", language), stages)]
    shown = [tag("span", tag("b", name, ":"), " ", value) for name, value in rows if value]
    if item.level != theme.level:
        shown.append(level(item.level, language))
    return tag(
        "li",
        tag("label", tag("input", type="checkbox"), " ", tag("span", item.text)),
        tag("p", join(list(shown), " "), class_="ri-meta"),
        *[_source(citation, language) for citation in item.citations],
    )


def _source(citation: Citation, language: str) -> Markup:
    url = web_address(citation.url)
    new_tab = unseen(f" ({word('sources.new_tab', language)})")
    publisher = tag("p", link(url, word("sources.publisher", language, host=host(url)), new_tab), class_="ri-links") if url else None
    return tag(
        "details",
        tag("summary", word("checklist.source", language), ": ", citation.pinpoint),
        tag("p", citation.title, class_="ri-meta"),
        badges(citation, language),
        quoted(citation),
        *aids(citation, language),
        publisher,
        class_="ri-support",
    )


def _ask(checklist: Checklist) -> Markup | None:
    if not checklist.ask_next:
        return None
    return tag(
        "div",
        tag("p", say("ui.checklist_ask", checklist.language)),
        tag("ul", *[tag("li", q) for q in checklist.ask_next]),
        class_="ri-more",
    )
