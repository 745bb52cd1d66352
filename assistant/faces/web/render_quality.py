"""The quality card on the page: what was measured, when, on which corpus, and what it is weakest at, in the reader's language.

A list, not a table: it is read on a telephone and by ear, and each line says all that it means. Where the corpus has changed since, the
reader is told so, because figures of another corpus are history.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.faces.web.markup import Markup, join, tag
from assistant.faces.web.words import date, spoken, word
from assistant.quality import ByLanguage, QualityCard, Share, Weak
from corpus.base.settings import LANGUAGES


def quality_section(card: QualityCard | None, language: str, corpus_version: str) -> Markup | None:
    """The section; None where the program has no card."""
    if card is None:
        return None
    sizes = card.sizes

    def line(key: str, **values: object) -> Markup:
        return tag("li", word(f"quality.{key}", language, **values))

    lines = [
        line("evidence", figures=_each(card.evidence, language)),
        line("beside", figure=_share(card.answers_beside_the_point.all)),
        line("quotes", count=card.quotes.not_found, all=card.quotes.cited),
        line("declined", figure=_share(card.abstention_recall.all)),
        line("rightly", figure=_share(card.abstention_precision.all)),
        line("refused", figures=_each(card.false_refusals, language)),
        line("checklists", figure=_share(card.checklist_recall), other=_share(card.checklist_false_alarms)),
        *([line("weak_answered", kinds=_kinds(card.weakest_answered, language))] if card.weakest_answered else []),
        *([line("weak_declined", kinds=_kinds(card.weakest_declined, language))] if card.weakest_declined else []),
    ]
    told = {"answerable": sizes.answerable, "unanswerable": sizes.unanswerable, "situations": sizes.situations}
    same = card.corpus_version == corpus_version
    of = word(f"quality.{'same' if same else 'changed'}", language, corpus=card.corpus_version, now=corpus_version)
    return join(
        [
            tag("h2", word("quality.heading", language), class_="ri-small"),
            tag("p", word("quality.intro", language, date=date(card.date, language), **told)),
            tag("ul", *lines),
            tag("p", of, class_="ri-meta" if same else None),
        ]
    )


def _share(share: Share) -> str:
    """``87 % (79–94)``; a dash where nothing was counted. The figure and its sign stay on one line."""
    if share.value is None or share.low is None or share.high is None:
        return "–"
    return f"{100 * share.value:.0f}\u00a0% ({100 * share.low:.0f}–{100 * share.high:.0f})"


def _each(shares: ByLanguage, language: str) -> str:
    """The share in every language, the reader's own first."""
    ordered = sorted(LANGUAGES, key=lambda code: code != language)
    return ", ".join(f"{spoken(code, language)} {_share(getattr(shares, code))}" for code in ordered)


def _kinds(weak: Sequence[Weak], language: str) -> str:
    return "; ".join(f"{word(f'quality.kinds.{one.kind}', language)} {_share(one.share)}" for one in weak)
