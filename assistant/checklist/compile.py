"""Write the checklist of a situation: supported items only, each with its citations, for the roles that it concerns."""

from __future__ import annotations

from assistant.checklist.recognise import Raised
from assistant.cite import make_citation
from assistant.policy import say
from assistant.profile import Profile
from assistant.record import Checklist, ChecklistItem, ChecklistTheme, Citation
from corpus.knowledge_model import Item
from corpus.load import Corpus

THIN_WORDS = 7


def checklist(corpus: Corpus, situation: str, language: str, raised: list[Raised], profile: Profile) -> Checklist:
    """The record. A theme whose items are all pending is left out: nothing is shown without support."""
    themes = []
    for found in raised:
        items = [_item(corpus, item, language, profile) for item in found.theme.items if item.pending is None]
        if items:
            why = list(found.words) or [say("checklist.likeness", language)]
            themes.append(
                ChecklistTheme(
                    id=found.theme.id,
                    title=found.theme.title[language],
                    why=why,
                    level=found.theme.level,
                    items=items,
                    escalate=found.theme.escalate[language],
                )
            )
    return Checklist(
        situation=situation,
        language=language,
        themes=themes,
        ask_next=_ask_next(situation, language, {theme.id for theme in themes}),
        corpus_version=corpus.version,
    )


def _item(corpus: Corpus, item: Item, language: str, profile: Profile) -> ChecklistItem:
    names = [profile.role(role, corpus.knowledge.role_name(role, language), language) for role in item.responsible]
    return ChecklistItem(
        id=item.id,
        text=item.text[language],
        stage=list(item.stage),
        responsible=item.responsible,
        responsible_names=names,
        level=item.level,
        citations=_citations(corpus, item, language),
    )


def _citations(corpus: Corpus, item: Item, language: str) -> list[Citation]:
    cited = [corpus.cited(cite) for cite in item.cites]
    return [make_citation(provision, (min(lines), max(lines)), language, number) for number, (provision, lines) in enumerate(cited, 1)]


def _ask_next(situation: str, language: str, themes: set[str]) -> list[str]:
    """What a thin description leaves open, at most three questions."""
    asks = [
        ("ask_partner", {"partner_due_diligence", "funding"}),
        ("ask_transfer", {"export_control", "data_protection", "cyber_infrastructure"}),
        ("ask_agreement", {"agreements_ip"}),
        ("ask_people", {"travel", "visitors_recruitment"}),
    ]
    if not themes or len(situation.split()) > 4 * THIN_WORDS:
        return []
    return [say(f"checklist.{key}", language) for key, answers in asks if not answers & themes][:3]
