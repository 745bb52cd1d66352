"""What the page shows for a state, part by part, as changes by the name of the part. No Gradio here: ``page`` knows what the names are.

A language switch is all of these at once, so no label can be forgotten: every text of the page is set by exactly one function here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from assistant.export.text import next_heading
from assistant.faces.web.markup import Markup, join, link, tag, text, unseen
from assistant.faces.web.render import answer_card, earlier_turns
from assistant.faces.web.render_checklist import checklist_panel
from assistant.faces.web.render_quality import quality_section
from assistant.faces.web.render_sources import sources_panel
from assistant.faces.web.state import PageState
from assistant.faces.web.uploads import KINDS as FILE_KINDS
from assistant.faces.web.uploads import largest
from assistant.faces.web.words import NAMES, listing, word
from assistant.policy import say
from assistant.profile import Profile
from assistant.quality import quality_card
from corpus.parse.limits import limits

Updates = dict[str, dict[str, Any]]
KINDS = ("researcher", "contact_person", "drafter")
ASKS, NEXT = 3, 3
REGIONS = ("language", "sources.region", "answer.region", "answer.working", "views.label")  # said to those who listen, by ``app.js``
Namer = Callable[[str, str], str]
_PROBLEMS = itertools.count(1)


def frame(language: str, profile: Profile, versions: tuple[str, str]) -> Updates:
    """Header, language switch, views, notice, what the page is."""
    name = profile.name.get(language) or next(iter(profile.name.values()), "")
    title = say("ui.title", language)
    switch = {f"language_{code}": {"value": NAMES[code], "variant": "primary" if code == language else "secondary"} for code in NAMES}
    head = tag(
        "div",
        link("#question", word("skip", language), class_="ri-skip"),
        tag("h1", title),
        tag("p", name, class_="ri-org") if name else None,
        class_="ri-head",
    )
    # As text: attributes of our own do not reach the page.
    uploads = {
        "too-large": say("upload.refused.bytes", language, name="{name}", limit=largest() // 1000),
        "largest": str(largest()),
        "kinds": ",".join(FILE_KINDS),
    }
    spoken = tag(
        "div", *[tag("span", word(key, language), class_=f"ri-say-{key.replace('.', '-')}") for key in REGIONS],
        *[tag("span", told, class_=f"ri-say-{name}") for name, told in uploads.items()],
        class_="ri-language", lang=language, title=f"{title} – {name}" if name else title,
    )  # fmt: skip
    note = tag("p", word("notice", language), lang=language, class_="ri-notice")
    return switch | {
        "head": {"value": head},
        "spoken": {"value": spoken},
        "view_ask": {"label": word("views.ask", language)},
        "view_check": {"label": word("views.check", language)},
        "notice": {"value": note},
        "check_notice": {"value": note},
        "about": {"value": _about(language, profile, versions)},
    }


def ask_labels(language: str) -> Updates:
    """Everything around the question."""
    out: Updates = {
        "intro": {"value": tag("p", word("intro", language), class_="ri-intro", lang=language)},
        "question": {"label": word("question", language), "placeholder": word("placeholder", language)},
        "ask": {"value": word("ask", language)},
        "examples_head": {"value": tag("h2", word("examples.heading", language), class_="ri-small")},
        "own": {"label": word("own.heading", language)},
        "own_add": {"label": word("own.button", language)},
    }
    for kind in KINDS:
        out[f"examples_{kind}"] = {"value": tag("h3", word(f"examples.{kind}", language))}
        for place, question in enumerate(listing(f"examples.{kind}_asks", language)[:ASKS]):
            out[f"example_{kind}_{place}"] = {"value": question}
    return out


def check_labels(language: str) -> Updates:
    """Everything around the description of a plan."""
    out: Updates = {
        "check_intro": {"value": tag("p", word("check.intro", language), class_="ri-intro", lang=language)},
        "situation": {"label": word("check.situation", language), "placeholder": word("check.placeholder", language)},
        "check": {"value": word("check.button", language)},
        "situations_head": {"value": tag("h2", word("check.examples", language), class_="ri-small")},
    }
    for place, situation in enumerate(listing("check.situations", language)[:ASKS]):
        out[f"situation_{place}"] = {"value": situation}
    return out


def conversation(state: PageState, name: Namer) -> Updates:
    """The answers, with the sources and the checklist of the last one beside it."""
    language = state.language
    if not state.turns:
        return {
            "empty": {"visible": True}, "earlier": {"value": "", "visible": False}, "card": {"value": "", "visible": False},
            "side": {"visible": False}, "sources": {"value": ""}, "checklist": {"value": ""},
            "after": {"visible": False}, "next": {"visible": False},
        }  # fmt: skip
    *before, last = state.turns
    answer = last.answer
    themes = answer.checklist.themes if answer.checklist else []
    out: Updates = {
        "empty": {"visible": False},
        "earlier": {"value": earlier_turns([(t.answer, t.token) for t in before], language, name), "visible": bool(before)},
        "card": {"value": answer_card(answer, last.token, name), "visible": True},
        "side": {"visible": bool(answer.citations or themes)},
        "tab_sources": {"label": word("sources.tab", language, count=len(answer.citations))},
        "tab_checklist": {"label": word("checklist.tab", language, count=len(themes))},
        "tabs": {"selected": "sources" if answer.citations else "checklist"},
        "sources": {"value": sources_panel(answer) if answer.citations else _none("sources.none", language)},
        "checklist": {
            "value": checklist_panel(answer.checklist, None) if answer.checklist and themes else _none("checklist.none", language)
        },
        "after": {"visible": True},
        "restart": {"value": word("answer.new", language)},
        "next": {"visible": bool(answer.ask_next)},
        "next_head": {"value": tag("h2", next_heading(answer), class_="ri-small", lang=answer.language)},
    }
    for place in range(NEXT):
        asked = answer.ask_next[place] if place < len(answer.ask_next) else ""
        out[f"next_{place}"] = {"value": asked, "visible": bool(asked)}
    return out


def checked(state: PageState) -> Updates:
    """The checklist of a described plan."""
    made = state.checked
    noticed = [tag("p", say(f"personal.{kind}", state.language), class_="ri-card ri-noticed") for kind in state.noticed]
    value = join([*noticed, checklist_panel(made[0], made[1], open_first=len(made[0].themes))]) if made else ""
    clear = {"value": word("check.clear", state.language), "visible": bool(made)}  # what is not on the page forgets its label
    return {"check_result": {"value": value, "visible": bool(made)}, "check_clear": clear, "situations": {"visible": not made}}


def documents(state: PageState, kept: list[str], may_keep: bool) -> Updates:
    """The person's own documents, each with a button that removes it; those that are kept on the machine, which only its own user
    removes.
    """
    language, most = state.language, limits().documents
    characters = f"{limits().characters:,}".replace(",", "\u202f")
    told = word("own.help_keep" if may_keep else "own.help", language, documents=most, characters=characters)
    names = ", ".join(own.title for own in state.documents)
    out: Updates = {
        "own_help": {"value": tag("p", told, class_="ri-meta")},
        "own_keep": {"label": word("own.keep", language), "visible": may_keep},
        "own_list": {"value": tag("p", word("own.list", language), " ", names, class_="ri-meta"), "visible": bool(state.documents)},
        "own_kept": {
            "value": tag("p", word("own.kept_list" if may_keep else "own.kept_by_host", language), " ", ", ".join(kept), class_="ri-meta"),
            "visible": bool(kept),
        },
    }
    for place in range(most):
        for kind, titles in (("remove", [own.title for own in state.documents]), ("forget", kept if may_keep else [])):
            here = place < len(titles)
            out[f"own_{kind}_{place}"] = {"value": word("own.remove", language, name=titles[place]) if here else "", "visible": here}
    return out


def problem(where: str, message: str = "") -> Updates:
    """What went wrong, said where it happened; nothing, to take it away."""
    said = (
        tag("p", message, class_="ri-problem", id=f"problem-{next(_PROBLEMS)}") if message else ""
    )  # numbered: the same again is told again
    return {where: {"value": said, "visible": bool(message)}}


def told(where: str, message: str) -> Updates:
    """What was done, said where it happened."""
    return {where: {"value": tag("p", message, class_="ri-meta ri-told-too"), "visible": True}}


def outcomes(where: str, problems: list[str], done: list[str]) -> Updates:
    """What could not be used and what was done, a line each."""
    said = [
        tag("p", join([tag("span", line, class_="ri-line") for line in lines], " "), class_=look, id=f"problem-{next(_PROBLEMS)}")
        for lines, look in ((problems, "ri-problem"), (done, "ri-meta ri-told-too"))
        if lines
    ]
    return {where: {"value": join(said, ""), "visible": bool(said)}}


def _none(key: str, language: str) -> Markup:
    return tag("p", word(key, language), class_="ri-meta", lang=language)


def _about(language: str, profile: Profile, versions: tuple[str, str]) -> Markup:
    corpus, index = versions
    paragraphs: list[Markup | None] = [tag("p", word(f"about.{key}", language)) for key in ("what", "privacy", "accessibility")]
    paragraphs.append(quality_section(quality_card(), language, corpus))
    paragraphs.append(tag("p", word("about.versions", language, corpus=corpus, index=index), class_="ri-meta"))
    new_tab = unseen(f" ({word('sources.new_tab', language)})")
    pages = [tag("li", link(url, text(label), new_tab)) for label, url in profile.pages.items()]
    if pages:
        where = profile.name.get(language) or next(iter(profile.name.values()), "")
        paragraphs.append(join([tag("p", word("about.pages", language, name=where), ":") if where else None, tag("ul", *pages)]))
    return tag("details", tag("summary", word("about.heading", language)), *paragraphs, class_="ri-about", lang=language)
