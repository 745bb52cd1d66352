"""What waits for someone's hand: nothing here is wrong, and none of it should be forgotten.

Kept apart from the findings because it is long and stays long: most of a corpus of digests is marked incomplete, and that is honest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.knowledge_model import Knowledge, Said
from corpus.load import Corpus
from corpus.model import Document

OLD = dt.timedelta(days=2 * 365)


@dataclass(frozen=True)
class Upkeep:
    """One kind of thing to be done, and where."""

    what: str
    where: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.what} ({len(self.where)})" + (": " + ", ".join(self.where) if self.where else "")


def upkeep(corpus: Corpus, today: dt.date) -> list[Upkeep]:
    """What waits, kind by kind; kinds with nothing are given too, so that none is thought to be unwatched."""
    metas = [d.meta for d in corpus.documents.values()]
    digests = [d.meta for d in corpus.documents.values() if _is_digest(d)]
    k = corpus.knowledge
    return [
        Upkeep("past the day by which to look again", _dated((m.id, m.review_by) for m in metas if m.review_by and m.review_by < today)),
        Upkeep("without a day by which to look again", tuple(m.id for m in metas if m.review_by is None)),
        Upkeep("digests checked over two years ago", _dated((m.id, m.as_of) for m in digests if m.as_of and today - m.as_of > OLD)),
        Upkeep("digests that do not say when they were checked", tuple(m.id for m in digests if m.as_of is None)),
        Upkeep("superseded, and what replaced it is not in the corpus", tuple(_orphans(corpus))),
        Upkeep("marked incomplete", tuple(m.id for m in metas if not m.complete)),
        Upkeep(
            "provisions marked incomplete",
            tuple(p.id for d in corpus.documents.values() for p in d.provisions.values() if not p.meta.complete),
        ),
        Upkeep("referrals that rest on an outside page alone", tuple(r.id for r in k.referrals if r.source and not r.cites)),
        Upkeep("referrals that rest on the own organisation alone", tuple(r.id for r in k.referrals if not r.source and not r.cites)),
        Upkeep("terms that cite nothing", tuple(t.id for t in k.glossary if not t.cites)),
        Upkeep("actors known by name alone", tuple(a.id for a in k.actors if not _cited([*a.does, *a.does_not]))),
        Upkeep("items of a checklist that wait for a source", tuple(_pending(k))),
    ]


def _is_digest(document: Document) -> bool:
    return any(text.text_kind == "digest" for p in document.provisions.values() for text in p.editions.values())


def _dated(rows: Iterable[tuple[str, dt.date | None]]) -> tuple[str, ...]:
    """Names with their days, the longest ago first."""
    return tuple(f"{name} ({day})" for name, day in sorted(rows, key=lambda row: str(row[1])))


def _orphans(corpus: Corpus) -> list[str]:
    superseded = [d.meta for d in corpus.documents.values() if d.meta.in_force == "superseded" or d.meta.superseded_by]
    return [f"{m.id} ({m.superseded_by or 'by nothing named'})" for m in superseded if m.superseded_by not in corpus.documents]


def _cited(said: list[Said]) -> bool:
    return any(sentence.cites for sentence in said)


def _pending(k: Knowledge) -> list[str]:
    return [f"{item.id} ({item.pending})" for theme in k.themes for item in theme.items if item.pending]
