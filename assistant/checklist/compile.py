"""Write the checklist of a situation: supported items that apply, each with its citations, for the roles that it concerns."""

from __future__ import annotations

from assistant.checklist.adapt import Told, items_that_apply, level, responsible, rule_of, shift
from assistant.checklist.recognise import Raised, Recognised
from assistant.cite import make_citation
from assistant.policy import say, section
from assistant.profile import Profile
from assistant.record import Checklist, ChecklistItem, ChecklistTheme, Citation
from corpus.knowledge_model import Item, Theme
from corpus.load import Corpus


def checklist(corpus: Corpus, recognised: Recognised, language: str, profile: Profile) -> Checklist:
    """The record. A theme whose items are all pending is left out: nothing is shown without support."""
    told = recognised.told
    themes = [made for found in recognised.called if (made := _theme(corpus, found, told, language, profile))]
    return Checklist(
        situation=recognised.text,
        language=language,
        stage=told.stage,
        themes=themes,
        ask_next=_ask_next(recognised, language) if themes else [],
        corpus_version=corpus.version,
    )


def _theme(corpus: Corpus, found: Raised, told: Told, language: str, profile: Profile) -> ChecklistTheme | None:
    theme = found.theme
    by, words = shift(theme.adapt.level, told)
    items = [_item(corpus, theme, item, told, by, language, profile) for item in items_that_apply(theme, told)]
    if not items:
        return None
    return ChecklistTheme(
        id=theme.id,
        title=theme.title[language],
        why=list(found.words) or [say("checklist.likeness", language)],
        level=level(theme.level, by),
        level_why=list(words) if level(theme.level, by) != theme.level else [],
        items=items,
        escalate=_escalate(corpus, theme, language, profile),
    )


def _escalate(corpus: Corpus, theme: Theme, language: str, profile: Profile) -> str:
    """When to stop, and who holds the roles here, where the organisation's profile says so."""
    text = theme.escalate[language]
    holders = [
        profile.role(role, corpus.knowledge.role_name(role, language), language)
        for role in theme.adapt.escalate_to
        if role in profile.roles
    ]
    return f"{text} {say('checklist.holders', language, holders='; '.join(holders))}" if holders else text


def _item(corpus: Corpus, theme: Theme, item: Item, told: Told, by: int, language: str, profile: Profile) -> ChecklistItem:
    roles = responsible(item, rule_of(theme.adapt, item), told)
    return ChecklistItem(
        id=item.id,
        text=item.text[language],
        stage=list(item.stage),
        responsible=roles,
        responsible_names=[profile.role(role, corpus.knowledge.role_name(role, language), language) for role in roles],
        level=level(item.level, by),
        citations=_citations(corpus, item, language),
    )


def _citations(corpus: Corpus, item: Item, language: str) -> list[Citation]:
    cited = [corpus.cited(cite) for cite in item.cites]
    return [make_citation(provision, (min(lines), max(lines)), language, number) for number, (provision, lines) in enumerate(cited, 1)]


def _ask_next(recognised: Recognised, language: str) -> list[str]:
    """What a thin description leaves open: first what decides whether a near theme applies, then which items do; a question a theme."""
    policy = section("decide")["checklist"]
    if len(recognised.text.split()) > int(policy["thin_words"]):
        return []
    asked = []
    for found in [*recognised.near, *recognised.called]:
        open_ = [ask.text[language] for ask in found.theme.adapt.ask if not recognised.told.any(ask.settled_by)]
        asked += [text for text in open_[:1] if text not in asked]
    return asked[: int(policy["max_asks"])]
