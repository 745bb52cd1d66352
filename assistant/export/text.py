"""An answer and a checklist as plain text and Markdown, with their sources.

Force is said in words beside every source. Corpus and user text is escaped for Markdown, so that a passage cannot bring links
or markup of its own.
"""

from __future__ import annotations

import re

from assistant.policy import say, section
from assistant.record import Answer, Checklist, ChecklistItem, ChecklistTheme, Citation, Statement

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def escape(text: str) -> str:
    """Text that means itself in Markdown: a line of its own begins nothing."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def force(citation: Citation, language: str) -> list[str]:
    """The badges of a citation: kind of text, whether it binds, what it recalls, whose example it is."""
    badges = [say(f"badge.authority.{citation.authority}", language)]
    badges.append(say("badge.binding" if citation.binding else "badge.not_binding", language))
    if citation.restates:
        badges.append(say(f"badge.restates.{citation.restates}", language))
    if citation.layer in ("own", "foreign"):
        badges.append(say(f"badge.layer.{citation.layer}", language, country=citation.jurisdiction))
    if citation.in_force in ("superseded", "proposed", "not_in_force"):
        badges.append(say(f"badge.in_force.{citation.in_force}", language))
    if citation.text_kind == "translation":
        badges.append(say("badge.translation", language))
    elif citation.text_kind == "digest":
        badges.append(say("badge.digest", language))
    return badges


def marks(statement: Statement) -> str:
    """The citation marks behind a sentence."""
    return "".join(f"[{n}]" for n in statement.citations)


def next_heading(answer: Answer) -> str:
    """What stands over the questions that are suggested after an answer: further ones, or what the sources answer instead."""
    return say(f"ui.{section('statuses')[answer.status]['next']}", answer.language)


def _sentences(answer: Answer, *, further: bool) -> list[str]:
    """The statements of the answer itself, or of what more the sources say, with their marks."""
    return [f"{s.text} {marks(s)}".strip() for s in answer.statements if s.further == further]


def answer_text(answer: Answer, brief: bool = False) -> str:
    """For a terminal or a mail: the reply, the referral, the sources with their official wording, the checklist; ``brief``: of that the
    themes alone, which a reader in a hurry would otherwise have to scroll past to the answer.
    """
    language = answer.language
    out = _sentences(answer, further=False)
    if further := _sentences(answer, further=True):
        out += ["", say("ui.further", language), *further]
    if answer.referral:
        out += [
            "",
            f"{say('ui.referral', language)}: {answer.referral.body}" + (f" – {answer.referral.url}" if answer.referral.url else ""),
        ]
        out += [f"  {say('ui.first', language)}: {', '.join(answer.referral.first)}"] if answer.referral.first else []
        out += [
            f"  {say('ui.prepare', language)}: {'; '.join(answer.referral.prepare)}",
            f"  {say('ui.do_not_send', language)}: {'; '.join(answer.referral.do_not_send)}",
        ]
    if answer.citations:
        out += ["", say("ui.sources", language)]
        for c in answer.citations:
            out.append(f"[{c.number}] {_named(c, language)}")
            shown, spoken = (c.official_quote, c.official_language) if c.official_quote else (c.quote, c.language)
            out.append(f"    {spoken}: “{shown}”")
            if c.url:
                out.append(f"    {c.url}")
    if answer.checklist and answer.checklist.themes:
        out += ["", _themes(answer.checklist) if brief else checklist_text(answer.checklist)]
    if answer.ask_next:
        out += ["", next_heading(answer), *[f"  – {question}" for question in answer.ask_next]]
    return "\n".join(out)


def _themes(checklist: Checklist) -> str:
    """The themes of a checklist with what called for them, and how to get the whole."""
    language = checklist.language
    listed = [f"  {_called(theme, language)}" for theme in checklist.themes]
    return "\n".join([say("ui.checklist", language), *listed, say("ui.checklist_whole", language)])


def _called(theme: ChecklistTheme, language: str) -> str:
    """A theme with its level and the words that called for it."""
    return f"{theme.title} ({say('ui.level', language)} {theme.level}) – {say('ui.why', language)}: {', '.join(theme.why)}"


def _particulars(item: ChecklistItem, theme: ChecklistTheme, language: str) -> list[str]:
    """Who does it, when, and its level where that is not its theme's."""
    stages = ", ".join(say(f"page.checklist.stages.{stage}", language) for stage in item.stage)
    told = [f"{say('ui.who', language)}: {', '.join(item.responsible_names or item.responsible)}"]
    told += [f"{say('ui.stage', language)}: {stages}"] if stages else []
    return told + ([f"{say('ui.level', language)} {item.level}"] if item.level != theme.level else [])


def _named(citation: Citation, language: str) -> str:
    """A source with its place and force."""
    return f"{citation.title}, {citation.pinpoint} ({'; '.join(force(citation, language))})"


def what_it_is(record: Answer | Checklist) -> tuple[str, str]:
    """That a machine made it, and from which sources."""
    return say("ui.ai_notice", record.language), f"({say('ui.corpus', record.language)} {record.corpus_version})"


def checklist_text(checklist: Checklist) -> str:
    """For a terminal: themes with their items."""
    language = checklist.language
    if not checklist.themes:
        return say("checklist.none", language)
    out = [say("ui.checklist", language), say("ui.checklist_note", language)]
    for theme in checklist.themes:
        out += ["", _called(theme, language)]
        for item in theme.items:
            out.append(f"  [ ] {item.text} ({'; '.join(_particulars(item, theme, language))})")
            out += [f"      {_named(c, language)} {c.url or ''}".rstrip() for c in item.citations]
        if theme.escalate:
            out.append(f"  ! {theme.escalate}")
    if checklist.ask_next:
        out += ["", say("ui.checklist_ask", language), *[f"  – {question}" for question in checklist.ask_next]]
    return "\n".join(out)


def answer_markdown(answer: Answer) -> str:
    """To keep or send: the question, the reply, the sources."""
    language = answer.language
    label = section("statuses")[answer.status]["label"][language]
    out = [f"## {escape(answer.question)}", "", f"*{label}*", ""]
    out += [escape(sentence) + "\n" for sentence in _sentences(answer, further=False)]
    if further := _sentences(answer, further=True):
        out += [f"### {say('ui.further', language)}", "", *(escape(sentence) + "\n" for sentence in further)]
    if answer.referral:
        link = f" – <{answer.referral.url}>" if answer.referral.url else ""
        out += [f"**{say('ui.referral', language)}:** {escape(answer.referral.body)}{link}", ""]
        first = answer.referral.first
        out += [f"- {say('ui.first', language)}: {escape(', '.join(first))}"] if first else []
        out += [f"- {say('ui.prepare', language)}: {escape('; '.join(answer.referral.prepare))}"]
        out += [f"- {say('ui.do_not_send', language)}: {escape('; '.join(answer.referral.do_not_send))}", ""]
    if answer.citations:
        out += [f"### {say('ui.sources', language)}", ""]
        for c in answer.citations:
            out += [f"{c.number}. {escape(c.title)}, {escape(c.pinpoint)}. {escape('; '.join(force(c, language)))}."]
            out += [f"   > {escape(c.official_quote or c.quote)}", ""]
            out += [f"   <{c.url}>", ""] if c.url else []
    if answer.checklist and answer.checklist.themes:
        out += [checklist_markdown(answer.checklist)]
    if answer.ask_next:
        out += [f"**{next_heading(answer)}**", "", *[f"- {escape(question)}" for question in answer.ask_next]]
    notice, version = what_it_is(answer)
    out += ["", f"*{notice}* {version}"]
    return "\n".join(out) + "\n"


def checklist_markdown(checklist: Checklist) -> str:
    """To keep or send: the themes with their items as task lists."""
    language = checklist.language
    if not checklist.themes:
        return say("checklist.none", language) + "\n"
    out = [f"### {say('ui.checklist', language)}", "", f"*{say('ui.checklist_note', language)}*", ""]
    for theme in checklist.themes:
        out += [
            f"#### {escape(theme.title)} ({say('ui.level', language)} {theme.level})",
            "",
            f"{say('ui.why', language)}: {escape(', '.join(theme.why))}",
            "",
        ]
        for item in theme.items:
            out.append(f"- [ ] {escape(item.text)} ({escape('; '.join(_particulars(item, theme, language)))})")
            out += [f"  - {escape(_named(c, language))}" + (f" <{c.url}>" if c.url else "") for c in item.citations]
        out += ["", f"**{say('ui.escalate', language)}:** {escape(theme.escalate)}", ""] if theme.escalate else [""]
    if checklist.ask_next:
        out += [say("ui.checklist_ask", language), "", *[f"- {escape(question)}" for question in checklist.ask_next], ""]
    return "\n".join(out) + "\n"


def plan_markdown(checklist: Checklist) -> str:
    """A checklist by itself: the plan that it is for, its themes, what it is."""
    notice, version = what_it_is(checklist)
    return f"## {escape(checklist.situation)}\n\n{checklist_markdown(checklist)}\n*{notice}* {version}\n"
